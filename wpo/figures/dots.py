"""One dot for each organisation, A to G: all of them, because a mean hides where it is not so."""

from html import escape

import pandas as pd

from wpo.figures.numbers import count, decimal, known, percent
from wpo.figures.sentences import basis, dots_means
from wpo.figures.shown import TOGETHER, Shown
from wpo.figures.tables import FEW
from wpo.figures.theme import (
    AROUND_PX,
    BLUE,
    ORANGE,
    SHAPES,
    Figure,
    drawing,
    scatter,
    share_axis,
)

_LETTER_PX = 18  # room for the mark of one organisation
COUNTED = {"p": "keer geantwoord", "done": "keer gedaan of gepland", "rating": "keer geantwoord"}
NAMES = {"p": "Meteen goed", "done": "Afgemaakt", "rating": "Mening"}


def dots(
    rows: pd.DataFrame, *, what: str, label: str, name: str, title: str, n_places: int = 5
) -> Shown:
    """Return a strip of dots for each thing that ``label`` names.

    Parameters
    ----------
    rows
        ``by_organisation`` of an evaluation, of one ``what``; ``label`` is a column of names.
    what
        ``p`` or ``done`` (shares, rounded to tenths) or ``rating`` (means, rounded to quarters).
    n_places
        How many places the scale of a rating has.
    """
    told = rows[rows["value"].notna()]
    n = rows["n"].dropna()
    return Shown(
        name=name,
        title=title,
        means=dots_means(rows, what),
        basis=basis(
            int(n.sum()) if len(n) else 0, rows["org"].nunique(), COUNTED[what], COUNTED[what]
        ),
        reading=(
            "Elke letter is een organisatie, met een eigen vorm; tussen haakjes hoeveel mensen. De "
            "getallen zijn afgerond, zodat niemand te herkennen is. Waar te weinig mensen zijn, "
            f"staat het alleen in de tabel.{TOGETHER if '*' in set(rows['org']) else ''}"
        ),
        figure=None if told.empty else _strips(told, what, label, n_places),
        table=pd.DataFrame(
            {
                "Over": rows[label].astype(str),
                "Organisatie": rows["org"],
                NAMES[what]: [_said(one, what) for one in rows["value"]],
                "Aantal": rows["n"].map(count),
                "Let op": rows["note"].fillna("").astype(str),
            }
        ).reset_index(drop=True),
    )


def _said(value: float, what: str) -> str:
    if not known(value):
        return FEW
    return decimal(value, 2) if what == "rating" else percent(value)


def _strips(rows: pd.DataFrame, what: str, label: str, n_places: int) -> Figure:
    labels = list(dict.fromkeys(rows[label].astype(str)))
    place = {one: at for at, one in enumerate(labels)}
    letters = sorted(set(rows["org"]), key=lambda one: one.replace("*", "~"))
    traces = []
    for at, letter in enumerate(letters):
        own = rows[rows["org"] == letter]
        aside = (at - (len(letters) - 1) / 2) * 0.8 / len(letters)  # equal values stay apart
        traces.append(
            scatter(
                x=own["value"],
                y=[place[one] + aside for one in own[label].astype(str)],
                mode="markers+text",
                name=letter,
                text=[f"{letter} ({count(one)})" for one in own["n"]],
                textposition="middle right",
                textfont={"size": 13},
                cliponaxis=False,
                marker={
                    "size": 12,
                    "symbol": SHAPES.get(letter, "circle"),
                    "color": BLUE if at % 2 else ORANGE,
                    "line": {"width": 1.5, "color": "#1d2a2e"},
                },
                customdata=[
                    f"Organisatie {letter}: {_said(one, what)} (n = {count(n)})"
                    for one, n in zip(own["value"], own["n"], strict=True)
                ],
                hovertemplate="%{customdata}<extra></extra>",
                showlegend=False,
            )
        )
    axis = (
        {"range": [0.8, n_places + 0.4], "dtick": 1, "title": "Gemiddelde op de schaal"}
        if what == "rating"
        else share_axis(f"Deel: {NAMES[what].lower()}", with_n=True)
    )
    return drawing(
        traces,
        height=AROUND_PX + max(40, _LETTER_PX * len(letters)) * len(labels),
        xaxis=axis,
        yaxis={
            "tickvals": list(place.values()),
            "ticktext": [folded(one) for one in labels],
            "range": [len(labels) - 0.4, -0.6],
        },
    )


def folded(text: str, width: int = 22) -> str:
    """Return a label over at most three lines, so that the strip has room on a phone."""
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + len(word) >= width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return "<br>".join(escape(one, quote=False) for one in lines[:3]) + (
        "…" if len(lines) > 3 else ""
    )
