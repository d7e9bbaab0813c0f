"""Where one goal of one participant stands, in one flat row: what overviews are made of.

A standing is a conclusion, computed from a :class:`~wpo.model.trajectory.Line`. It is kept beside
the facts so that an overview of thousands opens at once, and can be made anew at any time.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from wpo.model.months import day_of
from wpo.model.trajectory import OPEN_PHASES, Line, Phase

STUCK_AT_ROUND = 3
STUCK_UNSEEN = timedelta(days=14)


class Stuck(StrEnum):
    """Why somebody may need help with a goal."""

    REPEATS = "derde_keer"
    UNSEEN = "niet_gezien"
    PAUSED = "pauze_zonder_einde"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One goal of one participant. Moments are aware UTC; days are the calendar's.

    ``round`` counts the weeks with the same sentence; ``last_looked_on`` is the last day on which
    somebody saw whether it happened.
    """

    person: str
    sub_skill: str
    level: int
    agreed: bool
    phase: Phase
    round: int
    began_at: datetime
    phase_since_at: datetime
    n_days_seen: int = 0
    n_situations: int = 0
    last_looked_on: date | None = None
    paused_at: datetime | None = None
    pause_until: date | None = None
    resumed_at: datetime | None = None
    mastered_at: datetime | None = None


def standing(person: str, line: Line) -> Standing:
    """Return the row of one line."""
    return Standing(
        person=person,
        sub_skill=line.goal.sub_skill,
        level=line.goal.level,
        agreed=line.agreed,
        phase=line.phase,
        round=line.round,
        began_at=line.began_at,
        phase_since_at=line.phase_since_at,
        n_days_seen=len(line.days_seen),
        n_situations=len(line.situations_seen),
        last_looked_on=line.last_looked_on,
        paused_at=line.pause.since_at if line.pause else None,
        pause_until=line.pause.until if line.pause else None,
        resumed_at=line.resumed_at,
        mastered_at=line.mastered_at,
    )


def stuck(one: Standing, today: date) -> tuple[Stuck, ...]:
    """Return why somebody may need help with this goal; nothing where it goes as it should.

    Only what was agreed on can be stuck, and a pause explains everything but a pause without end.
    Whoever agreed on something and never comes to practise is one at whom nobody looks. After a
    pause looking begins anew.
    """
    if not one.agreed or one.phase not in OPEN_PHASES:
        return ()
    if one.paused_at is not None:
        over = one.pause_until is None or one.pause_until < today
        return (Stuck.PAUSED,) if over else ()
    found = [Stuck.REPEATS] if one.round >= STUCK_AT_ROUND else []
    if today - _last_looked(one) >= STUCK_UNSEEN:
        found.append(Stuck.UNSEEN)
    return tuple(found)


def could_look_since(one: Standing) -> date:
    """Return the day from which on somebody could look: it began, or a pause was over."""
    return day_of(max(one.began_at, one.resumed_at or one.began_at))


def _last_looked(one: Standing) -> date:
    since = could_look_since(one)
    return max(since, one.last_looked_on or since)
