"""The helpers of the other tests here: the strategies and the ways through a practice."""

from collections.abc import Callable

import pytest
from hypothesis import Phase, find, given, settings

from tests.practice.courses import course, fits, longest, moves, play, screens
from tests.strategies import (
    GOOD,
    POSSIBLE,
    UNHANDY,
    Move,
    alone,
    assignments,
    choices,
    dialogues,
    multis,
    orders,
    plan,
    practice_of,
    practices,
    practised,
    some,
)
from wpo.model.assignments import Assignment
from wpo.model.questions import Choice, Dialogue, Model, Multi, Order, Plan
from wpo.practice import engine
from wpo.practice.course import Practice

FINDING = settings(some, max_examples=2000, database=None, phases=[Phase.generate])


def _diverges(talk: Dialogue) -> bool:
    good = [one.next for one in talk.turns[0].options if one.quality is GOOD]
    return len(set(good)) > 1 and "" in good


@pytest.mark.parametrize(
    ("strategy", "wanted"),
    [
        (choices(), lambda one: one.fixed_order),
        (choices(), lambda one: {o.quality for o in one.options} == {GOOD, POSSIBLE, UNHANDY}),
        (choices(), lambda one: len(one.options) == 2),
        (multis(), lambda one: {o.quality for o in one.options} == {GOOD, POSSIBLE, UNHANDY}),
        (multis(), lambda one: sum(o.quality is GOOD for o in one.options) == 3),
        (orders(), lambda one: len(one.steps) == 4 and len(one.also) > 1),
        (dialogues(), _diverges),
        (dialogues(), lambda one: len(one.turns) == 5),
    ],
)
def test_kinds(strategy: object, wanted: Callable[[object], bool]) -> None:
    """The strategies reach the corners of every kind of question."""
    found = find(strategy, wanted, settings=FINDING)  # type: ignore[arg-type]

    assert wanted(found)


def test_assignments() -> None:
    """One assignment can hold every kind of question that asks, with an example before them."""
    kinds = {Model, Choice, Multi, Order, Plan}

    def wanted(one: Assignment) -> bool:
        return kinds <= {type(question) for question in one.practice}

    assert wanted(find(assignments(), wanted, settings=FINDING))


def test_returning() -> None:
    """A practice can open with two questions of another assignment."""

    def wanted(one: Practice) -> bool:
        return [item.assignment.id for item in one.items[:3]] == ["a2", "a2", "a1"]

    assert wanted(find(practices(), wanted, settings=FINDING))


@some
@given(practised())
def test_course(made: tuple[Practice, list[Move]]) -> None:
    """A course is one of the ways that can happen, and playing its answers gives it again."""
    practice, taken = made
    possible = {(move.position, move.answer) for move in moves(practice)}

    assert {(move.position, move.answer) for move in taken} <= possible
    assert play(practice, [move.answer for move in taken]) == (taken, None)
    assert len(taken) <= longest(practice)


@some
@given(alone())
def test_play_stops(practice: Practice) -> None:
    """Playing stops before the first answer that does not exist, and at the end."""
    first, *rest = [move.answer for move in course(practice, lambda _, shown: shown.answers[0])]
    stopped, position = play(practice, [first, ("nergens",), *rest])

    assert [move.answer for move in stopped] == [first]
    assert position == stopped[0].step.position
    assert play(practice, [first, *rest, first])[1] is None


def test_longest() -> None:
    """Choosing a plan takes four answers, and there are as many screens as parts chosen before."""
    practice = practice_of(plan())

    assert longest(practice) == 4
    assert len(screens(practice)) == 1 + 2 + 4 + 8


@some
@given(practised())
def test_sketch(made: tuple[Practice, list[Move]]) -> None:
    """A failing example prints as a sketch that a person can read."""
    practice, taken = made

    assert all(
        f"{item.question.id} {item.question.kind}" in repr(practice) for item in practice.items
    )
    assert len(repr(made)) < 4000
    assert [repr(move).split()[0].split(".")[0].split("/")[0] for move in taken] == [
        str(move.position.index) for move in taken
    ]


@some
@given(alone())
def test_fits(practice: Practice) -> None:
    """The judgement by hand agrees with the tone of the engine at every answer."""
    question = practice.items[0].question
    judged = [
        (fits(question, move.position.turn, move.answer), move.step.said.tone in ("goed", "kan"))
        for move in moves(practice)
    ]

    assert all(by_hand == by_engine for by_hand, by_engine in judged)
    assert engine.start(practice) in screens(practice)
