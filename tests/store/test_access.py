"""Ways in as they are kept: sessions, accounts, second steps, pictures, and wrong tries."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pyotp
import pytest
from argon2 import PasswordHasher
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, select, update

from tests.store.making import ANNA, BRAM, NOW
from wpo.errors import SetupError, UnknownPerson
from wpo.model.people import Person, Role
from wpo.store import tables
from wpo.store.access import (
    Access,
    access_in,
    ask_picture,
    close_access,
    give_account,
    renew_password,
    reset_pictures,
    reset_second_step,
    try_again,
)
from wpo.store.accounts import (
    account_named,
    account_of,
    new_totp_secret,
    set_password,
    switch_off_second_step,
    switch_on_second_step,
    totp_address,
    try_code,
    try_password,
)
from wpo.store.database import open_database, reading, writing
from wpo.store.passwords import (
    _USUAL,
    SHORTEST,
    fits,
    hash_password,
    new_start_password,
    problem_with,
)
from wpo.store.people import add_person, keep_key, new_key, revoke_keys
from wpo.store.picture_keys import (
    choose_pictures,
    deal_pictures,
    picture_key_of,
    try_pictures,
)
from wpo.store.sessions import (
    HALFWAY,
    IDLE,
    OWN,
    SHARED,
    end_session,
    end_sessions,
    fingerprint,
    halfway_with,
    keep_alive,
    open_session,
    take_step,
    visit_with,
)
from wpo.store.tries import MOST_WRONG, WAIT

CARLA = Person(code="carla", organisation="org", role=Role.TRAINER)
DIRK = Person(code="dirk", organisation="org", role=Role.COACH)
PASSWORD = "vier kippen op stok"
KEPT = hash_password(PASSWORD)
NINE = ("bezem", "bus", "doos", "emmer", "fiets", "helm", "jas", "klok", "taart")
SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def people(engine: Engine) -> Engine:
    """Two participants and two of staff, one of them with a password of her own."""
    with writing(engine) as connection:
        for one in (ANNA, BRAM, CARLA, DIRK):
            add_person(connection, one, NOW)
        give_account(connection, "carla", "Carla@Bedrijf.nl", KEPT)
        set_password(connection, "carla", KEPT)
    return engine


def codes(secret: str, steps: int = 0) -> str:
    """Return the code of now, or of a number of half minutes from now."""
    return pyotp.TOTP(secret).at(NOW + steps * timedelta(seconds=30))


# Sessions


def test_a_session(people: Engine) -> None:
    """A secret lets in whom it was made for, and nothing that is in the database does."""
    with writing(people) as connection:
        secret = open_session(connection, "anna", NOW, shared=False)
        visit = visit_with(connection, secret, NOW)
        rows = str(connection.execute(select(tables.session)).all())

        assert visit is not None
        assert visit.person == ANNA
        assert len(secret) >= 40
        assert secret not in rows
        for wrong in ("", secret[:-1], secret + "x", secret.swapcase(), fingerprint(secret)):
            assert visit_with(connection, wrong, NOW) is None
        assert visit_with(connection, "x" * 100_000, NOW) is None


@pytest.mark.parametrize(("shared", "lasts"), [(False, OWN), (True, IDLE)])
def test_a_session_grows_old(people: Engine, shared: bool, lasts: timedelta) -> None:
    """It lasts 60 days on one's own device, and 20 minutes without use on a shared one."""
    with writing(people) as connection:
        secret = open_session(connection, "anna", NOW, shared=shared)

        assert visit_with(connection, secret, NOW + lasts - SECOND)
        assert visit_with(connection, secret, NOW + lasts) is None


def test_use_keeps_a_shared_session_for_a_working_day(people: Engine) -> None:
    """Whoever goes on stays in on a shared device, and after ten hours nobody does."""
    with writing(people) as connection:
        secret = open_session(connection, "anna", NOW, shared=True)
        now = NOW
        while now + 15 * MINUTE < NOW + SHARED:
            now += 15 * MINUTE
            visit = visit_with(connection, secret, now)
            assert visit is not None
            keep_alive(connection, secret, now)

        assert visit_with(connection, secret, NOW + SHARED - SECOND)
        keep_alive(connection, secret, NOW + SHARED - SECOND)
        assert visit_with(connection, secret, NOW + SHARED) is None


