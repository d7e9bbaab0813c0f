"""One row for each thing, with its estimate, its interval and how far an assumption moves it."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import pandas as pd

from wpo.figures.numbers import percent, tellable
from wpo.figures.sentences import against_threshold, basis, organisations_means
from wpo.figures.shown import Shown
from wpo.figures.tables import estimate_columns, estimate_table
from wpo.figures.theme import (
    BLUE,
    GREY,
    INK,
    ORANGE,
    Figure,
    Trace,
    drawing,
    n_column,
    rows_height,
    scatter,
    share_axis,
)

MOST_ROWS = 60
_LABEL_SIZE = 34

READING = (
    "De stip is wat we zagen. De dikke lijn is het interval: daar ligt het echte deel "
    "waarschijnlijk. n is hoeveel deelnemers."
)
WIDE = "De dunne lijn is het interval als organisaties meer verschillen."
LOWEST_FIRST = (
    "Wat we het laagst zagen, staat bovenaan. Dat is geen ranglijst: waar de lijnen elkaar "
    "overlappen, kan de volgorde net zo goed andersom zijn."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What the rows of an interval figure are about.

    ``what`` is the estimate (``p``); ``label`` the column with the name of a row; ``things`` what
    the rows are (``vragen``); ``axis`` what the numbers are; ``threshold`` a share to look at.
    ``lowest_first``: the lowest at the top, because there the work is; else in their own order.
    """

    what: str
    label: str
    things: str
    axis: str
    threshold: float
    lowest_first: bool = True


def intervals(rows: pd.DataFrame, subject: Subject, *, name: str, title: str) -> Shown:
    """Return a row for each thing, with its estimate, its interval and how many people.

    Parameters
    ----------
    rows
        With the six columns of the estimate ``subject.what`` (shares, 0 to 1), the column
        ``subject.label``, and where there is a sensitivity range ``<what>_low_20`` and
        ``<what>_high_20``. Rows of fewer than ten answers are in the table only.
    """
    what = subject.what
    told = tellable(rows, what)
    if subject.lowest_first:
        told = told.sort_values([f"{what}_value", subject.label], kind="stable")
    drawn = told.head(MOST_ROWS)
    reading = [
        READING,
        *([WIDE] if f"{what}_low_20" in rows else []),
        f"De streepjeslijn is de grens van {percent(subject.threshold)}.",
        *([LOWEST_FIRST] if subject.lowest_first else []),
        *([f"Getekend: {MOST_ROWS} van {len(told)}."] if len(told) > MOST_ROWS else []),
    ]
    return Shown(
        name=name,
        title=title,
        means=against_threshold(rows, what, subject.threshold, subject.things),
        basis=basis(
            told[f"{what}_n"].max() if len(told) else 0,
            told[f"{what}_n_organisations"].max() if len(told) else 0,
            "deelnemers bij wat het meest is gedaan,",
            "deelnemer bij wat het meest is gedaan,",
        ),
        reading=" ".join(reading),
        figure=None if drawn.empty else _caterpillar(drawn, subject),
        table=estimate_table(rows, what, {subject.label: subject.things.capitalize()}),
    )


def _caterpillar(rows: pd.DataFrame, subject: Subject) -> Figure:
    what, places = subject.what, list(range(len(rows)))
    labels = [shortened(one) for one in rows[subject.label].astype(str)]
    value, low, high = (rows[f"{what}_{part}"].astype(float) for part in ("value", "low", "high"))
    traces = []
    if f"{what}_low_20" in rows:
        ends = (rows[f"{what}_low_20"].astype(float), rows[f"{what}_high_20"].astype(float))
        traces.append(bars(*ends, places, GREY, 1.5))
    traces.append(bars(low, high, places, BLUE, 5))
    traces.append(
        scatter(
            x=value,
            y=places,
            mode="markers",
            marker={"size": 11, "color": INK, "line": {"color": "#fff", "width": 1.5}},
            customdata=hover(rows, what, subject.label),
            hovertemplate="%{customdata}<extra></extra>",
            showlegend=False,
        )
    )
    traces.append(n_column(list(rows[f"{what}_n"]), places))
    return drawing(
        traces,
        height=rows_height(len(rows)),
        line=subject.threshold,
        xaxis=share_axis(subject.axis, with_n=True),
        yaxis={"tickvals": places, "ticktext": labels, "range": [len(rows) - 0.4, -0.6]},
    )


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
        basis=basis(told["shrunk_n"].sum(), len(told)),
        reading=(
            "Een open ruit is wat we zagen. Een dichte stip is de schatting: die ligt dichter bij "
            "het gemiddelde van alle organisaties, hoe minder mensen er meededen. De lijn is het "
            "interval, n is hoeveel deelnemers. De letters staan op volgorde van het alfabet."
        ),
        figure=None if told.empty else _drawn_in(told),
        table=estimate_table(
            ordered, "shrunk", {"org": "Organisatie"}, more=estimate_columns(ordered, "p", "Gezien")
        ),
    )


def _drawn_in(rows: pd.DataFrame) -> Figure:
    places = list(range(len(rows)))
    low, high = rows["shrunk_low"].astype(float), rows["shrunk_high"].astype(float)
    seen = rows["p_value"].where(rows["p_n"].fillna(0).astype("int64") >= 10)
    traces = [
        bars(low, high, places, BLUE, 5),
        scatter(
            x=rows["shrunk_value"],
            y=places,
            mode="markers",
            name="schatting",
            marker={"size": 12, "color": INK},
            customdata=hover(rows, "shrunk", "org"),
            hovertemplate="%{customdata}<extra></extra>",
        ),
        scatter(
            x=seen,
            y=places,
            mode="markers",
            name="gezien",
            marker={"size": 13, "color": ORANGE, "symbol": "diamond-open", "line": {"width": 3}},
            hovertemplate="gezien: %{x:.0%}<extra></extra>",
        ),
        n_column(list(rows["shrunk_n"]), places),
    ]
    return drawing(
        traces,
        height=rows_height(len(rows)),
        xaxis=share_axis("Deel dat meteen goed koos", with_n=True),
        yaxis={
            "tickvals": places,
            "ticktext": [f"Organisatie {one}" for one in rows["org"]],
            "range": [len(rows) - 0.4, -0.6],
        },
    )


def bars(
    low: pd.Series, high: pd.Series, places: Sequence[float], colour: str, width: float
) -> Trace:
    """Return intervals as one trace of lines, at these places from top to bottom."""
    x: list[float | None] = []
    y: list[float | None] = []
    for one_low, one_high, place in zip(low, high, places, strict=True):
        x += [one_low, one_high, None]
        y += [place, place, None]
    return scatter(
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
