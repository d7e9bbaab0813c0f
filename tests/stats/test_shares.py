"""Shares from seven organisations: known intervals, and intervals that hold what they promise."""

import numpy as np
import pytest
from scipy import optimize, stats
from statsmodels.stats.proportion import proportion_confint

from tests.stats.simulations import SIZES, iccs, shares
from wpo.stats.clusters import ICCS, average_cluster
from wpo.stats.shares import (
    caution,
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


@pytest.mark.parametrize(
    ("hits", "n", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_is_the_one_of_newcombe(hits: int, n: int, low: float, high: float) -> None:
    """R. G. Newcombe, Stat. Med. 17 (1998) 857, table I, method 3: the four examples there."""
    found = share([hits], [n], icc=0).one()

    assert (found.low, found.high) == pytest.approx((low, high), abs=5e-5)


def test_alike_persons_are_worth_fewer() -> None:
    """Forty-two of seven sixes with ICC .10 count as 42 / 1.5 = 28: statsmodels on 28."""
    found = share([4] * 7, [6] * 7, icc=0.10).one()

    assert average_cluster([6] * 7) == 6
    assert average_cluster([2, 10]) == pytest.approx(104 / 12)
    assert (found.low, found.high) == pytest.approx(
        proportion_confint(28 * 2 / 3, 28, method="wilson")
    )
    assert (found.n, found.n_organisations) == (42, 7)


def test_the_mean_of_organisations_holds_what_student_does_not_rule_out() -> None:
    """Its bounds are where a t-test, with an error that fits that share, just says no: by SciPy."""
    own = np.array([2, 4, 9, 5, 7]) / 10
    found = share_of_organisations([2, 4, 9, 5, 7, 0], [10] * 5 + [0]).one()
    mean, far = own.mean(), stats.t.ppf(0.975, 4)

    def beyond(p: float) -> float:
        error = stats.sem(own) * np.sqrt(p * (1 - p) / (mean * (1 - mean)))
        return abs(p - mean) / error - far

    expected = [optimize.brentq(beyond, *ends) for ends in ((1e-6, mean), (mean, 1 - 1e-6))]
    assert (found.value, found.low, found.high) == pytest.approx((mean, *expected))
    assert (found.n, found.n_organisations) == (50, 5)


def test_alike_by_chance_is_not_certain() -> None:
    """Seven organisations that all have everybody right count as 42 persons, with Student's t."""
    found = share_of_organisations([6] * 7, [6] * 7).one()
    far = stats.t.ppf(0.975, 6)

    assert (found.low, found.high) == pytest.approx((42 / (42 + far**2), 1))
    alone = share_of_organisations([3], [6]).one()
    assert not alone.is_known
    assert "Eén organisatie" in alone.note


def test_the_widest_assumption_is_the_last() -> None:
    """The interval with the highest ICC holds those with all others: it is the range to show."""
    each = [share([4] * 7, [6] * 7, icc=icc).one() for icc in ICCS]

    assert each[-1].low == min(one.low for one in each) < each[0].low
    assert each[-1].high == max(one.high for one in each) > each[0].high


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


def test_an_icc_of_another_kind_says_the_same() -> None:
    """Of one question in equal organisations it is ``(F - 1) / (F + m - 1)``, F of SciPy."""
    hits, m = np.array([2, 5, 8, 9, 4, 7, 10]), 10
    f = stats.f_oneway(*([1] * h + [0] * (m - h) for h in hits)).statistic

    assert typical_icc(hits, [m] * 7).value == pytest.approx((f - 1) / (f + m - 1))
    assert not typical_icc([[3, 4]], [[6, 6]]).is_known


# Part 5.2 of our domain study: what Wilson holds of all answers together, 2,000 runs.
POOLED = {(3, 0.10): 0.92, (6, 0.10): 0.90, (6, 0.20): 0.85, (12, 0.10): 0.83, (12, 0.20): 0.74}


@pytest.mark.parametrize("sizes", ["equal", "unequal"])
@pytest.mark.parametrize("icc", [0.05, 0.10, 0.20])
@pytest.mark.parametrize("m", [3, 6, 12, 25])
@pytest.mark.parametrize("p", [0.7, 0.9])
def test_intervals_hold_what_they_promise(p: float, m: int, icc: float, sizes: str) -> None:
    """With the right ICC, in the range, and by t the truth is within in 95 %, give or take."""
    dice = np.random.default_rng(m)
    held = shares(dice, p=p, m=m, icc=icc, sizes=SIZES[sizes], runs=4000)

    assert 0.93 <= held["right"] <= 0.985
    assert held["range"] >= 0.935
    assert held["t"] >= (0.945 if p < 0.9 else 0.91)
    if p == 0.7 and sizes == "equal" and (m, icc) in POOLED:
        assert held["pooled"] == pytest.approx(POOLED[m, icc], abs=0.025)


@pytest.mark.parametrize("m", [3, 12])
def test_one_big_organisation_does_not_narrow_them(m: int) -> None:
    """Also where one organisation has 60 % of all people; as if independent, far fewer hold it."""
    dice = np.random.default_rng(m)
    held = shares(dice, p=0.7, m=m, icc=0.20, sizes=SIZES["one big"], runs=4000)

    assert min(held["right"], held["range"]) >= 0.935
    assert held["t"] >= 0.92
    assert held["pooled"] < 0.85


def test_a_wrong_assumption_costs_what_is_said() -> None:
    """Assumed .10 where it is .20: 86 to 88 % instead of 95 with 25 persons each, 93 % with 3."""
    dice, equal = np.random.default_rng(1), SIZES["equal"]
    many = shares(dice, p=0.7, m=25, icc=0.20, sizes=equal, runs=8000)["assumed"]
    few = shares(dice, p=0.7, m=3, icc=0.20, sizes=equal, runs=8000)["assumed"]

    assert 0.85 < many < 0.89
    assert few > 0.92


def test_how_alike_they_are_is_found_back() -> None:
    """Over sixty questions the interval of the ICC holds it."""
    assert iccs(np.random.default_rng(5), icc=0.1, m=12, runs=80)["held"] >= 0.9
