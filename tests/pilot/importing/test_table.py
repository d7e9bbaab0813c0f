"""A file from outside becomes a table: the right sheet, the right header, nothing private."""

from typing import Any

import openpyxl
import pytest

from tests.apps.people.sheets import repacked
from tests.pilot.importing.files import ASKED, GOOD, csv, table_of, xlsx
from wpo.catalogue.loading import Catalogue
from wpo.errors import SetupError
from wpo.pilot.importing.forms import forms
from wpo.pilot.importing.table import MOST_ROWS, read_table

ACCENTS = ("2b-1", "20-11-2026", "", "ja", "beetje", "ja", "één ja", "nee", "café, zo; zo")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("by", [";", ",", "\t"])
def test_however_it_was_kept(catalogue: Catalogue, encoding: str, by: str) -> None:
    """Separator, byte order mark and Windows spelling make no difference."""
    data = csv(GOOD, ACCENTS, header=ASKED, by=by).decode().encode(encoding)
    table = table_of(catalogue, data)

    assert table.headers == ASKED
    assert [one.cells for one in table.rows] == [GOOD, ACCENTS]


def test_the_sheet_with_the_list(catalogue: Catalogue) -> None:
    """Of several sheets the one with our columns is read, and which there are is told."""

    def change(book: openpyxl.Workbook) -> None:
        about = book.create_sheet("Toelichting", 0)
        about.append(["Dit bestand", "is van de afdeling groen"])
        about.append(["Vragen?", "Bel even"])
        other = book.create_sheet("Coach")
        other.append(["opdracht", "datum", "soort"])
        other.append(["2b-1", "20-11-2026", "woord"])
        secret = book.create_sheet("Namen", 0)
        secret.append(ASKED)
        secret.append(GOOD)
        secret.sheet_state = "hidden"

    data = xlsx(GOOD, header=ASKED, change=change)
    table = table_of(catalogue, data)
    other = read_table(data, "l", forms(catalogue.questionnaires), sheet="Coach")

    assert (table.sheet, table.headers) == ("Sheet", ASKED)
    assert table.sheets == ("Toelichting", "Sheet", "Coach")
    assert (other.sheet, len(other.rows)) == ("Coach", 1)


def test_hidden_rows_are_read_and_told(catalogue: Catalogue) -> None:
    """What a filter hides takes part, and how many such rows there are is told."""

    def change(book: openpyxl.Workbook) -> None:
        book.active.row_dimensions[1].hidden = True  # the header is no row
        book.active.row_dimensions[3].hidden = True
        book.active.row_dimensions[4].height = 30
        book.active.row_dimensions[9].hidden = True

    table = table_of(catalogue, xlsx(GOOD, GOOD, GOOD, header=ASKED, change=change))

    assert (len(table.rows), table.n_hidden) == (3, 1)
    assert table_of(catalogue, csv(GOOD, header=ASKED)).n_hidden == 0


@pytest.mark.parametrize("make", [csv, xlsx])
def test_the_header_stands_lower(catalogue: Catalogue, make: Any) -> None:
    """Titles and empty rows above the header are passed over; row numbers are those of the file."""
    top = (("Vragenlijsten groen",), (), ("gemaakt door", "afdeling groen"), ())
    table = table_of(catalogue, make(*top[1:], ASKED, GOOD, ASKED, (), GOOD, header=top[0]))

    assert table.headers == ASKED
    assert [one.number for one in table.rows] == [6, 9]


@pytest.mark.parametrize(
    "header",
    [
        "Naam",
        "Voor- en achternaam",
        "Wat is je naam?",
        "BSN",
        "Geboortedatum",
        "E-mail",
        "Diagnose",
    ],
)
@pytest.mark.parametrize("make", [csv, xlsx])
def test_what_may_not_be_here_is_not_read(catalogue: Catalogue, header: str, make: Any) -> None:
    """A private column is named and nothing of it is in the table."""
    table = table_of(catalogue, make(("geheim", *GOOD), header=(header, *ASKED)))

    assert table.headers == ASKED
    assert [name for name, _ in table.private] == [header]
    assert "geheim" not in str(table)


def test_too_many(catalogue: Catalogue) -> None:
    """Five thousand rows fit; one more, and a hundred thousand, are refused with what to do."""
    rows = [GOOD] * MOST_ROWS

    assert len(table_of(catalogue, csv(*rows, header=ASKED)).rows) == MOST_ROWS
    for n_rows in (MOST_ROWS + 1, 100_000):
        short = csv(*[("2b-1", "ja")] * n_rows, header=("opdracht", ASKED[3]))
        with pytest.raises(SetupError, match="meer dan 5000 rijen"):
            table_of(catalogue, short)


def test_a_hundred_thousand_rows_in_a_workbook(catalogue: Catalogue) -> None:
    """A workbook that is too large is refused by what it says of itself, before it is read."""
    row = b'<row r="2"><c r="A2" t="inlineStr"><is><t>2b-1</t></is></c></row>'

    def many(sheet: bytes) -> bytes:
        return sheet.replace(b"</sheetData>", row * 500_000 + b"</sheetData>")

    data = repacked(xlsx(GOOD, header=ASKED), {"xl/worksheets/sheet1.xml": many})
    with pytest.raises(SetupError, match="uitgepakt te groot"):
        table_of(catalogue, data)
