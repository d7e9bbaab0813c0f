"""Read a list of people from a file that somebody sends: CSV or XLSX, and nothing else.

Columns that may not be here are dropped before anybody looks; how a file is read at all is in
:mod:`wpo.catalogue.sheets`.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from wpo.apps.people.columns import NEEDED, Column, column_of, refusal_of
from wpo.catalogue.sheets import HEADER_WITHIN, Cells, Numbered, Sheet, filled, sheets
from wpo.errors import SetupError

MOST_ROWS = 2_000
LONGEST_CELL = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row: its number in the file, from 1, and what stands in the columns that are known."""

    number: int
    cells: Mapping[Column, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """What a file says.

    Attributes
    ----------
    sheet
        The name of the sheet; empty for CSV.
    refused
        Headers of columns that may not be here, each with the reason; they were not read.
    unused
        Headers of columns that nobody asks for.
    """

    rows: tuple[Row, ...]
    sheet: str = ""
    refused: tuple[tuple[str, str], ...] = ()
    unused: tuple[str, ...] = ()


def read_listing(data: bytes, filename: str) -> Listing:
    """Return what a file says about people.

    Parameters
    ----------
    data
        The file. What it is, is seen from its first bytes; ``filename`` only helps to say so.

    Raises
    ------
    SetupError
        If it is no list, is too large, has no header with the needed columns, or one twice.
    """
    known = sheets(data, filename, lambda one: column_of(one) is not None)
    return _first_listing(known, filename)


def _first_listing(found: Iterable[Sheet], filename: str) -> Listing:
    """Return the listing of the first sheet that has a known header."""
    seen: list[str] = []
    for sheet in found:
        numbered = iter(sheet.rows)
        for position, (number, cells) in enumerate(filled(numbered)):
            if position >= HEADER_WITHIN:
                break
            if set(NEEDED) <= {column_of(one) for one in cells}:
                return _listing(sheet.name, number, cells, numbered, filename)
            seen += [one for one in cells if one]
    there = ", ".join(one[:30] for one in seen[:8]) or "niets"
    raise SetupError(
        f"{filename} heeft geen rij met de kolommen {' en '.join(NEEDED)}. Er staat: {there}. "
        "Zet de namen van de kolommen boven de lijst."
    )


def _listing(
    sheet: str, at: int, headers: Cells, rows: Iterator[Numbered], filename: str
) -> Listing:
    columns = _columns(headers, at, filename)
    found: list[Row] = []
    for number, cells in filled(rows):
        if len(found) == MOST_ROWS:
            raise SetupError(
                f"{filename} heeft meer dan {MOST_ROWS} mensen. Verdeel de lijst over bestanden."
            )
        kept = {
            column: cells[place].strip()[:LONGEST_CELL]
            for place, column in columns.items()
            if place < len(cells)
        }
        is_header = all(column_of(one) is column for column, one in kept.items())
        if any(kept.values()) and not is_header:
            found.append(Row(number=number, cells=kept))
    if not found:
        raise SetupError(f"{filename} heeft wel kolommen, maar geen mensen eronder.")
    others = [one for one in headers if one and column_of(one) is None]
    return Listing(
        rows=tuple(found),
        sheet=sheet,
        refused=tuple((one[:60], reason) for one in others if (reason := refusal_of(one))),
        unused=tuple(one[:60] for one in others if not refusal_of(one)),
    )


def _columns(headers: Cells, at: int, filename: str) -> dict[int, Column]:
    columns: dict[int, Column] = {}
    for place, header in enumerate(headers):
        column = column_of(header)
        if column is None:
            continue
        if column in columns.values():
            raise SetupError(
                f"{filename}, rij {at}: de kolom {column} staat er meer dan één keer. "
                "Laat er één staan."
            )
        columns[place] = column
    return columns
