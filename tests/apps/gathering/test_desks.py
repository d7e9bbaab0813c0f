"""The desks where own words are cleared and coded, and the map of the test, without a browser."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import Engine, insert, select

from wpo.apps.gathering import coverage as map_page
from wpo.apps.gathering.clearing import Desk
from wpo.apps.gathering.clearing import page as clearing_page
from wpo.apps.gathering.coding import CodingDesk
from wpo.apps.gathering.coding import page as coding_page
from wpo.apps.visit import Visit
from wpo.catalogue.loading import Catalogue
from wpo.model.people import Person, Role
from wpo.model.pilot import PilotEvent, Remarked
from wpo.store import tables
from wpo.store.database import open_database, reading, writing
from wpo.store.people import add_person
from wpo.store.pilot import append_pilot
from wpo.store.texts_to_code import give_codes, settle, settled

NOW = datetime(2027, 2, 10, 9, 0, tzinfo=UTC)
LEADER = Person(code="leider", organisation="org", role=Role.PROJECT_LEADER)
CODERS = [Person(code=f"zoeker-{n}", organisation="org", role=Role.RESEARCHER) for n in (1, 2)]
QUOTE = "Ik <b>snap</b> dit niet"
WORDS = "Kevin hielp mij, ik was ziek. 🧑‍🦽 Bel 0612345678"


@pytest.fixture
def store(tmp_path: Any) -> Iterator[Engine]:
    """A database with one remark in own words."""
    engine = open_database(f"sqlite:///{tmp_path / 'wpo.sqlite'}")
    with writing(engine) as connection:
        for one in (LEADER, *CODERS):
            add_person(connection, one, NOW)
        event = PilotEvent(
            event_id="opmerking-1",
            occurred_at=NOW,
            person="",
            by="coach",
            as_role=Role.PARTICIPANT,
            assignment="overleggen-luisteren-1",
            source="papier",
            facts=Remarked(kind="anders", words=WORDS),
        )
        append_pilot(connection, [event], "geheim-bedrijf", NOW)
    yield engine
    engine.dispose()


def say(desk: Desk | CodingDesk, step: int | None = None, **what: Any) -> None:
    """Let the page say something, on the drawing that is there or an earlier one."""
    desk._receive(desk, {"step": desk.state["step"] if step is None else step, **what}, [])


def quotes(engine: Engine) -> list[str]:
    """Return what may be quoted."""
    with reading(engine) as connection:
        return list(connection.scalars(select(tables.cleared_text.c.words)))


def found(desk: Desk) -> list[str]:
    """Return the words that are still marked."""
    return [one["text"] for one in desk.state["parts"] if "at" in one]


def test_clear_step_by_step(store: Engine, catalogue: Catalogue) -> None:
    """Hard findings are replaced, soft ones looked at, and then a text may be quoted."""
    desk = Desk(store, catalogue, LEADER.code)
    assert found(desk) == ["Kevin", "ziek", "0612345678"]
    say(desk, do="quote")
    assert quotes(store) == []
    say(desk, do="take_out", at=0, mask="")
    say(desk, do="take_out", at=1, mask="[weg]")
    assert found(desk) == ["ziek"]
    say(desk, do="leave", at=0)
    say(desk, do="quote")

    assert quotes(store) == ["[naam] hielp mij, ik was ziek. 🧑‍🦽 Bel [weg]"]
    assert desk.state["empty"]


def test_a_hard_one_cannot_be_left(store: Engine, catalogue: Catalogue) -> None:
    """Whatever the page sends, a name stays marked and the text is not kept."""
    desk = Desk(store, catalogue, LEADER.code)
    for what in ({"do": "leave", "at": 0}, {"do": "leave", "at": 99}, {"do": "quote"}, {"do": "?"}):
        say(desk, **what)

    assert found(desk)[0] == "Kevin"
    assert quotes(store) == []


def test_a_second_tap_is_stale(store: Engine, catalogue: Catalogue) -> None:
    """A double tap, and another tab, decide nothing twice."""
    desk, other = (Desk(store, catalogue, LEADER.code) for _ in range(2))
    step = desk.state["step"]
    say(desk, step, do="keep_back")
    say(desk, step, do="keep_back")
    say(other, do="keep_back")

    assert quotes(store) == [""]
    assert other.state["told"] == catalogue.staff["clear_told_gone"]
    say(desk, do="undo")
    assert quotes(store) == []
    assert found(desk)[0] == "Kevin"


def test_nothing_on_the_page_tells_who(store: Engine, catalogue: Catalogue) -> None:
    """Neither the organisation nor the one who told it goes to the browser."""
    desk = Desk(store, catalogue, LEADER.code)

    assert "geheim-bedrijf" not in str(desk.state)
    assert "opmerking-1" not in str(desk.state)


def test_whoever_is_no_longer_projectleider(store: Engine, catalogue: Catalogue) -> None:
    """A page that was left open shows and keeps nothing after the role changed."""
    desk = Desk(store, catalogue, LEADER.code)
    with writing(store) as connection:
        connection.execute(tables.person.update().values(role="coach"))
    say(desk, do="keep_back")

    assert quotes(store) == []
    assert desk.state["parts"] == []
    assert desk.state["told"] == catalogue.staff["clear_refused"]


def _to_be_coded(store: Engine, n: int = 1) -> None:
    """Clear so many texts."""
    with writing(store) as connection:
        for k in range(n):
            cleared = {"event_id": "opmerking-1", "item": f"open{k}" if k else ""}
            words = f"{QUOTE} {k + 1}" if k else QUOTE
            cleared |= {"words": words, "cleared_by": "leider"}
            connection.execute(insert(tables.cleared_text).values(**cleared, cleared_at=NOW))


def test_two_coders(store: Engine, catalogue: Catalogue) -> None:
    """Each gives codes once; what they did differently is shown when both are done."""
    _to_be_coded(store)
    one, two = (CodingDesk(store, catalogue, coder.code) for coder in CODERS)
    say(one, do="save", codes=[])
    assert one.state["told"] == catalogue.staff["coding_nothing"]
    step = one.state["step"]
    say(one, step, do="save", codes=["woord", "bestaat-niet"])
    say(one, step, do="save", codes=["goed"])
    assert one.state["empty"]
    assert "Woord is moeilijk" not in CodingDesk(store, catalogue, "zoeker-2").state["agreement"]
    say(two, do="save", codes=["tekst"])

    assert "&lt;b&gt;snap" in two.state["agreement"]
    assert "Woord is moeilijk" in two.state["agreement"]
    assert "0 van 1" in two.state["agreement"]


def test_two_coders_settle(store: Engine, catalogue: Catalogue) -> None:
    """What two coded differently comes back to settle, once; what each gave first stays counted."""
    _to_be_coded(store)
    one, two = (CodingDesk(store, catalogue, coder.code) for coder in CODERS)
    say(one, do="save", codes=["woord"])
    say(two, do="save", codes=["tekst"])
    assert "koos: Woord is moeilijk" in two.state["settle"]
    assert not two.state["empty"]
    say(two, do="later")
    assert two.state["words"] == QUOTE  # there is no other
    say(two, do="save", codes=[])
    assert two.state["told"] == catalogue.staff["coding_nothing"]
    late = CodingDesk(store, catalogue, "zoeker-1")
    say(two, do="save", codes=["woord"])
    say(late, do="save", codes=["goed"])

    assert (two.state["empty"], late.state["empty"]) == (True, True)
    assert late.state["told"] == catalogue.staff["coding_told_before"]
    assert "0 van 1" in late.state["agreement"]
    with reading(store) as connection:
        assert list(settled(connection, "zoeker-1").values()) == [{"woord"}]


def test_settling_waits_for_two(store: Engine) -> None:
    """Of what one coder coded nothing can be settled: it would be one's own code twice."""
    _to_be_coded(store)
    key = ("opmerking-1", "")
    with writing(store) as connection:
        assert give_codes(connection, "zoeker-1", key, ["woord"], NOW)

        assert not settle(connection, "zoeker-2", key, ["woord"], NOW)
        assert settled(connection, "zoeker-2") == {}


