"""Onderzoekers code cleared words, apart from each other; then they talk and settle what differs.

A live page of a role that reads nothing about people. It reaches the store through
:mod:`wpo.store.texts_to_code` and through no other module; a contract in ``pyproject.toml`` says
so. What another coder gave is not in this page before both are done.
"""

from collections.abc import Collection, Mapping, Sequence
from html import escape
from os import environ
from pathlib import Path
from typing import Any, ClassVar

import anywidget
import ipywidgets as widgets
import traitlets
from IPython.display import display
from sqlalchemy import Engine

from wpo.apps.content import the_catalogue
from wpo.apps.script import widget_script
from wpo.catalogue.filling import fill_text
from wpo.catalogue.loading import Catalogue
from wpo.errors import WpoError
from wpo.model.people import DOORS, Role
from wpo.pilot.coding import Agreement, Key, both_code, code_agreement, to_code
from wpo.player.html import ways_html
from wpo.store.clock import now
from wpo.store.database import database_url, open_database, reading, writing
from wpo.store.texts_to_code import (
    ClearedText,
    check_coder,
    cleared_texts,
    coded,
    compared,
    give_codes,
    settle,
    settled,
)

_HERE = Path(__file__).parent
_OWN_DOOR = "onderzoeker/coderen.ipynb"
CODE_KEYS = "123456789abc"  # one for each code, in order
_TEXTS = (
    "clear_words",
    "coding_which",
    "coding_save",
    "coding_keys",
    "coding_book",
    "coding_settle_which",
    "coding_settle",
    "coding_later",
)


def show() -> None:
    """Show the desk to the onderzoeker who opened it, and nothing of it to anybody else."""
    display(page(the_catalogue(), environ.get("WPO_PERSON")))


def page(catalogue: Catalogue, code: str | None) -> Any:
    """Return the page as one widget, or a line that says for whom it is."""
    if code is None:
        return widgets.HTML(f"<p>{escape(catalogue.staff['only_on_server'])}</p>")
    engine = open_database(database_url())
    try:
        with reading(engine) as connection:
            check_coder(connection, code)
        desk = CodingDesk(engine, catalogue, code)
    except WpoError as error:
        return widgets.HTML(f"<p>{escape(error.message)}</p>")
    return widgets.VBox([desk, widgets.HTML(_ways(catalogue))])


def _ways(catalogue: Catalogue) -> str:
    """Return the bar with the other doors of an onderzoeker that have a name there."""
    texts, ways = catalogue.staff, []
    for path in DOORS[Role.RESEARCHER]:
        name = path.rpartition("/")[2].removesuffix(".ipynb")
        label = texts.get(f"eval_way_{name}") or texts[f"way_{name}"]
        ways.append((f"/voila/render/{path}", label, path == _OWN_DOOR))
    return ways_html(ways, catalogue.interface["bar"])


class CodingDesk(anywidget.AnyWidget):
    """One cleared text and the codes of the code book; below them the agreement, when it is time.

    Who coded all gets what two coded differently, one by one, to settle on codes together.

    Parameters
    ----------
    engine
        Where the texts are.
    catalogue
        The code book, and the words on the page.
    coder
        The code of the onderzoeker.
    """

    _esm: ClassVar[str] = widget_script(__file__, "coding.js")
    _css: ClassVar[str] = (_HERE / "desk.css").read_text(encoding="utf-8")
    texts = traitlets.Dict().tag(sync=True)
    codes: traitlets.List[dict[str, str]] = traitlets.List().tag(sync=True)
    state = traitlets.Dict().tag(sync=True)

    def __init__(self, engine: Engine, catalogue: Catalogue, coder: str) -> None:
        self._engine, self._catalogue, self._coder = engine, catalogue, coder
        self._text: ClearedText | None = None
        self._differ: tuple[frozenset[str], ...] = ()  # what two gave to a text to settle
        self._later: list[Key] = []  # what was put off, in this order
        self._step = 0
        super().__init__(
            texts={name: catalogue.staff[name] for name in _TEXTS},
            codes=_spelled_codes(catalogue),
        )
        self.on_msg(self._receive)
        self._next("")

    def _receive(self, _widget: object, content: Mapping[str, Any], _buffers: object) -> None:
        """Keep what was chosen for the text that is shown; a second tap comes too late."""
        if content.get("step") != self._step:
            return
        try:
            match content:
                case {"do": "save", "codes": list(codes)}:
                    self._save([str(one) for one in codes])
                case {"do": "later"} if self._text is not None and self._differ:
                    self._later.append(self._text.key)
                    self._next("")
        except WpoError as error:
            self._show(error.message, self._text, "")

    def _save(self, codes: Sequence[str]) -> None:
        known = [one for one in codes if one in self._catalogue.code_book.ids]
        if self._text is None:
            return
        if not known:
            self._show(self._catalogue.staff["coding_nothing"], self._text, "")
            return
        keep = settle if self._differ else give_codes
        with writing(self._engine) as connection:
            kept = keep(connection, self._coder, self._text.key, known, now())
        self._next(self._catalogue.staff["coding_told" if kept else "coding_told_before"])

    def _next(self, told: str) -> None:
        """Show the next text of this coder, then what is to be settled, and how far two agree."""
        with reading(self._engine) as connection:
            texts = {one.key: one for one in cleared_texts(connection, self._coder)}
            given = coded(connection, self._coder)
            double = both_code(texts)
            met = compared(connection, self._coder, double)
            agreed = settled(connection, self._coder)
        left = to_code(list(texts), self._coder, given.own, given.others)
        found = None if met is None else code_agreement(met, self._catalogue.code_book.ids)
        self._text, self._differ = (texts[left[0]], ()) if left else (None, ())
        if not left and found is not None:
            self._text, self._differ = self._to_settle(texts, found, agreed)
        self._progress = fill_text(
            self._catalogue.staff["coding_progress"],
            len(given.own),
            len(left),
            sum(key in double for key in left),
        )
        self._show(told, self._text, self._agreement(texts, len(double), found, agreed))

    def _to_settle(
        self,
        texts: Mapping[Key, ClearedText],
        found: Agreement,
        agreed: Mapping[Key, frozenset[str]],
    ) -> tuple[ClearedText | None, tuple[frozenset[str], ...]]:
        """Return a text that two coded differently, and what each gave; put off ones come last."""
        waits = [
            (texts[key], (one, other))
            for key, one, other in found.differences
            if key in texts and key not in agreed
        ]
        order = {key: n for n, key in enumerate(self._later)}
        return min(waits, key=lambda one: order.get(one[0].key, -1), default=(None, ()))

    def _show(self, told: str, text: ClearedText | None, agreement: str) -> None:
        staff = self._catalogue.staff
        self._step += 1
        about = staff["coding_none"]
        if text is not None:
            known = self._catalogue.assignments.get(text.assignment)
            about = fill_text(staff["clear_about"], known.title if known else text.assignment)
        differ = [_spelled_set(self._catalogue, one) for one in self._differ]
        self.state = {
            "step": self._step,
            "words": text.words if text else "",
            "about": about,
            "progress": self._progress,
            "told": told,
            "empty": text is None,
            "settle": fill_text(staff["coding_settle_how"], *differ) if differ else "",
            "agreement": agreement or (self.state or {}).get("agreement", ""),
        }

    def _agreement(
        self,
        texts: Mapping[Key, ClearedText],
        n_double: int,
        found: Agreement | None,
        agreed: Mapping[Key, frozenset[str]],
    ) -> str:
        staff = self._catalogue.staff
        title = f"<h2>{escape(staff['coding_agreement'])}</h2>"
        if not n_double:
            return ""
        if found is None:
            waits = fill_text(staff["coding_waits"], n_double)
            return f"{title}<p>{escape(waits)}</p>"
        differences = _differences(self._catalogue, found, texts, agreed)
        return f"{title}{_told(self._catalogue, found)}{differences}"


