"""Questions that ask for a reaction: what can be answered, the second try, what is shown."""

from collections import Counter
from collections.abc import Iterator
from itertools import combinations, permutations
from math import factorial
from typing import Any

import pytest
from hypothesis import assume, given

from tests.practice.courses import fits, moves, qualities, screens
from tests.practice.spelled import choice
from tests.strategies import (
    GOOD,
    POSSIBLE,
    UNHANDY,
    Move,
    alone,
    choices,
    dialogues,
    many,
    multis,
    orders,
    practice_of,
    practised,
    seeds,
    some,
)
from wpo.errors import ImpossibleAction
from wpo.model.questions import Choice, Dialogue, Multi, Order
from wpo.practice import engine
from wpo.practice.course import Answer, Outcome, Phase, Pick, Position, Practice, Screen, Tone

# ---- What can be answered ------------------------------------------------------------------------


def _open(screen: Screen) -> list[str]:
    return [one.id for one in screen.offers if one.state == "open"]


def _kept(screen: Screen) -> set[str]:
    return {one.id for one in screen.offers if one.state == "kept"}


@many
@given(alone())
def test_answers(practice: Practice) -> None:
    """Whatever is open can be chosen: one, any that are new to those kept, or every order."""
    for position, screen in screens(practice).items():
        free, kept = _open(screen), _kept(screen)
        if position.phase is Phase.SHOWN:
            continue
        match screen.pick:
            case Pick.ONE:
                expected = {(one,) for one in free}
            case Pick.MANY:
                sets = [c for size in range(len(free) + 1) for c in combinations(free, size)]
                expected = {tuple(sorted(kept | set(one))) for one in sets if kept or one}
            case _:
                assert len(screen.answers) == factorial(len(free))
                expected = {(*position.kept, *one) for one in permutations(free)}

        assert set(screen.answers) == expected


def _impossible(position: Position, screen: Screen) -> Iterator[Answer]:
    """Yield answers that no rule allows, near each answer that is there."""
    ids = {one.id for one in screen.offers}
    off = {one.id for one in screen.offers if one.state == "off"}
    yield ("nergens",)
    if screen.pick is not Pick.NEXT:
        yield ()
    for answer in screen.answers:
        yield (*answer, "nergens")
        yield (*answer, *answer[:1]) if answer else ("",)
        yield from (tuple(sorted((*answer, one))) for one in off)
        yield from ((one,) for one in off)
        if screen.pick is Pick.ONE:
            yield from ((*answer, one) for one in ids - set(answer))
        if screen.pick is Pick.MANY and len(answer) > 1:
            yield answer[::-1]
        if screen.pick is Pick.MANY:
            dropped = answer if position.phase is Phase.SHOWN else _kept(screen)
            yield from (tuple(one for one in answer if one != gone) for gone in dropped)
        if screen.pick is Pick.ORDER:
            yield answer[:-1]
            yield answer[1:]
            if position.kept or position.phase is Phase.SHOWN:
                yield answer[::-1]


@many
@given(alone())
def test_impossible(practice: Practice) -> None:
    """What a screen does not offer is refused: unknown, off, twice, too few, too many, reversed."""
    for position, screen in screens(practice).items():
        for answer in _impossible(position, screen):
            with pytest.raises(ImpossibleAction, match="kent hier het antwoord"):
                engine.step(practice, position, answer)


# ---- The guided second try -----------------------------------------------------------------------


@many
@given(alone())
def test_tries(practice: Practice) -> None:
    """What fits goes on; what does not leads to the next try of the same turn, and never back."""
    question = practice.items[0].question
    for move in moves(practice):
        here, there = move.position, move.step.position
        if fits(question, here.turn, move.answer):
            assert there is None or (there.turn != here.turn and there.phase is Phase.FIRST_TRY)
            assert (there is None) == (move.step.result is not None)
        else:
            assert (there.index, there.turn, there.so_far) == (here.index, here.turn, here.so_far)
            assert there.phase > here.phase
            assert move.step.result is None


