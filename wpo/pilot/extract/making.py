"""Make the research set: read the store, choose what may be shown, and number it anew."""

import hmac
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

import numpy as np
import pandas as pd
from sqlalchemy import Connection, select

from wpo.catalogue.loading import Catalogue
from wpo.errors import ExtractRefused
from wpo.pilot.extract.batches import roughly
from wpo.pilot.extract.cells import FEWEST
from wpo.pilot.extract.choosing import (
    Chosen,
    ChosenRemarks,
    Suppressed,
    chosen,
    chosen_remarks,
)
from wpo.pilot.extract.contents import assignment_table, item_tables, plan_table
from wpo.pilot.extract.facts import Setting, members
from wpo.pilot.extract.families import (
    FAMILIES,
    FLOOR,
    PRACTICE,
    RATINGS,
    frame_of,
    in_views,
    ratings_of,
)
from wpo.pilot.extract.floor import floor_records
from wpo.pilot.extract.opinions import Opinions, opinions
from wpo.pilot.extract.people import Profile, generalised
from wpo.pilot.extract.practice import practice_records
from wpo.pilot.extract.proof import check_rules
from wpo.pilot.extract.pseudonyms import lettered, numbered
from wpo.pilot.extract.texts import Texts
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
_Key = tuple[str, ...]


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
        Secret of this installation: decides the letters of organisations.
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
    names = _names(connection)
    maker = _Maker(setting=setting, salt=salt, chosen=all_chosen, remarks=remarks, names=names)
    frames, suppressed = maker.frames(opinion)
    _check_anything(setting, frames)
    check_rules(frames)
    units = {unit: one for each in all_chosen for unit, one in each.units.items()}
    labels = connection.scalars(
        select(tables.organisation.c.label).where(
            tables.organisation.c.code.in_(sorted(setting.plan.organisations))
        )
    ).all()
    return Made(
        frames=frames,
        made=setting.now,
        units=units | remarks.units,
        suppressed=suppressed,
        weeks=(1, setting.week(now)),
        older=tuple(one.name for one in setting.made[:-1]),
        is_synthetic=any(MADE_UP in one.casefold() for one in labels),
    )


def _setting(
    connection: Connection, catalogue: Catalogue, key: bytes, now: datetime
) -> Setting:
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


def _check_anything(setting: Setting, frames: Mapping[str, pd.DataFrame]) -> None:
    if any(len(frames[name]) for name in ("answers", "takings", "ratings", "remarks")):
        return
    n_people = sum(one.role == PARTICIPANT for one in setting.members.values())
    raise ExtractRefused(
        f"Er valt nog niets te tonen. In elke cel van organisatie en opdracht horen {FEWEST} "
        f"mensen of meer; er zijn nu {roughly(n_people)} deelnemers bekend bij de "
        "organisaties van het testplan. Wacht tot er meer mensen hebben geoefend."
    )


