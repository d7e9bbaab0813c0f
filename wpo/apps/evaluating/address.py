"""The way to the other pages, and the address of this one: both carry what is chosen."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import ClassVar

import anywidget
import traitlets


class Ways(anywidget.AnyWidget):
    """Links to all pages, of which one is here; keeps the choice in the address.

    It also notices in the browser that a choice gets no answer: a kernel that has ended says
    nothing by itself, and the old figures would be taken for the new ones.

    Parameters
    ----------
    ways
        Each with ``address``, ``text`` and ``here``. None in JupyterLab: there are no addresses.
    query
        What stands behind the question mark.
    texts
        ``ways`` (what the list is called), ``silent`` (no answer came) and ``reopen`` (a link).
    """

    _esm: ClassVar[str] = Path(__file__).with_name("address.js").read_text(encoding="utf-8")
    ways: traitlets.List[dict[str, object]] = traitlets.List().tag(sync=True)
    query = traitlets.Unicode("").tag(sync=True)
    texts = traitlets.Dict().tag(sync=True)
    answered = traitlets.Int(0).tag(sync=True)
    figures = traitlets.Int(0).tag(sync=True)

    def __init__(
        self, ways: Sequence[Mapping[str, object]], query: str, texts: Mapping[str, str]
    ) -> None:
        super().__init__(ways=[dict(one) for one in ways], query=query, texts=dict(texts))

    def answer(self, query: str, figures: int | None = None) -> None:
        """Tell the browser that what it asked for is there, and of how many figures (None: same).

        Whoever waits for the whole page (a test, the bench) counts them.
        """
        with self.hold_sync():
            self.query = query
            self.figures = self.figures if figures is None else figures
            self.answered += 1
