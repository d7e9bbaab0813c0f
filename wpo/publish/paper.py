"""The paper twin of the questionnaires and of the card of observation: one side of A4 each.

Beside every question stands the id that an answer to it has on a screen, so that a paper can be
keyed in or read from a list. There is room for the code of a card and never for a name.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from html import escape
from pathlib import Path

import typst

from wpo.catalogue.filling import fill_text
from wpo.catalogue.loading import Catalogue
from wpo.catalogue.questionnaires import Item, Questionnaire
from wpo.model.assignments import Assignment
from wpo.model.floor import SEEN, SITUATIONS
from wpo.model.people import Role
from wpo.pilot.importing.forms import OBSERVATIONS, in_order
from wpo.pilot.importing.values import HELPED_BY, place_names, short_code

_SHEET = Path(__file__).with_name("paper.typ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One question on paper.

    Attributes
    ----------
    id
        Printed small, as an import calls it.
    labels
        What can be ticked, in the order of the screen; none for lines to write on.
    pictures
        An SVG for each label, or none.
    n_lines
        Lines to write on.
    """

    id: str
    text: str
    labels: tuple[str, ...] = ()
    pictures: tuple[str, ...] = ()
    n_lines: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One side of A4 about one opdracht.

    ``kind`` is the id of the questionnaire, or that of the card. ``blanks`` are to be filled in by
    hand. ``big`` sheets are for participants. ``scale`` holds the labels that all questions of a
    sheet for staff share.
    """

    kind: str
    title: str
    intro: str
    code: str
    assignment: str
    blanks: tuple[str, ...]
    asked: tuple[Asked, ...]
    closing: tuple[Asked, ...]
    never: str
    big: bool = False
    scale: tuple[str, ...] = ()


def sheets(catalogue: Catalogue, assignments: Iterable[Assignment]) -> tuple[Sheet, ...]:
    """Return every paper of these opdrachten: a questionnaire for each role, then the card."""
    return tuple(
        sheet
        for one in assignments
        for sheet in (
            *(_asked(catalogue, form, one) for form in in_order(catalogue.questionnaires)),
            _card(catalogue, one),
        )
    )


def papers_pdf(catalogue: Catalogue, assignments: Iterable[Assignment], kind: str = "") -> bytes:
    """Return the papers of these opdrachten as PDF: every paper, or those of one kind."""
    printed = [one for one in sheets(catalogue, assignments) if kind in ("", one.kind)]
    return paper_pdf(catalogue.staff["paper_title"], printed)


def paper_pdf(title: str, printed: Sequence[Sheet]) -> bytes:
    """Return papers as tagged PDF (PDF/UA-1), a page each, in their order.

    The same papers are the same bytes.
    """
    inputs = {
        "title": title,
        "sheets": json.dumps([asdict(one) for one in printed], ensure_ascii=False),
    }
    return bytes(typst.compile(_SHEET, format="pdf", sys_inputs=inputs, pdf_standards="ua-1"))


def paper_body(title: str, printed: Sequence[Sheet]) -> str:
    """Return papers as HTML to print, each on a page of its own; the title is for the screen."""
    return f'<h1 class="go">{escape(title)}</h1>' + "".join(_sheet_html(one) for one in printed)


def _asked(catalogue: Catalogue, form: Questionnaire, one: Assignment) -> Sheet:
    big = form.for_role is Role.PARTICIPANT
    texts: Mapping[str, str] = catalogue.interface if big else catalogue.staff
    closed = [item for item in form.items if item.labels]
    same = {item.labels for item in closed}
    return Sheet(
        kind=form.id,
        title=form.title,
        intro=form.intro,
        code=short_code(one),
        assignment=one.title,
        blanks=(texts["paper_code"], texts["paper_day"]),
        asked=tuple(_item(catalogue, form, item, one) for item in closed),
        closing=(
            *(_item(catalogue, form, item, one) for item in form.items if not item.labels),
            *([_helped(texts)] if big else []),
        ),
        never=texts["paper_never"],
        big=big,
        scale=same.pop() if len(same) == 1 else (),
    )


def _item(catalogue: Catalogue, form: Questionnaire, item: Item, one: Assignment) -> Asked:
    places = tuple(f"{name} ({place})" for place, name in place_names(one).items())
    return Asked(
        id=f"{form.id}/{item.id}",
        text=item.text,
        labels=places if item.place else item.labels,
        pictures=tuple(catalogue.art.drawing("scale", name) for name in item.pictures),
        n_lines=0 if item.labels or item.place else 4,
    )


def _helped(texts: Mapping[str, str]) -> Asked:
    """Ask who helped; a werkplekopleider is no answer here, for then the paper does not count."""
    labels = tuple(texts[f"paper_helped_{one}"] for one in HELPED_BY if one != "werkplekopleider")
    return Asked(id="hielp", text=texts["paper_helped"], labels=labels)


def _card(catalogue: Catalogue, one: Assignment) -> Sheet:
    texts = catalogue.staff
    seen = tuple(texts[f"seen_{value}"] for value in SEEN)
    situations = tuple(texts[f"situation_{value}"] for value in SITUATIONS)
    return Sheet(
        kind=OBSERVATIONS,
        title=texts["paper_card_title"],
        intro=texts["paper_card_intro"],
        code=short_code(one),
        assignment=fill_text(texts["paper_card_about"], one.title),
        blanks=(texts["paper_code_participant"], texts["paper_code_observer"], texts["paper_day"]),
        asked=tuple(
            Asked(id=f"punt/{point.id}", text=point.text, labels=seen)
            for point in one.trainer.observe
        ),
        closing=(
            Asked(id="situatie", text=texts["situation"], labels=situations),
            Asked(id="woorden", text=texts["paper_card_words"], n_lines=4),
        ),
        never=texts["paper_never"],
        scale=seen,
    )


def _sheet_html(sheet: Sheet) -> str:
    blanks = "".join(f"<p><span>{escape(one)}</span></p>" for one in sheet.blanks)
    asked = "".join(_big_html(one) for one in sheet.asked) if sheet.big else _scale_html(sheet)
    closing = "".join(_closing_html(one) for one in sheet.closing)
    return (
        f'<section class="paper{" big" * sheet.big}" data-kind="{escape(sheet.kind)}">'
        f"<header><b>{escape(sheet.code)}</b><div><h2>{escape(sheet.title)}</h2>"
        f"<p>{escape(sheet.assignment)}</p></div></header>"
        f"<p>{escape(sheet.intro)} <strong>{escape(sheet.never)}</strong></p>"
        f'<div class="blanks">{blanks}</div>{asked}{closing}</section>'
    )


def _big_html(one: Asked) -> str:
    pictures = one.pictures or ("",) * len(one.labels)
    options = "".join(
        f"<li><i></i>{picture}<span>{escape(label)}</span></li>"
        for label, picture in zip(one.labels, pictures, strict=True)
    )
    return f"<h3>{escape(one.text)} <small>{escape(one.id)}</small></h3><ul>{options}</ul>"


def _scale_html(sheet: Sheet) -> str:
    head = "".join(f'<th scope="col">{escape(label)}</th>' for label in sheet.scale)
    box = "<td><i></i></td>" * len(sheet.scale)
    rows = "".join(
        f'<tr><th scope="row">{escape(one.text)} <small>{escape(one.id)}</small></th>{box}</tr>'
        for one in sheet.asked
    )
    return f"<table><thead><tr><td></td>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _closing_html(one: Asked) -> str:
    title = f"<h3>{escape(one.text)} <small>{escape(one.id)}</small></h3>"
    if one.labels:
        options = "".join(f"<li><i></i><span>{escape(label)}</span></li>" for label in one.labels)
        return f'{title}<ul class="row">{options}</ul>'
    return title + '<p class="line"></p>' * one.n_lines
