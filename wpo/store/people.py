"""Who may come in: pseudonyms with a role, and links that open a door.

No name is kept here. A link holds a random secret; the table holds only its SHA-256, so reading
the database opens no door.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, insert, select, true, update

from wpo.model.people import Person, Role
from wpo.store import tables
from wpo.store.database import aware


def add_person(connection: Connection, person: Person, now: datetime) -> None:
    """Add somebody; nothing happens if the code is known already."""
    if find_person(connection, person.code) is None:
        connection.execute(
            insert(tables.person).values(
                code=person.code,
                organisation=person.organisation,
                role=person.role.value,
                created_at=now,
            )
        )


def find_person(connection: Connection, code: str) -> Person | None:
    """Return the person with this code, or None where there is none with a role known here."""
    row = connection.execute(select(tables.person).where(tables.person.c.code == code)).first()
    if row is None or row.role not in set(Role):
        return None  # a role that this version does not know opens no door
    return Person(code=row.code, organisation=row.organisation, role=Role(row.role))


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Somebody who is known here: since when, and how many links open their door."""

    person: Person
    created_at: datetime
    n_links: int


def known_people(connection: Connection, organisation: str = "") -> tuple[Known, ...]:
    """Return everybody, or everybody of one organisation, in the order in which they came."""
    keys = (tables.door_key.c.person == tables.person.c.code) & tables.door_key.c.revoked_at.is_(
        None
    )
    rows = connection.execute(
        select(tables.person, func.count(tables.door_key.c.secret_hash).label("n_links"))
        .outerjoin(tables.door_key, keys)
        .where(tables.person.c.organisation == organisation if organisation else true())
        .group_by(*tables.person.c)
        .order_by(tables.person.c.created_at, tables.person.c.code)
    )
    return tuple(
        Known(
            person=Person(code=row.code, organisation=row.organisation, role=Role(row.role)),
            created_at=aware(row.created_at),
            n_links=row.n_links,
        )
        for row in rows
        if row.role in set(Role)
    )


def closed_people(connection: Connection, organisation: str) -> frozenset[str]:
    """Return the codes of those in an organisation whose every link was revoked."""
    key, person = tables.door_key, tables.person
    rows = connection.execute(
        select(key.c.person)
        .join(person, person.c.code == key.c.person)
        .where(person.c.organisation == organisation)
        .group_by(key.c.person)
        .having(func.count() == func.count(key.c.revoked_at))
    )
    return frozenset(row.person for row in rows)


def new_key(connection: Connection, code: str, now: datetime) -> str:
    """Make a link secret for a person and return it; it cannot be read back later."""
    secret = secrets.token_urlsafe(24)
    keep_key(connection, code, secret, now)
    return secret


def keep_key(connection: Connection, code: str, secret: str, now: datetime) -> None:
    """Let this secret open the door for a person; nothing happens if it did already."""
    known = select(tables.door_key.c.person).where(
        tables.door_key.c.secret_hash == fingerprint(secret)
    )
    if connection.execute(known).first() is None:
        connection.execute(
            insert(tables.door_key).values(
                secret_hash=fingerprint(secret), person=code, created_at=now
            )
        )


def revoke_keys(connection: Connection, code: str, now: datetime) -> int:
    """Close every link of a person; return how many were open."""
    of_person = (tables.door_key.c.person == code) & tables.door_key.c.revoked_at.is_(None)
    return connection.execute(
        update(tables.door_key).where(of_person).values(revoked_at=now)
    ).rowcount


def has_key(connection: Connection, code: str) -> bool:
    """Tell whether any link opens this person's door."""
    of_person = (tables.door_key.c.person == code) & tables.door_key.c.revoked_at.is_(None)
    return connection.execute(select(tables.door_key.c.person).where(of_person)).first() is not None


def person_with_key(connection: Connection, secret: str) -> Person | None:
    """Return who this secret lets in, or None if it is unknown or revoked."""
    code = connection.scalar(
        select(tables.door_key.c.person).where(
            tables.door_key.c.secret_hash == fingerprint(secret),
            tables.door_key.c.revoked_at.is_(None),
        )
    )
    return find_person(connection, code) if code else None


def fingerprint(secret: str) -> str:
    """Return what is kept of a secret that a cookie or a card holds."""
    return hashlib.sha256(secret.encode()).hexdigest()
