"""The player as a widget, for JupyterLab and plain Voilà: same file, facts go over the comm."""

from collections.abc import Callable
from typing import Any, ClassVar

import anywidget
import traitlets

from wpo.player.html import asset, player_module


class PlayerWidget(anywidget.AnyWidget):
    """The player, live beside its kernel.

    Parameters
    ----------
    page
        What :func:`wpo.player.page.page_of` returns.
    deliver
        Called with each fact as the browser made it (a dict); returns the state to tell the
        player: ``saved``, ``preview`` or ``refused``.
    """

    _esm: ClassVar[str] = player_module()
    _css: ClassVar[str] = asset("player.css")
    page = traitlets.Dict().tag(sync=True)

    def __init__(self, page: dict[str, Any], deliver: Callable[[dict[str, Any]], str]) -> None:
        super().__init__(page=page)
        self._deliver = deliver
        self.on_msg(self._receive)

    def _receive(self, _widget: object, content: dict[str, Any], _buffers: object) -> None:
        if "event" in content:
            self.send({"state": self._deliver(content["event"])})
