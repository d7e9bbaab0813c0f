"""How full the test plan is: seven organisations by 48 opdrachten, and what is still thin.

Nothing here knows an exact number of people. Counts are put into bands first (0, 1 to 4, 5 to 9,
10 to 14, …), and everything else is made of the lower ends of those bands: so a width that is shown
says no more than the map itself. That nobody did an opdracht yet is shown: it says something about
the opdracht, and is what the map is for.

What a cell still costs is said as half the width of the interval around a share of ``EXPECTED``
(with design effect, ICC .10), in points of a hundred: now, and when everybody of the plan is there.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from wpo.catalogue.testplan import PlannedTest, TestPlan
from wpo.stats.guarding import SMALL, STEP
from wpo.stats.planning import half_width

EXPECTED = 0.7  # a question that most people get right at once
ICC = 0.10


class Time(StrEnum):
    """Where a test is in time."""

    LATER = "later"
    NOW = "now"
    OVER = "over"


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """How many people there are, as far as it is shown: ``low`` to ``high``, both included."""

    low: int
    high: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One opdracht at one organisation; ``test`` None: it is not in the plan."""

    organisation: str
    assignment: str
    band: Band
    test: PlannedTest | None
    time: Time
    n_missing: int

    @property
    def is_thin(self) -> bool:
        """Whether people are missing who should have come by now."""
        return self.n_missing > 0 and self.time is not Time.LATER


@dataclass(frozen=True, slots=True, kw_only=True)
class Certainty:
    """Half the width of the interval of one opdracht, 0 to .5: now, and with the plan full."""

    assignment: str
    now: float
    full: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """What to ask an organisation: so many people more, and what half a width becomes by that."""

    cell: Cell
    now: float
    then: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """The whole map, at one moment.

    ``cells`` by organisation and assignment; ``asks`` what helps most first.
    """

    week: int
    cells: Mapping[tuple[str, str], Cell]
    certainty: Mapping[str, Certainty]
    asks: tuple[Ask, ...]


def coverage(
    plan: TestPlan,
    assignments: Sequence[str],
    counts: Mapping[tuple[str, str], int],
    week: int,
) -> Coverage:
    """Return how full the plan is.

    Parameters
    ----------
    plan
        Who tests what when.
    assignments
        Every opdracht, in the order of the map.
    counts
        Exact numbers of participants by organisation and assignment; left out: nobody.
    week
        The week of the plan that it is now.
    """
    tests = {(one.organisation, one.assignment): one for one in plan.tests}
    cells = {
        key: _cell(key, tests.get(key), counts.get(key, 0), plan.n_wanted, week)
        for key in ((code, one) for one in assignments for code in plan.organisations)
    }
    certainty = {one: _certainty(one, plan, cells) for one in assignments}
    asks = [_ask(cell, plan, cells) for cell in cells.values() if cell.is_thin]
    asks.sort(key=lambda one: (round(one.then - one.now, 6), one.cell.assignment))
    return Coverage(week=week, cells=cells, certainty=certainty, asks=tuple(asks))


def band(n: int) -> Band:
    """Return the band of a number of people: 0, 1 to 4, then steps of five."""
    if n == 0:
        return Band(low=0, high=0)
    low = n // STEP * STEP
    return Band(low=max(low, 1), high=low + SMALL - 1)


def _cell(key: tuple[str, str], test: PlannedTest | None, n: int, n_wanted: int, week: int) -> Cell:
    code, assignment = key
    shown = band(n)
    time = Time.LATER
    if test is not None and week >= test.first_week:
        time = Time.NOW if week <= test.last_week else Time.OVER
    return Cell(
        organisation=code,
        assignment=assignment,
        band=shown,
        test=test,
        time=time,
        n_missing=max(0, n_wanted - shown.low) if test is not None else 0,
    )


def _certainty(assignment: str, plan: TestPlan, cells: Mapping[tuple[str, str], Cell]) -> Certainty:
    own = [cells[code, assignment] for code in plan.organisations]
    full = [one.band.low + one.n_missing for one in own]
    return Certainty(
        assignment=assignment, now=_width([one.band.low for one in own]), full=_width(full)
    )


def _ask(cell: Cell, plan: TestPlan, cells: Mapping[tuple[str, str], Cell]) -> Ask:
    now = [cells[code, cell.assignment].band.low for code in plan.organisations]
    then = [
        low + (cell.n_missing if code == cell.organisation else 0)
        for code, low in zip(plan.organisations, now, strict=True)
    ]
    return Ask(cell=cell, now=_width(now), then=_width(then))


def _width(n: Sequence[int]) -> float:
    return float(half_width(np.array(n), EXPECTED, icc=ICC))
