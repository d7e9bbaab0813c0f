"""What is asked of the store to take in a file or a stack of paper for an organisation."""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Table, delete, select

from wpo.model.floor import FloorEvent
from wpo.model.people import Role
from wpo.model.pilot import PilotEvent
from wpo.store import tables
from wpo.store.database import aware
from wpo.store.floor import (
    BATCH_SIGNS,
    MOST_IDS,
    brought_in,
    floor_event_of,
    renew_conclusions,
)
from wpo.store.pilot import Batch, batches, pilot_events
from wpo.store.released import ExtractMade, extracts_made


def organisations_here(connection: Connection) -> tuple[tuple[str, str], ...]:
    """Return every organisation that has people: its code, and what it calls itself."""
    person, called = tables.person, tables.organisation
    rows = connection.execute(
        select(person.c.organisation, called.c.label)
        .outerjoin(called, called.c.code == person.c.organisation)
        .distinct()
        .order_by(person.c.organisation)
    ).all()
    return tuple((row.organisation, row.label or row.organisation) for row in rows)


def roles_in(connection: Connection, organisation: str) -> Mapping[str, Role]:
    """Return the role of everybody of an organisation, by code."""
    table = tables.person
    rows = connection.execute(
        select(table.c.code, table.c.role).where(table.c.organisation == organisation)
    )
    return {row.code: Role(row.role) for row in rows if row.role in set(Role)}


def ever_guided(connection: Connection, organisation: str) -> frozenset[tuple[str, str]]:
    """Return (trainer, participant) for everybody of an organisation who ever was guided."""
    table, person = tables.guidance, tables.person
    rows = connection.execute(
        select(table.c.trainer, table.c.participant)
        .join(person, person.c.code == table.c.participant)
        .where(person.c.organisation == organisation)
        .distinct()
    )
    return frozenset((row.trainer, row.participant) for row in rows)


def ids_brought_in(connection: Connection, organisation: str) -> tuple[tuple[str, str], ...]:
    """Return all that came with a batch for an organisation: its id, and the hash of the file.

    The hash is empty for what was keyed in. What was taken back is not among it.
    """
    pilot = tables.pilot_event
    rows = connection.execute(
        select(pilot.c.event_id, pilot.c.batch).where(
            pilot.c.organisation == organisation, pilot.c.batch != ""
        )
    )
    files = {one.batch: one.file_hash for one in batches(connection, organisation)}
    return (
        *((row.event_id, files.get(row.batch, "")) for row in rows),
        *((one, files.get(one[:BATCH_SIGNS], "")) for one in brought_in(connection, organisation)),
    )


def came_in(
    connection: Connection, organisation: str, people: Collection[str]
) -> tuple[tuple[PilotEvent | FloorEvent, Batch | None], ...]:
    """Return what is told about opdrachten, and seen at work, of people of an organisation.

    Each with the batch that it came with, None where it was told on a screen.
    """
    floor = tables.floor_event
    seen = select(floor).where(floor.c.organisation == organisation, floor.c.name == "observed")
    some = people if len(people) <= MOST_IDS else None  # else of everybody: that is one question
    if some is not None:
        seen = seen.where(floor.c.person.in_(sorted(some)))
    by_name = {one.batch: one for one in batches(connection, organisation)}
    return (
        *(
            (one, by_name.get(one.batch))
            for _, one in pilot_events(connection, [organisation], people=some)
        ),
        *(
            (one, by_name.get(one.event_id[:BATCH_SIGNS]))
            for one in map(floor_event_of, connection.execute(seen))
        ),
    )


def facts_of_batch(
    connection: Connection, batch: str
) -> tuple[tuple[datetime, PilotEvent | FloorEvent], ...]:
    """Return all that came with a batch and is there still, in the order of arrival.

    Each with the moment of receipt, aware UTC.
    """
    received = {
        row.event_id: (aware(row.received_at), row.number)
        for table, of_batch in _tables(batch)
        for row in connection.execute(
            select(table.c.event_id, table.c.received_at, table.c.number).where(of_batch)
        )
    }
    floor, of_batch = _tables(batch)[1]
    facts: tuple[PilotEvent | FloorEvent, ...] = (
        *(one for _, one in pilot_events(connection, batch=batch)),
        *map(floor_event_of, connection.execute(select(floor).where(of_batch))),
    )
    in_order = sorted(facts, key=lambda one: received[one.event_id])
    return tuple((received[one.event_id][0], one) for one in in_order)


def sets_with(connection: Connection, batch: str) -> tuple[ExtractMade, ...]:
    """Return the sets for researchers that were made while facts of a batch were there."""
    found = [
        (table.name, row.number, aware(row.received_at), row.organisation)
        for table, of_batch in _tables(batch)
        for row in connection.execute(
            select(table.c.number, table.c.received_at, table.c.organisation).where(of_batch)
        )
    ]
    return tuple(
        made
        for made in extracts_made(connection)
        if any(
            organisation in made.letters and made.holds(name, number, received_at)
            for name, number, received_at, organisation in found
        )
    )


def _tables(batch: str) -> tuple[tuple[Table, ColumnElement[bool]], ...]:
    """Return where facts of a batch are: the tables of the pilot and of the floor."""
    pilot, floor = tables.pilot_event, tables.floor_event
    return (
        (pilot, pilot.c.batch == batch),
        (floor, floor.c.event_id.startswith(f"{batch}-in-")),
    )


def remove_paper(connection: Connection, by: str, organisation: str, paper: str) -> int:
    """Remove the facts of one paper that ``by`` keyed in; return how many. Call inside ``writing``.

    ``paper`` is the print of the paper, which the ids of its facts hold.
    """
    own = tuple(one for one in batches(connection, organisation) if one.by == by)
    prefixes = {one.batch for one in own}
    pilot, floor = tables.pilot_event, tables.floor_event
    facts = connection.execute(
        select(pilot.c.event_id).where(
            pilot.c.organisation == organisation,
            pilot.c.told_by == by,
            pilot.c.batch.in_(sorted(prefixes)),
            pilot.c.event_id.startswith(f"in-{paper}-"),
        )
    )
    ids = [row.event_id for row in facts]
    for table in (tables.cleared_text, tables.given_code, pilot):
        connection.execute(delete(table).where(table.c.event_id.in_(ids)))
    cards = [
        one
        for one in brought_in(connection, organisation)
        if f"-in-{paper}-" in one and one[:BATCH_SIGNS] in prefixes
    ]
    people = connection.execute(
        select(floor.c.person).where(floor.c.event_id.in_(cards)).distinct()
    ).all()
    connection.execute(delete(floor).where(floor.c.event_id.in_(cards)))
    for row in people:
        renew_conclusions(connection, row.person, organisation)
    return len(ids) + len(cards)
