"""Who may come in: people are made, named, placed, guided and moved, and doors close and open."""

import re
import stat
from collections.abc import Callable, Sequence
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, func, select

from tests.apps.people.staffing import LATER, desk, everybody, guided, let_in, participants, staff
from tests.running import Running
from tests.store.making import NOW
from wpo.apps.people import access, membership
from wpo.apps.people.cards import Card, later, printed, safe_address
from wpo.apps.people.desk import Desk
from wpo.apps.people.membership import MOST_AT_ONCE, Newcomer, admit
from wpo.apps.people.roster import selected
from wpo.cli import main
from wpo.errors import SetupError, UnknownPerson, WpoError
from wpo.model.people import LETS_IN, Role
from wpo.store import tables
from wpo.store.accounts import account_named, try_password
from wpo.store.database import open_database, reading, writing
from wpo.store.people import person_with_key
from wpo.store.placement import departments_in
from wpo.store.roles import roles_before
from wpo.store.sessions import open_session, visit_with

ADDRESS = "https://wpo.werkbedrijf.example"


def _opens(engine: Engine, card: Card) -> bool:
    with reading(engine) as connection:
        return person_with_key(connection, card.secret) == card.person


def _logs_in(engine: Engine, card: Card) -> bool:
    return try_password(engine, card.user_name, card.password, LATER) is not None


def test_a_card_each(engine: Engine) -> None:
    """Everybody gets a code and a card of their own, and each card opens its own door."""
    cards = participants(engine, 12)

    assert len({one.person.code for one in cards}) == 12
    assert len({one.secret for one in cards}) == 12
    assert all(_opens(engine, one) for one in cards)
    assert all(re.fullmatch(r"[a-hj-km-np-z2-9]{8}", one.person.code) for one in cards)


def test_staff_come_in_with_a_password(engine: Engine) -> None:
    """A member of staff gets a user name and a password to begin with, and no square."""
    (card,) = let_in(engine, Newcomer(role=Role.COACH, user_name="Rachid.K"))

    assert (card.user_name, card.secret) == ("rachid.k", "")
    assert _logs_in(engine, card)
    with reading(engine) as connection:
        account = account_named(connection, "rachid.k")
    assert account is not None
    assert account.must_change


def test_who_logs_in_at_the_company_gets_no_password(engine: Engine) -> None:
    """With the company's own login there is an account, and no password opens it."""
    (card,) = let_in(engine, Newcomer(role=Role.COACH, user_name="rachid", own_login=True))

    assert card.password == ""
    assert not _logs_in(engine, card)
    with pytest.raises(SetupError, match="via het bedrijf"):
        access.renew(desk(engine), [card.person.code], now=LATER, hand_out=later)


@pytest.mark.parametrize(
    ("newcomer", "said"),
    [
        (Newcomer(role=Role.COACH), "Geef een gebruikersnaam"),
        (Newcomer(role=Role.PARTICIPANT, user_name="samir"), "geen gebruikersnaam, maar een kaart"),
        (Newcomer(role=Role.COACH, user_name="r k"), "zonder spaties"),
        (Newcomer(role=Role.PARTICIPANT, first_name="Jan de Vries"), "achternaam"),
        (Newcomer(role=Role.PARTICIPANT, first_name="=cmd|' /C calc'!A0"), "geen voornaam"),
        (Newcomer(role=Role.PARTICIPANT, first_name="Mo2"), "geen voornaam"),
        (Newcomer(role=Role.PARTICIPANT, first_name="<b>Mo</b>"), "geen voornaam"),
        (Newcomer(role=Role.PARTICIPANT, first_name="M\u202eo"), "geen voornaam"),
        (Newcomer(role=Role.PARTICIPANT, first_name="x" * 41), "hooguit 40"),
        (Newcomer(role=Role.PARTICIPANT, first_name="-"), "geen letter"),
        (Newcomer(role=Role.PARTICIPANT, department="=1+1"), "begin met een letter"),
        (Newcomer(role=Role.PARTICIPANT, department="a\x00b"), "leesbare tekens"),
    ],
)
def test_who_cannot_be_made(newcomer: Newcomer, said: str) -> None:
    """What is no name, place or way in is told, and then nobody of the whole lot is made."""
    engine = open_database("sqlite://")
    with pytest.raises(SetupError, match=said):
        admit(desk(engine), [Newcomer(role=Role.PARTICIPANT), newcomer], now=NOW, hand_out=later)

    assert everybody(engine) == {}


