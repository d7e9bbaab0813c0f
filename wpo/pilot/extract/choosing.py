"""Which rows are shown, under which organisation: the rules, carried out on the tables."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from wpo.model.people import Role
from wpo.pilot.extract.batches import Candidate, Who, decided, roughly
from wpo.pilot.extract.cells import FEWEST
from wpo.pilot.extract.facts import Setting
from wpo.pilot.extract.families import BEGUN, PRACTICE, REMARKS, Family, Frames, candidates
from wpo.pilot.extract.practice import Record
from wpo.pilot.extract.remarks import Remarker, numbers_tell
from wpo.pilot.extract.remarks import shown as shown_remarks
from wpo.pilot.extract.weeks import put_together
from wpo.pilot.research_set import OTHER, PARTICIPANT
from wpo.store.released import Shown, Unit

ONLY_BEGUN = "wie niet begon weggelaten onder *"


@dataclass(frozen=True, slots=True, kw_only=True)
class Suppressed:
    """What a rule did to a family of tables: at how many opdrachten, to how many people.

    ``people`` are different people, told roughly: see :func:`wpo.pilot.extract.batches.roughly`.
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


def chosen(
    family: Family, frames: Frames, shown: Mapping[Unit, Shown], setting: Setting
) -> Chosen:
    """Choose the rows of one family of tables, and put their weeks together.

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
    rows: list[tuple[int, str, str, str, str]] = []
    what: dict[str, dict[str, set[Who]]] = defaultdict(lambda: defaultdict(set))
    for assignment, people in candidates(family, frames, shown, now):
        testing = _testing(setting, assignment) if family is PRACTICE else ()
        decision = decided(people, testing)
        for who, shown_as in decision.with_news.items():
            units[Unit(*who, family.name, assignment)] = Shown(now, shown_as)
            rows.append((now, *who, assignment, shown_as))
        for who, shown_as in decision.as_before.items():
            unit = Unit(*who, family.name, assignment)
            units[unit] = Shown(shown[unit].extract, shown_as)
            rows.append((shown[unit].extract, *who, assignment, shown_as))
        for who in decision.hidden:
            unit = Unit(*who, family.name, assignment)
            if unit in shown:
                units[unit] = shown[unit]
        together = {
            who
            for who, shown_as in (decision.with_news | decision.as_before).items()
            if shown_as == OTHER
        }
        if family is PRACTICE and _is_small_by_plan(people, together):
            what[ONLY_BEGUN][assignment] |= {
                one.who for one in people if one.who in together and not one.now.measures[BEGUN]
            }
        for rule, those in (
            ("samengenomen onder *", together),
            ("wacht tot vijf mensen iets nieuws hebben", decision.waiting),
            ("te klein geworden, weggelaten", decision.hidden),
        ):
            if those:
                what[rule][assignment] |= those
    keys = ["view", "person", "paper", "assignment"]
    selection = pd.DataFrame(rows, columns=[*keys, "shown_as"]).astype({"view": "int64"})
    kept = {name: frames[name].merge(selection, on=keys) for name in family.tables}
    if what[ONLY_BEGUN]:
        kept["takings"] = _only_begun(kept["takings"], what[ONLY_BEGUN].keys())
    return Chosen(
        frames=_with_weeks_together(family, kept),
        units=units,
        suppressed=tuple(_suppressed(rule, family.name, by) for rule, by in what.items() if by),
    )


def _is_small_by_plan(people: Sequence[Candidate], together: Collection[Who]) -> bool:
    """Tell whether an organisation under ``*`` has one to four people who had an opdracht at all.

    Who had it to do is everybody of an organisation that tests it, a number that stands elsewhere
    in the set. The rest under ``*`` would then tell the small number of the other, so of those who
    did not begin nothing is said there.
    """
    numbers = Counter(one.organisation for one in people if one.who in together)
    return any(number < FEWEST for number in numbers.values())


def _only_begun(takings: pd.DataFrame, assignments: Collection[str]) -> pd.DataFrame:
    there = (takings["shown_as"] == OTHER) & takings["assignment"].isin(list(assignments))
    return takings[~(there & (takings["state"] == "niet_begonnen"))]


def _suppressed(rule: str, tables: str, by: Mapping[str, set[Who]]) -> Suppressed:
    people = set().union(*by.values())
    return Suppressed(
        rule=rule, tables=tables, assignments=len(by), people=roughly(len(people))
    )


def _testing(setting: Setting, assignment: str) -> frozenset[str]:
    return frozenset(
        one for one in setting.plan.organisations if setting.is_testing(one, assignment)
    )


def _with_weeks_together(family: Family, frames: Frames) -> dict[str, pd.DataFrame]:
    """Add ``run``: the first of the weeks that stand together with the week of each row."""
    who: dict[tuple[str, str], list[dict[int, set[tuple[str, str]]]]] = {}
    for number, name in enumerate(family.with_weeks):
        columns = ["assignment", "shown_as", "week", "person", "paper"]
        for assignment, shown_as, week, person, paper in (
            frames[name][columns].drop_duplicates().itertuples(index=False)
        ):
            cell = who.setdefault((assignment, shown_as), [{} for _ in family.with_weeks])
            cell[number].setdefault(int(week), set()).add((person, paper))
    runs = [
        (assignment, shown_as, week, run)
        for (assignment, shown_as), tables in who.items()
        for week, run in put_together(tables).items()
    ]
    table = pd.DataFrame(runs, columns=["assignment", "shown_as", "week", "run"])
    table = table.astype({"week": "int64", "run": "int64"})
    found = dict(frames)
    for name in family.with_weeks:
        frame = frames[name].astype({"week": "int64"})
        found[name] = frame.merge(table, on=["assignment", "shown_as", "week"])
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenRemarks:
    """Remarks that are shown, with ``shown_as``, ``number`` and ``run`` in each."""

    records: tuple[Record, ...]
    units: Mapping[Unit, Shown]
    suppressed: tuple[Suppressed, ...]


def chosen_remarks(
    records: Sequence[Record], shown: Mapping[Unit, Shown], setting: Setting
) -> ChosenRemarks:
    """Choose the remarks; see :mod:`wpo.pilot.extract.remarks` for the rules."""
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
            units[unit] = shown.get(unit) or Shown(setting.now.number, as_[one["fact"]])
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
    tests = [one.first_week for one in setting.plan.of_assignment(assignment)]
    found: dict[str, int] = {}
    for shown_as in set(as_.values()):
        those = [one for one in records if as_[one["fact"]] == shown_as]
        people: dict[int, set[str]] = defaultdict(set)
        for one in those:
            people[one["week"]].add(one["person"] or one["paper"])
        together = put_together([people])
        begin = min(tests, default=1) if len(set(together.values())) == 1 else None
        found |= {one["fact"]: begin or together[one["week"]] for one in those}
    return found


