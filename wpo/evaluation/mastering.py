"""Weeks until a goal is reached, also of who has not reached it yet."""

from collections.abc import Sequence

import duckdb
import numpy as np
import pandas as pd

from wpo.evaluation.counting import Counts, table
from wpo.evaluation.guarding import estimate_columns, people
from wpo.evaluation.results import ALL, COLUMNS
from wpo.stats.guarding import FEWEST_FOR_SHARE
from wpo.stats.mastery import mastery

# Whoever has several goals of a skill counts once, with the first by its id: how it went must not
# decide which one. Organisations that stand together are left out: there one person has another
# number for each opdracht, and would count as many.
_QUERY = """
    SELECT skill, org, weeks, mastered, count(*)::BIGINT AS n FROM (
        SELECT skill, org, person, weeks, mastered FROM (
            SELECT a.skill, g.* FROM goals g JOIN skills a USING (assignment) WHERE org <> '*'
            UNION ALL SELECT '' AS skill, * FROM goals WHERE org <> '*')
        QUALIFY row_number() OVER (
            PARTITION BY skill, org, person ORDER BY assignment, weeks) = 1)
    GROUP BY ALL ORDER BY ALL
"""


def mastery_table(
    connection: duckdb.DuckDBPyConnection, titles: pd.DataFrame, organisations: Sequence[str]
) -> pd.DataFrame:
    """Return the table ``mastery`` of the evaluation, guarded: weeks with ten people or more."""
    connection.register("skills", titles[["assignment", "skill"]])
    try:
        rows = table(connection, _QUERY)
    finally:
        connection.unregister("skills")
    if rows.empty:
        return pd.DataFrame(columns=list(COLUMNS["mastery"]))
    parts = [
        _of(skill, rows[rows["skill"] == skill], organisations)
        for skill in (ALL, *sorted(set(rows["skill"]) - {ALL}))
    ]
    return pd.concat(parts, ignore_index=True)[list(COLUMNS["mastery"])]


def _of(skill: str, rows: pd.DataFrame, organisations: Sequence[str]) -> pd.DataFrame:
    n_weeks = int(rows["weeks"].max()) + 1
    done = rows["mastered"].to_numpy(bool)
    found = mastery(
        _counts(rows[done], n_weeks, organisations), _counts(rows[~done], n_weeks, organisations)
    )
    # The curve moves by one step for each person: it ends where too few are followed to hide in.
    columns = estimate_columns(
        "mastered",
        found.share,
        n=np.where(found.at_risk < FEWEST_FOR_SHARE, found.at_risk, found.share.n),
    )
    return pd.DataFrame(
        {"skill": skill, "week": pd.Series(found.weeks, dtype="Int64")}
        | {"at_risk": people(found.at_risk)}
        | columns
    )


def _counts(rows: pd.DataFrame, n_weeks: int, organisations: Sequence[str]) -> Counts:
    counts = np.zeros((n_weeks, len(organisations)), np.int64)
    column = pd.Index(list(organisations), dtype=object).get_indexer(rows["org"].astype(object))
    np.add.at(counts, (rows["weeks"].to_numpy(int), column), rows["n"].to_numpy(np.int64))
    return counts
