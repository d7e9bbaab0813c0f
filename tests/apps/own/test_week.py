"""Mijn week: the plan as it was chosen, looking back, deciding; and the card on paper."""

import re

import pytest

from tests.telling import DAY, LISTEN, MONDAY, PARTICIPANT, PLAN, TRAINER, Telling
from wpo.apps.own.week import card_page, page
from wpo.catalogue.loading import Catalogue
from wpo.model.floor import (
    Adapted,
    Goal,
    Helped,
    LookedBack,
    Paused,
    PracticeBegan,
    Practised,
    SaidMastered,
    WentOn,
)
from wpo.store.database import open_database

SECOND = Goal(sub_skill="s7b", level=2)
OLD_PLAN = ("Als de bel gaat, dan lees ik mijn oude zin.", "Nooit meer zo.", "Met wie dan ook.")


@pytest.fixture
def telling() -> Telling:
    """A store with made-up people, in which something was agreed and practised."""
    telling = Telling(open_database("sqlite://"))
    telling.agree()
    telling.practise()
    return telling


def html_of(telling: Telling, catalogue: Catalogue, days: float = 4) -> str:
    """Return the page as the participant sees it some days after the Monday."""
    return page(telling.visit(catalogue, PARTICIPANT, MONDAY + days * DAY))[1]


def first_view(html: str) -> str:
    """Return what is on the screen when the page opens."""
    return html.partition("</section>")[0]


def view(html: str, name: str) -> str:
    """Return the view with this name; empty where there is none."""
    return html.partition(f'id="{name}"')[2].partition("</section>")[0]


def seen(telling: Telling) -> None:
    """Let the behaviour have been seen on three days."""
    for days, situation in ((0, "gewoon"), (1, "drukte"), (3, "gewoon")):
        telling.see(MONDAY + days * DAY, situation)


def test_nothing_yet_leads_on(catalogue: Catalogue) -> None:
    """Who chose nothing finds the way to the plan and to practice, and no form."""
    html = html_of(Telling(open_database("sqlite://")), catalogue)

    assert 'href="mijn_plan.ipynb"' in html
    assert 'href="oefenen.ipynb"' in html
    assert "<form" not in html


def test_agreed_and_not_practised(catalogue: Catalogue) -> None:
    """The way to the opdracht of this goal, and other words once it was begun."""
    telling = Telling(open_database("sqlite://"))
    telling.agree()
    before = first_view(html_of(telling, catalogue))
    telling.tell(PARTICIPANT, PracticeBegan(goal=LISTEN))
    after = first_view(html_of(telling, catalogue))

    for html in (before, after):
        assert 'href="oefenen.ipynb?opdracht=overleggen-luisteren-1"' in html
    assert catalogue.interface["week_practise"] in before
    assert catalogue.interface["week_practising"] in after


def test_the_plan_stands_first(telling: Telling, catalogue: Catalogue) -> None:
    """Sentence, when and with whom, to be said aloud; then the question whether it was done."""
    first = first_view(html_of(telling, catalogue))

    assert all(part in first for part in PLAN)
    assert catalogue.interface["cue_rehearse"] in first
    assert first.index(PLAN[0]) < first.index('data-tell="looked_back"')
    assert first.count('data-tell="') == 1


def test_a_plan_of_an_old_text_stays(telling: Telling, catalogue: Catalogue) -> None:
    """The words are those that somebody chose, whatever the opdracht says now."""
    told = Practised(goal=SECOND, content_hash="bestaat-niet-meer", plan=OLD_PLAN)
    telling.tell(PARTICIPANT, told)
    html = html_of(telling, catalogue)

    assert all(part in html for part in OLD_PLAN)
    assert html.count('data-tell="looked_back"') == 2


def test_every_outcome_gets_a_kind_answer(telling: Telling, catalogue: Catalogue) -> None:
    """Not done is no reproach; the four answers differ."""
    texts = catalogue.interface
    answers = {texts[f"week_reply_{one}"] for one in ("nog_niet", "ja", "beetje", "nee")}
    html = html_of(telling, catalogue)

    assert len(answers) == 4
    assert all(one in html for one in answers)


def test_this_week_is_told_in_words(telling: Telling, catalogue: Catalogue) -> None:
    """What was told this week stands there by day, newest first; of last week nothing."""
    for days, did in ((-3, "nog_niet"), (1, "nog_niet"), (3, "ja")):
        worked = "beetje" if did == "ja" else None
        helped = "collega" if did == "ja" else None
        facts = LookedBack(
            goal=LISTEN,
            day=(MONDAY + days * DAY).date(),
            did=did,  # type: ignore[arg-type]
            worked=worked,  # type: ignore[arg-type]
            helped=helped,  # type: ignore[arg-type]
        )
        telling.tell(PARTICIPANT, facts, MONDAY + max(days, 0) * DAY)
    told = view(html_of(telling, catalogue), "week-s1a-1")

    assert re.findall(r"<strong>(.*?)\.</strong>", told) == ["Gisteren", "Dinsdag"]
    assert "Gedaan, en een deel lukte. Dit hielp: een collega." in told
    assert 'data-tell="again"' in told


