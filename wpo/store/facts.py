"""Take events in, each once, and read them back as attempts.

Taking in is idempotent (the client's ``event_id`` decides) and happens in one transaction. An
event is *stored* when the chain behind it, replayed through the engine, explains it. It is kept
and marked *waiting* while an earlier event is still on its way; when that one arrives it is
explained, or marked ``onmogelijk``. It is *refused*, and not kept, when it can never be true.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from wpo.errors import ImpossibleAction, UnknownContent
from wpo.model.events import Answered, Event, PracticeStarted, QuestionRef
from wpo.model.people import Person
from wpo.practice.course import Practice
from wpo.practice.replay import replay
from wpo.store import tables
from wpo.store.database import aware
from wpo.store.receipts import Receipt

PracticeOf = Callable[[Event], Practice]

WAITING = "wacht"
IMPOSSIBLE = "onmogelijk"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One explained branch of an attempt, from its start to its newest answer."""

    started: Event
    answers: tuple[Event, ...]

    @property
    def answered(self) -> tuple[Answered, ...]:
        """The facts of the answers, in order."""
        return tuple(one.facts for one in self.answers if isinstance(one.facts, Answered))

    @property
    def last_at(self) -> datetime:
        """When something happened last in this branch, by the clock of the device."""
        return (self.answers[-1] if self.answers else self.started).occurred_at


def take_in(
    connection: Connection,
    person: Person,
    events: Sequence[Event],
    practice_of: PracticeOf,
    now: datetime,
) -> Receipt:
    """Take a delivery of events in. Call inside ``writing``.

    Parameters
    ----------
    connection
        A write transaction.
    person
        Who is logged in; events of anybody else are refused.
    events
        In any order; repeats are harmless.
    practice_of
        Returns what the attempt was made of, given the event that started it; raises
        ``UnknownContent`` where that text was never shown.
    now
        Aware UTC, kept as the moment of receipt.
    """
    receipt = Receipt()
    owners = _owners(connection, events)
    fresh: dict[str, Event] = {}
    for event in events:
        owner = owners.get(event.event_id)
        if owner == person.code or event.event_id in fresh:
            if event.event_id not in fresh:
                receipt.known.append(event.event_id)
        elif owner is not None or not _is_own(event, person, owners):
            receipt.refused[event.event_id] = "Dit is een feit van een ander."
        else:
            fresh[event.event_id] = event
    kept_before = _kept_events(connection, {one.attempt for one in fresh.values()})
    everything = kept_before | fresh
    for event in fresh.values():
        _judge(everything, event, practice_of, receipt)
    kept = [one for one in fresh.values() if one.event_id not in receipt.refused]
    append_answers(connection, person, kept, now)
    _mark(connection, [(one, WAITING) for one in receipt.waiting])
    receipt.settled = _settle_waiting(connection, kept_before, everything, practice_of)
    return receipt


def attempts_of(connection: Connection, person: str, *, since: datetime) -> tuple[Attempt, ...]:
    """Return the attempts of a person, the one with the newest fact last.

    Of a forked attempt the longest branch is returned. Attempts without a fact received since
    ``since`` (aware UTC), and events that no chain explains, are left out.
    """
    table = tables.event
    recent = select(table.c.attempt).where(table.c.person == person, table.c.received_at >= since)
    wanted = (table.c.person == person) & table.c.attempt.in_(recent)
    unexplained = select(tables.event_mark.c.event_id)
    rows = connection.execute(
        select(table).where(wanted, table.c.event_id.not_in(unexplained)).order_by(table.c.number)
    )
    by_attempt: dict[str, dict[str, Event]] = {}
    for row in rows:
        event = _event(row)
        by_attempt.setdefault(event.attempt, {})[event.event_id] = event
    branches = [_longest_branch(events) for events in by_attempt.values()]
    return tuple(sorted(branches, key=lambda one: one.last_at))


def attempt_named(connection: Connection, person: str, attempt: str) -> Attempt | None:
    """Return the longest explained branch of one attempt, or None where nothing explains it."""
    table = tables.event
    unexplained = select(tables.event_mark.c.event_id)
    rows = connection.execute(
        select(table).where(
            table.c.attempt == attempt,
            table.c.person == person,
            table.c.event_id.not_in(unexplained),
        )
    )
    events = {row.event_id: _event(row) for row in rows}
    return _longest_branch(events) if events else None


def _longest_branch(events: Mapping[str, Event]) -> Attempt:
    branches = [chain for event in events.values() if (chain := _chain(event, events))]
    best = max(branches, key=lambda chain: (len(chain), chain[-1].occurred_at))
    return Attempt(started=best[0], answers=tuple(best[1:]))


def _kept_events(connection: Connection, attempts: Iterable[str]) -> dict[str, Event]:
    rows = connection.execute(
        select(tables.event).where(tables.event.c.attempt.in_(list(attempts)))
    )
    return {row.event_id: _event(row) for row in rows}


def _chain(event: Event, events: Mapping[str, Event]) -> list[Event] | None:
    """Return the chain from the start to this event, or None where a link is missing."""
    chain = [event]
    seen = {event.event_id}
    while chain[-1].after:
        before = events.get(chain[-1].after)
        if before is None or before.event_id in seen or before.attempt != event.attempt:
            return None
        seen.add(before.event_id)
        chain.append(before)
    return chain[::-1]


