"""A file is brought in once, by who may, and all that came with it goes with it."""

import io
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from sqlalchemy import Engine, event, select

from tests.apps.gathering.company import GOOD, NAMELESS, NOW, RACHID, company, looked
from tests.pilot.importing.files import ASKED, csv
from wpo.apps.gathering.intake import (
    Intake,
    TakenBack,
    bring_in,
    earlier,
    look,
    look_again,
    organisations_of,
    sets_of,
    undo,
)
from wpo.apps.gathering.papers import keep_paper
from wpo.catalogue.loading import Catalogue
from wpo.errors import SetupError
from wpo.model.floor import FloorEvent
from wpo.model.people import Person, Role
from wpo.pilot.importing.judging import Fate
from wpo.pilot.importing.mending import to_mend
from wpo.store import tables
from wpo.store.database import open_database, reading, writing
from wpo.store.erasing import erase
from wpo.store.floor import append_floor, floor_events_of, standings_in
from wpo.store.people import revoke_keys
from wpo.store.pilot import pilot_events
from wpo.store.released import ExtractMade, highest_numbers, keep_extract

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
    data = csv(NAMELESS, NAMELESS, ("x", *GOOD[1:]), header=ASKED)
    first = looked(intake, data)
    batch = bring_in(intake, first, NOW)
    second = looked(intake, data)

    assert [first.count(fate) for fate in Fate] == [2, 0, 1, 0]
    assert [second.count(fate) for fate in Fate] == [0, 2, 1, 0]
    assert bring_in(intake, second, NOW) == ""
    assert [(one.batch, one.by, one.source) for _, one in _kept(engine)] == [
        (batch, "erik", "papier")
    ] * 2
    assert {organisation for organisation, _ in _kept(engine)} == {"bedrijf-1"}


def test_taken_back(engine: Engine, catalogue: Catalogue) -> None:
    """What came with a file goes with it, and nothing else; then it may come again."""
    intake = company(engine, catalogue)
    other = bring_in(intake, looked(intake, csv(("2b-2", *GOOD[1:]), header=ASKED)), NOW)
    batch = bring_in(intake, looked(intake, csv(NAMELESS, NAMELESS, header=ASKED)), NOW)

    assert undo(intake, batch, NOW) == TakenBack(n_facts=2)
    assert undo(intake, batch, NOW) == TakenBack()
    assert [one.batch for _, one in _kept(engine)] == [other]
    found = {one.batch: one for one in earlier(intake, "bedrijf-1")}
    assert found[batch].taken_back_at is not None
    assert found[other].taken_back_at is None
    assert looked(intake, csv(NAMELESS, NAMELESS, header=ASKED)).count(Fate.NEW) == 2


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
    assert undo(intake, batch, NOW).n_facts == 2
    with reading(engine) as connection:
        assert floor_events_of(connection, "samir") == ()
        assert standings_in(connection, "bedrijf-1") == ()
        assert connection.execute(select(tables.told_in_month)).all() == []


def test_two_after_each_other(engine: Engine, catalogue: Catalogue) -> None:
    """Of two who looked at the same file, the second hears that something changed."""
    intake = company(engine, catalogue)
    data = csv(GOOD, header=ASKED)
    one, other = looked(intake, data), looked(intake, data)
    bring_in(intake, one, NOW)

    with pytest.raises(SetupError, match="intussen iets veranderd"):
        bring_in(intake, other, NOW)
    assert len(_kept(engine)) == 1


def test_two_at_the_same_time(catalogue: Catalogue, tmp_path: Path) -> None:
    """Whoever presses at the very same moment: the file is in once, and the others are told."""
    engine = open_database(f"sqlite:///{tmp_path / 'wpo.sqlite'}")
    intake = company(engine, catalogue)
    plan = looked(intake, csv(NAMELESS, NAMELESS, header=ASKED))

    def press(_: int) -> str:
        try:
            return bring_in(intake, plan, NOW)
        except SetupError as error:
            return error.message

    with ThreadPoolExecutor(4) as pool:
        said = list(pool.map(press, range(4)))

    assert len(_kept(engine)) == 2
    assert sum("intussen" in one for one in said) == 3
    engine.dispose()


