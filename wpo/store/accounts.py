"""Staff with a user name: the password, and a code of six figures where they want a second step."""

import hmac
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pyotp
from sqlalchemy import Connection, Engine, select, update

from wpo.model.people import Person
from wpo.store import tables
from wpo.store.database import writing
from wpo.store.passwords import fits, hash_password, outdated
from wpo.store.people import find_person
from wpo.store.tries import give_back_try, take_try

ISSUER = "Werken aan groei"
_STEP_S = 30
_DRIFT = (0, -1, 1)  # a code of the half minute before or after still counts


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """How a member of staff comes in.

    Attributes
    ----------
    password_hash
        Empty for who comes in by the company's own login only.
    must_change
        The password is the one from the beheerder: it is good for choosing another.
    second_step
        A code is asked after the password.
    """

    person: Person
    user_name: str
    password_hash: str
    must_change: bool
    second_step: bool


def plain_name(user_name: str) -> str:
    """Return a user name as it is kept: whoever types capitals or spaces around it is the same."""
    return unicodedata.normalize("NFKC", user_name).strip().casefold()


def account_named(connection: Connection, user_name: str) -> Account | None:
    """Return the account with this user name, or None."""
    return _account(connection, tables.account.c.user_name == plain_name(user_name))


def account_of(connection: Connection, code: str) -> Account | None:
    """Return the account of a person, or None for who comes in otherwise."""
    return _account(connection, tables.account.c.person == code)


def try_password(engine: Engine, user_name: str, password: str, now: datetime) -> Account | None:
    """Return the account that this user name and password open, or None.

    As slow and as silent for a wrong name as for a wrong password or an account that has to wait.
    The hashing is done outside any transaction; call it in a thread.
    """
    table = tables.account
    with writing(engine) as connection:
        account = account_named(connection, user_name)
        judged = account is not None and take_try(connection, table, account.person.code, now)
    kept = account.password_hash if account and judged else ""
    if not fits(kept, password) or account is None:
        return None
    fresh = hash_password(password) if outdated(kept) else kept
    with writing(engine) as connection:
        give_back_try(connection, table, account.person.code)
        connection.execute(
            update(table)
            .where(table.c.person == account.person.code, table.c.password_hash == kept)
            .values(password_hash=fresh)
        )
    return account


def set_password(connection: Connection, code: str, password_hash: str) -> None:
    """Keep the password that somebody chose; see :func:`wpo.store.passwords.problem_with`."""
    _change(connection, code, password_hash=password_hash, must_change=False)


def new_totp_secret() -> str:
    """Return a secret for an app that makes codes."""
    return pyotp.random_base32()


def totp_address(secret: str, user_name: str) -> str:
    """Return what the square picture for such an app says."""
    return pyotp.TOTP(secret).provisioning_uri(name=user_name, issuer_name=ISSUER)


def switch_on_second_step(
    connection: Connection, code: str, secret: str, figures: str, now: datetime
) -> bool:
    """Ask this person for codes from now on, once they show that their app makes them.

    Returns
    -------
    bool
        False, and nothing has changed, where the figures are not a code of this secret now, or
        where a second step is on already.
    """
    step = _step(secret, figures, now)
    table = tables.account
    off = (table.c.person == code) & (table.c.totp_secret == "")
    return (
        step is not None
        and connection.execute(
            update(table).where(off).values(totp_secret=secret, totp_step=step)
        ).rowcount
        == 1
    )


def switch_off_second_step(connection: Connection, code: str, figures: str, now: datetime) -> bool:
    """Ask no codes any more, once a last one is right; tell whether it was."""
    good = try_code(connection, code, figures, now)
    if good:
        _change(connection, code, totp_secret="", totp_step=0)
    return good


def try_code(connection: Connection, code: str, figures: str, now: datetime) -> bool:
    """Tell whether these six figures are right; the same figures are right once only."""
    table = tables.account
    if not take_try(connection, table, code, now):
        return False
    secret = connection.scalar(select(table.c.totp_secret).where(table.c.person == code))
    step = _step(secret, figures, now) if secret else None
    if step is None:
        return False
    unused = (table.c.person == code) & (table.c.totp_step < step)
    good = connection.execute(update(table).where(unused).values(totp_step=step)).rowcount == 1
    if good:
        give_back_try(connection, table, code)
    return good


def _step(secret: str, figures: str, now: datetime) -> int | None:
    """Return the half minute of which these figures are the code, or None."""
    totp, typed = pyotp.TOTP(secret), "".join(figures.split())
    here = int(now.timestamp()) // _STEP_S
    for step in (here + drift for drift in _DRIFT):
        if hmac.compare_digest(totp.generate_otp(step).encode(), typed.encode()):
            return step
    return None


def _change(connection: Connection, code: str, **values: Any) -> None:
    connection.execute(
        update(tables.account).where(tables.account.c.person == code).values(**values)
    )


def _account(connection: Connection, which: Any) -> Account | None:
    row = connection.execute(select(tables.account).where(which)).first()
    person = find_person(connection, row.person) if row else None
    if row is None or person is None:
        return None
    return Account(
        person=person,
        user_name=row.user_name,
        password_hash=row.password_hash,
        must_change=row.must_change,
        second_step=bool(row.totp_secret),
    )
