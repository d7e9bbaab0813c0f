"""Telling what one thinks of an opdracht: on a phone and at a desk, with and without a network."""

import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.chromium import DESKTOP, PHONE
from tests.browser.participant import SETTLE_MS, somebody
from tests.browser.test_screens import assert_sound
from tests.running import Running
from wpo.model.floor import FloorEvent, Goal, PracticeBegan
from wpo.model.people import Role
from wpo.store.database import open_database, writing
from wpo.store.floor import append_floor

pytestmark = pytest.mark.browser

OPDRACHT = "overleggen-luisteren-1"
SIZES = pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desk"])


def told(server: Running) -> list[dict[str, Any]]:
    """Return what was told about opdrachten: who, as what, and the facts."""
    path = server.database.removeprefix("sqlite:///")
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute(
            "select person, told_by, as_role, facts from pilot_event order by number"
        ).fetchall()
    return [
        {"person": person, "by": by, "role": role, **json.loads(facts)}
        for person, by, role, facts in rows
    ]


def wait_for(server: Running, page: Page, number: int) -> list[dict[str, Any]]:
    """Wait until so many facts arrived, and return them."""
    for _ in range(200):
        if len(told(server)) >= number:
            break
        page.wait_for_timeout(100)
    return told(server)


@SIZES
def test_a_remark_without_a_network_arrives_later(
    browser: Browser, server: Running, viewport: Any
) -> None:
    """Two taps tell what is not right, once; the screen, and what was marked, stay as they were."""
    person = somebody(browser, server, viewport=viewport)
    person.open(OPDRACHT)
    person.answer()
    person.all_kept()
    page, screen = person.page, person.screen
    page.context.set_offline(True)
    page.locator(".remark button").click()
    page.wait_for_timeout(SETTLE_MS)
    page.locator(".panel summary").click()
    page.locator(".panel textarea").fill("Die kar hebben wij niet.")
    page.locator(".panel button[value=plaatje]").dblclick()

    expect(page.locator(".panel h2")).to_have_text("Dank je wel.")
    expect(page.locator(".panel")).to_contain_text("Je koos: Het plaatje")
    page.wait_for_timeout(SETTLE_MS)
    page.locator(".panel .go").click()
    expect(page.locator(".panel")).to_have_count(0)
    expect(page.locator(".remark button")).to_be_focused()
    assert person.screen == screen
    assert told(server) == []
    page.context.set_offline(False)
    person.answer()
    (fact,) = wait_for(server, page, 1)
    person.all_kept()

    assert fact["kind"] == "plaatje"
    assert fact["words"] == "Die kar hebben wij niet."
    assert fact["place"].startswith("q")
    assert (fact["person"], fact["by"]) == ("demo-deelnemer-1", "demo-deelnemer-1")
    assert server.answers() == person.given
    assert len(told(server)) == 1


