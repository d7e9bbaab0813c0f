"""Read facts as a browser sends them: JSON in, events out, or the reason why one is none."""

import json
from typing import Any, get_args

from pydantic import ConfigDict, TypeAdapter, ValidationError

from wpo.model.events import Event, Facts
from wpo.model.floor import FLOOR_FACTS, FloorEvent
from wpo.model.pilot import PilotEvent, PilotFacts

MOST_AT_ONCE = 200

Told = Event | FloorEvent | PilotEvent

_STRICT = ConfigDict(extra="forbid", strict=True)
_EVENTS: TypeAdapter[list[Event]] = TypeAdapter(list[Event], config=_STRICT)
_FLOOR_EVENTS: TypeAdapter[list[FloorEvent]] = TypeAdapter(list[FloorEvent], config=_STRICT)
_PILOT_EVENTS: TypeAdapter[list[PilotEvent]] = TypeAdapter(list[PilotEvent], config=_STRICT)

_KINDS = {
    kind.__dataclass_fields__["name"].default: kind.__name__
    for kind in (*get_args(Facts), *FLOOR_FACTS.values(), *get_args(PilotFacts))
}


def read_events(body: list[Any]) -> tuple[list[Told], dict[str, str]]:
    """Read a delivery.

    Parameters
    ----------
    body
        What was sent: a list of JSON objects.

    Returns
    -------
    events, refused
        The events that have the shape of an event, and for each other one the reason by its
        ``event_id`` (or by its place in the list, where it names none).
    """
    events: list[Told] = []
    refused: dict[str, str] = {}
    for place, one in enumerate(body):
        try:
            events += _kind(one).validate_json(json.dumps([one]))
        except ValidationError as error:
            refused[_name(one, place)] = _reason(error, one)
        except (TypeError, ValueError, RecursionError):
            refused[_name(one, place)] = "feit: dit is geen JSON"
    return events, refused


def _kind(one: Any) -> TypeAdapter[Any]:
    """Return what something claims to be.

    What is told about an opdracht says where it comes from; what happened at work names who tells
    it; an answer is always one's own.
    """
    names = one.keys() if isinstance(one, dict) else ()
    if "source" in names:
        return _PILOT_EVENTS
    return _FLOOR_EVENTS if "by" in names else _EVENTS


def _name(one: Any, place: int) -> str:
    name = one.get("event_id") if isinstance(one, dict) else None
    return name if isinstance(name, str) else str(place)


def _reason(error: ValidationError, one: Any) -> str:
    """Name the field and the rule, never the value: it may hold what somebody answered."""
    problems = error.errors(include_url=False, include_input=False)
    facts = one.get("facts") if isinstance(one, dict) else None
    claimed = facts.get("name") if isinstance(facts, dict) else None
    kind = _KINDS.get(claimed) if isinstance(claimed, str) else None
    # Facts are tried as every kind of fact; what they claim to be is what there is to mend.
    first = next((each for each in problems if kind in each["loc"]), problems[0])
    if first["type"] == "value_error":
        return str(first["ctx"]["error"])
    parts = [str(part) for part in first["loc"][1:] if part not in _KINDS.values()]
    return f"{'.'.join(parts) or 'feit'}: {first['msg']}"
