"""Judge whether the values of a document have the shape of the model, and say it in Dutch.

pydantic checks the plain dataclasses of :mod:`wpo.model` in strict mode with unknown keys
forbidden; this module turns each of its findings into a :class:`Problem` with a line.
"""

import json
from dataclasses import MISSING, fields, is_dataclass
from typing import Any, TypeVar, get_args

from pydantic import ConfigDict, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from wpo.catalogue.documents import Document, Place, spell
from wpo.model.questions import Question

KINDS = {kind.__dataclass_fields__["kind"].default: kind for kind in get_args(Question)}
_KIND_OF_CLASS = {kind.__name__: word for word, kind in KINDS.items()}

_adapters: dict[type, TypeAdapter[Any]] = {}

T = TypeVar("T")


def shape(document: Document, wanted: type[T]) -> T | None:
    """Return the document as a ``wanted`` value, or None with every problem reported in it."""
    if document.data is None:
        return None
    _check_kinds(document)
    try:
        values: list[T] = _adapter(wanted).validate_json(json.dumps([document.data]))
    except ValidationError as error:
        for detail in error.errors(include_url=False):
            _report(document, detail)
        if not document.problems:
            document.report((), "heeft niet de verwachte vorm")
        return None
    return None if document.problems else values[0]


def _adapter(wanted: type) -> TypeAdapter[Any]:
    # A list, because pydantic hands its configuration on to plain dataclasses only from outside.
    if wanted not in _adapters:
        config = ConfigDict(extra="forbid", strict=True)
        _adapters[wanted] = TypeAdapter(list[wanted], config=config)  # type: ignore[valid-type]
    return _adapters[wanted]


def _check_kinds(document: Document) -> None:
    """Every question says its kind: the unions below are told apart by that word."""
    practice = document.data.get("practice") if isinstance(document.data, dict) else None
    for index, question in enumerate(practice if isinstance(practice, list) else []):
        kind = question.get("kind") if isinstance(question, dict) else None
        if not isinstance(kind, str) or kind not in KINDS:
            document.report(
                ("practice", index, "kind"),
                f"{kind!r} is geen soort vraag; kies uit {', '.join(KINDS)}"
                if kind
                else f"ontbreekt; kies uit {', '.join(KINDS)}",
            )


def _report(document: Document, detail: ErrorDetails) -> None:
    place = _place(document, detail["loc"][1:])
    if place is None:
        return
    if not any(problem.field == spell(place) for problem in document.problems):
        document.report(place, _message(detail))


def _place(document: Document, loc: tuple[str | int, ...]) -> Place | None:
    """Drop the union member from pydantic's path; None where it is about another kind."""
    place: list[str | int] = []
    value = document.data
    for depth, part in enumerate(loc):
        if depth == 2 and place[0] == "practice" and part in _KIND_OF_CLASS:
            if not isinstance(value, dict) or value.get("kind") != _KIND_OF_CLASS[str(part)]:
                return None
            continue
        place.append(part)
        value = _inside(value, part)
    return tuple(place)


def _inside(value: Any, part: str | int) -> Any:
    if isinstance(value, dict):
        return value.get(part)
    if isinstance(value, list) and isinstance(part, int) and part < len(value):
        return value[part]
    return None


def _message(detail: ErrorDetails) -> str:
    context = detail.get("ctx", {})
    match detail["type"]:
        case "missing" | "missing_argument" | "missing_keyword_only_argument":
            return "ontbreekt; voeg dit veld toe"
        case "unexpected_keyword_argument":
            return "is een onbekend veld; haal het weg of verbeter de naam"
        case _ if detail["input"] is None:
            return "is leeg; vul dit veld in of haal het weg"
        case "string_type":
            return f"verwacht een tekst, kreeg {detail['input']!r}; zet er aanhalingstekens om"
        case "int_type" | "bool_type" as wrong:
            wanted = {"int_type": "een heel getal", "bool_type": "true of false"}[wrong]
            return f"verwacht {wanted}, kreeg {detail['input']!r}"
        case "tuple_type" | "list_type":
            return "verwacht een lijst; begin elke regel met een streepje"
        case "enum" | "literal_error":
            return f"{detail['input']!r} kan niet; kies uit {_expected(context)}"
        case "value_error":
            return str(context.get("error", detail["msg"]))
        case "dataclass_type" | "dict_type":
            return "verwacht een blok met velden"
        case other:
            return f"{detail['msg']} ({other})"


def _expected(context: dict[str, Any]) -> str:
    return str(context.get("expected", "?")).replace(" or ", " of ")


def plain(value: Any) -> Any:
    """Turn a value of the model into plain JSON values, the inverse of :func:`shape`.

    Empty optional fields are left out, so that adding one later does not change old hashes.
    """
    if is_dataclass(value) and not isinstance(value, type):
        pairs = ((one, plain(getattr(value, one.name))) for one in fields(value))
        return {
            one.name: item
            for one, item in pairs
            if one.default is MISSING or item not in (None, "", [], False)
        }
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    return value
