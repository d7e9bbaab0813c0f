"""The rules once more, on the finished tables: what breaks one is not written.

This reads only what a researcher would read, and knows nothing of how it was made.
"""

from collections.abc import Mapping

import pandas as pd

from wpo.errors import ExtractRefused
from wpo.pilot.extract.rules.cells import FEWEST

CELLS = ("answers", "takings", "goals", "observations", "looked_back", "ratings")
ALIKE = ["org", "role", "work", "first_week"]


def check_rules(frames: Mapping[str, pd.DataFrame]) -> None:
    """Check that every cell and every combination holds five people or more.

    Raises
    ------
    ExtractRefused
        With the rule, the table, and how many cells break it; never with what is in them.
    """
    for name in CELLS:
        frame = frames[name]
        people = frame["person"].astype("Int64")
        without_code = people.isna()
        counted = frame.assign(person=people.where(~without_code, -frame.index.to_series() - 1))
        cell = ["org", "assignment", "role"] if name == "ratings" else ["org", "assignment"]
        finest = [*cell, *(one for one in ("version", "week") if one in frame)]
        for by in (cell, finest):
            _check(f"{name} naar {', '.join(by)}", counted, by)
    _check("people naar organisatie, rol, werk en eerste weken", frames["people"], ALIKE)
    lettered = frames["remarks"][frames["remarks"]["org"] != "*"]
    if lettered.groupby(["org", "assignment", "role"]).size().lt(FEWEST).any():
        raise ExtractRefused("remarks: een organisatie staat alleen bij te weinig opmerkingen.")


def _check(what: str, frame: pd.DataFrame, by: list[str]) -> None:
    n_people = frame.groupby(by)["person"].nunique()
    n_small = int((n_people < FEWEST).sum())
    if n_small:
        raise ExtractRefused(
            f"{what}: {n_small} keer staan daar minder dan {FEWEST} mensen. Dat hoort niet te "
            "kunnen; meld dit aan de bouwers. Er is niets geschreven."
        )
