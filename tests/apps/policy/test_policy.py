"""The projectmanager's page: counts of the own organisation, and nothing about anybody."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, delete, select, update

from tests.organisation import Organisation, make
from wpo.apps.policy.numbers import Numbers, guarded
from wpo.apps.policy.page import page, show
from wpo.apps.visit import Visit
from wpo.catalogue.loading import Catalogue
from wpo.model.months import closed_months
from wpo.model.people import Person, Role
from wpo.stats.guarding import Mark
from wpo.store import tables
from wpo.store.database import open_database, reading, writing
from wpo.store.monthly import counts_of

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
WHAT = Organisation()
OTHER = Organisation(code="ander", label="Ander Werk", n_participants=9, seed=2, share_active=1.0)


@pytest.fixture(scope="module")
def made() -> Iterator[Engine]:
    """Two made-up organisations in one database."""
    engine = open_database("sqlite://")
    make(engine, WHAT)
    make(engine, OTHER)
    yield engine
    engine.dispose()


def visit(
    catalogue: Catalogue,
    engine: Engine,
    what: Organisation = WHAT,
    at: datetime = NOW,
    **query: str,
) -> Visit:
    """Return a look at the page by the projectmanager of an organisation."""
    person = Person(code=what.project_manager, organisation=what.code, role=Role.PROJECT_MANAGER)
    return Visit(catalogue=catalogue, engine=engine, person=person, now=at, query=query)


def test_the_message_comes_first(catalogue: Catalogue, made: Engine) -> None:
    """The first sentence says how many people took part in the last month that is over."""
    title, body = page(visit(catalogue, made))
    first = re.search(r"<p[^>]*>(.*?)</p>", body)

    assert title == "Overzicht voor beleid"
    assert first
    assert re.match(r"In oktober 2026 deden minstens \d+ mensen mee\.", first[1])
    assert re.findall(r"<h2>(.*?)</h2>", body)[:4] == [
        "Meedoen",
        "Vooruitgaan",
        "Aanpassen",
        "Herhalen",
    ]


@pytest.mark.parametrize("period", ["jaar", "year", "twelve"])
def test_nothing_about_anybody(catalogue: Catalogue, made: Engine, period: str) -> None:
    """No code, no note and no way to anybody; every number of people is a multiple of five."""
    body = page(visit(catalogue, made, periode=period))[1]
    cells = re.findall(r"<td>([\d.]+)<", body)
    links = re.findall(r'href="([^"]*)"', body)

    assert "verzonnen-" not in body
    assert {int(one.replace(".", "")) % 5 for one in cells} == {0}
    assert len(cells) > 30
    assert set(links) == {"?periode=year", "?periode=twelve"}


def test_the_page_is_the_same_tomorrow(catalogue: Catalogue, made: Engine) -> None:
    """Until a month is over nothing changes, whoever does something meanwhile."""
    today = page(visit(catalogue, made, at=datetime(2026, 11, 3, 9, tzinfo=UTC)))

    assert page(visit(catalogue, made, at=datetime(2026, 11, 30, 22, tzinfo=UTC))) == today
    later = page(visit(catalogue, made, at=datetime(2026, 11, 30, 23, 1, tzinfo=UTC)))
    assert later != today


def test_a_small_organisation_has_nothing_to_show(catalogue: Catalogue, made: Engine) -> None:
    """Below ten participants the page says so kindly, and holds no number of people."""
    body = page(visit(catalogue, made, OTHER))[1]

    assert "Er is nog te weinig om te laten zien" in body
    assert "<table" not in body
    assert "minstens 5 van hen" in body


def test_a_new_organisation_has_nothing_to_show(catalogue: Catalogue, made: Engine) -> None:
    """Before the first month with five people the same is said."""
    before = datetime(2026, 3, 1, tzinfo=UTC)

    assert "<table" not in page(visit(catalogue, made, at=before))[1]


def test_only_the_own_organisation(catalogue: Catalogue, made: Engine) -> None:
    """What another organisation does changes nothing, whatever the address asks."""
    body = page(visit(catalogue, made))[1]
    asked = page(visit(catalogue, made, organisation="ander", periode="year"))[1]

    assert asked == body
    assert "Verzonnen Werk" in body
    assert "Ander Werk" not in body


def test_nobody_else_sees_the_page(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A participant, a coach or somebody unknown is refused, whoever started the kernel."""
    monkeypatch.setenv("WPO_DATABASE", f"sqlite:///{tmp_path}/wpo.sqlite")
    engine = open_database(f"sqlite:///{tmp_path}/wpo.sqlite")
    make(engine, replace(WHAT, n_participants=2))
    for code in (WHAT.participant(0), WHAT.coach, "niemand"):
        monkeypatch.setenv("WPO_PERSON", code)
        with pytest.raises(PermissionError):
            show()
    engine.dispose()


def test_one_person_more_or_less_is_not_seen(made: Engine) -> None:
    """Without any one participant, no number on the page moves by anything but a step of five."""
    months = closed_months(NOW)
    with reading(made) as connection:
        all_of_them = guarded(counts_of(connection, WHAT.code, months))
        people = connection.scalars(
            select(tables.floor_event.c.person)
            .where(tables.floor_event.c.organisation == WHAT.code)
            .distinct()
            .order_by(tables.floor_event.c.person)
        ).all()
    for code in people[:3]:
        fewer = _without(made, code)
        for name in all_of_them.cells.keys() & fewer.cells.keys():
            before, after = all_of_them.cells[name], fewer.cells[name]
            if {before.mark, after.mark} == {Mark.SHOWN}:
                assert before.low - after.low in {0, 5}


def _without(made: Engine, code: str) -> Numbers:
    with made.connect() as connection:
        for table in (tables.floor_event, tables.standing):
            connection.execute(delete(table).where(table.c.person == code))
        found = guarded(counts_of(connection, WHAT.code, closed_months(NOW)))
        connection.rollback()
    return found


def test_kept_counts_fit_on_the_page(catalogue: Catalogue) -> None:
    """Where a month was kept larger than what is left of it, the page still adds up."""
    engine = open_database("sqlite://")
    make(engine, WHAT)
    with writing(engine) as connection:
        for number, name in enumerate(("practised", "looked_back", "observed", "again")):
            connection.execute(
                tables.counted.insert().values(
                    organisation=WHAT.code,
                    month="2026-10",
                    name=name,
                    n_facts=900,
                    n_people=60 + number,
                )
            )
    body = page(visit(catalogue, engine))[1]

    assert "In oktober 2026 deden minstens 60 mensen mee" in body
    engine.dispose()


def test_a_department_with_a_strange_name(catalogue: Catalogue) -> None:
    """Names of departments are text, never HTML; a slash in one does no harm."""
    engine = open_database("sqlite://")
    make(engine, WHAT)
    with writing(engine) as connection:
        placed = tables.placement
        connection.execute(
            update(placed)
            .where(placed.c.department == "Inpak")
            .values(department="In/pak <b> & rest")
        )
    body = page(visit(catalogue, engine))[1]

    assert "In/pak &lt;b&gt; &amp; rest" in body
    engine.dispose()
