"""Many estimates at once keep the same promises as one."""

import numpy as np
import pytest

from wpo.stats.estimates import estimates


def test_one_of_many_is_an_estimate() -> None:
    """Each place of the arrays is an estimate with its own note."""
    found = estimates(
        [0.5, np.nan],
        [0.4, 0.1],
        [0.6, 0.9],
        n=[9, 0],
        n_organisations=3,
        method="m",
        note=["a", "b"],
    )

    assert (found.one(0).value, found.one(0).n_organisations, found.one(0).note) == (0.5, 3, "a")
    assert not found.one(1).is_known
    assert np.isnan(found.low[1])
    with pytest.raises(IndexError, match="place"):
        found.one(0, 0)


def test_a_value_stands_within_its_interval() -> None:
    """A value outside of it is a mistake; a hair of rounding is not."""
    third = 0.1 + 0.2

    assert estimates(0.3, 0.2, third - 1e-12, n=1, n_organisations=1, method="").high >= 0.3
    with pytest.raises(ValueError, match="niet overal"):
        estimates(0.3, 0.4, 0.5, n=1, n_organisations=1, method="")
