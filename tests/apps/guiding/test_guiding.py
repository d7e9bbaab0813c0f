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
from wpo.apps.coaching import questions
from wpo.apps.guiding import participants, talk
from wpo.catalogue.loading import Catalogue
from wpo.model.floor import (
    Adapted,
    Asked,
    LookedBack,
    Noticed,
    Observed,
    Paused,
    PracticeBegan,
    Recognised,
    Replied,
    Resumed,
    SaidMastered,
    Seen,
    Stopped,
    TalkReopened,
    Wished,
)
from wpo.model.people import Person, Role
from wpo.store.database import open_database, reading, writing
from wpo.store.erased import list_key
from wpo.store.erasing import erase
from wpo.store.floor import floor_events_named
from wpo.store.guidance import guide, unguide
from wpo.store.names import name_person
from wpo.store.people import add_person

COLLEAGUE = Person(code="opleider-c", organisation="demo", role=Role.TRAINER)
BEFORE = MONDAY - 14 * DAY


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


def _talk(
    telling: Telling,
    catalogue: Catalogue,
    days: int = 0,
    wie: str = PARTICIPANT.code,
    who: Person = TRAINER,
) -> str:
    visit = telling.visit(catalogue, who, MONDAY + days * DAY, wie=wie)
    return unescape(talk.page(visit)[1])


def _with_a_colleague(telling: Telling) -> None:
    """Let a second trainer guide the participant just as much."""
    with writing(telling.engine) as connection:
        add_person(connection, COLLEAGUE, BEFORE)
        guide(connection, COLLEAGUE.code, PARTICIPANT.code, BEFORE)


def _seen_enough(telling: Telling) -> None:
    telling.agree()
    telling.practise()
    for days, situation in ((1, "gewoon"), (2, "drukte"), (3, "gewoon")):
        telling.see(MONDAY + days * DAY, situation)


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


def test_the_same_sentence_once_more(telling: Telling, catalogue: Catalogue) -> None:
    """Another week is offered at work and after looking back, not before, nor in a pause."""
    button = 'data-tell="again"'
    telling.agree()
    chosen = _page(telling, catalogue)
    telling.tell(PARTICIPANT, PracticeBegan(goal=LISTEN))
    practising = _page(telling, catalogue)
    telling.practise()
    at_work = _page(telling, catalogue)
    telling.tell(TRAINER, Paused(goal=LISTEN, reason="vrij"))
    paused = _page(telling, catalogue)
    telling.tell(TRAINER, Resumed(goal=LISTEN))
    telling.tell(PARTICIPANT, LookedBack(goal=LISTEN, day=MONDAY.date(), did="ja", worked="ja"))
    looked_back = _page(telling, catalogue)
    telling.tell(TRAINER, Stopped(goal=LISTEN, reason="anders"))
    stopped = _page(telling, catalogue)

    assert at_work.count(button) == looked_back.count(button) == 1
    assert all(button not in page for page in (chosen, practising, paused, stopped))


def test_time_for_the_talk_about_mastery(telling: Telling, catalogue: Catalogue) -> None:
    """The way to the talk says so once it was seen enough, and no longer when it is mastered."""
    time = "Tijd om samen te kijken: kan Fatma dit?"
    telling.agree()
    telling.practise()
    early = _page(telling, catalogue)
    _seen_enough(telling)
    ready = _page(telling, catalogue, days=3)
    for who in (PARTICIPANT, TRAINER):
        telling.tell(who, SaidMastered(goal=LISTEN, yes=True), MONDAY + 4 * DAY)
    mastered = _page(telling, catalogue, days=4)

    assert time in ready
    assert "afspraken met Fatma" not in ready
    for page in (early, mastered):
        assert time not in page
        assert "afspraken met Fatma" in page


@pytest.mark.parametrize(
    ("value", "seen", "not_yet"),
    [
        ("gezien", True, False),
        ("beetje", True, False),
        ("nog_niet", False, True),
        ("niet_kunnen_zien", True, True),
    ],
)
def test_how_to_begin(
    telling: Telling, catalogue: Catalogue, value: Seen, seen: bool, not_yet: bool
) -> None:
    """The helper begins with what went well: what was seen, else something else of that day."""
    telling.agree()
    telling.practise()
    before = _page(telling, catalogue)
    facts = Observed(goal=LISTEN, point="o1", value=value, situation="gewoon", day=MONDAY.date())
    telling.tell(TRAINER, facts)
    page = _page(telling, catalogue)

    assert ("Zag u het? Zeg wat u zag." in page) == seen
    assert ("Zag u het nog niet? Begin met iets dat wel goed ging vandaag." in page) == not_yet
    assert "Zag u het? Zeg" in before
    assert "Zag u het nog niet?" in before


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


def test_a_question_about_one_participant(telling: Telling, catalogue: Catalogue) -> None:
    """It is asked on the participant's page, stands there and in the list, and with the coach."""
    form = f'data-tell="asked" data-about="{PARTICIPANT.code}"'
    telling.tell(TRAINER, Asked(words="Mag ik voordoen?"), about=TRAINER)
    telling.tell(TRAINER, Asked(words="Wat bij Piet?"), about=OTHER)
    asked = telling.tell(TRAINER, Asked(words="Wat bij drukte?"))
    telling.tell(COACH, Replied(asked=asked, words="Kies een rustig moment."))
    page, listed = _talk(telling, catalogue), _page(telling, catalogue)
    coach = unescape(questions.page(telling.visit(catalogue, COACH, MONDAY))[1])

    assert page.count(form) == 1
    assert form not in listed
    assert f'data-tell="asked" data-about="{TRAINER.code}"' in listed
    assert "Fatma kan de vraag en het antwoord lezen." in page
    assert "Wat bij drukte? <small>" in page
    assert "Kies een rustig moment." in page
    assert "Mag ik voordoen?" not in page
    assert "Wat bij Piet?" not in page
    assert "Wat bij drukte? (Fatma)" in listed
    assert "Over Fatma." in coach


