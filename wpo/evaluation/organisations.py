"""Organisations side by side: never a ranking, and always with what chance can do."""

from collections.abc import Sequence

import duckdb
import numpy as np
import pandas as pd

from wpo.evaluation.counting import Counts, personal_shares, table
from wpo.evaluation.guarding import (
    SHARE_STEP,
    estimate_columns,
    hidden_where,
    of_organisation,
    people,
    rows_together,
    series,
)
from wpo.evaluation.items import Questions
from wpo.evaluation.missing import Takings, rough_columns
from wpo.evaluation.results import COLUMNS, TOO_SMALL
from wpo.pilot.research_set import OTHER, PARTICIPANT
from wpo.stats.clusters import ICC, effective
from wpo.stats.differences import organisations_of_persons
from wpo.stats.estimate import Estimate
from wpo.stats.estimates import Estimates, estimates
from wpo.stats.guarding import FEWEST_FOR_SHARE
from wpo.stats.shares import share, typical_icc, wilson

UNSEEN = "In deze pilot is dat nog niet te zien."
_CORRECTED = "Gecorrigeerd: elke organisatie oefende andere vragen."


def organisations_table(
    connection: duckdb.DuckDBPyConnection,
    organisations: Sequence[str],
    asked: Questions,
    taken: Takings,
) -> pd.DataFrame:
    """Return the table ``organisations`` of the evaluation, guarded."""
    orgs = [one for one in organisations if one != OTHER]
    who = _people(connection).reindex(orgs).fillna(0).astype(np.int64)
    n, total, squares = _adjusted(connection, orgs, asked, organisations)
    sides = organisations_of_persons(n[None], total[None], squares[None])
    own = [list(organisations).index(one) for one in orgs]
    done = _alone(taken.done[0, own], taken.planned[0, own])
    hidden = n < FEWEST_FOR_SHARE
    chance = bool(sides.could_be_chance[0])
    shrunk = sides.shrunk
    columns = (
        {
            "org": pd.Series(orgs, dtype=object),
            "participants": people(who["participants"]),
            # Staff mostly stand together, under no letter: none is not known to be none.
            "staff": people(who["staff"]).mask(who["staff"].to_numpy() == 0),
            "assignments": pd.Series((taken.planned[1:, own] > 0).sum(axis=0), dtype="Int64"),
        }
        | estimate_columns("p", _observed(n, total, "own"))
        | estimate_columns(
            "shrunk",
            Estimates(
                value=shrunk.value[0],
                low=shrunk.low[0],
                high=shrunk.high[0],
                n=shrunk.n[0],
                n_organisations=shrunk.n_organisations[0],
                method=shrunk.method,
                note=shrunk.note[0],
            ),
        )
        | hidden_where(rough_columns("done", done), hidden, "done")
        | hidden_where(
            estimate_columns("others", _observed(n, total, "others")),
            hidden | _gives_away(n, hidden),
            "others",
        )
        | {
            "means": "Het verschil met de andere organisaties kan toeval zijn."
            if chance
            else "Organisaties verschillen meer dan toeval verklaart. Waarom, zegt dit niet."
        }
    )
    return pd.DataFrame(columns, index=range(len(orgs)))[list(COLUMNS["organisations"])]


def alike_table(asked: Questions, organisations: Sequence[str]) -> pd.DataFrame:
    """Return the table ``alike`` of the evaluation, guarded; of organisations with a letter."""
    own = [k for k, one in enumerate(organisations) if one != OTHER]
    newest = asked.table["is_newest"].to_numpy(bool)
    right, n = asked.right[newest][:, own], asked.n[newest][:, own]
    found = typical_icc(right, n)
    persons = [int(n.max(axis=0, initial=0).sum())]
    columns = estimate_columns("icc", series([found]), n=persons)
    is_shown = bool(columns["icc_value"].notna().all())
    means = _alike(found) if is_shown else f"Aangenomen is {_decimal(ICC)}. {UNSEEN}"
    return pd.DataFrame({"assumed": [ICC]} | columns | {"means": means})[list(COLUMNS["alike"])]


def _alike(found: Estimate) -> str:
    low, high = max(found.low, 0), max(found.high, 0)
    if low > ICC:
        so = "De echte balken zijn breder."
    elif high < ICC:
        so = "De balken zijn eerder te breed dan te smal."
    else:
        so = "Dat past bij elkaar."
    return (
        f"Aangenomen is {_decimal(ICC)}; in deze pilot gevonden ongeveer "
        f"{_decimal(max(found.value, 0))} (waarschijnlijk tussen {_decimal(low)} en "
        f"{_decimal(high)}). {so}"
    )


def _decimal(number: float) -> str:
    return f"{number:.2f}".replace(".", ",")


def _gives_away(n: np.ndarray, hidden: np.ndarray) -> bool:
    """Tell whether what is shown of the others would tell what one hidden organisation has.

    Beside its own share, an organisation's "all others" gives the whole; the whole minus all that
    is shown is what the hidden ones have together.
    """
    there = hidden & (n > 0)
    return bool(there.any() and (there.sum() == 1 or n[there].sum() < FEWEST_FOR_SHARE))


