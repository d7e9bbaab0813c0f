"""How somebody comes in: a new card or password, closed and opened again, second steps.

What a beheerder does when a card is lost, a phone is lost, or somebody leaves or comes back.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Self

from sqlalchemy import Connection

from wpo.apps.people.cards import Card, Hand
from wpo.apps.people.desk import (
    Desk,
    at,
    check_beheerder,
    is_open,
    member,
    not_yourself,
    open_member,
)
from wpo.apps.people.names import proper_department
from wpo.errors import SetupError
from wpo.model.people import Person
from wpo.store import access
from wpo.store.accounts import account_of, plain_name
from wpo.store.database import reading
from wpo.store.guidance import guided_by, guides_of, unguide
from wpo.store.names import first_names
from wpo.store.passwords import hash_password, new_start_password
from wpo.store.people import new_key, revoke_keys
from wpo.store.placement import place
from wpo.store.sessions import end_sessions


@dataclass(frozen=True, slots=True, kw_only=True)
class StartPassword:
    """A password to begin with: as it stands on paper, and as it is kept. Both may be empty."""

    plain: str
    hashed: str

    @classmethod
    def new(cls) -> Self:
        """Make one; slow, as hashing is."""
        plain = new_start_password()
        return cls(plain=plain, hashed=hash_password(plain))


NO_PASSWORD = StartPassword(plain="", hashed="")


def renew(desk: Desk, codes: Sequence[str], *, now: datetime, hand_out: Hand) -> tuple[Card, ...]:
    """Give people a new card, staff a new start password; what they had works no longer.

    See :func:`admit` for ``hand_out``. Sessions that were open end.
    """
    if not codes:
        raise SetupError("Er is niemand gekozen. Kies wie een nieuwe kaart krijgt.")
    passwords = {code: StartPassword.new() for code in _with_password(desk, codes)}
    with at(desk) as connection:
        cards = [_renew(connection, desk, code, passwords, now) for code in dict.fromkeys(codes)]
        hand_out(cards)
    return tuple(cards)


def close(desk: Desk, code: str, *, now: datetime) -> tuple[str, ...]:
    """Shut every way in for somebody, and end guidance and placement. What was done stays.

    Returns
    -------
    tuple of str
        Participants whom nobody guides any more, assistants aside.
    """
    with at(desk) as connection:
        member(connection, desk, code)
        not_yourself(desk, code)
        access.close_access(connection, code, now)
        place(connection, code, "", now)
        unguide(connection, code, now)
        return guides_no_longer(connection, code, now)


def reopen(
    desk: Desk,
    code: str,
    *,
    now: datetime,
    hand_out: Hand,
    department: str = "",
    user_name: str = "",
) -> Card:
    """Open the door of somebody who was closed; see :func:`admit` for ``hand_out``."""
    department = proper_department(department)
    password = StartPassword.new() if user_name else NO_PASSWORD
    with at(desk) as connection:
        person = member(connection, desk, code)
        if is_open(connection, code):
            raise SetupError(f"{code} is open. Maak zo nodig een nieuwe kaart.")
        card = _named(connection, let_in(connection, person, user_name, password, now))
        if department:
            place(connection, code, department, now)
        hand_out([card])
    return card


def ask_picture(desk: Desk, code: str, on: bool) -> None:
    """Ask a participant for two pictures after the card, or not any more."""
    with at(desk) as connection:
        open_member(connection, desk, code)
        access.ask_picture(connection, code, on)


def choose_pictures_anew(desk: Desk, code: str, *, now: datetime) -> None:
    """Let a participant who forgot the pictures choose two others."""
    with at(desk) as connection:
        open_member(connection, desk, code)
        access.reset_pictures(connection, code, now)


def drop_second_step(desk: Desk, code: str, *, now: datetime) -> None:
    """Ask a member of staff whose phone is lost no code any more."""
    with at(desk) as connection:
        open_member(connection, desk, code)
        access.reset_second_step(connection, code, now)


def try_again(desk: Desk, code: str) -> None:
    """Let somebody try at once who has to wait after too many wrong tries."""
    with at(desk) as connection:
        open_member(connection, desk, code)
        access.try_again(connection, code)


def let_in(
    connection: Connection, person: Person, user_name: str, password: StartPassword, now: datetime
) -> Card:
    """Give a participant a card, and a member of staff an account. Inside a transaction.

    Raises
    ------
    SetupError
        If a participant has a user name or staff has none, or that of somebody else.
    """
    if person.may_answer:
        if user_name:
            raise SetupError("Een deelnemer heeft geen gebruikersnaam, maar een kaart.")
        return Card(person=person, secret=new_key(connection, person.code, now))
    if not user_name:
        raise SetupError(
            f"Geef een gebruikersnaam: een {person.role.value} komt binnen met naam en wachtwoord."
        )
    access.give_account(connection, person.code, user_name, password.hashed)
    return Card(person=person, user_name=plain_name(user_name), password=password.plain)


def guides_no_longer(connection: Connection, trainer: str, now: datetime) -> tuple[str, ...]:
    """End whom somebody guides; return who is left without a trainer."""
    left = []
    for one in guided_by(connection, trainer, now):
        unguide(connection, one.participant, now, trainer=trainer)
        if all(other.assistant for other in guides_of(connection, one.participant, now)):
            left.append(one.participant)
    return tuple(left)


def _renew(
    connection: Connection,
    desk: Desk,
    code: str,
    passwords: Mapping[str, StartPassword],
    now: datetime,
) -> Card:
    person, account = open_member(connection, desk, code), account_of(connection, code)
    revoke_keys(connection, code, now)
    if account is None:
        end_sessions(connection, code, now)
        return _named(connection, Card(person=person, secret=new_key(connection, code, now)))
    if code not in passwords:
        raise SetupError(f"{code} logt in via het bedrijf. Vraag daar om een nieuw wachtwoord.")
    access.renew_password(connection, code, passwords[code].hashed, now)
    card = Card(person=person, user_name=account.user_name, password=passwords[code].plain)
    return _named(connection, card)


def _with_password(desk: Desk, codes: Sequence[str]) -> tuple[str, ...]:
    with reading(desk.engine) as connection:
        check_beheerder(connection, desk)
        accounts = {code: account_of(connection, code) for code in codes}
    return tuple(code for code, one in accounts.items() if one and one.password_hash)


def _named(connection: Connection, card: Card) -> Card:
    code = card.person.code
    return replace(card, first_name=first_names(connection, [code]).get(code, ""))
