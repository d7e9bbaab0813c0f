"""Take the pictures of the README from real screens: ``python -m tests.browser.take_screens``."""

import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.browser.chromium import DESKTOP, LAUNCH
from tests.browser.participant import PAGE, SETTLE_MS, Participant, somebody
from tests.organisation import Organisation, make
from tests.running import Running
from tests.telling import COACH, DAY, LISTEN, OTHER, PARTICIPANT, TRAINER, Telling
from wpo.apps.wording import assignment_of
from wpo.catalogue.loading import load
from wpo.drawing.scenes import draw
from wpo.model.floor import (
    Agreed,
    Asked,
    Goal,
    Noticed,
    Observed,
    Paused,
    Recognised,
    SaidMastered,
    Wished,
)
from wpo.model.people import ENTRANCE
from wpo.store.database import open_database, writing
from wpo.store.people import keep_key

SCREENS = Path(__file__).parent / "screens"
PHONE = {"width": 390, "height": 720}
WIDE = {"width": 900, "height": 720}
PAPER = {"width": 700, "height": 900}
OPDRACHT = "overleggen-luisteren-2"


def main() -> None:
    """Start a demo server, practise, and take a picture of each kind of screen."""
    SCREENS.mkdir(exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as data,
        Running(Path(data)) as server,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(**LAUNCH)
        _participant(browser, server)
        _werkplekopleider(browser, server)
        _administrator(browser, server)
        _week(browser, server)
        _project_leader(browser, server)
        _pictures(browser)
        _pilot(browser, Path(data) / "pilot")
        browser.close()


def _participant(browser: Browser, server: Running) -> None:
    person = somebody(browser, server, viewport=PHONE)
    person.page.goto(server.address + PAGE)
    _take(person, "kiezen")
    person.open(OPDRACHT)
    _take(person, "vraag")
    person.page.wait_for_timeout(SETTLE_MS)
    person.page.locator(".offers .choice").nth(1).click()
    _take(person, "feedback")
    person.go_on()
    person.page.context.set_offline(True)
    while not person.page.locator(".says").count():
        person.answer()
    _take(person, "gesprek-zonder-internet")
    person.page.context.set_offline(False)
    person.practise()
    person.all_kept()
    person.page.reload()
    person.page.locator(".part").first.wait_for()
    person.page.evaluate("scrollTo(0, 0)")
    _take(person, "samenvatting")
    person.open("overleggen-luisteren-1")
    person.page.locator(".text .word").first.click()
    _take(person, "woord")


def _werkplekopleider(browser: Browser, server: Running) -> None:
    page = browser.new_context(viewport=PHONE).new_page()
    page.goto(server.link("werkplekopleider"))
    page.wait_for_url("**/voila/render/**")
    page.goto(f"{server.address}/voila/render/werkplekopleider/kaarten.ipynb")
    page.locator(".card").nth(1).scroll_into_view_if_needed()
    page.evaluate("document.querySelectorAll('.card')[1].scrollIntoView()")
    page.screenshot(path=SCREENS / "kaart.png")


def _administrator(browser: Browser, server: Running) -> None:
    page = browser.new_context(viewport=DESKTOP).new_page()
    page.goto(server.link("beheerder"))
    page.locator(".jupyter-widgets").first.wait_for(timeout=60_000)
    page.wait_for_timeout(2500)
    page.screenshot(path=SCREENS / "mensen.png")


def _week(browser: Browser, server: Running) -> None:
    """The week on the work floor, half way, for each who has a page of it."""
    engine = open_database(server.database)
    _half_way(Telling(engine), datetime.now(UTC))
    make(engine, Organisation(code="groot-verzonnen", label="Verzonnen Werk", n_participants=90))
    manager = Organisation(code="groot-verzonnen").project_manager
    with writing(engine) as connection:
        keep_key(connection, manager, "kaart-voor-de-schermen", datetime.now(UTC))
    engine.dispose()
    for who, door, name, size in (
        (Telling.link(OTHER), "deelnemer/mijn_plan.ipynb#groeien", "vragen-kiezen", PHONE),
        (Telling.link(PARTICIPANT), "deelnemer/mijn_week.ipynb", "mijn-week", PHONE),
        (Telling.link(PARTICIPANT), "deelnemer/mijn_plan.ipynb#gezegd", "mijn-plan", PHONE),
        (Telling.link(PARTICIPANT), "deelnemer/over_mij.ipynb", "over-mij", PHONE),
        (Telling.link(PARTICIPANT), "deelnemer/dit_kan_ik_al.ipynb", "dit-kan-ik-al", PHONE),
        (Telling.link(PARTICIPANT), "deelnemer/groeibewijs.ipynb", "groeibewijs", PAPER),
        (Telling.link(PARTICIPANT), "deelnemer/weekkaart.ipynb", "weekkaart", PAPER),
        (Telling.link(TRAINER), "werkplekopleider/mijn_deelnemers.ipynb", "begeleiden", PHONE),
        (
            Telling.link(TRAINER),
            f"werkplekopleider/deelnemer.ipynb?wie={PARTICIPANT.code}",
            "gesprek",
            PHONE,
        ),
        (Telling.link(COACH), "coach/overzicht.ipynb", "coach", PHONE),
        (Telling.link(COACH), "coach/vragen.ipynb", "vragen", PHONE),
        (
            Telling.link(COACH),
            f"coach/samen_kijken.ipynb?wie={PARTICIPANT.code}&doel=s1a-1",
            "samen-kijken",
            PHONE,
        ),
        (f"{ENTRANCE}kaart-voor-de-schermen", "projectmanager/beleid.ipynb", "beleid", WIDE),
    ):
        page = browser.new_context(viewport=size).new_page()
        page.goto(f"{server.address}{who}")
        page.wait_for_url("**/voila/render/**", wait_until="commit")
        page.goto(f"{server.address}/voila/render/{door}")
        page.locator("main h1").wait_for(timeout=60_000)
        page.wait_for_timeout(SETTLE_MS)
        page.screenshot(path=SCREENS / f"{name}.png")


def _half_way(telling: Telling, now: datetime) -> None:
    _mastered(telling, now - 30 * DAY)
    question = Asked(words="In de hal is het druk. Waar kunnen we rustig oefenen?", goal=LISTEN)
    telling.tell(TRAINER, question, now - DAY)
    wish = Wished(question="leren", sub_skills=("s1a",), words="Ik wil beter luisteren.")
    telling.tell(PARTICIPANT, wish, now - 9 * DAY)
    seen = Noticed(sub_skill="s1a", words="je begint voordat ik klaar ben")
    noticed = telling.tell(TRAINER, seen, now - 9 * DAY)
    telling.tell(PARTICIPANT, Recognised(noticed=noticed, answer="beetje"), now - 9 * DAY)
    telling.agree(now - 8 * DAY)
    telling.practise(now - 7 * DAY)
    telling.see(now - 3 * DAY)
    telling.agree(now - 20 * DAY, OTHER)
    telling.tell(OTHER, Paused(goal=LISTEN, reason="ziek"), now - 3 * DAY, OTHER)


def _mastered(telling: Telling, at: datetime) -> None:
    """Let what was begun before be mastered: seen on three days, and said by both."""
    goal = Goal(sub_skill="s7a", level=1)
    telling.tell(PARTICIPANT, Agreed(goals=(goal,), until=at.date()), at - 30 * DAY)
    for days, situation in ((3, "gewoon"), (2, "drukte"), (1, "gewoon")):
        day = at - days * DAY
        facts = Observed(goal=goal, point="o1", value="gezien", situation=situation, day=day.date())
        telling.tell(TRAINER, facts, day)
    assignment = assignment_of(load(), goal)
    assert assignment is not None
    for who, words in (
        (PARTICIPANT, "Ik kijk nu eerst. Dan doe ik het na."),
        (TRAINER, "Je keek drie keer rustig mee en deed het na."),
    ):
        said = SaidMastered(
            goal=goal, yes=True, behaviours=tuple(assignment.behaviour), words=words
        )
        telling.tell(who, said, at)


def _pictures(browser: Browser) -> None:
    """Twelve pictures of the sheet, from twelve kinds of work."""
    catalogue = load()
    found = {one.place: one for one in catalogue.pictures.values() if len(one.scene.people) == 2}
    pictures = [draw(one, catalogue.art) for one in list(found.values())[:12]]
    page = browser.new_page(viewport={"width": 1000, "height": 395})
    page.set_content(
        "<style>body{margin:0;display:grid;grid-template-columns:repeat(4,1fr);gap:6px}"
        "svg{width:100%;height:auto}</style>" + "".join(pictures)
    )
    page.screenshot(path=SCREENS / "plaatjes.png")


def _pilot(browser: Browser, data: Path) -> None:
    """A made-up pilot, as participant, projectleider and onderzoeker see it; and its report."""
    subprocess.run([sys.executable, "-m", "wpo", "demo", str(data)], check=True)
    with Running(data, content=data / "content") as server:
        telling = browser.new_context(viewport=PHONE).new_page()
        telling.goto(server.link("deelnemer", 4))
        telling.goto(f"{server.address}/voila/render/deelnemer/wat_vind_je.ipynb")
        telling.locator("main .go").first.click()
        telling.wait_for_timeout(SETTLE_MS)
        telling.screenshot(path=SCREENS / "wat-vind-je.png")
        person = somebody(browser, server, viewport=PHONE)
        person.open(OPDRACHT)
        person.page.get_by_role("button", name="Hier klopt iets niet").click()
        _take(person, "klopt-niet")
        leader = browser.new_context(viewport=DESKTOP).new_page()
        leader.goto(server.link("projectleider"))
        for door, name in (
            ("projectleider/testplan", "testplan"),
            ("onderzoeker/overzicht", "pilot-overzicht"),
            ("onderzoeker/opdracht_onder_de_loep", "pilot-loep"),
            ("onderzoeker/voor_en_na", "pilot-voor-en-na"),
        ):
            leader.goto(f"{server.address}/voila/render/{door}.ipynb")
            leader.locator("main").get_by_text("Dit betekent").or_(
                leader.locator(".cover")
            ).first.wait_for(timeout=90_000)
            leader.wait_for_timeout(3000)
            leader.screenshot(path=SCREENS / f"{name}.png")
        report = data / "rapport.html"
        wpo = [sys.executable, "-m", "wpo"]
        subprocess.run([*wpo, "report", str(report)], env=server.env, check=True)
        page = browser.new_page(viewport={"width": 820, "height": 1060})
        page.goto(report.as_uri())
        page.screenshot(path=SCREENS / "rapport.png")


def _project_leader(browser: Browser, server: Running) -> None:
    page = browser.new_context(viewport=DESKTOP).new_page()
    page.goto(server.link("projectleider"))
    page.locator(".wpo .screen").wait_for(timeout=60_000)
    page.locator("select").select_option(index=5)
    page.wait_for_timeout(2500)
    page.screenshot(path=SCREENS / "werkbank.png")


def _take(person: Participant, name: str) -> None:
    person.page.wait_for_timeout(SETTLE_MS)
    person.page.screenshot(path=SCREENS / f"{name}.png")


if __name__ == "__main__":
    main()
