"""Staff and participants come in and go out; whoever tries to come in otherwise stays out."""

import re
import sqlite3
from collections.abc import Iterator
from datetime import timedelta
from http.cookies import SimpleCookie

import httpx
import pyotp
import pytest

from tests.running import Running
from tests.serving.making import (
    NAME,
    PASSWORD,
    TRAINER,
    database_of,
    is_in,
    log_in,
    utc,
    visitor_at,
    with_account,
    with_second_step,
)
from wpo.store.access import ask_picture, close_access
from wpo.store.sessions import fingerprint
from wpo.store.tables import session

STAFF = {
    "lock": "demo-coach-1",
    "code": "demo-projectleider-1",
    "start": "demo-projectmanager-1",
    "own": "demo-beheerder-1",
}


@pytest.fixture
def staffed(server: Running) -> Running:
    """A server at which every member of staff has an account: by kind of test, named so."""
    with_account(server)
    for name, person in STAFF.items():
        with_account(server, person, name=name, start=name == "start")
    return server


@pytest.fixture
def visitor(staffed: Running) -> Iterator[httpx.Client]:
    """A browser without a session."""
    with visitor_at(staffed) as client:
        yield client


def cookie_of(answer: httpx.Response, name: str) -> str:
    """Return how a cookie was set, with everything behind its value; empty if it was not."""
    for line in answer.headers.get_list("set-cookie"):
        if SimpleCookie(line).get(name) is not None and not line.startswith(f'{name}="";'):
            return line
    return ""


# In by name and password


def test_name_and_password(visitor: httpx.Client) -> None:
    """They open the doors of that person, and the next page is the front door."""
    answer = log_in(visitor, name=f" {NAME.upper()} ")

    assert answer.status_code == 200
    assert 'location.replace("/")' in answer.text
    assert is_in(visitor)
    assert visitor.get("/").headers["Location"].startswith("/voila/render/werkplekopleider/")
    assert visitor.get("/wpo/inloggen").headers["Location"] == "/"


def test_the_cookie(visitor: httpx.Client) -> None:
    """No script reads it, no other site sends it, over https only https; it is a random secret."""
    line = cookie_of(log_in(visitor), "wpo")
    over_https = visitor.post(
        "/wpo/inloggen",
        data={"name": NAME, "password": PASSWORD},
        headers={"X-Forwarded-Proto": "https"},
    )

    assert "HttpOnly" in line
    assert "SameSite=Lax" in line
    assert "Path=/" in line
    assert "expires=" in line
    assert "Secure" not in line
    assert "Secure" in cookie_of(over_https, "wpo")
    assert TRAINER not in line
    assert re.match(r"wpo=[\w-]{43};", line)


def test_every_refusal_is_the_same(visitor: httpx.Client) -> None:
    """A wrong password, an unknown name and an account that waits answer the very same."""
    wrong = log_in(visitor, name="lock", password="fout wachtwoord")
    for _ in range(4):
        log_in(visitor, name="lock", password="fout wachtwoord")
    waits = log_in(visitor, name="lock")
    unknown = log_in(visitor, name="niemand")

    assert {one.status_code for one in (wrong, waits, unknown)} == {401}
    assert wrong.text == waits.text == unknown.text
    assert wrong.headers.keys() == waits.headers.keys() == unknown.headers.keys()
    assert "15 minuten" in wrong.text
    assert not is_in(visitor)


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"name": NAME},
        {"password": PASSWORD},
        {"name": NAME, "password": ""},
        {"name": "' OR 1=1 --", "password": "' OR 1=1 --"},
        {"name": NAME, "password": PASSWORD.upper()},
        {"name": NAME, "password": f" {PASSWORD}"},
        {"name": "é" * 300, "password": "x" * 5000},
    ],
)
def test_other_forms_open_nothing(visitor: httpx.Client, form: dict[str, str]) -> None:
    """Whatever else a form holds is refused, and breaks nothing."""
    answer = visitor.post("/wpo/inloggen", data=form)

    assert answer.status_code == 401
    assert not is_in(visitor)


