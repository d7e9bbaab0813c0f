"""The projectleider's page to bring in what came by paper, form, mail or meeting.

A live page. It shows rows of the file that was chosen, and of people no more than that file says.
"""

import base64
from collections.abc import Callable, Mapping
from dataclasses import replace
from html import escape
from os import environ
from pathlib import Path
from typing import Any

import ipywidgets as widgets
from IPython.display import display

from wpo.apps.content import the_catalogue
from wpo.apps.gathering.earlier import Earlier
from wpo.apps.gathering.intake import (
    Intake,
    Plan,
    bring_in,
    look,
    look_again,
    organisations_of,
)
from wpo.apps.people.fields import button, choice, column, row, see, text_field, words
from wpo.apps.people.listing import Told
from wpo.apps.people.sure import Sure
from wpo.catalogue.filling import fill_text
from wpo.catalogue.loading import Catalogue
from wpo.errors import SetupError, WpoError
from wpo.model.floor import FloorEvent
from wpo.model.months import day_of, dutch_date
from wpo.model.people import Role
from wpo.model.pilot import REMARK_KINDS, SOURCES, PilotEvent, Rated, Remarked
from wpo.pilot.importing.forms import FOR_ALL, ITEM, Field, Form, guess_columns
from wpo.pilot.importing.judging import Columns, Fate, JudgedRow
from wpo.pilot.importing.mending import to_mend
from wpo.pilot.importing.values import HELPED_BY, short_code
from wpo.store.clock import now
from wpo.store.database import database_url, open_database, reading
from wpo.store.people import find_person

MOST_SHOWN = 200  # rows of a plan on the screen; what is refused comes first
_NONE = "-"  # what a field to choose from means where nothing is chosen
_STYLE = Path(__file__).parents[1] / "people" / "screen.css"


def show() -> None:
    """Show the page to the projectleider who opened it, and nothing of it to anybody else."""
    display(page(the_catalogue(), environ.get("WPO_PERSON")))


def page(catalogue: Catalogue, code: str | None) -> Any:
    """Return the page as one widget, or a line that says for whom it is."""
    if code is None:
        return words(f"<p>{escape(catalogue.staff['only_on_server'])}</p>")
    engine = open_database(database_url())
    with reading(engine) as connection:
        person = find_person(connection, code)
    refused = words(f"<p>{escape(catalogue.staff['bring_refused'])}</p>")
    if person is None or person.role is not Role.PROJECT_LEADER:
        return refused
    try:
        return ImportScreen(Intake(engine=engine, catalogue=catalogue, by=person)).box
    except SetupError:
        return refused


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
        options = [(label, code) for code, label in organisations_of(intake)]
        self._organisation = choice(self.say("bring_organisation"), options, options[0][1])
        sources = [(self.say(f"bring_source_{one}"), one) for one in SOURCES if one != "scherm"]
        self._source = choice(self.say("bring_source"), sources, "papier")
        self._place = column()
        self._mapping = _Mapping(self)
        self._preview, self._mend = words(""), words("")
        self._go = button("", self._bring_in, kind="main")
        self._panel = column(
            self._mapping.box, self._preview, self._mend, row(self._go), kind="panel"
        )
        self._earlier = Earlier(intake, self.say, self.sure, self._undone)
        style = words(f"<style>{_STYLE.read_text(encoding='utf-8')}</style>")
        about = "".join(f"<p>{escape(self.say(key))}</p>" for key in ("bring_how", "bring_never"))
        self.box = column(
            style,
            words(about),
            self.told,
            self.sure.box,
            row(self._organisation, self._source),
            self._place,
            self._panel,
            self._earlier.box,
            kind="wpo-people",
        )
        self._organisation.observe(lambda _: self._begin_anew(), names="value")
        self._source.observe(lambda _: self._begin_anew(), names="value")
        self._begin_anew()

    def say(self, key: str, *values: object) -> str:
        """Return a text of this page, filled in."""
        return fill_text(self.texts[key], *values)

    def map(self, form: Form, columns: Columns) -> None:
        """Judge the rows with the columns mapped like this."""
        if self.plan is None:
            return
        plan = replace(self.plan, form=form, columns=columns)
        try:
            self.plan = look_again(self.intake, plan, now())
            self.told.tell("")
        except WpoError as error:
            self.told.tell(error.message, good=False)
            self.plan = replace(plan, rows=())
        self._draw()

    def _begin_anew(self) -> None:
        """Show no file, and a fresh field to choose one."""
        self.plan = None
        upload = widgets.FileUpload(accept=".csv,.xlsx", description=self.say("bring_choose"))
        upload.observe(self._look, names="value")
        self._place.children = (row(upload),)
        see(self._panel, False)
        self.sure.hide()
        self._earlier.draw(self._organisation.value)

    def _look(self, change: Mapping[str, Any]) -> None:
        if not change["new"]:
            return
        file = change["new"][0]
        try:
            self.plan = look(
                self.intake,
                bytes(file["content"]),
                file["name"],
                organisation=self._organisation.value,
                source=self._source.value,
                now=now(),
            )
        except WpoError as error:
            self._begin_anew()
            self.told.tell(error.message, good=False)
            return
        self.told.tell("")
        self._mapping.open(self.plan)
        self._draw()
        see(self._panel, True)

    def _draw(self) -> None:
        plan = self.plan
        if plan is None:
            return
        n_new = plan.count(Fate.NEW)
        self._preview.value = plan_html(self, plan)
        self._mend.value = self._mend_html(plan)
        self._go.description = self.say("bring_go", n_new)
        self._go.disabled = not n_new

    def _mend_html(self, plan: Plan) -> str:
        n_refused = plan.count(Fate.REFUSED)
        if not n_refused:
            return ""
        data = base64.b64encode(to_mend(plan.table, plan.rows)).decode()
        return (
            f"<p>{escape(self.say('bring_mend_how'))}</p>"
            f'<p><a class="go" download="nakijken.csv" href="data:text/csv;base64,{data}">'
            f"{escape(self.say('bring_mend', n_refused))}</a></p>"
        )

    def _bring_in(self) -> None:
        plan = self.plan
        if plan is None:
            return
        n_new = plan.count(Fate.NEW)
        self._do(lambda: bring_in(self.intake, plan, now()), self.say("bring_done", n_new))

    def _do(self, action: Callable[[], object], done: str) -> None:
        try:
            action()
        except WpoError as error:
            self.told.tell(error.message, good=False)
            return
        self._begin_anew()
        self.told.tell(done)

    def _undone(self, text: str, good: bool) -> None:
        if good:
            self._begin_anew()
        self.told.tell(text, good=good)

    def form_label(self, form: str) -> str:
        """Return how a kind of row is called."""
        return self.texts.get(f"bring_form_{form}", form)


