"""What a situation looks like, and what a hard word means, on a real phone."""

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.chromium import PHONE
from tests.browser.participant import Participant, somebody
from tests.browser.test_screens import assert_sound
from tests.running import Running
from wpo.catalogue.loading import Catalogue

pytestmark = pytest.mark.browser

OPDRACHT = "overleggen-luisteren-1"
SMALL = {"width": 320, "height": 640}

# The smallest PNG there is: one red dot.
DOT = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154"
    "08d763f8cfc0000003010100c9fe92ef0000000049454e44ae426082"
)


def _picture(page: Page) -> dict[str, Any]:
    """Wait for the picture of the screen, and return what it is and how wide it stands."""
    expect(page.locator("img.scene")).to_be_visible()
    page.wait_for_function("() => document.querySelector('img.scene').complete")
    found: dict[str, Any] = page.evaluate(
        """() => {
          const image = document.querySelector('img.scene');
          return { alt: image.alt, drawn: image.naturalWidth, wide: image.clientWidth,
                   tall: image.clientHeight, src: image.src };
        }"""
    )
    return found


@pytest.mark.parametrize(("number", "viewport"), [(1, PHONE), (2, SMALL)], ids=["phone", "small"])
def test_every_situation_has_its_picture(
    browser: Browser, shared_server: Running, catalogue: Catalogue, number: int, viewport: Any
) -> None:
    """Each situation of an opdracht shows its picture, as wide as the text, with its words."""
    person = somebody(browser, shared_server, number=number, viewport=viewport)
    person.open(OPDRACHT)
    seen = []
    for _ in range(30):
        if person.page.locator("img.scene").count():
            found = _picture(person.page)
            seen.append(found["alt"])
            assert found["drawn"] > 0
            assert found["tall"] == pytest.approx(found["wide"] / 2, abs=1)
            assert found["wide"] <= viewport["width"]
        if person.at_end:
            break
        person.answer()

    alts = [one.scene.alt for one in catalogue.assignment(OPDRACHT).pictures()]
    assert list(dict.fromkeys(seen)) == alts


def test_later_pictures_come_before_the_connection_goes(browser: Browser, server: Running) -> None:
    """Pictures of later screens are fetched while somebody reads, so they need no connection."""
    person = somebody(browser, server)
    asked: list[str] = []
    person.page.on("request", lambda request: asked.append(request.url))
    person.open(OPDRACHT)
    pictures = set(
        person.page.evaluate(
            "Object.values(JSON.parse(document.getElementById('wpo-page').textContent).pictures)"
        )
    )
    person.page.wait_for_timeout(4000)
    assert {url.removeprefix(server.address) for url in asked} >= pictures
    person.page.context.set_offline(True)

    person.practise()
    person.page.get_by_role("button", name="Terug").click()
    while not person.page.locator("img.scene").count():
        person.page.get_by_role("button", name="Terug").click()
    assert _picture(person.page)["drawn"] > 0


def test_a_picture_that_cannot_come_is_gone(browser: Browser, shared_server: Running) -> None:
    """Without its picture a question is whole: no empty frame, nothing that cannot be answered."""
    person = somebody(browser, shared_server)
    person.page.route("**/wpo/beeld/**", lambda route: route.abort())
    person.open("overleggen-luisteren-2")
    expect(person.page.locator("img.scene")).to_have_count(0)

    person.answer()
    assert person.given


def test_a_hard_word_is_explained_by_a_tap(browser: Browser, server: Running) -> None:
    """The explanation opens over the question, closes again, and what was asked goes along."""
    person = somebody(browser, server)
    person.open(OPDRACHT)
    word = person.page.locator(".text button.word").first
    expect(word).to_have_text("leidinggevende")
    word.click()
    panel = person.page.get_by_role("dialog", name="leidinggevende")
    expect(panel).to_contain_text("De persoon die zegt wat er moet gebeuren op je werk.")
    assert_sound(person.page)
    panel.get_by_role("button", name="Sluiten").click()

    expect(panel).to_have_count(0)
    expect(word).to_be_focused()
    person.answer()
    person.answer()
    person.all_kept()
    facts = [one["facts"] for one in server.events() if one["name"] == "answered"]
    assert [one["asked"] for one in facts] == [["leidinggevende"], []]  # type: ignore[index]


def test_a_hard_word_is_explained_by_keyboard(browser: Browser, shared_server: Running) -> None:
    """Tab reaches the word in its sentence, Enter opens, Escape closes."""
    person = somebody(browser, shared_server, number=3)
    person.open(OPDRACHT)
    for _ in range(6):
        person.page.keyboard.press("Tab")
        if person.page.evaluate("document.activeElement.classList.contains('word')"):
            break
    person.page.keyboard.press("Enter")
    expect(person.page.get_by_role("dialog", name="leidinggevende")).to_be_visible()
    person.page.keyboard.press("Escape")

    expect(person.page.get_by_role("dialog")).to_have_count(0)


def test_own_words_and_photos(browser: Browser, tmp_path: Path, catalogue: Catalogue) -> None:
    """A company that calls things otherwise sees its own words and its own photo."""
    overlay = tmp_path / "eigen"
    (overlay / "beeld").mkdir(parents=True)
    (overlay / "woorden.yaml").write_text("words: [{standard: leidinggevende, ours: voorman}]")
    first = next(catalogue.assignment(OPDRACHT).pictures())
    (overlay / "beeld" / f"{first.name}.png").write_bytes(DOT)
    with Running(tmp_path / "data", overlay=overlay) as server:
        person: Participant = somebody(browser, server)
        person.open(OPDRACHT)
        found = _picture(person.page)
        text = person.page.locator(".text").inner_text()
        stranger = browser.new_context()

        assert re.search(r"/wpo/beeld/eigen/.*\.png$", found["src"])
        assert found["drawn"] == 1
        assert "voorman" in text
        assert "leidinggevende" not in text
        assert stranger.request.get(found["src"]).status == 401
        headers = person.page.request.get(found["src"]).headers
        assert headers["content-security-policy"].startswith("default-src 'none'")
        assert headers["x-content-type-options"] == "nosniff"
