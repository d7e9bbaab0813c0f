"""Servers on PostgreSQL: what one takes in the other shows, also after a restart of either."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import pytest

from tests.apps.test_delivery import sent
from tests.postgresql import Cluster
from tests.running import Running
from tests.store.making import Walk, practice_of
from wpo.catalogue.loading import Catalogue
from wpo.cli import DEMO_PEOPLE
from wpo.model.events import Event

EVENTS = "/wpo/api/events"
LISTENING = "overleggen-luisteren-1"
PAGE = f"/voila/render/deelnemer/oefenen.ipynb?opdracht={LISTENING}"


@pytest.fixture(scope="module")
def servers(
    postgresql: Cluster, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Running, Running]]:
    """Two servers on one new database, each with a data folder of its own."""
    folder = tmp_path_factory.mktemp("servers")
    with (
        postgresql.new_database() as database,
        Running(folder / "one", database=database) as one,
        Running(folder / "two", database=database) as two,
    ):
        yield one, two


def _walk(catalogue: Catalogue, number: int) -> Walk:
    """Return how the ``number``-th participant started an assignment and gave three answers."""
    practice = practice_of(catalogue.assignment(LISTENING))
    walk = Walk(DEMO_PEOPLE[number - 1], practice, f"attempt-{number}")
    for _ in range(3):
        walk.answer(1)
    return walk


@contextmanager
def _enter(server: Running, number: int) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=server.address, timeout=60) as client:
        client.get(server.link("deelnemer", number))
        yield client


def _deliver(client: httpx.Client, events: list[Event]) -> httpx.Response:
    return client.post(EVENTS, json=[sent(one) for one in events])


def _page(client: httpx.Client) -> dict[str, Any]:
    """Return what the page of the assignment was made of."""
    page = client.get(PAGE).text
    found = re.search(
        r'<script type="application/json" id="wpo-page">(.*?)</script>', page, re.DOTALL
    )
    assert found, page[-2000:]
    made: dict[str, Any] = json.loads(found.group(1))
    return made


def test_two_servers(servers: tuple[Running, Running], catalogue: Catalogue) -> None:
    """What one server takes in the other shows, and so does the first after it was killed."""
    one, two = servers
    walk = _walk(catalogue, 1)
    with _enter(one, 1) as client:
        before = _page(client)["past"]
        receipt = _deliver(client, walk.events).json()
    with _enter(two, 1) as client:
        elsewhere = _page(client)["past"]
        again = _deliver(client, walk.events).json()
    one.kill()
    one.start()
    with _enter(one, 1) as client:
        later = _page(client)["past"]

    assert before is None
    assert receipt["stored"] == again["known"] == [each.event_id for each in walk.events]
    assert elsewhere == later
    assert [each["id"] for each in later["log"]] == [each.event_id for each in walk.events[1:]]
    assert len(two.answers()) == 3


def test_postgresql_restarts(
    postgresql: Cluster, servers: tuple[Running, Running], catalogue: Catalogue
) -> None:
    """While PostgreSQL is gone a delivery is not acknowledged; when it is back it is taken in."""
    server = servers[1]
    walk = _walk(catalogue, 2)
    with _enter(server, 2) as client:
        _page(client)
        first = _deliver(client, walk.events[:1]).json()
        with postgresql.crashed():
            gone = _deliver(client, walk.events[1:])
            page = client.get(PAGE)
        back = _deliver(client, walk.events[1:]).json()

    assert first["stored"] == [walk.events[0].event_id]
    assert gone.status_code == 503
    assert page.status_code >= 500
    assert back["stored"] == [each.event_id for each in walk.events[1:]]
    assert "demo-deelnemer" not in server.log.read_text().split("running at")[1]
