"""What people answered on a scale: counts first, never a mean of faces with two decimals."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from wpo.stats.estimates import Counts, Estimates, Numbers, estimates
from wpo.stats.shares import ICC, LEVEL, share


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratings:
    """Answers on a scale of ``n_points``, from least (first) to most (last).

    Attributes
    ----------
    counts
        Persons by answer, of all organisations: ``(..., n_points)``.
    median
        Place on the scale, 1 is the least; a half where the two middle persons differ; NaN without
        answers: ``(...)``.
    top
        Share of persons with one of the highest answers, 0 to 1: ``(...)``.
    by_organisation
        That share in each, NaN without answers: ``(..., n_organisations)``.
    """

    counts: Counts
    median: Numbers
    top: Estimates
    by_organisation: Numbers


@dataclass(frozen=True, slots=True, kw_only=True)
class YesSaying:
    """How far the top share depends on who says yes to everything.

    Attributes
    ----------
    share_left_out
        Persons that said yes to two things that contradict each other, of all; NaN without any.
    change
        Top share without them minus the one with everybody, -1 to 1.
    range
        The top share of everybody, with an interval that holds both intervals.
    """

    share_left_out: Numbers
    change: Numbers
    range: Estimates


def ratings(
    counts: ArrayLike, *, n_top: int = 1, icc: float = ICC, level: float = LEVEL
) -> Ratings:
    """Return the answers on a scale, with their median and the share of the highest answers.

    Parameters
    ----------
    counts
        Persons by organisation and answer, from least to most: ``(..., n_organisations,
        n_points)``.
    n_top
        How many of the highest answers count as such: 1 of three faces, 2 of five words.
    icc, level
        As in :func:`wpo.stats.shares.share`.

    Raises
    ------
    ValueError
        If a count is below 0, or ``n_top`` leaves no answer out.

    Notes
    -----
    Median: the usual one of all answers as places. Checked against ``numpy.median``.
    """
    each = np.asarray(counts, dtype=np.int64)
    if (each < 0).any() or not 0 < n_top < each.shape[-1]:
        raise ValueError(f"counts, n_top: aantallen en 1 tot {each.shape[-1] - 1} verwacht")
    n, high = each.sum(axis=-1), each[..., -n_top:].sum(axis=-1)
    together = each.sum(axis=-2)
    return Ratings(
        counts=together,
        median=_median(together),
        top=share(high, n, icc=icc, level=level),
        by_organisation=np.divide(high, n, out=np.full(n.shape, np.nan), where=n > 0),
    )


def yes_saying(everybody: Ratings, honest: Ratings) -> YesSaying:
    """Return how far the top share depends on who says yes to everything.

    Parameters
    ----------
    everybody, honest
        The same questions, with and without who said yes to two things that contradict each other.

    Notes
    -----
    Neither is the true one: who says yes may still be glad. Both are shown.
    """
    a, b = everybody.top, honest.top
    low, high = np.fmin(a.low, b.low), np.fmax(a.high, b.high)
    left_out = np.divide(a.n - b.n, a.n, out=np.full(a.shape, np.nan), where=a.n > 0)
    return YesSaying(
        share_left_out=left_out,
        change=b.value - a.value,
        range=estimates(
            a.value,
            low,
            high,
            n=a.n,
            n_organisations=a.n_organisations,
            method=f"{a.method}, with and without yes-sayers",
            note=a.note,
        ),
    )


def _median(counts: Counts) -> Numbers:
    n = counts.sum(axis=-1, keepdims=True)
    up_to = counts.cumsum(axis=-1)
    lower = 1 + (up_to < (n + 1) // 2).sum(axis=-1)
    upper = 1 + (up_to < n // 2 + 1).sum(axis=-1)
    return np.where(n[..., 0] > 0, (lower + upper) / 2, np.nan)
