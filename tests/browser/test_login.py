"""Coming in and going out in a real browser: by keyboard, without scripts, on a shared tablet."""

from typing import Any

import pyotp
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.chromium import DESKTOP
from tests.browser.participant import PAGE, Participant, at_new_page
from tests.browser.test_screens import assert_sound
from tests.running import Running
from tests.serving.making import (
    COACH,
    NAME,
    PASSWORD,
    TRAINER,
    database_of,
    utc,
    with_account,
    with_second_step,
)
from wpo.store.access import ask_picture, reset_pictures
from wpo.store.picture_keys import picture_key_of
from wpo.store.sessions import visit_with

pytestmark = pytest.mark.browser

OPDRACHT = "overleggen-luisteren-2"
PHONE = {"width": 360, "height": 740}
MINUTE_MS = 60_000

KEPT = """async () => ({
  local: Object.keys(localStorage).sort(),
  session: Object.keys(sessionStorage),
  caches: await caches.keys(),
  workers: (await navigator.serviceWorker.getRegistrations()).length,
})"""


FROM_CACHE = """(address) => fetch(address, {cache: "only-if-cached", mode: "same-origin"})
  .then((answer) => answer.status, () => 0)"""


def log_in(page: Page, server: Running, name: str = NAME, password: str = PASSWORD) -> None:
    """Fill in the login form as a person with a keyboard does."""
    page.goto(f"{server.address}/wpo/inloggen")
    expect(page.locator("[name=name]")).to_be_focused()
    page.keyboard.type(name)
    page.keyboard.press("Tab")
    page.keyboard.type(password)
    page.keyboard.press("Enter")


@pytest.fixture(scope="module")
def server(shared_server: Running) -> Running:
    """A server at which the werkplekopleider has an account."""
    with_account(shared_server)
    return shared_server


def shared_tablet(browser: Browser, server: Running) -> BrowserContext:
    """Return a tablet that a werkplekopleider just marked as shared."""
    context = browser.new_context(viewport={"width": 800, "height": 1100})
    page = context.new_page()
    log_in(page, server)
    page.wait_for_url("**/voila/render/**", wait_until="commit")
    page.goto(f"{server.address}/wpo/tablet")
    page.get_by_role("button", name="Ja, dit is een gedeeld apparaat").click()
    expect(page.locator("h1")).to_have_text("Dit is nu een gedeeld apparaat.")
    page.close()
    return context


def cookies(context: BrowserContext) -> dict[str, Any]:
    """Return the cookies of a device, by name."""
    return {str(one["name"]): one for one in context.cookies()}


def open_secret(context: BrowserContext) -> str:
    """Return the secret of the session on a device."""
    return str(cookies(context)["wpo"]["value"])


def session_is_open(server: Running, secret: str) -> bool:
    """Tell whether a session is open."""
    with database_of(server) as connection:
        return visit_with(connection, secret, utc()) is not None


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_every_page_of_the_way_in_is_accessible(
    browser: Browser, server: Running, viewport: Any
) -> None:
    """Front door, card, login, account, codes, tablet and goodbye pass axe and direct checks."""
    page = browser.new_context(viewport=viewport).new_page()
    for path in ("/", "/wpo/kaart", "/wpo/inloggen"):
        page.goto(server.address + path)
        assert_sound(page)
    log_in(page, server, password="fout wachtwoord")
    expect(page.get_by_role("alert")).to_be_visible()
    assert_sound(page)
    log_in(page, server)
    page.wait_for_url("**/voila/render/**")
    paths = ("", "/wachtwoord", "/code")
    for path in (*(f"/wpo/account{one}" for one in paths), "/wpo/tablet", "/wpo/uit"):
        page.goto(server.address + path)
        assert_sound(page)
    for target in page.get_by_role("button").all() + page.get_by_role("link").all():
        box = target.bounding_box()
        assert box is not None
        assert box["height"] >= 48
    page.get_by_role("button", name="Ik ga weg").click()
    expect(page.locator("h1")).to_have_text("Je bent weg. Dank je wel.")
    assert_sound(page)


