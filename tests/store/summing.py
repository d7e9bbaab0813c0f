"""What the tables say together, worked out apart from the code that is tested."""

from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import Connection, select

from wpo.model.months import day_of
from wpo.model.standing import Standing
from wpo.store import tables
from wpo.store.counting import COUNTED, Cell
from wpo.store.database import aware
from wpo.store.floor import standings_in


def standings_of(connection: Connection, people: Collection[str]) -> tuple[Standing, ...]:
    """Return where the goals of these participants stand, wherever they work."""
    organisations = connection.scalars(select(tables.standing.c.organisation).distinct()).all()
    everybody = (one for name in sorted(organisations) for one in standings_in(connection, name))
    return tuple(one for one in everybody if one.person in people)


def cells_in(connection: Connection, organisation: str) -> tuple[Cell, ...]:
    """Return how large each month is: what is kept of it or what the facts say, the larger."""
    facts, kept = tables.floor_event.c, tables.counted.c
    people: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in connection.execute(
        select(facts.occurred_at, facts.received_at, facts.name, facts.person).where(
            facts.organisation == organisation, facts.name.in_(COUNTED)
        )
    ):
        happened_at = min(aware(row.occurred_at), aware(row.received_at))
        people[f"{day_of(happened_at):%Y-%m}", row.name].append(row.person)
    sizes = {key: (len(each), len(set(each))) for key, each in people.items()}
    for row in connection.execute(select(kept).where(kept.organisation == organisation)):
        now = sizes.get((row.month, row.name), (0, 0))
        sizes[row.month, row.name] = (max(now[0], row.n_facts), max(now[1], row.n_people))
    return tuple(
        Cell(month=month, name=name, n_facts=n_facts, n_people=n_people)
        for (month, name), (n_facts, n_people) in sorted(sizes.items())
    )
