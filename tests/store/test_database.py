"""The place where facts are kept: it loses nothing, and says clearly when it cannot be used.

What only one of the two databases has stands in ``test_sqlite`` and ``test_postgresql``.
"""

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from threading import Barrier

import pytest
from sqlalchemy import Engine, event, func, inspect, select, text

from tests.store import writing_apart
from tests.store.making import ANNA, NOW, Walk, practice_of, reader
from tests.store.writing_apart import PATIENCE_S
from wpo.catalogue.loading import Catalogue
from wpo.errors import StoreError
from wpo.store import tables
from wpo.store.database import check_tables, database_url, open_database, reading, writing
from wpo.store.facts import attempts_of, take_in


@pytest.fixture
def engine(address: str) -> Iterator[Engine]:
    """A new database in a file, then on PostgreSQL."""
    engine = open_database(address)
    yield engine
    engine.dispose()


def _count(engine: Engine) -> int:
    with reading(engine) as connection:
        return connection.scalar(select(func.count()).select_from(tables.event)) or 0


def test_created(engine: Engine) -> None:
    """A new database has every table, in a folder that was made for it."""
    assert set(inspect(engine).get_table_names()) == set(tables.metadata.tables)


def test_missing_table(engine: Engine, address: str) -> None:
    """A table that is missing in an older database is added, and nothing else changes."""
    with writing(engine) as connection:
        connection.exec_driver_sql("DROP TABLE door_key")
        connection.exec_driver_sql("DROP TABLE event_mark")
    open_database(address).dispose()

    assert set(inspect(engine).get_table_names()) == set(tables.metadata.tables)


def test_all_or_nothing(engine: Engine, catalogue: Catalogue) -> None:
    """Where something goes wrong in a delivery, nothing of it is kept."""
    practice = practice_of(next(iter(catalogue.assignments.values())))
    walk = Walk(ANNA, practice, "attempt-1")
    with suppress(ZeroDivisionError), writing(engine) as connection:
        take_in(connection, ANNA, walk.finish(), reader(practice), NOW)
        _ = 1 / 0

    assert _count(engine) == 0


def test_steady_view(engine: Engine, catalogue: Catalogue) -> None:
    """A reader sees one moment, however much is written meanwhile, and keeps nobody waiting."""
    practice = practice_of(next(iter(catalogue.assignments.values())))
    with reading(engine) as connection:
        before = connection.scalar(select(func.count()).select_from(tables.event))
        with writing(engine) as other:
            take_in(other, ANNA, Walk(ANNA, practice, "attempt-1").finish(), reader(practice), NOW)
        after = connection.scalar(select(func.count()).select_from(tables.event))

    assert before == after == 0
    assert _count(engine) > 0


def test_two_processes(address: str, tmp_path: Path) -> None:
    """Two processes that open and write a new database at the same time lose nothing.

    What one of them wrote stands in the order in which it was acknowledged.
    """
    logs = [tmp_path / f"log{number}" for number in range(2)]
    processes = [writing_apart.start(address, number, 6, log) for number, log in enumerate(logs)]
    for process in processes:
        process.join(PATIENCE_S)
    acknowledged = [log.read_text().split() for log in logs]
    engine = open_database(address)
    with reading(engine) as connection:
        by_number = select(tables.event.c.event_id).order_by(tables.event.c.number)
        kept = connection.scalars(by_number).all()
        attempts = [
            attempts_of(connection, writing_apart.person(n).code, since=NOW) for n in range(2)
        ]
    engine.dispose()

    assert [process.exitcode for process in processes] == [0, 0]
    for own in acknowledged:
        assert [one for one in kept if one in set(own)] == own
    assert len(kept) == sum(map(len, acknowledged))
    assert [len(one) for one in attempts] == [6, 6]


