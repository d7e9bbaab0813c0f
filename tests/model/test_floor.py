"""Facts of the work floor: every rule that a fact obeys has an example that breaks it."""

from collections.abc import Callable
from dataclasses import FrozenInstanceError, replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given

from tests.model.floor_strategies import FIRST, MONDAY, NOW, PLAN, words
from tests.strategies import some
from wpo.model.floor import (
    FLOOR_FACTS,
    LONGEST_WORDS,
    Adapted,
    Again,
    Agreed,
    Asked,
    FloorEvent,
    FloorFacts,
    Goal,
    Helped,
    LookedBack,
    Noticed,
    Observed,
    Practised,
    Recognised,
    Replied,
    SaidMastered,
    TalkReopened,
    Wished,
)
from wpo.model.people import ASSISTANT_TELLS, TELLS, Role

EVENT = FloorEvent(
    event_id="feit-0001",
    occurred_at=NOW,
    person="anna",
    by="teun",
    as_role=Role.TRAINER,
    facts=TalkReopened(),
)
NOTE = Observed(goal=FIRST, point="o1", value="gezien", situation="gewoon", day=MONDAY)

# Every place where somebody writes: the field, how a fact with these words is made, and whether
# something has to stand there.
WRITTEN: list[tuple[str, Callable[[str], FloorFacts], bool]] = [
    ("words", lambda one: Wished(question="leren", sub_skills=("s1a",), words=one), False),
    ("words", lambda one: Noticed(sub_skill="s1a", words=one), True),
    ("words", lambda one: Adapted(goal=FIRST, words=one), True),
    ("words", lambda one: SaidMastered(goal=FIRST, yes=True, words=one), False),
    ("behaviours", lambda one: SaidMastered(goal=FIRST, yes=True, behaviours=("a", one)), False),
    ("words", lambda one: Asked(words=one), True),
    ("words", lambda one: Replied(asked="feit-0001", words=one), True),
    ("note", lambda one: replace(NOTE, note=one), False),
    ("plan", lambda one: Practised(goal=FIRST, content_hash="h", plan=(*PLAN[:2], one)), True),
]
IDS = [f"{number}-{field}" for number, (field, _, _) in enumerate(WRITTEN)]


def test_frozen() -> None:
    """A fact never changes."""
    with pytest.raises(FrozenInstanceError):
        EVENT.person = "x"  # type: ignore[misc]


def test_every_kind_has_a_teller() -> None:
    """Every kind of fact is told by some role or by the server, and no role tells another kind."""
    by_roles = frozenset().union(*TELLS.values())

    assert by_roles | {"practice_began", "practised"} == set(FLOOR_FACTS)
    assert not by_roles & {"practice_began", "practised"}
    assert TELLS[Role.TRAINER] > ASSISTANT_TELLS


@pytest.mark.parametrize(("field", "make", "_needed"), WRITTEN, ids=IDS)
@given(spoken=words.filter(str.strip))
@some
def test_words(field: str, make: Callable[[str], FloorFacts], _needed: bool, spoken: str) -> None:
    """Whatever a phone types is kept as it was said, wherever somebody writes."""
    assert spoken in said_in(make(spoken), field)


@pytest.mark.parametrize(("field", "make", "_needed"), WRITTEN, ids=IDS)
@pytest.mark.parametrize(
    "unreadable",
    ["x" * (LONGEST_WORDS + 1), "a\x00b", "\x1b[31m", "\x7f", "a\r\nb", "\ud800"],
    ids=["long", "null", "escape", "delete", "return", "half"],
)
def test_no_words(
    field: str, make: Callable[[str], FloorFacts], _needed: bool, unreadable: str
) -> None:
    """Too much, and what nobody can read, is refused with the field that it stands in."""
    with pytest.raises(ValueError, match=f"^{field}: hooguit 500 leesbare tekens verwacht$"):
        make(unreadable)


@pytest.mark.parametrize(("field", "make", "needed"), WRITTEN, ids=IDS)
@pytest.mark.parametrize("nothing", ["", "  ", "\n", "\u00a0\t"])
def test_nothing_said(
    field: str, make: Callable[[str], FloorFacts], needed: bool, nothing: str
) -> None:
    """Where something has to be said, blanks say nothing; elsewhere one may be silent."""
    if needed:
        with pytest.raises(ValueError, match=f"^{field}: schrijf iets op$"):
            make(nothing)
    else:
        make(nothing)


def test_as_long_as_it_may_be() -> None:
    """Five hundred characters are not too many."""
    assert len(Asked(words="é" * LONGEST_WORDS).words) == LONGEST_WORDS


@pytest.mark.parametrize("nothing", ["", " ", "\n"])
def test_a_wish_says_something(nothing: str) -> None:
    """A wish is a card or a word; a card alone and words alone are enough."""
    with pytest.raises(ValueError, match=r"^sub_skills: kies een kaart of schrijf iets op$"):
        Wished(question="leren", sub_skills=(), words=nothing)

    assert Wished(question="leren", sub_skills=("s8b",)).words == ""
    assert Wished(question="leren", sub_skills=(), words="Rekenen.").sub_skills == ()


def test_cards_of_a_wish() -> None:
    """A wish holds no more cards than there are, also not the same one many times."""
    with pytest.raises(ValueError, match=r"^sub_skills: 0 tot 16 deelskills verwacht"):
        Wished(question="leren", sub_skills=("s1a",) * 17)
    with pytest.raises(ValueError, match=r"^sub_skills: s1a tot en met s8b verwacht$"):
        Wished(question="leren", sub_skills=("s1a", "s9a"))


