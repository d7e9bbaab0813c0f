"""A PostgreSQL of our own: made in a moment, with databases that cost a copy, gone with the tests.

It speaks on a socket in its own folder and nowhere else, keeps nothing over a power cut, and ends
with the process that started it, however that one ends. It needs Debian's package ``postgresql``,
which ``make test`` installs where it may; Debian's own service is not used. PostgreSQL refuses to
run as root: then it runs as the user ``postgres`` of that package.
"""

import fcntl
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import gettempdir, mkdtemp
from typing import Any, Self

import psycopg

from wpo.store.database import open_database
from wpo.store.tables import metadata

PATIENCE_S = 60
PREFIX = "wpo-postgresql-"
USER = "wpo"  # who may do with its own databases what it likes, and nothing else
OWNER = "postgres"
TABLES = "wpo_tables"
DEBIAN = Path("/usr/lib/postgresql")
MISSING = "PostgreSQL ontbreekt. Als root: apt-get install postgresql"

# Sorting as in a Dutch town hall, so that what depends on the order of letters shows; small files
# of the log, so that a test may keep the files of a table small.
MADE = (
    "--no-sync",
    "--auth=trust",
    "--encoding=UTF8",
    "--locale=C.UTF-8",
    "--locale-provider=icu",
    "--icu-locale=nl",
    "--wal-segsize=1",
    f"--username={OWNER}",
)
SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "full_page_writes": "off",
    "shared_buffers": "16MB",
    "max_connections": "60",
    "min_wal_size": "2MB",
    "max_wal_size": "64MB",
    "timezone": "Europe/Amsterdam",
    "lc_messages": "C",
}


class Cluster:
    """A PostgreSQL server with as many databases as are asked for.

    After ``crashed`` all that was kept is there again. ``close`` ends it for good.
    """

    def __init__(self) -> None:
        self.programs = _programs()
        _clear_away()
        self.folder = Path(mkdtemp(prefix=PREFIX))
        self._held = _hold(self.folder)
        self._as: dict[str, Any] = {"cwd": self.folder, "env": {"PATH": os.environ["PATH"]}}
        if os.getuid() == 0:
            shutil.chown(self.folder, OWNER, OWNER)
            self._as |= {"user": OWNER, "group": OWNER, "extra_groups": []}
        self.log = self.folder / "log"
        self._n_made = 0
        self._given_back: list[str] = []
        made = subprocess.run(
            [self.programs / "initdb", "-D", self.folder / "data", *MADE],
            capture_output=True,
            text=True,
            check=False,
            **self._as,
        )
        if made.returncode:
            raise RuntimeError(f"initdb failed:\n{made.stdout}{made.stderr}")
        self.start()
        self._tell(f"CREATE ROLE {USER} LOGIN")
        self._tell(f"CREATE DATABASE {TABLES} OWNER {USER}")
        open_database(self.address(TABLES)).dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def start(self) -> None:
        """Start it and wait until it answers."""
        settings = SETTINGS | {"unix_socket_directories": str(self.folder)}
        with self.log.open("a") as log:
            self.process = subprocess.Popen(
                [
                    # Ends with whoever started it, also when that one is killed.
                    *("setpriv", "--pdeathsig", "QUIT"),
                    *(self.programs / "postgres", "-D", self.folder / "data"),
                    *(part for name, one in settings.items() for part in ("-c", f"{name}={one}")),
                ],
                stdout=log,
                stderr=subprocess.STDOUT,
                **self._as,
            )
        deadline = time.monotonic() + PATIENCE_S
        while not self._answers():
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"PostgreSQL did not start:\n{self.log.read_text()}")
            time.sleep(0.02)

    def stop(self) -> None:
        """Stop it at once, as a crash would: every connection is cut, nothing is tidied up."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGQUIT)
            self.process.wait(PATIENCE_S)

    @contextmanager
    def crashed(self) -> Iterator[None]:
        """Stop it, and have it back afterwards whatever happens meanwhile."""
        self.stop()
        try:
            yield
        finally:
            self.start()

    @contextmanager
    def full_disk(self, process: int, size: int) -> Iterator[None]:
        """Let no file grow above ``size`` bytes (a million at least) for one of its processes."""
        self._limit(process, str(size))
        try:
            yield
        finally:
            self._limit(process, "unlimited")

    def close(self) -> None:
        """Stop it for good and clear away all that it kept."""
        self.stop()
        self._held.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def address(self, name: str) -> str:
        """Return the address of a database, as one writes it in ``WPO_DATABASE``."""
        return f"postgresql://{USER}@/{name}?host={self.folder}"

    @contextmanager
    def database(self) -> Iterator[str]:
        """Lend the address of a database with our tables and nothing in them."""
        name = self._emptied() or self._make(TABLES)
        yield self.address(name)
        self._tell(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", name
        )
        self._given_back.append(name)

    @contextmanager
    def new_database(self) -> Iterator[str]:
        """Lend the address of a database without a table, and drop it afterwards."""
        name = self._make("template1")
        try:
            yield self.address(name)
        finally:
            self._tell(f"DROP DATABASE {name} WITH (FORCE)")

    def _make(self, template: str) -> str:
        self._n_made += 1
        name = f"test_{self._n_made}"
        self._tell(f"CREATE DATABASE {name} OWNER {USER} TEMPLATE {template}")
        return name

    def _emptied(self) -> str | None:
        """Return a database that was given back, as new: a copy of the tables takes much longer."""
        if not self._given_back:
            return None
        name = self._given_back.pop()
        with self._owner(name) as connection:
            for table in reversed(metadata.sorted_tables):
                connection.execute(f"DELETE FROM {table.name}")  # type: ignore[call-overload]
            connection.execute("SELECT setval(oid, 1, false) FROM pg_class WHERE relkind = 'S'")
        return name

    def _tell(self, words: str, *values: str) -> None:
        with self._owner() as connection:
            connection.execute(words, values or None)  # type: ignore[call-overload]

    def _limit(self, process: int, size: str) -> None:
        limit = ["prlimit", "--pid", str(process), f"--fsize={size}:"]
        subprocess.run(limit, check=True, **self._as)

    def _owner(self, name: str = "postgres") -> psycopg.Connection[Any]:
        return psycopg.connect(user=OWNER, host=str(self.folder), dbname=name, autocommit=True)

    def _answers(self) -> bool:
        try:
            self._owner().close()
        except psycopg.OperationalError:
            return False
        return True


def _programs() -> Path:
    """Return the folder with ``postgres`` and ``initdb``; Debian puts them on nobody's path."""
    debian = DEBIAN.glob("*/bin/postgres")
    found = sorted(debian, key=lambda one: float(one.parts[4]))
    path = shutil.which("postgres")
    if not found and path is None:
        raise RuntimeError(MISSING)
    return (found[-1] if found else Path(path or "")).resolve().parent


def _hold(folder: Path) -> Any:
    """Hold a folder for as long as this process lives."""
    making = folder / "making"
    held = making.open("w")
    fcntl.flock(held, fcntl.LOCK_EX)
    making.rename(folder / "held")
    return held


def _clear_away() -> None:
    """Clear away what killed tests left behind: folders that nobody holds any more."""
    for left in Path(gettempdir()).glob(f"{PREFIX}*/held"):
        try:
            with left.open("a") as held:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(left.parent, ignore_errors=True)
        except OSError:
            continue  # in use, or of somebody else, or just gone
