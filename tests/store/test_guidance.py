"""Who guides whom, over time: what ended keeps its dates."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine

from tests.store.floor_people import CORA, DAY, FAR, FAR_TRAINER, TARA, TEUN
from tests.store.making import ANNA, BRAM, NOW
from wpo.errors import StoreError
from wpo.model.people import Guidance
from wpo.store.database import reading, writing
from wpo.store.guidance import (
    all_guidance,
    guidance_between,
    guide,
    guided_by,
    guides_of,
    unguide,
)
from wpo.store.people import add_person

MOMENT = timedelta(microseconds=1)


@pytest.fixture
def engine(engine: Engine) -> Engine:
    """A database with people whom nobody guides."""
    with writing(engine) as connection:
        for one in (ANNA, BRAM, TEUN, TARA, CORA, FAR, FAR_TRAINER):
            add_person(connection, one, NOW)
    return engine


def test_several(engine: Engine) -> None:
    """Several trainers guide one participant, assistants included, in the order they began."""
    with writing(engine) as connection:
        guide(connection, TARA.code, ANNA.code, NOW, assistant=True)
        guide(connection, TEUN.code, ANNA.code, NOW + DAY)
        found = guides_of(connection, ANNA.code, NOW + DAY)

    assert found == (
        Guidance(trainer="tara", participant="anna", assistant=True, since_at=NOW),
        Guidance(trainer="teun", participant="anna", assistant=False, since_at=NOW + DAY),
    )


def test_whom(engine: Engine) -> None:
    """A trainer guides several participants, and sees nobody else's."""
    with writing(engine) as connection:
        guide(connection, TEUN.code, BRAM.code, NOW)
        guide(connection, TEUN.code, ANNA.code, NOW)
        guide(connection, TARA.code, ANNA.code, NOW)

        assert [one.participant for one in guided_by(connection, TEUN.code, NOW)] == [
            "bram",
            "anna",
        ]
        assert [one.participant for one in guided_by(connection, TARA.code, NOW)] == ["anna"]
        assert guided_by(connection, CORA.code, NOW) == ()


def test_moments(engine: Engine) -> None:
    """Guidance begins at its first moment and has ended at its last."""
    with writing(engine) as connection:
        guide(connection, TEUN.code, ANNA.code, NOW)
        unguide(connection, ANNA.code, NOW + DAY, trainer=TEUN.code)
        there = {
            moment: len(guided_by(connection, TEUN.code, moment))
            for moment in (NOW - MOMENT, NOW, NOW + DAY - MOMENT, NOW + DAY, NOW + 2 * DAY)
        }

        assert list(there.values()) == [0, 1, 1, 0, 0]
        assert there == {one: len(guides_of(connection, ANNA.code, one)) for one in there}


def test_nothing_is_overwritten(engine: Engine) -> None:
    """Who becomes an assistant, and guides again later, leaves every stretch as it was."""
    with writing(engine) as connection:
        guide(connection, TEUN.code, ANNA.code, NOW)
        guide(connection, TEUN.code, ANNA.code, NOW + DAY, assistant=True)
        unguide(connection, ANNA.code, NOW + 2 * DAY)
        guide(connection, TEUN.code, ANNA.code, NOW + 3 * DAY)
        found = guidance_between(connection, TEUN.code, [ANNA.code])

        assert [(one.assistant, one.since_at, one.until_at) for one in found] == [
            (False, NOW, NOW + DAY),
            (True, NOW + DAY, NOW + 2 * DAY),
            (False, NOW + 3 * DAY, None),
        ]
        for number, moment in enumerate((NOW, NOW + DAY, NOW + 3 * DAY)):
            assert guides_of(connection, ANNA.code, moment) == (found[number],)
        assert guides_of(connection, ANNA.code, NOW + 2 * DAY) == ()


def test_one_at_a_time(engine: Engine) -> None:
    """Guiding somebody again leaves one stretch that goes on, not two."""
    with writing(engine) as connection:
        for _ in range(3):
            guide(connection, TEUN.code, ANNA.code, NOW)

        assert len(guides_of(connection, ANNA.code, NOW)) == 1
        assert unguide(connection, ANNA.code, NOW, trainer=TEUN.code) == 1


def test_ending(engine: Engine) -> None:
    """Guidance ends by one trainer or by all; what ended already and what others have stays."""
    with writing(engine) as connection:
        guide(connection, TEUN.code, ANNA.code, NOW)
        guide(connection, TARA.code, ANNA.code, NOW)
        guide(connection, TEUN.code, BRAM.code, NOW)

        assert unguide(connection, ANNA.code, NOW + DAY, trainer=TEUN.code) == 1
        assert [one.trainer for one in guides_of(connection, ANNA.code, NOW + DAY)] == ["tara"]
        assert unguide(connection, ANNA.code, NOW + 2 * DAY) == 1
        assert unguide(connection, ANNA.code, NOW + 3 * DAY) == 0
        assert [one.until_at for one in guidance_between(connection, TEUN.code, [ANNA.code])] == [
            NOW + DAY
        ]
        assert len(guides_of(connection, BRAM.code, NOW + 9 * DAY)) == 1


def test_between(engine: Engine) -> None:
    """All that ever was between a trainer and some participants is found, and nothing else."""
    with writing(engine) as connection:
        guide(connection, TEUN.code, ANNA.code, NOW)
        guide(connection, TEUN.code, BRAM.code, NOW)
        guide(connection, TARA.code, ANNA.code, NOW)

        found = guidance_between(connection, TEUN.code, [ANNA.code, "niemand"])
        assert [(one.trainer, one.participant) for one in found] == [("teun", "anna")]
        assert guidance_between(connection, TEUN.code, []) == ()


def test_organisation(engine: Engine) -> None:
    """An organisation sees who guides its own participants now."""
    with writing(engine) as connection:
        guide(connection, TEUN.code, ANNA.code, NOW)
        guide(connection, FAR_TRAINER.code, FAR.code, NOW)
        guide(connection, TARA.code, BRAM.code, NOW)
        unguide(connection, BRAM.code, NOW + DAY)

        assert [one.trainer for one in all_guidance(connection, "org", NOW)] == ["teun", "tara"]
        assert [one.trainer for one in all_guidance(connection, "org", NOW + DAY)] == ["teun"]
        assert [one.trainer for one in all_guidance(connection, "ver", NOW)] == ["far-trainer"]


@pytest.mark.parametrize(("trainer", "participant"), [("niemand", "anna"), ("teun", "niemand")])
def test_nobody(engine: Engine, trainer: str, participant: str) -> None:
    """Nobody is guided by somebody who is not known, or the other way round."""
    with (
        pytest.raises(StoreError, match="niets worden bewaard"),
        writing(engine) as connection,
    ):
        guide(connection, trainer, participant, NOW)
    with reading(engine) as connection:
        assert all_guidance(connection, "org", NOW) == ()
