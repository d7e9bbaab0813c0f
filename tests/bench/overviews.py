"""How soon the overviews of a large organisation are there: 2,000 made-up people, a million facts.

The same facts on SQLite and on PostgreSQL; each page is asked of a real server, until its last
byte. Beside them the least that could be done: one query that counts all those facts by kind.
"""

import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import httpx
from sqlalchemy import Engine, func, select

from tests.bench.failure import NotMeasured, attempt
from tests.organisation import LARGE, make
from tests.postgresql import Cluster
from tests.running import Running
from wpo.model.people import ENTRANCE
from wpo.store import tables
from wpo.store.database import open_database, reading, writing
from wpo.store.people import keep_key

PAGES = {
    "coach: overzicht": (LARGE.coach, "coach/overzicht.ipynb"),
    "coach: vragen": (LARGE.coach, "coach/vragen.ipynb"),
    "coach: samen kijken": (LARGE.coach, "coach/samen_kijken.ipynb"),
    "projectmanager": (LARGE.project_manager, "projectmanager/beleid.ipynb"),
    "werkplekopleider": (LARGE.trainer(0), "werkplekopleider/mijn_deelnemers.ipynb"),
}
TIMEOUT_S = 120

# Gives the address of an empty database, for a while.
Place = Callable[[], AbstractContextManager[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """One page on one database: how long each opening took, in s, and how large it was, in KB."""

    page: str
    database: str
    durations_s: tuple[float, ...]
    n_kb: float


def measure(repeats: int) -> tuple[list[Opened], dict[str, str]]:
    """Open every page ``repeats`` times on each database.

    Returns
    -------
    found, remarks
        What was measured; and per database how many facts there were and how long counting them
        takes, or why it was not measured.
    """
    found: list[Opened] = []
    remarks: dict[str, str] = {}
    for name, place in {"SQLite": _sqlite, "PostgreSQL": _postgresql}.items():
        result = attempt(lambda place=place, name=name: _on(name, place, repeats))
        if isinstance(result, NotMeasured):
            remarks[name] = f"niet gemeten: {result.reason}"
        else:
            opened, remarks[name] = result
            found += opened
    return found, remarks


def _on(name: str, place: Place, repeats: int) -> tuple[list[Opened], str]:
    with place() as address, tempfile.TemporaryDirectory() as folder:
        engine = open_database(address)
        n_facts = make(engine, LARGE)
        keys = _let_in(engine)
        counting_s = _counting(engine)
        engine.dispose()
        with Running(Path(folder), database=address) as server:
            opened = []
            for page, (code, door) in PAGES.items():
                durations, kb = _durations(server, keys[code], door, repeats)
                one = Opened(page=page, database=name, durations_s=tuple(durations), n_kb=kb)
                opened.append(one)
    return opened, f"{n_facts:,} feiten; tellen per soort duurt {counting_s:.2f} s"


@contextmanager
def _sqlite() -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        yield f"sqlite:///{Path(folder) / 'groot.sqlite'}"


@contextmanager
def _postgresql() -> Iterator[str]:
    with Cluster() as cluster, cluster.new_database() as address:
        yield address


def _let_in(engine: Engine) -> dict[str, str]:
    codes = {code for code, _ in PAGES.values()}
    keys = {code: f"kaart-van-{code}-voor-de-meetbank" for code in codes}
    with writing(engine) as connection:
        for code, key in keys.items():
            keep_key(connection, code, key, datetime.now(UTC))
    return keys


def _counting(engine: Engine) -> float:
    """Return how long the least takes: how many facts of each kind this organisation has."""
    table = tables.floor_event
    query = (
        select(table.c.name, func.count())
        .where(table.c.organisation == LARGE.code)
        .group_by(table.c.name)
    )
    started = time.perf_counter()
    with reading(engine) as connection:
        connection.execute(query).all()
    return time.perf_counter() - started


def _durations(server: Running, key: str, door: str, repeats: int) -> tuple[list[float], float]:
    """Open a door as often as asked, the first time too; return durations in s, size in KB."""
    durations = []
    with httpx.Client(base_url=server.address, timeout=TIMEOUT_S) as client:
        client.get(f"{ENTRANCE}{key}")
        for _ in range(repeats):
            started = time.perf_counter()
            answer = client.get(f"/voila/render/{door}")
            durations.append(time.perf_counter() - started)
            answer.raise_for_status()
    return durations, len(answer.content) / 1000