def test_a_form_that_is_none(visitor: httpx.Client) -> None:
    """A long body, letters that are none, or JSON get a calm answer."""
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    long = visitor.post("/wpo/inloggen", content=b"name=" + b"x" * 100_000, headers=kind)
    broken = visitor.post("/wpo/inloggen", content=b"name=%ff%fe&password=%ff", headers=kind)
    other = visitor.post("/wpo/inloggen", json={"name": NAME, "password": PASSWORD})

    assert long.status_code == 413
    assert broken.status_code in (400, 401)
    assert other.status_code == 401
    assert all("<h1>" in one.text for one in (long, broken, other))


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://kwaad.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://127.0.0.1"},
    ],
)
@pytest.mark.parametrize("path", ["/wpo/inloggen", "/wpo/uit", "/wpo/tablet", "/wpo/account/code"])
def test_no_other_site_sends_a_form(
    visitor: httpx.Client, headers: dict[str, str], path: str
) -> None:
    """Another site logs nobody in, out or over, with whatever cookie the browser has."""
    log_in(visitor)
    fields = {"name": NAME, "password": PASSWORD, "shared": "1", "code": "000000"}
    answer = visitor.post(path, data=fields, headers=headers)

    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers
    assert is_in(visitor)


def test_an_address_names_no_next_page(visitor: httpx.Client) -> None:
    """A link to the login leads nowhere else afterwards."""
    answer = visitor.post(
        "/wpo/inloggen?next=https://kwaad.example&url=//kwaad.example",
        data={"name": NAME, "password": PASSWORD, "next": "https://kwaad.example"},
    )

    assert "kwaad" not in answer.text
    assert 'location.replace("/")' in answer.text


def test_a_cookie_that_was_planted_is_never_the_session(visitor: httpx.Client) -> None:
    """Coming in gives a new secret, and ends the session that the browser had."""
    visitor.cookies.set("wpo", "geplant-door-een-ander-aaaaaaaaaaaaaaaaaaaaa", domain="127.0.0.1")
    first = SimpleCookie(cookie_of(log_in(visitor), "wpo"))["wpo"].value
    visitor.cookies.clear()
    visitor.cookies.set("wpo", first, domain="127.0.0.1")
    assert is_in(visitor)
    second = SimpleCookie(cookie_of(log_in(visitor), "wpo"))["wpo"].value
    visitor.cookies.clear()
    visitor.cookies.set("wpo", first, domain="127.0.0.1")

    assert len({first, second, "geplant-door-een-ander-aaaaaaaaaaaaaaaaaaaaa"}) == 3
    assert not is_in(visitor)


# The code as second screen


def test_half_a_login_opens_no_door(visitor: httpx.Client, staffed: Running) -> None:
    """With the password alone every door stays shut, whichever cookie its secret is put in."""
    secret = with_second_step(staffed, STAFF["code"])
    answer = log_in(visitor, name="code")
    assert 'location.replace("/wpo/code")' in answer.text
    half = SimpleCookie(cookie_of(answer, "wpo_stap"))["wpo_stap"].value
    door = "/voila/render/projectleider/opdracht_bekijken.ipynb"
    for _ in range(2):
        assert not is_in(visitor)
        assert visitor.get(door).status_code == 401
        assert visitor.get("/wpo/account").status_code == 401
        assert visitor.get("/wpo/tablet").status_code == 401
        assert visitor.get("/wpo/beeld/kantine.svg?dingen=doos").status_code == 401
        assert visitor.post("/wpo/api/events", json=[{}]).status_code == 401
        assert visitor.get("/wpo/wachtwoord").headers["Location"] == "/"
        assert visitor.get("/wpo/plaatjes").headers["Location"] == "/"
        visitor.cookies.set("wpo", half, domain="127.0.0.1")
    visitor.cookies.delete("wpo")

    assert visitor.post("/wpo/code", data={"code": "12345"}).status_code == 401
    code = pyotp.TOTP(secret).now()
    assert visitor.post("/wpo/code", data={"code": code}).status_code == 200
    assert is_in(visitor)
    assert visitor.get(door).status_code == 200
    with visitor_at(staffed) as other:
        log_in(other, name="code")
        assert other.post("/wpo/code", data={"code": code}).status_code == 401
        other.cookies.set("wpo_stap", half, domain="127.0.0.1")
        assert other.get("/wpo/code").status_code == 302


