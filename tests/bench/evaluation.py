"""How long the evaluation of a research set takes, and how much memory, up to 100 million answers.

A made-up set is written for each size, evaluated in a process of its own, and thrown away. Beside
it the same figures in plain pandas: load all answers, group, pivot. As a program it is that one
process: ``python -m tests.bench.evaluation wpo|pandas FOLDER``.
"""

import json
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from math import isnan
from pathlib import Path
from typing import TypedDict

import duckdb
import pandas as pd

from tests.bench.failure import BenchError, NotMeasured, attempt
from tests.bench.question import ROOT
from wpo.evaluation.evaluate import evaluate
from wpo.pilot.extract.reading import content_hash, file_hash, folder_name
from wpo.pilot.research_set import TABLES

ASSIGNMENTS, QUESTIONS = 48, 5
OF_EACH = 11  # opdrachten that somebody does: with 1.4 million people 100 million answers
CHUNK = 100_000  # people written at once
BYTES_AN_ANSWER = 40  # on the disk, with what stands beside it, and half as much again
POLL_S = 0.05
MOST_OF_MEMORY = 0.8  # of what is free when it begins
TIMEOUT_S = 900

WPO, PANDAS = "wpo", "pandas"


class Said(TypedDict):
    """What a measured process prints: time, peak, and the figures to compare."""

    seconds: float
    n_bytes: int
    p: list[float]
    a: list[float]
    rir: list[float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How many people were evaluated, how many answers they gave, and what it took."""

    n_people: int
    n_answers: int
    found: dict[str, list[Said] | NotMeasured]


def measure(sizes: tuple[int, ...], repeats: int) -> Iterator[Size]:
    """Evaluate sets of these numbers of people; wpo ``repeats`` times, pandas once."""
    for n_people in sizes:
        with research_set(n_people) as (folder, n_answers):
            ours = attempt(lambda folder=folder: [run(WPO, folder) for _ in range(repeats)])
            theirs = attempt(lambda folder=folder: [run(PANDAS, folder)])
            if not isinstance(ours, NotMeasured) and not isinstance(theirs, NotMeasured):
                check_same(ours[0], theirs[0])
            yield Size(n_people=n_people, n_answers=n_answers, found={WPO: ours, PANDAS: theirs})


def check_same(one: Said, other: Said) -> None:
    """Raise where two tools do not find the same figures: then their times say nothing."""
    for what in ("p", "a", "rir"):
        far = [
            (a, b)
            for a, b in zip(one[what], other[what], strict=True)
            if not isnan(a) and abs(a - b) > (0.05 if what == "rir" else 1e-9)
        ]
        if far:
            message = f"{what} is niet hetzelfde: {far[0]}"
            raise BenchError(message)


def run(tool: str, folder: Path) -> Said:
    """Evaluate a set in a process of its own; stop it before the memory of the machine is full."""
    command = [sys.executable, "-m", "tests.bench.evaluation", tool, str(folder)]
    limit = MOST_OF_MEMORY * _free()
    started = time.monotonic()
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        while process.poll() is None:
            if _resident(process.pid) > limit:
                process.kill()
                message = f"gestopt bij {limit / 2**30:.0f} GiB: de machine heeft niet meer vrij"
                raise BenchError(message)
            if time.monotonic() - started > TIMEOUT_S:
                process.kill()
                message = f"niet klaar binnen {TIMEOUT_S} s"
                raise BenchError(message)
            time.sleep(POLL_S)
        text = process.stdout.read() if process.stdout else ""
    if process.returncode:
        message = f"{tool} hield op met code {process.returncode}"
        raise BenchError(message)
    said: Said = json.loads(text)
    return said


def _free() -> float:
    return next(
        1024 * float(line.split()[1])
        for line in Path("/proc/meminfo").read_text(encoding="ascii").splitlines()
        if line.startswith("MemAvailable")
    )


def _resident(pid: int) -> float:
    try:
        text = Path(f"/proc/{pid}/statm").read_text(encoding="ascii")
    except OSError:
        return 0.0
    return float(text.split()[1]) * resource.getpagesize() if text else 0.0


@contextmanager
def research_set(n_people: int) -> Iterator[tuple[Path, int]]:
    """Give the folder of a made-up research set and how many answers it has, for a while."""
    with tempfile.TemporaryDirectory(prefix="wpo-bench-evaluation-") as place:
        needed = n_people * OF_EACH * QUESTIONS * BYTES_AN_ANSWER
        if shutil.disk_usage(place).free < needed:
            message = f"{needed / 1e9:.0f} GB vrije schijf nodig"
            raise BenchError(message)
        folder = Path(place) / "set"
        folder.mkdir()
        n_answers = _write(folder, n_people)
        yield _seal(folder), n_answers


def _write(folder: Path, n_people: int) -> int:
    """Write all tables; return how many answers there are."""
    with duckdb.connect(str(folder.parent / "making.duckdb")) as connection:
        connection.execute("SET memory_limit = '3GB'")
        connection.execute("SET preserve_insertion_order = false")
        for name, columns in TABLES.items():
            shape = ", ".join(f'"{one}" {column.type}' for one, column in columns.items())
            connection.execute(f"CREATE TABLE {name} ({shape})")
        for statement in (_QUESTIONS, _OPTIONS, _TITLES):
            connection.execute(statement)
        for first in range(0, n_people, CHUNK):
            chunk = {"people": n_people, "first": first, "last": min(first + CHUNK, n_people)}
            for statement in (_PEOPLE, _TAKINGS, _RATINGS, _ANSWERS):
                connection.execute(statement, chunk)
        ((n_answers,),) = connection.execute("SELECT count(*) FROM answers").fetchall()
        for name in TABLES:
            file = folder / f"{name}.parquet"
            connection.execute(f"COPY {name} TO '{file}' (FORMAT parquet, COMPRESSION zstd)")
    (folder.parent / "making.duckdb").unlink()
    return int(n_answers)


def _seal(folder: Path) -> Path:
    day = date(2027, 5, 3)
    manifest: dict[str, object] = {
        "date": day.isoformat(),
        "synthetic": True,
        "files": {f"{name}.parquet": file_hash(folder / f"{name}.parquet") for name in TABLES},
    }
    told = content_hash(manifest)
    name = folder_name(day, told)
    text = json.dumps(manifest | {"hash": told, "name": name})
    (folder / "manifest.json").write_text(text, encoding="utf-8")
    return folder.rename(folder.parent / name)


_NAME = "'opdracht-' || lpad(a::VARCHAR, 2, '0')"
_ITEM = f"{_NAME} || '/q' || q"
_HASH = "substr(md5(a || '-' || q), 1, 12)"
_SHUFFLED = "(SELECT k * 1000003 % $people AS p FROM range($first, $last) t(k)) t"
_WHO = f"{_SHUFFLED}, range(48) u(a)"
_DOES = f"(p * 13 + a * 7) % 48 < {OF_EACH}"
_ORG = "'ABCDEFG'[(p % 7 + 1)::INTEGER]"
_QUESTIONS = f"""
    INSERT INTO items SELECT {_NAME}, '1.0', {_ITEM}, {_HASH}, 'choice', 3, 'Wat doe je?'
    FROM range(48) t(a), range({QUESTIONS}) u(q)
"""
_OPTIONS = f"""
    INSERT INTO options SELECT {_ITEM}, {_HASH}, o, CASE o WHEN 'a' THEN 'goed'
        ELSE 'niet_handig' END, 'Antwoord ' || o
    FROM range(48) t(a), range({QUESTIONS}) u(q), (VALUES ('a'), ('b'), ('c')) v(o)
"""
_TITLES = f"""
    INSERT INTO assignments SELECT {_NAME}, '1.0', 'Verzonnen', 'skill-' || a // 6, 'deel', 1
    FROM range(48) t(a)
"""
_PEOPLE = f"""
    INSERT INTO people SELECT p, {_ORG}, 'deelnemer', '*', '1-4' FROM {_SHUFFLED}
"""
_TAKINGS = f"""
    INSERT INTO takings SELECT p, {_ORG}, {_NAME}, '1.0', 'af', NULL, 5, 5, p % 12 + 1
    FROM {_WHO} WHERE {_DOES}
"""
_RATINGS = f"""
    INSERT INTO ratings SELECT p, {_ORG}, 'deelnemer', {_NAME}, '1.0', 'deelnemer', 'snapte',
        hash(p, a) % 3 + 1, false, 'scherm', p % 12 + 1
    FROM {_WHO} WHERE {_DOES} AND p % 10 = 0
"""
# Three of ten are wrong at first and try again; some questions are harder, some people better.
_ANSWERS = f"""
    INSERT INTO answers
    WITH first AS (
        SELECT p, a, q, hash(p, a, q) % 1000 AS chance, hash(q, p, a) % 1000 AS other,
               600 + (a * 5 + q) * 37 % 200 + hash(p) % 100 - 50 AS easy
        FROM {_WHO}, range({QUESTIONS}) v(q) WHERE {_DOES}
    ), tries AS (
        SELECT *, 1 AS n, CASE WHEN chance < easy THEN 'a' WHEN other < 600 THEN 'b' ELSE 'c' END
            AS o FROM first
        UNION ALL
        SELECT *, 2, CASE WHEN other % 10 < 6 THEN 'a' WHEN other < 600 THEN 'c' ELSE 'b' END
        FROM first WHERE chance >= easy
    )
    SELECT p, {_ORG}, {_NAME}, '1.0', {_ITEM}, {_HASH}, 1, n, o,
           CASE o WHEN 'a' THEN 'goed' ELSE 'niet_handig' END, 4 - n, other % 9 = 0,
           other % 3 = 0, other % 4, p % 12 + 1
    FROM tries
"""


def _with_wpo(folder: Path) -> tuple[list[float], list[float], list[float]]:
    """Evaluate everything, and return p and Rir of each question and a of each option."""
    found = evaluate(folder, decisions=())
    return (
        found.items["p_value"].tolist(),
        found.options["a_value"].tolist(),
        found.items["rir_value"].tolist(),
    )


def _with_pandas(folder: Path) -> tuple[list[float], list[float], list[float]]:
    """Return the same figures the way one would write it at first."""
    with duckdb.connect(":memory:") as connection:
        answers = connection.execute(f"SELECT * FROM '{folder}/answers.parquet'").df()
        takings = connection.execute(f"SELECT * FROM '{folder}/takings.parquet'").df()
        ratings = connection.execute(f"SELECT * FROM '{folder}/ratings.parquet'").df()
    answers = answers[answers["attempt"] == 1]
    answers["right"] = answers["quality"] == "goed"
    first, second = answers[answers["try"] == 1], answers[answers["try"] == 2]
    p = first.groupby("item")["right"].mean()
    first.groupby(["item", "item_hash", "org"])["right"].agg(["sum", "count"])
    second.groupby(["item", "item_hash", "org"])["right"].agg(["sum", "count"])
    n = first.groupby(["item", "options"]).size()
    first.groupby(["item", "item_hash", "org", "options"]).size()
    takings.groupby(["assignment", "org", "state"]).size()
    ratings.groupby(["assignment", "role", "item", "org", "value"]).size()
    rir: list[float] = []
    for _, rows in first.groupby("assignment"):
        scores = rows.pivot(index=["org", "person"], columns="item", values="right").astype(float)
        scores = scores - scores.groupby(level="org").mean()
        rir += [scores[one].corr(scores.drop(columns=one).mean(axis=1)) for one in scores]
    a = n.unstack(fill_value=0)
    shares = a.div(a.sum(axis=1), axis=0).stack()
    assert isinstance(shares, pd.Series)
    return p.tolist(), shares.tolist(), rir


def main(tool: str, folder: str) -> int:
    """Measure one tool in this process, after its imports, and print what it took as JSON."""
    started = time.perf_counter()
    p, a, rir = (_with_wpo if tool == WPO else _with_pandas)(Path(folder))
    said = Said(
        seconds=time.perf_counter() - started,
        n_bytes=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
        p=p,
        a=a,
        rir=rir,
    )
    sys.stdout.write(json.dumps(said))
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
