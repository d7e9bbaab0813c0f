"""What only PostgreSQL has: a server that goes away, other readers' views, a password, forks."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event, Thread

import pytest
from sqlalchemy import Engine, func, insert, inspect, select, text

from tests import postgresql as module
from tests.postgresql import Cluster
from tests.store import writing_apart
from tests.store.making import ANNA, NOW, Walk, practice_of, reader
from tests.store.writing_apart import APART, PATIENCE_S
from wpo.catalogue.loading import Catalogue
from wpo.errors import StoreError
from wpo.store import tables
from wpo.store.database import open_database, reading, writing
from wpo.store.facts import take_in
from wpo.store.people import add_person, find_person


@pytest.fixture
def address(postgresql_address: str) -> str:
    """A database on PostgreSQL only."""
    return postgresql_address


@pytest.fixture
def engine(address: str) -> Iterator[Engine]:
    """A database on PostgreSQL only, opened."""
    engine = open_database(address)
    yield engine
    engine.dispose()


def _shown(engine: Engine, opened: object, *names: str) -> list[object]:
    with opened(engine) as connection:
        return [connection.scalar(text(f"SHOW {name}")) for name in names]


def _count(engine: Engine) -> int:
    with reading(engine) as connection:
        return connection.scalar(select(func.count()).select_from(tables.event)) or 0


def test_settings(engine: Engine) -> None:
    """Readers get one snapshot; writers wait for each other, not for ever, and never hang on."""
    waits = ("lock_timeout", "timezone")
    hung = "idle_in_transaction_session_timeout"

    assert _shown(engine, reading, "transaction_isolation", hung) == ["repeatable read", "0"]
    assert _shown(engine, writing, "transaction_isolation", hung) == ["read committed", "1min"]
    assert _shown(engine, reading, *waits) == ["15s", "UTC"]


def test_nothing_written_by_a_reader(engine: Engine) -> None:
    """Whoever said to read only cannot write, so that no fact slips past the writers' lock."""
    with (
        pytest.raises(StoreError, match=r"Er kon niets worden gelezen: .*read-only"),
        reading(engine) as connection,
    ):
        add_person(connection, ANNA, NOW)


def test_sees_what_was_kept_before(address: str, engine: Engine) -> None:
    """A writer who had to wait sees what was kept meanwhile: nothing is taken in twice."""
    other, waits, found = open_database(address), Event(), []

    def follow() -> None:
        waits.set()
        with writing(other) as connection:
            found.append(find_person(connection, ANNA.code))

    thread = Thread(target=follow)
    with writing(engine) as connection:
        thread.start()
        waits.wait(PATIENCE_S)
        _wait_for_a_lock(connection)
        add_person(connection, ANNA, NOW)
    thread.join(PATIENCE_S)
    other.dispose()

    assert found == [ANNA]


