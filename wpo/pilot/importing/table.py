"""A file as a table: its headers, and what stands in the rows below them."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from wpo.catalogue.private_columns import private_reason
from wpo.catalogue.sheets import HEADER_WITHIN, Cells, Numbered, filled, sheets
from wpo.errors import SetupError
from wpo.pilot.importing.forms import Form, is_private

MOST_ROWS = 5_000
LONGEST_CELL = 4_000  # longer than words may be, so that a row with too many is refused and not cut
_LONGEST_HEADER = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """One row: its number in the file, from 1, and its cells, as many as there are headers."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """What a file says.

    Attributes
    ----------
    sheet
        The name of the sheet; empty for CSV.
    private
        Headers of columns that may not be here, each with the reason; they were not read.
    """

    headers: tuple[str, ...]
    rows: tuple[TableRow, ...]
    sheet: str = ""
    private: tuple[tuple[str, str], ...] = ()


def read_table(data: bytes, filename: str, all_forms: Collection[Form]) -> Table:
    """Return the table of the first sheet that has one.

    The header is the row near the top with the most known headers; where none is known, the first
    row with two cells or more, so that titles above it are passed over.

    Raises
    ------
    SetupError
        If it is no list, is too large, or has nothing below a header.
    """

    def is_known(cell: str) -> bool:
        return any(one.target_of(cell) for one in all_forms)

    for sheet, rows in sheets(data, filename, is_known):
        numbered = filled(iter(rows))
        top = _top(numbered)
        at = max(
            range(len(top)),
            key=lambda n: (sum(map(is_known, top[n][1])), _n_filled(top[n]) > 1, -n),
            default=None,
        )
        if at is not None and _n_filled(top[at]) > 0:
            table = _table(sheet, top[at], chain(top[at + 1 :], numbered), filename, all_forms)
            if table.rows:
                return table
    raise SetupError(
        f"{filename} heeft geen rijen onder een rij met de namen van de kolommen. Zet die namen "
        "boven de lijst."
    )


def _top(rows: Iterator[Numbered]) -> list[Numbered]:
    found: list[Numbered] = []
    for one in rows:
        found.append(one)
        if len(found) == HEADER_WITHIN:
            break
    return found


def _n_filled(row: Numbered) -> int:
    return sum(bool(one.strip()) for one in row[1])


def _table(
    sheet: str,
    header: Numbered,
    rows: Iterable[Numbered],
    filename: str,
    all_forms: Collection[Form],
) -> Table:
    named = [" ".join(one.split())[:_LONGEST_HEADER] for one in header[1]]
    private = {
        place
        for place, one in enumerate(named)
        if one and all(is_private(form, one) for form in all_forms)
    }
    places = [n for n in range(len(named)) if n not in private]
    found: list[TableRow] = []
    for number, cells in rows:
        kept = tuple(cells[n].strip()[:LONGEST_CELL] if n < len(cells) else "" for n in places)
        if not any(kept) or _is_header(cells, header[1]):
            continue
        if len(found) == MOST_ROWS:
            raise SetupError(
                f"{filename} heeft meer dan {MOST_ROWS} rijen. Verdeel de lijst over bestanden."
            )
        found.append(TableRow(number=number, cells=kept))
    # A column without a name may still hold something; then it gets a name by its place.
    used = [at for at, n in enumerate(places) if named[n] or any(one.cells[at] for one in found)]
    return Table(
        headers=tuple(named[places[at]] or f"kolom {places[at] + 1}" for at in used),
        rows=tuple(
            TableRow(number=one.number, cells=tuple(one.cells[at] for at in used)) for one in found
        ),
        sheet=sheet,
        private=tuple((named[n][:60], private_reason(named[n])) for n in sorted(private)),
    )


def _is_header(cells: Cells, header: Cells) -> bool:
    """Tell whether a row repeats the header, as where pages were pasted below each other."""
    return [one.strip() for one in cells] == [one.strip() for one in header]
