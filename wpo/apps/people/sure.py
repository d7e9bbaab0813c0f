"""Asks once more before something ends that cannot be got back."""

from collections.abc import Callable
from html import escape

from wpo.apps.people.fields import button, column, row, see, words
from wpo.apps.people.listing import Told


class Sure:
    """A question with a yes and a no, in ``box``.

    Parameters
    ----------
    say
        Returns a text of the page.
    told
        Where is said that nothing happened.
    """

    def __init__(self, say: Callable[[str], str], told: Told) -> None:
        self._say, self._told, self._do = say, told, _nothing
        self._question = words("")
        self._yes = button("", self._go_on, kind="warn")
        self._no = button(say("people_no"), self._stop)
        self.box = column(self._question, row(self._yes, self._no), kind="sure")
        self.hide()

    def ask(self, question: str, yes: str, do: Callable[[], object]) -> None:
        """Ask; ``do`` happens after a yes."""
        self._do = do
        self._told.tell("")
        self._question.value = f'<p role="alert">{escape(question)}</p>'
        self._yes.description = yes
        see(self.box, True)
        self._no.focus()

    def hide(self) -> None:
        """Ask nothing any more."""
        self._do = _nothing
        see(self.box, False)

    def _go_on(self) -> None:
        do = self._do
        self.hide()
        do()

    def _stop(self) -> None:
        self.hide()
        self._told.tell(self._say("people_nothing_done"))


def _nothing() -> object:
    """Do nothing."""
    return None
