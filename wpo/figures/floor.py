"""Practice beside the work floor: two things that are never averaged."""

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from wpo.figures.intervals import bars, shortened
from wpo.figures.numbers import percent, tellable
from wpo.figures.sentences import TOO_FEW, basis, floor_means
from wpo.figures.shown import Shown
from wpo.figures.tables import estimate_columns, estimate_table
from wpo.figures.theme import BLUE, INK, ORANGE, drawing, rows_height, share_axis

PARTS = (
    ("practice", "oefenen: meteen goed", "circle", INK, BLUE, -0.18),
    ("seen", "op het werk: gezien", "square", ORANGE, ORANGE, 0.0),
    ("worked", "terugkijken: het lukte", "diamond-open", INK, "#5c6a6e", 0.18),
)


def practice_and_floor(
    rows: pd.DataFrame, whole: Any | None, *, label: str, name: str, title: str
) -> Shown:
    """Return practice, observation and looking back beside each other for each opdracht.

    Parameters
    ----------
    rows
        ``floor`` of an evaluation; ``label`` is a column of names.
    whole
        Its row about everything; None: the only row of ``rows``.
    """
    one = whole if whole is not None else (rows.iloc[0] if len(rows) else None)
    shown = tellable(rows, "practice")
    shown = shown[shown["seen_value"].notna()]
    n = 0 if one is None else one["seen_n"]
    places = 0 if one is None else one["seen_n_organisations"]
    return Shown(
        name=name,
        title=title,
        means=TOO_FEW if one is None else floor_means(one),
        basis=basis(n, places, "punten bekeken op het werk,", "punt bekeken op het werk,"),
        reading="Elk merkteken heeft een eigen vorm. De lijn is het interval.",
        figure=None if shown.empty else _beside(shown, label),
        table=estimate_table(
            rows,
            "practice",
            {label: "Opdracht"},
            more={
                **estimate_columns(rows, "seen", "Gezien op het werk"),
                **estimate_columns(rows, "worked", "Lukte het"),
                **estimate_columns(rows, "together", "Samenhang", "decimal"),
            },
        ),
    )


def _beside(rows: pd.DataFrame, label: str) -> go.Figure:
    traces = []
    for what, said, shape, ink, colour, aside in PARTS:
        told = tellable(rows.reset_index(drop=True), what)
        places = [at + aside for at in told.index]
        low, high = told[f"{what}_low"].astype(float), told[f"{what}_high"].astype(float)
        traces.append(bars(low, high, places, colour, 3))
        traces.append(
            go.Scatter(
                x=told[f"{what}_value"],
                y=places,
                mode="markers",
                name=said,
                marker={"size": 11, "symbol": shape, "color": ink, "line": {"width": 1.5}},
                customdata=[
                    f"{name}<br>{said}: {percent(value)}"
                    for name, value in zip(told[label], told[f"{what}_value"], strict=True)
                ],
                hovertemplate="%{customdata}<extra></extra>",
            )
        )
    return drawing(
        traces,
        height=rows_height(int(1.6 * len(rows))),
        xaxis=share_axis("Deel"),
        yaxis={
            "tickvals": list(range(len(rows))),
            "ticktext": [shortened(one) for one in rows[label].astype(str)],
            "range": [len(rows) - 0.4, -0.6],
        },
    )
