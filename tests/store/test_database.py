"""The place where facts are kept: it loses nothing, and says clearly when it cannot be used."""

import os
import signal
import sqlite3
import stat
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from pathlib import Path
from threading import Barrier, Timer

import pytest
from sqlalchemy import Engine, event, func, insert, inspect, select

from tests.store import writing_apart
from tests.store.making import ANNA, NOW, Walk, practice_of, reader
from wpo.catalogue.loading import Catalogue
from wpo.errors import StoreError
from wpo.store import tables
from wpo.store.database import database_url, open_database, reading, writing
from wpo.store.facts import attempts_of, take_in

PATIENCE_S = 60
APART = get_context("spawn")


@pytest.fixture
def url(tmp_path: Path) -> str:
    """The address of a database that does not exist yet, in a folder that does not either."""
    return f"sqlite:///{tmp_path / 'nieuw' / 'wpo.sqlite'}"


@pytest.fixture
def engine(url: str) -> Iterator[Engine]:
    """A new database in a file."""
    engine = open_database(url)
    yield engine
    engine.dispose()


def _start(*arguments: object) -> BaseProcess:
    process = APART.Process(target=writing_apart.write, args=arguments)
    process.start()
    return process


def _count(engine: Engine) -> int:
    with reading(engine) as connection:
        return connection.scalar(select(func.count()).select_from(tables.event)) or 0


def test_created(engine: Engine) -> None:
    """A new database has every table, in a folder that was made for it."""
    assert set(inspect(engine).get_table_names()) == set(tables.metadata.tables)


def test_settings(engine: Engine) -> None:
    """SQLite writes ahead, waits for other writers, and gives an answer only after the disk."""
    with reading(engine) as connection:
        found = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }

    assert found == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "busy_timeout": 15_000,
    }


def test_missing_table(engine: Engine) -> None:
    """A table that is missing in an older database is added, and nothing else changes."""
    with writing(engine) as connection:
        connection.exec_driver_sql("DROP TABLE door_key")
        connection.exec_driver_sql("DROP TABLE event_mark")
    open_database(str(engine.url)).dispose()

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


def test_two_processes(url: str, tmp_path: Path) -> None:
    """Two processes that open and write a new database at the same time lose nothing."""
    logs = [tmp_path / f"log{number}" for number in range(2)]
    processes = [_start(url, number, 6, log) for number, log in enumerate(logs)]
    for process in processes:
        process.join(PATIENCE_S)
    acknowledged = [line for log in logs for line in log.read_text().split()]
    engine = open_database(url)
    with reading(engine) as connection:
        kept = connection.scalars(select(tables.event.c.event_id)).all()
        attempts = [
            attempts_of(connection, writing_apart.person(n).code, since=NOW) for n in range(2)
        ]
    engine.dispose()

    assert [process.exitcode for process in processes] == [0, 0]
    assert sorted(acknowledged) == sorted(kept)
    assert [len(one) for one in attempts] == [6, 6]


def test_many_open_at_once(tmp_path: Path) -> None:
    """Many that create the same database at the same time all find it ready."""
    number = 8
    together = Barrier(number)

    def open_it(address: str) -> set[str]:
        together.wait(PATIENCE_S)
        engine = open_database(address)
        found = set(inspect(engine).get_table_names())
        engine.dispose()
        return found

    with ThreadPoolExecutor(number) as pool:
        for turn in range(6):
            address = f"sqlite:///{tmp_path / f'{turn}.sqlite'}"
            assert list(pool.map(open_it, [address] * number)) == [set(tables.metadata.tables)] * 8


def test_opened_while_written(tmp_path: Path) -> None:
    """A database to which another writes just now is opened as soon as that one is ready."""
    path = tmp_path / "wpo.sqlite"
    other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    other.execute("CREATE TABLE old (x)")
    other.execute("BEGIN IMMEDIATE")
    ready = Timer(0.3, other.commit)
    ready.start()
    engine = open_database(f"sqlite:///{path}")
    ready.join()
    other.close()

    assert set(tables.metadata.tables) < set(inspect(engine).get_table_names())
    engine.dispose()


def test_killed(url: str, tmp_path: Path) -> None:
    """After SIGKILL in the middle of many deliveries every acknowledged fact is there."""
    log = tmp_path / "log"
    process = _start(url, 1, 10_000, log)
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline and not (log.exists() and log.stat().st_size > 2_000):
        time.sleep(0.01)
    os.kill(process.pid or 0, signal.SIGKILL)
    process.join(PATIENCE_S)
    *acknowledged, _ = log.read_text().split("\n")
    engine = open_database(url)
    with reading(engine) as connection:
        kept = connection.scalars(select(tables.event.c.event_id)).all()
        health = connection.exec_driver_sql("PRAGMA integrity_check").scalar()
        marks = connection.execute(select(tables.event_mark)).all()
    engine.dispose()

    assert process.exitcode == -signal.SIGKILL
    assert len(acknowledged) > 50
    assert set(acknowledged) <= set(kept)
    assert len(kept) - len(acknowledged) <= 1
    assert health == "ok"
    assert marks == []


