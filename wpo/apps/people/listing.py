"""What the beheerder's page has beside ipywidgets: a table to page through, a line that tells."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar

import anywidget
import traitlets

from wpo.apps.script import widget_script

PER_PAGE = 25


class PeopleList(anywidget.AnyWidget):
    """A table of people, a page at a time, with a button at each.

    Parameters
    ----------
    texts
        ``title``, ``columns`` (a list), ``change``, ``pages``, ``before`` and ``after``.
    edit
        Called with the code of the person whose button was pressed.
    where
        Says which page this is: filled in with its number and how many there are.
    """

    _esm: ClassVar[str] = widget_script(__file__, "listing.js")
    texts = traitlets.Dict().tag(sync=True)
    rows: traitlets.List[dict[str, Any]] = traitlets.List().tag(sync=True)
    page = traitlets.Int(0).tag(sync=True)
    n_pages = traitlets.Int(1).tag(sync=True)
    counted = traitlets.Unicode("").tag(sync=True)
    where = traitlets.Unicode("").tag(sync=True)
    origin = traitlets.Unicode("").tag(sync=True)

    def __init__(
        self,
        texts: Mapping[str, Any],
        edit: Callable[[str], None],
        where: Callable[[int, int], str],
    ) -> None:
        super().__init__(texts=dict(texts))
        self._edit, self._where = edit, where
        self._all: Sequence[Mapping[str, Any]] = ()
        self.on_msg(self._receive)

    def fill(self, rows: Sequence[Mapping[str, Any]], counted: str, *, page: int = 0) -> None:
        """Show these rows from a page on; each has ``code``, ``cells``, ``state`` and ``open``."""
        self._all = rows
        self._show(page, counted)

    def _show(self, page: int, counted: str) -> None:
        n_pages = max(1, -(-len(self._all) // PER_PAGE))
        page = min(max(page, 0), n_pages - 1)
        with self.hold_sync():
            self.rows = [dict(one) for one in self._all[page * PER_PAGE : (page + 1) * PER_PAGE]]
            self.page, self.n_pages, self.counted = page, n_pages, counted
            self.where = self._where(page + 1, n_pages)

    def _receive(self, _widget: object, content: Mapping[str, Any], _buffers: object) -> None:
        match content:
            case {"edit": str(code)} if any(one["code"] == code for one in self._all):
                self._edit(code)
            case {"page": int(page)}:
                self._show(page, self.counted)


class Told(anywidget.AnyWidget):
    """A line that tells what was done, or why it was not."""

    _esm: ClassVar[str] = widget_script(__file__, "told.js")
    text = traitlets.Unicode("").tag(sync=True)
    good = traitlets.Bool(True).tag(sync=True)
    n = traitlets.Int(0).tag(sync=True)

    def tell(self, text: str, *, good: bool = True) -> None:
        """Say this; an empty text says nothing any more."""
        with self.hold_sync():
            self.text, self.good, self.n = text, good, self.n + 1
