"""Let in a whole list: first say of every row what would happen, then do it, once.

``read_people`` judges and changes nothing. ``carry_out`` judges again under the lock: where
anything is different by then, nothing happens. A row is somebody who is here already where first
name, department and role are the same, so the same file a second time makes nobody.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from wpo.apps.people.cards import Card
from wpo.apps.people.columns import Column
from wpo.apps.people.desk import Desk, at, check_beheerder
from wpo.apps.people.judging import Fate, Judged, judge
from wpo.apps.people.membership import Guide, Newcomer, admit_within, passwords_for
from wpo.apps.people.roster import roster
from wpo.apps.people.table import Listing, read_listing
from wpo.errors import SetupError
from wpo.model.people import LETS_IN, Role
from wpo.store.accounts import account_named, plain_name
from wpo.store.database import reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a file would do in one organisation."""

    filename: str
    listing: Listing
    rows: tuple[Judged, ...]

    def count(self, fate: Fate) -> int:
        """Return how many rows have this fate."""
        return sum(one.fate is fate for one in self.rows)

    @property
    def asks(self) -> bool:
        """Tell whether a part is refused, so that the rest waits for an explicit yes."""
        return bool(self.count(Fate.REFUSED) or self.listing.refused)


def read_people(desk: Desk, data: bytes, filename: str, now: datetime) -> Plan:
    """Return what a file would do. Nothing is kept.

    Raises
    ------
    SetupError
        If the file is no list; see :func:`wpo.apps.people.table.read_listing`.
    """
    listing = read_listing(data, filename)
    with reading(desk.engine) as connection:
        check_beheerder(connection, desk)
        rows = _judge(connection, desk, listing, now)
    return Plan(filename=filename, listing=listing, rows=rows)


def carry_out(
    desk: Desk, plan: Plan, *, now: datetime, also_partly: bool = False
) -> tuple[Card, ...]:
    """Make everybody who is new in a plan, in one transaction, and return their cards.

    Parameters
    ----------
    also_partly
        Yes to a plan of which a part is refused; without it such a plan does nothing.

    Raises
    ------
    SetupError
        If a part is refused, or if somebody changed something since the plan was made.
    """
    if plan.asks and not also_partly:
        raise SetupError("Een deel van deze lijst kan niet. Zeg eerst ja tegen de rest.")
    newcomers = _newcomers(plan.rows)
    if not newcomers:
        return ()
    passwords = passwords_for(newcomers)
    with at(desk) as connection:
        if _judge(connection, desk, plan.listing, now) != plan.rows:
            raise SetupError("Er is intussen iets veranderd. Lees de lijst nog een keer in.")
        return admit_within(connection, desk, newcomers, passwords, now)


def _judge(
    connection: Connection, desk: Desk, listing: Listing, now: datetime
) -> tuple[Judged, ...]:
    asked = {plain_name(one.cells.get(Column.USER_NAME, "")) for one in listing.rows} - {""}
    return judge(
        listing.rows,
        roster(connection, desk.organisation, now),
        taken={one for one in asked if account_named(connection, one) is not None},
        roles=LETS_IN if desk.by else frozenset(Role),
    )


def _newcomers(rows: Sequence[Judged]) -> list[Newcomer]:
    """Return whom the rows make; guides among them are told by their place in this list."""
    new = [place for place, one in enumerate(rows) if one.fate is Fate.NEW]
    places = {place: n for n, place in enumerate(new)}
    return [
        replace(
            rows[place].newcomer,
            guides=tuple(_moved(one, places) for one in rows[place].newcomer.guides),
        )
        for place in new
    ]


def _moved(guide: Guide, places: Mapping[int, int]) -> Guide:
    if isinstance(guide.trainer, int):
        return replace(guide, trainer=places[guide.trainer])
    return guide