def test_what_helped_is_asked_where_something_worked(
    telling: Telling, catalogue: Catalogue
) -> None:
    """Nobody is asked what helped after a no."""
    form = first_view(html_of(telling, catalogue)).partition('data-tell="looked_back"')[2]
    asked = re.findall(r'data-name="(\w+)"(?: data-when="(\S+)")?', form.partition("</form>")[0])

    assert asked == [
        ("did", ""),
        ("worked", "did=ja"),
        ("helped", "worked=ja"),
        ("helped", "worked=beetje"),
    ]


@pytest.mark.parametrize(
    "told",
    [
        None,
        LookedBack(goal=LISTEN, day=MONDAY.date(), did="nog_niet"),
        LookedBack(goal=LISTEN, day=MONDAY.date(), did="ja", worked="ja"),
    ],
    ids=["nothing", "not yet", "done"],
)
def test_another_week_can_be_asked_for_at_any_time(
    telling: Telling, catalogue: Catalogue, told: LookedBack | None
) -> None:
    """Whatever was told, the same sentence may stay; not on the first screen, nor in a pause."""
    if told:
        telling.tell(PARTICIPANT, told)
    html = html_of(telling, catalogue)
    telling.tell(PARTICIPANT, Paused(goal=LISTEN, reason="vrij"))
    paused = html_of(telling, catalogue)

    assert 'data-tell="again"' in view(html, "week-s1a-1")
    assert 'data-tell="again"' not in first_view(html)
    assert 'data-tell="again"' not in paused


def test_told_today_the_question_is_folded_away(telling: Telling, catalogue: Catalogue) -> None:
    """Who told already is not asked again, and can tell more."""
    day = (MONDAY + 4 * DAY).date()
    telling.tell(PARTICIPANT, LookedBack(goal=LISTEN, day=day, did="nog_niet"), MONDAY + 4 * DAY)
    first = first_view(html_of(telling, catalogue))

    assert f"<summary>{catalogue.interface['week_tell_more']}</summary>" in first


def test_a_paused_goal_is_folded_away(telling: Telling, catalogue: Catalogue) -> None:
    """Its sentence asks for nothing; the way back is there."""
    telling.tell(PARTICIPANT, Paused(goal=LISTEN, reason="ander_werk"))
    html = html_of(telling, catalogue)

    assert PLAN[0] not in html
    assert f"<summary>{catalogue.interface['week_paused_title']}</summary>" in html
    assert 'data-tell="resumed"' in html


def test_the_talk_comes_when_it_was_seen_enough(telling: Telling, catalogue: Catalogue) -> None:
    """Not sooner; and the days are named, never counted."""
    telling.see(MONDAY, "gewoon")
    telling.see(MONDAY + DAY, "drukte")
    before = html_of(telling, catalogue)
    telling.see(MONDAY + 2 * DAY, "gewoon")
    after = html_of(telling, catalogue)

    assert catalogue.interface["week_talk"] not in before
    assert 'href="#kan-s1a-1"' in first_view(after)
    assert "Je begeleider zag het op maandag, op dinsdag en op woensdag." in after
    assert not re.search(r"\b\d+ (dagen|keer gezien|situaties)", first_view(after))
    for behaviour in ("Ik kijk de ander aan.", "Ik laat de ander uitpraten."):
        assert behaviour in view(after, "kan-s1a-1")


@pytest.mark.parametrize(("yes", "key"), [(True, "yes"), (False, "not_yet")])
def test_what_the_guide_says_comes_after_the_own_answer(
    telling: Telling, catalogue: Catalogue, yes: bool, key: str
) -> None:
    """Nothing of it is on the page before; then also a not yet is told, with its words."""
    seen(telling)
    words, said = "Bij drukte wil ik nog kijken.", catalogue.interface[f"week_guide_{key}"]
    telling.tell(TRAINER, SaidMastered(goal=LISTEN, yes=yes, words=words), MONDAY + 3 * DAY)
    before = html_of(telling, catalogue)
    telling.tell(PARTICIPANT, SaidMastered(goal=LISTEN, yes=False), MONDAY + 3 * DAY)
    after = first_view(html_of(telling, catalogue))

    assert 'href="#kan-s1a-1"' in first_view(before)
    for one in (said, words):
        assert one not in before
        assert one in after


