"""One row of an overview: what it says of a goal, and who may need help with it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.model.floor_strategies import (
    ANNA,
    MONDAY,
    NOW,
    courses,
    histories,
)
from tests.model.stories import (
    AGAIN,
    AGREED,
    BEGAN,
    BOTH_YES,
    DONE,
    PAUSED,
    PRACTISED,
    RESUMED,
    SEEN,
    STOPPED,
    Told,
    line,
    seen,
)
from tests.strategies import many
from wpo.model.floor import FloorEvent, Goal
from wpo.model.standing import Standing, Stuck, standing, stuck
from wpo.model.trajectory import OPEN_PHASES, Phase, trajectory

DAY = timedelta(days=1)
LATER = date(2027, 6, 1)


def row(*told: Told) -> Standing:
    """Return the row of a goal after this, a day apart from Monday."""
    return standing(ANNA.code, line(*told))


def test_row() -> None:
    """A row says in flat values what the line says."""
    found = row(AGREED, BEGAN, PRACTISED, *SEEN, DONE, AGAIN, replace(PAUSED, until=LATER))

    assert found == Standing(
        person="anna",
        sub_skill="s1a",
        level=1,
        agreed=True,
        phase=Phase.AT_WORK,
        round=2,
        began_at=NOW,
        phase_since_at=NOW + 7 * DAY,
        n_days_seen=3,
        n_situations=2,
        last_looked_on=MONDAY + 2 * DAY,
        paused_at=NOW + 8 * DAY,
        pause_until=LATER,
    )


def test_row_of_somebody_who_is_back() -> None:
    """A row says since when a pause is over."""
    found = row(AGREED, PAUSED, RESUMED)

    assert (found.paused_at, found.resumed_at) == (None, NOW + 2 * DAY)


def test_row_of_mastery() -> None:
    """A row says when it was mastered."""
    found = row(AGREED, *SEEN, *BOTH_YES)

    assert (found.phase, found.mastered_at) == (Phase.MASTERED, NOW + 5 * DAY)
    assert found.paused_at is None


@given(events=histories() | courses())
@many
def test_rows_follow_lines(events: tuple[FloorEvent, ...]) -> None:
    """A row is about its line and about nothing else."""
    for goal, one in trajectory(events).lines.items():
        found = standing("iemand", one)

        assert found.person == "iemand"
        assert Goal(sub_skill=found.sub_skill, level=found.level) == goal
        assert (found.phase, found.round, found.agreed) == (one.phase, one.round, one.agreed)
        assert found.n_days_seen == len(one.days_seen)
        assert found.n_situations == len(one.situations_seen)
        assert (found.paused_at is None) == (one.pause is None)


@pytest.mark.parametrize(
    ("told", "days", "why"),
    [
        ((AGREED, PRACTISED), 13, ()),
        ((AGREED, PRACTISED), 14, (Stuck.UNSEEN,)),
        ((AGREED, PRACTISED, seen(3)), 16, ()),
        ((AGREED, PRACTISED, seen(3)), 17, (Stuck.UNSEEN,)),
        ((AGREED, PRACTISED, seen(3, value="nog_niet")), 16, ()),
        ((AGREED, PRACTISED, seen(3, value="niet_kunnen_zien")), 14, (Stuck.UNSEEN,)),
        ((seen(-30), AGREED, PRACTISED), 13, ()),
        ((AGREED, PRACTISED, DONE), 14, (Stuck.UNSEEN,)),
        ((AGREED, BEGAN), 13, ()),
        ((AGREED, BEGAN), 14, (Stuck.UNSEEN,)),
        ((AGREED,), 14, (Stuck.UNSEEN,)),
        ((AGREED, PRACTISED, AGAIN), 5, ()),
        ((AGREED, PRACTISED, AGAIN, AGAIN), 5, (Stuck.REPEATS,)),
        ((AGREED, PRACTISED, AGAIN, AGAIN), 14, (Stuck.REPEATS, Stuck.UNSEEN)),
        ((AGREED, PRACTISED, AGAIN, AGAIN, PAUSED), 14, (Stuck.PAUSED,)),
        ((AGREED, PAUSED), 1, (Stuck.PAUSED,)),
        ((AGREED, replace(PAUSED, until=MONDAY + 9 * DAY)), 9, ()),
        ((AGREED, replace(PAUSED, until=MONDAY + 9 * DAY)), 10, (Stuck.PAUSED,)),
        ((AGREED, PAUSED, RESUMED), 5, ()),
        ((AGREED, PAUSED, RESUMED), 15, ()),
        ((AGREED, PAUSED, RESUMED), 16, (Stuck.UNSEEN,)),
        ((AGREED, PAUSED, RESUMED, seen(5)), 18, ()),
        ((PRACTISED, AGAIN, AGAIN), 40, ()),
        ((AGREED, PRACTISED, AGAIN, AGAIN, STOPPED), 40, ()),
        ((AGREED, PRACTISED, AGAIN, AGAIN, *SEEN, *BOTH_YES), 40, ()),
    ],
)
def test_stuck(told: tuple[Told, ...], days: int, why: tuple[Stuck, ...]) -> None:
    """Help may be needed at the third repeat, unseen for two weeks, or paused without end."""
    assert stuck(row(*told), MONDAY + days * DAY) == why


_moments = st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
_days = st.dates(date(2026, 1, 1), date(2027, 1, 1))
standings = st.builds(
    Standing,
    person=st.just("anna"),
    sub_skill=st.just("s1a"),
    level=st.just(1),
    agreed=st.booleans(),
    phase=st.sampled_from(Phase),
    round=st.integers(1, 5),
    began_at=_moments,
    phase_since_at=_moments,
    last_looked_on=st.none() | _days,
    paused_at=st.none() | _moments,
    pause_until=st.none() | _days,
)
open_standings = st.builds(replace, standings, agreed=st.just(True), phase=st.just(Phase.CHOSEN))


@given(one=standings, today=_days)
@many
def test_nothing_to_help(one: Standing, today: date) -> None:
    """Nobody is stuck in what was not agreed, is over, or rests until a later day."""
    rests = one.paused_at is not None and one.pause_until is not None and one.pause_until >= today
    if not one.agreed or one.phase not in OPEN_PHASES or rests:
        assert stuck(one, today) == ()


@given(one=open_standings, today=_days)
@many
def test_one_reason_for_a_pause(one: Standing, today: date) -> None:
    """A pause explains everything but a pause without end, and is never forgotten."""
    paused = replace(one, paused_at=NOW)
    ended = one.pause_until is None or one.pause_until < today

    assert stuck(paused, today) == ((Stuck.PAUSED,) if ended else ())


@given(one=standings, today=_days, later=st.integers(0, 400))
@many
def test_stays_stuck(one: Standing, today: date, later: int) -> None:
    """Who is stuck stays so until somebody does something: time alone takes no reason away."""
    assert set(stuck(one, today)) <= set(stuck(one, today + later * DAY))


@given(one=standings, today=_days)
@many
def test_seen_today(one: Standing, today: date) -> None:
    """Somebody who looks takes away that nobody looked, and nothing else."""
    looked = replace(one, last_looked_on=today)

    assert set(stuck(one, today)) - {Stuck.UNSEEN} == set(stuck(looked, today))


@given(one=open_standings)
@many
def test_never_forgotten(one: Standing) -> None:
    """An agreed goal at which nobody looks is told about some day, whatever else."""
    assert stuck(one, date(2028, 1, 1))
