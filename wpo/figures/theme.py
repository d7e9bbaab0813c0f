"""One look for every figure: calm, in Dutch, readable in black and white and for every eye.

Colours are from Okabe and Ito (2008, "Color universal design"); what differs in colour differs in
lightness as well, and in shape, dash or hatching besides.
"""

from typing import Any

import plotly.graph_objects as go

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

ROW_PX, AROUND_PX = 30, 96  # a row of a figure with a row for each thing, and what is around them


def _axis(**more: Any) -> dict[str, Any]:
    return {
        "gridcolor": LINE,
        "linecolor": GREY,
        "zeroline": False,
        "automargin": True,
        "title": {"standoff": 10, "font": {"size": 14}},
    } | more


TEMPLATE = go.layout.Template(
    layout={
        "font": {"family": FONT, "size": 15, "color": INK},
        "paper_bgcolor": PAPER,
        "plot_bgcolor": PAPER,
        "colorway": [BLUE, ORANGE, GREEN, VERMILLION, SKY, PURPLE, BLACK],
        "separators": ",.",
        "margin": {"l": 12, "r": 16, "t": 16, "b": 52},
        "hoverlabel": {"font": {"family": FONT, "size": 14}, "bgcolor": PAPER, "align": "left"},
        "legend": {"orientation": "h", "x": 0, "y": 1, "yanchor": "bottom", "xanchor": "left"},
        "xaxis": _axis(),
        "yaxis": _axis(),
        "dragmode": False,
        "bargap": 0.35,
    }
)


def drawing(traces: list[Any], *, height: int, **layout: Any) -> go.Figure:
    """Return a figure of these traces in our look; ``height`` is in CSS pixels."""
    named = [one for one in traces if one.showlegend is not False and one.name]
    whole = {
        "template": TEMPLATE,
        "height": height,
        "showlegend": len(named) > 1,
        "xaxis_fixedrange": True,
        "yaxis_fixedrange": True,
    }
    figure = go.Figure(data=traces, layout=whole | layout)
    if figure.layout.showlegend:
        figure.update_layout(margin_t=60, height=height + 44)
    return figure


def rows_height(n_rows: int) -> int:
    """Return the height of a figure with a row for each of ``n_rows`` things, in CSS pixels."""
    return AROUND_PX + ROW_PX * max(n_rows, 1)


def share_axis(title: str, **more: Any) -> dict[str, Any]:
    """Return an axis from nothing to all; shares are 0 to 1."""
    return {"range": [-0.02, 1.02], "tickformat": ".0%", "dtick": 0.25, "title_text": title} | more