def test_a_card_asks_the_code_as_well(staffed: Running) -> None:
    """The second step is somebody's own: no other way in leads around it."""
    secret = with_second_step(staffed, STAFF["code"])
    with visitor_at(staffed) as client:
        answer = client.get(staffed.link("projectleider"))
        assert 'location.replace("/wpo/code")' in answer.text
        assert not is_in(client)
        client.post("/wpo/code", data={"code": pyotp.TOTP(secret).now()})
        assert is_in(client)


# A password of one's own


def test_a_start_password_is_good_for_choosing_another(staffed: Running) -> None:
    """The first login asks for a password of one's own, says what is wrong, and then lets in."""
    with visitor_at(staffed) as client:
        assert 'location.replace("/wpo/wachtwoord")' in log_in(client, name="start").text
        assert not is_in(client)
        for new, again, said in (
            ("kort", "kort", "te kort"),
            ("welkom2026!", "welkom2026!", "raadt iemand snel"),
            ("start123456", "start123456", "Je naam staat"),
            ("een twee drie vier", "een twee drie", "iets anders"),
            (PASSWORD, PASSWORD, "oude wachtwoord"),
        ):
            answer = client.post("/wpo/wachtwoord", data={"new": new, "again": again})
            assert answer.status_code == 400
            assert said in answer.text
            assert not is_in(client)
        own = {"new": "een twee drie vier", "again": "een twee drie vier"}
        assert client.post("/wpo/wachtwoord", data=own).status_code == 200
        assert is_in(client)
    with visitor_at(staffed) as client:
        assert log_in(client, name="start").status_code == 401
        log_in(client, name="start", password="een twee drie vier")
        assert is_in(client)


def test_changing_a_password_ends_the_other_sessions(staffed: Running) -> None:
    """It takes the old one; whoever knew that one is out, and this browser goes on."""
    new = {"new": "nieuw en sterk genoeg", "again": "nieuw en sterk genoeg"}
    with visitor_at(staffed) as mine, visitor_at(staffed) as other:
        log_in(mine, name="own")
        log_in(other, name="own")
        wrong = mine.post("/wpo/account/wachtwoord", data={"old": "fout", **new})
        assert wrong.status_code == 400
        assert is_in(other)
        assert (
            mine.post("/wpo/account/wachtwoord", data={"old": PASSWORD, **new}).status_code == 200
        )

        assert is_in(mine)
        assert not is_in(other)
        other.cookies.clear()
        assert log_in(other, name="own").status_code == 401
        assert log_in(other, name="own", password=new["new"]).status_code == 200


