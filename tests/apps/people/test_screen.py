"""The beheerder's page: for a beheerder only, quick for many, and blind to what people did."""

import base64
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import ipywidgets as widgets
import pytest
from sqlalchemy import Engine, event

from tests.apps.people.sheets import csv
from tests.apps.people.staffing import desk, everybody, guided, let_in, staff
from wpo.apps.files import Choose
from wpo.apps.people import access
from wpo.apps.people.desk import Desk
from wpo.apps.people.listing import PER_PAGE
from wpo.apps.people.membership import Newcomer
from wpo.apps.people.screen import PeopleScreen, page
from wpo.catalogue.loading import Catalogue
from wpo.model.people import Role
from wpo.store.database import open_database, reading
from wpo.store.people import person_with_key
from wpo.store.tables import metadata

OURS = {"person", "door_key", "organisation", "placement", "guidance", "first_name"}
OURS |= {"session", "account", "picture_key", "former_role"}


@pytest.fixture
def engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    """A database in a file, as a kernel finds it."""
    address = f"sqlite:///{tmp_path / 'wpo.sqlite'}"
    monkeypatch.setenv("WPO_DATABASE", address)
    engine = open_database(address)
    yield engine
    engine.dispose()


@pytest.fixture
def screen(engine: Engine, catalogue: Catalogue) -> PeopleScreen:
    """The page of a beheerder with a small company."""
    sanne = staff(engine, "sanne", Role.ADMINISTRATOR, first_name="Sanne")
    karin = staff(engine, "karin", first_name="Karin", department="Groen")
    guided(engine, karin, first_name="Samir", department="Groen")
    here = Desk(engine=engine, organisation="werkbedrijf", by=sanne)
    return PeopleScreen(here, catalogue)


def _all(widget: Any) -> Iterator[Any]:
    yield widget
    for one in getattr(widget, "children", ()):
        yield from _all(one)


def _seen(widget: Any) -> Iterator[Any]:
    """Yield what is not hidden."""
    if widget.layout.display != "none":
        yield widget
        for one in getattr(widget, "children", ()):
            yield from _seen(one)


def _press(screen: PeopleScreen, label: str) -> None:
    found = [
        one
        for one in _seen(screen.box)
        if isinstance(one, widgets.Button) and one.description == label
    ]
    assert len(found) == 1, (label, [one.description for one in found])
    found[0].click()


def _field(screen: PeopleScreen, label: str) -> Any:
    fields = [
        one
        for one in _seen(screen.box)
        if getattr(one, "description", "") == label and hasattr(one, "value")
    ]
    assert len(fields) == 1, label
    return fields[0]


def _words(screen: PeopleScreen) -> str:
    return "\n".join(one.value for one in _seen(screen.box) if isinstance(one, widgets.HTML))


def _edit(screen: PeopleScreen, name: str) -> None:
    code = next(row["code"] for row in screen.list.rows if row["cells"][0] == name)
    screen.list._receive(screen.list, {"edit": code}, [])


@pytest.mark.parametrize("who", ["nobody", "coach", "closed", "unknown"])
def test_only_for_a_beheerder(engine: Engine, catalogue: Catalogue, who: str) -> None:
    """Anybody else, a closed beheerder too, gets one line, and the name of nobody."""
    codes = {"nobody": None, "unknown": "weg"}
    codes["coach"] = staff(engine, "rachid", Role.COACH, first_name="Rachid")
    codes["closed"] = staff(engine, "sanne", Role.ADMINISTRATOR, first_name="Sanne")
    access.close(desk(engine), codes["closed"], now=everybody(engine)[codes["closed"]].created_at)
    shown = page(catalogue, codes[who])

    assert isinstance(shown, widgets.HTML)
    assert "Rachid" not in shown.value
    assert "Sanne" not in shown.value
    assert shown.value.strip("<p>/") in catalogue.staff.values()


def test_only_the_own_organisation(screen: PeopleScreen, engine: Engine) -> None:
    """A beheerder sees whoever is in the own organisation, and nobody else."""
    let_in(engine, Newcomer(role=Role.PARTICIPANT, first_name="Vreemd"), organisation="elders")
    screen.read()

    assert [row["cells"][0] for row in screen.list.rows] == ["Sanne", "Karin", "Samir"]
    assert screen.list.rows[2]["cells"][2:] == ["deelnemer", "Groen", "Karin"]


