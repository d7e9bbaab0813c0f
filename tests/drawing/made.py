"""A small folder of drawings, in which every part says its own name."""

from pathlib import Path

from wpo.catalogue.art import FOLDERS, Art, read_art
from wpo.catalogue.documents import Document
from wpo.model.assignments import Picture
from wpo.model.questions import Figure, Scene

NAMES = {
    "place": ("kantine", "gang"),
    "thing": ("doos", "deur", "plank"),
    "mood": ("gewoon", "blij"),
    "pose": ("rust", "wijst", "rolstoel"),
    "head": ("kort", "lang"),
    "beard": ("vol",),
    "glasses": ("rond",),
}
_SIZES = {"place": "640 320", "thing": "120 120"}
_WIDE, _ON_FLOOR = {"plank"}, {"deur"}
_FRONT = '<g data-front="1"><rect id="front"/></g>'

CAST = """
people:
  - id: an
    name: An
    age: 30
    role: collega
    about: An werkt graag buiten.
    looks: {head: lang, body: rust, skin: '#111111', hair: '#222222', clothes: '#333333'}
  - id: bo
    name: Bo
    age: 50
    role: leidinggevende
    about: Bo luistert goed.
    looks:
      {head: kort, body: rolstoel, beard: vol, glasses: rond, skin: '#444444', hair: '#555555',
       clothes: '#666666'}
"""


def write_art(root: Path) -> Path:
    """Write the drawings and the cast below ``root`` and return it."""
    for kind, names in NAMES.items():
        folder = root / FOLDERS[kind]
        folder.mkdir(parents=True)
        for name in names:
            front = _FRONT if kind == "place" else ""
            size = "200 120" if name in _WIDE else _SIZES.get(kind, "850 1200")
            floor = 'data-floor="1" ' if name in _ON_FLOOR else ""
            (folder / f"{name}.svg").write_text(
                f'<svg {floor}xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size}">'
                f'<path class="{kind}-{name}" fill="skin" stroke="ink"/>{front}</svg>\n'
            )
    (root / "mensen.yaml").write_text(CAST)
    return root


def make_art(root: Path) -> Art:
    """Return the art of such a folder."""
    documents: list[Document] = []
    art = read_art(write_art(root), documents)
    assert art is not None
    assert not [one for document in documents for one in document.problems]
    return art


def picture(*people: Figure, things: tuple[str, ...] = (), place: str = "") -> Picture:
    """Return a picture in the canteen."""
    scene = Scene(alt="Iemand", people=people, things=things, place=place)
    return Picture(name="x-q1", scene=scene, workplace="kantine")