def test_put_off_comes_last(store: Engine, catalogue: Catalogue) -> None:
    """Of two texts to settle the one that was put off comes after the other."""
    _to_be_coded(store, 2)
    one, two = (CodingDesk(store, catalogue, coder.code) for coder in CODERS)
    for desk, code in ((one, "woord"), (two, "tekst")):
        for _ in range(2):
            say(desk, do="save", codes=[code])
    first = two.state["words"]
    say(two, do="later")
    second = two.state["words"]
    say(two, do="later")

    assert {first, second} == {QUOTE, f"{QUOTE} 2"}
    assert two.state["words"] == first


@pytest.mark.parametrize("page", [clearing_page, coding_page])
def test_others_see_nothing(
    store: Engine, catalogue: Catalogue, page: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody, and somebody of another role, gets a line that says for whom it is."""
    monkeypatch.setenv("WPO_DATABASE", str(store.url))
    wrong = CODERS[0] if page is clearing_page else LEADER

    assert page(catalogue, None).value == f"<p>{catalogue.staff['only_on_server']}</p>"
    assert WORDS not in page(catalogue, wrong.code).value


def test_the_map(store: Engine, catalogue: Catalogue) -> None:
    """48 rows of seven in bands, with words for who hears it, and no exact number."""
    test = next(one for one in catalogue.test_plan.tests if one.first_week == 1)
    row = {
        "name": "answered",
        "version": 1,
        "occurred_at": NOW,
        "received_at": NOW,
        "organisation": test.organisation,
        "assignment": test.assignment,
        "content_hash": "h",
        "attempt": "poging",
        "after": "",
        "facts": {},
    }
    with writing(store) as connection:
        rows = [row | {"event_id": f"antwoord-{n}", "person": f"mens-{n}"} for n in range(7)]
        connection.execute(insert(tables.event), rows)
    visit = Visit(catalogue=catalogue, engine=store, person=LEADER, now=NOW, query={})
    _, body = map_page.page(visit)

    assert body.count('<th scope="row">') >= 48
    assert body.count('class="unseen"') == 7 * 48
    assert '<b aria-hidden="true">5+</b><span class="unseen">5+ deelnemers. Was in week 1' in body
    assert "Nog 5 nodig" in body
    assert "Dit is week 5 van 14." in body
    assert "mens-" not in body
