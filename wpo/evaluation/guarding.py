"""The one door between what was counted and what is shown: nothing passes it unguarded.

A **cell** is a group of people: an organisation at a question, those who gave one answer to a
questionnaire, those who stopped for one reason. A cell of fewer than five is "te klein", and so is
what would give it away beside a total (:func:`together`). A share is shown for ten people or more.

What a shown group answered to practice questions is not a cell: with 28 people of all organisations
together, ``p = .93`` stands as it is, for it is about the question. The share of one organisation
is about people, and is rounded to tenths (:func:`of_organisation`).

Everything decided by numbers (verdicts, queue) is decided before this door, and shown after it.
"""

from collections.abc import Mapping, Sequence
from typing import TypeAlias

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from wpo.evaluation.results import ESTIMATE, TOO_SMALL
from wpo.stats.estimate import Estimate
from wpo.stats.estimates import Estimates
from wpo.stats.guarding import FEWEST_FOR_SHARE, SMALL, Mark, Shown, Sum, Table, guard

NO_SHARE = f"Minder dan {FEWEST_FOR_SHARE} mensen: geen percentage."
SHARE_STEP, MEAN_STEP = 0.1, 0.25

Column: TypeAlias = pd.Series


def people(counts: ArrayLike) -> Column:
    """Return counts of people, each on its own; ``<NA>`` from 1 to 4."""
    numbers = np.asarray(counts, np.int64)
    return pd.Series(numbers, dtype="Int64").mask((numbers > 0) & (numbers < SMALL))


def estimate_columns(
    what: str, found: Estimates, *, n: ArrayLike | None = None
) -> dict[str, Column]:
    """Return the six columns of an estimate, with nothing in it about fewer than ten people.

    Parameters
    ----------
    what
        How the columns begin.
    found
        Shape ``(n_rows,)``.
    n
        How many people each rests on, where that is not ``found.n``.
    """
    persons = np.asarray(found.n if n is None else n, np.int64)
    few = persons < FEWEST_FOR_SHARE
    small = (persons > 0) & (persons < SMALL)
    note = np.where(few & found.is_known, NO_SHARE, found.note)
    note = np.where(small, TOO_SMALL, note)
    values = {
        part: pd.Series(np.where(few, np.nan, getattr(found, part)), dtype=float)
        for part in ("value", "low", "high")
    }
    columns = values | {
        "n": people(persons),
        "n_organisations": pd.Series(found.n_organisations, dtype="Int64").mask(small),
        "note": pd.Series(note, dtype=object).astype(str),
    }
    return {f"{what}_{part}": columns[part] for part in ESTIMATE}


def hidden_where(columns: Mapping[str, Column], hidden: ArrayLike, what: str) -> dict[str, Column]:
    """Return the columns of an estimate, with those rows made unknown: ``te klein``."""
    where = pd.Series(np.asarray(hidden, bool))
    filled = {"value": np.nan, "low": np.nan, "high": np.nan, "note": TOO_SMALL}
    return dict(columns) | {
        f"{what}_{part}": columns[f"{what}_{part}"].mask(where, one) for part, one in filled.items()
    }


def series(found: Sequence[Estimate]) -> Estimates:
    """Return single estimates as one."""
    return Estimates(
        value=np.array([one.value for one in found], float),
        low=np.array([one.low for one in found], float),
        high=np.array([one.high for one in found], float),
        n=np.array([one.n for one in found], np.int64),
        n_organisations=np.array([one.n_organisations for one in found], np.int64),
        method=found[0].method if found else "",
        note=np.array([one.note for one in found], object),
    )


def together(parts: Mapping[str, int], *, whole: int) -> dict[str, int | None]:
    """Return which counts may be shown beside their total; None where one may not.

    Parameters
    ----------
    parts
        Groups without anybody in common. That nobody is in one of them may be said, as in
        :func:`people`.
    whole
        Their total, which is shown exactly as well.

    Returns
    -------
    dict
        The same names; the total under ``""``.
    """
    some = {name: one for name, one in parts.items() if one > 0}
    cells = some | {"": whole}
    if whole > 0 and min(cells.values()) < SMALL:
        sums = (Sum(whole="", parts=tuple(some)),)
        told = guard(Table(cells=cells, relations=sums), step=1)
        cells = {name: one for name, one in cells.items() if told[name].mark is Mark.SHOWN}
    result: dict[str, int | None] = {
        name: cells.get(name) if one > 0 else 0 for name, one in parts.items()
    }
    return result | {"": cells.get("")}


def rows_together(counts: NDArray[np.int64], whole: NDArray[np.int64]) -> pd.DataFrame:
    """Return counts by row, ``<NA>`` where :func:`together` hides; the last column is the total."""
    n = counts.shape[1]
    seen: dict[tuple[int, ...], list[int | None]] = {}
    for row, total in zip(counts.tolist(), whole.tolist(), strict=True):
        key = (*row, total)
        if key not in seen:
            told = together({str(k): one for k, one in enumerate(row)}, whole=total)
            seen[key] = [told[str(k)] for k in range(n)] + [told[""]]
    found = [seen[*row, total] for row, total in zip(counts.tolist(), whole.tolist(), strict=True)]
    return pd.DataFrame(found, columns=range(n + 1)).astype("Int64")


def of_organisation(values: ArrayLike, counts: ArrayLike, step: float) -> NDArray[np.float64]:
    """Return numbers of single organisations, rounded; NaN for fewer than ten people."""
    rounded = np.round(np.asarray(values, float) / step) * step
    return np.where(np.asarray(counts) >= FEWEST_FOR_SHARE, np.round(rounded, 10), np.nan)


def number(shown: Shown) -> int | None:
    """Return a count as it may be shown, rounded down; None where it may not."""
    return shown.low if shown.mark is Mark.SHOWN else None
