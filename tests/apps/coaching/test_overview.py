"""The coach's overview: who may need help and why, and nothing that is not the coach's business."""

from collections.abc import Iterator
from datetime import date

import pytest
from sqlalchemy import Engine

from tests.apps.coaching.company import STRANGE_COACH, STRANGE_TRAINER, STRANGER, Company, words
from tests.telling import DAY, LISTEN, MONDAY, OTHER, PARTICIPANT, TRAINER
from wpo.apps.coaching import overview
from wpo.catalogue.loading import Catalogue
from wpo.model.floor import (
    Again,
    Agreed,
    Observed,
    Paused,
    Resumed,
    SaidMastered,
    TalkReopened,
    Wished,
)
from wpo.model.people import Person
from wpo.store.access import close_access
from wpo.store.database import open_database, writing
from wpo.store.guidance import unguide


@pytest.fixture
def engine() -> Iterator[Engine]:
    """A store in memory."""
    engine = open_database("sqlite://")
    yield engine
    engine.dispose()


@pytest.fixture
def company(engine: Engine) -> Company:
    """A made-up company."""
    return Company(engine)


def _part(text: str, heading: str) -> str:
    """Return what stands below a heading, up to the next one that is known."""
    after = text.split(heading, 1)[1]
    for next_one in ("wacht op de", "geen werkplekopleider", "Vraag deze", "Alle anderen"):
        after = after.split(next_one)[0]
    return after


def test_a_quiet_company(company: Company, catalogue: Catalogue) -> None:
    """Who does as agreed stands calmly with the others: name, department, guides, goal, since."""
    company.agree()
    company.practise(MONDAY + DAY)
    text = company.text(overview.page, catalogue, MONDAY + 2 * DAY)

    assert "2 mensen. Nu bezig met een deelskill: 1." in text
    assert "Niemand loopt nu vast" in text
    assert "hulp nodig" not in text
    for line in (
        "Fatma",
        "Keuken · begeleid door Jan, Els (helpt mee)",
        "Luisteren en vragen, niveau 1: aan de slag, sinds gisteren.",
        "Groen · begeleid door Jan",
        "Er is nog niets afgesproken.",
    ):
        assert line in _part(text, "Alle anderen").splitlines(), line


def test_who_repeats_a_third_time(company: Company, catalogue: Catalogue) -> None:
    """The third week with one sentence is a reason to think along, the second is none."""
    company.agree()
    company.practise()
    company.tell(TRAINER, Again(goal=LISTEN), MONDAY + 3 * DAY)
    twice = company.text(overview.page, catalogue, MONDAY + 4 * DAY)
    company.tell(TRAINER, Again(goal=LISTEN), MONDAY + 5 * DAY)
    thrice = company.text(overview.page, catalogue, MONDAY + 6 * DAY)

    assert "Niemand loopt nu vast" in twice
    assert "aan de slag, 2e keer, sinds" in twice
    assert "1 mens heeft hulp nodig" in thrice
    assert "Derde keer dezelfde zin. Kan de stap kleiner" in _part(thrice, "hulp nodig")
    assert "Fatma" not in _part(thrice, "Alle anderen")


def test_whom_nobody_looked_at(company: Company, catalogue: Catalogue) -> None:
    """After two weeks without a look somebody may need help; a look, also by others, ends it."""
    company.agree()
    company.practise()
    before = company.text(overview.page, catalogue, MONDAY + 13 * DAY)
    after = company.text(overview.page, catalogue, MONDAY + 14 * DAY)
    company.see(MONDAY + 14 * DAY)
    looked = company.text(overview.page, catalogue, MONDAY + 14 * DAY)

    assert "Niemand loopt nu vast" in before
    assert "Twee weken keek niemand." in _part(after, "hulp nodig")
    assert "Niemand loopt nu vast" in looked


