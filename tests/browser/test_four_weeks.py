"""Four weeks in the life of two made-up participants and the people around them, at real screens.

The clock of the server and of every browser is moved on from day to day.
"""

import json
from base64 import urlsafe_b64decode
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from sqlalchemy import update

from tests.browser.chromium import DESKTOP, PHONE, let_in
from tests.browser.participant import Participant
from tests.organisation import Organisation, make, story
from tests.running import Running
from wpo.apps.demo import DEMO_ORGANISATION
from wpo.store import tables
from wpo.store.database import open_database, reading, writing

pytestmark = pytest.mark.browser

HERE = ZoneInfo("Europe/Amsterdam")
MONDAY = datetime(2027, 2, 1, 9, 0, tzinfo=HERE)
SAMIR, AGNES = "demo-deelnemer-1", "demo-deelnemer-2"
OPDRACHT = "overleggen-luisteren-1"
PAGES = "/voila/render"
CALM_MS = 400  # a tap that comes sooner is the second of a double tap, and does nothing


@dataclass
class Company:
    """The people of the demo, each with a device of their own, and one clock for all."""

    browser: Browser
    server: Running
    devices: dict[tuple[str, int], BrowserContext]
    today: datetime = MONDAY

    def day(self, week: int, weekday: int) -> None:
        """Go on to a day: week 1 to 4, Monday is 0."""
        self.today = MONDAY + timedelta(weeks=week - 1, days=weekday)
        self.server.at(self.today)
        for device in self.devices.values():
            device.clock.set_fixed_time(self.today)

    def at(self, role: str, door: str, number: int = 1) -> Page:
        """Return the page of a door, opened by somebody on their own device."""
        if (role, number) not in self.devices:
            size = PHONE if role in ("deelnemer", "werkplekopleider") else DESKTOP
            device = self.browser.new_context(viewport=size)
            device.clock.set_fixed_time(self.today)
            self.devices[role, number] = device
            let_in(device, self.server.link(role, number))
        page = self.devices[role, number].new_page()
        page.goto(f"{self.server.address}{PAGES}/{door}")
        expect(page.locator("main h1")).to_be_visible()
        return page

    def kept(self, page: Page) -> None:
        """Wait until everything told on a page has arrived, and close it."""
        Participant(page=page, server=self.server).all_kept()
        refused = page.evaluate(
            "() => Object.entries(localStorage).filter(([key]) => key.startsWith('wpo.aside.'))"
        )
        page.close()
        assert refused == []


@pytest.fixture
def company(browser: Browser, tmp_path: Path) -> Iterator[Company]:
    """A demo server whose clock can be moved."""
    with Running(tmp_path / "data", moved=True) as server:
        company = Company(browser=browser, server=server, devices={})
        company.day(1, 0)
        yield company
        for device in company.devices.values():
            device.close()


def wish(company: Company, number: int, card: str, half: str) -> None:
    """Answer the first of the three questions with a card and one half of it."""
    page = company.at("deelnemer", "deelnemer/mijn_plan.ipynb", number)
    page.get_by_role("link", name="Begin").click()
    view = page.locator("#groeien")
    view.locator("label.choice", has_text=card).click()
    view.get_by_role("button", name="Verder").click()
    page.wait_for_timeout(CALM_MS)
    view.locator("label.choice:visible", has_text=half).click()
    view.get_by_role("button", name="Verder").click()
    page.wait_for_timeout(CALM_MS)
    view.get_by_role("button", name="Dit is mijn antwoord").click()
    expect(view.locator(".told")).to_contain_text("Je antwoord staat erbij.")
    company.kept(page)


def notice(company: Company, code: str, noticed: str) -> None:
    """Let the werkplekopleider say what was noticed."""
    page = company.at("werkplekopleider", f"werkplekopleider/deelnemer.ipynb?wie={code}")
    page.get_by_label("Ik zie dat … Herken je dit?").fill(noticed)
    page.get_by_role("button", name="Leg het voor").click()
    expect(page.get_by_text("Het staat bij de deelnemer.")).to_be_visible()
    company.kept(page)


