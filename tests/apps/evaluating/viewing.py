"""Research sets for the pages: one without a file, made up by hand, and one on disk."""

from collections.abc import Iterator
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

import ipywidgets as widgets
import pandas as pd

from tests.figures import made
from wpo.apps.evaluating.choice import Choice
from wpo.apps.evaluating.screen import Screen
from wpo.apps.evaluating.source import Source
from wpo.catalogue.loading import Catalogue
from wpo.evaluation.results import Evaluation
from wpo.figures.chart import Chart
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


def opened(name: str, catalogue: Catalogue, query: str = "", role: str = "") -> Screen:
    """Return a page, opened at an address by somebody of a role."""
    page = import_module(f"wpo.apps.evaluating.{name}").PAGE
    return Screen(page, catalogue, Choice.from_query(query), role)


def every(widget: Any) -> Iterator[Any]:
    """Yield a widget and what is in it."""
    yield widget
    for one in getattr(widget, "children", ()):
        yield from every(one)


def charts(screen: Screen) -> list[Chart]:
    """Return the figures that a page shows."""
    return [one for one in screen.parts.children if isinstance(one, Chart)]


def text(screen: Screen) -> str:
    """Return what stands between the figures."""
    return "\n".join(one.value for one in every(screen.box) if isinstance(one, widgets.HTML))
