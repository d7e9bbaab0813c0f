"""Mijn groeibewijs: what a participant masters, in words, on paper to be proud of."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

from wpo.catalogue.filling import fill_text
from wpo.catalogue.loading import Catalogue
from wpo.model.months import dutch_date


@dataclass(frozen=True, slots=True, kw_only=True)
class Mastered:
    """One mastered level, as the proof tells it.

    ``title`` is the label of the deelskill. ``behaviour`` holds the sentences in the first person
    that the participant stands behind, at least one. ``own_words`` is what the participant said
    and ``trainer_words`` what the werkplekopleider said; both may be empty. ``n_days`` counts the
    days on which the behaviour was seen, at least one. ``level`` keeps levels apart and is never
    shown.
    """

    sub_skill: str
    level: int
    title: str
    behaviour: tuple[str, ...]
    own_words: str
    trainer_words: str
    mastered_on: date
    n_days: int

    def __post_init__(self) -> None:
        if not self.behaviour:
            raise ValueError(f"{self.sub_skill}: een bewijs noemt minstens één zin over gedrag")
        if self.n_days < 1:
            raise ValueError(f"{self.sub_skill}: n_days is minstens 1, kreeg {self.n_days}")


def proof_body(
    catalogue: Catalogue,
    name: str,
    organisation: str,
    mastered: Sequence[Mastered],
    today: date,
    *,
    titled: bool = True,
) -> str:
    """Return the page to print; what belongs to one deelskill stands together.

    Parameters
    ----------
    name, organisation
        How the participant and the company are called on paper; either may be empty.
    mastered
        In the order in which to tell it. None yet gives a page that says what will come.
    today
        The day on which the page is made.
    titled
        Begin with the title; not where the page around it has it already.
    """
    words = catalogue.interface
    lines = [
        f"<h1>{escape(words['proof_title'])}</h1>" if titled else "",
        _line("name", name),
        _line("place", fill_text(words["proof_place"], organisation) if organisation else ""),
    ]
    if mastered:
        lines += [
            _line("lead", words["proof_lead"]),
            *(_group(catalogue, there) for there in _together(mastered)),
            _line("close", words["proof_no_mark"]),
            _line("close", fill_text(words["proof_made"], dutch_date(today))),
        ]
    else:
        lines += [_line("lead", words["proof_empty"]), _line("how", words["proof_empty_how"])]
    return f'<div class="proof">{"".join(lines)}</div>'


def seen_sentence(catalogue: Catalogue, one: Mastered) -> str:
    """Return the sentence that says on how many days the behaviour was seen."""
    key = "proof_seen_once" if one.n_days == 1 else "proof_seen"
    return fill_text(catalogue.interface[key], one.n_days)


def _together(mastered: Sequence[Mastered]) -> list[list[Mastered]]:
    """Return the levels by deelskill, deelskills in the order in which they first appear."""
    groups: dict[str, list[Mastered]] = {}
    for one in mastered:
        groups.setdefault(one.sub_skill, []).append(one)
    return list(groups.values())


def _group(catalogue: Catalogue, there: Sequence[Mastered]) -> str:
    cards = "".join(_card(catalogue, one) for one in there)
    return f"<section><h2>{escape(there[0].title)}</h2>{cards}</section>"


def _card(catalogue: Catalogue, one: Mastered) -> str:
    words = catalogue.interface
    behaviour = "".join(f"<li>{escape(sentence)}</li>" for sentence in one.behaviour)
    since = fill_text(words["proof_since"], dutch_date(one.mastered_on))
    return (
        f'<article class="card"><ul>{behaviour}</ul>'
        f"{_said(words['proof_own'], one.own_words)}"
        f"{_said(words['proof_trainer'], one.trainer_words)}"
        f"{_line('when', f'{seen_sentence(catalogue, one)} {since}')}</article>"
    )


def _said(who: str, text: str) -> str:
    if not text.strip():
        return ""
    return f"<h3>{escape(who)}</h3><blockquote><p>{escape(text.strip())}</p></blockquote>"


def _line(kind: str, text: str) -> str:
    return f'<p class="{kind}">{escape(text)}</p>' if text.strip() else ""
