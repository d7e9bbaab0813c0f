"""When something was told last in an organisation, by whom or about whom: never what was told.

Overviews of thousands ask this. The answer comes from one grouped query, without reading a fact.
"""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, case, func, select

from wpo.store import tables
from wpo.store.database import aware

_TABLE = tables.floor_event
# The clock of a device may run ahead: no fact happened after it was received.
HAPPENED_AT = case(
    (_TABLE.c.occurred_at > _TABLE.c.received_at, _TABLE.c.received_at), else_=_TABLE.c.occurred_at
)


def last_told_about(
    connection: Connection, organisation: str, names: Collection[str]
) -> Mapping[tuple[str, str], datetime]:
    """Return when each kind of fact was told last about each person: by (person, name)."""
    rows = connection.execute(
        select(_TABLE.c.person, _TABLE.c.name, func.max(HAPPENED_AT).label("at"))
        .where(_named(organisation, names))
        .group_by(_TABLE.c.person, _TABLE.c.name)
    )
    return {(row.person, row.name): aware(row.at) for row in rows}


def tellers_since(
    connection: Connection, organisation: str, name: str, since: datetime
) -> frozenset[str]:
    """Return who told any fact of this name since a moment (aware UTC)."""
    rows = connection.execute(
        select(_TABLE.c.told_by)
        .where(_named(organisation, [name]), _TABLE.c.occurred_at >= since)
        .distinct()
    )
    return frozenset(row.told_by for row in rows)


def told_by_several(
    connection: Connection, organisation: str, name: str, since: datetime
) -> tuple[tuple[str, str, str, datetime], ...]:
    """Return facts of this name about people of whom several others told one, newest first.

    Each as (event id, person, teller, moment), since a moment (aware UTC).
    """
    wanted = _named(organisation, [name]) & (_TABLE.c.occurred_at >= since)
    people = (
        select(_TABLE.c.person)
        .where(wanted)
        .group_by(_TABLE.c.person)
        .having(func.count(_TABLE.c.told_by.distinct()) > 1)
    )
    rows = connection.execute(
        select(_TABLE.c.event_id, _TABLE.c.person, _TABLE.c.told_by, _TABLE.c.occurred_at)
        .where(wanted, _TABLE.c.person.in_(people))
        .order_by(_TABLE.c.occurred_at.desc())
    )
    return tuple((row[0], row[1], row[2], aware(row[3])) for row in rows)


def _named(organisation: str, names: Collection[str]) -> ColumnElement[bool]:
    return (_TABLE.c.organisation == organisation) & _TABLE.c.name.in_(sorted(names))
