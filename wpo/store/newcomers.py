"""Write down many people at once who are new: a list of two thousand holds nobody up for long."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Table, insert, select

from wpo.model.people import Guidance, Person
from wpo.store import tables
from wpo.store.people import fingerprint

# Without letters and digits that look alike on paper.
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
_CODE_LENGTH = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class New:
    """Somebody new; ``secret`` opens their door, and is empty for who comes in otherwise."""

    person: Person
    first_name: str = ""
    department: str = ""
    secret: str = ""


def new_codes(connection: Connection, number: int) -> list[str]:
    """Return codes made by chance that nobody has, each once."""
    found: list[str] = []
    while missing := number - len(found):
        fresh = {_by_chance() for _ in range(missing)} - set(found)
        person = tables.person.c.code
        taken = set(connection.scalars(select(person).where(person.in_(fresh))))
        found += sorted(fresh - taken)
    return found


def new_secret() -> str:
    """Return a secret for a card."""
    return secrets.token_urlsafe(24)


def write_down(connection: Connection, people: Sequence[New], now: datetime) -> None:
    """Keep people who are new, with their cards, names and places. Inside ``writing``.

    Names and places were judged before; a code that somebody has fails as a whole.
    """
    rows: list[tuple[Table, list[dict[str, object]]]] = [
        (
            tables.person,
            [
                {
                    "code": one.person.code,
                    "organisation": one.person.organisation,
                    "role": one.person.role.value,
                    "created_at": now,
                }
                for one in people
            ],
        ),
        (
            tables.door_key,
            [
                {
                    "secret_hash": fingerprint(one.secret),
                    "person": one.person.code,
                    "created_at": now,
                }
                for one in people
                if one.secret
            ],
        ),
        (
            tables.first_name,
            [
                {"person": one.person.code, "name": one.first_name}
                for one in people
                if one.first_name
            ],
        ),
        (
            tables.placement,
            [
                {"person": one.person.code, "department": one.department, "since_at": now}
                for one in people
                if one.department
            ],
        ),
    ]
    for table, values in rows:
        if values:
            connection.execute(insert(table), values)


def guide_new(connection: Connection, guidance: Sequence[Guidance]) -> None:
    """Let people be guided who were not before. Inside ``writing``."""
    rows = [
        {
            "trainer": one.trainer,
            "participant": one.participant,
            "assistant": one.assistant,
            "since_at": one.since_at,
        }
        for one in guidance
    ]
    if rows:
        connection.execute(insert(tables.guidance), rows)


def _by_chance() -> str:
    return "".join(secrets.choice(_LETTERS) for _ in range(_CODE_LENGTH))
