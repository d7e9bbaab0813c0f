"""The papers to hand out, as PDF: made when somebody asks, the same as ``wpo publish papier``."""

from collections.abc import Callable
from html import escape
from typing import Any

from wpo.apps.files import Download
from wpo.apps.people.fields import choice, column, row, words
from wpo.catalogue.loading import Catalogue
from wpo.pilot.importing.forms import OBSERVATIONS, in_order
from wpo.pilot.importing.values import short_code
from wpo.publish.paper import papers_pdf


class Printing:
    """Choose an opdracht and a paper, and get it; in ``box``.

    Parameters
    ----------
    say
        Returns a text of the page, filled in.
    """

    def __init__(self, say: Callable[..., str], catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        every = [
            (f"{short_code(one)} {one.title}", one.id) for one in catalogue.assignments.values()
        ]
        self._assignment = choice(
            say("paper_which"), [*every, (say("paper_every", len(every)), "")], every[0][1]
        )
        kinds = [(say("paper_all_kinds"), "")]
        kinds += [
            (say(f"key_form_{one}"), one)
            for one in (*(form.id for form in in_order(catalogue.questionnaires)), OBSERVATIONS)
        ]
        self._kind = choice(say("key_which"), kinds, "")
        self._download = Download("", "application/pdf", self._pdf)
        self._download.label = say("paper_get")
        about = f"<h2>{escape(say('paper_print'))}</h2><p>{escape(say('paper_print_how'))}</p>"
        self.box = column(
            words(about), row(self._assignment, self._kind), self._download, kind="printing"
        )
        for one in (self._assignment, self._kind):
            one.observe(self._call, names="value")
        self._call()

    def _call(self, _change: Any = None) -> None:
        """Call the file after what is in it."""
        chosen = self._catalogue.assignments.get(self._assignment.value)
        parts = ("papier", short_code(chosen) if chosen else "", self._kind.value)
        self._download.name = "-".join(one for one in parts if one) + ".pdf"

    def _pdf(self) -> bytes:
        only = self._assignment.value
        chosen = [one for one in self._catalogue.assignments.values() if only in ("", one.id)]
        return papers_pdf(self._catalogue, chosen, self._kind.value)