def test_a_page_at_a_time(screen: PeopleScreen, engine: Engine) -> None:
    """Of many people one page goes to the browser; the others a press further."""
    let_in(engine, *[Newcomer(role=Role.PARTICIPANT, department="Groen")] * 60)
    screen.read()
    listed = screen.list

    assert (len(listed.rows), listed.n_pages) == (PER_PAGE, 3)
    first = [row["code"] for row in listed.rows]
    listed._receive(listed, {"page": 2}, [])
    assert len(listed.rows) == 63 - 2 * PER_PAGE
    assert not set(first) & {row["code"] for row in listed.rows}
    for wrong in ({"page": 99}, {"page": -5}, {"page": "1"}, {"edit": "weg"}, {"x": 1}, {}):
        listed._receive(listed, wrong, [])
    assert listed.page == 0
    _field(screen, "Zoek op naam of code").value = "sam"
    assert [row["cells"][0] for row in listed.rows] == ["Samir"]


def test_everything_asks_once_more(screen: PeopleScreen, engine: Engine) -> None:
    """What ends something happens after a yes only."""
    _edit(screen, "Samir")
    for label in ("Nieuwe kaart", "Sluit de deur", "Karin stopt"):
        before = everybody(engine)
        _press(screen, label)
        assert "Weet u het zeker?" in _words(screen)
        _press(screen, "Nee, toch niet")
        assert everybody(engine) == before
        assert "Weet u het zeker?" not in _words(screen)
    _press(screen, "Sluit de deur")
    _press(screen, "Terug naar de lijst")
    assert "Weet u het zeker?" not in _words(screen)


def test_from_closed_to_open(screen: PeopleScreen, engine: Engine) -> None:
    """A door is closed and opened again, and the card lies ready."""
    code = next(one.code for one in screen.members if one.first_name == "Samir")
    _edit(screen, "Samir")
    _press(screen, "Sluit de deur")
    _press(screen, "Ja, sluit de deur")
    assert not everybody(engine)[code].is_open
    assert "Weet u het zeker?" not in _words(screen)
    _press(screen, "Open de deur weer")

    assert everybody(engine)[code].is_open
    assert "Kaarten om te printen: 1" in _words(screen)


def test_adding_and_printing(screen: PeopleScreen, engine: Engine) -> None:
    """Somebody new has a card that works; the PDF is in the page, and thrown away after a yes."""
    _press(screen, "Iemand toevoegen")
    _field(screen, "Voornaam").value = "Mo"
    _field(screen, "Afdeling").value = "Groen"
    karin = next(one.code for one in screen.members if one.first_name == "Karin")
    _field(screen, "Begeleid door").value = karin
    _press(screen, "Voeg toe")
    (mo,) = [one for one in screen.members if one.first_name == "Mo"]
    assert mo.trainers == ((karin, False),)
    (card,) = screen.cards._cards.values()
    with reading(engine) as connection:
        assert person_with_key(connection, card.secret) == card.person
    _field(screen, "Adres op de kaart").value = "http://wpo.example"
    _press(screen, "Maak de PDF")
    assert "begin met https://" in screen.told.text
    _field(screen, "Adres op de kaart").value = "https://wpo.example"
    _press(screen, "Maak de PDF")
    (data,) = re.findall(r'href="data:application/pdf;base64,([^"]+)"', _words(screen))
    assert base64.b64decode(data).startswith(b"%PDF")
    _press(screen, "Gooi weg")
    _press(screen, "Ja, gooi weg")
    assert screen.cards._cards == {}
    assert "base64" not in "".join(
        one.value
        for one in _all(screen.box)
        if hasattr(one, "value") and isinstance(one.value, str)
    )


def test_a_mistake_is_told(screen: PeopleScreen, engine: Engine) -> None:
    """What cannot be is told in words, and what was typed stays."""
    before = everybody(engine)
    _press(screen, "Iemand toevoegen")
    _field(screen, "Voornaam").value = "Jan de Vries"
    _press(screen, "Voeg toe")

    assert "Schrijf alleen de voornaam" in screen.told.text
    assert not screen.told.good
    assert _field(screen, "Voornaam").value == "Jan de Vries"
    assert everybody(engine) == before


