"""Papers are keyed in once each, judged at once, mended, and undone: one, or a whole day."""

from datetime import timedelta
from typing import Any

import ipywidgets as widgets
import pytest
from sqlalchemy import Engine

from tests.apps.gathering.company import NOW, RACHID, company
from wpo.apps.gathering.intake import Intake, earlier, undo
from wpo.apps.gathering.keying import KeyingScreen, page
from wpo.apps.gathering.papers import Kept, keep_paper, keyed_today, undo_paper
from wpo.catalogue.loading import Catalogue
from wpo.errors import SetupError
from wpo.model.people import Person, Role
from wpo.pilot.importing.values import short_code
from wpo.publish.paper import sheets
from wpo.store.database import reading, writing
from wpo.store.floor import floor_events_of
from wpo.store.people import add_person, new_key
from wpo.store.pilot import pilot_events

ONE, TWO, THREE = ("0123456789abcdef0123", "1" * 20, "2" * 20)
PAPER = {"opdracht": "2b-1", "datum": "20-11-2025", "vraag:snapte": "3", "vraag:werk": "1"}
CARD = {
    "persoon": "samir",
    "gezien door": "karin",
    "opdracht": "2b-1",
    "datum": "20-11-2025",
    "punt:o1": "gezien",
    "punt:o3": "beetje",
    "situatie": "gewoon",
    "woorden": "vroeg het zelf",
}

STAFF = {
    "opdracht": "2b-1",
    "datum": "20-11-2025",
    "vraag:past": "4",
    "vraag:anders": "Kortere zinnen",
    "vraag:waar": "q2",
}


@pytest.fixture
def intake(engine: Engine, catalogue: Catalogue) -> Intake:
    """Where the coach of a small company keys in."""
    return company(engine, catalogue, RACHID)


def _kept(intake: Intake) -> list[Any]:
    with reading(intake.engine) as connection:
        return [one for _, one in pilot_events(connection)]


def _seen(intake: Intake) -> list[Any]:
    with reading(intake.engine) as connection:
        return [one.facts for one in floor_events_of(connection, "samir")]


def test_saved_twice_is_kept_once(intake: Intake) -> None:
    """The same paper again is harmless; another that says the same is another."""
    assert keep_paper(intake, ONE, "deelnemer", PAPER, NOW) == Kept(n_facts=1)
    assert keep_paper(intake, ONE, "deelnemer", PAPER, NOW) == Kept()
    assert keep_paper(intake, TWO, "deelnemer", PAPER, NOW) == Kept(n_facts=1)
    first, second = _kept(intake)

    assert (first.by, first.source, first.person) == ("rachid", "papier", "")
    assert first.facts == second.facts
    assert first.batch == second.batch
    assert len(keyed_today(intake, NOW)) == 2


def test_what_is_wrong_keeps_nothing(intake: Intake) -> None:
    """A paper with a mistake is not kept, and every mistake is told at its own place."""
    kept = keep_paper(
        intake, ONE, "deelnemer", {**PAPER, "opdracht": "9x", "vraag:snapte": "7"}, NOW
    )
    card = keep_paper(intake, TWO, "observaties", {**CARD, "gezien door": "ver"}, NOW)
    bare = {name: text for name, text in CARD.items() if "punt:" not in name}
    nothing = keep_paper(intake, THREE, "observaties", bare, NOW)

    assert {target for target, _ in kept.problems} == {"opdracht", "vraag:snapte"}
    assert {target for target, _ in card.problems} == {"gezien door"}
    assert nothing.problems
    assert _kept(intake) == []
    assert _seen(intake) == []
    assert len(keyed_today(intake, NOW)) == 0


