"""Rights over HTTP: only for who is logged in, only from our own pages, only about oneself."""

import io
import json
import shutil
import sqlite3
import time
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.running import Running
from tests.serving.making import database_of, is_in, with_account
from tests.serving.test_deliveries import event
from tests.serving.test_role_walk import enter, send, told
from wpo.apps.demo import DEMO_PEOPLE
from wpo.apps.rights.page import ERASE, MACHINE, TAKE_ALONG
from wpo.model.people import Role
from wpo.store.people import find_person
from wpo.store.taking_along import everything_on

EVENTS, ERASED = "/wpo/api/events", "/wpo/api/erased"
FORM = {"Sec-Fetch-Site": "same-origin"}
ME, OTHER = "demo-deelnemer-1", "demo-deelnemer-2"


@pytest.fixture
def client(server: Running) -> Iterator[httpx.Client]:
    """The browser of the first demo participant, who is in."""
    with httpx.Client(base_url=server.address, timeout=60, headers=FORM) as client:
        client.get(server.link("deelnemer"))
        yield client


def erase(client: httpx.Client, **fields: str) -> httpx.Response:
    """Send the form that throws everything away."""
    return client.post(ERASE, data={"sure": "ja"} | fields)


def is_here(server: Running, code: str) -> bool:
    """Tell whether anything about somebody is in the database."""
    with database_of(server) as connection:
        return everything_on(connection, code).is_anything


def test_the_file_is_about_me(client: httpx.Client) -> None:
    """What is handed over is a ZIP about who asks, that no proxy and no browser keeps."""
    answer = client.post(TAKE_ALONG)
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        along = json.loads(archive.read(MACHINE))

    assert answer.headers["Content-Type"] == "application/zip"
    assert answer.headers["Cache-Control"] == "no-store"
    assert "attachment" in answer.headers["Content-Disposition"]
    assert [one["code"] for one in along["rows"]["person"]] == [ME]


@pytest.mark.parametrize("asked", ["?code=demo-deelnemer-2", f"?person={OTHER}", f"/{OTHER}"])
def test_nobody_takes_another_along(client: httpx.Client, asked: str) -> None:
    """Whatever the address or the form names, it is about who is logged in, or nothing."""
    answer = client.post(TAKE_ALONG + asked, data={"code": OTHER, "person": OTHER})

    if answer.status_code == 200:
        with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
            assert OTHER not in archive.read(MACHINE).decode()
    else:
        assert answer.status_code == 404


def test_nobody_erases_another(client: httpx.Client, server: Running) -> None:
    """A form that names somebody else erases who sends it, and nobody else."""
    erase(client, code=OTHER, person=OTHER)

    assert not is_here(server, ME)
    assert is_here(server, OTHER)


@pytest.mark.parametrize("address", [TAKE_ALONG, ERASE])
def test_strangers_and_staff(server: Running, address: str) -> None:
    """Who is not in, or is no participant, gets neither."""
    with httpx.Client(base_url=server.address, timeout=60, headers=FORM) as stranger:
        assert stranger.post(address, data={"sure": "ja"}).status_code == 401
    for role in ("werkplekopleider", "coach", "projectmanager"):
        with httpx.Client(base_url=server.address, timeout=60, headers=FORM) as staff:
            staff.get(server.link(role))
            if not is_in(staff):
                person = f"demo-{role}-1"
                password = with_account(server, person, name=role)
                staff.post("/wpo/inloggen", data={"name": role, "password": password})
            assert is_in(staff)
            assert staff.post(address, data={"sure": "ja"}).status_code == 403
            assert is_here(server, f"demo-{role}-1")


@pytest.mark.parametrize("address", [TAKE_ALONG, ERASE])
@pytest.mark.parametrize(
    "headers", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://kwaad.example"}]
)
def test_another_site(server: Running, address: str, headers: dict[str, str]) -> None:
    """A page of another site sends nothing here, though the browser has the cookie."""
    with httpx.Client(base_url=server.address, timeout=60) as client:
        client.get(server.link("deelnemer"))

        assert client.post(address, data={"sure": "ja"}, headers=headers).status_code == 403
        assert is_here(server, ME)


def test_an_address_alone_does_nothing(client: httpx.Client, server: Running) -> None:
    """Opening the address, or a form that is not sure, leads back to the page and keeps all."""
    assert client.get(ERASE).headers["Location"].endswith("over_mij.ipynb")
    assert client.get(TAKE_ALONG).status_code == 302
    assert client.post(ERASE).headers["Location"].endswith("deel=weggooien")
    assert erase(client, sure="nee").status_code == 303
    assert is_here(server, ME)
    assert is_in(client)


