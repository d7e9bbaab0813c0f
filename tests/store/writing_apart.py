"""What other processes do to a database in the tests: write, fork, and be killed while writing."""

import os
import signal
import time
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from pathlib import Path

from sqlalchemy import Engine, text

from tests.store.making import NOW, Walk, practice_of, reader
from wpo.catalogue.loading import load
from wpo.errors import StoreError
from wpo.model.people import Person, Role
from wpo.store.database import open_database, reading, writing
from wpo.store.facts import take_in

NOBODY = 65534
PATIENCE_S = 60
APART = get_context("spawn")


def start(*arguments: object) -> BaseProcess:
    """Start a process that runs ``write``."""
    process = APART.Process(target=write, args=arguments)
    process.start()
    return process


def wait_for_some(log: Path) -> None:
    """Wait until a writer saw quite some facts kept."""
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline and not (log.exists() and log.stat().st_size > 2_000):
        time.sleep(0.01)


def killed(url: str, log: Path) -> list[str]:
    """Kill a process in the middle of many deliveries; return which facts it saw kept."""
    process = start(url, 1, 10_000, log)
    wait_for_some(log)
    os.kill(process.pid or 0, signal.SIGKILL)
    process.join(PATIENCE_S)
    if process.exitcode != -signal.SIGKILL:
        raise RuntimeError("the writer ended before it could be killed")
    *acknowledged, _ = log.read_text().split("\n")
    return acknowledged


def person(number: int) -> Person:
    """Return the person who writes in process ``number``."""
    return Person(code=f"p{number}", organisation="org", role=Role.PARTICIPANT)


def write(url: str, number: int, attempts: int, acknowledged: Path) -> None:
    """Deliver whole attempts, one fact a delivery, and note each fact only once it is kept."""
    engine = open_database(url)
    practice = practice_of(next(iter(load().assignments.values())))
    with acknowledged.open("a") as log:
        for attempt in range(attempts):
            walk = Walk(person(number), practice, f"attempt-{number}-{attempt}")
            for event in walk.finish([attempt]):
                with writing(engine) as connection:
                    receipt = take_in(connection, walk.person, [event], reader(practice), NOW)
                log.writelines(f"{one}\n" for one in receipt.stored)
                log.flush()
    engine.dispose()


def open_as_nobody(url: str, told: Path) -> None:
    """Open and write as somebody who may only read, and note what is said about it."""
    log = told.open("w")
    if os.getuid() == 0:
        os.setgid(NOBODY)
        os.setuid(NOBODY)
    try:
        with writing(open_database(url)):
            log.write("geschreven")
    except StoreError as error:
        log.write(error.message)
    log.close()


def fork(url: str, told: Path) -> None:
    """Use a database, fork, use it in the child and then in the parent; note what both find."""
    engine = open_database(url)
    spoken = [_speaks(engine, "parent")]
    child = os.fork()
    if not child:
        told.write_text(_speaks(engine, "child"))
        engine.dispose()
        os._exit(0)
    _, status = os.waitpid(child, 0)
    spoken += [told.read_text(), _speaks(engine, "parent")]
    engine.dispose()
    told.write_text("\n".join([*spoken, str(status)]))


def _speaks(engine: Engine, who: str) -> str:
    """Return who speaks, and with which process of PostgreSQL."""
    with reading(engine) as connection:
        return f"{who} {connection.scalar(text('SELECT pg_backend_pid()'))}"
