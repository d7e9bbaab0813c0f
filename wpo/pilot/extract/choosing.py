"""Which rows are shown, under which organisation: the rules, carried out on the tables."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from wpo.model.people import Role
from wpo.pilot.extract.families import PRACTICE, REMARKS, Family, Frames, candidates
from wpo.pilot.extract.gathering.setting import Record, Setting
from wpo.pilot.extract.rules.batches import (
    Candidate,
    Circumstances,
    Decision,
    Who,
    decided,
    roughly,
)
from wpo.pilot.extract.rules.cells import FEWEST
from wpo.pilot.extract.rules.remarks import Remarker, numbers_tell
from wpo.pilot.extract.rules.remarks import shown as shown_remarks
from wpo.pilot.extract.rules.weeks import put_together
from wpo.pilot.research_set import GUIDE, OTHER, PARTICIPANT
from wpo.store.released import Shown, Unit

ONLY_BEGUN = "alleen wie begon, onder *"
TOGETHER = "samengenomen onder *"
WAITING = "wacht tot vijf mensen iets nieuws hebben"
BECAME_SMALL = "te klein geworden, weggelaten"


@dataclass(frozen=True, slots=True, kw_only=True)
class Suppressed:
    """What a rule did to a family of tables: at how many opdrachten, to how many people.

    ``people`` are different people, told roughly.
    """

    rule: str
    tables: str
    assignments: int
    people: int | str

    def as_json(self) -> dict[str, Any]:
        """Return it as the manifest says it."""
        return {
            "rule": self.rule,
            "tables": self.tables,
            "assignments": self.assignments,
            "people": self.people,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """Rows that are shown. ``frames`` have a column ``shown_as``; ``units`` is what to remember."""

    frames: Frames
    units: Mapping[Unit, Shown] = field(repr=False)
    suppressed: tuple[Suppressed, ...]


def chosen(family: Family, frames: Frames, shown: Mapping[Unit, Shown], setting: Setting) -> Chosen:
    """Choose the rows of one family of tables, and make their weeks and versions coarser.

    Parameters
    ----------
    frames
        The tables of the family, with the views in which people were shown before, and the view
        now.
    shown
        Whose rows stood in the extracts before.
    """
    now = setting.now.number
    units: dict[Unit, Shown] = {}
    rows: list[tuple[int, str, str, str, str, bool]] = []
    what: dict[str, dict[str, set[Who]]] = defaultdict(lambda: defaultdict(set))
    for assignment, people in candidates(family, frames, shown, now):
        decision = decided(people, _circumstances(family, setting, assignment))
        for who, shown_as in decision.shown.items():
            unit = Unit(*who, family.name, assignment)
            view = now if who in decision.with_news else shown[unit].extract
            units[unit] = Shown(view, shown_as, shown[unit].first if unit in shown else now)
            rows.append((view, *who, assignment, shown_as, unit in shown))
        hidden = [Unit(*who, family.name, assignment) for who in decision.hidden]
        units |= {unit: shown[unit] for unit in hidden if unit in shown}
        for rule, those in _told_by_rule(family, people, decision).items():
            what[rule][assignment] |= those
    keys = ["view", "person", "paper", "assignment"]
    selection = pd.DataFrame(rows, columns=[*keys, "shown_as", "is_older"])
    selection = selection.astype({"view": "int64", "is_older": "bool"})
    kept = {name: frames[name].merge(selection, on=keys) for name in family.tables}
    if what[ONLY_BEGUN]:
        kept["takings"] = _only_begun(kept["takings"], what[ONLY_BEGUN])
    if family.with_version:
        kept[family.with_version] = _without_small_versions(kept[family.with_version])
    kept |= _with_weeks_together(family, kept, setting)
    return Chosen(
        frames=kept,
        units=units,
        suppressed=tuple(
            _suppressed(rule, family.name, by) for rule, by in what.items() if any(by.values())
        ),
    )


def _circumstances(family: Family, setting: Setting, assignment: str) -> Circumstances:
    sizes = setting.sizes(family.role)
    if family.role == GUIDE:  # how many staff an organisation has stands nowhere in a set
        sizes.update(dict.fromkeys(sizes, FEWEST))
    testing = (one for one in setting.plan.organisations if setting.is_testing(one, assignment))
    return Circumstances(
        sizes=sizes,
        testing=frozenset(testing) if family is PRACTICE else (),
        n_known=family.n_known,
        extra=setting.lot("joins", family.name, assignment),
    )


def _told_by_rule(
    family: Family, people: Sequence[Candidate], decision: Decision
) -> dict[str, set[Who]]:
    """Return what the manifest tells about these people, by rule."""
    together = {who for who, shown_as in decision.shown.items() if shown_as == OTHER}
    told = {
        TOGETHER: together,
        WAITING: set(decision.waiting),
        BECAME_SMALL: set(decision.hidden),
    }
    if family is PRACTICE:
        told[ONLY_BEGUN] = _small_by_plan(one for one in people if one.who in together)
    return told


def _small_by_plan(people: Iterable[Candidate]) -> set[Who]:
    """Return people under ``*`` beside whom 1 to 4 of an organisation had the opdracht at all.

    Who had it to do is everybody of an organisation that tests it, a number that stands elsewhere
    in the set. The rest under ``*`` would then tell the small number of the other. So of those who
    did not begin nothing is said, of everybody who was shown for the first time in one extract: in
    the next it is the same.
    """
    batches: dict[int, list[Candidate]] = defaultdict(list)
    for one in people:
        batches[one.batch].append(one)
    found: set[Who] = set()
    for members in batches.values():
        numbers = Counter(one.organisation for one in members)
        if min(numbers.values()) < FEWEST:
            found |= {one.who for one in members}
    return found


def _only_begun(takings: pd.DataFrame, people: Mapping[str, set[Who]]) -> pd.DataFrame:
    """Return takings without those people under ``*`` who did not begin."""
    silent = [
        one.state == "niet_begonnen" and Who(one.person, "") in people.get(one.assignment, ())
        for one in takings[["assignment", "person", "state"]].itertuples(index=False)
    ]
    return takings[~np.array(silent, dtype=bool)]


def _suppressed(rule: str, tables: str, by: Mapping[str, set[Who]]) -> Suppressed:
    people: set[Who] = set().union(*by.values())
    n_assignments = sum(bool(one) for one in by.values())
    return Suppressed(
        rule=rule, tables=tables, assignments=n_assignments, people=roughly(len(people))
    )


def _with_weeks_together(
    family: Family, frames: Frames, setting: Setting
) -> dict[str, pd.DataFrame]:
    """Return the tables with weeks, with ``run``: the week that is told.

    Under a letter it is the first of the weeks that stand together, with five people or more of
    each version, both of those who stood in the extract before and of newcomers. Under ``*`` it is
    the week in which testing began: who tests when stands in the plan, so a week would tell which
    organisation it is.
    """
    cells: dict[tuple[str, str], dict[tuple[str, str, bool], dict[int, set[Who]]]] = {}
    for name in family.with_weeks:
        frame = frames[name]
        frame = frame if "version" in frame else frame.assign(version="")
        columns = ["assignment", "shown_as", "version", "week", "person", "paper", "is_older"]
        for one in frame[columns].drop_duplicates().itertuples(index=False):
            tables = cells.setdefault((one.assignment, one.shown_as), {})
            people = tables.setdefault((name, one.version, one.is_older), {})
            people.setdefault(int(one.week), set()).add(Who(one.person, one.paper))
    told = {
        (*cell, week): run
        for cell, tables in cells.items()
        for week, run in put_together(list(tables.values())).items()
    }
    found = {}
    for name in family.with_weeks:
        frame = frames[name]
        runs = [
            setting.first_week(one.assignment)
            if one.shown_as == OTHER
            else told[one.assignment, one.shown_as, int(one.week)]
            for one in frame[["assignment", "shown_as", "week"]].itertuples(index=False)
        ]
        found[name] = frame.assign(run=pd.Series(runs, index=frame.index, dtype="int64"))
    return found


def _without_small_versions(frame: pd.DataFrame) -> pd.DataFrame:
    """Say ``*`` for versions under ``*``, and in cells where fewer than five people had one."""
    cell = ["assignment", "shown_as"]
    people = frame.assign(who=frame["person"] + "\0" + frame["paper"])
    n_people = people.groupby([*cell, "version"])["who"].transform("nunique")
    is_small = n_people.lt(FEWEST).groupby([frame[one] for one in cell]).transform("any")
    return frame.assign(
        version=frame["version"].mask(is_small | (frame["shown_as"] == OTHER), OTHER)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenRemarks:
    """Remarks that are shown, with ``shown_as``, ``number`` and ``run`` in each."""

    records: tuple[Record, ...]
    units: Mapping[Unit, Shown]
    suppressed: tuple[Suppressed, ...]


def chosen_remarks(
    records: Sequence[Record], shown: Mapping[Unit, Shown], setting: Setting
) -> ChosenRemarks:
    """Choose the remarks; see :mod:`wpo.pilot.extract.rules.remarks` for the rules."""
    groups: dict[tuple[str, str], list[Record]] = defaultdict(list)
    for one in records:
        groups[one["assignment"], one["role"]].append(one)
    units: dict[Unit, Shown] = {}
    found: list[Record] = []
    left_out: dict[str, set[Who]] = defaultdict(set)
    for (assignment, role), those in sorted(groups.items()):
        remarkers = {one["fact"]: _remarker(one, shown) for one in those}
        crowd = _crowd(setting, assignment, role, those)
        as_ = shown_remarks(remarkers.values(), crowd)
        starred = [one for fact, one in remarkers.items() if as_.get(fact) == OTHER]
        may_number = not numbers_tell(starred, crowd)
        runs = _runs(setting, assignment, [one for one in those if one["fact"] in as_], as_)
        for one in those:
            if one["fact"] not in as_:
                left_out[assignment].add(Who(one["person"], one["paper"]))
                continue
            unit = Unit(one["person"], one["fact"], REMARKS, assignment)
            now = setting.now.number
            units[unit] = shown.get(unit) or Shown(now, as_[one["fact"]], now)
            number = (
                (assignment, one["organisation"])
                if may_number and as_[one["fact"]] == OTHER
                else None
            )
            more = {"shown_as": as_[one["fact"]], "number": number, "run": runs[one["fact"]]}
            found.append(one | more)
    rule = "te weinig mensen die het gezegd kunnen hebben, weggelaten"
    suppressed = (_suppressed(rule, REMARKS, left_out),) if left_out else ()
    return ChosenRemarks(records=tuple(found), units=units, suppressed=suppressed)


def _remarker(one: Record, shown: Mapping[Unit, Shown]) -> Remarker:
    earlier = shown.get(Unit(one["person"], one["fact"], REMARKS, one["assignment"]))
    return Remarker(
        fact=one["fact"],
        person=one["person"] or one["paper"],
        organisation=one["organisation"],
        shown_as=earlier.as_ if earlier else "",
    )


def _crowd(
    setting: Setting, assignment: str, role: str, records: Sequence[Record]
) -> dict[str, int]:
    """Return how many people of this role could have remarked, at each organisation."""
    testers = {*setting.testers(assignment), *(one["organisation"] for one in records)}
    return {
        organisation: sum(
            one.organisation == organisation
            and (one.role == Role.PARTICIPANT.value) == (role == PARTICIPANT)
            for one in setting.members.values()
        )
        for organisation in testers
    }


def _runs(
    setting: Setting, assignment: str, records: Sequence[Record], as_: Mapping[str, str]
) -> dict[str, int]:
    """Return by fact the first of the weeks that stand together; of few, when testing began."""
    found: dict[str, int] = {}
    for shown_as in set(as_.values()):
        those = [one for one in records if as_[one["fact"]] == shown_as]
        people: dict[int, set[str]] = defaultdict(set)
        for one in those:
            people[one["week"]].add(one["person"] or one["paper"])
        together = put_together([people])
        is_one_run = shown_as == OTHER or len(set(together.values())) == 1
        begin = setting.first_week(assignment)
        found |= {one["fact"]: begin if is_one_run else together[one["week"]] for one in those}
    return found
