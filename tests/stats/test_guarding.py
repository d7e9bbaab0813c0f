"""No small group can be worked out from what a page shows, however one calculates."""

from collections.abc import Iterator, Mapping
from itertools import pairwise, product

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from wpo.stats.guarding import (
    HIDDEN,
    NOTHING,
    SMALL,
    TOO_SMALL,
    Mark,
    Overlap,
    Shown,
    Sum,
    Table,
    guard,
    guard_times,
    merge_small,
    parted_table,
    rounded_down,
    share,
)

STEPS = st.sampled_from([1, 5])
PEOPLE = st.integers(0, 13)
FAR = 9  # where only "at least five" is known, an attacker tries numbers this far from the truth


class Attacker:
    """Somebody who knows how the cells are related, and which hidden ones are small.

    It tries all numbers, one by one, and shares no code with what it attacks.
    """

    def __init__(self, table: Table, shown: Mapping[str, Shown]) -> None:
        self.table = table
        self.bounds: dict[str, tuple[int, int]] = {}
        for name, value in table.cells.items():
            far = (max(0, value - FAR), value + FAR)
            told = shown.get(name)
            if told is NOTHING or name in table.silent:
                self.bounds[name] = far
            elif told is None or told.mark is not Mark.SHOWN:
                self.bounds[name] = (0, 4) if value < SMALL else (max(SMALL, far[0]), far[1])
            else:
                assert told.high is not None
                assert told.low <= value <= told.high
                self.bounds[name] = (told.low, told.high)

    def guesses(self) -> Iterator[dict[str, int]]:
        """Yield everything that the whole table could be."""
        wholes = {one.whole: one for one in self.table.relations if isinstance(one, Sum)}
        free = [name for name in self.table.cells if name not in wholes]
        for values in product(
            *(range(low, high + 1) for low, high in map(self.bounds.__getitem__, free))
        ):
            guess = dict(zip(free, values, strict=True))
            while len(guess) < len(self.table.cells):
                for name, one in wholes.items():
                    if name not in guess and all(part in guess for part in one.parts):
                        guess[name] = sum(guess[part] for part in one.parts)
            if self._fits(guess):
                yield guess

    def knows(self) -> dict[str, set[int]]:
        """Return what each small cell can be, as far as this attacker can tell."""
        small = [name for name, value in self.table.cells.items() if value < SMALL]
        found: dict[str, set[int]] = {name: set() for name in small}
        for guess in self.guesses():
            for name in small:
                found[name].add(guess[name])
        return found

    def _fits(self, guess: Mapping[str, int]) -> bool:
        if not all(low <= guess[name] <= high for name, (low, high) in self.bounds.items()):
            return False
        for one in self.table.relations:
            parts = [guess[part] for part in one.parts]
            if isinstance(one, Sum) and guess[one.whole] != sum(parts):
                return False
            if isinstance(one, Overlap) and not max(parts) <= guess[one.whole] <= sum(parts):
                return False
        return True


def assert_guarded(table: Table, step: int) -> dict[str, Shown]:
    """Assert that an attacker can be sure of nothing from 1 to 4 in any small cell."""
    shown = guard(table, step=step)
    for name, possible in Attacker(table, shown).knows().items():
        assert possible >= {1, 2, 3, 4}, f"{name} is one of {sorted(possible)}"
    return shown


def groups(*values: int) -> Table:
    """Return departments with their total."""
    named = {f"d{number}": value for number, value in enumerate(values)}
    return parted_table("all", named, {}, {})


def rows_and_columns(cells: tuple[tuple[int, int], tuple[int, int]]) -> Table:
    """Return two departments in two months, with every total."""
    (a, b), (c, d) = cells
    return Table(
        cells={"a": a, "b": b, "c": c, "d": d}
        | {"row1": a + b, "row2": c + d, "column1": a + c, "column2": b + d, "all": a + b + c + d},
        relations=(
            Sum(whole="row1", parts=("a", "b")),
            Sum(whole="row2", parts=("c", "d")),
            Sum(whole="column1", parts=("a", "c")),
            Sum(whole="column2", parts=("b", "d")),
            Sum(whole="all", parts=("row1", "row2")),
        ),
    )


def two_ways(only_first: int, both: int, only_second: int) -> Table:
    """Return those who practised, those who looked back and those who did either, in one month."""
    return Table(
        cells={"only_first": only_first, "both": both, "only_second": only_second}
        | {"first": only_first + both, "second": both + only_second}
        | {"either": only_first + both + only_second},
        relations=(
            Sum(whole="first", parts=("only_first", "both")),
            Sum(whole="second", parts=("both", "only_second")),
            Sum(whole="either", parts=("first", "only_second")),
        ),
        silent=frozenset({"only_first", "both", "only_second"}),
    )


