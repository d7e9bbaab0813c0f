"""Missing: nothing is assumed about who did not answer."""

import numpy as np
import pytest

from tests.stats.worlds import alike
from wpo.stats.missing import bounds, funnel, if_all
from wpo.stats.shares import share


def test_bounds_go_from_all_wrong_to_all_right() -> None:
    """Six of nine with two missing: from the low of 6 of 11 to the high of 8 of 11."""
    found = bounds([6] * 7, [9] * 7, [2] * 7).one()
    wrong, right = if_all([6] * 7, [9] * 7, [2] * 7)

    assert found.value == pytest.approx(6 / 9)
    assert (found.low, found.high) == (share([6] * 7, [11] * 7).low, share([8] * 7, [11] * 7).high)
    assert (wrong.value, right.value) == pytest.approx((6 / 11, 8 / 11))
    assert bounds([6], [9], [0]).one().low == share([6], [9]).one().low
    with pytest.raises(ValueError, match="n_missing"):
        bounds([6], [9], [-1])


def test_bounds_hold_where_only_the_weak_stop() -> None:
    """If a quarter is missing and all of those would be wrong, the bounds hold the truth in 95 %."""
    dice, n = np.random.default_rng(8), np.full(7, 12)
    hits = alike(dice, 0.6, 0.1, n, 4000)
    gone = np.minimum(n - hits, 3)
    found, naive = bounds(hits, n - gone, gone), share(hits, n - gone)

    assert ((found.low <= 0.6) & (0.6 <= found.high)).mean() >= 0.95
    assert ((naive.low <= 0.6) & (0.6 <= naive.high)).mean() < 0.8


def test_a_funnel_only_narrows() -> None:
    """Planned, begun, finished: shares of the planned, of which the first is no estimate."""
    found = funnel([[10] * 7, [9] * 7, [5] * 7])

    assert found.value.tolist() == [1, 0.9, 0.5]
    assert (found.low[0], found.n[2]) == (1, 70)
    with pytest.raises(ValueError, match="stages"):
        funnel([[3], [4]])
