"""The participant's own pages: the plan, the week, what goes well; by touch, by keys, offline."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.chromium import DESKTOP
from tests.browser.participant import Participant
from tests.browser.test_screens import DUTCH_VOICE, assert_fits, assert_sound
from tests.running import Running
from tests.telling import DAY, LISTEN, PLAN, TRAINER, Telling
from wpo.model.floor import (
    Adapted,
    Agreed,
    FloorFacts,
    Goal,
    Noticed,
    Observed,
    Paused,
    PracticeBegan,
    Practised,
    SaidMastered,
    Wished,
)
from wpo.model.people import ENTRANCE, Person, Role
from wpo.store.database import open_database, reading, writing
from wpo.store.floor import floor_events_of
from wpo.store.guidance import guide
from wpo.store.people import add_person, keep_key

pytestmark = pytest.mark.browser

HERE = "/voila/render/deelnemer/"
SMALL = {"width": 360, "height": 740}
SETTLE_MS = 350
NUMBERS = count(1)
WORK = Goal(sub_skill="s7b", level=2)
# What is asked and what can be answered on all views of a page without a button beside it.
UNHEARD = """
  [...document.querySelectorAll('.taps :is(legend, .choice), .view label:not(.choice)')]
    .filter((one) => !one.parentElement.querySelector(':scope > .listen'))
    .map((one) => one.textContent)
"""


@dataclass
class Own:
    """A participant of their own for each test, with a device."""

    server: Running
    telling: Telling
    person: Person
    page: Page

    def open(self, path: str) -> Page:
        """Go to one of the pages, anew."""
        self.page.goto("about:blank")
        self.page.goto(f"{self.server.address}{HERE}{path}")
        expect(self.page.locator("#wpo-floor header .size")).to_be_visible()
        return self.page

    def tell(self, facts: FloorFacts, ago: float = 0, by: Person | None = None) -> str:
        """Let the participant, or the trainer, have told a fact some days ago."""
        at = datetime.now(UTC) - ago * DAY
        return self.telling.tell(by or self.person, facts, at, self.person)

    def agree(self, *goals: Goal) -> None:
        """Let both have chosen these goals ten days ago."""
        self.tell(Wished(question="groeien", sub_skills=("s1a",)), 10)
        until = (datetime.now(UTC) + 30 * DAY).date()
        self.tell(Agreed(goals=goals or (LISTEN,), until=until), 10, TRAINER)

    def practise(self, goal: Goal = LISTEN) -> None:
        """Let the participant have ended a practice nine days ago."""
        self.tell(Practised(goal=goal, content_hash="tekst", plan=PLAN), 9)

    def see(self, goal: Goal = LISTEN) -> None:
        """Let the trainer have seen the behaviour often enough."""
        for ago, situation in ((6, "gewoon"), (4, "drukte"), (2, "gewoon")):
            day = (datetime.now(UTC) - ago * DAY).date()
            self.tell(
                Observed(
                    goal=goal,
                    point="o1",
                    value="gezien",
                    situation=situation,  # type: ignore[arg-type]
                    day=day,
                ),
                ago,
                TRAINER,
            )

    def told(self, name: str) -> list[Any]:
        """Return the facts of a kind, as the store has them."""
        with reading(self.telling.engine) as connection:
            events = floor_events_of(connection, self.person.code)
        return [one.facts for one in events if one.facts.name == name]

    def wait_for(self, name: str, number: int = 1) -> Any:
        """Wait until the store has so many facts of a kind; return the newest."""
        for _ in range(150):
            if len(self.told(name)) >= number:
                break
            self.page.wait_for_timeout(100)
        found = self.told(name)
        assert len(found) == number
        return found[-1]

    def tap(self, target: Locator) -> None:
        """Tap as calmly as somebody reads."""
        self.page.wait_for_timeout(SETTLE_MS)
        target.click()

    def choose(self, text: str) -> None:
        """Tap a card that is on the screen."""
        self.tap(self.page.locator("label.choice:visible", has_text=text).first)

    def press(self, name: str) -> None:
        """Tap a button or a way that is on the screen."""
        wanted = self.page.locator("button:visible, a:visible")
        self.tap(wanted.filter(has_text=name).first)


@pytest.fixture(scope="module")
def telling(shared_server: Running) -> Iterator[Telling]:
    """The store of the server, in which people can have told facts before."""
    engine = open_database(shared_server.database)
    yield Telling(engine)
    engine.dispose()


@pytest.fixture
def own(browser: Browser, shared_server: Running, telling: Telling) -> Iterator[Own]:
    """Somebody new, on a small phone."""
    with _somebody(browser, shared_server, telling, SMALL) as found:
        yield found


class _somebody:  # noqa: N801 -- reads as what it gives
    def __init__(
        self, browser: Browser, server: Running, telling: Telling, viewport: Any, **more: Any
    ) -> None:
        self.context = browser.new_context(viewport=viewport, **more)
        number = next(NUMBERS)
        person = Person(code=f"eigen-{number}", organisation="demo", role=Role.PARTICIPANT)
        before, secret = datetime.now(UTC) - 90 * DAY, f"sleutel-van-deelnemer-{number:04}"
        with writing(telling.engine) as connection:
            add_person(connection, person, before)
            guide(connection, TRAINER.code, person.code, before)
            keep_key(connection, person.code, secret, before)
        page = self.context.new_page()
        page.goto(f"{server.address}{ENTRANCE}{secret}")
        page.wait_for_url("**/voila/render/**", wait_until="commit")
        self.own = Own(server=server, telling=telling, person=person, page=page)

    def __enter__(self) -> Own:
        return self.own

    def __exit__(self, *_: object) -> None:
        self.context.close()


def day_before(days: int) -> date:
    """Return a day of this device's calendar."""
    return datetime.now().astimezone().date() - timedelta(days=days)


