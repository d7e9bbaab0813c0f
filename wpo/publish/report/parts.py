"""Pieces that more than one report has: how to read it, what people said, where it comes from."""

from collections.abc import Collection, Iterator
from datetime import date
from math import isfinite
from typing import Any

import pandas as pd

from wpo.evaluation.missing import PLANNED
from wpo.evaluation.results import ALL
from wpo.evaluation.verdicts import PROBLEM, WORD
from wpo.figures.numbers import can_tell, count, known, percent, points
from wpo.figures.sentences import amount, codes_means, funnel_means, ratings_means
from wpo.model.months import dutch_date
from wpo.publish.report.blocks import Block, Bullets, Heading, Text
from wpo.publish.report.material import Material, rows_of

FAR = 10  # points past a threshold: more than a few people could undo
LINES_TO_READ = 10
ALIKE = 3  # the line that says how alike people of one organisation are assumed to be
SINGULAR = {"organisaties": "organisatie", "deelnemers": "deelnemer", "opmerkingen": "opmerking"}


def sure(material: Material, finding: Any) -> str:
    """Return how sure a finding is: by the near bound of its interval, or by an agreed count."""
    trigger, bound = finding["trigger"], finding["bound"]
    if known(bound) and isfinite(float(bound)):
        points = max(1, round(100 * float(bound)))
        return material.say(f"sure_{trigger}_{'far' if points >= FAR else 'near'}", points)
    limits = {PROBLEM: "same_problem", WORD: "asked_in"}
    limit = limits.get(trigger)
    values = [one.value for one in material.thresholds.thresholds if one.id == limit]
    return material.say(f"sure_{trigger}", *values)


def decided(material: Material, finding: Any) -> str:
    """Return what a person decided about a finding, when and why; or that nobody did yet."""
    if not finding["decision"]:
        return material.say("open")
    day = dutch_date(date.fromisoformat(finding["decided_on"]))
    what = material.say(f"decision_{finding['decision']}")
    return material.say("decided", what, day, finding["decision_reason"])


def key(material: Material) -> Iterator[Block]:
    """Yield what one must know before the first number: what a bar, a dot and dashes are."""
    yield Text(text=material.say("key", percent(material.hard_below)))


def how_to_read(material: Material) -> Iterator[Block]:
    """Yield what the numbers are, and what they cannot say."""
    yield Heading(text=material.say("read_title"))
    lines = [material.say(f"read_{n}") for n in range(1, LINES_TO_READ + 1)]
    means = " ".join(str(row["means"]) for row in rows_of(material.evaluation.alike))
    lines[ALIKE - 1] = f"{lines[ALIKE - 1]} {means}".strip()
    yield Bullets(items=tuple(lines))


def ratings(material: Material, assignment: str) -> Iterator[Block]:
    """Yield what people thought of one opdracht, or of all together."""
    rows = rows_of(material.evaluation.ratings, assignment=assignment)
    title = material.say("ratings_title")
    yield Heading(text=title)
    if not rows:
        yield Text(text=material.say("nothing"))
        return
    forms = material.catalogue.questionnaires
    items = {(one.id, item.id): item.text for one in forms.values() for item in one.items}
    told = [items.get((row["questionnaire"], row["item"]), row["item"]) for row in rows]
    shown = [one for one in zip(told, rows, strict=True) if can_tell(one[1], "top")]
    if shown:
        yield material.table(
            title,
            ("question", "top", "honest"),
            (
                (
                    f"{text} ({_who(material, row)})",
                    material.measure(row, "top", of="answers"),
                    material.measure(row, "top_honest", of="answers"),
                )
                for text, row in shown
            ),
            wide=(0,),
        )
        yield Text(text=material.say("ratings_top"))
        yield Text(text=ratings_means(pd.DataFrame(rows).assign(text=told)), tone="means")
    if len(shown) < len(rows):
        few = amount(len(rows) - len(shown), "vraag", "vragen")
        yield Text(text=material.say("ratings_few", few), tone="note")


def _who(material: Material, row: Any) -> str:
    forms = material.catalogue.questionnaires
    form = forms.get(row["questionnaire"])
    return form.for_role.value if form else str(row["role"])


