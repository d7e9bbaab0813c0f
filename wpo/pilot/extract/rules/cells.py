"""Which organisations stand together, so that nobody stands in a small cell of one opdracht.

A cell is an organisation at an opdracht. What is counted in it are people, by one or more measures
(began, answered): any of them between 1 and 4 makes the cell small. Small cells are put together as
``*``, with others (secondary suppression) until the sums tell nothing.

What it takes, and why nobody finds a hidden number, however well they know these rules:

1. Under ``*`` stand two organisations or more, and five people or nobody by each measure.
2. For every small number there are two people of different organisations under ``*`` who could
   change places: that would make it another number, and nothing that is shown would be different.
   ``sizes`` matters here: where everybody of an organisation did something, nobody more could.
3. Who joins is decided by how large organisations are, which everybody may know; never by a number
   that is hidden. Now and then one more joins than is needed, by lot (``extra``): else it would
   tell something that one had to.

So each set that is shown could have come of other numbers. ``tests/pilot/extract/test_cells.py``
tries all tables of a few small organisations against somebody who knows all but the lot.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product

FEWEST = 5  # people in any cell that is shown

Measures = tuple[bool, ...]  # by which measures somebody counts
Crowd = Counter[Measures]  # how many people of an organisation are alike in that


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouping:
    """Organisations that stand alone, stand together, and that cannot be shown at all."""

    alone: frozenset[str] = field(default=frozenset())
    together: frozenset[str] = field(default=frozenset())
    left_out: frozenset[str] = field(default=frozenset())


def grouped(
    crowds: Mapping[str, Crowd], sizes: Mapping[str, int], *, n_known: int = 0, extra: int = 0
) -> Grouping:
    """Return how the organisations of one opdracht are shown.

    Parameters
    ----------
    crowds
        Of each organisation how many people are new there, by what they count for: the same number
        of measures for all. Organisations with nobody by any measure do not matter.
    sizes
        How many people of each organisation there could be at most.
    n_known
        How many measures, the first ones, everybody knows: they can make a cell small, but their
        sum tells nothing new.
    extra
        How many more organisations join than is needed; by lot.
    """
    there = {one: crowd for one, crowd in crowds.items() if any(counts(crowd))}
    together = {one for one, crowd in there.items() if is_small(counts(crowd))}
    if not together:
        return Grouping(alone=frozenset(there))
    others = sorted(there.keys() - together, key=lambda one: (sizes.get(one, 0), one))
    joining = iter(others)
    while not may_be_shown({one: there[one] for one in together}, sizes, n_known=n_known):
        if (one_more := next(joining, None)) is None:
            return Grouping(left_out=frozenset(there))
        together.add(one_more)
    together |= {one for one, _ in zip(joining, range(extra), strict=False)}
    return Grouping(alone=frozenset(there.keys() - together), together=frozenset(together))


def counts(crowd: Crowd) -> tuple[int, ...]:
    """Return how many people count by each measure."""
    n_measures = max((len(one) for one in crowd), default=0)
    return tuple(sum(n for one, n in crowd.items() if one[q]) for q in range(n_measures))


def is_small(numbers: Sequence[int]) -> bool:
    """Tell whether a cell with these numbers of people is small by any measure."""
    return any(0 < one < FEWEST for one in numbers)


def may_be_shown(
    crowds: Mapping[str, Crowd], sizes: Mapping[str, int], *, n_known: int = 0
) -> bool:
    """Tell whether cells put together give away none of them; one cell alone never does."""
    if not holds_enough(crowds):
        return False
    everybody = {one: _with_the_rest(crowds[one], sizes.get(one, 0), n_known) for one in crowds}
    return all(
        _could_be_another(everybody, one, q)
        for one, crowd in everybody.items()
        for q, number in enumerate(counts(crowd))
        if 0 < number < FEWEST
    )


def holds_enough(crowds: Mapping[str, Crowd]) -> bool:
    """Tell whether what stands under ``*`` is of two organisations and of five people or nobody."""
    return len(crowds) > 1 and not is_small(counts(sum(crowds.values(), Counter())))


def _secret(crowd: Crowd, n_known: int) -> Crowd:
    """Return a crowd by the measures that are not known."""
    found: Crowd = Counter()
    for one, n in crowd.items():
        found[one[n_known:]] += n
    return found


def _with_the_rest(crowd: Crowd, size: int, n_known: int) -> Crowd:
    """Return everybody of an organisation, also those who count by no measure that is secret."""
    found = _secret(crowd, n_known)
    nothing = tuple(False for _ in next(iter(found), ()))
    found[nothing] = max(size - found.total() + found[nothing], 0)
    return +found


def _could_be_another(everybody: Mapping[str, Crowd], one: str, q: int) -> bool:
    """Tell whether a number could be another, with everything that is shown as it is."""
    return any(
        leaves[q] != comes[q]
        and _looks_alike(everybody[one], leaves, comes)
        and _looks_alike(everybody[other], comes, leaves)
        for other in everybody.keys() - {one}
        for leaves, comes in product(everybody[one], everybody[other])
    )


def _looks_alike(crowd: Crowd, leaves: Measures, comes: Measures) -> bool:
    """Tell whether a cell stays nothing, small or large by each measure after an exchange."""
    return all(
        _kind(number) == _kind(number - leaving + coming)
        for number, leaving, coming in zip(counts(crowd), leaves, comes, strict=True)
    )


def _kind(number: int) -> int:
    return 0 if number == 0 else 1 if number < FEWEST else 2
