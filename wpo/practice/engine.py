"""The feedback engine: which screen comes, and what is said to each answer.

A practice is a row of questions. A :class:`Position` is a place in it, :func:`screen` says what
somebody sees there and which answers exist, :func:`step` takes an answer to the next place::

             good or possible
    try 1 ───────────────────────────────────────┐
      │ unhandy: explain, put it aside           │
      ├── a real choice is left ──► try 2 ───────┤ good or possible
      │                               │ unhandy  │
      └── none left ──► show ◄────────┘          ▼
                          └── select it once ──► next turn or question

The rules (``domain.md`` 4.2): feedback at once and specific to the answer; one guided second
try; then show, explain, and let the person select it; where nothing is left to choose, no second
guess. Show screens (a worked example, the rehearsal of the plan) are only walked through.

The engine is deterministic: same practice, same position, same answer, same feedback.
"""

from typing import assert_never

from wpo.errors import ImpossibleAction
from wpo.model.questions import Choice, Dialogue, Model, Multi, Order, Plan
from wpo.practice.asking import after_asking, asking_screen
from wpo.practice.course import Answer, Position, Practice, Screen, Step
from wpo.practice.showing import PLAN_PARTS, after_model, after_plan, model_screen, plan_screen


def start(practice: Practice) -> Position:
    """Return the first position."""
    return _enter(practice, 0)


def screen(practice: Practice, position: Position) -> Screen:
    """Return what somebody sees at ``position``, with every answer that can be given there."""
    question = practice.items[position.index].question
    match question:
        case Model():
            return model_screen(question, position)
        case Plan():
            return plan_screen(practice.items[position.index].assignment, question, position)
        case Choice() | Dialogue() | Multi() | Order():
            return asking_screen(question, position, practice.seed)
        case _:
            assert_never(question)


def step(practice: Practice, position: Position, answer: Answer) -> Step:
    """Take an answer.

    Raises
    ------
    ImpossibleAction
        If the screen at ``position`` does not offer this answer.
    """
    item = practice.items[position.index]
    allowed = screen(practice, position).answers
    if answer not in allowed:
        raise ImpossibleAction(
            f"Vraag {item.question.id} van {item.assignment.id} kent hier het antwoord "
            f"{list(answer)!r} niet."
        )
    onward = _leave(practice, position)
    match item.question:
        case Model():
            return after_model(item.question, position, onward)
        case Plan():
            return after_plan(item.assignment, position, answer, onward)
        case Choice() | Dialogue() | Multi() | Order():
            return after_asking(item.question, position, answer, onward)
        case _:
            assert_never(item.question)


def _enter(practice: Practice, index: int) -> Position:
    """Return the first position of a question."""
    question = practice.items[index].question
    match question:
        case Model(steps=steps):
            return Position(index=index, turn=steps[0].id)
        case Dialogue(turns=turns):
            return Position(index=index, turn=turns[0].id)
        case Plan():
            return Position(index=index, turn=PLAN_PARTS[0])
        case Choice() | Multi() | Order():
            return Position(index=index)
        case _:
            assert_never(question)


def _leave(practice: Practice, position: Position) -> Position | None:
    index = position.index + 1
    return _enter(practice, index) if index < len(practice.items) else None
