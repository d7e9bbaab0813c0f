"""Look at a live page and press its buttons, as somebody does."""

from collections.abc import Iterator
from typing import Any

import ipywidgets as widgets

from wpo.apps.files import Choose


def every(widget: Any) -> Iterator[Any]:
    """Yield what is not hidden."""
    if widget.layout.display != "none":
        yield widget
        for one in getattr(widget, "children", ()):
            yield from every(one)


def press(box: Any, label: str) -> None:
    """Press the one button with this label."""
    found = [one for one in every(box) if isinstance(one, widgets.Button)]
    named = [one for one in found if one.description == label]
    assert len(named) == 1, (label, [one.description for one in found])
    assert not named[0].disabled, label
    named[0].click()


def field(box: Any, label: str) -> Any:
    """Return the one field with this label."""
    found = [
        one
        for one in every(box)
        if getattr(one, "description", "") == label and hasattr(one, "value")
    ]
    assert len(found) == 1, label
    return found[0]


def shown(box: Any) -> str:
    """Return everything there is to read."""
    return "\n".join(one.value for one in every(box) if isinstance(one, widgets.HTML))


def upload(box: Any, data: bytes, name: str = "lijst.csv") -> None:
    """Choose a file."""
    (place,) = [one for one in every(box) if isinstance(one, Choose)]
    place.receive(place, {"name": name}, [data])
