"""The drawings: who is in them, what may be named, and when an old picture is old."""

from pathlib import Path

import pytest

from tests.catalogue.breaking import FILE, Content
from tests.drawing.made import CAST, make_art, write_art
from wpo.catalogue.art import read_art
from wpo.catalogue.documents import Document


@pytest.fixture
def content(tmp_path: Path) -> Content:
    """A content folder with one opdracht."""
    return Content(tmp_path)


@pytest.mark.parametrize(
    ("old", "new", "field", "told"),
    [
        ("who: agnes", "who: draak", "people[1].who", "draak staat niet in beeld/mensen.yaml"),
        ("mood: vertelt", "mood: jaloers", "people[1].mood", "'jaloers' is niet getekend"),
        ("does: legt-uit", "does: vliegt", "people[1].does", "'vliegt' is niet getekend"),
        ("things: [kleding]", "things: [goud]", "things[1]", "'goud' is niet getekend"),
        ("things: [kleding]", "place: mars", "place", "'mars' is niet getekend"),
    ],
)
def test_what_is_not_drawn(content: Content, old: str, new: str, field: str, told: str) -> None:
    """A picture that cannot be drawn is a problem at its line, with where to look."""
    line = content.change(old, new)
    (problem,) = content.found()

    assert (problem.file, problem.line) == (FILE, line)
    assert problem.field == f"practice[1].scene.{field}"
    assert problem.message.startswith(told)


def test_an_empty_scene(content: Content) -> None:
    """A scene without anybody and anything is no picture."""
    content.change("  people: [{who: agnes, mood: vertelt, does: legt-uit}]\n", "  people: []\n")
    content.change("things: [kleding]", "things: []")
    (problem,) = content.found()

    assert "minstens één mens (people) of één ding (things)" in problem.message


def test_looks_that_are_not_drawn(tmp_path: Path) -> None:
    """Somebody with a head that nobody drew is a problem in the cast."""
    root = write_art(tmp_path)
    (root / "mensen.yaml").write_text(CAST.replace("head: lang", "head: leeg"))
    documents: list[Document] = []
    read_art(root, documents)

    assert [str(one) for one in documents[0].problems] == [
        "beeld/mensen.yaml:8: people[1].looks: 'leeg' is niet getekend; kies uit "
        "beeld/figuren/hoofd/ of teken het daar"
    ]


def test_a_changed_drawing_is_a_new_version(tmp_path: Path) -> None:
    """The version follows every drawing and every look, and nothing else."""
    first = make_art(tmp_path / "a")
    same = make_art(tmp_path / "b")
    drawing = tmp_path / "b" / "dingen" / "doos.svg"
    drawing.write_text(drawing.read_text() + " ")
    documents: list[Document] = []
    changed = read_art(tmp_path / "b", documents)

    assert first.version == same.version
    assert changed is not None
    assert changed.version != same.version
