"""Practising, from the store's side: what somebody sees next, and taking in what they did."""

import hashlib
import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from typing import Any

from sqlalchemy import Connection, Engine

from wpo.apps.delivery import Told
from wpo.apps.gathering.judging import wrong_ratings
from wpo.apps.shown import read_text
from wpo.catalogue.hashing import assignment_hash, question_hash
from wpo.catalogue.loading import Catalogue
from wpo.catalogue.questionnaires import Questionnaire
from wpo.catalogue.shapes import plain
from wpo.errors import UnknownContent, UnknownPerson, WpoError
from wpo.model.assignments import Assignment
from wpo.model.events import Event, Facts, PracticeStarted, QuestionRef
from wpo.model.floor import FloorEvent, Goal, PracticeBegan, Practised
from wpo.model.people import Person
from wpo.model.pilot import PilotEvent
from wpo.player.page import page_of, script_of
from wpo.practice.course import Item, Position, Practice, Step
from wpo.practice.replay import replay
from wpo.practice.script import spell
from wpo.practice.showing import PLAN_PARTS
from wpo.practice.spacing import Ended, returning
from wpo.practice.summary import section
from wpo.store import texts
from wpo.store.database import reading, writing
from wpo.store.facts import Attempt, attempt_named, attempts_of, take_in
from wpo.store.floor import append_floor, take_in_floor, tellers_of
from wpo.store.people import find_person
from wpo.store.pilot import take_in_pilot
from wpo.store.receipts import Receipt

LOOK_BACK = timedelta(days=90)  # older misses no longer come back


def publish(engine: Engine, catalogue: Catalogue, now: datetime) -> None:
    """Remember every text of the catalogue, so that later answers to it can be explained."""
    by_hash = {assignment_hash(one): one for one in catalogue.assignments.values()}
    with reading(engine) as connection:
        known = texts.known(connection, by_hash.keys())
    fresh = [one for hash_, one in by_hash.items() if hash_ not in known]
    if not fresh:
        return
    with writing(engine) as connection:
        for one in fresh:
            texts.publish(connection, _published(one), now)


def deliver(
    engine: Engine,
    person: Person,
    events: Sequence[Told],
    now: datetime,
    questionnaires: Mapping[str, Questionnaire] = MappingProxyType({}),
) -> Receipt:
    """Take in facts told by ``person`` in one transaction.

    Those are answers, what happened at work, and what somebody thinks of an opdracht; see
    :func:`wpo.store.facts.take_in`, :func:`wpo.store.floor.take_in_floor` and
    :func:`wpo.store.pilot.take_in_pilot`. A practice that begins or ends is told to the work floor,
    without what was answered in it. Only answers to these ``questionnaires`` are taken.

    Raises
    ------
    UnknownPerson
        If ``person`` is nobody here (any more): who was erased meanwhile does not come back.
    """
    answers = [one for one in events if isinstance(one, Event)]
    told = [one for one in events if isinstance(one, FloorEvent)]
    thought = [one for one in events if isinstance(one, PilotEvent)]
    wrong = wrong_ratings(thought, questionnaires)
    with writing(engine) as connection:
        if find_person(connection, person.code) is None:
            raise UnknownPerson(f"Niemand heeft de code {person.code!r}.")
        practice_of = _practice_reader(connection)
        receipt = take_in(connection, person, answers, practice_of, now)
        stored = [one for one in answers if one.event_id in receipt.stored]
        turning = [one for one in stored if receipt.settled or _may_turn(one.facts)]
        _tell_floor(connection, person, {one.attempt for one in turning}, practice_of, now)
        receipt.add(take_in_floor(connection, person, told, now))
        right = [one for one in thought if one.event_id not in wrong]
        receipt.add(take_in_pilot(connection, person, right, now))
        receipt.refused |= wrong
    return receipt


def _may_turn(facts: Facts) -> bool:
    """Tell whether an attempt may begin or end with this: answers in between are the most."""
    return isinstance(facts, PracticeStarted) or facts.turn == PLAN_PARTS[-1]


