"""The thresholds in the content: complete, dated, with a reason, and told with their line."""

from datetime import date
from pathlib import Path

import pytest

from tests.catalogue.breaking import Content
from wpo.catalogue.loading import Catalogue, content_root
from wpo.catalogue.thresholds import FILE, IDS, load_thresholds
from wpo.errors import ContentError

REAL = (content_root() / FILE).read_text(encoding="utf-8")


@pytest.fixture
def content(tmp_path: Path) -> Content:
    """A content folder with one opdracht and the real thresholds."""
    content = Content(tmp_path)
    content.write(FILE, REAL)
    return content


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("value: 60", "value: 101", "0 tot en met 100 verwacht, 101 gekregen"),
        ("value: 15", "value: 0", "1 tot en met 1000 verwacht, 0 gekregen"),
        ("date: '2026-11-24'", "date: '24 november'", "is geen dag"),
        ("unit: procent", "unit: promille", "kies uit"),
        ("id: hard_below", "id: te_moeilijk", "kies uit"),
        ("  deelnemer: snapte", "  deelnemers: snapte", "onbekend veld"),
    ],
)
def test_what_cannot_be_is_told_with_its_line(
    content: Content, old: str, new: str, told: str
) -> None:
    """Each mistake is told in Dutch, in the block where it stands."""
    line = content.change(old, new, FILE)
    problems = [one for one in content.problems() if told in one]

    assert problems
    assert abs(int(problems[0].split(":")[1]) - line) <= 3


def test_a_threshold_may_not_be_missing_or_twice(content: Content) -> None:
    """Whoever takes one out, or fixes it twice, hears which."""
    content.change("id: asked_in", "id: asked_by", FILE)
    (problem,) = content.problems()

    assert "asked_in ontbreekt" in problem
    assert "asked_by staat er twee keer" in problem


def test_the_real_thresholds_are_fixed_before_the_pilot(catalogue: Catalogue) -> None:
    """All of them, each with a reason, before the first day of the test plan."""
    found = catalogue.thresholds
    assert found is not None

    assert {one.id for one in found.thresholds} == set(IDS)
    assert found.changed_after(catalogue.test_plan.start) == ()
    assert (found.of("fewest_organisations").value, found.of("fewest_participants").value) == (
        3,
        15,
    )
    assert found.of("harm_remarks").value == 1
    assert found.clarity.deelnemer in {
        one.id for one in catalogue.questionnaires["deelnemer"].items
    }
    assert found.clarity.begeleider in {one.id for one in catalogue.questionnaires["coach"].items}


def test_a_threshold_of_later_is_named(content: Content) -> None:
    """Fixed on the first day of data or before is in time; a day later is not."""
    content.change("date: '2026-11-24'", "date: '2027-02-02'", FILE)
    found = load_thresholds(content.root)

    assert [one.id for one in found.changed_after(date(2027, 2, 1))] == ["fewest_organisations"]
    assert found.changed_after(date(2027, 2, 2)) == ()


def test_no_thresholds_is_no_mistake_of_the_content_but_of_who_needs_them(tmp_path: Path) -> None:
    """A folder without them loads; an evaluation without them does not begin."""
    content = Content(tmp_path)

    assert content.problems() == []
    with pytest.raises(ContentError, match="ontbreekt"):
        load_thresholds(content.root)
