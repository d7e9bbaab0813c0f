"""Make a balanced test plan: seven organisations, 48 opdrachten, each tested by three of the seven.

Seven organisations in blocks of three is the Fano plane: seven lines of three points, in which
every two points lie on exactly one line (the smallest balanced incomplete block design; Bose 1939).
Line ``k`` holds the organisations ``k``, ``k + 1`` and ``k + 3`` modulo 7, because every distance
from 1 to 6 occurs once among these three.

A skill has six opdrachten. Skill ``s`` uses every line but line ``s`` (modulo 7), in order, one for
each opdracht. So each organisation tests two or three of the six, at every skill; over seven skills
every line was used six times and every two organisations met exactly six times; the eighth skill
adds one meeting to all pairs but the three of the line it leaves out.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations, zip_longest
from types import MappingProxyType

from wpo.catalogue.loading import Catalogue
from wpo.catalogue.testplan import PlannedOrganisation, PlannedTest, TestPlan
from wpo.model.skills import LEVELS, SkillModel

N_ORGANISATIONS = 7
_STEPS = (0, 1, 3)  # a perfect difference set modulo 7

Cell = tuple[str, str, int]  # skill id, sub-skill id, level


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """How even a plan is.

    ``meetings`` counts for each pair of organisations how many opdrachten both test; the others
    count opdrachten of each organisation: in all, per skill id, per level, and open per week.
    """

    testers: Mapping[str, int]
    meetings: Mapping[tuple[str, str], int]
    in_all: Mapping[str, int]
    per_skill: Mapping[tuple[str, str], int]
    per_level: Mapping[tuple[str, int], int]
    per_week: Mapping[tuple[str, int], int]


def make_plan(
    skills: SkillModel,
    assignments: Mapping[tuple[str, int], str],
    organisations: Sequence[PlannedOrganisation],
    *,
    start: date,
    n_weeks: int = 14,
    weeks_each: int = 2,
    n_wanted: int = 10,
) -> TestPlan:
    """Return a balanced, overlapping plan.

    Parameters
    ----------
    skills
        The skill model: 8 skills x 2 sub-skills x 3 levels.
    assignments
        The opdracht of each sub-skill and level.
    organisations
        The seven organisations.
    start
        The Monday of week 1.
    n_weeks, weeks_each
        How long the pilot takes, and how long an opdracht is open at an organisation.
    n_wanted
        How many participants should do each opdracht at each organisation that tests it.

    Raises
    ------
    ValueError
        If there are not seven organisations, an opdracht is missing, or there are too few weeks to
        put the levels of a sub-skill after each other.
    """
    if len(organisations) != N_ORGANISATIONS:
        raise ValueError(f"het plan is voor {N_ORGANISATIONS} organisaties")
    cells = [(skill.id, sub.id, at.level) for skill, sub, at in skills.cells()]
    missing = [cell for cell in cells if cell[1:] not in assignments]
    if missing:
        raise ValueError(f"er is geen opdracht voor {missing[0][1]}, niveau {missing[0][2]}")
    n_rounds = n_weeks // weeks_each
    tests = [
        PlannedTest(
            organisation=organisation.code,
            assignment=assignments[cell[1:]],
            first_week=turn * weeks_each + 1,
            last_week=(turn + 1) * weeks_each,
        )
        for point, organisation in enumerate(organisations)
        for turn, cell in _turns(cells, point, n_rounds)
    ]
    plan = TestPlan(
        start=start,
        n_weeks=n_weeks,
        n_wanted=n_wanted,
        organisations=MappingProxyType({one.code: one for one in organisations}),
        tests=tuple(tests),
    )
    if not levels_in_order(plan, {assignments[cell[1:]]: cell for cell in cells}):
        raise ValueError(f"{n_weeks} weken is te kort: de niveaus passen niet na elkaar")
    return plan


def draft_plan(catalogue: Catalogue, *, start: str | None, n_weeks: int) -> TestPlan:
    """Return a first plan for the content: organisations and start of the plan that is there.

    Raises
    ------
    ValueError
        If ``start`` is no Monday written as ``yyyy-mm-dd``, or as :func:`make_plan` says.
    """
    now = catalogue.test_plan
    begins = date.fromisoformat(start) if start else now.start
    if begins.weekday() != 0:
        raise ValueError(f"{begins.isoformat()} is geen maandag")
    organisations = list(now.organisations.values()) or [
        PlannedOrganisation(code=f"bedrijf-{n}", n_participants=20)
        for n in range(1, N_ORGANISATIONS + 1)
    ]
    assignments = {(one.sub_skill, one.level): one.id for one in catalogue.assignments.values()}
    return make_plan(catalogue.skills, assignments, organisations, start=begins, n_weeks=n_weeks)


def places_of(catalogue: Catalogue) -> Mapping[str, Cell]:
    """Return the skill, the sub-skill and the level of every opdracht, by its id."""
    return {
        one.id: (catalogue.skills.skill_of(one.sub_skill).id, one.sub_skill, one.level)
        for one in catalogue.assignments.values()
    }


def balance_text(plan: TestPlan, catalogue: Catalogue) -> str:
    """Return in a few Dutch lines how even a plan is."""
    found = balance(plan, places_of(catalogue))
    ranges = (
        ("organisaties per opdracht", found.testers),
        ("opdrachten per organisatie", found.in_all),
        ("opdrachten die twee organisaties allebei testen", found.meetings),
        ("opdrachten per organisatie en vaardigheid", found.per_skill),
        ("opdrachten per organisatie en niveau", found.per_level),
        ("opdrachten per organisatie en week", found.per_week),
    )
    return "\n".join(
        f"{name}: {min(counts.values())} tot en met {max(counts.values())}"
        for name, counts in ranges
    )


def plan_text(plan: TestPlan) -> str:
    """Return the plan as the YAML file that people edit, one line a test."""
    lines = [
        "# Testplan van de pilot: welke organisatie test welke opdracht, in welke weken.",
        "# Gemaakt met `wpo plan --write`. Verander daarna gerust iets; `wpo check` kijkt het na.",
        "# start: de maandag van week 1. n_wanted: zoveel deelnemers per opdracht en organisatie.",
        f"start: '{plan.start.isoformat()}'",
        f"n_weeks: {plan.n_weeks}",
        f"n_wanted: {plan.n_wanted}",
        "organisations:",
        *(
            f"  - {{code: {one.code}, n_participants: {one.n_participants}}}"
            for one in plan.organisations.values()
        ),
        "tests:",
    ]
    for code in plan.organisations:
        lines.append(f"  # {code}")
        lines += [
            f"  - {{organisation: {code}, assignment: {one.assignment}, "
            f"first_week: {one.first_week}, last_week: {one.last_week}}}"
            for one in plan.of_organisation(code)
        ]
    return "\n".join(lines) + "\n"


def balance(plan: TestPlan, where: Mapping[str, Cell]) -> Balance:
    """Return how even a plan is; ``where`` tells the skill, sub-skill and level of an opdracht."""
    testers: dict[str, set[str]] = {}
    for test in plan.tests:
        testers.setdefault(test.assignment, set()).add(test.organisation)
    pairs = Counter(
        pair for together in testers.values() for pair in combinations(sorted(together), 2)
    )
    codes = sorted(plan.organisations)
    return Balance(
        testers={one: len(together) for one, together in testers.items()},
        meetings={pair: pairs[pair] for pair in combinations(codes, 2)},
        in_all=Counter(test.organisation for test in plan.tests),
        per_skill=Counter((test.organisation, where[test.assignment][0]) for test in plan.tests),
        per_level=Counter((test.organisation, where[test.assignment][2]) for test in plan.tests),
        per_week=Counter(
            (test.organisation, week)
            for test in plan.tests
            for week in range(test.first_week, test.last_week + 1)
        ),
    )


def levels_in_order(plan: TestPlan, where: Mapping[str, Cell]) -> bool:
    """Tell whether each organisation tests the levels of a sub-skill one after the other."""
    chains: dict[tuple[str, str], list[tuple[int, int, int]]] = {}
    for test in plan.tests:
        _, sub_skill, level = where[test.assignment]
        chain = chains.setdefault((test.organisation, sub_skill), [])
        chain.append((level, test.first_week, test.last_week))
    return all(
        before[2] < after[1]
        for chain in chains.values()
        for before, after in zip(sorted(chain), sorted(chain)[1:], strict=False)
    )


def _turns(cells: Sequence[Cell], point: int, n_rounds: int) -> list[tuple[int, Cell]]:
    """Return what an organisation tests, spread evenly over the rounds, which count from 0."""
    own = _in_turn([cell for cell in cells if point in _testers(cell, cells)], start=point)
    return [(n * n_rounds // len(own), cell) for n, cell in enumerate(own)]


def _testers(cell: Cell, cells: Sequence[Cell]) -> frozenset[int]:
    """Return the line of a cell: which three of the seven points test it."""
    n, place = divmod(cells.index(cell), 2 * len(LEVELS))
    return frozenset((n + 1 + place + step) % N_ORGANISATIONS for step in _STEPS)


def _in_turn(cells: Iterable[Cell], *, start: int) -> list[Cell]:
    """Order cells so that skills take turns and lower levels come first.

    Organisations begin at another skill, so that no skill is always tested by tired people.
    """
    by_skill: dict[str, list[Cell]] = {}
    for cell in sorted(cells, key=lambda one: (one[2], one[1])):
        by_skill.setdefault(cell[0], []).append(cell)
    names = sorted(by_skill)
    turned = [by_skill[name] for name in names[start:] + names[:start]]
    return [cell for turn in zip_longest(*turned) for cell in turn if cell is not None]
