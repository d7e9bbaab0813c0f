"""A page about the pilot: what to choose above, figures below; the choice stands in the address.

A live page of ipywidgets, on our server and in JupyterLab. Widgets are made once and filled again
at every choice, so that a figure moves instead of blinking.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
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
from wpo.apps.evaluating.ways import has_addresses, ways
from wpo.apps.people import fields as looks
from wpo.apps.people.fields import choice as dropdown
from wpo.apps.people.fields import column, row, words
from wpo.catalogue.loading import Catalogue
from wpo.errors import ExtractDamaged, WpoError
from wpo.figures.chart import Chart
from wpo.figures.library import LIBRARY
from wpo.figures.shown import Shown

Part = Shown | Words | widgets.Widget
_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One of these pages: its door, what one may choose there, and what it shows of a view.

    ``own`` makes, once, what one can do there; it stands below the rest.
    """

    door: str
    filters: tuple[str, ...]
    parts: Callable[[View], Sequence[Part]]
    own: Callable[["Screen"], "Own"] | None = None


class Own(Protocol):
    """What a page has besides figures and words."""

    box: widgets.Widget

    def draw(self) -> None:
        """Fill it with what is chosen now."""


def show(page: Page) -> None:
    """Show a page to whoever opened it."""
    display(page_widget(page, the_catalogue()))


def page_widget(page: Page, catalogue: Catalogue) -> widgets.Widget:
    """Return a page as one widget, or a line that says why there is nothing to see yet."""
    choice = Choice.from_query(environ.get("QUERY_STRING", ""))
    path = sources.chosen(sources.folder(), choice.extract)
    if path is None:
        text = escape(catalogue.staff["eval_no_set"])
        return words(f"<style>{style()}</style><p>{text}</p>")
    try:
        return Screen(page, catalogue, choice).box
    except ExtractDamaged as error:
        text = escape(catalogue.staff["eval_damaged"])
        return words(f"<style>{style()}</style><p>{text}</p><p>{escape(str(error))}</p>")


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

    Raises
    ------
    ExtractDamaged
        If the chosen set cannot be read.
    """

    def __init__(self, page: Page, catalogue: Catalogue, choice: Choice) -> None:
        self.page, self.catalogue, self.choice = page, catalogue, choice
        self.names = ("extract", *page.filters)
        self.view = self._settled()
        self._charts: list[Chart] = []
        self._words: list[Any] = []
        self._is_filling = False
        self.told = words("")
        self.ways = Ways(self._say("ways"), ways(self.view, page.door), self.choice.query)
        self.fields = {name: self._field(name) for name in self.names}
        self.parts = column()
        self._own = page.own(self) if page.own else None
        own = [self._own.box] if self._own else []
        style_ = words(f"<style>{style()}</style>")
        filters = row(*self.fields.values())
        self.box = column(style_, self.ways, filters, self.told, self.parts, *own)
        for kind in ("wpo-people", "wpo-evaluation"):
            self.box.add_class(kind)
        self.draw()

    def draw(self) -> None:
        """Fill the page with what is chosen now."""
        notes = "".join(f"<p>{escape(one)}</p>" for one in self.view.evaluation.notes)
        if self.view.source.extract.is_synthetic:
            notes = f"<p>{escape(self._say('synthetic'))}</p>{notes}"
        self.told.value = f'<div class="notes">{notes}</div>' if notes else ""
        charts, texts = self._pool_of_charts(), self._pool_of_words()
        made = []
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
                case _:
                    made.append(part)
        self.parts.children = tuple(made)
        if self._own:
            self._own.draw()
        self.ways.query = self.choice.query

    def choose(self, name: str, value: str) -> None:
        """Choose something, and show what that gives; a set that cannot be read is told."""
        before = self.choice
        self.choice = self.choice.with_(name, value)
        try:
            self.view = self._settled()
            self._fill_fields()
            self.draw()
        except WpoError as error:
            self.choice = before
            self.told.value = f'<p role="alert">{escape(str(error))}</p>'
        except Exception:
            self.told.value = f'<p role="alert">{escape(self._say("broken"))}</p>'
            raise

    def reread(self) -> None:
        """Read the set anew, because a decision was recorded, and show it."""
        sources.read.cache_clear()
        self.view = self._settled()
        self.draw()

    def _settled(self) -> View:
        """Return the view of what is chosen; what an address asks and is not there is let go."""
        view = self._view()
        for name in self.names:
            options, held = options_of(name, view), ATTRIBUTE.get(name, name)
            if getattr(self.choice, held) not in {value for _, value in options}:
                self.choice = self.choice.with_(held, options[0][1] if options else "")
                view = self._view()
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
        field.observe(lambda change: self._changed(held, change["new"]), names="value")
        return field

    def _changed(self, name: str, value: str) -> None:
        if not self._is_filling:
            self.choose(name, value)

    def _fill_fields(self) -> None:
        self._is_filling = True
        try:
            for name, field in self.fields.items():
                options = options_of(name, self.view)
                if tuple(options) != field.options:
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