@pytest.mark.parametrize("turn", range(4))
def test_many_open_at_once(address: str, turn: int) -> None:
    """Many that create the same database at the same time all find it ready, time after time."""
    number = 8
    together = Barrier(number)

    def open_it(_: int) -> set[str]:
        together.wait(PATIENCE_S)
        engine = open_database(address)
        found = set(inspect(engine).get_table_names())
        engine.dispose()
        return found

    with ThreadPoolExecutor(number) as pool:
        found = list(pool.map(open_it, range(number)))

    assert found == [set(tables.metadata.tables)] * number, turn


def test_killed(address: str, tmp_path: Path) -> None:
    """After SIGKILL in the middle of many deliveries every acknowledged fact is there."""
    acknowledged = writing_apart.killed(address, tmp_path / "log")
    engine = open_database(address)
    with writing(engine) as connection:
        kept = connection.scalars(select(tables.event.c.event_id)).all()
        marks = connection.execute(select(tables.event_mark)).all()
    engine.dispose()

    assert len(acknowledged) > 50
    assert set(acknowledged) <= set(kept)
    assert len(kept) - len(acknowledged) <= 1
    assert marks == []


def test_locked(address: str) -> None:
    """A database that somebody else holds for too long gives an error, not a wait for ever."""
    hurried = address if address.startswith("sqlite") else f"{address}&options=-c lock_timeout=50"
    engine, other = open_database(hurried), open_database(address)

    @event.listens_for(engine, "connect")
    def _hurry(connection: object, _record: object) -> None:
        if isinstance(connection, sqlite3.Connection):
            connection.execute("PRAGMA busy_timeout=50")

    engine.dispose()
    with writing(other), pytest.raises(StoreError, match="lock"), writing(engine):
        pass
    with writing(engine):
        pass
    engine.dispose()
    other.dispose()


@pytest.mark.parametrize("written", ["", "wpo.sqlite", "tovenarij://x", "sqlite:/x", "://"])
def test_no_address(written: str) -> None:
    """What is no address of a database is named in the message."""
    with pytest.raises(StoreError, match="WPO_DATABASE is geen adres van een database") as told:
        open_database(written)

    assert repr(written) in str(told.value)


@pytest.mark.parametrize("written", ["tovenarij://wpo:geheim@x/y", "mysql://wpo:geheim@x:y/z"])
def test_no_address_with_a_password(written: str) -> None:
    """A password in what is no address of a database is not told on."""
    with pytest.raises(StoreError, match="WPO_DATABASE is geen adres") as told:
        open_database(written)

    assert "geheim" not in str(told.value)


def test_missing_driver() -> None:
    """A database for which nothing is installed gives an error of ours, without the password."""
    with pytest.raises(StoreError, match="gaat niet open: No module named") as told:
        open_database("mysql://wpo:geheim@localhost/wpo")

    assert "geheim" not in str(told.value)


def test_slug(tmp_path: Path) -> None:
    """The message ends with the word to ask more about."""
    with pytest.raises(StoreError, match=r" \[opslag\]$"):
        open_database(f"sqlite:///{tmp_path}")


def test_place(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """WPO_DATABASE says where facts are kept, else the data folder does."""
    monkeypatch.delenv("WPO_DATABASE", raising=False)
    monkeypatch.delenv("WPO_DATA", raising=False)
    usual = database_url()
    monkeypatch.setenv("WPO_DATA", str(tmp_path))
    in_folder = database_url()
    monkeypatch.setenv("WPO_DATABASE", "sqlite://")

    assert usual.endswith("/data/wpo.sqlite")
    assert in_folder == f"sqlite:///{tmp_path}/wpo.sqlite"
    assert database_url() == "sqlite://"


def test_a_database_of_another_version_says_so(engine: Engine) -> None:
    """A column that is missing is named before anybody is served, with what to do."""
    check_tables(engine)
    with writing(engine) as connection:
        connection.execute(text("ALTER TABLE standing DROP COLUMN resumed_at"))

    with pytest.raises(StoreError, match=r"in standing ontbreekt resumed_at\. Begin met"):
        check_tables(engine)
