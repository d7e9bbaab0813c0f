"""Cards to come in with are complete, safe whatever a name says, and the same bytes every time."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import segno
import typst

from wpo.catalogue.loading import Catalogue
from wpo.publish import door_cards
from wpo.publish.door_cards import DoorCard, door_cards_body, door_cards_pdf

LINK = "https://wpo.werkbedrijf.example/wpo/binnen/abcDEF0123456789abcDEF0123456789"
CARD = DoorCard(
    address="https://wpo.werkbedrijf.example",
    role="deelnemer",
    code="abcd2345",
    name="Samir",
    link=LINK,
)
LOGIN = DoorCard(
    address=CARD.address,
    role="coach",
    code="abcd2346",
    user_name="rachid",
    password="abcdefgh234567",
)
SHEET = Path(door_cards.__file__).with_name("door_cards.typ")
NASTY = ('#read("/etc/passwd")', "$ a $", "*b* _i_", "\\u{41}", "<b>&amp;", '"#x', "#panic()", "]")


def _pages(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf))


def _drawn(catalogue: Catalogue, *cards: DoorCard) -> Any:
    """Return what typst lays out, as it tells it itself."""
    inputs = door_cards._inputs(catalogue.doors, cards)
    return json.loads(typst.query(SHEET, "<card>", sys_inputs=inputs))


@pytest.mark.parametrize(("number", "pages"), [(1, 1), (8, 1), (9, 2), (17, 3)])
def test_eight_on_a_sheet(catalogue: Catalogue, number: int, pages: int) -> None:
    """Eight cards fill a sheet, and a sheet never holds more."""
    pdf = door_cards_pdf(catalogue.doors, [CARD] * number)

    assert pdf.startswith(b"%PDF")
    assert _pages(pdf) == pages


def test_the_same_bytes(catalogue: Catalogue) -> None:
    """The same cards make the very same file, another secret another one."""
    first, again = (door_cards_pdf(catalogue.doors, [CARD, LOGIN]) for _ in range(2))
    other = DoorCard(address=CARD.address, role=CARD.role, code=CARD.code, link=LINK + "x")

    assert first == again
    assert first != door_cards_pdf(catalogue.doors, [other, LOGIN])
    assert b"/CreationDate" not in first


def test_what_stands_on_a_card(catalogue: Catalogue) -> None:
    """A participant has a square and no password, a member of staff the other way round."""
    square, login = _drawn(catalogue, CARD, LOGIN)

    assert square["value"] == {"code": "abcd2345", "name": "Samir", "square": True, "typed": []}
    assert login["value"] == {
        "code": "abcd2346",
        "name": "",
        "square": False,
        "typed": [CARD.address, "rachid", "abcdefgh234567"],
    }


@pytest.mark.parametrize("name", NASTY)
def test_a_name_is_a_text(catalogue: Catalogue, name: str) -> None:
    """Whatever signs stand in a name, they stand on the card as they are, and do nothing."""
    card = DoorCard(address=CARD.address, role=name, code=name, name=name, link=LINK)

    assert _drawn(catalogue, card)[0]["value"]["name"] == name
    assert door_cards_pdf(catalogue.doors, [card]).startswith(b"%PDF")
    assert "<b>&amp;" not in door_cards_body(catalogue.doors, [card]).replace("<b>Jouw", "")


def test_the_square_says_the_link(catalogue: Catalogue) -> None:
    """The square on both kinds of card is the code of exactly this link, with an empty edge."""
    expected = segno.make(LINK, error="m", micro=False)
    drawn = json.loads(door_cards._inputs(catalogue.doors, [CARD])["cards"])[0]["square"]
    side = expected.symbol_size(border=2)[0]

    assert f'viewBox="0 0 {side} {side}"' in drawn
    assert drawn in door_cards_body(catalogue.doors, [CARD])
    assert _dark(drawn) == {
        (row + 2, column + 2)
        for row, line in enumerate(expected.matrix)
        for column, dark in enumerate(line)
        if dark
    }


def _dark(svg: str) -> set[tuple[int, int]]:
    """Return the dark places of a square, read back from the lines that draw it."""
    (path,) = re.findall(r' d="([^"]+)"', svg)
    found, x, y = set(), 0.0, 0.0
    for letter, numbers in re.findall(r"([Mmhv])([-\d. ]*)", path):
        values = [float(one) for one in re.findall(r"-?[\d.]+", numbers)]
        if letter in "Mm":
            x, y = (values[0], values[1]) if letter == "M" else (x + values[0], y + values[1])
        else:
            found |= {(int(y), int(x) + n) for n in range(int(values[0]))}
            x += values[0]
    return found


def test_html_holds_the_same(catalogue: Catalogue) -> None:
    """As HTML a card says the same, and fetches nothing."""
    body = door_cards_body(catalogue.doors, [CARD, LOGIN])

    assert body.count("<li>") == 2
    assert body.count("<svg") == 1
    for word in ("Samir", LINK, "abcd2345", "rachid", "abcdefgh234567"):
        assert word in body
    assert not re.search(r"<script|src=|href=", body)
