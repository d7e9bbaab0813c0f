"""What is kept about me: see it, take it along, throw it away. One thing a screen.

The page only shows. The file is made, and everything erased, by the server
(:mod:`wpo.serving.rights`), for the person who is logged in and nobody else.
"""

import io
import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from html import escape
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from sqlalchemy import Engine

from wpo.apps.rights.facts import Told, spell
from wpo.apps.rights.words import Part, Story, story_of
from wpo.apps.visit import Visit, show_page
from wpo.catalogue.filling import fill_text
from wpo.catalogue.loading import Catalogue
from wpo.errors import UnknownPerson
from wpo.model.months import HERE
from wpo.model.people import Role
from wpo.publish.documents import document
from wpo.store.database import reading
from wpo.store.taking_along import everything_on, portable, shape_of_portable

TAKE_ALONG, ERASE = "/wpo/mijn-gegevens", "/wpo/weggooien"  # where the server answers

READABLE, MACHINE, SHAPE = "mijn-gegevens.html", "mijn-gegevens.json", "vorm-van-het-bestand.json"
KIND, VERSION = "wpo-mijn-gegevens", 1
_AT_ONCE = 20  # more than this stays shut until somebody asks for it


def show() -> None:
    """Show what the address asks for (``?deel=…``), or what there is to see."""
    show_page(Role.PARTICIPANT, "over_mij", rights_page)


def rights_page(visit: Visit) -> tuple[str, str]:
    """Return the title and the HTML of the screen that the address asks for."""
    texts, asked = visit.catalogue.interface, visit.query.get("deel", "")
    match asked:
        case "meenemen":
            return texts["mine_take"], _view(_take_html(visit))
        case "weggooien":
            return texts["mine_erase"], _view(_erase_html(visit))
        case "zeker":
            return texts["mine_sure"], _view(_sure_html(visit))
    part = _story(visit).part(asked) if asked else None
    if part is None:
        return texts["mine_title"], _view(_choose_html(visit))
    return part.title, _view(_part_html(visit, part))


def take_along(engine: Engine, catalogue: Catalogue, code: str, now: datetime) -> bytes:
    """Return everything about a person as a ZIP: to read and print, and for machines.

    The JSON says the same as the HTML (``told``), and holds every row besides (``rows``); the
    shape of it is in the ZIP too.

    Raises
    ------
    UnknownPerson
        If nothing is kept about this code.
    """
    with reading(engine) as connection:
        everything = everything_on(connection, code)
        if not everything.is_anything:
            raise UnknownPerson(f"Niemand heeft de code {code!r}.")
        story = story_of(connection, catalogue, everything)
    machine = {
        "kind": KIND,
        "version": VERSION,
        "made_at": now.isoformat(),
        "told": [_machine_part(one) for one in (*story.parts, story.answers)],
        "rows": portable(everything),
    }
    files = {
        READABLE: _readable(catalogue, story, now),
        MACHINE: _json(machine),
        SHAPE: _json(shape_of_file()),
    }
    packed = io.BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(_entry(name, now), text)
    return packed.getvalue()


def shape_of_file() -> dict[str, Any]:
    """Return the shape of the JSON file, as JSON Schema."""
    text: dict[str, Any] = {"type": "string"}
    told = _shape(
        at={"type": ["string", "null"], "description": "Wanneer, of null: het is nu nog zo."},
        lines={"type": "array", "items": text},
        quotes={
            "type": "array",
            "description": "Woorden zoals iemand ze zei of koos.",
            "items": _shape(who=text, words=text),
        },
        more={"type": "array", "items": text},
    )
    part = _shape(title=text, told={"type": "array", "items": told})
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Alles wat wpo over één persoon bewaart",
        "description": "told: in gewone zinnen, zoals in het leesbare bestand. rows: alle "
        "gegevens zoals ze bewaard zijn; andere mensen zijn hun rol. Tijden zijn ISO 8601.",
        **_shape(
            kind={"const": KIND},
            version={"const": VERSION},
            made_at=text,
            told={"type": "array", "items": part},
            rows=shape_of_portable(),
        ),
    }