def test_staff_come_in_without_javascript(browser: Browser, server: Running) -> None:
    """Name, password and code work by keyboard alone, and so does going out."""
    with_account(server, COACH, name="coach")
    secret = with_second_step(server, COACH)
    page = browser.new_context(java_script_enabled=False).new_page()
    log_in(page, server, name="coach")
    page.wait_for_url("**/wpo/code")
    expect(page.locator("[name=code]")).to_be_focused()
    page.keyboard.type(pyotp.TOTP(secret).now())
    page.keyboard.press("Enter")
    page.wait_for_url("**/voila/render/coach/**")
    page.get_by_role("button", name="Ik ga weg").press("Enter")

    expect(page.locator("h1")).to_have_text("Je bent weg. Dank je wel.")


def test_a_password_manager_knows_the_fields(browser: Browser, server: Running) -> None:
    """Fields say what they are for; no password ever stands in an address."""
    with_account(server, "demo-projectleider-1", name="nieuweling", start=True)
    page = browser.new_context().new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    log_in(page, server, name="nieuweling")
    page.wait_for_url("**/wpo/wachtwoord")
    kinds = page.locator("input").evaluate_all("all => all.map((one) => one.autocomplete)")
    assert kinds == ["new-password", "new-password"]
    page.goto(f"{server.address}/wpo/inloggen")
    kinds = page.locator("input").evaluate_all("all => all.map((one) => one.autocomplete)")

    assert kinds == ["username", "current-password"]
    assert not [one for one in asked if PASSWORD.split()[1] in one or "nieuweling" in one]


@pytest.mark.parametrize("scripts", [True, False], ids=["with-scripts", "without"])
def test_two_pictures_by_keyboard(browser: Browser, server: Running, scripts: bool) -> None:
    """A participant chooses two pictures, and taps them next time, wherever they stand."""
    with database_of(server) as connection:
        ask_picture(connection, "demo-deelnemer-3", True)
        reset_pictures(connection, "demo-deelnemer-3", utc())
    context = browser.new_context(viewport=PHONE, java_script_enabled=scripts)
    page = context.new_page()

    def tap(thing: str) -> None:
        page.get_by_role("button", name=thing, exact=True).press("Enter")

    page.goto(server.link("deelnemer", 3))
    page.wait_for_url("**/wpo/plaatjes")
    with database_of(server) as connection:
        key = picture_key_of(connection, "demo-deelnemer-3", utc())
    assert key is not None
    first, second = key.nine[3], key.nine[6]
    tap(first)
    expect(page.locator(".pick:disabled")).to_contain_text(first)
    if scripts:
        assert_sound(page)
    tap(second)
    expect(page.locator("h1")).to_have_text("Dit zijn jouw plaatjes")
    tap("Ja, ik onthoud ze")
    page.wait_for_url("**/voila/render/**", wait_until="commit")
    context.clear_cookies()
    page.goto(server.link("deelnemer", 3))
    page.wait_for_url("**/wpo/plaatjes")
    tap(second)
    expect(page.locator(".pick:disabled")).to_contain_text(second)
    tap(first)
    expect(page.get_by_role("alert")).to_contain_text("andere plaatjes")
    if scripts:
        assert_sound(page)
    tap(first)
    expect(page.locator(".pick:disabled")).to_contain_text(first)
    tap(second)

    page.wait_for_url("**/voila/render/**", wait_until="commit")
    with database_of(server) as connection:
        ask_picture(connection, "demo-deelnemer-3", False)


