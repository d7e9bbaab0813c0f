"""The report of one organisation: itself, beside the mean of all the others; never a ranking."""

from collections.abc import Iterator
from typing import Any

from wpo.errors import ContentError
from wpo.figures.numbers import can_tell, known, percent
from wpo.figures.sentences import amount
from wpo.publish.report import parts
from wpo.publish.report.blocks import Block, Cell, Heading, Report, Text
from wpo.publish.report.material import Material, rows_of
from wpo.stats.shares import wilson

# The rows about itself, and what each counts.
OWN = {"p": "people", "shrunk": "people", "others": "people", "done": "times"}
TOGETHER = "*"  # organisations that stand together: nobody's own report


def organisation_report(material: Material, letter: str) -> Report:
    """Return the report of one organisation, named by its letter.

    Raises
    ------
    ContentError
        If the set holds no such letter.
    """
    table = material.evaluation.organisations
    found = [one for one in rows_of(table, org=letter) if letter != TOGETHER]
    if not found:
        held = ", ".join(sorted(set(table["org"]) - {TOGETHER})) or "geen"
        raise ContentError(f"Organisatie {letter!r} staat niet in deze set. Wel: {held}.")
    blocks: list[Block] = [
        *_itself(material, found[0]),
        *_assignments(material, letter),
        *_questions(material, letter),
        *parts.how_to_read(material),
        *parts.account(material, {one["assignment"] for one in _known(material, letter, "done")}),
    ]
    return material.report(material.say("title_organisation", letter), blocks)


def _itself(material: Material, row: Any) -> Iterator[Block]:
    people = amount(row["participants"], "deelnemer", "deelnemers")
    oefende = "oefende" if row["participants"] == 1 else "oefenden"
    done = amount(row["assignments"], "opdracht", "opdrachten")
    yield Text(text=material.say("own_size", people, oefende, done), tone="lead")
    yield from parts.key(material)
    yield from material.section(
        "own_title",
        ("what", "share"),
        (
            (material.say(f"own_{what}"), material.measure(row, what, of=of))
            for what, of in OWN.items()
        ),
        wide=(0,),
    )
    yield Text(text=material.say(f"own_means_{_beside(row)}"), tone="means")
    yield Text(text=material.say("own_note"), tone="note")


def _beside(row: Any) -> str:
    """Tell whether an organisation differs from the others by more than chance explains."""
    if not can_tell(row, "shrunk") or not can_tell(row, "others"):
        return "unknown"
    apart = row["shrunk_high"] < row["others_low"] or row["shrunk_low"] > row["others_high"]
    return "apart" if apart else "chance"


def _assignments(material: Material, letter: str) -> Iterator[Block]:
    """Yield who finished each opdracht here, beside everywhere."""
    about = {row["assignment"]: row for row in rows_of(material.evaluation.assignments)}
    rows = _known(material, letter, "done")
    yield from material.section(
        "own_assignments",
        ("assignment", "own_done", "all_done", "verdict"),
        (
            (
                str(whole["title"]),
                _own(material, row, "times"),
                material.measure(whole, "done", of="times"),
                str(whole["verdict"]),
            )
            for row, whole in ((row, about[row["assignment"]]) for row in rows)
        ),
        wide=(0,),
        lead="own_assignments_how",
    )


def _questions(material: Material, letter: str) -> Iterator[Block]:
    """Yield how the questions go here that enough people answered, beside everywhere."""
    items = {
        (row["item"], row["item_hash"]): row
        for row in rows_of(material.evaluation.items, is_newest=True)
    }
    rows = [
        one for one in _known(material, letter, "p") if (one["item"], one["item_hash"]) in items
    ]
    hard = sorted(
        (one for one in rows if float(one["value"]) < material.hard_below),
        key=lambda one: float(one["value"]),
    )
    others = [one for one in rows if float(one["value"]) >= material.hard_below]
    yield Heading(text=material.say("own_questions"))
    if not rows:
        yield Text(text=material.say("nothing"))
        return
    yield Text(text=material.say("own_questions_note"))
    limit = percent(material.hard_below)
    for title, those in (("own_hard", hard), ("own_rest", others)):
        name = material.say(title, limit, len(those))
        yield Heading(text=name, level=3)
        if those:
            lines = (
                (
                    f"{whole['title']}, {material.question(row['item'], row['item_hash'])}",
                    _own(material, row, "people"),
                    material.measure(whole, "p", mark=material.hard_below),
                )
                for row, whole in ((row, items[row["item"], row["item_hash"]]) for row in those)
            )
            yield material.table(name, ("question", "own", "all"), lines, wide=(0,))


def _known(material: Material, letter: str, what: str) -> list[Any]:
    rows = rows_of(material.evaluation.by_organisation, org=letter, what=what)
    return [one for one in rows if known(one["value"]) and known(one["n"])]


def _own(material: Material, row: Any, of: str) -> Cell:
    """Return the number of one organisation, which is rounded, with Wilson's interval."""
    low, high = (float(one) for one in wilson(row["value"], row["n"]))
    estimate = {"p_value": row["value"], "p_low": low, "p_high": high, "p_n": row["n"]}
    return material.measure(estimate | {"p_n_organisations": 0, "p_note": ""}, "p", of=of)
