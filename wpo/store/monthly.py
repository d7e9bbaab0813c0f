"""How many people did what in each month: counts about an organisation, never about somebody.

Months are those of the calendar here, and only months that are over are counted: what is read today
says the same tomorrow. A fact that a device delivers late still changes its month, and the numbers
here are exact: whoever shows them guards them (see :mod:`wpo.stats.guarding`).

For each month and kind of fact the table ``told_in_month`` says which people there are, and how
often: everything about people in several months or with several kinds of facts follows from that.
How often something was done is counted for the last month only. Only participants are counted,
never those who guide them: roles of one or two people have no numbers.

What was kept when somebody was erased (see :mod:`wpo.store.counting`) counts where it is more.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    CTE,
    Connection,
    DateTime,
    case,
    func,
    literal,
    or_,
    select,
    union_all,
)

from wpo.model.months import Month
from wpo.model.people import Role
from wpo.store import tables
from wpo.store.counting import BY_MONTH
from wpo.store.database import aware
from wpo.store.floor import CLOCKS_DIFFER
from wpo.store.last_told import HAPPENED_AT

# Kinds of facts by what a board calls them; somebody is counted once for each.
MEASURES: Mapping[str, tuple[str, ...]] = {
    "took_part": ("practised", "looked_back"),
    "practised": ("practised",),
    "looked_back": ("looked_back",),
    "observed": ("observed",),
    "adapted": ("adapted",),
    "again": ("again",),
    "away": ("paused", "stopped"),
    "agreed": ("agreed",),
}

# Why somebody paused or stopped, in two groups: an illness is never a number of its own.
REASONS: Mapping[str, tuple[str, ...]] = {
    "work": ("ander_werk", "te_moeilijk"),
    "person": ("ziek", "vrij", "anders"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How many people, how often together, and how often whoever did it most."""

    people: int = 0
    times: int = 0
    most: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """Everything that a board reads of an organisation.

    Parameters
    ----------
    months
        The newest last; all other counts are about these.
    by_month
        How many people, by measure (``MEASURES`` and ``mastered``) and month.
    last
        The same of the last month, with how often.
    since
        People from the beginning of a month to the end of the last one, by measure and month.
    waiting
        Who agreed on something in the last month, and did not practise in it.
    departments
        Who took part in the last month, by department at its end; empty: without a department.
    skills
        Who began with a goal of a skill (``s1`` … ``s8``) since a month, by skill and month.
    reasons
        Who paused or stopped since a month, by group of reasons and month.
    helped, asked
        Of whom it was said whether a change of the workplace helped since a month (``asked``),
        and of whom that it did (``helped``).
    """

    months: tuple[Month, ...]
    by_month: Mapping[tuple[str, Month], int]
    last: Mapping[str, Count]
    since: Mapping[tuple[str, Month], int]
    waiting: int
    departments: Mapping[str, int]
    skills: Mapping[tuple[str, Month], int]
    reasons: Mapping[tuple[str, Month], int]
    helped: Mapping[Month, int]
    asked: Mapping[Month, int]


def counts_of(connection: Connection, organisation: str, months: Sequence[Month]) -> Counts:
    """Return the counts of an organisation in consecutive months that are over."""
    bits = _who(connection, organisation, months)
    seen = {measure: _of_any(bits, names) for measure, names in MEASURES.items()}
    levels = _mastered(connection, organisation, months)
    seen["mastered"] = {person: sum(times) for person, times in levels.items()}
    often = _often(connection, organisation, months[-1])
    last = 1 << (len(months) - 1)
    reasons = _said(connection, organisation, months, ("paused", "stopped"), "reason")
    helped = _said(connection, organisation, months, ("helped",), "answer")
    took_part = {person for person, bits in seen["took_part"].items() if bits & last}
    practised = {person for person, bits in seen["practised"].items() if bits & last}
    agreed = {person for person, bits in seen["agreed"].items() if bits & last}
    often["mastered"] = _count(
        {person: times[last] for person, times in levels.items() if last in times}
    )
    by_month = {
        (measure, month): sum(1 for bits in people.values() if bits & 1 << number)
        for measure, people in seen.items()
        for number, month in enumerate(months)
    }
    kept = _kept(connection, organisation, months)
    return Counts(
        months=tuple(months),
        by_month=by_month | {key: max(by_month[key], one.people) for key, one in kept.items()},
        last={
            measure: _larger(one, kept.get((measure, months[-1]), one))
            for measure, one in often.items()
        },
        since=_since(seen, months),
        waiting=len(agreed - practised),
        departments=_departments(connection, organisation, took_part, months[-1]),
        skills=_skills(connection, organisation, months),
        reasons=_since(
            {group: _of_any(reasons, values) for group, values in REASONS.items()}, months
        ),
        helped=_of_one(_since({"ja": _of_any(helped, ("ja",))}, months)),
        asked=_of_one(_since({"all": _of_any(helped, tuple(helped))}, months)),
    )


