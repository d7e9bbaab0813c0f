"""Whether a revision helped: beyond luck, beyond what else changed, and beyond who is new.

Three things make a revised question look better that had no need to be. Only bad ones are revised,
and among those are many that had bad luck (regression to the mean). Everything may have become
better in the meantime: other people, better guidance. And who saw the old text has practised. So
each person is counted once, unrevised questions of the same period are the control, and the value
before is drawn to that of all questions as far as it is uncertain.

With ``d_ij`` after minus before of question ``i`` in organisation ``j``, the change beyond the
controls is ``c_ij = d_ij - mean of d over the controls in j``. Its mean over organisations, each
with the weight of its effective number of persons, minus ``R_i - mean R of controls``, is the
corrected change; ``R`` is how far the value before lies below its own posterior mean (binomial,
over all questions together: a posterior does not care how a question was chosen, as long as it was
by these data). The standard error weighs two things by their degrees of freedom: the spread of
``c_ij`` over the organisations of this question (``k - 1``), and the binomial variance times the
overdispersion of all questions (10); with Student's t of both together. Then it is shrunk with
centre 0 and a half-normal(.2) prior, so that one question is never carried by the success of
another.

Sources: G. K. Smyth, Stat. Appl. Genet. Mol. Biol. 3 (2004) 3, for the weighed variance; B. Efron,
JASA 106 (2011) 1602, for shrinkage against selection.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtri
from scipy.stats import t as student

from wpo.stats.clusters import ICC, LEVEL, counts
from wpo.stats.estimate import Estimate
from wpo.stats.estimates import Counts, Estimates, Flags, Numbers, Words, estimates, ratio
from wpo.stats.hierarchy import posterior
from wpo.stats.items import difference
from wpo.stats.shares import FEWEST_ORGANISATIONS, caution, mean_of_organisations
from wpo.stats.shrinkage import shrink

FEWEST_CONTROLS = 5
SCALE_CHANGE = 0.2  # prior: a new text hardly changes a share by more than .4
SCALE_ITEMS = 0.75  # prior: how much questions differ in difficulty, on the logit
SHARED_FREEDOM = 10  # the spread of all questions counts as this many degrees of freedom


@dataclass(frozen=True, slots=True, kw_only=True)
class Revisions:
    """What happened between two periods, one value for each question, revised or not.

    Attributes
    ----------
    raw
        Mean over organisations of after minus before, -1 to 1, with Student's t: as seen.
    corrected
        The same without regression to the mean, and minus what happened to the controls.
    shrunk
        That, drawn to 0 (no change) as far as it is uncertain.
    n_higher, n_compared
        In how many organisations it went up, and in how many it could: "5 van 7 hoger".
    helped, hurt
        Revised, and the interval of ``shrunk`` lies above (below) 0.
    control
        What happened to the unrevised questions, without their regression to the mean.
    overall
        What all revisions together did, corrected; mean over organisations with Student's t.

    With fewer than five controls nobody knows what would have changed by itself, and fewer than
    three organisations say nothing of others: ``corrected``, ``shrunk``, ``control`` and
    ``overall`` are unknown then. ``n`` of the last two are persons, at least: who answered most
    questions of an organisation is not known, so of each the question with most persons counts.
    """

    raw: Estimates
    corrected: Estimates
    shrunk: Estimates
    n_higher: Counts
    n_compared: Counts
    helped: Flags
    hurt: Flags
    control: Estimate
    overall: Estimate


def revisions(
    before_hits: ArrayLike,
    before_n: ArrayLike,
    after_hits: ArrayLike,
    after_n: ArrayLike,
    is_revised: ArrayLike,
    *,
    level: float = LEVEL,
) -> Revisions:
    """Return what one round of revisions did.

    Parameters
    ----------
    before_hits, before_n
        Persons right at their first try, and all of them, before the revision: ``(n_items,
        n_organisations)``. All questions, also those not revised: they say which were only unlucky.
    after_hits, after_n
        The same after it, of other persons: each is counted once (:func:`same_persons` is for who
        answered both). 0 where there are none.
    is_revised
        Which questions got a new text: ``(n_items,)``. The others are the controls.
    level
        How often such an interval holds the truth, 0 to 1.

    Raises
    ------
    ValueError
        If hits are more than persons, or shapes differ.

    Notes
    -----
    By simulation, seven organisations, nothing changed: "helped" is said of less than 1 % of the
    revised, also when only the worst are revised, when everybody became better, and next to
    revisions that did help. The corrected change is .01 to .03 too low: luck is taken for a bit
    bigger than it is. Assumes that questions were chosen by their values before, or for worse.
    ``overall`` holds the truth in 93 to 97 %, also with organisations of 4.2 to .5 times the mean.
    Where nothing changed it lies above 0 in 0 to 4 %, and below 0 in 2 to 7 %, most with few
    persons: "worse" of all together is said a bit too easily then, "helped" is not.
    Source: ``python -m tests.stats.simulations``.
    """
    each = _counts(before_hits, before_n, after_hits, after_n)
    revised = np.asarray(is_revised, dtype=bool)
    if revised.shape != each[0].shape[:1]:
        raise ValueError("is_revised: één voor elke vraag verwacht")
    found = _changes(each, revised)
    enough = int(found.is_control.sum()) >= FEWEST_CONTROLS
    value, margin = _corrected(found, level)
    value = np.where(enough & (found.k >= FEWEST_ORGANISATIONS), value, np.nan)
    note = _notes(found.n, found.k, enough=enough)
    method = "change beyond controls, without regression to the mean"
    three = _shrunk(value, margin, revised, level)
    shrunk = _estimates(found, three, f"{method}, shrunk to 0", note)
    is_new = revised & (found.k > 0)
    return Revisions(
        raw=_raw(found, level),
        corrected=_estimates(found, (value, value - margin, value + margin), method, note),
        shrunk=shrunk,
        n_higher=np.asarray((found.d > 0).sum(axis=1)),
        n_compared=found.k,
        helped=revised & (shrunk.low > 0),
        hurt=revised & (shrunk.high < 0),
        control=_together(found.d - found.luck[:, None], found, found.is_control, level),
        overall=_together(found.c - found.off[:, None], found, is_new, level),
    )


def same_persons(
    better: ArrayLike, worse: ArrayLike, n: ArrayLike, *, icc: float = ICC, level: float = LEVEL
) -> Estimates:
    """Return how persons changed who answered both texts: never to be added to the others.

    Parameters
    ----------
    better, worse, n
        Persons wrong before and right after, right before and wrong after, and all who answered
        both: ``(n_items, n_organisations)``.
    icc, level
        As in :func:`wpo.stats.shares.share`.

    Returns
    -------
    Estimates
        ``(better - worse) / n``, -1 to 1. They practised in between: compare it with the same for
        unrevised questions, not with 0.

    Notes
    -----
    The interval is the one of :func:`wpo.stats.items.difference`.
    """
    found = difference(better, worse, n, icc=icc, level=level)
    practised = "Dezelfde mensen: zij hadden deze vraag al geoefend."
    note = [" ".join(filter(None, (practised, one))) for one in found.note.ravel()]
    return replace(found, note=np.array(note, dtype=object).reshape(found.shape))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Changes:
    """What is compared: up to ``weight`` and ``persons`` by organisation, the rest by item."""

    d: Numbers
    c: Numbers
    noise: Numbers
    weight: Numbers
    luck: Numbers
    off: Numbers
    is_control: Flags
    persons: Counts
    n: Counts
    k: Counts


def _counts(*each: ArrayLike) -> tuple[Counts, ...]:
    if len({np.shape(one) for one in each}) > 1 or np.ndim(each[0]) != 2:
        raise ValueError("shape: vier keer (vragen, organisaties) verwacht")
    names = ("before_hits", "before_n", "after_hits", "after_n")
    bh, bn, ah, an = counts(**dict(zip(names, each, strict=True)))
    if ((bh > bn) | (ah > an)).any():
        raise ValueError("hits: hooguit n verwacht")
    return bh, bn, ah, an


def _changes(each: tuple[Counts, ...], revised: Flags) -> _Changes:
    bh, bn, ah, an = each
    both = (bn > 0) & (an > 0)
    is_control = both.any(axis=1) & ~revised
    d = np.where(both, ratio(ah, an) - ratio(bh, bn), np.nan)
    noise = np.where(both, _noise(bh, bn) + _noise(ah, an), np.nan)
    drift, drift_noise = _mean(d[is_control]), _mean(noise[is_control])
    if not is_control.any():
        drift, drift_noise = np.zeros(d.shape[1]), np.zeros(d.shape[1])
    c = d - drift
    pairs = np.where(both & np.isfinite(c), 2 * bn * an / np.maximum(bn + an, 1), 0.0)
    weight = _weight(pairs)
    before = np.where(weight.any(axis=1, keepdims=True), weight, _weight(bn))
    luck = _luck(bh, bn, before)
    return _Changes(
        d=d,
        c=c,
        noise=noise + drift_noise / np.maximum(both[is_control].sum(axis=0), 1),
        weight=weight,
        luck=luck,
        off=luck - (luck[is_control].mean() if is_control.any() else 0.0),
        is_control=is_control,
        persons=(bn + an) * both,
        n=((bn + an) * both).sum(axis=1),
        k=np.isfinite(c).sum(axis=1),
    )


def _weight(n: Numbers | Counts) -> Numbers:
    """Return what the persons of one organisation are worth; colleagues are alike."""
    return np.asarray(n / (1 + np.maximum(n - 1, 0) * ICC))


def _noise(hits: Counts, n: Counts) -> Numbers:
    """Return the binomial variance of each organisation's share, with the share of the item."""
    p = (hits.sum(axis=1) + 1) / (n.sum(axis=1) + 2)
    return ratio((p * (1 - p))[:, None], n)