def recognise(company: Company, noticed: str) -> None:
    """Let Samir answer what was noticed."""
    page = company.at("deelnemer", "deelnemer/mijn_plan.ipynb")
    form = page.locator('form[data-tell="recognised"]').first
    expect(page.get_by_text(f"Ik zie dat {noticed}").first).to_be_visible()
    form.locator("button.choice").get_by_text("Een beetje", exact=True).click()
    expect(form.locator(".told")).to_contain_text("Vertel welk deel dat is.")
    company.kept(page)


def agree(company: Company, code: str, goal: str) -> None:
    """Let both agree on a goal, on the phone of the werkplekopleider."""
    page = company.at("werkplekopleider", f"werkplekopleider/deelnemer.ipynb?wie={code}")
    page.locator("label.choice", has_text=goal).first.click()
    page.get_by_role("button", name="Dit spreken we af").click()
    expect(page.get_by_text("Afgesproken. De deelnemer ziet het")).to_be_visible()
    company.kept(page)


def practise(company: Company, number: int, opdracht: str = OPDRACHT) -> None:
    """Practise an opdracht to its end."""
    page = company.at("deelnemer", f"deelnemer/oefenen.ipynb?opdracht={opdracht}", number)
    person = Participant(page=page, server=company.server)
    person.practise()
    company.kept(page)


def look_back(company: Company, worked: str, helped: str, number: int = 1) -> None:
    """Look back at today in three taps."""
    page = company.at("deelnemer", "deelnemer/mijn_week.ipynb", number)
    form = page.locator('form[data-tell="looked_back"]')
    for tap in ("Ja", worked, helped):
        answer = form.locator("button.choice:visible").get_by_text(tap, exact=True)
        expect(answer).to_be_visible()
        page.wait_for_timeout(CALM_MS)
        answer.click()
    expect(form.locator(".told")).not_to_be_empty()
    company.kept(page)


def see(company: Company, situation: str, code: str = SAMIR) -> None:
    """Let the werkplekopleider see the first point of somebody's card, in a situation."""
    page = company.at("werkplekopleider", "werkplekopleider/mijn_deelnemers.ipynb")
    card = page.locator(f'[id="{code}"]')
    if situation != "Gewoon werk":
        card.get_by_text("Andere situatie, andere dag of een notitie").click()
        card.locator("label.choice", has_text=situation).click()
    point = card.locator('form[data-tell="observed"]').first
    point.get_by_role("button", name="Gezien").click()
    expect(point.locator(".told")).to_contain_text("Zeg het meteen.")
    company.kept(page)


def live_beside(server: Running, what: Organisation) -> int:
    """Let made-up colleagues live the same weeks in the company; return how many took part."""
    engine = open_database(server.database)
    make(engine, what)
    with writing(engine) as connection:
        for table in tables.metadata.sorted_tables:
            if "organisation" in table.c:
                theirs = table.c.organisation == what.code
                moved = update(table).where(theirs).values(organisation=DEMO_ORGANISATION)
                connection.execute(moved)
    engine.dispose()
    took_part = {"practised", "looked_back"}
    lives = (story(what, number) for number in range(what.n_participants))
    return sum(any(one.facts.name in took_part for one in events) for events in lives)


def rows_with(server: Running, words: str) -> list[str]:
    """Return the tables in which any row holds these words."""
    engine = open_database(server.database)
    with reading(engine) as connection:
        found = [
            table.name
            for table in tables.metadata.sorted_tables
            if any(words in str(tuple(row)) for row in connection.execute(table.select()))
        ]
    engine.dispose()
    return found


def test_four_weeks(company: Company) -> None:
    """Choice, practice, work, look-back, observation, repeat, mastery, next level, and erasing."""
    first_week(company)
    second_week(company)
    third_week(company)
    fourth_week(company)
    after_the_month(company)


