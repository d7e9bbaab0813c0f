"""Who guides whom, over time. Nothing is overwritten: what ended keeps its dates."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, insert, select, update

from wpo.model.people import Guidance
from wpo.store import tables
from wpo.store.database import aware


def guide(
    connection: Connection,
    trainer: str,
    participant: str,
    now: datetime,
    *,
    assistant: bool = False,
) -> None:
    """Let a trainer guide a participant from now on; ends what was between these two before."""
    unguide(connection, participant, now, trainer=trainer)
    connection.execute(
        insert(tables.guidance).values(
            trainer=trainer, participant=participant, assistant=assistant, since_at=now
        )
    )


def unguide(connection: Connection, participant: str, now: datetime, *, trainer: str = "") -> int:
    """End the guidance of a participant, by one trainer or by all; return how many ended."""
    table = tables.guidance
    wanted = (table.c.participant == participant) & table.c.until_at.is_(None)
    if trainer:
        wanted &= table.c.trainer == trainer
    return connection.execute(update(table).where(wanted).values(until_at=now)).rowcount


def guided_by(connection: Connection, trainer: str, at: datetime) -> tuple[Guidance, ...]:
    """Return whom a trainer guides at a moment (aware UTC), in the order in which it began."""
    return _of(connection, tables.guidance.c.trainer == trainer, at)


def guides_of(connection: Connection, participant: str, at: datetime) -> tuple[Guidance, ...]:
    """Return by whom a participant is guided at a moment, in the order in which it began."""
    return _of(connection, tables.guidance.c.participant == participant, at)


def guidance_between(
    connection: Connection, trainer: str, participants: Collection[str]
) -> tuple[Guidance, ...]:
    """Return everything that ever was between a trainer and these participants, oldest first."""
    table = tables.guidance
    rows = connection.execute(
        select(table)
        .where(table.c.trainer == trainer, table.c.participant.in_(list(participants)))
        .order_by(table.c.number)
    )
    return tuple(_guidance(row) for row in rows)


def all_guidance(connection: Connection, organisation: str, at: datetime) -> tuple[Guidance, ...]:
    """Return who guides whom in an organisation at a moment."""
    of_organisation = select(tables.person.c.code).where(
        tables.person.c.organisation == organisation
    )
    return _of(connection, tables.guidance.c.participant.in_(of_organisation), at)


def _of(connection: Connection, wanted: ColumnElement[bool], at: datetime) -> tuple[Guidance, ...]:
    table = tables.guidance
    ended = table.c.until_at.is_not(None) & (table.c.until_at <= at)
    rows = connection.execute(
        select(table).where(wanted, table.c.since_at <= at, ~ended).order_by(table.c.number)
    )
    return tuple(_guidance(row) for row in rows)


def _guidance(row: Row[Any]) -> Guidance:
    return Guidance(
        trainer=row.trainer,
        participant=row.participant,
        assistant=row.assistant,
        since_at=aware(row.since_at),
        until_at=aware(row.until_at) if row.until_at else None,
    )
