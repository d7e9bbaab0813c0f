"""A participant looks at what is kept, takes it along, and throws it away, in a real browser."""

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.chromium import DESKTOP, PHONE
from tests.browser.participant import Participant, somebody
from tests.running import Running
from tests.serving.making import database_of
from tests.telling import DAY, PARTICIPANT, TRAINER, Telling
from wpo.apps.rights.page import MACHINE, READABLE
from wpo.store.clock import now
from wpo.store.database import open_database
from wpo.store.taking_along import everything_on

pytestmark = pytest.mark.browser

ME = "/voila/render/deelnemer/over_mij.ipynb"
OPDRACHT = "overleggen-zeggen-1"
KEPT = "() => JSON.stringify(localStorage)"
SCREENS = (
    *("", "here", "chose", "practised", "answers", "said", "seen", "adapted", "card"),
    *("meenemen", "weggooien", "zeker"),
)


def look(person: Participant, screen: str = "") -> Page:
    """Open one of the screens."""
    person.page.goto(f"{person.server.address}{ME}{f'?deel={screen}' if screen else ''}")
    expect(person.page.locator("#wpo-floor")).to_be_visible()
    return person.page


def kept_by(server: Running, code: str = "demo-deelnemer-1") -> bool:
    """Tell whether the server knows anything about somebody."""
    with database_of(server) as connection:
        return everything_on(connection, code).is_anything


def on_device(page: Page) -> dict[str, Any]:
    """Return the keys that this device keeps, and the names of pages kept for later."""
    found: dict[str, Any] = page.evaluate(
        """async () => ({
          keys: Object.keys(localStorage), session: sessionStorage.length,
          pages: (await caches.keys()).length,
          keepers: (await navigator.serviceWorker.getRegistrations()).length,
        })"""
    )
    return found


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_every_screen_is_usable(browser: Browser, shared_server: Running, viewport: Any) -> None:
    """On phone and desktop nothing overflows, axe finds nothing, and every target is large."""
    person = somebody(browser, shared_server, viewport=viewport)
    for screen in SCREENS:
        page = look(person, screen)
        found = Axe().run(page)
        wide = page.evaluate("() => document.documentElement.scrollWidth - innerWidth")
        small = page.locator("#wpo-floor :is(a, button, summary):visible").evaluate_all(
            "(all) => all.filter((one) => one.getBoundingClientRect().height < 44).length"
        )

        assert found.violations_count == 0, found.generate_report()
        assert wide <= 0, screen
        assert small == 0, screen
    person.page.context.close()


def test_by_keyboard_and_not_by_one_tap(browser: Browser, shared_server: Running) -> None:
    """From the first screen to the question by Tab and Enter; then back, and all is still there."""
    person = somebody(browser, shared_server, number=2)
    page = look(person)
    for words, leads_to in (
        ("Gooi alles van mij weg", "Gooi alles van mij weg"),
        ("Ik wil alles weggooien", "Weet je het zeker?"),
    ):
        target = page.get_by_role("link", name=words)
        for _ in range(40):
            if target.evaluate("(one) => one === document.activeElement"):
                break
            page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name=leads_to)).to_be_visible()
    page.get_by_role("link", name="Nee, ik wil alles houden").click()
    back = page.get_by_role("heading", name="Dit weten we van jou")
    expect(back).to_be_visible()

    assert kept_by(shared_server, "demo-deelnemer-2")
    person.page.context.close()


def test_see_take_along_and_erase(browser: Browser, server: Running, tmp_path: Path) -> None:
    """Somebody practises, reads the answers back, takes the file, and is gone from everywhere."""
    person = somebody(browser, server)
    person.open(OPDRACHT)
    person.practise()
    person.all_kept()
    page = look(person, "practised")
    page.get_by_role("link", name="Laat alle antwoorden zien").click()
    expect(page.get_by_text("De vraag:").first).to_be_visible()
    assert page.get_by_text("De vraag:").count() > 3

    page = look(person, "weggooien")
    with page.expect_download() as downloading:
        page.get_by_role("button", name="Geef mij het bestand").click()
    packed = tmp_path / "mijn.zip"
    downloading.value.save_as(packed)
    with zipfile.ZipFile(io.BytesIO(packed.read_bytes())) as archive:
        rows = json.loads(archive.read(MACHINE))["rows"]
        (tmp_path / READABLE).write_bytes(archive.read(READABLE))
    assert len(rows["event"]) == len(person.given) + 1

    before = on_device(page)
    assert before["keys"]
    page.get_by_role("link", name="Ik wil alles weggooien").click()
    page.get_by_role("button", name="Ja, gooi alles weg").click()
    expect(page.get_by_role("heading", name="Alles is weg.")).to_be_visible()
    page.wait_for_function("() => !Object.keys(localStorage).length")

    assert not kept_by(server)
    page.wait_for_timeout(500)
    assert on_device(page) == {"keys": [], "session": 0, "pages": 0, "keepers": 0}
    page.goto(f"{server.address}{ME}")
    expect(page.get_by_role("heading", name="Open je eigen link.")).to_be_visible()
    reader = page.context.new_page()
    reader.goto((tmp_path / READABLE).as_uri())
    expect(reader.get_by_role("heading", name="Dit weten we van jou")).to_be_visible()
    person.page.context.close()


