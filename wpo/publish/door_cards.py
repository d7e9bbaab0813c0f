"""Cards to come in with, on paper: a square for the camera, and a line for the name."""

from collections.abc import Mapping, Sequence
from html import escape

import segno


def door_cards_body(texts: Mapping[str, str], cards: Sequence[tuple[str, str, str]]) -> str:
    """Return the cards to cut out, eight on a sheet of A4.

    Parameters
    ----------
    texts
        The texts of the doors; see ``content/interface/deuren.yaml``.
    cards
        Per card: the link that it opens, the role in words, and the code of the person.
    """
    return '<ul class="door-cards">' + "".join(_card(texts, *one) for one in cards) + "</ul>"


def _card(texts: Mapping[str, str], link: str, role: str, code: str) -> str:
    square = segno.make(link, error="m", micro=False).svg_inline(
        border=2, omitsize=True, svgclass=None, lineclass=None
    )
    return (
        f"<li>{square}<div><b>{escape(texts['card_title'])}</b>"
        f'<p class="name">{escape(texts["card_name"])}</p>'
        f"<p>{escape(texts['card_open'])}</p><p>{escape(texts['card_lost'])}</p>"
        f"<small>{escape(role)} {escape(code)}<br>{escape(link)}</small></div></li>"
    )
