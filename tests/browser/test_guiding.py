"""The werkplekopleider on the floor: one tap, a lost connection, and screens for everybody."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.chromium import DESKTOP, PHONE
from tests.browser.test_screens import assert_sound
from tests.running import Running
from tests.telling import DAY, OTHER, PARTICIPANT, TRAINER, Telling
from wpo.model.floor import FloorEvent, Noticed, Observed, Wished
from wpo.store.database import open_database, reading
from wpo.store.floor import floor_events_of

pytestmark = pytest.mark.browser

HERE = "/voila/render/werkplekopleider/"


class Floor:
    """A server with made-up people who are half way, and who is looking at it."""

    def __init__(self, server: Running) -> None:
        self.server = server
        self.engine = open_database(server.database)
        self.telling = Telling(self.engine)
        now = datetime.now(UTC)
        self.telling.agree(now - 6 * DAY)
        self.telling.practise(now - 5 * DAY)
        for days, situation in ((4, "gewoon"), (3, "drukte"), (2, "gewoon")):
            self.telling.see(now - days * DAY, situation)
        self.telling.tell(
            OTHER, Wished(question="leren", sub_skills=("s8a",)), now - DAY, about=OTHER
        )

    def open(self, browser: Browser, path: str, viewport: Any = PHONE) -> Page:
        """Come in as the trainer and open a page."""
        page = browser.new_context(viewport=viewport).new_page()
        page.goto(f"{self.server.address}{self.telling.link(TRAINER)}")
        page.wait_for_url("**/voila/render/**")
        page.goto(f"{self.server.address}{HERE}{path}")
        expect(page.locator("#wpo-floor")).to_be_visible()
        return page

    def told(self, name: str, code: str = PARTICIPANT.code) -> list[FloorEvent]:
        """Return the facts of a kind about somebody, as the store has them."""
        with reading(self.engine) as connection:
            events = floor_events_of(connection, code)
        return [one for one in events if one.facts.name == name]

    def wait_for(self, page: Page, name: str, count: int, code: str = PARTICIPANT.code) -> None:
        """Wait until the store has so many facts of a kind."""
        for _ in range(100):
            if len(self.told(name, code)) >= count:
                break
            page.wait_for_timeout(100)
        assert len(self.told(name, code)) == count


@pytest.fixture
def floor(server: Running) -> Iterator[Floor]:
    """The server, with facts."""
    floor = Floor(server)
    yield floor
    floor.engine.dispose()


def test_one_tap(browser: Browser, floor: Floor) -> None:
    """A tap on what was seen is kept, with today and the usual situation, and says what to say."""
    page = floor.open(browser, "mijn_deelnemers.ipynb")
    form = page.locator('form[data-tell="observed"]').nth(1)

    form.get_by_role("button", name="Beetje").click()

    expect(form.locator(".told")).to_contain_text("Noem eerst het stuk dat lukte.")
    expect(form.get_by_role("button", name="Beetje")).to_have_attribute("aria-pressed", "true")
    floor.wait_for(page, "observed", 4)
    facts = floor.told("observed")[-1].facts
    assert isinstance(facts, Observed)
    assert (facts.point, facts.value, facts.situation) == ("o2", "beetje", "gewoon")
    assert facts.day == datetime.now().astimezone().date()


def test_another_situation_and_a_note(browser: Browser, floor: Floor) -> None:
    """Situation, day and note are shared by the three points; the note belongs to one of them."""
    page = floor.open(browser, "mijn_deelnemers.ipynb")
    page.get_by_text("Andere situatie, andere dag of een notitie").click()
    page.get_by_text("Andere plek").click()
    page.get_by_label("Een korte notitie (mag)").fill("Bij de kar.")
    forms = page.locator('form[data-tell="observed"]')

    forms.nth(0).get_by_role("button", name="Gezien").click()
    forms.nth(2).get_by_role("button", name="Nog niet").click()

    floor.wait_for(page, "observed", 5)
    told = {one.facts.point: one.facts for one in floor.told("observed")[-2:]}  # type: ignore[union-attr]
    assert {one.situation for one in told.values()} == {"andere_plek"}  # type: ignore[union-attr]
    assert (told["o1"].note, told["o3"].note) == ("Bij de kar.", "")  # type: ignore[union-attr]


def test_without_a_connection(browser: Browser, floor: Floor) -> None:
    """What is tapped without a connection stays on the phone, says so, and arrives later once."""
    page = floor.open(browser, "mijn_deelnemers.ipynb")
    page.context.set_offline(True)
    forms = page.locator('form[data-tell="observed"]')
    for number in range(3):
        forms.nth(number).get_by_role("button", name="Gezien").click()
    expect(page.locator(".notice")).to_contain_text("Wat u invult, blijft op dit apparaat.")
    before = len(floor.told("observed"))
    page.context.set_offline(False)
    floor.wait_for(page, "observed", 6)

    assert before == 3


def test_a_double_tap(browser: Browser, floor: Floor) -> None:
    """A double tap tells the same twice, and counts as one day: three days become four."""
    page = floor.open(browser, "mijn_deelnemers.ipynb")
    button = page.locator('form[data-tell="observed"]').nth(0).get_by_role("button", name="Gezien")
    button.dblclick()
    floor.wait_for(page, "observed", 5)

    page.goto(f"{floor.server.address}{HERE}deelnemer.ipynb?wie={PARTICIPANT.code}")
    expect(page.get_by_text("Gezien op:")).to_contain_text("vandaag")
    assert page.get_by_text("Gezien op:").inner_text().count("vandaag") == 1


def test_the_talk_by_keyboard(browser: Browser, floor: Floor) -> None:
    """The talk about the choice can be held with the keyboard alone."""
    page = floor.open(browser, f"deelnemer.ipynb?wie={OTHER.code}")
    words = page.get_by_label("Ik zie dat … Herken je dit?")
    words.focus()
    page.keyboard.type("je al klaar staat voor de bus komt")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    floor.wait_for(page, "noticed", 1, OTHER.code)
    expect(page.get_by_text("Het staat bij de deelnemer.")).to_be_focused()

    page.get_by_role("checkbox", name="Op tijd zijn, niveau 1").focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Dit spreken we af").focus()
    page.keyboard.press("Enter")
    floor.wait_for(page, "agreed", 1, OTHER.code)


def test_at_most_two_goals(browser: Browser, floor: Floor) -> None:
    """Nothing, or three goals, is not agreed on; the page says how many."""
    page = floor.open(browser, f"deelnemer.ipynb?wie={OTHER.code}")
    agree = page.get_by_role("button", name="Dit spreken we af")
    agree.click()
    boxes = page.locator('form[data-tell="agreed"] input[name="goals"]')
    for number in range(3):
        boxes.nth(number).check()
    agree.click()
    page.wait_for_timeout(500)

    assert floor.told("agreed", OTHER.code) == []
    boxes.nth(2).uncheck()
    boxes.nth(1).uncheck()
    agree.click()
    floor.wait_for(page, "agreed", 1, OTHER.code)


def test_agreeing_before_an_answer(browser: Browser, floor: Floor) -> None:
    """What they set can be told while "Herken je dit?" waits, after saying that they talked."""
    noticed = Noticed(sub_skill="s8a", words="je al klaar staat")
    floor.telling.tell(TRAINER, noticed, datetime.now(UTC), about=OTHER)
    page = floor.open(browser, f"deelnemer.ipynb?wie={OTHER.code}")
    agree = page.get_by_role("button", name="Dit spreken we af")
    expect(agree).to_be_hidden()
    page.get_by_text("Wij hebben er samen over gepraat").click()
    page.get_by_role("checkbox", name="Op tijd zijn, niveau 1").check()
    agree.click()

    floor.wait_for(page, "agreed", 1, OTHER.code)


def test_a_question_about_one(browser: Browser, floor: Floor) -> None:
    """A question asked on the page of a participant is about that participant."""
    page = floor.open(browser, f"deelnemer.ipynb?wie={PARTICIPANT.code}")
    page.get_by_label("Wat wilt u vragen?").fill("Wat doe ik bij drukte?")
    page.get_by_role("button", name="Stuur de vraag").click()

    expect(page.get_by_text("Uw vraag is bij de coach.")).to_be_visible()
    floor.wait_for(page, "asked", 1)


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_for_everybody(browser: Browser, floor: Floor, viewport: Any) -> None:
    """Both pages pass axe and the direct checks, with everything folded open."""
    for path in (
        "mijn_deelnemers.ipynb",
        f"deelnemer.ipynb?wie={PARTICIPANT.code}",
        f"deelnemer.ipynb?wie={OTHER.code}",
    ):
        page = floor.open(browser, path, viewport)
        page.evaluate("document.querySelectorAll('details').forEach((one) => one.open = true)")
        assert_sound(page)
