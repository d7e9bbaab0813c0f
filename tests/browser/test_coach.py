"""The coach at a real browser: answers a question, looks together, and finds who needs help."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.apps.coaching.company import Company
from tests.browser.chromium import DESKTOP, PHONE, SMALL_PHONE
from tests.browser.test_screens import assert_fits, assert_sound
from tests.running import Running
from tests.telling import COACH, DAY, LISTEN, OTHER, PARTICIPANT, TRAINER
from wpo.model.floor import Adapted, Again, Asked, FloorEvent, Helped, Observed, Seen, Wished
from wpo.store.database import open_database, reading
from wpo.store.floor import floor_events_of

pytestmark = pytest.mark.browser

HERE = "/voila/render/coach/"
CARD = f"samen_kijken.ipynb?wie={PARTICIPANT.code}&doel=s1a-1"


class Coaching:
    """A server with a made-up company: somebody stuck, a question, an idea, a look by the guide."""

    def __init__(self, server: Running) -> None:
        self.server = server
        self.engine = open_database(server.database)
        self.company = company = Company(self.engine)
        self.now = now = datetime.now(UTC)
        company.agree(now - 9 * DAY)
        company.practise(now - 8 * DAY)
        for days in (6, 4):
            company.tell(TRAINER, Again(goal=LISTEN), now - days * DAY)
        company.tell(OTHER, Wished(question="leren", sub_skills=("s8a",)), now - DAY, about=OTHER)
        self.asked = company.tell(
            TRAINER, Asked(words="Zij kijkt weg bij drukte. Wat doe ik?", goal=LISTEN), now - DAY
        )
        for person in (PARTICIPANT, OTHER):
            made = company.tell(
                TRAINER, Adapted(goal=LISTEN, words="Een vaste plek bij het raam."), now, person
            )
            company.tell(person, Helped(adapted=made, answer="ja"), now, person)
        for days in (3, 2):
            self.look(TRAINER, "gezien", days)
            self.look(COACH, "beetje", days)
        self.look(TRAINER, "nog_niet", 0)

    def look(self, who: Any, value: Seen, days: int) -> None:
        """Let somebody answer every point of the card."""
        at = self.now - days * DAY
        for point in ("o1", "o2", "o3"):
            facts = Observed(
                goal=LISTEN, point=point, value=value, situation="gewoon", day=at.date()
            )
            self.company.tell(who, facts, at)

    def open(self, browser: Browser, path: str, viewport: Any = PHONE) -> Page:
        """Come in as the coach and open a page."""
        page = browser.new_context(viewport=viewport).new_page()
        page.goto(f"{self.server.address}{self.company.link(COACH)}")
        page.wait_for_url("**/voila/render/**")
        page.goto(f"{self.server.address}{HERE}{path}")
        expect(page.locator("#wpo-floor")).to_be_visible()
        return page

    def told(self, name: str) -> list[FloorEvent]:
        """Return what the coach told today about the participant, as the store has it."""
        with reading(self.engine) as connection:
            events = floor_events_of(connection, PARTICIPANT.code)
        own = [one for one in events if one.by == COACH.code and one.facts.name == name]
        return [one for one in own if one.occurred_at >= self.now]

    def wait_for(self, page: Page, name: str, count: int) -> None:
        """Wait until the store has so many facts of a kind."""
        for _ in range(150):
            if len(self.told(name)) >= count:
                break
            page.wait_for_timeout(100)
        assert len(self.told(name)) == count


@pytest.fixture
def coaching(server: Running) -> Iterator[Coaching]:
    """The server, with facts."""
    coaching = Coaching(server)
    yield coaching
    coaching.engine.dispose()


def test_a_question_is_answered_by_keyboard(browser: Browser, coaching: Coaching) -> None:
    """The answer is kept, about whom the question was, and the question waits no more."""
    page = coaching.open(browser, "vragen.ipynb")
    expect(page.get_by_text("1 vraag wacht op een antwoord")).to_be_visible()
    page.get_by_label("Uw antwoord").focus()

    page.keyboard.type("Ga een keer naast haar staan.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page.locator(".told").first).to_have_text("Het antwoord staat bij de werkplekopleider.")
    coaching.wait_for(page, "replied", 1)
    assert coaching.told("replied")[0].facts.asked == coaching.asked  # type: ignore[union-attr]
    page.reload()
    expect(page.get_by_text("Geen open vragen")).to_be_visible()


def test_looking_together(browser: Browser, coaching: Coaching) -> None:
    """What the other saw is not in the page before three own answers, sent over a lost line."""
    page = coaching.open(browser, CARD)
    before = page.content()
    compare = page.get_by_role("link", name="Kijk wat mijn collega zag")
    compare.click()
    expect(page.locator('form[data-tell="observed"]')).to_have_count(3)
    still = page.content()
    for html in (before, still):
        assert "Jan, vandaag" not in html

    page.context.set_offline(True)
    for form in page.locator('form[data-tell="observed"]').all():
        form.get_by_role("button", name="Nog niet").click()
        expect(form.locator(".told")).to_have_text("Bewaard.")
    page.context.set_offline(False)
    coaching.wait_for(page, "observed", 3)
    page.get_by_role("link", name="Kijk wat mijn collega zag").click()

    expect(page.get_by_role("heading", name="U en Jan, vandaag")).to_be_visible()
    expect(page.get_by_text("Jullie zagen allebei: nog niet.").first).to_be_visible()
    facts: Any = coaching.told("observed")[0].facts
    assert (facts.goal, facts.value, facts.situation) == (LISTEN, "nog_niet", "gewoon")


def test_a_double_tap_tells_one_answer(browser: Browser, coaching: Coaching) -> None:
    """Two taps are the same answer twice: the page shows one, and a comparison uses one."""
    page = coaching.open(browser, CARD)
    form = page.locator('form[data-tell="observed"]').first

    form.get_by_role("button", name="Beetje").dblclick()

    expect(form.locator('[aria-pressed="true"]')).to_have_count(1)
    coaching.wait_for(page, "observed", 2)
    page.reload()
    expect(page.locator('[aria-pressed="true"]')).to_have_count(1)


def test_who_needs_help_is_found_without_a_script(browser: Browser, coaching: Coaching) -> None:
    """The filter is a plain form: it works by keyboard and on any device."""
    page = coaching.open(browser, "overzicht.ipynb")
    expect(page.get_by_role("heading", name="1 mens heeft hulp nodig")).to_be_visible()
    page.get_by_text("Kies wie u ziet").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Welke afdeling?").select_option("Groen")
    page.get_by_role("button", name="Laat zien").press("Enter")

    expect(page.get_by_role("heading", name="Niemand loopt nu vast")).to_be_visible()
    assert "afdeling=Groen" in page.url
    expect(page.get_by_label("Welke afdeling?")).to_have_value("Groen")
    page.get_by_role("link", name="Toon weer iedereen").click()
    expect(page.get_by_role("heading", name="1 mens heeft hulp nodig")).to_be_visible()


def test_what_helps_elsewhere_is_asked_by_skill(browser: Browser, coaching: Coaching) -> None:
    """A skill is chosen, and the page comes back at its ideas."""
    page = coaching.open(browser, "vragen.ipynb")
    page.get_by_label("Welke skill?").select_option("s1")
    page.get_by_role("button", name="Laat zien").click()

    expect(page.get_by_text("Een vaste plek bij het raam.")).to_be_visible()


@pytest.mark.parametrize(
    "viewport", [SMALL_PHONE, PHONE, DESKTOP], ids=["small phone", "phone", "desktop"]
)
def test_every_screen_is_for_everybody(browser: Browser, coaching: Coaching, viewport: Any) -> None:
    """Axe, one heading, a language, no sideways scrolling; everything that folds is unfolded."""
    page = coaching.open(browser, "overzicht.ipynb", viewport)
    for path in (
        "overzicht.ipynb?skill=s1",
        "overzicht.ipynb?vast=ja",
        "vragen.ipynb?skill=s1",
        "samen_kijken.ipynb",
        CARD,
        "samen_kijken.ipynb?tabel=ja",
    ):
        page.goto(f"{coaching.server.address}{HERE}{path}")
        expect(page.locator("#wpo-floor")).to_be_visible()
        page.evaluate("document.querySelectorAll('details').forEach((one) => one.open = true)")
        (assert_sound if viewport == PHONE else assert_fits)(page)
