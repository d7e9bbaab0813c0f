"""A page about the pilot: what to choose above, figures below; the choice stands in the address.

A live page of ipywidgets, on our server and in JupyterLab. Widgets are made once and filled again
at every choice, so that a figure moves instead of blinking.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from html import escape
from os import environ
from pathlib import Path
from typing import Any, Protocol

import ipywidgets as widgets
from IPython.display import display

from wpo.apps.content import the_catalogue
from wpo.apps.evaluating import source as sources
from wpo.apps.evaluating.address import Ways
from wpo.apps.evaluating.choice import Choice
from wpo.apps.evaluating.filters import ATTRIBUTE, options_of
from wpo.apps.evaluating.view import View, Words
from wpo.apps.evaluating.ways import has_addresses, other_ways, ways
from wpo.apps.people import fields as looks
from wpo.apps.people.fields import choice as dropdown
from wpo.apps.people.fields import column, row, words
from wpo.catalogue.loading import Catalogue
from wpo.errors import ExtractDamaged, WpoError
from wpo.figures.chart import Chart
from wpo.figures.library import LIBRARY
from wpo.figures.shown import Shown

Part = Shown | Words
_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One of these pages: its door, what one may choose there, and what it shows of a view.

    ``own`` makes, once, what one can do there; it stands behind the first ``own_after`` parts.
    """

    door: str
    filters: tuple[str, ...]
    parts: Callable[[View], Iterable[Part]]
    own: Callable[["Screen"], "Own"] | None = None
    own_after: int = 0


class Own(Protocol):
    """What a page has besides figures and words."""

    @property
    def box(self) -> widgets.Widget:
        """What stands on the page."""

    def draw(self) -> None:
        """Fill it with what is chosen now."""


def show(page: Page) -> None:
    """Show a page to whoever opened it."""
    display(page_widget(page, the_catalogue()))


def page_widget(page: Page, catalogue: Catalogue) -> widgets.Widget:
    """Return a page as one widget, or a line that says why there is nothing to see yet."""
    choice = Choice.from_query(environ.get("QUERY_STRING", ""))
    if sources.chosen(sources.folder(), choice.extract) is None:
        return _only(catalogue.staff["eval_no_set"])
    try:
        return Screen(page, catalogue, choice).box
    except ExtractDamaged as error:
        return _only(catalogue.staff["eval_damaged"], str(error))
    except WpoError as error:
        return _only(str(error))


def _only(*lines: str) -> widgets.Widget:
    text = "".join(f"<p>{escape(one)}</p>" for one in lines)
    main = f'<div class="wpo-evaluation"><div class="notes">{text}</div></div>'
    return words(f"<style>{style()}</style>{main}")