def test_a_device_that_was_away_forgets(browser: Browser, server: Running) -> None:
    """Answers given without a network, of somebody erased meanwhile, leave the device unkept."""
    away, home = somebody(browser, server), somebody(browser, server)
    away.open(OPDRACHT)
    away.page.context.set_offline(True)
    for _ in range(3):
        away.answer()
    kept = "() => Object.keys(localStorage).filter((one) => one.startsWith('wpo.out.')).length"
    assert away.page.evaluate(kept) >= 2
    look(home, "zeker").get_by_role("button", name="Ja, gooi alles weg").click()
    expect(home.page.get_by_role("heading", name="Alles is weg.")).to_be_visible()

    away.page.context.set_offline(False)
    expect(away.page.locator(".notice")).to_contain_text("niets meer van jou")
    assert away.page.evaluate(kept) == 0
    assert (
        away.page.evaluate(
            "() => Object.keys(localStorage).filter((one) => one.includes('demo-deelnemer-1'))"
        )
        == []
    )
    assert not kept_by(server)
    for one in (away, home):
        one.page.context.close()


def test_the_phone_of_a_guide_forgets(browser: Browser, server: Running) -> None:
    """A note made without a network, about somebody erased meanwhile, is gone from the phone."""
    engine = open_database(server.database)
    telling = Telling(engine)
    telling.agree(now() - 2 * DAY)
    telling.practise(now() - DAY)
    engine.dispose()
    phone = browser.new_context(viewport=PHONE).new_page()
    phone.goto(f"{server.address}{telling.link(TRAINER)}")
    card = phone.locator(f'[id="{PARTICIPANT.code}"]')
    card.get_by_text("Andere situatie, andere dag of een notitie").click()
    phone.context.set_offline(True)
    card.get_by_label("Een korte notitie (mag)").fill("Bij de kar.")
    card.get_by_role("button", name="Gezien", exact=True).first.click()
    phone.wait_for_function("() => JSON.stringify(localStorage).includes('Bij de kar.')")
    home = Participant(page=browser.new_context(viewport=PHONE).new_page(), server=server)
    home.page.goto(f"{server.address}{telling.link(PARTICIPANT)}")
    home.page.wait_for_url("**/voila/render/**", wait_until="commit")
    look(home, "zeker").get_by_role("button", name="Ja, gooi alles weg").click()
    expect(home.page.get_by_role("heading", name="Alles is weg.")).to_be_visible()
    phone.context.set_offline(False)
    phone.wait_for_function("() => !JSON.stringify(localStorage).includes('Bij de kar.')")

    assert PARTICIPANT.code not in phone.evaluate(KEPT)
    assert on_device(phone)["pages"] == 0
    assert not kept_by(server, PARTICIPANT.code)
    for one in (phone, home.page):
        one.context.close()


def test_a_shared_device_forgets_who_was_erased(browser: Browser, server: Running) -> None:
    """What waits there by or about somebody erased goes with the next page; others' stays."""
    tablet, home = somebody(browser, server, number=2), somebody(browser, server)
    look(tablet)
    tablet.page.evaluate(
        """() => { for (const who of ['1', '3']) {
          const key = `wpo.out.demo-deelnemer-${who}.000000000000001000001.feit`;
          localStorage.setItem(key, '{"event_id": "x"}');
          const aside = `wpo.aside.demo-werkplekopleider-1.over-${who}`;
          localStorage.setItem(aside, `{"event": {"person": "demo-deelnemer-${who}"}}`);
        } }"""
    )
    look(home, "zeker").get_by_role("button", name="Ja, gooi alles weg").click()
    expect(home.page.get_by_role("heading", name="Alles is weg.")).to_be_visible()
    look(tablet)
    tablet.page.wait_for_function(
        "() => !JSON.stringify(localStorage).includes('demo-deelnemer-1')"
    )

    assert tablet.page.evaluate(KEPT).count("demo-deelnemer-3") == 2
    for one in (tablet, home):
        one.page.context.close()
