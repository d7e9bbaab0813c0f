"""Facts checked by replaying the engine: what could happen is accepted, anything else refused."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.strategies import Move, practised, some
from wpo.errors import ImpossibleAction
from wpo.model.events import Answered
from wpo.practice import engine
from wpo.practice.course import Practice
from wpo.practice.replay import replay


def facts(practice: Practice, taken: list[Move]) -> list[Answered]:
    """Return the facts that a player tells of a course, read from the screens that it showed."""
    return [
        Answered(
            index=move.position.index,
            question=practice.items[move.position.index].question.id,
            hash="not looked at here",
            turn=move.position.turn,
            attempt_at=move.position.phase.value,
            options=move.answer,
            shown=tuple(one.id for one in move.screen.offers),
            listened=0,
            helped=False,
            pace="<5s",
        )
        for move in taken
    ]


@some
@given(practised())
def test_accepts(made: tuple[Practice, list[Move]]) -> None:
    """Every course that the engine made is accepted, and told again step by step."""
    practice, taken = made

    assert replay(practice, facts(practice, taken)) == [(one.position, one.step) for one in taken]


@some
@given(practised(), st.data())
def test_accepts_a_beginning(made: tuple[Practice, list[Move]], data: st.DataObject) -> None:
    """Somebody may stop anywhere: every beginning of a course is accepted, the empty one too."""
    practice, taken = made
    length = data.draw(st.integers(0, len(taken)))

    assert len(replay(practice, facts(practice, taken)[:length])) == length


@some
@given(practised(), st.integers(0, 9), st.booleans(), st.sampled_from(["<5s", ">60s"]))
def test_manner(made: tuple[Practice, list[Move]], listened: int, helped: bool, pace: str) -> None:
    """How somebody came to an answer, by ear, with help or slowly, does not touch what follows."""
    practice, taken = made
    told = [replace(one, listened=listened, helped=helped, pace=pace) for one in facts(*made)]

    assert replay(practice, told) == [(one.position, one.step) for one in taken]


CHANGES: dict[str, Callable[[Answered], dict[str, Any]]] = {
    "an option too many": lambda one: {"options": (*one.options, "nergens")},
    "something else shown": lambda one: {"shown": (*one.shown[1:], "nergens")},
    "an option less shown": lambda one: {"shown": one.shown[:-1] if one.shown else ("a",)},
    "the next try": lambda one: {"attempt_at": one.attempt_at % 3 + 1},
    "no try": lambda _: {"attempt_at": 0},
    "another turn": lambda one: {"turn": f"{one.turn}x"},
    "a later place": lambda one: {"index": one.index + 1},
    "no place": lambda _: {"index": -1},
    "another question": lambda one: {"question": f"{one.question}x"},
}


@some
@given(practised(), st.data())
def test_refuses(made: tuple[Practice, list[Move]], data: st.DataObject) -> None:
    """One changed fact anywhere in a course makes it impossible, whichever fact it is."""
    practice, taken = made
    told = facts(practice, taken)
    place = data.draw(st.integers(0, len(told) - 1))

    for change in CHANGES.values():
        changed = replace(told[place], **change(told[place]))
        assume(changed != told[place])
        with pytest.raises(ImpossibleAction):
            replay(practice, [*told[:place], changed, *told[place + 1 :]])


@some
@given(practised(), st.data())
def test_refuses_an_order(made: tuple[Practice, list[Move]], data: st.DataObject) -> None:
    """Options told in any other order than the one on the screen are refused."""
    practice, taken = made
    told = facts(practice, taken)
    places = [n for n, one in enumerate(told) if len(one.shown) > 1]
    place = data.draw(st.sampled_from(places))
    mixed = tuple(data.draw(st.permutations(told[place].shown)))
    assume(mixed != told[place].shown)

    with pytest.raises(ImpossibleAction, match="maar open was"):
        replay(practice, [*told[:place], replace(told[place], shown=mixed)])


@some
@given(practised(), st.data())
def test_refuses_a_hole(made: tuple[Practice, list[Move]], data: st.DataObject) -> None:
    """A course in which an answer is missing, or stands twice, is impossible."""
    practice, taken = made
    told = facts(practice, taken)
    place = data.draw(st.integers(0, len(told) - 2))

    with pytest.raises(ImpossibleAction):
        replay(practice, told[:place] + told[place + 1 :])
    with pytest.raises(ImpossibleAction):
        replay(practice, told[: place + 1] + told[place:])


@some
@given(practised())
def test_refuses_after_the_end(made: tuple[Practice, list[Move]]) -> None:
    """After the end nothing more can be answered."""
    practice, taken = made
    told = facts(practice, taken)

    with pytest.raises(ImpossibleAction, match="al klaar"):
        replay(practice, [*told, told[-1]])


@some
@given(practised())
def test_refuses_another_seed(made: tuple[Practice, list[Move]]) -> None:
    """A course belongs to its seed: where another seed shows another order, it is refused."""
    practice, taken = made
    other = replace(practice, seed=practice.seed + 1)
    assume([one.screen for one in taken] != _screens(other, taken))

    with pytest.raises(ImpossibleAction, match="maar open was"):
        replay(other, facts(practice, taken))


def _screens(practice: Practice, taken: list[Move]) -> list[Any]:
    return [engine.screen(practice, one.position) for one in taken]
