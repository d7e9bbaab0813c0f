"""Two who looked at the same on one day, neither knowing what the other saw."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import count
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from tests.telling import DAY, LISTEN, MONDAY
from wpo.model.floor import FloorEvent, Goal, Observed
from wpo.model.pairs import Pair, looks, pairs, visible_to
from wpo.model.people import Role

HERE = ZoneInfo("Europe/Amsterdam")
POINTS = {LISTEN: ("o1", "o2", "o3")}
TODAY = MONDAY.date()
NUMBERS = count()


def saw(
    by: str,
    point: str = "o1",
    value: str = "gezien",
    *,
    at: datetime = MONDAY,
    day: datetime | None = None,
    situation: str = "gewoon",
    person: str = "deelnemer-a",
    goal: Goal = LISTEN,
) -> FloorEvent:
    """Return what somebody saw; told on the day itself, unless ``day`` is another."""
    return FloorEvent(
        event_id=f"gezien-{next(NUMBERS):06}",
        occurred_at=at,
        person=person,
        by=by,
        as_role=Role.COACH if by == "coach" else Role.TRAINER,
        facts=Observed(
            goal=goal,
            point=point,
            value=value,  # type: ignore[arg-type]
            situation=situation,  # type: ignore[arg-type]
            day=(day or at).astimezone(HERE).date(),
        ),
    )


def found(*events: FloorEvent) -> tuple[Pair, ...]:
    """Return the pairs in these facts."""
    return pairs(looks(events, POINTS, HERE))


def values(*events: FloorEvent) -> list[tuple[str, str]]:
    """Return what the two saw, for each pair."""
    return [(one.first.value, one.second.value) for one in found(*events)]


def test_two_people_who_saw_the_same_point_are_a_pair() -> None:
    """Same participant, goal, point and day; who told it first does not matter."""
    mine, theirs = saw("coach"), saw("opleider", value="beetje", at=MONDAY + timedelta(hours=5))
    (pair,) = found(mine, theirs)

    assert found(theirs, mine) == (pair,)
    assert (pair.by, pair.point, pair.day) == (("coach", "opleider"), "o1", TODAY)
    assert [one.value for one in pair.seen_from("coach")] == ["gezien", "beetje"]
    assert [one.value for one in pair.seen_from("opleider")] == ["beetje", "gezien"]


def test_what_differs_is_no_pair() -> None:
    """Another participant, goal, point or day, or the same person twice: nothing to compare."""
    mine, other = saw("coach"), Goal(sub_skill="s1a", level=2)

    assert found(mine, saw("coach", situation="drukte")) == ()
    assert found(mine, saw("opleider", "o2")) == ()
    assert found(mine, saw("opleider", person="deelnemer-b")) == ()
    assert found(mine, saw("opleider", goal=other)) == ()
    assert found(mine, saw("opleider", at=MONDAY + DAY)) == ()


def test_three_people_are_three_pairs() -> None:
    """Everybody is compared with everybody, once."""
    several = found(saw("coach"), saw("een"), saw("twee"))

    assert [one.by for one in several] == [("coach", "een"), ("coach", "twee"), ("een", "twee")]


def test_the_day_is_the_calendars() -> None:
    """Half past eleven at night and half an hour later are two days, whatever the time in UTC."""
    late = MONDAY.replace(hour=22, minute=30)  # 23:30 here
    next_day = late + timedelta(hours=1)  # 00:30 here, and still Monday in UTC

    assert found(saw("coach", at=late), saw("opleider", at=next_day)) == ()
    assert len(found(saw("coach", at=late), saw("opleider", at=MONDAY))) == 1


def test_what_was_told_on_another_day_is_no_second_pair_of_eyes() -> None:
    """Who writes down tomorrow what was seen today may have heard of the other by then."""
    assert found(saw("coach"), saw("opleider", at=MONDAY + DAY, day=MONDAY)) == ()


def test_a_correction_counts_until_the_other_may_be_seen() -> None:
    """Before the last point a tap can be mended; after it the first answers stand."""
    hours = [MONDAY + timedelta(hours=n) for n in range(5)]
    other = saw("opleider", value="beetje")
    own = [
        saw("coach", "o1", "gezien", at=hours[0]),
        saw("coach", "o1", "nog_niet", at=hours[1]),
        saw("coach", "o2", at=hours[2]),
    ]
    looked = saw("coach", "o3", at=hours[3])
    adapted = saw("coach", "o1", "beetje", at=hours[4])

    assert values(other, *own) == [("nog_niet", "beetje")]
    assert values(other, *own, adapted) == [("beetje", "beetje")]
    assert values(other, *own, looked, adapted) == [("nog_niet", "beetje")]


def test_the_same_situation_is_compared_where_there_is_one() -> None:
    """Otherwise the newest of each, and the pair says in which situations."""
    busy = saw("coach", value="nog_niet", situation="drukte")
    usual = saw("coach", value="gezien")
    other_busy = saw("opleider", value="beetje", situation="drukte")
    other_place = saw("opleider", value="beetje", situation="andere_plek")

    assert values(busy, usual, other_busy) == [("nog_niet", "beetje")]
    assert values(busy, usual, other_place) == [("gezien", "beetje")]
    assert found(busy, other_place)[0].first.situation == "drukte"


def test_who_looked_at_every_point_is_done() -> None:
    """A goal whose card nobody knows is never done, so nothing of it can be seen too early."""
    all_points = [saw("coach", point) for point in POINTS[LISTEN]]

    assert looks(all_points, POINTS, HERE)[0].is_complete
    assert not looks(all_points[:2], POINTS, HERE)[0].is_complete
    assert not looks(all_points, {}, HERE)[0].is_complete


ANSWERS = st.lists(
    st.builds(
        saw,
        by=st.sampled_from(["coach", "een", "twee"]),
        point=st.sampled_from(["o1", "o2", "o3"]),
        value=st.sampled_from(["gezien", "beetje", "nog_niet", "niet_kunnen_zien"]),
        situation=st.sampled_from(["gewoon", "drukte"]),
        at=st.sampled_from([MONDAY - DAY, MONDAY, MONDAY + timedelta(hours=1)]),
        day=st.sampled_from([None, MONDAY - DAY]),
    ),
    max_size=25,
)


@given(events=ANSWERS)
def test_nobody_sees_the_others_before_looking(events: Sequence[FloorEvent]) -> None:
    """Of today, others' answers are there only for who answered every point today; own ones are."""
    events = sorted(events, key=lambda one: one.occurred_at)
    for viewer in ("coach", "een", "twee"):
        seen = visible_to(viewer, events, POINTS, TODAY, HERE)
        own = {
            one.facts.point
            for one in events
            if one.by == viewer and isinstance(one.facts, Observed) and one.facts.day == TODAY
        }
        others = [
            one
            for one in seen
            if one.by != viewer and isinstance(one.facts, Observed) and one.facts.day == TODAY
        ]

        assert len(own) == 3 or not others
        assert [one for one in events if one.by == viewer] == [
            one for one in seen if one.by == viewer
        ]
        assert [one for one in events if one not in seen] == [] or len(own) < 3


@given(events=ANSWERS)
def test_what_is_told_after_looking_changes_no_pair(events: Sequence[FloorEvent]) -> None:
    """Once somebody may see the others, nothing they tell about that day changes a comparison."""
    before = [
        *sorted(events, key=lambda one: one.occurred_at),
        *(saw("coach", point, at=MONDAY + timedelta(hours=2)) for point in POINTS[LISTEN]),
    ]
    after = saw("coach", value="niet_kunnen_zien", at=MONDAY + timedelta(hours=3))

    assert found(*before, after) == found(*before)
