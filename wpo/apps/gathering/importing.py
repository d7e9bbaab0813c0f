"""The projectleider's page to bring in what came by paper, form, mail or meeting.

A live page. It shows rows of the file that was chosen, and of people no more than that file says.
"""

from dataclasses import replace
from html import escape
from os import environ
from pathlib import Path
from typing import Any

from IPython.display import display
from sqlalchemy import Engine

from wpo.apps.content import the_catalogue
from wpo.apps.files import Choose, Download
from wpo.apps.gathering.earlier import Earlier
from wpo.apps.gathering.intake import (
    Intake,
    Plan,
    bring_in,
    look,
    look_again,
    organisations_of,
)
from wpo.apps.gathering.meanings import Meanings
from wpo.apps.gathering.preview import alike_html, plan_html
from wpo.apps.gathering.printing import Printing
from wpo.apps.live import live_page
from wpo.apps.people.fields import button, choice, column, row, see, tick, words
from wpo.apps.people.listing import Told
from wpo.apps.people.sure import Sure
from wpo.apps.ways import ways_bar
from wpo.catalogue.filling import fill_text
from wpo.catalogue.loading import Catalogue
from wpo.catalogue.sheets import LARGEST_FILE
from wpo.errors import WpoError
from wpo.model.people import Person, Role
from wpo.model.pilot import SOURCES
from wpo.pilot.importing.forms import Form
from wpo.pilot.importing.judging import Columns, Fate
from wpo.pilot.importing.mending import to_mend
from wpo.store.clock import now

_HERE = Path(__file__).parent
_STYLES = (_HERE.parent / "people" / "screen.css", _HERE / "importing.css")
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def show() -> None:
    """Show the page to the projectleider who opened it, and nothing of it to anybody else."""
    display(page(the_catalogue(), environ.get("WPO_PERSON")))


def page(catalogue: Catalogue, code: str | None) -> Any:
    """Return the page as one widget, or a line that says for whom it is."""

    def screen(engine: Engine, person: Person) -> Any:
        return ImportScreen(Intake(engine=engine, catalogue=catalogue, by=person)).box

    return live_page(catalogue, code, Role.PROJECT_LEADER, "bring_refused", screen)


