"""Who is in: a random secret in a cookie, of which only the SHA-256 is kept.

::

    card, password, company ---> session that waits for steps ---> session ---> ended, or too old
                                 (code, password, picture)         every door

A session that waits opens no door. Each step gives a new secret, so that one who knew an earlier
secret gets nowhere. A session that a card opened ends with that card, whoever takes the card back.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, delete, insert, or_, select, true, update

from wpo.model.people import Person, Role
from wpo.store import tables
from wpo.store.database import aware
from wpo.store.people import fingerprint

OWN = timedelta(days=60)  # on somebody's own device
SHARED = timedelta(hours=10)  # on a shared device: a working day
IDLE = timedelta(minutes=20)  # on a shared device, without use
HALFWAY = timedelta(minutes=10)  # for the steps in between
_KEPT = timedelta(days=30)  # sessions that are over, for who asks what happened
_LONGEST_SECRET = 100
_SEEN = {True: timedelta(minutes=1), False: timedelta(days=1)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """A session that is open now.

    Attributes
    ----------
    waits_for
        Steps that are still to be taken, the next one first; empty for somebody who is in.
    card_hash
        The hash of the card that opened it; empty for another way in.
    """

    person: Person
    shared: bool
    seen_at: datetime
    waits_for: tuple[str, ...]
    card_hash: str

    def due(self, now: datetime) -> bool:
        """Tell whether it is time to write down that this session is used."""
        return now - self.seen_at >= _SEEN[self.shared]


def open_session(
    connection: Connection,
    code: str,
    now: datetime,
    *,
    shared: bool,
    card_hash: str = "",
    steps: Sequence[str] = (),
) -> str:
    """Let somebody in, or halfway in where steps remain; return the secret for the cookie.

    Parameters
    ----------
    code
        Of the person.
    shared
        On a device that others use too: the session ends soon.
    card_hash
        :func:`fingerprint` of the card's secret, where a card opened it.
    steps
        What this person still has to do before any door opens.
    """
    table = tables.session
    connection.execute(delete(table).where(table.c.expires_at < now - _KEPT))
    secret = secrets.token_urlsafe(32)
    connection.execute(
        insert(table).values(
            secret_hash=fingerprint(secret),
            person=code,
            card_hash=card_hash,
            waits_for="+".join(steps),
            created_at=now,
            last_seen_at=now,
            expires_at=now + (HALFWAY if steps else SHARED if shared else OWN),
            shared=shared,
        )
    )
    return secret


def visit_with(connection: Connection, secret: str, now: datetime) -> Visit | None:
    """Return who is in with this secret, or None; one query by primary keys."""
    return _visit(connection, secret, now, tables.session.c.waits_for == "")


def halfway_with(connection: Connection, secret: str, now: datetime) -> Visit | None:
    """Return who is halfway in with this secret, or None."""
    return _visit(connection, secret, now, tables.session.c.waits_for != "")


def take_step(connection: Connection, secret: str, now: datetime) -> tuple[str, Visit] | None:
    """Take the next step of a session that waits: it ends, and a new one takes its place.

    Returns
    -------
    tuple of str and Visit, or None
        The new secret and what it opens; None where no session waits (any more).
    """
    visit = halfway_with(connection, secret, now)
    if visit is None or not end_session(connection, secret, now):
        return None
    new = open_session(
        connection,
        visit.person.code,
        now,
        shared=visit.shared,
        card_hash=visit.card_hash,
        steps=visit.waits_for[1:],
    )
    after = _visit(connection, new, now, true())
    return (new, after) if after else None


def keep_alive(connection: Connection, secret: str, now: datetime) -> None:
    """Write down that a session is used; call it where :meth:`Visit.due` says so."""
    table = tables.session
    connection.execute(
        update(table)
        .where(table.c.secret_hash == fingerprint(secret), table.c.last_seen_at < now)
        .values(last_seen_at=now)
    )


def end_session(connection: Connection, secret: str, now: datetime) -> bool:
    """End one session, and tell whether it was open."""
    return _end(connection, tables.session.c.secret_hash == fingerprint(secret), now) == 1


def end_sessions(connection: Connection, code: str, now: datetime, *, keep: str = "") -> int:
    """End the sessions of a person on every device, but for one; return how many were open.

    Parameters
    ----------
    keep
        The secret of a session that goes on; empty to end them all.
    """
    table = tables.session
    others = (table.c.person == code) & (table.c.secret_hash != fingerprint(keep))
    return _end(connection, others, now)


def _end(connection: Connection, which: ColumnElement[bool], now: datetime) -> int:
    table = tables.session
    return connection.execute(
        update(table).where(which, table.c.ended_at.is_(None)).values(ended_at=now)
    ).rowcount


def _visit(
    connection: Connection, secret: str, now: datetime, which: ColumnElement[bool]
) -> Visit | None:
    if not 0 < len(secret) <= _LONGEST_SECRET:
        return None
    table, person, card = tables.session, tables.person, tables.door_key
    by_card = card.c.secret_hash == table.c.card_hash
    row = connection.execute(
        select(table, person.c.organisation, person.c.role)
        .join(person, person.c.code == table.c.person)
        .outerjoin(card, by_card)
        .where(
            table.c.secret_hash == fingerprint(secret),
            which,
            table.c.ended_at.is_(None),
            table.c.expires_at > now,
            or_(table.c.shared.is_(False), table.c.last_seen_at > now - IDLE),
            or_(table.c.card_hash == "", by_card & card.c.revoked_at.is_(None)),
        )
    ).first()
    if row is None or row.role not in set(Role):
        return None  # a role that this version does not know opens no door
    return Visit(
        person=Person(code=row.person, organisation=row.organisation, role=Role(row.role)),
        shared=row.shared,
        seen_at=aware(row.last_seen_at),
        waits_for=tuple(one for one in row.waits_for.split("+") if one),
        card_hash=row.card_hash,
    )