def test_who_never_comes_to_the_work_floor(company: Company, catalogue: Catalogue) -> None:
    """Before the work floor nobody is blamed for not looking: there is nothing to look at yet."""
    company.agree()
    after = company.text(overview.page, catalogue, MONDAY + 14 * DAY)

    assert "Na twee weken nog niet aan de slag." in _part(after, "hulp nodig")
    assert "keek niemand" not in after


def test_a_pause_without_end(company: Company, catalogue: Catalogue) -> None:
    """It is asked after, as is a pause that is over; why somebody pauses is never said."""
    company.agree()
    company.tell(PARTICIPANT, Paused(goal=LISTEN, reason="ziek"))
    company.agree(about=OTHER)
    company.tell(TRAINER, Paused(goal=LISTEN, reason="vrij", until=date(2026, 11, 9)), about=OTHER)
    first = company.text(overview.page, catalogue, MONDAY + DAY)
    later = company.text(overview.page, catalogue, MONDAY + 8 * DAY)

    assert "Fatma" in _part(first, "1 mens heeft hulp nodig")
    assert "Piet" in _part(later, "2 mensen hebben hulp nodig")
    assert "even niet, sinds" in first
    assert "De pauze heeft geen einde, of is voorbij." in first
    assert "ziek" not in first.casefold()


def test_what_somebody_can(company: Company, catalogue: Catalogue) -> None:
    """What is mastered is named, without a date, a count or a mark, and asks for no attention."""
    company.agree()
    company.practise()
    for days, situation in ((1, "gewoon"), (2, "drukte"), (3, "gewoon")):
        company.see(MONDAY + days * DAY, situation)
    for who in (PARTICIPANT, TRAINER):
        company.tell(who, SaidMastered(goal=LISTEN, yes=True), MONDAY + 4 * DAY)
    text = company.text(overview.page, catalogue, MONDAY + 40 * DAY)

    assert "Kan al: Luisteren en vragen, niveau 1." in text
    assert "Niemand loopt nu vast" in text
    assert "Fatma" in _part(text, "Alle anderen")


def test_a_talk_waits_for_the_other(company: Company, catalogue: Catalogue) -> None:
    """From the first wish until the agreement it is the werkplekopleider's turn, also anew."""
    wish = Wished(question="leren", sub_skills=("s8a",))
    company.tell(OTHER, wish, MONDAY, about=OTHER)
    waits = company.text(overview.page, catalogue, MONDAY + DAY)
    agreed = Agreed(goals=(LISTEN,), until=date(2026, 12, 14))
    company.tell(TRAINER, agreed, MONDAY + DAY, about=OTHER)
    settled = company.text(overview.page, catalogue, MONDAY + 2 * DAY)
    company.tell(TRAINER, TalkReopened(), MONDAY + 3 * DAY, about=OTHER)
    open_again = company.text(overview.page, catalogue, MONDAY + 3 * DAY)
    company.tell(OTHER, wish, MONDAY + 4 * DAY, about=OTHER)
    anew = company.text(overview.page, catalogue, MONDAY + 4 * DAY)

    assert "1 gesprek wacht op de werkplekopleider" in waits
    assert "Wacht sinds gisteren." in waits
    assert "wacht op de werkplekopleider" not in settled
    assert "wacht op de werkplekopleider" not in open_again
    assert "Wacht sinds vandaag." in anew


def test_who_has_no_guide(company: Company, catalogue: Catalogue) -> None:
    """An assistant alone is no guide: somebody has to decide together with the participant."""
    assert "geen werkplekopleider" not in company.text(overview.page, catalogue)
    with writing(company.engine) as connection:
        unguide(connection, PARTICIPANT.code, MONDAY, trainer=TRAINER.code)
        unguide(connection, OTHER.code, MONDAY)
    text = company.text(overview.page, catalogue, MONDAY + DAY)

    assert "2 mensen hebben geen werkplekopleider" in text
    assert "Keuken · begeleid door Els (helpt mee)" in text
    assert "Groen · geen begeleider" in text


