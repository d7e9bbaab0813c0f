"""Shares of members that are drawn from one whole: binomial counts, exactly, on a grid.

Such as organisations that were asked one question, or questions that were asked in one pilot.

With twelve persons an organisation, the logit of a share near 1 is far from normal, and intervals
built on that hold the truth in 79 % instead of 95 %. A grid of all three unknowns has no such
error, and no dice.
"""

from functools import cache

import numpy as np
from scipy.special import expit, log_expit

from wpo.stats.estimates import Counts, Numbers
from wpo.stats.shrinkage import Shrunk

STEP = 0.05  # of the grid of logits; the narrowest likelihood has a standard deviation of .045
MOST = (
    2000  # persons an organisation that are counted: more only make an interval narrower than .05
)
_LOGIT = np.arange(-7, 7 + STEP / 2, STEP)
_MU = np.arange(-5, 5.05, 0.1)
_TAU = np.concatenate(
    [np.arange(0.05, 0.6, 0.05), np.arange(0.6, 1.5, 0.1), np.arange(1.5, 3.1, 0.25)]
)
_CHUNK = 64  # sets at once, which keeps it under 100 MB


def posterior(
    hits: Counts | Numbers, n: Counts | Numbers, *, scale: float, level: float = 0.95
) -> Shrunk:
    """Return the true shares of the members of each set, each set apart.

    Parameters
    ----------
    hits, n
        Persons who were right, and all of them: ``(n_sets, n_members)``; not whole where persons
        are worth less than one.
    scale
        Of the half-normal prior on tau, on the logit.
    level
        How often such an interval holds the truth, 0 to 1.

    Returns
    -------
    Shrunk
        Values 0 to 1; tau and centre on the logit.

    Notes
    -----
    ``p(mu, tau | data)`` is the product over members of ``sum_eta Binomial(h | n, eta) * N(eta |
    mu, tau)``; the posterior of one member averages over it, with its own factor taken out. Above
    2,000 persons a member counts as 2,000 with the same share. Checked against
    ``scipy.integrate`` and by simulation.
    """
    parts = [
        _posterior(hits[i : i + _CHUNK], n[i : i + _CHUNK], scale, level)
        for i in range(0, max(len(hits), 1), _CHUNK)
    ]
    together = {
        name: np.concatenate([getattr(one, name) for one in parts])
        for name in ("value", "low", "high", "tau", "tau_low", "tau_high", "centre", "n_members")
    }
    return Shrunk(**together)


def _posterior(hits: Counts | Numbers, n: Counts | Numbers, scale: float, level: float) -> Shrunk:
    there = n > 0
    less = np.minimum(1.0, MOST / np.maximum(n, 1))
    right, wrong = (hits * less)[..., None], ((n - hits) * less)[..., None]
    log = right * log_expit(_LOGIT) + wrong * log_expit(-_LOGIT)
    likelihood = np.exp(log - log.max(axis=-1, keepdims=True))
    prior, before = _grid(scale)
    each = np.maximum(likelihood @ prior.T, 1e-300)
    whole = np.log(each).sum(axis=1) + before
    chance = np.exp(whole - whole.max(axis=-1, keepdims=True))
    chance /= chance.sum(axis=-1, keepdims=True)
    own = likelihood * ((chance[:, None, :] / each) @ prior)
    own /= own.sum(axis=-1, keepdims=True)
    by_tau = chance.reshape(len(n), _MU.size, _TAU.size).sum(axis=1)
    tail, nan = (1 - level) / 2, np.where(there, 0.0, np.nan)
    tails = (tail, 0.5, 1 - tail)
    bounds = [expit(one) + nan for one in _quantiles(own, _LOGIT, (tail, 1 - tail))]
    tau_low, tau, tau_high = _quantiles(by_tau, _TAU, tails)
    return Shrunk(
        value=own @ expit(_LOGIT) + nan,
        low=bounds[0],
        high=bounds[1],
        tau=tau,
        tau_low=tau_low,
        tau_high=tau_high,
        centre=chance.reshape(len(n), _MU.size, _TAU.size).sum(axis=2) @ _MU,
        n_members=there.sum(axis=-1),
    )


@cache
def _grid(scale: float) -> tuple[Numbers, Numbers]:
    """Return how likely each logit is given mu and tau, and the log prior of those two."""
    mu, tau = (one.ravel() for one in np.meshgrid(_MU, _TAU, indexing="ij"))
    inner = np.exp(-(((_LOGIT - mu[:, None]) / tau[:, None]) ** 2) / 2)
    width = np.gradient(_TAU)
    width[0] += _TAU[0] / 2
    before = -((mu / 1.5) ** 2) / 2 - ((tau / scale) ** 2) / 2 + np.log(np.tile(width, _MU.size))
    return inner / inner.sum(axis=1, keepdims=True), before


def _quantiles(chance: Numbers, places: Numbers, tails: tuple[float, ...]) -> list[Numbers]:
    """Return where distributions along the last axis reach each tail, between places too."""
    up_to = (chance.cumsum(axis=-1) - chance / 2).reshape(-1, places.size)
    shape = chance.shape[:-1]
    return [
        np.array([np.interp(tail, one, places) for one in up_to]).reshape(shape) for tail in tails
    ]
