"""Pages of the work floor as HTML: forms that tell one fact each, made here and sent by floor.js.

A page is complete when it is there: what somebody tells goes into the outbox of the device and out
when there is a connection, exactly as answers do. The script holds no rule: every form carries the
fact it tells (``data-facts``), the fields add to it.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any

from wpo.model.floor import REMEMBERED, Goal
from wpo.model.people import Person
from wpo.player.html import asset, one_module, script_json, ways_html

TODAY = "$today"  # the day of the device at the moment of telling


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """Something to tap: what it means in the fact, what it says, a line below it, and a picture."""

    value: str
    label: str
    note: str = ""
    picture: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Taps:
    """One question with options. A tap answers it and shows the next field, or tells the fact.

    ``many`` lets several be chosen and then asks for the button; ``counts`` is how many at least
    and at most, with what is said otherwise. ``when`` names a field and the value it must have for
    this question to be asked; ``!value`` is any other. ``folded`` options are shown after a tap on
    the question. What is chosen ``aside`` only decides what is asked next; what is chosen ``into``
    a list of the fact stands there with the answers to other questions. Options ``aloud`` can be
    heard; a ``free`` question may be left open. A name may end in a colon and more, to keep it
    apart from the same field elsewhere.
    """

    name: str
    question: str
    options: Sequence[Option]
    many: bool = False
    counts: tuple[int, int, str] | None = None
    when: tuple[str, str] | None = None
    chosen: Sequence[str] = ()
    folded: bool = False
    aside: bool = False
    into: str = ""
    aloud: bool = False
    free: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Free words, at most 500 signs; ``hint`` says what not to write. ``aloud`` as for taps.

    ``item`` puts them into the list ``answers`` of the fact, as the answer to that question.
    """

    name: str
    label: str
    hint: str = ""
    needed: bool = False
    written: str = ""
    when: tuple[str, str] | None = None
    aloud: bool = False
    item: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A day not long ago, today where nobody chooses; or a ``later`` day, which may be empty."""

    name: str
    label: str
    chosen: str = ""
    later: bool = False
    when: tuple[str, str] | None = None
    aloud: bool = False


Field = Taps | Words | Day


@dataclass(frozen=True, slots=True, kw_only=True)
class Tell:
    """A form that tells one fact about somebody.

    Parameters
    ----------
    name
        The kind of fact (see :mod:`wpo.model.floor`).
    about
        Pseudonym of the participant.
    facts
        What of the fact is fixed already.
    fields
        What is asked, in order. A form with one question of taps needs no ``button``.
    told, replies
        What is said when it was told; ``replies`` say something else after the tap of that value,
        or of that value in one field (``field=value``).
    shared
        Id of an element whose fields belong to this fact too: several forms may share them.
    stays
        Keep the form, with the tapped option marked, so that it can be told anew.
    paced
        Ask one field a screen; needs a ``button``.
    quiet
        Let the button be one that need not be pressed.
    assignment, content_hash
        Of a fact about an opdracht (see :mod:`wpo.model.pilot`): which one, and in which words.
    as_role
        Of such a fact about somebody else: what that person is; else the own role.
    nothing
        What is said, and nothing told, where no question was answered.
    """

    name: str
    about: str
    told: str
    facts: Mapping[str, Any]
    fields: Sequence[Field] = ()
    button: str = ""
    label: str = ""
    replies: Mapping[str, str] = field(default_factory=dict)
    shared: str = ""
    stays: bool = False
    paced: bool = False
    quiet: bool = False
    assignment: str = ""
    content_hash: str = ""
    as_role: str = ""
    nothing: str = ""


def shared_html(name: str, fields: Sequence[Field]) -> str:
    """Return fields that several forms share, in an element with this id."""
    return f'<div class="shared" id="{escape(name)}">{fields_html(fields)}</div>'


def fields_html(fields: Sequence[Field]) -> str:
    """Return fields as they stand in a form with a button."""
    return "".join(_field(one, at_once=False) for one in fields)


def tell_html(tell: Tell) -> str:
    """Return the form. Without a button, the tap on the last question tells the fact."""
    fields = "".join(_field(one, at_once=not tell.button) for one in tell.fields)
    look = "go quiet" if tell.quiet else "go"
    button = f'<button class="{look}" type="submit">{escape(tell.button)}</button>'
    kinds = " stays" * tell.stays + " paced" * tell.paced
    label = f' aria-label="{escape(tell.label)}"' if tell.label else ""
    shared = f' data-shared="{escape(tell.shared)}"' if tell.shared else ""
    replies = f' data-replies="{escape(script_json(tell.replies))}"' if tell.replies else ""
    thought = "".join(
        f' data-{name}="{escape(value)}"'
        for name, value in (
            ("assignment", tell.assignment),
            ("hash", tell.content_hash),
            ("role", tell.as_role),
            ("nothing", tell.nothing),
        )
        if value
    )
    return (
        f'<form class="tell{kinds}" method="post"{thought}'
        f' data-tell="{escape(tell.name)}" data-about="{escape(tell.about)}"'
        f' data-facts="{escape(script_json(plain_facts(tell.facts)))}"{label}{shared}>'
        f"{fields}{button if tell.button else ''}"
        f'<p class="told" role="status" tabindex="-1" data-says="{escape(tell.told)}"{replies}>'
        "</p></form>"
    )


def plain_facts(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Return fixed facts as JSON values; a goal becomes its two fields."""
    return {
        name: {"sub_skill": value.sub_skill, "level": value.level}
        if isinstance(value, Goal)
        else value
        for name, value in facts.items()
    }


