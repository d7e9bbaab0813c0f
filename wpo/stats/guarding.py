"""Which counts of people may be shown together, so that no small group can be worked out.

Every cell is a number of people. A reader sees three things: a number rounded down to a multiple of
``step`` ("minstens 45"), *small* (fewer than five, and nobody is one of those), or *hidden*.

**What is guaranteed.** Take a reader who sees everything that is shown of a table, knows exactly
how its cells are related (which add up to which, who is in which), and knows of every hidden cell
that it is not small. For each small cell, also the *silent* ones that are never on the page and
follow from others (those who took part and did not practise), that reader must hold each of the
numbers 1, 2, 3 and 4 for possible. :func:`guard` finds for each of the four a whole table of
numbers that fits all that is shown; where it finds none, it hides another cell, and where that is
not enough, everything that is related.

Hence also between two releases of a total that can only grow, or over two periods of which one
lies inside the other: two such totals, rounded down to five, differ by 0 to 4 or by 1 to 9 as far
as a reader knows, whenever fewer than five people made the difference.

**What is not.** The guarantee is about one table. It does not hold for a reader who knows other
people's answers already, or who reasons back from the fact that a cell was hidden to the numbers
that make :func:`guard` hide it.

Zero counts as small. "None of the four of this department" says something about each of the four,
and a zero that is shown would turn every other "fewer than five" into "one to four".

Source: Hundepool, Domingo-Ferrer, Franconi, Giessing, Schulte Nordholt, Spicer and De Wolf,
*Statistical Disclosure Control* (Wiley, 2012), chapter 4: minimum frequency, secondary suppression,
and its audit by feasibility intervals. Rounding, a minimum for percentages and secondary
suppression together are what CBS does in its income statistics.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from wpo.stats.feasible import Bounds, Limit, Numbers

SMALL = 5  # fewer people than this are never shown
STEP = 5
FEWEST_FOR_SHARE = 10
MUST_BE_POSSIBLE = range(1, SMALL)


class Mark(StrEnum):
    """How a cell is shown."""

    SHOWN = "shown"
    SMALL = "small"
    HIDDEN = "hidden"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What a reader may know of a cell: at least ``low``, at most ``high`` (None: nobody knows)."""

    mark: Mark
    low: int
    high: int | None


