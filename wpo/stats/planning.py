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


def effective_needed(
    p: ArrayLike,
    *,
    threshold: ArrayLike | None = None,
    half_width: ArrayLike | None = None,
    level: float = LEVEL,
) -> Numbers:
    """Return how many independent persons would be enough, if the share stays as it is.

    Parameters
    ----------
    p
        Share that is expected, 0 to 1.
    threshold
        Wilson's interval must lie wholly on one side of it; or
    half_width
        the interval must be at most twice as wide as this. One of the two.
    level
        How often such an interval holds the truth, 0 to 1.

    Returns
    -------
    array
        Not rounded; infinite where the share is the threshold itself.

    Raises
    ------
    ValueError
        If both or none of the two are asked, or a number is out of range.

    Notes
    -----
    Threshold ``t``: a bound of Wilson's interval is where the score test just says no, hence
    ``z^2 * t * (1 - t) / (p - t)^2``. Half width ``h``: the positive root of ``h^2 n^2 + z^2 (2 h^2
    - p (1 - p)) n + z^4 (h^2 - 1/4) = 0``, which is Wilson's half width squared. Checked against
    the interval that statsmodels gives with that many persons.
    """
    if (threshold is None) == (half_width is None):
        raise ValueError("threshold, half_width: één van de twee verwacht")
    p = np.asarray(p, dtype=float)
    z2 = float(ndtri((1 + level) / 2)) ** 2
    if threshold is not None:
        t = np.asarray(threshold, dtype=float)
        _check(t, "threshold")
        gap = np.square(p - t)
        spread = z2 * t * (1 - t) * np.ones(gap.shape)
        return np.asarray(np.divide(spread, gap, out=np.full(gap.shape, inf), where=gap > 0))
    h = np.asarray(half_width, dtype=float)
    _check(h, "half_width")
    b = z2 * (2 * h**2 - p * (1 - p))
    c = z2**2 * (h**2 - 0.25)
    root = (-b + np.sqrt(np.maximum(b**2 - 4 * h**2 * c, 0))) / (2 * h**2)
    return np.asarray(np.maximum(root, 0))


def persons_needed(
    p: ArrayLike,
    n_organisations: ArrayLike,
    *,
    threshold: ArrayLike | None = None,
    half_width: ArrayLike | None = None,
    icc: float = ICC,
    level: float = LEVEL,
) -> Numbers:
    """Return how many persons in each organisation are enough; infinite: never with so few.

    Parameters
    ----------
    p, threshold, half_width, level
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
    needed = effective_needed(p, threshold=threshold, half_width=half_width, level=level)
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


def _check(values: Numbers, name: str) -> None:
    if ((values <= 0) | (values >= 1)).any():
        raise ValueError(f"{name}: meer dan 0 en minder dan 1 verwacht, {values} gekregen")
