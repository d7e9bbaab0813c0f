"""Whether who practises well is also seen doing it at work; and how little that proves."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.stats import rankdata
from scipy.stats import t as student

from wpo.stats.clusters import LEVEL
from wpo.stats.estimate import Estimate, unknown
from wpo.stats.estimates import Counts, Numbers, estimates
from wpo.stats.shares import FEWEST_ORGANISATIONS

FEWEST_PERSONS = 30
FEWEST_IN_ORGANISATION = 3
METHOD = "rank correlation within organisations, jackknife over organisations, t"
NO_CAUSE = (
    "Dit is samenhang, geen bewijs dat oefenen werkt. "
    "Met weinig vragen of observaties per mens lijkt de samenhang kleiner dan hij is."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Association:
    """How two things that each person has go together.

    Attributes
    ----------
    whole
        Within organisations, -1 (opposite) to 1 (always together), 0 no relation.
    by_organisation
        The same in each, in the order of their sorted names; NaN with fewer than three persons, or
        where all are the same: ``(n_organisations,)``.
    n_by_organisation
        Persons there with both.
    """

    whole: Estimate
    by_organisation: Numbers
    n_by_organisation: Counts


def association(
    practice: ArrayLike, floor: ArrayLike, organisations: ArrayLike, *, level: float = LEVEL
) -> Association:
    """Return whether practice and work floor go together, over persons of one organisation.

    Parameters
    ----------
    practice, floor
        A number for each person, such as share right at the first try and share of points that
        were seen: ``(n_persons,)``; NaN where there is none, and then that person is left out.
    organisations
        Anything that names the organisation of each person.
    level
        How often such an interval holds the truth, 0 to 1.

    Returns
    -------
    Association
        Unknown with fewer than three organisations or thirty persons that can be compared.

    Notes
    -----
    Spearman's correlation within each organisation (ranks made there, because who observes differs
    by organisation), weighed by ``n_j - 1``; on the scale of ``atanh``, left out one by one, with
    ``t(k - 1)``. Assumes that organisations are independent; within them nothing is assumed.
    Checked against ``scipy.stats.spearmanr`` and by simulation.
    """
    x, y = np.asarray(practice, float), np.asarray(floor, float)
    names, place = np.unique(np.asarray(organisations), return_inverse=True)
    there = np.isfinite(x) & np.isfinite(y)
    groups = [(x[there & (place == j)], y[there & (place == j)]) for j in range(len(names))]
    own = np.array([_spearman(*each) for each in groups], dtype=float)
    n = np.array([len(each[0]) for each in groups], dtype=np.int64)
    return Association(whole=_whole(own, n, level), by_organisation=own, n_by_organisation=n)


def _spearman(x: Numbers, y: Numbers) -> float:
    if len(x) < FEWEST_IN_ORGANISATION:
        return float("nan")
    a, b = (rankdata(one) - (len(one) + 1) / 2 for one in (x, y))
    spread = float(np.sqrt((a @ a) * (b @ b)))
    return float(a @ b) / spread if spread > 0 else float("nan")


def _whole(own: Numbers, n: Counts, level: float) -> Estimate:
    known = np.isfinite(own)
    r, weight = own[known], (n[known] - 1).astype(float)
    k, persons = len(r), int(n[known].sum())
    if k < FEWEST_ORGANISATIONS or persons < FEWEST_PERSONS:
        few = f"Te weinig gegevens: minder dan {FEWEST_ORGANISATIONS} organisaties "
        return unknown(persons, k, METHOD, f"{few}of {FEWEST_PERSONS} mensen om te vergelijken.")
    value = float(np.average(r, weights=weight))
    without = np.array(
        [np.average(np.delete(r, j), weights=np.delete(weight, j)) for j in range(k)]
    )
    z, each = (np.arctanh(np.clip(one, -0.999, 0.999)) for one in (value, without))
    error = np.sqrt((k - 1) / k * np.square(each - each.mean()).sum())
    margin = student.ppf((1 + level) / 2, k - 1) * error
    return estimates(
        [value],
        [min(float(np.tanh(z - margin)), value)],
        [max(float(np.tanh(z + margin)), value)],
        n=persons,
        n_organisations=k,
        method=METHOD,
        note=NO_CAUSE,
    ).one(0)