def test_a_paper_that_is_likely_here(intake: Intake) -> None:
    """Nothing is kept before who keys in says that it is another paper; mending asks nothing."""
    named = {**PAPER, "persoon": "samir"}
    misread = {**named, "vraag:snapte": "2", "datum": "22-11-2025"}
    keep_paper(intake, ONE, "deelnemer", named, NOW)
    doubt = keep_paper(intake, TWO, "deelnemer", misread, NOW)

    assert doubt == Kept(like="Lijkt al binnen: ingetikt op 24 november 2026.")
    assert len(_kept(intake)) == 1
    assert keep_paper(intake, THREE, "deelnemer", misread, NOW, instead_of=ONE) == Kept(n_facts=1)
    assert len(_kept(intake)) == 1
    assert keep_paper(intake, TWO, "deelnemer", misread, NOW, sure=True) == Kept(n_facts=1)
    assert len(_kept(intake)) == 2


def test_a_card_that_is_likely_here(intake: Intake) -> None:
    """A second card of one day waits for a yes; one of another day does not."""
    keep_paper(intake, ONE, "observaties", CARD, NOW)

    assert keep_paper(intake, TWO, "observaties", CARD, NOW).like
    other_day = {**CARD, "datum": "21-11-2025"}
    assert keep_paper(intake, TWO, "observaties", other_day, NOW) == Kept(n_facts=2)


def test_a_card(intake: Intake) -> None:
    """A card tells each point that was ticked; its words stand with the first."""
    assert keep_paper(intake, ONE, "observaties", CARD, NOW) == Kept(n_facts=2)
    assert keep_paper(intake, ONE, "observaties", CARD, NOW) == Kept()

    assert [(one.point, one.value, one.note) for one in _seen(intake)] == [
        ("o1", "gezien", "vroeg het zelf"),
        ("o3", "beetje", ""),
    ]
    assert undo_paper(intake, ONE, NOW)
    assert _seen(intake) == []


def test_the_last_one_and_the_whole_day(intake: Intake) -> None:
    """One paper goes alone; the batch of the day takes the others; then a new day-batch begins."""
    for paper in (ONE, TWO):
        keep_paper(intake, paper, "deelnemer", PAPER, NOW)
    keep_paper(intake, THREE, "observaties", CARD, NOW)
    assert undo_paper(intake, TWO, NOW)
    assert not undo_paper(intake, TWO, NOW)
    assert len(keyed_today(intake, NOW)) == 2
    (batch,) = earlier(intake, "bedrijf-1")

    assert undo(intake, batch.batch, NOW).n_facts == 3
    assert _kept(intake) == _seen(intake) == []
    assert len(keyed_today(intake, NOW)) == 0
    keep_paper(intake, ONE, "deelnemer", PAPER, NOW)
    assert len(earlier(intake, "bedrijf-1")) == 2


def test_a_paper_of_today_is_mended(intake: Intake) -> None:
    """What was keyed in today comes back as it was typed; what is kept then takes its place."""
    keep_paper(intake, ONE, "deelnemer", {**PAPER, "persoon": "samir", "hielp": "coach"}, NOW)
    keep_paper(intake, TWO, "coach", STAFF, NOW + timedelta(minutes=1))
    keep_paper(intake, THREE, "observaties", CARD, NOW + timedelta(minutes=2))
    card, staff, paper = keyed_today(intake, NOW)
    with reading(intake.engine) as connection:
        before = [one.facts for _, one in pilot_events(connection)]

    assert [card.cells, staff.cells] == [CARD, {**STAFF, "hielp": "niemand"}]
    assert (card.form, staff.form, paper.form) == ("observaties", "coach", "deelnemer")
    for sign, one in zip("abc", (paper, staff, card), strict=True):  # typed over once more
        again = keep_paper(intake, sign * 20, one.form, one.cells, NOW, instead_of=one.paper)
        assert again.problems == ()
    assert [one.facts for one in _kept(intake)] == before
    assert len(keyed_today(intake, NOW)) == 3

    wrong = keep_paper(intake, "d" * 20, "observaties", {"persoon": "x"}, NOW, instead_of="c" * 20)
    assert wrong.problems
    assert len(_seen(intake)) == 2
    mended = {**CARD, "punt:o1": "nog_niet"}
    keep_paper(intake, "d" * 20, "observaties", mended, NOW, instead_of="c" * 20)
    assert [one.value for one in _seen(intake)] == ["nog_niet", "beetje"]
    assert [one.n_rows for one in earlier(intake, "bedrijf-1")] == [3]