@pytest.mark.parametrize("wrong", ["", "s0a", "s9a", "s1c", "S1a", "s1", "s1a ", "s1a\n", "xs1a"])
def test_sub_skills(wrong: str) -> None:
    """A sub-skill is one of the sixteen."""
    for make in (
        lambda: Goal(sub_skill=wrong, level=1),
        lambda: Noticed(sub_skill=wrong, words="x"),
    ):
        with pytest.raises(ValueError, match=r"^sub_skill: s1a tot en met s8b verwacht$"):
            make()


@pytest.mark.parametrize("level", [-1, 0, 4])
def test_levels(level: int) -> None:
    """There are three levels."""
    with pytest.raises(ValueError, match=r"^level: 1, 2 of 3 verwacht"):
        Goal(sub_skill="s1a", level=level)


@pytest.mark.parametrize("skills", [(), ("s1a", "s1b", "s2a")])
def test_how_many_goals(skills: tuple[str, ...]) -> None:
    """Two people agree on one goal or on two."""
    goals = tuple(Goal(sub_skill=one, level=1) for one in skills)
    with pytest.raises(ValueError, match=r"^goals: 1 tot 2 deelskills verwacht"):
        Agreed(goals=goals, until=MONDAY)


def test_goals_differ() -> None:
    """Nobody works at two levels of one sub-skill at once."""
    with pytest.raises(ValueError, match=r"^goals: kies een deelskill maar één keer$"):
        Agreed(goals=(FIRST, replace(FIRST, level=2)), until=MONDAY)


@pytest.mark.parametrize(("did", "worked"), [("ja", None), ("nog_niet", "nee")])
def test_whether_it_worked(did: str, worked: str | None) -> None:
    """Whether it worked is told where it was done, and only there."""
    with pytest.raises(ValueError, match=r"^worked: hoort bij did ja"):
        LookedBack(goal=FIRST, day=MONDAY, did=did, worked=worked)  # type: ignore[arg-type]


def test_what_helped_is_free() -> None:
    """What helped may stay unsaid, and may be said about a day on which it was not done yet."""
    assert LookedBack(goal=FIRST, day=MONDAY, did="ja", worked="ja").helped is None
    assert LookedBack(goal=FIRST, day=MONDAY, did="nog_niet", helped="collega").worked is None


@pytest.mark.parametrize("n_lines", [0, 2, 4])
def test_a_plan_has_three_lines(n_lines: int) -> None:
    """A plan is the als-dan sentence, when, and with whom."""
    with pytest.raises(ValueError, match=r"^plan: 3 tot 3 zinnen verwacht"):
        Practised(goal=FIRST, content_hash="h", plan=("Als A, dan B.",) * n_lines)


def test_behaviours() -> None:
    """Nobody stands behind more than six behaviours at once."""
    with pytest.raises(ValueError, match=r"^behaviours: 0 tot 6 gedragszinnen verwacht"):
        SaidMastered(goal=FIRST, yes=True, behaviours=("Ik luister.",) * 7)


@pytest.mark.parametrize("wrong", ["", "kort", "x" * 65, "met spatie", "feit-0001\n", "éééééééé"])
def test_ids(wrong: str) -> None:
    """An event, and what refers to one, is named by 8 to 64 letters, digits, - or _."""
    makers: dict[str, Callable[[], object]] = {
        "event_id": lambda: replace(EVENT, event_id=wrong),
        "noticed": lambda: Recognised(noticed=wrong, answer="ja"),
        "adapted": lambda: Helped(adapted=wrong, answer="ja"),
        "asked": lambda: Replied(asked=wrong, words="x"),
    }
    for field, make in makers.items():
        with pytest.raises(ValueError, match=f"^{field}: 8 tot 64 letters"):
            make()


@pytest.mark.parametrize("wrong", ["", "x" * 65, "Anna de Vries", "a.b", "anna\n"])
def test_pseudonyms(wrong: str) -> None:
    """People and points of a card are named by a word that is no name."""
    makers: dict[str, Callable[[], object]] = {
        "person": lambda: replace(EVENT, person=wrong),
        "by": lambda: replace(EVENT, by=wrong),
        "point": lambda: replace(NOTE, point=wrong),
    }
    for field, make in makers.items():
        with pytest.raises(ValueError, match=f"^{field}: 1 tot 64 letters"):
            make()


def test_time() -> None:
    """A time has a zone and stays on the calendar in every zone."""
    west = timezone(timedelta(hours=-14))
    with pytest.raises(ValueError, match=r"^occurred_at: een tijd met tijdzone"):
        replace(EVENT, occurred_at=datetime(2026, 11, 2))  # noqa: DTZ001
    for wrong in (datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, 23, tzinfo=west)):
        with pytest.raises(ValueError, match=r"^occurred_at: in UTC valt dit buiten"):
            replace(EVENT, occurred_at=wrong)


def test_about_which_goal() -> None:
    """A fact says about which goal it is, where it is about one."""
    assert EVENT.goal is None
    assert replace(EVENT, facts=Again(goal=FIRST)).goal == FIRST
    assert replace(EVENT, facts=Asked(words="Wat nu?")).goal is None


def said_in(facts: FloorFacts, field: str) -> tuple[str, ...]:
    """Return what stands in a field, as texts."""
    found = getattr(facts, field)
    return found if isinstance(found, tuple) else (found,)
