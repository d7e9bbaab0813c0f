"""*Overzicht*: what is good, what must be looked at, and of what too little is known."""

from collections.abc import Sequence
from html import escape

import pandas as pd

from wpo.apps.evaluating.queue import Queue
from wpo.apps.evaluating.screen import Page, Part
from wpo.apps.evaluating.screen import show as show_page
from wpo.apps.evaluating.view import View, Words
from wpo.apps.evaluating.ways import link
from wpo.evaluation.results import GOOD, NOT_YET, REVISE
from wpo.figures.cells import coverage
from wpo.figures.intervals import Subject, intervals
from wpo.figures.numbers import count
from wpo.figures.sentences import verdicts_means
from wpo.figures.steps import funnel, reasons
from wpo.model.people import EVALUATION

_MARKS = {GOOD: "○", REVISE: "▲", NOT_YET: "…"}


def show() -> None:
    """Show the page."""
    show_page(PAGE)


def parts(view: View) -> Sequence[Part]:
    """Return the three verdicts, the estimates behind them, and what is still thin."""
    rows = view.assignments()
    missing = view.whole_or_one(view.evaluation.missing)
    return [
        verdicts(view, rows),
        intervals(
            rows,
            Subject(
                what="p",
                label="title",
                things="opdrachten",
                axis="Deel dat meteen goed koos",
                threshold=view.threshold("good_from"),
            ),
            name="opdrachten-meteen-goed",
            title=view.say("f_assignments"),
        ),
        coverage(
            tested(view.of_chosen(view.evaluation.by_organisation)),
            view.titles,
            wanted=view.catalogue.test_plan.n_wanted,
            name="dekking",
            title=view.say("f_coverage"),
        ),
        funnel(missing[missing["part"] == "stap"], name="trechter", title=view.say("f_funnel")),
        reasons(missing[missing["part"] == "reden"], name="redenen", title=view.say("f_reasons")),
    ]


def tested(rows: pd.DataFrame) -> pd.DataFrame:
    """Return how many people answered in each cell of the test: opdracht by organisation.

    Parameters
    ----------
    rows
        ``by_organisation`` of an evaluation. Where an opdracht was to be done (``done``) is a cell;
        the most people who answered one of its questions (``p``) is how many it holds.
    """
    cell = ["assignment", "org"]
    planned = rows.loc[rows["what"] == "done", cell].drop_duplicates()
    answered = rows[rows["what"] == "p"].groupby(cell, as_index=False)["n"].max()
    return planned.merge(answered, on=cell, how="outer").sort_values(cell, ignore_index=True)


def verdicts(view: View, rows: pd.DataFrame) -> Words:
    """Return the three verdicts beside each other, none larger than another."""
    tiles = "".join(_tile(view, verdict, rows[rows["verdict"] == verdict]) for verdict in _MARKS)
    means = escape(verdicts_means(list(rows["verdict"])))
    title = escape(view.say("f_verdicts"))
    return Words(html=f'<h2>{title}</h2><p>{means}</p><div class="verdicts">{tiles}</div>')


def _tile(view: View, verdict: str, rows: pd.DataFrame) -> str:
    lines = "".join(
        f"<li>{link(view, one['assignment'], one['title'])}{_about(view, one)}</li>"
        for one in rows.to_dict("records")
    )
    head = f"<h3><span aria-hidden='true'>{_MARKS[verdict]}</span> {escape(verdict)}</h3>"
    number = f"<p class='number'>{len(rows)}</p>"
    inside = f"<details><summary>{escape(view.say('which'))}</summary><ul>{lines}</ul></details>"
    return f"<section>{head}{number}{inside if lines else ''}</section>"


def _about(view: View, row: dict[str, object]) -> str:
    about = view.say("tile_basis", count(row["persons"]), count(row["organisations"]))
    provisional = f" {view.say('provisional')}" if row["is_provisional"] else ""
    reasons_ = str(row["reasons"] or "").replace("\n", " ")
    return f"<br>{escape(about + provisional)}<br>{escape(reasons_)}"


PAGE = Page(door=EVALUATION[0], filters=("skill", "level"), parts=parts, own=Queue, own_after=1)
