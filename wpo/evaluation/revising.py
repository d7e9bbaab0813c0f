"""Before and after a revision: what a new text did, beyond luck and beyond what else changed."""

from dataclasses import dataclass

import duckdb
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from wpo.evaluation.counting import GOOD, Answered, Counts, cube, table
from wpo.evaluation.guarding import estimate_columns, people, series
from wpo.evaluation.items import version_key
from wpo.evaluation.results import ALL, COLUMNS
from wpo.stats.estimates import Estimates
from wpo.stats.guarding import FEWEST_FOR_SHARE
from wpo.stats.revisions import Revisions, revisions, same_persons
from wpo.stats.shares import share

QUESTION = ["item", "item_hash"]
WARNING = (
    "Alleen vragen die slecht gingen, zijn herzien: ook zonder nieuwe tekst gaan die daarna vaak "
    "beter. Daarvan is dit gecorrigeerd."
)


@dataclass(frozen=True, kw_only=True)
class Round:
    """Questions before and after: ``texts`` has the columns of the table up to ``is_control``."""

    texts: pd.DataFrame
    before_hits: Counts
    before_n: Counts
    after_hits: Counts
    after_n: Counts
    better: Counts
    worse: Counts
    both: Counts


def round_of(
    connection: duckdb.DuckDBPyConnection, items: pd.DataFrame, counted: Answered
) -> Round | None:
    """Return what was answered before and after the revisions; None where nothing was revised.

    Of an opdracht with several versions, before is the one but last version and after the last.
    Of the others, which are controls, it is before and after the week in which most revisions
    came.
    """
    texts = _texts(items)
    if not (~texts["is_control"]).any():
        return None
    changed = sorted(set(texts["assignment"]))
    connection.register("revised_texts", texts)
    try:
        week = _week(connection)
        others = _others(connection, changed, week)
        same = table(connection, _SAME)
    finally:
        connection.unregister("revised_texts")
    first = counted.first
    organisations = counted.organisations
    keys = ["assignment", "version", *QUESTION]

    def counts(side: str, rows: pd.DataFrame) -> Counts:
        names = {f"{side}_version": "version", f"{side}_hash": "item_hash"}
        wanted = texts[["assignment", "item", *names]].rename(columns=names)
        return cube(rows, keys, wanted, organisations)

    right = first[first["quality"] == GOOD]
    rest = others[["assignment", "item", "item_hash"]].drop_duplicates(ignore_index=True)

    def of_rest(is_after: bool, what: str) -> Counts:
        rows = others[others["is_after"].astype(bool) == is_after]
        return cube(rows, QUESTION, rest, organisations, what)

    def of_same(what: str) -> Counts:
        seen = cube(same, ["item"], texts, organisations, what)
        return np.vstack([seen, np.zeros((len(rest), len(organisations)), np.int64)])

    return Round(
        texts=pd.concat([texts, _unchanged(rest)], ignore_index=True),
        before_hits=np.vstack([counts("from", right), of_rest(False, "hits")]),
        before_n=np.vstack([counts("from", first), of_rest(False, "n")]),
        after_hits=np.vstack([counts("to", right), of_rest(True, "hits")]),
        after_n=np.vstack([counts("to", first), of_rest(True, "n")]),
        better=of_same("better"),
        worse=of_same("worse"),
        both=of_same("n"),
    )


def _unchanged(rest: pd.DataFrame) -> pd.DataFrame:
    """Return the texts of questions in opdrachten that were not revised at all."""
    return pd.DataFrame(
        {
            "assignment": rest["assignment"],
            "item": rest["item"],
            "from_version": "",
            "to_version": "",
            "from_hash": rest["item_hash"],
            "to_hash": rest["item_hash"],
            "is_control": True,
        }
    )


def revisions_table(found: Round | None) -> pd.DataFrame:
    """Return the table ``revisions`` of the evaluation, guarded."""
    if found is None:
        return pd.DataFrame(columns=list(COLUMNS["revisions"]))
    effect = revisions(
        found.before_hits,
        found.before_n,
        found.after_hits,
        found.after_n,
        ~found.texts["is_control"].to_numpy(bool),
    )
    before, after = (
        share(found.before_hits, found.before_n),
        share(found.after_hits, found.after_n),
    )
    # A change rests on the smaller of two groups: fewer than ten in one of them say nothing.
    fewest = np.minimum(before.n, after.n)
    columns = (
        {name: found.texts[name] for name in found.texts.columns}
        | estimate_columns("before", before)
        | estimate_columns("after", after)
        | _limited("change", effect.raw, fewest)
        | _limited("beyond", effect.corrected, fewest)
        | _limited("shrunk", effect.shrunk, fewest)
        | estimate_columns("same", same_persons(found.better, found.worse, found.both))
        | {
            "higher": _integers(effect.n_higher).mask(fewest < FEWEST_FOR_SHARE),
            "compared": _integers(effect.n_compared),
            "means": _means(effect, fewest, found.texts["is_control"].to_numpy(bool)),
        }
    )
    rows = pd.DataFrame(columns)[list(COLUMNS["revisions"])]
    there = rows[(before.n > 0) & (after.n > 0)]
    is_control = found.texts["is_control"].to_numpy(bool)
    sides = (found.before_n, found.after_n)
    few = [
        min(_persons(side[which & (fewest > 0)]) for side in sides)
        for which in (~is_control, is_control)
    ]
    return pd.concat([_together(effect, rows, few), there], ignore_index=True)


def _persons(n: Counts) -> int:
    """Return how many persons answered these questions, at least: each may have answered all."""
    return int(n.max(axis=0, initial=0).sum())


