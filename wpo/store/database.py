"""Open the place where facts are kept: SQLite, or PostgreSQL where several machines serve.

SQLite runs in WAL mode with full synchronisation: an acknowledged fact survives ``kill -9`` and a
power cut, and readers never wait for the writer. A write transaction takes its lock at the start,
so that two workers cannot both read before either writes: otherwise two halves of an attempt that
arrive at the same time would wait for each other for ever.

PostgreSQL keeps the same promises. Writers take one lock for the whole database and then see all
that was kept before; the lock ends with the transaction, also when a worker is killed or hangs.
Readers get one snapshot, in which nothing can be written. A server that went away is noticed, and
found again when it is back. Engines keep no connection over a fork.
"""

import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from os import environ
from pathlib import Path
from time import monotonic, sleep
from typing import Any
from weakref import WeakSet

from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.exc import TimeoutError as PoolEmpty
from sqlalchemy.pool import StaticPool

from wpo.errors import StoreError
from wpo.store.tables import metadata

BUSY_WAIT_MS = 15_000
WRITERS_LOCK = 0x77706F  # "wpo"; any number that every worker agrees on
HUNG_AFTER_MS = 60_000  # a worker that holds the writers' lock this long without a word loses it

# What libpq is told where the address does not say otherwise: a server that is gone without a
# goodbye is noticed in half a minute, and not after the hours that TCP takes.
_POSTGRESQL_PATIENCE: dict[str, int] = {
    "connect_timeout": 5,
    "keepalives_idle": 15,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 30_000,
}

_opened: WeakSet[Engine] = WeakSet()


def _forget_connections() -> None:
    """Leave every connection to the parent: two processes that speak on one corrupt both."""
    for engine in list(_opened):
        engine.dispose(close=False)


os.register_at_fork(after_in_child=_forget_connections)


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
        An SQLAlchemy address; ``sqlite://`` keeps everything in memory, and
        ``postgresql://user:password@host/name`` speaks through psycopg.

    Raises
    ------
    StoreError
        If the address is no address or the database cannot be opened or written.
    """
    try:
        engine = _engine(url)
        _create_missing(engine)
    except (ArgumentError, ValueError) as error:
        shown = re.sub("//[^/]*@", "//***@", url)
        raise StoreError(f"WPO_DATABASE is geen adres van een database: {shown!r}.") from error
    except (DBAPIError, ImportError, OSError) as error:
        shown = make_url(url).render_as_string()
        raise StoreError(f"De database {shown} gaat niet open: {_cause(error)}.") from error
    return engine


def open_existing(url: str) -> Engine:
    """Open a database that is there already, for who only reads or erases: nothing is made.

    Raises
    ------
    StoreError
        If it is a SQLite file that does not exist, and as :func:`open_database` does.
    """
    file = _file_of(url)
    if file is not None and not file.exists():
        raise StoreError(
            f"De database {file} bestaat niet, en er is niets gemaakt. Kijk WPO_DATABASE en "
            "WPO_DATA na."
        )
    return open_database(url)


def _file_of(url: str) -> Path | None:
    """Return the file of a SQLite database; None where it is in memory or elsewhere."""
    try:
        parsed = make_url(url)
    except ArgumentError:
        return None
    is_file = parsed.get_backend_name() == "sqlite" and parsed.database not in (None, ":memory:")
    return Path(str(parsed.database)) if is_file else None


def check_tables(engine: Engine) -> None:
    """Check that the tables are those of this version of wpo.

    Raises
    ------
    StoreError
        If a column is missing: the database was made by another version.
    """
    with reading(engine) as connection:
        there = inspect(connection)
        for table in metadata.sorted_tables:
            names = {one["name"] for one in there.get_columns(table.name)}
            if lacking := sorted(set(table.columns.keys()) - names):
                raise StoreError(
                    f"De database is van een andere versie van wpo: in {table.name} ontbreekt "
                    f"{', '.join(lacking)}. Begin met een andere database (WPO_DATA of "
                    "WPO_DATABASE), of zet de versie terug die deze maakte."
                )


def _create_missing(engine: Engine) -> None:
    """Create tables under the write lock: of two workers that start at once, one finds them."""
    with engine.connect() as connection:
        if set(metadata.tables) <= set(inspect(connection).get_table_names()):
            return
    with engine.connect().execution_options(wpo_writes=True) as connection, connection.begin():
        metadata.create_all(connection)


def _engine(url: str) -> Engine:
    parsed = make_url(url)
    if parsed.drivername in {"postgresql", "postgres", "postgresql+psycopg"}:
        engine = _postgresql(parsed.set(drivername="postgresql+psycopg"))
    elif parsed.get_backend_name() != "sqlite":
        engine = create_engine(parsed)
    elif not parsed.database or parsed.database == ":memory:":
        return _sqlite(parsed, poolclass=StaticPool, connect_args={"check_same_thread": False})
    else:
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
        engine = _sqlite(parsed)
    _opened.add(engine)
    return engine


def _postgresql(url: URL) -> Engine:
    given = url.query
    patience = {name: one for name, one in _POSTGRESQL_PATIENCE.items() if name not in given}
    settings = f"-c TimeZone=UTC -c lock_timeout={BUSY_WAIT_MS}"
    options = {"options": f"{settings} {given.get('options', '')}".strip()}
    # Before a connection is used again it is tried: the server may have restarted meanwhile.
    engine = create_engine(
        url, pool_pre_ping=True, use_native_hstore=False, connect_args=patience | options
    )
    event.listen(engine, "begin", _begin_postgresql)
    return engine


def _sqlite(url: URL, **how: Any) -> Engine:
    engine = create_engine(url, **how)
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _set_up_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves, in _begin_sqlite
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout={BUSY_WAIT_MS}")
    _write_ahead(cursor)
    for pragma in ("synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
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
        hung = f"SET LOCAL idle_in_transaction_session_timeout = {HUNG_AFTER_MS}"
        lock = f"SELECT pg_advisory_xact_lock({WRITERS_LOCK})"
        both_at_once = {"no_parameters": True}
        connection.exec_driver_sql(f"{hung}; {lock}", execution_options=both_at_once)
    else:
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")


def _cause(error: BaseException) -> str:
    """Return in one line what the database says, without the row that it says it about."""
    cause = getattr(error, "orig", None) or error
    said = getattr(getattr(cause, "diag", None), "message_primary", None)
    return " ".join((said or str(cause)).split()).rstrip(".")


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One write transaction: everything in it is kept, or nothing.

    Raises
    ------
    StoreError
        If the database cannot be written (disk full, locked for too long, lost connection);
        where the connection was lost at the very end, everything in it may have been kept.
    """
    try:
        with (
            engine.connect().execution_options(wpo_writes=True) as connection,
            connection.begin(),
        ):
            yield connection
    except (DBAPIError, PoolEmpty) as error:
        raise StoreError(f"Er kon niets worden bewaard: {_cause(error)}.") from error


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """One read transaction: a steady view, however many others write.

    Raises
    ------
    StoreError
        If the database cannot be read.
    """
    try:
        with engine.connect() as connection, connection.begin():
            yield connection
    except (DBAPIError, PoolEmpty) as error:
        raise StoreError(f"Er kon niets worden gelezen: {_cause(error)}.") from error


def aware(moment: datetime) -> datetime:
    """Return a moment as aware UTC; SQLite hands times back without their zone."""
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
