"""The werkplekopleider's pages: who is guided, what is asked, and what is never there."""

from collections.abc import Iterator
from html import unescape

import pytest
from sqlalchemy import Engine

from tests.telling import (
    ASSISTANT,
    COACH,
    DAY,
    LISTEN,
    MONDAY,
    OTHER,
    PARTICIPANT,
    PLAN,
    TRAINER,
    Telling,
)
from wpo.apps.guiding import participants, talk
from wpo.catalogue.loading import Catalogue
from wpo.model.floor import (
    Adapted,
    Asked,
    LookedBack,
    Noticed,
    Observed,
    Paused,
    Recognised,
    Replied,
    SaidMastered,
    Stopped,
    TalkReopened,
    Wished,
)
from wpo.store.database import open_database, writing
from wpo.store.guidance import unguide


@pytest.fixture
def engine() -> Iterator[Engine]:
    """A store in memory."""
    engine = open_database("sqlite://")
    yield engine
    engine.dispose()


@pytest.fixture
def telling(engine: Engine) -> Telling:
    """Made-up people who can tell facts."""
    return Telling(engine)


def _page(telling: Telling, catalogue: Catalogue, who: object = TRAINER, days: int = 0) -> str:
    visit = telling.visit(catalogue, who, MONDAY + days * DAY)  # type: ignore[arg-type]
    return unescape(participants.page(visit)[1])


def _talk(telling: Telling, catalogue: Catalogue, days: int = 0, **query: str) -> str:
    asked = {"wie": PARTICIPANT.code} | query
    visit = telling.visit(catalogue, TRAINER, MONDAY + days * DAY, **asked)
    return unescape(talk.page(visit)[1])


def test_everybody_who_is_guided(telling: Telling, catalogue: Catalogue) -> None:
    """A trainer sees whom they guide now by first name, and an assistant only whom they help."""
    page, helper = _page(telling, catalogue), _page(telling, catalogue, ASSISTANT)

    assert "Fatma" in page
    assert "Piet" in page
    assert "Fatma" in helper
    assert "Piet" not in helper


def test_guidance_that_ended(telling: Telling, catalogue: Catalogue) -> None:
    """Whom a trainer no longer guides is gone from the page at once."""
    with writing(telling.engine) as connection:
        unguide(connection, PARTICIPANT.code, MONDAY, trainer=TRAINER.code)

    assert "Fatma" not in _page(telling, catalogue, days=1)
    assert "Fatma" not in _talk(telling, catalogue, days=1)


def test_whose_turn(telling: Telling, catalogue: Catalogue) -> None:
    """Whoever waits for the trainer stands first, with the way to the talk."""
    telling.agree()
    telling.tell(OTHER, Wished(question="leren", sub_skills=("s8a",)), about=OTHER)
    page = _page(telling, catalogue)

    assert page.index("Piet") < page.index("Fatma")
    assert "Piet heeft gezegd waarin" in page


def test_one_tap_a_point(telling: Telling, catalogue: Catalogue) -> None:
    """At work every point of the card has its four answers; before practising it has none."""
    telling.agree()
    before = _page(telling, catalogue)
    telling.practise()
    page = _page(telling, catalogue)
    card = next(
        one for one in catalogue.assignments.values() if (one.sub_skill, one.level) == ("s1a", 1)
    ).trainer

    assert 'data-tell="observed"' not in before
    assert page.count('data-tell="observed"') == 3
    assert all(point.text in page for point in card.observe)
    assert PLAN[0] in page


def test_what_was_tapped_today(telling: Telling, catalogue: Catalogue) -> None:
    """What was told today is marked when the page comes again, and no longer tomorrow."""
    telling.agree()
    telling.practise()
    telling.see(MONDAY)
    marked = 'value="gezien" aria-pressed="true"'

    assert marked in _page(telling, catalogue)
    assert marked not in _page(telling, catalogue, days=1)


def test_paused(telling: Telling, catalogue: Catalogue) -> None:
    """A goal that is paused asks for nothing."""
    telling.agree()
    telling.practise()
    telling.tell(PARTICIPANT, Paused(goal=LISTEN, reason="ziek"))
    page = _page(telling, catalogue)

    assert "Even niet" in page
    assert 'data-tell="observed"' not in page


def test_nothing_that_was_answered(telling: Telling, catalogue: Catalogue) -> None:
    """No text of the practice part stands on the page, so nothing can be told about answers."""
    telling.agree()
    telling.practise()
    page = _page(telling, catalogue) + _talk(telling, catalogue)
    assignment = catalogue.assignments["overleggen-luisteren-1"]
    options = [
        option.text
        for question in assignment.practice
        for option in getattr(question, "options", ())
    ]

    assert options
    assert not any(text in page for text in options)


def test_an_adaptation_and_whether_it_helped(telling: Telling, catalogue: Catalogue) -> None:
    """A change of the workplace stays on the page as said, and asks whether it helped."""
    telling.agree()
    telling.practise()
    made = telling.tell(TRAINER, Adapted(goal=LISTEN, words="De radio gaat <zacht>."))
    page = participants.page(telling.visit(catalogue, TRAINER, MONDAY))[1]

    assert "De radio gaat &lt;zacht&gt;." in page
    assert made in page
    assert 'data-tell="helped"' in page


def test_questions_and_answers(telling: Telling, catalogue: Catalogue) -> None:
    """A question to the coach waits, and then has its answer."""
    asked = telling.tell(TRAINER, Asked(words="Wat nu?"), about=TRAINER)
    waiting = _page(telling, catalogue)
    telling.tell(COACH, Replied(asked=asked, words="Doe het samen."), about=TRAINER)
    answered = _page(telling, catalogue)

    assert "Nog geen antwoord." in waiting
    assert "Doe het samen." in answered
    assert "Nog geen antwoord." not in answered


