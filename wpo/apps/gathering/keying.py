"""The coach's page to key in what people of the own organisation wrote on paper.

A live page around one widget that looks like the paper. It is live, and no page of the floor,
because every paper is judged at once and can be undone; what a bad connection would lose stays on
the device until the kernel has answered (see ``keying.js``).
"""

from collections.abc import Mapping
from os import environ
from pathlib import Path
from typing import Any, ClassVar

import anywidget
import traitlets
from IPython.display import display
from sqlalchemy import Engine

from wpo.apps.content import the_catalogue
from wpo.apps.gathering.earlier import Earlier
from wpo.apps.gathering.intake import Intake
from wpo.apps.gathering.papers import Keyed, keep_paper, keyed_today, undo_paper
from wpo.apps.gathering.printing import Printing
from wpo.apps.live import live_page
from wpo.apps.people.fields import column, words
from wpo.apps.people.listing import Told
from wpo.apps.people.sure import Sure
from wpo.apps.script import widget_script
from wpo.apps.ways import ways_bar
from wpo.catalogue.filling import fill_text
from wpo.catalogue.loading import Catalogue
from wpo.catalogue.private_columns import squeezed
from wpo.errors import WpoError
from wpo.model.floor import SEEN, SITUATIONS
from wpo.model.months import HERE, day_of
from wpo.model.people import Person, Role
from wpo.pilot.importing.forms import ITEM, NOT_DONE, OBSERVATIONS, REMARKS, Field, Form
from wpo.pilot.importing.values import HELPED_BY, named_assignments, place_names
from wpo.store.clock import now

_HERE = Path(__file__).parent
_STYLES = (_HERE.parent / "people" / "screen.css", _HERE / "keying.css")
_TEXTS = (
    *("how", "which", "save", "saving", "waiting", "look", "wrong", "today", "nothing_today"),
    *("mend", "mend_last", "mending", "remove", "leave", "first_assignment", "first_points"),
    *("anyway", "skip"),
)


def show() -> None:
    """Show the page to the coach who opened it, and nothing of it to anybody else."""
    display(page(the_catalogue(), environ.get("WPO_PERSON")))


def page(catalogue: Catalogue, code: str | None) -> Any:
    """Return the page as one widget, or a line that says for whom it is."""

    def screen(engine: Engine, person: Person) -> Any:
        return KeyingScreen(Intake(engine=engine, catalogue=catalogue, by=person)).box

    return live_page(catalogue, code, Role.COACH, "key_refused", screen)


class Papers(anywidget.AnyWidget):
    """The paper on the screen; ``receive`` takes what it sends."""

    _esm: ClassVar[str] = widget_script(__file__, "keying.js")
    texts = traitlets.Dict().tag(sync=True)
    forms: traitlets.List[dict[str, Any]] = traitlets.List().tag(sync=True)
    assignments = traitlets.Dict().tag(sync=True)
    person = traitlets.Unicode("").tag(sync=True)
    keyed: traitlets.List[dict[str, Any]] = traitlets.List().tag(sync=True)


