"""Numbers as a Dutch reader expects them, and never a percentage of fewer than ten."""

from math import isfinite
from typing import Any

import pandas as pd

from wpo.evaluation.results import TOO_SMALL

FEWEST_FOR_SHARE = 10  # below it a percentage says more than is known


def known(value: Any) -> bool:
    """Tell whether there is a number."""
    return not pd.isna(value) and isfinite(float(value))


def count(value: Any) -> str:
    """Return how many; ``te klein`` where that is not shown."""
    return f"{int(value):,}".replace(",", ".") if known(value) else TOO_SMALL


def decimal(value: Any, places: int = 2) -> str:
    """Return a number with a decimal comma; nothing where there is none."""
    return f"{float(value):.{places}f}".replace(".", ",") if known(value) else ""


def percent(value: Any) -> str:
    """Return a share (0 to 1) in whole percents; nothing where there is none."""
    return f"{100 * float(value):.0f}%" if known(value) else ""


def points(value: Any) -> str:
    """Return a difference of shares in points with its sign: ``+12``, ``−3``, ``0``."""
    whole = round(100 * float(value))
    return "0" if whole == 0 else f"{'+' if whole > 0 else '−'}{abs(whole)}"


def about(value: Any) -> str:
    """Return a share in words that are easy to picture: ``ongeveer 7 van de 10``."""
    tens = round(10 * float(value))
    return {0: "bijna niemand", 10: "bijna iedereen"}.get(tens, f"ongeveer {tens} van de 10")


def about_times(value: Any) -> str:
    """Return a share of occasions in words: ``ongeveer 7 van de 10 keer``."""
    tens = round(10 * float(value))
    return {0: "bijna nooit", 10: "bijna altijd"}.get(tens, f"ongeveer {tens} van de 10 keer")


def can_tell(row: Any, what: str) -> bool:
    """Tell whether the estimate ``what`` of a row may be shown as a share."""
    n = row[f"{what}_n"]
    return known(row[f"{what}_value"]) and known(n) and int(n) >= FEWEST_FOR_SHARE


def tellable(rows: pd.DataFrame, what: str) -> pd.DataFrame:
    """Return the rows of which the estimate ``what`` may be shown as a share."""
    n = rows[f"{what}_n"].fillna(0).astype("int64")
    return rows[rows[f"{what}_value"].notna() & (n >= FEWEST_FOR_SHARE)]
