"""One whole opdracht, as real people do it: by keyboard, by touch, with big letters, twice."""

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.chromium import PHONE, SMALL_PHONE
from tests.browser.participant import SETTLE_MS, Participant, somebody
from tests.running import Running

pytestmark = pytest.mark.browser


def by_keyboard(page: Page) -> Any:
    """Return a way to press a control that uses Tab, and Space or Enter, and nothing else."""

    def press(target: Locator) -> None:
        for _ in range(40):
            if target.evaluate("(element) => element === document.activeElement"):
                break
            page.keyboard.press("Tab")
        else:
            raise AssertionError(f"not reached by Tab: {target}")
        ring = target.evaluate(
            "(element) => getComputedStyle(element.closest('label') || element).outlineStyle"
        )
        assert ring == "solid", "focus is not visible"
        page.keyboard.press("Space")

    return press


def test_a_whole_opdracht_by_keyboard(browser: Browser, shared_server: Running) -> None:
    """Tab and Space are enough from the first screen to the summary."""
    person = somebody(browser, shared_server)
    person.press = by_keyboard(person.page)
    person.open("overleggen-zeggen-1")
    person.practise()
    person.all_kept()

    assert person.at_end
    assert [one for one in shared_server.answers() if one in person.given]
    assert shared_server.answers()[-len(person.given) :] == person.given


def test_focus_moves_to_the_feedback(browser: Browser, shared_server: Running) -> None:
    """After an answer the feedback has the focus, and it is announced politely."""
    person = somebody(browser, shared_server, number=3)
    person.open("overleggen-zeggen-2")
    person.page.wait_for_timeout(SETTLE_MS)
    person.page.locator(".offers .choice").first.click()

    expect(person.page.locator(".said")).to_be_focused()
    assert person.page.locator(".said").get_attribute("aria-live") == "polite"


@pytest.mark.parametrize(
    ("viewport", "opdracht"),
    [(PHONE, "overleggen-luisteren-3"), (SMALL_PHONE, "overleggen-zeggen-3")],
    ids=["390x844", "320x640"],
)
def test_a_whole_opdracht_by_touch(
    browser: Browser, shared_server: Running, viewport: Any, opdracht: str
) -> None:
    """Taps are enough, nothing overflows, and every target is large and apart."""
    person = somebody(browser, shared_server, viewport=viewport, has_touch=True, is_mobile=True)
    person.press = lambda target: target.tap()
    person.choose = -1
    person.open(opdracht)
    for _ in range(80):
        assert_fits(person.page)
        if person.at_end:
            break
        person.answer()
    person.all_kept()

    assert person.at_end
    assert shared_server.answers()[-len(person.given) :] == person.given


def assert_fits(page: Page) -> None:
    """Assert that nothing is wider than the screen and that targets are 48 px and 8 px apart.

    The bar stays in its place while the rest scrolls behind it: they are compared apart. A hard
    word inside a sentence has the size of its letters, as WCAG 2.5.8 allows; a tap reaches it
    from further away, and that reach is measured.
    """
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert wide <= 0, f"{wide} px too wide"
    for part in (".bar", ".wpo-player > :not(.bar)"):
        boxes = page.evaluate(
            """(part) => [...document.querySelectorAll('button, a, label.choice')]
              .filter((one) => one.offsetParent && one.closest(part) && !one.matches('p .word'))
              .map((one) => [one.innerText, one.getBoundingClientRect().toJSON()])""",
            part,
        )
        reaches = page.evaluate(
            """() => [...document.querySelectorAll('p .word')].map((one) => {
              const beyond = parseFloat(getComputedStyle(one, '::after').top);
              return one.getClientRects()[0].height - 2 * beyond;
            })"""
        )
        assert all(reach >= 48 for reach in reaches), reaches
        for place, (text, box) in enumerate(boxes):
            assert min(box["width"], box["height"]) >= 48, f"{text!r}: {box}"
            for other, near in boxes[place + 1 :]:
                across = max(near["left"] - box["right"], box["left"] - near["right"])
                down = max(near["top"] - box["bottom"], box["top"] - near["bottom"])
                assert max(across, down) >= 7.5, f"{text!r} and {other!r}: {across}, {down} px"


def test_the_summary_says_what_went_well_and_what_the_plan_is(
    browser: Browser, shared_server: Running
) -> None:
    """At the end: what you can, one thing to look out for, the plan; no mark, no share."""
    person = somebody(browser, shared_server, number=2)
    person.open("overleggen-luisteren-1")
    person.practise()

    text = person.page.locator(".screen").inner_text()
    assert "Dit kun je al" in text or "Je hebt elke vraag gedaan" in text
    assert "Dit ga je deze week doen" in text
    assert "Als " in text
    assert "%" not in text


