"""What is likely one paper, though it came in two ways; and what never is."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from wpo.model.floor import FloorEvent, Goal, Observed
from wpo.model.people import Role
from wpo.model.pilot import Answer, NotDone, PilotEvent, Rated, Remarked
from wpo.pilot.importing.alike import NEAR_DAYS, Came, Here, Way

DAY = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
RATED = Rated(questionnaire="deelnemer", answers=(Answer(item="snapte", value=3),))
PAPER = PilotEvent(
    event_id="papier-1",
    occurred_at=DAY,
    person="samir",
    by="rachid",
    as_role=Role.PARTICIPANT,
    assignment="aanpassen-meedoen-1",
    source="papier",
    facts=RATED,
)
REMARK = replace(PAPER, facts=Remarked(kind="woord", place="q2", words="Te moeilijk!"))
SEEN = Observed(
    goal=Goal(sub_skill="s2b", level=1),
    point="o1",
    value="gezien",
    situation="gewoon",
    day=DAY.date(),
)
CARD = FloorEvent(
    event_id="kaart-01",
    occurred_at=DAY,
    person="samir",
    by="karin",
    as_role=Role.TRAINER,
    facts=SEEN,
)
OTHERS = (
    replace(PAPER, person="ver"),
    replace(PAPER, assignment="aanpassen-meedoen-2"),
    replace(PAPER, facts=replace(RATED, questionnaire="coach")),
    replace(PAPER, occurred_at=DAY + timedelta(days=NEAR_DAYS + 1)),
    replace(PAPER, occurred_at=DAY - timedelta(days=NEAR_DAYS + 1)),
    REMARK,
)


def _here(*facts: PilotEvent | FloorEvent) -> Here:
    return Here(Came(fact=one, way=Way.KEYED, day=date(2026, 11, 24)) for one in facts)


def test_other_answers_on_another_day_are_the_same_paper() -> None:
    """A tick that was read otherwise and a day that was typed otherwise make no other paper."""
    misread = replace(RATED, answers=(Answer(item="snapte", value=1),), helped_by="collega")
    again = replace(PAPER, facts=misread, occurred_at=DAY + timedelta(days=NEAR_DAYS))
    found = _here(PAPER).like(again)

    assert str(found) == "Lijkt al binnen: ingetikt op 24 november 2026."


@pytest.mark.parametrize("other", OTHERS)
def test_another_paper(other: PilotEvent) -> None:
    """Another person, opdracht or questionnaire, or a day far off, is another paper."""
    assert _here(PAPER).like(other) is None


def test_nobody_is_never_alike() -> None:
    """Two papers without a code that say the same are two."""
    nobody = replace(PAPER, person="")

    assert _here(nobody).like(nobody) is None


def test_the_nearest_is_told() -> None:
    """Of several, the one of the nearest day is told."""
    far = Came(fact=PAPER, way=Way.FILE, day=date(2026, 11, 1))
    near = Came(
        fact=replace(PAPER, occurred_at=DAY + timedelta(days=5)), way=Way.KEYED, day=far.day
    )
    after = replace(PAPER, occurred_at=DAY + timedelta(days=4))

    assert Here([far, near]).like(after) is near
    assert Here([near, far]).like(after) is near
    assert Here([far, near]).like(PAPER) is far


def test_a_remark_says_the_same() -> None:
    """Somebody may remark much about one opdracht: only the same words are the same remark."""
    same = replace(REMARK, facts=Remarked(kind="woord", place="q2", words="te moeilijk"))
    more = replace(REMARK, facts=Remarked(kind="woord", place="q2", words="Wat is dat?"))

    assert _here(REMARK).like(same)
    assert _here(REMARK).like(more) is None


def test_a_card_is_of_a_day_and_an_observer() -> None:
    """Two who looked on one day are two cards, and one who looked on two days."""
    other_day = replace(SEEN, day=DAY.date() + timedelta(days=1))

    assert _here(CARD).like(replace(CARD, facts=replace(SEEN, value="beetje", situation="druk")))
    assert _here(CARD).like(replace(CARD, facts=other_day)) is None
    assert _here(CARD).like(replace(CARD, by="ron")) is None
    assert _here(CARD).like(replace(CARD, facts=replace(SEEN, point="o2"))) is None


def test_why_it_is_not_done_is_everybodys_own() -> None:
    """What a werkplekopleider told on a screen is no paper of the participant."""
    own = replace(PAPER, facts=NotDone(reason="geen_tijd"))
    told = replace(own, source="scherm", by="karin")

    assert _here(own).like(own)
    assert _here(told).like(own) is None
