"""A file as a table: its headers, and what stands in the rows below them."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from itertools import chain, islice

from wpo.catalogue.private_columns import private_reason
from wpo.catalogue.sheets import HEADER_WITHIN, Cells, Numbered, Sheet, filled, sheets
from wpo.errors import SetupError
from wpo.pilot.importing.forms import Form, is_private
from wpo.pilot.importing.identity import Mark

MOST_ROWS = 5_000
LONGEST_CELL = 4_000  # longer than words may be, so that a row with too many is refused and not cut
_LONGEST_HEADER = 200

# The columns that a file of refused rows has before the others; when it comes back they are gone.
ROW, REASON = "rij in het bestand", "wat er niet kan"


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """One row: its number in the file, from 1, and its cells, as many as there are headers.

    ``mark`` tells where it was refused before, if it comes back mended.
    """

    number: int
    cells: tuple[str, ...]
    mark: Mark | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """What a file says.

    Attributes
    ----------
    sheet
        The name of the sheet; empty for CSV.
    private
        Headers of columns that may not be here, each with the reason; they were not read.
    sheets
        The names of all sheets that can be seen; only ``sheet`` was read.
    n_hidden
        How many of the rows are hidden in the file, as by a filter.
    """

    headers: tuple[str, ...]
    rows: tuple[TableRow, ...]
    sheet: str = ""
    private: tuple[tuple[str, str], ...] = ()
    sheets: tuple[str, ...] = ()
    n_hidden: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Beginning:
    """The top of a sheet: its first rows, which of them is the header, and all that follows."""

    sheet: Sheet
    top: tuple[Numbered, ...]
    at: int
    rest: Iterator[Numbered]
    n_known: int


def read_table(
    data: bytes, filename: str, all_forms: Collection[Form], *, sheet: str = ""
) -> Table:
    """Return the table of the sheet with the most known headers, or of the one with this name.

    The header is the row near the top with the most known headers; where none is known, the first
    row with two cells or more, so that titles above it are passed over.

    Raises
    ------
    SetupError
        If it is no list, is too large, or has nothing below a header.
    """

    def is_known(cell: str) -> bool:
        return any(one.target_of(cell) for one in all_forms)

    found = [_begin(one, is_known) for one in sheets(data, filename, is_known)]
    names = tuple(one.sheet.name for one in found)
    for one in sorted(found, key=lambda one: -one.n_known):
        if one.top and (not sheet or one.sheet.name == sheet):
            table = _table(one, filename, all_forms)
            if table.rows:
                return replace(table, sheets=names)
    raise SetupError(
        f"{filename} heeft geen rijen onder een rij met de namen van de kolommen. Zet die namen "
        "boven de lijst."
    )


def _begin(sheet: Sheet, is_known: Callable[[str], bool]) -> _Beginning:
    rest = filled(iter(sheet.rows))
    top = tuple(islice(rest, HEADER_WITHIN))
    n_known = [sum(map(is_known, cells)) for _, cells in top]
    at = max(range(len(top)), key=lambda n: (n_known[n], _n_filled(top[n]) > 1, -n), default=0)
    return _Beginning(sheet=sheet, top=top, at=at, rest=rest, n_known=n_known[at] if top else 0)


def _n_filled(row: Numbered) -> int:
    return sum(bool(one.strip()) for one in row[1])


def _table(beginning: _Beginning, filename: str, all_forms: Collection[Form]) -> Table:
    _, header = beginning.top[beginning.at]
    named = [" ".join(one.split())[:_LONGEST_HEADER] for one in header]
    private = {
        place
        for place, one in enumerate(named)
        if one and all(is_private(form, one) for form in all_forms)
    }
    ours = {one: n for n, one in enumerate(named) if one in {ROW, REASON}}
    marked = ours.get(ROW, len(named))
    places = [n for n in range(len(named)) if n not in private and n not in ours.values()]
    found: list[TableRow] = []
    for number, cells in chain(beginning.top[beginning.at + 1 :], beginning.rest):
        kept = tuple(cells[n].strip()[:LONGEST_CELL] if n < len(cells) else "" for n in places)
        if not any(kept) or _is_header(cells, header):
            continue
        if len(found) == MOST_ROWS:
            raise SetupError(
                f"{filename} heeft meer dan {MOST_ROWS} rijen. Verdeel de lijst over bestanden."
            )
        mark = Mark.read(cells[marked]) if marked < len(cells) else None
        found.append(TableRow(number=number, cells=kept, mark=mark))
    # A column without a name may still hold something; then it gets a name by its place.
    used = [at for at, n in enumerate(places) if named[n] or any(one.cells[at] for one in found)]
    return Table(
        headers=tuple(named[places[at]] or f"kolom {places[at] + 1}" for at in used),
        rows=tuple(replace(one, cells=tuple(one.cells[at] for at in used)) for one in found),
        sheet=beginning.sheet.name,
        private=tuple((named[n][:60], private_reason(named[n])) for n in sorted(private)),
        n_hidden=sum(one.number in beginning.sheet.hidden for one in found),
    )


def _is_header(cells: Cells, header: Cells) -> bool:
    """Tell whether a row repeats the header, as where pages were pasted below each other."""
    return [one.strip() for one in cells] == [one.strip() for one in header]
