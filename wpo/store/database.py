"""Open the place where facts are kept.

SQLite runs in WAL mode with full synchronisation: an acknowledged fact survives ``kill -9`` and a
power cut, and readers never wait for the writer. A write transaction takes its lock at the start,
so that two workers cannot both read before either writes: otherwise two halves of an attempt that
arrive at the same time would wait for each other for ever. PostgreSQL gets a lock for that.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from os import environ
from pathlib import Path
from time import monotonic, sleep
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.pool import StaticPool

from wpo.errors import StoreError
from wpo.store.tables import metadata

BUSY_WAIT_MS = 15_000
WRITERS_LOCK = 0x77706F  # "wpo"; any number that every worker agrees on


def data_folder() -> Path:
    """Return the folder for this machine's data: ``WPO_DATA``, else ``data/`` in this checkout."""
    return Path(environ.get("WPO_DATA") or Path(__file__).parents[2] / "data").resolve()


def database_url() -> str:
    """Return where facts are kept: ``WPO_DATABASE``, else ``wpo.sqlite`` in the data folder."""
    return environ.get("WPO_DATABASE") or f"sqlite:///{data_folder() / 'wpo.sqlite'}"


def open_database(url: str) -> Engine:
    """Open a database and create what is missing in it.

    Parameters
    ----------
    url
        An SQLAlchemy address; ``sqlite://`` keeps everything in memory.

    Raises
    ------
    StoreError
        If the address is no address or the database cannot be opened or written.
    """
    try:
        engine = _engine(url)
        _create_missing(engine)
    except ArgumentError as error:
        raise StoreError(f"WPO_DATABASE is geen adres van een database: {url!r}.") from error
    except (DBAPIError, ImportError, OSError) as error:
        cause = getattr(error, "orig", None) or error
        raise StoreError(
            f"De database {make_url(url).render_as_string()} gaat niet open: {cause}."
        ) from error
    return engine


def _create_missing(engine: Engine) -> None:
    """Create tables under the write lock: of two workers that start at once, one finds them."""
    with engine.connect() as connection:
        if set(metadata.tables) <= set(inspect(connection).get_table_names()):
            return
    with engine.connect().execution_options(wpo_writes=True) as connection, connection.begin():
        metadata.create_all(connection)


def _engine(url: str) -> Engine:
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        engine = create_engine(url, pool_pre_ping=True)
        if parsed.get_backend_name() == "postgresql":
            event.listen(engine, "begin", _begin_postgresql)
        return engine
    if not parsed.database or parsed.database == ":memory:":
        engine = create_engine(url, poolclass=StaticPool, connect_args={"check_same_thread": False})
    else:
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(url)
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _set_up_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves, in _begin_sqlite
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout={BUSY_WAIT_MS}")
    _write_ahead(cursor)
    for pragma in ("synchronous=FULL", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _write_ahead(cursor: sqlite3.Cursor) -> None:
    """Switch to WAL. SQLite does not wait by itself for another that switches at the same time."""
    give_up_at = monotonic() + BUSY_WAIT_MS / 1000
    while True:
        try:
            cursor.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or monotonic() > give_up_at:
                raise
            sleep(0.01)
        else:
            return


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("wpo_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _begin_postgresql(connection: Connection) -> None:
    if connection.get_execution_options().get("wpo_writes", False):
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITERS_LOCK})")


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One write transaction: everything in it is kept, or nothing.

    Raises
    ------
    StoreError
        If the database cannot be written (disk full, locked for too long, lost connection).
    """
    try:
        with (
            engine.connect().execution_options(wpo_writes=True) as connection,
            connection.begin(),
        ):
            yield connection
    except DBAPIError as error:
        raise StoreError(f"Er kon niets worden bewaard: {error.orig}.") from error


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """One read transaction: a steady view, however many others write."""
    try:
        with engine.connect() as connection, connection.begin():
            yield connection
    except DBAPIError as error:
        raise StoreError(f"Er kon niets worden gelezen: {error.orig}.") from error


def aware(moment: datetime) -> datetime:
    """Return a moment as aware UTC; SQLite hands times back without their zone."""
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