class KeyingScreen:
    """The paper, and below it what was keyed in before.

    Raises
    ------
    SetupError
        If whoever asks may not key in.
    """

    def __init__(self, intake: Intake) -> None:
        self.intake, self.texts = intake, intake.catalogue.staff
        self.told = Told()
        self.sure = Sure(self.say, self.told)
        self.papers = Papers(
            texts={name: self.say(f"key_{name}") for name in _TEXTS},
            forms=[self._form(one) for one in intake.forms if one.id not in (REMARKS, NOT_DONE)],
            assignments=_assignments(intake.catalogue),
            person=intake.by.code,
        )
        self.papers.on_msg(self.receive)
        self._earlier = Earlier(intake, self.say, self.sure, self._undone, own=True)
        style = "".join(one.read_text(encoding="utf-8") for one in _STYLES)
        self.box = column(
            words(f"<style>{style}</style>"),
            self.papers,
            self.told,
            self.sure.box,
            self._earlier.box,
            Printing(self.say, intake.catalogue).box,
            ways_bar(intake.catalogue, Role.COACH, "intikken"),
            kind="wpo-people",
        )
        self._show_today()

    def say(self, key: str, *values: object) -> str:
        """Return a text of this page, filled in."""
        return fill_text(self.texts[key], *values)

    def receive(self, _widget: object, content: Mapping[str, Any], _buffers: object) -> None:
        """Take a paper in, or take the last one back; the paper hears what became of it."""
        try:
            match content:
                case {"save": {"id": str(), "form": str(), "cells": dict()} as paper}:
                    self._save(paper)
                case {"undo": str(paper)}:
                    gone = undo_paper(self.intake, paper, now())
                    said = self.say("key_undone" if gone else "key_nothing_undone")
                    self.papers.send({"gone": paper, "said": said, "good": gone})
                    self._show_today()
        except WpoError as error:
            self.papers.send({"said": error.message, "good": False})

    def _save(self, paper: Mapping[str, Any]) -> None:
        cells = {str(key): str(one) for key, one in paper["cells"].items()}
        old = str(paper.get("instead", ""))
        kept = keep_paper(
            self.intake,
            paper["id"],
            paper["form"],
            cells,
            now(),
            instead_of=old,
            sure=paper.get("sure") is True,
        )
        if kept.problems:
            problems = [[str(target), why] for target, why in kept.problems]
            self.papers.send({"wrong": paper["id"], "problems": problems})
            return
        if kept.like:
            said = self.say("key_alike", kept.like)
            self.papers.send({"alike": paper["id"], "text": said})
            return
        self.papers.send({"kept": paper["id"], "text": self.say("key_saved")})
        self._show_today()

    def _show_today(self) -> None:
        self.papers.keyed = [self._line(one) for one in keyed_today(self.intake, now())]
        self._earlier.draw(self.intake.by.organisation)

    def _line(self, one: Keyed) -> dict[str, Any]:
        """Return a paper as the list of today has it: when, what, whose; and all that is on it."""
        told = (
            f"{one.at.astimezone(HERE):%H:%M}",
            self.say(f"key_form_{one.form}"),
            one.cells.get(Field.ASSIGNMENT, ""),
            one.cells.get(Field.PERSON, ""),
        )
        text = ", ".join(part for part in told if part)
        return {"id": one.paper, "form": one.form, "cells": dict(one.cells), "text": text}

    def _undone(self, text: str, good: bool) -> None:
        self._show_today()
        self.told.tell(text, good=good)

    def _form(self, form: Form) -> dict[str, Any]:
        """Return a paper as the widget draws it, in the order in which it is printed."""
        is_card = form.id == OBSERVATIONS
        blanks = [Field.PERSON, Field.OBSERVER, Field.ASSIGNMENT, Field.DATE]
        fields = [self._blank(one) for one in blanks if is_card or one is not Field.OBSERVER]
        if form.questionnaire is not None:
            for item in form.questionnaire.items:
                kind = "places" if item.place else "scale" if item.labels else "words"
                options = [[str(n), label] for n, label in enumerate(item.labels, start=1)]
                name = f"{form.id}/{item.id}"
                fields.append(_field(ITEM + item.id, item.text, kind, options, name))
            if form.questionnaire.for_role is Role.PARTICIPANT:
                helped = [[str(one), str(one)] for one in HELPED_BY]
                fields.append(self._blank(Field.HELPED_BY, "scale", helped))
        if is_card:
            seen = [[one, self.say(f"seen_{one}")] for one in SEEN]
            situations = [[one, self.say(f"situation_{one}")] for one in SITUATIONS]
            fields += [
                _field("punten", "", "points", seen),
                self._blank(Field.SITUATION, "scale", situations),
                self._blank(Field.WORDS, "words"),
            ]
        return {"id": form.id, "label": self.say(f"key_form_{form.id}"), "fields": fields}

    def _blank(
        self, name: Field, kind: str = "blank", options: list[list[str]] | None = None
    ) -> dict[str, Any]:
        label = self.say(f"bring_field_{name.name.lower()}")
        value = f"{day_of(now()):%d-%m-%Y}" if name is Field.DATE else ""
        return _field(name.value, label, kind, options) | {"value": value}


def _field(
    target: str, label: str, kind: str, options: list[list[str]] | None = None, name: str = ""
) -> dict[str, Any]:
    return {"target": target, "label": label, "kind": kind, "options": options or [], "id": name}


def _assignments(catalogue: Catalogue) -> dict[str, Any]:
    """Return every opdracht by all that it is called, with its title, places and points."""
    return {
        squeezed(word): {
            "title": one.title,
            "places": [[place, name] for place, name in place_names(one).items()],
            "points": [[point.id, point.text] for point in one.trainer.observe],
        }
        for word, one in named_assignments(catalogue.assignments.values()).items()
    }
