"""Take floor facts in, each once; read them back, and keep where every goal stands.

As with answers, the client's ``event_id`` makes a repeat harmless, and what can never be true is
refused with a reason. Everything else is kept, in whatever order it arrives: what follows from it
is the business of :mod:`wpo.model.trajectory`.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, fields
from datetime import date, datetime, timedelta
from functools import cache
from typing import Annotated, Any

from pydantic import Field, TypeAdapter
from sqlalchemy import Connection, Row, Table, delete, insert, select

from wpo.model.floor import REMEMBERED, FloorEvent, FloorFacts, Goal
from wpo.model.months import Month
from wpo.model.people import ASSISTANT_TELLS, Guidance, Person, Role
from wpo.model.standing import Standing, standing
from wpo.model.trajectory import Phase, Trajectory, trajectory
from wpo.store import tables
from wpo.store.counting import BY_MONTH
from wpo.store.database import aware
from wpo.store.guidance import guidance_between
from wpo.store.receipts import Receipt, sifted, told_row

CLOCKS_DIFFER = timedelta(days=1)  # a device may be this much off before it is disbelieved
STILL_ARRIVES = timedelta(days=30)  # what happened while somebody guided may come in this late
BATCH_SIGNS = 12  # of the name of a batch, with which the ids of its facts begin
MOST_IDS = 5_000  # in one question: databases take a limited number of values

_FACTS: TypeAdapter[FloorFacts] = TypeAdapter(Annotated[FloorFacts, Field(discriminator="name")])


def take_in_floor(
    connection: Connection, teller: Person, events: Sequence[FloorEvent], now: datetime
) -> Receipt:
    """Take a delivery of floor facts in, and renew what follows from them. Inside ``writing``.

    Parameters
    ----------
    teller
        Who is logged in; only facts told by this person, in this role, are taken.
    events
        In any order; repeats are harmless.
    now
        Aware UTC, kept as the moment of receipt.
    """
    tellers = tellers_of(connection, [one.event_id for one in events])
    known = _People(connection, teller, {one.person for one in events})
    receipt, fresh = sifted(events, teller.code, tellers, lambda one: known.refuses(one, now))
    append_floor(connection, fresh, known.organisations, now)
    return receipt


def append_floor(
    connection: Connection,
    events: Sequence[FloorEvent],
    organisations: Mapping[str, str],
    now: datetime,
) -> None:
    """Keep facts that are known to be true and not kept yet, and renew what follows from them.

    ``organisations`` holds the organisation of each person they are about.
    """
    if not events:
        return
    rows = [
        told_row(one, organisations[one.person], now) | {"facts": _written(one.facts)}
        for one in events
    ]
    connection.execute(insert(tables.floor_event), rows)
    for person in {one.person for one in events}:
        renew_conclusions(connection, person, organisations[person])


def floor_events_of(connection: Connection, person: str) -> tuple[FloorEvent, ...]:
    """Return the facts about a participant in the order in which they happened.

    The clock of a device may run ahead: no fact happened after it was received.
    """
    table = tables.floor_event
    rows = connection.execute(select(table).where(table.c.person == person)).all()
    return tuple(_event(row) for row in sorted(rows, key=_happened))


def floor_events_named(
    connection: Connection,
    organisation: str,
    names: Collection[str],
    *,
    since: datetime | None = None,
    about: Collection[str] | None = None,
) -> tuple[FloorEvent, ...]:
    """Return facts of these names in an organisation, oldest first.

    Of all time, or ``since`` a moment (aware UTC); about everybody, or ``about`` these codes.
    """
    table = tables.floor_event
    wanted = select(table).where(
        table.c.organisation == organisation, table.c.name.in_(sorted(names))
    )
    if since is not None:
        wanted = wanted.where(table.c.occurred_at >= since, table.c.received_at >= since)
    if about is not None:
        wanted = wanted.where(table.c.person.in_(sorted(about)))
    rows = connection.execute(wanted).all()
    return tuple(_event(row) for row in sorted(rows, key=_happened))


def floor_events_with(connection: Connection, ids: Collection[str]) -> tuple[FloorEvent, ...]:
    """Return the facts with these event ids, oldest first."""
    table, wanted = tables.floor_event, sorted(ids)
    rows = [
        row
        for start in range(0, len(wanted), MOST_IDS)
        for row in connection.execute(
            select(table).where(table.c.event_id.in_(wanted[start : start + MOST_IDS]))
        )
    ]
    return tuple(_event(row) for row in sorted(rows, key=_happened))


def brought_in(connection: Connection, organisation: str) -> tuple[str, ...]:
    """Return the ids of the facts of an organisation that came with a batch of cards."""
    table = tables.floor_event
    rows = connection.execute(
        select(table.c.event_id).where(
            table.c.organisation == organisation,
            table.c.event_id.like(f"{'_' * BATCH_SIGNS}-in-%"),
        )
    )
    return tuple(row.event_id for row in rows)


def remove_batch(connection: Connection, batch: str) -> int:
    """Remove the facts that came with a batch, and renew what follows; return how many.

    Their ids begin with the name of the batch and a dash. Call inside ``writing``.
    """
    if len(batch) != BATCH_SIGNS or not batch.isalnum():
        raise ValueError(f"batch: {BATCH_SIGNS} letters en cijfers verwacht")
    table = tables.floor_event
    of_batch = table.c.event_id.startswith(f"{batch}-")
    people = connection.execute(
        select(table.c.person, table.c.organisation).where(of_batch).distinct()
    ).all()
    n_rows = connection.execute(delete(table).where(of_batch)).rowcount
    for person, organisation in people:
        renew_conclusions(connection, person, organisation)
    return n_rows


def floor_event_of(row: Row[Any]) -> FloorEvent:
    """Return the fact that a row of the table holds; it happened before it was received."""
    return _event(row)


def trajectory_of(connection: Connection, person: str) -> Trajectory:
    """Return where everything stands for a participant."""
    return trajectory(floor_events_of(connection, person))


def renew_conclusions(connection: Connection, person: str, organisation: str) -> None:
    """Make anew what follows from the facts about a participant, so that overviews open at once.

    That is where each goal stands, and how many facts of each kind a month has.
    """
    events = floor_events_of(connection, person)
    _renew(connection, tables.standing, person, standing_rows(organisation, events))
    _renew(connection, tables.told_in_month, person, month_rows(organisation, events))


def standing_rows(organisation: str, events: Sequence[FloorEvent]) -> list[dict[str, Any]]:
    """Return what the table ``standing`` says of the one participant these facts are about."""
    return [
        asdict(standing(events[0].person, line))
        | {"organisation": organisation, "phase": line.phase.value}
        for line in trajectory(events).lines.values()
    ]


def month_rows(organisation: str, events: Iterable[FloorEvent]) -> list[dict[str, Any]]:
    """Return what the table ``told_in_month`` says of those whom these facts are about."""
    number = Counter(
        (one.person, one.facts.name, Month.of(one.occurred_at))
        for one in events
        if one.facts.name in BY_MONTH
    )
    return [
        {
            "person": person,
            "name": name,
            "month": month.label,
            "organisation": organisation,
            "n_facts": n_facts,
        }
        for (person, name, month), n_facts in number.items()
    ]


def _renew(
    connection: Connection, table: Table, person: str, rows: Sequence[Mapping[str, Any]]
) -> None:
    connection.execute(delete(table).where(table.c.person == person))
    if rows:
        connection.execute(insert(table), rows)


def standings_in(
    connection: Connection, organisation: str, phases: Collection[Phase] = tuple(Phase)
) -> tuple[Standing, ...]:
    """Return where the goals of everybody of an organisation stand, of those in these phases."""
    table = tables.standing
    rows = connection.execute(
        select(*(table.c[one.name] for one in fields(Standing)))
        .where(table.c.organisation == organisation, table.c.phase.in_(sorted(phases)))
        .order_by(table.c.person, table.c.began_at)
    )
    return tuple(_standing(row) for row in rows.all())


def mastered_in(connection: Connection, organisation: str) -> Mapping[str, tuple[Goal, ...]]:
    """Return what everybody of an organisation masters, in the order in which it began."""
    table = tables.standing.c
    rows = connection.execute(
        select(table.person, table.sub_skill, table.level)
        .where(table.organisation == organisation, table.phase == Phase.MASTERED.value)
        .order_by(table.person, table.began_at)
    ).all()
    found: dict[str, list[Goal]] = {}
    for person, sub_skill, level in rows:
        found.setdefault(person, []).append(_goal(sub_skill, level))
    return {person: tuple(goals) for person, goals in found.items()}


@cache  # there are 48 goals, and many thousands of rows
def _goal(sub_skill: str, level: int) -> Goal:
    return Goal(sub_skill=sub_skill, level=level)


class _People:
    """Whom a teller may speak about: asked once for a whole delivery."""

    def __init__(self, connection: Connection, teller: Person, people: Iterable[str]) -> None:
        table = tables.person
        rows = connection.execute(select(table).where(table.c.code.in_(list(people)))).all()
        self.teller = teller
        self.organisations = {row.code: row.organisation for row in rows}
        self.participants = {row.code for row in rows if row.role == Role.PARTICIPANT.value}
        self.guidance = (
            guidance_between(connection, teller.code, self.participants)
            if teller.role is Role.TRAINER
            else ()
        )

    def refuses(self, event: FloorEvent, now: datetime) -> str:
        """Return why this can never be true, or nothing."""
        name = event.facts.name
        if (event.by, event.as_role) != (self.teller.code, self.teller.role):
            return "Dit is een feit van een ander."
        if not self.teller.may_tell(name):
            return f"{name}: dit kan een {self.teller.role.value} niet zeggen."
        if event.occurred_at > now + CLOCKS_DIFFER:
            return "occurred_at: dit moment is nog niet geweest. Kijk of de klok goed staat."
        day = getattr(event.facts, "day", None)
        if day is not None and (wrong := _wrong_day(day, event.occurred_at, now)):
            return wrong
        return "" if self._is_near(event, name, now) else "Deze deelnemer hoort niet bij jou."

    def _is_near(self, event: FloorEvent, name: str, now: datetime) -> bool:
        if event.person not in self.participants:
            # A trainer's own question to the coach, about nobody, and the answer to it.
            own = name == "asked" and event.person == self.teller.code
            return own or (name == "replied" and self._is_colleague(event.person))
        match self.teller.role:
            case Role.PARTICIPANT:
                return event.person == self.teller.code
            case Role.COACH:
                return self._is_colleague(event.person)
            case _:
                return any(_covers(one, event, name, now) for one in self.guidance)

    def _is_colleague(self, person: str) -> bool:
        return self.organisations.get(person) == self.teller.organisation


def _wrong_day(day: date, told_at: datetime, now: datetime) -> str:
    """Return why this day cannot be told about, or nothing: it has been, and is remembered."""
    if day > (now + CLOCKS_DIFFER).date():
        return "day: deze dag is nog niet geweest."
    if day < (told_at - CLOCKS_DIFFER).date() - REMEMBERED:
        return f"day: dit is langer dan {REMEMBERED.days} dagen geleden."
    return ""


def _covers(one: Guidance, event: FloorEvent, name: str, now: datetime) -> bool:
    """Tell whether somebody guided this participant when it happened, or does now."""
    if one.participant != event.person or (one.assistant and name not in ASSISTANT_TELLS):
        return False
    if one.until_at is None:
        return True
    in_time = now <= one.until_at + STILL_ARRIVES
    return in_time and one.since_at - CLOCKS_DIFFER <= event.occurred_at <= one.until_at


def tellers_of(connection: Connection, ids: Collection[str]) -> dict[str, str]:
    """Return by whom each of these events was told; of those that are kept."""
    table = tables.floor_event
    rows = connection.execute(
        select(table.c.event_id, table.c.told_by).where(table.c.event_id.in_(list(ids)))
    )
    return {row.event_id: row.told_by for row in rows}


def _standing(row: Row[Any]) -> Standing:
    moments = ("began_at", "phase_since_at", "paused_at", "resumed_at", "mastered_at")
    values = row._asdict()
    at = {name: aware(values[name]) for name in moments if values[name] is not None}
    return Standing(**(values | at | {"phase": Phase(values["phase"])}))


def _written(facts: FloorFacts) -> dict[str, Any]:
    written: dict[str, Any] = _FACTS.dump_python(facts, mode="json", exclude_defaults=False)
    return written


def _happened(row: Row[Any]) -> tuple[datetime, datetime, int]:
    occurred_at = aware(row.occurred_at)
    return min(occurred_at, aware(row.received_at)), occurred_at, row.number


def _event(row: Row[Any]) -> FloorEvent:
    return FloorEvent(
        event_id=row.event_id,
        occurred_at=_happened(row)[0],
        person=row.person,
        by=row.told_by,
        as_role=Role(row.as_role),
        facts=_FACTS.validate_python(row.facts),
    )
