"""Where a beheerder looks after people: one organisation, one transaction at a time."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Connection, Engine

from wpo.errors import SetupError, UnknownPerson
from wpo.model.people import LETS_IN, Person, Role
from wpo.store.accounts import account_of
from wpo.store.database import writing
from wpo.store.people import find_person, has_key


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Where the people of one organisation are looked after, and by whom.

    Attributes
    ----------
    by
        The code of the beheerder, who must be one still whenever something is done; empty for
        whoever has the command line of the server.
    """

    engine: Engine
    organisation: str
    by: str = ""


@contextmanager
def at(desk: Desk) -> Iterator[Connection]:
    """One transaction at a desk.

    Raises
    ------
    SetupError
        If the one who asks is no beheerder of this organisation, or is so no longer.
    """
    with writing(desk.engine) as connection:
        check_beheerder(connection, desk)
        yield connection


def check_beheerder(connection: Connection, desk: Desk) -> None:
    """See to it that whoever asks is a beheerder of this organisation now; see :func:`at`."""
    if not desk.by:
        return
    expected = Person(code=desk.by, organisation=desk.organisation, role=Role.ADMINISTRATOR)
    if find_person(connection, desk.by) != expected or not is_open(connection, desk.by):
        raise SetupError("U bent hier geen beheerder meer. Log opnieuw in.")


def is_open(connection: Connection, code: str) -> bool:
    """Tell whether there is a way in for this person."""
    return has_key(connection, code) or account_of(connection, code) is not None


def member(connection: Connection, desk: Desk, code: str) -> Person:
    """Return a person of this organisation whom this desk may look after.

    Raises
    ------
    UnknownPerson
        If nobody here has the code; somebody of another organisation is nobody here.
    SetupError
        If the role is beyond this desk.
    """
    person = find_person(connection, code)
    if person is None or person.organisation != desk.organisation:
        raise UnknownPerson(f"Niemand heeft de code {code!r}.")
    within_reach(desk, person.role)
    return person


def open_member(connection: Connection, desk: Desk, code: str) -> Person:
    """Return a person as :func:`member` does, for whom there is a way in."""
    person = member(connection, desk, code)
    if not is_open(connection, code):
        raise SetupError(f"{code} is gesloten. Heropen deze persoon eerst.")
    return person


def within_reach(desk: Desk, role: Role) -> None:
    """Refuse what is beyond a beheerder; the command line looks after every role."""
    if desk.by and role not in LETS_IN:
        raise SetupError(
            f"Een {role.value} is er voor alle organisaties. Vraag wie de server beheert."
        )


def not_yourself(desk: Desk, code: str) -> None:
    """Refuse what would shut a beheerder out of the own page."""
    if code == desk.by:
        raise SetupError("Dat kunt u niet bij uzelf doen. Vraag een andere beheerder.")