def _tell_floor(
    connection: Connection,
    person: Person,
    attempts: Collection[str],
    practice_of: Callable[[Event], Practice],
    now: datetime,
) -> None:
    """Tell the work floor which of these attempts began or ended, each once."""
    told: list[tuple[str, datetime, PracticeBegan | Practised]] = []
    for name in sorted(attempts):
        attempt = attempt_named(connection, person.code, name)
        if attempt is not None:
            told += _floor_facts(attempt, practice_of(attempt.started))
    events = [
        FloorEvent(
            event_id=event_id,
            occurred_at=at,
            person=person.code,
            by=person.code,
            as_role=person.role,
            facts=facts,
        )
        for event_id, at, facts in told
    ]
    known = tellers_of(connection, [one.event_id for one in events])
    fresh = [one for one in events if one.event_id not in known]
    append_floor(connection, fresh, {person.code: person.organisation}, now)


def _floor_facts(
    attempt: Attempt, practice: Practice
) -> Iterator[tuple[str, datetime, PracticeBegan | Practised]]:
    started, assignment = attempt.started, practice.items[-1].assignment
    goal = Goal(sub_skill=assignment.sub_skill, level=assignment.level)
    yield _floor_id(started, "began"), started.occurred_at, PracticeBegan(goal=goal)
    course = replay(practice, attempt.answered)
    if course and course[-1][1].position is None:
        result = course[-1][1].result
        hash_, plan = started.content_hash, result.plan if result else ()
        ended = Practised(goal=goal, content_hash=hash_, plan=plan)
        yield _floor_id(started, "ended"), attempt.last_at, ended


def _floor_id(started: Event, what: str) -> str:
    """Return the same id for the same fact, however often it is derived."""
    return hashlib.sha256(f"{started.attempt}:{what}".encode()).hexdigest()[:32]


def practice_page(
    engine: Engine,
    catalogue: Catalogue,
    person: str,
    assignment: Assignment,
    *,
    now: datetime,
    seed: int,
    choose: str = "",
    week: str = "",
    rate: str = "",
    inline: bool = False,
) -> dict[str, Any]:
    """Return the page on which ``person`` practises ``assignment``: going on, or anew.

    An attempt that was begun goes on with the very words and the order of options it had, even if
    the text has changed since. Questions missed a week ago open a new attempt.
    """
    publish(engine, catalogue, now)
    with reading(engine) as connection:
        replayed = _replayed(connection, person, now)
    ended = _history(replayed)
    back = returning((one for one in ended if _can_return(catalogue, assignment, one)), now)
    past = _past(replayed, assignment)
    practice = Practice(items=_items(catalogue, assignment, back), seed=seed)
    script = script_of(practice, assignment)
    return page_of(
        catalogue,
        assignment,
        script,
        person=person,
        past=past,
        choose=choose,
        week=week,
        rate=rate,
        inline=inline,
    )


def practised(engine: Engine, person: str, now: datetime) -> dict[str, str]:
    """Return per assignment whether its newest attempt is ``busy`` or ``done``."""
    with reading(engine) as connection:
        replayed = _replayed(connection, person, now)
    return {one.attempt.started.assignment: "done" if one.is_done else "busy" for one in replayed}


def _items(
    catalogue: Catalogue, assignment: Assignment, back: Sequence[tuple[str, str]]
) -> tuple[Item, ...]:
    """Return missed questions from before, then the questions of the assignment itself."""
    homes = [(catalogue.assignments[home], question_id) for home, question_id in back]
    earlier = [Item(assignment=home, question=home.question(one)) for home, one in homes]
    own = [Item(assignment=assignment, question=one) for one in assignment.practice]
    return (*earlier, *own)


def _can_return(catalogue: Catalogue, assignment: Assignment, ended: Ended) -> bool:
    """Tell whether a question may come back: its own come anyway, and what is gone cannot."""
    home_id, question_id = ended.question
    home = catalogue.assignments.get(home_id)
    if home is None or home.id == assignment.id:
        return False
    return any(one.id == question_id for one in home.practice)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Replayed:
    """An attempt, what it was made of, and its course through that."""

    attempt: Attempt
    practice: Practice
    course: list[tuple[Position, Step]]

    @property
    def is_done(self) -> bool:
        return bool(self.course) and self.course[-1][1].position is None


