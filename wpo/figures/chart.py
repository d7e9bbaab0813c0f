"""A figure on a live page: our own small widget around plotly.js, which our own server gives."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, ClassVar

import anywidget
import traitlets

from wpo.figures.library import LIBRARY, library
from wpo.figures.shown import Shown
from wpo.figures.tables import csv_text

_HERE = Path(__file__).parent


class Chart(anywidget.AnyWidget):
    """One figure with its title, what it means, its table and files to keep.

    Parameters
    ----------
    texts
        What stands on its buttons: ``table``, ``csv``, ``svg`` and ``png``.
    address
        Where plotly.js is; empty where no server of ours gives it. The kernel then sends it.
    """

    _esm: ClassVar[str] = (_HERE / "chart.js").read_text(encoding="utf-8")
    shown = traitlets.Dict().tag(sync=True)
    address = traitlets.Unicode("").tag(sync=True)
    n = traitlets.Int(0).tag(sync=True)

    def __init__(self, texts: Mapping[str, str], address: str = LIBRARY) -> None:
        super().__init__(address=address)
        self._texts = dict(texts)
        self.on_msg(self._receive)

    def show(self, shown: Shown, source: str) -> None:
        """Show a figure; ``source`` is the research set that it was made of.

        One that is shown already is left as it is: not every choice is about every figure.
        """
        told = message(shown, source, self._texts)
        if told == self.shown:
            return
        with self.hold_sync():
            self.shown = told
            self.n += 1

    def _receive(self, _widget: object, content: Mapping[str, Any], _buffers: object) -> None:
        if content.get("library") is True:
            self.send({"library": True}, [library()])


def message(shown: Shown, source: str, texts: Mapping[str, str]) -> dict[str, Any]:
    """Return a figure as what the browser gets: plain values only."""
    return {
        "name": shown.name,
        "title": shown.title,
        "means": shown.means,
        "basis": shown.basis,
        "reading": shown.reading,
        "source": source,
        "alt": shown.alt,
        "figure": shown.figure,
        "table": {
            "columns": [str(one) for one in shown.table.columns],
            "rows": [[str(cell) for cell in row] for row in shown.table.to_numpy().tolist()],
        },
        "csv": csv_text(shown.table),
        "texts": dict(texts),
    }
