"""Who comes in where: every role at every door, and everybody else outside."""

import json
import sqlite3
from collections.abc import Iterator

import httpx
import pytest

from tests.running import Running
from tests.serving.making import EVERY_ROLE, link_of
from wpo.catalogue.loading import Catalogue
from wpo.cli import DEMO_PEOPLE
from wpo.drawing.addresses import address
from wpo.drawing.scenes import draw
from wpo.model.people import DOORS, HANDBOOK, Person, Role
from wpo.serving.pages import HANDED_ON, kernel_env
from wpo.serving.server import NOTEBOOKS as FOLDER

NOTEBOOKS = sorted({notebook for doors in DOORS.values() for notebook in doors})


@pytest.fixture
def visitor(shared_server: Running) -> Iterator[httpx.Client]:
    """Somebody without a link."""
    with httpx.Client(base_url=shared_server.address, timeout=60) as client:
        yield client


def enter(client: httpx.Client, server: Running, person: Person) -> None:
    """Come in by the printed link of somebody."""
    answer = client.get(link_of(server, person))
    assert answer.status_code == 200
    assert "location.replace" in answer.text


@pytest.mark.parametrize("person", EVERY_ROLE, ids=lambda person: person.code)
@pytest.mark.parametrize("notebook", NOTEBOOKS)
def test_every_role_at_every_door(
    visitor: httpx.Client, shared_server: Running, person: Person, notebook: str
) -> None:
    """A door opens for the roles that have it, and for nobody else."""
    enter(visitor, shared_server, person)
    answer = visitor.get(f"/voila/render/{notebook}")

    assert answer.status_code == (200 if person.may_open(notebook) else 403)


def test_every_role_has_its_doors_written_down() -> None:
    """No role is forgotten in the matrix, and every notebook of the tree is somebody's door."""
    files = {
        path.relative_to(FOLDER).as_posix()
        for path in FOLDER.rglob("*.ipynb")
        if ".ipynb_checkpoints" not in path.parts
    }

    assert set(DOORS) == set(Role) == {one.role for one in EVERY_ROLE}
    assert files == set(NOTEBOOKS)


@pytest.mark.parametrize(
    "path",
    [
        "/voila/render/deelnemer/oefenen.ipynb",
        "/voila/render/deelnemer/oefenen.ipynb?template=nope",
        "/voila/render/../pyproject.toml",
        "/voila/tree",
        "/voila/files/README.md",
        "/voila/files/deelnemer/oefenen.ipynb",
        "/voila/api/contents/",
        "/api/kernels",
        "/api/kernels/00000000-0000-0000-0000-000000000000",
        "/api/kernels/00000000-0000-0000-0000-000000000000/channels",
        "/api/contents",
        "/api/terminals",
        "/login",
        "/tree",
        "/wpo/beeld/../skills.yaml",
        "/wpo/beeld/kantine.svg?dingen=doos",
        "/wpo/beeld/eigen/foto.jpg",
        "/wpo/geluid/..%2Fskills.yaml",
        "/wpo/binnen/00000000000000000000000000",
    ],
)
def test_a_stranger_gets_nowhere(visitor: httpx.Client, path: str) -> None:
    """Without a link every address answers with a refusal, and never with content."""
    answer = visitor.get(path)

    assert answer.status_code in (401, 403, 404)
    assert "s1a" not in answer.text
    assert "cells" not in answer.text


def test_a_picture_is_drawn_for_whoever_is_in(
    visitor: httpx.Client, shared_server: Running, catalogue: Catalogue
) -> None:
    """Every picture has an address that the server can draw, and that a browser may keep."""
    enter(visitor, shared_server, DEMO_PEOPLE[0])
    picture = next(iter(catalogue.pictures.values()))
    answer = visitor.get(address(picture, catalogue.art.version))

    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "image/svg+xml"
    assert "immutable" in answer.headers["Cache-Control"]
    assert answer.text == draw(picture, catalogue.art)


@pytest.mark.parametrize(
    "path",
    [
        "mars.svg?dingen=doos",
        "kantine.svg",
        "kantine.svg?dingen=draak",
        "kantine.svg?mensen=fatma.jaloers",
        "kantine.svg?mensen=....",
        "..%2Fmensen.yaml",
        "eigen/..%2F..%2Fskills.yaml",
        "mensen.yaml",
    ],
)
def test_what_is_no_picture_is_not_there(
    visitor: httpx.Client, shared_server: Running, path: str
) -> None:
    """Whatever else an address says, there is nothing at it, and nothing breaks."""
    enter(visitor, shared_server, DEMO_PEOPLE[0])

    assert visitor.get(f"/wpo/beeld/{path}").status_code in (403, 404)


