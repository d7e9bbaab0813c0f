"""Make the research set: read the store, choose what may be shown, and number it anew."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

import numpy as np
import pandas as pd
from sqlalchemy import Connection, select

from wpo.catalogue.loading import Catalogue
from wpo.errors import ExtractRefused
from wpo.pilot.extract.choosing import Chosen, Suppressed, chosen, chosen_remarks
from wpo.pilot.extract.families import (
    FAMILIES,
    FLOOR,
    PRACTICE,
    RATINGS,
    frame_of,
    in_views,
    ratings_of,
)
from wpo.pilot.extract.gathering.contents import assignment_table, item_tables, plan_table
from wpo.pilot.extract.gathering.floor import floor_records
from wpo.pilot.extract.gathering.opinions import Opinions, opinions
from wpo.pilot.extract.gathering.practice import practice_records
from wpo.pilot.extract.gathering.setting import Setting, members
from wpo.pilot.extract.gathering.texts import Texts
from wpo.pilot.extract.persons import (
    numbered_rows,
    pairs_numbered,
    people_table,
    without_few_ill,
)
from wpo.pilot.extract.pseudonyms import Pseudonyms, lettered
from wpo.pilot.extract.rules.batches import roughly
from wpo.pilot.extract.rules.cells import FEWEST
from wpo.pilot.extract.rules.proof import check_rules
from wpo.pilot.extract.voices import remark_tables
from wpo.pilot.research_set import GUIDE, OTHER, PARTICIPANT, TABLES
from wpo.store import tables
from wpo.store.released import (
    ExtractMade,
    Shown,
    Unit,
    extracts_made,
    highest_numbers,
    released,
)

MADE_UP = "verzonnen"  # stands in what made-up organisations are called
SHUFFLED = frozenset(TABLES) - {"plan", "items", "options", "assignments"}

_NOT_SAID = frozenset({"person", "org", "assignment"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A research set that is not written yet.

    ``made`` and ``units`` are what the store must remember before anybody sees it. ``older`` are
    the names of the extracts before.
    """

    frames: Mapping[str, pd.DataFrame]
    made: ExtractMade
    units: Mapping[Unit, Shown] = field(repr=False)
    suppressed: tuple[Suppressed, ...]
    weeks: tuple[int, int]
    older: tuple[str, ...]
    is_synthetic: bool


def make(
    connection: Connection, catalogue: Catalogue, *, key: bytes, salt: bytes, now: datetime
) -> Made:
    """Make the research set of the organisations in the test plan. Call inside ``reading``.

    Parameters
    ----------
    key
        Secret of this installation: decides the letters of organisations, and lots.
    salt
        At least 32 random bytes for this extract only; the caller throws them away.
    now
        Aware UTC.

    Raises
    ------
    ExtractRefused
        If there is no test plan, too little to show, or a rule could not be kept.
    """
    if not catalogue.test_plan.organisations:
        raise ExtractRefused(
            "Er is geen testplan, dus er is niet bekend welke organisaties meedoen. Maak "
            "content/pilot/testplan.yaml."
        )
    setting, said = _setting(connection, catalogue, key, now), released(connection)
    opinion = opinions(connection, setting)
    all_chosen = _choose(connection, setting, opinion, said)
    remarks = chosen_remarks(opinion.remarks, said, setting)
    pseudonyms = Pseudonyms(
        letters={**setting.now.letters, OTHER: OTHER}, names=_names(connection), salt=salt
    )
    frames, suppressed = _about_persons(setting, all_chosen, pseudonyms)
    frames |= remark_tables(remarks, opinion.codes, pseudonyms)
    frames |= _about_content(setting, frames)
    frames = {name: _in_order(name, frames[name], pseudonyms) for name in TABLES}
    _check_anything(setting, frames)
    check_rules(frames)
    units = {unit: one for each in all_chosen for unit, one in each.units.items()}
    units.update(remarks.units)
    labels = connection.scalars(
        select(tables.organisation.c.label).where(
            tables.organisation.c.code.in_(sorted(setting.plan.organisations))
        )
    ).all()
    return Made(
        frames=frames,
        made=setting.now,
        units=units,
        suppressed=(*suppressed, *remarks.suppressed),
        weeks=(1, _last_week(setting, frames)),
        older=tuple(one.name for one in setting.made[:-1]),
        is_synthetic=any(MADE_UP in one.casefold() for one in labels),
    )


def _setting(connection: Connection, catalogue: Catalogue, key: bytes, now: datetime) -> Setting:
    before, plan = extracts_made(connection), catalogue.test_plan
    letters = lettered(key, plan.organisations.keys(), before[-1].letters if before else {})
    this = ExtractMade(
        number=before[-1].number + 1 if before else 1,
        name="",
        made_at=now,
        until=highest_numbers(connection),
        letters=letters,
    )
    return Setting(
        catalogue=catalogue,
        plan=plan,
        texts=Texts(connection),
        members=members(connection, plan.organisations.keys()),
        made=(*before, this),
        key=key,
    )


