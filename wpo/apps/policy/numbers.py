"""What a board may read: the counts of an organisation, guarded as the one page they stand on.

All that shares people in a way that a reader knows is guarded as one table: those who took part by
month, by what they did and by department; a year within twelve months; people of whom it was said
whether a change helped, and of whom it did. Both periods are guarded at once, whichever is read.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from wpo.model.months import Month
from wpo.stats.guarding import (
    Overlap,
    Shown,
    Sum,
    Table,
    guard,
    guard_times,
    merge_small,
)
from wpo.store.monthly import REASONS, Counts

PERIODS = ("year", "twelve")
SERIES = ("observed", "mastered", "adapted", "again", "away")
TIMES = ("practised", "looked_back", "observed", "adapted", "again", "mastered")
REST = "rest"  # the departments that are shown together

# A cell is a measure and a month or a period, a department, or a skill and a period.
CellName = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """What may be shown. ``times`` says how often something was done in the last month."""

    months: tuple[Month, ...]
    cells: Mapping[CellName, Shown]
    times: Mapping[str, Shown]
    merged: bool

    def of(self, measure: str, where: Month | str) -> Shown:
        """Return how a measure is shown in a month or a period."""
        return self.cells[measure, where.label if isinstance(where, Month) else where]

    @property
    def this_year(self) -> tuple[Month, ...]:
        """The months of the year in which the last one falls."""
        return tuple(one for one in self.months if one.year == self.months[-1].year)

    def in_period(self, period: str) -> tuple[Month, ...]:
        """Return the months of a period."""
        return self.this_year if period == "year" else self.months

    @property
    def departments(self) -> tuple[str, ...]:
        """The departments that are shown, in the order of the alphabet, the rest at the end."""
        named = {name for kind, name in self.cells if kind == "department"}
        return tuple(sorted(named, key=lambda name: (name == REST, name == "", name.lower())))


def guarded(counts: Counts) -> Numbers:
    """Return the numbers of a page from the counts of an organisation."""
    last = counts.months[-1]
    taking_part, merged = _taking_part(counts)
    tables = [taking_part, _helping(counts), _reasons(counts)]
    tables += [_part(counts, measure).table() for measure in SERIES if measure != "away"]
    tables += [_skill(counts, skill).table() for skill, month in counts.skills if month == last]
    tables.append(Table(cells={_key("waiting", last.label): counts.waiting}))
    shown = {name: one for table in tables for name, one in guard(table).items()}
    times = {measure: counts.last[measure] for measure in TIMES}
    return Numbers(
        months=counts.months,
        cells={_name(key): one for key, one in shown.items()},
        times={
            measure: guard_times(one.people, one.times, one.most) for measure, one in times.items()
        },
        merged=merged,
    )


@dataclass(slots=True, kw_only=True)
class _Making:
    """A table that is being made."""

    cells: dict[str, int] = field(default_factory=dict)
    relations: list[Sum | Overlap] = field(default_factory=list)
    silent: set[str] = field(default_factory=set)
    withheld: set[str] = field(default_factory=set)

    def table(self) -> Table:
        return Table(
            cells=self.cells,
            relations=tuple(self.relations),
            silent=frozenset(self.silent),
            withheld=frozenset(self.withheld),
        )

    def add_rest(self, whole: str, part: str) -> str:
        """Add, unseen, those of a whole who are not in a part; return the name of that cell."""
        name = f"{whole} without {part}"
        self.cells[name] = self.cells[whole] - self.cells[part]
        self.relations.append(Sum(whole=whole, parts=(part, name)))
        self.silent.add(name)
        return name

    def add_both(self, whole: str, first: str, second: str) -> None:
        """Add, unseen, those who are in one of two only, and in both; all are in the whole."""
        only_second = self.add_rest(whole, first)
        only_first = self.add_rest(whole, second)
        both = f"{first} and {second}"
        self.cells[both] = self.cells[first] - self.cells[only_first]
        self.relations.append(Sum(whole=first, parts=(both, only_first)))
        self.relations.append(Sum(whole=second, parts=(both, only_second)))
        self.silent.add(both)


def _part(counts: Counts, measure: str) -> _Making:
    """Return a measure by month and period: everybody of a period is in one of its months."""
    made = _Making()
    for month in counts.months:
        made.cells[_key(measure, month.label)] = _people(counts, measure, month)
    _add_periods(made, counts.months, measure, {m: counts.since[measure, m] for m in counts.months})
    year, twelve = (_key(measure, period) for period in PERIODS)
    for period, months in _periods(counts.months):
        inside = tuple(_key(measure, month.label) for month in months)
        least = max(made.cells[one] for one in inside)  # kept counts may be more than what is left
        made.cells[_key(measure, period)] = max(made.cells[_key(measure, period)], least)
        made.relations.append(Overlap(whole=_key(measure, period), parts=inside))
    made.cells[twelve] = max(made.cells[year], made.cells[twelve])
    made.add_rest(twelve, year)
    return made


def _taking_part(counts: Counts) -> tuple[Table, bool]:
    made = _part(counts, "took_part")
    for month in counts.months:
        whole = _key("took_part", month.label)
        parts = [_key(one, month.label) for one in ("practised", "looked_back")]
        made.cells[parts[0]] = _people(counts, "practised", month)
        made.cells[parts[1]] = _people(counts, "looked_back", month)
        made.add_both(whole, parts[0], parts[1])
    merged = _add_departments(made, counts)
    return made.table(), merged


def _add_departments(made: _Making, counts: Counts) -> bool:
    """Add the departments of the last month; tell whether small ones were put together."""
    whole = _key("took_part", counts.months[-1].label)
    parts = {_key("department", name): n_people for name, n_people in counts.departments.items()}
    left_over = made.cells[whole] - sum(parts.values())
    if len(parts) < 2 or left_over < 0:
        return False
    if left_over:  # erased since, and still in the number of that month
        nowhere = _key("department", "")
        parts[nowhere] = parts.get(nowhere, 0) + left_over
    rest = _key("department", REST)
    groups, merged = merge_small(parts, rest)
    if len(groups) < 2:
        return False
    made.cells |= groups
    made.relations.append(Sum(whole=whole, parts=tuple(groups)))
    if merged:
        made.cells |= {name: parts[name] for name in merged}
        made.withheld |= merged
        made.relations.append(Sum(whole=rest, parts=tuple(sorted(merged))))
    return bool(merged)


def _helping(counts: Counts) -> Table:
    made = _Making()
    _add_periods(made, counts.months, "asked", counts.asked)
    _add_periods(made, counts.months, "helped", counts.helped)
    for measure in ("asked", "helped"):
        made.add_rest(_key(measure, "twelve"), _key(measure, "year"))
    for period in PERIODS:
        made.add_rest(_key("asked", period), _key("helped", period))
    return made.table()


def _reasons(counts: Counts) -> Table:
    made = _part(counts, "away")
    for reason in REASONS:
        of_reason = {month: counts.reasons[reason, month] for month in counts.months}
        _add_periods(made, counts.months, reason, of_reason)
    for period in PERIODS:
        first, second = (_key(reason, period) for reason in REASONS)
        made.add_both(_key("away", period), first, second)
    return made.table()


def _skill(counts: Counts, skill: str) -> _Making:
    made = _Making()
    _add_periods(
        made, counts.months, skill, {month: counts.skills[skill, month] for month in counts.months}
    )
    made.add_rest(_key(skill, "twelve"), _key(skill, "year"))
    return made


def _add_periods(
    made: _Making, months: Sequence[Month], measure: str, since: Mapping[Month, int]
) -> None:
    for period, inside in _periods(months):
        made.cells[_key(measure, period)] = since[inside[0]]


def _periods(months: Sequence[Month]) -> Iterator[tuple[str, tuple[Month, ...]]]:
    yield "year", tuple(month for month in months if month.year == months[-1].year)
    yield "twelve", tuple(months)


def _people(counts: Counts, measure: str, month: Month) -> int:
    names = ("took_part", "practised", "looked_back") if measure == "took_part" else (measure,)
    return max(counts.by_month[name, month] for name in names)


def _key(measure: str, where: str) -> str:
    return f"{measure}/{where}"


def _name(key: str) -> CellName:
    measure, _, where = key.partition("/")
    return measure, where
