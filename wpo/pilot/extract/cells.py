"""Which organisations stand together, so that nobody stands in a small cell of one opdracht.

A cell is an organisation at an opdracht. What is counted in it are people, by one or more measures
(had it to do, began, answered): any of them between 1 and 4 makes the cell small. Small cells are
put together as ``*``. Together they must hold five people or more by every measure, of at least two
organisations; if not, the next smallest organisation joins (secondary suppression), so that the sum
does not tell what was hidden.

Nor may the sum do so by arithmetic. Whoever knows that hidden cells hold 1 to 4 people knows all of
them where the sum is as small or as large as it can be: two cells of 4 are the only way to 8. Then
too the next smallest joins. Members that are not all alike cannot be told apart, because the same
output comes of the same numbers in another order; ``tests/pilot/extract/test_cells.py`` tries every
table of three organisations against somebody who knows these rules.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

FEWEST = 5  # people in any cell that is shown

Counts = Mapping[str, tuple[int, ...]]  # of each organisation: people, by measure


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouping:
    """Organisations that stand alone, stand together, and that cannot be shown at all."""

    alone: frozenset[str] = field(default=frozenset())
    together: frozenset[str] = field(default=frozenset())
    left_out: frozenset[str] = field(default=frozenset())


def grouped(counts: Counts) -> Grouping:
    """Return how the organisations of one opdracht are shown.

    Parameters
    ----------
    counts
        Of each organisation how many people are new there, by measure: the same number of measures
        for all. Organisations with nobody by any measure do not matter.
    """
    there = {one: numbers for one, numbers in counts.items() if any(numbers)}
    together = {one for one, numbers in there.items() if is_small(numbers)}
    if not together:
        return Grouping(alone=frozenset(there))
    bigger = sorted(there.keys() - together, key=lambda one: (max(there[one]), one))
    while not may_be_shown([there[one] for one in together]):
        if not bigger:
            return Grouping(left_out=frozenset(there))
        together.add(bigger.pop(0))
    return Grouping(alone=frozenset(bigger), together=frozenset(together))


def is_small(numbers: Collection[int]) -> bool:
    """Tell whether a cell with these numbers of people is small by any measure."""
    return any(0 < one < FEWEST for one in numbers)


def may_be_shown(members: Collection[tuple[int, ...]]) -> bool:
    """Tell whether cells put together give away none of them; one cell alone never does."""
    return len(members) > 1 and all(
        _sum_is_safe([one for one in numbers if one]) for numbers in zip(*members, strict=True)
    )


def _sum_is_safe(numbers: list[int]) -> bool:
    if not numbers:
        return True
    is_lowest = len(numbers) > 1 and sum(numbers) == len(numbers)
    is_highest = max(numbers) < FEWEST and sum(numbers) == (FEWEST - 1) * len(numbers)
    return sum(numbers) >= FEWEST and not is_lowest and not is_highest
