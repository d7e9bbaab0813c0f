"""The beheerder's page in the real browser: people, guides, lists and cards, by mouse and keys."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.apps.people.sheets import xlsx
from tests.browser.chromium import DESKTOP, PHONE, SMALL_PHONE
from tests.running import Running

pytestmark = pytest.mark.browser

BACK = "Terug naar de lijst"


@pytest.fixture(params=[DESKTOP], ids=["desktop"])
def page(browser: Browser, server: Running, request: pytest.FixtureRequest) -> Iterator[Page]:
    """The page of the demo's beheerder."""
    context = browser.new_context(viewport=request.param, accept_downloads=True)
    page = context.new_page()
    open_page(page, server)
    yield page
    context.close()


EVERY_SIZE = pytest.mark.parametrize(
    "page", [DESKTOP, PHONE, SMALL_PHONE], ids=["desktop", "phone", "small"], indirect=True
)


def open_page(page: Page, server: Running) -> None:
    """Come in as the beheerder and wait for the list."""
    page.goto(server.link("beheerder"))
    expect(page.locator(".people-list table")).to_be_visible()


def press(page: Page, name: str) -> None:
    """Press a button by its very name."""
    page.get_by_role("button", name=name, exact=True).click()


def told(page: Page, text: str) -> None:
    """See what the page says about the last step."""
    expect(page.locator(".people-told p")).to_contain_text(text)


def names(page: Page) -> list[str]:
    """Return who is in the list."""
    return page.locator(".people-list tbody th").all_inner_texts()


def find(page: Page, text: str, number: int) -> None:
    """Search, and see how many are found."""
    page.get_by_label("Zoek op naam of code").fill(text)
    expect(page.locator(".people-list tbody tr")).to_have_count(number)


def clean(page: Page) -> None:
    """See that axe finds nothing and that nothing sticks out sideways."""
    found = Axe().run(page).response["violations"]
    assert [(one["id"], [node["target"] for node in one["nodes"]]) for one in found] == []
    wide = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(wide) <= 0


@EVERY_SIZE
def test_every_panel_is_clean(page: Page) -> None:
    """The list and every panel are clean for axe and fit on the screen."""
    clean(page)
    page.get_by_text("Hoe werkt deze pagina?").click()
    clean(page)
    press(page, "Wijzig: Samir")
    expect(page.get_by_role("heading", name="Samir, deelnemer")).to_be_visible()
    clean(page)
    press(page, "Sluit de deur")
    expect(page.get_by_text("Weet u het zeker?")).to_be_visible()
    clean(page)
    press(page, "Nee, toch niet")
    for panel in ("Iemand toevoegen", "Lijst inlezen", "Naam van de organisatie"):
        press(page, BACK)
        press(page, panel)
        expect(page.get_by_role("heading", name=panel)).to_be_visible()
        clean(page)


def test_finding_and_paging(page: Page) -> None:
    """The list shows names, roles and guides, and is filtered while one types."""
    assert "Samir" in names(page)
    row = page.locator(".people-list tr", has_text="demo-deelnemer-1")
    expect(row).to_contain_text("Karin, Ron (assistent)")
    find(page, "sam", 1)
    find(page, "", 11)
    page.get_by_label("Rol").select_option("deelnemer")
    expect(page.locator(".people-list tbody tr")).to_have_count(3)
    expect(page.get_by_role("status").first).to_contain_text("3 in deze lijst")