@many
@given(alone(choices() | dialogues()))
def test_put_aside(practice: Practice) -> None:
    """Of three options an unhandy one is put aside, the others stay; of two none is guessed."""
    for move in moves(practice):
        there = move.step.position
        if there is None or there.turn != move.position.turn or there.phase is Phase.SHOWN:
            continue
        states = {one.id: one.state for one in engine.screen(practice, there).offers}

        assert move.position.phase is Phase.FIRST_TRY
        assert len(states) == 3
        assert states.pop(move.answer[0]) == "off"
        assert set(states.values()) == {"open"}


@many
@given(alone(choices() | dialogues()))
def test_second_try_where_possible(practice: Practice) -> None:
    """Of three options the first unhandy answer always leaves a second try; of two never."""
    question = practice.items[0].question
    for move in moves(practice):
        if move.position.phase is Phase.FIRST_TRY and not fits(
            question, move.position.turn, move.answer
        ):
            three = len(move.screen.offers) == 3
            assert move.step.position.phase is (Phase.SECOND_TRY if three else Phase.SHOWN)


@many
@given(alone(multis()))
def test_multi_second_try(practice: Practice) -> None:
    """What fits stays chosen, what does not is put aside; there is one only while two are open."""
    quality = qualities(practice.items[0].question)
    for move in moves(practice):
        if move.position.phase is not Phase.FIRST_TRY or move.step.position is None:
            continue
        off = {one for one in move.answer if quality[one] is UNHANDY}
        expected = dict.fromkeys(quality, "open") | {
            one: "off" if one in off else "kept" for one in move.answer
        }
        after = move.step.position
        n_open = list(expected.values()).count("open")

        assert after.phase is (Phase.SECOND_TRY if n_open >= 2 else Phase.SHOWN)
        if after.phase is Phase.SECOND_TRY:
            screen = engine.screen(practice, after)
            assert {one.id: one.state for one in screen.offers} == expected
            assert all(_kept(screen) <= set(answer) for answer in screen.answers)
            assert any(fits(practice.items[0].question, "", one) for one in screen.answers)


@many
@given(alone(orders()))
def test_order_second_try(practice: Practice) -> None:
    """The beginning that some good order shares stays; with two steps left the answer is shown."""
    question = practice.items[0].question
    good = [one for one in permutations(s.id for s in question.steps) if fits(question, "", one)]
    for move in moves(practice):
        if move.position.phase is not Phase.FIRST_TRY or move.step.position is None:
            continue
        begin = max(n for n in range(5) for one in good if one[:n] == move.answer[:n])
        after = move.step.position

        assert move.step.said.lines[0] == next(
            one.feedback.said for one in question.steps if one.id == move.answer[begin]
        )
        if len(move.answer) - begin < 3:
            assert after.phase is Phase.SHOWN
        else:
            assert (after.phase, after.kept) == (Phase.SECOND_TRY, move.answer[:begin])
            screen = engine.screen(practice, after)
            assert _kept(screen) == set(move.answer[:begin])
            assert all(one[:begin] == move.answer[:begin] for one in screen.answers)


@many
@given(alone())
def test_shown_allows_the_good(practice: Practice) -> None:
    """On a show screen the good answer is explained and is all that can be given."""
    question = practice.items[0].question
    for position, screen in screens(practice).items():
        if position.phase is not Phase.SHOWN:
            assert screen.shown == ()
            continue
        (answer,) = screen.answers

        assert {one.id for one in screen.offers if one.state != "off"} == set(answer)
        assert set(_open(screen)) == set(answer)
        match question:
            case Order():
                assert answer == tuple(one.id for one in question.steps)
                assert [one.id for one in screen.offers] == list(answer)
            case Multi():
                quality = qualities(question)
                assert set(answer) == {one for one, how in quality.items() if how is GOOD}
            case _:
                assert qualities(question, position.turn)[answer[0]] is GOOD
        assert screen.shown == (engine.step(practice, position, answer).said.lines[1],)


# ---- The order in which options are shown --------------------------------------------------------


def _shown_ids(practice: Practice, position: Position | None = None) -> tuple[str, ...]:
    here = position or engine.start(practice)
    return tuple(one.id for one in engine.screen(practice, here).offers)


@some
@given(alone(choices() | multis() | dialogues()))
def test_order_stays(practice: Practice) -> None:
    """Within a turn the options keep their places over the tries, and none gets lost."""
    orders_seen: dict[str, set[tuple[str, ...]]] = {}
    for position in screens(practice):
        orders_seen.setdefault(position.turn, set()).add(_shown_ids(practice, position))

    assert all(len(seen) == 1 for seen in orders_seen.values())


