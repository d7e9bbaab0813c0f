"""What people of few organisations are worth."""

import numpy as np
import pytest

from wpo.stats.clusters import average_cluster, counts, effective


def test_seven_organisations_are_never_worth_more_than_seventy() -> None:
    """With an ICC of .10 any number of persons of seven is worth less; with 0 all of them."""
    assert effective([10**9] * 7, 0.1) == pytest.approx(70)
    assert effective([12] * 7, 0.0) == 84
    assert effective([12] * 7, 1.0) == 7
    assert effective([0, 0], 0.1) == 0


def test_big_organisations_are_worth_less() -> None:
    """The same persons are worth most where they are spread evenly: Kish's squares."""
    assert average_cluster([2, 10]) == pytest.approx((4 + 100) / 12)
    assert effective([11, 1], 0.1) < effective([6, 6], 0.1)
    assert np.isnan(average_cluster([0, 0]))


@pytest.mark.parametrize("wrong", [-1, 2.5, np.nan, np.inf])
def test_a_count_is_whole(wrong: float) -> None:
    """A number below 0, a part of a person or an unknown number is named, and not rounded."""
    with pytest.raises(ValueError, match="n: hele aantallen"):
        counts(hits=[1, 1], n=[3, wrong])
    assert [one.tolist() for one in counts(hits=1, n=[2.0, 3.0])] == [[1, 1], [2, 3]]


def test_what_is_worth_something_is_a_number() -> None:
    """Unknown or negative persons, and an ICC outside 0 to 1, are mistakes."""
    for n, icc in (([np.nan], 0.1), ([-1], 0.1), ([3], -0.1), ([3], 1.1)):
        with pytest.raises(ValueError, match=r"n:|icc:"):
            effective(n, icc)
