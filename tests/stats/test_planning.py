"""Planning: so many more, or never with seven."""

import numpy as np
import pytest

from wpo.stats.planning import (
    effective_needed,
    half_width,
    more_needed,
    organisations_needed,
    persons_needed,
    plan,
)
from wpo.stats.shares import share, wilson


@pytest.mark.parametrize("p", [0.5, 0.7, 0.95])
def test_what_is_needed_is_what_wilson_asks(p: float) -> None:
    """With that many persons, statsmodels' interval is just as narrow, or touches the threshold."""
    narrow = wilson(p, effective_needed(p, half_width=0.1))
    touching = wilson(p, effective_needed(p, threshold=0.45))

    assert narrow[1] - narrow[0] == pytest.approx(0.2)
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


def test_seven_organisations_are_sometimes_not_enough() -> None:
    """At .667 against .60 seven are worth 70 at most, and 21 organisations are needed."""
    found = plan([6] * 7, [9] * 7, threshold=0.6)
    needed = float(effective_needed(2 / 3, threshold=0.6))

    assert found.more == float("inf")
    assert found.organisations == 21
    assert needed / 0.1 > 7 / 0.1
    assert 20 < needed * 0.1 < 21
    assert found.sentence.startswith("Met zeven organisaties nooit")
    assert np.isinf(organisations_needed(0.6, threshold=0.6))


def test_what_can_be_told_now_needs_no_more() -> None:
    """Zero where the interval is past it, a number where it will be, unknown without answers."""
    hits, n = [[6] * 7, [8] * 7, [0] * 7], [[9] * 7, [10] * 7, [0] * 7]
    more = more_needed(hits, n, threshold=[0.4, 0.65, 0.6])

    assert more[0] == 0
    assert (share(hits[1], n[1]).low < 0.65) == (more[1] > 0)
    assert np.isnan(more[2])
    assert plan([6] * 7, [9] * 7, threshold=0.4).sentence == "Er zijn nu genoeg antwoorden."
    assert plan([0], [0], threshold=0.4).sentence == "Er zijn nog geen antwoorden."
    with pytest.raises(ValueError, match="één van de twee"):
        effective_needed(0.5)
    with pytest.raises(ValueError, match="threshold"):
        effective_needed(0.5, threshold=1.2)
