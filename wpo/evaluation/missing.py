"""What is not there: who was to do an opdracht, began, finished, and why not.

Counts are rounded down to fives and shares to twentieths: the difference of two exact counts that
stand side by side would be the few who stopped.
"""

from dataclasses import dataclass

import duckdb
import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from wpo.evaluation.counting import Counts, cube, table
from wpo.evaluation.guarding import estimate_columns, number
from wpo.evaluation.results import ALL, COLUMNS, TOO_SMALL
from wpo.stats.estimates import Estimates
from wpo.stats.guarding import Sum, Table, guard
from wpo.stats.missing import funnel
from wpo.stats.shares import share

PLANNED, BEGUN, DONE = "gepland", "begonnen", "af"
STEPS = (PLANNED, BEGUN, DONE)
UNKNOWN = "onbekend"
STEP = 0.05

# Who stopped in an older version can lack at most the questions of it that are still asked as they
# were: ``outdated`` are those with answers that are not. * is a version that is not told.
_QUERY = f"""
    WITH told AS (SELECT DISTINCT assignment, version, item_hash FROM items),
         outdated AS (
            SELECT t.assignment, t.version, count(*) AS n
            FROM told t JOIN newest_versions n USING (assignment)
            WHERE t.item_hash NOT IN (
                SELECT item_hash FROM told JOIN newest_versions USING (assignment, version))
            GROUP BY ALL)
    SELECT assignment, org, state, coalesce(reason, '{UNKNOWN}') AS reason,
           count(*)::BIGINT AS n, count_if(n_items > old)::BIGINT AS asked,
           sum(least(greatest(n_items - n_answered, 0), n_items - old))::BIGINT AS open
    FROM (SELECT t.*, least(t.n_items, coalesce(o.n, 0)) AS old
          FROM takings t LEFT JOIN outdated o
              ON o.assignment = t.assignment AND o.version = t.version)
    GROUP BY ALL ORDER BY ALL
"""


@dataclass(frozen=True, kw_only=True)
class Takings:
    """How far people came, by assignment (ALL first) and organisation; unguarded.

    ``planned``, ``begun``, ``done`` have shape ``(n_assignments, n_organisations)``; ``reasons``
    has the same, by name. So have ``asked`` (persons who got at least one question that is still
    asked as it was) and ``open`` (such questions without an answer, at most).
    """

    assignments: tuple[str, ...]
    planned: Counts
    begun: Counts
    done: Counts
    asked: Counts
    open: Counts
    reasons: dict[str, Counts]

    def place(self, assignments: pd.Series) -> NDArray[np.intp]:
        """Return at which row each of these assignments stands; -1 where nobody was to do it."""
        places = pd.Index(self.assignments, dtype=object)
        return np.asarray(places.get_indexer(assignments.astype(object)))


def takings(
    connection: duckdb.DuckDBPyConnection, organisations: tuple[str, ...], newest: pd.DataFrame
) -> Takings:
    """Count how far people came; ``newest`` says by ``assignment`` which ``version`` is judged.

    After a revision ``open`` is at most what is missing, and not what is: a question that nobody
    answered, or that was left out earlier than in the newest version but one, counts as still
    asked; and who left three of five open, of which one was revised, lacks two or three.
    """
    connection.register("newest_versions", newest[["assignment", "version"]])
    try:
        rows = table(connection, _QUERY)
    finally:
        connection.unregister("newest_versions")
    rows = pd.concat([rows.assign(assignment=ALL), rows], ignore_index=True)
    wanted = pd.DataFrame({"assignment": [ALL, *sorted(set(rows["assignment"]) - {ALL})]})

    def count(which: pd.DataFrame, what: str = "n") -> Counts:
        return cube(which, ["assignment"], wanted, organisations, what)

    stopped = rows[rows["state"] != "af"]
    return Takings(
        assignments=tuple(wanted["assignment"]),
        planned=count(rows),
        begun=count(rows[rows["state"] != "niet_begonnen"]),
        done=count(rows[rows["state"] == "af"]),
        asked=count(rows, "asked"),
        open=count(rows, "open"),
        reasons={
            reason: count(stopped[stopped["reason"] == reason])
            for reason in sorted(set(stopped["reason"]))
        },
    )


