"""The projectmanager's page on a phone, on a desk and on paper."""

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import update

from tests.browser.chromium import DESKTOP, PHONE
from tests.browser.test_screens import assert_sound
from tests.organisation import Organisation, make
from tests.running import Running
from wpo.model.people import DOORS, Role
from wpo.store import tables
from wpo.store.clock import now
from wpo.store.database import open_database, writing

pytestmark = pytest.mark.browser

DOOR = DOORS[Role.PROJECT_MANAGER][0]


@pytest.fixture(scope="module")
def filled(shared_server: Running) -> Iterator[Running]:
    """A demo server whose organisation has been at it for half a year."""
    engine = open_database(f"sqlite:///{shared_server.data / 'wpo.sqlite'}")
    what = replace(Organisation(), code="veel", until=now().date())
    make(engine, what)
    with writing(engine) as connection:
        moved = tables.person.c.code == "demo-projectmanager-1"
        connection.execute(update(tables.person).where(moved).values(organisation=what.code))
    yield shared_server
    engine.dispose()


def opened(browser: Browser, server: Running, viewport: dict[str, int]) -> Page:
    """Return the page of the projectmanager, complete."""
    page = browser.new_page(viewport=viewport)  # type: ignore[arg-type]
    page.goto(server.link("projectmanager"))
    page.wait_for_url(f"**/voila/render/{DOOR}", wait_until="commit")
    expect(page.locator(".policy .say")).to_be_visible()
    return page


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_on_a_screen(browser: Browser, filled: Running, viewport: dict[str, int]) -> None:
    """It passes axe and the direct checks, and nothing is wider than a phone."""
    page = opened(browser, filled, viewport)

    assert_sound(page)
    page.close()


def test_another_period_by_keyboard(browser: Browser, filled: Running) -> None:
    """The period is a link: Tab and Enter show the other one, and its months."""
    page = opened(browser, filled, DESKTOP)
    link = page.get_by_role("link", name="De laatste 12 maanden")
    link.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**periode=twelve")

    expect(page.locator(".policy nav [aria-current]")).to_have_text("De laatste 12 maanden")
    page.close()


def test_on_paper(browser: Browser, filled: Running) -> None:
    """It is at most two sheets of A4, front and back, without anything to press."""
    page = opened(browser, filled, DESKTOP)
    page.emulate_media(media="print")

    expect(page.locator(".policy nav")).to_be_hidden()
    printed = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) <= 2
    page.close()
