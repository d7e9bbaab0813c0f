"""The test plan in the content: what people may write in it, and what is told with its line."""

from datetime import date
from pathlib import Path

import pytest

from tests.catalogue.breaking import Content
from wpo.catalogue.loading import Catalogue, read
from wpo.catalogue.testplan import FILE, NO_PLAN

OPDRACHT = "overleggen-luisteren-2"
PLAN = f"""start: '2027-01-11'
n_weeks: 4
n_wanted: 10
organisations:
  - {{code: a, n_participants: 20}}
  - {{code: b, n_participants: 20}}
  - {{code: c, n_participants: 20}}
tests:
  - {{organisation: a, assignment: {OPDRACHT}, first_week: 1, last_week: 2}}
  - {{organisation: b, assignment: {OPDRACHT}, first_week: 1, last_week: 2}}
  - {{organisation: c, assignment: {OPDRACHT}, first_week: 3, last_week: 4}}
"""


@pytest.fixture
def content(tmp_path: Path) -> Content:
    """A content folder with one opdracht and a plan for it."""
    content = Content(tmp_path)
    content.write(FILE, PLAN)
    return content


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("organisation: b", "organisation: z", "z staat niet bij organisations"),
        (f"b, assignment: {OPDRACHT}", "b, assignment: iets-anders-1", "er is geen opdracht iets"),
        ("organisation: c", "organisation: b", "b test overleggen-luisteren-2 al"),
        (
            "first_week: 3, last_week: 4",
            "first_week: 3, last_week: 5",
            "kies weken van 1 tot en met 4",
        ),
        ("first_week: 3, last_week: 4", "first_week: 4, last_week: 3", "op volgorde"),
        ("start: '2027-01-11'", "start: '2027-01-12'", "is geen maandag"),
        ("start: '2027-01-11'", "start: '11 januari'", "is geen datum"),
        ("n_weeks: 4", "n_weeks: 0", "kies een getal van 1"),
        ("n_wanted: 10", "n_wanted: 0", "kies minstens 1"),
        ("code: c", "code: b", "b staat er al"),
    ],
)
def test_what_cannot_be_is_told_with_its_line(
    content: Content, old: str, new: str, told: str
) -> None:
    """Each mistake in the plan is told in Dutch, at the line where it stands."""
    line = content.change(old, new, FILE)

    assert any(one.startswith(f"{FILE}:{line}: ") and told in one for one in content.problems())


def test_fewer_than_three_organisations(content: Content) -> None:
    """An opdracht that only two organisations test is told once, where it first stands."""
    content.write(FILE, "\n".join(PLAN.splitlines()[:-1]) + "\n")

    assert content.problems() == [
        f"{FILE}:9: tests[1].assignment: {OPDRACHT} staat bij 2 organisatie(s); "
        "geef hem aan minstens 3"
    ]


def test_a_broken_opdracht_is_not_blamed_on_the_plan(content: Content) -> None:
    """Where an opdracht itself cannot be read, the plan is not said to name one that is not."""
    content.change("version:", "versie:")

    assert not [one for one in content.problems() if one.startswith(FILE)]


def test_without_a_plan(content: Content) -> None:
    """A content folder without a plan is no mistake: then there is none."""
    content.path(FILE).unlink()
    catalogue, problems = read(content.root)

    assert not problems
    assert catalogue is not None
    assert catalogue.test_plan is NO_PLAN


def test_days_and_weeks(catalogue: Catalogue) -> None:
    """Weeks are from Monday to Sunday, and the first one is 1."""
    plan = catalogue.test_plan
    test = next(one for one in plan.tests if one.first_week == 3)
    first, last = plan.days(test)

    assert (first.weekday(), last.weekday()) == (0, 6)
    assert (plan.week_of(first), plan.week_of(last)) == (3, test.last_week)
    assert plan.week_of(plan.start) == 1
    assert plan.week_of(date(2000, 1, 3)) < 1
    assert test in plan.of_organisation(test.organisation)
    assert len(plan.of_assignment(test.assignment)) == 3