def _mean(values: Numbers, weight: Numbers | None = None) -> Numbers:
    """Return the mean of each column, as each row weighs; NaN where there is nothing."""
    there = np.isfinite(values)
    each = there.astype(float) if weight is None else np.where(there, weight, 0.0)
    whole, many = (np.where(there, values, 0) * each).sum(axis=0), each.sum(axis=0)
    return ratio(whole, many)


def _spread(values: Numbers, noise: Numbers, weight: Numbers) -> tuple[Numbers, Numbers, float]:
    """Return of each item the squared error by its own spread and by chance, and overdispersion.

    Overdispersion is over all items together: how much more organisations differ than chance would
    have it; at least 1.
    """
    mean = _mean(values.T, weight.T)
    whole = weight.sum(axis=1)
    part = np.nan_to_num(ratio(weight, whole[:, None]))
    k = (part > 0).sum(axis=1)
    squares = np.square(part * np.nan_to_num(values - mean[:, None])).sum(axis=1)
    each = np.square(part) * np.nan_to_num(noise)
    chance = each.sum(axis=1)
    # A mean lies nearer to what it is made of: of equal parts by 1 - 1 / k.
    left = (each * (1 - 2 * part)).sum(axis=1) + np.square(part).sum(axis=1) * chance
    expected = left[k > 1].sum()
    over = max(1.0, float(squares[k > 1].sum() / expected)) if expected > 0 else 1.0
    own = np.where(k > 1, squares * k / np.maximum(k - 1, 1), 0.0)
    return own, chance, over


