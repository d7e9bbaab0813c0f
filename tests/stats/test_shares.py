"""Shares from seven organisations: known intervals, and intervals that hold what they promise."""

import numpy as np
import pytest
from scipy import stats
from statsmodels.stats.proportion import proportion_confint

from tests.stats.worlds import alike
from wpo.stats.shares import (
    ICCS,
    average_cluster,
    caution,
    sensitivity,
    share,
    share_of_organisations,
    typical_icc,
)


@pytest.mark.parametrize(
    ("hits", "n", "low", "high"),
    [
        (7, 7, 0.65, 1.0),
        (6, 7, 0.49, 0.97),
        (5, 7, 0.36, 0.92),
        (8, 10, 0.49, 0.94),
        (25, 30, 0.66, 0.93),
    ],
)
def test_wilson_is_the_printed_one(hits: int, n: int, low: float, high: float) -> None:
    """The examples of our domain study (part 5.2): "6 van 7 tevreden" is .49 to .97."""
    found = share([hits], [n], icc=0).one()

    assert (round(found.low, 2), round(found.high, 2)) == (low, high)


def test_alike_persons_are_worth_fewer() -> None:
    """Forty-two of seven sixes with ICC .10 count as 42 / 1.5 = 28: statsmodels on 28."""
    found = share([4] * 7, [6] * 7, icc=0.10).one()

    assert average_cluster([6] * 7) == 6
    assert average_cluster([2, 10]) == pytest.approx(104 / 12)
    assert (found.low, found.high) == pytest.approx(
        proportion_confint(28 * 2 / 3, 28, method="wilson")
    )
    assert (found.n, found.n_organisations) == (42, 7)


def test_the_mean_of_organisations_is_that_of_scipy() -> None:
    """Student's t over organisations is ``scipy.stats.t.interval``; who has nobody is left out."""
    own = np.array([2, 4, 9, 5, 7]) / 10
    found = share_of_organisations([2, 4, 9, 5, 7, 0], [10] * 5 + [0]).one()

    expected = stats.t.interval(0.95, 4, own.mean(), stats.sem(own))
    assert (found.value, found.low, found.high) == pytest.approx((own.mean(), *expected))
    assert found.n_organisations == 5


def test_alike_by_chance_is_not_certain() -> None:
    """Seven organisations that all have everybody right are not sure of everybody."""
    found = share_of_organisations([6] * 7, [6] * 7).one()

    assert found.low == pytest.approx(share([42], [42], icc=0).low[()])
    assert not share_of_organisations([3], [6]).one().is_known


def test_the_widest_assumption_is_shown() -> None:
    """The range holds the intervals of each assumed ICC, and no more."""
    each = [share([4] * 7, [6] * 7, icc=icc).one() for icc in ICCS]
    found = sensitivity([4] * 7, [6] * 7).one()

    assert found.low == min(one.low for one in each)
    assert found.high == max(one.high for one in each)


def test_small_numbers_are_called_so() -> None:
    """Fewer than three organisations or fifteen persons is provisional; nobody is nothing."""
    notes = caution([0, 14, 15, 15], [0, 3, 2, 3])

    assert ["Nog geen" in notes[0], "15 mensen" in notes[1], "3 organisaties" in notes[2]] == [
        True
    ] * 3
    assert notes[3] == ""
    assert not share([0], [0]).one().is_known


def test_impossible_counts_are_refused() -> None:
    """More right than there are persons, a number alone, or an ICC of 2 is a mistake."""
    for hits, n, icc in (([3], [2], 0.1), ([-1], [2], 0.1), (3, 4, 0.1), ([1], [2], 2)):
        with pytest.raises(ValueError, match=r"hits|icc"):
            share(hits, n, icc=icc)


@pytest.mark.parametrize(("m", "icc"), [(3, 0.10), (6, 0.10), (12, 0.10), (6, 0.20), (12, 0.20)])
def test_intervals_hold_what_they_promise(m: int, icc: float) -> None:
    """With seven organisations the truth is within in 95 %; Wilson of all answers fails."""
    n = np.full(7, m)
    hits = alike(np.random.default_rng(m), 0.7, icc, n, 8000)
    held = {
        name: float(((found.low <= 0.7) & (found.high >= 0.7)).mean())
        for name, found in (
            ("wilson", share(hits, n, icc=icc)),
            ("t", share_of_organisations(hits, n)),
            ("range", sensitivity(hits, n)),
            ("pooled", share(hits, n, icc=0)),
        )
    }

    assert 0.925 <= held["wilson"] <= 0.975
    assert 0.92 <= held["t"] <= 0.975
    assert held["range"] >= held["wilson"]
    assert held["pooled"] < held["wilson"]
    if m >= 6:
        assert held["pooled"] < 0.92


def test_how_alike_they_are_is_found_back() -> None:
    """Over many questions the ICC is found on average, with an interval that mostly holds it."""
    dice, found = np.random.default_rng(5), []
    for _ in range(60):
        found.append(typical_icc(alike(dice, 0.7, 0.1, np.full(7, 12), 60), np.full((60, 7), 12)))

    assert np.mean([one.value for one in found]) == pytest.approx(0.1, abs=0.01)
    assert np.mean([one.low <= 0.1 <= one.high for one in found]) > 0.85
    assert not typical_icc([[3, 4]], [[6, 6]]).is_known
