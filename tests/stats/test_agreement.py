"""Agreement: counts that anybody can recount, and a coefficient that matches published ones."""

from collections import Counter
from math import isclose, sqrt
from statistics import mean, stdev

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wpo.stats.agreement import (
    FEWEST_GROUPS,
    FEWEST_ROWS,
    Row,
    agreement,
    alpha,
    jackknife,
)

SCALE = ("nog_niet", "beetje", "gezien")
ROWS = st.lists(
    st.builds(
        Row,
        group=st.sampled_from("pqrs"),
        first=st.sampled_from([*SCALE, "niet_kunnen_zien"]),
        second=st.sampled_from([*SCALE, "niet_kunnen_zien"]),
    ),
    max_size=60,
)


def units(*observers: str) -> Counter[tuple[str, ...]]:
    """Return what several observers saw, given as one line each; a dot is a missing answer."""
    columns = zip(*(one.split() for one in observers), strict=True)
    return Counter(tuple(value for value in column if value != ".") for column in columns)


# K. Krippendorff, Computing Krippendorff's Alpha-Reliability, University of Pennsylvania, 2011
# (repository.upenn.edu/asc_papers/43): its parts A to D, and the values printed there.
EXAMPLE_A = units("0 1 0 0 0 0 0 0 1 0", "1 1 1 0 0 1 0 0 0 0")
EXAMPLE_B = units("a a b b d c c c e d d a", "b a b b b c c c e d d d")
EXAMPLE_C = units(
    "1 2 3 3 2 1 4 1 2 . . .",
    "1 2 3 3 2 2 4 1 2 5 . 3",
    ". 3 3 3 2 3 4 2 2 5 1 .",
    "1 2 3 3 2 4 4 1 2 5 1 .",
)


@pytest.mark.parametrize(
    ("found", "scale", "metric", "published"),
    [
        (EXAMPLE_A, "01", "nominal", 0.095),
        (EXAMPLE_B, "abcde", "nominal", 0.692),
        (EXAMPLE_C, "12345", "nominal", 0.743),
        (EXAMPLE_C, "12345", "ordinal", 0.815),
    ],
    ids=["two people, yes or no", "two people, five kinds", "four people", "four people, a scale"],
)
def test_alpha_is_the_published_one(
    found: Counter[tuple[str, ...]], scale: str, metric: str, published: float
) -> None:
    """Every worked example of Krippendorff (2011) comes out as it is printed."""
    value = alpha(found, scale, metric)  # type: ignore[arg-type]

    assert value is not None
    assert round(value, 3) == published


def test_the_interval_around_a_mean_is_the_known_one() -> None:
    """For a mean, Tukey's jackknife is its standard error with Student's t: t(.975; 4) = 2.776."""
    values = (3, 5, 8, 13, 21)

    def average(counts: Counter[int]) -> float | None:
        return mean(counts.elements()) if counts else None

    found = jackknife([Counter([value]) for value in values], average)
    margin = 2.776 * stdev(values) / sqrt(len(values))
    assert found == pytest.approx((mean(values) - margin, mean(values) + margin))


def test_an_interval_asks_for_groups() -> None:
    """With two groups there is none, nor where the estimate hangs on one group."""
    few = [Counter({("beetje", "gezien"): 9}), Counter({("gezien", "gezien"): 9})]
    hangs = [Counter({("beetje", "gezien"): 1})] + [Counter({("gezien", "gezien"): 9})] * 5

    assert jackknife(few, lambda counts: float(counts.total())) is None
    assert jackknife(hangs, lambda counts: alpha(counts, SCALE)) is None


def rows(*each: tuple[str, str], groups: int = 5) -> list[Row]:
    """Return these answers, spread over groups."""
    return [Row(group=n % groups, first=a, second=b) for n, (a, b) in enumerate(each)]


def test_counts_say_what_was_seen_together() -> None:
    """Each two answers once, without a first or a second; who could not see is counted apart."""
    found = agreement(
        rows(
            ("gezien", "gezien"),
            ("gezien", "beetje"),
            ("beetje", "gezien"),
            ("nog_niet", "nog_niet"),
            ("gezien", "niet_kunnen_zien"),
            ("niet_kunnen_zien", "niet_kunnen_zien"),
        ),
        SCALE,
    )

    assert dict(found.counts) == {
        ("nog_niet", "nog_niet"): 1,
        ("nog_niet", "beetje"): 0,
        ("nog_niet", "gezien"): 0,
        ("beetje", "beetje"): 0,
        ("beetje", "gezien"): 2,
        ("gezien", "gezien"): 1,
    }
    assert (found.n, found.n_same, found.n_left_out) == (4, 2, 2)
    assert found.alpha is None


