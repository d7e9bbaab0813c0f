"""Every role past every kind of fact and past other people's pages: the matrix holds."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from tests.running import Running
from tests.serving.making import EVERY_ROLE, is_in, link_of
from wpo.apps.own.skills import BADGES
from wpo.apps.rights.page import ERASE, TAKE_ALONG
from wpo.model.floor import FLOOR_FACTS
from wpo.model.people import DOORS, READS_PEOPLE, READS_STORE, TELLS, Person, Role
from wpo.store.database import open_database, writing
from wpo.store.names import name_person
from wpo.store.people import add_person, keep_key

EVENTS = "/wpo/api/events"
SAMIR, AGNES = "demo-deelnemer-1", "demo-deelnemer-2"
STRANGER = Person(code="elders-deelnemer", organisation="elders", role=Role.PARTICIPANT)
STRANGER_NAME = "Wilhelmina"

GOAL = {"sub_skill": "s1a", "level": 1}
TODAY = datetime.now(UTC).date().isoformat()
# One fact of every kind, as a browser sends it.
SENT: dict[str, dict[str, Any]] = {
    "wished": {"question": "groeien", "sub_skills": ["s1a"]},
    "noticed": {"sub_skill": "s1a", "words": "je kijkt"},
    "recognised": {"noticed": "gezien-0001", "answer": "ja"},
    "agreed": {"goals": [GOAL], "until": TODAY},
    "talk_reopened": {},
    "practice_began": {"goal": GOAL},
    "practised": {"goal": GOAL, "content_hash": "x", "plan": ["Als ik", "Nu.", "Met u."]},
    "looked_back": {"goal": GOAL, "day": TODAY, "did": "nog_niet"},
    "observed": {
        "goal": GOAL,
        "point": "o1",
        "value": "gezien",
        "situation": "gewoon",
        "day": TODAY,
    },
    "adapted": {"goal": GOAL, "words": "rustiger"},
    "helped": {"adapted": "aanpassing-1", "answer": "ja"},
    "again": {"goal": GOAL},
    "said_mastered": {"goal": GOAL, "yes": False},
    "went_on": {"goal": GOAL},
    "paused": {"goal": GOAL, "reason": "ziek"},
    "resumed": {"goal": GOAL},
    "stopped": {"goal": GOAL, "reason": "anders"},
    "asked": {"words": "wat nu?"},
    "replied": {"asked": "vraag-0001", "words": "dit"},
}


def test_every_kind_is_walked() -> None:
    """No kind of fact is left out of the walk."""
    assert set(SENT) == set(FLOOR_FACTS)


@pytest.fixture(scope="module")
def walked(shared_server: Running) -> Running:
    """A demo server, with somebody of another organisation in its store."""
    engine = open_database(shared_server.database)
    with writing(engine) as connection:
        add_person(connection, STRANGER, datetime.now(UTC))
        keep_key(connection, STRANGER.code, "kaart-van-een-vreemde", datetime.now(UTC))
        name_person(connection, STRANGER.code, STRANGER_NAME)
    engine.dispose()
    return shared_server


@contextmanager
def enter(server: Running, person: Person) -> Iterator[httpx.Client]:
    """Come in by the printed link of somebody."""
    with httpx.Client(base_url=server.address, timeout=60) as client:
        client.get(link_of(server, person))
        yield client


def told(who: Person, name: str, about: str, **other: Any) -> dict[str, Any]:
    """Return a fact as the browser of ``who`` sends it."""
    event = {
        "event_id": f"{who.code}-{name}-{about}"[:64],
        "version": 1,
        "occurred_at": datetime.now(UTC).isoformat(),
        "person": about,
        "by": who.code,
        "as_role": who.role.value,
        "facts": {"name": name, **SENT[name]},
    }
    return event | other


def send(client: httpx.Client, events: list[dict[str, Any]]) -> dict[str, Any]:
    """Deliver facts and return the receipt."""
    answer = client.post(EVENTS, content=json.dumps(events), headers=JSON)
    assert answer.status_code == 200, answer.text
    receipt: dict[str, Any] = answer.json()
    return receipt


JSON = {"Content-Type": "application/json"}
every_role = pytest.mark.parametrize("who", EVERY_ROLE, ids=lambda one: one.code)


def test_every_role_is_walked() -> None:
    """No role is left out of the walk, also none without a door."""
    assert {one.role for one in EVERY_ROLE} == set(Role)


@every_role
def test_who_tells_what_about_whom(walked: Running, who: Person) -> None:
    """A role tells its own kinds of facts, about itself, its own people or its organisation."""
    assistant = who.code == "demo-werkplekopleider-2"
    own = [who.code] if who.role is Role.PARTICIPANT else []
    abouts = list(dict.fromkeys([*own, SAMIR, AGNES, STRANGER.code]))
    near = {
        Role.PARTICIPANT: {who.code},
        Role.TRAINER: {SAMIR} if assistant else {SAMIR, AGNES},
        Role.COACH: {SAMIR, AGNES},
    }.get(who.role, set())
    tells = TELLS[who.role]
    if assistant:
        tells &= {"observed", "adapted", "helped", "asked"}
    sent = [(name, about) for about in abouts for name in SENT]
    with enter(walked, who) as client:
        receipt = send(client, [told(who, name, about) for name, about in sent])
    refused = {one["event_id"] for one in receipt["refused"]}
    taken = {
        (name, about) for name, about in sent if told(who, name, about)["event_id"] not in refused
    }

    assert taken == {(name, about) for name in tells for about in near}


@every_role
def test_nobody_speaks_for_another(walked: Running, who: Person) -> None:
    """A fact in the name of somebody else, or in another role, is refused whoever sends it."""
    others = [one for one in EVERY_ROLE if one.code != who.code]
    roles = [one for one in Role if one is not who.role]
    forged = [told(one, name, SAMIR) for one in others for name in sorted(TELLS[one.role])]
    forged += [
        told(who, name, SAMIR, as_role=role.value) for role in roles for name in sorted(TELLS[role])
    ]
    for number, event in enumerate(forged):
        event["event_id"] = f"vervalst-{who.code}-{number}"
    with enter(walked, who) as client:
        batches = [forged[at : at + 100] for at in range(0, len(forged), 100)]
        receipts = [send(client, batch) for batch in batches]

    assert all(not one["stored"] and not one["waiting"] for one in receipts)


@every_role
@pytest.mark.parametrize("address", [BADGES, TAKE_ALONG, ERASE])
def test_only_participants_take_along(walked: Running, who: Person, address: str) -> None:
    """The own proof, all that is kept, and throwing it away are shut for every other role."""
    sure = {} if who.may_answer else {"sure": "ja"}
    with enter(walked, who) as client:
        answer = client.post(address, data=sure, headers={"Sec-Fetch-Site": "same-origin"})
        asked_first = 303 if address == ERASE else 200

        assert answer.status_code == (asked_first if who.may_answer else 403)
        assert is_in(client)


def test_strangers_tell_nothing(walked: Running) -> None:
    """Without a session nothing is taken, and nothing is lost: the device may send it again."""
    event = told(EVERY_ROLE[0], "wished", SAMIR)
    answer = httpx.post(
        f"{walked.address}{EVENTS}", content=json.dumps([event]), headers=JSON, timeout=60
    )

    assert answer.status_code == 401


@every_role
def test_nothing_of_another_organisation(walked: Running, who: Person) -> None:
    """No door of any role shows a name or a code of another organisation."""
    with enter(walked, who) as client:
        for notebook in DOORS[who.role]:
            asked = f"/voila/render/{notebook}?wie={STRANGER.code}"
            page = client.get(asked).text
            assert STRANGER_NAME not in page, notebook
            # The page may name what its own address asks; nothing else may.
            assert STRANGER.code not in page.replace(asked, ""), notebook


def test_only_pages_about_people_learn_who_looks() -> None:
    """The roles whose kernels reach the store are those with pages about people."""
    assert Role.RESEARCHER not in READS_PEOPLE
    assert Role.PROJECT_LEADER not in READS_PEOPLE


def test_few_other_doors_reach_the_store() -> None:
    """An onderzoeker reaches it to code cleared words, and behind no other door."""
    reached = {
        (who.role, door)
        for who in EVERY_ROLE
        if who.role not in READS_PEOPLE
        for door in (*DOORS[who.role], *READS_STORE)
        if who.reaches_store(door)
    }

    assert {door for role, door in reached if role is Role.RESEARCHER} == {
        "onderzoeker/coderen.ipynb"
    }
    assert {door for role, door in reached if role is Role.PROJECT_LEADER} == READS_STORE - {
        "onderzoeker/coderen.ipynb"
    }