def test_the_second_step_on_and_off(visitor: httpx.Client) -> None:
    """The page shows a square and the secret; a code switches on, and a code switches off."""
    log_in(visitor)
    page = visitor.get("/wpo/account/code").text
    secret = re.search(r"<code>([A-Z2-7 ]+)</code>", page)
    offer = re.search(r'name="offer" value="([^"]+)"', page)
    assert secret
    assert offer
    assert "<svg" in page
    app = pyotp.TOTP(secret[1].replace(" ", ""))
    own_secret = {"offer": pyotp.random_base32(), "code": app.now()}
    assert visitor.post("/wpo/account/code", data=own_secret).status_code == 400
    wrong = visitor.post("/wpo/account/code", data={"offer": offer[1], "code": "1"})
    assert wrong.status_code == 400
    assert secret[1] in wrong.text
    before = app.at(utc() - timedelta(seconds=30))
    on = visitor.post("/wpo/account/code", data={"offer": offer[1], "code": before})
    assert on.status_code == 200
    assert "/wpo/code" in log_in(visitor).text
    visitor.post("/wpo/code", data={"code": app.now()})
    assert is_in(visitor)
    assert secret[1] not in visitor.get("/wpo/account/code").text
    after = app.at(utc() + timedelta(seconds=30))

    assert visitor.post("/wpo/account/code", data={"code": after}).status_code == 200
    assert 'replace("/")' in log_in(visitor).text


def test_without_an_account_there_is_nothing_to_change(staffed: Running) -> None:
    """A participant has no account page, a stranger is asked to come in."""
    with visitor_at(staffed) as client:
        for path in ("/wpo/account", "/wpo/account/code", "/wpo/account/wachtwoord"):
            assert client.get(path).status_code == 401
            assert client.post(path).status_code in (401, 405)
        client.get(staffed.link("deelnemer"))
        for path in ("/wpo/account", "/wpo/account/code", "/wpo/account/wachtwoord"):
            assert client.get(path).status_code == 403


# Out again


def test_going_out(visitor: httpx.Client) -> None:
    """An address alone sends nobody out; the button does, and the cookie is worth nothing then."""
    log_in(visitor)
    kept = visitor.cookies["wpo"]
    assert visitor.get("/wpo/uit").status_code == 200
    assert is_in(visitor)
    out = visitor.post("/wpo/uit")

    assert (out.status_code, out.headers["Location"]) == (303, "/wpo/weg")
    assert "Je bent weg. Dank je wel." in visitor.get("/wpo/weg").text
    assert "wpo" not in visitor.cookies
    visitor.cookies.set("wpo", kept, domain="127.0.0.1")
    assert not is_in(visitor)


def test_the_farewell_is_for_who_has_gone(visitor: httpx.Client) -> None:
    """An old tab with it, or a link on any site, sends nobody out: it leads back in."""
    log_in(visitor)
    answer = visitor.get("/wpo/weg")

    assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    assert is_in(visitor)


def test_every_page_has_the_way_out_and_is_kept_nowhere(visitor: httpx.Client) -> None:
    """A button leads out of every page; no page may stay in a cache."""
    log_in(visitor)
    page = visitor.get("/voila/render/werkplekopleider/kaarten.ipynb")

    assert 'action="/wpo/uit"' in page.text
    assert "Wpo-Shared" not in page.headers
    for path in ("/wpo/account", "/wpo/inloggen", "/wpo/uit", "/wpo/weg", "/wpo/hier", "/"):
        assert visitor.get(path).status_code < 400
    for path in ("/wpo/account", "/wpo/uit", "/wpo/weg", "/wpo/hier"):
        assert visitor.get(path).headers["Cache-Control"] == "no-store"
    assert page.headers["Cache-Control"] == "no-store"


def test_whoever_is_closed_is_out(server: Running) -> None:
    """A beheerder closes somebody, and the next page of every session of theirs is shut."""
    with_account(server)
    with visitor_at(server) as client:
        log_in(client)
        assert is_in(client)
        with database_of(server) as connection:
            close_access(connection, TRAINER, utc())
        assert not is_in(client)
        assert log_in(client).status_code == 401


# Shared devices


