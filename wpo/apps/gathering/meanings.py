"""What the columns of a file mean: a choice for each, and what is the same for every row."""

from collections.abc import Callable
from dataclasses import replace
from html import escape
from typing import Any

from wpo.apps.gathering.intake import Plan
from wpo.apps.gathering.preview import Say
from wpo.apps.people.fields import choice, column, row, see, text_field, words
from wpo.catalogue.loading import Catalogue
from wpo.model.pilot import REMARK_KINDS
from wpo.pilot.importing.forms import FOR_ALL, ITEM, Field, Form, forms, guess_columns
from wpo.pilot.importing.judging import Columns
from wpo.pilot.importing.values import HELPED_BY, short_code

_NONE = "-"  # what a field to choose from means where nothing is chosen
_N_EXAMPLES, _LONGEST_EXAMPLE = 3, 24
_PEOPLE = (Field.PERSON, Field.OBSERVER)


class Meanings:
    """The fields, in ``box``.

    Parameters
    ----------
    say
        Returns a text of the page, filled in.
    changed
        Is told the kind of row and the columns whenever somebody maps them otherwise.
    other_sheet
        Is told the name of another sheet when that is chosen.
    """

    def __init__(
        self,
        say: Say,
        catalogue: Catalogue,
        changed: Callable[[Form, Columns], object],
        other_sheet: Callable[[str], object],
    ) -> None:
        self._say, self._catalogue, self._tell = say, catalogue, changed
        self._busy = False
        self._plan: Plan | None = None
        self._forms = {one.id: one for one in forms(catalogue.questionnaires)}
        labels = [(say(f"bring_form_{one}"), one) for one in self._forms]
        self._form = choice(say("bring_form"), labels, labels[0][1])
        self._sheet = choice(say("bring_sheet"), [], None)
        self._columns: list[Any] = []
        self._for_all: dict[Field, Any] = {}
        self._file, self._same, self._each = words(""), row(), row()
        self._about_same = column(words(f"<h3>{escape(say('bring_same'))}</h3>"), self._same)
        self.box = column(
            self._file,
            row(self._sheet, self._form),
            words(f"<h3>{escape(say('bring_columns'))}</h3>"),
            self._each,
            self._about_same,
        )
        self._form.observe(lambda _: self._other_form(), names="value")
        self._sheet.observe(
            lambda change: None if self._busy else other_sheet(change["new"]), names="value"
        )

    def open(self, plan: Plan) -> None:
        """Show the columns of a file, mapped as they were guessed."""
        table = plan.table
        lines = [self._say("bring_file", plan.filename, len(table.rows))]
        if table.n_hidden:
            lines.append(self._say("bring_hidden", table.n_hidden))
        if len(table.sheets) > 1:
            lines.append(self._say("bring_sheets", table.sheet))
        lines += [self._say("bring_private", name) for name, _ in table.private]
        self._file.value = "".join(
            f"<h2>{escape(line)}</h2>" if n == 0 else f"<p>{escape(line)}</p>"
            for n, line in enumerate(lines)
        )
        self._busy = True
        self._form.value = plan.form.id
        self._sheet.options = table.sheets
        self._sheet.value = table.sheet
        see(self._sheet, len(table.sheets) > 1)
        self._busy, self._for_all = False, {}
        self._offer(plan)

    def _other_form(self) -> None:
        plan = self._plan
        if self._busy or plan is None:
            return
        form = self._forms[self._form.value]
        targets = guess_columns(form, plan.table.headers)
        self._offer(replace(plan, form=form, columns=Columns(targets=targets)))
        self._changed()

    def _offer(self, plan: Plan) -> None:
        self._plan = plan
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
        self._each.children = tuple(
            column(field, words(f'<p class="hint">{escape(text)}</p>'), kind="mapped")
            for field, text in zip(self._columns, _examples(plan), strict=True)
        )
        self._show_same()

    def _changed(self) -> None:
        self._show_same()
        targets = tuple("" if one.value == _NONE else one.value for one in self._columns)
        for_all = {
            name: field.value
            for name, field in self._for_all.items()
            if name not in targets and field.value not in {"", _NONE}
        }
        self._tell(self._forms[self._form.value], Columns(targets=targets, for_all=for_all))

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
                every = self._catalogue.assignments.values()
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


def _examples(plan: Plan) -> list[str]:
    """Return for each column some of what stands in it; nothing of codes of people."""
    found: list[str] = []
    for place, target in enumerate(plan.columns.targets):
        rows = () if target in _PEOPLE else plan.table.rows
        cells = dict.fromkeys(one.cells[place] for one in rows if one.cells[place])
        shown = [" ".join(one.split())[:_LONGEST_EXAMPLE] for one in list(cells)[:_N_EXAMPLES]]
        found.append(" · ".join(shown))
    return found