@pytest.mark.parametrize(("shared", "after"), [(True, MINUTE), (False, timedelta(days=1))])
def test_use_is_written_down_seldom(people: Engine, shared: bool, after: timedelta) -> None:
    """At most once a minute on a shared device, once a day on one's own."""
    with writing(people) as connection:
        secret = open_session(connection, "anna", NOW, shared=shared)
        for moment, due in ((after - SECOND, False), (after, True)):
            visit = visit_with(connection, secret, NOW + moment)
            assert visit is not None
            assert visit.due(NOW + moment) is due
        keep_alive(connection, secret, NOW + after)
        keep_alive(connection, secret, NOW)  # a slow writer takes nothing back
        visit = visit_with(connection, secret, NOW + after)

        assert visit is not None
        assert visit.seen_at == NOW + after


def test_an_ended_session(people: Engine) -> None:
    """It lets nobody in, and neither do others of a person whose sessions all end."""
    with writing(people) as connection:
        one, two, three = (open_session(connection, "anna", NOW, shared=False) for _ in range(3))
        other = open_session(connection, "bram", NOW, shared=False)

        assert end_session(connection, one, NOW)
        assert not end_session(connection, one, NOW)
        assert visit_with(connection, one, NOW) is None
        assert end_sessions(connection, "anna", NOW, keep=three) == 1
        assert visit_with(connection, two, NOW) is None
        assert visit_with(connection, three, NOW)
        assert end_sessions(connection, "anna", NOW) == 1
        assert visit_with(connection, three, NOW) is None
        assert visit_with(connection, other, NOW)


def test_a_card_takes_its_sessions_along(people: Engine) -> None:
    """A session of a card that is revoked or gone is over, one by another way goes on."""
    with writing(people) as connection:
        card = new_key(connection, "anna", NOW)
        by_card, forged = (
            open_session(connection, "anna", NOW, shared=False, card_hash=fingerprint(one))
            for one in (card, "nooit uitgegeven")
        )
        by_name = open_session(connection, "anna", NOW, shared=False)
        assert visit_with(connection, by_card, NOW)
        assert visit_with(connection, forged, NOW) is None
        revoke_keys(connection, "anna", NOW)
        keep_key(connection, "anna", "een nieuwe kaart", NOW)

        assert visit_with(connection, by_card, NOW) is None
        assert visit_with(connection, by_name, NOW)


def test_halfway_is_not_in(people: Engine) -> None:
    """A session that waits for steps opens nothing, and every step has a secret of its own."""
    with writing(people) as connection:
        first = open_session(connection, "carla", NOW, shared=True, steps=("code", "password"))
        assert visit_with(connection, first, NOW) is None
        visit = halfway_with(connection, first, NOW)
        assert visit is not None
        assert visit.waits_for == ("code", "password")
        taken = take_step(connection, first, NOW)
        assert taken is not None
        second, visit = taken
        assert visit.waits_for == ("password",)
        assert halfway_with(connection, first, NOW) is None
        assert take_step(connection, first, NOW) is None
        assert visit_with(connection, second, NOW) is None
        taken = take_step(connection, second, NOW)
        assert taken is not None
        third, visit = taken

        assert visit.waits_for == ()
        assert visit.shared
        assert len({first, second, third}) == 3
        assert visit_with(connection, third, NOW) == visit
        assert halfway_with(connection, third, NOW) is None
        assert take_step(connection, third, NOW) is None


def test_halfway_does_not_last(people: Engine) -> None:
    """Whoever waits ten minutes begins anew."""
    with writing(people) as connection:
        secret = open_session(connection, "carla", NOW, shared=False, steps=("code",))

        assert halfway_with(connection, secret, NOW + HALFWAY - SECOND)
        assert take_step(connection, secret, NOW + HALFWAY) is None


def test_old_sessions_go(people: Engine) -> None:
    """A month after it was over nothing tells that somebody was in."""
    with writing(people) as connection:
        open_session(connection, "anna", NOW, shared=False)
        open_session(connection, "bram", NOW + OWN + timedelta(days=31), shared=False)
        left = connection.scalars(select(tables.session.c.person)).all()

        assert left == ["bram"]


