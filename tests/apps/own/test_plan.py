"""Mijn plan: the participant begins, everything stays as said, and nothing is ever shut."""

from html import escape

import pytest

from tests.telling import ASSISTANT, DAY, LISTEN, MONDAY, OTHER, PARTICIPANT, TRAINER, Telling
from wpo.apps.own.plan import page
from wpo.catalogue.loading import Catalogue
from wpo.model.floor import (
    Agreed,
    Goal,
    Noticed,
    Paused,
    PracticeBegan,
    Recognised,
    SaidMastered,
    TalkReopened,
    Wished,
)
from wpo.store.database import open_database, writing
from wpo.store.guidance import unguide
from wpo.store.names import name_person

NOW = MONDAY + 7 * DAY


@pytest.fixture
def telling() -> Telling:
    """A store with made-up people."""
    return Telling(open_database("sqlite://"))


def html_of(telling: Telling, catalogue: Catalogue) -> str:
    """Return the page as the participant sees it now."""
    return page(telling.visit(catalogue, PARTICIPANT, NOW))[1]


def first_view(html: str) -> str:
    """Return what is on the screen when the page opens."""
    return html.partition("</section>")[0]


def test_the_participant_begins(telling: Telling, catalogue: Catalogue) -> None:
    """With nothing said yet there is one way: the first of three questions."""
    html = html_of(telling, catalogue)

    assert 'href="#groeien"' in first_view(html)
    assert first_view(html).count('class="go') == 1
    for question in ("groeien", "leren", "moeilijk"):
        assert f'id="{question}" hidden' in html
        assert escape(f'{{"question":"{question}"}}') in html


def test_every_half_of_every_skill_is_explained(telling: Telling, catalogue: Catalogue) -> None:
    """Each card of a deelskill says what somebody does at its first step."""
    html = html_of(telling, catalogue)

    for skill in catalogue.skills.skills:
        assert escape(skill.question) in html
        for sub_skill in skill.sub_skills:
            assert escape(" ".join(sub_skill.level(1).behaviour)) in html


def test_then_it_is_the_guides_turn(telling: Telling, catalogue: Catalogue) -> None:
    """After one answer the other may speak; questions that are open still can be answered."""
    telling.tell(PARTICIPANT, Wished(question="leren", sub_skills=("s1a",)))
    first = first_view(html_of(telling, catalogue))

    assert catalogue.interface["plan_their_turn"] in first
    assert 'href="#groeien"' in first
    assert 'href="#moeilijk"' in first
    assert 'href="#leren"' not in first


def test_without_a_guide_the_page_says_what_to_do(telling: Telling, catalogue: Catalogue) -> None:
    """Nobody waits for somebody who is not there."""
    telling.tell(PARTICIPANT, Wished(question="leren", sub_skills=("s1a",)))
    with writing(telling.engine) as connection:
        unguide(connection, PARTICIPANT.code, MONDAY)
    first = first_view(html_of(telling, catalogue))

    assert catalogue.interface["plan_no_guide"] in first
    assert catalogue.interface["plan_their_turn"] not in first


def test_one_thing_that_was_noticed_at_a_time(telling: Telling, catalogue: Catalogue) -> None:
    """What waits for an answer comes first, one by one, with the name of who says it."""
    with writing(telling.engine) as connection:
        name_person(connection, TRAINER.code, "Karin")
    telling.tell(PARTICIPANT, Wished(question="leren", sub_skills=("s1a",)))
    one = telling.tell(TRAINER, Noticed(sub_skill="s1a", words="je snel begint."))
    telling.tell(TRAINER, Noticed(sub_skill="s1b", words="je stil bent."))
    before = first_view(html_of(telling, catalogue))
    telling.tell(PARTICIPANT, Recognised(noticed=one, answer="nee"))
    after = first_view(html_of(telling, catalogue))

    assert "Karin zegt:" in before
    assert "Ik zie dat je snel begint." in before
    assert escape(f'"noticed":"{one}"') in before
    assert "je stil bent." not in before
    assert "Ik zie dat je stil bent." in after