def _judge(
    events: Mapping[str, Event], event: Event, practice_of: PracticeOf, receipt: Receipt
) -> None:
    chain = _chain(event, events)
    if chain is None:
        receipt.waiting.append(event.event_id)
        return
    try:
        _explain(chain, practice_of)
    except (ImpossibleAction, UnknownContent) as error:
        receipt.refused[event.event_id] = error.message
    else:
        receipt.stored.append(event.event_id)


def _explain(chain: Sequence[Event], practice_of: PracticeOf) -> None:
    """Replay a chain; raise where an answer in it could not have been given.

    Raises
    ------
    ImpossibleAction, UnknownContent
    """
    started = chain[0]
    for event in chain:
        if (event.assignment, event.content_hash) != (started.assignment, started.content_hash):
            raise ImpossibleAction("Een poging gaat over één opdracht, in één versie.")
    practice = practice_of(started)
    answered = [event.facts for event in chain if isinstance(event.facts, Answered)]
    if not isinstance(started.facts, PracticeStarted) or len(answered) != len(chain) - 1:
        raise ImpossibleAction("Een poging begint met practice_started, en daarna met antwoorden.")
    for facts in answered:
        known = started.facts.items[facts.index : facts.index + 1]
        if [one.hash for one in known] != [facts.hash]:
            raise UnknownContent(f"De tekst {facts.hash} hoort niet bij vraag {facts.index + 1}.")
    replay(practice, answered)


def _settle_waiting(
    connection: Connection,
    kept: Mapping[str, Event],
    events: Mapping[str, Event],
    practice_of: PracticeOf,
) -> list[str]:
    """Explain kept events whose missing link has now arrived; return the ids of those."""
    marks = tables.event_mark
    settled = []
    waiting = connection.scalars(
        select(marks.c.event_id).where(marks.c.event_id.in_(list(kept)), marks.c.mark == WAITING)
    ).all()
    for event_id in waiting:
        chain = _chain(kept[event_id], events)
        if chain is None:
            continue
        try:
            _explain(chain, practice_of)
        except (ImpossibleAction, UnknownContent):
            change = update(marks).where(marks.c.event_id == event_id).values(mark=IMPOSSIBLE)
            connection.execute(change)
        else:
            connection.execute(delete(marks).where(marks.c.event_id == event_id))
            settled.append(event_id)
    return settled


def _owners(connection: Connection, events: Sequence[Event]) -> dict[str, str]:
    """Return whose each known event id and attempt is; both are random, so they share a table."""
    table = tables.event
    rows = connection.execute(
        select(table.c.event_id, table.c.attempt, table.c.person).where(
            table.c.event_id.in_([one.event_id for one in events])
            | table.c.attempt.in_([one.attempt for one in events])
        )
    ).all()
    by_event = {row.event_id: row.person for row in rows}
    return by_event | {f"attempt:{row.attempt}": row.person for row in rows}


def _is_own(event: Event, person: Person, owners: Mapping[str, str]) -> bool:
    owner = owners.get(f"attempt:{event.attempt}", person.code)
    return event.person == person.code == owner and person.may_answer


def append_answers(
    connection: Connection, person: Person, events: Sequence[Event], now: datetime
) -> None:
    """Keep facts that are known to be explained and not kept yet; all are of ``person``."""
    if not events:
        return
    connection.execute(
        insert(tables.event),
        [
            {
                "event_id": one.event_id,
                "name": one.facts.name,
                "version": one.version,
                "occurred_at": aware(one.occurred_at),
                "received_at": now,
                "person": one.person,
                "organisation": person.organisation,
                "assignment": one.assignment,
                "content_hash": one.content_hash,
                "attempt": one.attempt,
                "after": one.after,
                "facts": _written(one),
            }
            for one in events
        ],
    )


def _mark(connection: Connection, marks: Sequence[tuple[str, str]]) -> None:
    if marks:
        rows = [{"event_id": event_id, "mark": mark} for event_id, mark in marks]
        connection.execute(insert(tables.event_mark), rows)


_LISTS = ("options", "shown", "asked")  # facts from before a list was there read as empty


def _written(event: Event) -> dict[str, Any]:
    match event.facts:
        case PracticeStarted(seed=seed, items=items):
            refs = [[one.assignment, one.question, one.hash] for one in items]
            return {"seed": seed, "items": refs}
        case Answered() as facts:
            names = [name for name in Answered.__slots__ if name != "name"]
            values = {name: getattr(facts, name) for name in names}
            return values | {name: list(values[name]) for name in _LISTS}


def _event(row: Row[Any]) -> Event:
    facts: PracticeStarted | Answered
    if row.name == "practice_started":
        items = tuple(
            QuestionRef(assignment=one, question=question, hash=hash_)
            for one, question, hash_ in row.facts["items"]
        )
        facts = PracticeStarted(seed=row.facts["seed"], items=items)
    else:
        tuples = {name: tuple(row.facts.get(name, ())) for name in _LISTS}
        facts = Answered(**(row.facts | tuples))
    return Event(
        event_id=row.event_id,
        occurred_at=aware(row.occurred_at),
        person=row.person,
        assignment=row.assignment,
        content_hash=row.content_hash,
        attempt=row.attempt,
        after=row.after,
        facts=facts,
    )
