"""What people think of an opdracht: answers on scales, with and without who says yes to all."""

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from wpo.evaluation.counting import Counts, cube, table
from wpo.evaluation.guarding import (
    MEAN_STEP,
    NO_SHARE,
    estimate_columns,
    hidden_where,
    of_organisation,
    people,
    rows_together,
)
from wpo.evaluation.results import COLUMNS, TOO_SMALL
from wpo.pilot.research_set import PARTICIPANT
from wpo.stats.estimates import Estimates
from wpo.stats.guarding import FEWEST_FOR_SHARE, SMALL
from wpo.stats.ratings import Ratings, ratings

THING = ["assignment", "role", "questionnaire", "item"]
PLACES = 5  # of the longest scale

# Who answered the same twice counts once, with the last answer; paper without a number counts.
_LAST = """
    CREATE TEMP TABLE last_ratings AS
    SELECT * FROM ratings QUALIFY person IS NULL OR row_number() OVER (
        PARTITION BY person, assignment, role, questionnaire, item
        ORDER BY week DESC, value, yes_saying) = 1
"""
_BY_ASSIGNMENT = """
    SELECT assignment, role, questionnaire, item, org, yes_saying, value, count(*)::BIGINT AS n
    FROM last_ratings GROUP BY ALL ORDER BY ALL
"""
# Of all opdrachten together somebody counts once, with the middle of all answers. Under * one
# person has another number for each opdracht: those participants are left out, and staff (who are
# always there) count once for each opdracht.
_OF_ALL = """
    SELECT '' AS assignment, role, questionnaire, item, org, yes_saying, value,
           count(*)::BIGINT AS n
    FROM (SELECT person, role, questionnaire, item, min(org) AS org,
                 bool_or(yes_saying) AS yes_saying, floor(median(value))::INTEGER AS value
          FROM last_ratings
          WHERE person IS NOT NULL AND (org <> '*' OR role <> 'deelnemer') GROUP BY ALL)
    GROUP BY ALL ORDER BY ALL
"""


@dataclass(frozen=True, kw_only=True)
class Opinions:
    """All rated items, unguarded; ``three`` and ``five`` are places of the rows of ``table``.

    ``counts`` and ``honest`` have shape ``(n_rows, n_organisations, 5)``: the second without who
    said yes where that contradicts itself.
    """

    table: pd.DataFrame
    counts: Counts
    honest: Counts
    organisations: tuple[str, ...]

    @property
    def is_short(self) -> NDArray[np.bool_]:
        """Which rows have a scale of three places: those for participants."""
        return np.asarray(self.table["role"] == PARTICIPANT, bool)

    def top(self, role: str, item: str, assignments: Sequence[str]) -> Estimates:
        """Return the top share of one item, one for each assignment."""
        wanted = pd.DataFrame({"assignment": list(assignments), "role": role, "item": item})
        keys = ["assignment", "role", "item"]
        places = pd.MultiIndex.from_frame(self.table[keys].astype(object))
        found = np.zeros((len(wanted), *self.counts.shape[1:]), np.int64)
        # Two questionnaires of staff may ask the same: their people are counted together.
        for k, place in enumerate(pd.MultiIndex.from_frame(wanted[keys].astype(object))):
            found[k] = self.counts[(places == place)].sum(axis=0)
        return _rated(found, is_short=role == PARTICIPANT).top


def opinions(connection: duckdb.DuckDBPyConnection, organisations: tuple[str, ...]) -> Opinions:
    """Count all answers on scales."""
    connection.execute(_LAST)
    rows = pd.concat(
        [table(connection, _OF_ALL), table(connection, _BY_ASSIGNMENT)], ignore_index=True
    )
    things = rows[THING].drop_duplicates().sort_values(THING, ignore_index=True)
    honest = rows[~rows["yes_saying"].astype(bool)]
    return Opinions(
        table=things,
        counts=_counts(rows, things, organisations),
        honest=_counts(honest, things, organisations),
        organisations=organisations,
    )


