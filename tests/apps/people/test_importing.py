"""A whole list is let in: every row is judged first, and the same list twice makes nobody twice."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from tests.apps.people.sheets import csv
from tests.apps.people.staffing import LATER, desk, everybody, guided, let_in, staff
from tests.store.making import NOW
from wpo.apps.people import access, membership
from wpo.apps.people.desk import Desk
from wpo.apps.people.importing import Plan, carry_out, read_people
from wpo.apps.people.judging import Fate
from wpo.apps.people.membership import Newcomer
from wpo.cli import main
from wpo.errors import SetupError
from wpo.model.people import Role
from wpo.store.database import open_database


@pytest.fixture
def engine() -> Engine:
    """A database in memory."""
    return open_database("sqlite://")


def _plan(engine: Engine, *rows: Sequence[str], by: str = "") -> Plan:
    here = Desk(engine=engine, organisation="werkbedrijf", by=by)
    full = [(*row, *[""] * (6 - len(row))) for row in rows]
    return read_people(here, csv(*full), "lijst.csv", LATER)


def _told(plan: Plan) -> list[tuple[int, str, str]]:
    return [(one.number, each.field, each.text) for one in plan.rows for each in one.problems]


def _fates(plan: Plan) -> list[Fate]:
    return [one.fate for one in plan.rows]


def test_a_whole_list(engine: Engine) -> None:
    """Trainers and participants of one file come in at once, with who guides whom."""
    staff(engine, "wim.p", first_name="Wim")
    plan = _plan(
        engine,
        ("Samir", "deelnemer", "Groen", "karin.g", "Ron"),
        ("Karin", "Werkplekopleider", "Groen", "", "", "Karin.G"),
        ("Ron", "assistent", "Groen", "", "", "ron.g"),
        ("Mo", "deelnemer", "groen", "Karin; Wim"),
        ("Ali", "deelnemer", "", "karin.g, ron.g"),
    )
    assert _told(plan) == []
    assert [one.trainers for one in plan.rows][3] == ("Karin", "Wim")
    cards = carry_out(desk(engine), plan, now=LATER)
    members = everybody(engine)
    called = {one.first_name: one for one in members.values()}

    assert [one.first_name for one in cards] == ["Samir", "Karin", "Ron", "Mo", "Ali"]
    assert [bool(one.secret) for one in cards] == [True, False, False, True, True]
    assert [bool(one.password) for one in cards] == [False, True, True, False, False]

    def guides(name: str) -> list[tuple[str, bool]]:
        return [(members[code].first_name, also) for code, also in called[name].trainers]

    assert guides("Samir") == [("Karin", False), ("Ron", True)]
    assert guides("Mo") == [("Karin", False), ("Wim", False)]
    assert guides("Ali") == [("Karin", False), ("Ron", True)]
    assert called["Mo"].department == "Groen"  # one spelling of a department


def test_the_same_list_again(engine: Engine) -> None:
    """Whoever is here already is said to be so, and is neither made again nor changed."""
    rows = [
        ("Samir", "deelnemer", "Groen", "karin"),
        ("Karin", "werkplekopleider", "Groen", "", "", "karin"),
    ]
    carry_out(desk(engine), _plan(engine, *rows), now=LATER)
    before = everybody(engine)
    again = _plan(engine, ("SAMIR", "Deelnemer", " groen ", ""), rows[1], ("Mo", "deelnemer"))

    assert _fates(again) == [Fate.HERE, Fate.HERE, Fate.NEW]
    assert {one.code for one in again.rows if one.code} == set(before)
    assert len(carry_out(desk(engine), again, now=LATER)) == 1
    after = everybody(engine)
    assert {code: after[code] for code in before} == before
    assert carry_out(desk(engine), _plan(engine, *rows), now=LATER) == ()


def test_the_same_name_elsewhere(engine: Engine) -> None:
    """Another department, role or organisation is another person."""
    carry_out(desk(engine), _plan(engine, ("Mo", "deelnemer", "Groen")), now=LATER)
    let_in(
        engine,
        Newcomer(role=Role.PARTICIPANT, first_name="Ali", department="Groen"),
        organisation="elders",
    )
    plan = _plan(
        engine,
        ("Mo", "deelnemer", "Wasserij"),
        ("Mo", "coach", "Groen", "", "", "mo.k"),
        ("Ali", "deelnemer", "Groen"),
    )
    assert _fates(plan) == [Fate.NEW] * 3


@pytest.mark.parametrize(
    ("row", "field", "said"),
    [
        (("", "deelnemer"), "voornaam", "Is leeg"),
        (("Jan de Vries", "deelnemer"), "voornaam", "alleen de voornaam"),
        (("=cmd|' /C calc'!A0", "deelnemer"), "voornaam", "staat een formule"),
        (("@SUM(1)", "deelnemer"), "voornaam", "geen voornaam"),
        (("Mo", "baas"), "rol", "Kies: deelnemer, werkplekopleider"),
        (("Mo", ""), "rol", "geen rol"),
        (("Mo", "=A1"), "rol", "staat een formule"),
        (("Mo", "deelnemer", "+1"), "afdeling", "begin met een letter"),
        (("Mo", "deelnemer", "x" * 61), "afdeling", "hooguit 60"),
        (("Mo", "deelnemer", "", "Piet"), "begeleider", "geen werkplekopleider 'Piet'"),
        (("Mo", "deelnemer", "", "Ron"), "begeleider", "2 werkplekopleiders heten 'Ron'"),
        (("Mo", "deelnemer", "", "ron.a; ron.a, ron.b", "ron.b"), "assistent", "twee keer"),
        (("Mo", "deelnemer", "", "rachid"), "begeleider", "geen werkplekopleider 'rachid'"),
        (("Mo", "deelnemer", "", "", "ja"), "assistent", "wie de assistent is"),
        (("Mo", "deelnemer", "", "", "", "mo"), "gebruikersnaam", "komt binnen met een kaart"),
        (("Mo", "coach"), "gebruikersnaam", "Is leeg"),
        (("Mo", "coach", "", "", "", "m o"), "gebruikersnaam", "geen gebruikersnaam"),
        (("Mo", "coach", "", "", "", "ron.a"), "gebruikersnaam", "heeft al iemand"),
        (("Mo", "coach", "", "ron.a", "", "mo"), "begeleider", "Alleen een deelnemer"),
        (("Mo", "coach", "", "", "ja", "mo"), "assistent", "hier niets"),
        (("Mo", "werkplekopleider", "", "", "misschien", "mo"), "assistent", "ja of nee"),
    ],
)
def test_what_is_wrong_with_a_row(
    engine: Engine, row: tuple[str, ...], field: str, said: str
) -> None:
    """Each mistake is told with its row and field and what to do, once, and the row is refused."""
    for name in ("ron.a", "ron.b"):
        staff(engine, name, first_name="Ron")
    staff(engine, "rachid", Role.COACH, first_name="rachid")
    plan = _plan(engine, ("Ali", "deelnemer"), row)

    assert [(number, told) for number, told, _ in _told(plan)] == [(3, field)]
    assert said in _told(plan)[0][2]
    assert _fates(plan) == [Fate.NEW, Fate.REFUSED]


def test_all_mistakes_at_once(engine: Engine) -> None:
    """A row tells everything that is wrong with it."""
    plan = _plan(engine, ("4", "baas", "-", "", "", "x"))

    assert {field for _, field, _ in _told(plan)} == {
        "voornaam",
        "rol",
        "afdeling",
        "gebruikersnaam",
    }


def test_the_same_person_twice_in_a_list(engine: Engine) -> None:
    """The second of two rows that say the same is refused, with the number of the first."""
    plan = _plan(
        engine,
        ("Mo", "deelnemer", "Groen"),
        ("mo", "deelnemer", "groen"),
        ("Ron", "werkplekopleider", "Groen", "", "", "ron"),
        ("Ron", "werkplekopleider", "Groen", "", "", "ron.b"),
        ("Piet", "coach", "", "", "", "RON"),
    )
    assert _fates(plan) == [Fate.NEW, Fate.REFUSED, Fate.NEW, Fate.NEW, Fate.REFUSED]
    assert "rij 2" in _told(plan)[0][2]
    assert "rij 4" in _told(plan)[1][2]


def test_a_trainer_who_cannot_be_made(engine: Engine) -> None:
    """Whoever would be guided by a refused row is refused too, and told why."""
    plan = _plan(
        engine, ("Mo", "deelnemer", "", "Karin"), ("Karin", "werkplekopleider", "", "", "", "k k")
    )
    assert _fates(plan) == [Fate.REFUSED] * 2
    assert "De rij van Karin (rij 3) kan niet." in _told(plan)[0][2]


def test_who_was_closed(engine: Engine) -> None:
    """Somebody who was closed is not made again; the row says to open the door."""
    code = guided(engine, first_name="Mo", department="Groen")
    access.close(desk(engine), code, now=LATER)
    plan = _plan(engine, ("Mo", "deelnemer", "Groen"))

    assert code in _told(plan)[0][2]
    assert "Heropen" in _told(plan)[0][2]


def test_a_part_only_after_a_yes(engine: Engine) -> None:
    """A list of which a part is refused does nothing until somebody says yes to the rest."""
    rows = (("Mo", "deelnemer"), ("Ali", "baas"))
    plan = _plan(engine, *rows)
    with pytest.raises(SetupError, match="Zeg eerst ja"):
        carry_out(desk(engine), plan, now=LATER)

    assert everybody(engine) == {}
    assert len(carry_out(desk(engine), plan, now=LATER, also_partly=True)) == 1
    private = read_people(
        desk(engine), csv(("Bo", "deelnemer", "1"), header=("voornaam", "rol", "BSN")), "l", LATER
    )
    with pytest.raises(SetupError, match="Zeg eerst ja"):
        carry_out(desk(engine), private, now=LATER)


def test_something_changed_meanwhile(engine: Engine) -> None:
    """Where people changed between looking and doing, nothing is done."""
    karin = staff(engine, "karin", first_name="Karin")
    plan = _plan(engine, ("Mo", "deelnemer", "", "Karin"))
    access.close(desk(engine), karin, now=NOW)
    with pytest.raises(SetupError, match="intussen"):
        carry_out(desk(engine), plan, now=LATER)

    assert list(everybody(engine)) == [karin]


def test_a_plan_of_another_organisation(engine: Engine) -> None:
    """A plan that was made here guides nobody elsewhere."""
    staff(engine, "karin", first_name="Karin")
    plan = _plan(engine, ("Mo", "deelnemer", "", "Karin"))
    with pytest.raises(SetupError, match="intussen"):
        carry_out(desk(engine, "elders"), plan, now=LATER)

    assert everybody(engine, "elders") == {}


def test_a_beheerder_lets_in_whom_a_beheerder_may(engine: Engine) -> None:
    """Roles beyond a beheerder are refused in a list, and told whom to ask."""
    sanne = staff(engine, "sanne", Role.ADMINISTRATOR)
    row = ("Erik", "projectleider", "", "", "", "erik")

    assert _fates(_plan(engine, row)) == [Fate.NEW]
    assert "alle organisaties" in _told(_plan(engine, row, by=sanne))[0][2]
    membership.give_role(desk(engine), sanne, Role.COACH, now=NOW)
    with pytest.raises(SetupError, match="geen beheerder"):
        _plan(engine, row, by=sanne)


NAMES = st.sampled_from(["Mo", "Ali", "mo", "Zoë", "Jan de Vries", ""])
ROWS = st.lists(
    st.tuples(
        NAMES,
        st.sampled_from(["deelnemer", "werkplekopleider", "coach", "baas"]),
        st.sampled_from(["Groen", "groen", "", "=x"]),
        st.sampled_from(["", "t1", "Mo", "t2; Ali"]),
        st.just(""),
        st.sampled_from(["", "t1", "t2"]),
    ),
    min_size=1,
    max_size=6,
)


@settings(deadline=None, max_examples=60)  # argon2 is slow on purpose
@given(rows=ROWS)
def test_any_list_twice(rows: list[tuple[str, ...]]) -> None:
    """Whatever a list says, a second time nobody is new, and refused stays refused or is here."""
    engine = open_database("sqlite://")
    first = _plan(engine, *rows)
    made = carry_out(desk(engine), first, now=LATER, also_partly=True)
    second = _plan(engine, *rows)
    members = everybody(engine)
    engine.dispose()

    assert len(made) == first.count(Fate.NEW) == len(members)
    for before, after in zip(first.rows, second.rows, strict=True):
        if before.fate is Fate.NEW:
            assert after.fate is Fate.HERE
    assert not {one.code for one in second.rows if one.code} - set(members)


def test_from_the_command_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One looks first, is refused without a yes, and gets a PDF with the cards after it."""
    monkeypatch.setenv("WPO_DATA", str(tmp_path))
    monkeypatch.delenv("WPO_DATABASE", raising=False)
    source, cards = tmp_path / "lijst.csv", tmp_path / "kaarten.pdf"
    source.write_bytes(csv(("Mo", "deelnemer", "Groen"), ("Ali", "baas", "")))
    words = ["people", "import", str(source), "--organisation", "werk"]
    words += ["--address", "https://wpo.example", str(cards)]
    look = CliRunner().invoke(main, [*words, "--look"])

    assert "lijst.csv:3: rol: 'baas' is geen rol." in look.output
    assert "1 nieuw, 0 bestaat al, 1 kan niet" in look.output
    assert "zeg ja" in str(CliRunner().invoke(main, words).exception)
    assert not cards.exists()
    done = CliRunner().invoke(main, [*words, "--partly"])
    assert done.exit_code == 0, done.exception
    assert cards.read_bytes().startswith(b"%PDF")
    assert "Mo" in CliRunner().invoke(main, ["people", "list", "--names"]).output
