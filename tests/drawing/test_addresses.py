"""A picture is spelled as an address and read back from it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wpo.drawing.addresses import PICTURES, address, picture_at
from wpo.model.assignments import Picture
from wpo.model.questions import Figure, Scene

_WORDS = st.text(alphabet="abcdefghijklmnopqrstuvwxyz-", min_size=1, max_size=12)
_FIGURES = st.builds(Figure, who=_WORDS, mood=_WORDS, does=st.one_of(st.just(""), _WORDS))


@given(
    people=st.lists(_FIGURES, min_size=1, max_size=3).map(tuple),
    things=st.lists(_WORDS, max_size=3).map(tuple),
    place=_WORDS,
)
def test_round_trip(people: tuple[Figure, ...], things: tuple[str, ...], place: str) -> None:
    """Whatever is spelled is read back."""
    scene = Scene(alt="Iemand", people=people, things=things)
    spelled = address(Picture(name="x", scene=scene, workplace=place), "v1")
    path, query = spelled.split("?")
    found = picture_at(path.removeprefix(PICTURES).removesuffix(".svg"), query)

    assert (found.scene.people, found.scene.things, found.place) == (people, things, place)


def test_the_same_scene_has_the_same_address() -> None:
    """The name of a picture is not in its address; the version of the drawings is."""
    scene = Scene(alt="Iemand", things=("doos",))
    one, other = (Picture(name=name, scene=scene, workplace="post") for name in "ab")

    assert address(one, "v1") == address(other, "v1") == "/wpo/beeld/post.svg?dingen=doos&v=v1"
    assert address(one, "v1") != address(one, "v2")


@pytest.mark.parametrize("query", ["", "mensen=an", "mensen=a.b.c.d", "mensen=,", "v=1"])
def test_what_is_no_picture_is_refused(query: str) -> None:
    """An address without anybody or anything, or that cannot be read, is none of ours."""
    with pytest.raises(ValueError, match=r"mensen|minstens"):
        picture_at("post", query)


def test_four_people_are_too_many() -> None:
    """What no scene may hold, no address may ask for."""
    with pytest.raises(ValueError, match="3"):
        picture_at("post", "mensen=a.b,a.b,a.b,a.b")