def test_who_writes_nothing_down_is_asked(company: Company, catalogue: Catalogue) -> None:
    """Two weeks without a word from a guide with people at work is a question, not a judgement."""
    quiet = "Vraag deze werkplekopleiders hoe het gaat"
    company.agree()
    nothing_to_see = company.text(overview.page, catalogue, MONDAY + 20 * DAY)
    company.practise()
    soon = company.text(overview.page, catalogue, MONDAY + 13 * DAY)
    after = company.text(overview.page, catalogue, MONDAY + 14 * DAY)
    company.see(MONDAY + 14 * DAY)
    looked = company.text(overview.page, catalogue, MONDAY + 15 * DAY)

    assert quiet not in nothing_to_see
    assert quiet not in soon
    assert "Jan" in after.split(quiet)[1].split("Alle anderen")[0].splitlines()
    assert "Dat zegt niets over hun werk." in after
    assert quiet not in looked


def test_after_a_pause_nobody_is_asked_at_once(company: Company, catalogue: Catalogue) -> None:
    """There was nothing to write down while the participant was away."""
    quiet = "Vraag deze werkplekopleiders hoe het gaat"
    company.agree()
    company.practise()
    company.tell(TRAINER, Paused(goal=LISTEN, reason="ziek"), MONDAY + DAY)
    company.tell(TRAINER, Resumed(goal=LISTEN), MONDAY + 20 * DAY)

    assert quiet not in company.text(overview.page, catalogue, MONDAY + 33 * DAY)
    assert quiet in company.text(overview.page, catalogue, MONDAY + 34 * DAY)


def test_who_has_gone_is_not_shown(company: Company, catalogue: Catalogue) -> None:
    """Somebody whose door is closed needs no attention any more."""
    company.agree()
    with writing(company.engine) as connection:
        close_access(connection, PARTICIPANT.code, MONDAY)

    assert "Fatma" not in company.text(overview.page, catalogue, MONDAY + 30 * DAY)


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ({"afdeling": "Keuken"}, {"Fatma"}),
        ({"afdeling": "Groen"}, {"Piet"}),
        ({"afdeling": "-"}, {"code-zonder-naam"}),
        ({"afdeling": "Bestaat niet"}, set()),
        ({"skill": "s1"}, {"Fatma"}),
        ({"skill": "s8"}, set()),
        ({"begeleider": "opleider-b"}, {"Fatma"}),
        ({"begeleider": "opleider-a"}, {"Fatma", "Piet", "code-zonder-naam"}),
        ({"vast": "ja"}, {"Fatma"}),
        ({"vast": "niet_gezien"}, {"Fatma"}),
        ({"vast": "derde_keer"}, set()),
        ({"afdeling": "Groen", "skill": "s1"}, set()),
    ],
)
def test_the_address_asks_for_some(
    company: Company, catalogue: Catalogue, query: dict[str, str], shown: set[str]
) -> None:
    """Department, skill, guide and reason choose, alone and together; a code stands for a name."""
    company.join("code-zonder-naam")
    company.agree()
    company.practise()
    html = company.html(overview.page, catalogue, MONDAY + 20 * DAY, **query)
    people = words("".join(html.split("</details>")[1:])).splitlines()

    assert {one for one in ("Fatma", "Piet", "code-zonder-naam") if one in people} == shown
    assert ("Er is niemand die hierbij past." in words(html)) == (not shown)


def test_the_filter_keeps_what_was_asked(company: Company, catalogue: Catalogue) -> None:
    """The form shows what is chosen, and a name in an address is never code."""
    html = company.html(overview.page, catalogue, afdeling="Keuken", skill='"><script>')

    assert '<option value="Keuken" selected>' in html
    assert "<script" not in html


