"""People with a way in of their own, put into the database of a running server."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache

import httpx
from sqlalchemy import Connection

from tests.running import Running
from wpo.apps.demo import DEMO_PEOPLE
from wpo.model.people import Person
from wpo.store.access import give_account
from wpo.store.accounts import new_totp_secret, set_password
from wpo.store.database import open_database, writing
from wpo.store.passwords import hash_password
from wpo.store.tables import account

EVERY_ROLE = tuple(DEMO_PEOPLE)
TRAINER = "demo-werkplekopleider-1"
COACH = "demo-coach-1"
PASSWORD = "vier kippen op stok"
NAME = "carla"


@contextmanager
def database_of(server: Running) -> Iterator[Connection]:
    """Give a write transaction in the database of a running server."""
    engine = open_database(f"sqlite:///{server.data / 'wpo.sqlite'}")
    with writing(engine) as connection:
        yield connection
    engine.dispose()


def link_of(server: Running, person: Person) -> str:
    """Return the printed link of a demo person."""
    number = [one for one in DEMO_PEOPLE if one.role is person.role].index(person) + 1
    return server.link(person.role.value, number)


def with_account(
    server: Running, person: str = TRAINER, *, name: str = NAME, start: bool = False
) -> str:
    """Give a demo person an account, with a password of their own or to begin with; return it."""
    kept = _password_hash()
    with database_of(server) as connection:
        give_account(connection, person, name, kept)
        if not start:
            set_password(connection, person, kept)
    return PASSWORD


@cache
def _password_hash() -> str:
    return hash_password(PASSWORD)


def with_second_step(server: Running, person: str = TRAINER) -> str:
    """Switch on codes for somebody with an account; return the secret of the app."""
    secret = new_totp_secret()
    with database_of(server) as connection:
        connection.execute(
            account.update()
            .where(account.c.person == person)
            .values(totp_secret=secret, totp_step=0)
        )
    return secret


def visitor_at(server: Running) -> httpx.Client:
    """Return a browser without a session."""
    return httpx.Client(base_url=server.address, timeout=60)


def log_in(client: httpx.Client, name: str = NAME, password: str = PASSWORD) -> httpx.Response:
    """Send the login form."""
    return client.post("/wpo/inloggen", data={"name": name, "password": password})


def is_in(client: httpx.Client) -> bool:
    """Tell whether any door opens for this browser."""
    return client.get("/wpo/hier").status_code == 204


def utc() -> datetime:
    """Return this moment."""
    return datetime.now(UTC)
