"""In which department somebody works, over time."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from wpo.errors import SetupError
from wpo.store import tables

LONGEST_DEPARTMENT = 60


def place(connection: Connection, code: str, department: str, now: datetime) -> None:
    """Let somebody work in a department from now on; an empty one ends the placement.

    Raises
    ------
    SetupError
        If the name is too long or cannot be read.
    """
    department = " ".join(department.split())
    if len(department) > LONGEST_DEPARTMENT or not department.isprintable():
        raise SetupError(f"Een afdeling is hooguit {LONGEST_DEPARTMENT} leesbare tekens.")
    table = tables.placement
    now_there = (table.c.person == code) & table.c.until_at.is_(None)
    connection.execute(update(table).where(now_there).values(until_at=now))
    if department:
        connection.execute(insert(table).values(person=code, department=department, since_at=now))


def departments_in(connection: Connection, organisation: str) -> Mapping[str, str]:
    """Return where everybody of an organisation works now, by code."""
    table, person = tables.placement, tables.person
    rows = connection.execute(
        select(table.c.person, table.c.department)
        .join(person, person.c.code == table.c.person)
        .where(person.c.organisation == organisation, table.c.until_at.is_(None))
    )
    return {row.person: row.department for row in rows}


def last_departments_in(connection: Connection, organisation: str) -> Mapping[str, str]:
    """Return where everybody of an organisation works or worked last, by code."""
    table, person = tables.placement, tables.person
    rows = connection.execute(
        select(table.c.person, table.c.department)
        .join(person, person.c.code == table.c.person)
        .where(person.c.organisation == organisation)
        .order_by(table.c.number)
    )
    return {row.person: row.department for row in rows}