@pytest.mark.parametrize(
    "name", ["Şükrü", "Anne-Marie", "D'Angelo", "李美", "محمد", "Mo B.", "Zoë"]
)
def test_names_of_everywhere(name: str) -> None:
    """A first name may be of any language, and is kept as it was written."""
    engine = open_database("sqlite://")
    (card,) = let_in(engine, Newcomer(role=Role.PARTICIPANT, first_name=f" {name} "))

    assert everybody(engine)[card.person.code].first_name == name


def test_a_lost_card(engine: Engine) -> None:
    """A new card closes the old one and every session it opened, and nobody else's."""
    lost, other = participants(engine, 2)
    with writing(engine) as connection:
        session = open_session(connection, lost.person.code, NOW, shared=False)
    (fresh,) = access.renew(desk(engine), [lost.person.code], now=LATER, hand_out=later)

    assert not _opens(engine, lost)
    assert _opens(engine, fresh)
    assert _opens(engine, other)
    with reading(engine) as connection:
        assert visit_with(connection, session, LATER) is None


def test_a_lost_password(engine: Engine) -> None:
    """A new start password works, and the one before does not."""
    (old,) = let_in(engine, Newcomer(role=Role.COACH, user_name="rachid", first_name="Rachid"))
    (new,) = access.renew(desk(engine), [old.person.code], now=LATER, hand_out=later)

    assert not _logs_in(engine, old)
    assert _logs_in(engine, new)
    assert (new.user_name, new.first_name) == ("rachid", "Rachid")


def test_closing_and_opening_again(engine: Engine) -> None:
    """Closing ends card, sessions, guidance and place; opening gives a new card; both are kept."""
    trainer = staff(engine, "karin", first_name="Karin")
    code = guided(engine, trainer, first_name="Samir", department="Groen")
    with writing(engine) as connection:
        session = open_session(connection, code, NOW, shared=False)
    for _ in range(2):
        assert access.close(desk(engine), code, now=LATER) == ()
    one = everybody(engine)[code]

    assert not one.is_open
    assert (one.first_name, one.department, one.trainers) == ("Samir", "Groen", ())
    with reading(engine) as connection:
        assert visit_with(connection, session, LATER) is None
        assert departments_in(connection, "werkbedrijf") == {}
    with pytest.raises(SetupError, match="gesloten"):
        access.renew(desk(engine), [code], now=LATER, hand_out=later)
    card = access.reopen(desk(engine), code, now=LATER, hand_out=later, department="Wasserij")
    assert _opens(engine, card)
    assert card.first_name == "Samir"
    assert everybody(engine)[code].department == "Wasserij"
    with pytest.raises(SetupError, match="is open"):
        access.reopen(desk(engine), code, now=LATER, hand_out=later)
    with reading(engine) as connection:
        n_places = connection.scalar(select(func.count()).select_from(tables.placement))
        n_guided = connection.scalar(select(func.count()).select_from(tables.guidance))
    assert (n_places, n_guided) == (2, 1)


def test_who_is_left_alone(engine: Engine) -> None:
    """Closing a trainer tells which participants nobody guides now; an assistant is not enough."""
    karin, ron = staff(engine, "karin"), staff(engine, "ron")
    alone = guided(engine, karin, assistants=[ron])
    guided(engine, karin, ron)

    assert access.close(desk(engine), karin, now=LATER) == (alone,)
    assert not everybody(engine)[karin].is_open
    with pytest.raises(SetupError, match="gebruikersnaam"):
        access.reopen(desk(engine), karin, now=LATER, hand_out=later)


