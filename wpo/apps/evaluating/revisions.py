"""*Voor en na*: what a new text did, beside questions of which the text stayed the same."""

from collections.abc import Sequence
from difflib import SequenceMatcher
from html import escape

import pandas as pd

from wpo.apps.evaluating.screen import Page, Part
from wpo.apps.evaluating.screen import show as show_page
from wpo.apps.evaluating.view import View, Words, number
from wpo.evaluation.results import ALL
from wpo.figures.change import changes
from wpo.figures.numbers import count
from wpo.figures.sentences import change_means, together_means
from wpo.model.people import EVALUATION

_MOST_TEXTS = 12


def show() -> None:
    """Show the page."""
    show_page(PAGE)


def parts(view: View) -> Sequence[Part]:
    """Return what all revisions did together, each of them, and what changed in the text."""
    every = view.evaluation.revisions
    rows = view.of_chosen(every[every["item"] != ALL])
    if rows.empty:
        return [view.words("no_revisions")]
    stems = _stems(view)
    labels = [f"{number(one['item'])}: {one['title']}" for one in rows.to_dict("records")]
    rows = rows.assign(label=labels)
    whole = every[every["item"] == ALL]
    whole = whole.iloc[:0] if _narrowed(view) else whole
    made: list[Part] = [
        _together(view, one) for _, one in whole.iterrows() if not bool(one["is_control"])
    ]
    title = view.say("f_changes")
    made.append(changes(rows, whole, label="label", name="voor-en-na", title=title))
    revised = rows[~rows["is_control"].astype(bool)].head(_MOST_TEXTS)
    made += [_texts(view, stems, one) for _, one in revised.iterrows()]
    return made


def _narrowed(view: View) -> bool:
    return bool(view.choice.skill or view.choice.level or view.choice.assignment)


def _stems(view: View) -> dict[tuple[str, str], str]:
    items = view.evaluation.items
    return {
        (item, hash_): stem
        for item, hash_, stem in zip(items["item"], items["item_hash"], items["stem"], strict=True)
    }


def _together(view: View, row: pd.Series) -> Words:
    return Words(
        html=f"<h2>{escape(view.say('together'))}</h2><p>{escape(together_means(row))}</p>"
        f"<p>{escape(str(row['means'] or ''))}</p>"
        f"<p>{escape(view.say('persons_n', count(row['beyond_n'])))}</p>"
    )


def _texts(view: View, stems: dict[tuple[str, str], str], row: pd.Series) -> Words:
    before = stems.get((row["item"], row["from_hash"]), "")
    after = stems.get((row["item"], row["to_hash"]), "")
    old, new = marked(before, after)
    versions = view.say("from_to", row["from_version"], row["to_version"])
    same = "" if before != after else f"<p>{escape(view.say('stem_same'))}</p>"
    texts = (
        f"<dl><dt>{escape(view.say('before'))}</dt><dd>{old}</dd>"
        f"<dt>{escape(view.say('after'))}</dt><dd>{new}</dd></dl>"
    )
    return Words(
        html=f"<h3>{escape(str(row['label']))} ({escape(versions)})</h3>{texts}{same}"
        f"<p>{escape(change_means(row))}</p>"
    )


def marked(before: str, after: str) -> tuple[str, str]:
    """Return two texts as HTML, with what went in ``<del>`` and what came in ``<ins>``."""
    old, new = before.split(), after.split()
    left: list[str] = []
    right: list[str] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        went, came = escape(" ".join(old[a:b])), escape(" ".join(new[c:d]))
        left.append(went if kind == "equal" or not went else f"<del>{went}</del>")
        right.append(came if kind == "equal" or not came else f"<ins>{came}</ins>")
    return " ".join(filter(None, left)), " ".join(filter(None, right))


PAGE = Page(door=EVALUATION[3], filters=("skill", "level", "assignment"), parts=parts)
