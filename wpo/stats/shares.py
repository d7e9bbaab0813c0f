"""Shares of people from few organisations, with an interval that does not promise too much.

People of one organisation are alike: they have the same work, guidance and reader aloud. Forty
answers of seven organisations are therefore worth fewer than forty. The intra-class correlation
(ICC) says how alike: 0 not at all, 1 each organisation speaks with one voice. Seven organisations
cannot tell us the ICC of a single question, so it is assumed (.10), and shown with .05 and .20.

Counts have shape ``(..., n_organisations)``: persons, each once; 0 where an organisation has none.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike
from scipy.stats import t as student
from statsmodels.stats.proportion import proportion_confint

from wpo.stats.estimate import Estimate
from wpo.stats.estimates import Counts, Estimates, Numbers, Words, estimates

ICC = 0.10
ICCS = (0.05, 0.10, 0.20)
LEVEL = 0.95
FEWEST_ORGANISATIONS = 3
FEWEST_PERSONS = 15

NOBODY = "Nog geen antwoorden."


def share(hits: ArrayLike, n: ArrayLike, *, icc: float = ICC, level: float = LEVEL) -> Estimates:
    """Return shares with Wilson's interval on the effective number of persons.

    Parameters
    ----------
    hits, n
        Persons who did, and all persons, by organisation: ``(..., n_organisations)``.
    icc
        Assumed intra-class correlation, 0 to 1.
    level
        How often such an interval holds the truth, 0 to 1.

    Returns
    -------
    Estimates
        Shape ``(...)``, 0 to 1: the share of all persons, whatever their organisation.

    Raises
    ------
    ValueError
        If a count is below 0, hits are more than persons, or the ICC is not within 0 to 1.

    Notes
    -----
    Effective number ``n / (1 + (m - 1) * icc)`` with ``m`` of :func:`average_cluster`; then Wilson
    (statsmodels). Assumes that organisations are like a draw from all organisations, and that the
    ICC is right. Sources: L. Kish, Survey Sampling (1965) 5.4; E. B. Wilson, JASA 22 (1927) 209.
    Checked against the intervals in part 5.1 of our domain study, against statsmodels, and by
    simulation: with seven organisations of 3, 6 and 12 persons it holds the truth in 93 to 97 %.
    """
    hits, n = _counts(hits, n)
    low, high = _wilson(hits, n, icc, level)
    return _shares(hits, n, low, high, f"Wilson, design effect, ICC {icc:.2f}")


def share_of_organisations(hits: ArrayLike, n: ArrayLike, *, level: float = LEVEL) -> Estimates:
    """Return the mean of the organisations' own shares, with Student's t: no ICC is assumed.

    Parameters
    ----------
    hits, n
        As in :func:`share`.
    level
        How often such an interval holds the truth, 0 to 1.

    Returns
    -------
    Estimates
        Shape ``(...)``, 0 to 1: every organisation counts the same. Unknown with fewer than two.

    Notes
    -----
    ``mean ± t(k - 1) * sd / sqrt(k)`` over the ``k`` organisations with answers, kept within 0 to
    1, and never narrower than Wilson's interval without design effect: where all organisations
    have the same share by chance, their spread says nothing. Checked against SciPy's interval of a
    mean and by simulation.
    """
    hits, n = _counts(hits, n)
    k = (n > 0).sum(axis=-1)
    own = np.divide(hits, n, out=np.full(n.shape, np.nan), where=n > 0)
    mean, error = mean_of_organisations(own)
    margin = student.ppf((1 + level) / 2, np.maximum(k - 1, 1)) * error
    low, high = _wilson(hits, n, 0.0, level)
    return estimates(
        mean,
        np.fmin(np.maximum(mean - margin, 0), np.fmin(low, mean)),
        np.fmax(np.minimum(mean + margin, 1), np.fmax(high, mean)),
        n=n.sum(axis=-1),
        n_organisations=k,
        method="t on organisation means",
        note=np.where(
            k >= 2, caution(n.sum(axis=-1), k), "Eén organisatie zegt niets over andere."
        ),
    )


def sensitivity(
    hits: ArrayLike, n: ArrayLike, *, iccs: Sequence[float] = ICCS, level: float = LEVEL
) -> Estimates:
    """Return shares with the widest interval of several assumed ICCs; see :func:`share`."""
    hits, n = _counts(hits, n)
    each = [_wilson(hits, n, icc, level) for icc in iccs]
    low = np.min([one[0] for one in each], axis=0)
    high = np.max([one[1] for one in each], axis=0)
    assumed = ", ".join(f"{icc:.2f}" for icc in iccs)
    return _shares(hits, n, low, high, f"Wilson, design effect, widest of ICC {assumed}")


def average_cluster(n: ArrayLike) -> Numbers:
    """Return how many colleagues an average person has in the data, that person included.

    ``sum(n_j^2) / sum(n_j)`` over the last axis, NaN without persons: with unequal organisations
    more than their mean size, because most persons are in the big ones. Source: Kish (1965) 5.4.
    """
    sizes = np.asarray(n, dtype=float)
    whole = sizes.sum(axis=-1)
    squares = np.square(sizes).sum(axis=-1)
    return np.divide(squares, whole, out=np.full(whole.shape, np.nan), where=whole > 0)


def effective(n: ArrayLike, icc: float) -> Numbers:
    """Return what that many persons are worth: ``n / (1 + (m - 1) * icc)``; 0 without persons."""
    sizes = np.asarray(n, dtype=float)
    m = np.nan_to_num(average_cluster(sizes), nan=1.0)
    return np.asarray(sizes.sum(axis=-1) / (1 + (m - 1) * icc))


def typical_icc(hits: ArrayLike, n: ArrayLike, *, level: float = LEVEL) -> Estimate:
    """Return how alike persons of one organisation are, over all questions together.

    Parameters
    ----------
    hits, n
        As in :func:`share`: ``(n_items, n_organisations)``.
    level
        How often such an interval holds the truth, 0 to 1.

    Returns
    -------
    Estimate
        The ICC, -1 to 1 (below 0 by chance where it is near 0); to lay beside the assumed one.
        Unknown with fewer than three organisations.

    Notes
    -----
    ANOVA estimator ``(MSB - MSW) / (MSB + (n0 - 1) * MSW)`` from the mean squares of all questions
    together; interval by leaving out one organisation after the other, t with ``k - 1`` degrees of
    freedom. Questions are made by the same organisations: many questions do not make them more
    than seven. Source: M. S. Ridout, C. G. B. Demétrio and D. Firth, Biometrics 55 (1999) 137.
    """
    hits, n = _counts(hits, n)
    hits, n = np.atleast_2d(hits), np.atleast_2d(n)
    there = np.flatnonzero(n.sum(axis=0))
    k, method = len(there), "ANOVA ICC, all items, jackknife over organisations"
    whole = _icc(hits, n)
    without = np.array([_icc(np.delete(hits, j, 1), np.delete(n, j, 1)) for j in there])
    if k < FEWEST_ORGANISATIONS or not np.isfinite([whole, *without]).all():
        nan = np.nan
        note = "Te weinig organisaties om te zien hoe zij verschillen."
        return estimates(
            nan, nan, nan, n=n.sum(), n_organisations=k, method=method, note=note
        ).one()
    error = np.sqrt((k - 1) / k * np.square(without - without.mean()).sum())
    margin = student.ppf((1 + level) / 2, k - 1) * error
    return estimates(
        whole,
        max(whole - margin, -1),
        min(whole + margin, 1),
        n=n.sum(),
        n_organisations=k,
        method=method,
    ).one()


def caution(n: ArrayLike, n_organisations: ArrayLike) -> Words:
    """Return what a reader must know of numbers so small, in Dutch; empty where it is enough."""
    n, k = np.broadcast_arrays(np.asarray(n), np.asarray(n_organisations))
    few_organisations, few_persons = k < FEWEST_ORGANISATIONS, n < FEWEST_PERSONS
    whose = f"minder dan {FEWEST_ORGANISATIONS} organisaties"
    many = f"minder dan {FEWEST_PERSONS} mensen"
    return np.asarray(
        np.select(
            [n == 0, few_organisations & few_persons, few_organisations, few_persons],
            [
                NOBODY,
                f"Voorlopig: {whose} en {many}.",
                f"Voorlopig: {whose}.",
                f"Voorlopig: {many}.",
            ],
            "",
        ),
        dtype=object,
    )


def mean_of_organisations(own: Numbers) -> tuple[Numbers, Numbers]:
    """Return the mean over the last axis and its standard error, NaN with fewer than two values."""
    there = np.isfinite(own)
    k = there.sum(axis=-1)
    nan = np.full(k.shape, np.nan)
    mean = np.divide(np.where(there, own, 0).sum(axis=-1), k, out=nan.copy(), where=k > 1)
    squares = np.square(np.where(there, own - mean[..., None], 0)).sum(axis=-1)
    variance = np.divide(squares, (k - 1) * k, out=nan, where=k > 1)
    return mean, np.sqrt(variance)


def _counts(hits: ArrayLike, n: ArrayLike) -> tuple[Counts, Counts]:
    """Return both as whole numbers of one shape."""
    h, all_ = np.broadcast_arrays(np.asarray(hits, np.int64), np.asarray(n, np.int64))
    if h.ndim == 0:
        raise ValueError("hits, n: aantallen per organisatie verwacht, één getal gekregen")
    if (h < 0).any() or (h > all_).any():
        raise ValueError("hits: 0 tot en met n verwacht")
    return h, all_


def _wilson(hits: Counts, n: Counts, icc: float, level: float) -> tuple[Numbers, Numbers]:
    if not 0 <= icc <= 1:
        raise ValueError(f"icc: 0 tot en met 1 verwacht, {icc} gekregen")
    return wilson(_ratio(hits.sum(axis=-1), n.sum(axis=-1)), effective(n, icc), level)


def wilson(p: ArrayLike, n: ArrayLike, level: float = LEVEL) -> tuple[Numbers, Numbers]:
    """Return Wilson's interval of a share in so many (effective, not always whole) persons.

    Low and high have the shape of ``p``; NaN where ``n`` is 0 or ``p`` unknown.
    """
    p, n = np.broadcast_arrays(np.asarray(p, float), np.asarray(n, float))
    there = (n > 0) & np.isfinite(p)
    some = np.where(there, n, 1.0)
    low, high = proportion_confint(np.where(there, p, 0) * some, some, 1 - level, method="wilson")
    nan = np.where(there, 0.0, np.nan)
    return np.asarray(low) + nan, np.asarray(high) + nan


def _ratio(a: ArrayLike, b: ArrayLike) -> Numbers:
    b = np.asarray(b, float)
    return np.divide(a, b, out=np.full(b.shape, np.nan), where=b > 0)


def _shares(hits: Counts, n: Counts, low: Numbers, high: Numbers, method: str) -> Estimates:
    whole, k = n.sum(axis=-1), (n > 0).sum(axis=-1)
    value = _ratio(hits.sum(axis=-1), whole)
    note = caution(whole, k)
    return estimates(value, low, high, n=whole, n_organisations=k, method=method, note=note)


def _icc(hits: Counts, n: Counts) -> float:
    """Return the ANOVA estimate from the mean squares of all rows together."""
    k, whole = (n > 0).sum(axis=1), n.sum(axis=1)
    use = (k > 1) & (whole > k)
    if not use.any():
        return float("nan")
    hits, n, k, whole = hits[use], n[use], k[use], whole[use]
    p, own = _ratio(hits.sum(axis=1), whole), np.nan_to_num(_ratio(hits, n))
    between = (n * np.square(own - p[:, None])).sum() / (k - 1).sum()
    within = (n * own * (1 - own)).sum() / (whole - k).sum()
    size = ((whole - np.square(n).sum(axis=1) / whole) / (k - 1)).mean()
    total = between + (size - 1) * within
    return float((between - within) / total) if total > 0 else float("nan")