def test_who_says_that_a_device_is_shared(staffed: Running) -> None:
    """Staff do; strangers and participants do not, and a cookie of one's own making counts not."""
    with visitor_at(staffed) as client:
        assert client.post("/wpo/tablet", data={"shared": "1"}).status_code == 401
        client.get(staffed.link("deelnemer"))
        assert client.get("/wpo/tablet").status_code == 403
        assert client.post("/wpo/tablet", data={"shared": "1"}).status_code == 403
        client.cookies.set("wpo_tablet", "1", domain="127.0.0.1")
        page = client.get("/voila/render/deelnemer/oefenen.ipynb")

        assert "Wpo-Shared" not in page.headers
        assert "watchDevice" not in page.text


def test_a_shared_device(staffed: Running) -> None:
    """Sessions are short, cookies go with the browser, pages watch, and leaving clears caches."""
    with visitor_at(staffed) as client:
        log_in(client)
        marked = client.post("/wpo/tablet", data={"shared": "1"})
        assert "HttpOnly" in cookie_of(marked, "wpo_tablet")
        assert not is_in(client)
        inside = client.get(staffed.link("deelnemer"))
        line = cookie_of(inside, "wpo")
        assert "expires" not in line
        assert "Max-Age" not in line
        page = client.get("/voila/render/deelnemer/oefenen.ipynb")
        assert page.headers["Wpo-Shared"] == "1"
        assert "watchDevice({" in page.text
        assert page.text.index('action="/wpo/uit"') < page.text.index("<main>")
        assert client.post("/wpo/uit").headers["Clear-Site-Data"] == '"cache"'
        log_in(client)
        assert "van één persoon" in client.get("/wpo/tablet").text
        client.post("/wpo/tablet", data={"shared": "0"})
        assert is_in(client)
        assert "expires" in cookie_of(log_in(client), "wpo")


def test_a_shared_session_ends_without_use(server: Running) -> None:
    """After twenty quiet minutes the server lets nobody in; use within them is written down."""
    with_account(server)
    with visitor_at(server) as client:
        log_in(client)
        client.post("/wpo/tablet", data={"shared": "1"})
        client.get(server.link("deelnemer"))
        secret = client.cookies["wpo"]
        set_back(server, secret, minutes=19)
        assert is_in(client)
        assert is_in(client)
        wait_until_seen(server, secret)
        set_back(server, secret, minutes=21)

        assert not is_in(client)
        assert client.get("/voila/render/deelnemer/oefenen.ipynb").status_code == 401


def set_back(server: Running, secret: str, minutes: int) -> None:
    """Let a session be used for the last time some minutes ago."""
    with database_of(server) as connection:
        moved = connection.execute(
            session.update()
            .where(session.c.secret_hash == fingerprint(secret))
            .values(last_seen_at=utc() - timedelta(minutes=minutes))
        )
        assert moved.rowcount == 1


def wait_until_seen(server: Running, secret: str) -> None:
    """Wait until the server wrote down that a session is used."""
    asked = "select last_seen_at from session where secret_hash = ?"
    for _ in range(2000):
        with sqlite3.connect(server.data / "wpo.sqlite", timeout=10) as database:
            (seen,) = database.execute(asked, (fingerprint(secret),)).fetchone()
        if seen > (utc() - timedelta(minutes=2)).strftime("%Y-%m-%d %H:%M:%S"):
            return
    pytest.fail("the session was never seen")


# Two pictures


def shown(page: str) -> list[str]:
    """Return the names of the things that can be tapped, in the order of the page."""
    return re.findall(r'class="pick" name="picked" value="(\w+)">', page)


def tap(client: httpx.Client, page: str, *things: str, **more: str) -> httpx.Response:
    """Send what the page sends when things are tapped."""
    order = re.findall(r'name="order" value="(\w+)"', page)
    return client.post("/wpo/plaatjes", data={"order": order, "picked": list(things), **more})


