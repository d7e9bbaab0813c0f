"""The handleiding and the cards as they come out of a printer, and on the screens of staff."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.chromium import DESKTOP, PHONE
from tests.browser.test_screens import assert_fits, assert_sound
from tests.running import Running
from wpo.catalogue.loading import Catalogue
from wpo.model.people import HANDBOOK
from wpo.publish.cards import cards_body
from wpo.publish.documents import document
from wpo.publish.manual import page_html

pytestmark = pytest.mark.browser


@pytest.fixture
def paper(browser: Browser) -> Iterator[Page]:
    """A page to print from."""
    page = browser.new_page()
    yield page
    page.close()


def _sheets(paper: Page, body: str) -> int:
    """Return how many sheets of A4 a document takes."""
    paper.set_content(document("Proef", body))
    printed = paper.pdf(prefer_css_page_size=True)
    return len(re.findall(rb"/Type\s*/Page\b", printed))


def test_every_page_of_the_manual_fits(paper: Page, catalogue: Catalogue) -> None:
    """A chapter takes one sheet or two; the pages about a skill take two, front and back."""
    sheets = {one.file: _sheets(paper, page_html(one)) for one in catalogue.manual}

    assert set(sheets.values()) <= {1, 2}, sheets
    assert {sheets[one] for one in sheets if "/skills/" in one} == {2}


def test_every_card_is_one_sheet(paper: Page, catalogue: Catalogue) -> None:
    """A card can be taken along: contents on the first sheet, then one for each opdracht."""
    assert _sheets(paper, cards_body(catalogue)) == 1 + len(catalogue.assignments)


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("notebook", HANDBOOK)
def test_the_handbook_on_a_screen(
    browser: Browser, shared_server: Running, notebook: str, viewport: dict[str, int]
) -> None:
    """It passes axe, fits, and its contents lead to the chapters."""
    page = browser.new_page(viewport=viewport)  # type: ignore[arg-type]
    page.goto(shared_server.link("werkplekopleider"))
    page.wait_for_url("**/voila/render/**")
    page.goto(f"{shared_server.address}/voila/render/{notebook}")
    (assert_sound if viewport == PHONE else assert_fits)(page)
    page.evaluate("scrollTo(0, 0)")
    page.locator(".contents a").last.click()

    assert page.evaluate("scrollY") > 1000