def test_an_assistant_asks_about_a_participant(telling: Telling, catalogue: Catalogue) -> None:
    """An assistant has no page about a participant, so the question is asked on the card."""
    telling.tell(ASSISTANT, Asked(words="Wat bij drukte?"))
    page = _page(telling, catalogue, ASSISTANT)

    assert f'data-tell="asked" data-about="{PARTICIPANT.code}"' in page
    assert "Wat bij drukte? (Fatma)" in page


def test_a_question_goes_with_the_participant(telling: Telling, catalogue: Catalogue) -> None:
    """Who is erased takes questions and answers about them along; a question about nobody stays."""
    telling.tell(TRAINER, Asked(words="Mag ik voordoen?"), about=TRAINER)
    asked = telling.tell(TRAINER, Asked(words="Wat bij drukte?"))
    telling.tell(COACH, Replied(asked=asked, words="Kies een rustig moment."))
    with writing(telling.engine) as connection:
        erase(connection, PARTICIPANT.code, MONDAY + DAY, key=list_key(b"een geheim in een test"))
    with reading(telling.engine) as connection:
        left = floor_events_named(connection, "demo", {"asked", "replied"}, since=BEFORE)
    coach = questions.page(telling.visit(catalogue, COACH, MONDAY + DAY))[1]

    assert [one.facts for one in left] == [Asked(words="Mag ik voordoen?")]
    assert "Mag ik voordoen?" in coach
    assert "Wat bij drukte?" not in coach + _page(telling, catalogue, days=1)


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
    """Before the participant said anything, the trainer can only ask the coach."""
    page = _talk(telling, catalogue)

    assert "Fatma begint" in page
    assert page.count("data-tell") == page.count('data-tell="asked"') == 1


def test_no_judgement(telling: Telling, catalogue: Catalogue) -> None:
    """The page of the talk begins by saying that it judges nobody."""
    assert _talk(telling, catalogue).startswith(
        '<div class="staff"><p>Dit is geen beoordeling.</p>'
    )


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


def test_agreeing_waits_for_an_answer(telling: Telling, catalogue: Catalogue) -> None:
    """While "Herken je dit?" has no answer, agreeing is behind the word that they talked."""
    folded = "<summary>Wij hebben er samen over gepraat</summary><p>Doe dit samen.</p><form"
    waiting = "Fatma heeft nog geen antwoord gegeven."
    telling.tell(PARTICIPANT, Wished(question="moeilijk", sub_skills=("s1a",)))
    nothing_said = _talk(telling, catalogue)
    said = [
        telling.tell(TRAINER, Noticed(sub_skill="s1a", words=words)) for words in ("een", "twee")
    ]
    telling.tell(PARTICIPANT, Recognised(noticed=said[0], answer="ja"))
    one_open = _talk(telling, catalogue)
    telling.tell(PARTICIPANT, Recognised(noticed=said[1], answer="nee"))
    answered = _talk(telling, catalogue)

    assert folded in one_open
    assert waiting in one_open
    for page in (nothing_said, answered):
        assert "Samen afspreken</h3><p>Doe dit samen.</p><form" in page
        assert waiting not in page


def test_what_a_colleague_saw(telling: Telling, catalogue: Catalogue) -> None:
    """With two trainers, each reads who of the two saw it: "U", or the first name of the other."""
    _with_a_colleague(telling)
    telling.tell(PARTICIPANT, Wished(question="moeilijk", sub_skills=("s1a",)))
    telling.tell(TRAINER, Noticed(sub_skill="s1a", words="je al begint"))
    own = _talk(telling, catalogue)
    nameless = _talk(telling, catalogue, who=COLLEAGUE)
    with writing(telling.engine) as connection:
        name_person(connection, TRAINER.code, "Mieke")
    named = _talk(telling, catalogue, who=COLLEAGUE)

    assert "U zag: 'je al begint'" in own
    assert "Een collega zag: 'je al begint'" in nameless
    assert "Mieke zag: 'je al begint'" in named
    assert "U zag" not in nameless + named
    assert TRAINER.code not in nameless + named


def test_what_a_colleague_said_about_mastery(telling: Telling, catalogue: Catalogue) -> None:
    """The word of a trainer is the word of that one, until the other trainer says something."""
    _with_a_colleague(telling)
    with writing(telling.engine) as connection:
        name_person(connection, TRAINER.code, "Mieke")
    _seen_enough(telling)
    telling.tell(TRAINER, SaidMastered(goal=LISTEN, yes=False), MONDAY + 3 * DAY)
    own = _talk(telling, catalogue, days=3)
    theirs = _talk(telling, catalogue, days=3, who=COLLEAGUE)
    telling.tell(COLLEAGUE, SaidMastered(goal=LISTEN, yes=True), MONDAY + 4 * DAY)
    after = _talk(telling, catalogue, days=4, who=COLLEAGUE)

    assert "U zei nog niet." in own
    assert "Mieke zei nog niet." in theirs
    assert "U zei" not in theirs
    assert "U zei ja." in after
    assert "Mieke zei" not in after


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
    _seen_enough(telling)
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
