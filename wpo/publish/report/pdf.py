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
    Report,
    Strip,
    Table,
    Text,
)

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
        case Card(title=title, lines=lines, strip=strip):
            drawn = _cell(strip) if strip else None
            return {"is": "card", "title": title, "lines": list(lines), "strip": drawn}
        case Table():
            return {
                "is": "table",
                "caption": block.caption,
                "head": list(block.head),
                "rows": [[_cell(one) for one in row] for row in block.rows],
                "parts": [_room(block, place) for place in range(len(block.head))],
            }
        case _:
            assert_never(block)


def _room(table: Table, place: int) -> float:
    """Return how much of the width a column gets, beside 1 for an ordinary one."""
    strips = any(isinstance(row[place], Strip) for row in table.rows)
    return 2.4 if place in table.wide else 1.5 if strips else 1.0


def _cell(cell: Cell) -> Any:
    if not isinstance(cell, Strip):
        return cell
    mark = None if cell.mark is None else cell.place(cell.mark)
    return {
        "low": cell.place(cell.low),
        "high": cell.place(cell.high),
        "value": cell.place(cell.value),
        "mark": mark,
        "words": cell.words,
    }
