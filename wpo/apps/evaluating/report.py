"""*Rapport*: makes a report of the chosen set, to keep, to print, and to send on."""

import base64
from collections.abc import Sequence
from functools import partial
from html import escape

from wpo.apps.evaluating.screen import Page, Part, Screen
from wpo.apps.evaluating.screen import show as show_page
from wpo.apps.evaluating.view import View
from wpo.apps.people.fields import button, choice, column, row, words
from wpo.errors import WpoError
from wpo.model.people import EVALUATION

_KINDS = {"html": "text/html", "pdf": "application/pdf"}


def show() -> None:
    """Show the page."""
    show_page(PAGE)


def parts(view: View) -> Sequence[Part]:
    """Return what a report is, before it is made."""
    return [view.words("report_title", tag="h2"), view.words("report_about")]


class ReportMaker:
    """Buttons that make a report, and a link to keep it; nothing is left on the server."""

    def __init__(self, screen: Screen) -> None:
        self._screen = screen
        say = screen.view.say
        self._ready = words("")
        self.about = choice(say("report_which"), [("", ("", ""))], ("", ""))
        self.about.add_class("wide")
        self.about.observe(lambda _: self._clear(), names="value")
        makers = [
            button(say(f"report_make_{kind}"), partial(self.make, kind), kind="main")
            for kind in _KINDS
        ]
        self.box = column(self.about, row(*makers), self._ready)

    def draw(self) -> None:
        """Offer what the chosen set holds; let go of a report of another set."""
        view, before = self._screen.view, self.about.value
        evaluation = view.evaluation
        opdrachten = zip(
            evaluation.assignments["assignment"],
            evaluation.assignments["title"],
            evaluation.assignments["level"],
            strict=True,
        )
        letters = [one for one in evaluation.organisations["org"] if one != "*"]
        options = [
            (view.say("report_whole"), ("", "")),
            *((view.say("report_organisation", one), ("", one)) for one in letters),
            *(
                (view.say("report_one", title, level), (one, ""))
                for one, title, level in opdrachten
            ),
        ]
        self.about.options = options
        self.about.value = before if before in dict(options).values() else ("", "")
        self._clear()

    def make(self, kind: str) -> None:
        """Make the report of what is chosen now; ``kind`` is html or pdf."""
        from wpo.publish.report import (  # noqa: PLC0415 - only for who wants it
            report_html,
            report_name,
            report_pdf,
        )

        view = self._screen.view
        extract, (assignment, organisation) = view.source.extract, self.about.value
        self._ready.value = f'<p role="status">{escape(view.say("report_busy"))}</p>'
        about = {"assignment": assignment, "organisation": organisation}
        try:
            made = (
                report_pdf(view.evaluation, extract, view.catalogue, **about)
                if kind == "pdf"
                else report_html(view.evaluation, extract, view.catalogue, **about).encode()
            )
        except WpoError as error:
            self._ready.value = f'<p role="alert">{escape(str(error))}</p>'
            return
        except Exception:
            self._ready.value = f'<p role="alert">{escape(view.say("broken"))}</p>'
            raise
        data = base64.b64encode(made).decode()
        name = f"{report_name(extract, **about)}.{kind}"
        text = escape(view.say("report_get", name))
        self._ready.value = (
            f'<p role="status"><a class="go" download="{escape(name)}" '
            f'href="data:{_KINDS[kind]};base64,{data}">{text}</a></p>'
            f"<p>{escape(view.say(f'report_next_{kind}'))}</p>"
        )

    def _clear(self) -> None:
        self._ready.value = ""


PAGE = Page(door=EVALUATION[6], filters=(), parts=parts, own=ReportMaker, own_after=2)
