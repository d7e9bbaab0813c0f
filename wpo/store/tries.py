"""Wrong tries, counted in the database: every worker knows them, and a restart forgets nothing.

A try is counted before it is judged and given back when it was right, so that many tries at the
same moment are not more tries than one after the other.
"""

from datetime import datetime, timedelta

from sqlalchemy import Connection, Table, select, update

from wpo.store.database import aware

MOST_WRONG = 5
WAIT = timedelta(minutes=15)


def take_try(connection: Connection, table: Table, code: str, now: datetime) -> bool:
    """Count a try of somebody, and tell whether it may be judged at all.

    Parameters
    ----------
    table
        ``account`` or ``picture_key``: it has ``person``, ``failed`` and ``locked_until``.
    """
    row = connection.execute(select(table).where(table.c.person == code)).first()
    if row is None or locked(row.locked_until, now):
        return False
    failed = 1 if row.locked_until else row.failed + 1  # after waiting, one begins anew
    connection.execute(
        update(table)
        .where(table.c.person == code)
        .values(failed=failed, locked_until=now + WAIT if failed >= MOST_WRONG else None)
    )
    return True


def give_back_try(connection: Connection, table: Table, code: str) -> None:
    """Take a try off the count: it was right. What was wrong before still counts."""
    row = connection.execute(select(table).where(table.c.person == code)).first()
    if row is not None:
        connection.execute(
            update(table)
            .where(table.c.person == code)
            .values(failed=max(row.failed - 1, 0), locked_until=None)
        )


def forget_tries(connection: Connection, table: Table, code: str) -> None:
    """Begin to count anew: this person came in, or somebody lets them try again."""
    connection.execute(
        update(table).where(table.c.person == code).values(failed=0, locked_until=None)
    )


def locked(until: datetime | None, now: datetime) -> bool:
    """Tell whether somebody has to wait still."""
    return until is not None and aware(until) > now