def test_an_unknown_role_has_no_session(people: Engine) -> None:
    """Somebody whose role this version does not know is nowhere in."""
    with writing(people) as connection:
        secret = open_session(connection, "anna", NOW, shared=False)
        connection.execute(
            update(tables.person).where(tables.person.c.code == "anna").values(role="tovenaar")
        )

        assert visit_with(connection, secret, NOW) is None


# Passwords


@given(st.text(min_size=SHORTEST, max_size=60))
def test_a_password_is_anything(password: str) -> None:
    """Every text is a password or has one of four problems; spaces and signs count as typed."""
    assert problem_with(password, "") in ("", "password_usual", "password_short")


@pytest.mark.parametrize(
    ("password", "user_name", "problem"),
    [
        ("kort", "carla", "password_short"),
        ("x" * 5 + "y" * 500, "carla", "password_long"),
        ("Welkom2026!", "carla", "password_usual"),
        ("WACHTWOORD1", "carla", "password_usual"),
        ("1234567890", "carla", "password_usual"),
        ("qwertyuiop", "carla", "password_usual"),
        ("ababababab", "carla", "password_usual"),
        ("carla-de-beste", "carla@bedrijf.nl", "password_name"),
        ("Carla123456", "carla", "password_name"),
        ("jo1234567890", "jo", "password_name"),
        ("majoor tom belt", "jo", ""),
        ("58210496731829", "12", ""),
        (PASSWORD, "carla", ""),
    ],
)
def test_what_a_password_may_not_be(password: str, user_name: str, problem: str) -> None:
    """Too short, too long, one's own name or what everybody takes is refused by its reason."""
    assert problem_with(password, user_name) == problem


def test_start_passwords() -> None:
    """They differ, are good passwords, and have no letters that look alike on paper."""
    made = {new_start_password() for _ in range(200)}

    assert len(made) == 200
    assert {problem_with(one, "iemand") for one in made} == {""}
    assert not set("".join(made)) & set("il1o0")
    assert len(_USUAL) >= 100


def test_hashes() -> None:
    """A hash is argon2id, fits its password only, and one look counts as one password."""
    kept = hash_password("café met ijs")

    assert kept.startswith("$argon2id$")
    assert kept != hash_password("café met ijs")
    assert fits(kept, "cafe\u0301 met ijs")
    assert not fits(kept, "cafe met ijs")
    assert not fits("", "")
    assert not fits("geen hash", "geen hash")


# Accounts


def test_an_account(people: Engine) -> None:
    """The right password opens it, whatever the capitals of the name, and nothing else does."""
    for name in ("carla@bedrijf.nl", " CARLA@bedrijf.NL "):
        account = try_password(people, name, PASSWORD, NOW)
        assert account is not None
        assert account.person == CARLA
    for name, password in (
        ("carla@bedrijf.nl", PASSWORD + " "),
        ("carla@bedrijf.nl", ""),
        ("carla", PASSWORD),
        ("", ""),
        ("' OR 1=1 --", PASSWORD),
    ):
        assert try_password(people, name, password, NOW) is None


def test_nothing_tells_a_password(people: Engine) -> None:
    """The database holds argon2 hashes, and no password."""
    with reading(people) as connection:
        rows = str(connection.execute(select(tables.account)).all())

    assert "$argon2id$" in rows
    assert PASSWORD not in rows


@pytest.mark.parametrize("name", ["", "a", "met spatie", "<b>vet</b>", "a" * 101, "nieuwe\nregel"])
def test_no_user_name(people: Engine, name: str) -> None:
    """A name that nobody can type or read is no user name."""
    with pytest.raises(SetupError, match="gebruikersnaam"), writing(people) as connection:
        give_account(connection, "dirk", name, KEPT)


def test_one_account_each(people: Engine) -> None:
    """A name is one person's, a person has one account, and a participant has none."""
    for code, name, problem in (
        ("dirk", "CARLA@bedrijf.nl", "van iemand anders"),
        ("carla", "carla2", "al een account"),
        ("anna", "anna", "deelnemer"),
    ):
        with pytest.raises(SetupError, match=problem), writing(people) as connection:
            give_account(connection, code, name, KEPT)
    with pytest.raises(UnknownPerson), writing(people) as connection:
        give_account(connection, "niemand", "niemand", KEPT)


