"""The test plan of ``content/pilot/testplan.yaml``: which organisation tests which opdracht when.

``wpo plan --write`` makes a first version (see :mod:`wpo.pilot.planning`); people edit it after
that, so this module only reads it and says what cannot be.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from types import MappingProxyType
from typing import ClassVar

from wpo.catalogue.documents import Document, read_document
from wpo.catalogue.shapes import shape

FILE = "pilot/testplan.yaml"
FEWEST_ORGANISATIONS = 3  # for an opdracht: with fewer, an organisation is what it differs in
LONGEST_WEEKS = 60

_EPOCH = date(2026, 1, 5)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedOrganisation:
    """An organisation in the pilot: its code here, and how many participants it expects."""

    code: str
    n_participants: int

    def __post_init__(self) -> None:
        if self.n_participants < 1:
            raise ValueError(f"n_participants: minstens 1 verwacht, {self.n_participants} gekregen")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedTest:
    """One organisation tests one opdracht from ``first_week`` to ``last_week`` (1 is the first)."""

    organisation: str
    assignment: str
    first_week: int
    last_week: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TestPlan:
    """Who tests what when.

    ``start`` is the Monday of week 1. ``n_wanted`` is how many participants should do an opdracht
    at each organisation that tests it.
    """

    __test__: ClassVar[bool] = False  # no test, whatever pytest thinks of the name

    start: date
    n_weeks: int
    n_wanted: int
    organisations: Mapping[str, PlannedOrganisation]
    tests: tuple[PlannedTest, ...]

    def of_organisation(self, code: str) -> tuple[PlannedTest, ...]:
        """Return what one organisation tests, in the order of the plan."""
        return tuple(one for one in self.tests if one.organisation == code)

    def of_assignment(self, assignment: str) -> tuple[PlannedTest, ...]:
        """Return which tests there are of one opdracht, in the order of the plan."""
        return tuple(one for one in self.tests if one.assignment == assignment)

    def days(self, test: PlannedTest) -> tuple[date, date]:
        """Return the first Monday and the last Sunday of a test."""
        return (
            self.start + timedelta(weeks=test.first_week - 1),
            self.start + timedelta(weeks=test.last_week, days=-1),
        )

    def week_of(self, day: date) -> int:
        """Return in which week a day falls: 1 is the first; 0 or less is before the pilot."""
        return (day - self.start).days // 7 + 1


NO_PLAN = TestPlan(
    start=_EPOCH, n_weeks=1, n_wanted=1, organisations=MappingProxyType({}), tests=()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TestPlanFile:
    """What stands in the file, word for word."""

    __test__: ClassVar[bool] = False

    start: str
    n_weeks: int
    n_wanted: int
    organisations: tuple[PlannedOrganisation, ...]
    tests: tuple[PlannedTest, ...]


def read_test_plan(root: Path, assignments: Iterable[str], documents: list[Document]) -> TestPlan:
    """Read the plan below ``root``; without a file there is none, and that is no mistake.

    Parameters
    ----------
    root
        The content folder.
    assignments
        The ids of all opdrachten that could be read.
    documents
        The document is added to it, with every problem in it.
    """
    if not (root / FILE).exists():
        return NO_PLAN
    all_were_read = not any(one.problems for one in documents)
    document = read_document(root / FILE, FILE)
    documents.append(document)
    written = shape(document, TestPlanFile)
    if written is None:
        return NO_PLAN
    start = _start(document, written)
    _check_organisations(document, written)
    _check_tests(document, written)
    if all_were_read:
        _check_assignments(document, written, frozenset(assignments))
    _check_overlap(document, written)
    return TestPlan(
        start=start,
        n_weeks=written.n_weeks,
        n_wanted=written.n_wanted,
        organisations=MappingProxyType({one.code: one for one in written.organisations}),
        tests=written.tests,
    )


def _start(document: Document, written: TestPlanFile) -> date:
    try:
        start = date.fromisoformat(written.start)
    except ValueError:
        document.report(("start",), f"{written.start!r} is geen datum; schrijf jjjj-mm-dd")
        return _EPOCH
    if start.weekday() != 0:
        document.report(("start",), f"{written.start} is geen maandag; begin op een maandag")
    return start


def _check_organisations(document: Document, written: TestPlanFile) -> None:
    if not 1 <= written.n_weeks <= LONGEST_WEEKS:
        document.report(
            ("n_weeks",), f"{written.n_weeks} kan niet; kies een getal van 1 tot {LONGEST_WEEKS}"
        )
    if written.n_wanted < 1:
        document.report(("n_wanted",), f"{written.n_wanted} kan niet; kies minstens 1")
    seen: set[str] = set()
    for n, one in enumerate(written.organisations):
        if one.code in seen:
            document.report(
                ("organisations", n, "code"), f"{one.code} staat er al; haal er een weg"
            )
        seen.add(one.code)


def _check_tests(document: Document, written: TestPlanFile) -> None:
    codes = [one.code for one in written.organisations]
    seen: set[tuple[str, str]] = set()
    for n, test in enumerate(written.tests):
        if test.organisation not in codes:
            document.report(
                ("tests", n, "organisation"),
                f"{test.organisation} staat niet bij organisations; kies uit {', '.join(codes)}",
            )
        if not 1 <= test.first_week <= test.last_week <= written.n_weeks:
            document.report(
                ("tests", n, "first_week"),
                f"week {test.first_week} tot en met {test.last_week} kan niet; "
                f"kies weken van 1 tot en met {written.n_weeks}, op volgorde",
            )
        if (test.organisation, test.assignment) in seen:
            document.report(
                ("tests", n),
                f"{test.organisation} test {test.assignment} al; haal een van de twee regels weg",
            )
        seen.add((test.organisation, test.assignment))


def _check_assignments(
    document: Document, written: TestPlanFile, assignments: frozenset[str]
) -> None:
    for n, test in enumerate(written.tests):
        if test.assignment not in assignments:
            document.report(
                ("tests", n, "assignment"),
                f"er is geen opdracht {test.assignment}; kijk in content/opdrachten",
            )


def _check_overlap(document: Document, written: TestPlanFile) -> None:
    """Each opdracht in the plan is tested by enough organisations to compare them."""
    testers = Counter(
        assignment
        for _, assignment in {(one.organisation, one.assignment) for one in written.tests}
    )
    first = {one.assignment: n for n, one in reversed(list(enumerate(written.tests)))}
    for assignment, n in sorted(first.items(), key=lambda one: one[1]):
        if testers[assignment] < FEWEST_ORGANISATIONS:
            document.report(
                ("tests", n, "assignment"),
                f"{assignment} staat bij {testers[assignment]} organisatie(s); "
                f"geef hem aan minstens {FEWEST_ORGANISATIONS}",
            )
