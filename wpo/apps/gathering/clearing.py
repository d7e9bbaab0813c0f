"""The projectleider reads own words of people, one text at a time, before they may be quoted.

A live page. It shows the words and the opdracht; never whose they are, of which organisation, or
what else that person said. What is decided is kept at once; a text is decided on once.
"""

from collections.abc import Mapping
from os import environ
from pathlib import Path
from typing import Any, ClassVar

import anywidget
import ipywidgets as widgets
import traitlets
from IPython.display import display
from sqlalchemy import Connection, Engine

from wpo.apps.content import the_catalogue
from wpo.apps.live import live_page
from wpo.apps.script import widget_script
from wpo.apps.ways import ways_bar
from wpo.catalogue.filling import fill_text
from wpo.catalogue.loading import Catalogue
from wpo.errors import SetupError, WpoError
from wpo.model.people import Person, Role
from wpo.pilot.reading import (
    OWN_MASKS,
    Reading,
    findings,
    leave,
    may_quote,
    take_out,
    take_out_words,
)
from wpo.pilot.scanning import Finding, Lists, lists_of
from wpo.store.clearing import OpenText, clear, progress, reopen, texts_to_clear, words_to_avoid
from wpo.store.clock import now
from wpo.store.database import reading, writing
from wpo.store.people import find_person

_HERE = Path(__file__).parent
_TEXTS = (
    "clear_words",
    "clear_quote",
    "clear_keep_back",
    "clear_undo",
    "clear_here",
    "clear_leave",
    "clear_keys",
    "clear_keys_title",
    "clear_select",
    "clear_nothing",
)


def show() -> None:
    """Show the desk to the projectleider who opened it, and nothing of it to anybody else."""
    display(page(the_catalogue(), environ.get("WPO_PERSON")))


def page(catalogue: Catalogue, code: str | None) -> Any:
    """Return the page as one widget, or a line that says for whom it is."""

    def screen(engine: Engine, person: Person) -> Any:
        bar = ways_bar(catalogue, Role.PROJECT_LEADER, "nalezen")
        return widgets.VBox([Desk(engine, catalogue, person.code), bar])

    return live_page(catalogue, code, Role.PROJECT_LEADER, "clear_refused", screen)