def _luck(hits: Counts, n: Counts, weight: Numbers) -> Numbers:
    """Return how far each item's share lies below its posterior mean: its bad luck, as expected."""
    own = np.where(weight > 0, ratio(hits, n), np.nan)
    level_of_organisation = np.nan_to_num(_mean(own - _mean(own.T)[:, None]))
    values = own - level_of_organisation
    mean = np.clip(_mean(values.T, weight.T), 0, 1)
    chance = _spread(values, _noise(hits, n), weight)[1]
    p = (mean * n.sum(axis=1) + 1) / (n.sum(axis=1) + 2)
    known = np.isfinite(mean) & (chance > 0)
    worth = np.divide(p * (1 - p), chance, out=np.zeros(p.shape), where=known)
    found = posterior((np.nan_to_num(mean) * worth)[None], worth[None], scale=SCALE_ITEMS)
    return np.asarray(np.nan_to_num(found.value[0] - mean))


def _corrected(found: _Changes, level: float) -> tuple[Numbers, Numbers]:
    """Return the corrected change of each item, and half the width of its interval."""
    own, chance, over = _spread(found.c, found.noise, found.weight)
    freedom = np.maximum(found.k - 1, 0)
    pooled = SHARED_FREEDOM * over * chance + freedom * own
    error = np.sqrt(pooled / (SHARED_FREEDOM + freedom))
    value = np.where(found.k > 0, _mean(found.c.T, found.weight.T) - found.off, np.nan)
    margin = student.ppf((1 + level) / 2, SHARED_FREEDOM + freedom) * error
    return value, np.where(found.k > 0, margin, np.nan)