def _shape(**properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _entry(name: str, now: datetime) -> ZipInfo:
    entry = ZipInfo(name, now.astimezone(HERE).timetuple()[:6])
    entry.compress_type = ZIP_DEFLATED
    entry.external_attr = 0o600 << 16
    return entry


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _machine_part(part: Part) -> dict[str, Any]:
    return {
        "title": part.title,
        "told": [
            {
                "at": one.at.isoformat() if one.at else None,
                "lines": list(one.lines),
                "quotes": [{"who": who, "words": words} for who, words in one.quotes],
                "more": list(one.more),
            }
            for one in part.told
        ],
    }


def _readable(catalogue: Catalogue, story: Story, now: datetime) -> str:
    """Return the file to read and print; it stands alone."""
    texts = catalogue.interface
    lead = (texts["mine_file_lead"], texts["mine_file_others"])
    made = fill_text(texts["mine_file_made"], spell(now))
    parts = "".join(
        f"<section><h2>{escape(one.title)}</h2>{_told_html(texts['mine_nothing'], one.told)}"
        "</section>"
        for one in (*story.parts, story.answers)
    )
    body = f"<h1>{escape(texts['mine_title'])}</h1>{_lines((*lead, made))}{parts}"
    return document(texts["mine_title"], f'<div class="mine">{body}</div>')


def _story(visit: Visit) -> Story:
    with reading(visit.engine) as connection:
        everything = everything_on(connection, visit.person.code)
        return story_of(connection, visit.catalogue, everything)


def _view(body: str) -> str:
    return f'<div class="view">{body}</div>'


def _choose_html(visit: Visit) -> str:
    texts = visit.catalogue.interface
    ways = [(f"?deel={key}", f"mine_{key}") for key in _CHOICES]
    ways += [("?deel=meenemen", "mine_take"), ("?deel=weggooien", "mine_erase")]
    links = "".join(
        f'<li><a class="go quiet" href="{to}">{escape(texts[key])}</a></li>' for to, key in ways
    )
    return f'{_heard([texts["mine_lead"]])}<ul class="plain">{links}</ul>'


_CHOICES = ("here", "chose", "practised", "said", "seen", "adapted", "thought", "card")


def _part_html(visit: Visit, part: Part) -> str:
    texts = visit.catalogue.interface
    more, back = "", "?"
    if part.key == "practised":
        more = _heard([texts["mine_private"]]) + _way("?deel=answers", texts["mine_show_answers"])
    elif part.key == "answers":
        back = "?deel=practised"
    first = _told_html(texts["mine_nothing"], part.told[:_AT_ONCE], heard=True)
    rest = part.told[_AT_ONCE:]
    if rest:
        shut = _told_html("", rest, heard=True)
        first += f"<details><summary>{escape(texts['mine_more'])}</summary>{shut}</details>"
    return f"{more}{first}{_way(back, texts['mine_back'])}"


def _take_html(visit: Visit) -> str:
    texts = visit.catalogue.interface
    said = [texts[key] for key in ("mine_take_why", "mine_take_how", "mine_take_care")]
    return (
        _heard(said)
        + _form(TAKE_ALONG, texts["mine_take_now"], "go")
        + _way("?", texts["mine_back"])
    )


def _erase_html(visit: Visit) -> str:
    texts = visit.catalogue.interface
    goes, stays, first = (
        _heard([texts[f"mine_erase_{key}"] for key in keys])
        for keys in (("what", "all", "trainer", "card"), ("work", "counts"), ("talk", "take"))
    )
    return (
        f"{goes}{stays}{first}"
        + _form(TAKE_ALONG, texts["mine_take_now"], "go")
        + _way("?deel=zeker", texts["mine_erase_go"])
        + _way("?", texts["mine_back"])
    )


def _sure_html(visit: Visit) -> str:
    texts = visit.catalogue.interface
    sure = '<input type="hidden" name="sure" value="ja">'
    return (
        _heard([texts["mine_sure_never"]])
        + _way("?", texts["mine_sure_no"], "go")
        + _form(ERASE, texts["mine_sure_yes"], "go quiet", sure)
    )


def _told_html(nothing: str, told: Sequence[Told], *, heard: bool = False) -> str:
    if not told:
        return _heard([nothing]) if heard else _lines([nothing])
    if heard:
        items = "".join(f"<li>{_part(_one_html(one))}</li>" for one in told)
        return f'<ul class="plain">{items}</ul>'
    return "".join(f'<div class="card">{_one_html(one)}</div>' for one in told)


def _one_html(told: Told) -> str:
    at = f"<small>{escape(spell(told.at))}</small>" if told.at else ""
    quotes = " ".join(
        f"<p>{escape(who)}</p> <blockquote>{escape(words)}</blockquote>"
        for who, words in told.quotes
    )
    return " ".join([at, _lines(told.lines), quotes, _lines(told.more)])


def _lines(lines: Iterable[str]) -> str:
    return " ".join(f"<p>{escape(one)}</p>" for one in lines)


def _heard(lines: Iterable[str]) -> str:
    """Return lines as one text, with place for a button to hear it."""
    return _part(_lines(lines))


def _part(text: str) -> str:
    return f'<div class="part"><div class="line" data-read>{text}</div></div>'


def _way(to: str, words: str, kind: str = "go quiet") -> str:
    return f'<a class="{kind}" href="{escape(to)}">{escape(words)}</a>'


def _form(to: str, words: str, kind: str, fields: str = "") -> str:
    return (
        f'<form method="post" action="{to}">{fields}'
        f'<button class="{kind}" type="submit">{escape(words)}</button></form>'
    )
