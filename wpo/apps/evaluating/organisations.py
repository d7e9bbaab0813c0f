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
from wpo.pilot.research_set import PARTICIPANT

_MOST_ASSIGNMENTS = 12


def show() -> None:
    """Show the page."""
    show_page(PAGE)


def parts(view: View) -> Sequence[Part]:
    """Return the organisations together, then each number as seven dots."""
    whole = view.evaluation.organisations
    made: list[Part] = [
        organisations(whole, name="organisaties", title=view.say("f_organisations")),
        _sizes(view, whole),
    ]
    rows = view.of_chosen(view.evaluation.by_organisation)
    drawn: list[Part] = [
        dots(
            own,
            what=what,
            label="label",
            name=f"organisaties-{what}",
            title=view.say(f"f_dots_{what}"),
            n_places=_places(view, own) if what == "rating" else 5,
        )
        for what in ("done", "p", "rating")
        if not (own := _of(view, rows, what)).empty
    ]
    return [*made, *(drawn or [view.words("dots_choose")])]


def _of(view: View, rows: pd.DataFrame, what: str) -> pd.DataFrame:
    """Return the rows to draw: whole opdrachten, and what was asked in the one that is chosen."""
    own = rows[rows["what"] == what]
    if what == "done":
        few = own["assignment"].nunique() <= _MOST_ASSIGNMENTS
        return own.assign(label=own["title"]) if few else own.iloc[0:0]
    if not view.choice.assignment:
        return own.iloc[0:0]
    if what == "rating":
        own = own[own["role"] == (view.choice.role or PARTICIPANT)]
        return own.assign(label=[_text(view, one) for one in own["item"]])
    items = view.evaluation.items
    items = items[items["is_newest"].astype(bool)]
    labels = dict(zip(items["item"], view.asked(items), strict=True))
    own = own[own["item_hash"].isin(items["item_hash"])]
    return own.assign(label=own["item"].map(labels))


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


def _sizes(view: View, rows: pd.DataFrame) -> Words:
    """Return how many people and opdrachten there were in each organisation."""
    lines = "".join(
        "<li>"
        + escape(
            view.say(
                "organisation_line",
                one["org"],
                count(one["participants"]),
                count(one["assignments"]),
            )
        )
        + "</li>"
        for one in rows.to_dict("records")
    )
    return Words(html=f"<ul>{lines}</ul>")


PAGE = Page(door=EVALUATION[2], filters=("skill", "level", "assignment", "role"), parts=parts)
