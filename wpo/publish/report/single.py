"""The report of one opdracht: the verdict, every question, and what people said."""

from collections.abc import Iterator
from typing import Any

from wpo.figures.numbers import count, known
from wpo.figures.sentences import share_means
from wpo.publish.report import parts
from wpo.publish.report.blocks import Block, Bullets, Card, Heading, Report, Strip, Table, Text
from wpo.publish.report.material import Material, rests_on, rows_of, share_words, strip


def assignment_report(material: Material, assignment: str) -> Report:
    """Return the report of one opdracht.

    Raises
    ------
    ContentError
        If the set holds nothing about it.
    """
    row = material.assignment(assignment)
    blocks: list[Block] = [
        *_verdict(material, row),
        *_questions(material, assignment),
        *parts.ratings(material, assignment),
        *parts.changes(material, assignment),
        *_words(material, assignment),
        *parts.codes(material, assignment),
        *parts.missing(material, assignment),
        *parts.how_to_read(material),
        *parts.account(material),
    ]
    return material.report(material.say("title_assignment", row["title"]), blocks)


def _verdict(material: Material, row: Any) -> Iterator[Block]:
    made = strip(row, "p", mark=material.hard_below)
    lines = [material.say("basis", count(row["persons"]), count(row["organisations"]))]
    lines += str(row["reasons"]).splitlines()
    if row["is_provisional"]:
        lines.append(material.say("provisional_why"))
    if known(row["more_needed"]) and int(row["more_needed"]):
        lines.append(material.say("more_needed", count(row["more_needed"])))
    yield Card(
        title=material.say("verdict", row["verdict"]),
        lines=tuple(lines),
        strip=made if isinstance(made, Strip) else None,
    )
    found = rows_of(material.evaluation.queue, assignment=row["assignment"])
    if found:
        yield Heading(text=material.say("how_sure"))
        yield Bullets(
            items=tuple(f"{one['sentence']} {parts.sure(material, one)}" for one in found)
        )
    yield Text(text=share_means(row, "p", material.say("did_right")), tone="means")
    if known(row["p_if_wrong"]) and known(row["p_if_right"]):
        low, high = (parts.whole_percent(row[one]) for one in ("p_if_wrong", "p_if_right"))
        yield Text(text=material.say("bounds", low, high), tone="note")


def _questions(material: Material, assignment: str) -> Iterator[Block]:
    evaluation = material.evaluation
    rows = [one for one in rows_of(evaluation.items, assignment=assignment) if one["is_newest"]]
    yield Heading(text=material.say("questions_title"))
    yield Table(
        caption=material.say("questions_title"),
        head=tuple(
            material.say(f"head_{one}") for one in ("question", "right", "rests_on", "strip", "second")
        ),
        rows=tuple(
            (
                f"{row['item'].partition('/')[2]}: {row['stem']}",
                share_words(row, "p"),
                rests_on(row, "p"),
                strip(row, "p", mark=material.hard_below),
                share_words(row, "second"),
            )
            for row in rows
        ),
        wide=(0,),
    )
    yield Text(text=material.say("second_note"), tone="note")
    chosen = [one for one in rows_of(evaluation.options, assignment=assignment) if one["is_newest"]]
    if chosen:
        yield Heading(text=material.say("options_title"), level=3)
        yield Table(
            caption=material.say("options_title"),
            head=tuple(material.say(f"head_{one}") for one in ("question", "answer", "kind", "chosen", "strip", "flag")),
            rows=tuple(
                (
                    str(row["item"]).partition("/")[2],
                    str(row["text"]),
                    material.say(f"quality_{row['quality']}"),
                    share_words(row, "a"),
                    strip(row, "a"),
                    str(row["flag"]),
                )
                for row in chosen
            ),
            wide=(1,),
        )
        yield Text(text=material.say("options_means"), tone="means")


def _words(material: Material, assignment: str) -> Iterator[Block]:
    rows = rows_of(material.evaluation.words, assignment=assignment)
    yield Heading(text=material.say("words_title"))
    if not rows:
        yield Text(text=material.say("words_none"))
        return
    yield Table(
        caption=material.say("words_title"),
        head=tuple(material.say(f"head_{one}") for one in ("word", "question", "people", "organisations")),
        rows=tuple(
            (
                str(row["word"]),
                str(row["item"]).partition("/")[2],
                count(row["persons"]),
                count(row["organisations"]),
            )
            for row in rows
        ),
    )
