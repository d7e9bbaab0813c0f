"""What the extract is made of: who takes part, and which facts stood in the store at which moment.

A *view* is the store as it was when an extract was made: the number of that extract. The newest
view is the store now. People whose news is held back are shown as in the view of before.
"""

import hmac
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Row, Table, select

from wpo.catalogue.loading import Catalogue
from wpo.catalogue.testplan import TestPlan
from wpo.model.months import day_of
from wpo.model.people import Role
from wpo.pilot.extract.gathering.texts import Texts
from wpo.pilot.research_set import GUIDE, PARTICIPANT
from wpo.store import tables
from wpo.store.database import aware
from wpo.store.placement import last_departments_in
from wpo.store.released import ExtractMade

Views = Collection[int]
# By person and opdracht: the view in which each reason stood first, and the reason. What somebody
# said themselves comes after what another said for them, and the newest last: the last one counts.
Reasons = Mapping[str, Mapping[str, Sequence[tuple[int, str]]]]
Record = dict[str, Any]  # a row of the research set, with ``view``, ``paper`` and ``organisation``

AT_ONCE = 2_000  # rows read at once


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """Somebody of an organisation of the plan. ``department`` is empty where nobody said it."""

    code: str
    organisation: str
    role: str
    department: str
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What every part of the extract needs.

    ``made`` are the extracts so far, the view now last. ``key`` is a secret of this installation.
    """

    catalogue: Catalogue
    plan: TestPlan
    texts: Texts
    members: Mapping[str, Member]
    made: tuple[ExtractMade, ...]
    key: bytes = field(repr=False)

    @property
    def now(self) -> ExtractMade:
        """The store as it is now, as the extract that is being made."""
        return self.made[-1]

    def view(self, number: int) -> ExtractMade:
        """Return the extract with this number."""
        return next(one for one in self.made if one.number == number)

    def week(self, moment: datetime) -> int:
        """Return in which week of the pilot a moment falls; 0 or less is before it."""
        return self.plan.week_of(day_of(moment))

    def first_view(self, table: str, number: int, received_at: datetime) -> int | None:
        """Return in which view a fact stood first; None where it came in just now."""
        for one in self.made:
            if one.holds(table, number, received_at):
                return one.number
        return None

    def role_of(self, role: Role | str) -> str:
        """Return the role as researchers see it: staff are one."""
        return PARTICIPANT if role == Role.PARTICIPANT.value else GUIDE

    def sizes(self, role: str) -> Counter[str]:
        """Return how many people with a role, as researchers see it, each organisation has."""
        return Counter(
            one.organisation for one in self.members.values() if self.role_of(one.role) == role
        )

    def lot(self, *what: str) -> int:
        """Return a number from 0 that only the key knows; each next is four times as rare."""
        drawn = int.from_bytes(hmac.digest(self.key, "\0".join(what).encode(), "sha256"), "big")
        return ((drawn & -drawn).bit_length() - 1) // 2 if drawn else 0

    def first_week(self, assignment: str) -> int:
        """Return in which week the testing of an opdracht begins; 1 where nobody was to."""
        return min((one.first_week for one in self.plan.of_assignment(assignment)), default=1)

    def knows(self, assignment: str) -> bool:
        """Tell whether an opdracht is in the content, or was shown here once."""
        return assignment in self.catalogue.assignments or self.texts.has(assignment)

    def testers(self, assignment: str) -> tuple[str, ...]:
        """Return which organisations test an opdracht."""
        return tuple(one.organisation for one in self.plan.of_assignment(assignment))

    def is_testing(self, organisation: str, assignment: str) -> bool:
        """Tell whether an organisation still tests an opdracht: more people may come."""
        week = self.week(self.now.made_at)
        return any(
            one.organisation == organisation and one.first_week <= week <= one.last_week
            for one in self.plan.of_assignment(assignment)
        )


def members(connection: Connection, organisations: Collection[str]) -> dict[str, Member]:
    """Return everybody of these organisations, by code."""
    departments: dict[str, str] = {}
    for one in organisations:
        departments |= last_departments_in(connection, one)
    person = tables.person
    rows = connection.execute(
        select(person).where(person.c.organisation.in_(sorted(organisations)))
    )
    return {
        row.code: Member(
            code=row.code,
            organisation=row.organisation,
            role=row.role,
            department=departments.get(row.code, ""),
            created_at=aware(row.created_at),
        )
        for row in rows
    }


def by_person(
    connection: Connection, table: Table, organisations: Collection[str]
) -> Iterator[tuple[str, Sequence[Row[tuple[object, ...]]]]]:
    """Give the facts of each person in the order of arrival, without holding those of all.

    Events that no chain explains are left out.
    """
    wanted = select(table).where(table.c.organisation.in_(sorted(organisations)))
    if table is tables.event:
        unexplained = select(tables.event_mark.c.event_id)
        wanted = wanted.where(table.c.event_id.not_in(unexplained))
    ordered = wanted.order_by(table.c.person, table.c.number)
    rows = connection.execute(ordered.execution_options(yield_per=AT_ONCE))
    for code, those in groupby(rows, key=lambda row: str(row.person)):
        yield code, list(those)
