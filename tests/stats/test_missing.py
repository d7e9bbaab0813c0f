"""Missing: nothing is assumed about who did not answer."""

import numpy as np
import pytest

from tests.stats.simulations import stopping
from wpo.stats.missing import funnel


def test_bounds_hold_where_only_the_weak_stop() -> None:
    """A quarter is missing and all would be wrong: the bounds hold the truth, who answered not."""
    found = stopping(np.random.default_rng(8), p=0.6, runs=4000)

    assert found["bounds"] >= 0.95
    assert found["naive"] < 0.5


def test_a_funnel_only_narrows() -> None:
    """Planned, begun, finished: shares of the planned, of which the first is no estimate."""
    found = funnel([[10] * 7, [9] * 7, [5] * 7])

    assert found.value.tolist() == [1, 0.9, 0.5]
    assert (found.low[0], found.n[2]) == (1, 70)
    with pytest.raises(ValueError, match="stages"):
        funnel([[3], [4]])
