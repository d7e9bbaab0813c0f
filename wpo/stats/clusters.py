"""What people of few organisations are worth, for colleagues are alike.

People of one organisation have the same work, guidance and reader aloud. Forty answers of seven
organisations are therefore worth fewer than forty. The intra-class correlation (ICC) says how
alike: 0 not at all, 1 each organisation speaks with one voice. Seven organisations cannot tell us
the ICC of a single question, so it is assumed (.10), and shown with .05 and .20; with .20
the interval is the widest.

Counts have shape ``(..., n_organisations)``: persons, each once; 0 where an organisation has none.
"""

import numpy as np
from numpy.typing import ArrayLike

from wpo.stats.estimates import Counts, Numbers, ratio

ICC = 0.10
ICCS = (0.05, 0.10, 0.20)
LEVEL = 0.95


def counts(**each: ArrayLike) -> tuple[Counts, ...]:
    """Return counts as whole numbers of one shape.

    Raises
    ------
    ValueError
        If one is below 0, unknown or not whole; the message says which.
    """
    for name, values in each.items():
        numbers = np.asarray(values, dtype=float)
        if not ((numbers >= 0) & (numbers == np.floor(numbers)) & np.isfinite(numbers)).all():
            raise ValueError(f"{name}: hele aantallen van minstens 0 verwacht, {numbers} gekregen")
    return np.broadcast_arrays(*(np.asarray(one, dtype=np.int64) for one in each.values()))


def average_cluster(n: ArrayLike) -> Numbers:
    """Return how many colleagues an average person has in the data, that person included.

    ``sum(n_j^2) / sum(n_j)`` over the last axis, NaN without persons: with unequal organisations
    more than their mean size, because most persons are in the big ones. Source: L. Kish, Survey
    Sampling (1965) 5.4.
    """
    sizes = np.asarray(n, dtype=float)
    return ratio(np.square(sizes).sum(axis=-1), sizes.sum(axis=-1))


def effective(n: ArrayLike, icc: float) -> Numbers:
    """Return what that many persons are worth: ``n / (1 + (m - 1) * icc)``; 0 without persons.

    ``m`` is :func:`average_cluster`. Never more than ``k / icc`` of ``k`` equal organisations.

    Raises
    ------
    ValueError
        If the ICC is not within 0 to 1, or a number is below 0 or unknown.
    """
    if not 0 <= icc <= 1:
        raise ValueError(f"icc: 0 tot en met 1 verwacht, {icc} gekregen")
    sizes = np.asarray(n, dtype=float)
    if not (sizes >= 0).all():
        raise ValueError(f"n: aantallen van minstens 0 verwacht, {sizes} gekregen")
    m = np.nan_to_num(average_cluster(sizes), nan=1.0)
    return np.asarray(sizes.sum(axis=-1) / (1 + (m - 1) * icc))
