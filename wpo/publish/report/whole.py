"""The report of the whole pilot: what to revise first, how sure that is, and all that it rests on."""

from collections.abc import Iterator

import pandas as pd

from wpo.evaluation.results import ALL, GOOD, NOT_YET, REVISE
from wpo.figures.numbers import count, known
from wpo.figures.sentences import agreement_means, mastery_means, organisations_means, verdicts_means
from wpo.publish.report import parts
from wpo.publish.report.blocks import Block, Heading, Report, Table, Text
from wpo.publish.report.material import Material, rests_on, rows_of, share_words, strip


def whole_report(material: Material) -> Report:
    """Return the report of the whole pilot."""
    blocks: list[Block] = [
        *parts.first_cards(material),
        *_verdicts(material),
        *parts.how_to_read(material),
        *_queue(material),
        *parts.ratings(material, ALL),
        *_organisations(material),
        *parts.changes(material),
        *_work_floor(material),
        *parts.codes(material, ALL),
        *parts.missing(material, ALL),
        *parts.account(material),
    ]
    return material.report(material.say("title_whole"), blocks)


def _verdicts(material: Material) -> Iterator[Block]:
    rows = rows_of(material.evaluation.assignments)
    yield Heading(text=material.say("all_title"))
    yield Text(text=verdicts_means([row["verdict"] for row in rows]), tone="means")
    for verdict in (REVISE, NOT_YET, GOOD):
        those = [row for row in rows if row["verdict"] == verdict]
        yield Heading(text=material.say(f"verdict_{verdict.split()[0]}", len(those)), level=3)
        if not those:
            continue
        needed = verdict == NOT_YET
        heads = ("assignment", "right", "rests_on", "strip", "why", *(("needed",) if needed else ()))
        yield Table(
            caption=material.say(f"verdict_{verdict.split()[0]}", len(those)),
            head=tuple(material.say(f"head_{one}") for one in heads),
            rows=tuple(
                (
                    f"{row['title']} ({row['assignment']})"
                    + (f", {material.say('provisional')}" if row["is_provisional"] else ""),
                    share_words(row, "p"),
                    rests_on(row, "p"),
                    strip(row, "p", mark=material.hard_below),
                    " ".join(str(row["reasons"]).splitlines()),
                    *((_needed(material, row["more_needed"]),) if needed else ()),
                )
                for row in those
            ),
            wide=(0, 4),
        )


def _needed(material: Material, value: object) -> str:
    return count(value) if known(value) else material.say("unknown")


def _queue(material: Material) -> Iterator[Block]:
    rows = rows_of(material.evaluation.queue)
    yield Heading(text=material.say("queue_title"))
    yield Text(text=material.say("queue_about"))
    if not rows:
        yield Text(text=material.say("nothing"))
        return
    yield Table(
        caption=material.say("queue_title"),
        head=tuple(material.say(f"head_{one}") for one in ("rank", "assignment", "found", "sure", "decision")),
        rows=tuple(
            (
                count(row["rank"]),
                str(row["title"]),
                str(row["sentence"]),
                parts.sure(material, row),
                " ".join(filter(None, (row["decision"], row["decision_reason"])))
                or material.say("open"),
            )
            for row in rows
        ),
        wide=(1, 2, 3),
    )


def _organisations(material: Material) -> Iterator[Block]:
    rows = rows_of(material.evaluation.organisations)
    yield Heading(text=material.say("organisations_title"))
    if not rows:
        yield Text(text=material.say("nothing"))
        return
    yield Table(
        caption=material.say("organisations_title"),
        head=tuple(
            material.say(f"head_{one}") for one in ("letter", "people", "right", "shrunk", "strip", "done")
        ),
        rows=tuple(
            (
                str(row["org"]),
                count(row["participants"]),
                share_words(row, "p"),
                share_words(row, "shrunk"),
                strip(row, "shrunk"),
                share_words(row, "done"),
            )
            for row in rows
        ),
    )
    yield Text(text=organisations_means(pd.DataFrame(rows)), tone="means")
    yield Text(text=material.say("organisations_note"), tone="note")


def _work_floor(material: Material) -> Iterator[Block]:
    yield Heading(text=material.say("floor_title"))
    whole = rows_of(material.evaluation.floor, assignment=ALL)
    if whole:
        row = whole[0]
        yield Table(
            caption=material.say("floor_title"),
            head=tuple(material.say(f"head_{one}") for one in ("what", "share", "rests_on", "strip")),
            rows=tuple(
                (
                    material.say(f"floor_{what}"),
                    share_words(row, what),
                    rests_on(row, what),
                    strip(row, what),
                )
                for what in ("practice", "seen", "worked")
            ),
            wide=(0,),
        )
        yield Text(text=str(row["means"]), tone="means")
    weeks = rows_of(material.evaluation.mastery, skill=ALL)
    if weeks:
        yield Heading(text=material.say("mastery_title"), level=3)
        yield Table(
            caption=material.say("mastery_title"),
            head=tuple(material.say(f"head_{one}") for one in ("week", "still", "reached", "strip")),
            rows=tuple(
                (
                    count(row["week"]),
                    count(row["at_risk"]),
                    share_words(row, "mastered"),
                    strip(row, "mastered"),
                )
                for row in weeks
            ),
        )
        yield Text(text=mastery_means(pd.DataFrame(weeks)), tone="means")
    pairs = rows_of(material.evaluation.agreement, assignment=ALL)
    if pairs:
        yield Heading(text=material.say("agreement_title"), level=3)
        yield Table(
            caption=material.say("agreement_title"),
            head=tuple(material.say(f"head_{one}") for one in ("what", "pairs", "same", "strip", "alpha")),
            rows=tuple(
                (
                    str(row["what"]),
                    count(row["n"]),
                    share_words(row, "same"),
                    strip(row, "same"),
                    _alpha(row),
                )
                for row in pairs
            ),
        )
        for row in pairs:
            yield Text(text=f"{row['what'].capitalize()}: {agreement_means(row)}", tone="means")


def _alpha(row: pd.Series) -> str:
    if not known(row["alpha_value"]):
        return parts.number(float("nan"))
    return f"{parts.number(row['alpha_value'])} ({parts.number(row['alpha_low'])} tot {parts.number(row['alpha_high'])})"