@pytest.mark.parametrize("at", ["INSERT INTO floor_event", "INSERT INTO import_batch"])
def test_half_done_leaves_nothing(engine: Engine, catalogue: Catalogue, at: str) -> None:
    """Where anything fails on the way, nothing of the file is there, and it may be tried again."""
    intake = company(engine, catalogue)
    plan = looked(intake, csv(*SEEN, header=CARD))

    def fail(_conn: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if statement.startswith(at):
            raise OSError("de schijf is vol")

    event.listen(engine, "before_cursor_execute", fail)
    with pytest.raises(OSError, match="schijf"):
        bring_in(intake, plan, NOW)
    event.remove(engine, "before_cursor_execute", fail)
    assert earlier(intake, "bedrijf-1") == ()
    with reading(engine) as connection:
        assert floor_events_of(connection, "samir") == ()
        assert standings_in(connection, "bedrijf-1") == ()
    assert bring_in(intake, looked(intake, csv(*SEEN, header=CARD)), NOW)


def test_taken_back_after_somebody_was_erased(engine: Engine, catalogue: Catalogue) -> None:
    """What went with a person who was erased is told apart, and their rows do not come again."""
    intake = company(engine, catalogue)
    data = csv(GOOD, ("2b-2", *GOOD[1:]), NAMELESS, header=ASKED)
    batch = bring_in(intake, looked(intake, data), NOW)
    with writing(engine) as connection:
        erase(connection, "samir", NOW, key=b"k" * 32)

    assert [looked(intake, data).count(fate) for fate in Fate] == [0, 1, 2, 0]
    assert undo(intake, batch, NOW) == TakenBack(n_facts=1, n_gone=2)


def test_taken_back_after_a_set_was_made(engine: Engine, catalogue: Catalogue) -> None:
    """Whoever takes back is told of the sets for researchers in which it stands already."""
    intake = company(engine, catalogue)
    early = bring_in(intake, looked(intake, csv(GOOD, header=ASKED)), NOW)
    cards = bring_in(intake, looked(intake, csv(*SEEN, header=CARD)), NOW)
    with writing(engine) as connection:
        for number, letters in enumerate(({"bedrijf-1": "A"}, {"bedrijf-2": "B"}), start=1):
            made = ExtractMade(
                number=number,
                name=f"set-{number}",
                made_at=NOW + timedelta(hours=number),
                until=highest_numbers(connection),
                letters=letters,
            )
            keep_extract(connection, made, {})
    late = bring_in(intake, looked(intake, csv(("2b-2", *GOOD[1:]), header=ASKED)), NOW)

    assert [len(sets_of(intake, one)) for one in (early, cards, late)] == [1, 1, 0]
    assert undo(intake, early, NOW).sets == (NOW + timedelta(hours=1),)
    assert undo(intake, late, NOW).sets == ()


def test_refused_rows_come_back_mended(engine: Engine, catalogue: Catalogue) -> None:
    """Rows that were mended in a file of their own come in once, whatever their neighbours say."""
    intake = company(engine, catalogue)
    bad = (*NAMELESS[:3], "misschien", *NAMELESS[4:])
    plan = looked(intake, csv(NAMELESS, bad, header=ASKED))
    book = openpyxl.load_workbook(
        io.BytesIO(to_mend(plan.table, plan.form, plan.columns, plan.rows, plan.file_hash))
    )
    book.active["F2"] = "ja"
    file = io.BytesIO()
    book.save(file)
    mended = looked(intake, file.getvalue())
    bring_in(intake, mended, NOW)

    assert mended.count(Fate.NEW) == 1
    whole = looked(intake, csv(NAMELESS, bad, header=ASKED))
    assert [whole.count(fate) for fate in Fate] == [1, 0, 1, 0]
    bring_in(intake, whole, NOW)
    assert looked(intake, file.getvalue()).count(Fate.KNOWN) == 1
    assert looked(intake, csv(NAMELESS, NAMELESS, header=ASKED)).count(Fate.KNOWN) == 2


def test_a_paper_that_was_keyed_in_and_stands_in_a_list(
    engine: Engine, catalogue: Catalogue
) -> None:
    """It is shown apart and left out with the reason; after a yes it is in, once."""
    intake = company(engine, catalogue)
    keyed = {"opdracht": "2b-1", "datum": "24-11-2025", "persoon": "samir", "vraag:snapte": "1"}
    keep_paper(replace(intake, by=RACHID), "a" * 20, "deelnemer", keyed, NOW)
    data = csv(GOOD, NAMELESS, ("2b-2", *GOOD[1:]), header=ASKED)
    plan = looked(intake, data)
    out = to_mend(plan.table, plan.form, plan.columns, plan.rows, plan.file_hash)
    (line,) = [*openpyxl.load_workbook(io.BytesIO(out)).active.iter_rows(2, values_only=True)]

    assert [plan.count(fate) for fate in Fate] == [2, 0, 0, 1]
    assert line[1] == "Lijkt al binnen: ingetikt op 24 november 2026."
    assert line[2:4] == GOOD[:2]
    bring_in(intake, plan, NOW)
    assert [looked(intake, data).count(fate) for fate in Fate] == [0, 2, 0, 1]
    assert [looked(intake, out).count(fate) for fate in Fate] == [0, 0, 0, 1]

    sure = look_again(intake, replace(looked(intake, out), also_alike=True), NOW)
    batch = bring_in(intake, sure, NOW)
    assert len(_kept(engine)) == 4
    assert looked(intake, out).count(Fate.KNOWN) == 1
    assert undo(intake, batch, NOW).n_facts == 1
    assert looked(intake, out).count(Fate.ALIKE) == 1


def test_the_same_paper_in_two_lists_or_twice_in_one(engine: Engine, catalogue: Catalogue) -> None:
    """Whoever typed it over in another way made no other paper; taken back, it may come again."""
    intake = company(engine, catalogue)
    other = (GOOD[0], "21-11-2025", "SAMIR", "nee", *GOOD[4:])
    batch = bring_in(intake, looked(intake, csv(GOOD, header=ASKED)), NOW)
    second = looked(intake, csv(other, header=ASKED))
    undo(intake, batch, NOW)
    twice = looked(intake, csv(other, GOOD, header=ASKED))

    assert second.rows[0].like == "Lijkt al binnen: ingelezen uit een bestand op 24 november 2026."
    assert [one.fate for one in twice.rows] == [Fate.NEW, Fate.ALIKE]
    assert twice.rows[1].like == "Lijkt op rij 2 van dit bestand."


def test_a_card_that_was_told_on_a_screen(engine: Engine, catalogue: Catalogue) -> None:
    """What a werkplekopleider told at work and wrote on a card as well is left out."""
    intake = company(engine, catalogue)
    told = look(
        intake, csv(SEEN[0], header=CARD), "k", organisation="bedrijf-1", source="papier", now=NOW
    )
    event_ = told.rows[0].event
    assert isinstance(event_, FloorEvent)
    with writing(engine) as connection:
        append_floor(
            connection, [replace(event_, event_id="van-scherm-1")], {"samir": "bedrijf-1"}, NOW
        )
    plan = looked(intake, csv(*SEEN, header=CARD))

    assert [one.fate for one in plan.rows] == [Fate.ALIKE, Fate.NEW]
    assert "ingevuld op een scherm op 20 november 2026" in plan.rows[0].like


def test_keyed_in_while_somebody_looks(engine: Engine, catalogue: Catalogue) -> None:
    """A paper that was keyed in after the list was shown is not taken twice: it is told."""
    intake = company(engine, catalogue)
    plan = looked(intake, csv(GOOD, header=ASKED))
    keyed = {"opdracht": "2b-1", "datum": "20-11-2025", "persoon": "samir", "vraag:snapte": "1"}
    keep_paper(replace(intake, by=RACHID), "a" * 20, "deelnemer", keyed, NOW)

    with pytest.raises(SetupError, match="intussen iets veranderd"):
        bring_in(intake, plan, NOW)
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