@given(st.lists(PEOPLE, min_size=2, max_size=4), STEPS)
@settings(deadline=None)
@example([2, 3, 20], 1)
@example([49, 49, 4], 5)
def test_departments_within_the_organisation(values: list[int], step: int) -> None:
    """From a total and the other departments nobody works out a small department."""
    assert_guarded(groups(*values), step)


@given(st.tuples(st.tuples(PEOPLE, PEOPLE), st.tuples(PEOPLE, PEOPLE)), STEPS)
@settings(deadline=None)
@example(((3, 12), (12, 12)), 1)
def test_rows_and_columns(cells: tuple[tuple[int, int], tuple[int, int]], step: int) -> None:
    """From the totals of rows and columns nobody works out a small cell."""
    assert_guarded(rows_and_columns(cells), step)


@given(PEOPLE, PEOPLE, PEOPLE, STEPS)
@settings(deadline=None)
@example(3, 9, 2, 1)
@example(31, 3, 26, 5)
def test_those_who_are_not_in_a_part(first: int, both: int, second: int, step: int) -> None:
    """Of those who took part, nobody works out how few did one of two things only, or both."""
    assert_guarded(two_ways(first, both, second), step)


@given(st.lists(st.integers(0, 9), min_size=2, max_size=3), st.data(), STEPS)
@settings(deadline=None)
def test_months_within_a_year(months: list[int], data: st.DataObject, step: int) -> None:
    """From everybody of a year and the other months nobody works out a small month."""
    year = data.draw(st.integers(max(months), sum(months)))
    named = {f"m{number}": value for number, value in enumerate(months)}
    assert_guarded(
        Table(cells=named | {"year": year}, relations=(Overlap(whole="year", parts=tuple(named)),)),
        step,
    )


@given(st.integers(0, 60), st.integers(0, 60), STEPS)
@settings(deadline=None)
@example(46, 2, 1)
def test_periods_that_overlap(inner: int, more: int, step: int) -> None:
    """From "this year" and "the last twelve months" nobody works out those of before this year."""
    assert_guarded(
        Table(
            cells={"year": inner, "twelve": inner + more, "before": more},
            relations=(Sum(whole="twelve", parts=("year", "before")),),
            silent=frozenset({"before"}),
        ),
        step,
    )


@given(st.integers(SMALL, 300), st.integers(1, 4))
@settings(deadline=None)
def test_today_and_tomorrow(before: int, new: int) -> None:
    """A total that one to four people more made larger may have grown by each of 1 to 4."""
    first, second = rounded_down(before), rounded_down(before + new)
    assert first.high is not None
    assert second.high is not None
    growth = {
        later - earlier
        for earlier in range(first.low, first.high + 1)
        for later in range(second.low, second.high + 1)
    }

    assert growth >= {1, 2, 3, 4}


@given(st.lists(st.sets(st.integers(0, 11)), min_size=3, max_size=5))
@settings(deadline=None)
def test_one_release_after_another(months: list[set[int]]) -> None:
    """From totals since January, read every month, nobody works out how few people were new."""
    together = [len(set().union(*months[: number + 1])) for number in range(len(months))]
    shown = [rounded_down(one) for one in together]
    bounds = [(one.low, one.high or 0) for one in shown]
    for number in range(1, len(months)):
        if together[number] - together[number - 1] >= SMALL:
            continue
        growth = {
            later[number] - later[number - 1]
            for later in product(*(range(low, high + 1) for low, high in bounds))
            if all(a <= b for a, b in pairwise(later))
        }
        assert growth >= {1, 2, 3, 4}


@given(st.dictionaries(st.sampled_from("abcde"), PEOPLE, min_size=1), STEPS)
@settings(deadline=None, max_examples=60)
@example({"a": 3, "b": 4, "c": 4, "d": 13}, 5)
def test_small_departments_together(parts: dict[str, int], step: int) -> None:
    """Merging loses nobody and shows no fewer groups; what went into the rest stays unknown."""
    shown_groups, merged = merge_small(parts, "rest", step=step)
    inside = tuple(sorted(merged))
    table = parted_table("all", shown_groups, {"rest": inside} if inside else {}, parts)

    assert table.cells["all"] == sum(parts.values())
    assert len(merged) != 1
    alone = guard(parted_table("all", parts, {}, parts), step=step)
    assert _n_lost(guard(table, step=step)) <= _n_lost(alone)
    if len(table.cells) <= 6:
        assert_guarded(table, step)


