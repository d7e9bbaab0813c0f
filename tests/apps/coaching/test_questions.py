"""The coach's questions: who asks, who waits, who is answered; and ideas without persons."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from tests.apps.coaching.company import STRANGE_TRAINER, STRANGER, Company
from tests.telling import ASSISTANT, COACH, DAY, LISTEN, MONDAY, OTHER, PARTICIPANT, TRAINER
from wpo.apps.coaching import questions
from wpo.apps.coaching.ideas import without_names
from wpo.catalogue.loading import Catalogue
from wpo.model.floor import Adapted, Asked, Goal, Helped, Replied, YesNo
from wpo.model.people import Person
from wpo.store.database import open_database

PAGE = questions.page


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


def test_nobody_asks(company: Company, catalogue: Catalogue) -> None:
    """Without questions the page says so, and asks for nothing."""
    assert "Geen open vragen" in company.text(PAGE, catalogue)


def test_a_question_says_who_asks_about_whom(company: Company, catalogue: Catalogue) -> None:
    """A question of one's own is about nobody; another one names whom and which goal."""
    company.tell(TRAINER, Asked(words="Mag ik wel voordoen?"), MONDAY, about=TRAINER)
    company.tell(ASSISTANT, Asked(words="Zij kijkt weg.\nWat nu?", goal=LISTEN), MONDAY)
    text = company.text(PAGE, catalogue, MONDAY + DAY).splitlines()

    assert "2 vragen wachten op een antwoord" in text
    first = text.index("Jan vraagt, gisteren")
    second = text.index("Els vraagt, gisteren")
    assert text[first + 1] == "Mag ik wel voordoen?"
    assert text[second + 1 : second + 4] == [
        "Over Fatma, Luisteren en vragen, niveau 1.",
        "Zij kijkt weg.",
        "Wat nu?",
    ]


def test_what_waits_longest_stands_on_top(company: Company, catalogue: Catalogue) -> None:
    """An answered question moves below; another answer can still be added, by any coach."""
    old = company.tell(TRAINER, Asked(words="De oude vraag"), MONDAY, about=TRAINER)
    company.tell(TRAINER, Asked(words="De nieuwe vraag"), MONDAY + DAY, about=TRAINER)
    before = company.text(PAGE, catalogue, MONDAY + 2 * DAY)
    company.tell(COACH, Replied(asked=old, words="Ja, doe voor."), MONDAY + 2 * DAY, about=TRAINER)
    html = company.html(PAGE, catalogue, MONDAY + 2 * DAY)
    waiting, answered = html.split("Vragen met een antwoord")

    assert before.index("De oude vraag") < before.index("De nieuwe vraag")
    assert "1 vraag wacht op een antwoord" in waiting
    assert "De nieuwe vraag" in waiting
    assert "De oude vraag" not in waiting
    assert "U zei" in answered
    assert "Ja, doe voor." in answered
    assert "Nog iets toevoegen" in answered


def test_an_answer_is_told_about_whom_the_question_was(
    company: Company, catalogue: Catalogue
) -> None:
    """What the form tells is taken, whether the question was about somebody or about nobody."""
    for about in (TRAINER, PARTICIPANT):
        asked = company.tell(TRAINER, Asked(words="Hoe?"), MONDAY, about=about)
        html = company.html(PAGE, catalogue)

        assert f'data-about="{about.code}" data-facts="{{&quot;asked&quot;:&quot;{asked}' in html
        company.tell(COACH, Replied(asked=asked, words="Zo."), MONDAY, about=about)
    assert "Geen open vragen" in company.text(PAGE, catalogue)


def test_words_are_never_code(company: Company, catalogue: Catalogue) -> None:
    """What somebody types is shown as typed."""
    company.tell(TRAINER, Asked(words="<script>alert(1)</script>"), MONDAY, about=TRAINER)

    html = company.html(PAGE, catalogue)
    assert "<script>" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


def change(
    company: Company,
    words: str,
    about: Person = PARTICIPANT,
    *,
    helped: YesNo | None = "ja",
    goal: Goal = LISTEN,
    teller: Person = TRAINER,
) -> str:
    """Let somebody change something, and the participant say whether it helped."""
    made = company.tell(teller, Adapted(goal=goal, words=words), about=about)
    if helped:
        company.tell(about, Helped(adapted=made, answer=helped), about=about)
    return made


