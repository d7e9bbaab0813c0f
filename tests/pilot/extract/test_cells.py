"""Small cells cannot be recovered by somebody who knows the rules."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from wpo.pilot.extract.cells import FEWEST, grouped, is_small, may_be_shown

Table = tuple[int, ...]
Output = tuple[tuple[tuple[str, int], ...], tuple[str, ...], int]

numbers = st.integers(0, 12)


def output(table: Table) -> Output:
    """Return all that can be read of one measure: letters with numbers, and the star."""
    counts = {f"org{n}": (one,) for n, one in enumerate(table)}
    grouping = grouped(counts)
    alone = tuple((one, counts[one][0]) for one in sorted(grouping.alone))
    together = tuple(sorted(grouping.together))
    return alone, together, sum(counts[one][0] for one in together)


def naive(members: tuple[str, ...], total: int) -> Iterator[Table]:
    """Give every way in which hidden cells of 1 to 4 people make this total."""
    for one in product(range(1, FEWEST), repeat=len(members)):
        if sum(one) == total:
            yield one


def test_somebody_who_knows_every_rule_finds_no_small_cell() -> None:
    """Of all tables of three organisations that look alike, no small cell is the same in all."""
    looks_like: dict[Output, list[Table]] = defaultdict(list)
    for table in product(range(1, 16), repeat=3):
        looks_like[output(table)].append(table)

    for (_, together, _), tables in looks_like.items():
        for one in together:
            place = int(one.removeprefix("org"))
            possible = {table[place] for table in tables if sum(table) < 40}
            known = {table[place] for table in tables}
            assert len(possible or known) > 1 or min(known) >= FEWEST


@given(st.lists(numbers, min_size=1, max_size=7))
def test_naive_sums_tell_nothing(table: list[int]) -> None:
    """Whoever takes hidden cells for 1 to 4 people finds at least two ways, or none."""
    _, together, total = output(tuple(table))
    ways = list(naive(together, total)) if len(together) < 6 else []

    for place in range(len(together)):
        values = {way[place] for way in ways}
        assert len(values) != 1


@given(st.lists(st.tuples(numbers, numbers, numbers), min_size=1, max_size=7))
def test_every_measure_keeps_the_rule(table: list[tuple[int, ...]]) -> None:
    """Alone or together, by every measure there are five people or nobody."""
    counts: Mapping[str, tuple[int, ...]] = {f"org{n}": one for n, one in enumerate(table)}
    grouping = grouped(counts)
    together = [counts[one] for one in grouping.together]

    assert not any(is_small(counts[one]) for one in grouping.alone)
    assert not together or may_be_shown(together)
    assert all(sum(each) == 0 or sum(each) >= FEWEST for each in zip(*together, strict=True))


def test_one_small_cell_takes_another_with_it() -> None:
    """The next smallest joins, so that no sum leaves the one alone."""
    grouping = grouped({"a": (3,), "b": (20,), "c": (9,)})

    assert grouping.together == {"a", "c"}
    assert grouping.alone == {"b"}


def test_what_cannot_be_hidden_is_left_out() -> None:
    """One organisation with few people, and nobody to hide among, is not shown."""
    assert grouped({"a": (4,)}).left_out == {"a"}
    assert grouped({"a": (1,), "b": (3,)}).left_out == {"a", "b"}


def test_two_cells_of_four_need_a_third() -> None:
    """Eight is only four and four, for whoever knows that both are small."""
    assert grouped({"a": (4,), "b": (4,), "c": (11,)}).together == {"a", "b", "c"}
    assert grouped({"a": (4,), "b": (4,)}).left_out == {"a", "b"}
