"""What somebody answered, read back beside the questions as they saw them.

Every answer that is kept is told, also those of another device, those that still wait for another
answer, and those to a text that has changed since.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, assert_never

from sqlalchemy import Connection

from wpo.apps.practising import question_shown
from wpo.errors import WpoError
from wpo.model.questions import Choice, Dialogue, Model, Multi, Order, Plan
from wpo.practice.course import Item
from wpo.store.taking_along import Everything, Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """One answer: the question and what was chosen, as lines of text; empty where gone.

    ``tries`` is the try (1, 2, or 3 after it was shown), ``mark`` ``wacht``, ``onmogelijk`` or
    empty; ``pace`` is a bucket of :data:`wpo.model.events.PACES`.
    """

    at: datetime
    asked: tuple[str, ...]
    chosen: tuple[str, ...]
    tries: int
    listened: int
    helped: bool
    pace: str
    explained: tuple[str, ...]
    mark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitting:
    """One attempt: of which assignment, since when (None where its start is still away)."""

    assignment: str
    began_at: datetime | None
    last_at: datetime
    given: tuple[Given, ...]


def sittings(connection: Connection, everything: Everything) -> tuple[Sitting, ...]:
    """Return every attempt of a person with every answer in it, the newest attempt first."""
    marks = {one["event_id"]: one["mark"] for one in everything.rows["event_mark"]}
    shown = _Shown(connection)
    by_attempt: dict[str, list[Row]] = {}
    for row in everything.rows["event"]:
        by_attempt.setdefault(row["attempt"], []).append(row)
    found = [_sitting(rows, shown.item, marks) for rows in by_attempt.values()]
    return tuple(sorted(found, key=lambda one: one.last_at, reverse=True))


class _Shown:
    """Questions by the hash of their words, each read once."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._items: dict[str, Item | None] = {}

    def item(self, hash_: str) -> Item | None:
        """Return a question; None where its text is gone or no longer fits the model."""
        if hash_ not in self._items:
            try:
                self._items[hash_] = question_shown(self._connection, hash_)
            except WpoError:
                self._items[hash_] = None
        return self._items[hash_]


def _sitting(
    rows: Sequence[Row], item: Callable[[str], Item | None], marks: Mapping[str, str]
) -> Sitting:
    ordered = sorted(rows, key=lambda row: (row["occurred_at"], row["number"]))
    starts = [row["occurred_at"] for row in ordered if row["name"] == "practice_started"]
    return Sitting(
        assignment=ordered[0]["assignment"],
        began_at=starts[0] if starts else None,
        last_at=ordered[-1]["occurred_at"],
        given=tuple(
            _given(row, item(row["facts"]["hash"]), marks.get(row["event_id"], ""))
            for row in ordered
            if row["name"] == "answered"
        ),
    )


def _given(row: Row, item: Item | None, mark: str) -> Given:
    facts: Mapping[str, Any] = row["facts"]
    asked, offers = _words(item, facts["turn"]) if item else ((), {})
    return Given(
        at=row["occurred_at"],
        asked=asked,
        chosen=tuple(offers.get(one, one) for one in facts["options"]),
        tries=facts["attempt_at"],
        listened=facts["listened"],
        helped=facts["helped"],
        pace=facts["pace"],
        explained=tuple(facts.get("asked", ())),
        mark=mark,
    )


def _words(item: Item, turn: str) -> tuple[tuple[str, ...], Mapping[str, str]]:
    """Return what was asked at this turn, and the text of each option by its id."""
    question = item.question
    match question:
        case Model():
            steps = {one.id: one.text for one in question.steps}
            return steps.get(turn, question.feedback.sentences()), {}
        case Choice() | Multi():
            return question.stem, {one.id: one.text for one in question.options}
        case Order():
            return question.stem, {one.id: one.text for one in question.steps}
        case Dialogue():
            here = question.turn(turn)
            return here.says, {one.id: one.text for one in here.options}
        case Plan():
            return _plan_words(item, question, turn)
        case _:
            assert_never(question)


def _plan_words(item: Item, plan: Plan, turn: str) -> tuple[tuple[str, ...], Mapping[str, str]]:
    task = item.assignment.work_task
    match turn:
        case "when":
            return plan.ask_when, {one.id: one.text for one in task.when}
        case "with_whom":
            return plan.ask_with_whom, {one.id: one.text for one in task.with_whom}
        case _:
            return plan.stem, {one.id: one.sentence for one in task.sentences}
