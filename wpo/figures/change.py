"""Before and after a revision: what changed, beside what changed in questions left alone."""

from collections.abc import Sequence

import pandas as pd

from wpo.figures.intervals import bars, shortened
from wpo.figures.numbers import count, points
from wpo.figures.sentences import basis, changes_means
from wpo.figures.shown import Shown
from wpo.figures.tables import estimate_columns, estimate_table
from wpo.figures.theme import BLUE, GREY, INK, Figure, drawing, n_column, rows_height, scatter

MOST_ROWS = 40
_ROOM = 1.3  # the axis reaches this much farther than the widest interval, for the column with n
# What the three kinds of rows look like, and what they are called.
_LOOKS = (
    ("herziene vraag", BLUE, "circle", INK),
    ("alle herziene vragen samen", INK, "diamond", INK),
    ("alle vragen die niet zijn herzien", GREY, "square-open", INK),
)


def changes(rows: pd.DataFrame, whole: pd.DataFrame, *, label: str, name: str, title: str) -> Shown:
    """Return how much each revised question changed, and below them all together.

    Parameters
    ----------
    rows
        ``revisions`` of an evaluation without the rows about all; ``label`` is a column of names.
    whole
        Its rows about all: revised, and left alone. May be empty, where one looks at a part.
    """
    revised = rows[~rows["is_control"].astype(bool)]
    told = revised[revised["shrunk_value"].notna()].head(MOST_ROWS)
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
            "Rechts van de streep: vaker meteen goed met de nieuwe tekst. Dit is de schatting, "
            "zonder wat er vanzelf veranderde. De lijn is het interval, n is hoeveel mensen. "
            "Vragen die niet zijn herzien, staan er ter vergelijking bij."
        ),
        figure=None if told.empty else _drawn(_rows(told, whole, label)),
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


def _rows(told: pd.DataFrame, whole: pd.DataFrame, label: str) -> pd.DataFrame:
    """Return what is drawn, one row each: label, kind, value, low, high (points) and n."""
    parts = [_points(told, "shrunk", told[label].astype(str), 0)]
    for at, own in ((1, ~whole["is_control"].astype(bool)), (2, whole["is_control"].astype(bool))):
        some = whole[own & whole["beyond_value"].notna()]
        names = pd.Series(_LOOKS[at][0], index=some.index)
        parts.append(_points(some, "beyond", names, at))
    return pd.concat(parts, ignore_index=True)


def _points(rows: pd.DataFrame, what: str, labels: pd.Series, kind: int) -> pd.DataFrame:
    ends = {end: 100 * rows[f"{what}_{end}"].astype(float) for end in ("value", "low", "high")}
    return pd.DataFrame({"label": labels, "kind": kind, **ends, "n": rows[f"{what}_n"]})


def _drawn(rows: pd.DataFrame) -> Figure:
    traces = []
    for kind, (said, colour, shape, ink) in enumerate(_LOOKS):
        own = rows[rows["kind"] == kind]
        if own.empty:
            continue
        traces.append(bars(own["low"], own["high"], list(own.index), colour, 4))
        traces.append(
            scatter(
                x=own["value"],
                y=list(own.index),
                mode="markers",
                name=said,
                marker={"size": 12, "color": ink, "symbol": shape, "line": {"width": 2.5}},
                customdata=_told(own),
                hovertemplate="%{customdata}<extra></extra>",
            )
        )
    reach = max(10.0, rows["low"].abs().max(), rows["high"].abs().max())
    traces.append(n_column(list(rows["n"]), list(rows.index), at=1.15 * reach))
    return drawing(
        traces,
        height=rows_height(len(rows)),
        line=0,
        xaxis={
            "title": "Verandering in punten",
            **_ticks(reach),
            "range": [-_ROOM * reach, _ROOM * reach],  # as far to either side: no side looks larger
        },
        yaxis={
            "tickvals": list(rows.index),
            "ticktext": [shortened(one) for one in rows["label"]],
            "range": [len(rows) - 0.4, -0.6],
        },
    )


def _ticks(reach: float) -> dict[str, Sequence[object]]:
    step = 10 if reach <= 40 else 25
    places = list(range(-100, 101, step))
    near = [one for one in places if abs(one) <= reach]
    return {"tickvals": near, "ticktext": [points(one / 100) for one in near]}


def _told(rows: pd.DataFrame) -> list[str]:
    return [
        f"{shortened(name, 80)}<br>{points(value / 100)} punten (tussen {points(low / 100)} en "
        f"{points(high / 100)})<br>n = {count(n)}"
        for name, value, low, high, n in rows[["label", "value", "low", "high", "n"]].itertuples(
            index=False, name=None
        )
    ]
