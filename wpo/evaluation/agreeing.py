"""Whether two people saw the same: trainer and coach on the floor, two coders of open answers."""

from collections import Counter
from collections.abc import Sequence

import duckdb
import pandas as pd

from wpo.evaluation.counting import table
from wpo.evaluation.guarding import estimate_columns, rows_together, series
from wpo.evaluation.results import ALL, COLUMNS
from wpo.stats.agreement import ONE_SIDED
from wpo.stats.estimate import Estimate, unknown
from wpo.stats.reliability import Units, alpha_of, kappa_of, same_of

SCALE = ("0", "1", "2")
CELLS = ("n_00", "n_01", "n_02", "n_11", "n_12", "n_22")
FLOOR, CODES = "werkvloer", "codes"
ENOUGH_ALPHA, GOOD_ALPHA = 0.667, 0.8  # by convention (Krippendorff 2004)

# The trainer first, the coach second; a pair is what both could see.
_PAIRS = """
    SELECT assignment, org, first, second, count(*)::BIGINT AS n FROM (
        SELECT assignment, org, "pair", point, person,
               arg_min(value, role = 'coach')::VARCHAR AS first,
               arg_max(value, role = 'coach')::VARCHAR AS second
        FROM observations WHERE "pair" IS NOT NULL AND value IS NOT NULL
        GROUP BY ALL HAVING count(*) = 2 AND count(DISTINCT role) = 2)
    GROUP BY ALL ORDER BY ALL
"""
# For each remark that two coders read and each code that one of them gave anywhere: who gave it.
# What they settled on later (coder 0) is about nobody's agreement.
_CODED = """
    WITH apart AS (SELECT * FROM codes WHERE coder > 0),
         twice AS (SELECT remark FROM apart GROUP BY remark HAVING count(DISTINCT coder) = 2)
    SELECT r.org, c.code, count_if(coalesce(g.n, 0) = 2)::BIGINT AS both,
           count_if(coalesce(g.n, 0) = 1)::BIGINT AS one,
           count_if(g.n IS NULL)::BIGINT AS neither
    FROM twice t JOIN remarks r USING (remark) CROSS JOIN (SELECT DISTINCT code FROM apart) c
    LEFT JOIN (SELECT remark, code, count(DISTINCT coder) AS n FROM apart GROUP BY ALL) g
        ON g.remark = t.remark AND g.code = c.code
    GROUP BY ALL ORDER BY ALL
"""


def agreement_table(connection: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """Return the table ``agreement`` of the evaluation, guarded.

    On the floor: all opdrachten together, and each with pairs. Of codes: one row, over all codes
    that were given, where each remark and code is a thing on which two coders say yes or no.
    """
    pairs = table(connection, _PAIRS)
    names = [ALL, *sorted(set(pairs["assignment"]))]
    groups = [_groups(pairs if one == ALL else pairs[pairs["assignment"] == one]) for one in names]
    coded, n_remarks = _coded(connection)
    rows = pd.DataFrame(
        {
            "what": [FLOOR] * len(names) + [CODES],
            "assignment": [*names, ALL],
            "n": pd.array([_total(one) for one in groups] + [n_remarks], "Int64"),
        }
        | estimate_columns("same", series([*(same_of(one) for one in groups), same_of(coded)]))
        | estimate_columns(
            "alpha",
            series(
                [*(alpha_of(one, SCALE, "ordinal") for one in groups),
                 alpha_of(coded, ("nee", "ja"), "nominal")]
            ),
        )
        | estimate_columns(
            "kappa", series([*(kappa_of(one, SCALE) for one in groups), _no_kappa(n_remarks)])
        )
        | {
            "is_one_sided": [*(_one_sided(one) for one in groups), _one_sided(coded)],
            "means": "",
        }
    )  # fmt: skip
    shown = _cells(groups)
    for name in CELLS:
        rows[name] = shown[name].reindex(range(len(rows)))
    rows["n"] = rows["n"].mask(rows["n"] < 5)
    rows["means"] = [
        _means(low, high, is_one_sided=bool(one) and what == FLOOR)
        for low, high, one, what in zip(
            rows["alpha_low"], rows["alpha_high"], rows["is_one_sided"], rows["what"], strict=True
        )
    ]
    return rows[list(COLUMNS["agreement"])]


def _groups(pairs: pd.DataFrame) -> list[Units]:
    found: dict[str, Units] = {}
    for one in pairs.itertuples():
        found.setdefault(str(one.org), Counter())[str(one.first), str(one.second)] += int(one.n)
    return [found[org] for org in sorted(found)]


def _coded(connection: duckdb.DuckDBPyConnection) -> tuple[list[Units], int]:
    rows = table(connection, _CODED)
    found: dict[str, Units] = {}
    for one in rows.itertuples():
        units = found.setdefault(str(one.org), Counter())
        units["ja", "ja"] += int(one.both)
        units["ja", "nee"] += int(one.one)
        units["nee", "nee"] += int(one.neither)
    n_codes = max(rows["code"].nunique(), 1)
    groups = [+found[org] for org in sorted(found)]
    return groups, sum(one.total() for one in groups) // n_codes


def _cells(groups: Sequence[Sequence[Units]]) -> pd.DataFrame:
    counts: list[list[int]] = []
    for one in groups:
        together: Counter[str] = Counter()
        for units in one:
            for unit, times in units.items():
                together["n_" + "".join(sorted(unit))] += times
        counts.append([together[name] for name in CELLS])
    frame = pd.DataFrame(counts, columns=list(CELLS))
    shown = rows_together(frame.to_numpy("int64"), frame.sum(axis=1).to_numpy("int64"))
    shown.columns = pd.Index([*CELLS, "n"])
    return shown


def _no_kappa(n: int) -> Estimate:
    return unknown(n, 0, "none", "Kappa hoort niet bij codes; kijk naar alfa.")


def _total(groups: Sequence[Units]) -> int:
    return sum(one.total() for one in groups)


def _one_sided(groups: Sequence[Units]) -> bool:
    answers: Counter[str] = Counter()
    for units in groups:
        for unit, times in units.items():
            for answer in unit:
                answers[answer] += times
    return max(answers.values(), default=0) > ONE_SIDED * answers.total()


def _means(low: float, high: float, *, is_one_sided: bool) -> str:
    """Return what alpha says, by its interval: a lucky value from few pairs is not agreement.

    Most codes fit most remarks not: that codes are one-sided is no news, and says nothing.
    """
    if is_one_sided:
        return "Bijna alle antwoorden zijn hetzelfde. Dan zegt alfa weinig; kijk naar de tabel."
    if pd.isna(low):
        return "Er is te weinig samen bekeken om te zeggen of mensen hetzelfde zien."
    if low >= GOOD_ALPHA:
        return "Twee mensen zien meestal hetzelfde."
    if low >= ENOUGH_ALPHA:
        return "Twee mensen zien vaak hetzelfde. Trek alleen voorzichtig conclusies."
    if high < ENOUGH_ALPHA:
        return "Twee mensen zien vaak iets anders. Spreek eerst af waar u op let."
    return "Of twee mensen vaak genoeg hetzelfde zien, is nog niet te zeggen."
