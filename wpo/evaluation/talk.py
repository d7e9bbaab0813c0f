"""What people said in words: remarks, codes of open answers, and words that were looked up."""

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb
import numpy as np
import pandas as pd

from wpo.evaluation.counting import table
from wpo.evaluation.guarding import number, people
from wpo.evaluation.items import version_key
from wpo.evaluation.results import ALL, COLUMNS
from wpo.stats.guarding import Sum, Table, guard

HARM_KIND, HARM_CODE = "vervelend", "naar"
KINDS = {
    "snap_niet": "mensen snappen het niet",
    "woord": "een woord is te moeilijk",
    "plaatje": "het plaatje klopt niet",
    "antwoord": "het antwoord klopt niet",
    "techniek": "de techniek werkt niet",
    "anders": "iets anders klopt niet",
}


@dataclass(frozen=True, kw_only=True)
class Talk:
    """What was said, unguarded.

    Attributes
    ----------
    remarks
        ``assignment, n``.
    problems
        ``assignment, place, problem`` (Dutch) and ``organisations``: in how many somebody named
        it, the most named first. Organisations that stand together (``*``) count by their number;
        all without a number count as one, if there is no other.
    harm
        ``assignment, place, n``: somebody was hurt or frightened. Here and in ``problems`` without
        what was said about a question that got another text since then. Both have ``when``:
        in which other version it was said, in Dutch; empty where it is about what is asked now.
    words
        ``assignment, item, word, persons, organisations``: the last with at least ``asked_by``.
        Of the newest texts.
    codes
        ``assignment`` (also ALL), ``code, role, n, organisations``.
    """

    remarks: pd.DataFrame
    problems: pd.DataFrame
    harm: pd.DataFrame
    words: pd.DataFrame
    codes: pd.DataFrame


# What two coders settled on (coder 0), else what the first gave: a second is for the agreement.
GIVEN = (
    "SELECT DISTINCT remark, code FROM codes QUALIFY coder = min(coder) OVER (PARTITION BY remark)"
)

# A remark about a question that got another text since then is not about what is asked now; one
# about a question that is not asked any more may be about the whole, so it stays. ``other`` is the
# version of what is not about a text that is asked now as it was.
_STANDING = """
    CREATE TEMP TABLE standing_remarks AS
    WITH told AS (
            SELECT DISTINCT assignment, version, split_part(item, '/', 2) AS place, item_hash
            FROM items),
         now AS (SELECT told.* FROM told JOIN newest_versions USING (assignment, version)),
         same AS (
            SELECT DISTINCT told.assignment, told.version, told.place
            FROM told JOIN now USING (assignment, place, item_hash)),
         replaced AS (
            SELECT DISTINCT told.assignment, told.version, told.place
            FROM told JOIN now USING (assignment, place) WHERE told.item_hash <> now.item_hash)
    SELECT r.*, CASE WHEN s.place IS NULL AND r.version <> n.version
                     THEN nullif(r.version, '') END AS other
    FROM remarks r ANTI JOIN replaced USING (assignment, version, place)
    LEFT JOIN same s ON s.assignment = r.assignment AND s.version = r.version AND s.place = r.place
    LEFT JOIN newest_versions n ON n.assignment = r.assignment
"""
_STANDING_WORDS = """
    CREATE TEMP TABLE standing_words AS
    SELECT w.* FROM words w SEMI JOIN (
        SELECT item, item_hash FROM items JOIN newest_versions USING (assignment, version))
        USING (item, item_hash)
"""

_OTHERS = """
    coalesce(list(DISTINCT other) FILTER (other IS NOT NULL), []) AS versions,
    count(other) = count(*) AS is_all
"""
_ORGANISATIONS = """
    (count(DISTINCT org) FILTER (org <> '*') + greatest(
        count(DISTINCT organisation_number), bool_or(org = '*')::INTEGER))::BIGINT
"""