def _spelled_codes(catalogue: Catalogue) -> list[dict[str, str]]:
    return [
        {
            "id": one.id,
            "key": key,
            "label": one.label,
            "means": one.means,
            "example": fill_text(catalogue.staff["coding_example"], one.example),
            "not_example": fill_text(catalogue.staff["coding_not_example"], one.not_example),
        }
        for one, key in zip(catalogue.code_book.codes, CODE_KEYS, strict=False)
    ]


def _told(catalogue: Catalogue, found: Agreement) -> str:
    """Return how far two coders agree: first counts, then alpha, then each code."""
    staff = catalogue.staff
    said = fill_text(staff["coding_same"], found.n_same, found.n)
    alpha = (
        fill_text(staff["coding_alpha"], *(_number(one) for one in _interval(found)))
        if found.alpha is not None
        else staff["coding_no_alpha"]
    )
    heads = ("coding_code", "coding_both", "coding_one", "coding_col_alpha")
    labels = {one.id: one.label for one in catalogue.code_book.codes}
    rows = "".join(
        f'<tr><th scope="row">{escape(labels[one.code])}</th><td class="n">{one.n_both}</td>'
        f'<td class="n">{one.n_one}</td><td class="n">{_spelled(one)}</td></tr>'
        for one in found.codes
    )
    head = "".join(f'<th scope="col">{escape(staff[key])}</th>' for key in heads)
    return (
        f"<p><strong>{escape(said)}</strong> {escape(alpha)}</p>"
        f"<p>{escape(staff['coding_means'])}</p>"
        f'<div class="scroll"><table><thead><tr>{head}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def _differences(
    catalogue: Catalogue,
    found: Agreement,
    texts: Mapping[Key, ClearedText],
    agreed: Mapping[Key, frozenset[str]],
) -> str:
    staff = catalogue.staff
    if not found.differences:
        return f"<p>{escape(staff['coding_no_differences'])}</p>"
    heads = ("coding_text", "coding_first", "coding_second", "coding_settled")
    head = "".join(f'<th scope="col">{escape(staff[key])}</th>' for key in heads)
    rows = ""
    for key, one, other in found.differences:
        if key in texts:
            sets = [_spelled_set(catalogue, codes) for codes in (one, other)]
            last = _spelled_set(catalogue, agreed[key]) if key in agreed else "–"
            cells = (texts[key].words, *sets, last)
            rows += f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in cells)}</tr>"
    return (
        f"<h2>{escape(staff['coding_differences'])}</h2>"
        f"<p>{escape(staff['coding_talk'])}</p>"
        f'<div class="scroll"><table><thead><tr>{head}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def _spelled_set(catalogue: Catalogue, codes: Collection[str]) -> str:
    """Return codes by their labels, in the order of the code book; one that is gone as it is."""
    labels = {one.id: one.label for one in catalogue.code_book.codes}
    ranked = [one for one in labels if one in codes] + sorted(set(codes) - set(labels))
    return ", ".join(labels.get(one, one) for one in ranked)


def _interval(found: Any) -> tuple[float, ...]:
    return tuple(one for one in (found.alpha, found.low, found.high) if one is not None)


def _spelled(found: Any) -> str:
    if found.alpha is None:
        return "–"
    value, low, high = (_number(one) for one in _interval(found))
    return f"{value} ({low} – {high})"


def _number(value: float) -> str:
    return f"{value:.2f}".replace(".", ",").replace("-", "−")
