"""A list of people is read from any file that people have, and no file can hurt."""

import re
import tracemalloc
from contextlib import suppress
from datetime import date
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.apps.people.sheets import HEADER, csv, repacked, xlsx
from wpo.apps.people.columns import Column, column_of, refusal_of
from wpo.apps.people.table import MOST_ROWS, Listing, read_listing
from wpo.catalogue.sheets import LARGEST_FILE, NO_OUTCOME
from wpo.catalogue.workbook import LARGEST_UNPACKED
from wpo.errors import SetupError

SAMIR = ("Samir", "deelnemer", "Groen", "karin", "", "")
ZOE = ("Zoë", "deelnemer", "Café; buiten", "", "", "")


def _cells(listing: Listing) -> list[tuple[str, ...]]:
    return [tuple(one.cells[column] for column in Column) for one in listing.rows]


NAMES = st.text(st.characters(codec="cp1252", categories=["L"]), min_size=1, max_size=12)


@given(
    names=st.lists(NAMES, min_size=1, max_size=6),
    separator=st.sampled_from(";,\t"),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "cp1252", "utf-16"]),
    ending=st.sampled_from(["\n", "\r\n"]),
)
def test_however_it_was_kept(names: list[str], separator: str, encoding: str, ending: str) -> None:
    """Whatever separator, spelling and line ending were chosen, the same people come out."""
    rows = [(one, "deelnemer", "a;b,c", "", "", "") for one in names]
    text = csv(*rows, by=separator).decode().replace("\r\n", ending)
    try:
        data = text.encode(encoding)
        if encoding == "cp1252":
            data.decode("utf-8")
            return  # the very same bytes are UTF-8 as well
    except UnicodeDecodeError:
        pass

    assert _cells(read_listing(data, "lijst.csv")) == rows


def test_a_workbook_says_the_same() -> None:
    """The same list as XLSX and as CSV is the same, with the same row numbers."""
    one, other = read_listing(xlsx(SAMIR, ZOE), "l.xlsx"), read_listing(csv(SAMIR, ZOE), "l.csv")

    assert one.rows == other.rows
    assert [row.number for row in one.rows] == [2, 3]


def test_columns_in_any_order_and_spelling() -> None:
    """Columns are known by their name, in several spellings; what is not known is named."""
    header = ("WERKPLEKOPLEIDER", "roepnaam ", "Team", "Functie", "Login-naam", "Schoenmaat")
    listing = read_listing(csv(("karin", "Mo", "Groen", "deelnemer", "", "43"), header=header), "l")

    assert listing.rows[0].cells == {
        Column.TRAINER: "karin",
        Column.FIRST_NAME: "Mo",
        Column.DEPARTMENT: "Groen",
        Column.ROLE: "deelnemer",
        Column.USER_NAME: "",
    }
    assert listing.unused == ("Schoenmaat",)


PRIVATE = [
    "Achternaam",
    "BSN",
    "bsn-nummer",
    "Geboortedatum",
    "geb. datum (geboorte)",
    "E-mail",
    "Diagnose",
    "Naam",
    "Adres",
    "Indicatie banenafspraak",
    "Loonwaarde %",
    "Telefoonnummer",
    "Tussenvoegsel",
    "Volledige naam",
    "Wajong",
    "Verzuim 2025",
    "IBAN",
    "Personeelsnr",
    "Nationaliteit",
    "M/V",
    "Zorgvraag",
    "Doelgroepregister",
    "Geloof",
    "Tel.",
    "burgerservicenummer",
    "Naam_medewerker",
    "Loon",
    "Uitkering",
    "Medische gegevens",
    "Leeftijd",
]


@pytest.mark.parametrize(
    "header",
    PRIVATE,
)
@pytest.mark.parametrize("make", [csv, xlsx])
def test_what_is_none_of_our_business(header: str, make: Any) -> None:
    """A column about more than we need is refused by name with the reason; its cells are gone."""
    listing = read_listing(
        make(("Mo", "deelnemer", "geheim"), header=("voornaam", "rol", header)), "l"
    )

    assert [name for name, _ in listing.refused] == [header]
    assert listing.refused[0][1].endswith(".")
    assert "geheim" not in repr(listing)


@pytest.mark.parametrize(
    "header", [*HEADER, "Team", "Werkplek", "Opmerking", "Schoenmaat", "Startdatum"]
)
def test_what_is(header: str) -> None:
    """No column that is needed, or that only is of no use, is told to be private."""
    assert refusal_of(header) == ""