def changes(material: Material, assignment: str = "") -> Iterator[Block]:
    """Yield what revisions did: of one opdracht, or of all."""
    table = material.evaluation.revisions
    rows = [one for one in rows_of(table) if not one["is_control"]]
    rows = [one for one in rows if assignment in ("", one["assignment"])]
    each = [one for one in rows if one["assignment"] != ALL]
    whole = material.evaluation.assignments
    titles = dict(zip(whole["assignment"], whole["title"], strict=True))
    yield from material.section(
        "changes_title",
        ("question", "before", "after", "beyond", "higher"),
        (
            (
                f"{titles.get(row['assignment'], '')}, {material.question(row['item'])}\n"
                + material.say("changed", row["from_version"], row["to_version"]),
                material.measure(row, "before"),
                material.measure(row, "after"),
                material.difference(row, "beyond"),
                material.say("higher", count(row["higher"]), count(row["compared"])),
            )
            for row in each
        ),
        wide=(0,),
        lead="changes_how",
        nothing="changes_none",
    )
    if not each:
        return
    for row in rows_of(pd.DataFrame(rows), assignment=ALL):
        yield Text(text=_together(material, row), tone="means")
    yield Text(text=material.say("changes_note"), tone="note")


def _together(material: Material, row: Any) -> str:
    """Return what all revisions together did, beyond what changed by itself."""
    if not can_tell(row, "beyond"):
        return material.say("changes_all_unknown")
    value, low, high = (points(row[f"beyond_{part}"]) for part in ("value", "low", "high"))
    side = "more" if row["beyond_low"] > 0 else "less" if row["beyond_high"] < 0 else "same"
    between = material.say("between", value, low, high)
    basis = material.basis(row, "beyond")
    return f"{material.say('changes_all', between, basis)} {material.say(f'changes_{side}')}"


def missing(material: Material, assignment: str) -> Iterator[Block]:
    """Yield who did not take part, and why."""
    rows = rows_of(material.evaluation.missing, assignment=assignment)
    yield from material.section(
        "missing_title",
        ("step", "number", "share"),
        (
            (
                material.call(f"{row['part']}_{row['name']}", str(row["name"])),
                count(row["n"]),
                material.say("whole")
                if row["name"] == PLANNED
                else material.measure(row, "share", of="times"),
            )
            for row in rows
        ),
        wide=(0,),
    )
    if not rows:
        return
    steps = [row for row in rows if row["part"] == "stap"]
    if steps:
        yield Text(text=funnel_means(pd.DataFrame(steps)), tone="means")
    yield Text(text=material.say("missing_note"), tone="note")


def codes(material: Material, assignment: str) -> Iterator[Block]:
    """Yield what the open answers are about, counted; words stand in no report."""
    rows = rows_of(material.evaluation.codes, assignment=assignment)
    labels = {one.id: one.label for one in material.catalogue.code_book.codes}
    yield from material.section(
        "codes_title",
        ("about", "who", "number", "organisations"),
        (
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
    if not rows:
        return
    told = pd.DataFrame(rows)
    told["code"] = [labels.get(one, one) for one in told["code"]]
    yield Text(text=codes_means(told), tone="means")
    yield Text(text=material.say("codes_note"), tone="note")


def account(material: Material, assignments: Collection[str] | None = None) -> Iterator[Block]:
    """Yield where it comes from: the set, thresholds with day and reason, rules, versions.

    Only the texts of these assignments are named; None: all.
    """
    manifest, of = material.extract.manifest, material.evaluation.extract
    yield Heading(text=material.say("account_title"))
    yield Text(
        text=material.say(
            "account_set", of.name, of.hash, dutch_date(of.made_on), manifest.get("wpo", "")
        )
    )
    decided_on = sorted(set(material.evaluation.queue["decided_on"]) - {""})
    if decided_on:
        day = dutch_date(date.fromisoformat(decided_on[-1]))
        yield Text(text=material.say("account_decisions", day))
    yield from _thresholds(material)
    yield Heading(text=material.say("rules_title"), level=3)
    yield Bullets(items=tuple(manifest.get("rules", ())))
    yield from _versions(material, assignments)


def _thresholds(material: Material) -> Iterator[Block]:
    yield from material.section(
        "thresholds_title",
        ("threshold", "value", "since", "why"),
        (
            (
                material.say(f"threshold_{one.id}"),
                amount(one.value, SINGULAR.get(one.unit, one.unit), one.unit),
                dutch_date(one.fixed_on),
                one.reason,
            )
            for one in material.thresholds.thresholds
        ),
        wide=(0, 3),
        level=3,
    )


def _versions(material: Material, assignments: Collection[str] | None) -> Iterator[Block]:
    """Yield which texts the set holds the newest of."""
    content = material.extract.manifest.get("content", {}).items()
    yield Heading(text=material.say("versions_title"), level=3)
    told = (
        f"{name} {one['version']} ({one['hash'][:8]})"
        for name, one in content
        if assignments is None or name in assignments
    )
    yield Text(text=f"{material.say('versions_how')} {', '.join(told)}.")