@pytest.mark.parametrize(("yes", "key"), [(True, "both"), (False, "yes")])
def test_the_answer_to_a_yes_is_true(
    telling: Telling, catalogue: Catalogue, yes: bool, key: str
) -> None:
    """Who says yes second hears that both do; who says it first hears who speaks next."""
    seen(telling)
    telling.tell(TRAINER, SaidMastered(goal=LISTEN, yes=yes), MONDAY + 3 * DAY)
    asked = view(html_of(telling, catalogue), "kan-s1a-1")

    for one in ("both", "yes"):
        assert (catalogue.interface[f"week_say_told_{one}"] in asked) == (one == key)


def test_the_talk_is_no_test(telling: Telling, catalogue: Catalogue) -> None:
    """The page of the question says so before it asks."""
    seen(telling)
    asked = view(html_of(telling, catalogue), "kan-s1a-1")

    assert asked.index("Dit is geen toets.") < asked.index('data-tell="said_mastered"')


def test_after_an_own_yes_nothing_is_asked(telling: Telling, catalogue: Catalogue) -> None:
    """It is the other's turn then; after a not yet somebody may say yes later."""
    seen(telling)
    telling.tell(PARTICIPANT, SaidMastered(goal=LISTEN, yes=False), MONDAY + 3 * DAY)
    assert 'href="#kan-s1a-1"' in first_view(html_of(telling, catalogue))
    telling.tell(PARTICIPANT, SaidMastered(goal=LISTEN, yes=True), MONDAY + 3 * DAY)

    assert 'href="#kan-s1a-1"' not in first_view(html_of(telling, catalogue))


def test_mastered_is_named_until_somebody_goes_on(telling: Telling, catalogue: Catalogue) -> None:
    """What somebody does now and three ways on; gone with the next step, or after two weeks."""
    seen(telling)
    own = SaidMastered(goal=LISTEN, yes=True, behaviours=("Ik kijk de ander aan.",), words="Fijn.")
    telling.tell(PARTICIPANT, own, MONDAY + 3 * DAY)
    telling.tell(TRAINER, SaidMastered(goal=LISTEN, yes=True), MONDAY + 3 * DAY)
    now = view(html_of(telling, catalogue), "kunt-s1a-1")

    assert "Ik kijk de ander aan." in now
    assert "Ik laat de ander uitpraten." not in now
    assert "Fijn." in now
    assert 'data-tell="went_on"' in now
    assert 'href="mijn_plan.ipynb"' in now
    assert view(html_of(telling, catalogue, 30), "kunt-s1a-1") == ""
    telling.tell(PARTICIPANT, WentOn(goal=Goal(sub_skill="s1a", level=2)), MONDAY + 4 * DAY)
    assert view(html_of(telling, catalogue), "kunt-s1a-1") == ""


def test_a_change_at_work_is_asked_about_once(telling: Telling, catalogue: Catalogue) -> None:
    """The newest one, until the participant said whether it helps, whatever the guide said."""
    telling.tell(TRAINER, Adapted(goal=LISTEN, words="De radio is uit."))
    made = telling.tell(TRAINER, Adapted(goal=LISTEN, words="Een rustige plek."))
    telling.tell(TRAINER, Helped(adapted=made, answer="ja"))
    asked = view(html_of(telling, catalogue), "week-s1a-1")
    assert "Een rustige plek." in asked
    assert "De radio is uit." not in asked
    telling.tell(PARTICIPANT, Helped(adapted=made, answer="nee"))

    assert "Een rustige plek." not in html_of(telling, catalogue)


def test_the_card_has_the_plan_and_room_to_write(telling: Telling, catalogue: Catalogue) -> None:
    """Five days with three boxes, a line for a name, and no name or code."""
    telling.tell(PARTICIPANT, Practised(goal=SECOND, content_hash="x", plan=OLD_PLAN))
    visit = telling.visit(catalogue, PARTICIPANT, MONDAY + 4 * DAY)
    both = card_page(visit)[1]
    one = card_page(telling.visit(catalogue, PARTICIPANT, visit.now, doel="s1a-1"))[1]

    assert all(part in both for part in (*PLAN, *OLD_PLAN))
    assert all(part in one for part in PLAN)
    assert OLD_PLAN[0] not in one
    assert one.count("<td><i></i></td>") == 5 * 3
    assert catalogue.interface["week_card_name"] in one
    for secret in (PARTICIPANT.code, "Fatma"):
        assert secret not in both


def test_an_unknown_goal_gives_every_card(telling: Telling, catalogue: Catalogue) -> None:
    """A mistyped address is no empty sheet."""
    visit = telling.visit(catalogue, PARTICIPANT, MONDAY + DAY, doel="s9z-7")

    assert PLAN[0] in card_page(visit)[1]
