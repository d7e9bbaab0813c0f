"""Hypothesis strategies: what people tell about the work floor, one by one and as histories.

``any_facts`` are facts of every kind with whatever their fields may hold. The rest has few goals,
points, days and words, so that facts meet each other. ``histories`` are facts in no sensible order,
with times that jump and facts that come twice; ``courses`` lean towards what happens in a company:
agreed, practised, seen on several days, talked about.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import count

from hypothesis import strategies as st

from wpo.model.floor import (
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
    Paused,
    PracticeBegan,
    Practised,
    Recognised,
    Replied,
    Resumed,
    SaidMastered,
    Stopped,
    TalkReopened,
    WentOn,
    Wished,
)
from wpo.model.people import TELLS, Person, Role

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
MONDAY = date(2026, 11, 2)
PLAN = ("Als mijn baas praat, dan luister ik.", "Bij de start.", "Met mijn baas.")

ANNA = Person(code="anna", organisation="org", role=Role.PARTICIPANT)
TEUN = Person(code="teun", organisation="org", role=Role.TRAINER)
TARA = Person(code="tara", organisation="org", role=Role.TRAINER)
CORA = Person(code="cora", organisation="org", role=Role.COACH)

FIRST, SECOND, THIRD = (Goal(sub_skill="s1a", level=level) for level in (1, 2, 3))
OTHER = Goal(sub_skill="s5b", level=1)
GOALS = (FIRST, SECOND, THIRD, OTHER)
DAYS = tuple(MONDAY + timedelta(days=number) for number in range(4))
SITUATIONS = ("gewoon", "drukte", "andere_plek")
REASONS = ("ziek", "te_moeilijk")
IDS = tuple(f"feit-{number:04}" for number in range(12))

_SEEN = ("gezien", "beetje", "nog_niet", "niet_kunnen_zien")
_YES_NO = ("ja", "beetje", "nee")
_SUB_SKILLS = tuple(f"s{skill}{half}" for skill in range(1, 9) for half in "ab")

# Whatever a phone can type: joined emoji, both directions of writing, hard spaces, several lines.
_SPOKEN = st.sampled_from(
    [
        "Ik luister nu ook als het druk is.",
        "👩\u200d🍳 ❤\ufe0f\u200d🔥 👍🏽",
        "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
        "\u200fأنا أستمع\u200f en \u202bשלום\u202c",
        "eerst dit\n\n\tdan\u00a0dat\u2028klaar",
        "<b>&amp;</b> \"quote\" 'x' \\n {} %s \ufeff",
    ]
)
words = _SPOKEN | st.text(
    st.characters(exclude_categories=("Cc", "Cs")) | st.sampled_from("\n\t"), max_size=500
)
said = words.filter(str.strip)
_dates = st.dates()
_ids = st.from_regex(r"[A-Za-z0-9_-]{8,64}", fullmatch=True)
_points = st.from_regex(r"[A-Za-z0-9_-]{1,64}", fullmatch=True)
_goals = st.builds(Goal, sub_skill=st.sampled_from(_SUB_SKILLS), level=st.sampled_from([1, 2, 3]))


def _looked_back(
    goals: st.SearchStrategy[Goal], days: st.SearchStrategy[date]
) -> st.SearchStrategy[LookedBack]:
    helpers = st.sampled_from(["plan_lezen", "seintje", "collega", "rustig", "niets"])
    done = st.builds(
        LookedBack,
        goal=goals,
        day=days,
        did=st.just("ja"),
        worked=st.sampled_from(_YES_NO),
        helped=st.none() | helpers,
    )
    return done | st.builds(LookedBack, goal=goals, day=days, did=st.just("nog_niet"))


_PER_KIND: dict[str, st.SearchStrategy[FloorFacts]] = {
    "wished": st.builds(
        Wished,
        question=st.sampled_from(["groeien", "leren", "moeilijk"]),
        sub_skills=st.lists(st.sampled_from(_SUB_SKILLS), min_size=1, max_size=16).map(tuple),
        words=words,
    ),
    "noticed": st.builds(Noticed, sub_skill=st.sampled_from(_SUB_SKILLS), words=said),
    "recognised": st.builds(Recognised, noticed=_ids, answer=st.sampled_from(_YES_NO)),
    "agreed": st.builds(
        Agreed,
        goals=st.lists(_goals, min_size=1, max_size=2, unique_by=lambda one: one.sub_skill).map(
            tuple
        ),
        until=_dates,
    ),
    "talk_reopened": st.just(TalkReopened()),
    "practice_began": st.builds(PracticeBegan, goal=_goals),
    "practised": st.builds(
        Practised,
        goal=_goals,
        content_hash=st.text("0123456789abcdef"),
        plan=st.tuples(*[said] * 3),
    ),
    "looked_back": _looked_back(_goals, _dates),
    "observed": st.builds(
        Observed,
        goal=_goals,
        point=_points,
        value=st.sampled_from(_SEEN),
        situation=st.sampled_from(SITUATIONS),
        day=_dates,
        note=words,
    ),
    "adapted": st.builds(Adapted, goal=_goals, words=said),
    "helped": st.builds(Helped, adapted=_ids, answer=st.sampled_from(_YES_NO)),
    "again": st.builds(Again, goal=_goals),
    "said_mastered": st.builds(
        SaidMastered,
        goal=_goals,
        yes=st.booleans(),
        behaviours=st.lists(words, max_size=6).map(tuple),
        words=words,
    ),
    "went_on": st.builds(WentOn, goal=_goals),
    "paused": st.builds(
        Paused, goal=_goals, reason=st.sampled_from(REASONS), until=st.none() | _dates
    ),
    "resumed": st.builds(Resumed, goal=_goals),
    "stopped": st.builds(Stopped, goal=_goals, reason=st.sampled_from(REASONS)),
    "asked": st.builds(Asked, words=said, goal=st.none() | _goals),
    "replied": st.builds(Replied, asked=_ids, words=said),
}


def any_facts(name: str) -> st.SearchStrategy[FloorFacts]:
    """Return facts of one kind, with whatever their fields may hold."""
    return _PER_KIND[name]


_goal = st.sampled_from([FIRST, FIRST, FIRST, FIRST, SECOND, THIRD, OTHER])
_day = st.sampled_from(DAYS)
_observed = st.builds(
    Observed,
    goal=_goal,
    point=st.sampled_from(["o1", "o2"]),
    value=st.sampled_from(["gezien", "gezien", "gezien", *_SEEN]),
    situation=st.sampled_from(SITUATIONS),
    day=_day,
)
_said_mastered = st.builds(SaidMastered, goal=_goal, yes=st.sampled_from([True, True, True, False]))
_practice = st.builds(PracticeBegan, goal=_goal) | st.builds(
    Practised,
    goal=_goal,
    content_hash=st.just("tekst"),
    plan=st.sampled_from([PLAN, ("Als A, dan B.", "Straks.", "Alleen.")]),
)
_talked = st.one_of(
    st.builds(Wished, question=st.just("leren"), sub_skills=st.just(("s1a",))),
    st.builds(Noticed, sub_skill=st.just("s1a"), words=st.just("je begint")),
    st.builds(Recognised, noticed=st.sampled_from(IDS), answer=st.sampled_from(_YES_NO)),
    st.just(TalkReopened()),
)
_agreed = st.builds(
    Agreed,
    goals=st.sampled_from([(FIRST,), (SECOND,), (OTHER,), (FIRST, OTHER), (OTHER, THIRD)]),
    until=_day,
)
_decided = st.one_of(
    st.builds(Again, goal=_goal),
    st.builds(WentOn, goal=st.sampled_from(GOALS)),
    st.builds(Paused, goal=_goal, reason=st.sampled_from(REASONS), until=st.none() | _day),
    st.builds(Resumed, goal=_goal),
    st.builds(Stopped, goal=_goal, reason=st.sampled_from(REASONS)),
)
_around = st.one_of(
    st.builds(Adapted, goal=_goal, words=st.just("De radio gaat uit.")),
    st.builds(Helped, adapted=st.sampled_from(IDS), answer=st.sampled_from(_YES_NO)),
    st.builds(Asked, words=st.just("Wat nu?"), goal=st.none() | _goal),
    st.builds(Replied, asked=st.sampled_from(IDS), words=st.just("Samen.")),
)

practice_facts = _practice
some_facts: st.SearchStrategy[FloorFacts] = st.one_of(
    _observed,
    _observed,
    _said_mastered,
    _practice,
    _looked_back(_goal, _day),
    _talked,
    _agreed,
    _decided,
    _around,
)


def telling(facts: FloorFacts) -> st.SearchStrategy[Person]:
    """Return those who may tell such facts; the server tells about practice for Anna."""
    people = [one for one in (ANNA, TEUN, TARA, CORA) if facts.name in TELLS[one.role]]
    return st.sampled_from(people or [ANNA])


@st.composite
def histories(draw: st.DrawFn, most: int = 40) -> tuple[FloorEvent, ...]:
    """Facts about Anna in no sensible order: by anybody, at any time, some of them twice."""
    found: list[FloorEvent] = []
    for facts in draw(st.lists(some_facts, max_size=most)):
        by = draw(st.sampled_from([ANNA, TEUN, CORA]))
        hours = draw(st.integers(-100, 100))
        event_id = draw(st.sampled_from(IDS))
        found.append(_event(event_id, facts, by, NOW + timedelta(hours=hours)))
    return tuple(found)


@st.composite
def courses(draw: st.DrawFn, most: int = 30) -> tuple[FloorEvent, ...]:
    """Facts about Anna, each by who may tell it, in order; often enough for mastery.

    Now and then they go on to the next level, so that this may be mastered too.
    """
    start = [Agreed(goals=(FIRST, OTHER), until=MONDAY + timedelta(days=42))]
    facts = [*(start if draw(st.integers(0, 5)) else []), *_way(draw, FIRST, most)]
    if draw(st.booleans()):
        facts += [WentOn(goal=SECOND), *_way(draw, SECOND, 5)]
    return told(draw, facts)


def _way(draw: st.DrawFn, goal: Goal, most: int) -> list[FloorFacts]:
    """Return what leads to mastery of a goal, now and then a day less, with much else between."""
    situations = draw(st.permutations([*SITUATIONS, "gewoon"]))
    seen: list[FloorFacts] = [
        replace(draw(_observed), goal=goal, value="gezien", day=day, situation=situation)
        for day, situation in zip(DAYS, situations, strict=True)
        if draw(st.integers(0, 3))
    ]
    rest = draw(st.lists(some_facts, max_size=most))
    late = draw(st.lists(some_facts, max_size=3))
    yes = [SaidMastered(goal=goal, yes=True)] * 2
    return [*_shuffled_in(draw, rest, seen), *_shuffled_in(draw, late, yes)]


def told(draw: st.DrawFn, facts: Sequence[FloorFacts]) -> tuple[FloorEvent, ...]:
    """Let people who may tell these facts tell them one after the other, each with an own id."""
    at, numbers, found = NOW, count(), []
    for one in facts:
        at += timedelta(hours=draw(st.sampled_from([0, 1, 5, 30])))
        number = next(numbers)
        event_id = IDS[number] if number < len(IDS) else f"later-{number:04}"
        found.append(_event(event_id, one, draw(telling(one)), at))
    return tuple(found)


@st.composite
def put_between(draw: st.DrawFn, events: Sequence[FloorEvent]) -> tuple[FloorEvent, ...]:
    """Some practice, put between these facts."""
    extra = [
        _event(f"oefen-{number:04}", facts, ANNA, NOW)
        for number, facts in enumerate(draw(st.lists(_practice, min_size=1, max_size=6)))
    ]
    found = list(events)
    for one in extra:
        place = draw(st.integers(0, len(found)))
        at = found[place - 1].occurred_at if place else NOW
        found.insert(place, replace(one, occurred_at=at))
    return tuple(found)


def _shuffled_in(
    draw: st.DrawFn, first: Sequence[FloorFacts], second: Sequence[FloorFacts]
) -> list[FloorFacts]:
    found = list(first)
    for one in second:
        found.insert(draw(st.integers(0, len(found))), one)
    return found


def _event(event_id: str, facts: FloorFacts, by: Person, at: datetime) -> FloorEvent:
    return FloorEvent(
        event_id=event_id,
        occurred_at=at,
        person=ANNA.code,
        by=by.code,
        as_role=by.role,
        facts=facts,
    )
