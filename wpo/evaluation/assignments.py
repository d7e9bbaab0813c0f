"""Everything about one opdracht together: what the thresholds are laid beside."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from wpo.catalogue.thresholds import Thresholds
from wpo.evaluation.counting import Counts
from wpo.evaluation.guarding import estimate_columns
from wpo.evaluation.items import Options, Questions
from wpo.evaluation.missing import Takings, rough_columns, step_down, step_up
from wpo.evaluation.opinions import Opinions
from wpo.evaluation.persons import of_persons
from wpo.evaluation.results import COLUMNS
from wpo.evaluation.talk import Talk, remarks_of, said
from wpo.evaluation.verdicts import Asked, Drawn, Facts, Named, Verdict, judge
from wpo.pilot.research_set import PARTICIPANT
from wpo.stats.clusters import ICCS
from wpo.stats.estimate import Estimate
from wpo.stats.estimates import Estimates, ratio
from wpo.stats.guarding import FEWEST_FOR_SHARE
from wpo.stats.planning import more_needed
from wpo.stats.shares import share, share_of_organisations

STAFF = "begeleider"
NEARLY_ALL = 0.8  # of who practise: a question for fewer is a turn of a dialogue that not all get


@dataclass(frozen=True, kw_only=True)
class Counted:
    """All that was counted about questions, options, people, opinions and words; unguarded."""

    asked: Questions
    options: Options
    taken: Takings
    rated: Opinions
    talk: Talk


@dataclass(frozen=True, kw_only=True)
class Assignments:
    """All assignments, unguarded: rows of ``table``, and estimates and facts in its order."""

    table: pd.DataFrame
    persons: Counts
    p: Estimates
    p_20: Estimates
    if_wrong: Estimates
    if_right: Estimates
    each: Estimates
    second: Estimates
    done: Estimates
    clear: Estimates
    clear_staff: Estimates
    facts: tuple[Facts, ...]
    verdicts: tuple[Verdict, ...]


def assignments(texts: pd.DataFrame, counted: Counted, thresholds: Thresholds) -> Assignments:
    """Return what is known about each assignment, and what the thresholds say about it."""
    asked, taken, rated = counted.asked, counted.taken, counted.rated
    names = list(texts["assignment"])
    member = [asked.of(name) for name in names]
    n_organisations = asked.n.shape[1]

    def summed(counts: Counts) -> Counts:
        each = [counts[which].sum(axis=0) for which in member]
        return np.array(each, np.int64).reshape(len(names), n_organisations)

    # Who answered one of the newest questions; each question has each person at most once.
    most = [asked.n[which].max(axis=0, initial=0) for which in member]
    persons = np.array(most, np.int64).reshape(len(names), n_organisations)
    right, n = summed(asked.right), summed(asked.n)
    place = taken.place(texts["assignment"])
    there = (place >= 0)[:, None]
    planned = np.where(there, taken.planned[place], 0)
    # Everybody who was to answer them: of who did not, all open questions are wrong, or right.
    everybody = np.maximum(persons, np.where(there, taken.asked[place], 0))
    open_ = np.where(there, taken.open[place], 0).sum(axis=1)
    all_right, all_n = right.sum(axis=1), n.sum(axis=1)
    value = ratio(all_right, all_n)
    p = of_persons(value, persons)
    clear = rated.top(PARTICIPANT, thresholds.clarity.deelnemer, names)
    facts = tuple(
        _facts(name, persons[k], p.one(k), clear.one(k), counted=counted, thresholds=thresholds)
        for k, name in enumerate(names)
    )
    return Assignments(
        table=texts,
        persons=persons,
        p=p,
        p_20=of_persons(value, persons, icc=ICCS[-1]),
        if_wrong=of_persons(ratio(all_right, all_n + open_), everybody),
        if_right=of_persons(ratio(all_right + open_, all_n + open_), everybody),
        each=share_of_organisations(right, n, persons=persons),
        second=share(summed(asked.right_second), summed(asked.n_second)),
        done=share(np.where(there, taken.done[place], 0), planned),
        clear=clear,
        clear_staff=rated.top(STAFF, thresholds.clarity.begeleider, names),
        facts=facts,
        verdicts=tuple(judge(one, thresholds) for one in facts),
    )


def assignments_table(found: Assignments, talk: Talk) -> pd.DataFrame:
    """Return the table ``assignments`` of the evaluation, guarded."""
    n = found.persons.sum(axis=1)
    few = n < FEWEST_FOR_SHARE
    first = [one.problems[0] if one.problems else None for one in found.facts]
    more = pd.Series([one.more_needed for one in found.verdicts], dtype=float)
    names = ("assignment", "title", "skill", "sub_skill", "level", "version")
    p = estimate_columns("p", found.p)
    columns = (
        {name: found.table[name] for name in names}
        | {"persons": p["p_n"], "organisations": p["p_n_organisations"]}
        | p
        | {
            name: np.where(few, np.nan, values)
            for name, values in (
                ("p_low_20", found.p_20.low),
                ("p_high_20", found.p_20.high),
                ("p_if_wrong", step_down(found.if_wrong.value)),
                ("p_if_right", step_up(found.if_right.value)),
                ("p_low_if_wrong", step_down(found.if_wrong.low)),
                ("p_high_if_right", step_up(found.if_right.high)),
            )
        }
        | estimate_columns("each", found.each)
        | estimate_columns("second", found.second)
        | rough_columns("done", found.done)
        | estimate_columns("clear", found.clear)
        | estimate_columns("clear_staff", found.clear_staff)
        | {
            "remarks": remarks_of(talk, found.table["assignment"]),
            "problem": [one.what if one else "" for one in first],
            "problem_organisations": pd.Series(
                [one.organisations if one else 0 for one in first], dtype="Int64"
            ),
            "asked_words": [_words(one) for one in found.facts],
            "asked_organisations": pd.Series(
                [max((w.organisations for w in one.words), default=0) for one in found.facts],
                dtype="Int64",
            ),
            "has_harm": [bool(one.harm) for one in found.facts],
            "verdict": [one.verdict for one in found.verdicts],
            "is_provisional": [one.is_provisional for one in found.verdicts],
            "reasons": ["\n".join(one.reasons) for one in found.verdicts],
            "more_needed": more.round().astype("Int64"),
        }
    )
    return pd.DataFrame(columns)[list(COLUMNS["assignments"])]


def _facts(
    name: str,
    persons: Counts,
    p: Estimate,
    clear: Estimate,
    *,
    counted: Counted,
    thresholds: Thresholds,
) -> Facts:
    asked, talk = counted.asked, counted.talk
    rows = np.flatnonzero(asked.of(name)).tolist()
    table = asked.table
    hashes = dict(zip(table["item"].iloc[rows], table["item_hash"].iloc[rows], strict=True))
    return Facts(
        persons=int(persons.sum()),
        organisations=int((persons > 0).sum()),
        questions=_asked(asked, rows, thresholds.of("hard_below").share),
        options=_drawn(counted.options, name),
        problems=_named(talk.problems, name, hashes),
        words=tuple(
            Named(
                what=str(one.word),
                organisations=int(one.organisations),
                item=str(one.item),
                item_hash=hashes.get(str(one.item), ""),
            )
            for one in talk.words[talk.words["assignment"] == name].itertuples()
            if one.organisations > 0
        ),
        harm=tuple(
            Named(
                what="",
                organisations=int(one.n),
                item=_item(name, str(one.place)),
                item_hash=hashes.get(_item(name, str(one.place)), ""),
                when=str(one.when),
            )
            for one in talk.harm[talk.harm["assignment"] == name].itertuples()
        ),
        p=p,
        clear=clear,
        more=_more(p, persons, thresholds.of("good_from").share),
    )


def _more(p: Estimate, persons: Counts, limit: float) -> float:
    if not p.is_known:
        return float("nan")
    return float(more_needed(p.value * persons, persons, threshold=limit))


def _asked(asked: Questions, rows: list[int], limit: float) -> tuple[Asked, ...]:
    """Return the newest questions. Who comes to a dialogue gets its most answered turn."""
    more = more_needed(asked.right[rows], asked.n[rows], threshold=limit)
    table, n = asked.table, asked.p.n
    most, begin = int(n[rows].max(initial=0)), dict[str, int]()
    for row, item in zip(rows, table["item"].iloc[rows], strict=True):
        question = item.rpartition("/")[0] if item.count("/") > 1 else item
        begin[question] = max(begin.get(question, row), row, key=lambda one: int(n[one]))
    return tuple(
        Asked(
            item=str(one.item),
            item_hash=str(one.item_hash),
            p=asked.p.one(row),
            more=float(needed),
            everybody=row in begin.values() or int(n[row]) >= NEARLY_ALL * most,
        )
        for row, needed, one in zip(rows, more, table.iloc[rows].itertuples(), strict=True)
    )


def _drawn(options: Options, name: str) -> tuple[Drawn, ...]:
    table, found = options.table, options.found
    mine = (table["assignment"] == name) & table["is_newest"]
    rows = np.flatnonzero(mine & np.isfinite(found.above_right.value)).tolist()
    return tuple(
        Drawn(
            item=str(one.item),
            item_hash=str(one.item_hash),
            option=str(one.option),
            text=str(one.text),
            a=found.share.one(row),
            over_p=found.above_right.one(row),
        )
        for row, one in zip(rows, table.iloc[rows].itertuples(), strict=True)
    )


def _named(problems: pd.DataFrame, name: str, hashes: dict[str, str]) -> tuple[Named, ...]:
    rows = problems[problems["assignment"] == name]
    rows = rows.sort_values("organisations", ascending=False, kind="stable")
    return tuple(
        Named(
            what=said(str(one.place), str(one.problem)),
            organisations=int(one.organisations),
            item=_item(name, str(one.place)),
            item_hash=hashes.get(_item(name, str(one.place)), ""),
            when=str(one.when),
        )
        for one in rows.itertuples()
    )


def _item(assignment: str, place: str) -> str:
    """Return the id of the question at a place of a remark (``q2``), or '' for the whole."""
    return place if not place or "/" in place else f"{assignment}/{place}"


def _words(facts: Facts) -> str:
    return ", ".join(dict.fromkeys(one.what for one in facts.words))
