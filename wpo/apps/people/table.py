"""Read a list of people from a file that somebody sends: CSV or XLSX, and nothing else.

A file is read as text and never trusted. How large it may be is known before it is unpacked,
formulas are not calculated, and columns that may not be here are dropped before anybody looks.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from wpo.apps.people.columns import NEEDED, Column, column_of, refusal_of
from wpo.errors import SetupError

LARGEST_FILE = 5_000_000  # bytes, as it is sent
MOST_ROWS = 2_000
HEADER_WITHIN = 20  # rows before the header that may hold a title or nothing
LONGEST_CELL = 1_000
_MOST_COLUMNS = 100
_EMPTY_END = 500  # after so many empty rows the list is over
_SEPARATORS = ";,\t"

Cells = Sequence[str]
Numbered = tuple[int, Cells]


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
    if len(data) > LARGEST_FILE:
        raise SetupError(
            f"{filename} is te groot: hooguit {LARGEST_FILE // 1_000_000} MB. Verdeel de lijst."
        )
    if not data.strip():
        raise SetupError(f"{filename} is leeg. Kies een bestand met een rij voor elke persoon.")
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise SetupError(
            f"{filename} is een oud Excel-bestand (.xls) of heeft een wachtwoord. Bewaar het als "
            ".xlsx zonder wachtwoord."
        )
    if data.startswith(b"PK"):
        from wpo.apps.people.workbook import sheets_of  # noqa: PLC0415 -- openpyxl is heavy

        return _first_listing(sheets_of(data, filename), filename)
    return _first_listing([("", _csv_rows(_text(data, filename), filename))], filename)


def _first_listing(sheets: Iterable[tuple[str, Iterable[Numbered]]], filename: str) -> Listing:
    """Return the listing of the first sheet that has a known header."""
    seen: list[str] = []
    for sheet, rows in sheets:
        numbered = iter(rows)
        for position, (number, cells) in enumerate(_filled(numbered)):
            if position >= HEADER_WITHIN:
                break
            if set(NEEDED) <= {column_of(one) for one in cells}:
                return _listing(sheet, number, cells, numbered, filename)
            seen += [one for one in cells if one]
    found = ", ".join(one[:30] for one in seen[:8]) or "niets"
    raise SetupError(
        f"{filename} heeft geen rij met de kolommen {' en '.join(NEEDED)}. Er staat: {found}. "
        "Zet de namen van de kolommen boven de lijst."
    )


def _listing(
    sheet: str, at: int, headers: Cells, rows: Iterator[Numbered], filename: str
) -> Listing:
    columns = _columns(headers, at, filename)
    found: list[Row] = []
    for number, cells in _filled(rows):
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


def _filled(rows: Iterator[Numbered]) -> Iterator[Numbered]:
    """Yield the rows in which anything stands, until there is a long stretch of nothing."""
    empty = 0
    for number, cells in rows:
        if any(one.strip() for one in cells):
            empty = 0
            yield number, cells
        elif (empty := empty + 1) > _EMPTY_END:
            return


def _text(data: bytes, filename: str) -> str:
    """Return the text of a CSV, in the spelling in which it was kept."""
    text = _decoded(data, filename)
    strange = {one for one in text if not one.isprintable()} - set("\t\r\n\u200b\u00a0\u00ad")
    if any(ord(one) < 32 or 127 <= ord(one) < 160 for one in strange):
        raise SetupError(f"{filename} is geen lijst. Kies een CSV- of XLSX-bestand.")
    return text


def _decoded(data: bytes, filename: str) -> str:
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ["utf-16"] if wide else ["utf-8-sig", "cp1252"]:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise SetupError(f"{filename} is geen lijst. Kies een CSV- of XLSX-bestand.")


def _csv_rows(text: str, filename: str) -> Iterator[Numbered]:
    """Yield the rows of a CSV with their numbers, read with the separator that fits its header."""
    lines = text.splitlines(keepends=True)
    first = 1
    if lines and lines[0].lower().startswith("sep="):  # a line that Excel writes for itself
        lines, first = lines[1:], 2
    separator = _separator("".join(lines[:HEADER_WITHIN]))
    reader = csv.reader(io.StringIO("".join(lines), newline=""), delimiter=separator, strict=True)
    try:
        for number, cells in enumerate(reader, start=first):
            yield number, [one.strip() for one in cells[:_MOST_COLUMNS]]
    except csv.Error as error:
        raise SetupError(
            f"{filename}, bij regel {reader.line_num + first - 1}: de aanhalingstekens kloppen "
            "niet. Bewaar de lijst opnieuw als CSV."
        ) from error


def _separator(beginning: str) -> str:
    """Return the separator with which the most known columns appear."""

    def n_known(separator: str) -> int:
        cells = beginning.replace("\n", separator).replace('"', "").split(separator)
        return sum(column_of(one) is not None for one in cells)

    return max(_SEPARATORS, key=n_known)
