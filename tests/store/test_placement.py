"""In which department somebody works: now, and before."""

from collections.abc import Mapping
from datetime import datetime

import pytest
from sqlalchemy import Engine, select

from tests.store.floor_people import DAY, FAR, add_everybody
from tests.store.making import ANNA, BRAM, NOW
from wpo.errors import SetupError, StoreError
from wpo.store import tables
from wpo.store.database import aware, reading, writing
from wpo.store.placement import LONGEST_DEPARTMENT, departments_in, place


@pytest.fixture
def engine(engine: Engine) -> Engine:
    """A database with people who work nowhere yet."""
    with writing(engine) as connection:
        add_everybody(connection)
    return engine


def _places(engine: Engine) -> list[tuple[str, str, datetime, datetime | None]]:
    with reading(engine) as connection:
        rows = connection.execute(select(tables.placement).order_by(tables.placement.c.number))
        return [
            (
                row.person,
                row.department,
                aware(row.since_at),
                aware(row.until_at) if row.until_at else None,
            )
            for row in rows
        ]


def _now(engine: Engine, organisation: str = "org") -> Mapping[str, str]:
    with reading(engine) as connection:
        return departments_in(connection, organisation)


def test_moved(engine: Engine) -> None:
    """Somebody who moves works in the new department; where they worked keeps its dates."""
    with writing(engine) as connection:
        place(connection, ANNA.code, "Inpak", NOW)
        place(connection, ANNA.code, "Groen", NOW + DAY)

    assert _now(engine) == {"anna": "Groen"}
    assert _places(engine) == [
        ("anna", "Inpak", NOW, NOW + DAY),
        ("anna", "Groen", NOW + DAY, None),
    ]


@pytest.mark.parametrize("nowhere", ["", "  ", "\n"])
def test_left(engine: Engine, nowhere: str) -> None:
    """An empty department ends the placement; a second end changes nothing."""
    with writing(engine) as connection:
        place(connection, ANNA.code, "Inpak", NOW)
        place(connection, ANNA.code, nowhere, NOW + DAY)
        place(connection, ANNA.code, nowhere, NOW + 2 * DAY)

    assert _now(engine) == {}
    assert _places(engine) == [("anna", "Inpak", NOW, NOW + DAY)]


def test_others_stay(engine: Engine) -> None:
    """Where one person works says nothing of another, or of another organisation."""
    with writing(engine) as connection:
        for person, department in ((ANNA, "Inpak"), (BRAM, "Inpak"), (FAR, "Groen")):
            place(connection, person.code, department, NOW)
        place(connection, ANNA.code, "", NOW + DAY)

    assert _now(engine) == {"bram": "Inpak"}
    assert _now(engine, "ver") == {"far": "Groen"}
    assert _now(engine, "nergens") == {}


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("  Hout \n en  metaal ", "Hout en metaal"),
        ("Café & Keuken 2", "Café & Keuken 2"),
        ("x" * LONGEST_DEPARTMENT, "x" * LONGEST_DEPARTMENT),
    ],
)
def test_department(engine: Engine, written: str, kept: str) -> None:
    """A department is kept as it is written, without needless blanks."""
    with writing(engine) as connection:
        place(connection, ANNA.code, written, NOW)

    assert _now(engine) == {"anna": kept}


@pytest.mark.parametrize("wrong", ["x" * (LONGEST_DEPARTMENT + 1), "In\x00pak", "In\u202epak"])
def test_no_department(engine: Engine, wrong: str) -> None:
    """What cannot be read is refused, and the placement stays as it was."""
    with writing(engine) as connection:
        place(connection, ANNA.code, "Inpak", NOW)
        with pytest.raises(SetupError, match="Een afdeling is hooguit 60 leesbare tekens"):
            place(connection, ANNA.code, wrong, NOW + DAY)

    assert _places(engine) == [("anna", "Inpak", NOW, None)]


def test_nobody(engine: Engine) -> None:
    """Nobody works somewhere who is not known."""
    with (
        pytest.raises(StoreError, match="niets worden bewaard"),
        writing(engine) as connection,
    ):
        place(connection, "niemand", "Inpak", NOW)
