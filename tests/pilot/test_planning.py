"""The plan that is made is balanced and overlaps; the committed one may be edited by people."""

from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wpo.catalogue.loading import Catalogue
from wpo.catalogue.testplan import PlannedOrganisation, TestPlan, read_test_plan
from wpo.pilot.planning import (
    balance,
    balance_text,
    draft_plan,
    levels_in_order,
    make_plan,
    places_of,
    plan_text,
)

CODES = [f"bedrijf-{n}" for n in range(1, 8)]


@pytest.fixture(scope="module")
def plan(catalogue: Catalogue) -> TestPlan:
    """The plan as it is made."""
    return draft_plan(catalogue, start=None, n_weeks=14)


def test_every_opdracht_has_three_organisations(catalogue: Catalogue, plan: TestPlan) -> None:
    """All 48 are tested, each by three different ones, and nobody tests one twice."""
    found = balance(plan, places_of(catalogue))

    assert set(found.testers) == set(catalogue.assignments)
    assert set(found.testers.values()) == {3}
    assert len({(one.organisation, one.assignment) for one in plan.tests}) == 144


def test_pairs_meet_equally_often(catalogue: Catalogue, plan: TestPlan) -> None:
    """Every two organisations test six or seven of the same: 144 meetings cannot be more even."""
    meetings = balance(plan, places_of(catalogue)).meetings

    assert len(meetings) == 21
    assert Counter(meetings.values()) == {7: 18, 6: 3}


def test_organisations_have_alike_work(catalogue: Catalogue, plan: TestPlan) -> None:
    """20 or 21 each, all eight skills and three levels, and two or three opdrachten a week."""
    found = balance(plan, places_of(catalogue))

    assert set(found.in_all.values()) == {20, 21}
    assert len(found.per_skill) == 7 * 8
    assert set(found.per_skill.values()) == {2, 3}
    assert len(found.per_level) == 7 * 3
    assert set(found.per_level.values()) <= {6, 7, 8}
    assert len(found.per_week) == 7 * 14
    assert set(found.per_week.values()) == {2, 3}


@given(n_weeks=st.integers(10, 40))
def test_levels_come_in_order(catalogue: Catalogue, n_weeks: int) -> None:
    """However long it takes, no organisation tests a higher level before or beside a lower one."""
    plan = draft_plan(catalogue, start="2027-03-01", n_weeks=n_weeks)

    assert levels_in_order(plan, places_of(catalogue))
    assert all(1 <= one.first_week <= one.last_week <= n_weeks for one in plan.tests)


def test_a_level_before_another_is_seen(catalogue: Catalogue, plan: TestPlan) -> None:
    """The check on the order notices when everything is tested at once."""
    places = places_of(catalogue)
    at_once = draft_plan(catalogue, start=None, n_weeks=14)
    twice = tuple(
        type(one)(
            organisation=one.organisation, assignment=one.assignment, first_week=1, last_week=2
        )
        for one in at_once.tests
    )
    flat = TestPlan(
        start=plan.start,
        n_weeks=14,
        n_wanted=10,
        organisations=plan.organisations,
        tests=twice,
    )

    assert not levels_in_order(flat, places)


def test_what_cannot_be_planned(catalogue: Catalogue) -> None:
    """Too few weeks, another number of organisations, a missing opdracht or no Monday: a reason."""
    organisations = [PlannedOrganisation(code=one, n_participants=20) for one in CODES]
    start = date(2027, 1, 11)

    with pytest.raises(ValueError, match="te kort"):
        draft_plan(catalogue, start=None, n_weeks=4)
    with pytest.raises(ValueError, match="geen maandag"):
        draft_plan(catalogue, start="2027-01-12", n_weeks=14)
    with pytest.raises(ValueError, match="7 organisaties"):
        make_plan(catalogue.skills, {}, organisations[:6], start=start)
    with pytest.raises(ValueError, match="geen opdracht voor s1a, niveau 1"):
        make_plan(catalogue.skills, {}, organisations, start=start)


def test_the_file_reads_back(catalogue: Catalogue, plan: TestPlan, tmp_path_factory) -> None:  # type: ignore[no-untyped-def]
    """What is written reads back as the same plan."""
    root = tmp_path_factory.mktemp("content")
    (root / "pilot").mkdir()
    (root / "pilot" / "testplan.yaml").write_text(plan_text(plan))
    documents: list = []  # type: ignore[type-arg]

    assert read_test_plan(root, catalogue.assignments, documents) == plan
    assert documents[0].problems == []


def test_the_committed_plan_covers_everything(catalogue: Catalogue) -> None:
    """Whatever people change in it: seven organisations, all 48, levels in order."""
    plan, places = catalogue.test_plan, places_of(catalogue)

    assert list(plan.organisations) == CODES
    assert {one.assignment for one in plan.tests} == set(catalogue.assignments)
    assert levels_in_order(plan, places)
    assert "organisaties per opdracht: 3" in balance_text(plan, catalogue)