def shares_by_organisation(
    asked: Questions, taken: Takings, organisations: Sequence[str]
) -> pd.DataFrame:
    """Return the rows ``p`` and ``done`` of the table ``by_organisation``, guarded."""
    letters = np.array(list(organisations), object)
    newest = asked.table["is_newest"].to_numpy(bool)
    table_ = asked.table[newest].reset_index(drop=True)
    parts = [
        _rows("p", table_["assignment"], asked.right[newest], asked.n[newest], letters,
              item=table_["item"], item_hash=table_["item_hash"], version=table_["version"])
    ]  # fmt: skip
    names = pd.Series(taken.assignments[1:], dtype=object)
    parts.append(_rows("done", names, taken.done[1:], taken.planned[1:], letters))
    return pd.concat(parts, ignore_index=True)


def _rows(
    what: str,
    assignment: pd.Series,
    hits: Counts,
    n: Counts,
    letters: np.ndarray,
    *,
    item: pd.Series | None = None,
    item_hash: pd.Series | None = None,
    version: pd.Series | None = None,
) -> pd.DataFrame:
    shown = rows_together(n, n.sum(axis=1)).iloc[:, : n.shape[1]]
    row, column = np.nonzero(n)
    own = np.divide(hits, n, out=np.full(n.shape, np.nan), where=n > 0)
    visible = shown.to_numpy(object)[row, column]
    hidden = pd.isna(visible)
    value = of_organisation(own[row, column], np.where(hidden, 0, n[row, column]), SHARE_STEP)
    few = ~hidden & (n[row, column] < FEWEST_FOR_SHARE)
    texts = {"item": item, "item_hash": item_hash, "version": version}
    return pd.DataFrame(
        {"what": what, "assignment": assignment.to_numpy(object)[row], "role": PARTICIPANT}
        | {name: "" if one is None else one.to_numpy(object)[row] for name, one in texts.items()}
        | {
            "org": letters[column],
            "n": pd.array([None if pd.isna(one) else int(one) for one in visible], "Int64"),
            "value": value,
            "note": np.select(
                [hidden, few], [TOO_SMALL, f"Minder dan {FEWEST_FOR_SHARE} mensen."], ""
            ),
        }
    )[list(COLUMNS["by_organisation"])]


def _people(connection: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    rows = table(
        connection,
        f"""
        SELECT org, count_if(role = '{PARTICIPANT}')::BIGINT AS participants,
               count_if(role <> '{PARTICIPANT}')::BIGINT AS staff
        FROM people GROUP BY ALL ORDER BY ALL
        """,
    )
    return rows.set_index("org")


def _adjusted(
    connection: duckdb.DuckDBPyConnection,
    orgs: Sequence[str],
    asked: Questions,
    organisations: Sequence[str],
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return persons, the sum of their shares and that of the squares, of each organisation.

    As if all had practised the same questions: of each share is taken off how much easier the
    questions of that organisation are than those of all.
    """
    found = personal_shares(connection).set_index("org").reindex(list(orgs)).fillna(0)
    n, total, squares = (found[one].to_numpy(float) for one in ("n", "total", "squares"))
    p = np.nan_to_num(asked.p.value)
    own = [list(organisations).index(one) for one in orgs]
    whole = asked.n[:, own].sum(axis=0)
    expected = np.divide((asked.n[:, own] * p[:, None]).sum(axis=0), whole, where=whole > 0,
                         out=np.zeros(len(orgs)))  # fmt: skip
    overall = asked.right.sum() / max(asked.n.sum(), 1)
    off = np.where(whole > 0, expected - overall, 0.0)
    return n, total - n * off, squares - 2 * off * total + n * off**2


def _observed(n: np.ndarray, total: np.ndarray, whose: str) -> Estimates:
    """Return the mean share of each organisation, or of all others together.

    An organisation on its own is all there is of it; the others are a draw from all organisations.
    """
    alone = np.diag(n)
    each = alone if whose == "own" else n - alone
    whole = each.sum(axis=-1)
    sums = total if whose == "own" else total.sum() - total
    value = np.clip(np.divide(sums, whole, out=np.full(n.shape, np.nan), where=whole > 0), 0, 1)
    icc = 0.0 if whose == "own" else ICC
    low, high = wilson(value, effective(each, icc))
    return estimates(
        value,
        np.fmin(low, value),
        np.fmax(high, value),
        n=whole.astype(np.int64),
        n_organisations=(each > 0).sum(axis=-1),
        method=f"mean share of persons, Wilson on persons, design effect, ICC {icc:.2f}",
        note=_CORRECTED,
    )


def _alone(hits: np.ndarray, n: np.ndarray) -> Estimates:
    return share(hits[:, None], n[:, None], icc=0.0)
