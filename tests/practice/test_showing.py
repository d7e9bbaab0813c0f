"""Questions in which nothing is right or wrong: a worked example, and choosing a plan."""

from typing import Any

import pytest
from hypothesis import given

from tests.practice.courses import course, screens
from tests.strategies import Move, models, practice_of, practices, practised, some
from wpo.errors import ImpossibleAction
from wpo.practice import engine
from wpo.practice.course import Pick, Practice, Tone


@some
@given(models())
def test_example(question: Any) -> None:
    """An example shows its steps in order, then its closing words, and says nothing in between."""
    taken = course(practice_of(question), lambda _, screen: screen.answers[0])
    first, *_ = taken

    assert [move.screen.pick for move in taken] == [Pick.NEXT] * (len(question.steps) + 1)
    assert first.screen.lines == (*question.stem, *question.steps[0].text)
    assert [move.screen.lines for move in taken[1:-1]] == [one.text for one in question.steps[1:]]
    assert [move.screen.scene for move in taken[:-1]] == [one.scene for one in question.steps]
    assert taken[-1].screen.lines == question.feedback.sentences()
    assert taken[-1].step.result.behaviour == ""


@some
@given(practised())
def test_plan(made: tuple[Practice, list[Move]]) -> None:
    """A plan is the sentence, the moment and the person that were chosen; each gets its reply."""
    practice, taken = made
    task = practice.items[-1].assignment.work_task
    *chosen, rehearsed = taken[-4:]
    parts = (
        {one.id: (one.sentence, one.why) for one in task.sentences},
        {one.id: (one.text, one.reply) for one in task.when},
        {one.id: (one.text, one.reply) for one in task.with_whom},
    )
    picked = [part[move.answer[0]] for part, move in zip(parts, chosen, strict=True)]

    assert [[one.id for one in move.screen.offers] for move in chosen] == [list(p) for p in parts]
    assert [move.step.said.lines for move in chosen] == [(reply,) for _, reply in picked]
    assert {move.step.said.tone for move in chosen} == {Tone.CHOSEN}
    assert rehearsed.screen.lines == tuple(words for words, _ in picked)
    assert rehearsed.step.result.plan == rehearsed.screen.lines
    assert rehearsed.step.position is None


@some
@given(practices())
def test_impossible_while_showing(practice: Practice) -> None:
    """An example or a rehearsal is only walked through, and a plan is made of its own parts."""
    for position, screen in screens(practice).items():
        if practice.items[position.index].question.kind not in ("model", "plan"):
            continue
        for answer in [("nergens",), ("a", "b"), () if screen.offers else ("a",)]:
            with pytest.raises(ImpossibleAction):
                engine.step(practice, position, answer)
