"""Which role somebody has, and had before."""

from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from wpo.model.people import Role
from wpo.store import tables
from wpo.store.database import aware


def change_role(connection: Connection, code: str, role: Role, now: datetime) -> bool:
    """Give somebody another role from now on; tell whether it is another one.

    What was told in the role before keeps that role; see :func:`roles_before`.
    """
    table = tables.person
    before = connection.scalar(select(table.c.role).where(table.c.code == code))
    if before in (None, role.value):
        return False
    connection.execute(
        insert(tables.former_role).values(person=code, role=before, until_at=now),
    )
    connection.execute(update(table).where(table.c.code == code).values(role=role.value))
    return True


def roles_before(connection: Connection, code: str) -> tuple[tuple[str, datetime], ...]:
    """Return the roles that somebody had, oldest first, each with its end (aware UTC)."""
    table = tables.former_role
    rows = connection.execute(select(table).where(table.c.person == code).order_by(table.c.number))
    return tuple((row.role, aware(row.until_at)) for row in rows)
