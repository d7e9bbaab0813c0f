"""The event API as a broken, a hurried and a curious client would use it."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.running import Running

URL = "/wpo/api/events"


@pytest.fixture
def client(shared_server: Running) -> Iterator[httpx.Client]:
    """A participant's browser, logged in."""
    with httpx.Client(base_url=shared_server.address, timeout=60) as client:
        client.get(shared_server.link("deelnemer"))
        yield client


def event(**changes: Any) -> dict[str, Any]:
    """Return a fact with the right shape about a text that was never shown."""
    fact = {
        "event_id": "e" * 32,
        "version": 1,
        "occurred_at": "2026-11-22T10:00:00.000Z",
        "person": "demo-deelnemer-1",
        "assignment": "overleggen-luisteren-1",
        "content_hash": "0" * 16,
        "attempt": "a" * 32,
        "after": "",
        "facts": {
            "name": "practice_started",
            "seed": 1,
            "items": [{"assignment": "overleggen-luisteren-1", "question": "q1", "hash": "0" * 16}],
        },
    }
    return fact | changes


def test_without_a_session_facts_wait(shared_server: Running) -> None:
    """401 tells the client to keep its facts until the link is opened again."""
    answer = httpx.post(shared_server.address + URL, json=[event()])

    assert answer.status_code == 401


@pytest.mark.parametrize(
    ("headers", "content", "status"),
    [
        ({"Content-Type": "text/plain"}, b"[]", 415),
        ({"Content-Type": "application/x-www-form-urlencoded"}, b"a=b", 415),
        ({"Content-Type": "application/json"}, b"", 400),
        ({"Content-Type": "application/json"}, b"{}", 400),
        ({"Content-Type": "application/json"}, b"[", 400),
        ({"Content-Type": "application/json"}, b"[]", 400),
        ({"Content-Type": "application/json"}, b"[" + b"1," * 300 + b"1]", 400),
        ({"Content-Type": "application/json"}, b'["' + b"x" * 600_000 + b'"]', 413),
        ({"Content-Type": "application/json", "Origin": "https://kwaad.example"}, b"[{}]", 403),
    ],
)
def test_what_is_no_delivery_is_refused(
    client: httpx.Client, headers: dict[str, str], content: bytes, status: int
) -> None:
    """Another kind, another site, too much or no list: a clear status and a reason."""
    answer = client.post(URL, headers=headers, content=content)

    assert answer.status_code == status
    assert answer.json()["reason"]


@pytest.mark.parametrize(
    "fact",
    [
        1,
        None,
        "x",
        [],
        {},
        {"event_id": 5},
        event(event_id="kort"),
        event(person="demo-deelnemer-2"),
        event(),
        event(extra=1),
        event(occurred_at="gisteren"),
        event(occurred_at="2026-11-22T10:00:00"),
        event(version=2),
        event(facts={"name": "won_the_lottery"}),
        event(event_id="e'; drop table event; --" + "e" * 20),
    ],
)
def test_each_impossible_fact_is_refused_with_its_reason(client: httpx.Client, fact: Any) -> None:
    """One bad fact never breaks a delivery; its reason comes back beside its id."""
    answer = client.post(URL, json=[fact])

    assert answer.status_code == 200
    told = answer.json()
    assert [told[one] for one in ("stored", "known", "waiting", "gone")] == [[]] * 4
    assert len(told["refused"]) == 1
    assert told["refused"][0]["reason"]


def test_a_fact_whose_beginning_is_still_on_its_way_is_kept(client: httpx.Client) -> None:
    """It is named as waiting, and a repeat is known."""
    facts = {
        "name": "answered",
        "index": 0,
        "question": "q1",
        "hash": "0" * 16,
        "turn": "",
        "attempt_at": 1,
        "options": ["a"],
        "shown": ["a", "b"],
        "listened": 0,
        "helped": False,
        "pace": "<5s",
    }
    fact = event(event_id="w" * 32, attempt="b" * 32, after="v" * 32, facts=facts)
    first = client.post(URL, json=[fact]).json()
    again = client.post(URL, json=[fact]).json()

    assert first["waiting"] == ["w" * 32]
    assert again["known"] == ["w" * 32]


def test_a_project_leader_gives_no_answers(shared_server: Running) -> None:
    """Only participants answer: nobody fills in for somebody else."""
    with httpx.Client(base_url=shared_server.address) as client:
        client.get(shared_server.link("projectleider"))
        answer = client.post(URL, json=[event(person="demo-projectleider-1")]).json()

    assert answer["refused"][0]["reason"] == "Dit is een feit van een ander."
