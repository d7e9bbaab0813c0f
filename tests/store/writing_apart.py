"""What other processes do to a database in the tests: write, and be killed while writing."""

import os
from pathlib import Path

from tests.store.making import NOW, Walk, practice_of, reader
from wpo.catalogue.loading import load
from wpo.errors import StoreError
from wpo.model.people import Person, Role
from wpo.store.database import open_database, writing
from wpo.store.facts import take_in

NOBODY = 65534


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