class _Mapping:
    """What the columns mean: a choice for each, and what is the same for every row."""

    def __init__(self, screen: ImportScreen) -> None:
        self._screen, self._say = screen, screen.say
        self._busy = False
        self._forms = {one.id: one for one in screen.intake.forms}
        labels = [(screen.form_label(one), one) for one in self._forms]
        self._form = choice(self._say("bring_form"), labels, labels[0][1])
        self._columns: list[Any] = []
        self._for_all: dict[Field, Any] = {}
        self._file, self._same, self._each = words(""), row(), row()
        said = f"<h3>{escape(self._say('bring_same'))}</h3>"
        self._about_same = column(words(said), self._same)
        self.box = column(
            self._file,
            row(self._form),
            words(f"<h3>{escape(self._say('bring_columns'))}</h3>"),
            self._each,
            self._about_same,
        )
        self._form.observe(lambda _: self._other_form(), names="value")

    def open(self, plan: Plan) -> None:
        """Show the columns of a file, mapped as they were guessed."""
        table = plan.table
        lines = [self._say("bring_file", plan.filename, len(table.rows))]
        lines += [self._say("bring_private", name) for name, _ in table.private]
        self._file.value = "".join(
            f"<h2>{escape(line)}</h2>" if n == 0 else f"<p>{escape(line)}</p>"
            for n, line in enumerate(lines)
        )
        self._busy = True
        self._form.value = plan.form.id
        self._busy, self._for_all = False, {}
        self._offer(plan)

    def _other_form(self) -> None:
        plan = self._screen.plan
        if self._busy or plan is None:
            return
        form = self._forms[self._form.value]
        targets = guess_columns(form, plan.table.headers)
        self._offer(replace(plan, form=form, columns=Columns(targets=targets)))
        self._changed()

    def _offer(self, plan: Plan) -> None:
        options = [(self._say("bring_unused"), _NONE)]
        options += [(self._called(plan.form, one), one) for one in plan.form.targets]
        self._columns = [
            choice(header, options, target or _NONE)
            for header, target in zip(plan.table.headers, plan.columns.targets, strict=True)
        ]
        self._for_all = {
            one: self._for_all.get(one) or self._field(one)
            for one in FOR_ALL
            if one in plan.form.fields
        }
        for field in (*self._columns, *self._for_all.values()):
            field.unobserve_all("value")
            field.observe(lambda _: self._changed(), names="value")
        self._each.children = tuple(self._columns)
        self._show_same()

    def _changed(self) -> None:
        self._show_same()
        targets = tuple("" if one.value == _NONE else one.value for one in self._columns)
        for_all = {
            name: field.value
            for name, field in self._for_all.items()
            if name not in targets and field.value not in ("", _NONE)
        }
        columns = Columns(targets=targets, for_all=for_all)
        self._screen.map(self._forms[self._form.value], columns)

    def _show_same(self) -> None:
        told = {one.value for one in self._columns}
        asked = [field for name, field in self._for_all.items() if name not in told]
        self._same.children = tuple(asked)
        see(self._about_same, bool(asked))

    def _called(self, form: Form, target: str) -> str:
        if target.startswith(ITEM) and form.questionnaire is not None:
            item = form.questionnaire.item(target.removeprefix(ITEM))
            return item.text if item else target
        return self._say(f"bring_field_{Field(target).name.lower()}")

    def _field(self, name: Field) -> Any:
        label = self._say(f"bring_field_{name.name.lower()}")
        options: list[tuple[str, str]] = []
        match name:
            case Field.ASSIGNMENT:
                every = self._screen.intake.catalogue.assignments.values()
                options = [(f"{short_code(one)} {one.title}", one.id) for one in every]
            case Field.ROLE:
                options = [(one, one) for one in ("deelnemer", "werkplekopleider", "coach")]
            case Field.HELPED_BY:
                options = [(one, one) for one in HELPED_BY]
            case Field.KIND:
                options = [(self._say(f"bring_kind_{one}"), one) for one in REMARK_KINDS]
            case _:
                return text_field(label, holder="24-11-2026" if name is Field.DATE else "")
        return choice(label, [(self._say("bring_nothing"), _NONE), *options], _NONE)