def test_no_spelling_is_refused() -> None:
    """A column is never both known and refused."""
    assert column_of("Gebruikersnaam") is Column.USER_NAME
    assert refusal_of("Gebruikersnaam") == ""


def test_what_spreadsheets_do() -> None:
    """Titles and empty rows above, merged cells, numbers, dates, ticks, hidden sheets: all read."""

    def change(book: openpyxl.Workbook) -> None:
        sheet = book.active
        sheet.insert_rows(1, 4)
        sheet["A1"] = "Onze mensen"
        sheet.merge_cells("A1:F1")
        sheet.merge_cells("C6:C8")  # one department for three people
        sheet.append([])
        sheet.append(["Lucia", "deelnemer", date(2026, 11, 2), 12.0, True, None])
        hidden = book.create_sheet("Oud", 0)
        hidden.append(["Voornaam", "Rol"])
        hidden.append(["Weg", "deelnemer"])
        hidden.sheet_state = "hidden"
        book.create_sheet("Uitleg", 0).append(["Vul het tweede blad in"])

    rows = (SAMIR, ("Mo", "deelnemer", None), ("Ali", "deelnemer", None))
    listing = read_listing(xlsx(*rows, change=change), "l.xlsx")

    assert listing.sheet == "Sheet"
    assert [(row.number, row.cells[Column.FIRST_NAME]) for row in listing.rows] == [
        (6, "Samir"),
        (7, "Mo"),
        (8, "Ali"),
        (10, "Lucia"),
    ]
    assert [row.cells[Column.DEPARTMENT] for row in listing.rows[:3]] == ["Groen"] * 3
    assert [*listing.rows[3].cells.values()] == [
        "Lucia",
        "deelnemer",
        "2026-11-02",
        "12",
        "ja",
        "",
    ]


def test_a_formula_counts_by_its_outcome() -> None:
    """What Excel kept as the outcome is read; a formula without one is told, never calculated."""
    data = xlsx(("=PROPER(B9)", "deelnemer"), header=("voornaam", "rol"))
    formula = b"<f>PROPER(B9)</f>"

    def keep(sheet: bytes) -> bytes:
        assert formula + b"<v/>" in sheet or formula + b"<v />" in sheet
        sheet = re.sub(re.escape(formula) + rb"<v ?/>", formula + b"<v>Mo</v>", sheet)
        return sheet.replace(b'<c r="A2">', b'<c r="A2" t="str">')

    def first(file: bytes) -> str:
        return read_listing(file, "l").rows[0].cells[Column.FIRST_NAME]

    assert first(data) == NO_OUTCOME
    assert first(repacked(data, {"xl/worksheets/sheet1.xml": keep})) == "Mo"


def test_a_header_that_comes_again() -> None:
    """A header that is repeated further on is nobody."""
    assert len(read_listing(csv(SAMIR, HEADER, ZOE), "l").rows) == 2


def test_excels_own_first_line() -> None:
    """The line ``sep=;`` that Excel writes is no row, and row numbers stay those of the file."""
    listing = read_listing(b"sep=,\n" + csv(SAMIR, by=","), "l.csv")

    assert [row.number for row in listing.rows] == [3]


ZIP_OF_NOTHING = b"PK\x05\x06" + b"\0" * 18
ENTITIES = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>&b;</t></si></sst>'
)
GOOD = xlsx(SAMIR)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is leeg"),
        (b" \r\n\n", "is leeg"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "oud Excel-bestand"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "is geen lijst"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF\0", "is geen lijst"),
        (b"%PDF-1.7\n\x00\x01", "is geen lijst"),
        (b"voornaam;rol\nMo\0;deelnemer\n", "is geen lijst"),
        (b"voornaam;rol\nM\x1bo;deelnemer\n", "is geen lijst"),
        (b"voornaam;rol\n\x81\x8d;deelnemer\n", "is geen lijst"),
        (b"\xff\xfev", "is geen lijst"),
        (b'voornaam;rol\n"Mo;deelnemer\n', "aanhalingstekens"),
        (b"voornaam;rol\n" + b'"' + b"x" * 200_000 + b'";deelnemer\n', "aanhalingstekens"),
        (b"voornaam;rol;Voornaam\nMo;deelnemer;Mo\n", "meer dan"),
        (b"voornaam;rol;roepnaam\nMo;deelnemer;Mo\n", "meer dan"),
        (b"naam;functie\nMo;deelnemer\n", "geen rij met de kolommen"),
        (b"Mo;deelnemer\n", "Er staat: Mo"),
        (b"voornaam;rol\n", "geen mensen"),
        (ZIP_OF_NOTHING, "geen Excel-bestand"),
        (b"PK\x03\x04" + b"rommel" * 100, "geen Excel-bestand"),
        (GOOD[:-200], "geen Excel-bestand"),
        (repacked(GOOD, {"[Content_Types].xml": lambda _: b"<x/>"}), "geen Excel-bestand"),
        (repacked(GOOD, {"xl/worksheets/sheet1.xml": lambda _: b"<x"}), "geen Excel-bestand"),
        (repacked(GOOD, {"xl/sharedStrings.xml": lambda _: ENTITIES}), "geen gewoon Excel"),
        (
            repacked(GOOD, {"xl/styles.xml": lambda _: ENTITIES.decode().encode("utf-16")}),
            "geen gewoon Excel",
        ),
        (repacked(GOOD, {f"xl/{n}.bin": lambda _: b"x" for n in range(600)}), "te groot"),
    ],
)
def test_files_that_are_no_list(data: bytes, said: str) -> None:
    """Whatever is sent instead of a list is refused in words that help."""
    with pytest.raises(SetupError, match=said):
        read_listing(data, "lijst")


