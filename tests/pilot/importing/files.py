"""Files as organisations send them, and what rows are judged by."""

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from tests.apps.people.sheets import csv, xlsx
from wpo.catalogue.loading import Catalogue
from wpo.model.people import Role
from wpo.pilot.importing.forms import Form, forms, guess_columns, guess_form
from wpo.pilot.importing.identity import Prints, known_prints
from wpo.pilot.importing.judging import Columns, Fate, JudgedRow, judge
from wpo.pilot.importing.reading import Setting
from wpo.pilot.importing.table import Table, read_table
from wpo.pilot.importing.values import named_assignments

NOW = datetime(2026, 11, 24, 15, 0, tzinfo=UTC)
ASKED = (
    "Opdracht",
    "Datum",
    "Code",
    "Snapte je de vragen?",
    "Past het bij jouw werk?",
    "Was het fijn om te doen?",
    "Helpt deze opdracht jou?",
    "Waren de vragen te moeilijk?",
    "Wie hielp?",
)
GOOD = ("2b-1", "20-11-2026", "k7p2m4xq", "ja", "beetje", "Ja!", "3", "nee", "niemand")


def setting(catalogue: Catalogue) -> Setting:
    """Return a small company: a participant, a trainer who guides, another one, and a coach."""
    return Setting(
        organisation="bedrijf-1",
        people={
            "k7p2m4xq": Role.PARTICIPANT,
            "karin": Role.TRAINER,
            "ron": Role.TRAINER,
            "rachid": Role.COACH,
        },
        guided={("karin", "k7p2m4xq")},
        assignments=named_assignments(catalogue.assignments.values()),
        by="erik",
        source="papier",
        now=NOW,
    )


def form_named(catalogue: Catalogue, name: str) -> Form:
    """Return one kind of row."""
    return next(one for one in forms(catalogue.questionnaires) if one.id == name)


def table_of(catalogue: Catalogue, data: bytes) -> Table:
    """Return a file as a table."""
    return read_table(data, "lijst", forms(catalogue.questionnaires))


def judged(
    catalogue: Catalogue,
    *rows: Sequence[Any],
    header: Sequence[str] = ASKED,
    known: Sequence[Prints] = (),
    make: Any = csv,
    for_all: Any = None,
) -> tuple[JudgedRow, ...]:
    """Return the fate of rows, with the columns as they are guessed."""
    return judged_file(catalogue, make(*rows, header=header), known, for_all)


def judged_file(
    catalogue: Catalogue, data: bytes, known: Sequence[Prints] = (), for_all: Any = None
) -> tuple[JudgedRow, ...]:
    """Return the fate of the rows of a file, with the columns as they are guessed."""
    table = table_of(catalogue, data)
    form = guess_form(forms(catalogue.questionnaires), table.headers)
    columns = Columns(targets=guess_columns(form, table.headers), for_all=for_all or {})
    file = hashlib.sha256(data).hexdigest()
    return judge(table, form, columns, setting(catalogue), file=file, known=known)


def brought_in(*files: tuple[bytes, Sequence[JudgedRow]]) -> tuple[Prints, ...]:
    """Return the prints of all that these files brought in."""
    return known_prints(
        (one.event.event_id, hashlib.sha256(data).hexdigest())
        for data, rows in files
        for one in rows
        if one.event
    )


def reasons(rows: Sequence[JudgedRow]) -> list[str]:
    """Return why rows are refused, each as ``column: reason``."""
    return [
        f"{problem.column}: {problem.text}"
        for row in rows
        if row.fate is Fate.REFUSED
        for problem in row.problems
    ]


__all__ = ["ASKED", "GOOD", "NOW", "csv", "form_named", "judged", "reasons", "setting", "xlsx"]
