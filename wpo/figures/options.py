"""Which answers are chosen: a bar for each option, hatched by how handy it is."""

import pandas as pd

from wpo.figures.dots import folded
from wpo.figures.intervals import hover
from wpo.figures.numbers import tellable
from wpo.figures.sentences import basis, options_means
from wpo.figures.shown import Shown
from wpo.figures.tables import estimate_table
from wpo.figures.theme import GREEN, INK, ORANGE, SKY, Figure, bar, drawing, share_axis

QUALITIES = {
    "goed": ("goed", GREEN, ""),
    "kan": ("kan ook", SKY, "/"),
    "niet_handig": ("niet handig", ORANGE, "."),
}
FLAGS = {"": "", "dood": "bijna nooit gekozen", "magneet": "vaker gekozen dan wat handig is"}


def options(rows: pd.DataFrame, *, name: str, title: str) -> Shown:
    """Return the answers of one question as bars, in the order of the question.

    Parameters
    ----------
    rows
        ``options`` of an evaluation, of one question and one text.
    """
    told = tellable(rows, "a")
    n = int(rows["a_n"].fillna(0).max()) if len(rows) else 0
    places = int(rows["a_n_organisations"].fillna(0).max()) if len(rows) else 0
    quality = rows["quality"].map(lambda one: QUALITIES.get(one, (one, "", ""))[0])
    return Shown(
        name=name,
        title=title,
        means=options_means(rows),
        basis=basis(n, places),
        reading=(
            "De balk is het deel dat dit antwoord als eerste koos. De lijn is het interval. "
            "Een arcering hoort bij een minder handig antwoord."
        ),
        figure=None if told.empty else _bars(told),
        table=estimate_table(
            rows,
            "a",
            {"text": "Antwoord"},
            more={"Soort": quality, "Valt op": rows["flag"].map(lambda one: FLAGS.get(one, one))},
        ),
    )


def _bars(rows: pd.DataFrame) -> Figure:
    place = {one: at for at, one in enumerate(rows["option"])}
    traces = []
    for key, (said, colour, hatch) in QUALITIES.items():
        own = rows[rows["quality"] == key]
        if own.empty:
            continue
        value = own["a_value"].astype(float)
        traces.append(
            bar(
                x=value,
                y=[place[one] for one in own["option"]],
                orientation="h",
                name=said,
                marker={
                    "color": colour,
                    "pattern": {
                        "shape": hatch,
                        "fgcolor": INK,
                        "bgcolor": colour,
                        "solidity": 0.2,
                    },
                    "line": {"color": INK, "width": 1},
                },
                error_x={
                    "type": "data",
                    "symmetric": False,
                    "array": own["a_high"].astype(float) - value,
                    "arrayminus": value - own["a_low"].astype(float),
                    "color": INK,
                    "thickness": 2,
                    "width": 6,
                },
                customdata=hover(own, "a", "text"),
                hovertemplate="%{customdata}<extra></extra>",
            )
        )
    return drawing(
        traces,
        height=110 + 62 * len(rows),
        xaxis=share_axis("Deel dat dit als eerste koos"),
        yaxis={
            "tickvals": list(place.values()),
            "ticktext": [folded(one) for one in rows["text"].astype(str)],
            "range": [len(rows) - 0.5, -0.5],
        },
    )