def test_practising_again_is_a_new_attempt(browser: Browser, shared_server: Running) -> None:
    """The first attempt stays as it was; the new one is stored beside it."""
    person = somebody(browser, shared_server, number=3)
    person.open("overleggen-luisteren-1")
    person.practise()
    first = list(person.given)
    person.page.get_by_role("button", name="Nog een keer oefenen").click()
    person.practise()
    person.all_kept()

    events = shared_server.events("demo-deelnemer-3")
    attempts = {one["attempt"] for one in events if one["assignment"] == "overleggen-luisteren-1"}
    assert len(attempts) == 2
    assert len(person.given) > len(first)


def test_going_back_changes_nothing(browser: Browser, shared_server: Running) -> None:
    """Terug shows the earlier screen with its answer; Verder returns."""
    person = somebody(browser, shared_server, number=2)
    person.open("overleggen-zeggen-3")
    person.answer()
    person.answer()
    screen = person.screen
    back = person.page.get_by_role("button", name="Terug")
    back.click()
    back.click()
    assert person.screen == "0"
    assert back.is_disabled()
    expect(person.page.locator(".choice.chosen")).to_have_count(1)
    person.go_on()
    person.go_on()
    person.all_kept()

    assert person.screen == screen
    assert len(shared_server.answers("demo-deelnemer-2")) >= 2


def test_a_double_tap_answers_once(browser: Browser, server: Running) -> None:
    """Tapping twice on an option, or on Verder, never answers a question that was not read."""
    person = somebody(browser, server)
    person.open("overleggen-zeggen-2")
    person.page.wait_for_timeout(SETTLE_MS)
    person.page.locator(".offers .choice").first.dblclick()
    person.page.wait_for_timeout(SETTLE_MS)
    person.page.locator(".said .go").dblclick()
    person.all_kept()

    assert len(server.answers()) == 1


def test_stop_and_help_are_always_there_and_lose_nothing(
    browser: Browser, shared_server: Running
) -> None:
    """Both open over the screen, close with Escape, and leave the screen as it was."""
    person = somebody(browser, shared_server, number=2)
    person.open("overleggen-luisteren-2")
    for name, says in (("Stop en bewaar", "Je bent gestopt"), ("Hulp", "Tik op het antwoord")):
        screen = person.screen
        person.page.get_by_role("button", name=name).click()
        expect(person.page.locator("dialog")).to_contain_text(says)
        person.page.keyboard.press("Escape")
        expect(person.page.locator("dialog")).to_have_count(0)
        assert person.screen == screen


def test_letters_grow_and_stay_grown(browser: Browser, shared_server: Running) -> None:
    """The size of letters is kept on the device, and nothing overflows at the largest."""
    person = somebody(browser, shared_server, number=2, viewport=SMALL_PHONE)
    person.open("overleggen-luisteren-2")
    size = "parseFloat(getComputedStyle(document.querySelector('.wpo .choice')).fontSize)"
    small = person.page.evaluate(size)
    person.page.get_by_role("button", name="Letters").click()
    person.page.get_by_role("button", name="Letters").click()
    large = person.page.evaluate(size)
    person.open("overleggen-luisteren-2")

    assert small >= 18
    assert large >= 1.3 * small
    assert person.page.evaluate(size) == large
    assert person.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_nobody_can_answer_on_a_screen_that_asks_to_mark_before_marking(
    browser: Browser, shared_server: Running
) -> None:
    """Klaar does nothing until something is marked, and says so to a screen reader."""
    person = somebody(browser, shared_server, number=2)
    person.open("overleggen-luisteren-2")
    while person._asked()[1] != "many":
        person.answer()
    done = person.page.locator(".screen > .go")
    assert done.get_attribute("aria-disabled") == "true"
    person.page.wait_for_timeout(SETTLE_MS)
    screen = person.screen
    done.dispatch_event("click")

    assert person.page.locator(".said").count() == 0
    assert person.screen == screen


def test_the_first_question_works_without_any_socket(
    browser: Browser, shared_server: Running
) -> None:
    """No websocket opens, no bundle loads, and nothing is asked of another host."""
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    asked: list[str] = []
    sockets: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("websocket", lambda socket: sockets.append(socket.url))
    page.goto(shared_server.link("deelnemer", 3))
    page.wait_for_url("**/voila/render/**", wait_until="commit")
    person = Participant(page=page, server=shared_server)
    person.open("overleggen-zeggen-3")
    person.answer()
    person.all_kept()

    assert sockets == []
    outside = [url for url in asked if not url.startswith((shared_server.address, "data:"))]
    assert outside == []
    paths = {url.removeprefix(shared_server.address).split("?")[0] for url in asked}
    assert {path for path in paths if "labextension" in path or "voila/static" in path} == set()


def test_the_kernel_ends_when_the_page_is_rendered(browser: Browser, server: Running) -> None:
    """No kernel is left behind a participant's page."""
    person = somebody(browser, server, number=3)
    person.open("overleggen-zeggen-1")
    person.page.wait_for_timeout(500)

    log = server.logged()
    started = re.findall(r"Kernel started: (\S+)", log)
    assert started
    assert set(started) <= set(re.findall(r"Kernel shutdown: (\S+)", log))
