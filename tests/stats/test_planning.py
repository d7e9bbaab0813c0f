"""Planning: so many more, or never with seven."""

import numpy as np
import pytest

from tests.stats.worlds import alike
from wpo.stats.clusters import effective
from wpo.stats.planning import (
    effective_needed,
    half_width,
    more_needed,
    persons_needed,
)
from wpo.stats.shares import share, wilson


@pytest.mark.parametrize("p", [0.5, 0.7, 0.95])
def test_what_is_needed_is_what_wilson_asks(p: float) -> None:
    """With that many persons, the interval of statsmodels just touches the threshold."""
    touching = wilson(p, effective_needed(p, threshold=0.45))

    assert touching[0] == pytest.approx(0.45)


@pytest.mark.parametrize(("k", "m", "p"), [(7, 6, 0.7), (3, 40, 0.2), (1, 9, 0.9)])
def test_half_the_width_is_that_of_the_interval(k: int, m: int, p: float) -> None:
    """The shortcut without statsmodels is the width of ``share``; without persons it is .5."""
    hits = np.full(k, round(p * m))
    found = share(hits, np.full(k, m)).one()

    assert half_width(np.full(k, m), round(p * m) / m) == pytest.approx(
        (found.high - found.low) / 2
    )
    assert half_width([0, 0], 0.7) == 0.5


def test_one_person_more_an_organisation_tips_it() -> None:
    """With as many as are needed the interval is on one side, with one fewer it is not."""
    m = int(persons_needed(0.8, 7, threshold=0.6, icc=0.1))

    assert wilson(0.8, 7 * m / (1 + (m - 1) * 0.1))[0] >= 0.6
    assert wilson(0.8, 7 * (m - 1) / (1 + (m - 2) * 0.1))[0] < 0.6


def test_enough_is_enough_in_half_of_all_cases() -> None:
    """With as many as are needed it can be told in about half: the share found moves by chance."""
    m = int(persons_needed(0.8, 7, threshold=0.6))
    hits = alike(np.random.default_rng(4), 0.8, 0.1, np.full(7, m), 4000)

    assert 0.4 < (share(hits, np.full(7, m)).low >= 0.6).mean() < 0.65


def test_who_is_ahead_cannot_give_away() -> None:
    """Forty persons of one organisation do not make up for two of each other; more are asked."""
    n = np.array([40, 2, 2, 2, 2, 2, 2])
    hits = n // 2 * 2 * 0.9
    more = more_needed(hits, n, threshold=0.65)
    fewest = 2 + more / 6

    def can_tell(fewest: float) -> bool:
        return bool(effective(np.maximum(n, fewest), 0.1) >= effective_needed(0.9, threshold=0.65))

    assert more % 6 == 0
    assert can_tell(fewest)
    assert not can_tell(fewest - 1)


def test_seven_organisations_are_sometimes_not_enough() -> None:
    """At .667 against .60 seven are worth 70 at most, and more than twenty would be needed."""
    needed = float(effective_needed(2 / 3, threshold=0.6))

    assert more_needed([6] * 7, [9] * 7, threshold=0.6) == float("inf")
    assert 7 / 0.1 < 20 / 0.1 < needed < 21 / 0.1
    assert np.isinf(more_needed([6] * 20, [9] * 20, threshold=0.6))
    assert np.isfinite(more_needed([6] * 21, [9] * 21, threshold=0.6))


def test_what_can_be_told_now_needs_no_more() -> None:
    """Zero where the interval is past it, a number where it will be, unknown without answers."""
    hits, n = [[6] * 7, [8] * 7, [0] * 7], [[9] * 7, [10] * 7, [0] * 7]
    more = more_needed(hits, n, threshold=[0.4, 0.65, 0.6])

    assert more[0] == 0
    assert (share(hits[1], n[1]).low < 0.65) == (more[1] > 0)
    assert np.isnan(more[2])
    with pytest.raises(ValueError, match="threshold"):
        effective_needed(0.5, threshold=1.2)