def test_add_and_print(page: Page, tmp_path: Path) -> None:
    """Somebody is added, and the PDF comes out of the page without a file on the server."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    press(page, "Iemand toevoegen")
    page.get_by_label("Voornaam").fill("Fatma")
    page.get_by_label("Afdeling").last.fill("Kantine")
    page.get_by_label("Begeleid door").select_option(label="Karin (Fietsen)")
    press(page, "Voeg toe")
    told(page, "Fatma is toegevoegd")
    find(page, "Fatma", 1)
    expect(page.locator(".people-list tbody tr")).to_contain_text("Karin")
    assert page.get_by_label("Adres op de kaart").input_value().startswith("http://127.0.0.1:")
    page.get_by_label("Print voornamen").check()
    press(page, "Maak de PDF")
    with page.expect_download() as download:
        page.get_by_role("link", name="Haal de PDF op: 1").click()
    download.value.save_as(tmp_path / "kaarten.pdf")

    assert download.value.suggested_filename == "kaarten-demo.pdf"
    assert (tmp_path / "kaarten.pdf").read_bytes().startswith(b"%PDF")
    assert not [url for url in asked if not url.startswith(("data:", "blob:"))]
    clean(page)
    press(page, "Gooi weg")
    press(page, "Ja, gooi weg")
    told(page, "De kaarten zijn hier weg.")


def test_close_and_open(page: Page, shared_server: Running) -> None:
    """A closed door lets nobody in with the old card; it is opened again with a new one."""
    card = shared_server.link("deelnemer", 3)
    assert httpx.get(card).status_code == 200
    press(page, "Wijzig: Daan")
    press(page, "Sluit de deur")
    press(page, "Nee, toch niet")
    told(page, "niets veranderd")
    assert httpx.get(card).status_code == 200
    press(page, "Sluit de deur")
    press(page, "Ja, sluit de deur")
    told(page, "De deur is dicht voor Daan.")
    assert httpx.get(card).status_code == 403
    press(page, "Open de deur weer")
    told(page, "De deur is weer open voor Daan.")
    assert httpx.get(card).status_code == 403
    press(page, BACK)
    find(page, "Daan", 1)


def test_who_guides(page: Page) -> None:
    """A guide stops after a yes, and another begins as assistant."""
    press(page, "Wijzig: Agnes")
    press(page, "Karin stopt")
    press(page, "Ja, stop ermee")
    told(page, "Karin (Fietsen) begeleidt Agnes niet meer.")
    press(page, "Laat begeleiden")
    told(page, "Kies eerst wie gaat begeleiden.")
    page.get_by_label("Wie gaat begeleiden?").select_option(label="Ron (Fietsen)")
    page.get_by_label("Als assistent").check()
    press(page, "Laat begeleiden")
    told(page, "Ron (Fietsen) begeleidt nu Agnes.")
    expect(page.get_by_text("Ron (Fietsen) (assistent)")).to_be_visible()


def test_a_list_from_excel(page: Page, tmp_path: Path) -> None:
    """A workbook is shown row by row, waits for a yes to the rest, and makes whoever can be."""
    file = tmp_path / "lijst.xlsx"
    file.write_bytes(xlsx(("Priya", "deelnemer", "Groen", "Karin"), ("Tim", "baas")))
    large = tmp_path / "groot.csv"
    large.write_bytes(b"voornaam;rol\n" * 1_000_000)  # more than the connection takes at once
    press(page, "Lijst inlezen")
    for chosen in (large, file):
        with page.expect_file_chooser() as chooser:
            page.get_by_role("button", name="Kies een bestand").click()
        chooser.value.set_files(chosen)
        too_large = page.get_by_text("Dit bestand is te groot: hooguit 5 MB.")
        expect(too_large).to_be_visible(visible=chosen is large)
    expect(page.get_by_role("heading", name="1 nieuw, 0 bestaat al, 1 kan niet")).to_be_visible()
    expect(page.locator("tr", has_text="Tim")).to_contain_text("'baas' is geen rol")
    clean(page)
    go = page.get_by_role("button", name="Voeg toe: 1")
    expect(go).to_be_disabled()
    page.get_by_label("Ja, maak de rest").check()
    go.click()
    told(page, "Uit de lijst gemaakt: 1.")
    find(page, "Priya", 1)


def test_by_keyboard(page: Page) -> None:
    """Everything is reached and pressed with keys alone, and the focus goes along."""
    page.get_by_label("Zoek op naam of code").focus()
    page.keyboard.type("samir")
    expect(page.locator(".people-list tbody tr")).to_have_count(1)
    button = page.get_by_role("button", name="Wijzig: Samir")
    for _ in range(8):
        if button.evaluate("one => one === document.activeElement"):
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    back = page.get_by_role("button", name=BACK)
    expect(back).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_label("Voornaam")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Zoek op naam of code")).to_be_focused()
    outline = button.evaluate(
        "one => { one.focus({focusVisible: true}); return getComputedStyle(one).outlineWidth }"
    )
    assert outline == "4px"