def plan_html(screen: ImportScreen, plan: Plan) -> str:
    """Return what a file would do, what is refused first, then what is new."""
    say = screen.say
    counted = say("bring_plan", *(plan.count(fate) for fate in Fate))
    order = {Fate.REFUSED: 0, Fate.NEW: 1, Fate.KNOWN: 2}
    rows = sorted(plan.rows, key=lambda one: (order[one.fate], one.number))
    lines = [say("bring_known_how")] if plan.count(Fate.KNOWN) else []
    if len(rows) > MOST_SHOWN:
        lines.append(say("people_plan_more", MOST_SHOWN, len(rows)))
    names = ("row", "assignment", "day", "told", "fate")
    head = "".join(f'<th scope="col">{escape(say(f"bring_{one}"))}</th>' for one in names)
    body = "".join(_row_html(screen, one) for one in rows[:MOST_SHOWN])
    told = "".join(f"<p>{escape(one)}</p>" for one in lines)
    return (
        f'<div role="status"><h3>{escape(counted)}</h3></div>{told}'
        f'<div class="scroll" tabindex="0" role="region" aria-label="{escape(counted)}">'
        f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _row_html(screen: ImportScreen, one: JudgedRow) -> str:
    cells = _told(screen, one.event) if one.event else ("", "", "")
    said = [f"{problem.column}: {problem.text}" for problem in one.problems] or [one.fate.value]
    names = ("assignment", "day", "told")
    middle = "".join(
        f'<td data-label="{escape(screen.say(f"bring_{name}"))}">{escape(cell)}</td>'
        for name, cell in zip(names, cells, strict=True)
    )
    shut = ' class="shut"' if one.fate is Fate.REFUSED else ""
    return (
        f'<tr><th scope="row">{one.number}</th>{middle}'
        f"<td{shut}>{'<br>'.join(map(escape, said))}</td></tr>"
    )


def _told(screen: ImportScreen, event: PilotEvent | FloorEvent) -> tuple[str, str, str]:
    """Return what a row tells: the opdracht, the day, and what, without whose it is."""
    say, day = screen.say, dutch_date(day_of(event.occurred_at))
    if isinstance(event, FloorEvent):
        goal = event.goal
        code = f"{goal.sub_skill[1:]}-{goal.level}" if goal else ""
        point, seen = getattr(event.facts, "point", ""), getattr(event.facts, "value", "")
        return code, day, f"{point}: {seen.replace('_', ' ')}"
    code = short_code(screen.intake.catalogue.assignments[event.assignment])
    match event.facts:
        case Rated(answers=answers):
            return code, day, say("bring_answers", len(answers))
        case Remarked(kind=kind, words=text):
            return code, day, f"{say(f'bring_kind_{kind}')}: {text}" if text else kind
        case facts:
            return code, day, facts.reason.replace("_", " ")