@pytest.mark.parametrize("notebook", HANDBOOK)
def test_a_document_needs_nothing_afterwards(
    visitor: httpx.Client, shared_server: Running, notebook: str
) -> None:
    """The handbook comes in one answer, with its title, and without the bundle of a live page."""
    trainer = next(one for one in DEMO_PEOPLE if one.role is Role.TRAINER)
    enter(visitor, shared_server, trainer)
    page = visitor.get(f"/voila/render/{notebook}").text

    assert "voila.js" not in page
    assert page.count("<script") == 1  # leaves when its reader leaves in another tab
    assert page.count("<h1>") == 1
    assert " | Werken aan groei</title>" in page


def test_a_template_in_the_address_changes_nothing(
    visitor: httpx.Client, shared_server: Running
) -> None:
    """Asking for another template neither hangs nor works."""
    enter(visitor, shared_server, DEMO_PEOPLE[0])
    page = visitor.get("/voila/render/deelnemer/oefenen.ipynb?template=lab&theme=dark")

    assert page.status_code == 200
    assert "voila.js" not in page.text


def test_nobody_reaches_the_kernel_of_somebody_else(shared_server: Running) -> None:
    """Knowing a kernel id is not enough: it belongs to the person who opened the page."""
    leader = next(one for one in DEMO_PEOPLE if one.role is Role.PROJECT_LEADER)
    with (
        httpx.Client(base_url=shared_server.address, timeout=60) as owner,
        httpx.Client(base_url=shared_server.address, timeout=60) as other,
    ):
        enter(owner, shared_server, leader)
        enter(other, shared_server, DEMO_PEOPLE[0])
        page = owner.get("/voila/render/projectleider/opdracht_bekijken.ipynb").text
        config = page.split('id="jupyter-config-data" type="application/json">')[1]
        kernel = json.loads(config.split("</script>")[0])["kernelId"]
        path = f"/api/kernels/{kernel}"
        shut = f"/voila/api/shutdown/{kernel}"

        assert owner.get(path).status_code == 200
        assert other.get(path).status_code == 404
        assert other.get(f"{path}/channels").status_code == 404
        assert other.delete(path).status_code == 404
        assert other.post(shut).status_code == 404
        assert owner.get(path).status_code == 200


def test_a_link_that_was_taken_back_ends_its_sessions(server: Running) -> None:
    """After revoking, the open session is shut too."""
    with httpx.Client(base_url=server.address, timeout=60) as client:
        enter(client, server, DEMO_PEOPLE[0])
        assert client.get("/").status_code == 302
        with sqlite3.connect(server.data / "wpo.sqlite", timeout=10) as database:
            database.execute("update door_key set revoked_at = '2026-01-01 00:00:00'")

        assert client.get("/").status_code == 401
        assert client.get(server.link("deelnemer")).status_code == 403


def test_nothing_personal_stands_in_the_log(server: Running) -> None:
    """Neither pseudonyms nor link secrets nor what was asked for are written down."""
    with httpx.Client(base_url=server.address, timeout=60) as client:
        enter(client, server, DEMO_PEOPLE[0])
        client.get("/voila/render/deelnemer/oefenen.ipynb?opdracht=overleggen-zeggen-1")
        client.post("/wpo/api/events", json=[{"event_id": "x", "person": "p"}])

    log = server.logged()
    assert "demo-deelnemer" not in log
    assert "overleggen" not in log
    assert server.link("deelnemer").rsplit("/", 1)[1] not in log


def test_a_kernel_knows_nothing_of_the_servers_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its environment is a short list; the person and the database only for participants."""
    monkeypatch.setenv("WPO_SECRET", "s" * 40)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "x")
    monkeypatch.setenv("WPO_DATABASE", "sqlite:////tmp/x.sqlite")
    own = {"SCRIPT_NAME", "QUERY_STRING"}
    participant = kernel_env(DEMO_PEOPLE[0], "a.ipynb", "/a", "b=c")
    leading = next(one for one in DEMO_PEOPLE if one.role is Role.PROJECT_LEADER)
    leader = kernel_env(leading, "a.ipynb", "/a", "b=c")

    assert set(participant) <= {*HANDED_ON, *own, "WPO_PERSON", "WPO_DATABASE"}
    assert set(leader) <= {*HANDED_ON, *own}
