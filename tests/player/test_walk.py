"""The player walks the table as the Python engine walks the practice, and ends with its words.

``walk``, ``summarise`` and ``choose`` of ``walk.js`` run here in Node.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.player.node import Call, calling
from tests.practice.courses import heard, moves, names, play, read_step
from tests.strategies import Move, alone, many, practised, some
from wpo.catalogue.loading import content_root, read
from wpo.player.page import script_of
from wpo.practice import engine
from wpo.practice.course import Item, Position, Practice
from wpo.practice.script import spell
from wpo.practice.summary import MOST_KNOWN, MOST_WATCHED, summarise

MOST = {"know": MOST_KNOWN, "watch": MOST_WATCHED}


@pytest.fixture(scope="module")
def player(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Call]:
    """Return a way to call what ``walk.js`` exports: its name, then its arguments."""
    with calling("walk.js", tmp_path_factory.mktemp("player")) as call:
        yield call


def _script(practice: Practice) -> dict[str, Any]:
    return script_of(practice, practice.items[-1].assignment)


def _compare(
    player: Call,
    script: dict[str, Any],
    found: dict[Position, str],
    answers: list[str],
    course: tuple[list[Move], Position | None],
) -> None:
    """Assert that the player, walking by these spelled answers, follows this course."""
    taken, position = course
    walked = player("walk", script, answers)
    results = [move.step.result for move in taken if move.step.result]
    summary = summarise(results)

    assert walked["open"] == (found[position] if position else None)
    assert [
        (one["screen"], one["answer"], read_step(one["taken"])) for one in walked["passed"]
    ] == [(found[move.position], spell(move.answer), heard(move.step, found)) for move in taken]
    assert walked["results"] == [
        heard(one.step, found)["result"] for one in taken if one.step.result
    ]
    assert player("summarise", walked["results"], MOST) == {
        "know": list(summary.know),
        "watch": list(summary.watch),
        "plan": list(summary.plan),
    }


# ---- walk and summarise ------------------------------------------------------------------------


@some
@given(made=practised())
def test_walk(player: Call, made: tuple[Practice, list[Move]]) -> None:
    """At every answer of a course the player says and ends what the engine says and ends."""
    practice, taken = made
    script = _script(practice)

    _compare(
        player,
        script,
        names(practice, script),
        [spell(move.answer) for move in taken],
        (taken, None),
    )


@some
@given(made=practised(), data=st.data())
def test_walk_unknown(player: Call, made: tuple[Practice, list[Move]], data: st.DataObject) -> None:
    """The player stops where the engine stops: at the first answer that is not there."""
    practice, taken = made
    answers = [move.answer for move in taken]
    strange = st.sampled_from([("nergens",), ("a", "nergens"), ("a", "a"), (), *answers])
    place = data.draw(st.integers(0, len(answers)))
    answers.insert(place, data.draw(strange))
    script = _script(practice)

    _compare(
        player,
        script,
        names(practice, script),
        [spell(one) for one in answers],
        play(practice, answers),
    )


@some
@given(made=practised(), data=st.data())
def test_walk_part(player: Call, made: tuple[Practice, list[Move]], data: st.DataObject) -> None:
    """Somebody who stopped halfway finds the screen back that the engine has open."""
    practice, taken = made
    answers = [move.answer for move in taken][: data.draw(st.integers(0, len(taken) - 1))]
    script = _script(practice)

    _compare(
        player,
        script,
        names(practice, script),
        [spell(one) for one in answers],
        (taken[: len(answers)], taken[len(answers)].position),
    )


def _every_move(player: Call, practice: Practice) -> int:
    """Compare the player and the engine on every answer there is; return how many there were."""
    script = _script(practice)
    found = names(practice, script)
    before: dict[Position, list[Move]] = {engine.start(practice): []}
    count = 0
    for count, move in enumerate(moves(practice), 1):  # noqa: B007
        taken = [*before[move.position], move]
        if move.step.position is not None:
            before.setdefault(move.step.position, taken)
        answers = [spell(one.answer) for one in taken]
        walked = player("walk", {**script, "start": found[move.position]}, answers[-1:])
        assert [read_step(one["taken"]) for one in walked["passed"]] == [heard(move.step, found)]
        if move.step.position is None:
            _compare(player, script, found, answers, (taken, None))
    return count


@some
@given(practice=alone())
def test_every_move(player: Call, practice: Practice) -> None:
    """Engine, table and player agree on every answer of every kind of question."""
    assert _every_move(player, practice) == len(list(moves(practice)))


CATALOGUE, _ = read(content_root())
ASSIGNMENTS = list(CATALOGUE.assignments.values()) if CATALOGUE else []


@pytest.mark.parametrize("assignment", ASSIGNMENTS, ids=lambda one: one.id)
def test_every_move_of_an_opdracht(player: Call, assignment: Any) -> None:
    """Engine, table and player agree on every answer of every real opdracht."""
    items = tuple(Item(assignment=assignment, question=one) for one in assignment.practice)
    practice = Practice(items=items, seed=11)

    assert _every_move(player, practice) > 50


# ---- choose ------------------------------------------------------------------------------------

START = datetime(2026, 3, 2, 9, 59, 58, tzinfo=UTC)


def _moment(ms: int) -> str:
    """Return a moment as JavaScript's ``toISOString`` spells it, and as the server does too."""
    moment = START + timedelta(milliseconds=ms)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _attempt(name: str, *moments: int) -> dict[str, Any]:
    log = [{"id": f"{name}{n}", "answer": "a", "at": _moment(one)} for n, one in enumerate(moments)]
    return {"id": name, "script": {"start": "0"}, "log": log}


EMPTY, SHORT, LONG = _attempt("x"), _attempt("x", 5), _attempt("x", 5, 9)
OLD, NEW = _attempt("y", 1, 2, 3), _attempt("z", 8000)


@pytest.mark.parametrize(
    ("here", "there", "chosen"),
    [
        (None, None, None),
        (SHORT, None, SHORT),
        (None, SHORT, SHORT),
        (EMPTY, SHORT, SHORT),
        (SHORT, EMPTY, SHORT),
        (EMPTY, None, None),
        (LONG, SHORT, LONG),
        (SHORT, LONG, LONG),
        (OLD, NEW, NEW),
        (NEW, OLD, NEW),
        (SHORT, OLD, SHORT),
        (OLD, LONG, LONG),
    ],
)
def test_choose(player: Call, here: Any, there: Any, chosen: Any) -> None:
    """The longer of the same attempt goes on, the newer of two; an empty one never wins."""
    assert player("choose", here, there) == chosen


attempts = st.none() | st.builds(
    lambda name, moments: _attempt(name, *sorted(moments)),
    st.sampled_from("xyz"),
    st.lists(st.integers(0, 20_000), max_size=4),
)


@many
@given(here=attempts, there=attempts)
def test_choose_loses_nothing(player: Call, here: Any, there: Any) -> None:
    """No answer of the attempt that goes on is lost, and a newer attempt is never set aside."""
    chosen = player("choose", here, there)
    begun = [one for one in (here, there) if one and one["log"]]
    last = max((one["log"][-1]["at"] for one in begun), default=None)

    if not begun:
        assert chosen is None or chosen["log"] == []
        return
    assert chosen in begun
    if len({one["id"] for one in begun}) == 1:
        assert len(chosen["log"]) == max(len(one["log"]) for one in begun)
    else:
        assert chosen["log"][-1]["at"] == last
