"""Agreement as estimates: of codes that several coders gave, and of two who looked at a scale.

Beside :mod:`wpo.stats.agreement`, which holds the counts and Krippendorff's alpha. Groups are what
is independent of each other: organisations, since one observer sees many participants there. Units
are counted: any number of rows costs no more than the different answers that occur.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

import numpy as np

from wpo.stats.agreement import (
    FEWEST_GROUPS,
    FEWEST_ROWS,
    Metric,
    Unit,
    alpha,
    interval,
    interval_of_same,
    same,
)
from wpo.stats.estimate import Estimate, unknown

Units = Counter[Unit]


def alpha_of(groups: Sequence[Units], scale: Sequence[str], metric: Metric) -> Estimate:
    """Return Krippendorff's alpha with an interval.

    Parameters
    ----------
    groups
        For each group how often each set of answers to one thing was given, by any number of
        people, in any order; who gave none is not in it.
    scale
        All answers; from least to most where the metric is ordinal.
    metric
        ``nominal`` for codes, ``ordinal`` for a scale.

    Returns
    -------
    Estimate
        At most 1: always the same; 0: as chance would have it. ``n`` are the things that two
        people or more looked at; ``n_organisations`` the groups. Unknown with fewer than twenty
        of those or three groups, or where everybody always said the same.

    Notes
    -----
    Value: :func:`wpo.stats.agreement.alpha`; interval: :func:`wpo.stats.agreement.interval`.
    """
    return _coefficient(groups, lambda units: alpha(units, scale, metric), f"alpha, {metric}")


def kappa_of(groups: Sequence[Units], scale: Sequence[str]) -> Estimate:
    """Return the quadratic weighted kappa of pairs with an interval; see :func:`kappa`."""
    pairs = [_pairs(one) for one in groups]
    return _coefficient(pairs, lambda units: kappa(units, scale), "quadratic weighted kappa")


def same_of(groups: Sequence[Units]) -> Estimate:
    """Return the share of pairs that said exactly the same, 0 to 1, with an interval.

    Of more than two people each pair of them counts, a thing with the weight of 1. Unknown with
    fewer than twenty things or three groups.
    """
    return _estimate(groups, same, "share the same", interval_of_same)


def kappa(units: Mapping[Unit, int], scale: Sequence[str]) -> float | None:
    """Return Cohen's kappa with quadratic weights, or None where everybody said the same.

    Parameters
    ----------
    units
        How often each pair (first person, second person) of answers was given.
    scale
        All answers, from least to most, as far apart as each is from the next.

    Returns
    -------
    float or None
        At most 1: always the same; 0: as chance would have it.

    Raises
    ------
    ValueError
        If a unit has other than two answers, or one that is not on the scale.

    Notes
    -----
    ``1 - sum(w o) / sum(w e)`` with ``w = (i - j)^2``, observed pairs ``o`` and ``e`` from the
    margins of both. Source: J. Cohen, Psych. Bull. 70 (1968) 213. Checked against
    ``statsmodels.stats.inter_rater.cohens_kappa``.
    """
    place = {answer: n for n, answer in enumerate(scale)}
    if any(len(unit) != 2 or not set(unit) <= set(place) for unit in units):
        raise ValueError(f"units: paren van {list(scale)} verwacht")
    table = np.zeros((len(scale), len(scale)))
    for (first, second), times in units.items():
        table[place[first], place[second]] += times
    steps = np.arange(len(scale))
    weight = np.square(steps[:, None] - steps)
    whole = table.sum()
    chance = np.outer(table.sum(axis=1), table.sum(axis=0)) / whole if whole else table
    expected = float((weight * chance).sum())
    return 1 - float((weight * table).sum()) / expected if expected else None


def _pairs(units: Units) -> Units:
    return Counter({unit: times for unit, times in units.items() if len(unit) == 2})


def _coefficient(
    groups: Sequence[Units], function: Callable[[Units], float | None], what: str
) -> Estimate:
    return _estimate(groups, function, what, lambda some: interval(some, function))


def _estimate(
    groups: Sequence[Units],
    function: Callable[[Units], float | None],
    what: str,
    bounds_of: Callable[[Sequence[Units]], tuple[float, float] | None],
) -> Estimate:
    some = [one for one in groups if any(len(unit) > 1 for unit in one)]
    n = sum(times for one in some for unit, times in one.items() if len(unit) > 1)
    method = f"{what}, jackknife over groups"
    if n < FEWEST_ROWS or len(some) < FEWEST_GROUPS:
        few = f"minder dan {FEWEST_ROWS} keer of {FEWEST_GROUPS} groepen"
        return unknown(n, len(some), method, f"Te weinig samen bekeken: {few}.")
    whole: Units = Counter()
    for one in some:
        whole.update(one)
    value, bounds = function(whole), bounds_of(some)
    if value is None or bounds is None:
        return unknown(n, len(some), method, "Bijna iedereen gaf hetzelfde antwoord.")
    return Estimate(
        value=max(-1.0, value),
        low=bounds[0],
        high=bounds[1],
        n=n,
        n_organisations=len(some),
        method=method,
    )