def test_leaving_a_shared_tablet_leaves_nothing(browser: Browser, server: Running) -> None:
    """No page, picture, attempt, refusal or cookie stays; an unsent answer does, and arrives."""
    tablet = shared_tablet(browser, server)
    first = at_new_page(tablet, server, number=1)
    first.open(OPDRACHT)
    first.answer()
    first.all_kept()
    picture = first.page.locator("img").first.get_attribute("src")
    assert first.page.evaluate(FROM_CACHE, picture) == 200
    tablet.route("**/wpo/api/events", lambda route: route.abort())
    first.answer()
    first.page.evaluate("sessionStorage.setItem('iets', 'van mij')")
    first.page.evaluate("localStorage.setItem('wpo.aside.demo-deelnemer-1.feit', '{}')")
    secret = open_secret(tablet)
    first.page.get_by_role("button", name="Ik ga weg").click()
    expect(first.page.locator("h1")).to_have_text("Je bent weg. Dank je wel.")
    first.page.wait_for_function("async () => (await caches.keys()).length === 0")
    first.page.wait_for_function(
        "async () => (await navigator.serviceWorker.getRegistrations()).length === 0"
    )
    kept = first.page.evaluate(KEPT)

    assert len(kept["local"]) == 1
    tablet.unroute("**/wpo/api/events")  # as long as it is there, the browser's cache is off
    assert first.page.evaluate(FROM_CACHE, picture) != 200
    assert all(one.startswith("wpo.out.demo-deelnemer-1.") for one in kept["local"])
    assert (kept["session"], kept["caches"], kept["workers"]) == ([], [], 0)
    assert set(cookies(tablet)) == {"wpo_tablet"}
    assert not session_is_open(server, secret)
    back = at_new_page(tablet, server, number=1)
    back.open(OPDRACHT)
    back.all_kept()
    assert server.answers() == first.given


def test_the_back_button_shows_nothing_after_leaving(browser: Browser, server: Running) -> None:
    """Going back on a shared tablet asks who is there, with and without a connection."""
    tablet = shared_tablet(browser, server)
    first = at_new_page(tablet, server, number=2)
    first.open(OPDRACHT)
    text = first.page.locator(".text").inner_text()
    page = first.page
    page.get_by_role("button", name="Ik ga weg").click()
    expect(page.locator("h1")).to_have_text("Je bent weg. Dank je wel.")
    for _ in range(3):
        page.go_back()
        page.wait_for_timeout(300)
        assert text not in page.locator("body").inner_text()
        assert page.locator("[data-person]").count() == 0
    page.goto(f"{server.address}/wpo/weg")
    tablet.set_offline(True)
    with pytest.raises(Exception, match="ERR_INTERNET_DISCONNECTED"):
        page.goto(f"{server.address}{PAGE}?opdracht={OPDRACHT}")


def test_a_shared_tablet_keeps_no_page(browser: Browser, server: Running) -> None:
    """The keeper, which keeps pages on one's own device, keeps nothing here."""
    tablet = shared_tablet(browser, server)
    person = at_new_page(tablet, server, number=2)
    person.open(OPDRACHT)
    person.page.evaluate("async () => { await navigator.serviceWorker.ready; }")
    person.open(OPDRACHT)
    person.page.wait_for_timeout(1000)
    assert person.page.evaluate("async () => await caches.keys()") == []

    own = at_new_page(browser.new_context(), server, number=2)
    own.open(OPDRACHT)
    own.page.evaluate("async () => { await navigator.serviceWorker.ready; }")
    own.open(OPDRACHT)
    own.page.wait_for_function("async () => Boolean(await caches.match(location.href))")
    own.page.get_by_role("button", name="Ik ga weg").click()
    expect(own.page.locator("h1")).to_have_text("Je bent weg. Dank je wel.")
    own.page.wait_for_function("async () => (await caches.keys()).length === 0")


def quiet_person(browser: Browser, server: Running) -> Participant:
    """Return somebody at a shared tablet whose clock the test moves."""
    tablet = shared_tablet(browser, server)
    tablet.clock.install()
    person = at_new_page(tablet, server, number=2)
    person.open(OPDRACHT)
    return person


def test_a_shared_tablet_logs_out_by_itself(browser: Browser, server: Running) -> None:
    """After 14 quiet minutes it asks, a tap keeps one in, after 15 it has logged out."""
    person = quiet_person(browser, server)
    page, secret = person.page, open_secret(person.page.context)
    asked = page.get_by_text("Ben je er nog?")
    page.clock.fast_forward(13 * MINUTE_MS)
    expect(asked).to_have_count(0)
    page.clock.fast_forward(MINUTE_MS + 6000)
    expect(asked).to_be_visible()
    assert_sound(page)
    page.keyboard.press("Shift")
    expect(asked).to_have_count(0)
    page.clock.fast_forward(14 * MINUTE_MS + 6000)
    expect(asked).to_be_visible()
    assert session_is_open(server, secret)
    page.clock.fast_forward(MINUTE_MS)
    page.wait_for_url("**/wpo/weg")

    expect(page.locator("h1")).to_have_text("Je bent weg. Dank je wel.")
    assert not session_is_open(server, secret)
    assert set(cookies(page.context)) == {"wpo_tablet"}


