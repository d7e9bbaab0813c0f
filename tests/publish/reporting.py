"""What the tests of the report are about: a small evaluation made up by hand, and its set."""

from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from tests.figures import made
from wpo.evaluation.results import Evaluation
from wpo.pilot.extract.reading import Extract

MANIFEST = {
    "synthetic": True,
    "wpo": "0.1.0",
    "people": {"deelnemer": 120},
    "pilot": {"start": "2026-08-03", "weeks": 14},
    "weeks": {"first": 1, "last": 14},
    "rules": ["Elke cel heeft 5 mensen of meer."],
    "content": {
        name: {"version": f"1.{at}", "hash": f"{at}0aa1bb2cc3dd4e"}
        for at, (name, *_) in enumerate(made.ASSIGNMENTS)
    },
}


def the_extract(evaluation: Evaluation, **said: object) -> Extract:
    """Return the set that an evaluation is of, as far as a report reads it."""
    return Extract(
        name=evaluation.extract.name,
        hash=evaluation.extract.hash,
        date=date(2026, 11, 24),
        manifest=MANIFEST | said,
        path=Path(evaluation.extract.name),
    )


def finding(rank: int, at: int, **said: Any) -> dict[str, Any]:
    """Return a row of the queue about the first question of an assignment."""
    assignment, title, *_ = made.ASSIGNMENTS[at]
    return {
        "rank": rank,
        "assignment": assignment,
        "title": title,
        "version": "1.1",
        "item": f"{assignment}/q1",
        "item_hash": "h1",
        "option": "",
        "trigger": "moeilijk",
        "bound": 0.2,
        "sentence": f"Vraag q1 van {title} is te moeilijk.",
        "state": "open",
        "decision": "",
        "decided_on": "",
        "decision_reason": "",
    } | said


def with_queue(*rows: dict[str, Any]) -> Evaluation:
    """Return the evaluation with these findings."""
    return made.evaluation(queue=made.table("queue", rows))


def others_changed(table: pd.DataFrame, letter: str, columns: tuple[str, ...]) -> pd.DataFrame:
    """Return a table in which every other organisation has other numbers."""
    changed = table.copy()
    for column in columns:
        is_count = str(changed[column].dtype) == "Int64"
        other = changed[column] + 3 if is_count else changed[column] * 0.9
        changed[column] = changed[column].where(changed["org"] == letter, other)
    return changed
