"""The parts of the beheerder's page: fields with their label above them, and buttons."""

from collections.abc import Callable, Sequence
from typing import Any

import ipywidgets as widgets


def text_field(label: str, *, options: Sequence[str] = (), holder: str = "") -> Any:
    """Return a field to type in, with words to choose from where there are any."""
    kind = widgets.Combobox if options else widgets.Text
    more = {"options": tuple(options), "ensure_option": False} if options else {}
    field = kind(description=label, placeholder=holder, **more)
    return _classed(field, "field")


def choice(label: str, options: Sequence[tuple[str, Any]], value: Any = None) -> Any:
    """Return a field to choose from; each option is (what it says, what it means)."""
    return _classed(
        widgets.Dropdown(description=label, options=list(options), value=value), "field"
    )


def tick(label: str, *, on: bool = False) -> Any:
    """Return a box to tick."""
    return _classed(widgets.Checkbox(description=label, value=on, indent=False), "tick")


def button(label: str, press: Callable[[], object], *, kind: str = "") -> Any:
    """Return a button; ``kind`` is ``main`` for the purpose, ``warn`` for what ends something."""
    made = _classed(widgets.Button(description=label), kind)
    made.on_click(lambda _: press())
    return made


def words(html: str) -> Any:
    """Return HTML to read; what people typed must be escaped in it."""
    return widgets.HTML(value=html)


def row(*parts: Any) -> Any:
    """Return parts beside each other, below each other on a phone."""
    return _classed(widgets.Box(parts), "row")


def column(*parts: Any, kind: str = "") -> Any:
    """Return parts below each other."""
    return _classed(widgets.VBox(parts), kind)


def see(part: Any, visible: bool) -> None:
    """Show a part, or take it out of sight and out of the way of the keyboard."""
    part.layout.display = None if visible else "none"


def _classed(widget: Any, kind: str) -> Any:
    if kind:
        widget.add_class(kind)
    return widget