def _shrunk(value: Numbers, margin: Numbers, revised: Flags, level: float) -> list[Numbers]:
    """Return value, low and high drawn to 0: the revised with each other, the others too."""
    sets = np.array([revised, ~revised])
    error = np.where(sets, margin / float(ndtri((1 + level) / 2)), np.nan)
    drawn = shrink(value[None], error, scale=SCALE_CHANGE, centre=0.0, level=level)
    three = (drawn.value, drawn.low, drawn.high)
    return [np.where(revised, one[0], one[1]) for one in three]


def _raw(found: _Changes, level: float) -> Estimates:
    mean, error = mean_of_organisations(found.d)
    k = np.isfinite(found.d).sum(axis=1)
    margin = student.ppf((1 + level) / 2, np.maximum(k - 1, 1)) * error
    few = np.where(k < 2, "Minder dan twee organisaties met beide teksten.", caution(found.n, k))
    three = (mean, mean - margin, mean + margin)
    return _estimates(found, three, "t on differences of organisation means", few)


def _together(values: Numbers, found: _Changes, which: Flags, level: float) -> Estimate:
    """Return the mean over organisations of what happened to these items, t on their means.

    The squared error ``sum(w^2 r^2 / (1 - w))``, of weights ``w`` that make 1 and distances ``r``
    to the mean, and ``1 / sum(w^2) - 1`` degrees of freedom: with equal organisations the ordinary
    t, with one that weighs most less sure.
    """
    own, weight = _mean(values[which]), found.weight[which].sum(axis=0)
    k = int(np.isfinite(own).sum())
    mean = _mean(own[:, None], weight[:, None])
    part = np.where(np.isfinite(own), weight, 0.0) / max(float(weight.sum()), 1e-9)
    far = np.nan_to_num(own - mean)
    error = np.sqrt((np.square(part * far) / np.maximum(1 - part, 1e-9)).sum())
    worth = 1 / max(float(np.square(part).sum()), 1e-9)
    margin = student.ppf((1 + level) / 2, max(worth - 1, 1)) * error
    enough = int(found.is_control.sum()) >= FEWEST_CONTROLS
    three = [
        np.where(enough and k >= FEWEST_ORGANISATIONS, one, np.nan)
        for one in (mean, mean - margin, mean + margin)
    ]
    n = found.persons[which].max(axis=0, initial=0).sum()
    return estimates(
        *three,
        n=n,
        n_organisations=k,
        method="mean change of organisations, without regression to the mean, t",
        note=_notes(np.array([n]), np.array([k]), enough=enough),
    ).one(0)


def _estimates(found: _Changes, three: Iterable[Numbers], method: str, note: Words) -> Estimates:
    return estimates(*three, n=found.n, n_organisations=found.k, method=method, note=note)


def _notes(n: Counts, k: Counts, *, enough: bool) -> Words:
    alone = (
        f"Minder dan {FEWEST_CONTROLS} ongewijzigde vragen ernaast: "
        "of het aan de tekst ligt, is niet te zeggen."
    )
    few = f"Minder dan {FEWEST_ORGANISATIONS} organisaties met beide teksten."
    said = np.where(k < FEWEST_ORGANISATIONS, few, caution(n, k))
    return np.asarray(said if enough else np.full(n.shape, alone), dtype=object)
