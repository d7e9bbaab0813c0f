"""First names and names of organisations: kept apart, and gone when they are forgotten."""

import pytest
from sqlalchemy import Engine, func, select

from tests.store.floor_people import FAR, add_everybody
from tests.store.making import ANNA, BRAM
from wpo.errors import SetupError, StoreError
from wpo.store import tables
from wpo.store.database import reading, writing
from wpo.store.names import (
    LONGEST_NAME,
    first_names,
    name_organisation,
    name_person,
    names_in,
    organisation_label,
)


@pytest.fixture
def engine(engine: Engine) -> Engine:
    """A database with people without names."""
    with writing(engine) as connection:
        add_everybody(connection)
    return engine


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("Fatma", "Fatma"),
        ("  Jan  Willem\n", "Jan Willem"),
        ("Zoë-Noor", "Zoë-Noor"),
        ("Séan O'Neil", "Séan O'Neil"),
        ("محمد", "محمد"),
        ("Ng\u1ecdc", "Ng\u1ecdc"),
        ("Jan\u00a0Willem", "Jan Willem"),
        ("x" * LONGEST_NAME, "x" * LONGEST_NAME),
    ],
)
def test_name(engine: Engine, written: str, kept: str) -> None:
    """A first name is kept as it is written, without needless blanks."""
    with writing(engine) as connection:
        name_person(connection, ANNA.code, written)

        assert first_names(connection, [ANNA.code]) == {"anna": kept}


@pytest.mark.parametrize(
    "wrong", ["x" * (LONGEST_NAME + 1), "Anna 12", "A\x00nna", "An\u202ena", "٣"]
)
def test_no_name(engine: Engine, wrong: str) -> None:
    """What no first name holds is refused, and what was kept stays."""
    with writing(engine) as connection:
        name_person(connection, ANNA.code, "Fatma")
        with pytest.raises(SetupError, match="Een voornaam is hooguit 40 tekens"):
            name_person(connection, ANNA.code, wrong)

        assert first_names(connection, [ANNA.code]) == {"anna": "Fatma"}


def test_another_name(engine: Engine) -> None:
    """A new name takes the place of the older one; nothing of that is left."""
    with writing(engine) as connection:
        name_person(connection, ANNA.code, "Fatma")
        name_person(connection, ANNA.code, "Fadma")

        assert connection.scalar(select(func.count()).select_from(tables.first_name)) == 1
        assert first_names(connection, [ANNA.code]) == {"anna": "Fadma"}


@pytest.mark.parametrize("nothing", ["", " ", "\n\t"])
def test_forgotten(engine: Engine, nothing: str) -> None:
    """An empty name forgets the name of this person and of nobody else."""
    with writing(engine) as connection:
        name_person(connection, ANNA.code, "Fatma")
        name_person(connection, BRAM.code, "Bram")
        name_person(connection, ANNA.code, nothing)

        assert first_names(connection, [ANNA.code, BRAM.code]) == {"bram": "Bram"}


def test_whose(engine: Engine) -> None:
    """Names come of those who are asked for, or of one organisation."""
    with writing(engine) as connection:
        for person in (ANNA, BRAM, FAR):
            name_person(connection, person.code, person.code.title())

        assert first_names(connection, [ANNA.code, "niemand"]) == {"anna": "Anna"}
        assert first_names(connection, []) == {}
        assert names_in(connection, "org") == {"anna": "Anna", "bram": "Bram"}
        assert names_in(connection, "ver") == {"far": "Far"}
        assert names_in(connection, "nergens") == {}


def test_name_of_nobody(engine: Engine) -> None:
    """There is no name without a person."""
    with (
        pytest.raises(StoreError, match="niets worden bewaard"),
        writing(engine) as connection,
    ):
        name_person(connection, "niemand", "Fatma")


def test_names_stand_nowhere_else(engine: Engine) -> None:
    """A first name stands in one table, so that it can go at any moment."""
    with writing(engine) as connection:
        name_person(connection, ANNA.code, "Fatma")
    with reading(engine) as connection:
        holding = [
            one.name
            for one in tables.metadata.sorted_tables
            if "Fatma" in str(connection.execute(select(one)).all())
        ]

    assert holding == ["first_name"]


def test_organisation(engine: Engine) -> None:
    """An organisation is called what it calls itself, else by its code."""
    with writing(engine) as connection:
        name_organisation(connection, "org", "  De Werkplaats ")
        name_organisation(connection, "ver", "Verweg")
        assert organisation_label(connection, "org") == "De Werkplaats"
        name_organisation(connection, "org", "Werkplaats Zuid")
        assert organisation_label(connection, "org") == "Werkplaats Zuid"
        name_organisation(connection, "org", " ")

        labels = connection.scalars(select(tables.organisation.c.label)).all()
        assert labels == ["Verweg"]
        assert organisation_label(connection, "org") == "org"
        assert organisation_label(connection, "ver") == "Verweg"
        assert organisation_label(connection, "nergens") == "nergens"
