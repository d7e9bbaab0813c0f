"""What happens on the way: weeks until a goal is reached, and where people stopped."""

import pandas as pd

from wpo.figures.numbers import count, known, percent, tellable
from wpo.figures.sentences import REASONS, basis, funnel_means, mastery_means, reasons_means
from wpo.figures.shown import Shown
from wpo.figures.tables import estimate_columns, estimate_table
from wpo.figures.theme import (
    BLUE,
    INK,
    SKY,
    Figure,
    Trace,
    bar,
    drawing,
    rows_height,
    scatter,
    share_axis,
)

STEPS = {"gepland": "gepland", "begonnen": "begonnen", "af": "afgemaakt"}


def survival(rows: pd.DataFrame, *, name: str, title: str) -> Shown:
    """Return the share that has reached a goal after each week, as steps with their interval.

    Parameters
    ----------
    rows
        ``mastery`` of an evaluation, of one skill (or of all), in the order of the weeks.
    """
    told = tellable(rows, "mastered")
    n = rows["mastered_n"].fillna(0).max() if len(rows) else 0
    places = rows["mastered_n_organisations"].fillna(0).max() if len(rows) else 0
    return Shown(
        name=name,
        title=title,
        means=mastery_means(rows),
        basis=basis(n, places),
        reading=(
            "De lijn gaat omhoog in de week waarin iemand een doel bereikt. Het vlak is het "
            "interval. Onder elke week staat bij hoeveel deelnemers dat nog kon. Wie stopt of nog "
            "bezig is, telt mee tot dat moment."
        ),
        figure=None if told.empty else _steps(told),
        table=estimate_table(
            rows, "mastered", {"week": "Week"}, more={"Nog bezig": rows["at_risk"].map(count)}
        ),
    )


def _steps(rows: pd.DataFrame) -> Figure:
    def line(part: str, **more: object) -> Trace:
        return scatter(
            x=rows["week"],
            y=rows[f"mastered_{part}"].astype(float),
            mode="lines",
            line={"shape": "hv", "color": SKY, "width": 1},
            hoverinfo="skip",
            showlegend=False,
            **more,
        )

    middle = scatter(
        x=rows["week"],
        y=rows["mastered_value"].astype(float),
        mode="lines+markers",
        line={"shape": "hv", "color": BLUE, "width": 3},
        marker={"size": 7, "color": INK},
        customdata=[
            f"na {week} weken: {percent(value)}<br>nog bezig: {count(left)}"
            for week, value, left in zip(
                rows["week"], rows["mastered_value"], rows["at_risk"], strict=True
            )
        ],
        hovertemplate="%{customdata}<extra></extra>",
        showlegend=False,
    )
    band = {"fill": "tonexty", "fillcolor": "rgba(86, 180, 233, 0.35)"}
    return drawing(
        [line("low"), line("high", **band), middle],
        height=360,
        xaxis={
            "title": "Weken sinds de eerste oefening",
            "rangemode": "tozero",
            "tickvals": list(rows["week"]),
            "ticktext": [
                f"{week}<br>n={count(left)}"
                for week, left in zip(rows["week"], rows["at_risk"], strict=True)
            ],
        },
        yaxis=share_axis("Deel dat het doel bereikte"),
    )


def funnel(rows: pd.DataFrame, *, name: str, title: str) -> Shown:
    """Return how many were to do it, began, and finished.

    Parameters
    ----------
    rows
        ``missing`` of an evaluation: the steps (``part`` is ``stap``), in order.
    """
    told = rows[rows["n"].notna()]
    places = rows["share_n_organisations"].fillna(0).max() if len(rows) else 0
    return Shown(
        name=name,
        title=title,
        means=funnel_means(rows) if len(rows) else "",
        basis=basis(told["n"].max() if len(told) else 0, places, "keer", "keer"),
        reading=(
            "Elke balk is hoe vaak iemand zo ver kwam, naar beneden afgerond op vijftallen. Het "
            "deel van alles staat erbij, ook afgerond."
        ),
        figure=None if told.empty else _counts(told, [STEPS.get(one, one) for one in told["name"]]),
        table=_table(rows.assign(name=rows["name"].replace(STEPS)), "Stap"),
    )


def reasons(rows: pd.DataFrame, *, name: str, title: str) -> Shown:
    """Return why people did not finish; ``rows``: ``missing`` where ``part`` is ``reden``."""
    told = rows[rows["n"].notna()].sort_values("n", ascending=False, kind="stable")
    places = rows["share_n_organisations"].fillna(0).max() if len(rows) else 0
    return Shown(
        name=name,
        title=title,
        means=reasons_means(rows),
        basis=basis(told["n"].sum() if len(told) else 0, places, "keer", "keer"),
        reading=(
            "Elke balk is hoe vaak een reden is genoemd, naar beneden afgerond op vijftallen. Het "
            "deel van alles staat erbij, ook afgerond."
        ),
        figure=None
        if told.empty
        else _counts(told, [REASONS.get(one, one) for one in told["name"]]),
        table=_table(rows.assign(name=rows["name"].replace(REASONS)), "Reden"),
    )


def _table(rows: pd.DataFrame, heading: str) -> pd.DataFrame:
    table = pd.DataFrame({heading: rows["name"], "Aantal": rows["n"].map(count)})
    for one, column in estimate_columns(rows, "share", "Deel").items():
        table[one] = column
    return table.reset_index(drop=True)


def _counts(rows: pd.DataFrame, labels: list[str]) -> Figure:
    ten = rows["share_n"].fillna(0).astype("int64") >= 10
    words = [
        f"{count(n)} ({percent(share)})" if ok and known(share) else count(n)
        for n, share, ok in zip(rows["n"], rows["share_value"], ten, strict=True)
    ]
    return drawing(
        [
            bar(
                x=rows["n"].astype("int64"),
                y=list(range(len(rows))),
                orientation="h",
                text=words,
                textposition="auto",
                cliponaxis=False,
                textfont={"color": INK},
                marker={"color": SKY, "line": {"color": INK, "width": 1}},
                hoverinfo="skip",
                showlegend=False,
            )
        ],
        height=rows_height(len(rows)) + 20,
        xaxis={"title": "Aantal keer", "rangemode": "tozero"},
        yaxis={
            "tickvals": list(range(len(rows))),
            "ticktext": labels,
            "range": [len(rows) - 0.4, -0.6],
        },
    )
