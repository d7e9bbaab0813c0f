"""Pieces that more than one report has: how to read it, what people said, where it comes from."""

from collections.abc import Iterator
from math import ceil, isfinite
from typing import Any

import pandas as pd

from wpo.evaluation.results import ALL, TOO_SMALL
from wpo.figures.numbers import can_tell, count, decimal, known, percent
from wpo.figures.sentences import funnel_means, ratings_means
from wpo.model.months import dutch_date
from wpo.publish.report.blocks import Block, Bullets, Card, Heading, Strip, Table, Text
from wpo.publish.report.material import Material, rests_on, rows_of, share_words, strip

FEW_ERRORS = 0.025  # one side of an interval of 95 %
FIRST = 3


def first_cards(material: Material) -> Iterator[Block]:
    """Yield what to revise first, each with why and how sure: at most three opdrachten."""
    queue = material.evaluation.queue
    names = list(dict.fromkeys(queue.loc[queue["state"] == "open", "assignment"]))[:FIRST]
    key = {0: "first_none", 1: "first_one"}.get(len(names), "first_many")
    yield Heading(text=material.say(key, len(names)))
    if not names:
        yield Text(text=material.say("first_none_why"), tone="lead")
        return
    yield Text(text=material.say("first_how"), tone="lead")
    for place, name in enumerate(names, start=1):
        found = rows_of(queue[queue["state"] == "open"], assignment=name)
        title = material.say("card_title", place, found[0]["title"], name, found[0]["version"])
        lines = [str(one["sentence"]) for one in found]
        lines.append(sure(material, found[0]))
        lines.append(material.say(f"do_{found[0]['trigger']}"))
        yield Card(title=title, lines=tuple(lines), strip=_strip_of(material, found[0]))
    judged = material.evaluation.items
    n = int((judged["is_newest"] & judged["p_value"].notna()).sum())
    yield Text(text=material.say("first_errors", n, ceil(n * FEW_ERRORS)), tone="note")


def sure(material: Material, finding: Any) -> str:
    """Return how sure a finding is: by the near bound of its interval, or by an agreed count."""
    bound = finding["bound"]
    if known(bound) and isfinite(float(bound)):
        points = max(1, round(100 * float(bound)))
        far = "far" if points >= 10 else "near"
        return material.say(f"sure_{finding['trigger']}_{far}", points)
    return material.say(f"sure_{finding['trigger']}")


def how_to_read(material: Material) -> Iterator[Block]:
    """Yield what the numbers are, and what they cannot say."""
    yield Heading(text=material.say("read_title"))
    yield Bullets(items=tuple(material.say(f"read_{n}") for n in range(1, 10)))


def ratings(material: Material, assignment: str) -> Iterator[Block]:
    """Yield what people thought of one opdracht, or of all together."""
    rows = rows_of(material.evaluation.ratings, assignment=assignment)
    yield Heading(text=material.say("ratings_title"))
    if not rows:
        yield Text(text=material.say("nothing"))
        return
    items = {
        (one.id, item.id): item
        for one in material.catalogue.questionnaires.values()
        for item in one.items
    }
    texts = [items.get((row["questionnaire"], row["item"])) for row in rows]
    told = [one.text if one else str(row["item"]) for one, row in zip(texts, rows, strict=True)]
    yield Table(
        caption=material.say("ratings_title"),
        head=tuple(material.say(f"head_{one}") for one in ("question", "who", "people", "top", "strip", "honest")),
        rows=tuple(
            (
                text,
                str(row["role"]),
                rests_on(row, "top") if can_tell(row, "top") else count(row["n"]),
                share_words(row, "top"),
                strip(row, "top"),
                share_words(row, "top_honest"),
            )
            for text, row in zip(told, rows, strict=True)
        ),
        wide=(0,),
    )
    yield Text(text=ratings_means(pd.DataFrame(rows).assign(text=told)), tone="means")
    yield Text(text=material.say("ratings_yes"), tone="note")


def changes(material: Material, assignment: str = "") -> Iterator[Block]:
    """Yield what revisions did: of one opdracht, or of all."""
    table = material.evaluation.revisions
    rows = [one for one in rows_of(table) if one["assignment"] != ALL and not one["is_control"]]
    rows = [one for one in rows if assignment in ("", one["assignment"])]
    yield Heading(text=material.say("changes_title"))
    if not rows:
        yield Text(text=material.say("changes_none"))
        return
    yield Table(
        caption=material.say("changes_title"),
        head=tuple(material.say(f"head_{one}") for one in ("question", "before", "after", "beyond", "strip", "means")),
        rows=tuple(
            (
                str(row["item"]),
                share_words(row, "before"),
                share_words(row, "after"),
                _difference(row, "beyond"),
                _difference_strip(row, "beyond"),
                str(row["means"]),
            )
            for row in rows
        ),
        wide=(5,),
    )


