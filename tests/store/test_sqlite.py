"""What only SQLite has: a file that can be read-only, damaged, something else or on a full disk."""

import os
import sqlite3
import stat
from collections.abc import Iterator
from pathlib import Path
from threading import Timer

import pytest
from sqlalchemy import Engine, event, func, insert, inspect, select

from tests.store import writing_apart
from tests.store.making import ANNA, NOW, Walk, practice_of, reader
from tests.store.writing_apart import APART, PATIENCE_S
from wpo.catalogue.loading import Catalogue
from wpo.errors import StoreError
from wpo.store import tables
from wpo.store.database import open_database, reading, writing
from wpo.store.facts import take_in


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    """A new database in a file."""
    engine = open_database(f"sqlite:///{tmp_path / 'wpo.sqlite'}")
    yield engine
    engine.dispose()


def _count(engine: Engine) -> int:
    with reading(engine) as connection:
        return connection.scalar(select(func.count()).select_from(tables.event)) or 0


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


def test_full_disk(engine: Engine, catalogue: Catalogue) -> None:
    """On a full disk a delivery is not kept, earlier facts stay, and later it works again."""
    practice = practice_of(next(iter(catalogue.assignments.values())))
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


def test_whole_after_a_kill(tmp_path: Path) -> None:
    """After SIGKILL in the middle of many deliveries the file itself is whole."""
    address = f"sqlite:///{tmp_path / 'wpo.sqlite'}"
    writing_apart.killed(address, tmp_path / "log")
    engine = open_database(address)
    with reading(engine) as connection:
        health = connection.exec_driver_sql("PRAGMA integrity_check").scalar()
    engine.dispose()

    assert health == "ok"
