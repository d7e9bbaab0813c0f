"""Whether numbers exist that fit some sums is the same as found by trying all of them."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wpo.stats.feasible import Limit, Numbers

NAMES = ("a", "b", "c", "d")
numbers = st.integers(0, 6)


@st.composite
def limits_around(draw: st.DrawFn, values: dict[str, int]) -> Limit:
    """Return a limit that these values keep."""
    plus = draw(st.sets(st.sampled_from(NAMES), min_size=1))
    minus = draw(st.sets(st.sampled_from(NAMES))) - plus
    total = sum(values[one] for one in plus) - sum(values[one] for one in minus)
    low, high = draw(st.integers(0, 2)), draw(st.integers(0, 2))
    return Limit(
        plus=tuple(sorted(plus)),
        minus=tuple(sorted(minus)),
        low=draw(st.sampled_from([None, total - low])),
        high=draw(st.sampled_from([None, total + high])),
    )


@given(st.data())
@settings(deadline=None)
def test_the_same_as_trying_all(data: st.DataObject) -> None:
    """A number is allowed where some numbers fit that have it, and nowhere else."""
    values = {name: data.draw(numbers) for name in NAMES}
    limits = data.draw(st.lists(limits_around(values), max_size=4))
    bounds = {
        name: (max(0, value - data.draw(numbers)), value + data.draw(numbers))
        for name, value in values.items()
    }
    found = Numbers(bounds, limits, values)
    ranges = [range(low, high + 1) for low, high in bounds.values()]
    guesses = (dict(zip(NAMES, one, strict=True)) for one in product(*ranges))
    fitting = {guess["a"] for guess in guesses if all(limit.holds(guess) for limit in limits)}
    for number in range(13):
        assert found.allow("a", number) == (number in fitting)


def test_numbers_that_do_not_fit_are_a_mistake() -> None:
    """The search begins at numbers that fit: bounds in which nothing fits are refused."""
    with pytest.raises(ValueError, match="grenzen"):
        Numbers({"a": (1, 2), "b": (5, 6)}, [Limit(plus=("a",), minus=("b",), low=0, high=0)], {})