def missing(material: Material, assignment: str) -> Iterator[Block]:
    """Yield who did not take part, and why."""
    rows = rows_of(material.evaluation.missing, assignment=assignment)
    yield Heading(text=material.say("missing_title"))
    if not rows:
        yield Text(text=material.say("nothing"))
        return
    yield Table(
        caption=material.say("missing_title"),
        head=tuple(material.say(f"head_{one}") for one in ("step", "number", "share")),
        rows=tuple(
            (
                f"{row['part']}: {row['name']}",
                count(row["n"]),
                share_words(row, "share"),
            )
            for row in rows
        ),
        wide=(0,),
    )
    steps = [row for row in rows if row["part"] == "stap"]
    if steps:
        yield Text(text=funnel_means(pd.DataFrame(steps)), tone="means")


def codes(material: Material, assignment: str) -> Iterator[Block]:
    """Yield what the open answers are about, counted; words stand in no report."""
    rows = rows_of(material.evaluation.codes, assignment=assignment)
    yield Heading(text=material.say("codes_title"))
    if not rows:
        yield Text(text=material.say("nothing"))
        return
    labels = {one.id: one.label for one in material.catalogue.code_book.codes}
    yield Table(
        caption=material.say("codes_title"),
        head=tuple(material.say(f"head_{one}") for one in ("about", "who", "number", "organisations")),
        rows=tuple(
            (
                labels.get(row["code"], str(row["code"])),
                str(row["role"]),
                count(row["n"]),
                count(row["organisations"]),
            )
            for row in rows
        ),
        wide=(0,),
    )
    yield Text(text=material.say("codes_means"), tone="means")


def account(material: Material) -> Iterator[Block]:
    """Yield where it comes from: thresholds with day and reason, rules of the set, versions."""
    manifest = material.extract.manifest
    of = material.evaluation.extract
    yield Heading(text=material.say("account_title"))
    yield Text(text=material.say("account_set", of.name, of.hash, dutch_date(of.made_on), manifest["wpo"]))
    yield Table(
        caption=material.say("thresholds_title"),
        head=tuple(material.say(f"head_{one}") for one in ("threshold", "value", "since", "why")),
        rows=tuple(
            (
                material.say(f"threshold_{one.id}"),
                f"{one.value} {one.unit}",
                dutch_date(one.fixed_on),
                one.reason,
            )
            for one in material.thresholds.thresholds
        ),
        wide=(0, 3),
    )
    yield Heading(text=material.say("rules_title"), level=3)
    yield Bullets(items=tuple(manifest["rules"]))
    versions = sorted({one["version"] for one in manifest["content"].values()})
    yield Text(text=material.say("versions", len(manifest["content"]), ", ".join(versions)))


def _strip_of(material: Material, finding: Any) -> Strip | None:
    items = material.evaluation.items
    found = rows_of(items, item=finding["item"], item_hash=finding["item_hash"])
    if not found:
        found = rows_of(material.evaluation.assignments, assignment=finding["assignment"])
    made = strip(found[0], "p", mark=material.hard_below)
    return made if isinstance(made, Strip) else None


def _difference(row: Any, what: str) -> str:
    if not known(row[f"{what}_value"]):
        return TOO_SMALL
    low, high = (_points(row[f"{what}_{one}"]) for one in ("low", "high"))
    return f"{_points(row[f'{what}_value'])} ({low} tot {high})"


def _difference_strip(row: Any, what: str) -> Strip | str:
    if not known(row[f"{what}_value"]):
        return ""
    value, low, high = (float(row[f"{what}_{one}"]) for one in ("value", "low", "high"))
    words = _difference(row, what)
    return Strip(value=value, low=low, high=high, words=words, mark=0.0, start=-0.6, end=0.6)


def _points(value: Any) -> str:
    whole = round(100 * float(value))
    return "0" if whole == 0 else f"{'+' if whole > 0 else '−'}{abs(whole)}"


def number(value: Any) -> str:
    """Return a number with a decimal comma, or that it is too small to show."""
    return decimal(value, 2) or TOO_SMALL


def whole_percent(value: Any) -> str:
    """Return a share, or that it is too small to show."""
    return percent(value) or TOO_SMALL
