"""Looking together: nobody sees the other's answer before their own, and then they talk."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import Engine

from tests.apps.coaching.company import STRANGE_COACH, STRANGE_TRAINER, STRANGER, Company
from tests.telling import ASSISTANT, COACH, DAY, LISTEN, MONDAY, OTHER, PARTICIPANT, TRAINER
from wpo.apps.coaching import pairs
from wpo.apps.guiding import talk
from wpo.catalogue.loading import Catalogue
from wpo.model.floor import Observed, Paused, Seen, Situation
from wpo.model.people import Person
from wpo.store.database import open_database, writing
from wpo.store.guidance import unguide

PAGE = pairs.page
ASKED = {"wie": PARTICIPANT.code, "doel": "s1a-1"}
HOUR = timedelta(hours=1)


@pytest.fixture
def engine() -> Iterator[Engine]:
    """A store in memory."""
    engine = open_database("sqlite://")
    yield engine
    engine.dispose()


@pytest.fixture
def company(engine: Engine) -> Company:
    """A company in which one participant is at work with a goal."""
    company = Company(engine)
    company.agree(MONDAY - DAY)
    company.practise(MONDAY - DAY)
    return company


def look(
    company: Company,
    who: Person,
    *values: Seen,
    days: int = 0,
    situation: Situation = "gewoon",
    note: str = "",
    about: Person = PARTICIPANT,
) -> None:
    """Let somebody answer the points of the card, in order."""
    at = MONDAY + days * DAY
    for point, value in zip(("o1", "o2", "o3"), values, strict=False):
        facts = Observed(
            goal=LISTEN, point=point, value=value, situation=situation, day=at.date(), note=note
        )
        company.tell(who, facts, at, about)


def test_whom_to_look_at(company: Company, catalogue: Catalogue) -> None:
    """Everybody who is guided and at work; not who only practises, pauses or has no guide."""
    company.agree(about=OTHER)
    link = f'href="?wie={PARTICIPANT.code}&amp;doel=s1a-1">Fatma: Luisteren en vragen, niveau 1</a>'

    assert link in company.html(PAGE, catalogue)
    assert "Piet" not in company.html(PAGE, catalogue)
    company.tell(PARTICIPANT, Paused(goal=LISTEN, reason="vrij"), MONDAY)
    assert "Er is nu niemand met een begeleider aan de slag." in company.text(PAGE, catalogue)
    company.practise(about=OTHER)
    assert "Piet" in company.text(PAGE, catalogue)
    with writing(company.engine) as connection:
        unguide(connection, OTHER.code, MONDAY)
    assert "Piet" not in company.text(PAGE, catalogue, MONDAY + DAY)


def test_very_many_are_chosen_by_department(company: Company, catalogue: Catalogue) -> None:
    """First a department, then a person; whoever works in none can be chosen too."""
    for number in range(70):
        person = company.join(f"mens-{number:02}", department="Montage" if number % 2 else "")
        company.agree(about=person)
        company.practise(about=person)
    html = company.html(PAGE, catalogue)

    assert "mens-" not in html
    assert 'href="?afdeling=Montage">Montage</a>' in html
    assert company.html(PAGE, catalogue, afdeling="Montage").count("?wie=") == 35
    assert company.html(PAGE, catalogue, afdeling="-").count("?wie=") == 35
    assert 'href="?afdeling=-">Zonder afdeling</a>' in html


def test_the_card_asks_three_points(company: Company, catalogue: Catalogue) -> None:
    """Four answers each, for today and no other day, told by the coach as an observation."""
    html = company.html(PAGE, catalogue, **ASKED)

    assert html.count('data-tell="observed"') == 3
    assert html.count("&quot;day&quot;:&quot;$today&quot;") == 3
    assert html.count('type="button" class="choice"') == 12
    assert 'type="date"' not in html


def test_the_others_answer_is_nowhere_before_ones_own(
    company: Company, catalogue: Catalogue
) -> None:
    """Not in the source of the page either: it is the same as if nobody else had looked."""
    nobody_looked = company.html(PAGE, catalogue, **ASKED)
    look(company, TRAINER, "gezien", "nog_niet", "gezien", days=-1)
    look(company, TRAINER, "nog_niet", "gezien", "nog_niet", situation="drukte", note="Bij de kar")

    assert company.html(PAGE, catalogue, **ASKED) == nobody_looked
    look(company, COACH, "beetje")
    one = company.html(PAGE, catalogue, **ASKED)
    look(company, COACH, "beetje", "beetje")
    two = company.html(PAGE, catalogue, **ASKED)
    for html in (one, two):
        assert "Jan" not in html
        assert "Bij de kar" not in html
        assert html.count('aria-pressed="true"') == (1 if html is one else 2)
        assert "Eerst uw eigen antwoord bij alle punten." in html


def test_afterwards_both_are_side_by_side(company: Company, catalogue: Catalogue) -> None:
    """Same or different for each point, with a question to begin the talk with."""
    look(company, TRAINER, "gezien", "beetje", "niet_kunnen_zien")
    look(company, COACH, "beetje", "beetje", "nog_niet")
    text = company.text(PAGE, catalogue, **ASKED)

    assert "U en Jan, vandaag" in text
    assert "U zag 'beetje', Jan zag 'gezien'. Wat zagen jullie precies?" in text
    assert "Hetzelfde. Jullie zagen allebei: beetje." in text
    assert "U zei 'nog niet', Jan zei 'niet kunnen zien'. Dat telt niet als verschil." in text
    assert "Eerst uw eigen antwoord" not in text
    assert "dezelfde situatie" not in text


def test_another_situation_is_said(company: Company, catalogue: Catalogue) -> None:
    """Where the two did not look at the same moment, a difference may come from that."""
    look(company, TRAINER, "gezien", situation="drukte")
    look(company, COACH, "beetje", "beetje", "beetje")

    assert "Jullie keken niet in dezelfde situatie." in company.text(PAGE, catalogue, **ASKED)


def test_every_colleague_is_compared_apart(company: Company, catalogue: Catalogue) -> None:
    """A guide and an assistant, each by name; what the two saw of each other's is not there."""
    look(company, TRAINER, "gezien", "gezien", "gezien")
    look(company, ASSISTANT, "nog_niet")
    look(company, COACH, "gezien", "gezien", "gezien")
    text = company.text(PAGE, catalogue, **ASKED)

    assert "U en Jan, vandaag" in text
    assert "U zag 'gezien', Els zag 'nog niet'." in text
    assert text.count("Hetzelfde.") == 3


