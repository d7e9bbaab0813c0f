"""A research set for the pages, without a file: what it says was made up by hand."""

from datetime import date
from pathlib import Path

import pandas as pd

from tests.figures import made
from wpo.apps.evaluating.source import Source
from wpo.evaluation.results import Evaluation
from wpo.pilot.extract.reading import Extract

QUOTE = "Ik snap <b>overleg</b> niet."


def source(evaluation: Evaluation | None = None) -> Source:
    """Return a set of which one remark was cleared."""
    says = evaluation or made.evaluation()
    extract = Extract(
        name=says.extract.name,
        hash=says.extract.hash,
        date=date(2026, 11, 24),
        manifest={"synthetic": True},
        path=Path(says.extract.name),
    )
    quotes = pd.DataFrame(
        [
            {
                "assignment": made.ASSIGNMENTS[0][0],
                "role": "deelnemer",
                "kind": "snap_niet",
                "words": QUOTE,
                "codes": "woord",
            }
        ]
    )
    return Source(extract=extract, evaluation=says, quotes=quotes)
