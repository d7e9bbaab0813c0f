"""How many facts of the work floor a month had, also when somebody has been erased since.

A projectmanager has seen the numbers of earlier months. If a number fell by seven on the day on
which somebody is erased, everybody who reads it would learn seven things about that person. So a
number that was seen stays as it was: when somebody goes, the months of their organisation are kept
as they stand at that moment, and a month shows what is kept or what the facts say, whichever is
more. Nothing in ``counted`` is about one person:

- a row is the whole of a month, of five people besides the one who goes, never that one's share;
- every month with enough people is kept, also months in which that person did nothing, so a row
  does not tell that they did;
- a month of which fewer than :data:`FEWEST` others are left is not kept: it was or becomes too
  small to be shown at all;
- only what a board reads as totals is kept, no pauses, stops or questions.

What this does not hide: who reads the raw facts of all the others, and adds them up, finds the
difference with what is kept. Those facts are for the database's own keeper only, and that person
could have read everything before.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, case, delete, func, insert, select

from wpo.store import tables

FEWEST = 5  # other people that a month must have to be kept

COUNTED = frozenset({"agreed", "practised", "looked_back", "observed", "adapted", "again"})
AWAY = frozenset({"paused", "stopped"})  # read by month too, and not kept
BY_MONTH = COUNTED | AWAY


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A month (``2026-11``) and a kind of fact: how many facts, about how many people."""

    month: str
    name: str
    n_facts: int
    n_people: int


def keep_counts(connection: Connection, organisation: str, leaving: str) -> None:
    """Keep the months of an organisation as they stand, before somebody is erased.

    Parameters
    ----------
    leaving
        The code of who goes; a cell is kept where ``FEWEST`` others are in it.
    """
    kept = _kept(connection, organisation)
    table = tables.counted
    for key, (cell, n_others) in _live(connection, organisation, leaving).items():
        if n_others < FEWEST:
            continue
        here = (
            (table.c.organisation == organisation)
            & (table.c.month == cell.month)
            & (table.c.name == cell.name)
        )
        largest = _larger(cell, kept.get(key, cell))
        connection.execute(delete(table).where(here))
        connection.execute(
            insert(table).values(
                organisation=organisation,
                month=largest.month,
                name=largest.name,
                n_facts=largest.n_facts,
                n_people=largest.n_people,
            )
        )


_Key = tuple[str, str]


def _live(
    connection: Connection, organisation: str, leaving: str
) -> Mapping[_Key, tuple[Cell, int]]:
    """Return what the facts say now, each with the number of people who are not leaving."""
    told = tables.told_in_month.c
    rows = connection.execute(
        select(
            told.month,
            told.name,
            func.sum(told.n_facts).label("n_facts"),
            func.count().label("n_people"),
            func.max(case((told.person == leaving, 1), else_=0)).label("n_leaving"),
        )
        .where(told.organisation == organisation, told.name.in_(sorted(COUNTED)))
        .group_by(told.month, told.name)
    )
    return {
        (row.month, row.name): (
            Cell(month=row.month, name=row.name, n_facts=row.n_facts, n_people=row.n_people),
            row.n_people - row.n_leaving,
        )
        for row in rows
    }


def _kept(connection: Connection, organisation: str) -> Mapping[_Key, Cell]:
    table = tables.counted
    rows = connection.execute(select(table).where(table.c.organisation == organisation))
    return {
        (row.month, row.name): Cell(
            month=row.month, name=row.name, n_facts=row.n_facts, n_people=row.n_people
        )
        for row in rows
    }


def _larger(one: Cell, other: Cell) -> Cell:
    return Cell(
        month=one.month,
        name=one.name,
        n_facts=max(one.n_facts, other.n_facts),
        n_people=max(one.n_people, other.n_people),
    )