def goal_value(goal: Goal) -> str:
    """Return a goal as the value of an option, which floor.js reads back."""
    return script_json(plain_facts({"goal": goal})["goal"])


def floor_page(
    person: Person,
    title: str,
    body: str,
    *,
    texts: Mapping[str, str],
    ways: Sequence[tuple[str, str, bool]] = (),
) -> str:
    """Return a whole page of the work floor, for inside the template ``vloer``.

    Parameters
    ----------
    person
        Who looks at it; every fact told here is told by this person.
    title, body
        What it is called, and its HTML.
    texts
        Interface texts that the script needs: ``read``, ``read_this``, ``size``, ``bar``, ``back``
        and those of the connection, ``net_*``.
    ways
        Ways to other pages: address, label, and whether it is this page.
    """
    known = {name: text for name, text in texts.items() if name in _NEEDED or "net_" in name}
    page = {"person": person.code, "role": person.role.value, "texts": known}
    bar = ways_html(ways, texts["bar"])
    return (
        f'<div id="wpo-floor" class="floor" data-person="{escape(person.code)}">'
        f'<header class="top"><h1>{escape(title)}</h1></header>'
        f'<div class="notice" role="status"></div><div class="floor-body">{body}</div>{bar}</div>'
        f'<script type="application/json" id="wpo-floor-page">{script_json(page)}</script>'
    )


def floor_head(post_to: str) -> str:
    """Return style and script of every page of the work floor.

    Parameters
    ----------
    post_to
        Address to which the outbox posts facts.
    """
    start = f"startFloor({json.dumps(post_to)});"
    return (
        f"<style>{asset('player.css')}{asset('floor.css')}</style>"
        f'<script type="module" async>{one_module(_MODULES)}\n{start}</script>'
    )


_MODULES = ("pieces.js", "reader.js", "outbox.js", "views.js", "floor.js")
_NEEDED = frozenset({"read", "read_this", "size", "back", "next", "change_answer", "rate_skip"})


def _field(field: Field, *, at_once: bool) -> str:
    match field:
        case Taps():
            return _taps(field, at_once=at_once)
        case Words():
            return _heard(field, _words(field), field.hint)
        case Day():
            return _heard(
                field,
                f'<label class="day"{_when(field.when)}><span>{escape(field.label)}</span>'
                f'<input type="date" name="{escape(field.name)}" value="{escape(field.chosen)}"'
                f"{' data-later' if field.later else f' data-day={REMEMBERED.days}'}"
                f"{' required' * bool(field.when)}>"
                "</label>",
            )


def _heard(field: Words | Day, label: str, hint: str = "") -> str:
    """Give a field that can be heard room for the button, which cannot stand in its label."""
    if not field.aloud:
        return label
    said = f"{field.label} {hint}".strip()
    return f'<div class="words"><i data-read="{escape(said)}"></i>{label}</div>'


def _when(when: tuple[str, str] | None) -> str:
    return f' data-when="{escape("=".join(when))}"' if when else ""


def _taps(field: Taps, *, at_once: bool) -> str:
    when = _when(field.when) + " data-aside" * field.aside
    when += f' data-into="{escape(field.into)}"' if field.into else ""
    when += " data-free" * field.free
    counts = ""
    if field.counts:
        least, most, says = field.counts
        counts = f' data-least="{least}" data-most="{most}" data-says="{escape(says)}"'
    options = "".join(_option(field, one, at_once=at_once) for one in field.options)
    taps = (
        f'<fieldset class="taps" data-name="{escape(field.name)}"{when}{counts}>'
        f"<legend data-read>{escape(field.question)}</legend>"
        f'<div class="options">{options}</div></fieldset>'
    )
    if not field.folded:
        return taps
    return f"<details><summary>{escape(field.question)}</summary>{taps}</details>"


def _option(field: Taps, option: Option, *, at_once: bool) -> str:
    chosen = option.value in field.chosen
    picture = (
        f'<img src="{escape(option.picture)}" alt="" width="640" height="320" loading="lazy">'
        if option.picture
        else ""
    )
    note = f'<small class="below">{escape(option.note)}</small>' if option.note else ""
    words = f"{picture}<span>{escape(option.label)}{note}</span>"
    value = escape(option.value)
    if field.many or not at_once:
        kind = "checkbox" if field.many else "radio"
        marks = (" checked" if chosen else "") + ("" if field.many or field.free else " required")
        return _aloud(
            field,
            option,
            '<label class="choice"',
            f'><input type="{kind}" name="{escape(field.name)}" value="{value}"{marks}>{words}'
            "</label>",
        )
    return _aloud(
        field,
        option,
        f'<button type="button" class="choice" value="{value}"',
        f' aria-pressed="{str(chosen).lower()}">{words}</button>',
    )


def _aloud(field: Taps, option: Option, start: str, rest: str) -> str:
    """Put an option together; one that can be heard has room for the button beside it."""
    if not field.aloud:
        return start + rest
    said = ". ".join(part.rstrip(".") for part in (option.label, option.note) if part)
    return f'<div class="offer">{start} data-read="{escape(said)}"{rest}</div>'


def _words(field: Words) -> str:
    hint = f"<small>{escape(field.hint)}</small>" if field.hint else ""
    required = " required" if field.needed else ""
    item = f' data-free data-into="answers" data-item="{escape(field.item)}"' if field.item else ""
    return (
        f'<label class="words"{_when(field.when)}{item}><span>{escape(field.label)}</span>{hint}'
        f'<textarea name="{escape(field.name)}" rows="3" maxlength="500"{required}>'
        f"{escape(field.written)}</textarea></label>"
    )