def test_several_guides(engine: Engine) -> None:
    """Several people guide one participant, and what changes keeps its history."""
    karin, ron, wim = (staff(engine, one) for one in ("karin", "ron", "wim"))
    code = guided(engine, karin, assistants=[ron])
    membership.guide_by(desk(engine), code, karin, now=LATER)  # as it was: nothing happens
    membership.guide_by(desk(engine), code, ron, now=LATER)  # no assistant any more
    membership.guide_by_these(desk(engine), code, {ron: False, wim: True}, now=LATER)
    membership.unguide_by(desk(engine), code, wim, now=LATER)

    assert everybody(engine)[code].trainers == ((ron, False),)
    with reading(engine) as connection:
        rows = connection.execute(select(tables.guidance).order_by(tables.guidance.c.number)).all()
    assert [(one.trainer, one.assistant, one.until_at is None) for one in rows] == [
        (karin, False, False),
        (ron, True, False),
        (ron, False, True),
        (wim, True, False),
    ]


def test_moving(engine: Engine) -> None:
    """Somebody moves to another department, once, and the one before keeps its dates."""
    code = guided(engine, department="Groen")
    for _ in range(2):
        membership.move(desk(engine), code, " Wasserij ", now=LATER)
    with reading(engine) as connection:
        rows = connection.execute(select(tables.placement).order_by(tables.placement.c.number))
        places = [(one.department, one.until_at is None) for one in rows]

    assert places == [("Groen", False), ("Wasserij", True)]


def test_another_role(engine: Engine) -> None:
    """Staff change roles, with what they were before; whom they guided ends, and so do sessions."""
    karin = staff(engine, "karin")
    code = guided(engine, karin)
    with writing(engine) as connection:
        session = open_session(connection, karin, NOW, shared=False)
    for _ in range(2):
        membership.give_role(desk(engine), karin, Role.COACH, now=LATER)

    assert everybody(engine)[karin].role is Role.COACH
    assert everybody(engine)[code].trainers == ()
    with reading(engine) as connection:
        assert visit_with(connection, session, LATER) is None
        assert [role for role, _ in roles_before(connection, karin)] == ["werkplekopleider"]
    for one, role in ((code, Role.COACH), (karin, Role.PARTICIPANT)):
        with pytest.raises(SetupError, match="geen andere rol"):
            membership.give_role(desk(engine), one, role, now=LATER)


def test_only_the_own_organisation(engine: Engine) -> None:
    """Whoever is of another organisation is nobody here, whatever is asked."""
    theirs = staff(engine, "karin")
    (card,) = participants(engine, 1, "elders")
    away, code = desk(engine, "elders"), card.person.code
    attempts: list[Callable[[], object]] = [
        lambda: membership.rename(away, theirs, "Mo"),
        lambda: membership.move(away, theirs, "Groen", now=LATER),
        lambda: membership.guide_by(away, code, theirs, now=LATER),
        lambda: membership.unguide_by(away, theirs, theirs, now=LATER),
        lambda: membership.guide_by_these(away, code, {theirs: False}, now=LATER),
        lambda: membership.give_role(away, theirs, Role.COACH, now=LATER),
        lambda: access.renew(away, [theirs], now=LATER, hand_out=later),
        lambda: access.close(away, theirs, now=LATER),
        lambda: access.reopen(away, theirs, now=LATER, hand_out=later, user_name="x1"),
        lambda: access.ask_picture(away, theirs, True),
        lambda: access.choose_pictures_anew(away, theirs, now=LATER),
        lambda: access.drop_second_step(away, theirs, now=LATER),
        lambda: access.try_again(away, theirs),
    ]
    before = everybody(engine)
    for attempt in attempts:
        with pytest.raises(UnknownPerson, match=repr(theirs)):
            attempt()

    assert everybody(engine) == before
    assert everybody(engine, "elders")[code].trainers == ()


