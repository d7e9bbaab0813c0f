"""What is asked about an opdracht: of whom, about which, once, and never by somebody else."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from html import unescape
from types import MappingProxyType

import pytest

from tests.telling import COACH, DAY, LISTEN, MONDAY, OTHER, PARTICIPANT, PLAN, TRAINER, Telling
from wpo.apps.gathering import rating, staff_rating
from wpo.apps.guiding import participants
from wpo.apps.own import week
from wpo.apps.practising import deliver, publish
from wpo.catalogue.hashing import assignment_hash
from wpo.catalogue.loading import Catalogue
from wpo.catalogue.testplan import NO_PLAN, PlannedOrganisation, PlannedTest, TestPlan
from wpo.model.floor import Goal, Paused, PracticeBegan, Practised, Resumed
from wpo.model.people import Person, Role
from wpo.model.pilot import (
    ILL,
    NOT_DONE_REASONS,
    Answer,
    NotDone,
    NotDoneReason,
    PilotEvent,
    Rated,
)
from wpo.store.database import open_database
from wpo.store.receipts import Receipt

OPDRACHT, SECOND = "overleggen-luisteren-1", "overleggen-zeggen-1"


@pytest.fixture
def telling(catalogue: Catalogue) -> Iterator[Telling]:
    """Made-up people, of whom one participant practised an opdracht with the real texts."""
    telling = Telling(open_database("sqlite://"))
    publish(telling.engine, catalogue, MONDAY)
    _practise(telling, catalogue, OPDRACHT, LISTEN)
    yield telling
    telling.engine.dispose()


def _practise(
    telling: Telling, catalogue: Catalogue, assignment: str, goal: Goal, who: Person = PARTICIPANT
) -> None:
    hash_ = assignment_hash(catalogue.assignment(assignment))
    telling.tell(who, Practised(goal=goal, content_hash=hash_, plan=PLAN), MONDAY, who)


def _rate(
    telling: Telling,
    catalogue: Catalogue,
    who: Person,
    *answers: Answer,
    questionnaire: str = "",
    n: int = 1,
) -> Receipt:
    event = PilotEvent(
        event_id=f"oordeel-{who.code}-{n}",
        occurred_at=MONDAY,
        person=who.code,
        by=who.code,
        as_role=who.role,
        assignment=OPDRACHT,
        content_hash=assignment_hash(catalogue.assignment(OPDRACHT)),
        facts=Rated(questionnaire=questionnaire or who.role.value, answers=answers),
    )
    return deliver(telling.engine, who, [event], MONDAY, catalogue.questionnaires)


def _plan(*assignments: str) -> TestPlan:
    return replace(
        NO_PLAN,
        start=date(2026, 11, 2),
        organisations=MappingProxyType(
            {"demo": PlannedOrganisation(code="demo", n_participants=9)}
        ),
        tests=tuple(
            PlannedTest(organisation="demo", assignment=one, first_week=1, last_week=9)
            for one in assignments
        ),
    )


def _page(telling: Telling, catalogue: Catalogue, who: Person, days: int = 1, **query: str) -> str:
    show = rating.page if who is PARTICIPANT else staff_rating.page
    return show(telling.visit(catalogue, who, MONDAY + days * DAY, **query))[1]


def _week(telling: Telling, catalogue: Catalogue, days: int = 1) -> str:
    return week.page(telling.visit(catalogue, PARTICIPANT, MONDAY + days * DAY))[1]


def test_the_week_offers_it_after_practising(telling: Telling, catalogue: Catalogue) -> None:
    """The week leads to the questions about what was practised; a week of nobody does not."""
    offered = f'href="wat_vind_je.ipynb#vind-{OPDRACHT}"'

    assert offered in _week(telling, catalogue)
    other = week.page(telling.visit(catalogue, OTHER, MONDAY + DAY))[1]
    assert "wat_vind_je" not in other


def test_every_question_may_be_skipped_and_heard(telling: Telling, catalogue: Catalogue) -> None:
    """The form asks one question a screen, needs none of them, and each can be read aloud."""
    html = _page(telling, catalogue, PARTICIPANT)
    form = html.partition("<form")[2].partition("</form>")[0]

    assert 'class="tell paced"' in form
    assert form.count("data-free") == form.count("<fieldset") == 5
    assert " required" not in form
    assert form.count("<legend data-read>") == 5
    assert form.count('src="data:image/svg+xml') == 15
    assert "Nu niet" in html
    assert unescape(form).count('"item":"snapte"') == 3


def test_each_version_is_asked_once(telling: Telling, catalogue: Catalogue) -> None:
    """Who said what they think is not asked again, and thanked."""
    assert _rate(telling, catalogue, PARTICIPANT, Answer(item="snapte", value=2)).stored
    html = _page(telling, catalogue, PARTICIPANT)

    assert "<form" not in html
    assert "Dank je wel" in html
    assert "wat_vind_je" not in _week(telling, catalogue)


def test_nobody_is_asked_about_long_ago(telling: Telling, catalogue: Catalogue) -> None:
    """After three weeks nobody knows how it was."""
    assert "<form" in _page(telling, catalogue, PARTICIPANT, days=20)
    assert "<form" not in _page(telling, catalogue, PARTICIPANT, days=22)


def test_only_what_the_organisation_tests_is_asked(telling: Telling, catalogue: Catalogue) -> None:
    """With a plan for the organisation only its opdrachten are asked about, of everybody."""
    tested = replace(catalogue, test_plan=_plan(OPDRACHT))
    others = replace(catalogue, test_plan=_plan(SECOND))

    for who, query in ((PARTICIPANT, ""), (TRAINER, OPDRACHT), (COACH, OPDRACHT)):
        assert "<form" in _page(telling, tested, who, opdracht=query)
        assert "<form" not in _page(telling, others, who, opdracht=query)


def test_staff_choose_what_their_own_people_practised(
    telling: Telling, catalogue: Catalogue
) -> None:
    """A coach finds what was practised here, and rates it in a form with a place to point at."""
    listed = _page(telling, catalogue, COACH)
    html = unescape(_page(telling, catalogue, COACH, opdracht=OPDRACHT))

    assert re.findall(r'href="\?opdracht=([^"]+)"', listed) == [OPDRACHT]
    assert html.count('data-into="answers"') == 8
    assert html.count("Schrijf geen namen of ziektes op") == 1
    for question in catalogue.assignment(OPDRACHT).practice:
        assert f'"item":"waar","value":0,"words":"{question.id}"' in html
    assert PARTICIPANT.code not in listed + html.replace(COACH.code, "")
    assert "Fatma" not in listed  # the opdracht itself may hold any name


def test_an_opleider_sees_nothing_of_whom_they_do_not_guide(
    telling: Telling, catalogue: Catalogue
) -> None:
    """What only others practised is not in the list of an opleider."""
    stranger = Person(code="opleider-c", organisation="demo", role=TRAINER.role)

    assert f"opdracht={OPDRACHT}" in _page(telling, catalogue, TRAINER)
    assert f"opdracht={OPDRACHT}" not in _page(telling, catalogue, stranger)


def test_staff_say_it_once_too(telling: Telling, catalogue: Catalogue) -> None:
    """After an opleider rated a version the form is gone, for this opleider only."""
    assert _rate(telling, catalogue, TRAINER, Answer(item="past", value=4)).stored

    assert "<form" not in _page(telling, catalogue, TRAINER, opdracht=OPDRACHT)
    assert "Al ingevuld" in _page(telling, catalogue, TRAINER)
    assert "<form" in _page(telling, catalogue, COACH, opdracht=OPDRACHT)


def _why(
    telling: Telling,
    who: Person,
    *,
    reason: NotDoneReason = "geen_tijd",
    assignment: str = OPDRACHT,
) -> Receipt:
    event = PilotEvent(
        event_id=f"reden-{who.code}-{assignment}",
        occurred_at=MONDAY + 8 * DAY,
        person=PARTICIPANT.code,
        by=who.code,
        as_role=Role.PARTICIPANT,
        assignment=assignment,
        facts=NotDone(reason=reason),
    )
    return deliver(telling.engine, who, [event], MONDAY + 8 * DAY)


def _asked_why(telling: Telling, catalogue: Catalogue, who: Person, days: int = 8) -> list[str]:
    """Return which reasons the page of somebody offers."""
    page = rating.page if who is PARTICIPANT else participants.page
    html = page(telling.visit(catalogue, who, MONDAY + days * DAY))[1]
    form = html.partition('data-tell="not_done"')[2].partition("</form>")[0]
    return re.findall(r'value="(\w+)"', form)


@pytest.fixture
def begun(catalogue: Catalogue) -> Iterator[Telling]:
    """Made-up people who chose a goal together; the practice began on Monday, and did not end."""
    telling = Telling(open_database("sqlite://"))
    publish(telling.engine, catalogue, MONDAY)
    telling.agree()
    telling.tell(PARTICIPANT, PracticeBegan(goal=LISTEN), MONDAY, PARTICIPANT)
    yield telling
    telling.engine.dispose()


def test_why_it_is_not_done(begun: Telling, catalogue: Catalogue) -> None:
    """After a week both may say why, and only the participant that they were ill."""
    assert _asked_why(begun, catalogue, PARTICIPANT) == list(NOT_DONE_REASONS)
    assert _asked_why(begun, catalogue, TRAINER) == [one for one in NOT_DONE_REASONS if one != ILL]
    assert 'href="wat_vind_je.ipynb"' in _week(begun, catalogue, days=8)
    assert _why(begun, TRAINER, assignment=SECOND).stored
    assert _asked_why(begun, catalogue, TRAINER)
    assert _why(begun, TRAINER).stored
    assert _asked_why(begun, catalogue, TRAINER) == []
    assert _asked_why(begun, catalogue, PARTICIPANT)
    assert _why(begun, PARTICIPANT, reason=ILL).stored
    assert _asked_why(begun, catalogue, PARTICIPANT) == []
    assert "wat_vind_je" not in _week(begun, catalogue, days=8)


def test_who_is_busy_is_not_asked_why(begun: Telling, catalogue: Catalogue) -> None:
    """Not in the first week, not of what is paused, done, or not tested here."""
    others = replace(catalogue, test_plan=_plan(SECOND))
    for who in (PARTICIPANT, TRAINER):
        assert _asked_why(begun, catalogue, who, days=6) == []
        assert _asked_why(begun, others, who) == []
    begun.tell(TRAINER, Paused(goal=LISTEN, reason="anders", until=None), MONDAY, PARTICIPANT)
    assert _asked_why(begun, catalogue, PARTICIPANT) == []
    begun.tell(TRAINER, Resumed(goal=LISTEN), MONDAY + DAY, PARTICIPANT)
    assert _asked_why(begun, catalogue, PARTICIPANT)
    begun.practise(MONDAY + 2 * DAY)

    assert _asked_why(begun, catalogue, TRAINER, days=12) == []
    assert _asked_why(begun, catalogue, PARTICIPANT, days=12) == []


@pytest.mark.parametrize(
    ("who", "questionnaire", "answer", "reason"),
    [
        (TRAINER, "deelnemer", Answer(item="snapte", value=3), "questionnaire: "),
        (PARTICIPANT, "werkplekopleider", Answer(item="past", value=3), "questionnaire: "),
        (PARTICIPANT, "verzonnen", Answer(item="snapte", value=3), "questionnaire: "),
        (PARTICIPANT, "deelnemer", Answer(item="snapte", value=5), "answers: "),
        (PARTICIPANT, "deelnemer", Answer(item="geheim", value=1), "answers: "),
        (COACH, "coach", Answer(item="past", value=0, words="geheim"), "answers: "),
    ],
)
def test_what_answers_no_question_is_refused(  # noqa: PLR0917 -- what differs from case to case
    telling: Telling,
    catalogue: Catalogue,
    who: Person,
    questionnaire: str,
    answer: Answer,
    reason: str,
) -> None:
    """Another role's list, an unknown item, a place off the scale: refused, and not repeated."""
    receipt = _rate(telling, catalogue, who, answer, questionnaire=questionnaire)
    (said,) = receipt.refused.values()

    assert receipt.stored == []
    assert said.startswith(reason)
    assert "geheim" not in said
