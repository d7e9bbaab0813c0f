"""Who may come in: make people, give them a card, and take a card back.

People are codes. A name is written on the paper card by hand and is kept nowhere; the secret of a
card stands on that card only, so a lost card is replaced and cannot be printed again.
"""

import re
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine

from wpo.errors import SetupError, UnknownPerson
from wpo.model.people import Person, Role
from wpo.store.database import writing
from wpo.store.people import add_person, find_person, new_key, revoke_keys

MOST_AT_ONCE = 200

# Without letters and digits that look alike on paper.
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
_CODE_LENGTH = 8
_ORGANISATION = re.compile(r"[a-z0-9][a-z0-9-]{1,40}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A card to come in with; ``secret`` stands nowhere else."""

    person: Person
    secret: str


Hand = Callable[[Sequence[Card]], None]


def admit(
    engine: Engine, role: Role, organisation: str, *, number: int, now: datetime, hand_out: Hand
) -> tuple[Card, ...]:
    """Make people of one role and hand out their cards.

    Parameters
    ----------
    hand_out
        Gets the cards before anything is kept: where it raises, nobody was made.

    Raises
    ------
    SetupError
        If the organisation is no short name, or the number is not 1 to ``MOST_AT_ONCE``.
    """
    if not _ORGANISATION.fullmatch(organisation):
        raise SetupError(
            f"{organisation!r} is geen korte naam van een organisatie: gebruik 2 tot 41 kleine "
            "letters, cijfers en streepjes."
        )
    if not 1 <= number <= MOST_AT_ONCE:
        raise SetupError(f"Maak 1 tot {MOST_AT_ONCE} mensen in één keer, geen {number}.")
    with writing(engine) as connection:
        cards = []
        for _ in range(number):
            person = Person(code=_new_code(), organisation=organisation, role=role)
            add_person(connection, person, now)
            cards.append(Card(person=person, secret=new_key(connection, person.code, now)))
        hand_out(cards)
    return tuple(cards)


def renew(engine: Engine, code: str, *, now: datetime, hand_out: Hand) -> Card:
    """Give somebody a new card; every earlier one stops working. See :func:`admit`."""
    with writing(engine) as connection:
        person = find_person(connection, code)
        if person is None:
            raise UnknownPerson(f"Niemand heeft de code {code!r}.")
        revoke_keys(connection, code, now)
        card = Card(person=person, secret=new_key(connection, code, now))
        hand_out([card])
    return card


def shut(engine: Engine, code: str, now: datetime) -> int:
    """Take back every card of somebody; return how many worked until now.

    What this person did stays; erasing is something else.
    """
    with writing(engine) as connection:
        if find_person(connection, code) is None:
            raise UnknownPerson(f"Niemand heeft de code {code!r}.")
        return revoke_keys(connection, code, now)


def _new_code() -> str:
    return "".join(secrets.choice(_LETTERS) for _ in range(_CODE_LENGTH))