def test_two_thousand_people_fit_on_a_page(company: Company, catalogue: Catalogue) -> None:
    """Of very many the page says how many there are in which department, with a way to each."""
    _many(company, 400)
    html = company.html(overview.page, catalogue)
    of_one = company.html(overview.page, catalogue, afdeling="Afdeling 1")
    last = company.html(overview.page, catalogue, afdeling="Afdeling 1", blad="2")
    beyond = company.html(overview.page, catalogue, afdeling="Afdeling 1", blad="99")

    assert "mens-0399" not in html
    assert '<a href="?afdeling=Afdeling+1">Afdeling 1</a> (200)' in html
    assert of_one.count("<strong>mens-") == 150
    assert "Volgende bladzijde" in of_one
    assert "Vorige bladzijde" not in of_one
    assert last.count("<strong>mens-") == 50
    assert beyond == last


def test_many_who_need_help_are_a_list_of_their_own(company: Company, catalogue: Catalogue) -> None:
    """The first page shows some of them, and a way to all, page by page."""
    for person in _many(company, 60):
        company.agree(about=person)
        company.practise(about=person)
    now = MONDAY + 14 * DAY
    html = company.html(overview.page, catalogue, now)
    everyone = company.html(overview.page, catalogue, now, vast="ja")

    assert "60 mensen hebben hulp nodig" in html
    assert html.count("<strong>mens-") == overview.MOST_AT_ONCE
    assert '<a class="go quiet" href="?vast=ja">Toon ze alle 60</a>' in html
    assert everyone.count("<strong>mens-") == 60


def _many(company: Company, n: int) -> list[Person]:
    return [
        company.join(f"mens-{number:04}", department=f"Afdeling {number % 2}")
        for number in range(n)
    ]


def test_another_company_is_not_there(company: Company, catalogue: Catalogue) -> None:
    """Neither its people nor its numbers, whatever the address asks; nor are ours there."""
    wish = Wished(question="leren", sub_skills=("s8a",))
    company.tell(STRANGER, wish, MONDAY, about=STRANGER)
    agreed = Agreed(goals=(LISTEN,), until=date(2026, 12, 14))
    company.tell(STRANGE_TRAINER, agreed, MONDAY, about=STRANGER)
    company.practise(about=STRANGER)
    for query in ({}, {"begeleider": STRANGE_TRAINER.code}, {"skill": "s1"}, {"vast": "ja"}):
        html = company.html(overview.page, catalogue, MONDAY + 30 * DAY, **query)
        assert not any(one in html for one in ("Zazie", "vreemd-deelnemer", "vreemd-coach"))
    theirs = company.text(overview.page, catalogue, MONDAY + 30 * DAY, STRANGE_COACH)

    assert "1 mens heeft hulp nodig" in theirs
    assert not any(one in theirs for one in ("Fatma", "Piet", "Jan", "Keuken"))


def test_what_was_seen_or_said_is_not_there(company: Company, catalogue: Catalogue) -> None:
    """No observation, no count of days seen, no words of a talk, no plan: only where it is."""
    company.tell(PARTICIPANT, Wished(question="moeilijk", sub_skills=("s1a",), words="De chef"))
    company.agree()
    company.practise()
    before = company.html(overview.page, catalogue, MONDAY + DAY)
    for point, value in (("o1", "nog_niet"), ("o2", "gezien"), ("o3", "beetje")):
        facts = Observed(
            goal=LISTEN,
            point=point,
            value=value,  # type: ignore[arg-type]
            situation="drukte",
            day=MONDAY.date(),
            note="Keek weg bij de oven",
        )
        company.tell(TRAINER, facts)
    html = company.html(overview.page, catalogue, MONDAY + DAY)

    assert html == before
    for word in ("De chef", "oven", "gezien</", "Nog niet", "Als mijn leidinggevende"):
        assert word not in html


def test_a_goal_of_ones_own_choice_is_named_so(company: Company, catalogue: Catalogue) -> None:
    """Who practises without an agreement has chosen for themselves, and is never stuck with it."""
    company.practise()
    text = company.text(overview.page, catalogue, MONDAY + 30 * DAY)

    assert "Zelf gekozen, nog niet afgesproken." in text
    assert "Niemand loopt nu vast" in text
