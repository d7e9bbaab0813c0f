"""The way to the other pages, and the address of this one: both carry what is chosen."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import ClassVar

import anywidget
import traitlets


class Ways(anywidget.AnyWidget):
    """Links to all pages, of which one is here; keeps the choice in the address.

    Parameters
    ----------
    label
        What the list of links is called.
    ways
        Each with ``address``, ``text`` and ``here``. None in JupyterLab: there are no addresses.
    query
        What stands behind the question mark.
    """

    _esm: ClassVar[str] = Path(__file__).with_name("address.js").read_text(encoding="utf-8")
    label = traitlets.Unicode("").tag(sync=True)
    ways: traitlets.List[dict[str, object]] = traitlets.List().tag(sync=True)
    query = traitlets.Unicode("").tag(sync=True)

    def __init__(self, label: str, ways: Sequence[Mapping[str, object]], query: str) -> None:
        super().__init__(label=label, ways=[dict(one) for one in ways], query=query)