def test_a_beheerder_stays_one(engine: Engine) -> None:
    """A desk is closed as soon as the beheerder is closed, or is none, or is one elsewhere."""
    sanne, coach = staff(engine, "sanne", Role.ADMINISTRATOR), staff(engine, "r1", Role.COACH)
    (card,) = participants(engine)
    mine = Desk(engine=engine, organisation="werkbedrijf", by=sanne)
    membership.rename(mine, card.person.code, "Mo")
    for by, organisation in ((coach, "werkbedrijf"), (sanne, "elders"), ("weg", "werkbedrijf")):
        with pytest.raises(SetupError, match="geen beheerder"):
            membership.call_organisation(Desk(engine=engine, organisation=organisation, by=by), "x")
    for forbidden in (
        lambda: access.close(mine, sanne, now=LATER),
        lambda: membership.give_role(mine, sanne, Role.COACH, now=LATER),
    ):
        with pytest.raises(SetupError, match="niet bij uzelf"):
            forbidden()
    access.close(desk(engine), sanne, now=LATER)
    with pytest.raises(SetupError, match="geen beheerder"):
        membership.rename(mine, card.person.code, "Ali")

    assert everybody(engine)[card.person.code].first_name == "Mo"


@pytest.mark.parametrize("role", sorted(set(Role) - LETS_IN))
def test_roles_beyond_a_beheerder(role: Role) -> None:
    """A beheerder neither makes nor opens who sees what is of every organisation."""
    engine = open_database("sqlite://")
    sanne = staff(engine, "sanne", Role.ADMINISTRATOR)
    beyond, coach = staff(engine, "erik", role), staff(engine, "rachid", Role.COACH)
    mine = Desk(engine=engine, organisation="werkbedrijf", by=sanne)
    for attempt in (
        lambda: admit(mine, [Newcomer(role=role, user_name="x1")], now=NOW, hand_out=later),
        lambda: membership.give_role(mine, coach, role, now=LATER),
        lambda: access.renew(mine, [beyond], now=LATER, hand_out=later),
        lambda: access.drop_second_step(mine, beyond, now=LATER),
    ):
        with pytest.raises(SetupError, match="alle organisaties"):
            attempt()


def test_no_card_no_person(engine: Engine) -> None:
    """Where cards cannot be handed out, nobody is made and no old card is closed."""
    (old,) = participants(engine)

    def full_disk(cards: Sequence[Card]) -> None:
        raise OSError(f"{len(cards)} kaarten passen niet")

    attempts: list[Callable[[], object]] = [
        lambda: admit(
            desk(engine), [Newcomer(role=Role.PARTICIPANT)] * 3, now=NOW, hand_out=full_disk
        ),
        lambda: access.renew(desk(engine), [old.person.code], now=LATER, hand_out=full_disk),
    ]
    for attempt in attempts:
        with pytest.raises(OSError, match="passen niet"):
            attempt()

    assert list(everybody(engine)) == [old.person.code]
    assert _opens(engine, old)


@pytest.mark.parametrize("organisation", ["", "a", "Werk Bedrijf", "x" * 42, "-ab", "wérk"])
def test_a_name_that_is_no_short_name(organisation: str) -> None:
    """An organisation is called by a short word, so that nobody types a person's name there."""
    with pytest.raises(SetupError, match="korte naam"):
        participants(open_database("sqlite://"), 1, organisation)


@pytest.mark.parametrize("number", [0, MOST_AT_ONCE + 1])
def test_how_many(number: int) -> None:
    """A slip of the finger makes no ten thousand people."""
    with pytest.raises(SetupError, match="1 tot 2000"):
        participants(open_database("sqlite://"), number)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "http://wpo.example",
        "http://localhost.evil.example",
        "https://",
        "https://a b",
        'https://x"><script>',
        "https://" + "x" * 201,
        "wpo.example",
    ],
)
def test_an_address_for_cards(address: str) -> None:
    """What stands on cards travels over TLS, or stays on this machine."""
    with pytest.raises(SetupError, match="geen veilig adres"):
        safe_address(address)
    assert safe_address("http://127.0.0.1:8866/ ") == "http://127.0.0.1:8866"