def first_week(company: Company) -> None:
    """Both choose with their werkplekopleider, practise, try it, look back and are seen."""
    wish(company, 1, "Overleggen", "Luisteren en vragen")
    wish(company, 2, "Afspraak is afspraak", "Op tijd zijn")
    page = company.at("werkplekopleider", "werkplekopleider/mijn_deelnemers.ipynb")
    expect(page.get_by_text("Samir heeft gezegd waarin")).to_be_visible()
    expect(page.get_by_text("Agnes heeft gezegd waarin")).to_be_visible()
    page.close()
    notice(company, SAMIR, "je begint voordat ik klaar ben")
    page = company.at("werkplekopleider", f"werkplekopleider/deelnemer.ipynb?wie={SAMIR}")
    expect(page.get_by_role("button", name="Dit spreken we af")).to_be_hidden()
    page.close()
    recognise(company, "je begint voordat ik klaar ben")
    agree(company, SAMIR, "Luisteren en vragen, niveau 1")
    agree(company, AGNES, "Op tijd zijn, niveau 1")

    company.day(1, 1)
    practise(company, 1)
    practise(company, 2, "afspraak-op-tijd-1")
    page = company.at("deelnemer", "deelnemer/mijn_week.ipynb")
    expect(page.locator(".plan-sentence").first).to_contain_text("Als ")
    page.close()

    company.day(1, 3)
    look_back(company, "Een beetje", "Een seintje")
    see(company, "Gewoon werk")
    look_back(company, "Ja", "Een seintje", number=2)
    see(company, "Gewoon werk", AGNES)
    page = company.at("werkplekopleider", "werkplekopleider/mijn_deelnemers.ipynb")
    card = page.locator(f'[id="{SAMIR}"]')
    card.get_by_text("Werk of plek aangepast").first.click()
    card.get_by_label("Wat hebt u aangepast?").first.fill("De radio gaat uit.")
    card.get_by_role("button", name="Bewaar de aanpassing").first.click()
    expect(card.get_by_text("Kijk over een paar dagen of het hielp.").first).to_be_visible()
    page.locator("textarea").last.fill("Wat doe ik als het druk is?")
    page.get_by_role("button", name="Stuur de vraag").click()
    company.kept(page)


def second_week(company: Company) -> None:
    """Samir repeats, and says that the change helps; the coach answers; Agnes is ill."""
    company.day(2, 0)
    page = company.at("deelnemer", "deelnemer/mijn_week.ipynb#week-s1a-1")
    helped = page.locator('form[data-tell="helped"]')
    expect(page.get_by_text("De radio gaat uit.")).to_be_visible()
    helped.locator("button.choice").get_by_text("Ja", exact=True).click()
    page.get_by_role("button", name="Nog een week met dezelfde zin").click()
    expect(page.get_by_text("Door herhalen leer je het.")).to_be_visible()
    company.kept(page)
    page = company.at("coach", "coach/vragen.ipynb")
    expect(page.get_by_text("Wat doe ik als het druk is?")).to_be_visible()
    page.get_by_label("Uw antwoord").first.fill("Kies een rustig moment.")
    page.get_by_role("button", name="Stuur het antwoord").first.click()
    company.kept(page)
    page = company.at("werkplekopleider", "werkplekopleider/mijn_deelnemers.ipynb")
    expect(page.get_by_text("Kies een rustig moment.")).to_be_visible()
    page.close()
    page = company.at("werkplekopleider", f"werkplekopleider/deelnemer.ipynb?wie={AGNES}")
    page.get_by_text("Even niet", exact=True).click()
    form = page.locator('form[data-tell="paused"]')
    form.locator("label.choice", has_text="Ziek").click()
    form.get_by_role("button", name="Zet even stil").click()
    company.kept(page)

    company.day(2, 2)
    look_back(company, "Ja", "Mijn zin lezen")
    see(company, "Drukte")


