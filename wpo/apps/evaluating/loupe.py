"""*Opdracht onder de loep*: its questions, answers and words, and what people found of it."""

from collections.abc import Iterator, Sequence
from html import escape
from typing import Any

import pandas as pd

from wpo.apps.evaluating.screen import Page, Part
from wpo.apps.evaluating.screen import show as show_page
from wpo.apps.evaluating.view import View, Words, number
from wpo.figures.dots import dots
from wpo.figures.intervals import Subject, intervals
from wpo.figures.numbers import can_tell, count, known, percent
from wpo.figures.opinions import opinions
from wpo.figures.options import options
from wpo.figures.sentences import between, share_means
from wpo.model.people import EVALUATION
from wpo.pilot.research_set import GUIDE, PARTICIPANT


def show() -> None:
    """Show the page."""
    show_page(PAGE)


def parts(view: View) -> Iterator[Part]:
    """Yield everything about one opdracht, the first where none is chosen; each is sent at once."""
    found = view.assignments()
    if found.empty:
        yield view.words("nothing_chosen")
        return
    row = found.iloc[0]
    items = _texts(view, str(row["assignment"]))
    yield _verdict(view, row)
    yield intervals(
        items.assign(label=view.asked(items)),
        Subject(
            what="p",
            label="label",
            things="vragen",
            axis="Deel dat meteen goed koos",
            threshold=view.threshold("hard_below"),
            lowest_first=False,
        ),
        name=f"{row['assignment']}-vragen",
        title=view.say("f_items", row["title"]),
    )
    yield from _answers(view, items)
    yield from _spread(view, items)
    yield from _opinions(view, str(row["assignment"]))
    yield _asked(view, str(row["assignment"]))


def _texts(view: View, assignment: str) -> pd.DataFrame:
    rows = view.evaluation.items
    rows = rows[rows["assignment"] == assignment]
    version = view.choice.version
    return rows[rows["version"] == version] if version else rows[rows["is_newest"].astype(bool)]


def _verdict(view: View, row: pd.Series) -> Words:
    reasons = str(row["reasons"] or "").split("\n")
    provisional = f" {view.say('provisional')}" if row["is_provisional"] else ""
    basis = view.say("tile_basis", count(row["persons"]), count(row["organisations"]))
    head = view.say("verdict_is", row["title"], row["version"], row["verdict"])
    means = share_means(row, "p", view.say("did_right"))
    return Words(
        html=f"<h2>{escape(head)}</h2><p>{escape(means)}</p>{_list(reasons)}"
        f"<p>{escape(basis + provisional)}</p><p>{escape(_more_needed(view, row))}</p>"
        f"<h3>{escape(view.say('also'))}</h3>{_list(_also(view, row))}"
    )


def _also(view: View, row: pd.Series) -> list[str]:
    """Return what else is known of an opdracht, each with its interval and how many people."""
    lines = [
        view.say(f"also_{what}", percent(row[f"{what}_value"]), between(row, what))
        + f" {view.say('also_n', count(row[f'{what}_n']))}"
        if can_tell(row, what)
        else view.say(f"also_{what}_none")
        for what in ("done", "second", "clear", "clear_staff")
    ]
    return [*lines, *_if_not(view, row)]


def _if_not(view: View, row: pd.Series) -> Iterator[str]:
    """Yield what the share would be if what is assumed of people is not so."""
    if can_tell(row, "p"):
        means = " ".join(view.evaluation.alike["means"].astype(str))
        told = view.say("also_range", percent(row["p_low_20"]), percent(row["p_high_20"]))
        yield f"{told} {means}".strip()
    if can_tell(row, "each"):
        yield view.say("also_each", percent(row["each_value"]), between(row, "each"))
    missing = [row[f"p_{one}"] for one in ("if_wrong", "if_right", "low_if_wrong", "high_if_right")]
    if all(known(one) for one in missing):
        yield view.say("also_missing", *(percent(one) for one in missing))


def _list(lines: Sequence[str]) -> str:
    inside = "".join(f"<li>{escape(one)}</li>" for one in lines if one)
    return f"<ul>{inside}</ul>"


def _more_needed(view: View, row: pd.Series) -> str:
    needed = row["more_needed"]
    if pd.isna(needed):
        return view.say("more_unknown")
    return view.say("more_none") if int(needed) == 0 else view.say("more_n", count(needed))


def _answers(view: View, items: pd.DataFrame) -> Iterator[Part]:
    rows = view.evaluation.options
    rows = rows[rows["item"].isin(items["item"])]
    for item in items.to_dict("records"):
        own = rows[(rows["item"] == item["item"]) & (rows["item_hash"] == item["item_hash"])]
        if not own.empty:
            yield options(
                own,
                name=f"{item['item']}-antwoorden".replace("/", "-"),
                title=view.say("f_options", number(item["item"]), item["stem"]),
            )


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
    return made


def _spread(view: View, items: pd.DataFrame) -> list[Part]:
    """Return each question as a dot for each organisation: a mean hides where it is not so."""
    rows = view.evaluation.by_organisation
    rows = rows[(rows["what"] == "p") & rows["item"].isin(items["item"])]
    rows = rows[rows["item_hash"].isin(items["item_hash"])]
    if rows.empty:
        return []
    labels = dict(zip(items["item"], view.asked(items), strict=True))
    rows = rows.assign(label=rows["item"].map(labels))
    name = f"{items.iloc[0]['assignment']}-organisaties"
    return [dots(rows, what="p", label="label", name=name, title=view.say("f_dots"))]


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
    lines = [_word(view, one) for one in rows.to_dict("records")]
    return Words(html=f"{title}{_list(lines)}")


def _word(view: View, row: dict[str, Any]) -> str:
    if not known(row["persons"]):
        return view.say("asked_few", row["word"])
    told = (row["word"], count(row["persons"]), count(row["organisations"]))
    return view.say("asked_flagged" if row["is_flagged"] else "asked_word", *told)


PAGE = Page(door=EVALUATION[1], filters=("skill", "one", "version", "role"), parts=parts)
