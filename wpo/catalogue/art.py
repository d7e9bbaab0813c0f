"""The drawings of ``content/beeld/``: the cast, and the parts that pictures are put together from.

::

    beeld/mensen.yaml       who is in the pictures, and how they look
    beeld/register.yaml     where every drawing comes from, and under which licence
    beeld/plekken/          backgrounds              beeld/dingen/    things
    beeld/figuren/          hoofd, gezicht, baard, bril, lijf: the parts of people
    beeld/schaal/           how much: beside the answers of a questionnaire
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from wpo.catalogue.documents import Document, Place, read_document
from wpo.catalogue.shapes import shape
from wpo.model.assignments import Assignment, Picture

FOLDERS = MappingProxyType(
    {
        "place": "plekken",
        "thing": "dingen",
        "mood": "figuren/gezicht",
        "pose": "figuren/lijf",
        "head": "figuren/hoofd",
        "beard": "figuren/baard",
        "glasses": "figuren/bril",
        "scale": "schaal",
    }
)
WHEELCHAIR = "rolstoel"  # a body of its own: whoever sits in it keeps it


@dataclass(frozen=True, slots=True, kw_only=True)
class Looks:
    """How somebody is drawn: names of drawings, and colours as ``#rrggbb``."""

    head: str
    body: str
    skin: str
    hair: str
    clothes: str
    beard: str = ""
    glasses: str = ""

    def parts(self) -> Iterator[tuple[str, str]]:
        """Yield the drawings it names, as (kind, name)."""
        yield from (("head", self.head), ("pose", self.body))
        yield from ((kind, one) for kind, one in self.extras() if one)

    def extras(self) -> tuple[tuple[str, str], ...]:
        """Return what not everybody has; empty names where there is none."""
        return (("beard", self.beard), ("glasses", self.glasses))


@dataclass(frozen=True, slots=True, kw_only=True)
class CastMember:
    """A made-up person who returns in pictures and stories."""

    id: str
    name: str
    age: int
    role: Literal["collega", "leidinggevende", "anders"]
    about: str
    looks: Looks


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """Everybody in the pictures."""

    people: tuple[CastMember, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where drawings come from. ``files`` is a pattern below ``beeld/``."""

    files: str
    origin: str
    licence: str
    changes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """The origin and the licence of every drawing."""

    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Art:
    """The cast and the names of all drawings.

    ``version`` changes when any drawing or look does, so that an address with it never shows an
    old picture.
    """

    root: Path
    cast: Mapping[str, CastMember]
    names: Mapping[str, frozenset[str]] = field(repr=False)
    version: str

    def drawing(self, kind: str, name: str) -> str:
        """Return the SVG text of a drawing (KeyError where there is none of that name)."""
        if name not in self.names[kind]:
            raise KeyError(f"{kind} {name}")
        return (self.root / FOLDERS[kind] / f"{name}.svg").read_text(encoding="utf-8")


def read_art(root: Path, documents: list[Document]) -> Art | None:
    """Return the art below ``root`` (the folder ``beeld``), or None with its problems reported.

    Every document that was read is added to ``documents``.
    """
    document = read_document(root / "mensen.yaml", "beeld/mensen.yaml")
    documents.append(document)
    cast = shape(document, Cast)
    names = {kind: _names(root / folder) for kind, folder in FOLDERS.items()}
    if cast is None:
        return None
    for index, one in enumerate(cast.people):
        for kind, name in one.looks.parts():
            if name not in names[kind]:
                document.report(("people", index, "looks"), _no_drawing(kind, name))
    return Art(
        root=root,
        cast=MappingProxyType({one.id: one for one in cast.people}),
        names=MappingProxyType(names),
        version=_version(root),
    )


def check_pictures(document: Document, assignment: Assignment, art: Art) -> None:
    """Report everything in the pictures of an assignment that cannot be drawn."""
    for place, picture in _placed(assignment):
        scene = picture.scene
        if scene.place and scene.place not in art.names["place"]:
            document.report((*place, "place"), _no_drawing("place", scene.place))
        for index, thing in enumerate(scene.things):
            if thing not in art.names["thing"]:
                document.report((*place, "things", index), _no_drawing("thing", thing))
        for index, figure in enumerate(scene.people):
            here = (*place, "people", index)
            if figure.who not in art.cast:
                document.report((*here, "who"), f"{figure.who} staat niet in beeld/mensen.yaml")
            if figure.mood not in art.names["mood"]:
                document.report((*here, "mood"), _no_drawing("mood", figure.mood))
            if figure.does and figure.does not in art.names["pose"]:
                document.report((*here, "does"), _no_drawing("pose", figure.does))


def _placed(assignment: Assignment) -> Iterator[tuple[Place, Picture]]:
    """Yield every picture with the place of its scene in the file."""
    places: list[Place] = []
    for index, question in enumerate(assignment.practice):
        match question.kind:
            case "model":
                places += [
                    ("practice", index, "steps", n, "scene") for n in range(len(question.steps))
                ]
            case "plan":
                pass
            case _:
                places.append(("practice", index, "scene"))
    yield from zip(places, assignment.pictures(), strict=True)


def _names(folder: Path) -> frozenset[str]:
    return frozenset(path.stem for path in folder.glob("*.svg"))


def _no_drawing(kind: str, name: str) -> str:
    return f"{name!r} is niet getekend; kies uit beeld/{FOLDERS[kind]}/ of teken het daar"


def _version(root: Path) -> str:
    digest = hashlib.blake2b(digest_size=6)
    for path in sorted(root.rglob("*.*")):
        if path.suffix in (".svg", ".yaml"):
            digest.update(path.relative_to(root).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()