@dataclass
class _Maker:
    """Turns chosen rows into the tables of the set."""

    setting: Setting
    salt: bytes
    chosen: Sequence[Chosen]
    remarks: ChosenRemarks
    names: re.Pattern[str] | None

    def frames(self, opinion: Opinions) -> tuple[dict[str, pd.DataFrame], tuple[Suppressed, ...]]:
        """Return every table, and all that was suppressed."""
        frames = {name: frame for one in self.chosen for name, frame in one.frames.items()}
        keyed = {name: self._keyed(name, frame) for name, frame in frames.items()}
        profiles, alone = self._profiles(keyed)
        keys: set[_Key] = {key for frame in keyed.values() for key in frame["key"]} | alone
        self.numbers = numbered(self._salt(b"people"), keys)
        found = {name: self._told(frame) for name, frame in keyed.items()}
        ratings = [found.pop(one.name) for one in RATINGS]
        found["ratings"] = pd.concat(ratings, ignore_index=True)
        ziek = self._without_few_ill(found)
        people, left_out = self._people(profiles, alone)
        found["people"] = people
        found |= self._remarks_and_codes(opinion)
        answered = found["answers"][["assignment", "version", "item", "item_hash"]]
        found |= item_tables(self.setting, answered.itertuples(index=False, name=None))
        about = pd.concat([one[["assignment", "version"]] for one in _with_version(found)])
        found["assignments"] = assignment_table(
            self.setting, about.drop_duplicates().itertuples(index=False, name=None)
        )
        found["plan"] = plan_table(self.setting, self.setting.now.letters)
        found["observations"] = self._pairs(found["observations"])
        suppressed = [each for one in self.chosen for each in one.suppressed]
        suppressed += [*self.remarks.suppressed, *left_out, *ziek]
        return {name: self._in_order(name, found[name]) for name in TABLES}, tuple(suppressed)

    def _salt(self, what: bytes) -> bytes:
        return hmac.digest(self.salt, what, "sha256")

    def _org(self, shown_as: pd.Series) -> pd.Series:
        return shown_as.map({**self.setting.now.letters, OTHER: OTHER})

    def _keyed(self, name: str, frame: pd.DataFrame) -> pd.DataFrame:
        """Add ``key``: who it is, as far as rows under this organisation may tell."""
        family = next(one for one in FAMILIES if name in one.tables).name
        keys: list[_Key] = [
            ("*", family, assignment, person) if shown_as == OTHER else ("", shown_as, person)
            for assignment, person, shown_as in frame[
                ["assignment", "person", "shown_as"]
            ].itertuples(index=False)
        ]
        return frame.assign(key=pd.Series(keys, index=frame.index, dtype=object))

    def _told(self, frame: pd.DataFrame) -> pd.DataFrame:
        numbers = pd.array(
            [
                self.numbers[key] if person else None
                for key, person in zip(frame["key"], frame["person"], strict=True)
            ],
            dtype="Int64",
        )
        told = frame.assign(person=numbers, org=self._org(frame["shown_as"]))
        return told.assign(week=frame["run"]) if "run" in frame else told

    def _profiles(
        self, keyed: Mapping[str, pd.DataFrame]
    ) -> tuple[dict[_Key, tuple[str, str, int]], set[_Key]]:
        """Return key -> (person, role, first week) under a letter; and who stands only under ``*``.

        The second are keys ``("alone", role, person)``.
        """
        first: dict[_Key, int] = {}
        roles: dict[_Key, str] = {}
        everybody: set[tuple[str, str]] = set()
        for name, frame in keyed.items():
            role = GUIDE if name == ratings_of(GUIDE) else PARTICIPANT
            weeks = frame["week"] if "week" in frame else pd.Series(1, index=frame.index)
            has_week = "week" in frame
            for key, person, week in zip(frame["key"], frame["person"], weeks, strict=True):
                if not person:
                    continue
                everybody.add((role, person))
                if key[0] != "*":
                    roles[key] = role
                    if has_week:
                        first[key] = min(first.get(key, int(week)), int(week))
        lettered_people = {(role, key[-1]) for key, role in roles.items()}
        alone: set[_Key] = {("alone", *one) for one in everybody - lettered_people}
        return {key: (key[-1], role, first.get(key, 1)) for key, role in roles.items()}, alone

    def _people(
        self, profiles: Mapping[_Key, tuple[str, str, int]], alone: Iterable[_Key]
    ) -> tuple[pd.DataFrame, list[Suppressed]]:
        letters = self.setting.now.letters
        found = [
            Profile(
                person=self.numbers[key],
                org=letters[key[1]],
                role=role,
                work=self._work(person),
                first_week=first_week,
            )
            for key, (person, role, first_week) in sorted(profiles.items())
        ]
        found += [
            Profile(person=self.numbers[key], org=OTHER, role=key[1], work=OTHER, first_week=1)
            for key in sorted(alone)
        ]
        told = generalised(found)
        rows = [(one.person, one.org, one.role, one.work, one.weeks) for one in told]
        n_left_out = len(found) - len(told)
        rule = "te weinig mensen met dezelfde rol, niet in people"
        left_out = Suppressed(
            rule=rule, tables="people", assignments=0, people=roughly(n_left_out)
        )
        frame = pd.DataFrame(rows, columns=list(TABLES["people"]))
        return frame, [left_out] if n_left_out else []

    def _work(self, person: str) -> str:
        """Return somebody's kind of work, unless its name holds another name that is known here."""
        member = self.setting.members.get(person)
        work = member.department.casefold() if member else ""
        return "" if self.names and self.names.search(work) else work

    def _without_few_ill(self, found: dict[str, pd.DataFrame]) -> list[Suppressed]:
        """Say "anders" where fewer than five people of an organisation were ill: that is health."""
        takings = found["takings"]
        ill = takings["reason"] == "ziek"
        n_people = takings[ill].groupby("org")["person"].nunique()
        few = ill & takings["org"].isin(n_people[n_people < FEWEST].index)
        if not few.any():
            return []
        found["takings"] = takings.assign(reason=takings["reason"].mask(few, "anders"))
        n_assignments = takings[few]["assignment"].nunique()
        people = roughly(int(takings[few]["person"].nunique()))
        rule = "ziek is anders genoemd"
        return [Suppressed(rule=rule, tables="takings", assignments=n_assignments, people=people)]

    def _remarks_and_codes(self, opinion: Opinions) -> dict[str, pd.DataFrame]:
        records = self.remarks.records
        numbers = numbered(
            self._salt(b"remarks"), [(one["fact"], one["fact_item"]) for one in records]
        )
        orgs = numbered(self._salt(b"orgs"), [one["number"] for one in records if one["number"]])
        within: Counter[str] = Counter()
        place: dict[_Key, int] = {}
        for key in orgs:
            within[key[0]] += 1
            place[key] = within[key[0]]
        rows = [
            {
                **{name: one.get(name) for name in TABLES["remarks"]},
                "remark": f"o{numbers[one['fact'], one['fact_item']]}",
                "org": {**self.setting.now.letters, OTHER: OTHER}[one["shown_as"]],
                "organisation_number": place[one["number"]] if one["number"] else None,
                "words": self._without_names(one["words"]),
                "week": one["run"],
            }
            for one in records
        ]
        remarks = pd.DataFrame(rows, columns=list(TABLES["remarks"]))
        return {
            "remarks": remarks.astype({"organisation_number": "Int64"}),
            "codes": self._codes(opinion, numbers),
        }

    def _without_names(self, words: str | None) -> str | None:
        """Return cleared words; none where they hold a name that is known here after all."""
        return None if words and self.names and self.names.search(words) else words

    def _codes(self, opinion: Opinions, numbers: Mapping[_Key, int]) -> pd.DataFrame:
        """Return the codes; which coder is 1 and which is 2 is by lot."""
        coders = {coder for by in opinion.codes.values() for coder in by}
        rank = numbered(self._salt(b"coders"), [(one,) for one in coders])
        rows = []
        for key, number in numbers.items():
            by_coder = opinion.codes.get((key[0], key[1]), {})
            first_two = sorted(by_coder, key=lambda one: rank[one,])[:2]
            for place, coder in enumerate(first_two, start=1):
                shown = place if len(first_two) > 1 else 2 - rank[coder,] % 2
                rows += [(f"o{number}", shown, code) for code in by_coder[coder]]
        return pd.DataFrame(rows, columns=list(TABLES["codes"]))

    def _pairs(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Number pairs anew; what is no pair any more is alone."""
        pairs = Counter(one for one in frame["pair"] if isinstance(one, str))
        # Goals of one person each count their pairs from 0, so the opdracht belongs to it.
        keys = [
            (assignment, pair) if isinstance(pair, str) and pairs[pair] > 1 else None
            for assignment, pair in zip(frame["assignment"], frame["pair"], strict=True)
        ]
        numbers = numbered(self._salt(b"pairs"), [one for one in keys if one])
        told = [numbers[one] if one else None for one in keys]
        return frame.assign(pair=pd.array(told, dtype="Int64"))

    def _in_order(self, name: str, frame: pd.DataFrame) -> pd.DataFrame:
        """Return a table with its columns, in an order that says nothing."""
        told = frame[list(TABLES[name])].reset_index(drop=True)
        if name not in SHUFFLED:
            return told
        seed = int.from_bytes(self._salt(name.encode()), "big")
        order = np.random.default_rng(seed).permutation(len(told))
        return told.iloc[order].reset_index(drop=True)


def _with_version(found: Mapping[str, pd.DataFrame]) -> list[pd.DataFrame]:
    return [frame for frame in found.values() if {"assignment", "version"} <= set(frame.columns)]


def named(made: Made, name: str) -> Made:
    """Return the same set with the name that its content gave it."""
    return replace(made, made=replace(made.made, name=name))