def _limited(what: str, found: Estimates, fewest: NDArray[np.int64]) -> dict[str, pd.Series]:
    columns = estimate_columns(what, found, n=np.where(fewest < FEWEST_FOR_SHARE, fewest, found.n))
    return columns | {f"{what}_n": people(found.n).mask(fewest < FEWEST_FOR_SHARE)}


def _together(effect: Revisions, rows: pd.DataFrame, fewest: list[int]) -> pd.DataFrame:
    """Return the two rows about everything: all that was revised, and all controls.

    ``fewest`` are the persons of the smaller side of each, before or after.
    """
    found = series([effect.overall, effect.control])
    two = _limited("beyond", found, np.array(fewest, np.int64))
    empty = rows.iloc[:0].reindex(range(2))
    text = {name: ALL for name, what in rows.dtypes.items() if str(what) in ("object", "str")}
    filled = empty.assign(**(text | two), is_control=[False, True])
    filled["means"] = [
        f"Alle herziene vragen samen, tegen de ongewijzigde vragen. {WARNING}",
        "De vragen die niet zijn herzien: zoveel veranderde er vanzelf.",
    ]
    return filled[rows.columns].astype(rows.dtypes)


def _means(
    effect: Revisions, fewest: NDArray[np.int64], is_control: NDArray[np.bool_]
) -> NDArray[np.object_]:
    said = np.select(
        [
            fewest < FEWEST_FOR_SHARE,
            is_control,
            ~effect.shrunk.is_known,
            effect.helped,
            effect.hurt,
        ],
        [
            "Te weinig mensen om voor en na te vergelijken.",
            "Deze tekst is niet veranderd: zo ziet u wat er vanzelf veranderde.",
            "Of de nieuwe tekst helpt, is niet te zeggen.",
            "De nieuwe tekst helpt: ook de onderkant van de marge ligt boven nul.",
            "Met de nieuwe tekst gaat het slechter: ook de bovenkant van de marge ligt onder nul.",
        ],
        "Of de nieuwe tekst helpt, is nog niet te zeggen: de marge loopt van minder naar meer.",
    )
    return np.array(
        [
            f"{one} In {up} van {of} organisaties ging het omhoog.{f' {WARNING}' if known else ''}"
            if n >= FEWEST_FOR_SHARE and not control
            else str(one)
            for one, up, of, n, control, known in zip(
                said,
                effect.n_higher,
                effect.n_compared,
                fewest,
                is_control,
                effect.shrunk.is_known,
                strict=True,
            )
        ],
        object,
    )


def _texts(items: pd.DataFrame) -> pd.DataFrame:
    """Return the questions that stand in the last two versions of an opdracht."""
    rows = []
    for assignment, each in items.groupby("assignment", sort=True):
        versions = sorted(set(each["version"]), key=version_key)[-2:]
        if len(versions) < 2:
            continue
        old, new = (
            each[each["version"] == one].groupby("item")["item_hash"].max() for one in versions
        )
        rows += [
            (assignment, item, *versions, old[item], new[item], old[item] == new[item])
            for item in sorted(set(old.index) & set(new.index))
        ]
    names = ["assignment", "item", "from_version", "to_version", "from_hash", "to_hash"]
    return pd.DataFrame(rows, columns=[*names, "is_control"]).astype({"is_control": bool})


def _week(connection: duckdb.DuckDBPyConnection) -> int:
    """Return the week in which the middle one of all revisions was first answered."""
    ((week,),) = connection.execute(
        """
        SELECT coalesce(ceil(median(week)), 1)::INTEGER FROM (
            SELECT assignment, min(week) AS week FROM answers
            JOIN (SELECT DISTINCT assignment, to_version AS version FROM revised_texts)
                USING (assignment, version)
            GROUP BY assignment)
        """
    ).fetchall()
    return int(week)


def _others(connection: duckdb.DuckDBPyConnection, changed: list[str], week: int) -> pd.DataFrame:
    marks = ", ".join("?" for _ in changed)
    return connection.execute(
        f"""
        SELECT assignment, item, item_hash, org, week >= {week} AS is_after, count(*)::BIGINT AS n,
               count_if(quality = '{GOOD}')::BIGINT AS hits
        FROM answers WHERE attempt = 1 AND "try" = 1 AND assignment NOT IN ({marks})
        GROUP BY ALL ORDER BY ALL
        """,
        changed,
    ).df()


# Who answered the old text the first time and the new text later, each once.
_SAME = f"""
    SELECT item, org, count(*)::BIGINT AS n,
           count_if(after AND NOT before)::BIGINT AS better,
           count_if(before AND NOT after)::BIGINT AS worse
    FROM (
        SELECT o.item, o.org, o.person, any_value(o.quality = '{GOOD}') AS before,
               arg_min(n.quality = '{GOOD}', n.attempt) AS after
        FROM answers o
        JOIN revised_texts t ON o.assignment = t.assignment AND o.item = t.item
            AND o.version = t.from_version AND o.item_hash = t.from_hash
        JOIN answers n ON n.assignment = t.assignment AND n.item = t.item AND n.person = o.person
            AND n.version = t.to_version AND n.item_hash = t.to_hash
        WHERE o.attempt = 1 AND o."try" = 1 AND n.attempt > 1 AND n."try" = 1
        GROUP BY ALL)
    GROUP BY ALL ORDER BY ALL
"""


def _integers(values: NDArray[np.generic]) -> pd.Series:
    return pd.Series(np.asarray(values).astype(np.int64), dtype="Int64")