def test_somebody_elses_paper_is_not_mended(engine: Engine, intake: Intake) -> None:
    """A second coach neither sees nor replaces what the first keyed in, and it is kept twice."""
    other = Person(code="carla", organisation="bedrijf-1", role=Role.COACH)
    with writing(engine) as connection:
        add_person(connection, other, NOW)
        new_key(connection, other.code, NOW)
    carla = Intake(engine=engine, catalogue=intake.catalogue, by=other)
    keep_paper(intake, ONE, "deelnemer", PAPER, NOW)
    keep_paper(carla, TWO, "deelnemer", PAPER, NOW, instead_of=ONE)

    assert [one.paper for one in keyed_today(carla, NOW)] == [TWO]
    assert [one.paper for one in keyed_today(intake, NOW)] == [ONE]
    assert keyed_today(intake, NOW + timedelta(days=1)) == ()


def test_only_a_coach(engine: Engine, catalogue: Catalogue) -> None:
    """The projectleider's papers come as a file; nobody else keys anything in."""
    erik = company(engine, catalogue)
    own = Intake(engine=engine, catalogue=catalogue, by=RACHID)
    keep_paper(own, ONE, "deelnemer", PAPER, NOW)

    assert not undo_paper(erik, ONE, NOW)
    trainer = Intake(
        engine=engine,
        catalogue=catalogue,
        by=type(RACHID)(code="karin", organisation="bedrijf-1", role=Role.TRAINER),
    )
    with pytest.raises(SetupError):
        keep_paper(trainer, TWO, "deelnemer", PAPER, NOW)


def test_the_screen(intake: Intake, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the widget sends is kept, and it hears what became of it; nonsense does nothing."""
    screen = KeyingScreen(intake)
    heard: list[Any] = []
    monkeypatch.setattr(screen.papers, "send", heard.append)
    screen.receive(None, {"save": {"id": ONE, "form": "deelnemer", "cells": PAPER}}, [])
    screen.receive(None, {"save": {"id": TWO, "form": "deelnemer", "cells": {}}}, [])
    for nonsense in ({}, {"save": 1}, {"save": {"id": "x", "form": "y", "cells": {}}}):
        screen.receive(None, nonsense, [])

    assert heard[0]["kept"] == ONE
    assert heard[1]["wrong"] == TWO
    assert [one["good"] for one in heard[2:]] == [False]
    (line,) = screen.papers.keyed
    assert line["id"] == ONE
    assert line["text"].endswith("Vragenlijst van een deelnemer, 2b-1")
    assert [one["id"] for one in screen.papers.forms] == [
        *("deelnemer", "werkplekopleider", "coach"),
        "observaties",
    ]


def test_in_the_order_of_the_paper(intake: Intake) -> None:
    """The screen asks what each paper asks, in the same order, with the same ids."""
    screen = KeyingScreen(intake)
    fields = {one["id"]: one["fields"] for one in screen.papers.forms}
    (one,) = (one for one in intake.catalogue.assignments.values() if short_code(one) == "2b-1")
    points = screen.papers.assignments["2b1"]["points"]

    for sheet in sheets(intake.catalogue, [one]):
        printed = [asked.id for asked in (*sheet.asked, *sheet.closing)]
        on_screen = [one["id"] or one["target"] for one in fields[sheet.kind]]
        at = on_screen.index("datum") + 1  # before it stand the blanks
        if "punten" in on_screen:
            on_screen[at : at + 1] = [f"punt/{point}" for point, _ in points]
        assert on_screen[at:] == printed


def test_nobody_else_sees_it(catalogue: Catalogue) -> None:
    """Where nobody is logged in there is one line."""
    assert isinstance(page(catalogue, None), widgets.HTML)
