"""*Open antwoorden*: what people wrote, counted by code and role, and read where it was cleared."""

from collections.abc import Sequence
from html import escape

import pandas as pd

from wpo.apps.evaluating.screen import Page, Part
from wpo.apps.evaluating.screen import show as show_page
from wpo.apps.evaluating.view import View, Words
from wpo.evaluation.results import ALL
from wpo.figures.cells import codes
from wpo.figures.numbers import count
from wpo.figures.sentences import coders_means
from wpo.model.people import EVALUATION

_MOST_QUOTES = 40


def show() -> None:
    """Show the page."""
    show_page(PAGE)


def parts(view: View) -> Sequence[Part]:
    """Return codes by role, how far two coders agree, and the words themselves."""
    labels = {one.id: one.label for one in view.catalogue.code_book.codes}
    rows = view.whole_or_one(view.evaluation.codes)
    if view.choice.role:
        rows = rows[rows["role"] == view.choice.role]
    return [
        codes(rows, labels, name="codes", title=view.say("f_codes")),
        _agreement(view),
        _quotes(view, labels),
    ]


def _agreement(view: View) -> Words:
    rows = view.evaluation.agreement
    rows = rows[(rows["what"] == "codes") & (rows["assignment"] == ALL)]
    title = f"<h3>{escape(view.say('coders_title'))}</h3>"
    if rows.empty:
        return Words(html=f"{title}<p>{escape(view.say('coders_none'))}</p>")
    row = rows.iloc[0]
    basis = view.say("coders_n", count(row["n"]))
    return Words(html=f"{title}<p>{escape(coders_means(row))}</p><p>{escape(basis)}</p>")


def _quotes(view: View, labels: dict[str, str]) -> Words:
    rows = view.of_chosen(view.source.quotes)
    if view.choice.role:
        rows = rows[rows["role"] == view.choice.role]
    title = f"<h3>{escape(view.say('quotes_title'))}</h3>"
    if rows.empty:
        return Words(html=f"{title}<p>{escape(view.say('quotes_none'))}</p>")
    lines = "".join(_quote(view, labels, one) for _, one in rows.head(_MOST_QUOTES).iterrows())
    more = "quotes_some" if len(rows) > _MOST_QUOTES else "quotes_n"
    shown = view.say(more, min(len(rows), _MOST_QUOTES), len(rows))
    return Words(html=f"{title}<p>{escape(shown)}</p><ul class='quotes'>{lines}</ul>")


def _quote(view: View, labels: dict[str, str], row: pd.Series) -> str:
    given = [labels.get(one, one) for one in str(row["codes"]).split(", ") if one]
    about = view.say("quote_about", view.say(f"role_one_{row['role']}"), row["title"])
    coded = f" {view.say('quote_codes', ', '.join(given))}" if given else ""
    return (
        f"<li><blockquote>{escape(str(row['words']))}</blockquote>"
        f"<p>{escape(about + coded)}</p></li>"
    )


PAGE = Page(door=EVALUATION[4], filters=("skill", "level", "assignment", "role"), parts=parts)
