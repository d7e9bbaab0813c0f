"""Weeks put together, until five people stand in each: with an organisation a week says who it is.

Each week of a cell is replaced by the first of the weeks that stand together. How long these are
differs for each cell, so no week is coarser than it has to be.
"""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

from wpo.pilot.extract.rules.cells import is_small

People = Mapping[int, AbstractSet[object]]  # who stands in which week


def put_together(tables: Sequence[People]) -> dict[int, int]:
    """Return for each week the first of those that it stands together with.

    Parameters
    ----------
    tables
        Of one cell: for each table who stands in which week. In every run of weeks each table has
        nobody, or five people or more; where that cannot be, all weeks stand together.
    """
    weeks = sorted({week for table in tables for week in table})
    runs: list[list[int]] = []
    run: list[int] = []
    for week in weeks:
        run.append(week)
        if _is_enough(tables, run):
            runs.append(run)
            run = []
    if run:
        runs.append(run)
    while len(runs) > 1 and not _is_enough(tables, runs[-1]):
        runs[-2:] = [runs[-2] + runs[-1]]
    return {week: run[0] for run in runs for week in run}


def _is_enough(tables: Sequence[People], weeks: Sequence[int]) -> bool:
    numbers = [len(set().union(*(table.get(week, ()) for week in weeks))) for table in tables]
    return not is_small(numbers)