def test_what_helped_two_people_is_an_idea(company: Company, catalogue: Catalogue) -> None:
    """In alphabetical order, below the sub-skill, with nothing that tells for whom or by whom."""
    change(company, "Vaste plek aan het raam")
    change(company, "Een kaart bij de kar", OTHER, goal=Goal(sub_skill="s1a", level=2))
    html = company.html(PAGE, catalogue, skill="s1")
    _, ideas = html.split('id="ideas"')

    assert ideas.endswith(
        "<h3>Luisteren en vragen</h3>"
        "<ul><li>Een kaart bij de kar</li><li>Vaste plek aan het raam</li></ul></section></div>"
    )
    for telling in ("Fatma", "Piet", "Jan", "Keuken", "Groen", "deelnemer-", "niveau", "november"):
        assert telling not in ideas


def test_what_helped_one_person_is_no_idea(company: Company, catalogue: Catalogue) -> None:
    """However many changes: with one participant everybody would know for whom they were."""
    change(company, "Vaste plek aan het raam")
    change(company, "Een kaart bij de kar")
    change(company, "Andere deelskill", OTHER, goal=Goal(sub_skill="s1b", level=1))
    change(company, "Hielp niet echt", OTHER, helped="beetje")
    change(company, "Niets over gezegd", OTHER, helped=None)

    assert "Hier is nog niets." in company.text(PAGE, catalogue, skill="s1")


def test_a_no_of_anybody_counts(company: Company, catalogue: Catalogue) -> None:
    """What one says helped and another says did not is no idea; what was said last counts."""
    change(company, "Vaste plek")
    change(company, "Kaart bij de kar", OTHER)
    doubted = change(company, "Twijfel")
    company.tell(TRAINER, Helped(adapted=doubted, answer="nee"))
    mended = change(company, "Later toch", helped="nee")
    company.tell(PARTICIPANT, Helped(adapted=mended, answer="ja"))
    text = company.text(PAGE, catalogue, skill="s1").splitlines()

    assert {"Vaste plek", "Kaart bij de kar", "Later toch"} <= set(text)
    assert "Twijfel" not in text


def test_ideas_come_by_skill(company: Company, catalogue: Catalogue) -> None:
    """The address asks for a skill; without one, or with another, none are shown."""
    change(company, "Vaste plek")
    change(company, "Kaart bij de kar", OTHER)

    assert "Vaste plek" in company.text(PAGE, catalogue, skill="s1")
    for query in ({}, {"skill": "s2"}, {"skill": "s1a"}, {"skill": "<b>"}):
        assert "Vaste plek" not in company.text(PAGE, catalogue, **query)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("Fatma begint met de kleine kar.", "… begint met de kleine kar."),
        ("De kar van fatma.", "De kar van …."),
        ("Piets kar, Fatma's kaart", "… kar, … kaart"),
        ("Een fatmavrije kar", "Een fatmavrije kar"),
        ("Anne-Fleur helpt", "…-… helpt"),
        ("JOSÉ kijkt mee", "… kijkt mee"),
    ],
)
def test_first_names_are_taken_out(words: str, told: str) -> None:
    """Everybody's in the company, in any case and with an s; parts of other words stay."""
    assert without_names(words, {"Fatma", "Piet", "Anne-Fleur", "José"}) == told


def test_names_in_ideas_are_those_of_everybody(company: Company, catalogue: Catalogue) -> None:
    """Also names of staff, and of the participant of somebody else."""
    change(company, "Mo hing een kaart op bij Piet")
    change(company, "Els zet de kar klaar", OTHER)
    text = company.text(PAGE, catalogue, skill="s1").splitlines()

    assert "… hing een kaart op bij …" in text
    assert "… zet de kar klaar" in text


def test_another_company_is_not_there(company: Company, catalogue: Catalogue) -> None:
    """Its questions, names and ideas stay there, and do not make two of our one."""
    company.tell(STRANGE_TRAINER, Asked(words="Vreemde vraag"), MONDAY, about=STRANGER)
    change(company, "Vreemd idee", STRANGER, teller=STRANGE_TRAINER)
    change(company, "Eigen idee")
    html = company.html(PAGE, catalogue, skill="s1")

    assert "Geen open vragen" in html
    for word in ("Vreemd", "Zazie", "vreemd-", "Eigen idee"):
        assert word not in html
