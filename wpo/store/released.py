"""Which sets for researchers were made, and whose rows stand in them: so that two tell no more."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from sqlalchemy import Connection, Table, delete, func, insert, select

from wpo.store import tables
from wpo.store.database import aware

FACT_TABLES: Mapping[str, Table] = MappingProxyType(
    {one.name: one for one in (tables.event, tables.floor_event, tables.pilot_event)}
)
AT_ONCE = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtractMade:
    """A set that was made: its number, and what the store held at that moment.

    ``until`` holds the highest number of each table of facts; ``letters`` the letter of each
    organisation.
    """

    number: int
    name: str
    made_at: datetime
    until: Mapping[str, int]
    letters: Mapping[str, str]

    def holds(self, table: str, number: int, received_at: datetime) -> bool:
        """Tell whether a fact was there when the set was made."""
        return number <= self.until[table] and received_at <= self.made_at


@dataclass(frozen=True, slots=True)
class Unit:
    """The rows of one person about one opdracht, in one family of tables.

    ``person`` is empty for a paper without a code; ``paper`` is then the id of that fact.
    """

    person: str
    paper: str
    family: str
    assignment: str


@dataclass(frozen=True, slots=True)
class Shown:
    """As of which set a unit is shown, under which organisation (or ``*``), and since which set."""

    extract: int
    as_: str
    first: int


def extracts_made(connection: Connection) -> tuple[ExtractMade, ...]:
    """Return every set that was made, the newest last."""
    table = tables.extract_made
    return tuple(
        ExtractMade(
            number=row.number,
            name=row.name,
            made_at=aware(row.made_at),
            until=row.until,
            letters=row.letters,
        )
        for row in connection.execute(select(table).order_by(table.c.number))
    )


def highest_numbers(connection: Connection) -> dict[str, int]:
    """Return the number of the newest fact of each table; 0 where there is none."""
    return {
        name: connection.scalar(select(func.max(table.c.number))) or 0
        for name, table in FACT_TABLES.items()
    }


def released(connection: Connection) -> dict[Unit, Shown]:
    """Return whose rows stand in the sets that were made."""
    return {
        Unit(row.person, row.paper, row.family, row.assignment): Shown(
            row.extract, row.shown_as, row.first
        )
        for row in connection.execute(select(tables.released))
    }


def keep_extract(connection: Connection, made: ExtractMade, units: Mapping[Unit, Shown]) -> None:
    """Remember a set that is about to be written, and all that has stood in any. In ``writing``."""
    connection.execute(
        insert(tables.extract_made).values(
            number=made.number,
            name=made.name,
            made_at=made.made_at,
            until=dict(made.until),
            letters=dict(made.letters),
        )
    )
    connection.execute(delete(tables.released))
    rows: Sequence[dict[str, object]] = [
        {
            "person": unit.person,
            "paper": unit.paper,
            "family": unit.family,
            "assignment": unit.assignment,
            "extract": shown.extract,
            "first": shown.first,
            "shown_as": shown.as_,
        }
        for unit, shown in units.items()
    ]
    for start in range(0, len(rows), AT_ONCE):
        connection.execute(insert(tables.released), rows[start : start + AT_ONCE])
