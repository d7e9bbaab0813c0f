"""Questions and their options: how hard, which wrong option draws, does feedback teach."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import factorial

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from wpo.evaluation.counting import GOOD, Answered, Counts, cube
from wpo.evaluation.guarding import estimate_columns, people
from wpo.evaluation.results import COLUMNS
from wpo.stats.clusters import ICCS
from wpo.stats.estimates import Estimates, estimates
from wpo.stats.items import (
    Distractors,
    SecondTry,
    distractors,
    item_rest,
    moments_of,
    second_try,
)
from wpo.stats.planning import more_needed
from wpo.stats.shares import FEWEST_ORGANISATIONS, share

QUESTION = ["item", "item_hash"]
NEARLY_ALL = 0.8  # of who began: a question that fewer came to is a turn that not all got
WITH_VERSION = ["assignment", "version", *QUESTION]


@dataclass(frozen=True, kw_only=True)
class Questions:
    """All questions x texts, and what was counted about each, unguarded.

    ``table`` has the columns of the text, ``is_newest`` and ``guess``; arrays have its rows first
    and organisations last.
    """

    table: pd.DataFrame
    right: Counts
    n: Counts
    right_second: Counts
    n_second: Counts
    helped: Counts
    p: Estimates
    p_05: Estimates
    p_20: Estimates
    second: SecondTry
    rir: Estimates

    def of(self, assignment: str) -> NDArray[np.bool_]:
        """Return which rows are the newest questions of an assignment."""
        return np.asarray((self.table["assignment"] == assignment) & self.table["is_newest"], bool)


@dataclass(frozen=True, kw_only=True)
class Options:
    """All options of questions that are chosen from, and what was counted, unguarded.

    ``found`` has a row for each of ``table``; for options that are not unhandy its ``above_right``
    is unknown and both flags are False, as they are with answers of fewer than three organisations.
    """

    table: pd.DataFrame
    chosen: Counts
    n: Counts
    found: Distractors


def questions(
    items: pd.DataFrame, options: pd.DataFrame, counted: Answered, patterns: pd.DataFrame
) -> Questions:
    """Return what is counted and estimated about each question.

    Parameters
    ----------
    items, options
        Texts from the extract.
    counted, patterns
        See :mod:`wpo.evaluation.counting`.
    """
    table = _table(items, options)
    first, second = counted.first, counted.second
    n = counted.by(first, QUESTION, table)
    right = counted.by(first[first["quality"] == GOOD], QUESTION, table)
    n_second = counted.by(second, QUESTION, table)
    right_second = counted.by(second[second["quality"] == GOOD], QUESTION, table)
    return Questions(
        table=table,
        right=right,
        n=n,
        right_second=right_second,
        n_second=n_second,
        helped=counted.by(first, QUESTION, table, "helped"),
        p=share(right, n),
        p_05=share(right, n, icc=ICCS[0]),
        p_20=share(right, n, icc=ICCS[-1]),
        second=second_try(right_second, n_second, _left(table)),
        rir=_item_rest(items, table, patterns, counted.organisations),
    )


def options_of(options: pd.DataFrame, asked: Questions, counted: Answered) -> Options:
    """Return what is counted and estimated about each option; not of questions to put in order."""
    known = asked.table[["assignment", "is_newest", *QUESTION]]
    kinds = asked.table[[*QUESTION, "kind"]]
    table = options.merge(known, on=QUESTION).merge(kinds, on=QUESTION)
    table = table[table["kind"] != "order"].sort_values([*QUESTION, "option"], ignore_index=True)
    rows = counted.first[["item", "item_hash", "org", "options", "n"]]
    rows = rows.assign(option=rows["options"].str.split("+")).explode("option")
    chosen = cube(rows, [*QUESTION, "option"], table, counted.organisations)
    place = _places(table, asked.table)
    n, right = asked.n[place], asked.right[place]
    is_wrong = (table["quality"] == "niet_handig").to_numpy(bool)
    found = distractors(chosen, np.where(is_wrong[:, None], right, 0), n)
    return Options(table=table, chosen=chosen, n=n, found=_only(found, is_wrong))


def items_table(asked: Questions, titles: pd.DataFrame, hard_below: float) -> pd.DataFrame:
    """Return the table ``items`` of the evaluation, guarded."""
    title = asked.table["assignment"].map(titles.set_index("assignment")["title"])
    more = more_needed(asked.right, asked.n, threshold=hard_below)
    known = np.isfinite(more)
    columns = (
        {name: asked.table[name] for name in ("assignment", "item", "item_hash", "is_newest")}
        | {"title": title}
        | {name: asked.table[name] for name in ("version", "kind", "n_options", "stem", "guess")}
        | {"persons": people(asked.p.n), "organisations": _integers(asked.p.n_organisations)}
        | estimate_columns("p", asked.p)
        | _bounds("05", asked.p_05)
        | _bounds("20", asked.p_20)
        | estimate_columns("second", asked.second.share)
        | {"second_chance": _chance(asked.table)}
        | estimate_columns("rir", asked.rir)
        | estimate_columns("helped", share(asked.helped, asked.n))
        | {"more_needed": _integers(np.where(known, more, 0)).mask(~known)}
    )
    return pd.DataFrame(columns)[list(COLUMNS["items"])]


def options_table(chosen: Options) -> pd.DataFrame:
    """Return the table ``options`` of the evaluation, guarded."""
    flag = np.select([chosen.found.is_magnet, chosen.found.is_dead], ["magneet", "dood"], "")
    names = ("assignment", "item", "item_hash", "is_newest", "option", "text", "quality")
    columns = (
        {name: chosen.table[name] for name in names}
        | estimate_columns("a", chosen.found.share)
        | estimate_columns("over_p", chosen.found.above_right)
        | {"flag": flag.astype(object)}
    )
    return pd.DataFrame(columns)[list(COLUMNS["options"])]


def version_key(version: str) -> tuple[tuple[int, int | str], ...]:
    """Return how versions are ordered: 1.10 after 1.9."""
    return tuple((0, int(one)) if one.isdigit() else (1, one) for one in version.split("."))


def _table(items: pd.DataFrame, options: pd.DataFrame) -> pd.DataFrame:
    """Return one row for each question x text, with the newest version that has it."""
    if items.empty:
        columns = [*items.columns, "is_newest", "guess"]
        return pd.DataFrame(columns=columns).astype({"is_newest": bool, "guess": float})
    keyed = items.assign(key=items["version"].map(version_key))
    ranked = keyed.sort_values(["assignment", "item", "key", "item_hash"], kind="stable")
    table = ranked.drop_duplicates(QUESTION, keep="last").reset_index(drop=True)
    # Newest: the last text of a question, if its assignment still asks that question.
    newest = table.groupby("assignment")["key"].transform("max")
    is_last = ~table.duplicated("item", keep="last")
    good = options[options["quality"] == GOOD].groupby(QUESTION).size()
    n_good = good.reindex(pd.MultiIndex.from_frame(table[QUESTION])).fillna(1).to_numpy(int)
    guess = [
        _guess(kind, int(n), int(k))
        for kind, n, k in zip(table["kind"], table["n_options"], n_good, strict=True)
    ]
    return table.assign(
        is_newest=(is_last & (table["key"] == newest)).to_numpy(bool),
        guess=np.array(guess, float),
        n_good=n_good,
    ).drop(columns="key")


def _guess(kind: str, n_options: int, n_good: int) -> float:
    match kind:
        case "order":
            return 1 / factorial(n_options)
        case "multi":
            return 1 / float(2**n_options - 1)
        case _:
            return n_good / n_options


def _chance(table: pd.DataFrame) -> NDArray[np.float64]:
    """Return the share right at a second try by guessing; NaN where that is not known."""
    single = table["kind"].isin(["choice", "dialogue"]).to_numpy(bool)
    left = table["n_options"].to_numpy(float) - 1
    good = table["n_good"].to_numpy(float) if "n_good" in table else np.ones(len(table))
    nan = np.full(len(table), np.nan)
    return np.asarray(np.divide(good, left, out=nan, where=single & (left > 0)))


def _left(table: pd.DataFrame) -> NDArray[np.float64]:
    chance = _chance(table)
    return np.divide(1, chance, out=np.ones(len(table)), where=np.isfinite(chance))


def _item_rest(
    items: pd.DataFrame,
    table: pd.DataFrame,
    patterns: pd.DataFrame,
    organisations: Sequence[str],
) -> Estimates:
    """Return Rir of each question, from who answered all questions that everybody gets."""
    rows = places_in_version(items).merge(patterns, on=["assignment", "version"])
    rows, base = _with_base(rows)
    right = rows["right"].to_numpy(np.int64)
    bit = 1 << rows["place"].to_numpy(np.int64)
    others = base & ~bit
    seen = rows["asked"].to_numpy(np.int64)
    there = ((seen & base) == base) & ((seen & bit) > 0) & (others > 0)
    n_others = np.bitwise_count(others).astype(np.int64)
    moments = moments_of(
        _places(rows, table)[there],
        pd.Index(organisations, dtype=object).get_indexer(rows["org"].astype(object))[there],
        (right & bit > 0)[there],
        (np.bitwise_count(right & others) / np.maximum(n_others, 1))[there],
        rows["n"].to_numpy(float)[there],
        shape=(len(table), len(organisations)),
    )
    most = rows.assign(most=n_others + 1).groupby(QUESTION)["most"].max()
    n_items = most.reindex(pd.MultiIndex.from_frame(table[QUESTION])).fillna(0).to_numpy(int)
    return item_rest(moments, n_items)


def _with_base(rows: pd.DataFrame) -> tuple[pd.DataFrame, NDArray[np.int64]]:
    """Return the rows with the questions that nearly everybody got, as bits, for each of them.

    A turn of a dialogue that few come to is left out: else hardly anybody answered everything.
    """
    asked = rows["asked"].to_numpy(np.int64) >> rows["place"].to_numpy(np.int64) & 1
    met = rows.assign(met=asked * rows["n"].to_numpy(np.int64))
    met = met.groupby(["assignment", "version", "place"], as_index=False)["met"].sum()
    version = met.groupby(["assignment", "version"])["met"]
    is_base = met["met"] >= NEARLY_ALL * version.transform("max")
    base = met.assign(base=np.where(is_base, 1 << met["place"].to_numpy(np.int64), 0))
    base = base.groupby(["assignment", "version"], as_index=False)["base"].sum()
    merged = rows.merge(base, on=["assignment", "version"], how="left")
    return merged, merged["base"].to_numpy(np.int64)


def places_in_version(items: pd.DataFrame) -> pd.DataFrame:
    """Return ``assignment, version, item, item_hash`` with the place of each within its version."""
    asked = items[WITH_VERSION].drop_duplicates().sort_values(WITH_VERSION, ignore_index=True)
    place = asked.groupby(["assignment", "version"]).cumcount().astype(np.int64)
    if place.max() > 61:
        raise ValueError("items: hooguit 62 vragen en beurten in een versie van een opdracht")
    return asked.assign(place=place)


def _places(rows: pd.DataFrame, table: pd.DataFrame) -> NDArray[np.intp]:
    """Return at which row of ``table`` the question of each row stands."""
    wanted = pd.MultiIndex.from_frame(table[QUESTION].astype(object))
    asked = pd.MultiIndex.from_frame(rows[QUESTION].astype(object))
    return np.asarray(wanted.get_indexer(asked))


def _only(found: Distractors, is_wrong: NDArray[np.bool_]) -> Distractors:
    above = found.above_right
    is_flagged = is_wrong & (found.share.n_organisations >= FEWEST_ORGANISATIONS)
    return Distractors(
        share=found.share,
        above_right=estimates(
            np.where(is_wrong, above.value, np.nan),
            above.low,
            above.high,
            n=above.n,
            n_organisations=above.n_organisations,
            method=above.method,
            note=np.where(is_wrong, above.note, ""),
        ),
        is_dead=found.is_dead & is_flagged,
        is_magnet=found.is_magnet & is_flagged,
    )


def _bounds(icc: str, found: Estimates) -> dict[str, pd.Series]:
    columns = estimate_columns("p", found)
    return {f"p_low_{icc}": columns["p_low"], f"p_high_{icc}": columns["p_high"]}


def _integers(values: NDArray[np.generic]) -> pd.Series:
    return pd.Series(np.asarray(values).astype(np.int64), dtype="Int64")