def test_assistants_decide_nothing(telling: Telling, catalogue: Catalogue) -> None:
    """An assistant looks and adapts; the talk and what is decided stay with the trainer."""
    telling.agree()
    telling.practise()
    telling.tell(PARTICIPANT, LookedBack(goal=LISTEN, day=MONDAY.date(), did="ja", worked="ja"))
    page = _page(telling, catalogue, ASSISTANT)
    visit = telling.visit(catalogue, ASSISTANT, MONDAY, wie=PARTICIPANT.code)

    assert 'data-tell="observed"' in page
    assert 'data-tell="again"' not in page
    assert "deelnemer.ipynb" not in page
    assert "data-tell" not in talk.page(visit)[1]


def test_the_participant_begins(telling: Telling, catalogue: Catalogue) -> None:
    """Before the participant said anything, the trainer has nothing to say."""
    page = _talk(telling, catalogue)

    assert "Fatma begint" in page
    assert "data-tell" not in page


def test_the_trainer_second(telling: Telling, catalogue: Catalogue) -> None:
    """Then both stand there as said, and the answer to "Herken je dit?" too."""
    telling.tell(PARTICIPANT, Wished(question="moeilijk", sub_skills=("s1a",), words="Drukte."))
    seen = telling.tell(TRAINER, Noticed(sub_skill="s1a", words="je al begint"))
    waits = _talk(telling, catalogue)
    telling.tell(PARTICIPANT, Recognised(noticed=seen, answer="nee"))
    page = _talk(telling, catalogue)

    assert "'Drukte.'" in page
    assert "U zag: 'je al begint'" in page
    assert "Nog geen antwoord." in waits
    assert "Dan is het nee." in page
    assert page.count('data-tell="agreed"') == 1


def test_talks_from_before(telling: Telling, catalogue: Catalogue) -> None:
    """A talk that was opened again leaves the earlier one as it was said."""
    telling.agree()
    telling.tell(TRAINER, TalkReopened(), MONDAY + DAY)
    telling.tell(PARTICIPANT, Wished(question="leren", sub_skills=("s6a",)), MONDAY + DAY)
    page = _talk(telling, catalogue, days=1)

    assert page.index("Wat wil je nog leren?") < page.index("Eerdere gesprekken")
    assert page.index("Eerdere gesprekken") < page.index("Waarin wil je groeien?")


def test_the_talk_about_mastery(telling: Telling, catalogue: Catalogue) -> None:
    """It is there once the behaviour was seen on three days in two situations, and not before."""
    telling.agree()
    telling.practise()
    for days, situation in ((1, "gewoon"), (2, "gewoon"), (3, "gewoon")):
        telling.see(MONDAY + days * DAY, situation)
    one_situation = _talk(telling, catalogue, days=4)
    telling.see(MONDAY + 4 * DAY, "drukte")
    page = _talk(telling, catalogue, days=4)

    assert 'data-tell="said_mastered"' not in one_situation
    assert 'data-tell="said_mastered"' in page
    assert "Situaties: drukte, gewoon werk." in page


def test_after_mastery(telling: Telling, catalogue: Catalogue) -> None:
    """When both said yes, the way on to the next level is there, and no more pausing."""
    telling.agree()
    telling.practise()
    for days, situation in ((1, "gewoon"), (2, "drukte"), (3, "gewoon")):
        telling.see(MONDAY + days * DAY, situation)
    telling.tell(PARTICIPANT, SaidMastered(goal=LISTEN, yes=True), MONDAY + 4 * DAY)
    telling.tell(TRAINER, SaidMastered(goal=LISTEN, yes=True), MONDAY + 4 * DAY)
    page = _talk(telling, catalogue, days=5)

    assert 'data-tell="went_on"' in page
    assert 'data-tell="paused"' not in page


def test_stopped(telling: Telling, catalogue: Catalogue) -> None:
    """What was stopped is told with its reason, and asks nothing."""
    telling.agree()
    telling.tell(TRAINER, Stopped(goal=LISTEN, reason="te_moeilijk"))
    page = _talk(telling, catalogue)

    assert "Te moeilijk" in page
    assert 'data-tell="paused"' not in page


def test_the_history_of_days(telling: Telling, catalogue: Catalogue) -> None:
    """Look-backs and observations stand by day with who told them, a role and never a code."""
    telling.agree()
    telling.practise()
    telling.tell(
        PARTICIPANT,
        LookedBack(goal=LISTEN, day=MONDAY.date(), did="ja", worked="beetje", helped="seintje"),
    )
    telling.tell(
        COACH,
        Observed(
            goal=LISTEN,
            point="o2",
            value="beetje",
            situation="drukte",
            day=MONDAY.date(),
            note="Keek op na een teken.",
        ),
    )
    page = _talk(telling, catalogue, days=1)

    assert "De deelnemer, gisteren: gedaan. Het lukte een beetje. Hielp: een seintje." in page
    assert "De coach, gisteren" in page
    assert "Keek op na een teken." in page
    assert COACH.code not in page


@pytest.mark.parametrize("asked", ["", "niemand", COACH.code, "../x", "<script>"])
def test_nobody_of_mine(telling: Telling, catalogue: Catalogue, asked: str) -> None:
    """Whoever the address names, only those who are guided have a page."""
    page = _talk(telling, catalogue, wie=asked)

    assert "data-tell" not in page
    assert "<script>" not in page