def third_week(company: Company) -> None:
    """Seen a third time, both say yes, and only then it is mastered; the coach sees who waits."""
    company.day(3, 0)
    page = company.at("deelnemer", "deelnemer/mijn_week.ipynb")
    expect(page.locator(".plan-sentence").first).to_be_visible()
    assert page.locator('form[data-tell="said_mastered"]').count() == 0
    page.close()
    see(company, "Gewoon werk")

    company.day(3, 1)
    page = company.at("deelnemer", "deelnemer/mijn_week.ipynb")
    page.get_by_role("link", name="Geef je antwoord").click()
    form = page.locator('form[data-tell="said_mastered"]')
    form.locator("label.choice:visible", has_text="Ja, ik kan dit.").click()
    form.get_by_role("button", name="Verder").click()
    page.wait_for_timeout(CALM_MS)
    form.locator("label.choice:visible").first.click()
    form.get_by_role("button", name="Verder").click()
    page.wait_for_timeout(CALM_MS)
    form.locator("textarea:visible").fill("Ik hoor nu alles.")
    form.get_by_role("button", name="Dit zeg ik").click()
    expect(form.locator(".told")).to_contain_text("Nu zegt je begeleider het ook nog.")
    company.kept(page)
    page = company.at("deelnemer", "deelnemer/dit_kan_ik_al.ipynb")
    expect(page.get_by_text("Hier komt wat je kunt")).to_be_visible()
    page.close()

    page = company.at("werkplekopleider", f"werkplekopleider/deelnemer.ipynb?wie={SAMIR}")
    expect(page.get_by_text("Samir zegt: ik kan dit.")).to_be_visible()
    form = page.locator('form[data-tell="said_mastered"]')
    form.locator("textarea").fill("Hij legt zijn werk neer en kijkt.")
    form.locator("label.choice", has_text="Ja, dit lukt").click()
    form.get_by_role("button", name="Bewaar mijn antwoord").click()
    company.kept(page)

    company.day(3, 4)
    page = company.at("coach", "coach/overzicht.ipynb")
    expect(page.get_by_text("1 mens heeft hulp nodig")).to_be_visible()
    expect(page.get_by_text("De pauze heeft geen einde")).to_be_visible()
    page.close()


def fourth_week(company: Company) -> None:
    """Samir goes on and takes his proof along; Agnes has everything erased."""
    company.day(4, 0)
    page = company.at("deelnemer", "deelnemer/mijn_week.ipynb")
    page.get_by_role("link", name="Lees wat je kunt").click()
    page.get_by_role("button", name="Verder met stap 2").click()
    expect(page.get_by_text("Je gaat verder met stap 2.")).to_be_visible()
    company.kept(page)
    page = company.at("deelnemer", "deelnemer/groeibewijs.ipynb")
    expect(page.get_by_text("Ik hoor nu alles.")).to_be_visible()
    expect(page.get_by_text("Hij legt zijn werk neer en kijkt.")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="Bewaar mijn groeibewijs als bestand").click()
    packed = ZipFile(BytesIO(Path(download.value.path()).read_bytes()))
    badge = packed.read("badge-1.jwt").decode()
    claims = json.loads(urlsafe_b64decode(badge.split(".")[1] + "=="))
    assert "Ik hoor nu alles." in json.dumps(claims, ensure_ascii=False)
    assert SAMIR not in json.dumps(claims)
    assert "Samir" not in json.dumps(claims)
    page.close()

    assert rows_with(company.server, AGNES)
    page = company.at("deelnemer", "deelnemer/over_mij.ipynb", 2)
    page.get_by_role("link", name="Gooi alles van mij weg").click()
    page.get_by_role("link", name="Ik wil alles weggooien").click()
    page.get_by_role("button", name="Ja, gooi alles weg").click()
    expect(page.get_by_role("heading", name="Alles is weg.")).to_be_visible()
    assert rows_with(company.server, AGNES) == []
    page = company.at("werkplekopleider", "werkplekopleider/mijn_deelnemers.ipynb")
    expect(page.get_by_text("Samir").first).to_be_visible()
    assert page.get_by_text("Agnes").count() == 0
    page.close()


def after_the_month(company: Company) -> None:
    """The projectmanager has a number to show a board, and nobody in it is known."""
    until = (MONDAY + timedelta(days=26)).date()
    what = Organisation(code="beside", n_participants=24, n_weeks=4, until=until)
    took_part = live_beside(company.server, what) + 1  # and Samir
    company.day(5, 1)
    page = company.at("projectmanager", "projectmanager/beleid.ipynb")
    say = page.locator(".policy .say")
    expect(say).to_contain_text("februari 2027")
    expect(say).to_contain_text(f"minstens {took_part - took_part % 5}")
    said = page.content()
    people = ("Samir", "Agnes", SAMIR, AGNES, *map(what.participant, range(what.n_participants)))
    assert [one for one in people if one in said] == []
    page.close()
