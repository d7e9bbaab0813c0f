"""The page of the projectleider to bring a file in: mapped by hand, shown first, taken back."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import ipywidgets as widgets
import openpyxl
import pytest
from sqlalchemy import Engine

from tests.apps.gathering.company import GOOD, NAMELESS, company, looked
from tests.apps.gathering.pressing import every, field, press, shown, upload
from tests.pilot.importing.files import ASKED, csv, xlsx
from wpo.apps.files import Choose, Download
from wpo.apps.gathering.importing import ImportScreen, page
from wpo.apps.gathering.intake import bring_in
from wpo.catalogue.loading import Catalogue
from wpo.store.clock import now
from wpo.store.database import open_database, reading
from wpo.store.pilot import pilot_events

WRONG = ("2b-1", "20-11-2025", "samir", "<b>misschien</b>", "ja", "ja", "ja", "nee", "")


@pytest.fixture
def engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    """A database in a file, as a kernel finds it, with a clock that has come to these papers."""
    address = f"sqlite:///{tmp_path / 'wpo.sqlite'}"
    monkeypatch.setenv("WPO_DATABASE", address)
    engine = open_database(address)
    yield engine
    engine.dispose()


@pytest.fixture
def screen(engine: Engine, catalogue: Catalogue) -> ImportScreen:
    """The page, with the first of two companies chosen."""
    screen = ImportScreen(company(engine, catalogue))
    field(screen.box, "Van welke organisatie?").value = "bedrijf-1"
    return screen


def _kept(engine: Engine) -> list[Any]:
    with reading(engine) as connection:
        return pilot_events(connection)


@pytest.mark.parametrize("who", [None, "rachid", "samir", "weg"])
def test_only_for_a_projectleider(engine: Engine, catalogue: Catalogue, who: str | None) -> None:
    """Anybody else gets one line, and no organisation to choose."""
    company(engine, catalogue)
    found = page(catalogue, who)

    assert isinstance(found, widgets.HTML)
    assert "bedrijf-1" not in found.value
    assert not isinstance(page(catalogue, "erik"), widgets.HTML)


def test_shown_first_then_brought_in(screen: ImportScreen, engine: Engine) -> None:
    """Nothing is kept before the button is pressed; then every row that can be, once."""
    data = csv(GOOD, WRONG, NAMELESS, header=ASKED)
    upload(screen.box, data)
    assert "2 nieuw, 0 was er al, 1 kan niet" in shown(screen.box)
    assert "snapte: ja · werk: beetje · fijn: ja · helpt: ja · moeilijk: nee" in shown(screen.box)
    assert "&lt;b&gt;misschien" in shown(screen.box)
    assert "<b>misschien" not in shown(screen.box)
    assert "samir" not in shown(screen.box)
    assert _kept(engine) == []
    press(screen.box, "Lees in: 2")

    assert len(_kept(engine)) == 2
    assert "Ingelezen: 2" in screen.told.text
    upload(screen.box, data)
    assert "0 nieuw, 2 was er al, 1 kan niet" in shown(screen.box)
    assert field_disabled(screen, "Lees in: 0")


def test_likely_here_already(screen: ImportScreen, engine: Engine) -> None:
    """What came another way stands apart; it stays out until the tick says otherwise."""
    upload(screen.box, csv(GOOD, header=ASKED))
    press(screen.box, "Lees in: 1")
    other = (*GOOD[:3], "nee", *GOOD[4:])
    upload(screen.box, csv(other, NAMELESS, header=ASKED))
    assert "Lijkt al binnen: 1" in shown(screen.box)
    assert "Lijkt al binnen: ingelezen uit een bestand op" in shown(screen.box)
    assert screen._download.label == "Download wat niet meegaat: 1"
    press(screen.box, "Lees in: 1")
    assert len(_kept(engine)) == 2
    upload(screen.box, csv(other, NAMELESS, header=ASKED))
    take = field(screen.box, "Ja, neem deze mee. Het zijn echt andere papieren.")
    take.value = True
    assert screen._download not in [*every(screen.box)]
    upload(screen.box, csv(other, NAMELESS, header=ASKED))
    assert not take.value
    assert field_disabled(screen, "Lees in: 0")
    take.value = True
    press(screen.box, "Lees in: 1")

    assert len(_kept(engine)) == 3
    upload(screen.box, csv(other, NAMELESS, header=ASKED))
    assert "Lijkt al binnen" not in shown(screen.box)
    assert take not in [*every(screen.box)]


def field_disabled(screen: ImportScreen, label: str) -> bool:
    """Tell whether a button cannot be pressed."""
    return any(
        one.disabled
        for one in every(screen.box)
        if isinstance(one, widgets.Button) and one.description == label
    )


def test_what_is_refused_goes_out_to_be_mended(
    screen: ImportScreen, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rows that cannot be are a file with their reasons, also after the others came in."""
    every_one = [one for one in _all(screen.box) if isinstance(one, Download)]
    (download,) = [one for one in every_one if one.name == "nakijken.xlsx"]
    sent: list[bytes] = []
    monkeypatch.setattr(download, "send", lambda _told, buffers: sent.extend(buffers))
    upload(screen.box, csv(GOOD, header=ASKED))
    assert download not in [*every(screen.box)]
    upload(screen.box, csv(GOOD, WRONG, header=ASKED))
    press(screen.box, "Lees in: 1")

    assert download in [*every(screen.box)]
    assert download.label == "Download wat niet meegaat: 1"
    download.receive(None, {"make": True}, [])
    (book,) = sent
    (line,) = [*openpyxl.load_workbook(io.BytesIO(book)).active.iter_rows(2, values_only=True)]
    assert "is geen antwoord op deze vraag" in line[1]
    assert "<b>misschien</b>" in line


