"""Weeks until a goal is reached, also of who has not reached it yet (censoring).

Who is still on the way after five weeks says: longer than five. To leave them out makes everything
look faster, to count them as never makes everything look slower.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from wpo.stats.clusters import ICC, LEVEL, average_cluster, counts
from wpo.stats.estimate import Estimate, unknown
from wpo.stats.estimates import Counts, Estimates, Numbers, estimates
from wpo.stats.shares import caution, wilson

WEEKS = (4, 8)
METHOD = "Kaplan-Meier, Wilson on the effective number, design effect, ICC {:.2f}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mastery:
    """How many reached their goal by when.

    Attributes
    ----------
    weeks
        0, 1, 2, … up to the longest that anybody was followed: ``(n_weeks,)``.
    at_risk
        Goals not yet reached and still followed at the start of each week: ``(n_weeks,)``.
    share
        Share that has reached the goal by the end of each week, 0 to 1: ``(n_weeks,)``.
    median
        Week by which half has reached it; unknown where fewer than half did. The interval may be
        infinite above: then nobody knows how long it may take.
    at
        The share by the weeks that were asked for; unknown beyond the longest, unless all have
        reached it by then: ``(n_asked,)``.
    """

    weeks: Counts
    at_risk: Counts
    share: Estimates
    median: Estimate
    at: Estimates


def mastery(
    reached: ArrayLike,
    censored: ArrayLike,
    *,
    at: tuple[int, ...] = WEEKS,
    icc: float = ICC,
    level: float = LEVEL,
) -> Mastery:
    """Return how many reached their goal by when, from counts: for any number of participants.

    Parameters
    ----------
    reached, censored
        Goals that were reached in week 0, 1, 2, …, and goals that were followed no longer than
        that: ``(n_weeks, n_organisations)``.
    at
        Weeks at which the share is asked for.
    icc, level
        As in :func:`wpo.stats.shares.share`.

    Returns
    -------
    Mastery

    Raises
    ------
    ValueError
        If a count is no count, or shapes differ.

    Notes
    -----
    Kaplan-Meier, from counts (statsmodels has it too, but with weights it gives the error of the
    cumulative hazard instead of Greenwood's). Greenwood's variance ``v`` tells how many uncensored
    goals would be as sure: ``S (1 - S) / v``, or all at risk where ``S`` is 1 or 0; divided by the
    design effect, Wilson's interval of that. Median: the first week with half; its interval holds
    the weeks of which the interval holds half. Assumes that who is no longer followed would have
    gone on like the others: who stopped because it was too hard would not, so lay beside it the
    share with those at ``censored`` of the last week. Sources: S. J. Cutler and F. Ederer, J.
    Chronic Dis. 8 (1958) 699; R. Brookmeyer and J. Crowley, Biometrics 38 (1982) 29. Checked
    against the 6-MP patients of Freireich and others, Blood 21 (1963) 699, and by simulation: it
    holds the truth in 93 % or more, in 84 % where organisations are far more unlike than assumed.
    """
    if np.shape(reached) != np.shape(censored) or np.ndim(reached) != 2 or not np.shape(reached)[0]:
        raise ValueError("reached, censored: aantallen (weken, organisaties) verwacht")
    events, gone = counts(reached=reached, censored=censored)
    followed = events + gone
    n, k = int(followed.sum()), int((followed.sum(axis=0) > 0).sum())
    at_risk = followed[::-1].cumsum(axis=0)[::-1].sum(axis=1)
    share = _share(events.sum(axis=1), at_risk, followed.sum(axis=0), icc, level)
    return Mastery(
        weeks=np.arange(len(events)),
        at_risk=at_risk,
        share=share,
        median=_median(share, n, k),
        at=_at(share, at),
    )


def _share(
    events: Counts, at_risk: Counts, by_organisation: Counts, icc: float, level: float
) -> Estimates:
    """Return the share by week; a lower bound is never below the one of the week before."""
    n, k = int(by_organisation.sum()), int((by_organisation > 0).sum())
    mastered, worth = _kaplan_meier(events, at_risk)
    size = average_cluster(by_organisation) / n if n else 0.0
    effect = np.maximum(1 + (size * worth - 1) * icc, 1)
    low, high = wilson(mastered, worth / effect, level)
    return estimates(
        mastered,
        np.fmin(np.fmax.accumulate(low), mastered),
        np.fmax(high, mastered),
        n=n,
        n_organisations=k,
        method=METHOD.format(icc),
        note=caution(n, k),
    )


def _kaplan_meier(events: Counts, at_risk: Counts) -> tuple[Numbers, Numbers]:
    """Return by week the share that has reached it, and how many goals that is worth.

    Unknown once nobody is followed any more, unless all have reached it: then it stays 1.
    """
    some = np.maximum(at_risk, 1).astype(float)
    left = np.cumprod(1 - events / some)
    still = np.where(at_risk > events, at_risk - events, np.inf)
    variance = np.square(left) * np.cumsum(events / (some * still))
    worth = np.divide(left * (1 - left), variance, out=some, where=variance > 0)
    return np.where((at_risk > 0) | (left == 0), 1 - left, np.nan), worth


def _median(share: Estimates, n: int, k: int) -> Estimate:
    halves = [np.flatnonzero(one >= 0.5) for one in (share.value, share.high, share.low)]
    if not halves[0].size:
        reached = "Minder dan de helft heeft het doel in deze tijd bereikt."
        return unknown(n, k, share.method, reached if n else str(caution(0, 0)))
    value, low, high = (float(one[0]) if one.size else float("inf") for one in halves)
    note = str(caution(n, k))
    return Estimate(
        value=value, low=low, high=high, n=n, n_organisations=k, method=share.method, note=note
    )


def _at(share: Estimates, at: tuple[int, ...]) -> Estimates:
    asked = np.array(at, dtype=np.int64)
    last = share.value.size - 1
    within = (asked >= 0) & ((asked <= last) | (share.value[-1] == 1))
    place = np.where(within, np.minimum(asked, last), 0)
    three = (np.where(within, one[place], np.nan) for one in (share.value, share.low, share.high))
    return estimates(
        *three,
        n=share.n[place],
        n_organisations=share.n_organisations[place],
        method=share.method,
        note=np.where(within, share.note[place], "Zo lang is nog niemand gevolgd."),
    )