@SIZES
def test_a_participant_and_then_an_opleider_say_what_they_think(
    browser: Browser, server: Running, viewport: Any
) -> None:
    """After the practice one question a screen, skipping what one likes; then staff on one page."""
    person = somebody(browser, server, viewport=viewport)
    person.open(OPDRACHT)
    person.practise()
    person.all_kept()
    page = person.page
    page.get_by_role("link", name="Wat vind jij van deze opdracht?").click()
    asked = page.locator("legend:visible")
    expect(asked).to_have_text("Snapte je de vragen?")
    page.context.set_offline(True)
    page.locator("label.choice:visible", has_text="Ja").click()
    for label in ("Verder", "Sla over", "Sla over", "Sla over"):
        page.wait_for_timeout(SETTLE_MS)
        page.get_by_role("button", name=label, exact=True).click()
    page.wait_for_timeout(SETTLE_MS)
    page.locator("label.choice:visible", has_text="Nee").click()
    page.get_by_role("button", name="Stuur wat ik vind").click()
    expect(page.locator(".told:visible")).to_contain_text("Jij zei wat je van deze opdracht vindt")
    page.context.set_offline(False)
    (mine,) = wait_for(server, page, 1)

    assert [(one["item"], one["value"]) for one in mine["answers"]] == [
        ("snapte", 3),
        ("moeilijk", 1),
    ]
    assert (mine["questionnaire"], mine["role"], mine["by"]) == (
        "deelnemer",
        "deelnemer",
        "demo-deelnemer-1",
    )

    desk = browser.new_context(viewport=viewport).new_page()
    desk.goto(server.link("werkplekopleider"))
    desk.get_by_role("link", name="Wat vindt u?").click()
    desk.get_by_role("link", name="Luisteren naar je leidinggevende").click()
    expect(desk.get_by_role("button", name="Verstuur")).to_be_visible()
    assert_sound(desk)
    desk.get_by_role("button", name="Verstuur").click()
    expect(desk.locator(".told:visible")).to_contain_text("U vulde nog niets in")
    desk.locator("fieldset.taps").first.locator("label", has_text="Helemaal eens").click()
    desk.locator("textarea").fill("Een kar die wij kennen.")
    desk.locator("details summary").click()
    desk.locator("details label.choice").nth(1).click()
    desk.get_by_role("button", name="Verstuur").click()
    expect(desk.locator(".told:visible")).to_contain_text("Dank u wel")
    staff = wait_for(server, desk, 2)[1]

    assert staff["role"] == "werkplekopleider"
    assert staff["answers"] == [
        {"item": "past", "value": 5, "words": ""},
        {"item": "anders", "value": 0, "words": "Een kar die wij kennen."},
        {"item": "waar", "value": 0, "words": "q2"},
    ]


def _began_last_week(server: Running) -> None:
    """Let the first participant have begun an opdracht eight days ago."""
    engine, now = open_database(server.database), datetime.now(UTC)
    began = FloorEvent(
        event_id="begonnen-1",
        occurred_at=now - timedelta(days=8),
        person="demo-deelnemer-1",
        by="demo-deelnemer-1",
        as_role=Role.PARTICIPANT,
        facts=PracticeBegan(goal=Goal(sub_skill="s2b", level=1)),
    )
    with writing(engine) as connection:
        append_floor(connection, [began], {"demo-deelnemer-1": "demo"}, now - timedelta(days=8))
    engine.dispose()


def test_why_an_opdracht_is_not_done(browser: Browser, server: Running) -> None:
    """Who stopped says why with one tap, without a network; who guides them says it too."""
    _began_last_week(server)
    person = somebody(browser, server)
    person.open(OPDRACHT)  # with the first practice somewhere every opdracht is known
    page = person.page
    page.goto(f"{server.address}/voila/render/deelnemer/wat_vind_je.ipynb")
    title = page.get_by_role("heading", name="Is een opdracht niet af?")
    expect(title).to_be_visible()
    assert_sound(page)
    page.locator("a[href^='#niet-af-']").click()
    expect(page.locator("legend:visible")).to_have_text("Waarom is deze opdracht niet af?")
    assert_sound(page)
    page.context.set_offline(True)
    page.wait_for_timeout(SETTLE_MS)
    page.get_by_role("button", name="Het was te moeilijk").dblclick()
    expect(page.locator(".told:visible")).to_have_text("Dank je wel. Nu weten wij hoe het komt.")
    page.context.set_offline(False)
    wait_for(server, page, 1)

    desk = browser.new_context(viewport=PHONE).new_page()  # type: ignore[arg-type]
    desk.goto(server.link("werkplekopleider"))
    desk.locator("summary", has_text="Niet af? Zeg hoe dat komt").click()
    assert_sound(desk)
    assert desk.get_by_role("button", name="ziek").count() == 0
    desk.get_by_role("button", name="Er was geen tijd").click()
    expect(desk.locator(".told", has_text="Nu weten wij hoe het komt")).to_be_visible()
    facts = wait_for(server, desk, 2)

    assert [(one["by"], one["reason"]) for one in facts] == [
        ("demo-deelnemer-1", "te_moeilijk"),
        ("demo-werkplekopleider-1", "geen_tijd"),
    ]
    assert {(one["person"], one["role"]) for one in facts} == {("demo-deelnemer-1", "deelnemer")}
