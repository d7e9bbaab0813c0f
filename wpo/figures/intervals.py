"""One row for each thing, with its estimate, its interval and how far an assumption moves it."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import pandas as pd
import plotly.graph_objects as go

from wpo.figures.numbers import percent, tellable
from wpo.figures.sentences import against_threshold, basis, organisations_means
from wpo.figures.shown import Shown
from wpo.figures.tables import estimate_columns, estimate_table
from wpo.figures.theme import BLUE, GREY, INK, ORANGE, drawing, rows_height, share_axis

MOST_ROWS = 60
_LABEL_SIZE = 34

READING = (
    "De stip is wat we zagen. De dikke lijn is het interval: daar ligt het echte deel "
    "waarschijnlijk."
)
READING_WIDE = f"{READING} De dunne lijn is het interval als organisaties meer verschillen."


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What the rows of an interval figure are about.

    ``what`` is the estimate (``p``); ``label`` the column with the name of a row; ``things`` what
    the rows are (``vragen``); ``axis`` what the numbers are; ``threshold`` a share to look at.
    """

    what: str
    label: str
    things: str
    axis: str
    threshold: float | None = None


def intervals(rows: pd.DataFrame, subject: Subject, *, name: str, title: str) -> Shown:
    """Return a caterpillar: the lowest at the top, because there the work is.

    Parameters
    ----------
    rows
        With the six columns of the estimate ``subject.what`` (shares, 0 to 1), the column
        ``subject.label``, and where there is a sensitivity range ``<what>_low_20`` and
        ``<what>_high_20``. Rows of fewer than ten answers are in the table only.
    """
    what = subject.what
    told = tellable(rows, what).sort_values([f"{what}_value", subject.label], kind="stable")
    drawn = told.head(MOST_ROWS)
    threshold = 0.6 if subject.threshold is None else subject.threshold
    figure = None if drawn.empty else _caterpillar(drawn, subject)
    more = "" if len(told) <= MOST_ROWS else f" Getekend: de {MOST_ROWS} laagste van {len(told)}."
    wide = f"{what}_low_20" in rows
    return Shown(
        name=name,
        title=title,
        means=against_threshold(rows, what, threshold, subject.things),
        basis=basis(
            told[f"{what}_n"].max() if len(told) else 0,
            told[f"{what}_n_organisations"].max() if len(told) else 0,
            "deelnemers bij wat het meest is gedaan,",
            "deelnemer bij wat het meest is gedaan,",
        ),
        reading=(READING_WIDE if wide else READING) + more,
        figure=figure,
        table=estimate_table(rows, what, {subject.label: subject.things.capitalize()}),
    )


def _caterpillar(rows: pd.DataFrame, subject: Subject) -> go.Figure:
    what, places = subject.what, list(range(len(rows)))
    labels = [shortened(one) for one in rows[subject.label].astype(str)]
    value, low, high = (rows[f"{what}_{part}"].astype(float) for part in ("value", "low", "high"))
    traces = []
    if f"{what}_low_20" in rows:
        ends = (rows[f"{what}_low_20"].astype(float), rows[f"{what}_high_20"].astype(float))
        traces.append(bars(*ends, places, GREY, 1.5))
    traces.append(bars(low, high, places, BLUE, 5))
    traces.append(
        go.Scatter(
            x=value,
            y=places,
            mode="markers",
            marker={"size": 11, "color": INK, "line": {"color": "#fff", "width": 1.5}},
            customdata=hover(rows, what, subject.label),
            hovertemplate="%{customdata}<extra></extra>",
            showlegend=False,
        )
    )
    figure = drawing(
        traces,
        height=rows_height(len(rows)),
        xaxis=share_axis(subject.axis),
        yaxis={"tickvals": places, "ticktext": labels, "range": [len(rows) - 0.4, -0.6]},
    )
    if subject.threshold is not None:
        figure.add_vline(x=subject.threshold, line={"color": INK, "width": 1.5, "dash": "dash"})
    return figure


def organisations(rows: pd.DataFrame, *, name: str, title: str) -> Shown:
    """Return the organisations beside each other, in order of their letter: no ranking.

    Parameters
    ----------
    rows
        ``organisations`` of an evaluation: ``org``, the estimates ``p`` (observed) and ``shrunk``.
    """
    ordered = rows.sort_values("org", key=lambda one: one.replace("*", "~"))
    told = tellable(ordered, "shrunk")
    return Shown(
        name=name,
        title=title,
        means=organisations_means(ordered),
        basis=basis(told["shrunk_n"].sum(), len(told), "antwoorden", "antwoord"),
        reading=(
            "Een open ruit is wat we zagen. Een dichte stip is de schatting: die ligt dichter bij "
            "het gemiddelde van alle organisaties, hoe minder mensen er meededen. De lijn is het "
            "interval. De letters staan op volgorde van het alfabet."
        ),
        figure=None if told.empty else _drawn_in(told),
        table=estimate_table(
            ordered, "shrunk", {"org": "Organisatie"}, more=estimate_columns(ordered, "p", "Gezien")
        ),
    )


def _drawn_in(rows: pd.DataFrame) -> go.Figure:
    places = list(range(len(rows)))
    low, high = rows["shrunk_low"].astype(float), rows["shrunk_high"].astype(float)
    seen = rows["p_value"].where(rows["p_n"].fillna(0).astype("int64") >= 10)
    traces = [
        bars(low, high, places, BLUE, 5),
        go.Scatter(
            x=rows["shrunk_value"],
            y=places,
            mode="markers",
            name="schatting",
            marker={"size": 12, "color": INK},
            customdata=hover(rows, "shrunk", "org"),
            hovertemplate="%{customdata}<extra></extra>",
        ),
        go.Scatter(
            x=seen,
            y=places,
            mode="markers",
            name="gezien",
            marker={"size": 13, "color": ORANGE, "symbol": "diamond-open", "line": {"width": 3}},
            hovertemplate="gezien: %{x:.0%}<extra></extra>",
        ),
    ]
    return drawing(
        traces,
        height=rows_height(len(rows)),
        xaxis=share_axis("Deel dat meteen goed koos"),
        yaxis={
            "tickvals": places,
            "ticktext": [f"Organisatie {one}" for one in rows["org"]],
            "range": [len(rows) - 0.4, -0.6],
        },
    )


def bars(
    low: pd.Series, high: pd.Series, places: Sequence[float], colour: str, width: float
) -> go.Scatter:
    """Return intervals as one trace of lines, at these places from top to bottom."""
    x: list[float | None] = []
    y: list[float | None] = []
    for one_low, one_high, place in zip(low, high, places, strict=True):
        x += [one_low, one_high, None]
        y += [place, place, None]
    return go.Scatter(
        x=x,
        y=y,
        mode="lines",
        line={"color": colour, "width": width},
        hoverinfo="skip",
        showlegend=False,
    )


def hover(rows: pd.DataFrame, what: str, label: str) -> list[str]:
    """Return what is told at each mark: name, value, interval, how many."""
    columns = rows[[label, *(f"{what}_{part}" for part in ("value", "low", "high", "n"))]]
    return [
        f"{escape(str(name))}<br>{percent(value)} (tussen {percent(low)} en {percent(high)})"
        f"<br>n = {n}"
        for name, value, low, high, n in columns.itertuples(index=False, name=None)
    ]


def shortened(text: str, size: int = _LABEL_SIZE) -> str:
    """Return a label that leaves room for the figure on a phone; the table has the whole of it."""
    if len(text) > size:
        text = f"{text[: size - 1].rpartition(' ')[0] or text[: size - 1]}…"
    return escape(text, quote=False)
