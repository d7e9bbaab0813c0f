"""A file is brought in once, by who may, and all that came with it goes with it."""

from typing import Any

import pytest
from sqlalchemy import Engine, select

from tests.apps.gathering.company import GOOD, NOW, company, looked
from tests.pilot.importing.files import ASKED, csv
from wpo.apps.gathering.intake import Intake, bring_in, earlier, organisations_of, undo
from wpo.catalogue.loading import Catalogue
from wpo.errors import SetupError
from wpo.model.people import Person, Role
from wpo.pilot.importing.judging import Fate
from wpo.store import tables
from wpo.store.database import reading, writing
from wpo.store.floor import floor_events_of, standings_in
from wpo.store.people import revoke_keys
from wpo.store.pilot import pilot_events

CARD = ("code", "opdracht", "datum", "gezien door", "punt", "gezien", "situatie")
SEEN = tuple(
    ("samir", "2b-1", "20-11-2026", "karin", one, "gezien", "gewoon") for one in ("o1", "o2")
)


def _kept(engine: Engine) -> list[Any]:
    with reading(engine) as connection:
        return pilot_events(connection)


def test_a_second_time_brings_nothing(engine: Engine, catalogue: Catalogue) -> None:
    """The same file again is known row by row, and keeps nothing twice."""
    intake = company(engine, catalogue)
    data = csv(GOOD, GOOD, ("x", *GOOD[1:]), header=ASKED)
    first = looked(intake, data)
    batch = bring_in(intake, first, NOW)
    second = looked(intake, data)

    assert [first.count(fate) for fate in Fate] == [2, 0, 1]
    assert [second.count(fate) for fate in Fate] == [0, 2, 1]
    assert bring_in(intake, second, NOW) == ""
    assert [(one.batch, one.by, one.source) for _, one in _kept(engine)] == [
        (batch, "erik", "papier")
    ] * 2
    assert {organisation for organisation, _ in _kept(engine)} == {"bedrijf-1"}


def test_taken_back(engine: Engine, catalogue: Catalogue) -> None:
    """What came with a file goes with it, and nothing else; then it may come again."""
    intake = company(engine, catalogue)
    other = bring_in(intake, looked(intake, csv(("2b-2", *GOOD[1:]), header=ASKED)), NOW)
    batch = bring_in(intake, looked(intake, csv(GOOD, GOOD, header=ASKED)), NOW)

    assert undo(intake, batch, NOW) == 2
    assert undo(intake, batch, NOW) == 0
    assert [one.batch for _, one in _kept(engine)] == [other]
    found = {one.batch: one for one in earlier(intake, "bedrijf-1")}
    assert found[batch].taken_back_at is not None
    assert found[other].taken_back_at is None
    assert looked(intake, csv(GOOD, GOOD, header=ASKED)).count(Fate.NEW) == 2


def test_cards_of_observation(engine: Engine, catalogue: Catalogue) -> None:
    """What cards say stands at work at once, once, and is gone from there when taken back."""
    intake = company(engine, catalogue)
    plan = looked(intake, csv(*SEEN, header=CARD))
    batch = bring_in(intake, plan, NOW)
    with reading(engine) as connection:
        seen = floor_events_of(connection, "samir")
        months = connection.execute(select(tables.told_in_month)).all()

    assert [one.by for one in seen] == ["karin"] * 2
    assert [row.n_facts for row in months if row.name == "observed"] in ([2], [])
    assert looked(intake, csv(*SEEN, header=CARD)).count(Fate.KNOWN) == 2
    assert undo(intake, batch, NOW) == 2
    with reading(engine) as connection:
        assert floor_events_of(connection, "samir") == ()
        assert standings_in(connection, "bedrijf-1") == ()
        assert connection.execute(select(tables.told_in_month)).all() == []


def test_two_at_the_same_time(engine: Engine, catalogue: Catalogue) -> None:
    """Of two who bring in the same file, the second hears that something changed."""
    intake = company(engine, catalogue)
    data = csv(GOOD, header=ASKED)
    one, other = looked(intake, data), looked(intake, data)
    bring_in(intake, one, NOW)

    with pytest.raises(SetupError, match="intussen iets veranderd"):
        bring_in(intake, other, NOW)
    assert len(_kept(engine)) == 1


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.PROJECT_LEADER}))
def test_only_who_may(engine: Engine, catalogue: Catalogue, role: Role) -> None:
    """Nobody but the projectleider brings in for every organisation; a coach for the own one."""
    company(engine, catalogue)
    code = "rachid" if role is Role.COACH else "iemand"
    person = Person(code=code, organisation="bedrijf-1", role=role)
    intake = Intake(engine=engine, catalogue=catalogue, by=person)

    with pytest.raises(SetupError, match="niets inlezen"):
        looked(intake, csv(GOOD, header=ASKED), organisation="bedrijf-2")
    if role is Role.COACH:
        assert [code for code, _ in organisations_of(intake)] == ["bedrijf-1"]
        return
    with pytest.raises(SetupError, match="niets inlezen"):
        looked(intake, csv(GOOD, header=ASKED))
    with pytest.raises(SetupError, match="niets inlezen"):
        earlier(intake, "bedrijf-1")


def test_a_closed_door(engine: Engine, catalogue: Catalogue) -> None:
    """Whoever was shut out in the meantime brings nothing in and takes nothing back."""
    intake = company(engine, catalogue)
    plan = looked(intake, csv(GOOD, header=ASKED))
    with writing(engine) as connection:
        revoke_keys(connection, "erik", NOW)

    with pytest.raises(SetupError, match="Log opnieuw in"):
        bring_in(intake, plan, NOW)
    assert _kept(engine) == []


def test_codes_of_another_organisation(engine: Engine, catalogue: Catalogue) -> None:
    """A code that is somebody elsewhere is nobody here."""
    intake = company(engine, catalogue)
    plan = looked(intake, csv(GOOD, header=ASKED), organisation="bedrijf-2")

    assert plan.count(Fate.REFUSED) == 1
    assert "in deze organisatie niet bekend" in plan.rows[0].problems[0].text
