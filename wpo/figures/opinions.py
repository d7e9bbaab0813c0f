"""What people found of it: how often each answer of a scale was given."""

import pandas as pd

from wpo.figures.dots import folded
from wpo.figures.numbers import count, decimal, known
from wpo.figures.sentences import amount, basis, ratings_means
from wpo.figures.shown import Shown
from wpo.figures.tables import estimate_columns
from wpo.figures.theme import BLUE, INK, ORANGE, SKY, Figure, bar, drawing
from wpo.pilot.research_set import GUIDE

# From the lowest answer to the highest: from warm to cool, and from hatched to plain.
LOOKS = {
    3: ((ORANGE, "x"), (SKY, "/"), (BLUE, "")),
    5: ((ORANGE, "x"), ("#f2d08a", "."), ("#e8eced", "-"), (SKY, "/"), (BLUE, "")),
}


def opinions(
    rows: pd.DataFrame, *, labels: dict[str, tuple[str, ...]], name: str, title: str
) -> Shown:
    """Return the answers to each item of one questionnaire as stacked counts.

    Parameters
    ----------
    rows
        ``ratings`` of an evaluation, of one assignment (or of all) and one role, with a column
        ``text``: what was asked.
    labels
        The words of the places of the scale, by item.
    """
    told = rows[rows["n"].notna()]
    n = told["n"].max() if len(told) else 0
    places = rows["top_n_organisations"].fillna(0).max() if len(rows) else 0
    few = rows["n_places"].max() if len(rows) else 3
    table = pd.DataFrame({"Vraag": rows["text"]})
    for at in range(1, int(few) + 1):
        words = [
            labels.get(item, ())[at - 1] if len(labels.get(item, ())) >= at else str(at)
            for item in rows["item"]
        ]
        table[f"{at}"] = [
            f"{word}: {count(n_at)}" for word, n_at in zip(words, rows[f"n_{at}"], strict=True)
        ]
    table["Midden"] = [decimal(one, 1) for one in rows["median"]]
    for heading, column in {
        **estimate_columns(rows, "top", "Hoogste antwoord"),
        **estimate_columns(rows, "top_honest", "Zonder wie overal ja op zegt"),
    }.items():
        table[heading] = column
    table["Aantal"] = rows["n"].map(count)
    return Shown(
        name=name,
        title=title,
        means=ratings_means(rows),
        basis=_basis(rows, n, places),
        reading=(
            "Elke balk is één vraag. Een stuk ervan is hoeveel mensen dat antwoord gaven. Wat te "
            "klein is, is niet getekend: een kortere balk is dus niet minder mening."
        ),
        figure=None if told.empty else _stacks(told, labels),
        table=table.reset_index(drop=True),
    )


def _basis(rows: pd.DataFrame, n: int, places: int) -> str:
    """Return who filled it in; staff stand together, because there are few in an organisation."""
    if set(rows["role"]) == {GUIDE}:
        filled = amount(n, "keer ingevuld", "keer ingevuld")
        return f"{filled} door begeleiders, van alle organisaties samen."
    return basis(n, places)


def _stacks(rows: pd.DataFrame, labels: dict[str, tuple[str, ...]]) -> Figure:
    n_places = int(rows["n_places"].max())
    first = labels.get(str(rows.iloc[0]["item"]), ())
    traces = []
    for at, (colour, hatch) in enumerate(LOOKS.get(n_places, LOOKS[5]), start=1):
        counts = [int(one) if known(one) else 0 for one in rows[f"n_{at}"]]
        traces.append(
            bar(
                x=counts,
                y=list(range(len(rows))),
                orientation="h",
                name=first[at - 1] if len(first) >= at else str(at),
                text=[str(one) if one else "" for one in counts],
                textposition="inside",
                insidetextanchor="middle",
                textangle=0,
                textfont={"color": "#fff" if colour == BLUE else INK},
                marker={
                    "color": colour,
                    "pattern": {
                        "shape": hatch,
                        "fgcolor": INK,
                        "bgcolor": colour,
                        "solidity": 0.12,
                    },
                    "line": {"color": INK, "width": 1},
                },
                hoverinfo="skip",
            )
        )
    return drawing(
        traces,
        height=110 + 56 * len(rows),
        barmode="stack",
        legend={"traceorder": "normal"},
        xaxis={"title": "Aantal mensen", "rangemode": "tozero"},
        yaxis={
            "tickvals": list(range(len(rows))),
            "ticktext": [folded(one) for one in rows["text"]],
            "range": [len(rows) - 0.5, -0.5],
        },
    )
