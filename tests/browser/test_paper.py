"""Papers and files in the real browser: a list is mapped, brought in once and taken back; keys."""

from pathlib import Path
from typing import Any

import openpyxl
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, WebSocketRoute, expect

from tests.browser.chromium import DESKTOP
from tests.pilot.importing.files import ASKED, csv
from tests.running import Running
from wpo.catalogue.loading import Catalogue
from wpo.publish.documents import document
from wpo.publish.paper import paper_body, sheets
from wpo.store.database import open_database, reading
from wpo.store.pilot import pilot_events

pytestmark = pytest.mark.browser

A4 = {"width": 672, "height": 1016}  # pixels within the margins of documents.css
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


def _open(
    browser: Browser | BrowserContext, server: Running, role: str, door: str, label: str
) -> Page:
    page = (
        browser.new_page(viewport=DESKTOP) if isinstance(browser, Browser) else browser.new_page()
    )
    page.goto(server.link(role))
    page.goto(f"{server.address}/voila/render/{door}.ipynb")
    expect(page.get_by_label(label)).to_be_visible()
    return page


def _choose(page: Page, file: Path) -> None:
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Kies een bestand").click()
    chooser.value.set_files(file)


def _clean(page: Page) -> None:
    found = Axe().run(page, context=".wpo-people").response["violations"]
    assert [one["id"] for one in found] == []


def test_a_list(browser: Browser, server: Running, tmp_path: Path) -> None:
    """Mapped by hand, seen, brought in by two fast clicks once, mended, and taken back."""
    file, large = tmp_path / "lijst.csv", tmp_path / "groot.csv"
    file.write_bytes(csv(*ROWS, header=(*ASKED[:3], "Kolom A", *ASKED[4:])))
    large.write_bytes(b"opdracht;datum\n" * 800_000)
    page = _open(
        browser, server, "projectleider", "projectleider/inlezen", "Van welke organisatie?"
    )
    expect(page.get_by_role("link", name="Inlezen")).to_have_attribute("aria-current", "page")
    page.get_by_label("Van welke organisatie?").select_option(label="Voorbeeld (verzonnen)")
    _choose(page, large)
    expect(page.get_by_text("Dit bestand is te groot")).to_be_visible()
    _choose(page, file)
    expect(page.get_by_text("Deze kolommen doen niet mee: Kolom A.")).to_be_visible()
    page.get_by_label("Kolom A").select_option(label=ASKED[3])
    expect(page.get_by_role("heading", name="1 nieuw, 0 was er al, 1 kan niet")).to_be_visible()
    expect(page.locator("tr", has_text="misschien")).to_contain_text("Kies: nee, beetje, ja")
    _clean(page)
    page.get_by_role("button", name="Lees in: 1").dblclick()
    expect(page.get_by_text("Ingelezen: 1.")).to_be_visible()
    assert [one.person for one in _kept(server)] == ["demo-deelnemer-1"]
    with page.expect_download() as download:
        page.get_by_role("button", name="Download wat niet meegaat: 1").click()
    download.value.save_as(tmp_path / "nakijken.xlsx")
    book = openpyxl.load_workbook(tmp_path / "nakijken.xlsx")
    (bad,) = [one for row in book.active for one in row if one.value == "misschien"]
    bad.value = "ja"
    book.save(tmp_path / "nakijken.xlsx")
    _choose(page, tmp_path / "nakijken.xlsx")
    expect(page.get_by_role("heading", name="1 nieuw, 0 was er al, 0 kan niet")).to_be_visible()
    _choose(page, file)
    page.get_by_label("Kolom A").select_option(label=ASKED[3])
    expect(page.get_by_role("heading", name="0 nieuw, 1 was er al, 1 kan niet")).to_be_visible()
    page.get_by_role("button", name="Terugnemen").click()
    page.get_by_role("button", name="Ja, neem terug").click()
    expect(page.get_by_text("Weg uit de pilot: 1.")).to_be_visible()
    assert _kept(server) == []