def missing_table(found: Takings) -> pd.DataFrame:
    """Return the table ``missing`` of the evaluation, guarded."""
    stopped = found.planned - found.done
    came = funnel(np.stack([found.planned, found.begun, found.done], axis=-2))
    shares = [("stap", name, _column(came, k)) for k, name in enumerate(STEPS)]
    shares += [("reden", name, share(each, stopped)) for name, each in found.reasons.items()]
    parts = [
        pd.DataFrame(
            {"assignment": list(found.assignments), "part": part, "name": name}
            | rough_columns("share", each)
        )
        for part, name, each in shares
    ]
    rows = pd.concat(parts, ignore_index=True)
    rows["order"] = rows["assignment"].map({one: k for k, one in enumerate(found.assignments)})
    rows = rows.sort_values(["order"], kind="stable", ignore_index=True)
    shown = [_guarded(found, k) for k in range(len(found.assignments))]
    rows["n"] = pd.array(
        [shown[k][name] for k, name in zip(rows["order"], rows["name"], strict=True)], "Int64"
    )
    hidden = rows["n"].isna()
    rows.loc[hidden, ["share_value", "share_low", "share_high"]] = np.nan
    rows.loc[hidden, "share_note"] = TOO_SMALL
    return rows[list(COLUMNS["missing"])]


def rough_columns(what: str, found: Estimates) -> dict[str, pd.Series]:
    """Return the columns of an estimate with its numbers in steps, so that none is exact."""
    columns = estimate_columns(what, found)
    value, low, high = (columns[f"{what}_{part}"] for part in ("value", "low", "high"))
    return columns | {
        f"{what}_value": np.round(value / STEP) * STEP,
        f"{what}_low": pd.Series(step_down(low)),
        f"{what}_high": pd.Series(step_up(high)),
        f"{what}_n": columns[f"{what}_n"] // 5 * 5,
    }


def step_down(shares: ArrayLike) -> NDArray[np.float64]:
    """Return shares rounded down to steps, so that none is exact."""
    return np.asarray(np.floor(np.asarray(shares, float) / STEP + 1e-9) * STEP)


def step_up(shares: ArrayLike) -> NDArray[np.float64]:
    """Return shares rounded up to steps, so that none is exact."""
    return np.asarray(np.ceil(np.asarray(shares, float) / STEP - 1e-9) * STEP + 0.0)  # not -0


def _column(found: Estimates, k: int) -> Estimates:
    """Return the estimates of one step: ``(n_assignments,)``."""
    return Estimates(
        value=found.value[:, k],
        low=found.low[:, k],
        high=found.high[:, k],
        n=found.n[:, k],
        n_organisations=found.n_organisations[:, k],
        method=found.method,
        note=found.note[:, k],
    )


def _guarded(found: Takings, k: int) -> dict[str, int | None]:
    """Return what may be shown of one assignment: all its counts are read together."""
    planned, begun, done = (int(one[k].sum()) for one in (found.planned, found.begun, found.done))
    reasons = {name: int(each[k].sum()) for name, each in found.reasons.items()}
    told = guard(
        Table(
            cells={PLANNED: planned, BEGUN: begun, DONE: done}
            | {"not begun": planned - begun, "unfinished": begun - done, "stopped": planned - done}
            | {f"reason {name}": number for name, number in reasons.items()},
            relations=(
                Sum(whole=PLANNED, parts=(BEGUN, "not begun")),
                Sum(whole=BEGUN, parts=(DONE, "unfinished")),
                Sum(whole=PLANNED, parts=(DONE, "stopped")),
                *(
                    (Sum(whole="stopped", parts=tuple(f"reason {name}" for name in reasons)),)
                    if reasons
                    else ()
                ),
            ),
            silent=frozenset({"not begun", "unfinished", "stopped"}),
        )
    )
    names = {PLANNED: PLANNED, BEGUN: BEGUN, DONE: DONE} | {
        name: f"reason {name}" for name in reasons
    }
    return {name: number(told[cell]) for name, cell in names.items()}