def test_a_tap_of_the_next_person_opens_nothing(browser: Browser, server: Running) -> None:
    """A tablet that slept for an hour logs out at the first touch, before anything happens."""
    person = quiet_person(browser, server)
    before = server.answers("demo-deelnemer-2")
    person.page.clock.set_system_time(person.page.evaluate("Date.now()") + 60 * MINUTE_MS)
    person.page.mouse.click(200, 200)
    person.page.wait_for_url("**/wpo/weg")

    assert server.answers("demo-deelnemer-2") == before


def test_without_a_connection_the_page_goes_blank(browser: Browser, server: Running) -> None:
    """Nobody reads on when the tablet cannot tell the server that the person has gone."""
    person = quiet_person(browser, server)
    text = person.page.locator(".text").inner_text()
    person.page.context.set_offline(True)
    person.page.clock.fast_forward(16 * MINUTE_MS)
    person.page.wait_for_timeout(1000)

    assert text not in person.page.content()
    person.page.context.set_offline(False)
    kept = person.page.context.new_page()
    kept.goto(f"{server.address}/wpo/kaart")
    assert not [one for one in kept.evaluate(KEPT)["local"] if "attempt" in one]


def test_leaving_one_page_leaves_them_all(browser: Browser, server: Running) -> None:
    """Two pages of one person on a shared tablet: going out of one goes out of both."""
    tablet = shared_tablet(browser, server)
    first = at_new_page(tablet, server, number=2)
    first.open(OPDRACHT)
    second = tablet.new_page()
    second.goto(f"{server.address}{PAGE}")
    second.get_by_role("button", name="Ik ga weg").click()

    first.page.wait_for_url("**/wpo/weg")


def test_leaving_takes_a_live_page_in_another_tab_along(browser: Browser, server: Running) -> None:
    """On somebody's own device too: whoever sits down next finds no list of people."""
    context = browser.new_context(viewport=DESKTOP)
    people, other = context.new_page(), context.new_page()
    people.goto(server.link("beheerder"))
    expect(people.locator(".people-list table")).to_be_visible()
    other.goto(f"{server.address}/wpo/uit")
    other.get_by_role("button", name="Ik ga weg").click()

    expect(people.locator("h1")).to_have_text("Je bent weg. Dank je wel.")
    expect(people.locator(".people-list")).to_have_count(0)


def test_the_next_person_finds_nothing_of_who_never_left(browser: Browser, server: Running) -> None:
    """A tablet that was switched off without leaving is clean when somebody else comes in."""
    tablet = shared_tablet(browser, server)
    first = at_new_page(tablet, server, number=3)
    first.open(OPDRACHT)
    first.answer()
    first.all_kept()
    secret = open_secret(tablet)
    first.page.close()
    second = at_new_page(tablet, server, number=2)
    second.page.wait_for_url("**/voila/render/**")
    kept = second.page.evaluate(KEPT)

    assert not [one for one in kept["local"] if "demo-deelnemer-3" in one]
    assert not session_is_open(server, secret)


def test_the_mark_of_a_tablet_can_be_taken_away(browser: Browser, server: Running) -> None:
    """Staff make it somebody's own again; the next session stays for long."""
    tablet = shared_tablet(browser, server)
    page = tablet.new_page()
    log_in(page, server)
    page.wait_for_url("**/voila/render/**", wait_until="commit")
    assert cookies(tablet)["wpo"]["expires"] == -1
    page.goto(f"{server.address}/wpo/tablet")
    page.get_by_role("button", name="Ja, het is van één persoon").click()
    expect(page.locator("h1")).to_have_text("Dit apparaat is weer van één persoon.")
    page.goto(server.link("deelnemer"))
    page.wait_for_url("**/voila/render/**", wait_until="commit")

    assert set(cookies(tablet)) == {"wpo"}
    assert cookies(tablet)["wpo"]["expires"] > 0
    assert TRAINER not in str(cookies(tablet))