def _wait_for_a_lock(connection: object) -> None:
    waiting = text("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
    deadline = time.monotonic() + PATIENCE_S
    while not connection.scalar(waiting) and time.monotonic() < deadline:
        time.sleep(0.01)


@pytest.mark.parametrize("driver", ["postgres", "postgresql", "postgresql+psycopg"])
def test_driver(address: str, driver: str) -> None:
    """However one writes the address, psycopg is what speaks."""
    engine = open_database(driver + address.removeprefix("postgresql"))

    assert engine.driver == "psycopg"
    engine.dispose()


def test_own_settings(address: str) -> None:
    """Settings in the address win, and leave the others as they are."""
    own = "&options=-c lock_timeout=50ms -c search_path=public,pg_catalog&connect_timeout=3"
    engine = open_database(address + own)

    assert _shown(engine, reading, "lock_timeout", "timezone") == ["50ms", "UTC"]
    assert _shown(engine, reading, "search_path") == ["public,pg_catalog"]
    with reading(engine) as connection:
        told = connection.connection.dbapi_connection.info.get_parameters()
    assert (told["connect_timeout"], told["tcp_user_timeout"]) == ("3", "30000")
    engine.dispose()


def test_restarted(postgresql: Cluster, engine: Engine) -> None:
    """When the server is back after a crash, nobody notices and nothing is lost."""
    with writing(engine) as connection:
        add_person(connection, ANNA, NOW)
    with postgresql.crashed():
        pass
    with reading(engine) as connection:
        assert find_person(connection, ANNA.code) == ANNA


def _tries(address: str, engine: Engine) -> Iterator[Callable[[], object]]:
    for opened in (reading, writing):
        with_it = opened(engine)
        yield lambda it=with_it: it.__enter__()
    yield lambda: open_database(address)


def test_gone(postgresql: Cluster, address: str, engine: Engine) -> None:
    """While the server is gone everybody is told so in one line; then all goes on."""
    assert _count(engine) == 0
    told = []
    with postgresql.crashed():
        for one in _tries(address, engine):
            with pytest.raises(StoreError) as problem:
                one()
            told.append(problem.value.message)

    assert told[0].startswith("Er kon niets worden gelezen: connection")
    assert told[1].startswith("Er kon niets worden bewaard: connection")
    assert told[2].startswith("De database postgresql://wpo@/")
    assert not any("\n" in one for one in told)
    assert _count(engine) == 0


def test_gone_while_writing(postgresql: Cluster, engine: Engine) -> None:
    """When the server goes in the middle of a transaction, nothing of it is kept."""

    def interrupted() -> None:
        with writing(engine) as connection:
            add_person(connection, ANNA, NOW)
            with postgresql.crashed():
                pass

    with pytest.raises(StoreError, match="niets worden bewaard"):
        interrupted()

    with reading(engine) as connection:
        assert find_person(connection, ANNA.code) is None


def test_acknowledged_before_a_crash(postgresql: Cluster, address: str, tmp_path: Path) -> None:
    """What was acknowledged before the server crashed is there when it is back."""
    log = tmp_path / "log"
    process = writing_apart.start(address, 1, 10_000, log)
    writing_apart.wait_for_some(log)
    with postgresql.crashed():
        process.join(PATIENCE_S)
    acknowledged = log.read_text().split()
    engine = open_database(address)
    with reading(engine) as connection:
        kept = set(connection.scalars(select(tables.event.c.event_id)))
    engine.dispose()

    assert process.exitcode == 1
    assert len(acknowledged) > 50
    assert set(acknowledged) <= kept


def test_full_disk(postgresql: Cluster, engine: Engine, catalogue: Catalogue) -> None:
    """On a full disk a delivery is not kept, earlier facts stay, and later it works again.

    The disk is full for one process of PostgreSQL: its files may not grow.
    """
    practice = practice_of(next(iter(catalogue.assignments.values())))

    def deliver(*numbers: int) -> None:
        for number in numbers:
            walk = Walk(ANNA, practice, f"attempt-{number:03}")
            with writing(engine) as connection:
                take_in(connection, ANNA, walk.finish(), reader(practice), NOW)

    deliver(0)
    per_attempt = _count(engine)
    with writing(engine) as connection:
        process = connection.scalar(text("SELECT pg_backend_pid()"))
        _fill(connection, 2_000_000)
        size = connection.scalar(text("SELECT pg_relation_size('event')"))
        others = _count_others(connection)
    with postgresql.full_disk(process, size):
        with pytest.raises(StoreError, match="could not extend file") as told:
            deliver(*range(1, 100))
        kept = _count(engine) - others
    deliver(999)

    assert str(told.value).startswith("Er kon niets worden bewaard: ")
    assert "\n" not in str(told.value)
    assert kept % per_attempt == 0
    assert _count(engine) == others + kept + per_attempt


def _fill(connection: object, size: int) -> None:
    """Let the table of facts grow to ``size`` bytes at least, with facts of somebody else."""
    columns = [one.name for one in tables.event.columns if one.name not in {"number", "event_id"}]
    same = ", ".join(f'"{one}"' for one in columns if one != "person")
    rows = text(
        f"INSERT INTO event (event_id, person, {same}) SELECT gen_random_uuid(), 'bram', {same} "
        "FROM (SELECT * FROM event LIMIT 1) AS one, generate_series(1, 500)"
    )
    while connection.scalar(text("SELECT pg_relation_size('event')")) < size:
        connection.execute(rows)


def _count_others(connection: object) -> int:
    table = tables.event
    of_bram = select(func.count()).select_from(table).where(table.c.person == "bram")
    return connection.scalar(of_bram)


def test_no_row_in_a_message(engine: Engine) -> None:
    """What the database complains about is told without the row, which may hold an answer."""
    row = {"hash": "h1", "assignment": "a", "version": "1", "published_at": NOW, "body": "geheim"}
    with (
        pytest.raises(StoreError, match="niets worden bewaard: null value in column") as told,
        writing(engine) as connection,
    ):
        connection.execute(insert(tables.text).values(row | {"version": None}))

    assert "geheim" not in str(told.value)
    assert "\n" not in str(told.value)


def test_unknown_database(address: str) -> None:
    """A database that is not there is named, without the password."""
    wrong = address.replace("wpo@/", "wpo:geheim@/geen_")
    with pytest.raises(StoreError, match=r"De database postgresql://wpo:.*/geen_") as told:
        open_database(wrong)

    assert "does not exist" in str(told.value)
    assert "geheim" not in str(told.value)


def test_forked(address: str, tmp_path: Path) -> None:
    """After a fork the child speaks on a connection of its own, and the parent's still works."""
    told = tmp_path / "told"
    process = APART.Process(target=writing_apart.fork, args=(address, told))
    process.start()
    process.join(PATIENCE_S)
    first, child, last, status = told.read_text().split("\n")

    assert first == last
    assert child.startswith("child ")
    assert child.split()[1] != first.split()[1]
    assert status == "0"


def test_given_back(postgresql: Cluster) -> None:
    """A database that was lent before is lent again as new: nothing in it, and counting from 1."""
    numbers = []
    for _ in range(2):
        with postgresql.database() as address:
            engine = open_database(address)
            with writing(engine) as connection:
                number = insert(tables.event).returning(tables.event.c.number)
                row = {one.name: "x" for one in tables.event.columns if one.name != "number"}
                row |= {"version": 1, "occurred_at": NOW, "received_at": NOW}
                numbers.append(connection.scalar(number.values(row)))
            engine.dispose()

    assert numbers == [1, 1]


def test_new_database(postgresql: Cluster) -> None:
    """A new database is empty, and its user is nobody special."""
    with postgresql.new_database() as address:
        engine = open_database(address + "&application_name=wpo")
        with reading(engine) as connection:
            may_all = text("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
            assert connection.scalar(may_all) is False
        assert set(inspect(engine).get_table_names()) == set(tables.metadata.tables)
        engine.dispose()


_TESTS_THAT_ARE_KILLED = """
import os, signal
from tests.postgresql import Cluster
cluster = Cluster()
print(cluster.process.pid, cluster.folder, flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_nothing_left_of_killed_tests() -> None:
    """A server ends with the tests that started it, and the next tests clear its folder away."""
    killed = subprocess.run(
        [sys.executable, "-c", _TESTS_THAT_ARE_KILLED], capture_output=True, text=True, check=False
    )
    process, folder = killed.stdout.split()
    deadline = time.monotonic() + PATIENCE_S
    while Path("/proc", process).exists() and time.monotonic() < deadline:
        time.sleep(0.02)
    left = Path(folder).exists()
    module._clear_away()

    assert not Path("/proc", process).exists()
    assert left
    assert not Path(folder).exists()


def test_a_folder_in_use_stays(postgresql: Cluster) -> None:
    """Clearing away leaves what somebody still uses."""
    subprocess.run(
        [sys.executable, "-c", "from tests import postgresql; postgresql._clear_away()"], check=True
    )

    assert (postgresql.folder / "data" / "PG_VERSION").exists()


def test_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is no PostgreSQL it is said what to install."""
    monkeypatch.setattr(module, "DEBIAN", Path(os.devnull))
    monkeypatch.setenv("PATH", "")
    with pytest.raises(RuntimeError, match="apt-get install postgresql"):
        module._programs()