class ImportScreen:
    """Choose a file, map its columns, see what would happen, bring it in, and take it back.

    Raises
    ------
    SetupError
        If whoever asks may not bring in.
    """

    def __init__(self, intake: Intake) -> None:
        self.intake, self.texts = intake, intake.catalogue.staff
        self.told = Told()
        self.sure = Sure(self.say, self.told)
        self.plan: Plan | None = None
        self._left_out: Plan | None = None  # of which rows are to be mended
        self._file, self._name = b"", ""
        options = [(label, code) for code, label in organisations_of(intake)]
        if len(options) != 1:
            options = [(self.say("bring_choose_organisation"), ""), *options]
        self._organisation = choice(self.say("bring_organisation"), options, options[0][1])
        sources = [(self.say(f"bring_source_{one}"), one) for one in SOURCES if one != "scherm"]
        self._source = choice(self.say("bring_source"), sources, "papier")
        self._place = Choose(
            self.say("bring_choose"),
            ".csv,.xlsx",
            LARGEST_FILE,
            self.say("file_too_large", LARGEST_FILE // 1_000_000),
            self._choose,
        )
        self._meanings = Meanings(self.say, intake.catalogue, self._map, self._look)
        self._preview = words("")
        self._download = Download("nakijken.xlsx", _XLSX, self._to_mend)
        self._mend = column(words(f"<p>{escape(self.say('bring_mend_how'))}</p>"), self._download)
        self._go = button("", self._bring_in, kind="main")
        self._alike = words("")
        self._take = tick(self.say("bring_alike_take"))
        doubt = column(self._alike, self._take)
        self._panel = column(self._meanings.box, self._preview, doubt, row(self._go), kind="panel")
        self._earlier = Earlier(intake, self.say, self.sure, self._undone)
        style = "".join(one.read_text(encoding="utf-8") for one in _STYLES)
        about = "".join(f"<p>{escape(self.say(key))}</p>" for key in ("bring_how", "bring_never"))
        self.box = column(
            words(f"<style>{style}</style>"),
            words(about),
            self.told,
            self.sure.box,
            row(self._organisation, self._source),
            self._place,
            self._panel,
            self._mend,
            self._earlier.box,
            Printing(self.say, intake.catalogue).box,
            ways_bar(intake.catalogue, Role.PROJECT_LEADER, "inlezen"),
            kind="wpo-people",
        )
        self.box.add_class("bringing")
        self._organisation.observe(lambda _: self._elsewhere(), names="value")
        self._source.observe(lambda _: self._elsewhere(), names="value")
        self._take.observe(lambda _: self._also_alike(), names="value")
        self._begin_anew()

    def say(self, key: str, *values: object) -> str:
        """Return a text of this page, filled in."""
        return fill_text(self.texts[key], *values)

    def _begin_anew(self) -> None:
        """Show no file; what is to be mended stays."""
        self.plan, self._file = None, b""
        see(self._place, bool(self._organisation.value))
        see(self._panel, False)
        self.sure.hide()
        self._draw_mend()
        see(self._earlier.box, bool(self._organisation.value))
        if self._organisation.value:
            self._earlier.draw(self._organisation.value)

    def _elsewhere(self) -> None:
        """Take the same file for another organisation, or as come in another way."""
        plan, self._left_out = self.plan, None
        if plan is None or not self._organisation.value:
            self._begin_anew()
            return
        self._earlier.draw(self._organisation.value)
        organisation, source = self._organisation.value, self._source.value
        self._judge(replace(plan, organisation=organisation, source=source))

    def _choose(self, data: bytes, name: str) -> None:
        self._file, self._name = data, name
        self._look()

    def _look(self, sheet: str = "") -> None:
        """Show what the file that was chosen would do."""
        self._left_out, self.plan, self._take.value = None, None, False
        try:
            self.plan = look(
                self.intake,
                self._file,
                self._name,
                organisation=self._organisation.value,
                source=self._source.value,
                now=now(),
                sheet=sheet,
            )
        except WpoError as error:
            self._begin_anew()
            self.told.tell(error.message, good=False)
            return
        self.told.tell("")
        self._meanings.open(self.plan)
        self._draw()
        see(self._panel, True)

    def _map(self, form: Form, columns: Columns) -> None:
        """Judge the rows with the columns mapped like this."""
        if self.plan is not None:
            self._judge(replace(self.plan, form=form, columns=columns))

    def _also_alike(self) -> None:
        """Take what is likely here already, or leave it out again."""
        if self.plan is not None:
            self._judge(replace(self.plan, also_alike=self._take.value))

    def _judge(self, plan: Plan) -> None:
        try:
            self.plan = look_again(self.intake, plan, now())
            self.told.tell("")
        except WpoError as error:
            self.told.tell(error.message, good=False)
            self.plan = replace(plan, rows=())
        self._draw()

    def _draw(self) -> None:
        plan = self.plan
        if plan is None:
            return
        n_new = plan.count(Fate.NEW)
        self._preview.value = plan_html(self.say, self.intake.catalogue, plan)
        self._alike.value = alike_html(self.say, self.intake.catalogue, plan)
        see(self._alike, bool(plan.alike))
        see(self._take, bool(plan.alike))
        self._go.description = self.say("bring_go", n_new)
        self._go.disabled = not n_new
        self._left_out = plan
        self._draw_mend()

    def _draw_mend(self) -> None:
        n_left_out = self._left_out.n_left_out if self._left_out else 0
        self._download.label = self.say("bring_mend", n_left_out)
        see(self._mend, n_left_out > 0)

    def _to_mend(self) -> bytes:
        plan = self._left_out
        if plan is None:
            return b""
        return to_mend(plan.table, plan.form, plan.columns, plan.rows, plan.file_hash)

    def _bring_in(self) -> None:
        plan = self.plan
        if plan is None:  # pressed twice
            return
        self._go.disabled = True
        try:
            bring_in(self.intake, plan, now())
        except WpoError as error:
            self._judge(plan)
            self.told.tell(error.message, good=False)
            return
        self._begin_anew()
        self.told.tell(self.say("bring_done", plan.count(Fate.NEW)))

    def _undone(self, text: str, good: bool) -> None:
        if good:
            self._left_out = None
            self._begin_anew()
        self.told.tell(text, good=good)
