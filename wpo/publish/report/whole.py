"""The report of the whole pilot: what to revise first, how sure that is, and what it rests on."""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from wpo.evaluation.results import ALL
from wpo.figures.numbers import count, decimal, known, tellable
from wpo.figures.sentences import mastery_means
from wpo.publish.report import first, parts
from wpo.publish.report.blocks import Block, Heading, Report, Text
from wpo.publish.report.material import Material, rows_of
from wpo.publish.report.verdicts import verdicts


def whole_report(material: Material) -> Report:
    """Return the report of the whole pilot."""
    blocks: list[Block] = [
        *first.about_the_pilot(material),
        *first.first_cards(material),
        *parts.how_to_read(material),
        *_queue(material),
        *verdicts(material),
        *parts.ratings(material, ALL),
        *_organisations(material),
        *parts.changes(material),
        *_work_floor(material),
        *_agreement(material),
        *parts.codes(material, ALL),
        *parts.missing(material, ALL),
        *parts.account(material),
    ]
    return material.report(material.say("title_whole"), blocks)


def _queue(material: Material) -> Iterator[Block]:
    rows = rows_of(material.evaluation.queue)
    yield from material.section(
        "queue_title",
        ("rank", "assignment", "found", "sure", "decision"),
        (
            (
                count(row["rank"]),
                _about(material, row),
                str(row["sentence"]),
                parts.sure(material, row),
                parts.decided(material, row),
            )
            for row in rows
        ),
        wide=(1, 2, 3, 4) if any(row["decision"] for row in rows) else (1, 2, 3),
        lead="queue_about",
        nothing="queue_none",
    )


def _about(material: Material, finding: Any) -> str:
    """Return the opdracht, and the question where a finding is about one."""
    item = finding["item"]
    if not item:
        return str(finding["title"])
    return f"{finding['title']}\n{material.question(item, finding['item_hash'])}"


def _organisations(material: Material) -> Iterator[Block]:
    """Tell whether organisations differ; which one is how stands in the report of each alone."""
    yield Heading(text=material.say("organisations_title"))
    rows = rows_of(material.evaluation.organisations)
    means = {str(row["means"]) for row in rows if row["means"]}
    for one in sorted(means) or [material.say("nothing")]:
        yield Text(text=one, tone="means")
    yield Text(text=material.say("organisations_note"), tone="note")


def _work_floor(material: Material) -> Iterator[Block]:
    title = material.say("floor_title")
    yield Heading(text=title)
    for row in rows_of(material.evaluation.floor, assignment=ALL):
        yield material.table(
            title,
            ("what", "share"),
            (
                (material.say(f"floor_{what}"), material.measure(row, what))
                for what in ("practice", "seen", "worked")
            ),
            wide=(0,),
        )
        if row["means"]:
            yield Text(text=str(row["means"]), tone="means")
    weeks = rows_of(tellable(material.evaluation.mastery, "mastered"), skill=ALL)
    if weeks:
        yield from material.section(
            "mastery_title",
            ("week", "still", "reached"),
            (
                (count(row["week"]), count(row["at_risk"]), material.measure(row, "mastered"))
                for row in weeks
            ),
            level=3,
        )
        yield Text(text=mastery_means(pd.DataFrame(weeks)), tone="means")


def _agreement(material: Material) -> Iterator[Block]:
    pairs = rows_of(material.evaluation.agreement, assignment=ALL)
    if not pairs:
        return
    yield from material.section(
        "agreement_title",
        ("what", "same", "alpha"),
        (
            (
                material.say(f"agreement_{row['what']}"),
                material.measure(row, "same", of="pairs"),
                _alpha(material, row),
            )
            for row in pairs
        ),
        wide=(0,),
    )
    for row in pairs:
        if row["means"]:
            name = material.say(f"agreement_{row['what']}")
            yield Text(text=f"{name}. {row['means']}", tone="means")
    yield Text(text=material.say("agreement_note"), tone="note")


def _alpha(material: Material, row: Any) -> str:
    if not known(row["alpha_value"]):
        return str(row["alpha_note"] or material.say("unknown"))
    told = (decimal(row[f"alpha_{part}"]) for part in ("value", "low", "high"))
    return f"{material.say('between', *told)}. {material.basis(row, 'alpha', 'pairs')}"
