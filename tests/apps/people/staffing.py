"""A small company for the tests about people, and short ways to do things in it."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import Engine

from tests.store.making import NOW
from wpo.apps.people.cards import Card, later
from wpo.apps.people.desk import Desk
from wpo.apps.people.membership import Guide, Newcomer, admit
from wpo.apps.people.roster import Member, roster
from wpo.model.people import Role
from wpo.store.database import reading

HOUR = timedelta(hours=1)
LATER = NOW + HOUR


def desk(engine: Engine, organisation: str = "werkbedrijf") -> Desk:
    """Return the desk of an organisation, as the command line has it."""
    return Desk(engine=engine, organisation=organisation)


def let_in(engine: Engine, *newcomers: Newcomer, organisation: str = "werkbedrijf") -> list[Card]:
    """Make people and return their cards."""
    cards = admit(desk(engine, organisation), newcomers, now=NOW, hand_out=later)
    return list(cards)


def participants(engine: Engine, number: int = 1, organisation: str = "werkbedrijf") -> list[Card]:
    """Make participants without a name."""
    return let_in(engine, *[Newcomer(role=Role.PARTICIPANT)] * number, organisation=organisation)


def staff(engine: Engine, user_name: str, role: Role = Role.TRAINER, **more: Any) -> str:
    """Make a member of staff and return the code."""
    (card,) = let_in(engine, Newcomer(role=role, user_name=user_name, **more))
    return card.person.code


def guided(engine: Engine, *trainers: str, assistants: Sequence[str] = (), **more: Any) -> str:
    """Make a participant with guides and return the code."""
    guides = [Guide(trainer=one) for one in trainers]
    guides += [Guide(trainer=one, assistant=True) for one in assistants]
    (card,) = let_in(engine, Newcomer(role=Role.PARTICIPANT, guides=tuple(guides), **more))
    return card.person.code


def everybody(engine: Engine, organisation: str = "werkbedrijf") -> dict[str, Member]:
    """Return who is in an organisation, by code, an hour after they were made."""
    with reading(engine) as connection:
        return {one.code: one for one in roster(connection, organisation, LATER)}
