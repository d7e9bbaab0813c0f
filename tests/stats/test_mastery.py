"""Weeks to mastery: a published trial, and who is not there yet."""

import numpy as np
import pytest
from statsmodels.duration.survfunc import SurvfuncRight

from tests.stats.simulations import masteries
from tests.stats.worlds import by_week_and_place
from wpo.stats.mastery import mastery

# E. J. Freireich and others, Blood 21 (1963) 699: weeks in remission with 6-MP, 1: relapse. The
# survival is the one printed in D. R. Cox and D. Oakes, Analysis of Survival Data (1984) 4.
WEEKS = [6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35]
ENDED = [1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0]
PRINTED = {6: 0.857, 7: 0.807, 10: 0.753, 13: 0.690, 16: 0.627, 22: 0.538, 23: 0.448}


def test_the_published_trial_comes_out() -> None:
    """Kaplan-Meier of the 6-MP patients, with its median of 23 weeks."""
    found = mastery(*by_week_and_place(WEEKS, ENDED))

    assert {week: round(1 - found.share.value[week], 3) for week in PRINTED} == PRINTED
    assert found.at_risk[[6, 7, 23]].tolist() == [21, 17, 6]
    assert found.median.value == 23


def test_without_design_effect_it_is_as_wide_as_greenwood() -> None:
    """The effective number is the one of the standard errors of statsmodels."""
    found = mastery(*by_week_and_place(WEEKS, ENDED), icc=0).share
    golden = SurvfuncRight(WEEKS, ENDED)
    left = golden.surv_prob
    worth = left * (1 - left) / golden.surv_prob_se**2
    z2 = 1.959964**2

    middle = (found.low + found.high)[golden.surv_times] / 2
    assert middle == pytest.approx((1 - left + z2 / worth / 2) / (1 + z2 / worth))


@pytest.mark.parametrize("speed", [-2.5, -1.7, -0.5])
def test_intervals_of_weeks_hold_what_they_promise(speed: float) -> None:
    """Seven organisations of twelve, half of them censored: shares and median are within."""
    found = masteries(np.random.default_rng(3), speed=speed, tau=0.6, m=12, runs=120)

    assert found["held"] >= 0.92
    assert found["median"] >= 0.93


def test_once_all_have_reached_it_they_have() -> None:
    """Nobody is left to follow after week 3, and still all have reached it by week 4 and 8."""
    found = mastery([[0, 0, 0], [1, 0, 0], [1, 1, 1], [0, 1, 1]], np.zeros((4, 3)))
    later = mastery([[0, 0], [3, 3], [0, 0]], np.zeros((3, 2)))

    assert found.at.value.tolist() == [1, 1]
    assert found.at.low.tolist() == [found.share.low[-1]] * 2
    assert (np.diff(found.share.low) >= 0).all()
    assert later.share.value.tolist() == [0, 1, 1]
    assert later.share.low[2] == later.share.low[1] > 0


def test_what_is_not_reached_is_not_guessed() -> None:
    """No median with less than half, nothing past the longest, nothing of nobody."""
    found = mastery(*by_week_and_place([2, 5, 5, 5], [1, 0, 0, 0], [0, 1, 2, 3]))

    assert not found.median.is_known
    assert found.at.one(0).value == 0.25
    assert "nog niemand" in found.at.one(1).note
    assert not mastery([[0]], [[0]]).median.is_known
    assert mastery([[0, 0], [1, 0], [0, 0], [0, 1]], np.zeros((4, 2))).share.value.tolist() == [
        0,
        0.5,
        0.5,
        1,
    ]
    with pytest.raises(ValueError, match="censored"):
        mastery([[1]], [[-1]])
    with pytest.raises(ValueError, match="reached"):
        mastery([[1]], [[1, 2]])
