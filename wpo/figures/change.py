"""Before and after a revision: what changed, with unrevised questions beside it as controls."""

import pandas as pd
import plotly.graph_objects as go

from wpo.figures.intervals import bars, shortened
from wpo.figures.numbers import count, points
from wpo.figures.sentences import basis, changes_means
from wpo.figures.shown import Shown
from wpo.figures.tables import estimate_columns, estimate_table
from wpo.figures.theme import BLUE, GREY, INK, ORANGE, drawing, rows_height

MOST_ROWS = 40


def changes(rows: pd.DataFrame, *, label: str, name: str, title: str) -> Shown:
    """Return how much each revised question changed, drawn in, and the controls below them.

    Parameters
    ----------
    rows
        ``revisions`` of an evaluation without the row about all; ``label`` is a column of names.
    """
    revised = rows[~rows["is_control"].astype(bool)].sort_values("shrunk_value", kind="stable")
    controls = rows[rows["is_control"].astype(bool)].sort_values(label, kind="stable")
    told = pd.concat([revised, controls])
    told = told[told["shrunk_value"].notna()].head(MOST_ROWS)
    kind = rows["is_control"].astype(bool).map({True: "niet herzien", False: "herzien"})
    return Shown(
        name=name,
        title=title,
        means=changes_means(revised),
        basis=basis(
            revised["shrunk_n"].fillna(0).max() if len(revised) else 0,
            revised["shrunk_n_organisations"].fillna(0).max() if len(revised) else 0,
            "deelnemers bij wat het meest is gedaan,",
            "deelnemer bij wat het meest is gedaan,",
        ),
        reading=(
            "Rechts van de streep: vaker meteen goed met de nieuwe tekst. Dichte stippen zijn "
            "herziene vragen. Open vierkanten zijn vragen waarvan de tekst gelijk bleef: zoveel "
            "verandert er ook vanzelf. De lijn is het interval."
        ),
        figure=None if told.empty else _drawn(told, label),
        table=estimate_table(
            rows,
            "shrunk",
            {label: "Vraag"},
            unit="points",
            more={
                "Soort": kind,
                **estimate_columns(rows, "before", "Eerst"),
                **estimate_columns(rows, "after", "Daarna"),
                "Omhoog in": [
                    f"{count(up)} van {count(of)}"
                    for up, of in zip(rows["higher"], rows["compared"], strict=True)
                ],
            },
        ),
    )


def _drawn(rows: pd.DataFrame, label: str) -> go.Figure:
    places = pd.Series(range(len(rows)), index=rows.index)
    control = rows["is_control"].astype(bool)
    lows, highs = (100 * rows[f"shrunk_{end}"].astype(float) for end in ("low", "high"))
    traces = []
    for own, said, colour, shape, ink in (
        (~control, "herzien", BLUE, "circle", INK),
        (control, "niet herzien", GREY, "square-open", ORANGE),
    ):
        some, at = rows[own], places[own]
        if some.empty:
            continue
        value, low, high = (
            100 * some[f"shrunk_{part}"].astype(float) for part in ("value", "low", "high")
        )
        traces.append(bars(low, high, list(at), colour, 4))
        traces.append(
            go.Scatter(
                x=value,
                y=at,
                mode="markers",
                name=said,
                marker={"size": 12, "color": ink, "symbol": shape, "line": {"width": 2.5}},
                customdata=_told(some, label),
                hovertemplate="%{customdata}<extra></extra>",
            )
        )
    figure = drawing(
        traces,
        height=rows_height(len(rows)),
        xaxis={
            "title_text": "Verandering in punten",
            "tickformat": "+.0f",
            "range": [min(-5, *lows) - 3, max(5, *highs) + 3],
        },
        yaxis={
            "tickvals": list(places),
            "ticktext": [shortened(one) for one in rows[label].astype(str)],
            "range": [len(rows) - 0.4, -0.6],
        },
    )
    figure.add_vline(x=0, line={"color": INK, "width": 1.5, "dash": "dash"})
    return figure


def _told(rows: pd.DataFrame, label: str) -> list[str]:
    columns = rows[[label, "shrunk_value", "shrunk_low", "shrunk_high", "shrunk_n"]]
    return [
        f"{name}<br>{points(value)} punten (tussen {points(low)} en {points(high)})<br>n = {n}"
        for name, value, low, high, n in columns.itertuples(index=False, name=None)
    ]
