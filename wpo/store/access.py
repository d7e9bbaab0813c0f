"""What a beheerder does about how somebody comes in: give, renew, reset, close, erase.

Coming in itself is in :mod:`wpo.store.sessions`, :mod:`wpo.store.accounts` and
:mod:`wpo.store.picture_keys`. Passwords arrive here as hashes
(:func:`wpo.store.passwords.hash_password`): making one is slow, and must not hold up the database.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select, update

from wpo.errors import SetupError, UnknownPerson
from wpo.model.people import Person
from wpo.store import tables
from wpo.store.accounts import account_named, account_of, plain_name
from wpo.store.database import aware
from wpo.store.people import find_person, revoke_keys
from wpo.store.sessions import end_sessions
from wpo.store.tries import forget_tries, locked

_USER_NAME = re.compile(r"[\w.@+-]{2,100}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """How somebody comes in, for who looks after that.

    Attributes
    ----------
    user_name
        Empty for who has no account.
    password
        False where only the company's own login opens the account.
    must_change, second_step
        See :class:`wpo.store.accounts.Account`.
    picture
        Two pictures are asked after the card; ``picture_chosen`` once they were chosen.
    waits_until
        After too many wrong tries; None for who may try.
    """

    user_name: str = ""
    password: bool = False
    must_change: bool = False
    second_step: bool = False
    picture: bool = False
    picture_chosen: bool = False
    waits_until: datetime | None = None


def access_in(connection: Connection, organisation: str, now: datetime) -> Mapping[str, Access]:
    """Return how everybody of an organisation comes in, by code, beside their card."""
    account, picture, person = tables.account, tables.picture_key, tables.person
    rows = connection.execute(
        select(
            person.c.code,
            account,
            picture.c.person.label("picture"),
            picture.c.hash,
            picture.c.locked_until.label("picture_until"),
        )
        .outerjoin(account, account.c.person == person.c.code)
        .outerjoin(picture, picture.c.person == person.c.code)
        .where(person.c.organisation == organisation)
    )
    return {
        row.code: Access(
            user_name=row.user_name or "",
            password=bool(row.password_hash),
            must_change=bool(row.must_change),
            second_step=bool(row.totp_secret),
            picture=row.picture is not None,
            picture_chosen=bool(row.hash),
            waits_until=_latest(row.locked_until, row.picture_until, now),
        )
        for row in rows
    }


def give_account(
    connection: Connection, code: str, user_name: str, password_hash: str = ""
) -> None:
    """Let a member of staff come in with a user name and a password to begin with.

    Parameters
    ----------
    password_hash
        Of a start password, which must be changed at the first login; empty where only the
        company's own login (OpenID Connect) opens this account.

    Raises
    ------
    UnknownPerson
        If nobody has this code.
    SetupError
        If the person is a participant or has an account, or the user name is taken or unusable.
    """
    person, name = _person(connection, code), plain_name(user_name)
    if person.may_answer:
        raise SetupError(f"{code} is een deelnemer. Deelnemers komen binnen met hun kaart.")
    if not _USER_NAME.fullmatch(name):
        raise SetupError(
            "Een gebruikersnaam is 2 tot 100 tekens: letters, cijfers en . @ + - _, zonder spaties."
        )
    if account_of(connection, code) is not None:
        raise SetupError(f"{code} heeft al een account. Geef zo nodig een nieuw wachtwoord.")
    if account_named(connection, name) is not None:
        raise SetupError("Deze gebruikersnaam is al van iemand anders. Kies een andere.")
    connection.execute(
        insert(tables.account).values(
            person=code,
            user_name=name,
            password_hash=password_hash,
            must_change=bool(password_hash),
            totp_secret="",
            totp_step=0,
            failed=0,
        )
    )


def renew_password(connection: Connection, code: str, password_hash: str, now: datetime) -> None:
    """Give somebody a new start password: open sessions end, and they may try again at once.

    Raises
    ------
    UnknownPerson
        If nobody with an account has this code.
    """
    _account_code(connection, code)
    connection.execute(
        update(tables.account)
        .where(tables.account.c.person == code)
        .values(password_hash=password_hash, must_change=True)
    )
    forget_tries(connection, tables.account, code)
    end_sessions(connection, code, now)


def reset_second_step(connection: Connection, code: str, now: datetime) -> None:
    """Ask somebody no codes any more, whose phone is lost; open sessions end.

    Raises
    ------
    UnknownPerson
        If nobody with an account has this code.
    """
    _account_code(connection, code)
    connection.execute(
        update(tables.account)
        .where(tables.account.c.person == code)
        .values(totp_secret="", totp_step=0)
    )
    end_sessions(connection, code, now)


def ask_picture(connection: Connection, code: str, on: bool) -> None:
    """Ask a participant for two pictures after the card, or not any more.

    Nothing happens where it is so already; chosen pictures stay.

    Raises
    ------
    UnknownPerson
        If nobody has this code.
    SetupError
        If the person is no participant.
    """
    if not _person(connection, code).may_answer:
        raise SetupError(f"{code} is geen deelnemer. Alleen deelnemers kiezen plaatjes.")
    table = tables.picture_key
    if not on:
        connection.execute(delete(table).where(table.c.person == code))
    elif connection.scalar(select(table.c.person).where(table.c.person == code)) is None:
        connection.execute(insert(table).values(person=code, hash="", nine=[], failed=0))


def reset_pictures(connection: Connection, code: str, now: datetime) -> None:
    """Let a participant choose two pictures anew; nothing to wait for, open sessions end."""
    table = tables.picture_key
    connection.execute(update(table).where(table.c.person == code).values(hash="", nine=[]))
    forget_tries(connection, table, code)
    end_sessions(connection, code, now)


def try_again(connection: Connection, code: str) -> None:
    """Let somebody try at once who had too many wrong tries, by password or by pictures."""
    forget_tries(connection, tables.account, code)
    forget_tries(connection, tables.picture_key, code)


def close_access(connection: Connection, code: str, now: datetime) -> int:
    """Shut every way in for somebody: cards, account, pictures, open sessions.

    What this person did stays; erasing is something else. Return how many cards worked until now.
    """
    connection.execute(delete(tables.account).where(tables.account.c.person == code))
    connection.execute(delete(tables.picture_key).where(tables.picture_key.c.person == code))
    end_sessions(connection, code, now)
    return revoke_keys(connection, code, now)


def _latest(first: datetime | None, second: datetime | None, now: datetime) -> datetime | None:
    waiting = [aware(one) for one in (first, second) if one is not None and locked(one, now)]
    return max(waiting, default=None)


def _person(connection: Connection, code: str) -> Person:
    person = find_person(connection, code)
    if person is None:
        raise UnknownPerson(f"Niemand heeft de code {code!r}.")
    return person


def _account_code(connection: Connection, code: str) -> None:
    if account_of(connection, code) is None:
        raise UnknownPerson(f"Niemand met een account heeft de code {code!r}.")
