"""The review queue: what a person must look at, most certain first, and what was decided."""

from collections.abc import Sequence

import pandas as pd

from wpo.evaluation.assignments import Assignments
from wpo.evaluation.results import COLUMNS
from wpo.evaluation.verdicts import ranked
from wpo.pilot.decisions import Decision

OPEN, DECIDED = "open", "besloten"


def queue_table(found: Assignments, decided: Sequence[Decision]) -> pd.DataFrame:
    """Return the table ``queue`` of the evaluation.

    Parameters
    ----------
    found
        Assignments with their verdicts.
    decided
        Oldest first: of several about the same, the last one counts.
    """
    names = list(
        zip(*(found.table[one] for one in ("assignment", "title", "version")), strict=True)
    )
    rows = [
        (name, finding)
        for name, verdict in zip(names, found.verdicts, strict=True)
        for finding in verdict.findings
    ]
    order = ranked([finding for _, finding in rows])
    queue = []
    for rank, place in enumerate(order, 1):
        (assignment, title, version), one = rows[place]
        queue.append(
            {
                "rank": rank,
                "assignment": assignment,
                "title": title,
                "version": version,
                "item": one.item,
                "item_hash": one.item_hash,
                "option": one.option,
                "trigger": one.trigger,
                "bound": one.bound,
                "sentence": one.sentence,
            }
        )
    table = pd.DataFrame(queue, columns=list(COLUMNS["queue"])).astype({"bound": float})
    return with_decisions(table, decided)


def with_decisions(queue: pd.DataFrame, decided: Sequence[Decision]) -> pd.DataFrame:
    """Return the table ``queue`` with what was decided about each of its rows.

    Parameters
    ----------
    decided
        Oldest first: of several about the same, the last one counts.
    """
    last = {one.about: one for one in decided}
    about = zip(
        queue["assignment"],
        queue["item"],
        queue["item_hash"].where(queue["item_hash"] != "", queue["version"]),
        queue["option"],
        queue["trigger"],
        strict=True,
    )
    found = [last.get(one) for one in about]
    return queue.assign(
        state=[DECIDED if one else OPEN for one in found],
        decision=[one.decision if one else "" for one in found],
        decided_on=[one.decided_on if one else "" for one in found],
        decision_reason=[one.reason if one else "" for one in found],
    )
