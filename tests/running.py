"""A real server in a process of its own, as ``make start`` runs it; it can be killed."""

import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from sqlalchemy import select

from wpo.store import tables
from wpo.store.database import open_database, reading

PATIENCE_S = 60


class Running:
    """A demo server on a free port.

    Parameters
    ----------
    data
        Its data folder; what is in there survives a restart.
    content
        A content folder of its own, or None for the real one.
    overlay
        Own words and photos of a company, or None.
    database
        Where facts are kept, or None for a file in the data folder.
    moved
        Whether its clock can be moved, by :meth:`at`.
    """

    def __init__(
        self,
        data: Path,
        content: Path | None = None,
        overlay: Path | None = None,
        database: str | None = None,
        *,
        moved: bool = False,
    ) -> None:
        self.data = data
        self.port = free_port()
        self.log = data / "server.log"
        self.database = database or f"sqlite:///{data / 'wpo.sqlite'}"
        self.env = {**os.environ, "WPO_DATA": str(data), "WPO_DATABASE": self.database}
        if content is not None:
            self.env["WPO_CONTENT"] = str(content)
        if overlay is not None:
            self.env["WPO_OVERLAY"] = str(overlay)
        data.mkdir(parents=True, exist_ok=True)
        self._files: set[Path] = set()
        self.clock = data / "clock"
        if moved:
            self.clock.write_text("0")
            self.env["WPO_CLOCK"] = str(self.clock)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()

    @property
    def address(self) -> str:
        """Where it answers, without a slash at the end."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start it and wait until it answers; on the same port as before."""
        self._logged = 0
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "wpo", "serve", "--demo", "--port", str(self.port)],
                env=self.env,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        deadline = time.monotonic() + PATIENCE_S
        while not self._answers():
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"the server did not start:\n{self.log.read_text()}")
            time.sleep(0.1)

    def kill(self) -> None:
        """Kill it at once, as a power cut would."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def keep(self) -> None:
        """Remember its data as they are now; they are in a file."""
        with closing(sqlite3.connect(self._kept)) as kept, closing(self._live()) as live:
            live.backup(kept)
        self._files = self._names()

    def begin_anew(self) -> None:
        """Put the database back as it was kept, while it runs, and remove files made since.

        Where it was killed it is started again. What it logged before is not looked at any more.
        """
        if self.process.poll() is not None:
            self.start()
        self._logged = self.log.stat().st_size
        with closing(sqlite3.connect(self._kept)) as kept, closing(self._live()) as live:
            kept.backup(live)
        for name in self._names() - self._files:
            name.unlink(missing_ok=True)

    def logged(self) -> str:
        """Return what it logged since its start, or since it began anew."""
        text = self.log.read_bytes()[self._logged :].decode()
        return text.split("running at")[-1]

    def at(self, moment: datetime) -> None:
        """Move its clock to a moment (aware)."""
        self.clock.write_text(str((moment - datetime.now(UTC)).total_seconds()))

    def link(self, role: str, number: int = 1) -> str:
        """Return the printed link of the ``number``-th demo person of a role."""
        found = re.findall(rf"^ +{role} +(http\S+)$", self.log.read_text(), re.MULTILINE)
        return str(found[number - 1])

    def events(self, person: str = "demo-deelnemer-1") -> list[dict[str, object]]:
        """Return every stored event of a person, in the order of arrival, as plain rows."""
        engine = open_database(self.database)
        table = tables.event
        with reading(engine) as connection:
            rows = connection.execute(
                select(table).where(table.c.person == person).order_by(table.c.number)
            ).mappings()
            found = [dict(row) for row in rows]
        engine.dispose()
        return found

    def answers(self, person: str = "demo-deelnemer-1") -> list[tuple[str, str]]:
        """Return every stored answer of a person as (question id, option ids joined by +)."""
        facts = [one["facts"] for one in self.events(person) if one["name"] == "answered"]
        return [(one["question"], "+".join(one["options"])) for one in facts]  # type: ignore[index]

    def _live(self) -> sqlite3.Connection:
        return sqlite3.connect(self.data / "wpo.sqlite", timeout=PATIENCE_S)

    @property
    def _kept(self) -> Path:
        return self.data.parent / "kept.sqlite"

    def _names(self) -> set[Path]:
        files = (path for path in self.data.rglob("*") if path.is_file())
        return {path for path in files if not path.name.startswith("wpo.sqlite")}

    def _answers(self) -> bool:
        with socket.socket() as connection:
            connection.settimeout(1)
            return connection.connect_ex(("127.0.0.1", self.port)) == 0


def free_port() -> int:
    """Return a port that nobody uses now."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])
