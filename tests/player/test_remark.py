"""A remark is a fact about the question that was on the screen, and never more than was said."""

from collections.abc import Iterator
from typing import Any, get_args

import pytest

from tests.player.node import Call, calling
from wpo.apps.delivery import read_events
from wpo.model.pilot import HARM, PilotEvent, Remarked, RemarkKind
from wpo.player.html import asset

PAGE = {"person": "anna", "assignment": "overleggen-luisteren-1"}
SCRIPT = {
    "content_hash": "abcd",
    "items": [
        {"assignment": "feedback-geven-2", "question": "q3"},
        {"assignment": "overleggen-luisteren-1", "question": "q2"},
    ],
}
TOLD = {"id": "feit-12345", "at": "2026-11-02T09:00:00.000Z", "kind": "woord", "words": ""}
KINDS = {"snap_niet", "woord", "plaatje", "antwoord", "techniek", "vervelend"}


@pytest.fixture(scope="module")
def player(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Call]:
    """Return a way to call what ``remark.js`` exports."""
    with calling("remark.js", tmp_path_factory.mktemp("player")) as call:
        yield call


def _read(player: Call, screen: dict[str, Any] | None, **told: str) -> PilotEvent:
    events, refused = read_events([player("remarked", PAGE, SCRIPT, screen, TOLD | told)])
    assert refused == {}
    (event,) = events
    assert isinstance(event, PilotEvent)
    return event


def test_a_remark_is_read_as_the_fact_that_it_is(player: Call) -> None:
    """It is about the question on the screen, in the text as it was shown, by the person self."""
    event = _read(player, {"item": 1}, words="  Wat is een pallet?  ")

    assert (event.person, event.by, event.source) == ("anna", "anna", "scherm")
    assert (event.assignment, event.content_hash) == ("overleggen-luisteren-1", "abcd")
    assert event.facts == Remarked(kind="woord", place="q2", words="Wat is een pallet?")


def test_a_question_that_returns_is_of_its_own_opdracht(player: Call) -> None:
    """A remark on a question of an earlier opdracht is about that one, in a text unknown here."""
    event = _read(player, {"item": 0})

    assert (event.assignment, event.content_hash) == ("feedback-geven-2", "")
    assert event.facts == Remarked(kind="woord", place="q3")


def test_at_the_end_it_is_about_the_whole(player: Call) -> None:
    """On the summary a remark names no question."""
    assert _read(player, None, kind="techniek").facts == Remarked(kind="techniek")


def test_words_are_cut_where_the_field_ends(player: Call) -> None:
    """No more than 200 signs leave the page, whatever was pasted."""
    facts = _read(player, None, words="a" * 500).facts

    assert isinstance(facts, Remarked)
    assert len(facts.words) == 200


def test_every_kind_that_is_offered_exists() -> None:
    """The six kinds of the player are kinds of the model, and one of them is harm."""
    line = next(one for one in asset("remark.js").splitlines() if "export const REMARKS" in one)
    offered = set(line.split("[")[1].split("]")[0].replace('"', "").split(", "))

    assert offered == KINDS
    assert offered <= set(get_args(RemarkKind))
    assert HARM in offered
