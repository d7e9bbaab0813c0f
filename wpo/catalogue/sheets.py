"""Read a file that somebody sends as rows of text: CSV or XLSX, and nothing else.

A file is read as text and never trusted. How large it may be is known before it is unpacked, and
formulas are not calculated. What the columns mean is the business of whoever asks.
"""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from wpo.errors import SetupError

LARGEST_FILE = 5_000_000  # bytes, as it is sent
HEADER_WITHIN = 20  # rows before the header that may hold a title or nothing
MOST_COLUMNS = 100
NO_OUTCOME = "=?"  # a formula without an outcome: fits no field, so its row is refused
_EMPTY_END = 500  # after so many empty rows the list is over
_SEPARATORS = ";,\t"

Cells = Sequence[str]
Numbered = tuple[int, Cells]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A sheet that can be seen: its name (empty for CSV), and rows with their numbers from 1.

    The rows are read while they are walked through, once. Rows that are hidden in a workbook, as
    by a filter, are read as any other; ``hidden`` holds their numbers.
    """

    name: str
    rows: Iterable[Numbered]
    hidden: frozenset[int] = frozenset()


def sheets(data: bytes, filename: str, is_known: Callable[[str], bool]) -> Iterable[Sheet]:
    """Return the sheets of a file in their order.

    Parameters
    ----------
    data
        The file. What it is, is seen from its first bytes; ``filename`` only helps to say so.
    is_known
        Tells of a cell whether it is the header of a known column; the separator of a CSV is the
        one with which the most of them appear.

    Raises
    ------
    SetupError
        If it is no list or is too large. A damaged part may be met while the rows are read.
    """
    if len(data) > LARGEST_FILE:
        raise SetupError(
            f"{filename} is te groot: hooguit {LARGEST_FILE // 1_000_000} MB. Verdeel de lijst."
        )
    if not data.strip():
        raise SetupError(f"{filename} is leeg. Kies een bestand met een lijst erin.")
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise SetupError(
            f"{filename} is een oud Excel-bestand (.xls) of heeft een wachtwoord. Bewaar het als "
            ".xlsx zonder wachtwoord."
        )
    if data.startswith(b"PK"):
        from wpo.catalogue.workbook import sheets_of  # noqa: PLC0415 -- openpyxl is heavy

        return sheets_of(data, filename)
    return [Sheet(name="", rows=_csv_rows(_text(data, filename), filename, is_known))]


def filled(rows: Iterator[Numbered]) -> Iterator[Numbered]:
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


def _csv_rows(text: str, filename: str, is_known: Callable[[str], bool]) -> Iterator[Numbered]:
    """Yield the rows of a CSV with their numbers, read with the separator that fits its header."""
    lines = text.splitlines(keepends=True)
    first = 1
    if lines and lines[0].lower().startswith("sep="):  # a line that Excel writes for itself
        lines, first = lines[1:], 2
    separator = _separator("".join(lines[:HEADER_WITHIN]), is_known)
    reader = csv.reader(io.StringIO("".join(lines), newline=""), delimiter=separator, strict=True)
    try:
        for number, cells in enumerate(reader, start=first):
            yield number, [one.strip() for one in cells[:MOST_COLUMNS]]
    except csv.Error as error:
        raise SetupError(
            f"{filename}, bij regel {reader.line_num + first - 1}: de aanhalingstekens kloppen "
            "niet. Bewaar de lijst opnieuw als CSV."
        ) from error


def _separator(beginning: str, is_known: Callable[[str], bool]) -> str:
    """Return the separator with which the most known columns appear, else the most cells."""

    def fits(separator: str) -> tuple[int, int]:
        cells = beginning.replace("\n", separator).replace('"', "").split(separator)
        return sum(map(is_known, cells)), len(cells)

    return max(_SEPARATORS, key=fits)