def test_a_start_password_must_change(people: Engine) -> None:
    """It opens the account marked so, until its owner chose another."""
    with writing(people) as connection:
        give_account(connection, "dirk", "dirk", KEPT)
    account = try_password(people, "dirk", PASSWORD, NOW)
    assert account is not None
    assert account.must_change
    with writing(people) as connection:
        set_password(connection, "dirk", hash_password("een ander wachtwoord"))
    assert try_password(people, "dirk", PASSWORD, NOW) is None
    account = try_password(people, "dirk", "een ander wachtwoord", NOW)

    assert account is not None
    assert not account.must_change


def test_without_a_password_no_password_fits(people: Engine) -> None:
    """An account for the company's own login is not opened by an empty password."""
    with writing(people) as connection:
        give_account(connection, "dirk", "dirk")

    assert try_password(people, "dirk", "", NOW) is None
    with reading(people) as connection:
        assert account_named(connection, "DIRK") is not None


def test_five_wrong_tries_wait(people: Engine) -> None:
    """After five wrong ones even the right one waits a quarter of an hour, then all count anew."""
    for _ in range(MOST_WRONG):
        assert try_password(people, "carla@bedrijf.nl", "fout wachtwoord", NOW) is None

    assert try_password(people, "carla@bedrijf.nl", PASSWORD, NOW + WAIT - SECOND) is None
    for _ in range(MOST_WRONG - 1):
        assert try_password(people, "carla@bedrijf.nl", "fout wachtwoord", NOW + WAIT) is None
    assert try_password(people, "carla@bedrijf.nl", PASSWORD, NOW + WAIT)


def test_many_tries_at_once_are_not_more_tries(tmp_path: Path) -> None:
    """Twenty guesses at the same moment, on two workers: five of them are judged."""
    address = f"sqlite:///{tmp_path / 'wpo.sqlite'}"
    workers = [open_database(address), open_database(address)]
    with writing(workers[0]) as connection:
        add_person(connection, CARLA, NOW)
        give_account(connection, "carla", "carla", KEPT)
    guesses = ["fout wachtwoord"] * 12 + [PASSWORD]

    def guess(n: int) -> bool:
        return try_password(workers[n % 2], "carla", guesses[n], NOW) is not None

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(guess, range(12)))
    with reading(workers[1]) as connection:
        failed = connection.scalar(select(tables.account.c.failed))
    assert failed == MOST_WRONG
    assert not guess(12)
    for one in workers:
        one.dispose()


def test_another_worker_knows_who_waits(tmp_path: Path) -> None:
    """Wrong tries at one worker, or before a restart, count at the next."""
    address = f"sqlite:///{tmp_path / 'wpo.sqlite'}"
    first = open_database(address)
    with writing(first) as connection:
        add_person(connection, CARLA, NOW)
        give_account(connection, "carla", "carla", KEPT)
    for _ in range(MOST_WRONG):
        assert try_password(first, "carla", "fout wachtwoord", NOW) is None
    first.dispose()
    second = open_database(address)

    assert try_password(second, "carla", PASSWORD, NOW) is None
    second.dispose()


def test_a_weak_hash_becomes_a_strong_one(people: Engine) -> None:
    """When hashing got better, the next login keeps the better hash."""
    weak = PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1).hash(PASSWORD)
    with writing(people) as connection:
        set_password(connection, "carla", weak)
    assert try_password(people, "carla@bedrijf.nl", PASSWORD, NOW)
    with reading(people) as connection:
        account = account_of(connection, "carla")

    assert account is not None
    assert "m=65536" in account.password_hash
    assert fits(account.password_hash, PASSWORD)


def test_renewed_password(people: Engine) -> None:
    """A new start password ends sessions and waiting, and must be changed."""
    for _ in range(MOST_WRONG):
        try_password(people, "carla@bedrijf.nl", "fout wachtwoord", NOW)
    with writing(people) as connection:
        secret = open_session(connection, "carla", NOW, shared=False)
        renew_password(connection, "carla", hash_password("start wachtwoord"), NOW)
        assert visit_with(connection, secret, NOW) is None
    account = try_password(people, "carla@bedrijf.nl", "start wachtwoord", NOW)

    assert account is not None
    assert account.must_change
    with pytest.raises(UnknownPerson), writing(people) as connection:
        renew_password(connection, "dirk", KEPT, NOW)


# The code as second step


