"""What answers say about a question: its wrong options, its feedback, and whether it sorts people.

How hard a question is, is the share right at the first try: :func:`wpo.stats.shares.share`. Counts
are persons by organisation, as there.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtri

from wpo.stats.clusters import ICC, LEVEL, counts, effective
from wpo.stats.estimates import Estimates, Flags, Numbers, estimates
from wpo.stats.shares import FEWEST_PERSONS, share

DEAD_SHARE = 0.05
FEWEST_FOR_DEAD = 30
FEWEST_FOR_CORRELATION = 30
FEWEST_ITEMS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Distractors:
    """What each wrong option does, one value for each option.

    Attributes
    ----------
    share
        Share of persons that chose it at their first try (a-waarde), 0 to 1.
    above_right
        That share minus the share that chose what is right (a - p), -1 to 1; above 0: a magnet.
    is_dead
        Hardly anybody chose it: less than 5 %, of 30 persons or more.
    is_magnet
        More chosen than what is right, beyond doubt: the lower bound of a - p is above 0, with 15
        persons or more.
    """

    share: Estimates
    above_right: Estimates
    is_dead: Flags
    is_magnet: Flags


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondTry:
    """What feedback does: who was wrong and tries again.

    Attributes
    ----------
    share
        Share right at the second try, of who was wrong at the first, 0 to 1.
    gain
        That share minus the one that guessing gives, -1 to 1.
    teaches
        The lower bound of the gain is above 0.
    """

    share: Estimates
    gain: Estimates
    teaches: Flags


@dataclass(frozen=True, slots=True, kw_only=True)
class Moments:
    """Sums over persons, each ``(n_items, n_organisations)``.

    ``x`` is the score of the question and ``y`` that of the other questions of the same opdracht:
    ``n`` persons, and the sums of ``x``, ``y``, ``x * x``, ``y * y`` and ``x * y``.
    """

    n: Numbers
    x: Numbers
    y: Numbers
    xx: Numbers
    yy: Numbers
    xy: Numbers


def distractors(
    chosen: ArrayLike, right: ArrayLike, n: ArrayLike, *, icc: float = ICC, level: float = LEVEL
) -> Distractors:
    """Return what each wrong option does.

    Parameters
    ----------
    chosen, right, n
        Persons who chose this option, who chose what is right, and who answered its question, at
        their first try: ``(n_options, n_organisations)``.
    icc, level
        As in :func:`wpo.stats.shares.share`.

    Returns
    -------
    Distractors
        Arrays ``(n_options,)``.

    Raises
    ------
    ValueError
        If more persons chose one of the two than answered.

    Notes
    -----
    a - p is a difference of two shares of the same persons: see :func:`difference`.
    """
    of_all = share(chosen, n, icc=icc, level=level)
    above = difference(chosen, right, n, icc=icc, level=level)
    return Distractors(
        share=of_all,
        above_right=above,
        is_dead=(of_all.n >= FEWEST_FOR_DEAD) & (of_all.value < DEAD_SHARE),
        is_magnet=(of_all.n >= FEWEST_PERSONS) & (above.low > 0),
    )


def difference(
    chosen: ArrayLike, other: ArrayLike, n: ArrayLike, *, icc: float = ICC, level: float = LEVEL
) -> Estimates:
    """Return the difference of two shares of the same persons who can be in one of them at most.

    Parameters
    ----------
    chosen, other, n
        Persons in the one, in the other, and all: ``(..., n_organisations)``.
    icc, level
        As in :func:`wpo.stats.shares.share`.

    Returns
    -------
    Estimates
        ``(chosen - other) / n``, -1 to 1.

    Notes
    -----
    Adds one person to each of the two and two to all: with ``a = (chosen + 1) / (n + 2)`` and ``p``
    alike, ``a - p ± z * sqrt((a + p - (a - p)^2) / (n + 2))``, on effective numbers. Source: D. G.
    Bonett and R. M. Price, J. Educ. Behav. Stat. 37 (2012) 479. Checked by simulation.
    """
    one, two, all_ = counts(chosen=chosen, other=other, n=n)
    if (one + two > all_).any():
        raise ValueError("chosen, other: samen niet meer dan n verwacht")
    whole, worth = all_.sum(axis=-1), effective(all_, icc)
    some = np.where(whole > 0, whole, 1)
    each = worth / some
    value = np.where(whole > 0, (one.sum(axis=-1) - two.sum(axis=-1)) / some, np.nan)
    a, p = ((x.sum(axis=-1) * each + 1) / (worth + 2) for x in (one, two))
    margin = ndtri((1 + level) / 2) * np.sqrt((a + p - (a - p) ** 2) / (worth + 2))
    return estimates(
        value,
        np.fmin(np.maximum(a - p - margin, -1), value),
        np.fmax(np.minimum(a - p + margin, 1), value),
        n=whole,
        n_organisations=(all_ > 0).sum(axis=-1),
        method=f"Bonett and Price, design effect, ICC {icc:.2f}",
        note=np.where(whole < FEWEST_PERSONS, f"Minder dan {FEWEST_PERSONS} mensen.", ""),
    )


def second_try(
    hits: ArrayLike, n: ArrayLike, left: ArrayLike, *, icc: float = ICC, level: float = LEVEL
) -> SecondTry:
    """Return whether who was wrong does better at the second try than guessing would.

    Parameters
    ----------
    hits, n
        Of who was wrong at the first try and tried again: who was right then, and all of them,
        ``(n_items, n_organisations)``.
    left
        Options still to choose from at the second try, 1 or more: ``(n_items,)``. Or the mean of
        ``1 / chance`` where chances differ.
    icc, level
        As in :func:`wpo.stats.shares.share`.

    Returns
    -------
    SecondTry
        Arrays ``(n_items,)``. The gain is unknown where one option was left: then nothing can be
        learned from it being chosen.

    Raises
    ------
    ValueError
        If fewer than one option was left.
    """
    many = np.asarray(left, dtype=float)
    if (many < 1).any():
        raise ValueError("left: minstens 1 antwoord verwacht")
    right = share(hits, n, icc=icc, level=level)
    chance = np.where(many > 1, 1 / many, np.nan)
    gain = estimates(
        right.value - chance,
        right.low - chance,
        right.high - chance,
        n=right.n,
        n_organisations=right.n_organisations,
        method=f"{right.method}, minus chance",
        note=np.where(many > 1, right.note, "Er was nog maar één antwoord over."),
    )
    return SecondTry(share=right, gain=gain, teaches=gain.low > 0)


def item_rest(moments: Moments, n_items: ArrayLike, *, level: float = LEVEL) -> Estimates:
    """Return whether who does well on a question does well on the others of its opdracht (Rir).

    Parameters
    ----------
    moments
        Of persons who answered all questions of the opdracht; see :func:`moments_of`.
    n_items
        Questions in that opdracht: ``(n_items,)``.
    level
        How often such an interval holds the truth, 0 to 1.

    Returns
    -------
    Estimates
        Correlation -1 to 1, within organisations: that one organisation does better on everything
        makes no question good. Unknown with fewer than 30 persons or 5 questions (then a good
        question has a negative one in 7 of 100 cases by chance), or where all scores are the same.

    Notes
    -----
    Pearson's correlation of deviations from the mean of the own organisation, with Fisher's
    interval ``tanh(atanh(r) ± z / sqrt(d - 2))`` and ``d = n - k``, persons minus organisations.
    Assumes that persons of one organisation are independent given it. Checked against
    ``scipy.stats.pearsonr`` (one organisation) and by simulation. An opdracht is for practising:
    nearly everybody may be right, and Rir low; no question is thrown away on this number alone.
    """
    n, k = moments.n.sum(axis=-1), (moments.n > 0).sum(axis=-1)
    xy, xx, yy = (
        _within(moments.n, *three)
        for three in (
            (moments.x, moments.y, moments.xy),
            (moments.x, moments.x, moments.xx),
            (moments.y, moments.y, moments.yy),
        )
    )
    many = np.broadcast_to(np.asarray(n_items), n.shape)
    varies = xx * yy > 1e-9
    enough = (n >= FEWEST_FOR_CORRELATION) & (many >= FEWEST_ITEMS)
    r = np.divide(xy, np.sqrt(xx * yy), out=np.full(n.shape, np.nan), where=varies & enough)
    r = np.clip(r, -1, 1)
    margin = ndtri((1 + level) / 2) / np.sqrt(np.maximum(n - k - 2, 1))
    middle = np.arctanh(np.clip(r, -0.999999, 0.999999))
    return estimates(
        r,
        np.fmin(np.tanh(middle - margin), r),
        np.fmax(np.tanh(middle + margin), r),
        n=n,
        n_organisations=k,
        method="item-rest correlation within organisations, Fisher",
        note=np.select(
            [n < FEWEST_FOR_CORRELATION, many < FEWEST_ITEMS, ~varies],
            [
                f"Te weinig gegevens: minder dan {FEWEST_FOR_CORRELATION} mensen.",
                f"Te weinig vragen: minder dan {FEWEST_ITEMS} in deze opdracht.",
                "Iedereen scoort hetzelfde.",
            ],
            "",
        ),
    )


def moments_of(
    item: ArrayLike,
    organisation: ArrayLike,
    x: ArrayLike,
    y: ArrayLike,
    persons: ArrayLike = 1.0,
    *,
    shape: tuple[int, int],
) -> Moments:
    """Return the sums that a correlation is made of.

    Parameters
    ----------
    item, organisation
        Their places, from 0: one for each row ``(n_rows,)``.
    x, y
        Score on the question and on the rest of its opdracht.
    persons
        How many persons had these scores: a row is a person, or a pattern with a count.
    shape
        How many items and organisations there are.
    """
    place = np.ravel_multi_index((np.asarray(item, int), np.asarray(organisation, int)), shape)
    a, b, w = (np.broadcast_to(np.asarray(one, float), place.shape) for one in (x, y, persons))

    def total(values: Numbers) -> Numbers:
        each = np.bincount(place, values, minlength=shape[0] * shape[1])
        return each.astype(float).reshape(shape)

    return Moments(
        n=total(w),
        x=total(w * a),
        y=total(w * b),
        xx=total(w * a * a),
        yy=total(w * b * b),
        xy=total(w * a * b),
    )


def _within(n: Numbers, x: Numbers, y: Numbers, xy: Numbers) -> Numbers:
    """Return the sum of products of deviations from the mean of each organisation."""
    expected = np.divide(x * y, n, out=np.zeros(n.shape), where=n > 0)
    return np.asarray((xy - expected).sum(axis=-1))
