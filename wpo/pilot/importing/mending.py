"""The refused rows of a file as a file of its own: to mend, and to bring in again."""

import csv
import io
from collections.abc import Sequence

from wpo.pilot.importing.judging import TRUSTED_APOSTROPHE, Fate, JudgedRow
from wpo.pilot.importing.table import Table

ROW, REASON = "rij in het bestand", "wat er niet kan"


def to_mend(table: Table, rows: Sequence[JudgedRow]) -> bytes:
    """Return the refused rows as CSV that Excel opens, with their number and the reason behind.

    What Excel would take for a formula has an apostrophe before it, which is read back as none.
    """
    kept = {one.number: one.cells for one in table.rows}
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([*map(_quiet, table.headers), ROW, REASON])
    for one in rows:
        if one.fate is Fate.REFUSED:
            said = " ".join(f"{problem.column}: {problem.text}" for problem in one.problems)
            writer.writerow([*map(_quiet, kept[one.number]), str(one.number), _quiet(said)])
    return text.getvalue().encode("utf-8-sig")


def _quiet(cell: str) -> str:
    return f"'{cell}" if cell.startswith(TRUSTED_APOSTROPHE) else cell
