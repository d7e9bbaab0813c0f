"""Practice beside the work floor: two things that are never averaged."""

from typing import Any

import pandas as pd

from wpo.figures.intervals import bars, shortened
from wpo.figures.numbers import count, percent, tellable
from wpo.figures.sentences import TOO_FEW, basis, floor_means
from wpo.figures.shown import Shown
from wpo.figures.tables import estimate_columns, estimate_table
from wpo.figures.theme import (
    BLUE,
    GREY,
    INK,
    VERMILLION,
    Figure,
    drawing,
    n_column,
    rows_height,
    scatter,
    share_axis,
)

PARTS = (
    ("practice", "oefenen: meteen goed", "circle", INK, BLUE, -0.27),
    ("seen", "op het werk: gezien", "square", VERMILLION, VERMILLION, 0.0),
    ("worked", "terugkijken: het lukte", "diamond-open", INK, GREY, 0.27),
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
        basis=basis(n, places, "deelnemers bekeken op het werk,", "deelnemer bekeken op het werk,"),
        reading=(
            "Elk merkteken heeft een eigen vorm. De lijn is het interval. n is hoeveel deelnemers: "
            "boven bij het oefenen, dan op het werk, dan bij het terugkijken."
        ),
        figure=None if shown.empty else _beside(shown, label),
        table=estimate_table(
            rows,
            "practice",
            {label: "Opdracht"},
            more={
                **estimate_columns(rows, "seen", "Gezien op het werk"),
                "Gezien op het werk: aantal": rows["seen_n"].map(count),
                **estimate_columns(rows, "worked", "Lukte het"),
                "Lukte het: aantal": rows["worked_n"].map(count),
                **estimate_columns(rows, "together", "Samenhang", "decimal"),
            },
        ),
    )


def _beside(rows: pd.DataFrame, label: str) -> Figure:
    traces = []
    for what, said, shape, ink, colour, aside in PARTS:
        told = tellable(rows.reset_index(drop=True), what)
        places = [at + aside for at in told.index]
        low, high = told[f"{what}_low"].astype(float), told[f"{what}_high"].astype(float)
        traces.append(bars(low, high, places, colour, 3))
        traces.append(
            scatter(
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
        traces.append(n_column(list(told[f"{what}_n"]), places))
    return drawing(
        traces,
        height=rows_height(2 * len(rows)),
        xaxis=share_axis("Deel", with_n=True),
        yaxis={
            "tickvals": list(range(len(rows))),
            "ticktext": [shortened(one) for one in rows[label].astype(str)],
            "range": [len(rows) - 0.4, -0.6],
        },
    )
