"""The table behind a figure: Dutch headings, and words where a number is not shown."""

import csv
import re
from collections.abc import Mapping
from io import StringIO

import pandas as pd

from wpo.figures.numbers import FEWEST_FOR_SHARE, count, decimal, percent, points

FEW = "te weinig"
_FORMULA = re.compile(r"[=@\t\r]|[+-](?!\d+$)")  # +12 is a number, +cmd is not


def estimate_table(
    rows: pd.DataFrame,
    what: str,
    names: Mapping[str, str],
    *,
    more: Mapping[str, pd.Series] | None = None,
    unit: str = "percent",
) -> pd.DataFrame:
    """Return a table of one estimate.

    Parameters
    ----------
    rows
        With the six columns of the estimate ``what``.
    names
        Columns that say what a row is, with their headings.
    more
        Further columns that are words already, by heading; put behind the estimate.
    unit
        ``percent``: shares, shown from ten answers on; ``points``: differences of shares;
        ``decimal``: other numbers.
    """
    table = pd.DataFrame({heading: rows[one].astype(str) for one, heading in names.items()})
    for heading, column in estimate_columns(rows, what, "Deel", unit).items():
        table[heading] = column
    table["Aantal"] = rows[f"{what}_n"].map(count)
    table["Organisaties"] = rows[f"{what}_n_organisations"].map(count)
    for heading, column in (more or {}).items():
        table[heading] = column
    note = rows[f"{what}_note"].fillna("").astype(str)
    if note.any():
        table["Let op"] = note
    return table.reset_index(drop=True)


def estimate_columns(
    rows: pd.DataFrame, what: str, heading: str, unit: str = "percent"
) -> dict[str, pd.Series]:
    """Return an estimate as two columns of words: the value, and from where to where."""
    value, low, high = (rows[f"{what}_{part}"] for part in ("value", "low", "high"))
    shown = value.notna()
    if unit == "percent":
        shown &= rows[f"{what}_n"].fillna(0).astype("int64") >= FEWEST_FOR_SHARE
    say = {"percent": percent, "points": points, "decimal": decimal}[unit]
    named = {"percent": heading, "points": f"{heading} (punten)", "decimal": heading}[unit]
    words = [
        (say(one), f"{say(a)} tot {say(b)}") if ok else (FEW, "")
        for one, a, b, ok in zip(value, low, high, shown, strict=True)
    ]
    index = rows.index
    return {
        named: pd.Series([one for one, _ in words], index=index, dtype="object"),
        f"{heading}: tussen": pd.Series([two for _, two in words], index=index, dtype="object"),
    }


def csv_text(table: pd.DataFrame) -> str:
    """Return a table as a file that Excel opens in Dutch: semicolons, and no formula runs."""
    out = StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(_harmless(one) for one in table.columns)
    writer.writerows([_harmless(cell) for cell in row] for row in table.to_numpy().tolist())
    return out.getvalue()


def _harmless(cell: object) -> str:
    text = str(cell)
    return f"'{text}" if _FORMULA.match(text) else text