@some
@given(choices() | multis() | orders() | dialogues(), seeds)
def test_order_is_of_the_seed(question: Any, seed: int) -> None:
    """The same seed shows the same order, and some other seed shows another."""
    assume(not getattr(question, "fixed_order", False))
    assume(not getattr(question, "also", ()))
    mine = _shown_ids(practice_of(question, seed=seed))
    others = {_shown_ids(practice_of(question, seed=seed + n)) for n in range(1, 40)}

    assert _shown_ids(practice_of(question, seed=seed)) == mine
    assert others - {mine}


def test_order_is_fair() -> None:
    """Over many seeds each option comes first about as often as the others."""
    question = choice(GOOD, POSSIBLE, UNHANDY)
    shown = Counter(_shown_ids(practice_of(question, seed=seed)) for seed in range(600))
    first = Counter(one[0] for one in shown.elements())

    assert len(shown) == 6
    assert all(140 < count < 260 for count in first.values())


@some
@given(alone(choices()), seeds)
def test_fixed_order(practice: Practice, seed: int) -> None:
    """Feelings and scales keep the order of their author, whoever looks."""
    question = practice.items[0].question
    assume(question.fixed_order)
    authored = tuple(one.id for one in question.options)

    assert _shown_ids(practice_of(question, seed=seed)) == authored


@many
@given(orders(), seeds)
def test_order_is_not_solved(question: Order, seed: int) -> None:
    """Steps are never shown in an order that works, as long as some order does not."""
    ids = [one.id for one in question.steps]
    assume(len(question.also) + 1 < factorial(len(ids)))
    shown = _shown_ids(practice_of(question, seed=seed))

    assert sorted(shown) == sorted(ids)
    assert not fits(question, "", shown)


# ---- What is said --------------------------------------------------------------------------------


@many
@given(alone())
def test_own_words(practice: Practice) -> None:
    """What is said is about this very answer: an option's own words, or those of what is done."""
    question = practice.items[0].question
    for move in moves(practice):
        match question:
            case Choice():
                parts = {one.id: one.feedback for one in question.options}
                expected = parts[move.answer[0]]
            case Dialogue():
                replies = {one.id: one for one in question.turn(move.position.turn).options}
                expected = replies[move.answer[0]].feedback
                assert move.step.said.reply == replies[move.answer[0]].answer
                assert move.step.said.who == question.turn(move.position.turn).who
            case _:
                if not fits(question, "", move.answer):
                    continue
                expected = question.done
        again = move.step.said.tone is Tone.TOGETHER

        assert move.step.said.lines == expected.sentences()[: 2 if again else 3]


@many
@given(alone())
def test_tones(practice: Practice) -> None:
    """The tone tells what follows: on (goed, kan), a second try (nog eens) or looking (samen)."""
    question = practice.items[0].question
    for move in moves(practice):
        tone, there = move.step.said.tone, move.step.position
        if not fits(question, move.position.turn, move.answer):
            assert tone is (Tone.AGAIN if there.phase is Phase.SECOND_TRY else Tone.TOGETHER)
        elif isinstance(question, Choice | Dialogue):
            how = qualities(question, move.position.turn)[move.answer[0]]
            assert tone is (Tone.GOOD if how is GOOD else Tone.POSSIBLE)
        else:
            assert tone is Tone.GOOD


# ---- How a question ended ------------------------------------------------------------------------


@many
@given(practised(alone()))
def test_outcome(made: tuple[Practice, list[Move]]) -> None:
    """The outcome is that of the turn in which most help was needed."""
    practice, taken = made
    question = practice.items[0].question
    needed = [Outcome.FIRST_TRY]
    for move in taken:
        if move.position.phase is Phase.SHOWN:
            needed.append(Outcome.SHOWN)
        elif move.position.phase is Phase.SECOND_TRY:
            needed.append(Outcome.SECOND_TRY)
        elif move.step.said.tone is Tone.POSSIBLE:
            needed.append(Outcome.ACCEPTED)
    result = taken[-1].step.result

    assert (result.behaviour, result.outcome, result.plan) == (
        question.behaviour,
        max(needed),
        (),
    )
