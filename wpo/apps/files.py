"""Files between a page and its kernel: a button to choose one, and a button to get one."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar

import anywidget
import traitlets

from wpo.apps.script import widget_script

_SCRIPT = widget_script(__file__, "files.js")


class Choose(anywidget.AnyWidget):
    """A button to choose a file.

    Parameters
    ----------
    endings
        What may be chosen, such as ``.csv,.xlsx``.
    most
        How many bytes it may have; what is larger is told with ``too_large`` and never sent.
    chosen
        Is told the bytes of the file, and its name.
    """

    _esm: ClassVar[str] = _SCRIPT
    label = traitlets.Unicode("").tag(sync=True)
    chooses = traitlets.Unicode("").tag(sync=True)
    most = traitlets.Int(0).tag(sync=True)
    too_large = traitlets.Unicode("").tag(sync=True)

    def __init__(
        self,
        label: str,
        endings: str,
        most: int,
        too_large: str,
        chosen: Callable[[bytes, str], object],
    ) -> None:
        super().__init__(label=label, chooses=endings, most=most, too_large=too_large)
        self._chosen = chosen
        self.on_msg(self.receive)

    def receive(
        self, _widget: object, content: Mapping[str, Any], buffers: Sequence[bytes | memoryview]
    ) -> None:
        """Take a file that was chosen."""
        match content:
            case {"name": str(name)} if len(buffers) == 1:
                self._chosen(bytes(buffers[0]), name)


class Download(anywidget.AnyWidget):
    """A button that makes a file when it is pressed, and not before.

    Parameters
    ----------
    name
        What the file is called; may be set anew.
    type_
        What kind of file it is, as a MIME type.
    make
        Returns what is in the file.
    """

    _esm: ClassVar[str] = _SCRIPT
    label = traitlets.Unicode("").tag(sync=True)
    chooses = traitlets.Unicode("").tag(sync=True)

    def __init__(self, name: str, type_: str, make: Callable[[], bytes]) -> None:
        super().__init__()
        self.name, self._type, self._make = name, type_, make
        self.on_msg(self.receive)

    def receive(self, _widget: object, content: object, _buffers: object) -> None:
        """Make the file and send it to the page."""
        if content == {"make": True}:
            self.send({"name": self.name, "type": self._type}, buffers=[self._make()])
