"""Ratings: counts, and a median that anybody can check."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wpo.stats.ratings import ratings


@settings(deadline=None)
@given(st.lists(st.integers(0, 6), min_size=5, max_size=5).filter(any))
def test_the_median_is_that_of_numpy(counts: list[int]) -> None:
    """Whatever the counts, the median is the one of all answers written out."""
    assert ratings([counts]).median == np.median(np.repeat([1, 2, 3, 4, 5], counts))


def test_the_highest_answers_are_counted() -> None:
    """Two of five words, over two organisations; one without answers has no share."""
    found = ratings([[[1, 0, 2, 3, 4], [0, 5, 0, 0, 0], [0] * 5]], n_top=2)

    assert found.counts.tolist() == [[1, 5, 2, 3, 4]]
    assert found.top.value.tolist() == [7 / 15]
    assert found.by_organisation[0, :2].tolist() == [0.7, 0.0]
    assert np.isnan(found.by_organisation[0, 2])
    with pytest.raises(ValueError, match="n_top"):
        ratings([[1, 2, 3]], n_top=3)
