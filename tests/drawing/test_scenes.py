"""A picture is put together from a place, people and things."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.drawing.made import make_art, picture
from wpo.catalogue.art import Art
from wpo.drawing.scenes import draw, portrait
from wpo.model.questions import Figure

AN, BO = Figure(who="an"), Figure(who="bo", mood="blij", does="wijst")


@pytest.fixture
def art(tmp_path: Path) -> Art:
    """Drawings that say their own names."""
    return make_art(tmp_path)


def _parts(svg: str) -> list[str]:
    """Return the names of the parts in the order in which they are drawn, the front as 'front'."""
    return re.findall(r'(?:class|id)="([^"]+)"', svg)


def test_from_back_to_front(art: Art) -> None:
    """The place comes first, then people, then the front of the place, and things on top."""
    drawn = draw(picture(AN, things=("doos",)), art)

    assert _parts(drawn) == [
        "place-kantine",
        "pose-rust",
        "head-lang",
        "mood-gewoon",
        "front",
        "thing-doos",
    ]
    assert ElementTree.fromstring(drawn).get("viewBox") == "0 0 640 320"


def test_what_stands_on_the_floor(art: Art) -> None:
    """A door stands large behind the front of the place, a box on it."""
    drawn = draw(picture(AN, things=("doos", "deur")), art)

    assert _parts(drawn)[-3:] == ["thing-deur", "front", "thing-doos"]
    assert "scale(1.40)" in drawn


@pytest.mark.parametrize("people", [(), (AN,), (AN, BO), (AN, BO, AN)], ids=len)
def test_nothing_hangs_over_the_edge(art: Art, people: tuple[Figure, ...]) -> None:
    """Three wide things stand inside the picture, however many people there are."""
    drawn = draw(picture(*people, things=("plank", "plank", "plank")), art)
    placed = re.findall(r"translate\((-?\d+) \d+\) scale\(([\d.]+)\)", drawn)

    assert len(placed) == 3
    for left, scale in placed:
        assert 0 <= int(left) <= 640 - 200 * float(scale)


def test_everybody_in_their_own_colours(art: Art) -> None:
    """Skin, hair, clothes and ink become colours, and no such word is left."""
    drawn = draw(picture(AN, Figure(who="bo")), art)

    assert 'fill="#111111"' in drawn
    assert 'fill="#444444"' in drawn
    assert not re.search(r'"(skin|hair|clothes)"', drawn.split("front")[0].split("kantine")[1][60:])


def test_a_pose_replaces_the_body(art: Art) -> None:
    """What the hands do changes the body, and nothing else of a person."""
    drawn = _parts(draw(picture(Figure(who="an", does="wijst", mood="blij")), art))

    assert drawn[1:4] == ["pose-wijst", "head-lang", "mood-blij"]


def test_a_wheelchair_stays(art: Art) -> None:
    """Who sits in a wheelchair sits in it whatever is asked."""
    drawn = _parts(draw(picture(BO), art))

    assert "pose-rolstoel" in drawn
    assert "pose-wijst" not in drawn
    assert {"beard-vol", "glasses-rond"} <= set(drawn)


def test_people_look_at_each_other(art: Art) -> None:
    """The one at the right is mirrored; somebody alone, or in the middle, is not."""

    def mirrored(*people: Figure) -> list[bool]:
        scales = re.findall(r"scale\((-?)0\.31 ", draw(picture(*people), art))
        return [sign == "-" for sign in scales]

    assert mirrored(AN) == [False]
    assert mirrored(AN, BO) == [False, True]
    assert mirrored(AN, BO, AN) == [False, False, True]


def test_an_own_place(art: Art) -> None:
    """A scene that names a place plays there, and else at the workplace of its question."""
    assert "place-gang" in draw(picture(AN, place="gang"), art)
    assert "place-kantine" in draw(picture(AN), art)


@pytest.mark.parametrize(
    "wrong",
    [
        picture(Figure(who="niemand")),
        picture(Figure(who="an", mood="jaloers")),
        picture(Figure(who="an", does="vliegt")),
        picture(AN, things=("draak",)),
        picture(AN, place="mars"),
        picture(AN, place="../mensen"),
    ],
)
def test_what_is_not_drawn_is_an_error(art: Art, wrong: object) -> None:
    """Nothing is left out in silence, and no file outside the folder is read."""
    with pytest.raises(KeyError):
        draw(wrong, art)  # type: ignore[arg-type]


def test_a_portrait(art: Art) -> None:
    """One person of the cast can be drawn alone."""
    assert _parts(portrait(art.cast["bo"], art))[:2] == ["pose-rolstoel", "head-kort"]