def test_two_pictures(server: Running) -> None:
    """First they are chosen, then asked in another order; nothing opens before they are right."""
    with database_of(server) as connection:
        ask_picture(connection, "demo-deelnemer-1", True)
    with visitor_at(server) as client:
        assert 'location.replace("/wpo/plaatjes")' in client.get(server.link("deelnemer")).text
        page = client.get("/wpo/plaatjes").text
        nine = shown(page)
        assert len(set(nine)) == 9
        first = tap(client, page, nine[4])
        assert shown(first.text) == [one for one in nine if one != nine[4]]
        sure = tap(client, first.text, nine[4], nine[0])
        assert "Dit zijn jouw plaatjes" in sure.text
        assert not is_in(client)
        assert shown(tap(client, sure.text, nine[4], nine[0], anew="1").text) == nine
        assert tap(client, sure.text, nine[4], nine[0], sure="1").status_code == 200
        assert is_in(client)
    with visitor_at(server) as client:
        client.get(server.link("deelnemer"))
        orders = [tuple(shown(client.get("/wpo/plaatjes").text)) for _ in range(8)]
        assert {tuple(sorted(one)) for one in orders} == {tuple(sorted(nine))}
        assert len(set(orders)) > 1
        page = client.get("/wpo/plaatjes").text
        assert tap(client, page, nine[0], nine[4]).status_code == 401
        assert tap(client, page, nine[0], nine[1], sure="1").status_code == 401
        assert tap(client, page, "draak", "draak").status_code == 200
        assert not is_in(client)
        assert tap(client, page, nine[4], nine[0]).status_code == 200
        assert is_in(client)


def test_wrong_pictures_make_the_card_wait(server: Running) -> None:
    """After five wrong tries even the right ones wait; the text says whom to ask."""
    with database_of(server) as connection:
        ask_picture(connection, "demo-deelnemer-1", True)
    with visitor_at(server) as client:
        client.get(server.link("deelnemer"))
        page = client.get("/wpo/plaatjes").text
        nine = shown(page)
        tap(client, page, nine[4], nine[0], sure="1")
        client.get(server.link("deelnemer"))
        answers = [tap(client, page, nine[1], nine[2]) for _ in range(5)]
        assert [one.status_code for one in answers] == [401] * 4 + [403]
        assert "Vraag je begeleider" in answers[-1].text
        client.get(server.link("deelnemer"))

        assert tap(client, page, nine[4], nine[0]).status_code == 403
        assert "wacht 15 minuten" in client.get("/wpo/plaatjes").text
        assert not is_in(client)


# More than one worker, and what is written down


def test_two_workers_are_one(server: Running) -> None:
    """A session, a step and a wrong try at one worker count at the other."""
    with_account(server)
    secret = with_second_step(server)
    second = Running(server.data)
    second.log = server.data / "second.log"
    with second, visitor_at(server) as here, visitor_at(second) as there:
        log_in(here)
        there.cookies.update(here.cookies)
        assert there.post("/wpo/code", data={"code": pyotp.TOTP(secret).now()}).status_code == 200
        here.cookies.clear()
        here.cookies.update(there.cookies)
        assert is_in(here)
        here.post("/wpo/uit")
        assert not is_in(there)
        for n in range(5):
            log_in((here, there)[n % 2], password="fout wachtwoord")
        assert log_in(here).status_code == 401
        assert log_in(there).status_code == 401


def test_nothing_of_a_login_stands_in_the_log(server: Running) -> None:
    """Neither names nor passwords, codes, cookies or pictures are written down."""
    with_account(server)
    secret = with_second_step(server)
    with visitor_at(server) as client:
        log_in(client, password="fout wachtwoord")
        log_in(client)
        code = pyotp.TOTP(secret).now()
        client.post("/wpo/code", data={"code": code})
        client.get(f"/wpo/openid/terug?state=geheim-{code}&code=ook-geheim")
        client.get("/wpo/account/code")
        cookie = client.cookies["wpo"]
        client.post("/wpo/uit")

    log = server.logged()
    for word in (NAME, PASSWORD, "fout", TRAINER, secret, cookie, "geheim"):
        assert word not in log
    assert "/wpo/inloggen" in log
