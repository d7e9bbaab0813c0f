"""A report as tagged PDF (PDF/UA-1) through typst: no browser, nothing fetched, no clock."""

import json
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any, assert_never

import typst

from wpo.publish.report.blocks import (
    Block,
    Bullets,
    Card,
    Cell,
    Heading,
    Measure,
    Report,
    Table,
    Text,
)

SHORT = 6  # letters that fit in a narrow column
_SHEET = Path(__file__).with_name("report.typ")


def pdf_of(report: Report) -> bytes:
    """Return a report as PDF; the day in it is that of the set, so the same set is the same file.

    Every text goes in as data: nothing that somebody wrote becomes markup.
    """
    day = datetime.combine(report.day, time(), UTC)
    written = {
        "title": report.title,
        "source": report.source,
        "day": [report.day.year, report.day.month, report.day.day],
        "madeUp": report.made_up,
        "madeUpWhy": report.made_up_why,
        "warnings": list(report.warnings),
        "blocks": [_block(one) for one in report.blocks],
    }
    return bytes(
        typst.compile(
            _SHEET,
            format="pdf",
            ignore_system_fonts=True,
            pdf_standards="ua-1",
            timestamp=int(day.timestamp()),
            sys_inputs={"report": json.dumps(written, ensure_ascii=False)},
        )
    )


def _block(block: Block) -> dict[str, Any]:
    match block:
        case Heading(text=text, level=level):
            return {"is": "heading", "text": text, "level": level}
        case Text(text=text, tone=tone):
            return {"is": "text", "text": text, "tone": tone}
        case Bullets(items=items):
            return {"is": "bullets", "items": list(items)}
        case Card():
            return {
                "is": "card",
                "title": block.title,
                "about": block.about,
                "measured": block.measured,
                "measure": _cell(block.measure) if block.measure else None,
                "lines": list(block.lines),
            }
        case Table():
            return {
                "is": "table",
                "head": list(block.head),
                "rows": [[_cell(one) for one in row] for row in block.rows],
                "parts": [_room(block, place) for place in range(len(block.head))],
            }
        case _:
            assert_never(block)


def _room(table: Table, place: int) -> float:
    """Return how much of the width a column gets, beside 1 for an ordinary one."""
    cells = [table.head[place], *(row[place] for row in table.rows)]
    if any(isinstance(one, Measure) for one in cells):
        return 2.0
    if place in table.wide:
        return 2.4
    return 0.6 if all(len(str(one)) <= SHORT for one in cells) else 1.0


def _cell(cell: Cell) -> Any:
    if not isinstance(cell, Measure):
        return cell
    strip = cell.strip
    return {
        "text": cell.text,
        "basis": cell.basis,
        "low": strip.place(strip.low),
        "high": strip.place(strip.high),
        "value": strip.place(strip.value),
        "mark": None if strip.mark is None else strip.place(strip.mark),
        "words": strip.words,
    }
