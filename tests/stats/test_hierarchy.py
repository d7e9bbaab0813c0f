"""Binomial counts on a grid: exact, and why a normal curve would not do."""

import numpy as np
import pytest
from scipy import integrate, stats
from scipy.special import expit

from tests.stats.worlds import ORGANISATIONS, UNEQUAL
from wpo.stats.hierarchy import posterior
from wpo.stats.shares import share
from wpo.stats.shrinkage import shrink


def test_the_grid_is_the_integral() -> None:
    """One member beside an empty one: the posterior mean is that of numerical integration."""

    def weight(eta: float, power: int) -> float:
        def inner(tau: float) -> float:
            return stats.norm.pdf(eta, 0, np.hypot(1.5, tau)) * stats.halfnorm.pdf(tau, 0, 0.75)

        p = expit(eta)
        return p**power * p**9 * (1 - p) ** 3 * integrate.quad(inner, 0, 3)[0]

    top, bottom = (integrate.quad(weight, -7, 7, args=(power,))[0] for power in (1, 0))
    alone, two = (
        posterior(np.array([[9, more]]), np.array([[12, 12 * (more > 0)]]), scale=0.75).value[0, 0]
        for more in (0, 9)
    )

    assert alone == pytest.approx(top / bottom, abs=1e-3)
    assert alone < two < 9 / 12


def test_the_grid_is_fine_enough_for_many() -> None:
    """Sixty that all had 70 of 100 are all at .70, and surer than each alone."""
    found = posterior(np.full((1, 60), 70), np.full((1, 60), 100), scale=0.75)
    alone = share([70], [100], icc=0).one()

    assert found.value == pytest.approx(0.7, abs=0.002)
    assert (found.high - found.low < (alone.high - alone.low) / 2).all()


@pytest.mark.parametrize(("m", "tau"), [(3, 0.0), (3, 0.5), (8, 1.0), (20, 1.0)])
def test_drawn_together_they_are_closer_and_hold_the_truth(m: int, tau: float) -> None:
    """Smaller errors than raw shares, and the truth within in 88 % or more."""
    dice = np.random.default_rng(m)
    n = np.maximum(1, dice.poisson(m * UNEQUAL, size=(60, ORGANISATIONS)))
    middle = dice.normal(0.8, 0.6, size=(60, 1))
    true = expit(middle + tau * dice.normal(size=n.shape))
    hits = dice.binomial(n, true)
    found = posterior(hits, n, scale=0.75)

    assert np.square(found.value - true).mean() < np.square(hits / n - true).mean()
    assert ((found.low <= true) & (true <= found.high)).mean() >= 0.88


def test_normal_logits_would_not_hold_it() -> None:
    """The reason for the grid: shrunk normal logits hold the truth in far fewer than 95 %."""
    dice = np.random.default_rng(12)
    logits = dice.normal(0.8, 0.6, size=(400, 1)) + dice.normal(size=(400, 7))
    n = np.full(logits.shape, 12)
    h = dice.binomial(n, expit(logits))
    error = np.sqrt(1 / (h + 0.5) + 1 / (n - h + 0.5))
    normal = shrink(np.log((h + 0.5) / (n - h + 0.5)), error, scale=0.75)

    assert ((normal.low <= logits) & (logits <= normal.high)).mean() < 0.9