def test_erased_is_out(client: httpx.Client, server: Running) -> None:
    """After erasing nobody is in, on no device; the card opens nothing; a second time neither."""
    link = server.link("deelnemer")
    with httpx.Client(base_url=server.address, timeout=60, headers=FORM) as tablet:
        tablet.get(link)
        assert is_in(tablet)
        answer = erase(client)

        assert answer.status_code == 200
        assert "Alles is weg." in answer.text
        assert answer.headers["Cache-Control"] == "no-store"
        assert not is_in(client)
        assert not is_in(tablet)
        assert erase(tablet).status_code == 401
        assert tablet.post(TAKE_ALONG).status_code == 401
        assert "werkt niet meer" in tablet.get(link).text


def test_no_trace_on_the_disk(client: httpx.Client, server: Running) -> None:
    """Not in the database, nor in a log, nor in the list of who was erased."""
    with database_of(server) as connection:
        assert find_person(connection, ME)
    assert traces(server)
    erase(client)
    until = time.monotonic() + 60
    while (server.data / "gewist.vegen").exists() and time.monotonic() < until:
        time.sleep(0.05)

    assert traces(server) == []


def traces(server: Running) -> list[str]:
    """Return the files in the data folder in which the first demo participant stands."""
    files = [path for path in server.data.rglob("*") if path.is_file()]
    return [path.name for path in files if ME.encode() in path.read_bytes()]


def test_a_device_that_was_away_forgets(client: httpx.Client, server: Running) -> None:
    """A late fact of somebody who was erased is refused with 410, and is kept nowhere."""
    wish: dict[str, Any] = {
        "event_id": "w" * 20,
        "version": 1,
        "occurred_at": "2026-11-22T10:00:00.000Z",
        "person": ME,
        "by": ME,
        "as_role": "deelnemer",
        "facts": {"name": "wished", "question": "leren", "sub_skills": ["s1a"]},
    }
    assert httpx.post(server.address + EVENTS, json=[wish]).status_code == 401
    erase(client)
    for facts in ([wish], [event()], [wish, event()]):
        for answer in (
            client.post(EVENTS, json=facts),
            httpx.post(server.address + EVENTS, json=facts),
        ):
            assert answer.status_code == 410
            assert answer.json()["erased"] is True
    mixed = client.post(EVENTS, json=[wish, event(person=OTHER)])

    assert mixed.status_code == 401  # somebody who is still here has to log in first
    assert not is_here(server, ME)


def test_what_is_about_somebody_erased(client: httpx.Client, server: Running) -> None:
    """A late fact about somebody who was erased is told apart from a refusal, and kept nowhere."""
    guide = next(one for one in DEMO_PEOPLE if one.role is Role.TRAINER)
    late, wrong = told(guide, "observed", ME), told(guide, "observed", "niemand")
    erase(client)
    with enter(server, guide) as device:
        receipt = send(device, [late, wrong])

    assert receipt["gone"] == [late["event_id"]]
    assert [one["event_id"] for one in receipt["refused"]] == [wrong["event_id"]]
    assert not is_here(server, ME)


def test_a_shared_device_asks_who_was_erased(client: httpx.Client, server: Running) -> None:
    """It hears which of the codes that it keeps facts of are gone, and nothing about others."""
    codes = [ME, OTHER, "niemand", ""]
    before = client.post(ERASED, json=codes).json()
    erase(client)
    after = httpx.post(server.address + ERASED, json=codes).json()

    assert before == {"erased": []}
    assert after == {"erased": [ME]}


@pytest.mark.parametrize("body", [b"", b"{}", b"[]", b"[1]", b'["a"' + b',"a"' * 200 + b"]"])
def test_a_curious_question(shared_server: Running, body: bytes) -> None:
    """What is no short list of codes is no question."""
    assert httpx.post(shared_server.address + ERASED, content=body).status_code == 400


def test_a_backup_that_is_put_back(server: Running) -> None:
    """The server erases again before it serves anybody, and says so."""
    database, backup = server.data / "wpo.sqlite", server.data.parent / "back-up.sqlite"
    with (
        closing(sqlite3.connect(database)) as now_there,
        closing(sqlite3.connect(backup)) as copy,
    ):
        now_there.backup(copy)
    with httpx.Client(base_url=server.address, timeout=60, headers=FORM) as client:
        client.get(server.link("deelnemer"))
        assert erase(client).status_code == 200
    server.kill()
    for one in server.data.glob("wpo.sqlite*"):
        one.unlink()
    shutil.copy(backup, database)
    made_before = _made_at(server)
    server.start()

    assert "1 mensen opnieuw gewist" in server.log.read_text()
    assert _made_at(server) > made_before  # the demo makes its people anew at every start
    assert (server.data / "gewist.txt").exists()


def _made_at(server: Running) -> Any:
    with database_of(server) as connection:
        rows = everything_on(connection, ME).rows["person"]
    return rows[0]["created_at"]


def test_the_folder_for_the_list(server: Running) -> None:
    """The list of who was erased stands beside the database, and holds no code."""
    with httpx.Client(base_url=server.address, timeout=60, headers=FORM) as client:
        client.get(server.link("deelnemer"))
        erase(client)
    text = Path(server.data / "gewist.txt").read_text()

    assert len(text.splitlines()) == 2
    assert "deelnemer" not in text