def test_names_on_cards_only_where_asked() -> None:
    """A first name is printed only by an explicit wish."""
    engine = open_database("sqlite://")
    cards = let_in(engine, Newcomer(role=Role.PARTICIPANT, first_name="Samir"))

    assert printed(cards, ADDRESS, with_names=False)[0].name == ""
    assert printed(cards, ADDRESS, with_names=True)[0].name == "Samir"
    assert printed(cards, ADDRESS, with_names=False)[0].link.startswith(f"{ADDRESS}/wpo/binnen/")


def test_finding_people() -> None:
    """A list is found back by text, role, department and whether the door is open."""
    engine = open_database("sqlite://")
    karin = staff(engine, "karin.g", first_name="Karin", department="Groen")
    samir = guided(engine, karin, first_name="Samir", department="Groen")
    code = guided(engine)
    access.close(desk(engine), code, now=LATER)
    members = tuple(everybody(engine).values())

    def found(**wishes: object) -> list[str]:
        return [one.code for one in selected(members, **wishes)]  # type: ignore[arg-type]

    assert found(text="SAM") == [samir]
    assert found(text="karin.g") == [karin]
    assert found(department="Groen", roles=[Role.TRAINER]) == [karin]
    assert found(department="") == [code]
    assert found(is_open=False) == [code]
    assert found(is_open=True) == [karin, samir]


STEPS = st.lists(
    st.tuples(st.integers(0, 6), st.integers(0, 5), st.integers(0, 5)), min_size=1, max_size=25
)


@settings(deadline=None, max_examples=60)  # each case makes a database
@given(steps=STEPS)
def test_whatever_is_done_in_whatever_order(steps: list[tuple[int, int, int]]) -> None:
    """Nobody is in two places, guided twice by one, or guided by or while behind a closed door."""
    engine = open_database("sqlite://")
    trainers = [staff(engine, f"t{n}", own_login=True) for n in range(2)]
    codes = [*trainers, *(one.person.code for one in participants(engine, 4))]
    here = desk(engine)
    for what, first, second in steps:
        one, other = codes[first], codes[second]
        actions: list[Callable[[], object]] = [
            lambda one=one, other=other: membership.guide_by(here, one, other, now=LATER),
            lambda one=one, other=other: membership.guide_by(
                here, one, other, now=LATER, assistant=True
            ),
            lambda one=one, other=other: membership.unguide_by(here, one, other, now=LATER),
            lambda one=one, n=second: membership.move(here, one, f"Afdeling {n}", now=LATER),
            lambda one=one: access.close(here, one, now=LATER),
            lambda one=one: access.reopen(here, one, now=LATER, hand_out=later),
            lambda one=one: membership.give_role(here, one, Role.COACH, now=LATER),
        ]
        try:
            actions[what]()
        except WpoError:
            continue
    members = everybody(engine)
    with reading(engine) as connection:
        placed = [
            row.person
            for row in connection.execute(
                select(tables.placement).where(tables.placement.c.until_at.is_(None))
            )
        ]
        between = [
            (row.trainer, row.participant)
            for row in connection.execute(
                select(tables.guidance).where(tables.guidance.c.until_at.is_(None))
            )
        ]
    engine.dispose()
    assert len(placed) == len(set(placed))
    assert len(between) == len(set(between))
    assert all(members[code].is_open for code in placed)
    for trainer, participant in between:
        assert members[trainer].is_open
        assert members[participant].is_open
        assert members[trainer].role is Role.TRAINER
        assert members[participant].role is Role.PARTICIPANT


# ---- As the README says ------------------------------------------------------------------------


def _run(*words: str) -> Result:
    return CliRunner().invoke(main, ["people", *words])


