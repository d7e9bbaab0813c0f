"""Cards to come in with, on paper: a square for the camera, or a name and a password to type.

As PDF through typst, which needs no browser and fetches nothing, or as HTML to print from one.
Texts and names go in as data: nothing that a person is called becomes markup.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from html import escape
from pathlib import Path

import segno
import typst

_SHEET = Path(__file__).with_name("door_cards.typ")
_TEXTS = ("card_title", "card_name", "card_open", "card_lost", "card_change", "card_square")


@dataclass(frozen=True, slots=True, kw_only=True)
class DoorCard:
    """What stands on one card.

    Attributes
    ----------
    address
        Of the server, to type.
    link
        What the square opens; empty for who comes in with a user name.
    user_name, password
        What to type, else empty; the password is good for choosing another.
    name
        A first name; empty for a line on which somebody writes it.
    role, code
        The role in words, and the code of the person.
    """

    address: str
    role: str
    code: str
    name: str = ""
    link: str = ""
    user_name: str = ""
    password: str = ""


def door_cards_pdf(texts: Mapping[str, str], cards: Sequence[DoorCard]) -> bytes:
    """Return the cards as PDF: A4, eight on a sheet, with lines along which to cut.

    The same cards are the same bytes: the file holds no date.

    Parameters
    ----------
    texts
        The texts of the doors; see ``content/interface/deuren.yaml``.
    """
    return bytes(typst.compile(_SHEET, format="pdf", sys_inputs=_inputs(texts, cards)))


def door_cards_body(texts: Mapping[str, str], cards: Sequence[DoorCard]) -> str:
    """Return the cards as HTML, to cut out, eight on a sheet of A4."""
    return '<ul class="door-cards">' + "".join(_card(texts, one) for one in cards) + "</ul>"


def _inputs(texts: Mapping[str, str], cards: Sequence[DoorCard]) -> dict[str, str]:
    shown = [
        asdict(one)
        | {
            "square": _square(one.link) if one.link else "",
            "steps": _login(texts, one) if one.user_name else [],
        }
        for one in cards
    ]
    return {
        "cards": json.dumps(shown, ensure_ascii=False),
        "texts": json.dumps({key: texts[key] for key in _TEXTS}, ensure_ascii=False),
    }


def _square(link: str) -> str:
    code = segno.make(link, error="m", micro=False)
    return str(code.svg_inline(border=2, omitsize=True, svgclass=None, lineclass=None))


def _login(texts: Mapping[str, str], card: DoorCard) -> list[tuple[str, str]]:
    """Return what to type, as (what it is, the very letters)."""
    typed = (card.address, card.user_name, card.password)
    labels = (texts["card_address"], texts["card_user_name"], texts["card_password"])
    return [(label, word) for label, word in zip(labels, typed, strict=True) if word]


def _card(texts: Mapping[str, str], card: DoorCard) -> str:
    name = " ".join(filter(None, (texts["card_name"], card.name)))
    if card.link:
        square, told = _square(card.link), [texts["card_open"], texts["card_lost"]]
    else:
        square, told = "", [texts["card_change"]]
    lines = [
        f"{escape(label)} <code>{escape(word)}</code>"
        for label, word in (_login(texts, card) if card.user_name else ())
    ] + [escape(line) for line in told]
    return (
        f"<li>{square}<div><b>{escape(texts['card_title'])}</b>"
        f'<p class="name">{escape(name)}</p>{"".join(f"<p>{one}</p>" for one in lines)}'
        f"<small>{escape(card.role)} {escape(card.code)}<br>{escape(card.link)}</small></div></li>"
    )
