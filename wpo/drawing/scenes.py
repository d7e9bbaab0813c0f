r"""Put a picture together: a place, the people in it, and the things before them.

::

    0                              640
    +-------------------------------+ 0      plekken/<place>.svg without its front
    |      ( )          ( )         |        people: body, head, face, beard, glasses
    |     /   \        /   \        |        the right half looks to the left
    |----/     \--[]--/     \-------| 262    the front of the place, and things on it
    +-------------------------------+ 320

A thing that stands on the floor (``data-floor`` in its drawing) is large, behind the front. The
participant is never in the picture: it shows what *you* see.
"""

import re
from dataclasses import dataclass

from wpo.catalogue.art import WHEELCHAIR, Art, CastMember
from wpo.model.assignments import Picture
from wpo.model.questions import Figure

INK = "#1d2a2e"

_FIGURE_SCALE = 0.31
_FIGURE_HEAD = 430  # where the head is in the drawing of a person
_FIGURE_TOP = 8
_STANDS = {0: (), 1: (320,), 2: (200, 440), 3: (120, 320, 520)}
# Where things are, by how many people there are: beside them, and never before a face.
_ON_TABLE = {0: (320, 150, 490), 1: (505, 135, 320), 2: (320, 575, 65), 3: (220, 420, 600)}
_ON_TABLE_BESIDE_FLOOR = _ON_TABLE | {1: (135, 320, 505)}
_ON_FLOOR = {0: (470, 170, 320), 1: (530, 110, 610), 2: (592, 48, 320), 3: (612, 28, 420)}
_WIDTH, _EDGE, _GROUND = 640, 8, 306
_TABLE_SCALE = {0: 1.45, 1: 0.85, 2: 0.8, 3: 0.7}
_FLOOR_SCALE = 1.4
_MOST_WIDE = 190  # a wide thing would cover who stands beside it

_BODY = re.compile(r"<svg([^>]*)viewBox=\"0 0 ([\d.]+) ([\d.]+)\"[^>]*>(.*)</svg>", re.DOTALL)
_FRONT = re.compile(r"<g data-front=\"1\".*</g>", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Drawing:
    width: float
    height: float
    body: str
    on_floor: bool


def draw(picture: Picture, art: Art) -> str:
    """Return a picture as one SVG document without anything to fetch.

    Raises
    ------
    KeyError
        Where it names somebody or something that is not drawn.
    """
    place = _read(art, "place", picture.place).body
    front = _FRONT.search(place)
    scene, n_people = picture.scene, len(picture.scene.people)
    things = [_read(art, "thing", name) for name in scene.things]
    on_floor = [one for one in things if one.on_floor]
    on_table = [one for one in things if not one.on_floor]
    spots = _ON_TABLE_BESIDE_FLOOR if on_floor else _ON_TABLE
    parts = [
        _FRONT.sub("", place),
        *_people(scene.people, art),
        *_put(on_floor, _ON_FLOOR[n_people], _FLOOR_SCALE),
        front.group() if front else "",
        *_put(on_table, spots[n_people], _TABLE_SCALE[n_people]),
    ]
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 320" width="640" height="320">'
        + "".join(parts)
        + "</svg>"
    )


def portrait(member: CastMember, art: Art, *, mood: str = "gewoon", does: str = "") -> str:
    """Return one person of the cast alone; without mood and pose as they mostly look."""
    body = _person(member, Figure(who=member.id, mood=mood, does=does), art)
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="60 -60 760 760">{body}</svg>'


def still(thing: str, art: Art) -> str:
    """Return one thing alone, as one SVG document (KeyError where it is not drawn)."""
    drawing = _read(art, "thing", thing)
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" '
        f'viewBox="0 0 {drawing.width:g} {drawing.height:g}">{drawing.body}</svg>'
    )


def _people(figures: tuple[Figure, ...], art: Art) -> list[str]:
    drawn = []
    for index, (x, figure) in enumerate(zip(_STANDS[len(figures)], figures, strict=True)):
        looks_left = index > 0 and index == len(figures) - 1
        scale = f"{'-' if looks_left else ''}{_FIGURE_SCALE} {_FIGURE_SCALE}"
        person = _person(art.cast[figure.who], figure, art)
        drawn.append(
            f'<g transform="translate({x} {_FIGURE_TOP}) scale({scale}) '
            f'translate(-{_FIGURE_HEAD} 0)">{person}</g>'
        )
    return drawn


def _person(member: CastMember, figure: Figure, art: Art) -> str:
    looks = member.looks
    body = looks.body if looks.body == WHEELCHAIR else figure.does or looks.body
    parts = [("pose", body), ("head", looks.head), ("mood", figure.mood), *looks.extras()]
    drawn = "".join(_read(art, kind, name).body for kind, name in parts if name)
    colours = {"skin": looks.skin, "hair": looks.hair, "clothes": looks.clothes, "ink": INK}
    for word, colour in colours.items():
        drawn = drawn.replace(f'"{word}"', f'"{colour}"')
    return drawn


def _put(things: list[_Drawing], spots: tuple[int, ...], most: float) -> list[str]:
    drawn = []
    for x, thing in zip(spots, things, strict=False):
        scale = min(most, _MOST_WIDE / thing.width)
        width, height = scale * thing.width, scale * thing.height
        left = min(max(x - width / 2, _EDGE), _WIDTH - _EDGE - width)
        drawn.append(
            f'<g transform="translate({left:.0f} {_GROUND - height:.0f}) scale({scale:.2f})">'
            f"{thing.body}</g>"
        )
    return drawn


def _read(art: Art, kind: str, name: str) -> _Drawing:
    found = _BODY.search(art.drawing(kind, name))
    if found is None:
        raise KeyError(f"{kind} {name}: geen svg met een viewBox vanaf 0 0")
    marks, width, height, body = found.groups()
    return _Drawing(
        width=float(width),
        height=float(height),
        body=body.strip(),
        on_floor="data-floor" in marks,
    )