class Desk(anywidget.AnyWidget):
    """One text, what was found in it, and what to do.

    Parameters
    ----------
    engine
        Where the texts are.
    catalogue
        The words on the page, and the words to look out for.
    by
        The code of the projectleider.
    """

    _esm: ClassVar[str] = widget_script(__file__, "clearing.js")
    _css: ClassVar[str] = (_HERE / "desk.css").read_text(encoding="utf-8")
    texts = traitlets.Dict().tag(sync=True)
    state = traitlets.Dict().tag(sync=True)

    def __init__(self, engine: Engine, catalogue: Catalogue, by: str) -> None:
        self._engine, self._catalogue, self._by = engine, catalogue, by
        self._places = open_places(catalogue)
        self._lists, self._reading = Lists(), Reading(words="")
        self._text: OpenText | None = None
        self._last: tuple[str, str] | None = None
        self._progress, self._step = "", 0
        super().__init__(texts={name: catalogue.staff[name] for name in _TEXTS})
        self.on_msg(self._receive)
        self._next("")

    def _receive(self, _widget: object, content: Mapping[str, Any], _buffers: object) -> None:
        """Do what a button or a key asks; what belongs to an earlier view is left alone."""
        if content.get("step") != self._step:
            return
        try:
            self._do(content)
        except (ValueError, IndexError) as error:
            self._show(str(error))
        except SetupError as error:  # no projectleider any more
            self._text, self._reading, self._last = None, Reading(words=""), None
            self._show(error.message)
        except WpoError as error:
            self._show(error.message)

    def _do(self, content: Mapping[str, Any]) -> None:
        match content:
            case {"do": "take_out", "at": int(at), "mask": str(mask)}:
                self._now(take_out(self._reading, self._finding(at), mask))
            case {"do": "leave", "at": int(at)}:
                self._now(leave(self._reading, self._finding(at)))
            case {"do": "select", "start": int(start), "end": int(end), "mask": str(mask)}:
                self._now(take_out_words(self._reading, start, end, mask))
            case {"do": "quote"}:
                self._quote()
            case {"do": "keep_back"}:
                self._decide("", "clear_told_kept_back")
            case {"do": "undo"}:
                self._undo()

    def _now(self, reading: Reading) -> None:
        self._reading = reading
        self._show("")

    def _quote(self) -> None:
        # Looked at once more here, where nobody can press past it.
        if self._text is None or not may_quote(self._reading, self._lists):
            self._show(self._catalogue.staff["clear_not_yet"])
        else:
            self._decide(self._reading.words, "clear_told_quote")

    def _decide(self, words: str, told: str) -> None:
        text = self._text
        if text is None:
            return
        with writing(self._engine) as connection:
            self._check(connection)
            kept = clear(connection, text, words, self._by, now())
        self._last = text.key if kept else None
        self._next(self._catalogue.staff[told if kept else "clear_told_gone"])

    def _undo(self) -> None:
        if self._last is None:
            return
        with writing(self._engine) as connection:
            self._check(connection)
            undone = reopen(connection, self._last, self._by)
        key, self._last = self._last, None
        self._next(
            self._catalogue.staff["clear_told_undone" if undone else "clear_told_coded"], key
        )

    def _next(self, told: str, wanted: tuple[str, str] | None = None) -> None:
        """Show the next text, or the one that is wanted; read anew what there is."""
        with reading(self._engine) as connection:
            self._check(connection)
            waiting = texts_to_clear(connection, places=self._places)
            names, companies = words_to_avoid(connection)
            done = progress(connection, places=self._places)
        self._lists = lists_of(self._catalogue.sensitive, names=names, companies=companies)
        self._progress = fill_text(
            self._catalogue.staff["clear_progress"], done.waiting, done.quoted, done.kept_back
        )
        first = next((one for one in waiting if one.key == wanted), None)
        self._text = first or next(iter(waiting), None)
        self._reading = Reading(words=self._text.words if self._text else "")
        self._show(told)

    def _check(self, connection: Connection) -> None:
        """See to it that whoever reads may still read."""
        if not _is_reader(connection, self._by):
            raise SetupError(self._catalogue.staff["clear_refused"])

    def _finding(self, at: int) -> Finding:
        found = findings(self._reading, self._lists)
        if not 0 <= at < len(found):
            raise IndexError(self._catalogue.staff["clear_nothing"])
        return found[at]

    def _show(self, told: str) -> None:
        """Draw the text anew. Every drawing has a number: a second tap on the old one is stale."""
        self._step += 1
        self.state = {
            "step": self._step,
            "parts": self._parts(),
            "about": self._about(),
            "may_quote": may_quote(self._reading, self._lists),
            "may_undo": self._last is not None,
            "progress": self._progress,
            "told": told,
            "masks": list(OWN_MASKS),
            "empty": self._text is None,
        }

    def _parts(self) -> list[dict[str, Any]]:
        """Return the text in parts, each plain or one finding."""
        words, at = self._reading.words, 0
        parts: list[dict[str, Any]] = []
        for n, one in enumerate(findings(self._reading, self._lists)):
            label = self._catalogue.staff["clear_hard" if one.is_hard else "clear_soft"]
            parts += [{"text": words[at : one.start]}] if at < one.start else []
            parts.append(
                {
                    "text": words[one.start : one.end],
                    "at": n,
                    "hard": one.is_hard,
                    "kind": one.kind.value,
                    "label": fill_text(label, one.kind.value),
                }
            )
            at = one.end
        return [*parts, {"text": words[at:]}] if at < len(words) else parts

    def _about(self) -> str:
        if self._text is None:
            return ""
        assignment = self._catalogue.assignments.get(self._text.assignment)
        title = assignment.title if assignment else self._text.assignment
        return fill_text(self._catalogue.staff["clear_about"], title)


def open_places(catalogue: Catalogue) -> frozenset[tuple[str, str]]:
    """Return which questions of questionnaires are answered by a place, not by own words."""
    return frozenset(
        (one.id, item.id)
        for one in catalogue.questionnaires.values()
        for item in one.items
        if item.place
    )


def _is_reader(connection: Connection, code: str) -> bool:
    person = find_person(connection, code)
    return person is not None and person.role is Role.PROJECT_LEADER
