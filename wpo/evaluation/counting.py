"""Counts from an extract: the only place where rows of people are read, and only by DuckDB.

Everything after this works on counts, so that a hundred million answers cost no more memory than
a hundred. Persons count once: only the first time somebody practised an opdracht is looked at,
because who practised before knows the answer.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property

import duckdb
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from wpo.pilot.extract.reading import Extract, connect
from wpo.pilot.research_set import OTHER, TABLES

Counts = NDArray[np.int64]

MEMORY = "1GB"
MOST_PEOPLE = 10_000  # of one opdracht, for what needs people and not counts: more adds nothing

GOOD, UNHANDY = "goed", "niet_handig"


@contextmanager
def reading(extract: Extract, *, threads: int | None = None) -> Iterator[duckdb.DuckDBPyConnection]:
    """Give a connection that keeps to its memory and closes."""
    connection = connect(extract)
    try:
        connection.execute(f"SET memory_limit = '{MEMORY}'")
        connection.execute("SET preserve_insertion_order = false")
        if threads:
            connection.execute(f"SET threads = {threads}")
        yield connection
    finally:
        connection.close()


def table(connection: duckdb.DuckDBPyConnection, query: str) -> pd.DataFrame:
    """Return the rows of a query, in the order it asks for; text as Python strings."""
    return connection.execute(query).df()


@dataclass(frozen=True, kw_only=True)
class Answered:
    """How often each answer was given, the first time that somebody practised.

    ``rows`` has one row for each ``item, item_hash, version, org, try, options, quality`` with
    ``n`` persons, of whom ``helped`` opened Hulp first. ``organisations`` is the last axis of all
    arrays that are made of it.
    """

    rows: pd.DataFrame
    organisations: tuple[str, ...]

    @cached_property
    def first(self) -> pd.DataFrame:
        """The rows of first tries."""
        return self.rows[self.rows["try"] == 1]

    @cached_property
    def second(self) -> pd.DataFrame:
        """The rows of second tries."""
        return self.rows[self.rows["try"] == 2]

    def by(
        self, rows: pd.DataFrame, keys: Sequence[str], wanted: pd.DataFrame, what: str = "n"
    ) -> Counts:
        """Return counts of shape ``(len(wanted), n_organisations)``; see :func:`cube`."""
        return cube(rows, keys, wanted, self.organisations, what)


def cube(
    rows: pd.DataFrame,
    keys: Sequence[str],
    wanted: pd.DataFrame,
    organisations: Sequence[str],
    what: str = "n",
) -> Counts:
    """Return the sums of ``what`` by thing and organisation.

    Parameters
    ----------
    rows
        With the columns ``keys``, ``org`` and ``what``, in any order.
    wanted
        The things, one a row: what ``keys`` are, each once.
    organisations
        The order of the last axis.

    Returns
    -------
    ndarray
        Shape ``(len(wanted), len(organisations))``; 0 where there are no rows.
    """
    places = pd.MultiIndex.from_frame(wanted[list(keys)].astype(object))
    found = places.get_indexer(pd.MultiIndex.from_frame(rows[list(keys)].astype(object)))
    columns = pd.Index(list(organisations), dtype=object).get_indexer(rows["org"].astype(object))
    there = (found >= 0) & (columns >= 0)
    counts = np.zeros((len(wanted), len(organisations)), np.int64)
    np.add.at(counts, (found[there], columns[there]), rows[what].to_numpy(np.int64)[there])
    return counts


def answered(connection: duckdb.DuckDBPyConnection) -> Answered:
    """Count all answers, in one pass over them."""
    rows = table(
        connection,
        """
        SELECT split_part(item, '/', 1) AS assignment, * FROM (
            SELECT version, item, item_hash, org, "try", options, quality,
                   count(*)::BIGINT AS n, sum(helped::INTEGER)::BIGINT AS helped
            FROM answers WHERE attempt = 1 GROUP BY ALL)
        ORDER BY ALL
        """,
    )
    return Answered(rows=rows, organisations=organisations(connection))


def organisations(connection: duckdb.DuckDBPyConnection) -> tuple[str, ...]:
    """Return all letters in the extract, in order; ``*`` last."""
    each = " UNION ALL ".join(
        f"SELECT DISTINCT org FROM {name}" for name, columns in TABLES.items() if "org" in columns
    )
    found = connection.execute(
        f"SELECT DISTINCT org FROM ({each}) ORDER BY org = '{OTHER}', org"
    ).fetchall()
    return tuple(org for (org,) in found)


def score_people(connection: duckdb.DuckDBPyConnection, questions: pd.DataFrame) -> None:
    """Make the table ``scores``: which questions each person had right, the first time.

    One row for each person and opdracht: ``assignment, version, org, person``, ``asked`` and
    ``"right"`` as bits, one for each place.

    Parameters
    ----------
    questions
        ``assignment, version, item, item_hash`` and ``place``: 0, 1, 2, … within one version.

    Notes
    -----
    About ``MOST_PEOPLE`` of each opdracht at most, those with the lowest numbers: an extract gives
    numbers by chance. What is made of single people is then known to a hundredth or so, and more
    would only cost memory.
    """
    ((most, highest),) = connection.execute(
        """
        SELECT coalesce(max(n), 0), coalesce(max(highest), 0) FROM (
            SELECT count(*) AS n, max(person) AS highest
            FROM takings WHERE n_answered > 0 GROUP BY assignment)
        """
    ).fetchall()
    until = int(highest) // max(1, int(most) // MOST_PEOPLE)
    connection.register("question_places", questions)
    try:
        connection.execute(
            f"""
            CREATE TEMP TABLE scores AS
            SELECT a.assignment, a.version, a.org, a.person,
                   bit_or(1::BIGINT << q.place) AS asked,
                   bit_or(CASE WHEN a.quality = '{GOOD}' THEN 1::BIGINT << q.place ELSE 0 END)
                       AS "right"
            FROM (SELECT assignment, version, org, person, item, item_hash, quality
                  FROM answers
                  WHERE attempt = 1 AND "try" = 1 AND person <= {until}) a
            JOIN question_places q USING (assignment, version, item, item_hash)
            GROUP BY ALL
            """
        )
    finally:
        connection.unregister("question_places")


def patterns(connection: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """Return how often people had which questions right together.

    ``assignment, version, org, asked, right`` and ``n`` persons, from ``scores``.
    """
    return table(
        connection,
        """
        SELECT assignment, version, org, asked, "right", count(*)::BIGINT AS n
        FROM scores GROUP BY ALL ORDER BY ALL
        """,
    )


def personal_shares(connection: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """Return of each organisation ``n`` persons, and ``total`` and ``squares`` of their shares.

    A share is that of all their questions together that was right at the first try; from
    ``scores``, without organisations that stand together.
    """
    return table(
        connection,
        """
        SELECT org, count(*)::BIGINT AS n, sum(p) AS total, sum(p * p) AS squares
        FROM (SELECT org, person,
                     sum(bit_count("right")) / sum(bit_count(asked))::DOUBLE AS p
              FROM scores WHERE org <> '*' GROUP BY ALL)
        GROUP BY ALL ORDER BY org
        """,
    )


def texts(connection: duckdb.DuckDBPyConnection) -> Mapping[str, pd.DataFrame]:
    """Return the tables of texts: ``items``, ``options`` and ``assignments``."""
    return {
        name: table(connection, f"SELECT * FROM {name} ORDER BY ALL")
        for name in ("items", "options", "assignments")
    }