def test_what_was_said_stays_as_it_was_said(telling: Telling, catalogue: Catalogue) -> None:
    """Also of an earlier talk, by both, with the answer, and never as HTML."""
    words = "Ik wil <b>rust</b> & 'stilte'."
    telling.tell(PARTICIPANT, Wished(question="moeilijk", sub_skills=("s4b",), words=words))
    noticed = telling.tell(TRAINER, Noticed(sub_skill="s4b", words="je wegloopt."))
    telling.tell(PARTICIPANT, Recognised(noticed=noticed, answer="beetje"))
    telling.tell(TRAINER, Agreed(goals=(LISTEN,), until=(MONDAY + 42 * DAY).date()))
    telling.tell(PARTICIPANT, TalkReopened())
    html = html_of(telling, catalogue)
    said = html.partition('id="gezegd"')[2].partition("</section>")[0]

    assert catalogue.interface["plan_earlier"] in said
    assert escape(words) in said
    assert "<b>rust" not in html
    assert "Ik zie dat je wegloopt." in said
    assert "Jij zei: een beetje." in said
    assert "Tot maandag 14 december." in said
    assert 'href="#groeien"' in first_view(html)


@pytest.mark.parametrize("teller", [PARTICIPANT, TRAINER], ids=["participant", "trainer"])
def test_what_was_agreed_by_either(telling: Telling, catalogue: Catalogue, teller: object) -> None:
    """The goal, the step and the last day are named; changing and talking again are possible."""
    telling.tell(PARTICIPANT, Wished(question="leren", sub_skills=("s1a",)))
    facts = Agreed(goals=(LISTEN,), until=(MONDAY + 42 * DAY).date())
    telling.tell(teller, facts)  # type: ignore[arg-type]
    first = first_view(html_of(telling, catalogue))

    for text in ("Luisteren en vragen", "Stap 1", "Tot maandag 14 december."):
        assert text in first
    assert 'href="#anders-s1a-1"' in first
    assert 'data-tell="talk_reopened"' in first


def test_when_the_time_is_over(telling: Telling, catalogue: Catalogue) -> None:
    """The page asks to talk about it and judges nothing."""
    telling.tell(TRAINER, Agreed(goals=(LISTEN,), until=(NOW - DAY).date()))

    assert catalogue.interface["plan_time_over"] in first_view(html_of(telling, catalogue))


def test_own_practice_is_a_choice_too(telling: Telling, catalogue: Catalogue) -> None:
    """Who practises without an agreement sees that as chosen by themselves."""
    telling.tell(PARTICIPANT, PracticeBegan(goal=Goal(sub_skill="s8b", level=2)))
    first = first_view(html_of(telling, catalogue))

    assert catalogue.interface["plan_own_title"] in first
    assert catalogue.interface["plan_agreed_title"] not in first


def test_a_pause_has_a_way_back_and_asks_no_reason_twice(
    telling: Telling, catalogue: Catalogue
) -> None:
    """Until when is said; stopping takes the reason of the pause with it."""
    telling.agree()
    until = (NOW + 3 * DAY).date()
    telling.tell(PARTICIPANT, Paused(goal=LISTEN, reason="ziek", until=until))
    html = html_of(telling, catalogue)

    assert "tot donderdag 12 november" in first_view(html)
    assert 'data-tell="resumed"' in first_view(html)
    assert escape('"reason":"ziek"') in first_view(html)
    assert 'id="anders-s1a-1"' not in html


def test_a_mastered_step_is_not_offered_again(telling: Telling, catalogue: Catalogue) -> None:
    """Who agrees anew chooses among the steps that are left."""
    telling.agree()
    for days, situation in ((1, "gewoon"), (2, "drukte"), (3, "gewoon")):
        telling.see(MONDAY + days * DAY, situation)
    for who in (PARTICIPANT, TRAINER):
        telling.tell(who, SaidMastered(goal=LISTEN, yes=True), MONDAY + 4 * DAY)
    telling.tell(PARTICIPANT, Wished(question="leren", sub_skills=("s1a",)), MONDAY + 5 * DAY)
    agree = html_of(telling, catalogue).partition('id="afspreken"')[2]

    assert escape('{"sub_skill":"s1a","level":1}') not in agree
    assert escape('{"sub_skill":"s1a","level":2}') in agree


def test_nothing_of_somebody_else(telling: Telling, catalogue: Catalogue) -> None:
    """A page holds facts of its own person only, and no code but that person's."""
    telling.tell(OTHER, Wished(question="leren", sub_skills=(), words="Geheim."), about=OTHER)
    telling.agree()
    html = html_of(telling, catalogue)

    assert "Geheim." not in html
    for one in (OTHER, TRAINER, ASSISTANT):
        assert one.code not in html


def test_a_participant_tells_only_what_a_participant_may(
    telling: Telling, catalogue: Catalogue
) -> None:
    """Every form of the page tells a fact that this role tells."""
    telling.agree()
    told = {part.partition('"')[0] for part in html_of(telling, catalogue).split('data-tell="')[1:]}

    assert {"wished", "agreed", "paused", "stopped", "talk_reopened"} <= told
    assert [one for one in told if not PARTICIPANT.may_tell(one)] == []