TOO_SMALL = Shown(mark=Mark.SMALL, low=0, high=SMALL - 1)
HIDDEN = Shown(mark=Mark.HIDDEN, low=SMALL, high=None)
NOTHING = Shown(mark=Mark.HIDDEN, low=0, high=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """Everybody of the whole is in exactly one of the parts."""

    whole: str
    parts: tuple[str, ...]

    @property
    def limits(self) -> tuple[Limit, ...]:
        """What this says about the numbers."""
        return (Limit(plus=(self.whole,), minus=self.parts, low=0, high=0),)


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap:
    """Everybody of the whole is in at least one of the parts, perhaps in several."""

    whole: str
    parts: tuple[str, ...]

    @property
    def limits(self) -> tuple[Limit, ...]:
        """What this says about the numbers."""
        together = Limit(plus=(self.whole,), minus=self.parts, low=None, high=0)
        inside = (Limit(plus=(self.whole,), minus=(one,), low=0, high=None) for one in self.parts)
        return (together, *inside)


@dataclass(frozen=True, kw_only=True)
class Table:
    """Counts of people that are read together, and how they are related.

    Parameters
    ----------
    cells
        The number of people in each cell, by a name of its own.
    relations
        All that a reader knows of how cells are related.
    silent
        Cells that are never shown, and are as private as those that are.
    withheld
        Cells that are not shown either, but of which a reader knows whether they are small.

    Raises
    ------
    ValueError
        If a number is below zero, or the numbers do not fit the relations.
    """

    cells: Mapping[str, int]
    relations: tuple[Sum | Overlap, ...] = ()
    silent: frozenset[str] = frozenset()
    withheld: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        if min(self.cells.values(), default=0) < 0:
            raise ValueError("cells: een aantal mensen is nooit minder dan nul")
        for relation in self.relations:
            if not all(limit.holds(self.cells) for limit in relation.limits):
                raise ValueError(f"relations: {relation.whole} past niet bij zijn delen")

    @cached_property
    def limits(self) -> tuple[Limit, ...]:
        """All that the relations say about the numbers."""
        return tuple(limit for relation in self.relations for limit in relation.limits)

    @cached_property
    def small(self) -> frozenset[str]:
        """The cells that nobody may work out."""
        return frozenset(name for name, value in self.cells.items() if value < SMALL)

    def related(self, names: Iterable[str]) -> set[str]:
        """Return all cells that any chain of relations joins to one of these."""
        found, wider = set(names), self.near(names)
        while found != wider:
            found, wider = wider, self.near(wider)
        return found

    def near(self, names: Iterable[str]) -> set[str]:
        """Return these cells and all cells that stand in a relation with one of them."""
        found = set(names)
        for relation in self.relations:
            related = {relation.whole, *relation.parts}
            if related & set(names):
                found |= related
        return found


def guard(table: Table, *, step: int = STEP) -> dict[str, Shown]:
    """Return how each cell on the page may be shown; see the module for what that promises.

    Parameters
    ----------
    table
        Everything about people that stands on one page.
    step
        Numbers are rounded down to a multiple of this; with 1 they are exact, and more is hidden.
    """
    told = _told(table, step)
    exposed = _exposed(table, told, table.small)
    while exposed:
        name = _best_to_hide(table, told, exposed)
        lost = {name: HIDDEN} if name else dict.fromkeys(table.related(exposed), NOTHING)
        told |= lost
        exposed = _exposed(table, told, exposed) if name else set()
    return {name: told[name] for name in table.cells.keys() - table.silent - table.withheld}


def rounded_down(value: int, step: int = STEP) -> Shown:
    """Return how a number is shown where nothing else is known about it."""
    if value < SMALL:
        return TOO_SMALL
    low = max(value - value % step, SMALL)
    return Shown(mark=Mark.SHOWN, low=low, high=value - value % step + step - 1)


def guard_times(n_people: int, n_times: int, most: int, *, step: int = STEP) -> Shown:
    """Return how often something was done may be shown, apart from any table.

    Parameters
    ----------
    n_people, n_times
        By how many people, and how often together.
    most
        How often by whoever did it most: above half of all times it would be about that person.
    """
    if n_people < SMALL:
        return TOO_SMALL
    return HIDDEN if 2 * most > n_times else rounded_down(n_times, step)


def share(part: Shown, whole: Shown) -> tuple[float, float] | None:
    """Return between which two shares (0 to 1) a part of a whole lies, or None.

    Made of what is shown, so it tells nothing more. The whole has at least ``FEWEST_FOR_SHARE``.
    """
    if {part.mark, whole.mark} != {Mark.SHOWN} or whole.low < FEWEST_FOR_SHARE:
        return None
    if part.high is None or whole.high is None:
        return None
    return part.low / whole.high, min(1.0, part.high / whole.low)


def merge_small(
    parts: Mapping[str, int], rest: str, *, step: int = STEP
) -> tuple[dict[str, int], frozenset[str]]:
    """Put the smallest parts together where that lets more of the others be shown.

    Parameters
    ----------
    parts
        Groups without anybody in common.
    rest
        The name of what is put together.

    Returns
    -------
    tuple
        The groups to show, and the names of the parts that went into ``rest``. Put those parts in
        the table as withheld cells: ``Sum(whole=rest, parts=…)``.
    """
    order = sorted(parts, key=lambda name: (parts[name], name))
    best: tuple[int, dict[str, int], frozenset[str]] | None = None
    for n_merged in (0, *range(2, len(order) + 1)):
        merged = order[:n_merged]
        groups = {name: parts[name] for name in parts if name not in merged}
        if merged:
            groups[rest] = sum(parts[name] for name in merged)
        shown = guard(parted_table("whole", groups, {rest: tuple(merged)}, parts), step=step)
        lost = sum(one.mark is not Mark.SHOWN for name, one in shown.items() if name != "whole")
        if best is None or lost < best[0]:
            best = lost, groups, frozenset(merged)
    return ({}, frozenset()) if best is None else best[1:]


def parted_table(
    whole: str,
    groups: Mapping[str, int],
    made_of: Mapping[str, tuple[str, ...]],
    parts: Mapping[str, int],
) -> Table:
    """Return the table of a whole in groups, of which some are made of parts that are withheld."""
    withheld = {name: parts[name] for inside in made_of.values() for name in inside}
    sums = [Sum(whole=whole, parts=tuple(groups))] if groups else []
    sums += [Sum(whole=name, parts=inside) for name, inside in made_of.items() if inside]
    return Table(
        cells={whole: sum(groups.values())} | dict(groups) | withheld,
        relations=tuple(sums),
        withheld=frozenset(withheld),
    )


def _told(table: Table, step: int) -> dict[str, Shown]:
    """Return what a reader knows of each cell as long as nothing is hidden."""
    told = {name: rounded_down(value, step) for name, value in table.cells.items()}
    told |= dict.fromkeys(table.silent, NOTHING)
    return told | dict.fromkeys(table.withheld - table.small, HIDDEN)


def _exposed(table: Table, told: Mapping[str, Shown], small: Iterable[str]) -> set[str]:
    """Return which of these small cells can be told apart from some number from 1 to 4."""
    # No witness needs more than what is there and a few people for each cell.
    most = sum(table.cells.values()) + SMALL * len(table.cells)
    bounds: Bounds = {
        name: (one.low, most if one.high is None else one.high) for name, one in told.items()
    }
    numbers = Numbers(bounds, table.limits, table.cells)
    return {
        name
        for name in small
        if not all(numbers.allow(name, number) for number in MUST_BE_POSSIBLE)
    }


def _best_to_hide(table: Table, told: Mapping[str, Shown], exposed: set[str]) -> str | None:
    """Return the cell that protects most when hidden: rather a small part than a whole."""
    near = table.near(exposed)
    for reach in (near, table.related(near)):
        candidates = [name for name in sorted(reach) if told[name].mark is Mark.SHOWN]
        if candidates:
            break
    wholes = {relation.whole for relation in table.relations}

    def cost(name: str) -> tuple[int, bool, int]:
        left = _exposed(table, {**told, name: HIDDEN}, exposed)
        return len(left), name in wholes, table.cells[name]

    return min(candidates, key=cost, default=None)
