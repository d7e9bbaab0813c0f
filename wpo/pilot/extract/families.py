"""Families of tables: tables about one person and opdracht that are shown together, or not at all.

Who is in one table of a family nearly says who is in the others, so a cell that is small in one of
them is small in all. Measures are what is counted in a cell; news is any change of a row.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from wpo.pilot.extract.gathering.setting import Record
from wpo.pilot.extract.rules.batches import Candidate, State, Who
from wpo.pilot.research_set import GUIDE, PARTICIPANT
from wpo.store.released import Shown, Unit

KEYS = ["view", "person", "paper", "organisation", "assignment"]
NOT_NEWS = frozenset({"weeks", "pair"})  # time goes on by itself; pairs are numbered anew

Frames = Mapping[str, pd.DataFrame]
Count = Callable[[pd.DataFrame], pd.Series]


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """Some tables, and what is counted in their cells: rows of a table that a condition holds for.

    The first ``n_known`` of these measures everybody knows, of the plan. ``by_version`` is a table
    of which each version is a measure too. ``with_weeks`` are tables of which weeks are put
    together until five people stand in each; ``with_version`` those of which the version is left
    away where fewer than five had it.
    """

    name: str
    role: str
    tables: tuple[str, ...]
    measures: tuple[tuple[str, Count], ...]
    with_weeks: tuple[str, ...]
    n_known: int = 0
    by_version: str = ""
    with_version: str = ""


def _all(frame: pd.DataFrame) -> pd.Series:
    return pd.Series(data=True, index=frame.index, dtype=bool)


def _begun(frame: pd.DataFrame) -> pd.Series:
    return frame["state"] != "niet_begonnen"


def ratings_of(role: str) -> str:
    """Return under which name the ratings by one role are a family."""
    return f"ratings-{role}"


PRACTICE = Family(
    name="practice",
    role=PARTICIPANT,
    tables=("takings", "answers", "words"),
    measures=(("takings", _all), ("takings", _begun), ("answers", _all)),
    with_weeks=("takings", "answers"),
    n_known=1,
    by_version="answers",
    with_version="takings",
)
FLOOR = Family(
    name="floor",
    role=PARTICIPANT,
    tables=("goals", "observations", "looked_back"),
    measures=(("goals", _all), ("observations", _all), ("looked_back", _all)),
    with_weeks=("observations", "looked_back"),
)
RATINGS = tuple(
    Family(
        name=ratings_of(role),
        role=role,
        tables=(ratings_of(role),),
        measures=((ratings_of(role), _all),),
        with_weeks=(ratings_of(role),),
        with_version=ratings_of(role),
    )
    for role in (PARTICIPANT, GUIDE)
)
FAMILIES = (PRACTICE, FLOOR, *RATINGS)
REMARKS = "remarks"


def frame_of(records: Sequence[Record], columns: Sequence[str]) -> pd.DataFrame:
    """Return records as a table, also where there are none."""
    frame = pd.DataFrame.from_records(records, columns=[*KEYS, *columns])
    return frame.astype({"view": "int64"})


def in_views(frame: pd.DataFrame, views: Sequence[int]) -> pd.DataFrame:
    """Return rows once for each of these views in which they stood (``view``: the first)."""
    stood = [frame[frame["view"] <= view].assign(view=view) for view in views]
    return pd.concat(stood, ignore_index=True) if stood else frame


def candidates(
    family: Family, frames: Frames, shown: Mapping[Unit, Shown], now: int
) -> Iterator[tuple[str, list[Candidate]]]:
    """Give for each opdracht everybody with rows in this family."""
    states, organisations = _states(family, frames)
    found: dict[str, list[Candidate]] = {}
    for (view, person, paper, assignment), state in states.items():
        if view != now:
            continue
        earlier = shown.get(Unit(person, paper, family.name, assignment))
        before = states.get((earlier.extract, person, paper, assignment)) if earlier else None
        found.setdefault(assignment, []).append(
            Candidate(
                who=Who(person, paper),
                organisation=organisations[person, paper],
                now=state,
                before=before,
                shown_as=earlier.as_ if earlier and before else "",
                batch=earlier.first if earlier and before else 0,
            )
        )
    yield from sorted(found.items())


_Key = tuple[int, str, str, str]  # view, person, paper, assignment


def _states(family: Family, frames: Frames) -> tuple[dict[_Key, State], dict[tuple[str, str], str]]:
    keys = ["view", "person", "paper", "assignment"]
    prints = [_prints(frames[name], number) for number, name in enumerate(family.tables)]
    together = pd.concat(prints, ignore_index=True).groupby(keys, sort=False)["print"].sum()
    columns = [
        together.index.isin(pd.MultiIndex.from_frame(there[keys]).unique())
        for there in _counted(family, frames)
    ]
    measures = np.column_stack(columns) if len(together) else np.empty((0, len(columns)), bool)
    states = {
        key: State(tuple(row), int(print_))
        for key, row, print_ in zip(
            together.index.tolist(), measures.tolist(), together.to_numpy(), strict=True
        )
    }
    organisations = {
        (person, paper): organisation
        for name in family.tables
        for person, paper, organisation in frames[name][["person", "paper", "organisation"]]
        .drop_duplicates()
        .itertuples(index=False)
    }
    return states, organisations


def _counted(family: Family, frames: Frames) -> Iterator[pd.DataFrame]:
    """Give for each measure the rows of whom it counts."""
    for name, counts in family.measures:
        yield frames[name][counts(frames[name])]
    if family.by_version:
        frame = frames[family.by_version]
        place = frame.groupby("assignment")["version"].rank(method="dense")
        for one in sorted(set(place)):
            yield frame[place == one]


def _prints(frame: pd.DataFrame, number: int) -> pd.DataFrame:
    """Return for each row a number that changes when anything in it does."""
    said = [one for one in frame.columns if one not in NOT_NEWS and one not in KEYS]
    what = frame[said].astype("string").fillna("")
    hashes = pd.util.hash_pandas_object(what, index=False) + np.uint64(number)
    keys = frame[["view", "person", "paper", "assignment"]]
    return keys.assign(print=hashes.to_numpy(dtype=np.uint64))