def n_participants(connection: Connection, organisation: str) -> int:
    """Return how many participants an organisation has."""
    person = tables.person.c
    of_organisation = (person.organisation == organisation) & (person.role == Role.PARTICIPANT)
    return connection.scalar(select(func.count()).where(of_organisation)) or 0


# Of each person the months in which something happened, as bits: 1 is the first month.
_Bits = dict[str, int]


def _who(connection: Connection, organisation: str, months: Sequence[Month]) -> dict[str, _Bits]:
    """Return by kind of fact about whom there are any, and in which months."""
    told = tables.told_in_month.c
    bit = case({month.label: 1 << number for number, month in enumerate(months)}, value=told.month)
    rows = connection.execute(
        select(told.name, told.person, func.sum(bit))
        .where(
            told.organisation == organisation,
            told.name.in_(sorted(BY_MONTH)),
            told.month.between(months[0].label, months[-1].label),
        )
        .group_by(told.name, told.person)
    ).all()
    found: dict[str, _Bits] = {name: {} for name in BY_MONTH}
    for name, person, bits in rows:
        found[name][person] = bits
    return found


def _often(connection: Connection, organisation: str, month: Month) -> dict[str, Count]:
    """Return how often each was done in one month."""
    told = tables.told_in_month.c
    rows = connection.execute(
        select(told.name, told.person, told.n_facts).where(
            told.organisation == organisation,
            told.name.in_(sorted(BY_MONTH)),
            told.month == month.label,
        )
    ).all()
    by_name: dict[str, dict[str, int]] = {name: {} for name in BY_MONTH}
    for name, person, n_facts in rows:
        by_name[name][person] = n_facts
    return {measure: _count(_added(by_name, names)) for measure, names in MEASURES.items()}


def _added(by_name: Mapping[str, Mapping[str, int]], names: Iterable[str]) -> dict[str, int]:
    each: dict[str, int] = {}
    for name in names:
        for person, n_facts in by_name[name].items():
            each[person] = each.get(person, 0) + n_facts
    return each


def _calendar(months: Sequence[Month]) -> CTE:
    moment = DateTime(timezone=True)
    return union_all(
        *(
            select(
                literal(1 << number).label("bit"),
                literal(month.since_at, moment).label("since_at"),
                literal(month.until_at, moment).label("until_at"),
                literal(month.until_at + CLOCKS_DIFFER, moment).label("told_until_at"),
            )
            for number, month in enumerate(months)
        )
    ).cte("month")


def _count(each: Mapping[str, int]) -> Count:
    return Count(people=len(each), times=sum(each.values()), most=max(each.values(), default=0))


def _of_any(bits: Mapping[str, _Bits], names: Iterable[str]) -> _Bits:
    """Return in which months each person did any of these."""
    found: _Bits = {}
    for name in names:
        for person, months in bits.get(name, {}).items():
            found[person] = found.get(person, 0) | months
    return found


def _since(seen: Mapping[str, _Bits], months: Sequence[Month]) -> dict[tuple[str, Month], int]:
    """Return how many people did each since the beginning of each month."""
    return {
        (measure, month): sum(1 for bits in people.values() if bits >> number)
        for measure, people in seen.items()
        for number, month in enumerate(months)
    }


def _of_one(counts: Mapping[tuple[str, Month], int]) -> dict[Month, int]:
    return {month: value for (_, month), value in counts.items()}


