"""Made-up pilots of seven organisations of which the truth is known, for simulations."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import expit

from wpo.stats.items import Moments, moments_of

ORGANISATIONS = 7
UNEQUAL = np.array([2.2, 1.6, 1.1, 0.9, 0.6, 0.4, 0.2])  # of the mean; together 7
ONE_BIG = np.array([4.2, *[2.8 / 6] * 6])  # 60 % of all people

Counts = NDArray[np.int64]
Numbers = NDArray[np.float64]


def alike(
    dice: np.random.Generator, p: float, icc: float, n: Counts, runs: int
) -> NDArray[np.int64]:
    """Return who was right, ``(runs, organisations)``: shares of organisations are beta, by ICC."""
    strength = (1 - icc) / icc
    own = dice.beta(p * strength, (1 - p) * strength, size=(runs, n.size))
    return dice.binomial(n, own)


def two_lookers(dice: np.random.Generator, alike_: float, *, lopsided: bool, size: int) -> Numbers:
    """Return the chances of each pair of answers, ``(size, 3, 3)``: see ``agreements``."""
    answers = np.array([0.05, 0.15, 0.8] if lopsided else [0.2, 0.3, 0.5])
    own = np.clip(alike_ + 0.1 * dice.normal(size=(size, 1, 1)), 0, 1)
    return own * np.diag(answers) + (1 - own) * np.outer(answers, answers)


def items_of_persons(
    dice: np.random.Generator, *, easy: float, sorts: float, persons: int, runs: int
) -> Moments:
    """Return sums for the first of five questions, of persons in organisations that differ."""
    place = np.arange(persons) % ORGANISATIONS
    able = dice.normal(size=(runs, persons))
    able += 0.4 * dice.normal(size=(runs, ORGANISATIONS))[:, place]
    logits = sorts * able[..., None] + np.array([easy, 0, 0.5, 1, 1.5])
    right = dice.random(logits.shape) < expit(logits)
    item = np.repeat(np.arange(runs), persons)
    first, rest = right[..., 0].ravel(), right[..., 1:].mean(axis=-1).ravel()
    return moments_of(item, np.tile(place, runs), first, rest, shape=(runs, ORGANISATIONS))


@dataclass(frozen=True, kw_only=True)
class Round:
    """One round of revisions: the arguments of ``revisions``, and what really happened.

    ``change`` is how much the true share of each question rose, beyond that of the unrevised.
    """

    counts: tuple[Counts, Counts, Counts, Counts]
    is_revised: NDArray[np.bool_]
    is_better: NDArray[np.bool_]
    change: Numbers


def revise(
    dice: np.random.Generator,
    *,
    n_revised: int = 15,
    persons: int = 8,
    sizes: Numbers | None = None,
    only_worst: bool = True,
    effect: float = 0.0,
    trend: float = 0.0,
    drift: float = 0.0,
    likeness: float = 0.8,
    easy: float = 1.0,
) -> Round:
    """Return sixty questions in seven organisations before and after a round of revisions.

    Persons, organisations, questions and their combination each have their own ability or
    difficulty, on the logit; other persons come after than before. ``likeness`` is how much
    questions differ, ``drift`` how much organisations change by themselves beyond ``trend``. Of the
    revised, half become better by ``effect``.
    """
    n = persons * (np.ones(ORGANISATIONS) if sizes is None else sizes)
    fixed = (
        easy
        + likeness * dice.normal(size=(60, 1))
        + 0.4 * dice.normal(size=(1, ORGANISATIONS))
        + 0.4 * dice.normal(size=(60, ORGANISATIONS))
    )
    before, n_before = _answers(dice, fixed, n)
    order = np.argsort(before.sum(axis=1) / n_before.sum(axis=1))
    is_revised = np.zeros(60, dtype=bool)
    is_revised[order[:n_revised] if only_worst else dice.permutation(60)[:n_revised]] = True
    is_better = is_revised & (dice.random(60) < 0.5) & (effect > 0)
    later = fixed + trend + drift * dice.normal(size=(1, ORGANISATIONS))
    later += effect * is_better[:, None]
    after, n_after = _answers(dice, later, n)
    change = (_share(later) - _share(fixed)).mean(axis=1)
    return Round(
        counts=(before, n_before, after, n_after),
        is_revised=is_revised,
        is_better=is_better,
        change=change - change[~is_revised].mean(),
    )


def _share(logits: Numbers) -> Numbers:
    """Return the share that is right of persons who differ by .8 on the logit."""
    places, weights = np.polynomial.hermite_e.hermegauss(15)
    return expit(logits[..., None] + 0.8 * places) @ (weights / weights.sum())


def _answers(dice: np.random.Generator, logits: Numbers, persons: Numbers) -> tuple[Counts, Counts]:
    n = np.maximum(1, dice.poisson(persons))
    place = np.repeat(np.arange(ORGANISATIONS), n)
    ability = 0.8 * dice.normal(size=place.size)
    right = dice.random((60, place.size)) < expit(logits[:, place] + ability)
    hits = np.stack([right[:, place == j].sum(axis=1) for j in range(ORGANISATIONS)], axis=1)
    return hits, np.tile(n, (60, 1))


def by_week_and_place(
    weeks: ArrayLike, ended: ArrayLike, place: ArrayLike = 0
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return how many goals were reached in each week and place, and how many were censored."""
    time, done, where = np.broadcast_arrays(weeks, np.asarray(ended, dtype=bool), place)
    found = np.zeros((2, int(time.max()) + 1, int(where.max()) + 1), dtype=np.int64)
    np.add.at(found, ((~done).astype(int), time, where), 1)
    return found[0], found[1]
