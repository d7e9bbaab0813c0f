"""Papers and files in the real browser: a list is mapped, brought in once and taken back; keys."""

from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.chromium import DESKTOP
from tests.pilot.importing.files import ASKED, csv
from tests.running import Running
from wpo.store.database import open_database, reading
from wpo.store.pilot import pilot_events

pytestmark = pytest.mark.browser

PATIENCE_MS = 90_000
ROWS = (
    ("2b-1", "20-11-2025", "demo-deelnemer-1", "ja", "beetje", "ja", "ja", "nee", ""),
    ("2b-1", "20-11-2025", "", "misschien", "beetje", "ja", "ja", "nee", ""),
)


def _kept(server: Running) -> list[Any]:
    engine = open_database(server.database)
    with reading(engine) as connection:
        found = [one for _, one in pilot_events(connection)]
    engine.dispose()
    return found


def _open(browser: Browser, server: Running, role: str, door: str, label: str) -> Page:
    page = browser.new_context(viewport=DESKTOP).new_page()
    page.goto(server.link(role))
    page.goto(f"{server.address}/voila/render/{door}.ipynb")
    expect(page.get_by_label(label)).to_be_visible(timeout=PATIENCE_MS)
    return page


def _choose(page: Page, file: Path) -> None:
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Kies een bestand").click()
    chooser.value.set_files(file)


def _clean(page: Page) -> None:
    found = Axe().run(page, context=".wpo-people").response["violations"]
    assert [one["id"] for one in found] == []


def test_a_list(browser: Browser, server: Running, tmp_path: Path) -> None:
    """Mapped by hand, seen, brought in; a second time nothing doubles; then all is taken back."""
    file = tmp_path / "lijst.csv"
    file.write_bytes(csv(*ROWS, header=(*ASKED[:3], "Kolom A", *ASKED[4:])))
    page = _open(
        browser, server, "projectleider", "projectleider/inlezen", "Van welke organisatie?"
    )
    page.get_by_label("Van welke organisatie?").select_option(label="Voorbeeld (verzonnen)")
    _choose(page, file)
    page.get_by_label("Kolom A").select_option(label=ASKED[3])
    expect(page.get_by_role("heading", name="1 nieuw, 0 was er al, 1 kan niet")).to_be_visible()
    expect(page.locator("tr", has_text="misschien")).to_contain_text("Kies: nee, beetje, ja")
    _clean(page)
    page.get_by_role("button", name="Lees in: 1").click()
    expect(page.get_by_text("Ingelezen: 1.")).to_be_visible()
    _choose(page, file)
    page.get_by_label("Kolom A").select_option(label=ASKED[3])
    expect(page.get_by_role("heading", name="0 nieuw, 1 was er al, 1 kan niet")).to_be_visible()
    assert [one.person for one in _kept(server)] == ["demo-deelnemer-1"]
    page.get_by_role("button", name="Terugnemen").click()
    page.get_by_role("button", name="Ja, neem terug").click()
    expect(page.get_by_text("Dit is teruggenomen.")).to_be_visible()
    assert _kept(server) == []


def test_by_keys_alone(browser: Browser, server: Running) -> None:
    """A paper is keyed in with keys alone; a mistake keeps what was typed; the last one is undone."""
    page = _open(browser, server, "coach", "coach/intikken", "Opdracht")
    keys = page.keyboard
    page.get_by_label("Code van de persoon").focus()
    keys.press("Tab")
    keys.type("9z-9")
    keys.press("Tab")
    keys.press("Tab")
    for digit in "3231":
        keys.press(digit)
    keys.press("Enter")
    expect(page.get_by_text("'9z-9' is geen opdracht")).to_be_visible()
    opdracht = page.get_by_label("Opdracht", exact=True)
    expect(opdracht).to_be_focused()
    keys.press("ControlOrMeta+a")
    keys.type("2b-1")
    expect(page.get_by_text("Meedoen met hulp als iets anders is")).to_be_visible()
    _clean(page)
    keys.press("Enter")
    expect(page.get_by_text("Bewaard. Het volgende papier kan.")).to_be_visible()
    expect(page.get_by_text("Vandaag ingetikt: 1")).to_be_visible()
    expect(opdracht).to_have_value("2b-1")
    (event,) = _kept(server)
    assert [one.value for one in event.facts.answers] == [3, 2, 3, 1]
    page.get_by_role("button", name="Haal het laatste papier weg").press("Enter")
    expect(page.get_by_text("Het laatste papier is weggehaald.")).to_be_visible()
    assert _kept(server) == []


def test_a_bad_connection(browser: Browser, server: Running) -> None:
    """What is saved while nothing gets through waits on the device, and comes in once, later."""
    page = _open(browser, server, "coach", "coach/intikken", "Opdracht")
    page.get_by_label("Opdracht", exact=True).fill("2b-1")
    page.get_by_role("radio", name="3 ja").first.focus()
    page.keyboard.press("3")
    page.route_web_socket("**/*", lambda _: None)
    page.context.set_offline(True)
    server.kill()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Op dit apparaat wachten papieren: 1")).to_be_visible(timeout=15_000)
    assert _kept(server) == []
    server.start()
    page.context.set_offline(False)
    page.unroute_all()
    page.goto(f"{server.address}/voila/render/coach/intikken.ipynb")
    expect(page.get_by_text("Vandaag ingetikt: 1")).to_be_visible(timeout=PATIENCE_MS)

    assert len(_kept(server)) == 1
