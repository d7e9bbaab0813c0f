"""How many more answers are needed before something can be said; pure arithmetic of intervals.

With ``k`` organisations of ``m`` persons each, ``k * m`` persons are worth ``k * m / (1 + (m - 1) *
icc)``, which never passes ``k / icc``: from seven organisations with an ICC of .10, any number of
persons is worth at most seventy. So sometimes the answer is: never, ask more organisations.
"""

from math import inf

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtri

from wpo.stats.clusters import ICC, LEVEL, effective
from wpo.stats.estimates import Numbers, ratio


def effective_needed(p: ArrayLike, *, threshold: ArrayLike, level: float = LEVEL) -> Numbers:
    """Return how many independent persons would be enough, if the share stays as it is.

    Parameters
    ----------
    p
        Share that is expected, 0 to 1.
    threshold
        Wilson's interval must lie wholly on one side of it; more than 0, less than 1.
    level
        How often such an interval holds the truth, 0 to 1.

    Returns
    -------
    array
        Not rounded; infinite where the share is the threshold itself.

    Raises
    ------
    ValueError
        If a threshold is out of range.

    Notes
    -----
    A bound of Wilson's interval is where the score test just says no, hence with threshold ``t``
    ``z^2 * t * (1 - t) / (p - t)^2``. Checked against the interval that statsmodels gives with that
    many persons.
    """
    t = np.asarray(threshold, dtype=float)
    if ((t <= 0) | (t >= 1)).any():
        raise ValueError(f"threshold: meer dan 0 en minder dan 1 verwacht, {t} gekregen")
    z2 = float(ndtri((1 + level) / 2)) ** 2
    gap = np.square(np.asarray(p, dtype=float) - t)
    spread = z2 * t * (1 - t) * np.ones(gap.shape)
    return np.asarray(np.divide(spread, gap, out=np.full(gap.shape, inf), where=gap > 0))


def persons_needed(
    p: ArrayLike,
    n_organisations: ArrayLike,
    *,
    threshold: ArrayLike,
    icc: float = ICC,
    level: float = LEVEL,
) -> Numbers:
    """Return how many persons in each organisation are enough; infinite: never with so few.

    Parameters
    ----------
    p, threshold, level
        As in :func:`effective_needed`.
    n_organisations
        Organisations that take part, each with as many persons.
    icc
        Assumed intra-class correlation, 0 to 1.

    Notes
    -----
    The smallest whole ``m`` with ``k * m / (1 + (m - 1) * icc) >= N``, that is ``N * (1 - icc) /
    (k - N * icc)`` rounded up, where ``k > N * icc``; else none.
    """
    needed = effective_needed(p, threshold=threshold, level=level)
    needed, k = np.broadcast_arrays(needed, np.asarray(n_organisations, dtype=float))
    known = np.where(np.isfinite(needed), needed, 0)
    room = np.where(np.isfinite(needed), k - known * icc, -1)
    m = np.divide(known * (1 - icc), room, out=np.full(room.shape, inf), where=room > 0)
    return np.where(np.isnan(needed), np.nan, np.ceil(np.maximum(m, 1) - 1e-9))


def half_width(n: ArrayLike, p: ArrayLike, *, icc: float = ICC, level: float = LEVEL) -> Numbers:
    """Return half the width of Wilson's interval with design effect, at a share that is expected.

    Parameters
    ----------
    n
        Persons by organisation: ``(..., n_organisations)``.
    p
        Share that is expected, 0 to 1: ``(...)``.
    icc, level
        As in :func:`persons_needed`.

    Returns
    -------
    array
        Shape ``(...)``, 0 to .5: .5 without persons, for then it can be anything.
    """
    worth = effective(n, icc)
    p = np.asarray(p, dtype=float)
    z = float(ndtri((1 + level) / 2))
    inner = p * (1 - p) * worth + z**2 / 4
    return np.asarray(z * np.sqrt(inner) / (worth + z**2))


def more_needed(
    hits: ArrayLike, n: ArrayLike, *, threshold: ArrayLike, icc: float = ICC, level: float = LEVEL
) -> Numbers:
    """Return how many persons more are needed before one can tell.

    Parameters
    ----------
    hits, n
        Persons who were right, and who answered, by organisation: ``(..., n_organisations)``.
    threshold
        Share of which one wants to know whether it is higher or lower.
    icc, level
        As in :func:`persons_needed`.

    Returns
    -------
    array
        Shape ``(...)``; NaN without answers, 0 where it can be told now, infinite where it never
        can. Assumes that the share stays as it is, and that the organisations with the fewest come
        first, until all that take part now have as many. A share that lies a little nearer to the
        threshold by chance asks for more: with so many persons it can be told in about half of all
        cases.
    """
    sizes = np.asarray(n, dtype=float)
    p = ratio(np.asarray(hits, dtype=float).sum(axis=-1), sizes.sum(axis=-1))
    needed = effective_needed(p, threshold=threshold, level=level)
    each = persons_needed(p, (sizes > 0).sum(axis=-1), threshold=threshold, icc=icc, level=level)
    low, high = (
        np.zeros(p.shape),
        np.fmax(np.where(np.isfinite(each), each, 0), sizes.max(axis=-1, initial=0)),
    )
    for _ in range(40):
        middle = (low + high) / 2
        enough = effective(_filled(sizes, middle), icc) >= needed
        low, high = np.where(enough, low, middle), np.where(enough, middle, high)
    more = (_filled(sizes, np.ceil(high - 1e-6)) - sizes).sum(axis=-1)
    more = np.where(np.isfinite(each), more, each)
    return np.where(np.isnan(p), np.nan, np.where(effective(sizes, icc) >= needed, 0, more))


def _filled(sizes: Numbers, fewest: Numbers) -> Numbers:
    """Return the sizes with at least so many in each organisation that takes part."""
    return np.where(sizes > 0, np.maximum(sizes, fewest[..., None]), 0)
