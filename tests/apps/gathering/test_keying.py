"""Papers are keyed in once each, judged at once, and the last one or a whole day is undone."""

from typing import Any

import ipywidgets as widgets
import pytest
from sqlalchemy import Engine

from tests.apps.gathering.company import NOW, RACHID, company
from wpo.apps.gathering.intake import Intake, earlier, undo
from wpo.apps.gathering.keying import KeyingScreen, page
from wpo.apps.gathering.papers import Kept, keep_paper, n_today, undo_paper
from wpo.catalogue.loading import Catalogue
from wpo.errors import SetupError
from wpo.model.people import Role
from wpo.store.database import reading
from wpo.store.floor import floor_events_of
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
    assert n_today(intake, NOW) == 2


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
    assert n_today(intake, NOW) == 0


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
    assert n_today(intake, NOW) == 2
    (batch,) = earlier(intake, "bedrijf-1")

    assert undo(intake, batch.batch, NOW) == 3
    assert _kept(intake) == _seen(intake) == []
    assert n_today(intake, NOW) == 0
    keep_paper(intake, ONE, "deelnemer", PAPER, NOW)
    assert len(earlier(intake, "bedrijf-1")) == 2


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
    assert screen.papers.counted == "Vandaag ingetikt: 1"
    assert [one["id"] for one in screen.papers.forms] == [
        *intake.catalogue.questionnaires,
        "observaties",
    ]


def test_in_the_order_of_the_paper(intake: Intake) -> None:
    """The questions on the screen are those of the paper, in the same order, with the same ids."""
    for form in KeyingScreen(intake).papers.forms:
        asked = intake.catalogue.questionnaires.get(form["id"])
        if asked:
            ids = [one["id"] for one in form["fields"] if one["id"]]
            assert ids == [f"{asked.id}/{item.id}" for item in asked.items]


def test_nobody_else_sees_it(catalogue: Catalogue) -> None:
    """Where nobody is logged in there is one line."""
    assert isinstance(page(catalogue, None), widgets.HTML)