def _replayed(connection: Connection, person: str, now: datetime) -> tuple[_Replayed, ...]:
    """Return the recent attempts of a person, the newest last.

    An attempt that a later engine or model can no longer replay is left out: its facts stay, but
    nobody's page may break on it.
    """
    practice_of = _practice_reader(connection)
    found = []
    for attempt in attempts_of(connection, person, since=now - LOOK_BACK):
        try:
            practice = practice_of(attempt.started)
            course = replay(practice, attempt.answered)
        except WpoError:
            continue
        found.append(_Replayed(attempt=attempt, practice=practice, course=course))
    return tuple(found)


def _history(replayed: Sequence[_Replayed]) -> Iterator[Ended]:
    for one in replayed:
        for (position, step), event in zip(one.course, one.attempt.answers, strict=True):
            if step.result and section(step.result):
                item = one.practice.items[position.index]
                yield Ended(
                    question=(item.assignment.id, item.question.id),
                    missed=section(step.result) == "watch",
                    ended_at=event.occurred_at,
                )


def _past(replayed: Sequence[_Replayed], assignment: Assignment) -> dict[str, Any] | None:
    """Return the newest attempt at this assignment as the player reads it, or None."""
    own = [one for one in replayed if one.attempt.started.assignment == assignment.id]
    own = [one for one in own if one.course]
    if not own:
        return None
    newest = own[-1].attempt
    practice = own[-1].practice
    script = script_of(practice, practice.items[-1].assignment)
    script["content_hash"] = newest.started.content_hash
    log = [
        {"id": event.event_id, "answer": spell(facts.options), "at": _spell_time(event)}
        for event, facts in zip(newest.answers, newest.answered, strict=True)
    ]
    return {"id": newest.started.attempt, "script": script, "log": log}


def _spell_time(event: Event) -> str:
    moment = event.occurred_at.astimezone(UTC)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _practice_reader(connection: Connection) -> Callable[[Event], Practice]:
    """Return a function that rebuilds what an attempt was made of, from the texts as shown."""

    def practice_of(started: Event) -> Practice:
        if not isinstance(started.facts, PracticeStarted):
            raise UnknownContent("Een poging begint met practice_started.")
        body = texts.body_of(connection, started.content_hash)
        if body is None:
            raise UnknownContent(
                f"Opdracht {started.assignment} met tekst {started.content_hash} is hier nooit "
                "getoond."
            )
        main = read_text(body)
        if main.id != started.assignment:
            raise UnknownContent(f"Tekst {started.content_hash} is niet van {started.assignment}.")
        items = tuple(_item(connection, main, ref) for ref in started.facts.items)
        if [one.question for one in items if one.assignment is main] != list(main.practice):
            raise UnknownContent(f"De vragen van {main.id} zijn niet compleet of niet op volgorde.")
        return Practice(items=items, seed=started.facts.seed)

    return practice_of


def _item(connection: Connection, main: Assignment, ref: QuestionRef) -> Item:
    home = main
    if ref.assignment != main.id:
        body = texts.body_with_question(connection, ref.assignment, ref.hash)
        if body is None:
            raise UnknownContent(
                f"Vraag {ref.question} van {ref.assignment} is hier nooit getoond."
            )
        home = read_text(body)
    for question in home.practice:
        if question.id == ref.question and question_hash(question) == ref.hash:
            return Item(assignment=home, question=question)
    raise UnknownContent(f"Vraag {ref.question} van {ref.assignment} had nooit deze tekst.")


def question_shown(connection: Connection, hash_: str) -> Item | None:
    """Return the question with exactly these words, in an assignment in which it was shown."""
    body = texts.body_with_hash(connection, hash_)
    home = read_text(body) if body else None
    asked = home.practice if home else ()
    found = [one for one in asked if question_hash(one) == hash_]
    return Item(assignment=home, question=found[0]) if home and found else None


def _published(assignment: Assignment) -> texts.PublishedText:
    return texts.PublishedText(
        hash=assignment_hash(assignment),
        assignment=assignment.id,
        version=assignment.version,
        body=json.dumps(plain(assignment), ensure_ascii=False),
        questions={one.id: question_hash(one) for one in assignment.practice},
    )
