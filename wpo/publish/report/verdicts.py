"""All opdrachten by verdict. What is not known yet stands under why: no reason is told twice."""

from collections.abc import Iterator
from typing import Any

from wpo.evaluation.results import GOOD, NOT_YET, REVISE
from wpo.figures.numbers import can_tell, known, percent
from wpo.figures.sentences import amount, verdicts_means
from wpo.publish.report.blocks import Block, Cell, Heading, Measure, Text
from wpo.publish.report.material import Material, name_of, rows_of

FAR = 10_000  # behind everything in the queue
FEW, QUESTION, TOGETHER, CLEAR = "few", "question", "together", "clear"
DOUBTS = (QUESTION, TOGETHER, CLEAR, FEW)  # each opdracht stands under the first that it has

Doubt = tuple[str, str]  # which, and in short with its numbers


def verdicts(material: Material) -> Iterator[Block]:
    """Yield every opdracht once: what to revise first, in the order of the queue."""
    queued = list(dict.fromkeys(material.evaluation.queue["assignment"]))
    rows = sorted(
        rows_of(material.evaluation.assignments),
        key=lambda row: queued.index(row["assignment"]) if row["assignment"] in queued else FAR,
    )
    yield Heading(text=material.say("all_title"))
    yield Text(text=verdicts_means([row["verdict"] for row in rows]), tone="means")
    tables = {REVISE: _revise, NOT_YET: _not_yet, GOOD: _good}
    for verdict, table in tables.items():
        those = [row for row in rows if row["verdict"] == verdict]
        title = material.say(f"verdict_{verdict.split()[0]}", len(those))
        yield Heading(text=title, level=3)
        if those:
            yield from table(material, title, those)


def _revise(material: Material, title: str, rows: list[Any]) -> Iterator[Block]:
    heads = ("assignment", "right", "why")
    lines = ((*_itself(material, row), str(row["reasons"])) for row in rows)
    yield material.table(title, heads, lines, wide=(0, 2))


def _good(material: Material, title: str, rows: list[Any]) -> Iterator[Block]:
    good_from = percent(material.thresholds.of("good_from").share)
    yield Text(text=material.say("good_why", good_from))
    lines = (_itself(material, row) for row in rows)
    yield material.table(title, ("assignment", "right"), lines, wide=(0,))


def _not_yet(material: Material, title: str, rows: list[Any]) -> Iterator[Block]:
    limits = {
        QUESTION: percent(material.hard_below),
        TOGETHER: percent(material.thresholds.of("good_from").share),
        CLEAR: percent(material.thresholds.of("clear_from").share),
        FEW: "",
    }
    doubts = [_doubts(material, row) for row in rows]
    for kind in DOUBTS:
        those = [one for one in zip(rows, doubts, strict=True) if one[1][0][0] == kind]
        if not those:
            continue
        n = amount(len(those), "opdracht", "opdrachten")
        yield Text(text=material.say(f"doubt_{kind}", n, limits[kind]))
        yield material.table(
            f"{title}: {material.say(f'short_{kind}')}",
            ("assignment", "right", "unsure", "needed"),
            (
                (
                    *_itself(material, row),
                    "\n".join(line for _, line in found),
                    _needed(material, row),
                )
                for row, found in those
            ),
            wide=(0, 2),
        )


def _itself(material: Material, row: Any) -> tuple[Cell, Cell]:
    provisional = f" {material.say('provisional')}" if row["is_provisional"] else ""
    name = f"{row['title']}. {material.about(row)}{provisional}"
    return name, material.measure(row, "p")


def _doubts(material: Material, row: Any) -> list[Doubt]:
    """Return in short why it cannot be called good yet.

    Where the verdict has another reason than those that the numbers show, its own sentences stand.
    """
    reasons = str(row["reasons"]).splitlines()
    found = [*_questions(material, row), *_together(material, row), *_clear(material, row)]
    if row["is_provisional"] or len(found) != len(reasons):
        return [(FEW, one) for one in reasons]
    return found


def _questions(material: Material, row: Any) -> Iterator[Doubt]:
    fewest = int(material.thresholds.of("fewest_participants").value)
    places = int(material.thresholds.of("fewest_organisations").value)
    items = material.evaluation.items
    for one in rows_of(items, assignment=row["assignment"], is_newest=True):
        is_told = can_tell(one, "p") and int(one["p_n"]) >= fewest
        enough = is_told and int(one["p_n_organisations"]) >= places
        if enough and float(one["p_value"]) < material.hard_below:
            measure = material.measure(one, "p")
            yield QUESTION, f"{name_of(one['item'])}: {_told(measure)}"


def _together(material: Material, row: Any) -> Iterator[Doubt]:
    good_from = material.thresholds.of("good_from").share
    if can_tell(row, "p") and float(row["p_low"]) < good_from:
        yield TOGETHER, material.say("short_together")


def _clear(material: Material, row: Any) -> Iterator[Doubt]:
    clear_from = material.thresholds.of("clear_from").share
    if can_tell(row, "clear") and float(row["clear_value"]) < clear_from:
        yield CLEAR, f"{material.say('short_clear')}: {_told(material.measure(row, 'clear'))}"


def _told(measure: Cell) -> str:
    return f"{measure.text}; {measure.basis}" if isinstance(measure, Measure) else measure


def _needed(material: Material, row: Any) -> str:
    if not known(row["more_needed"]) or not int(row["more_needed"]):
        return material.say("unknown")
    return material.say("needed", amount(row["more_needed"], "deelnemer", "deelnemers"))
