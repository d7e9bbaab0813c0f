"""Small cells cannot be recovered by somebody who knows the rules."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wpo.pilot.extract.rules.cells import (
    Crowd,
    counts,
    grouped,
    holds_enough,
    is_small,
    may_be_shown,
)

Table = tuple[Crowd, ...]  # of each organisation
LOTS = range(3)


def crowd(*numbers: int) -> Crowd:
    """Return so many people by each measure; who counts by one does by those before it."""
    found: Crowd = Counter()
    for q, number in enumerate(numbers):
        after = numbers[q + 1] if q + 1 < len(numbers) else 0
        found[tuple(n <= q for n in range(len(numbers)))] += number - after
    return +found


def tables(sizes: Sequence[int], n_measures: int) -> Iterator[Table]:
    """Give every table of organisations of these sizes."""
    rows = [
        [
            one
            for one in product(range(size + 1), repeat=n_measures)
            if list(one) == sorted(one)[::-1]
        ]
        for size in sizes
    ]
    for row in product(*rows):
        yield tuple(crowd(*one) for one in row)


def seen(table: Table, sizes: Sequence[int], extra: int) -> tuple[object, ...]:
    """Return all that can be read: who stands alone with how many, who together, and their sum."""
    crowds = {str(n): one for n, one in enumerate(table)}
    grouping = grouped(crowds, {str(n): size for n, size in enumerate(sizes)}, extra=extra)
    alone = tuple((one, counts(crowds[one])) for one in sorted(grouping.alone))
    together = tuple(sorted(grouping.together))
    total = tuple(counts(sum((crowds[one] for one in together), Counter())))
    return alone, together, total, tuple(sorted(grouping.left_out))


@pytest.mark.parametrize(
    ("sizes", "n_measures"),
    [((5, 6, 8), 1), ((4, 7, 9), 1), ((8, 8, 8), 1), ((5, 7), 2), ((9, 9), 2), ((3, 5, 6), 1)],
)
def test_somebody_who_knows_every_rule_finds_no_small_cell(
    sizes: tuple[int, ...], n_measures: int
) -> None:
    """Of all tables that look alike, no small number is the same in all; whatever the sizes are."""
    looks_like: dict[tuple[object, ...], list[Table]] = defaultdict(list)
    for table in tables(sizes, n_measures):
        for extra in LOTS:
            looks_like[seen(table, sizes, extra)].append(table)

    hidden = 0
    for (_, together, _, left_out), possible in looks_like.items():
        for one in (*together, *left_out):
            for q in range(n_measures):
                known = {(*counts(each[int(one)]), *[0] * n_measures)[q] for each in possible}
                hidden += 1
                assert len(known) > 1 or not is_small([*known]), (together, known)
    assert hidden > 50


numbers = st.integers(0, 12)
SIZES = {f"org{n}": 12 for n in range(7)}


@given(st.lists(st.tuples(numbers, numbers, numbers), min_size=1, max_size=7), st.integers(0, 2))
def test_every_measure_keeps_the_rule(table: list[tuple[int, ...]], extra: int) -> None:
    """Alone or together, by every measure there are five people or nobody."""
    crowds = {f"org{n}": crowd(*sorted(one)[::-1]) for n, one in enumerate(table)}
    grouping = grouped(crowds, SIZES, extra=extra)
    together = {one: crowds[one] for one in grouping.together}

    assert not any(is_small(counts(crowds[one])) for one in grouping.alone)
    assert not together or (holds_enough(together) and may_be_shown(together, SIZES))
    assert not grouping.left_out or not (grouping.alone | grouping.together)


def test_one_small_cell_takes_another_with_it() -> None:
    """The smallest other organisation joins, so that no sum leaves the one alone."""
    crowds = {"a": crowd(3), "b": crowd(9), "c": crowd(8)}
    grouping = grouped(crowds, {"a": 12, "b": 20, "c": 30})

    assert grouping.together == {"a", "b"}
    assert grouping.alone == {"c"}


def test_who_joins_does_not_depend_on_what_is_hidden() -> None:
    """The larger organisation stays alone, however few or many of it took part."""
    sizes = {"a": 12, "b": 20, "c": 30}

    for b, c in ((9, 25), (20, 6)):
        assert grouped({"a": crowd(3), "b": crowd(b), "c": crowd(c)}, sizes).alone == {"c"}


def test_by_lot_another_joins() -> None:
    """What the lot adds stands together too."""
    crowds = {"a": crowd(3), "b": crowd(9), "c": crowd(8)}

    assert grouped(crowds, dict.fromkeys("abc", 20), extra=1).together == {"a", "b", "c"}
    assert grouped({"a": crowd(9)}, {"a": 20}, extra=1).together == frozenset()


def test_what_cannot_be_hidden_is_left_out() -> None:
    """One organisation with few people, and nobody to hide among, is not shown."""
    assert grouped({"a": crowd(4)}, {"a": 20}).left_out == {"a"}
    assert grouped({"a": crowd(1), "b": crowd(3)}, {"a": 20, "b": 20}).left_out == {"a", "b"}


def test_where_everybody_took_part_nobody_could_change_places() -> None:
    """Three of twelve and all ten of ten are thirteen in one way less: a larger one joins."""
    crowds = {"a": crowd(4), "b": crowd(10), "c": crowd(14)}

    assert grouped(crowds, {"a": 12, "b": 10, "c": 20}).together == {"a", "b", "c"}
    assert grouped(crowds, {"a": 12, "b": 11, "c": 20}).together == {"a", "b"}


def test_what_everybody_knows_needs_no_hiding() -> None:
    """Of whom had it to do the sum is known; only what they did must stay hidden."""
    had_it_to_do = {"a": crowd(12, 3), "b": crowd(10, 9)}
    sizes: Mapping[str, int] = {"a": 12, "b": 10}

    assert grouped(had_it_to_do, sizes, n_known=1).together == {"a", "b"}
