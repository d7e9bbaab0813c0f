"""A picture as an address: ``kantine?mensen=fatma.luistert,ron.vertelt.wijst&dingen=doos&v=…``.

The same scene has the same address in every assignment, and a changed drawing has a new one: a
browser may keep what it has for ever.
"""

from collections.abc import Iterator
from urllib.parse import parse_qs, urlencode

from wpo.model.assignments import Picture
from wpo.model.questions import Figure, Scene

PICTURES = "/wpo/beeld/"


def address(picture: Picture, version: str) -> str:
    """Return the address at which the server draws this picture."""
    scene = picture.scene
    asked = {
        "mensen": ",".join(_spell(one) for one in scene.people),
        "dingen": ",".join(scene.things),
        "v": version,
    }
    query = urlencode({key: one for key, one in asked.items() if one}, safe=",")
    return f"{PICTURES}{picture.place}.svg?{query}"


def picture_at(place: str, query: str) -> Picture:
    """Return the picture that an address asks for.

    Raises
    ------
    ValueError
        Where the address is none of ours.
    """
    asked = {key: values[0] for key, values in parse_qs(query).items()}
    scene = Scene(
        alt="",
        people=tuple(_figures(asked.get("mensen", ""))),
        things=tuple(one for one in asked.get("dingen", "").split(",") if one),
    )
    return Picture(name="", scene=scene, workplace=place)


def _spell(figure: Figure) -> str:
    return ".".join(part for part in (figure.who, figure.mood, figure.does) if part)


def _figures(spelled: str) -> Iterator[Figure]:
    for one in spelled.split(","):
        match one.split("."):
            case [""]:
                pass
            case [who, mood]:
                yield Figure(who=who, mood=mood)
            case [who, mood, does]:
                yield Figure(who=who, mood=mood, does=does)
            case _:
                raise ValueError(f"mensen: {one!r} is niet te lezen")