def test_a_bomb_is_measured_and_not_unpacked() -> None:
    """A file that unpacks to gigabytes is refused by what it says of itself, in little memory."""
    bomb = repacked(GOOD, {"xl/bom.xml": lambda _: b"0" * 300_000_000})
    tracemalloc.start()
    with pytest.raises(SetupError, match="te groot"):
        read_listing(bomb, "bom.xlsx")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert len(bomb) < LARGEST_FILE
    assert peak < LARGEST_UNPACKED


def test_a_file_that_lies_about_its_size() -> None:
    """Whoever says that a part is small gets no more of it than was said."""
    part = "xl/worksheets/sheet1.xml"
    bomb = repacked(GOOD, {part: lambda one: one + b" " * (LARGEST_UNPACKED + 1)})
    said_at = bomb.rfind(part.encode()) - 46 + 24  # in the contents at the end of the file
    lie = bomb[:said_at] + (1000).to_bytes(4, "little") + bomb[said_at + 4 :]
    with pytest.raises(SetupError, match="te groot"):
        read_listing(bomb, "bom.xlsx")
    with pytest.raises(SetupError, match="geen Excel-bestand"):
        read_listing(lie, "leugen.xlsx")


@pytest.mark.parametrize("make", [csv, xlsx])
def test_too_many(make: Any) -> None:
    """Two thousand people fit in a list; one more does not, and a hundred thousand do not."""
    rows = [(f"Mo {'x' * (n % 7)}", "deelnemer") for n in range(MOST_ROWS)]
    header = ("voornaam", "rol")

    assert len(read_listing(make(*rows, header=header), "l").rows) == MOST_ROWS
    with pytest.raises(SetupError, match="meer dan 2000 mensen"):
        read_listing(make(*rows, rows[0], header=header), "l")
    if make is csv:
        with pytest.raises(SetupError, match="meer dan 2000 mensen"):
            read_listing(make(*rows * 50, header=header), "l")


def test_too_large() -> None:
    """A file of over five megabytes is not looked into."""
    with pytest.raises(SetupError, match="te groot"):
        read_listing(b"x" * (LARGEST_FILE + 1), "l")


def test_a_million_empty_rows() -> None:
    """A row at the very end of a sheet costs no walk through a million empty ones."""

    def change(book: openpyxl.Workbook) -> None:
        book.active["A1048576"] = "Ver weg"

    assert len(read_listing(xlsx(SAMIR, change=change), "l").rows) == 1


@settings(deadline=None)
@given(data=st.binary(max_size=300))
def test_any_bytes(data: bytes) -> None:
    """Any bytes at all are a list or a refusal."""
    for beginning in (b"", b"PK\x03\x04", b"voornaam;rol\n", b"\xff\xfe"):
        with suppress(SetupError):
            assert read_listing(beginning + data, "l").rows


@settings(deadline=None)
@given(
    part=st.sampled_from(["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml"]),
    at=st.floats(0, 1, exclude_max=True),
    wrong=st.binary(min_size=1, max_size=6),
)
def test_any_damage(part: str, at: float, wrong: bytes) -> None:
    """A workbook with a part damaged anywhere is a list or a refusal."""

    def damage(one: bytes) -> bytes:
        place = int(at * len(one))
        return one[:place] + wrong + one[place + len(wrong) :]

    with suppress(SetupError):
        read_listing(repacked(GOOD, {part: damage}), "l")
