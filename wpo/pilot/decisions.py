"""What a person decided about something in the review queue: one file a decision, never changed.

In ``content/revisies/``. A file says which role decided, not who. It is written whole or not at
all; a decision that is taken back is a new one of a later day.
"""

import os
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal
from uuid import uuid4

from ruamel.yaml import YAML

from wpo.catalogue.documents import Document, read_document
from wpo.catalogue.shapes import plain, shape
from wpo.errors import ContentError

FOLDER = "revisies"

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,99}")

Choice = Literal["laten", "herzien", "uitstellen"]
DeciderRole = Literal["projectleider", "onderzoeker"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A decision about one finding: what was found in which extract, and what to do with it.

    ``item``, ``item_hash`` and ``option`` are empty where the finding is about the whole opdracht;
    ``version`` is the version of the opdracht that it is about. ``decided_on`` is a day:
    ``2027-05-03``.
    """

    assignment: str
    version: str
    trigger: str
    verdict: str
    extract: str
    extract_hash: str
    by: DeciderRole
    decided_on: str
    decision: Choice
    reason: str
    item: str = ""
    item_hash: str = ""
    option: str = ""

    def __post_init__(self) -> None:
        if not _ID.fullmatch(self.assignment):
            raise ValueError(f"assignment: {self.assignment!r} is geen id van een opdracht")
        if not self.reason.strip():
            raise ValueError("reason: schrijf waarom")
        try:
            date.fromisoformat(self.decided_on)
        except ValueError:
            raise ValueError(
                f"decided_on: {self.decided_on!r} is geen dag; schrijf jaar-maand-dag"
            ) from None

    @property
    def about(self) -> tuple[str, str, str, str, str]:
        """What it is about: a new text of the question, or of the opdracht, is something new."""
        text = self.item_hash or self.version
        return self.assignment, self.item, text, self.option, self.trigger


def write_decision(root: Path, decision: Decision) -> Path:
    """Write a decision below the content folder; the same one twice is one file.

    Returns
    -------
    Path
        The file: named by day, opdracht and a number within those.
    """
    folder = root / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    making = folder / f".{uuid4().hex}.part"
    try:
        with making.open("w", encoding="utf-8") as writer:
            _yaml().dump(plain(decision), writer)
            writer.flush()
            os.fsync(writer.fileno())
        number = 1
        while not _placed(making, path := folder / _name(decision, number)):
            number += 1
        return path
    finally:
        making.unlink(missing_ok=True)


def read_decisions(root: Path) -> tuple[Decision, ...]:
    """Return all decisions below the content folder, the oldest first.

    Raises
    ------
    ContentError
        With every problem of every file, a line each.
    """
    documents: list[Document] = []
    found: list[tuple[str, str, Decision]] = []
    for path in sorted((root / FOLDER).glob("*.yaml")):
        document = read_document(path, f"{FOLDER}/{path.name}")
        documents.append(document)
        decision = shape(document, Decision)
        if decision is not None:
            found.append((decision.decided_on, path.name, decision))
    problems = sorted(problem for one in documents for problem in one.problems)
    if problems:
        raise ContentError("\n".join(str(one) for one in problems))
    return tuple(decision for _, _, decision in sorted(found, key=lambda one: one[:2]))


def _name(decision: Decision, number: int) -> str:
    return f"{decision.decided_on}-{decision.assignment}-{number:03}.yaml"


def _placed(making: Path, path: Path) -> bool:
    """Give a whole file its name, or tell that another one has that already."""
    try:
        os.link(making, path)
    except FileExistsError:
        return path.read_bytes() == making.read_bytes()
    return True


def _yaml() -> YAML:
    yaml = YAML(typ="safe", pure=True)
    yaml.default_flow_style = False
    yaml.allow_unicode = True
    yaml.sort_base_mapping_type_on_output = False  # type: ignore[assignment]
    return yaml
