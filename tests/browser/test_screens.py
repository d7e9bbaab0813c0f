"""Every screen can be seen, heard and used by everybody."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.chromium import DESKTOP, PHONE
from tests.browser.participant import PAGE, somebody
from tests.running import Running

pytestmark = pytest.mark.browser

# A and AA of WCAG 2.2, the best practices, and contrast 7:1 for all text.
AXE = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "rules": {"color-contrast-enhanced": {"enabled": True}},
}


DUTCH_VOICE = """
  window.said = [];
  const voice = { lang: 'nl-NL', name: 'test' };
  speechSynthesis.getVoices = () => [voice];
  speechSynthesis.speak = (utterance) => window.said.push(utterance.text);
  Object.defineProperty(SpeechSynthesisUtterance.prototype, 'voice', { set() {}, get() {} });
"""


def assert_sound(page: Page) -> None:
    """Wait for the title of a page that is still coming; assert what axe finds and overlooks."""
    expect(page.locator("h1")).to_have_count(1)
    # A button that is half under the bar counts as too small; everybody can scroll it free.
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    found = Axe().run(page, options=AXE).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []
    assert_fits(page)


def assert_fits(page: Page) -> None:
    """Assert what the size of a screen may change; axe says the same at every size, and slowly."""
    facts: dict[str, Any] = page.evaluate(
        """() => ({
          lang: document.documentElement.lang,
          title: document.title,
          mains: document.querySelectorAll('main').length,
          h1: document.querySelectorAll('h1').length,
          wide: document.documentElement.scrollWidth - innerWidth,
        })"""
    )
    assert facts["lang"] == "nl"
    assert facts["title"]
    assert (facts["mains"], facts["h1"]) == (1, 1)
    assert facts["wide"] <= 0


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_every_screen_of_an_opdracht_is_accessible(
    browser: Browser, shared_server: Running, viewport: Any
) -> None:
    """Questions, feedback, panels and summary pass all checks; each takes a remark."""
    person = somebody(browser, shared_server, viewport=viewport)
    person.open("overleggen-zeggen-2" if viewport == PHONE else "overleggen-luisteren-3")
    for name in ("Stop en bewaar", "Hulp"):
        person.page.get_by_role("button", name=name).click()
        assert_sound(person.page)
        person.page.keyboard.press("Escape")

    look = assert_sound if viewport == PHONE else assert_fits

    def sound() -> None:
        look(person.page)
        assert person.page.get_by_role("button", name="Hier klopt iets niet").is_visible()

    person.go_on = lambda: (sound(), type(person).go_on(person))  # type: ignore[method-assign]
    person.choose = -1
    for _ in range(80):
        sound()
        if person.at_end:
            return
        person.answer()
    pytest.fail("the practice does not end")


def test_the_choice_of_opdrachten_is_accessible(browser: Browser, shared_server: Running) -> None:
    """The lists to choose from pass too: a skill leads to its opdrachten, and those to practice."""
    person = somebody(browser, shared_server, number=3)  # who did nothing yet
    person.page.goto(shared_server.address + PAGE)
    expect(person.page.locator(".chooser").get_by_role("link")).to_have_count(8)
    assert_sound(person.page)
    person.page.get_by_role("link").first.click()
    expect(person.page.locator("h1")).to_have_text("Overleggen")
    assert_sound(person.page)
    person.page.get_by_role("link").nth(1).click()

    expect(person.page.locator("h1")).to_have_text("Luisteren en een vraag stellen")


@pytest.mark.parametrize("width", [320, 390, 640])
def test_nothing_overflows_at_any_width_or_zoom(
    browser: Browser, shared_server: Running, width: int
) -> None:
    """320 px wide is also what 640 px is at 200 % zoom; all text stays readable."""
    person = somebody(
        browser,
        shared_server,
        viewport={"width": width, "height": 640},
        device_scale_factor=2,
        number=2,
    )
    person.open("overleggen-zeggen-2")
    assert_sound(person.page)
    person.answer()

    assert person.page.evaluate("document.documentElement.scrollWidth") <= width


def test_every_text_and_every_option_can_be_heard(browser: Browser, shared_server: Running) -> None:
    """With a Dutch voice there is a button at every text; it speaks exactly that text."""
    person = somebody(browser, shared_server, number=2)
    person.page.context.add_init_script(DUTCH_VOICE)
    person.open("overleggen-luisteren-2")
    page = person.page

    assert page.locator(".offer .listen").count() == page.locator(".offer").count() > 0
    page.locator(".text .listen").click()
    page.locator(".offer .listen").first.click()
    option = page.locator(".offer .choice").first.inner_text()
    stem = " ".join(page.locator(".text p").all_inner_texts())
    assert page.evaluate("said") == [stem, option]
    assert option in (page.locator(".offer .listen").first.get_attribute("aria-label") or "")
    page.wait_for_timeout(320)
    page.locator(".offers .choice").first.click()
    page.locator(".said .listen").click()
    heard = page.evaluate("said")[-1]
    for line in page.locator(".said > p").all_inner_texts():
        assert line in heard
    assert_sound(page)


def test_read_aloud_is_hidden_without_a_dutch_voice(
    browser: Browser, shared_server: Running
) -> None:
    """A button that does nothing is worse than none."""
    person = somebody(browser, shared_server, number=3)
    person.open("overleggen-luisteren-2")

    assert person.page.locator(".listen").count() == 0


def test_listening_is_kept_as_a_fact(browser: Browser, server: Running) -> None:
    """How often something was read aloud, and whether help was open, goes with the answer."""
    person = somebody(browser, server)
    person.page.context.add_init_script(DUTCH_VOICE)
    person.open("overleggen-luisteren-2")
    person.page.locator(".text .listen").click()
    person.page.locator(".offer .listen").last.click()
    person.page.get_by_role("button", name="Hulp").click()
    person.page.keyboard.press("Escape")
    person.answer()
    person.all_kept()

    facts: Any = server.events()[-1]["facts"]
    assert (facts["listened"], facts["helped"]) == (2, True)
    assert facts["pace"] in ("<5s", "5-15s", "15-60s")


def test_movement_is_off_for_who_wants_that(browser: Browser, shared_server: Running) -> None:
    """With reduced motion nothing is animated."""
    person = somebody(browser, shared_server, number=3, reduced_motion="reduce")
    person.open("overleggen-luisteren-2")
    person.page.wait_for_timeout(320)
    person.page.locator(".offers .choice").first.click()

    moving = "document.getAnimations().length"
    assert person.page.evaluate(moving) == 0


def test_the_plan_prints_without_buttons(browser: Browser, shared_server: Running) -> None:
    """On paper only the words are left."""
    person = somebody(browser, shared_server, number=2)
    person.open("overleggen-zeggen-1")
    person.practise()
    person.page.emulate_media(media="print")

    for kind in (".bar", ".go", ".size", ".listen"):
        for one in person.page.locator(kind).all():
            expect(one).to_be_hidden()
    expect(person.page.get_by_text("Dit ga je deze week doen")).to_be_visible()


def test_without_javascript_the_page_says_what_is_needed(
    browser: Browser, shared_server: Running
) -> None:
    """A very old device gets a title and a sentence, not an empty screen."""
    person = somebody(browser, shared_server, java_script_enabled=False)
    person.page.goto(f"{shared_server.address}{PAGE}?opdracht=overleggen-zeggen-1")

    expect(person.page.locator("h1")).to_be_visible()
    assert "<noscript><p>Deze pagina heeft JavaScript nodig." in person.page.content()
