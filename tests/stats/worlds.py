"""Made-up pilots of seven organisations of which the truth is known, for simulations."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

Counts = NDArray[np.int64]


def alike(
    dice: np.random.Generator, p: float, icc: float, n: Counts, runs: int
) -> NDArray[np.int64]:
    """Return who was right, ``(runs, organisations)``: shares of organisations are beta, by ICC."""
    strength = (1 - icc) / icc
    own = dice.beta(p * strength, (1 - p) * strength, size=(runs, n.size))
    return dice.binomial(n, own)


@dataclass(frozen=True, kw_only=True)
class Round:
    """One round of revisions: the arguments of ``revisions``, and which really became better."""

    counts: tuple[Counts, Counts, Counts, Counts]
    is_revised: NDArray[np.bool_]
    is_better: NDArray[np.bool_]


def revise(
    dice: np.random.Generator,
    *,
    n_revised: int = 15,
    persons: int = 8,
    only_worst: bool = True,
    effect: float = 0.0,
    trend: float = 0.0,
    likeness: float = 0.8,
) -> Round:
    """Return sixty questions in seven organisations before and after a round of revisions.

    Persons, organisations, questions and their combination each have their own ability or
    difficulty, on the logit; other persons come after than before. ``likeness`` is how much
    questions differ. Of the revised, half become better by ``effect``.
    """
    fixed = (
        1.0
        + likeness * dice.normal(size=(60, 1))
        + 0.4 * dice.normal(size=(1, 7))
        + 0.4 * dice.normal(size=(60, 7))
    )
    before, n_before = _answers(dice, fixed, persons)
    order = np.argsort(before.sum(axis=1) / n_before.sum(axis=1))
    is_revised = np.zeros(60, dtype=bool)
    is_revised[order[:n_revised] if only_worst else dice.permutation(60)[:n_revised]] = True
    is_better = is_revised & (dice.random(60) < 0.5) & (effect > 0)
    after, n_after = _answers(dice, fixed + trend + effect * is_better[:, None], persons)
    return Round(
        counts=(before, n_before, after, n_after), is_revised=is_revised, is_better=is_better
    )


def _answers(
    dice: np.random.Generator, logits: NDArray[np.float64], persons: int
) -> tuple[Counts, Counts]:
    n = np.maximum(2, dice.poisson(persons, size=7))
    place = np.repeat(np.arange(7), n)
    ability = 0.8 * dice.normal(size=place.size)
    right = dice.random((60, place.size)) < expit(logits[:, place] + ability)
    hits = np.stack([right[:, place == j].sum(axis=1) for j in range(7)], axis=1)
    return hits, np.tile(n, (60, 1))