def test_nobody_else_looked(company: Company, catalogue: Catalogue) -> None:
    """Then the page says to ask, and stays open for later today."""
    look(company, COACH, "gezien", "gezien", "gezien")
    alone = company.text(PAGE, catalogue, **ASKED)
    look(company, TRAINER, "gezien", "gezien", "beetje")

    assert "Nog niemand anders keek vandaag" in alone
    assert "U en Jan, vandaag" in company.text(PAGE, catalogue, **ASKED)


def test_a_day_that_was_not_finished_stays_closed(company: Company, catalogue: Catalogue) -> None:
    """What the other saw yesterday is shown to who looked yesterday, also today; else never."""
    look(company, TRAINER, "gezien", "gezien", "gezien", days=-2)
    look(company, COACH, "beetje", "gezien", "gezien", days=-2)
    look(company, TRAINER, "nog_niet", "nog_niet", "nog_niet", days=-1)
    look(company, COACH, "beetje", days=-1)
    text = company.text(PAGE, catalogue, MONDAY + HOUR, **ASKED)

    assert "U en Jan, zaterdag" in text
    assert "gisteren" not in text
    assert "zag 'nog niet'" not in text
    assert "zaterdag" not in company.text(PAGE, catalogue, MONDAY + 13 * DAY, **ASKED)


def test_whom_the_address_may_not_ask(company: Company, catalogue: Catalogue) -> None:
    """Nobody of another company, no goal that is not at work: then the choice is shown."""
    company.practise(about=STRANGER)
    choice = company.html(PAGE, catalogue)
    for asked in (
        {"wie": STRANGER.code, "doel": "s1a-1"},
        {"wie": PARTICIPANT.code, "doel": "s1a-2"},
        {"wie": PARTICIPANT.code, "doel": "x"},
        {"wie": OTHER.code},
    ):
        assert company.html(PAGE, catalogue, **asked) == choice
    assert "Zazie" not in choice
    theirs = company.html(PAGE, catalogue, who=STRANGE_COACH, **ASKED)
    assert "Fatma" not in theirs


def test_the_guide_looks_without_knowing_too(company: Company, catalogue: Catalogue) -> None:
    """On the page of the talk the coach's answers of today come after the guide's own."""

    def told(days: int = 0) -> str:
        at = MONDAY + days * DAY + HOUR
        return company.text(talk.page, catalogue, at, TRAINER, wie=PARTICIPANT.code)

    look(company, COACH, "beetje", "beetje", "beetje", note="Bij de oven")
    before, tomorrow = told(), told(1)
    look(company, TRAINER, "gezien", "gezien")
    partly = told()
    look(company, TRAINER, "gezien", "gezien", "gezien")

    assert "Bij de oven" not in before + partly
    assert "Bij de oven" in told()
    assert "Bij de oven" in tomorrow


