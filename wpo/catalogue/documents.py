"""Read a YAML file into plain values, and remember on which line each of them stands.

Only mappings, lists, texts, whole numbers and true/false exist here. Everything else that YAML
allows (tags, anchors, dates, several documents) is refused with its line, so that ``12:30`` stays
a text and a slip of the pen is never silently read as something else.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import takewhile
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)
from ruamel.yaml.reader import ReaderError

Place = tuple[str | int, ...]

DEEPEST = 50  # blocks in blocks; the deepest real field has 8

_WHOLE_NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,17})")

_HALF_CHARACTER = re.compile("[\ud800-\udfff]")

_SLIPS = {
    r"character '\t'": "een tab; spring in met spaties",
    "violate indentation": "een tab; spring in met spaties",
    "mapping values are not allowed": "een dubbele punt in een tekst; zet de tekst tussen "
    "aanhalingstekens",
    "expected <block end>": "de regels springen niet gelijk in",
    "end of stream": "de tekst houdt op voor het einde; sluit het aanhalingsteken",
}


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
    """Write a place as an author would say it: ``practice[2].options[1].text``, on one line."""
    return "".join(_spell_part(part) for part in place).lstrip(".") or "bestand"


def _spell_part(part: str | int) -> str:
    if isinstance(part, int):
        return f"[{part + 1}]"
    return f".{part}" if part.isprintable() else f".{part!r}"


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
        document.report((), f"kan niet worden gelezen: {_why(error)}")
        return document
    try:
        events = _events(text)
    except ReaderError as error:
        document.lines[()] = text.count("\n", 0, error.position) + 1
        document.report((), f"bevat een teken dat niet mag (#x{error.character:02x}); haal het weg")
        return document
    except MarkedYAMLError as error:
        mark = error.context_mark if "end of stream" in str(error.problem) else error.problem_mark
        document.lines[()] = mark.line + 1 if mark else 1
        problem = _in_dutch(str(error.problem))
        document.report((), f"is geen geldige YAML: {problem}; kijk naar deze regel en erboven")
        return document
    starts = [event for event in events if isinstance(event, DocumentStartEvent)]
    if len(starts) > 1:
        document.lines[()] = starts[1].start_mark.line + 1
        document.report((), "begint hier opnieuw (---); maak er twee bestanden van")
        return document
    parts: Iterator[Any] = iter(
        [event for event in events if isinstance(event, NodeEvent | CollectionEndEvent)]
    )
    first = next(parts, None)
    document.data = _value(document, first, parts, ()) if first else None
    if document.data is None and not document.problems:
        document.report((), "is leeg; vul het bestand of haal het weg")
    return document


def _why(error: OSError) -> str:
    match error:
        case FileNotFoundError():
            return "het bestaat niet"
        case IsADirectoryError():
            return "het is een map"
        case PermissionError():
            return "u mag het niet lezen"
        case _:
            return str(error.strerror)


def _events(text: str) -> list[Event]:
    """Parse into events: by libyaml (20 times faster), or by Python where that one gives up.

    libyaml follows YAML 1.1 and refuses some texts that are good YAML 1.2, such as a question
    mark before a bracket; only what both refuse is an error. Events and not a composed tree:
    composing forgets anchors and tags, and a file of 100,000 brackets makes it crash the process.
    """
    try:
        return _parse(text, pure=False)
    except YAMLError:
        return _parse(text, pure=True)


def _parse(text: str, *, pure: bool) -> list[Event]:
    events: list[Event] = []
    depth = 0
    for event in YAML(typ="safe", pure=pure).parse(text):
        depth += isinstance(event, CollectionStartEvent) - isinstance(event, CollectionEndEvent)
        if depth > DEEPEST:
            raise MarkedYAMLError(
                problem=f"meer dan {DEEPEST} blokken in elkaar", problem_mark=event.start_mark
            )
        events.append(event)
    return events


def _in_dutch(problem: str) -> str:
    """Say the slips that authors make most in Dutch; the others stay as the parser says them."""
    return next((dutch for english, dutch in _SLIPS.items() if english in problem), problem)


def _value(document: Document, event: Any, rest: Iterator[Any], place: Place) -> Any:
    document.lines[place] = event.start_mark.line + 1
    if event.anchor:
        sign = "*" if isinstance(event, AliasEvent) else "&"
        document.report(place, f"gebruikt een anker ({sign}{event.anchor}); schrijf de tekst uit")
    elif event.tag:
        document.report(place, f"gebruikt een tag ({event.tag}); haal die weg")
    match event:
        case MappingStartEvent():
            return _mapping(document, rest, place)
        case SequenceStartEvent():
            items = takewhile(lambda one: not isinstance(one, SequenceEndEvent), rest)
            return [_value(document, one, rest, (*place, i)) for i, one in enumerate(items)]
        case ScalarEvent():
            if _HALF_CHARACTER.search(event.value):
                document.report(place, "bevat een half teken (\\ud…); typ het teken zelf")
            return _scalar(event)
        case _:
            return None


def _mapping(document: Document, rest: Iterator[Any], place: Place) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for name in takewhile(lambda one: not isinstance(one, MappingEndEvent), rest):
        line = name.start_mark.line + 1
        key = _key(document, name, rest, place)
        here = (*place, key)
        if key in result:
            _value(document, next(rest), rest, here)
            document.lines[here] = line
            document.report(here, "staat twee keer in hetzelfde blok; haal er een weg")
            continue
        result[key] = _value(document, next(rest), rest, here)
        document.lines[here] = line
    return result


def _key(document: Document, event: Any, rest: Iterator[Any], place: Place) -> str:
    if isinstance(event, ScalarEvent) and not event.anchor and not event.tag:
        return str(event.value)
    _value(document, event, rest, (*place, "?"))
    document.report((*place, "?"), "is geen naam van een veld; schrijf er één woord")
    return "?"


def _scalar(event: ScalarEvent) -> str | int | bool | None:
    text = str(event.value)
    if event.style in ("'", '"', "|", ">"):
        return text
    if text in ("true", "false"):
        return text == "true"
    if text in ("", "null", "~"):
        return None
    return int(text) if _WHOLE_NUMBER.fullmatch(text) else text
