"""Read facts as a browser sends them: JSON in, events out, or the reason why one is none."""

from typing import Any

from pydantic import ConfigDict, TypeAdapter, ValidationError

from wpo.model.events import Event

MOST_AT_ONCE = 200

_EVENTS: TypeAdapter[list[Event]] = TypeAdapter(
    list[Event], config=ConfigDict(extra="forbid", strict=True)
)


def read_events(body: list[Any]) -> tuple[list[Event], dict[str, str]]:
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
    events: list[Event] = []
    refused: dict[str, str] = {}
    for place, one in enumerate(body):
        try:
            events += _EVENTS.validate_python([one], strict=False)
        except ValidationError as error:
            name = one.get("event_id") if isinstance(one, dict) else None
            refused[name if isinstance(name, str) else str(place)] = _reason(error)
    return events, refused


def _reason(error: ValidationError) -> str:
    """Name the field and the rule, never the value: it may hold what somebody answered."""
    first = error.errors(include_url=False, include_input=False)[0]
    field = ".".join(str(part) for part in first["loc"][1:]) or "feit"
    return f"{field}: {first['msg']}"
