"""The rows of a file that were left out, as a workbook: to mend, and to bring in again."""

import io
from collections.abc import Sequence
from dataclasses import replace

from wpo.pilot.importing.forms import ITEM, Form, Target
from wpo.pilot.importing.identity import FILE_SIGNS, Mark
from wpo.pilot.importing.judging import Columns, JudgedRow
from wpo.pilot.importing.table import REASON, ROW, Table

_WIDEST = 60  # signs of a column


def to_mend(
    table: Table, form: Form, columns: Columns, rows: Sequence[JudgedRow], file: str
) -> bytes:
    """Return the rows that are left out as XLSX, behind their place in the file and the reason.

    Every cell is text, so that nothing is taken for a formula or a date. The columns are called so
    that they are known again, and what was chosen for all rows has a column.

    Parameters
    ----------
    file
        The hash of the file that they are in.
    """
    kept = {one.number: one for one in table.rows}
    names = [
        header if form.target_of(header) == target else _spelled(form, target) or header
        for header, target in zip(table.headers, columns.targets, strict=True)
    ]
    again = dict(zip(table.headers, names, strict=True))
    lines = [[ROW, REASON, *names, *columns.for_all]]
    for one in rows:
        if one.fate.is_left_out:
            row = kept[one.number]
            mark = row.mark or Mark(file=file[:FILE_SIGNS], number=one.number)
            said = " ".join(
                str(replace(problem, column=again.get(problem.column, problem.column)))
                for problem in one.problems
            )
            lines.append([str(mark), said, *row.cells, *columns.for_all.values()])
    return _workbook(lines)


def _spelled(form: Form, target: Target) -> str:
    return f"{form.id}/{target.removeprefix(ITEM)}" if target.startswith(ITEM) else target


def _workbook(lines: Sequence[Sequence[str]]) -> bytes:
    from openpyxl import Workbook  # noqa: PLC0415 -- heavy
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE  # noqa: PLC0415
    from openpyxl.styles import Alignment, Font  # noqa: PLC0415

    book = Workbook()
    sheet = book.active
    for down, line in enumerate(lines, start=1):
        for across, text in enumerate(line, start=1):
            cell = sheet.cell(down, across)
            cell.value = ILLEGAL_CHARACTERS_RE.sub("", text) or None
            if text:
                cell.data_type = "s"  # never a formula
            cell.number_format = "@"
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.font = Font(bold=down == 1)
    for across, column in enumerate(zip(*lines, strict=True), start=1):
        letter = sheet.cell(1, across).column_letter
        longest = max(len(one) for one in column)
        sheet.column_dimensions[letter].width = min(_WIDEST, max(12, longest + 2))
    sheet.freeze_panes = "A2"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
