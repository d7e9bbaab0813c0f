"""Shares that each person has of their own: persons are counted, and not their answers."""

import numpy as np
from numpy.typing import NDArray

from wpo.evaluation.counting import Counts
from wpo.stats.clusters import ICC, effective
from wpo.stats.estimates import Estimates, estimates
from wpo.stats.shares import caution, wilson


def of_persons(value: NDArray[np.float64], persons: Counts, *, icc: float = ICC) -> Estimates:
    """Return shares of answers, with the interval of the persons who gave them.

    Answers of one person are alike, so ten answers of one person are no more than one person's:
    the interval is Wilson's on persons with design effect. It is a bit too wide where the answers
    of a person differ.

    Parameters
    ----------
    value
        Shares, 0 to 1, or NaN: ``(n_things,)``.
    persons
        Who gave the answers: ``(n_things, n_organisations)``.
    icc
        How alike persons of one organisation are assumed to be, 0 to 1.
    """
    low, high = wilson(value, effective(persons, icc))
    n, k = persons.sum(axis=-1), (persons > 0).sum(axis=-1)
    return estimates(
        value,
        np.fmin(low, value),
        np.fmax(high, value),
        n=n,
        n_organisations=k,
        method=f"answers, Wilson on persons, design effect, ICC {icc:.2f}",
        note=caution(n, k),
    )
