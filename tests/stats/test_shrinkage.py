"""Shrinkage: the eight schools, and intervals that hold what they promise."""

import numpy as np
import pytest

from wpo.stats.shrinkage import shrink

# D. B. Rubin, J. Educ. Stat. 6 (1981) 377: effects of coaching in eight schools, standard errors.
EFFECTS = [28, 8, -3, 7, -1, 1, 18, 12]
ERRORS = [15, 10, 16, 11, 9, 11, 10, 18]


def test_the_eight_schools_come_out_as_printed() -> None:
    """Gelman and others, Bayesian Data Analysis, table 5.3: medians, there from 200 draws."""
    found = shrink([EFFECTS], [ERRORS], scale=50)
    printed = [10, 8, 7, 8, 5, 6, 10, 8]

    assert found.value[0] == pytest.approx(printed, abs=1.8)
    assert found.low[0, 0] == pytest.approx(-2, abs=1.5)
    assert found.high[0, 0] == pytest.approx(31, abs=1.5)


def test_at_a_known_spread_it_is_the_weighted_mean() -> None:
    """Drawn to 0 with a single member it is an average of ``tau^2 / (tau^2 + s^2)`` times it."""
    tau = np.linspace(0, 2, 40001)
    log = -((1 / (tau**2 + 0.25)) + np.log(tau**2 + 0.25) + tau**2 / 0.25) / 2
    chance = np.exp(log) / np.exp(log).sum()
    found = shrink([[1.0]], [[0.5]], scale=0.5, centre=0)

    assert found.value[0, 0] == pytest.approx((chance * tau**2 / (tau**2 + 0.25)).sum(), abs=2e-3)


@pytest.mark.parametrize("tau", [0.0, 0.25, 0.5])
def test_shrunk_is_closer_and_holds_the_truth(tau: float) -> None:
    """With seven members the error is smaller than of the raw numbers; 93 % or more are held."""
    dice = np.random.default_rng(2)
    true = 0.8 + tau * dice.normal(size=(800, 7))
    seen = true + 0.6 * dice.normal(size=true.shape)
    found = shrink(seen, 0.6, scale=0.5)

    assert np.square(found.value - true).mean() < 0.8 * np.square(seen - true).mean()
    assert ((found.low <= true) & (true <= found.high)).mean() >= 0.93


def test_who_is_missing_stays_missing() -> None:
    """A member without a number has none after, and does not change the others."""
    with_gap = shrink([[0.2, np.nan, 0.5]], [[0.1, 0.1, 0.1]], scale=0.2)
    without = shrink([[0.2, 0.5]], [[0.1, 0.1]], scale=0.2)

    assert np.isnan(with_gap.value[0, 1])
    assert with_gap.value[0, [0, 2]] == pytest.approx(without.value[0])
    with pytest.raises(ValueError, match="error"):
        shrink([[1.0]], [[0.0]], scale=1)