def switched_on(people: Engine) -> str:
    """Switch on codes for Carla with a code of two minutes ago; return the secret."""
    secret = new_totp_secret()
    with writing(people) as connection:
        before = NOW - 2 * MINUTE
        first = pyotp.TOTP(secret).at(before)
        assert switch_on_second_step(connection, "carla", secret, first, before)
    return secret


def test_codes(people: Engine) -> None:
    """The code of now is right once, with or without a space; of a minute away it is wrong."""
    secret = switched_on(people)
    with writing(people) as connection:
        for wrong in (codes(secret, 3), codes(secret, -3), "", "abcdef", "é" * 6):
            assert not try_code(connection, "carla", wrong, NOW)
        try_again(connection, "carla")
        now = codes(secret)
        assert try_code(connection, "carla", f"{now[:3]} {now[3:]}", NOW)
        assert not try_code(connection, "carla", now, NOW)
        assert not try_code(connection, "carla", codes(secret, -1), NOW)
        assert try_code(connection, "carla", codes(secret, 1), NOW)


def test_codes_are_not_guessed(people: Engine) -> None:
    """Five wrong codes wait, also when the password is given right in between."""
    secret = switched_on(people)
    for _ in range(MOST_WRONG):
        assert try_password(people, "carla@bedrijf.nl", PASSWORD, NOW)
        with writing(people) as connection:
            assert not try_code(connection, "carla", "000000", NOW)

    assert try_password(people, "carla@bedrijf.nl", PASSWORD, NOW) is None
    with writing(people) as connection:
        assert not try_code(connection, "carla", codes(secret), NOW)


def test_switching_codes_on_and_off(people: Engine) -> None:
    """On takes a first code, off a last one; what is on is not replaced by another secret."""
    other = new_totp_secret()
    with writing(people) as connection:
        assert not switch_on_second_step(connection, "carla", other, "000000", NOW)
        account = account_of(connection, "carla")
        assert account is not None
        assert not account.second_step
    secret = switched_on(people)
    with writing(people) as connection:
        assert not switch_on_second_step(connection, "carla", other, codes(other), NOW)
        assert not switch_off_second_step(connection, "carla", "000000", NOW)
        account = account_of(connection, "carla")
        assert account is not None
        assert account.second_step
        assert switch_off_second_step(connection, "carla", codes(secret), NOW)
        account = account_of(connection, "carla")
        assert account is not None
        assert not account.second_step
        assert not try_code(connection, "carla", codes(secret, 1), NOW)


def test_a_lost_phone(people: Engine) -> None:
    """A beheerder takes the codes away, and who was in is out."""
    switched_on(people)
    with writing(people) as connection:
        secret = open_session(connection, "carla", NOW, shared=False)
        reset_second_step(connection, "carla", NOW)
        account = account_of(connection, "carla")

        assert account is not None
        assert not account.second_step
        assert visit_with(connection, secret, NOW) is None


def test_the_square_names_the_account() -> None:
    """What an app scans holds the secret, the user name, and whose it is."""
    address = totp_address("ABCDEFGHABCDEFGHABCDEFGHABCDEFGH", "carla@bedrijf.nl")

    parsed = pyotp.parse_uri(address)
    assert (parsed.secret, parsed.name, parsed.issuer) == (
        "ABCDEFGHABCDEFGHABCDEFGHABCDEFGH",
        "carla@bedrijf.nl",
        "Werken aan groei",
    )


# Pictures


def asked(people: Engine) -> None:
    """Ask Anna for pictures, deal the nine, and let her choose the bus and the taart."""
    with writing(people) as connection:
        ask_picture(connection, "anna", True)
        deal_pictures(connection, "anna", NINE)
    assert choose_pictures(people, "anna", ("bus", "taart"))


def test_pictures(people: Engine) -> None:
    """Two in their order are right; the other order, others, fewer or more are wrong."""
    asked(people)

    assert try_pictures(people, "anna", ("bus", "taart"), NOW)
    for wrong in (("taart", "bus"), ("bus",), ("bus", "taart", "bus")):
        assert not try_pictures(people, "anna", wrong, NOW)
    assert try_pictures(people, "anna", ("bus", "taart"), NOW)


