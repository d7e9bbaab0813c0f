"""From own words to codes in the real browser: cleared by keyboard, coded by two."""

from datetime import UTC, datetime, timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from tests.browser.chromium import DESKTOP, PHONE, let_in
from tests.browser.test_screens import assert_sound
from tests.running import Running
from wpo.model.people import Role
from wpo.model.pilot import PilotEvent, Remarked
from wpo.store import tables
from wpo.store.database import open_database, reading, writing
from wpo.store.pilot import append_pilot

pytestmark = pytest.mark.browser

WORDS = "Kevin hielp mij toen ik ziek was"
CLEARED = "[naam] hielp mij toen ik [ziekte] was"


@pytest.fixture(scope="module")
def told(shared_server: Running) -> Running:
    """A demo server where somebody wrote something on paper."""
    engine = open_database(shared_server.database)
    now = datetime.now(UTC)
    event = PilotEvent(
        event_id="opmerking-1",
        occurred_at=now - timedelta(days=1),
        person="",
        by="demo-coach-1",
        as_role=Role.PARTICIPANT,
        assignment="overleggen-luisteren-1",
        source="papier",
        facts=Remarked(kind="anders", words=WORDS),
    )
    with writing(engine) as connection:
        append_pilot(connection, [event], "demo", now)
    engine.dispose()
    return shared_server


def opened(
    browser: Browser, server: Running, door: str, number: int = 1, size: dict[str, int] = DESKTOP
) -> Page:
    """Come in as the role that a door belongs to, and open it."""
    device = browser.new_context(viewport=size)  # type: ignore[arg-type]
    let_in(device, server.link(door.partition("/")[0], number))
    page = device.new_page()
    page.goto(f"{server.address}/voila/render/{door}.ipynb")
    return page


def clean(page: Page) -> None:
    """See that axe finds nothing and that nothing sticks out sideways."""
    found = Axe().run(page).response["violations"]
    assert [(one["id"], [node["target"] for node in one["nodes"]]) for one in found] == []
    wide = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(wide) <= 0


def test_clear_then_code(browser: Browser, told: Running) -> None:
    """One text goes from paper to a quote by keys alone, and then to codes that two settle on."""
    page = opened(browser, told, "projectleider/nalezen", size=PHONE)
    expect(page.locator(".own-words")).to_have_text(WORDS)
    clean(page)
    quote = page.get_by_role("button", name="Mag geciteerd")
    expect(quote).to_be_disabled()
    page.locator(".found.hard").focus()
    page.keyboard.press("l")
    page.keyboard.press("n")
    expect(page.locator(".own-words")).to_have_text("[naam] hielp mij toen ik ziek was")
    expect(page.locator(".found.soft")).to_be_focused()
    page.keyboard.press("z")
    expect(page.locator(".own-words")).to_have_text(CLEARED)
    expect(quote).to_be_focused()
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(page.get_by_role("heading", name="Er is niets meer te lezen.")).to_be_visible()
    clean(page)
    engine = open_database(told.database)
    with reading(engine) as connection:
        kept = list(connection.scalars(select(tables.cleared_text.c.words)))
    engine.dispose()

    assert kept == [CLEARED]
    _coded_by_two(browser, told)


def _coded_by_two(browser: Browser, told: Running) -> None:
    for number, key, size in ((1, "1", DESKTOP), (2, "2", PHONE)):
        page = opened(browser, told, "onderzoeker/coderen", number, size)
        expect(page.locator(".own-words")).to_have_text(CLEARED)
        clean(page)
        assert page.get_by_text("Woord is moeilijk", exact=True).count() == 2  # choice, code book
        page.get_by_role("checkbox").first.focus()
        page.keyboard.press(key)
        page.keyboard.press("Enter")
        if number == 2:
            expect(page.get_by_text("De een koos: Woord is moeilijk.")).to_be_visible()
            expect(page.get_by_text("Precies dezelfde codes: 0 van 1 teksten.")).to_be_visible()
            clean(page)
            page.keyboard.press("1")
            page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name="Voor u is er nu niets")).to_be_visible()
    expect(page.locator("td").last).to_have_text("Woord is moeilijk")


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_the_map_of_the_test(browser: Browser, told: Running, size: dict[str, int]) -> None:
    """The map passes axe and the direct checks, and scrolls inside its own frame on a phone."""
    page = opened(browser, told, "projectleider/testplan", size=size)
    expect(page.locator(".cover .say")).to_be_visible()

    assert_sound(page)
