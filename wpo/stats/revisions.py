"""Whether a revision helped: beyond luck, beyond what else changed, and beyond who is new.

Three things make a revised question look better that had no need to be. Only bad ones are revised,
and among those are many that had bad luck (regression to the mean). Everything may have become
better in the meantime: other people, better guidance. And who saw the old text has practised. So
each person is counted once, unrevised questions of the same period are the control, and the value
before is drawn to that of all questions as far as it is uncertain.

With ``d_ij`` after minus before of question ``i`` in organisation ``j``, the change beyond the
controls is ``c_ij = d_ij - mean of d over the controls in j``. Its mean over organisations, minus
``R_i - mean R of controls``, is the corrected change; ``R`` is how far the value before lies below
its own shrunk value (normal-normal over all questions: a posterior does not care how a question was
chosen, as long as it was by these data). The standard error weighs two things by their degrees of
freedom: the spread of ``c_ij`` over the organisations of this question (``k - 1``), and the
binomial variance times the overdispersion of all questions (10); with Student's t of both together.
Then it is shrunk with centre 0 and a half-normal(.2) prior, so that one question is never carried
by the success of another.

Sources: G. K. Smyth, Stat. Appl. Genet. Mol. Biol. 3 (2004) 3, for the weighed variance; B. Efron,
JASA 106 (2011) 1602, for shrinkage against selection.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtri
from scipy.stats import t as student

from wpo.stats.estimate import Estimate
from wpo.stats.estimates import Counts, Estimates, Flags, Numbers, Words, estimates
from wpo.stats.items import difference
from wpo.stats.shares import FEWEST_ORGANISATIONS, ICC, LEVEL, caution, mean_of_organisations
from wpo.stats.shrinkage import shrink

FEWEST_CONTROLS = 5
SCALE_CHANGE = 0.2  # prior: a new text hardly changes a share by more than .4
SCALE_ITEMS = 0.3  # prior: how much questions differ in difficulty, as a share
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
        Revised, and the interval of ``shrunk`` lies above (below) 0; never with fewer than three
        organisations or five controls.
    control
        What happened to the unrevised questions, without their regression to the mean.
    overall
        What all revisions together did, corrected; mean over organisations with Student's t.
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
        n_organisations)``. All questions of the pilot, not only those that were revised: they say
        how much questions differ, and which were only unlucky.
    after_hits, after_n
        The same after it; only persons who did not answer this question before, so that each is
        counted once (:func:`same_persons` is for the others). 0 where there are none.
    is_revised
        Which questions got a new text: ``(n_items,)``. The others are the controls.
    level
        How often such an interval holds the truth, 0 to 1.

    Returns
    -------
    Revisions

    Raises
    ------
    ValueError
        If hits are more than persons, or shapes differ.

    Notes
    -----
    By simulation, seven organisations, nothing changed: "helped" is said of at most 5 % of the
    revised, also when only the worst are revised, when everybody became better, and next to
    revisions that did help. Assumes that questions were chosen by their values before, or by
    things worse than those: who revises for another reason gets too small a change, not too big.
    """
    counts = _counts(before_hits, before_n, after_hits, after_n)
    revised = np.asarray(is_revised, dtype=bool)
    if revised.shape != counts[0].shape[:1]:
        raise ValueError("is_revised: één voor elke vraag verwacht")
    found = _changes(*counts, revised)
    enough = int(found.is_control.sum()) >= FEWEST_CONTROLS
    value, margin = _corrected(found, level)
    z = float(ndtri((1 + level) / 2))
    sets = np.array([revised, ~revised])
    error = np.where(sets, margin / z, np.nan)
    drawn = shrink(value[None], error, scale=SCALE_CHANGE, centre=0.0, level=level)
    three = (np.where(revised, one[0], one[1]) for one in (drawn.value, drawn.low, drawn.high))
    note = _notes(found.n, found.k, enough=enough)
    method = "change beyond controls, without regression to the mean"
    shrunk = _estimates(found, three, f"{method}, shrunk to 0", note)
    is_sure = revised & enough & (found.k >= FEWEST_ORGANISATIONS)
    is_new = revised & (found.k > 0)
    return Revisions(
        raw=_raw(found, level),
        corrected=_estimates(found, (value, value - margin, value + margin), method, note),
        shrunk=shrunk,
        n_higher=np.asarray((found.d > 0).sum(axis=1)),
        n_compared=found.k,
        helped=is_sure & (shrunk.low > 0),
        hurt=is_sure & (shrunk.high < 0),
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
    """What is compared: ``d``, ``c`` and ``noise`` by item and organisation, the rest by item."""

    d: Numbers
    c: Numbers
    noise: Numbers
    luck: Numbers
    off: Numbers
    is_control: Flags
    n: Counts
    k: Counts


def _counts(*each: ArrayLike) -> tuple[Counts, ...]:
    bh, bn, ah, an = (np.asarray(one, np.int64) for one in each)
    if len({one.shape for one in (bh, bn, ah, an)}) > 1 or bh.ndim != 2:
        raise ValueError("shape: vier keer (vragen, organisaties) verwacht")
    if ((bh > bn) | (ah > an) | (bh < 0) | (ah < 0)).any():
        raise ValueError("hits: 0 tot en met n verwacht")
    return bh, bn, ah, an


def _changes(bh: Counts, bn: Counts, ah: Counts, an: Counts, revised: Flags) -> _Changes:
    both = (bn > 0) & (an > 0)
    is_control = both.any(axis=1) & ~revised
    d = np.where(both, _own(ah, an) - _own(bh, bn), np.nan)
    noise = np.where(both, _noise(bh, bn) + _noise(ah, an), np.nan)
    drift, drift_noise = _mean(d[is_control]), _mean(noise[is_control])
    n_controls = np.isfinite(d[is_control]).sum(axis=0)
    luck = _luck(bh, bn, np.where(both.any(axis=1, keepdims=True), both, bn > 0))
    if not is_control.any():
        drift, drift_noise = np.zeros(d.shape[1]), np.zeros(d.shape[1])
    c = d - drift
    return _Changes(
        d=d,
        c=c,
        noise=noise + drift_noise / np.maximum(n_controls, 1),
        luck=luck,
        off=luck - (luck[is_control].mean() if is_control.any() else 0.0),
        is_control=is_control,
        n=((bn + an) * both).sum(axis=1),
        k=np.isfinite(c).sum(axis=1),
    )


def _own(hits: Counts, n: Counts) -> Numbers:
    return np.divide(hits, n, out=np.full(n.shape, np.nan), where=n > 0)


def _noise(hits: Counts, n: Counts) -> Numbers:
    """Return the binomial variance of each organisation's share, with the share of the item."""
    p = (hits.sum(axis=1) + 1) / (n.sum(axis=1) + 2)
    return np.divide((p * (1 - p))[:, None], n, out=np.full(n.shape, np.nan), where=n > 0)


def _mean(values: Numbers) -> Numbers:
    """Return the mean of each column; NaN where there is nothing."""
    there = np.isfinite(values)
    many = there.sum(axis=0)
    whole = np.where(there, values, 0).sum(axis=0)
    return np.divide(whole, many, out=np.full(many.shape, np.nan), where=many > 0)


def _spread(values: Numbers, noise: Numbers) -> tuple[Numbers, Numbers, float]:
    """Return of each item the squared error by its own spread and by chance, and overdispersion.

    Overdispersion is over all items together: how much more organisations differ than chance would
    have it; at least 1.
    """
    there = np.isfinite(values)
    k = there.sum(axis=1)
    some = np.maximum(k, 1)
    mean = np.where(there, values, 0).sum(axis=1) / some
    squares = np.square(np.where(there, values - mean[:, None], 0)).sum(axis=1)
    chance = np.where(there, noise, 0).sum(axis=1)
    expected = (chance * (1 - 1 / some)).sum()
    over = max(1.0, float(squares.sum() / expected)) if expected > 0 else 1.0
    own = np.where(k > 1, squares / np.maximum(k - 1, 1) / some, 0.0)
    return own, chance / some**2, over


def _luck(hits: Counts, n: Counts, used: Flags) -> Numbers:
    """Return how far each item's share lies below its shrunk share: its bad luck, as expected."""
    own = np.where(used, _own(hits, n), np.nan)
    level_of_organisation = np.nan_to_num(_mean(own - _mean(own.T)[:, None]))
    values = own - level_of_organisation
    _, chance, _ = _spread(values, np.where(used, _noise(hits, n), np.nan))
    mean = _mean(values.T)
    error = np.where(np.isfinite(mean), np.sqrt(np.maximum(chance, 1e-9)), np.nan)
    shrunk = shrink(mean[None], error[None], scale=SCALE_ITEMS).value[0]
    return np.nan_to_num(shrunk - mean)


def _corrected(found: _Changes, level: float) -> tuple[Numbers, Numbers]:
    """Return the corrected change of each item, and half the width of its interval."""
    own, chance, over = _spread(found.c, found.noise)
    freedom = np.maximum(found.k - 1, 0)
    pooled = SHARED_FREEDOM * over * chance + freedom * own
    error = np.sqrt(pooled / (SHARED_FREEDOM + freedom))
    value = np.where(found.k > 0, _mean(found.c.T) - found.off, np.nan)
    margin = student.ppf((1 + level) / 2, SHARED_FREEDOM + freedom) * error
    return value, np.where(found.k > 0, margin, np.nan)


def _raw(found: _Changes, level: float) -> Estimates:
    mean, error = mean_of_organisations(found.d)
    k = np.isfinite(found.d).sum(axis=1)
    margin = student.ppf((1 + level) / 2, np.maximum(k - 1, 1)) * error
    few = np.where(k < 2, "Minder dan twee organisaties met beide teksten.", caution(found.n, k))
    three = (mean, mean - margin, mean + margin)
    return _estimates(found, three, "t on differences of organisation means", few)


def _together(values: Numbers, found: _Changes, which: Flags, level: float) -> Estimate:
    """Return the mean over organisations of what happened to these items."""
    own = _mean(values[which]) if which.any() else np.full(values.shape[1], np.nan)
    mean, error = mean_of_organisations(own[None])
    k = np.isfinite(own).sum()
    margin = student.ppf((1 + level) / 2, max(k - 1, 1)) * error
    return estimates(
        mean,
        mean - margin,
        mean + margin,
        n=found.n[which].sum(),
        n_organisations=k,
        method="mean change of organisations, without regression to the mean, t",
        note="" if k > 1 else "Minder dan twee organisaties met beide teksten.",
    ).one(0)


def _estimates(found: _Changes, three: Iterable[Numbers], method: str, note: Words) -> Estimates:
    return estimates(*three, n=found.n, n_organisations=found.k, method=method, note=note)


def _notes(n: Counts, k: Counts, *, enough: bool) -> Words:
    if enough:
        return caution(n, k)
    alone = (
        f"Minder dan {FEWEST_CONTROLS} ongewijzigde vragen ernaast: "
        "of het aan de tekst ligt, is niet te zeggen."
    )
    return np.full(n.shape, alone, dtype=object)
