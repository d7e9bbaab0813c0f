"""Where somebody stands in the tables: the one list by which rights are carried out.

A table with people in it that is not named here fails a test, so that nobody forgets to let a
person see it, take it along and have it erased.
"""

from collections.abc import Mapping
from types import MappingProxyType

from sqlalchemy import ColumnElement, Connection, Table, or_, select

from wpo.store import tables

# Columns that hold a pseudonym.
CODES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "person": ("code",),
        "first_name": ("person",),
        "placement": ("person",),
        "former_role": ("person",),
        "guidance": ("participant", "trainer"),
        "event": ("person",),
        "floor_event": ("person", "told_by"),
        "pilot_event": ("person", "told_by"),
        "import_batch": ("told_by",),
        "cleared_text": ("cleared_by",),
        "given_code": ("coder",),
        "released": ("person",),
        "standing": ("person",),
        "told_in_month": ("person",),
        "door_key": ("person",),
        "session": ("person",),
        "account": ("person",),
        "picture_key": ("person",),
    }
)

# Tables whose rows belong to a row that holds a pseudonym: the column, and where it leads.
BELONGS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "event_mark": ("event_id", "event"),
        "cleared_text": ("event_id", "pilot_event"),
        "given_code": ("event_id", "pilot_event"),
    }
)


def tables_with_people() -> tuple[Table, ...]:
    """Return every table in which somebody stands; what others refer to comes first."""
    names = CODES.keys() | BELONGS.keys()
    return tuple(one for one in tables.metadata.sorted_tables if one.name in names)


def rows_about(table: Table, code: str) -> ColumnElement[bool]:
    """Return the condition for rows of a table in which this person stands."""
    found = [table.c[name] == code for name in CODES.get(table.name, ())]
    if table.name in BELONGS:
        column, home = BELONGS[table.name]
        there = tables.metadata.tables[home]
        found.append(table.c[column].in_(select(there.c[column]).where(rows_about(there, code))))
    return or_(*found)


def codes_kept(connection: Connection) -> set[str]:
    """Return every pseudonym that stands anywhere."""
    found: set[str] = set()
    for name, columns in CODES.items():
        for column in columns:
            found |= set(
                connection.scalars(select(tables.metadata.tables[name].c[column]).distinct())
            )
    return found