def _together(company: Company, days: int, first: Seen, second: Seen) -> None:
    """Let guide and coach look at the same three points of the same person."""
    look(company, TRAINER, first, first, first, days=days)
    look(company, COACH, second, second, second, days=days)


def test_numbers_are_counts_first(company: Company, catalogue: Catalogue) -> None:
    """How often the same, which answers together, who could not see; no coefficient from a few."""
    for days, answers in enumerate(
        [("gezien", "gezien"), ("gezien", "beetje"), ("niet_kunnen_zien", "gezien")]
    ):
        _together(company, days, *answers)  # type: ignore[arg-type]
    text = company.text(PAGE, catalogue, MONDAY + 5 * DAY, tabel="ja").splitlines()

    assert "3 van de 6 keer hetzelfde antwoord." in text
    assert text[text.index("allebei gezien") + 1] == "3"
    assert text[text.index("de een beetje, de ander gezien") + 1] == "3"
    assert text[text.index("allebei nog niet") + 1] == "0"
    assert "3 keer kon een van de twee het niet zien. Dat telt niet mee." in text
    assert "Voor een getal is dit te weinig. De tabel zegt genoeg." in text
    assert "Dit is een begin van een gesprek, geen cijfer voor iemand." in " ".join(text)


def test_few_numbers_are_none(company: Company, catalogue: Catalogue) -> None:
    """Of fewer than five answers a table would tell what one person saw; today never counts."""
    _together(company, 0, "gezien", "beetje")
    _together(company, 3, "gezien", "beetje")
    yesterday = company.text(PAGE, catalogue, MONDAY + 3 * DAY, tabel="ja")
    later = company.text(PAGE, catalogue, MONDAY + 4 * DAY, tabel="ja")
    much_later = company.text(PAGE, catalogue, MONDAY + 93 * DAY, tabel="ja")

    assert "Hier is nog te weinig over te zeggen." in yesterday
    assert "0 van de 6 keer hetzelfde antwoord." in later
    assert "Hier is nog te weinig over te zeggen." in much_later


def test_enough_numbers_give_a_number_with_doubt(company: Company, catalogue: Catalogue) -> None:
    """With twenty rows about three people or more a value and its interval, and what it is not."""
    people = [company.join(f"mens-{number}") for number in range(4)]
    seen: list[tuple[Seen, Seen]] = [
        ("gezien", "gezien"),
        ("nog_niet", "beetje"),
        ("nog_niet", "nog_niet"),
        ("beetje", "gezien"),
    ]
    for number, person in enumerate(people):
        for days in range(2):
            first, second = seen[(number + days) % 4]
            look(company, TRAINER, first, first, first, days=days, about=person)
            look(company, COACH, second, second, second, days=days, about=person)
    text = company.text(PAGE, catalogue, MONDAY + 5 * DAY, tabel="ja")

    assert "12 van de 24 keer hetzelfde antwoord." in text
    assert "uit 24 keer kijken bij 4 mensen." in text
    assert "In een getal: 0," in text
    assert "Bijna alle antwoorden" not in text


def test_a_number_that_says_little_is_said_so(company: Company, catalogue: Catalogue) -> None:
    """Where nearly every answer is the same, the page warns, whatever the number is."""
    for number in range(4):
        person = company.join(f"mens-{number}")
        for days in range(2):
            look(company, TRAINER, "gezien", "gezien", "gezien", days=days, about=person)
            last: Seen = "gezien" if number > 1 or days else "beetje"
            look(company, COACH, "gezien", "gezien", last, days=days, about=person)
    text = company.text(PAGE, catalogue, MONDAY + 5 * DAY, tabel="ja")

    assert "22 van de 24 keer hetzelfde antwoord." in text
    assert "In een getal: " in text
    assert "Bijna alle antwoorden zijn hetzelfde." in text


def test_numbers_are_of_the_own_company(company: Company, catalogue: Catalogue) -> None:
    """What two people of another company saw is not counted."""
    for days in range(3):
        look(company, STRANGE_TRAINER, "gezien", "gezien", "gezien", days=days, about=STRANGER)
        look(company, STRANGE_COACH, "gezien", "gezien", "gezien", days=days, about=STRANGER)
    late = MONDAY + 5 * DAY
    theirs = company.text(PAGE, catalogue, late, STRANGE_COACH, tabel="ja")

    assert "Hier is nog te weinig" in company.text(PAGE, catalogue, late, tabel="ja")
    assert "9 van de 9 keer hetzelfde antwoord." in theirs
