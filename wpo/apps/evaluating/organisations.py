"""*Organisaties naast elkaar*: A to G, in the order of the alphabet, with what may be chance."""

from collections.abc import Sequence
from html import escape

import pandas as pd

from wpo.apps.evaluating.screen import Page, Part
from wpo.apps.evaluating.screen import show as show_page
from wpo.apps.evaluating.view import View, Words
from wpo.evaluation.results import ALL
from wpo.figures.dots import dots
from wpo.figures.intervals import organisations
from wpo.figures.numbers import count
from wpo.model.people import EVALUATION

_MOST_ASSIGNMENTS = 12


def show() -> None:
    """Show the page."""
    show_page(PAGE)


def parts(view: View) -> Sequence[Part]:
    """Return the organisations together, then each number as seven dots."""
    evaluation = view.evaluation
    made: list[Part] = [
        organisations(
            evaluation.organisations, name="organisaties", title=view.say("f_organisations")
        ),
        _means(view, evaluation.organisations),
    ]
    rows = view.of_chosen(evaluation.by_organisation)
    for what in ("p", "done", "rating"):
        own = _of(view, rows, what)
        if not own.empty:
            made.append(
                dots(
                    own,
                    what=what,
                    label="label",
                    name=f"organisaties-{what}",
                    title=view.say(f"f_dots_{what}"),
                    n_places=_places(view, own) if what == "rating" else 5,
                )
            )
    if len(made) == 2:
        made.append(view.words("dots_choose"))
    return made


def _of(view: View, rows: pd.DataFrame, what: str) -> pd.DataFrame:
    """Return the rows to draw: whole opdrachten, or items of the one that is chosen."""
    own = rows[rows["what"] == what]
    if what == "rating":
        if not view.choice.assignment:
            return own.iloc[0:0]
        role = view.choice.role or "deelnemer"
        own = own[own["role"] == role]
        return own.assign(label=[_text(view, one) for one in own["item"]])
    own = own[own["item"] == ""]
    if own["assignment"].nunique() > _MOST_ASSIGNMENTS:
        return own.iloc[0:0]
    return own.assign(label=own["title"])


def _text(view: View, item: str) -> str:
    for questionnaire in view.catalogue.questionnaires.values():
        for one in questionnaire.items:
            if one.id == item:
                return one.text
    return item


def _places(view: View, rows: pd.DataFrame) -> int:
    ratings = view.evaluation.ratings
    own = ratings[ratings["role"].isin(rows["role"]) & (ratings["assignment"] != ALL)]
    return int(own["n_places"].max()) if len(own) else 5


def _means(view: View, rows: pd.DataFrame) -> Words:
    lines = "".join(
        "<li>"
        + escape(
            view.say(
                "organisation_line",
                one["org"],
                count(one["participants"]),
                count(one["assignments"]),
                one["means"],
            )
        )
        + "</li>"
        for one in rows.to_dict("records")
    )
    return Words(html=f"<ul>{lines}</ul>")


PAGE = Page(door=EVALUATION[2], filters=("skill", "level", "assignment", "role"), parts=parts)