def test_by_keys_alone(browser: Browser, server: Running) -> None:
    """A paper is keyed in with keys alone; after a mistake it is still there; mended, it goes."""
    page = _open(browser, server, "coach", "coach/intikken", "Code van de persoon")
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
    expect(page.locator(".title")).to_have_text("Meedoen met hulp als iets anders is")
    _clean(page)
    keys.press("Enter")
    expect(page.get_by_text("Bewaard. Het volgende papier kan.")).to_be_visible()
    expect(page.get_by_text("Vandaag ingetikt: 1")).to_be_visible()
    expect(opdracht).to_have_value("2b-1")
    (event,) = _kept(server)
    assert [one.value for one in event.facts.answers] == [3, 2, 3, 1]
    with page.expect_download() as download:
        page.get_by_role("button", name="Download als pdf").press("Enter")
    assert Path(download.value.path()).read_bytes().startswith(b"%PDF")
    page.get_by_role("button", name="Verbeter het vorige papier").press("Enter")
    expect(page.get_by_text("U verbetert:")).to_be_visible()
    page.get_by_role("radio", name="3 ja").first.focus()
    keys.press("1")
    keys.press("Enter")
    expect(page.get_by_text("Bewaard. Het volgende papier kan.")).to_be_visible()
    (event,) = _kept(server)
    assert [one.value for one in event.facts.answers] == [1, 2, 3, 1]
    page.get_by_role("button", name="Verbeter: ").press("Enter")
    page.get_by_role("button", name="Haal dit papier weg").press("Enter")
    expect(page.get_by_text("Het papier is weggehaald.")).to_be_visible()
    expect(page.get_by_text("Vandaag ingetikt: 0")).to_be_visible()
    assert _kept(server) == []


def test_likely_here(browser: Browser, server: Running) -> None:
    """A paper that is likely kept before waits for an answer, also when the page is left."""
    page = _open(browser, server, "coach", "coach/intikken", "Code van de persoon")
    keys, doubt = page.keyboard, page.get_by_text("Lijkt al binnen: ingetikt op")

    def key_in() -> None:
        page.get_by_label("Code van de persoon").fill("demo-deelnemer-1")
        page.get_by_label("Opdracht", exact=True).fill("2b-1")
        page.get_by_role("radio", name="3 ja").first.focus()
        for key in ("3", "Enter"):
            keys.press(key)

    key_in()
    expect(page.get_by_text("Vandaag ingetikt: 1")).to_be_visible()
    key_in()
    expect(doubt).to_be_visible()
    _clean(page)
    page.reload()
    page.get_by_role("button", name="Kijk nog na: 1").click()
    expect(doubt).to_be_visible()
    page.get_by_role("button", name="Sla dit papier over").click()
    expect(doubt).to_be_hidden()
    key_in()
    expect(doubt).to_be_visible()
    keys.press("Tab")
    expect(page.get_by_role("button", name="Sla dit papier over")).to_be_focused()
    keys.press("Tab")
    keys.press("Enter")
    expect(page.get_by_text("Vandaag ingetikt: 2")).to_be_visible()

    assert len(_kept(server)) == 2


def test_a_bad_connection(browser: Browser, server: Running) -> None:
    """What is saved while nothing gets through waits on the device, and comes in once, later."""
    lost: list[bool] = []

    def through(page_side: WebSocketRoute) -> None:
        far = page_side.connect_to_server()
        page_side.on_message(lambda one: None if lost else far.send(one))
        far.on_message(page_side.send)

    context = browser.new_context(viewport=DESKTOP)
    context.route_web_socket("**/*", through)
    page = _open(context, server, "coach", "coach/intikken", "Code van de persoon")
    page.get_by_label("Opdracht", exact=True).fill("2b-1")
    page.get_by_role("radio", name="3 ja").first.focus()
    page.keyboard.press("3")
    lost.append(True)
    page.keyboard.press("Enter")
    expect(page.get_by_text("Op dit apparaat wachten papieren: 1")).to_be_visible()
    assert _kept(server) == []
    lost.clear()
    page.goto(f"{server.address}/voila/render/coach/intikken.ipynb")
    expect(page.get_by_text("Vandaag ingetikt: 1")).to_be_visible()

    assert len(_kept(server)) == 1


def test_each_paper_is_one_side(browser: Browser, catalogue: Catalogue) -> None:
    """Printed from the browser too, every paper is one side of A4; on a screen it reads well."""
    papers = sheets(catalogue, catalogue.assignments.values())
    page = browser.new_page(viewport=A4)
    page.set_content(document("Papier", paper_body("Papier", papers[:4])))
    clean = Axe().run(page).response["violations"]
    page.set_content(document("Papier", paper_body("Papier", papers)))
    page.emulate_media(media="print")
    heights = page.eval_on_selector_all(
        "section.paper", "all => all.map((one) => one.getBoundingClientRect().height)"
    )

    assert [one["id"] for one in clean] == []
    assert len(heights) == len(papers)
    assert max(heights) <= A4["height"]
