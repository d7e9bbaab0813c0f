"""Read the sheets of an XLSX file as rows of text, without trusting it.

An XLSX is a packed folder of XML. It is measured before anything is unpacked, it may define no
entities, formulas are not calculated (what Excel kept as their outcome is read), and links to
other files are never followed.
"""

import io
import re
import warnings
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, time
from typing import IO, Any

import openpyxl
from openpyxl.utils import range_boundaries

from wpo.catalogue.sheets import NO_OUTCOME, Numbered, Sheet
from wpo.errors import SetupError

LARGEST_UNPACKED = 25_000_000  # bytes
_MOST_PARTS = 500
_MOST_COLUMNS = 100
# What openpyxl does not tell of a sheet that it reads row by row: merged cells and hidden rows.
_MARK = re.compile(
    rb'<(?:\w+:)?mergeCell\s[^>]*?ref="(?P<merged>[A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})"'
    rb"|<(?:\w+:)?row\s(?P<row>[^>]{0,300})>"
)
_HIDDEN = re.compile(rb'\bhidden="(?:1|true)"')
_NUMBER = re.compile(rb'(?:^|\s)r="(\d{1,7})"')
_MOST_MERGED = 5_000
_CHUNK = 1 << 16
_LONGEST_MARK = 400  # bytes of one mark

# Merged cells by their first row: the column (from 0) and the last row.
_Merged = dict[int, list[tuple[int, int]]]


def sheets_of(data: bytes, filename: str) -> Iterator[Sheet]:
    """Yield the visible sheets in their order, to be read in any order.

    Raises
    ------
    SetupError
        If it is no XLSX file, is damaged, or unpacks to more than ``LARGEST_UNPACKED`` bytes.
    """
    with _readable(filename):
        _measure(data, filename)
        for one in _sheets(data):
            yield replace(one, rows=_told(one.rows, filename))


def _told(rows: Iterable[Numbered], filename: str) -> Iterator[Numbered]:
    with _readable(filename):
        yield from rows


@contextmanager
def _readable(filename: str) -> Iterator[None]:
    """Say of whatever goes wrong while reading that the file cannot be read."""
    try:
        yield
    except SetupError:
        raise
    except Exception as error:
        # A made-up or broken file makes openpyxl raise whatever one of its parts stumbles over.
        raise SetupError(
            f"{filename} is geen Excel-bestand dat te lezen is. Bewaar het opnieuw als .xlsx."
        ) from error


def _measure(data: bytes, filename: str) -> None:
    """Refuse what is no workbook or unpacks to too much; zipfile unpacks no more than is said."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        parts = packed.infolist()
        names = {one.filename for one in parts}
        if "[Content_Types].xml" not in names or not any(one.startswith("xl/") for one in names):
            raise SetupError(f"{filename} is geen Excel-bestand. Bewaar het als .xlsx of als CSV.")
        if len(parts) > _MOST_PARTS or sum(one.file_size for one in parts) > LARGEST_UNPACKED:
            raise SetupError(
                f"{filename} is uitgepakt te groot. Kopieer alleen de lijst naar een nieuw bestand."
            )
        for one in parts:
            if one.filename.endswith((".xml", ".rels")):
                with packed.open(one) as part:
                    _no_entities(part, filename)


def _no_entities(part: IO[bytes], filename: str) -> None:
    before = b""
    while piece := part.read(_CHUNK):
        if re.search(rb"<!\s*(DOCTYPE|ENTITY)", (before + piece).replace(b"\0", b"")):
            raise SetupError(f"{filename} is geen gewoon Excel-bestand. Bewaar het opnieuw.")
        before = piece[-32:]


def _sheets(data: bytes) -> Iterator[Sheet]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about decorations that openpyxl leaves out
        outcomes, formulas = (
            openpyxl.load_workbook(
                io.BytesIO(data), read_only=True, data_only=data_only, keep_links=False
            )
            for data_only in (True, False)
        )
        for shown, written in zip(outcomes.worksheets, formulas.worksheets, strict=True):
            if shown.sheet_state == "visible":
                coming, hidden = _marks(data, shown)
                rows = _rows(coming, shown, written)
                yield Sheet(name=shown.title, rows=rows, hidden=hidden)


def _rows(coming: _Merged, shown: Any, written: Any) -> Iterator[Numbered]:
    """Yield rows from number 1; a merged cell counts for every row that it covers."""
    covering: list[tuple[int, int, str]] = []  # the column, the last row, and what stands there
    for sheet in (shown, written):
        sheet.reset_dimensions()  # a file may say that it is a million columns wide
    pairs = zip(
        shown.iter_rows(max_col=_MOST_COLUMNS),
        written.iter_rows(max_col=_MOST_COLUMNS),
        strict=True,
    )
    for number, (outcome, formula) in enumerate(pairs, start=1):
        cells = [
            _text(one.value, is_formula=other.data_type == "f")
            for one, other in zip(outcome, formula, strict=False)
        ]
        covering = [one for one in covering if one[1] >= number]
        for place, _, text in covering:
            cells += [""] * (place + 1 - len(cells))
            cells[place] = text
        for place, bottom in coming.get(number, ()):
            covering.append((place, bottom, cells[place] if place < len(cells) else ""))
        yield number, cells


def _marks(data: bytes, sheet: Any) -> tuple[_Merged, frozenset[int]]:
    """Return the merged cells, and the numbers of the rows that are hidden."""
    path = sheet._worksheet_path  # noqa: SLF001 -- see _MARK
    merged: _Merged = defaultdict(list)
    hidden: set[int] = set()
    n_merged, before = 0, b""
    with zipfile.ZipFile(io.BytesIO(data)) as packed, packed.open(path) as part:
        while piece := part.read(_CHUNK):
            text, end = before + piece, 0
            for match in _MARK.finditer(text):
                end = match.end()
                if match["row"] is not None:
                    number = _NUMBER.search(match["row"])
                    if number and _HIDDEN.search(match["row"]):
                        hidden.add(int(number[1]))
                    continue
                left, top, _, bottom = range_boundaries(match["merged"].decode())
                n_merged += 1
                if left <= _MOST_COLUMNS and top < bottom and n_merged <= _MOST_MERGED:
                    merged[top].append((left - 1, bottom))
            before = text[max(end, len(text) - _LONGEST_MARK) :]
    return merged, frozenset(hidden)


def _text(value: Any, *, is_formula: bool) -> str:
    """Return what a cell shows, near enough: a whole number without a point, a date as a date."""
    match value:
        case None:
            return NO_OUTCOME if is_formula else ""
        case bool():
            return "ja" if value else "nee"
        case float() if value.is_integer():
            return str(int(value))
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case datetime() | date() | time():
            return value.isoformat()
        case _:
            return str(value).strip()
