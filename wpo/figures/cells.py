"""Counts in rows and columns: where was tested, what two people saw, which codes were given."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from wpo.evaluation.results import TOO_SMALL
from wpo.figures.intervals import shortened
from wpo.figures.numbers import count, decimal, known, percent
from wpo.figures.sentences import agreement_means, basis, codes_means, coverage_means
from wpo.figures.shown import TOGETHER, Shown
from wpo.figures.theme import LIGHT_TO_DARK, Figure, Trace, drawing, heatmap, rows_height

SEEN = ("nog niet", "beetje", "gezien")
_DIAGONAL = (
    "Op de schuine lijn zagen ze hetzelfde. Wie de één is, maakt niet uit: daarom is de helft leeg."
)
_MEASURES = "Alfa en kappa: 1 is altijd hetzelfde, 0 is niet vaker dan door toeval."
ROLES = {"deelnemer": "deelnemers", "begeleider": "begeleiders"}


def coverage(
    rows: pd.DataFrame, titles: Mapping[str, str], *, wanted: int, name: str, title: str
) -> Shown:
    """Return how many people did each opdracht at each organisation, thin cells named.

    Parameters
    ----------
    rows
        With ``assignment``, ``org`` and ``n`` (people; NA: te klein), one row a cell.
    titles
        The name of each assignment, in the order of the rows of the figure.
    wanted
        From how many people on a cell is filled enough.
    """
    letters = sorted(set(rows["org"]), key=lambda one: one.replace("*", "~"))
    known_ids = [one for one in titles if one in set(rows["assignment"])]
    grid = {
        (assignment, org): n
        for assignment, org, n in zip(rows["assignment"], rows["org"], rows["n"], strict=True)
    }
    thin = sum(not known(n) or int(n) < wanted for n in grid.values())
    texts = [[_cell(grid, one, org) for org in letters] for one in known_ids]
    labels = [shortened(titles[one]) for one in known_ids]
    table = pd.DataFrame(texts, columns=letters)
    table.insert(0, "Opdracht", [titles[one] for one in known_ids])
    n = rows["n"].dropna()
    return Shown(
        name=name,
        title=title,
        means=coverage_means(thin, len(grid), len(known_ids), wanted),
        basis=basis(
            int(n.sum()) if len(n) else 0,
            len(set(letters) - {"*"}),
            "keer meegedaan",
            "keer meegedaan",
        ),
        reading=(
            "Hoe donkerder, hoe meer mensen. Een leeg vakje hoort niet bij het testplan."
            f"{TOGETHER if '*' in letters else ''}"
        ),
        figure=_heat(grid, known_ids, letters, labels, texts) if known_ids else None,
        table=table,
    )


def _cell(grid: Mapping[tuple[str, str], Any], assignment: str, org: str) -> str:
    if (assignment, org) not in grid:
        return ""
    return count(grid[assignment, org])


def _heat(
    grid: Mapping[tuple[str, str], Any],
    ids: Sequence[str],
    letters: Sequence[str],
    labels: Sequence[str],
    texts: Sequence[Sequence[str]],
) -> Figure:
    shades = [
        [_shade(grid[one, org]) if (one, org) in grid else None for org in letters] for one in ids
    ]
    small = [["<5" if text == TOO_SMALL else text for text in row] for row in texts]
    return drawing(
        [_heatmap(shades, small, list(letters), list(range(len(ids))))],
        height=90 + 24 * len(ids),
        margin={"t": 70, "b": 12},
        xaxis={"title": "Organisatie", "showgrid": False, "side": "top"},
        yaxis={
            "tickvals": list(range(len(ids))),
            "ticktext": list(labels),
            "range": [len(ids) - 0.5, -0.5],
            "showgrid": False,
        },
    )


def _shade(n: Any) -> float:
    return float(n) if known(n) else 2.0


def _heatmap(
    shades: Sequence[Sequence[float | None]],
    texts: Sequence[Sequence[str]],
    across: Sequence[str],
    down: Sequence[Any],
) -> Trace:
    steps = len(LIGHT_TO_DARK) - 1
    return heatmap(
        z=shades,
        x=across,
        y=down,
        text=texts,
        texttemplate="%{text}",
        zmin=0,
        colorscale=[[at / steps, colour] for at, colour in enumerate(LIGHT_TO_DARK)],
        showscale=False,
        xgap=2,
        ygap=2,
        hoverinfo="skip",
    )


def confusion(row: Any, *, name: str, title: str) -> Shown:
    """Return what two people who looked together said, each pair counted once.

    Parameters
    ----------
    row
        One row of ``agreement`` of an evaluation, about the work floor.
    """
    cells = {(a, b): row[f"n_{a}{b}"] for a in range(3) for b in range(a, 3)}
    texts = [[count(cells[a, b]) if a <= b else "" for b in range(3)] for a in range(3)]
    shades = [[_shade(cells[a, b]) if a <= b else None for b in range(3)] for a in range(3)]
    table = pd.DataFrame(texts, columns=[f"en {one}" for one in SEEN])
    table.insert(0, "Twee mensen zagen", SEEN)
    maat = {
        "Precies hetzelfde": ("same", percent),
        "Alfa": ("alpha", decimal),
        "Kappa": ("kappa", decimal),
    }
    lines = [
        f"{heading}: {say(row[f'{what}_value'])} (tussen {say(row[f'{what}_low'])} en "
        f"{say(row[f'{what}_high'])})."
        for heading, (what, say) in maat.items()
        if known(row[f"{what}_value"])
    ]
    if len(lines) > 1:
        lines.append(_MEASURES)
    n = row["n"]
    filled = known(n) and int(n) > 0
    figure = drawing(
        [_heatmap(shades, texts, list(SEEN), [0, 1, 2])],
        height=300,
        xaxis={"title": "de ander", "showgrid": False, "type": "category"},
        yaxis={
            "tickvals": [0, 1, 2],
            "ticktext": list(SEEN),
            "range": [2.5, -0.5],
            "showgrid": False,
            "title": "de één",
        },
    )
    return Shown(
        name=name,
        title=title,
        means=agreement_means(row),
        basis=basis(n, row["same_n_organisations"], "paren", "paar"),
        reading=" ".join([_DIAGONAL, *lines]),
        figure=figure if filled else None,
        table=table,
    )


def codes(rows: pd.DataFrame, labels: Mapping[str, str], *, name: str, title: str) -> Shown:
    """Return how often each code was given, by role.

    Parameters
    ----------
    rows
        ``codes`` of an evaluation, of one assignment or of all.
    labels
        What a code is called.
    """
    called = rows.assign(code=[labels.get(one, one) for one in rows["code"]])
    roles = [one for one in ROLES if one in set(called["role"])]
    names = list(dict.fromkeys(called["code"]))
    grid = {
        (code, role): n
        for code, role, n in zip(called["code"], called["role"], called["n"], strict=True)
    }
    texts = [[_cell(grid, one, role) for role in roles] for one in names]
    table = pd.DataFrame(texts, columns=[ROLES[one] for one in roles])
    table.insert(0, "Code", names)
    shades = [
        [_shade(grid[one, role]) if (one, role) in grid else None for role in roles]
        for one in names
    ]
    n = called["n"].dropna()
    places = called["organisations"].dropna()
    figure = drawing(
        [_heatmap(shades, texts, [ROLES[one] for one in roles], list(range(len(names))))],
        height=rows_height(len(names)),
        margin={"t": 44, "b": 12},
        xaxis={"showgrid": False, "side": "top"},
        yaxis={
            "tickvals": list(range(len(names))),
            "ticktext": [shortened(one) for one in names],
            "range": [len(names) - 0.5, -0.5],
            "showgrid": False,
        },
    )
    return Shown(
        name=name,
        title=title,
        means=codes_means(called),
        basis=basis(
            int(n.sum()) if len(n) else 0,
            places.max() if len(places) else 0,
            "keer een code gegeven",
            "keer een code gegeven",
        ),
        reading=(
            "Hoe donkerder, hoe vaker; naar beneden afgerond op vijftallen. "
            f"{TOO_SMALL.capitalize()}: minder dan 5. Leeg: niet genoemd. Kijk per kolom: er zijn "
            "veel meer deelnemers dan begeleiders."
        ),
        figure=figure if names and len(n) else None,
        table=table,
    )
