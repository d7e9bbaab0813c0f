"""The cycle: what holds for whatever people may tell, in whatever order."""

from copy import deepcopy
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count

from hypothesis import assume, given
from hypothesis import strategies as st

from tests.model.floor_strategies import (
    ANNA,
    GOALS,
    TEUN,
    courses,
    histories,
    put_between,
)
from tests.model.naive import answers, mastery, noticed
from tests.model.stories import SEEN, UNTIL, YES, Told, story
from tests.strategies import many
from wpo.model.floor import (
    Agreed,
    FloorEvent,
    Goal,
    Helped,
    PracticeBegan,
    Practised,
    SaidMastered,
    WentOn,
)
from wpo.model.trajectory import Phase, Trajectory, trajectory

any_course = histories() | courses()


def masteries(found: Trajectory) -> dict[Goal, datetime | None]:
    """Return when each goal was mastered, of those that are."""
    return {goal: one.mastered_at for goal, one in found.lines.items() if one.mastered_at}


@given(events=any_course)
@many
def test_pure(events: tuple[FloorEvent, ...]) -> None:
    """The fold never refuses, says the same of the same, and leaves what it was given alone."""
    before = deepcopy(events)

    assert trajectory(events) == trajectory(iter(events))
    assert events == before


@given(events=any_course)
@many
def test_mastered_if_and_only_if(events: tuple[FloorEvent, ...]) -> None:
    """A goal is mastered exactly where the naive reading says so, and from that very fact on."""
    expected = {goal: events[place].occurred_at for goal, place in mastery(events).items()}
    found = trajectory(events)

    assert masteries(found) == expected
    for goal, one in found.lines.items():
        assert (one.phase is Phase.MASTERED) is (goal in expected)


@given(data=st.data())
@many
def test_practice_never_counts(data: st.DataObject) -> None:
    """Practice, of anything at any moment, changes nothing about mastery and its moment."""
    start = story(*(Agreed(goals=(one,), until=UNTIL) for one in GOALS), apart=timedelta())
    events = [*start, *data.draw(courses())]
    without = [one for one in events if not isinstance(one.facts, PracticeBegan | Practised)]
    more = [*start, *data.draw(put_between(events[len(start) :]))]

    assert masteries(trajectory(without)) == masteries(trajectory(events))
    assert masteries(trajectory(more)) == masteries(trajectory(events))


@given(events=any_course)
@many
def test_step_by_step(events: tuple[FloorEvent, ...]) -> None:
    """Whatever is told, one fact after the other.

    Nothing becomes mastered but by a word about mastery, and nothing ever stops being it. Rounds
    only grow, until a goal begins anew. Only an agreement or going on makes a goal agreed, and
    nothing takes that back. A fact about one goal leaves every other goal alone. What was wished
    and agreed in every talk but the last stays as it was.
    """
    before = trajectory(())
    for number, event in enumerate(events, start=1):
        after = trajectory(events[:number])
        about = {event.goal, *getattr(event.facts, "goals", ())}
        for goal, one in after.lines.items():
            old = before.lines.get(goal)
            if one.phase is Phase.MASTERED and (old is None or old.phase is not Phase.MASTERED):
                assert isinstance(event.facts, SaidMastered)
                assert event.facts.yes
            if old is None:
                assert goal in about
            elif goal not in about and not isinstance(event.facts, Helped):
                assert one == old
            if one.agreed and not (old and old.agreed):
                assert isinstance(event.facts, Agreed | WentOn)
            if old is not None:
                anew = old.phase is Phase.STOPPED and one.phase is Phase.CHOSEN
                assert one.round >= old.round or anew
                assert one.round <= old.round + 1
                assert one.agreed or not old.agreed
                if old.phase is Phase.MASTERED:
                    assert (one.phase, one.mastered_at) == (old.phase, old.mastered_at)
        assert set(before.lines) <= set(after.lines)
        for old_talk, talk in zip(before.talks[:-1], after.talks, strict=False):
            assert (talk.wishes, talk.agreed) == (old_talk.wishes, old_talk.agreed)
        assert len(after.talks) - len(before.talks) in (0, 1)
        before = after


@given(events=any_course)
@many
def test_nothing_noticed_vanishes(events: tuple[FloorEvent, ...]) -> None:
    """What was noticed and answered stands in some talk, from the first wish on, as it came."""
    talks = trajectory(events).talks

    assert tuple(one for talk in talks for one in talk.noticed) == noticed(events)
    given_to = {name: answer for talk in talks for name, answer in talk.answers.items()}
    assert given_to == answers(events)


@given(events=any_course, data=st.data())
@many
def test_said_twice(events: tuple[FloorEvent, ...], data: st.DataObject) -> None:
    """A fact that stands there twice makes no more days, situations or observations."""
    assume(events)
    place = data.draw(st.integers(0, len(events) - 1))
    doubled = (*events[: place + 1], *events[place:])
    once, twice = trajectory(events).lines, trajectory(doubled).lines

    assert set(once) == set(twice)
    for goal, one in once.items():
        assert twice[goal].days_seen == one.days_seen
        assert twice[goal].situations_seen == one.situations_seen
        assert len(twice[goal].observations) == len(one.observations)
        assert twice[goal].phase is one.phase


@given(events=any_course)
@many
def test_every_open_goal_goes_on(events: tuple[FloorEvent, ...]) -> None:
    """Nobody is ever stuck for good: from wherever it stands, every goal can still be mastered."""
    numbers = count(1000)
    for goal in trajectory(events).lines:
        observed = (replace(one, goal=goal, point=f"n{next(numbers)}") for one in SEEN)
        yes = ((by, replace(YES, goal=goal)) for by in (ANNA, TEUN))
        way: list[Told] = [Agreed(goals=(goal,), until=UNTIL), *observed, *yes]

        assert goal in masteries(trajectory([*events, *story(*way, start=500)]))