class Screen:
    """One open page.

    Parameters
    ----------
    page
        Which page.
    catalogue
        What things are called.
    choice
        What is chosen when it opens.
    role
        Whose page it is; empty where that is not known.

    Raises
    ------
    ExtractDamaged
        If the chosen set cannot be read.
    """

    def __init__(self, page: Page, catalogue: Catalogue, choice: Choice, role: str = "") -> None:
        self.page, self.catalogue, self.choice = page, catalogue, choice
        self.role = role or environ.get("WPO_ROLE", "")
        self.names = ("extract", *page.filters)
        self.lost: tuple[str, ...] = ()
        self.view = self._settled()
        self._charts: list[Chart] = []
        self._words: list[Any] = []
        self._is_filling = False
        self.told = words("")
        self.ways = Ways(
            ways(self.view, page.door),
            self.choice.query,
            {name: self._say(name) for name in ("ways", "silent", "reopen")},
        )
        self.fields = {name: self._field(name) for name in self.names}
        self.parts = column()
        self._own = page.own(self) if page.own else None
        self.box = column(
            words(f"<style>{style()}</style>"),
            self.ways,
            row(*self.fields.values()),
            self.told,
            self.parts,
            words(other_ways(self.view, self.role)),
        )
        for kind in ("wpo-people", "wpo-evaluation"):
            self.box.add_class(kind)
        self.draw()

    def draw(self) -> None:
        """Fill the page with what is chosen now."""
        self.told.value = self._notes()
        charts, texts = self._pool_of_charts(), self._pool_of_words()
        made: list[Any] = []
        for part in self.page.parts(self.view):
            match part:
                case Shown():
                    chart = next(charts)
                    chart.show(part, self._say("source", self.view.source.label))
                    made.append(chart)
                case Words(html=html):
                    text = next(texts)
                    text.value = html
                    made.append(text)
        if self._own:
            self._own.draw()
            made.insert(self.page.own_after, self._own.box)
        self.parts.children = tuple(made)
        self.ways.answer(self.choice.query, sum(isinstance(one, Chart) for one in made))

    def choose(self, name: str, value: str) -> None:
        """Choose something, and show what that gives; a set that cannot be read is told."""
        before = self.choice, self.view
        self.choice = self.choice.with_(name, value)
        try:
            self.view = self._settled()
            self._fill_fields()
            self.draw()
        except WpoError as error:
            self.choice, self.view = before
            self._fill_fields()
            self._tell(str(error))
        except Exception:
            self._tell(self._say("broken"))
            raise

    def reread(self) -> None:
        """Show what was decided meanwhile, here or in another window."""
        self.view = self._settled()
        self.draw()

    def _notes(self) -> str:
        """Return what must be read before anything else."""
        synthetic = self.view.source.extract.is_synthetic
        notes = [
            *([self._say("lost", ", ".join(self.lost))] if self.lost else []),
            *([self._say("synthetic")] if synthetic else []),
            *self.view.evaluation.notes,
        ]
        lines = "".join(f"<p>{escape(one)}</p>" for one in notes)
        return f'<div class="notes">{lines}</div>' if notes else ""

    def _tell(self, text: str) -> None:
        self.told.value = f'<p role="alert">{escape(text)}</p>'
        self.ways.answer(self.choice.query)

    def _settled(self) -> View:
        """Return the view of what is chosen; what was asked and is not there is let go, and told.

        The set is always named in the address: tomorrow the newest is another one.
        """
        view, lost = self._view(), []
        for name in self.names:
            options, held = options_of(name, view), ATTRIBUTE.get(name, name)
            asked = getattr(self.choice, held)
            if asked not in {value for _, value in options}:
                lost += [view.say(held)] if asked else []
                self.choice = replace(self.choice, **{held: options[0][1] if options else ""})
                view = self._view()
        self.lost = tuple(lost)
        return view

    def _view(self) -> View:
        path = sources.chosen(sources.folder(), self.choice.extract)
        if path is None:
            raise ExtractDamaged(self.catalogue.staff["eval_no_set"])
        source = sources.read(path)
        return View(source=source, catalogue=self.catalogue, choice=self.choice)

    def _field(self, name: str) -> Any:
        held = ATTRIBUTE.get(name, name)
        options = options_of(name, self.view)
        field = dropdown(self._say(held), options, getattr(self.choice, held))
        field.add_class("choose")
        field.observe(lambda change: self._changed(held, change["new"]), names="value")
        return field

    def _changed(self, name: str, value: str) -> None:
        if not self._is_filling:
            self.choose(name, value)

    def _fill_fields(self) -> None:
        self._is_filling = True
        try:
            for name, field in self.fields.items():
                options = tuple(options_of(name, self.view))
                if options != field.options:
                    field.options = options
                field.value = getattr(self.choice, ATTRIBUTE.get(name, name))
        finally:
            self._is_filling = False

    def _pool_of_charts(self) -> Iterator[Chart]:
        texts = {name: self._say(f"chart_{name}") for name in ("table", "csv", "svg", "png")}
        address = LIBRARY if has_addresses() else ""
        yield from _pool(self._charts, lambda: Chart(texts, address))

    def _pool_of_words(self) -> Iterator[Any]:
        yield from _pool(self._words, lambda: words(""))

    def _say(self, key: str, *given: object) -> str:
        return self.view.say(key, *given)


def _pool(made: list[Any], make: Callable[[], Any]) -> Iterator[Any]:
    """Yield what was made before, then what is made now."""
    yield from tuple(made)
    while True:
        made.append(make())
        yield made[-1]


def style() -> str:
    """Return the style of these pages: that of the other live pages, and their own."""
    shared = Path(looks.__file__).with_name("screen.css").read_text(encoding="utf-8")
    return shared + (_HERE / "screen.css").read_text(encoding="utf-8")
