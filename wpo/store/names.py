"""First names of people and names of organisations: for screens only, never for facts.

A first name is the one thing here that tells who a pseudonym is. It stands in a table of its own,
so it can go at any moment while everything else keeps its meaning.
"""

from collections.abc import Collection, Mapping

from sqlalchemy import Connection, delete, insert, select

from wpo.errors import SetupError
from wpo.store import tables

LONGEST_NAME = 40


def name_person(connection: Connection, code: str, name: str) -> None:
    """Keep the first name of a person; an empty one forgets it.

    Raises
    ------
    SetupError
        If it is longer than ``LONGEST_NAME`` or holds what no name holds.
    """
    name = " ".join(name.split())
    if len(name) > LONGEST_NAME or not name.isprintable() or any(one.isdigit() for one in name):
        raise SetupError(
            f"Een voornaam is hooguit {LONGEST_NAME} tekens, zonder cijfers en zonder achternaam."
        )
    connection.execute(delete(tables.first_name).where(tables.first_name.c.person == code))
    if name:
        connection.execute(insert(tables.first_name).values(person=code, name=name))


def first_names(connection: Connection, codes: Collection[str]) -> Mapping[str, str]:
    """Return the first name of each of these people who has one, by code."""
    table = tables.first_name
    rows = connection.execute(select(table).where(table.c.person.in_(list(codes))))
    return {row.person: row.name for row in rows}


def names_in(connection: Connection, organisation: str) -> Mapping[str, str]:
    """Return every first name in an organisation, by code."""
    of_organisation = select(tables.person.c.code).where(
        tables.person.c.organisation == organisation
    )
    table = tables.first_name
    rows = connection.execute(select(table).where(table.c.person.in_(of_organisation)))
    return {row.person: row.name for row in rows}


def name_organisation(connection: Connection, code: str, label: str) -> None:
    """Keep what an organisation calls itself; an empty label forgets it."""
    table = tables.organisation
    connection.execute(delete(table).where(table.c.code == code))
    if label.strip():
        connection.execute(insert(table).values(code=code, label=label.strip()[:120]))


def organisation_label(connection: Connection, code: str) -> str:
    """Return what an organisation calls itself, else its code."""
    table = tables.organisation
    label = connection.scalar(select(table.c.label).where(table.c.code == code))
    return label or code
