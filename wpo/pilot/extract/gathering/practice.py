"""Answers, words and takings: from the attempts of each participant, replayed.

Of a forked attempt the longest branch counts. ``attempt`` counts how often somebody had questions
of an opdracht: a missed question that comes back in another opdracht is a second time, no first
try.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row

from wpo.model.assignments import Assignment
from wpo.model.events import PACES
from wpo.model.people import Role
from wpo.pilot.extract.gathering.setting import (
    Member,
    Reasons,
    Record,
    Setting,
    Views,
    by_person,
)
from wpo.pilot.extract.gathering.texts import Judged, asks
from wpo.store import tables
from wpo.store.database import aware

MOST = 127  # a TINYINT


class _Fact(NamedTuple):
    id: str
    view: int
    at: datetime
    assignment: str
    text: str
    attempt: str
    after: str
    facts: Mapping[str, Any]


class _Answer(NamedTuple):
    home: Assignment
    question: str
    facts: Mapping[str, Any]
    judged: Judged | None
    at: datetime


@dataclass(frozen=True, slots=True)
class _Attempt:
    assignment: Assignment
    began_at: datetime
    last_at: datetime
    answers: tuple[_Answer, ...]
    is_done: bool


def practice_records(
    connection: Connection,
    setting: Setting,
    views_of: Mapping[str, Views],
    reasons: Reasons,
) -> dict[str, list[Record]]:
    """Return the rows of ``answers``, ``words`` and ``takings``, in every view that is needed.

    Parameters
    ----------
    views_of
        Which views are needed of each participant beside the one now.
    reasons
        Why people did not do what they were to.
    """
    found: dict[str, list[Record]] = {"answers": [], "words": [], "takings": []}
    own = by_person(connection, tables.event, setting.plan.organisations)
    for member, facts in _of_everybody(setting, own):
        for view in (*views_of.get(member.code, ()), setting.now.number):
            attempts = _attempts(setting, [one for one in facts if one.view <= view])
            why = {
                assignment: [reason for stood_first, reason in told if stood_first <= view]
                for assignment, told in reasons.get(member.code, {}).items()
            }
            base = {
                "view": view,
                "person": member.code,
                "paper": "",
                "organisation": member.organisation,
            }
            found["answers"] += [base | one for one in _answers(setting, attempts)]
            found["words"] += [base | one for one in _words(setting, attempts)]
            found["takings"] += [
                base | one for one in _takings(setting, member, view, attempts, why)
            ]
    return found


def _of_everybody(
    setting: Setting, own: Iterable[tuple[str, Sequence[Row[tuple[object, ...]]]]]
) -> Iterator[tuple[Member, list[_Fact]]]:
    """Give every participant with their facts, also those who have none."""
    waiting = {
        code: one for code, one in setting.members.items() if one.role == Role.PARTICIPANT.value
    }
    for code, rows in own:
        if member := waiting.pop(code, None):
            yield member, list(_facts(setting, rows))
    for member in waiting.values():
        yield member, []


def _facts(setting: Setting, rows: Iterable[Row[Any]]) -> Iterator[_Fact]:
    for row in rows:
        received_at = aware(row.received_at)
        if view := setting.first_view("event", row.number, received_at):
            yield _Fact(
                id=row.event_id,
                view=view,
                at=min(aware(row.occurred_at), received_at),
                assignment=row.assignment,
                text=row.content_hash,
                attempt=row.attempt,
                after=row.after,
                facts=row.facts,
            )


def _answers(setting: Setting, attempts: Iterable[_Attempt]) -> Iterator[Record]:
    """Give every answer to something that asks a reaction."""
    times: Counter[str] = Counter()
    for attempt in attempts:
        asked = [(one, one.judged) for one in attempt.answers if one.judged is not None]
        times.update({one.home.id for one, _ in asked})
        for one, judged in asked:
            yield _answer(setting, one, judged, min(times[one.home.id], MOST))


def _words(setting: Setting, attempts: Iterable[_Attempt]) -> Iterator[Record]:
    """Give every word that was looked up, each once an item and text of it."""
    explained = {one.word for one in setting.catalogue.word_list.words}
    asked = {
        (one.home.id, _item(one), one.facts["hash"], str(word))
        for attempt in attempts
        for one in attempt.answers
        for word in one.facts.get("asked", ())
        if one.judged is not None and word in explained
    }
    for assignment, item, hash_, word in sorted(asked):
        yield {"assignment": assignment, "item": item, "item_hash": hash_, "word": word}


def _item(one: _Answer) -> str:
    place, turn = f"{one.home.id}/{one.question}", one.facts["turn"]
    return f"{place}/{turn}" if turn else place


def _answer(setting: Setting, one: _Answer, judged: Judged, attempt: int) -> Record:
    facts = one.facts
    return {
        "assignment": one.home.id,
        "version": one.home.version,
        "item": _item(one),
        "item_hash": facts["hash"],
        "attempt": attempt,
        "try": facts["attempt_at"],
        "options": "+".join(facts["options"]),
        "quality": judged.quality.value,
        "n_offered": judged.n_offered,
        "helped": bool(facts["helped"]),
        "listened": facts["listened"] > 0,
        "pace": PACES.index(facts["pace"]),
        "week": setting.week(one.at),
    }


def _takings(
    setting: Setting,
    member: Member,
    view: int,
    attempts: Sequence[_Attempt],
    why: Mapping[str, Sequence[str]],
) -> Iterator[Record]:
    """Give what became of each opdracht that the plan or the person brought together.

    ``why`` holds by opdracht the reasons for not doing it; the last one counts.
    """
    own: dict[str, list[_Attempt]] = defaultdict(list)
    for attempt in attempts:
        own[attempt.assignment.id].append(attempt)
    planned = _planned(setting, member, view)
    for assignment in sorted(own.keys() | planned.keys()):
        reason = next(reversed(why.get(assignment, ())), None)
        tried = own.get(assignment)
        if tried is None:
            text = setting.catalogue.assignments[assignment]
            yield {
                "assignment": assignment,
                "version": text.version,
                "state": "niet_begonnen",
                "reason": reason,
                "n_items": sum(asks(one) for one in text.practice),
                "n_answered": 0,
                "week": planned[assignment],
            }
            continue
        newest = tried[-1].assignment
        asked = {one.id for one in newest.practice if asks(one)}
        answered = {
            one.question for each in tried for one in each.answers if one.home.id == assignment
        }
        is_done = any(one.is_done for one in tried)
        yield {
            "assignment": assignment,
            "version": newest.version,
            "state": "af" if is_done else "begonnen",
            "reason": None if is_done else reason,
            "n_items": len(asked),
            "n_answered": len(asked & answered),
            "week": setting.week(tried[0].began_at),
        }


def _planned(setting: Setting, member: Member, view: int) -> dict[str, int]:
    """Return what somebody had to test by then, with the first week of it."""
    made_at = setting.view(view).made_at
    if member.created_at > made_at:
        return {}
    week = setting.week(made_at)
    return {
        one.assignment: one.first_week
        for one in setting.plan.of_organisation(member.organisation)
        if one.first_week <= week and one.assignment in setting.catalogue.assignments
    }


def _attempts(setting: Setting, facts: Iterable[_Fact]) -> list[_Attempt]:
    """Return the attempts of one person, the one that began first in front."""
    branches: dict[str, list[_Fact]] = defaultdict(list)
    for fact in facts:
        branches[fact.attempt].append(fact)
    longest = [_longest_branch(events) for events in branches.values()]
    found = [_attempt(setting, chain) for chain in longest if chain]
    return sorted((one for one in found if one), key=lambda one: one.began_at)


def _longest_branch(facts: Sequence[_Fact]) -> list[_Fact]:
    """Return the longest chain from a start on; what hangs on a missing link is no part of it."""
    depth = {"": 0}
    waiting = list(facts)
    while waiting:
        later = []
        for fact in waiting:
            if fact.after in depth:
                depth[fact.id] = depth[fact.after] + 1
            else:
                later.append(fact)
        if len(later) == len(waiting):
            break
        waiting = later
    known = {one.id: one for one in facts if one.id in depth}
    if not known:
        return []
    best = max(known.values(), key=lambda one: (depth[one.id], one.at))
    chain = [best]
    while chain[-1].after:
        chain.append(known[chain[-1].after])
    return chain[::-1]


def _attempt(setting: Setting, chain: Sequence[_Fact]) -> _Attempt | None:
    """Replay an attempt; None where its texts are gone or the engine cannot follow any more."""
    started, texts = chain[0], setting.texts
    main = texts.by_hash.get(started.text)
    if main is None or "items" not in started.facts or setting.week(started.at) < 1:
        return None
    items, answers, is_done = started.facts["items"], [], False
    for index, group in groupby(chain[1:], key=lambda one: one.facts["index"]):
        given = list(group)
        home_id, question_id, hash_ = items[index]
        found = texts.question(home_id, hash_)
        if found is None:
            return None
        question = found[1]
        home = main if home_id == main.id else found[0]
        steps = [
            (one.facts["turn"], one.facts["attempt_at"], tuple(one.facts["options"]))
            for one in given
        ]
        course = texts.course(home, question, steps)
        if course is None:
            return None
        answers += [
            _Answer(home, question_id, one.facts, judged, one.at)
            for one, judged in zip(given, course.judged, strict=True)
        ]
        is_done = course.is_done and index == len(items) - 1
    return _Attempt(main, started.at, chain[-1].at, tuple(answers), is_done)
