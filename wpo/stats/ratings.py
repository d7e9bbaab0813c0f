"""What people answered on a scale: counts first, never a mean of faces with two decimals."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from wpo.stats import clusters
from wpo.stats.clusters import ICC, LEVEL
from wpo.stats.estimates import Counts, Estimates, Numbers, ratio
from wpo.stats.shares import share


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
        If a count is no count, or ``n_top`` leaves no answer out.

    Notes
    -----
    Median: the usual one of all answers as places. Checked against ``numpy.median``.
    """
    (each,) = clusters.counts(counts=counts)
    if not 0 < n_top < each.shape[-1]:
        raise ValueError(f"n_top: 1 tot en met {each.shape[-1] - 1} verwacht, {n_top} gekregen")
    n, high = each.sum(axis=-1), each[..., -n_top:].sum(axis=-1)
    together = each.sum(axis=-2)
    return Ratings(
        counts=together,
        median=_median(together),
        top=share(high, n, icc=icc, level=level),
        by_organisation=ratio(high, n),
    )


def _median(counts: Counts) -> Numbers:
    n = counts.sum(axis=-1, keepdims=True)
    up_to = counts.cumsum(axis=-1)
    lower = 1 + (up_to < (n + 1) // 2).sum(axis=-1)
    upper = 1 + (up_to < n // 2 + 1).sum(axis=-1)
    return np.where(n[..., 0] > 0, (lower + upper) / 2, np.nan)