def talk(connection: duckdb.DuckDBPyConnection, asked_by: int, newest: pd.DataFrame) -> Talk:
    """Count what was said.

    Parameters
    ----------
    asked_by
        How many of an organisation must look up a word.
    newest
        By ``assignment`` the ``version`` that is judged.
    """
    connection.register("newest_versions", newest[["assignment", "version"]])
    try:
        connection.execute(_STANDING)
        connection.execute(_STANDING_WORDS)
    finally:
        connection.unregister("newest_versions")
    problems = table(
        connection,
        f"""
        SELECT assignment, place, kind AS problem, {_ORGANISATIONS} AS organisations,
               {_OTHERS}
        FROM standing_remarks WHERE kind NOT IN ('open', '{HARM_KIND}') GROUP BY ALL
        UNION ALL
        SELECT r.assignment, '' AS place, 'code ' || g.code AS problem,
               {_ORGANISATIONS} AS organisations, {_OTHERS}
        FROM standing_remarks r JOIN ({GIVEN}) g USING (remark)
        WHERE g.code <> '{HARM_CODE}' AND r.kind IN ('open', 'anders') GROUP BY ALL
        ORDER BY assignment, organisations DESC, place, problem
        """,
    )
    return Talk(
        remarks=table(
            connection,
            "SELECT assignment, count(*)::BIGINT AS n FROM remarks GROUP BY ALL ORDER BY ALL",
        ),
        problems=_with_when(problems, newest),
        harm=_with_when(
            table(
                connection,
                f"""
            SELECT r.assignment, r.place, count(DISTINCT r.remark)::BIGINT AS n, {_OTHERS}
            FROM standing_remarks r LEFT JOIN ({GIVEN}) g USING (remark)
            WHERE r.kind = '{HARM_KIND}' OR g.code = '{HARM_CODE}'
            GROUP BY r.assignment, r.place ORDER BY r.assignment, r.place
            """,
            ),
            newest,
        ),
        words=table(
            connection,
            f"""
            SELECT assignment, item, word, sum(n)::BIGINT AS persons,
                   count_if(n >= {int(asked_by)} AND org <> '*')::BIGINT AS organisations
            FROM (SELECT assignment, item, lower(word) AS word, org,
                         count(DISTINCT person)::BIGINT AS n
                  FROM standing_words GROUP BY ALL)
            GROUP BY ALL ORDER BY ALL
            """,
        ),
        codes=table(
            connection,
            f"""
            SELECT coalesce(r.assignment, '{ALL}') AS assignment, g.code, r.role,
                   count(*)::BIGINT AS n, count(DISTINCT r.org)::BIGINT AS organisations
            FROM remarks r JOIN ({GIVEN}) g USING (remark)
            GROUP BY GROUPING SETS ((r.assignment, g.code, r.role), (g.code, r.role))
            ORDER BY ALL
            """,
        ),
    )


def said(place: str, problem: str) -> str:
    """Return a problem in Dutch: what is wrong, and where."""
    what = KINDS.get(problem, problem)
    if problem.startswith("code "):
        what = f"code '{problem.removeprefix('code ')}' in open antwoorden"
    return f"{what} ({place})" if place else what


def _with_when(rows: pd.DataFrame, newest: pd.DataFrame) -> pd.DataFrame:
    """Return rows with ``when`` in place of the other versions in which it was said."""
    judged = dict(zip(newest["assignment"], newest["version"], strict=True))
    said_when = [
        _when(sorted(one.versions, key=version_key), judged[one.assignment], is_all=one.is_all)
        if len(one.versions)
        else ""
        for one in rows.itertuples()
    ]
    return rows.drop(columns=["versions", "is_all"]).assign(when=np.array(said_when, object))


def _when(versions: Sequence[str], judged: str, *, is_all: bool) -> str:
    which = "eerdere" if version_key(versions[-1]) < version_key(judged) else "andere"
    return f"{'' if is_all else 'deels '}bij een {which} versie ({' en '.join(versions)})"


def words_table(found: Talk, asked_in: int) -> pd.DataFrame:
    """Return the table ``words`` of the evaluation, guarded."""
    words = found.words
    return pd.DataFrame(
        {
            "assignment": words["assignment"],
            "item": words["item"],
            "word": words["word"],
            "persons": people(words["persons"]),
            "organisations": words["organisations"].astype("Int64"),
            "is_flagged": (words["organisations"] >= asked_in).astype(bool),
        }
    )[list(COLUMNS["words"])]


def codes_table(found: Talk) -> pd.DataFrame:
    """Return the table ``codes`` of the evaluation, guarded; counts are rounded down to fives."""
    codes = found.codes.copy()
    shown: dict[tuple[str, str, str], int | None] = {}
    for (code, role), rows in codes.groupby(["code", "role"], sort=True):
        cells = dict(zip(rows["assignment"], rows["n"].astype(int), strict=True))
        parts = tuple(one for one in cells if one != ALL)
        told = guard(Table(cells=cells, relations=(Sum(whole=ALL, parts=parts),)))
        shown |= {(one, code, role): number(told[one]) for one in cells}
    keys = zip(codes["assignment"], codes["code"], codes["role"], strict=True)
    codes["n"] = pd.array([shown[key] for key in keys], dtype="Int64")
    codes["organisations"] = codes["organisations"].astype("Int64").mask(codes["n"].isna())
    return codes[list(COLUMNS["codes"])].sort_values(
        ["assignment", "code", "role"], ignore_index=True
    )


def remarks_of(found: Talk, assignments: pd.Series) -> pd.Series:
    """Return how many remarks each assignment has, ``<NA>`` from 1 to 4."""
    n = assignments.map(found.remarks.set_index("assignment")["n"]).fillna(0)
    return people(np.asarray(n, np.int64))
