"""The drawings: light, safe, of a known origin, and all of them used."""

import gzip
import re
from fnmatch import fnmatch
from pathlib import Path
from xml.etree import ElementTree

import pytest

from wpo.catalogue.art import FOLDERS, Register
from wpo.catalogue.documents import read_document
from wpo.catalogue.loading import content_root, load
from wpo.catalogue.shapes import shape
from wpo.drawing.scenes import draw
from wpo.model.assignments import Picture
from wpo.publish.pictures import pictures_body

ROOT = content_root() / "beeld"
CATALOGUE = load()
PICTURES = list(CATALOGUE.pictures.values())
DRAWINGS = sorted(ROOT.rglob("*.svg"))
ELEMENTS = {"svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon"}
LICENCES = {"CC0-1.0", "CC-BY-4.0"}
MOST_BYTES = 16_000  # of a compressed picture: a tenth of a second on a slow phone


def _local(name: str) -> str:
    return name.rsplit("}", 1)[-1]


@pytest.mark.parametrize("path", DRAWINGS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_drawing_only_draws(path: Path) -> None:
    """No script, no style, no link, no id: a drawing is shapes."""
    for element in ElementTree.parse(path).iter():
        assert _local(element.tag) in ELEMENTS, element.tag
        for name, value in element.attrib.items():
            assert _local(name) not in {"id", "class", "style", "href"}, name
            assert not _local(name).startswith("on"), name
            assert "url(" not in value


@pytest.mark.parametrize("picture", PICTURES, ids=lambda one: one.name)
def test_every_situation_is_drawn(picture: Picture) -> None:
    """Each picture is a whole drawing, in real colours, small enough for a phone."""
    drawn = draw(picture, CATALOGUE.art)
    ElementTree.fromstring(drawn)

    assert not re.search(r'="(skin|hair|clothes|ink)"', drawn)
    assert len(gzip.compress(drawn.encode())) <= MOST_BYTES


def test_every_drawing_has_an_origin() -> None:
    """Each drawing stands in the register once, under a licence that allows it."""
    document = read_document(ROOT / "register.yaml", "beeld/register.yaml")
    register = shape(document, Register)
    assert register is not None, document.problems
    for path in DRAWINGS:
        name = path.relative_to(ROOT).as_posix()
        found = [one for one in register.sources if fnmatch(name, one.files)]
        assert len(found) == 1, f"{name}: {len(found)} keer in register.yaml"
    for source in register.sources:
        assert source.licence in LICENCES
        assert any(fnmatch(path.relative_to(ROOT).as_posix(), source.files) for path in DRAWINGS)


def test_no_orphan_drawing() -> None:
    """Everything that is drawn is seen somewhere, and everybody of the cast is met.

    Faces and hands are the alphabet of authors: the sheet of all pictures shows each of them.
    """
    used: dict[str, set[str]] = {kind: set() for kind in FOLDERS}
    for picture in PICTURES:
        used["place"].add(picture.place)
        used["thing"].update(picture.scene.things)
        for figure in picture.scene.people:
            looks = CATALOGUE.art.cast[figure.who].looks
            for kind, name in looks.parts():
                used[kind].add(name)
    for asked in CATALOGUE.questionnaires.values():
        used["scale"].update(name for item in asked.items for name in item.pictures)
    sheet = pictures_body(CATALOGUE)
    for kind in ("mood", "pose"):
        used[kind] = {one for one in CATALOGUE.art.names[kind] if f"<b>{one}</b>" in sheet}
    unused = {kind: sorted(CATALOGUE.art.names[kind] - used[kind]) for kind in FOLDERS}

    assert not any(unused.values()), unused
    assert set(CATALOGUE.art.cast) == {
        figure.who for picture in PICTURES for figure in picture.scene.people
    }


def test_no_two_pictures_of_one_opdracht_are_the_same() -> None:
    """Within an opdracht every question looks different: a picture helps to know where you are."""
    for assignment in CATALOGUE.assignments.values():
        scenes = [(one.place, one.scene.people, one.scene.things) for one in assignment.pictures()]
        assert len(set(scenes)) == len(scenes), assignment.id
