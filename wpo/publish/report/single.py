"""The report of one opdracht: the verdict, every question, and what people said."""

from collections.abc import Iterator
from typing import Any

from wpo.figures.numbers import can_tell, count, known, percent
from wpo.figures.sentences import amount, basis, options_means, share_means
from wpo.publish.report import parts
from wpo.publish.report.blocks import Block, Card, Heading, Measure, Report, Text
from wpo.publish.report.material import Material, name_of, rows_of


def assignment_report(material: Material, assignment: str) -> Report:
    """Return the report of one opdracht.

    Raises
    ------
    ContentError
        If the set holds nothing about it.
    """
    row = material.assignment(assignment)
    blocks: list[Block] = [
        *parts.key(material),
        *_verdict(material, row),
        *_found(material, assignment),
        *_questions(material, assignment),
        *_options(material, assignment),
        *parts.ratings(material, assignment),
        *parts.changes(material, assignment),
        *_words(material, assignment),
        *parts.codes(material, assignment),
        *parts.missing(material, assignment),
        *parts.how_to_read(material),
        *parts.account(material, (assignment,)),
    ]
    return material.report(material.say("title_assignment", row["title"]), blocks)


def _verdict(material: Material, row: Any) -> Iterator[Block]:
    made = material.measure(row, "p", mark=material.hard_below)
    lines = str(row["reasons"]).splitlines()
    if not isinstance(made, Measure):
        lines.insert(0, basis(row["persons"], row["organisations"]))
    if row["is_provisional"]:
        lines.append(material.say("provisional_why"))
    if known(row["more_needed"]) and int(row["more_needed"]):
        more = amount(row["more_needed"], "deelnemer", "deelnemers")
        lines.append(material.say("more_needed", more))
    yield Heading(text=material.say("verdict"))
    yield Card(
        title=str(row["verdict"]).capitalize(),
        about=material.about(row),
        measured=material.say("measured_all"),
        measure=made if isinstance(made, Measure) else None,
        lines=tuple(("", one) for one in lines),
    )
    yield Text(text=share_means(row, "p", material.say("did_right")), tone="means")
    yield from _if_not(material, row)


def _if_not(material: Material, row: Any) -> Iterator[Block]:
    """Yield what the share would be if what is assumed of people is not so."""
    lines = [_range(material, row, "range")]
    if can_tell(row, "each"):
        told = (percent(row[f"each_{part}"]) for part in ("value", "low", "high"))
        between = material.say("between", *told)
        lines.append(material.say("each", between, material.basis(row, "each")))
    missing = ("p_if_wrong", "p_if_right", "p_low_if_wrong", "p_high_if_right")
    if all(known(row[one]) for one in missing):
        lines.append(material.say("bounds", *(percent(row[one]) for one in missing)))
    yield from (Text(text=one, tone="note") for one in lines if one)


def _range(material: Material, row: Any, text: str) -> str:
    """Return where ``p`` lies if people of one organisation are more alike than was assumed."""
    if not can_tell(row, "p"):
        return ""
    return material.say(text, percent(row["p_low_20"]), percent(row["p_high_20"]))


def _found(material: Material, assignment: str) -> Iterator[Block]:
    found = rows_of(material.evaluation.queue, assignment=assignment)
    yield from material.section(
        "found_title",
        ("rank", "found", "sure", "next", "decision"),
        (
            (
                count(one["rank"]),
                str(one["sentence"]),
                parts.sure(material, one),
                material.say(f"do_{one['trigger']}"),
                parts.decided(material, one),
            )
            for one in found
        ),
        wide=(1, 2, 3, 4),
        nothing="found_none",
    )


def _questions(material: Material, assignment: str) -> Iterator[Block]:
    rows = rows_of(material.evaluation.items, assignment=assignment, is_newest=True)
    yield from material.section(
        "questions_title",
        ("question", "right", "range", "second"),
        (
            (
                material.question(row["item"], row["item_hash"]),
                material.measure(row, "p", mark=material.hard_below),
                _range(material, row, "range_of"),
                material.measure(row, "second", mark=_chance(row)),
            )
            for row in rows
        ),
        wide=(0,),
    )
    if rows:
        yield Text(text=material.say("second_note"), tone="note")


def _chance(row: Any) -> float | None:
    """Return the share that would be right at the second try by guessing; None: unknown."""
    return float(row["second_chance"]) if known(row["second_chance"]) else None


def _options(material: Material, assignment: str) -> Iterator[Block]:
    table = material.evaluation.options
    rows = rows_of(table, assignment=assignment, is_newest=True)
    if not rows:
        return
    yield from material.section(
        "options_title",
        ("answer", "kind", "chosen"),
        (
            (
                f"{name_of(row['item'])}. {row['text']}",
                material.say(f"quality_{row['quality']}") + _flag(material, row),
                material.measure(row, "a"),
            )
            for row in rows
        ),
        wide=(0,),
    )
    chosen = table[(table["assignment"] == assignment) & table["is_newest"]]
    if (chosen["flag"] != "").any():
        yield Text(text=options_means(chosen), tone="means")


def _flag(material: Material, row: Any) -> str:
    return f". {material.say('flag_' + row['flag'])}" if row["flag"] else ""


def _words(material: Material, assignment: str) -> Iterator[Block]:
    rows = rows_of(material.evaluation.words, assignment=assignment)
    yield from material.section(
        "words_title",
        ("word", "question", "people", "organisations"),
        (
            (
                str(row["word"]),
                material.question(row["item"]),
                count(row["persons"]),
                count(row["organisations"]),
            )
            for row in rows
        ),
        wide=(1,),
        nothing="words_none",
    )
    if rows:
        yield Text(text=material.say("words_note"), tone="note")