def _all(widget: Any) -> Iterator[Any]:
    yield widget
    for one in getattr(widget, "children", ()):
        yield from _all(one)


def test_first_an_organisation(engine: Engine, catalogue: Catalogue) -> None:
    """Nothing can be chosen before it is said of which organisation; another may be said later."""
    screen = ImportScreen(company(engine, catalogue))
    assert not any(isinstance(one, Choose) for one in every(screen.box))
    field(screen.box, "Van welke organisatie?").value = "bedrijf-2"
    upload(screen.box, csv(GOOD, header=ASKED))
    assert "0 nieuw, 0 was er al, 1 kan niet" in shown(screen.box)
    field(screen.box, "Van welke organisatie?").value = "bedrijf-1"
    field(screen.box, "Hoe kwam het binnen?").value = "mail"
    press(screen.box, "Lees in: 1")

    assert [(organisation, one.source) for organisation, one in _kept(engine)] == [
        ("bedrijf-1", "mail")
    ]


def test_pressed_twice(screen: ImportScreen, engine: Engine) -> None:
    """A second press of the same button, however fast, does nothing."""
    upload(screen.box, csv(GOOD, header=ASKED))
    (go,) = [one for one in every(screen.box) if getattr(one, "description", "") == "Lees in: 1"]
    go.click()
    go.click()

    assert len(_kept(engine)) == 1
    assert screen.told.good


def test_somebody_else_was_first(screen: ImportScreen, engine: Engine) -> None:
    """Where a colleague brought the same in meanwhile, the page says so and shows what is left."""
    upload(screen.box, csv(GOOD, header=ASKED))
    bring_in(screen.intake, looked(screen.intake, csv(GOOD, header=ASKED)), now())
    press(screen.box, "Lees in: 1")

    assert "intussen iets veranderd" in screen.told.text
    assert "0 nieuw, 1 was er al, 0 kan niet" in shown(screen.box)
    assert len(_kept(engine)) == 1


def test_several_sheets(screen: ImportScreen) -> None:
    """Which sheet was read is told, and another can be chosen."""

    def change(book: openpyxl.Workbook) -> None:
        more = book.create_sheet("Week 2")
        for line in (("opdracht", "datum"), GOOD, GOOD):
            more.append(line)
        book.active.row_dimensions[2].hidden = True

    upload(screen.box, xlsx(GOOD, header=ASKED, change=change))
    assert "Alleen het blad Sheet is gelezen" in shown(screen.box)
    assert "Verborgen rijen in het bestand: 1" in shown(screen.box)
    field(screen.box, "Welk blad?").value = "Week 2"

    assert "lijst.csv: 2 rijen" in shown(screen.box)


def test_columns_are_mapped_by_hand(screen: ImportScreen, engine: Engine) -> None:
    """A column with a strange name is given its meaning; what no column says is said for all."""
    header = ("Kolom A", *ASKED[4:8])
    upload(screen.box, csv(("ja", "nee", "ja", "nee", "ja"), header=header))
    assert "0 nieuw, 0 was er al, 1 kan niet" in shown(screen.box)
    assert "Deze kolommen doen niet mee: Kolom A." in shown(screen.box)
    field(screen.box, "Kolom A").value = "vraag:snapte"
    assert "doen niet mee" not in shown(screen.box)
    field(screen.box, "Datum").value = "20-11-2025"
    field(screen.box, "Opdracht").value = "aanpassen-meedoen-1"
    press(screen.box, "Lees in: 1")
    (event,) = (one for _, one in _kept(engine))

    assert [one.value for one in event.facts.answers] == [3, 1, 3, 1, 3]
    assert event.person == ""


def test_a_meaning_is_given_once(screen: ImportScreen) -> None:
    """Two columns that mean the same are told of, and nothing can be brought in."""
    upload(screen.box, csv(GOOD, header=ASKED))
    field(screen.box, ASKED[3]).value = "vraag:werk"

    assert "Twee kolommen betekenen hetzelfde" in screen.told.text
    assert field_disabled(screen, "Lees in: 0")
    field(screen.box, ASKED[3]).value = "vraag:snapte"
    assert not field_disabled(screen, "Lees in: 1")


def test_another_kind_of_row(screen: ImportScreen) -> None:
    """Choosing another kind of row offers other meanings, and judges anew."""
    upload(screen.box, csv(GOOD, header=ASKED))
    field(screen.box, "Wat staat er in een rij?").value = "opmerkingen"

    assert field(screen.box, ASKED[3]).value == "-"
    assert "Soort opmerking" in [getattr(one, "description", "") for one in every(screen.box)]
    assert "1 kan niet" in shown(screen.box)


def test_taken_back(screen: ImportScreen, engine: Engine) -> None:
    """An import is taken back after a yes only, and says so from then on."""
    upload(screen.box, csv(GOOD, header=ASKED))
    press(screen.box, "Lees in: 1")
    press(screen.box, "Terugnemen")
    press(screen.box, "Nee, toch niet")
    assert len(_kept(engine)) == 1
    press(screen.box, "Terugnemen")
    press(screen.box, "Ja, neem terug")

    assert _kept(engine) == []
    assert "Dit is teruggenomen" in shown(screen.box)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04stuk", b"\x00\x01\x02", b"x" * 5_000_001])
def test_a_bad_file(screen: ImportScreen, data: bytes) -> None:
    """A file that is no list is refused in words, and another can be chosen at once."""
    upload(screen.box, data)

    assert not screen.told.good
    assert screen.told.text
    upload(screen.box, csv(GOOD, header=ASKED))
    assert "1 nieuw" in shown(screen.box)
