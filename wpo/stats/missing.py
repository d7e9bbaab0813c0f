"""What is not there: how far it could change a share, and where people stopped."""

import numpy as np
from numpy.typing import ArrayLike

from wpo.stats.estimates import Estimates, estimates
from wpo.stats.shares import ICC, LEVEL, share


def bounds(
    hits: ArrayLike,
    n: ArrayLike,
    n_missing: ArrayLike,
    *,
    icc: float = ICC,
    level: float = LEVEL,
) -> Estimates:
    """Return a share with everything it could be, whatever the missing would have answered.

    Parameters
    ----------
    hits, n
        Persons who were right, and who answered: ``(..., n_organisations)``.
    n_missing
        Persons who were to answer and did not, by organisation.
    icc, level
        As in :func:`wpo.stats.shares.share`.

    Returns
    -------
    Estimates
        Value: the share of who answered. Low: the lower bound if all missing were wrong; high: the
        upper bound if all were right. Nothing is assumed about why they are missing. With no answer
        at all it is unknown.

    Notes
    -----
    Source: C. F. Manski, Partial Identification of Probability Distributions (Springer, 2003) 1;
    the intervals of the two extremes together hold the truth at least as often as each does.
    """
    h, answered, gone = np.broadcast_arrays(
        *(np.asarray(one, np.int64) for one in (hits, n, n_missing))
    )
    if (gone < 0).any():
        raise ValueError("n_missing: minstens 0 verwacht")
    seen = share(h, answered, icc=icc, level=level)
    wrong = share(h, answered + gone, icc=icc, level=level)
    right = share(h + gone, answered + gone, icc=icc, level=level)
    return estimates(
        seen.value,
        np.fmin(seen.low, wrong.low),
        np.fmax(seen.high, right.high),
        n=seen.n,
        n_organisations=seen.n_organisations,
        method=f"{seen.method}, all missing wrong to all missing right",
        note=seen.note,
    )


def if_all(hits: ArrayLike, n: ArrayLike, n_missing: ArrayLike) -> tuple[Estimates, Estimates]:
    """Return the shares if all missing were wrong, and if all were right; see :func:`bounds`."""
    h, whole = np.asarray(hits, np.int64), np.asarray(n, np.int64) + np.asarray(n_missing, np.int64)
    return share(h, whole), share(h + np.asarray(n_missing, np.int64), whole)


def funnel(stages: ArrayLike, *, icc: float = ICC, level: float = LEVEL) -> Estimates:
    """Return which share of who was to begin came through each stage.

    Parameters
    ----------
    stages
        Persons at each stage, such as planned, begun, finished; none larger than the one before:
        ``(..., n_stages, n_organisations)``.
    icc, level
        As in :func:`wpo.stats.shares.share`.

    Returns
    -------
    Estimates
        Shape ``(..., n_stages)``, shares of the first stage, 0 to 1; the first is 1 with the
        interval 1 to 1, for it is no estimate.

    Raises
    ------
    ValueError
        If a stage has more persons than the one before.
    """
    each = np.asarray(stages, dtype=np.int64)
    if (np.diff(each, axis=-2) > 0).any():
        raise ValueError("stages: nooit meer mensen dan in de stap ervoor verwacht")
    first = np.broadcast_to(each[..., :1, :], each.shape)
    found = share(each, first, icc=icc, level=level)
    is_first = np.zeros(found.shape, dtype=bool)
    is_first[..., 0] = True
    return estimates(
        found.value,
        np.where(is_first, found.value, found.low),
        found.high,
        n=found.n,
        n_organisations=found.n_organisations,
        method=found.method,
        note=found.note,
    )
