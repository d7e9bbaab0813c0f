"""The texts that answers were given to, and what each answer to them was worth.

An answer was explained by a replay when it came in. Here the engine is stepped through once more,
but only once for each question and row of answers, however many people gave the same ones.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from wpo.catalogue.documents import Document
from wpo.catalogue.hashing import question_hash
from wpo.catalogue.shapes import shape
from wpo.errors import ImpossibleAction
from wpo.model.assignments import Assignment
from wpo.model.questions import Choice, Dialogue, Model, Multi, Order, Plan, Quality, Question
from wpo.practice import engine
from wpo.practice.course import Item, Position, Practice, Tone
from wpo.store import tables
from wpo.store.database import aware

Asking = Choice | Multi | Order | Dialogue
Given = tuple[str, int, tuple[str, ...]]  # turn, try, options

_QUALITY = {
    Tone.GOOD: Quality.GOOD,
    Tone.POSSIBLE: Quality.POSSIBLE,
    Tone.AGAIN: Quality.UNHANDY,
    Tone.TOGETHER: Quality.UNHANDY,
}


@dataclass(frozen=True, slots=True)
class Judged:
    """What an answer was worth, and between how many it was chosen."""

    quality: Quality
    n_offered: int


@dataclass(frozen=True, slots=True)
class Course:
    """What the answers to one question were worth, and whether it was done after them."""

    judged: tuple[Judged | None, ...]  # None where nothing was asked
    is_done: bool


class Texts:
    """Every text that was ever shown here."""

    def __init__(self, connection: Connection) -> None:
        table = tables.text
        rows = connection.execute(select(table).order_by(table.c.published_at, table.c.hash))
        self.by_hash: dict[str, Assignment] = {}
        self._shown: dict[str, list[tuple[datetime, str]]] = {}
        self._homes: dict[tuple[str, str], tuple[Assignment, Question]] = {}
        self._courses: dict[tuple[str, tuple[Given, ...]], Course | None] = {}
        self._points: set[str] = set()
        self._questions: set[tuple[str, str]] = set()
        for row in rows:
            text = shape(Document(file="database", data=json.loads(row.body)), Assignment)
            if text is None:
                continue  # of an older model: nothing that was answered to it can be replayed
            self.by_hash[row.hash] = text
            self._shown.setdefault(text.id, []).append((aware(row.published_at), text.version))
            self._points |= {one.id for one in text.trainer.observe}
            for question in text.practice:
                self._questions.add((text.id, question.id))
                self._homes[text.id, question_hash(question)] = (text, question)

    def version_at(self, assignment: str, moment: datetime) -> str:
        """Return which version of an opdracht was the newest then; empty where none ever was."""
        versions = self._shown.get(assignment, [])
        before = [version for at, version in versions if at <= moment]
        return (before or [version for _, version in versions[:1]] or [""])[-1]

    def has(self, assignment: str) -> bool:
        """Tell whether an opdracht was ever shown here."""
        return assignment in self._shown

    def has_point(self, point: str) -> bool:
        """Tell whether an observation point with this id stood on any card."""
        return point in self._points

    def has_question(self, assignment: str, question: str) -> bool:
        """Tell whether an opdracht had a question with this id in any version."""
        return (assignment, question) in self._questions

    def question(self, assignment: str, hash_: str) -> tuple[Assignment, Question] | None:
        """Return the question with these words, and the newest text of the opdracht it is in."""
        return self._homes.get((assignment, hash_))

    def course(self, home: Assignment, question: Question, given: Sequence[Given]) -> Course | None:
        """Return what answers to a question were worth; None where the engine cannot follow."""
        key = (f"{home.id}/{question_hash(question)}", tuple(given))
        if key not in self._courses:
            self._courses[key] = _course(home, question, given)
        return self._courses[key]


def asks(question: Question) -> bool:
    """Tell whether a question asks for a reaction, that can be more or less handy."""
    return not isinstance(question, Model | Plan)


def _course(home: Assignment, question: Question, given: Sequence[Given]) -> Course | None:
    practice = Practice(items=(Item(assignment=home, question=question),), seed=0)
    position: Position | None = engine.start(practice)
    judged: list[Judged | None] = []
    for turn, try_, options in given:
        if position is None or (position.turn, int(position.phase)) != (turn, try_):
            return None
        offers = engine.screen(practice, position).offers
        try:
            taken = engine.step(practice, position, options)
        except ImpossibleAction:
            return None
        if asks(question) and taken.said is not None:
            n_offered = sum(one.state == "open" for one in offers)
            judged.append(Judged(_QUALITY[taken.said.tone], n_offered))
        else:
            judged.append(None)
        position = taken.position
    return Course(tuple(judged), is_done=position is None)


def item_rows(
    home: Assignment, question: Question
) -> Mapping[str, tuple[str, str, list[tuple[str, str, str]]]]:
    """Return by item id: its kind, its words, and the options as (id, quality, text)."""
    place = f"{home.id}/{question.id}"
    match question:
        case Choice() | Multi():
            options = [(one.id, one.quality.value, one.text) for one in question.options]
            return {place: (question.kind, " ".join(question.stem), options)}
        case Order():
            steps = [(one.id, Quality.GOOD.value, one.text) for one in question.steps]
            return {place: (question.kind, " ".join(question.stem), steps)}
        case Dialogue():
            return {
                f"{place}/{turn.id}": (
                    question.kind,
                    " ".join((*question.stem, *turn.says)),
                    [(one.id, one.quality.value, one.text) for one in turn.options],
                )
                for turn in question.turns
            }
        case Model() | Plan():
            return {}