def test_a_number_comes_only_with_enough_rows() -> None:
    """Nineteen rows give a table, twenty a table and an interval around a number."""
    some = rows(*[("gezien", "gezien"), ("nog_niet", "nog_niet"), ("beetje", "gezien")] * 7)
    with_number = agreement(some[:FEWEST_ROWS], SCALE).alpha

    assert agreement(some[: FEWEST_ROWS - 1], SCALE).alpha is None
    assert with_number is not None
    assert with_number.low < with_number.value < with_number.high <= 1
    assert (with_number.n, with_number.n_groups) == (20, 5)


def test_a_number_asks_for_more_than_two_participants() -> None:
    """Any number of rows about two people says nothing about others."""
    some = [("gezien", "gezien"), ("nog_niet", "beetje"), ("nog_niet", "nog_niet")] * 20

    assert agreement(rows(*some, groups=FEWEST_GROUPS - 1), SCALE).alpha is None
    assert agreement(rows(*some, groups=FEWEST_GROUPS), SCALE).alpha is not None


def test_more_than_nine_in_ten_the_same_is_said() -> None:
    """Where one answer holds more than nine tenths of all, a low number would mislead."""
    nine_tenths = [("gezien", "gezien")] * 16 + [("gezien", "beetje")] * 4  # 36 of 40
    a_bit_more = [("gezien", "gezien")] * 17 + [("gezien", "beetje")] * 3  # 37 of 40
    found = agreement(rows(*a_bit_more), SCALE)

    assert not agreement(rows(*nine_tenths), SCALE).is_one_sided
    assert found.is_one_sided
    assert found.n_same / found.n == 0.85
    assert found.alpha is not None
    assert found.alpha.value < 0.1
    assert not agreement([], SCALE).is_one_sided


@given(some=ROWS)
def test_it_is_the_same_whoever_comes_first(some: list[Row]) -> None:
    """Neither the order of rows nor that of the two people matters, and every row is counted."""
    turned = [Row(group=one.group, first=one.second, second=one.first) for one in reversed(some)]
    found, other = agreement(some, SCALE), agreement(turned, SCALE)

    assert dict(found.counts) == dict(other.counts)
    assert sum(found.counts.values()) + found.n_left_out == len(some)
    assert sum(n for (a, b), n in found.counts.items() if a == b) == found.n_same
    assert (found.alpha is None) == (other.alpha is None)
    if found.alpha and other.alpha:
        assert isclose(found.alpha.value, other.alpha.value, abs_tol=1e-9)
        assert isclose(found.alpha.low, other.alpha.low, abs_tol=1e-9)


@given(some=ROWS.filter(lambda some: len({one.first for one in some}) > 1))
def test_agreeing_always_is_one(some: list[Row]) -> None:
    """Two who always say the same have alpha 1, whatever they say."""
    alike = Counter((one.first, one.first) for one in some)

    assert alpha(alike, [*SCALE, "niet_kunnen_zien"]) == pytest.approx(1)


def test_a_bigger_step_apart_weighs_more() -> None:
    """On a scale, "gezien" and "nog niet" are further apart than "gezien" and "beetje"."""
    near = Counter({("gezien", "gezien"): 5, ("nog_niet", "nog_niet"): 5, ("beetje", "gezien"): 2})
    far = Counter({("gezien", "gezien"): 5, ("nog_niet", "nog_niet"): 5, ("nog_niet", "gezien"): 2})
    far[("beetje", "beetje")] = near[("beetje", "beetje")] = 2

    assert (alpha(near, SCALE) or 0) > (alpha(far, SCALE) or 0)


def test_what_cannot_be_compared_is_refused() -> None:
    """An answer beside the scale, or a scale that is none, is a mistake of who asks."""
    with pytest.raises(ValueError, match="staat niet op de schaal"):
        alpha(Counter({("ja", "nee"): 1}), SCALE)
    for scale in (("gezien",), ("gezien", "gezien")):
        with pytest.raises(ValueError, match="scale"):
            agreement([], scale)
    assert alpha(Counter({("gezien", "gezien"): 30}), SCALE) is None
    assert alpha(Counter({("gezien",): 3}), SCALE) is None
