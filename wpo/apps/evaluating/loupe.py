"""*Opdracht onder de loep*: its questions, answers and words, and what people found of it."""

from collections.abc import Sequence
from html import escape

import pandas as pd

from wpo.apps.evaluating.screen import Page, Part
from wpo.apps.evaluating.screen import show as show_page
from wpo.apps.evaluating.view import View, Words
from wpo.figures.dots import dots
from wpo.figures.intervals import Subject, intervals
from wpo.figures.numbers import count
from wpo.figures.opinions import opinions
from wpo.figures.options import options
from wpo.figures.sentences import share_means
from wpo.model.people import EVALUATION
from wpo.pilot.research_set import GUIDE, PARTICIPANT


def show() -> None:
    """Show the page."""
    show_page(PAGE)


def parts(view: View) -> Sequence[Part]:
    """Return everything about one opdracht; the first where none is chosen."""
    found = view.assignments()
    if found.empty:
        return [view.words("nothing_chosen")]
    row = found.iloc[0]
    items = _texts(view, str(row["assignment"]))
    return [
        _verdict(view, row),
        intervals(
            items.assign(label=_numbered(items)),
            Subject(
                what="p",
                label="label",
                things="vragen",
                axis="Deel dat meteen goed koos",
                threshold=view.hard_below,
            ),
            name=f"{row['assignment']}-vragen",
            title=view.say("f_items", row["title"]),
        ),
        *_answers(view, items),
        *_opinions(view, str(row["assignment"])),
        _asked(view, str(row["assignment"])),
    ]


def _texts(view: View, assignment: str) -> pd.DataFrame:
    rows = view.evaluation.items
    rows = rows[rows["assignment"] == assignment]
    version = view.choice.version
    return rows[rows["version"] == version] if version else rows[rows["is_newest"].astype(bool)]


def _numbered(items: pd.DataFrame) -> list[str]:
    return [f"{at}. {stem}" for at, stem in enumerate(items["stem"], start=1)]


def _verdict(view: View, row: pd.Series) -> Words:
    reasons = str(row["reasons"] or "").split("\n")
    lines = "".join(f"<li>{escape(one)}</li>" for one in reasons if one)
    provisional = f" {view.say('provisional')}" if row["is_provisional"] else ""
    basis = view.say("tile_basis", count(row["persons"]), count(row["organisations"]))
    head = view.say("verdict_is", row["title"], row["version"], row["verdict"])
    means = share_means(row, "p", view.say("did_right"))
    return Words(
        html=f"<h2>{escape(head)}</h2><p>{escape(means)}</p><ul>{lines}</ul>"
        f"<p>{escape(basis + provisional)}</p><p>{escape(_more_needed(view, row))}</p>"
    )


def _more_needed(view: View, row: pd.Series) -> str:
    needed = row["more_needed"]
    if pd.isna(needed):
        return view.say("more_unknown")
    return view.say("more_none") if int(needed) == 0 else view.say("more_n", count(needed))


def _answers(view: View, items: pd.DataFrame) -> list[Part]:
    rows = view.evaluation.options
    made: list[Part] = []
    for at, item in enumerate(items.to_dict("records"), start=1):
        own = rows[(rows["item"] == item["item"]) & (rows["item_hash"] == item["item_hash"])]
        if not own.empty:
            made.append(
                options(
                    own,
                    name=f"{item['item']}-antwoorden".replace("/", "-"),
                    title=view.say("f_options", at, item["stem"]),
                )
            )
    return made


def _opinions(view: View, assignment: str) -> list[Part]:
    made: list[Part] = []
    rows = view.evaluation.ratings
    wanted = [view.choice.role] if view.choice.role else [PARTICIPANT, GUIDE]
    for role in wanted:
        own = rows[(rows["assignment"] == assignment) & (rows["role"] == role)]
        made += [
            asked(view, own, questionnaire, assignment, role)
            for questionnaire in dict.fromkeys(own["questionnaire"])
        ]
    spread = view.evaluation.by_organisation
    spread = spread[(spread["assignment"] == assignment) & (spread["what"] == "p")]
    spread = spread[spread["item"] == ""].assign(label=view.say("right_at_once"))
    if not spread.empty:
        made.append(
            dots(
                spread,
                what="p",
                label="label",
                name=f"{assignment}-organisaties",
                title=view.say("f_dots"),
            )
        )
    return made


def asked(view: View, rows: pd.DataFrame, questionnaire: str, about: str, role: str) -> Part:
    """Return what people answered to one questionnaire."""
    known = view.catalogue.questionnaires.get(questionnaire)
    texts = {one.id: one.text for one in known.items} if known else {}
    labels = {one.id: one.labels for one in known.items if one.labels} if known else {}
    own = rows[rows["questionnaire"] == questionnaire]
    own = own.assign(text=[texts.get(one, one) for one in own["item"]])
    return opinions(
        own,
        labels=labels,
        name=f"{about or 'alle'}-mening-{questionnaire}",
        title=view.say("f_opinions", view.say(f"role_{role}")),
    )


def _asked(view: View, assignment: str) -> Words:
    rows = view.evaluation.words
    rows = rows[rows["assignment"] == assignment]
    title = f"<h3>{escape(view.say('asked_title'))}</h3>"
    if rows.empty:
        return Words(html=f"{title}<p>{escape(view.say('asked_none'))}</p>")
    lines = "".join(
        "<li>"
        + escape(
            view.say(
                "asked_flagged" if one["is_flagged"] else "asked_word",
                one["word"],
                count(one["persons"]),
                count(one["organisations"]),
            )
        )
        + "</li>"
        for one in rows.to_dict("records")
    )
    return Words(html=f"{title}<ul>{lines}</ul>")


PAGE = Page(door=EVALUATION[1], filters=("skill", "one", "version", "role"), parts=parts)
