"""What is asked of the store to take in a file or a stack of paper for an organisation."""

from collections.abc import Mapping

from sqlalchemy import Connection, delete, select

from wpo.model.people import Role
from wpo.store import tables
from wpo.store.floor import BATCH_SIGNS, brought_in, renew_conclusions
from wpo.store.pilot import batches


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


def ids_brought_in(connection: Connection, organisation: str) -> tuple[str, ...]:
    """Return the ids of all that came with a batch for an organisation, and was not taken back."""
    pilot = tables.pilot_event
    rows = connection.execute(
        select(pilot.c.event_id).where(pilot.c.organisation == organisation, pilot.c.batch != "")
    )
    return (*(row.event_id for row in rows), *brought_in(connection, organisation))


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