def test_full_disk(url: str, catalogue: Catalogue) -> None:
    """On a full disk a delivery is not kept, earlier facts stay, and later it works again."""
    practice = practice_of(next(iter(catalogue.assignments.values())))
    engine = open_database(url)
    room = [0]

    @event.listens_for(engine, "begin")
    def _limit(connection: object) -> None:
        connection.exec_driver_sql(f"PRAGMA max_page_count={room[0] or 10_000_000}")

    def deliver(*numbers: int) -> None:
        for number in numbers:
            walk = Walk(ANNA, practice, f"attempt-{number:03}")
            with writing(engine) as connection:
                take_in(connection, ANNA, walk.finish(), reader(practice), NOW)

    deliver(0)
    per_attempt = _count(engine)
    room[0] = 1  # no smaller than it is now
    with pytest.raises(StoreError, match="full") as told:
        deliver(*range(1, 50))
    kept = _count(engine)
    room[0] = 0
    deliver(99)

    assert str(told.value).startswith("Er kon niets worden bewaard: ")
    assert kept % per_attempt == 0
    assert _count(engine) == kept + per_attempt
    engine.dispose()


def test_read_only(tmp_path: Path) -> None:
    """Where one may only read, the message says so in Dutch."""
    folder = Path("/tmp") / f"wpo-{os.getpid()}"
    folder.mkdir(mode=0o755)
    database = folder / "wpo.sqlite"
    try:
        open_database(f"sqlite:///{database}").dispose()
        database.chmod(stat.S_IRUSR | stat.S_IRGRP | stat.S_IROTH)
        folder.chmod(0o555)
        told = tmp_path / "told"
        process = APART.Process(
            target=writing_apart.open_as_nobody, args=(f"sqlite:///{database}", told)
        )
        process.start()
        process.join(PATIENCE_S)
    finally:
        folder.chmod(0o755)
        for one in folder.iterdir():
            one.unlink()
        folder.rmdir()

    assert process.exitcode == 0
    assert told.read_text().startswith(
        (f"De database sqlite:///{database} gaat niet open: ", "Er kon niets worden bewaard: ")
    )


def test_locked(engine: Engine) -> None:
    """A database that somebody else holds for too long gives an error, not a wait for ever."""

    @event.listens_for(engine, "connect")
    def _hurry(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute("PRAGMA busy_timeout=50")

    engine.dispose()
    other = sqlite3.connect(engine.url.database, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError, match="locked"), writing(engine):
        pass
    other.rollback()
    other.close()
    with writing(engine):
        pass


def test_directory(tmp_path: Path) -> None:
    """A folder is no database."""
    with pytest.raises(StoreError, match=f"De database sqlite:///{tmp_path} gaat niet open: "):
        open_database(f"sqlite:///{tmp_path}")


def test_below_a_file(tmp_path: Path) -> None:
    """There is no database below a file."""
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match="gaat niet open: "):
        open_database(f"sqlite:///{tmp_path}/file/wpo.sqlite")


def test_other_file(tmp_path: Path) -> None:
    """A file that is something else is no database, and stays what it is."""
    path = tmp_path / "notitie.txt"
    path.write_text("Dit is geen database. " * 100)
    with pytest.raises(StoreError, match="gaat niet open: file is not a database"):
        open_database(f"sqlite:///{path}")

    assert path.read_text().startswith("Dit is geen database.")


def test_damaged(engine: Engine) -> None:
    """A database that was damaged gives an error of ours when it is read."""
    with writing(engine) as connection:
        connection.execute(
            insert(tables.person).values(code="a", organisation="o", role="coach", created_at=NOW)
        )
    engine.dispose()
    path = Path(str(engine.url.database))
    path.write_bytes(path.read_bytes()[:4096] + b"\xff" * (path.stat().st_size - 4096))

    with pytest.raises(StoreError), reading(engine) as connection:
        connection.execute(select(tables.person)).all()


@pytest.mark.parametrize("address", ["", "wpo.sqlite", "tovenarij://x", "sqlite:/x", "://"])
def test_no_address(address: str) -> None:
    """What is no address of a database is named in the message."""
    with pytest.raises(StoreError, match="WPO_DATABASE is geen adres van een database"):
        open_database(address)


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
