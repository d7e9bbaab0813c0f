"""One look for every figure: calm, in Dutch, readable in black and white and for every eye.

Colours are from Okabe and Ito (2008, "Color universal design"); what differs in colour differs in
lightness as well, and in shape, dash or hatching besides.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from wpo.figures.numbers import count

Trace = dict[str, Any]
Figure = dict[str, Any]  # ``data`` (traces) and ``layout``

INK, GREY, LINE, PAPER = "#1d2a2e", "#5c6a6e", "#dfe3e3", "#ffffff"
BLUE, ORANGE, SKY, GREEN = "#0072B2", "#E69F00", "#56B4E9", "#009E73"
VERMILLION, PURPLE, BLACK = "#D55E00", "#CC79A7", "#000000"
FONT = "system-ui, 'Segoe UI', Roboto, 'Noto Sans', Arial, sans-serif"

# A letter of an organisation has its own shape everywhere; * is organisations that stand together.
SHAPES = {
    "A": "circle",
    "B": "square",
    "C": "diamond",
    "D": "triangle-up",
    "E": "triangle-down",
    "F": "cross",
    "G": "star",
    "*": "hexagon-open",
}
LIGHT_TO_DARK = ["#f3f6f6", "#c9dfe8", "#8bbbd4", "#3f8dbb", "#00507d"]

_N_AT = 1.08  # where the column with how many stands, right of all
ROW_PX, AROUND_PX = 30, 96  # a row of a figure with a row for each thing, and what is around them


def _axis(**more: Any) -> dict[str, Any]:
    return {
        "gridcolor": LINE,
        "linecolor": GREY,
        "zeroline": False,
        "automargin": True,
        "separatethousands": True,
        "title": {"standoff": 10, "font": {"size": 14}},
    } | more


TEMPLATE = {
    "layout": {
        "font": {"family": FONT, "size": 15, "color": INK},
        "paper_bgcolor": PAPER,
        "plot_bgcolor": PAPER,
        "colorway": [BLUE, ORANGE, GREEN, VERMILLION, SKY, PURPLE, BLACK],
        "separators": ",.",
        "margin": {"l": 12, "r": 30, "t": 16, "b": 52},
        "hoverlabel": {"font": {"family": FONT, "size": 14}, "bgcolor": PAPER, "align": "left"},
        "legend": {"orientation": "h", "x": 0, "y": 1, "yanchor": "bottom", "xanchor": "left"},
        "xaxis": _axis(),
        "yaxis": _axis(),
        "dragmode": False,
        "bargap": 0.35,
    }
}


def scatter(**what: Any) -> Trace:
    """Return marks, lines or words, as plotly.js knows them."""
    return {"type": "scatter", **what}


def bar(**what: Any) -> Trace:
    """Return bars."""
    return {"type": "bar", **what}


def heatmap(**what: Any) -> Trace:
    """Return a field of cells."""
    return {"type": "heatmap", **what}


def drawing(
    traces: Sequence[Trace], *, height: int, line: float | None = None, **layout: Any
) -> Figure:
    """Return a figure of these traces in our look, as plotly.js draws it: plain values only.

    Parameters
    ----------
    traces
        What ``scatter``, ``bar`` and ``heatmap`` return; Series and arrays are welcome.
    height
        In CSS pixels, without a legend.
    line
        Where a dashed line goes from top to bottom.
    """
    legend = sum(bool(one.get("name")) and one.get("showlegend", True) for one in traces) > 1
    axes = {name: {"fixedrange": True, **layout.pop(name, {})} for name in ("xaxis", "yaxis")}
    for one in axes.values():
        one["title"] = {"text": one.get("title", "")}
    if line is not None:
        layout["shapes"] = [_dashed(line)]
    if legend:
        layout["margin"] = {"t": 60, **layout.get("margin", {})}
        height += 44
    look = {"template": TEMPLATE, "height": height, "showlegend": legend}
    made: Figure = plain({"data": traces, "layout": look | axes | layout})
    return made


def _dashed(x: float) -> dict[str, Any]:
    ends = {"x0": x, "x1": x, "y0": 0, "y1": 1, "yref": "paper"}
    return {"type": "line", **ends, "line": {"color": INK, "width": 1.5, "dash": "dash"}}


def plain(value: Any) -> Any:
    """Return a value as lists, words and numbers; what is not known becomes ``None``."""
    match value:
        case None | str() | bool():
            return value
        case dict():
            return {key: plain(one) for key, one in value.items()}
        case pd.Series() | pd.Index() | np.ndarray():
            return [plain(one) for one in value.tolist()]
        case list() | tuple():
            return [plain(one) for one in value]
        case np.generic():
            return plain(value.item())
    return None if pd.isna(value) else value


def rows_height(n_rows: int) -> int:
    """Return the height of a figure with a row for each of ``n_rows`` things, in CSS pixels."""
    return AROUND_PX + ROW_PX * max(n_rows, 1)


def share_axis(title: str, *, with_n: bool = False) -> dict[str, Any]:
    """Return an axis from nothing to all, never cut short; shares are 0 to 1.

    ``with_n`` leaves room on the right for :func:`n_column`.
    """
    whole = {"range": [-0.02, 1.02], "tickformat": ".0%", "dtick": 0.25, "title": title}
    return whole | ({"range": [-0.02, _N_AT + 0.11]} if with_n else {})


def n_column(n: Sequence[Any], places: Sequence[float], at: float = _N_AT) -> Trace:
    """Return how many people are behind each row, written at the right of it."""
    return scatter(
        x=[at] * len(places),
        y=list(places),
        name="n",
        mode="text",
        text=[f"n={count(one)}" for one in n],
        textposition="middle center",
        textfont={"size": 12, "color": INK},
        cliponaxis=False,
        hoverinfo="skip",
        showlegend=False,
    )
