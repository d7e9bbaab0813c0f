"""The compiled table: it says exactly what the engine says, on every course, in plain JSON."""

import json

import pytest
from hypothesis import given

from tests.practice.courses import heard, moves, names, read_screen, read_step, screens, seen
from tests.strategies import (
    Move,
    alone,
    many,
    models,
    plan,
    practice_of,
    practices,
    practised,
    some,
)
from wpo.practice.course import Practice
from wpo.practice.script import FORMAT, compile_script, spell
from wpo.practice.summary import section


def _hashes(practice: Practice) -> dict[tuple[str, str], str]:
    return {
        (one.assignment.id, one.question.id): f"hash of {one.assignment.id} {one.question.id}"
        for one in practice.items
    }


def _agree(practice: Practice) -> None:
    """Assert that the table and the engine say the same at every position and every answer."""
    script = compile_script(practice, _hashes(practice))
    found = names(practice, script)
    answers: dict[str, dict[str, object]] = {name: {} for name in script["screens"]}
    for move in moves(practice):
        answers[found[move.position]][spell(move.answer)] = heard(move.step, found)

    assert sorted(found.values()) == sorted(script["screens"])
    for position, screen in screens(practice).items():
        written = script["screens"][found[position]]
        assert read_screen(written) == seen(practice, position, screen)
        told = {key: read_step(one) for key, one in written["answers"].items()}
        assert told == answers[found[position]]


@many
@given(alone())
def test_agrees_on_a_question(practice: Practice) -> None:
    """For every kind of question the table and the engine agree on every answer of every screen."""
    _agree(practice)


@some
@given(alone(models()))
def test_agrees_on_an_example(practice: Practice) -> None:
    """The table and the engine agree on an example that is only looked at."""
    _agree(practice)


@some
@given(practices())
def test_agrees_on_a_practice(practice: Practice) -> None:
    """The table and the engine agree on a whole practice, with questions that came back."""
    _agree(practice)


@some
@given(practised())
def test_walk(made: tuple[Practice, list[Move]]) -> None:
    """Walking the table by somebody's answers meets the same words and ends at the same end."""
    practice, taken = made
    script = compile_script(practice, _hashes(practice))
    name = script["start"]
    results = []
    for move in taken:
        screen = script["screens"][name]
        step = screen["answers"][spell(move.answer)]

        assert screen["lines"] == list(move.screen.lines)
        assert step.get("said") == (list(move.step.said.lines) if move.step.said else None)
        results += [step["result"]] if "result" in step else []
        name = step["go"]

    assert name is None
    assert [(one["behaviour"], one["section"]) for one in results] == [
        (move.step.result.behaviour, section(move.step.result))
        for move in taken
        if move.step.result
    ]


@some
@given(practices())
def test_plain(practice: Practice) -> None:
    """The table is plain JSON: written and read again it is the same."""
    script = compile_script(practice, _hashes(practice))

    assert json.loads(json.dumps(script)) == script


@some
@given(practices())
def test_lasting(practice: Practice) -> None:
    """The same practice compiles to the same table, screens numbered as they are first reached."""
    script = compile_script(practice, _hashes(practice))
    going = [script["start"]]
    for name in going:
        steps = script["screens"][name]["answers"].values()
        going += dict.fromkeys(one["go"] for one in steps if one["go"] and one["go"] not in going)

    assert compile_script(practice, _hashes(practice)) == script
    assert list(script["screens"]) == going
    assert going == [str(number) for number in range(len(going))]


@some
@given(practices())
def test_items(practice: Practice) -> None:
    """The table names its format, its seed, and the question and text that each item was."""
    script = compile_script(practice, _hashes(practice))

    assert (script["format"], script["seed"]) == (FORMAT, practice.seed)
    assert script["items"] == [
        {
            "assignment": one.assignment.id,
            "question": one.question.id,
            "hash": f"hash of {one.assignment.id} {one.question.id}",
            "kind": one.question.kind,
        }
        for one in practice.items
    ]


def test_unknown_hash() -> None:
    """A question without a fingerprint cannot be compiled."""
    with pytest.raises(KeyError, match="plan"):
        compile_script(practice_of(plan("plan")), {})


@pytest.mark.parametrize(
    ("answer", "spelled"), [((), ""), (("a",), "a"), (("a", "c"), "a+c"), (("c", "a"), "c+a")]
)
def test_spell(answer: tuple[str, ...], spelled: str) -> None:
    """An answer is spelled as its ids in order, with a plus between them."""
    assert spell(answer) == spelled