def test_a_question_one_thing_a_screen(own: Own) -> None:
    """Skills first, then the halves of what was chosen, then own words; told as one answer."""
    page = own.open("mijn_plan.ipynb")
    own.press("Begin")
    expect(page.locator("h2:visible")).to_have_text("Waarin wil ik groeien?")
    own.choose("Overleggen")
    own.choose("Positief blijven")
    own.press("Verder")
    expect(page.locator("legend:visible")).to_have_text("Overleggen. Wat past bij jou?")
    own.choose("Luisteren en vragen")
    own.press("Verder")
    expect(page.locator("legend:visible")).to_have_text("Positief blijven. Wat past bij jou?")
    page.locator("label.choice:visible").last.click()
    own.press("Verder")
    page.locator("textarea:visible").fill("Ik wil meer vragen.")
    own.press("Dit is mijn antwoord")

    facts = own.wait_for("wished")
    assert facts.question == "groeien"
    assert facts.sub_skills == ("s1a", "s4b")
    assert facts.words == "Ik wil meer vragen."
    expect(page.locator(".told:visible")).to_have_text("Je antwoord staat erbij.")
    own.press("Naar de volgende vraag")
    expect(page.locator("h2:visible")).to_have_text("Wat wil ik nog leren?")


def test_what_is_no_longer_chosen_is_not_told(own: Own) -> None:
    """Somebody who goes back and chooses another card tells only what stands there at the end."""
    page = own.open("mijn_plan.ipynb#leren")
    own.choose("Overleggen")
    own.press("Verder")
    own.choose("Luisteren en vragen")
    own.press("Terug")
    own.choose("Overleggen")
    own.choose("Iets anders")
    own.press("Verder")
    own.press("Dit is mijn antwoord")
    expect(page.locator("textarea:visible")).to_have_count(1)  # asked first: nothing is told yet
    page.locator("textarea:visible").fill("Ik wil heftruck rijden.")
    own.press("Dit is mijn antwoord")

    facts = own.wait_for("wished")
    assert (facts.sub_skills, facts.words) == ((), "Ik wil heftruck rijden.")