def test_a_list(screen: PeopleScreen, engine: Engine) -> None:
    """A list is shown before anything happens, and what is refused waits for a yes."""
    _press(screen, "Lijst inlezen")
    (place,) = [one for one in _seen(screen.box) if isinstance(one, Choose)]
    rows = (("<b>", "deelnemer", "", "", "", ""), ("Mo", "deelnemer", "", "Karin", "", ""))
    place.receive(place, {"name": "lijst.csv"}, [csv(*rows)])
    assert "1 nieuw, 0 bestaat al, 1 kan niet" in _words(screen)
    assert "&lt;b&gt;" in _words(screen)
    assert "'<b>'" not in _words(screen)
    go = next(one for one in _seen(screen.box) if getattr(one, "description", "") == "Voeg toe: 1")
    assert go.disabled
    _field(screen, "Ja, maak de rest. Wat niet kan, sla ik over.").value = True
    assert not go.disabled
    go.click()
    assert "Mo" in [one.first_name for one in everybody(engine).values()]


def test_closed_in_the_meantime(screen: PeopleScreen, engine: Engine) -> None:
    """A beheerder who was closed while the page is open changes nothing any more."""
    _edit(screen, "Samir")
    access.close(desk(engine), screen.desk.by, now=screen.members[0].created_at)
    before = everybody(engine)
    _field(screen, "Voornaam").value = "Ali"
    _press(screen, "Bewaar")

    assert "geen beheerder" in screen.told.text
    assert everybody(engine) == before


def test_nobody_beyond(screen: PeopleScreen, engine: Engine) -> None:
    """Of a role that is of every organisation a beheerder sees that, and may change nothing."""
    staff(engine, "erik", Role.PROJECT_LEADER, first_name="Erik")
    screen.read()
    _edit(screen, "Erik")

    assert "Vraag wie de server beheert" in _words(screen)
    assert [one.description for one in _seen(screen._panel) if isinstance(one, widgets.Button)] == [
        "Terug naar de lijst"
    ]


def test_every_field_has_a_label(screen: PeopleScreen) -> None:
    """Nothing to fill in, to tick or to press is without words."""
    kinds = (widgets.Text, widgets.Dropdown, widgets.Checkbox, widgets.Button)
    for label in ("Iemand toevoegen", "Lijst inlezen", "Naam van de organisatie"):
        _press(screen, label)
        seen = list(_seen(screen.box))
        assert all(one.description for one in seen if isinstance(one, kinds))
        assert all(one.label for one in seen if isinstance(one, Choose))
        _press(screen, "Terug naar de lijst")


def test_blind_to_what_people_did(screen: PeopleScreen, engine: Engine) -> None:
    """No step on this page reads an answer, a fact of the floor or how far anybody is."""
    asked: list[str] = []

    def listen(*details: Any) -> None:
        asked.append(details[2])

    event.listen(Engine, "before_cursor_execute", listen)
    try:
        screen.read()
        for name in ("Samir", "Karin"):
            _edit(screen, name)
            _press(screen, "Bewaar")
        _press(screen, "Nieuw wachtwoord")
        _press(screen, "Ja, maak nieuw")
        _press(screen, "Sluit de deur")
        _press(screen, "Ja, sluit de deur")
    finally:
        event.remove(Engine, "before_cursor_execute", listen)
    named = {
        table
        for text in asked
        for table in metadata.tables
        if re.search(rf"(FROM|JOIN|INTO|UPDATE) {table}\b", text)
    }
    assert not everybody(engine)[screen.members[-1].code].is_open
    assert "person" in named
    assert named <= OURS


def test_new_cards_for_a_whole_list(screen: PeopleScreen, engine: Engine) -> None:
    """Everybody in the filtered list gets a new card, except the beheerder who asks."""
    let_in(engine, *[Newcomer(role=Role.PARTICIPANT, department="Groen")] * 3)
    screen.read()
    _press(screen, "Nieuwe kaarten voor deze 5 mensen")
    _press(screen, "Ja, maak nieuw")

    assert "Weet u het zeker?" not in _words(screen)
    assert "Kaarten om te printen: 5" in _words(screen)
    assert screen.desk.by not in screen.cards._cards
    screen.sure._go_on()  # a yes is used up: a second press does nothing
    assert len(screen.cards._cards) == 5
    kept = {code: card.secret for code, card in screen.cards._cards.items()}
    with reading(engine) as connection:
        opened = [person_with_key(connection, one) for one in kept.values() if one]
    assert len([one for one in opened if one]) == 4
