"""Who may come in: codes and cards, made, replaced and taken back."""

import re
import stat
from collections.abc import Callable, Sequence
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner, Result
from sqlalchemy import Engine

from tests.running import Running
from tests.store.making import NOW
from wpo.apps.accounts import MOST_AT_ONCE, Card, admit, renew, shut
from wpo.cli import main
from wpo.errors import SetupError, UnknownPerson
from wpo.model.people import Role
from wpo.store.database import open_database, reading
from wpo.store.people import known_people, person_with_key

ADDRESS = "https://wpo.werkbedrijf.example"


@pytest.fixture
def engine() -> Engine:
    """A database in memory."""
    return open_database("sqlite://")


def _admit(engine: Engine, number: int = 1, organisation: str = "werkbedrijf") -> list[Card]:
    handed: list[Card] = []
    admit(
        engine,
        Role.PARTICIPANT,
        organisation,
        number=number,
        now=NOW,
        hand_out=handed.extend,
    )
    return handed


def _opens(engine: Engine, card: Card) -> bool:
    with reading(engine) as connection:
        return person_with_key(connection, card.secret) == card.person


def _open_doors(engine: Engine) -> dict[str, int]:
    with reading(engine) as connection:
        return {one.person.code: one.n_links for one in known_people(connection)}


def test_a_card_each(engine: Engine) -> None:
    """Everybody gets a code and a card of their own, and each card opens its own door."""
    cards = _admit(engine, 12)

    assert len({one.person.code for one in cards}) == 12
    assert len({one.secret for one in cards}) == 12
    assert all(_opens(engine, one) for one in cards)
    assert all(re.fullmatch(r"[a-hj-km-np-z2-9]{8}", one.person.code) for one in cards)


def test_a_lost_card(engine: Engine) -> None:
    """A new card closes the old one, and nobody else's."""
    lost, other = _admit(engine, 2)
    fresh: list[Card] = []
    renew(engine, lost.person.code, now=NOW, hand_out=fresh.extend)

    assert not _opens(engine, lost)
    assert _opens(engine, fresh[0])
    assert _opens(engine, other)


def test_closing_a_door(engine: Engine) -> None:
    """After closing no card works, and the person is still known: what was done stays."""
    (card,) = _admit(engine)

    assert shut(engine, card.person.code, NOW) == 1
    assert shut(engine, card.person.code, NOW) == 0
    assert not _opens(engine, card)
    assert _open_doors(engine) == {card.person.code: 0}


def test_one_organisation(engine: Engine) -> None:
    """Who asks for one organisation sees nobody of another."""
    _admit(engine, 2, "een")
    _admit(engine, 1, "twee")
    with reading(engine) as connection:
        found = known_people(connection, "een")

    assert [one.person.organisation for one in found] == ["een", "een"]


def test_no_card_no_person(engine: Engine) -> None:
    """Where cards cannot be handed out, nobody is made and no old card is closed."""
    (old,) = _admit(engine)

    def full_disk(cards: Sequence[Card]) -> None:
        raise OSError(f"{len(cards)} kaarten passen niet")

    attempts: list[Callable[[], object]] = [
        lambda: admit(engine, Role.COACH, "x1", number=3, now=NOW, hand_out=full_disk),
        lambda: renew(engine, old.person.code, now=NOW, hand_out=full_disk),
    ]
    for attempt in attempts:
        with pytest.raises(OSError, match="passen niet"):
            attempt()

    assert _open_doors(engine) == {old.person.code: 1}
    assert _opens(engine, old)


@pytest.mark.parametrize("organisation", ["", "a", "Werk Bedrijf", "x" * 42, "-ab", "wérk"])
def test_a_name_that_is_no_short_name(engine: Engine, organisation: str) -> None:
    """An organisation is called by a short word, so that nobody types a person's name there."""
    with pytest.raises(SetupError, match="korte naam"):
        _admit(engine, 1, organisation)


@pytest.mark.parametrize("number", [0, -1, MOST_AT_ONCE + 1])
def test_how_many(engine: Engine, number: int) -> None:
    """A slip of the finger makes no thousand people."""
    with pytest.raises(SetupError, match="1 tot 200"):
        _admit(engine, number)


def test_an_unknown_code(engine: Engine) -> None:
    """A code of nobody is said, whatever is asked for it."""
    with pytest.raises(UnknownPerson, match="'weg'"):
        renew(engine, "weg", now=NOW, hand_out=lambda _: None)
    with pytest.raises(UnknownPerson, match="'weg'"):
        shut(engine, "weg", NOW)


# ---- As the README says ------------------------------------------------------------------------


def _run(*words: str) -> Result:
    return CliRunner().invoke(main, ["people", *words])


def test_the_cards_open_the_server(server: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    """A printed card lets somebody in at a running server; after renewing only the new one does."""
    monkeypatch.setenv("WPO_DATA", str(server.data))
    monkeypatch.delenv("WPO_DATABASE", raising=False)
    first, second = server.data / "een.html", server.data / "twee.html"
    more = ("--address", server.address)
    made = _run("add", "deelnemer", "--organisation", "werk", "--number", "2", *more, str(first))
    assert made.exit_code == 0, made.output
    links = re.findall(rf"{server.address}/wpo/binnen/[\w-]+", first.read_text())
    code = re.findall(r"deelnemer ([a-z0-9]{8})<br>", first.read_text())[0]

    assert len(links) == 2
    assert first.read_text().count("<svg") == 2
    assert stat.S_IMODE(first.stat().st_mode) == 0o600
    assert code in _run("list", "--organisation", "werk").output
    assert httpx.get(links[0]).status_code == 200
    _run("renew", code, *more, str(second))
    assert httpx.get(links[0]).status_code == 403
    assert httpx.get(links[1]).status_code == 200
    _run("close", code)
    fresh = re.findall(rf"{server.address}/wpo/binnen/[\w-]+", second.read_text())
    assert httpx.get(fresh[0]).status_code == 403


def test_what_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Cards never overwrite a file, go to no unsafe address, and without a file nobody is made."""
    monkeypatch.setenv("WPO_DATA", str(tmp_path))
    monkeypatch.delenv("WPO_DATABASE", raising=False)
    there = tmp_path / "kaarten.html"
    there.write_text("van gisteren")
    add = ("add", "deelnemer", "--organisation", "werk", "--address")

    assert "bestaat al" in str(_run(*add, ADDRESS, str(there)).exception)
    assert "begin met https://" in str(
        _run(*add, "http://wpo.example", str(tmp_path / "x.html")).exception
    )
    assert "niet te schrijven" in str(
        _run(*add, ADDRESS, str(tmp_path / "weg" / "x.html")).exception
    )
    assert there.read_text() == "van gisteren"
    assert _run("list").output == ""