def test_the_three_questions_with_keys_only(own: Own) -> None:
    """Tab, space and enter are enough to answer; the way back of the device works."""
    page = own.open("mijn_plan.ipynb")
    _tab_to(page, "Begin")
    page.keyboard.press("Enter")
    expect(page.locator("h2:visible")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    _tab_to(page, "Verder")
    page.wait_for_timeout(SETTLE_MS)
    page.keyboard.press("Enter")
    expect(page.locator("legend:visible")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    _tab_to(page, "Verder")
    page.wait_for_timeout(SETTLE_MS)
    page.keyboard.press("Enter")
    page.wait_for_timeout(SETTLE_MS)
    _tab_to(page, "Dit is mijn antwoord")
    page.keyboard.press("Enter")

    assert own.wait_for("wished").sub_skills == ("s1a",)
    page.go_back()
    expect(page.get_by_text("Jij begint.")).to_be_visible()


def _tab_to(page: Page, text: str) -> None:
    for _ in range(40):
        if text in page.evaluate("document.activeElement.closest('a, button')?.textContent || ''"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{text} cannot be reached")


def test_what_the_guide_saw_gets_an_answer(own: Own) -> None:
    """The answer goes with what it is about; a no is a no, and stays readable."""
    own.tell(Wished(question="groeien", sub_skills=("s1a",)), 2)
    noticed = own.tell(Noticed(sub_skill="s1a", words="je snel begint."), 1, TRAINER)
    page = own.open("mijn_plan.ipynb")
    expect(page.get_by_text("Ik zie dat je snel begint.").first).to_be_visible()
    own.press("Nee")

    facts = own.wait_for("recognised")
    assert (facts.noticed, facts.answer) == (noticed, "nee")
    expect(page.locator(".told:visible")).to_have_text("Dan is het nee. Vertel wat jij zelf ziet.")
    own.press("Verder")
    own.press("Lees wat we zeiden")
    expect(page.get_by_text("Jij zei: nee.")).to_be_visible()


def test_both_agree_on_two_goals(own: Own) -> None:
    """Two cards, a step for each, and how long; more than two cards is too many."""
    own.tell(Wished(question="groeien", sub_skills=("s1a", "s1b", "s7b")), 1)
    page = own.open("mijn_plan.ipynb#afspreken")
    for label in ("Luisteren en vragen", "Zeggen wat je vindt"):
        own.choose(label)
    page.locator("label.choice:visible").last.click()
    own.press("Verder")
    expect(page.locator("legend:visible")).to_contain_text("Kies 1 of 2 kaarten.")  # three: stays
    page.locator("label.choice:visible").last.click()
    own.press("Verder")
    own.choose("Stap 1")
    own.press("Verder")
    own.choose("Stap 2")
    own.press("Verder")
    own.choose("6 weken")
    own.press("Dit spreken we af")

    facts = own.wait_for("agreed")
    assert facts.goals == (LISTEN, Goal(sub_skill="s1b", level=2))
    assert facts.until == day_before(-42)
    own.press("Naar mijn plan")
    expect(page.locator("h2:visible").first).to_have_text("Dit heb je afgesproken")


def test_looking_back_takes_three_taps(own: Own) -> None:
    """Done, worked, helped: told as of today, with a kind answer, and it can be changed."""
    own.agree()
    own.practise()
    page = own.open("mijn_week.ipynb")
    for answer in ("Ja", "Een beetje", "Een seintje"):
        own.tap(page.locator("button.choice:visible", has_text=answer).first)

    facts = own.wait_for("looked_back")
    assert (facts.day, facts.did) == (day_before(0), "ja")
    assert (facts.worked, facts.helped) == ("beetje", "seintje")
    expect(page.locator(".told:visible")).to_contain_text("Een deel lukte al.")
    own.press("Ik wil dit veranderen")
    own.tap(page.locator("button.choice:visible", has_text="Nog niet"))
    changed = own.wait_for("looked_back", 2)
    assert (changed.did, changed.worked, changed.helped) == ("nog_niet", None, None)
    own.press("Verder")
    expect(page.get_by_text("Vandaag. Nog niet gedaan.")).to_be_visible()


def test_a_double_tap_answers_one_question(own: Own) -> None:
    """The second tap of a shaking hand does not answer the question that just came."""
    own.agree()
    own.practise()
    page = own.open("mijn_week.ipynb")
    page.locator("button.choice:visible", has_text="Ja").first.dblclick()

    expect(page.locator("legend:visible").first).to_have_text("Lukte het?")
    page.locator("button.choice:visible").first.dblclick(delay=5)
    expect(page.locator("button.choice:visible")).to_have_count(3)


def test_looking_back_at_another_day(own: Own) -> None:
    """One more tap chooses the day; the normal way stays three taps."""
    own.agree()
    own.practise()
    page = own.open("mijn_week.ipynb")
    page.get_by_text("Een andere dag").click()
    own.choose("Gisteren")
    own.tap(page.locator("button.choice:visible", has_text="Nog niet"))

    assert own.wait_for("looked_back").day == day_before(1)


def test_without_a_connection_nothing_is_lost(own: Own) -> None:
    """A look-back without internet says so calmly and arrives when there is a connection again."""
    own.agree()
    own.practise()
    page = own.open("mijn_week.ipynb")
    page.context.set_offline(True)
    for answer in ("Ja", "Nee"):
        own.tap(page.locator("button.choice:visible", has_text=answer).first)
    expect(page.locator(".notice")).to_contain_text("Geen internet.")
    expect(page.locator(".told:visible")).to_contain_text("Praat samen over wat kan helpen.")
    own.press("Verder")
    expect(page.locator("#week-s1a-1 h2")).to_be_visible()  # the page as it is, for now
    assert own.told("looked_back") == []
    page.context.set_offline(False)

    facts = own.wait_for("looked_back")
    assert (facts.worked, facts.helped) == ("nee", None)


def test_pausing_until_nobody_knows_when_and_going_on(own: Own) -> None:
    """A pause asks why and until when; the week hides the goal and keeps a way back."""
    own.agree()
    own.practise()
    page = own.open("mijn_plan.ipynb")
    own.press("Even niet of stoppen")
    page.locator("summary:visible", has_text="Even niet").click()
    own.choose("Het is te moeilijk.")
    own.press("Verder")
    own.choose("Dat weet ik nog niet.")
    own.press("Even niet")
    paused = own.wait_for("paused")
    assert (paused.goal, paused.reason, paused.until) == (LISTEN, "te_moeilijk", None)
    expect(page.locator(".told:visible")).to_contain_text("een andere stap")
    page = own.open("mijn_week.ipynb")
    expect(page.get_by_text(PLAN[0])).to_have_count(0)
    page.locator("summary:visible", has_text="Even niet").click()
    own.press("Ik ga weer verder")

    assert own.wait_for("resumed").goal == LISTEN


def test_pausing_until_a_day_and_stopping(own: Own) -> None:
    """A day may be chosen; who stops then is not asked for a reason again."""
    own.agree()
    page = own.open(f"mijn_plan.ipynb#anders-{LISTEN.sub_skill}-1")
    page.locator("summary:visible", has_text="Even niet").click()
    own.choose("Ik ben vrij.")
    own.press("Verder")
    own.choose("Ik kies een dag.")
    own.press("Verder")
    until = day_before(-14)
    page.locator("input[type=date]:visible").fill(until.isoformat())
    own.tap(page.locator("button[type=submit]:visible"))
    assert own.wait_for("paused").until == until
    own.press("Naar mijn plan")
    page.locator("summary:visible", has_text="Ik wil stoppen").click()
    own.press("Ik stop hiermee")

    assert own.wait_for("stopped").reason == "vrij"


def test_saying_what_one_can_do(own: Own) -> None:
    """Seen often enough, somebody says yes and names what they do; their words are kept as said."""
    own.agree()
    own.practise()
    own.see()
    page = own.open("mijn_week.ipynb")
    expect(page.get_by_text("Je begeleider zag het op")).to_be_visible()
    own.press("Geef je antwoord")
    own.choose("Ja, ik kan dit.")
    own.press("Verder")
    own.choose("Ik laat de ander uitpraten.")
    own.press("Verder")
    page.locator("textarea:visible").fill("Ik hoor nu alles.")
    own.press("Dit zeg ik")

    facts = own.wait_for("said_mastered")
    assert (facts.goal, facts.yes, facts.words) == (LISTEN, True, "Ik hoor nu alles.")
    assert facts.behaviours == ("Ik laat de ander uitpraten.",)


def test_not_yet_asks_for_no_behaviour(own: Own) -> None:
    """Whoever says not yet goes on practising, without a reproach."""
    own.agree()
    own.practise()
    own.see()
    page = own.open("mijn_week.ipynb#kan-s1a-1")
    own.choose("Nog niet.")
    own.press("Verder")
    own.press("Dit zeg ik")

    facts = own.wait_for("said_mastered")
    assert (facts.yes, facts.behaviours, facts.words) == (False, (), "")
    expect(page.locator(".told:visible")).to_contain_text("Dan oefen je rustig verder.")


def _mastered(own: Own) -> None:
    own.agree()
    own.practise()
    own.see()
    behaviours = ("Ik kijk de ander aan.",)
    said = SaidMastered(goal=LISTEN, yes=True, behaviours=behaviours, words="Ik durf te kijken.")
    own.tell(said, 1)
    own.tell(SaidMastered(goal=LISTEN, yes=True, words="Je kijkt rustig."), 0.5, TRAINER)


def test_after_mastery_there_is_a_choice(own: Own) -> None:
    """The week names what somebody does now and asks: the next step, something else, nothing."""
    _mastered(own)
    page = own.open("mijn_week.ipynb")
    own.press("Lees wat je kunt")
    expect(page.get_by_text("Ik kijk de ander aan.")).to_be_visible()
    own.press("Verder met stap 2")

    assert own.wait_for("went_on").goal == Goal(sub_skill="s1a", level=2)
    own.press("Naar mijn week")
    expect(page.get_by_text("Oefen eerst.").first).to_be_visible()


def test_whether_a_change_at_work_helps(own: Own) -> None:
    """The question comes once, with what was changed."""
    own.agree()
    own.practise()
    made = own.tell(Adapted(goal=LISTEN, words="De radio is uit."), 1, TRAINER)
    page = own.open("mijn_week.ipynb#week-s1a-1")
    expect(page.get_by_text("De radio is uit.")).to_be_visible()
    own.press("Een beetje")

    assert own.wait_for("helped").adapted == made
    page = own.open("mijn_week.ipynb#week-s1a-1")
    expect(page.get_by_text("De radio is uit.")).to_have_count(0)


def test_one_more_week(own: Own) -> None:
    """The same sentence can be kept, also where nothing was told yet."""
    own.agree()
    own.practise()
    own.open("mijn_week.ipynb#week-s1a-1")
    own.press("Nog een week met dezelfde zin")

    assert own.wait_for("again").goal == LISTEN


def test_the_end_of_a_practice_leads_to_the_week(own: Own) -> None:
    """The plan of the practice is on the week's page one tap later; the choice lists it first."""
    own.page.wait_for_url("**/mijn_week.ipynb")
    person = Participant(page=own.page, server=own.server)
    person.open("overleggen-luisteren-1")
    person.practise()
    sentence = own.page.locator(".part").last.locator("p").first.inner_text()
    person.all_kept()
    own.press("Naar mijn week")
    own.page.wait_for_url("**/mijn_week.ipynb")
    expect(own.page.locator(".plan-sentence")).to_have_text(sentence)
    own.page.get_by_role("link", name="Oefenen", exact=True).click()
    expect(own.page.locator(".chooser h2").first).to_have_text("Dit heb je gekozen")

    assert own.page.locator(".chooser a").first.get_attribute("href") == (
        "?opdracht=overleggen-luisteren-1"
    )
    assert_sound(own.page)


def test_the_card_fits_on_a_sheet_of_paper(own: Own) -> None:
    """Two plans fit on one sheet of A4, one on A5; the sentence and a line for a name are on it."""
    own.agree(LISTEN, WORK)
    own.practise()
    own.practise(WORK)
    page = own.open("weekkaart.ipynb")
    expect(page.locator(".week-card")).to_have_count(2)
    assert own.person.code not in page.locator(".week-cards").inner_text()
    assert _sheets(page, "A4") == 1
    page = own.open("weekkaart.ipynb?doel=s1a-1")
    expect(page.locator(".week-card")).to_have_count(1)

    assert _sheets(page, "A5") == 1
    page.emulate_media(media="print")
    expect(page.get_by_text("Deze kaart is van:")).to_be_visible()
    expect(page.locator(".ways")).to_be_hidden()


def _sheets(page: Page, size: str) -> int:
    return page.pdf(format=size).count(b"/Type /Page\n")


def _everything(own: Own) -> list[str]:
    """Tell a bit of everything; return the views to look at."""
    busy = Goal(sub_skill="s2a", level=1)
    own.tell(Wished(question="moeilijk", sub_skills=("s2a",), words="Drukte."), 30)
    own.tell(Agreed(goals=(busy,), until=day_before(1)), 29)
    own.practise(busy)
    own.see(busy)
    _mastered(own)
    own.tell(PracticeBegan(goal=WORK), 3)
    third = Goal(sub_skill="s3a", level=3)
    own.practise(third)
    own.tell(Paused(goal=third, reason="ziek", until=day_before(-3)), 1)
    own.tell(Adapted(goal=busy, words="Een rustige plek."), 1, TRAINER)
    own.tell(Wished(question="leren", sub_skills=("s5b",)), 1)
    own.tell(Noticed(sub_skill="s5b", words="je stil wordt."), 0.5, TRAINER)
    plan = ("", "#groeien", "#afspreken", "#gezegd", "#anders-s2a-1", "#klaar")
    week = ("", "#week-s2a-1", "#kan-s2a-1", "#kunt-s1a-1")
    return [
        *(f"mijn_plan.ipynb{one}" for one in plan),
        *(f"mijn_week.ipynb{one}" for one in week),
        *("dit_kan_ik_al.ipynb", "groeibewijs.ipynb", "weekkaart.ipynb"),
    ]


@pytest.mark.parametrize(
    ("viewport", "size"),
    [(SMALL, "1"), (SMALL, "3"), ({"width": 320, "height": 640}, "1"), (DESKTOP, "1")],
    ids=["phone", "large letters", "200 % zoom", "desktop"],
)
def test_every_own_screen_is_accessible(
    browser: Browser, shared_server: Running, telling: Telling, viewport: Any, size: str
) -> None:
    """Every view and step of a form passes axe, and fits with large letters and much zoom too."""
    look = assert_sound if (viewport, size) == (SMALL, "1") else assert_fits
    with _somebody(browser, shared_server, telling, viewport, device_scale_factor=2) as own:
        views = _everything(own)
        own.page.context.add_init_script(f"localStorage['wpo.size'] = '{size}'")
        for view in views:
            page = own.open(view)
            page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
            look(page)
            for _ in _steps(own):
                look(page)


def _steps(own: Own) -> Iterator[None]:
    """Go through the form on the screen as far as it goes, a field at a time."""
    form = own.page.locator("form.paced:visible")
    onward = form.locator("button.go:visible", has_text="Verder")
    while onward.count():
        own.tap(form.locator(".choice:visible").first)
        own.tap(onward)
        yield


def test_a_new_participant_finds_a_way_on_every_page(own: Own) -> None:
    """Where there is nothing yet, a kind sentence and one way say what to do."""
    for page_name, sentence in (
        ("mijn_plan.ipynb", "Jij begint."),
        ("mijn_week.ipynb", "Kies eerst wat je wilt leren."),
        ("dit_kan_ik_al.ipynb", "Je oefent."),
        ("groeibewijs.ipynb", "Hier komt wat je kunt."),
        ("weekkaart.ipynb", "Je hebt nog geen zin voor je werk."),
    ):
        page = own.open(page_name)
        expect(page.get_by_text(sentence).first).to_be_visible()
        assert_sound(page)


def test_everything_can_be_heard(own: Own) -> None:
    """With a Dutch voice every question and answer has a button that says exactly that."""
    own.agree()
    own.practise()
    own.see()
    own.tell(Adapted(goal=LISTEN, words="De radio is uit."), 1, TRAINER)
    own.tell(Wished(question="groeien", sub_skills=("s1a",)), 1)
    own.tell(Noticed(sub_skill="s1a", words="je snel begint."), 0.5, TRAINER)
    own.page.context.add_init_script(DUTCH_VOICE)
    page = own.open("mijn_week.ipynb")
    page.locator(".plan-sentence + .listen").click()
    page.locator(".offer:visible .listen").first.click()
    assert page.evaluate("said") == [PLAN[0], "Ja"]
    assert page.evaluate(UNHEARD) == []
    assert_sound(page)
    page = own.open("mijn_plan.ipynb#groeien")
    page.locator("h2:visible + .listen").click()
    page.locator(".offer:visible .listen").first.click()

    assert page.evaluate("said") == [
        "Waarin wil ik groeien?",
        "Overleggen. Hoe praat ik met anderen over het werk?",
    ]
    assert page.locator(".offer:visible .listen").count() == 9
    assert page.evaluate(UNHEARD) == []
    for view in ("mijn_plan.ipynb#groeien", "mijn_plan.ipynb", "mijn_week.ipynb#kan-s1a-1"):
        page = own.open(view)
        assert_sound(page)
        for _ in _steps(own):
            assert_sound(page)
