"""*Rapport*: makes the report of the chosen set, to keep, to print, and to send on."""

import base64
from collections.abc import Sequence
from html import escape

from wpo.apps.evaluating.screen import Page, Part, Screen
from wpo.apps.evaluating.screen import show as show_page
from wpo.apps.evaluating.view import View
from wpo.apps.people.fields import button, column, words
from wpo.errors import WpoError
from wpo.model.people import EVALUATION


def show() -> None:
    """Show the page."""
    show_page(PAGE)


def parts(view: View) -> Sequence[Part]:
    """Return what the report is, before it is made."""
    return [view.words("report_title", tag="h2"), view.words("report_about")]


class ReportMaker:
    """A button that makes the report, and a link to keep it; nothing is left on the server."""

    def __init__(self, screen: Screen) -> None:
        self._screen = screen
        self._ready = words("")
        self.box = column(
            button(screen.view.say("report_make"), self.make, kind="main"), self._ready
        )

    def draw(self) -> None:
        """Let go of a report of another set."""
        self._ready.value = ""

    def make(self) -> None:
        """Make the report of what is chosen now."""
        from wpo.publish.report import report_html  # noqa: PLC0415 - only for who wants it

        view = self._screen.view
        self._ready.value = f'<p role="status">{escape(view.say("report_busy"))}</p>'
        try:
            html = report_html(view.evaluation)
        except WpoError as error:
            self._ready.value = f'<p role="alert">{escape(str(error))}</p>'
            return
        data = base64.b64encode(html.encode()).decode()
        name = f"rapport-{view.source.extract.name}.html"
        self._ready.value = (
            f'<p role="status"><a class="go" download="{escape(name)}" '
            f'href="data:text/html;base64,{data}">{escape(view.say("report_get"))}</a></p>'
            f"<p>{escape(view.say('report_next'))}</p>"
        )


PAGE = Page(door=EVALUATION[6], filters=(), parts=parts, own=ReportMaker)
