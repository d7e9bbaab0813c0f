"""The feedback engine as a whole: every path ends, every screen has a way on and its words."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from hypothesis import given

from tests.practice.courses import LONGEST, longest, moves, screens
from tests.strategies import Move, alone, practices, practised, some
from wpo.practice.course import Pick, Practice


@some
@given(practices())
def test_ends(practice: Practice) -> None:
    """Every course comes to an end: none comes back where it was, and none is long."""
    assert longest(practice) <= LONGEST * len(practice.items)


@some
@given(practices())
def test_way_on(practice: Practice) -> None:
    """Every screen that can be reached has an answer, each is accepted, and none is there twice."""
    reached = screens(practice)

    assert all(screen.answers for screen in reached.values())
    assert all(len(set(one.answers)) == len(one.answers) for one in reached.values())
    assert all(
        move.step.position is None or move.step.position in reached for move in moves(practice)
    )


@some
@given(practised())
def test_every_question_ends_once(made: tuple[Practice, list[Move]]) -> None:
    """A course passes the questions in order and ends each of them exactly once."""
    practice, taken = made
    places = [move.position.index for move in taken]

    assert places == sorted(places)
    assert [move.position.index for move in taken if move.step.result] == list(
        range(len(practice.items))
    )


@some
@given(alone())
def test_same_words(practice: Practice) -> None:
    """Practice, position and answer alone decide: asked again, the engine says the same."""
    assert list(moves(practice)) == list(moves(practice))


# ---- What is said --------------------------------------------------------------------------------


def _texts(value: Any) -> Iterator[str]:
    """Yield every text inside a value of the model."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from _texts(one)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _texts(getattr(value, field.name))


@some
@given(practices())
def test_feedback(practice: Practice) -> None:
    """Every answer to something to choose is answered, in words that an author wrote."""
    written = {one for item in practice.items for one in _texts(item.assignment)}
    for move in moves(practice):
        words = move.step.said
        assert (words is None) == (move.screen.pick is Pick.NEXT)
        if words is not None:
            assert words.lines
            assert all(words.lines)
            assert set(words.lines) | {one for one in (words.reply, words.who) if one} <= written


@some
@given(practices())
def test_screens_are_written(practice: Practice) -> None:
    """Every text on a screen stands in the content; an als-dan sentence is its two halves."""
    for position, screen in screens(practice).items():
        home = practice.items[position.index].assignment
        written = {*_texts(home), *(one.sentence for one in home.work_task.sentences)}
        lines = [*screen.lines, *screen.says, *screen.shown, *(one.text for one in screen.offers)]

        assert screen.lines
        assert all(lines)
        assert set(lines) <= written
