"""Practice against the work floor: within organisations, with an interval by organisation."""

import numpy as np
import pytest
from scipy import stats

from tests.stats.simulations import floors
from wpo.stats.floor import association


def test_in_each_organisation_it_is_that_of_scipy() -> None:
    """``scipy.stats.spearmanr`` with ties, and their mean weighed by persons; gaps are left out."""
    dice = np.random.default_rng(1)
    x, y = dice.integers(0, 6, 90).astype(float), dice.integers(0, 4, 90).astype(float)
    x[:2] = np.nan
    place = np.repeat(["A", "B", "C"], [20, 30, 40])
    found = association(x, y, place)
    use = [(place == one) & np.isfinite(x) for one in "ABC"]
    expected = [stats.spearmanr(x[one], y[one]).statistic for one in use]

    assert found.by_organisation == pytest.approx(expected)
    assert found.whole.value == pytest.approx(np.average(expected, weights=[17, 29, 39]))
    assert found.n_by_organisation.tolist() == [18, 30, 40]


def test_better_organisations_are_no_relation() -> None:
    """Where one organisation does better at both, and nothing else goes together, there is none."""
    dice, place = np.random.default_rng(2), np.repeat(np.arange(7), 20)
    found = association(place + dice.normal(size=140), place + dice.normal(size=140), place).whole

    assert found.low < 0 < found.high
    assert "geen bewijs" in found.note


@pytest.mark.parametrize("slope", [0.0, 2.0])
def test_its_interval_holds_what_it_promises(slope: float) -> None:
    """With seven organisations of twelve, the truth is within in 92 % or more."""
    assert floors(np.random.default_rng(3), slope=slope, m=12, runs=200)["held"] >= 0.92


def test_it_asks_for_organisations_and_persons() -> None:
    """Two organisations, 29 persons, or all the same say nothing."""
    x = np.arange(60.0)

    assert not association(x, x, np.repeat([0, 1], 30)).whole.is_known
    assert not association(x[:29], x[:29], np.arange(29) % 3).whole.is_known
    assert not association(x, np.ones(60), np.arange(60) % 5).whole.is_known
    assert association(x, x, np.arange(60) % 5).whole.value == pytest.approx(1)
