"""How many participants met each opdracht at each organisation: counts, never who."""

from collections.abc import Collection, Mapping

from sqlalchemy import Connection, func, select

from wpo.store import tables


def participants_by_cell(
    connection: Connection, organisations: Collection[str]
) -> Mapping[tuple[str, str], int]:
    """Return how many participants answered a question of an opdracht, each once.

    Parameters
    ----------
    organisations
        Whose participants; others are not counted.

    Returns
    -------
    mapping
        From (organisation, assignment id) to the number of people; nobody: not in it. The numbers
        are exact: whoever shows them guards them (see :mod:`wpo.pilot.coverage`).
    """
    event = tables.event
    cell = (event.c.organisation, event.c.assignment)
    rows = connection.execute(
        select(*cell, func.count(event.c.person.distinct()).label("n_people"))
        .where(event.c.name == "answered", event.c.organisation.in_(sorted(organisations)))
        .group_by(*cell)
    )
    return {(row.organisation, row.assignment): row.n_people for row in rows}
