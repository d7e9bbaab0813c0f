"""The report of one organisation: itself, beside the mean of all the others; never a ranking."""

from collections.abc import Iterator
from typing import Any

from wpo.errors import ContentError
from wpo.figures.numbers import count, known
from wpo.publish.report import parts
from wpo.publish.report.blocks import Block, Heading, Report, Table, Text
from wpo.publish.report.material import Material, rests_on, rows_of, share_words, strip


def organisation_report(material: Material, letter: str) -> Report:
    """Return the report of one organisation, named by its letter.

    Raises
    ------
    ContentError
        If the set holds no such letter.
    """
    table = material.evaluation.organisations
    found = [one for one in rows_of(table, org=letter) if letter != "*"]
    if not found:
        known_letters = ", ".join(sorted(set(table["org"]) - {"*"})) or "geen"
        raise ContentError(f"Organisatie {letter!r} staat niet in deze set. Wel: {known_letters}.")
    blocks: list[Block] = [
        *_itself(material, found[0]),
        *_assignments(material, letter),
        *parts.how_to_read(material),
        *parts.account(material),
    ]
    return material.report(material.say("title_organisation", letter), blocks)


def _itself(material: Material, row: Any) -> Iterator[Block]:
    yield Heading(text=material.say("own_title"))
    yield Text(
        text=material.say("own_size", count(row["participants"]), count(row["assignments"])),
        tone="lead",
    )
    yield Table(
        caption=material.say("own_title"),
        head=tuple(material.say(f"head_{one}") for one in ("what", "share", "rests_on", "strip")),
        rows=tuple(
            (
                material.say(f"own_{what}"),
                share_words(row, what),
                rests_on(row, what),
                strip(row, what),
            )
            for what in ("p", "shrunk", "others", "done")
        ),
        wide=(0,),
    )
    yield Text(text=str(row["means"]), tone="means")
    yield Text(text=material.say("own_note"), tone="note")


def _assignments(material: Material, letter: str) -> Iterator[Block]:
    rows = [
        one
        for one in rows_of(material.evaluation.by_organisation, org=letter, what="p")
        if not one["item"]
    ]
    yield Heading(text=material.say("own_assignments"))
    if not rows:
        yield Text(text=material.say("nothing"))
        return
    about = {row["assignment"]: row for row in rows_of(material.evaluation.assignments)}
    yield Table(
        caption=material.say("own_assignments"),
        head=tuple(material.say(f"head_{one}") for one in ("assignment", "people", "right", "verdict")),
        rows=tuple(
            (
                str(about[row["assignment"]]["title"]),
                count(row["n"]),
                parts.whole_percent(row["value"]) if known(row["value"]) else str(row["note"]),
                str(about[row["assignment"]]["verdict"]),
            )
            for row in rows
            if row["assignment"] in about
        ),
        wide=(0,),
    )
    yield Text(text=material.say("own_assignments_note"), tone="means")