def _n_lost(shown: Mapping[str, Shown]) -> int:
    return sum(one.mark is not Mark.SHOWN for name, one in shown.items() if name != "all")


@given(st.lists(st.integers(0, 60), min_size=12, max_size=12), st.data())
@settings(deadline=None, max_examples=40)
def test_a_whole_page(months: list[int], data: st.DataObject) -> None:
    """In twelve months with both periods every bound that follows leaves 1 to 4 possible."""
    names = tuple(f"m{number}" for number in range(12))
    year = data.draw(st.integers(max(months[3:]), sum(months[3:])))
    twelve = data.draw(st.integers(max(year, *months), year + sum(months[:3])))
    table = Table(
        cells=dict(zip(names, months, strict=True))
        | {"year": year, "twelve": twelve, "before": twelve - year},
        relations=(
            Overlap(whole="year", parts=names[3:]),
            Overlap(whole="twelve", parts=("year", *names[:3])),
            Sum(whole="twelve", parts=("year", "before")),
        ),
        silent=frozenset({"before"}),
    )
    bounds = Attacker(table, guard(table)).bounds
    _propagate(table, bounds)

    for name, (low, high) in bounds.items():
        if table.cells[name] < SMALL:
            assert low <= 1, f"{name} is at least {low}"
            assert high >= 4, f"{name} is at most {high}"


def _propagate(table: Table, bounds: dict[str, tuple[int, int]]) -> None:
    """Narrow bounds by what totals say, until nothing changes any more."""
    before = None
    while before != bounds:
        before = dict(bounds)
        for one in table.relations:
            low, high = bounds[one.whole]
            lows = [bounds[part][0] for part in one.parts]
            highs = [bounds[part][1] for part in one.parts]
            least = sum(lows) if isinstance(one, Sum) else max(lows)
            bounds[one.whole] = (max(low, least), min(high, sum(highs)))
            for part, own_low, own_high in zip(one.parts, lows, highs, strict=True):
                rest = low - (sum(highs) - own_high)
                room = high - (sum(lows) - own_low) if isinstance(one, Sum) else high
                bounds[part] = (max(own_low, rest), min(own_high, room))


def test_what_is_safe_is_shown() -> None:
    """Nothing is hidden that need not be: large groups are all there, rounded down to five."""
    shown = guard(groups(14, 23, 8))

    assert {name: one.low for name, one in shown.items()} == {
        "all": 45,
        "d0": 10,
        "d1": 20,
        "d2": 5,
    }


def test_the_smallest_second_cell_is_hidden() -> None:
    """Exact numbers: beside a small department the smallest of the others goes, the total stays."""
    shown = guard(groups(3, 9, 30, 40), step=1)

    assert shown["d0"] is TOO_SMALL
    assert shown["d1"] is HIDDEN
    assert {name for name, one in shown.items() if one.mark is Mark.SHOWN} == {"all", "d2", "d3"}


def test_zero_is_shown_as_any_small_number() -> None:
    """A page that shows nobody and a page that shows four people are the same."""
    assert guard(groups(0, 20, 30)) == guard(groups(4, 20, 30)) | {
        "all": guard(groups(0, 20, 30))["all"]
    }


def test_numbers_that_cannot_be_are_refused() -> None:
    """A table whose total is not the sum of its parts is a mistake in the program."""
    with pytest.raises(ValueError, match="past niet"):
        Table(cells={"all": 9, "a": 3, "b": 5}, relations=(Sum(whole="all", parts=("a", "b")),))
    with pytest.raises(ValueError, match="minder dan nul"):
        Table(cells={"a": -1})


def test_times_are_not_about_one_person() -> None:
    """How often is shown from five people on, and where nobody did more than half of it."""
    assert guard_times(4, 60, 20) is TOO_SMALL
    assert guard_times(9, 60, 31) is HIDDEN
    assert guard_times(9, 63, 30) == Shown(mark=Mark.SHOWN, low=60, high=64)


def test_a_share_is_made_of_what_is_shown() -> None:
    """A share needs ten people, and its bounds hold whatever was rounded away."""
    assert share(rounded_down(5), rounded_down(9)) is None
    assert share(rounded_down(3), rounded_down(40)) is None
    assert share(HIDDEN, rounded_down(40)) is None
    bounds = share(rounded_down(33), rounded_down(48))
    assert bounds is not None
    assert bounds[0] <= 33 / 48 <= bounds[1]
    assert share(rounded_down(48), rounded_down(48)) == (45 / 49, 1.0)