def _done(*words: str) -> str:
    result = _run(*words)
    assert result.exit_code == 0, (words, result.output, result.exception)
    return result.output


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder of its own for the commands."""
    monkeypatch.setenv("WPO_DATA", str(tmp_path))
    monkeypatch.delenv("WPO_DATABASE", raising=False)
    return tmp_path


def test_the_cards_open_the_server(server: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    """A printed card lets somebody in at a running server; after renewing only the new one does."""
    monkeypatch.setenv("WPO_DATA", str(server.data))
    monkeypatch.delenv("WPO_DATABASE", raising=False)
    first, second = server.data / "een.html", server.data / "twee.html"
    more = ("--address", server.address)
    _done("add", "deelnemer", "--organisation", "werk", "--number", "2", *more, str(first))
    links = re.findall(rf"{server.address}/wpo/binnen/[\w-]+", first.read_text())
    code = re.findall(r"deelnemer ([a-z0-9]{8})<br>", first.read_text())[0]

    assert len(links) == 2
    assert first.read_text().count("<svg") == 2
    assert stat.S_IMODE(first.stat().st_mode) == 0o600
    assert code in _run("list", "--organisation", "werk").output
    assert httpx.get(links[0]).status_code == 200
    _done("renew", code, *more, str(second))
    assert httpx.get(links[0]).status_code == 403
    assert httpx.get(links[1]).status_code == 200
    _done("close", code)
    fresh = re.findall(rf"{server.address}/wpo/binnen/[\w-]+", second.read_text())
    assert httpx.get(fresh[0]).status_code == 403


def test_every_command(here: Path) -> None:
    """Each thing that can be done can be done from the command line, and the list tells it."""
    more = ("--organisation", "werk", "--address", ADDRESS)
    _done("add", "werkplekopleider", "--user-name", "karin", *more, str(here / "a.pdf"))
    karin = _done("list").split()[0]
    _done("add", "deelnemer", "--first-name", "Samir", "--guided-by", karin, *more, f"{here}/b.pdf")
    samir = next(line.split()[0] for line in _done("list").splitlines() if "deelnemer" in line)

    assert (here / "b.pdf").read_bytes().startswith(b"%PDF")
    assert stat.S_IMODE((here / "b.pdf").stat().st_mode) == 0o600
    assert "Samir" not in _done("list")
    assert "Samir" in _done("list", "--names")
    _done("place", samir, "Groen")
    _done("guide", samir, karin, "--assistant")
    assert re.search(rf"{samir} .*Groen .*kaart werkt +{karin}\*", _done("list"))
    _done("unguide", samir, karin)
    _done("name", samir)
    assert "Samir" not in _done("list", "--names")
    assert "Doorgaan?" in _run("cards", *more, str(here / "c.pdf")).output
    _done("cards", "--yes", *more, str(here / "c.pdf"))
    _done("close", samir)
    assert "gesloten" in _done("list")
    _done("reopen", samir, "--address", ADDRESS, str(here / "d.pdf"))
    _done("role", karin, "coach")
    assert re.search(rf"{karin} .*coach", _done("list"))


def test_what_cannot_be_written(here: Path) -> None:
    """Cards never overwrite a file, go to no unsafe address, and without a file nobody is made."""
    there = here / "kaarten.html"
    there.write_text("van gisteren")
    add = ("add", "deelnemer", "--organisation", "werk", "--address")

    assert "bestaat al" in str(_run(*add, ADDRESS, str(there)).exception)
    assert "begin met https://" in str(
        _run(*add, "http://wpo.example", str(here / "x.html")).exception
    )
    assert "niet te schrijven" in str(_run(*add, ADDRESS, str(here / "weg" / "x.html")).exception)
    assert "geen PDF of HTML" in str(_run(*add, ADDRESS, str(here / "x.docx")).exception)
    assert there.read_text() == "van gisteren"
    assert _run("list").output == ""


def test_an_unknown_code(here: Path) -> None:
    """A code of nobody is said, whatever is asked for it."""
    assert here.exists()
    for words in (("name", "weg", "Mo"), ("close", "weg"), ("place", "weg"), ("guide", "weg", "x")):
        assert "Niemand heeft de code 'weg'" in str(_run(*words).exception)
