"""Practice against the work floor: side by side, and how little that proves."""

from collections.abc import Sequence

import duckdb
import pandas as pd

from wpo.evaluation.counting import cube, table
from wpo.evaluation.guarding import estimate_columns, series
from wpo.evaluation.persons import of_persons
from wpo.evaluation.results import ALL, COLUMNS
from wpo.pilot.research_set import OTHER
from wpo.stats.estimates import Estimates
from wpo.stats.floor import association

# The last look at each point by whoever looked, then the share of points of each person.
_SEEN = """
    SELECT assignment, org, person, avg((value = 2)::INTEGER) AS seen FROM (
        SELECT * FROM observations WHERE value IS NOT NULL
        QUALIFY row_number() OVER (
            PARTITION BY person, assignment, point ORDER BY week DESC, role, value) = 1)
    GROUP BY ALL
"""
_PRACTICE = """
    SELECT assignment, org, person, sum(bit_count("right")) / sum(bit_count(asked))::DOUBLE AS p
    FROM scores GROUP BY ALL
"""
_WORKED = """
    SELECT assignment, org, person, avg((worked = 2)::INTEGER) AS worked
    FROM looked_back WHERE done AND worked IS NOT NULL GROUP BY ALL
"""
_TOGETHER = f"""
    SELECT coalesce(s.assignment, w.assignment) AS assignment, coalesce(s.org, w.org) AS org,
           coalesce(s.person, w.person) AS person, p, seen, worked
    FROM ({_SEEN}) s
    FULL JOIN ({_WORKED}) w
        ON s.assignment = w.assignment AND s.org = w.org AND s.person = w.person
    LEFT JOIN ({_PRACTICE}) q
        ON q.assignment = coalesce(s.assignment, w.assignment)
        AND q.person = coalesce(s.person, w.person) AND q.org = coalesce(s.org, w.org)
    ORDER BY ALL
"""


def floor_table(
    connection: duckdb.DuckDBPyConnection, titles: pd.DataFrame, organisations: Sequence[str]
) -> pd.DataFrame:
    """Return the table ``floor`` of the evaluation, guarded.

    Only people of whom something was seen at work: practice and floor are of the same people.
    """
    rows = table(connection, _TOGETHER)
    # Together only who has one number for all opdrachten: under * that is another one each time.
    whole = (
        rows[rows["org"] != OTHER]
        .groupby(["org", "person"], as_index=False)[["p", "seen", "worked"]]
        .mean()
    )
    rows = pd.concat([whole.assign(assignment=ALL), rows], ignore_index=True)
    names = [ALL, *titles["assignment"]]
    sides = {
        "practice": _mean(rows, "p", names, organisations),
        "seen": _mean(rows, "seen", names, organisations),
        "worked": _mean(rows, "worked", names, organisations),
    }
    together = []
    for name in names:
        each = rows[rows["assignment"] == name]
        together.append(association(each["p"], each["seen"], each["org"].astype(str)).whole)
    columns: dict[str, object] = {"assignment": names}
    for what, found in sides.items():
        columns |= estimate_columns(what, found)
    columns |= estimate_columns("together", series(together))
    columns["means"] = [_means(one.is_known, one.low, one.high) for one in together]
    return pd.DataFrame(columns)[list(COLUMNS["floor"])]


def _mean(
    rows: pd.DataFrame, what: str, names: Sequence[str], organisations: Sequence[str]
) -> Estimates:
    """Return the mean share of persons, with Wilson's interval on persons and organisations."""
    there = rows[rows[what].notna()]
    summed = there.groupby(["assignment", "org"], as_index=False)[what].agg(["sum", "count"])
    wanted = pd.DataFrame({"assignment": list(names)})
    n = cube(summed.rename(columns={"count": "n"}), ["assignment"], wanted, organisations)
    mean = there.groupby("assignment")[what].mean().reindex(list(names)).to_numpy(float)
    return of_persons(mean, n)


def _means(is_known: bool, low: float, high: float) -> str:
    if not is_known:
        return "Er zijn te weinig mensen om te zien of oefenen en doen samengaan."
    if low > 0:
        return "Wie beter oefent, laat het op het werk ook vaker zien. Dat is geen bewijs."
    if high < 0:
        return "Wie beter oefent, laat het op het werk juist minder zien. Kijk waarom."
    return "Of oefenen en doen samengaan, is niet te zeggen: de marge loopt van min naar plus."
