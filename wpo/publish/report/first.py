"""Page one of the report of the whole pilot: what to revise first, why, and how sure that is."""

from collections.abc import Iterator
from datetime import date, timedelta
from math import ceil
from typing import Any

from wpo.evaluation.results import NOT_YET
from wpo.evaluation.verdicts import HARM
from wpo.figures.numbers import known, percent
from wpo.figures.sentences import amount
from wpo.model.months import dutch_date
from wpo.publish.report import parts
from wpo.publish.report.blocks import Block, Card, Heading, Measure, Text
from wpo.publish.report.material import Material, name_of, rows_of

FEW_ERRORS = 0.025  # one side of an interval of 95 %
FIRST = 3
LEAVE, WAIT = "laten", "uitstellen"  # decisions after which it is not the first to revise


def about_the_pilot(material: Material) -> Iterator[Block]:
    """Yield what this is: who took part, where, and when."""
    manifest = material.extract.manifest
    letters = [one for one in material.evaluation.organisations["org"] if one != "*"]
    together = len(letters) < len(material.evaluation.organisations)
    where = material.say("at_least", len(letters) + 2) if together else str(len(letters))
    yield Text(
        text=material.say(
            "about_pilot",
            amount(manifest.get("people", {}).get("deelnemer", 0), "deelnemer", "deelnemers"),
            where,
            amount(len(material.evaluation.assignments), "opdracht", "opdrachten"),
        )
        + _when(material)
        + " "
        + material.say("about_report"),
        tone="lead",
    )


def first_cards(material: Material) -> Iterator[Block]:
    """Yield what to revise first, each with why and how sure: at most three opdrachten."""
    found = to_revise(material)
    names = list(dict.fromkeys(one["assignment"] for one in found))[:FIRST]
    key = {0: "first_none", 1: "first_one"}.get(len(names), "first_many")
    yield Heading(text=material.say(key, len(names)))
    if not names:
        n = list(material.evaluation.assignments["verdict"]).count(NOT_YET)
        unknown = amount(n, "opdracht", "opdrachten")
        yield Text(text=material.say("first_none_why", unknown), tone="lead")
        return
    yield Text(text=material.say("first_how", percent(material.hard_below)))
    for place, name in enumerate(names, start=1):
        yield _card(material, place, [one for one in found if one["assignment"] == name])
    judged = material.evaluation.items
    n = int((judged["is_newest"] & judged["p_value"].notna()).sum())
    yield Text(
        text=material.say("first_errors", amount(n, "vraag", "vragen"), ceil(n * FEW_ERRORS)),
        tone="note",
    )


def to_revise(material: Material) -> list[Any]:
    """Return what was found and not set aside by a person, in the order of the queue."""
    rows = rows_of(material.evaluation.queue)
    return [one for one in rows if one["decision"] not in (LEAVE, WAIT)]


def _card(material: Material, place: int, found: list[Any]) -> Card:
    first = found[0]
    row = material.assignment(first["assignment"])
    why, sure, then = (material.say(f"head_{one}") for one in ("why", "sure", "next"))
    lines = [(why, " ".join(str(one["sentence"]) for one in found))]
    lines += [(material.say("question", name), stem) for name, stem in _stems(material, found)]
    lines += [(sure, parts.sure(material, first))]
    lines += [(then, material.say(f"do_{first['trigger']}"))]
    if first["decision"]:
        lines.append((material.say("head_decision"), parts.decided(material, first)))
    return Card(
        title=material.say("card_title", place, row["title"]),
        about=material.about(row),
        measured=material.say("measured", name_of(first["item"])),
        measure=_measure(material, first),
        lines=tuple(lines),
    )


def _stems(material: Material, found: list[Any]) -> list[tuple[str, str]]:
    """Return the questions that it is about, each once: what a person calls it, and its text."""
    told = {name_of(one["item"]): material.stem(one["item"], one["item_hash"]) for one in found}
    return [(name, stem) for name, stem in told.items() if name and stem]


def _measure(material: Material, finding: Any) -> Measure | None:
    if finding["trigger"] == HARM:
        return None
    items = material.evaluation.items
    for row in rows_of(items, item=finding["item"], item_hash=finding["item_hash"]):
        made = material.measure(row, "p", mark=material.hard_below)
        return made if isinstance(made, Measure) else None
    return None


def _when(material: Material) -> str:
    """Return in which days people practised, where the set tells."""
    pilot, weeks = (material.extract.manifest.get(one) for one in ("pilot", "weeks"))
    if not pilot or not weeks or not known(weeks["first"]) or not known(weeks["last"]):
        return ""
    start = date.fromisoformat(pilot["start"])
    begin = start + timedelta(weeks=int(weeks["first"]) - 1)
    end = min(material.extract.date, start + timedelta(weeks=int(weeks["last"]), days=-1))
    return " " + material.say("about_when", dutch_date(begin), dutch_date(end))
