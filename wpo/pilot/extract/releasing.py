"""Release a set: read at one moment, write, and remember in the store what was shown."""

import secrets
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine, select

from wpo.catalogue.loading import Catalogue
from wpo.errors import ExtractRefused
from wpo.pilot.extract.making import Made, make
from wpo.pilot.extract.reading import Extract
from wpo.pilot.extract.writing import write
from wpo.store import tables
from wpo.store.database import reading, writing
from wpo.store.released import extracts_made, keep_extract

SALT_BYTES = 32


def would_release(engine: Engine, catalogue: Catalogue, *, key: bytes, now: datetime) -> Made:
    """Return what would be shown now, without writing or remembering anything.

    Raises
    ------
    ExtractRefused
        See :func:`wpo.pilot.extract.making.make`.
    """
    with reading(engine) as connection:
        salt = secrets.token_bytes(SALT_BYTES)
        return make(connection, catalogue, key=key, salt=salt, now=now)


def release(
    engine: Engine, catalogue: Catalogue, folder: Path, *, key: bytes, now: datetime
) -> Extract:
    """Write the set of this moment in a folder of its own below ``folder``.

    Parameters
    ----------
    key
        Secret of this installation: decides the letters of organisations.
    now
        Aware UTC.

    Raises
    ------
    ExtractRefused
        If a rule cannot be kept, it cannot be written, or the store changed in a way that matters:
        somebody was erased meanwhile, or another set was made.
    """
    made = would_release(engine, catalogue, key=key, now=now)
    return write(made, catalogue, folder, lambda named: remember(engine, named))


def remember(engine: Engine, made: Made) -> None:
    """Keep in the store what a set shows, that is about to be there.

    Raises
    ------
    ExtractRefused
        If another set was made meanwhile, or somebody in it is here no more.
    """
    with writing(engine) as connection:
        before = extracts_made(connection)
        if (before[-1].number if before else 0) + 1 != made.made.number:
            raise ExtractRefused("Intussen is een andere set gemaakt. Start `wpo extract` opnieuw.")
        codes = set(connection.scalars(select(tables.person.c.code)))
        facts = set(connection.scalars(select(tables.pilot_event.c.event_id)))
        there = all(
            (not unit.person or unit.person in codes) and (not unit.paper or unit.paper in facts)
            for unit in made.units
        )
        if not there:
            raise ExtractRefused(
                "Intussen is iemand gewist of is invoer teruggenomen. Start `wpo extract` opnieuw."
            )
        keep_extract(connection, made.made, made.units)
