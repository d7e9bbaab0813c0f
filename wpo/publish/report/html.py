"""A report as one HTML file that stands on itself: nothing to fetch, nothing that moves."""

from functools import cache
from html import escape
from pathlib import Path
from typing import assert_never

from wpo.publish.documents import document_style
from wpo.publish.report.blocks import (
    Block,
    Bullets,
    Card,
    Cell,
    Heading,
    Measure,
    Report,
    Strip,
    Table,
    Text,
)

WIDTH, HEIGHT, EDGE = 160, 20, 6


def html_of(report: Report) -> str:
    """Return a report as a whole HTML file."""
    made_up = ""
    if report.made_up:
        made_up = (
            f'<p class="made-up"><strong>{escape(report.made_up)}</strong> '
            f"{escape(report.made_up_why)}</p>"
        )
    warnings = "".join(f'<p class="note">{escape(one)}</p>' for one in report.warnings)
    body = "".join(_block(one) for one in report.blocks)
    return (
        '<!doctype html><html lang="nl"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(report.title)} | Werken aan groei</title>"
        f"<style>{document_style()}{_style()}</style></head>"
        f'<body class="document report"><main><h1>{escape(report.title)}</h1>{made_up}'
        f'<p class="source">{escape(report.source)}</p>{warnings}{body}</main></body></html>\n'
    )


@cache
def _style() -> str:
    return Path(__file__).with_name("report.css").read_text(encoding="utf-8")


def _block(block: Block) -> str:
    match block:
        case Heading(text=text, level=level):
            return f"<h{level}>{escape(text)}</h{level}>"
        case Text(text=text, tone=tone):
            return f'<p class="{tone}">{escape(text)}</p>'
        case Bullets(items=items):
            return f"<ul>{''.join(f'<li>{escape(one)}</li>' for one in items)}</ul>"
        case Card():
            return _card(block)
        case Table():
            return _table(block)
        case _:
            assert_never(block)


def _card(card: Card) -> str:
    measure = ""
    if card.measure:
        text, basis = escape(card.measure.text), escape(card.measure.basis)
        number = f"{escape(card.measured)} <b>{text}</b>; {basis}"
        measure = f'<p class="measure">{_strip(card.measure.strip)} {number}</p>'
    lines = "".join(f"<p>{_label(label)}{escape(words)}</p>" for label, words in card.lines)
    return (
        f'<section class="card"><h3>{escape(card.title)}</h3>'
        f'<p class="about">{escape(card.about)}</p>{measure}{lines}</section>'
    )


def _label(label: str) -> str:
    return f"<b>{escape(label)}:</b> " if label else ""


def _table(table: Table) -> str:
    head = "".join(f'<th scope="col">{escape(one)}</th>' for one in table.head)
    rows = "".join(f"<tr>{_row(table, one)}</tr>" for one in table.rows)
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{escape(table.name)}"><table>'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _row(table: Table, row: tuple[Cell, ...]) -> str:
    cells = []
    for place, cell in enumerate(row):
        wide = ' class="wide"' if place in table.wide else ""
        tag, scope = ("td", "") if place else ("th", ' scope="row"')
        cells.append(f"<{tag}{scope}{wide}>{_cell(cell)}</{tag}>")
    return "".join(cells)


def _cell(cell: Cell) -> str:
    return _measure(cell) if isinstance(cell, Measure) else escape(cell).replace("\n", "<br>")


def _measure(measure: Measure) -> str:
    text, basis = escape(measure.text), escape(measure.basis)
    return f"{_strip(measure.strip)}<b>{text}</b> <small>{basis}</small>"


def _strip(strip: Strip) -> str:
    """Return the interval as a line with a dot, and the threshold as a dashed line."""
    middle = HEIGHT / 2
    low, high, value = (_x(strip, one) for one in (strip.low, strip.high, strip.value))
    mark = ""
    if strip.mark is not None:
        x = _x(strip, strip.mark)
        mark = f'<path class="mark" d="M{x:.1f} 1V{HEIGHT - 1}"/>'
    return (
        f'<svg class="strip" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" '
        f'role="img" aria-label="{escape(strip.words)}">'
        f'<path class="axis" d="M{EDGE} {middle:g}H{WIDTH - EDGE}"/>'
        f'<path class="range" d="M{low:.1f} {middle:g}H{max(high, low + 1):.1f}"/>{mark}'
        f'<circle cx="{value:.1f}" cy="{middle:g}" r="4.5"/></svg>'
    )


def _x(strip: Strip, value: float) -> float:
    return EDGE + strip.place(value) * (WIDTH - 2 * EDGE)