def _mastered(
    connection: Connection, organisation: str, months: Sequence[Month]
) -> dict[str, dict[int, int]]:
    """Return of each person how many levels were mastered in which month, given as its bit."""
    where = tables.standing.c
    rows = connection.execute(
        select(where.person, where.mastered_at).where(
            where.organisation == organisation,
            where.mastered_at >= months[0].since_at,
            where.mastered_at < months[-1].until_at,
        )
    )
    found: dict[str, dict[int, int]] = {}
    starts = [month.since_at for month in months]
    for person, mastered_at in rows.all():
        bit, times = _bit(aware(mastered_at), starts), found.setdefault(person, {})
        times[bit] = times.get(bit, 0) + 1
    return found


def _bit(moment: datetime, starts: Sequence[datetime]) -> int:
    """Return the bit of the month in which a moment lies, given when each month starts."""
    return 1 << bisect_right(starts, moment) - 1


def _said(
    connection: Connection,
    organisation: str,
    months: Sequence[Month],
    names: Sequence[str],
    field: str,
) -> dict[str, _Bits]:
    """Return by what was said in a field of such facts: about whom, and in which months."""
    month, fact = _calendar(months), tables.floor_event.c
    value = fact.facts[field].as_string().label("value")
    rows = connection.execute(
        select(month.c.bit, value, fact.person)
        .select_from(month)
        .join(
            tables.floor_event,
            (fact.organisation == organisation)
            & fact.name.in_(names)
            & (fact.occurred_at >= month.c.since_at)
            & (fact.occurred_at < month.c.told_until_at)
            & (month.c.since_at <= HAPPENED_AT)
            & (month.c.until_at > HAPPENED_AT),
        )
    )
    found: dict[str, _Bits] = {}
    for bit, said, person in rows:
        people = found.setdefault(said, {})
        people[person] = people.get(person, 0) | bit
    return found


def _skills(
    connection: Connection, organisation: str, months: Sequence[Month]
) -> dict[tuple[str, Month], int]:
    where = tables.standing.c
    rows = connection.execute(
        select(where.sub_skill, where.person, where.began_at).where(
            where.organisation == organisation,
            where.began_at >= months[0].since_at,
            where.began_at < months[-1].until_at,
        )
    )
    seen: dict[str, _Bits] = {f"s{number}": {} for number in range(1, 9)}
    starts = [month.since_at for month in months]
    for sub_skill, person, began_at in rows.all():
        people = seen[sub_skill[:2]]
        people[person] = people.get(person, 0) | _bit(aware(began_at), starts)
    return _since(seen, months)


def _departments(
    connection: Connection, organisation: str, people: Iterable[str], month: Month
) -> dict[str, int]:
    """Return how many of these people worked where at the end of a month."""
    placed, person = tables.placement.c, tables.person.c
    rows = connection.execute(
        select(placed.person, placed.department)
        .join(tables.person, person.code == placed.person)
        .where(
            person.organisation == organisation,
            placed.since_at < month.until_at,
            or_(placed.until_at.is_(None), placed.until_at >= month.until_at),
        )
        .order_by(placed.number)
    )
    where = {one.person: one.department for one in rows}
    found: dict[str, int] = {}
    for code in people:
        department = where.get(code, "")
        found[department] = found.get(department, 0) + 1
    return found


def _kept(
    connection: Connection, organisation: str, months: Sequence[Month]
) -> dict[tuple[str, Month], Count]:
    """Return what months were before somebody was erased, for measures of one kind of fact."""
    kept = tables.counted.c
    rows = connection.execute(
        select(kept.month, kept.name, kept.n_people, kept.n_facts).where(
            kept.organisation == organisation
        )
    )
    measure = {names[0]: name for name, names in MEASURES.items() if len(names) == 1}
    named = {month.label: month for month in months}
    return {
        (measure[row.name], named[row.month]): Count(people=row.n_people, times=row.n_facts)
        for row in rows
        if row.name in measure and row.month in named
    }


def _larger(one: Count, other: Count) -> Count:
    return Count(
        people=max(one.people, other.people),
        times=max(one.times, other.times),
        most=max(one.most, other.most),
    )
