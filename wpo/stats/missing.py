"""What is not there: how far people came of what they were to do."""

import numpy as np
from numpy.typing import ArrayLike

from wpo.stats.clusters import ICC, LEVEL, counts
from wpo.stats.estimates import Estimates, estimates
from wpo.stats.shares import share


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
    (each,) = counts(stages=stages)
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
