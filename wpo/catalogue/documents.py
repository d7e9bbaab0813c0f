"""Read a YAML file into plain values, and remember on which line each of them stands.

Only mappings, lists, texts, whole numbers and true/false exist here. Everything else that YAML
allows (tags, anchors, dates, several documents) is refused with its line, so that ``12:30`` stays
a text and a slip of the pen is never silently read as something else.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

Place = tuple[str | int, ...]

_WHOLE_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)")


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Problem:
    """Something an author must mend: where it stands, in which field, what and what to do."""

    file: str
    line: int
    field: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.field}: {self.message}"


@dataclass(slots=True, kw_only=True)
class Document:
    """The values of one file, the line of every field, and what is wrong with the YAML itself."""

    file: str
    data: Any = None
    lines: dict[Place, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def line(self, place: Place) -> int:
        """Return the line (from 1) of this place, or of the nearest place around it."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)

    def report(self, place: Place, message: str) -> None:
        """Add a problem about this place."""
        self.problems.append(
            Problem(file=self.file, line=self.line(place), field=spell(place), message=message)
        )


def spell(place: Place) -> str:
    """Write a place as an author would say it: ``practice[2].options[1].text``."""
    parts = [f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in place]
    return "".join(parts).lstrip(".") or "bestand"


def read_document(path: Path, name: str) -> Document:
    """Read one YAML file.

    Parameters
    ----------
    path
        The file.
    name
        How messages call it: its path from the content folder.

    Returns
    -------
    Document
        With ``data`` None where the file cannot be read at all; ``problems`` then says why.
    """
    document = Document(file=name)
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        document.lines[()] = line
        document.report((), "is geen UTF-8-tekst; sla het bestand op als UTF-8")
        return document
    except OSError as error:
        document.report((), f"kan niet worden gelezen: {error.strerror}")
        return document
    try:
        node = _compose(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        document.lines[()] = mark.line + 1 if mark else 1
        document.report(
            (), f"is geen geldige YAML: {error.problem}; kijk naar deze regel en erboven"
        )
        return document
    except YAMLError as error:
        document.report((), f"is geen geldige YAML: {error}")
        return document
    if node is None:
        document.report((), "is leeg; vul het bestand of haal het weg")
        return document
    document.data = _value(document, node, ())
    return document


def _compose(text: str) -> Node | None:
    """Compose the node tree: by libyaml (20 times faster), or by Python where that one gives up.

    libyaml follows YAML 1.1 and refuses some texts that are good YAML 1.2, such as a question
    mark before a bracket; only what both refuse is an error.
    """
    try:
        node: Node | None = YAML(typ="safe").compose(text)
    except YAMLError:
        node = YAML(typ="safe", pure=True).compose(text)
    return node


def _value(document: Document, node: Node, place: Place) -> Any:
    document.lines[place] = node.start_mark.line + 1
    if node.anchor:
        document.report(place, f"gebruikt een anker (&{node.anchor}); schrijf de tekst uit")
    if isinstance(node, MappingNode):
        return _mapping(document, node, place)
    if isinstance(node, SequenceNode):
        return [_value(document, item, (*place, i)) for i, item in enumerate(node.value)]
    if isinstance(node, ScalarNode):
        return _scalar(node)
    document.report(place, "is geen tekst, lijst of veld")
    return None


def _mapping(document: Document, node: MappingNode, place: Place) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key = str(key_node.value)
        here = (*place, key)
        if key in result:
            document.lines[here] = key_node.start_mark.line + 1
            document.report(here, "staat twee keer in hetzelfde blok; haal er een weg")
            continue
        result[key] = _value(document, value_node, here)
        document.lines[here] = key_node.start_mark.line + 1
    return result


def _scalar(node: ScalarNode) -> str | int | bool | None:
    text = str(node.value)
    if node.style in ("'", '"', "|", ">"):
        return text
    if text in ("true", "false"):
        return text == "true"
    if text in ("", "null", "~"):
        return None
    return int(text) if _WHOLE_NUMBER.fullmatch(text) else text