def _choose(
    connection: Connection, setting: Setting, opinion: Opinions, said: Mapping[Unit, Shown]
) -> list[Chosen]:
    views: dict[str, dict[str, set[int]]] = {one.name: defaultdict(set) for one in FAMILIES}
    for unit, shown in said.items():
        if unit.family in views:
            views[unit.family][unit.person].add(shown.extract)
    records = practice_records(connection, setting, views[PRACTICE.name], opinion.reasons)
    records |= floor_records(connection, setting, views[FLOOR.name])
    frames = {name: frame_of(rows, _columns(name)) for name, rows in records.items()}
    for role in (PARTICIPANT, GUIDE):
        name = ratings_of(role)
        rows = [one for one in opinion.ratings if one["role"] == role]
        needed = {view for each in views[name].values() for view in each} | {setting.now.number}
        frames[name] = in_views(frame_of(rows, _columns("ratings")), sorted(needed))
    return [chosen(one, frames, said, setting) for one in FAMILIES]


def _columns(table: str) -> list[str]:
    return [one for one in TABLES[table] if one not in _NOT_SAID]


def _names(connection: Connection) -> re.Pattern[str] | None:
    """Return what matches a name that is known here: of a person or an organisation."""
    found = {
        *connection.scalars(select(tables.first_name.c.name)),
        *connection.scalars(select(tables.organisation.c.label)),
        *connection.scalars(select(tables.organisation.c.code)),
        *connection.scalars(select(tables.person.c.organisation).distinct()),
    }
    words = sorted((one for one in found if len(one.strip()) > 1), key=len, reverse=True)
    if not words:
        return None
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b", re.IGNORECASE)


def _last_week(setting: Setting, frames: Mapping[str, pd.DataFrame]) -> int:
    """Return the last week that a set is about: of the plan, or later where something was done."""
    told = [int(one["week"].max()) for one in frames.values() if "week" in one and len(one)]
    return max(min(setting.week(setting.now.made_at), setting.plan.n_weeks), *told, 1)


def _check_anything(setting: Setting, frames: Mapping[str, pd.DataFrame]) -> None:
    if any(len(frames[name]) for name in ("answers", "takings", "ratings", "remarks")):
        return
    if setting.week(setting.now.made_at) < 1:
        raise ExtractRefused(
            f"De pilot begint pas op {setting.plan.start:%d-%m-%Y}, en wat er voor die dag is "
            "gedaan telt niet mee. Wacht, of verander content/pilot/testplan.yaml."
        )
    n_people = setting.sizes(PARTICIPANT).total()
    raise ExtractRefused(
        f"Er valt nog niets te tonen. In elke cel van organisatie en opdracht horen {FEWEST} "
        f"mensen of meer; er zijn nu {roughly(n_people)} deelnemers bekend bij de "
        "organisaties van het testplan. Wacht tot er meer mensen hebben geoefend."
    )


def _about_persons(
    setting: Setting, all_chosen: Sequence[Chosen], pseudonyms: Pseudonyms
) -> tuple[dict[str, pd.DataFrame], list[Suppressed]]:
    """Return the tables about single people, numbered anew, and what was suppressed in all."""
    chosen_rows = {
        name: (family, frame)
        for family, one in zip(FAMILIES, all_chosen, strict=True)
        for name, frame in one.frames.items()
    }
    found = numbered_rows(chosen_rows, pseudonyms)
    ratings = [found.pop(one.name) for one in RATINGS]
    found["ratings"] = pd.concat(ratings, ignore_index=True)
    found["takings"], ill = without_few_ill(found["takings"])
    found["observations"] = pairs_numbered(found["observations"], pseudonyms)
    found["people"], few = people_table(chosen_rows, setting, pseudonyms)
    suppressed = [each for one in all_chosen for each in one.suppressed]
    return found, [*suppressed, *few, *ill]


def _about_content(setting: Setting, frames: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    answered = frames["answers"][["assignment", "version", "item", "item_hash"]]
    about = pd.concat(
        [one[["assignment", "version"]] for one in frames.values() if "version" in one.columns]
    )
    return {
        **item_tables(setting, answered.itertuples(index=False, name=None)),
        "assignments": assignment_table(
            setting, about.drop_duplicates().itertuples(index=False, name=None)
        ),
        "plan": plan_table(setting, setting.now.letters),
    }


def _in_order(name: str, frame: pd.DataFrame, pseudonyms: Pseudonyms) -> pd.DataFrame:
    """Return a table with its columns, in an order that says nothing."""
    found = frame[list(TABLES[name])].reset_index(drop=True)
    if name not in SHUFFLED:
        return found
    seed = int.from_bytes(pseudonyms.salted(name), "big")
    order = np.random.default_rng(seed).permutation(len(found))
    return found.iloc[order].reset_index(drop=True)


def named(made: Made, name: str) -> Made:
    """Return the same set with the name that its content gave it."""
    return replace(made, made=replace(made.made, name=name))
