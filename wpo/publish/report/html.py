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
    lines = "".join(f"<p>{escape(one)}</p>" for one in card.lines)
    strip = f"<p>{_strip(card.strip)} {escape(card.strip.words)}</p>" if card.strip else ""
    return f'<section class="card"><h3>{escape(card.title)}</h3>{strip}{lines}</section>'


def _table(table: Table) -> str:
    head = "".join(f'<th scope="col">{escape(one)}</th>' for one in table.head)
    rows = "".join(f"<tr>{_row(table, one)}</tr>" for one in table.rows)
    name = escape(table.caption)
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{name}"><table>'
        f"<caption>{name}</caption><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _row(table: Table, row: tuple[Cell, ...]) -> str:
    first, *others = row
    wide = [' class="wide"' if place in table.wide else "" for place in range(len(row))]
    cells = "".join(
        f"<td{name}>{_cell(one)}</td>" for name, one in zip(wide[1:], others, strict=True)
    )
    return f'<th scope="row"{wide[0]}>{_cell(first)}</th>{cells}'


def _cell(cell: Cell) -> str:
    return _strip(cell) if isinstance(cell, Strip) else escape(cell)


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
        f'<path class="axis" d="M{EDGE} {middle:g}H{WIDTH - EDGE}"/>{mark}'
        f'<path class="range" d="M{low:.1f} {middle:g}H{high:.1f}"/>'
        f'<circle cx="{value:.1f}" cy="{middle:g}" r="4.5"/></svg>'
    )


def _x(strip: Strip, value: float) -> float:
    return EDGE + strip.place(value) * (WIDTH - 2 * EDGE)
