"""Somebody who wants to know more than they may: what they try, and that they do not find it.

They have every extract that was made, the numbers on the dashboards, the test plan, and these
rules. What they have not is the key of the installation.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from random import Random

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import linprog
from sqlalchemy import select

from tests.pilot.extract.small import (
    AFTER,
    KEY,
    ORGANISATIONS,
    SmallPilot,
    X,
    Y,
    small_catalogue,
)
from wpo.catalogue.loading import Catalogue
from wpo.evaluation.evaluate import evaluate
from wpo.evaluation.results import Evaluation
from wpo.model.people import Person
from wpo.pilot.extract.making import Made, make
from wpo.pilot.extract.reading import Extract, connect
from wpo.pilot.extract.rules.cells import FEWEST
from wpo.pilot.research_set import OTHER
from wpo.store import tables as tables_of_store
from wpo.store.database import open_database, reading
from wpo.store.released import extracts_made

TABLES = ("takings", "answers", "words", "goals", "observations", "looked_back", "ratings")
NOT_COMPARED = {"person", "pair", "weeks"}
Cell = tuple[str, str]  # organisation and opdracht
Done = frozenset[tuple[str, str]]  # who, at which opdracht


@dataclass
class Grown:
    """A pilot that grew by chance: two extracts, and how it really is."""

    pilot: SmallPilot
    extracts: list[Extract]
    began: list[Done]  # at each extract
    answered: list[Done]

    def sizes(self) -> dict[str, int]:
        """Return how many participants there are, by letter."""
        with reading(self.pilot.engine) as connection:
            letters = extracts_made(connection)[-1].letters
        return dict(Counter(letters[one.organisation] for one in self.pilot.people.values()))

    def under_star(self, assignment: str) -> dict[str, tuple[int, int]]:
        """Return by letter how many stand under ``*`` who began, and who answered a question."""
        table = tables_of_store.released
        with reading(self.pilot.engine) as connection:
            letters = extracts_made(connection)[-1].letters
            rows = connection.execute(
                select(table)
                .where(table.c.assignment == assignment)
                .where(table.c.family == "practice")
                .where(table.c.shown_as == OTHER)
            ).all()
        found = dict.fromkeys(letters.values(), (0, 0))
        for row in rows:
            letter = letters[self.pilot.people[row.person].organisation]
            began, answered = found[letter]
            done = (row.person, assignment)
            found[letter] = (
                began + (done in self.began[row.extract - 1]),
                answered + (done in self.answered[row.extract - 1]),
            )
        return found


def grown(catalogue: Catalogue, folder: Path, seed: int) -> Grown:
    """Let a pilot grow, twice, with few people here and there."""
    chance = Random(seed)
    pilot = SmallPilot(
        open_database("sqlite://"), small_catalogue(catalogue, ORGANISATIONS[: 3 + seed % 2])
    )
    organisations = list(pilot.catalogue.test_plan.organisations)
    extracts = []
    idle: dict[Cell, list[Person]] = {(one, each): [] for one in organisations for each in (X, Y)}
    began: list[Done] = [frozenset()]
    answered: list[Done] = [frozenset()]
    for moment in range(2):
        for one in organisations:
            fresh = pilot.come(
                one, chance.choice((0, 2, 3, 6, 9)) if moment else chance.randint(5, 11)
            )
            for each in (X, Y):
                idle[one, each] += fresh
                n = min(chance.choice((0, 1, 3, 4, 5, 8)), len(idle[one, each]))
                begin = [idle[one, each].pop() for _ in range(n)]
                stopped = chance.randint(0, min(2, n))
                week = chance.randint(1, 3) + 3 * moment
                pilot.practise(begin[stopped:], each, week)
                pilot.practise(begin[:stopped], each, week, n_answers=0)
                pilot.rate(begin[: chance.randint(0, n)], each, week)
                pilot.live(begin[: chance.randint(0, n)], each, week)
                began[-1] |= {(person.code, each) for person in begin}
                answered[-1] |= {(person.code, each) for person in begin[stopped:]}
        extracts.append(pilot.released(folder))
        began.append(began[-1])
        answered.append(answered[-1])
    return Grown(pilot, extracts, began, answered)


@pytest.fixture(scope="module", params=[2, 4, 5])
def attacked(
    catalogue: Catalogue, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Grown:
    """A pilot somebody has two extracts of."""
    return grown(catalogue, tmp_path_factory.mktemp("sets"), request.param)


def tables(extract: Extract) -> dict[str, pd.DataFrame]:
    """Return the tables of an extract."""
    with connect(extract) as connection:
        return {
            name: connection.sql(f"SELECT * FROM {name}").df()
            for name in (*TABLES, "people", "remarks", "plan")
        }


def people(frame: pd.DataFrame, org: str, assignment: str) -> int:
    """Return how many people have rows in a cell."""
    there = frame[(frame["org"] == org) & (frame["assignment"] == assignment)]
    return there["person"].nunique() + int(there["person"].isna().sum())


def test_no_cell_of_any_table_is_small(attacked: Grown) -> None:
    """By organisation, opdracht, version and week there are five people, in every table."""
    for extract in attacked.extracts:
        for name, frame in tables(extract).items():
            if name not in TABLES or name == "words" or frame.empty:
                continue
            finest = [one for one in ("org", "assignment", "version", "week") if one in frame]
            for by in (finest[:2], finest):
                assert frame.groupby(by)["person"].nunique().min() >= FEWEST, (name, by)


def test_linear_programming_finds_no_hidden_number(attacked: Grown) -> None:
    """From all sums of an extract and of the dashboards no number under * follows."""
    extract = attacked.extracts[-1]
    seen, shown = tables(extract), evaluate(extract, decisions=())
    sizes, tried = attacked.sizes(), 0
    for assignment in (X, Y):
        truth = attacked.under_star(assignment)
        sums = _equations(seen, shown, assignment, sizes)
        for place, org in enumerate(sorted(truth)):
            for measure, number in enumerate(truth[org]):
                if 0 < number < FEWEST:
                    low, high = (_bound(sums, 2 * place + measure, sign) for sign in (1, -1))
                    assert low <= number <= high
                    assert high - low >= 1, (org, number)
                    tried += 1
    assert tried
    # The attack does find what is not hidden: the sum of one organisation alone.
    alone = _equations(seen, shown, X, {"A": 99})
    total = people(seen["answers"], OTHER, X)
    assert not total or _bound(alone, 1, 1) == _bound(alone, 1, -1) == total


@dataclass(frozen=True)
class _Equations:
    """Of each organisation who began and who answered under ``*``, as unknown numbers."""

    equal: list[list[float]]
    totals: list[float]
    most: list[float]


def _equations(
    seen: Mapping[str, pd.DataFrame], shown: Evaluation, assignment: str, sizes: Mapping[str, int]
) -> _Equations:
    """Return all sums that an extract and the dashboards tell of one opdracht.

    ``sizes``: how many participants each organisation has, which an insider knows.
    """
    takings, answers = seen["takings"], seen["answers"]
    begun = takings[takings["state"] != "niet_begonnen"]
    most = [
        float(size - people(frame, org, assignment))
        for org, size in sorted(sizes.items())
        for frame in (begun, answers)
    ]
    orgs = sorted(sizes)
    equal = [[float(n % 2 == measure) for n in range(2 * len(orgs))] for measure in (0, 1)]
    totals = [float(people(frame, OTHER, assignment)) for frame in (begun, answers)]
    persons = shown.assignments.set_index("assignment").loc[assignment, "persons"]
    if persons is not pd.NA:
        lettered = sum(people(answers, org, assignment) for org in set(answers["org"]) - {OTHER})
        equal.append(equal[1])
        totals.append(float(persons) - lettered)
    return _Equations(equal, totals, most)


def _bound(sums: _Equations, at: int, sign: int) -> float:
    n = len(sums.most)
    cost = np.zeros(n)
    cost[at] = sign
    less = [[float(m == 2 * k + 1) - float(m == 2 * k) for m in range(n)] for k in range(n // 2)]
    result = linprog(
        cost,
        A_ub=less,  # who answered began
        b_ub=[0.0] * len(less),
        A_eq=sums.equal,
        b_eq=sums.totals,
        bounds=[(0.0, one) for one in sums.most],
    )
    assert result.success, result.message
    return float(sign * result.fun)


def test_two_extracts_differ_by_five_people_or_nobody(attacked: Grown) -> None:
    """Rows that are only in the later one, or only in the earlier one, are of five people."""
    before, after = (tables(one) for one in attacked.extracts)
    n_different = 0
    for name in TABLES:
        if name == "words":
            continue
        for cell in {*_cells(before[name]), *_cells(after[name])}:
            then, now = (_lives(frame[name], cell) for frame in (before, after))
            for difference in (now - then, then - now):
                n_different += bool(difference)
                assert not 0 < difference.total() < FEWEST, (name, cell, difference)
    assert n_different


def _cells(frame: pd.DataFrame) -> set[Cell]:
    return set(frame[["org", "assignment"]].itertuples(index=False, name=None))


def _lives(frame: pd.DataFrame, cell: Cell) -> Counter[str]:
    """Return what each person of a cell looks like, whatever number they have."""
    there = frame[(frame["org"] == cell[0]) & (frame["assignment"] == cell[1])]
    columns = [there[one] for one in frame.columns if one not in NOT_COMPARED]
    rows = pd.Series(["|".join(map(str, one)) for one in zip(*columns, strict=True)], dtype=str)
    rows.index = there.index
    return Counter("\n".join(sorted(those)) for _, those in rows.groupby(there["person"]))


def test_alike_people_are_five(attacked: Grown) -> None:
    """Every combination of organisation, role, work and first weeks is of five people."""
    for extract in attacked.extracts:
        frame = tables(extract)["people"]
        assert frame.groupby(["org", "role", "work", "first_week"]).size().min() >= FEWEST


@pytest.fixture(scope="module")
def in_a_row(catalogue: Catalogue) -> SmallPilot:
    """Forty people who came one after the other; who came late answered nothing."""
    pilot = SmallPilot(open_database("sqlite://"), small_catalogue(catalogue, ORGANISATIONS[:1]))
    people = pilot.come(ORGANISATIONS[0], 40, work="groen")
    pilot.practise(people[:20], X)
    pilot.practise(people[20:], X, n_answers=0)
    return pilot


def test_numbers_and_rows_do_not_follow_the_store(in_a_row: SmallPilot) -> None:
    """Neither numbers nor the order of rows tell who came first."""
    late, numbers = late_and_numbers(in_a_row, b"1" * 32)

    for place in (numbers, np.arange(len(numbers))):
        pairs = np.mean(place[late][:, None] > place[~late][None, :])
        assert 0.25 < pairs < 0.75
    assert not np.array_equal(numbers, np.sort(numbers))


def test_nobody_keeps_their_number(in_a_row: SmallPilot) -> None:
    """In the next extract the numbers of those who came late are of anybody."""
    (late, numbers), (late_then, numbers_then) = (
        late_and_numbers(in_a_row, salt) for salt in (b"1" * 32, b"2" * 32)
    )

    assert 4 < len({*numbers[late]} & {*numbers_then[late_then]}) < 16


def late_and_numbers(pilot: SmallPilot, salt: bytes) -> tuple[np.ndarray, np.ndarray]:
    """Return of each row who came late, and the number of that person."""
    takings = made_with(pilot, salt).frames["takings"].query("assignment == @X")
    return (takings["n_answered"] == 0).to_numpy(), takings["person"].to_numpy(int)


def test_people_cannot_be_joined_to_rows(attacked: Grown) -> None:
    """The number in ``people`` is another one: else kind of work and week would stand together."""
    seen = tables(attacked.extracts[-1])
    joined = seen["takings"][["person", "org"]].drop_duplicates().merge(seen["people"], on="person")

    assert (joined["org_x"] != joined["org_y"]).any()


def made_with(pilot: SmallPilot, salt: bytes) -> Made:
    """Return a set made with this salt."""
    with reading(pilot.engine) as connection:
        return make(connection, pilot.catalogue, key=KEY, salt=salt, now=AFTER)