def ratings_table(found: Opinions) -> pd.DataFrame:
    """Return the table ``ratings`` of the evaluation, guarded."""
    short = found.is_short
    everybody, honest = _both(found.counts, short), _both(found.honest, short)
    each = found.counts.sum(axis=1)
    shown = _shown(each, short)
    # The top share times the total is a count of people: where that one is hidden, so is this.
    top_hidden = shown["top_hidden"].to_numpy(bool)
    left_out = everybody[1].n - honest[1].n
    few_left_out = top_hidden | ((left_out > 0) & (left_out < SMALL))
    columns = (
        {name: found.table[name] for name in THING}
        | {name: shown[name] for name in ("n", *(f"n_{k}" for k in range(1, PLACES + 1)))}
        | {
            "n_places": pd.Series(np.where(short, 3, PLACES), dtype="Int64"),
            "median": np.where(everybody[1].n >= FEWEST_FOR_SHARE, everybody[0], np.nan),
        }
        | hidden_where(estimate_columns("top", everybody[1]), top_hidden, "top")
        | hidden_where(estimate_columns("top_honest", honest[1]), few_left_out, "top_honest")
        | {"yes_sayers": people(left_out)}
    )
    result = pd.DataFrame(columns)[list(COLUMNS["ratings"])]
    result["top_honest_n"] = result["top_honest_n"].mask(few_left_out)
    return result


def means_by_organisation(found: Opinions) -> pd.DataFrame:
    """Return the rows ``rating`` of the table ``by_organisation``, guarded."""
    places = np.arange(1, PLACES + 1)
    n = found.counts.sum(axis=2)
    sums = (found.counts * places).sum(axis=2)
    mean = np.divide(sums, n, out=np.full(n.shape, np.nan), where=n > 0)
    row, column = np.nonzero(n)
    things = found.table.iloc[row].reset_index(drop=True)
    counts = n[row, column]
    value = of_organisation(mean[row, column], counts, MEAN_STEP)
    return pd.DataFrame(
        {
            "what": "rating",
            "assignment": things["assignment"],
            "version": "",
            "item": things["item"],
            "item_hash": "",
            "role": things["role"],
            "org": np.array(found.organisations, object)[column],
            "n": people(counts).mask(np.isnan(value)),
            "value": value,
            "note": np.select(
                [counts < SMALL, counts < FEWEST_FOR_SHARE], [TOO_SMALL, NO_SHARE], ""
            ),
        }
    )[list(COLUMNS["by_organisation"])]


def _counts(rows: pd.DataFrame, things: pd.DataFrame, organisations: Sequence[str]) -> Counts:
    values = range(1, PLACES + 1)
    each = [cube(rows[rows["value"] == value], THING, things, organisations) for value in values]
    return np.stack(each, axis=-1)


def _rated(counts: Counts, *, is_short: bool) -> Ratings:
    return ratings(counts[..., :3], n_top=1) if is_short else ratings(counts, n_top=2)


def _both(counts: Counts, short: NDArray[np.bool_]) -> tuple[NDArray[np.float64], Estimates]:
    """Return median and top share, each row on its own scale."""
    three, five = _rated(counts, is_short=True), _rated(counts, is_short=False)
    a, b = three.top, five.top
    parts = ("value", "low", "high", "n", "n_organisations", "note")
    chosen = {one: np.where(short, getattr(a, one), getattr(b, one)) for one in parts}
    return np.where(short, three.median, five.median), Estimates(method=a.method, **chosen)


def _shown(each: Counts, short: NDArray[np.bool_]) -> pd.DataFrame:
    """Return which counts of people may be shown; ``top_hidden`` where the top share may not."""
    names = [f"n_{k}" for k in range(1, PLACES + 1)]
    parts = []
    for is_short, places, top in ((True, 3, names[2:3]), (False, PLACES, names[3:])):
        rows = np.flatnonzero(short == is_short)
        counts = each[rows, :places]
        shown = rows_together(counts, counts.sum(axis=1))
        shown.columns = pd.Index([*names[:places], "n"])
        shown = shown.reindex(columns=[*names, "n"]).astype("Int64")
        hidden = shown[[*top, "n"]].isna().any(axis=1)
        parts.append(shown.assign(top_hidden=hidden).set_index(rows))
    return pd.concat(parts).sort_index()
