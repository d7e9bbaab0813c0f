"""What people are asked about an opdracht: one questionnaire a role, in ``content/vragenlijsten/``.

An answer says which item it is to, so the id of an item never changes and is never used for another
question: a question that asks something else gets a new id.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from wpo.catalogue.art import Art
from wpo.catalogue.documents import Document, read_document
from wpo.catalogue.overlay import Overlay
from wpo.catalogue.shapes import shape
from wpo.model.invariants import check_between
from wpo.model.people import Role
from wpo.model.pilot import MOST_ANSWERS, Answer

FOLDER = "vragenlijsten"

ItemKind = Literal["scale", "words", "check"]
ForRole = Literal["deelnemer", "werkplekopleider", "coach"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One question of a questionnaire.

    ``scale`` is answered by one of the ``labels``, the least first: the first is value 1.
    ``pictures`` are names of drawings in ``beeld/schaal/``, one a label, or none. ``check`` is a
    scale as well, that asks the opposite of the item it ``reverses``. ``words`` is an open
    question; with ``place`` its answer is a part of the opdracht, and the words of that answer are
    the id of that question (``q2``).
    """

    id: str
    kind: ItemKind
    text: str
    labels: tuple[str, ...] = ()
    pictures: tuple[str, ...] = ()
    reverses: str = ""
    place: bool = False

    def __post_init__(self) -> None:
        if self.kind == "words":
            if self.labels or self.pictures:
                raise ValueError("labels: een open vraag heeft geen schaal")
        else:
            check_between("labels", "antwoorden", len(self.labels), 2, 5)
        if len(set(self.labels)) < len(self.labels):
            raise ValueError("labels: elk antwoord staat er één keer")
        if self.pictures and len(self.pictures) != len(self.labels):
            raise ValueError("pictures: geef bij elk antwoord een plaatje, of nergens")
        if self.place and self.kind != "words":
            raise ValueError("place: alleen een open vraag hoort bij een plek")
        if bool(self.reverses) != (self.kind == "check"):
            raise ValueError("reverses: een check noemt de vraag waarvan hij het omgekeerde vraagt")

    @property
    def is_open(self) -> bool:
        """Whether somebody answers in own words."""
        return self.kind == "words" and not self.place


@dataclass(frozen=True, slots=True, kw_only=True)
class Questionnaire:
    """What one role is asked about one opdracht."""

    id: str
    role: ForRole
    title: str
    intro: str
    items: tuple[Item, ...]

    def __post_init__(self) -> None:
        check_between("items", "vragen", len(self.items), 1, MOST_ANSWERS)
        ids = [one.id for one in self.items]
        if len(set(ids)) < len(ids):
            raise ValueError("items: elke id staat er één keer")
        scales = {one.id: one.labels for one in self.items if one.kind == "scale"}
        for one in self.items:
            if one.kind == "check" and scales.get(one.reverses) != one.labels:
                raise ValueError(f"items: {one.id} en {one.reverses} hebben niet dezelfde schaal")

    @property
    def for_role(self) -> Role:
        """The role that answers it."""
        return Role(self.role)

    def item(self, item_id: str) -> Item | None:
        """Return an item; None where there is none with this id."""
        return next((one for one in self.items if one.id == item_id), None)

    def wrong(self, answers: Iterable[Answer]) -> str:
        """Return why these cannot be answers to it, or nothing; never what was answered."""
        for one in answers:
            item = self.item(one.item)
            if item is None:
                return "answers: deze vraag staat niet in de vragenlijst."
            if one.value > len(item.labels) or bool(one.value) != bool(item.labels):
                return "answers: dit antwoord is bij deze vraag niet te geven."
        return ""

    def said_yes_twice(self, answers: Iterable[Answer]) -> bool:
        """Tell whether somebody fully agreed to a question and to its opposite."""
        given = {one.item: one.value for one in answers}
        return any(
            given.get(one.id) == given.get(one.reverses) == len(one.labels)
            for one in self.items
            if one.kind == "check"
        )


def read_questionnaires(
    root: Path, art: Art | None, overlay: Overlay, documents: list[Document]
) -> Mapping[str, Questionnaire]:
    """Return every questionnaire below ``root`` by id; problems stand in ``documents``."""
    found: dict[str, Questionnaire] = {}
    for path in sorted((root / FOLDER).glob("*.yaml")):
        document = read_document(path, path.relative_to(root).as_posix())
        documents.append(document)
        one = shape(document, Questionnaire)
        if one is None:
            continue
        if one.id != path.stem:
            document.report(("id",), f"{one.id} past niet; maak er {path.stem} van")
        for n, item in enumerate(one.items):
            for m, name in enumerate(item.pictures):
                if art is not None and name not in art.names["scale"]:
                    place = ("items", n, "pictures", m)
                    document.report(place, f"{name!r} is niet getekend in beeld/schaal/")
        found[one.id] = overlay.tell(one)
    return MappingProxyType(found)