def test_pictures_are_chosen_once(people: Engine) -> None:
    """Only two different ones of the nine, and then they stay, with their nine."""
    with writing(people) as connection:
        ask_picture(connection, "anna", True)
        deal_pictures(connection, "anna", NINE)
    for wrong in (("bus", "bus"), ("bus",), ("bus", "draak"), ("bus", "taart", "klok")):
        assert not choose_pictures(people, "anna", wrong)
    assert choose_pictures(people, "anna", ("bus", "taart"))
    assert not choose_pictures(people, "anna", ("klok", "jas"))
    with writing(people) as connection:
        deal_pictures(connection, "anna", NINE[::-1])
        ask_picture(connection, "anna", True)
        key = picture_key_of(connection, "anna", NOW)

    assert key is not None
    assert (key.nine, key.chosen) == (NINE, True)
    assert try_pictures(people, "anna", ("bus", "taart"), NOW)


def test_before_choosing_nothing_is_right(people: Engine) -> None:
    """No pictures open a card for which none were chosen."""
    with writing(people) as connection:
        ask_picture(connection, "anna", True)

    assert not try_pictures(people, "anna", (), NOW)
    assert not choose_pictures(people, "anna", ("bus", "taart"))
    assert not choose_pictures(people, "bram", ("bus", "taart"))


def test_five_wrong_pictures_wait(people: Engine) -> None:
    """The card waits a quarter of an hour; staff may let somebody try at once."""
    asked(people)
    for _ in range(MOST_WRONG):
        assert not try_pictures(people, "anna", ("klok", "jas"), NOW)
    with reading(people) as connection:
        key = picture_key_of(connection, "anna", NOW)
    assert key is not None
    assert key.waits
    assert not try_pictures(people, "anna", ("bus", "taart"), NOW)
    with writing(people) as connection:
        try_again(connection, "anna")

    assert try_pictures(people, "anna", ("bus", "taart"), NOW)


def test_pictures_that_were_forgotten(people: Engine) -> None:
    """Staff let somebody choose anew, without waiting; or ask for none any more."""
    asked(people)
    with writing(people) as connection:
        secret = open_session(connection, "anna", NOW, shared=False)
        reset_pictures(connection, "anna", NOW)
        key = picture_key_of(connection, "anna", NOW)
        assert key is not None
        assert (key.chosen, key.nine, key.waits) == (False, (), False)
        assert visit_with(connection, secret, NOW) is None
        ask_picture(connection, "anna", False)
        ask_picture(connection, "anna", False)

        assert picture_key_of(connection, "anna", NOW) is None


def test_only_participants_tap_pictures(people: Engine) -> None:
    """Staff have codes, and nobody is asked who is not there."""
    with pytest.raises(SetupError), writing(people) as connection:
        ask_picture(connection, "carla", True)
    with pytest.raises(UnknownPerson), writing(people) as connection:
        ask_picture(connection, "niemand", True)


# Looking after it


def test_who_comes_in_how(people: Engine) -> None:
    """A beheerder sees the ways in of the own organisation, and no secret."""
    asked(people)
    switched_on(people)
    with writing(people) as connection:
        add_person(connection, Person(code="eva", organisation="x", role=Role.COACH), NOW)
        give_account(connection, "dirk", "dirk", KEPT)
    for _ in range(MOST_WRONG):
        try_password(people, "dirk", "fout wachtwoord", NOW)
    with reading(people) as connection:
        found = access_in(connection, "org", NOW)

    assert found == {
        "anna": Access(picture=True, picture_chosen=True),
        "bram": Access(),
        "carla": Access(user_name="carla@bedrijf.nl", password=True, second_step=True),
        "dirk": Access(user_name="dirk", password=True, must_change=True, waits_until=NOW + WAIT),
    }


def test_closed(people: Engine) -> None:
    """Whoever is closed comes in nowhere, and is out everywhere."""
    with writing(people) as connection:
        card = new_key(connection, "carla", NOW)
        ways = [
            open_session(connection, "carla", NOW, shared=False, card_hash=fingerprint(card)),
            open_session(connection, "carla", NOW, shared=False),
            open_session(connection, "carla", NOW, shared=False, steps=("code",)),
        ]
        assert close_access(connection, "carla", NOW) == 1
        for one in ways:
            assert visit_with(connection, one, NOW) is None
            assert halfway_with(connection, one, NOW) is None
            assert take_step(connection, one, NOW) is None

    assert try_password(people, "carla@bedrijf.nl", PASSWORD, NOW) is None
