"""Who is here: make people, name, place, guide and move them.

The one place for this, used by the command line and by the beheerder's notebook. Everything is
one transaction, stays inside one organisation, and is harmless when it is done twice. People are
codes, made by chance. How they come in is in :mod:`wpo.apps.people.access`.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from wpo.apps.people.access import NO_PASSWORD, StartPassword, guides_no_longer, let_in
from wpo.apps.people.cards import Card, Hand
from wpo.apps.people.desk import Desk, at, member, not_yourself, open_member, within_reach
from wpo.apps.people.names import proper_department, proper_name
from wpo.errors import SetupError
from wpo.model.people import Guidance, Person, Role
from wpo.store.guidance import guide, guides_of, unguide
from wpo.store.names import name_organisation, name_person
from wpo.store.newcomers import New, guide_new, new_codes, new_secret, write_down
from wpo.store.placement import departments_in, place
from wpo.store.roles import change_role
from wpo.store.sessions import end_sessions

MOST_AT_ONCE = 2000
LONGEST_LABEL = 120

_ORGANISATION = re.compile(r"[a-z0-9][a-z0-9-]{1,40}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Guide:
    """Who guides: a code, or the place (from 0) among those who are made at the same time."""

    trainer: str | int
    assistant: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Newcomer:
    """Somebody to be made.

    Attributes
    ----------
    user_name
        For staff, who come in with a password; participants come in with a card.
    own_login
        Staff come in with the company's own login only, and get no password.
    """

    role: Role
    first_name: str = ""
    department: str = ""
    user_name: str = ""
    own_login: bool = False
    guides: tuple[Guide, ...] = ()


def admit(
    desk: Desk, newcomers: Sequence[Newcomer], *, now: datetime, hand_out: Hand
) -> tuple[Card, ...]:
    """Make people and hand out their cards; nobody is made where one of them cannot be.

    Parameters
    ----------
    hand_out
        Gets the cards before anything is kept: where it raises, nobody was made.

    Raises
    ------
    SetupError
        If the organisation is no short name, there are none or over ``MOST_AT_ONCE`` people, or
        one of them cannot be: staff without a user name, a name that is none, and so on.
    """
    if not _ORGANISATION.fullmatch(desk.organisation):
        raise SetupError(
            f"{desk.organisation!r} is geen korte naam van een organisatie: gebruik 2 tot 41 "
            "kleine letters, cijfers en streepjes."
        )
    if not 1 <= len(newcomers) <= MOST_AT_ONCE:
        raise SetupError(f"Maak 1 tot {MOST_AT_ONCE} mensen in één keer, geen {len(newcomers)}.")
    passwords = passwords_for(newcomers)
    with at(desk) as connection:
        cards = admit_within(connection, desk, newcomers, passwords, now)
        hand_out(cards)
    return cards


def admit_within(
    connection: Connection,
    desk: Desk,
    newcomers: Sequence[Newcomer],
    passwords: Sequence[StartPassword],
    now: datetime,
) -> tuple[Card, ...]:
    """Make people inside a transaction of :func:`at`; passwords as from :func:`passwords_for`."""
    people = _people(desk, newcomers, new_codes(connection, len(newcomers)))
    guidance = _guidance(connection, desk, newcomers, people, now)
    write_down(connection, people, now)
    guide_new(connection, guidance)
    return tuple(
        Card(person=one.person, first_name=one.first_name, secret=one.secret)
        if one.secret
        else replace(
            let_in(connection, one.person, newcomer.user_name, password, now),
            first_name=one.first_name,
        )
        for one, newcomer, password in zip(people, newcomers, passwords, strict=True)
    )


def passwords_for(newcomers: Sequence[Newcomer]) -> tuple[StartPassword, ...]:
    """Return the start password of each, where one is needed; slow, so outside a transaction."""
    return tuple(
        StartPassword.new() if one.user_name and not one.own_login else NO_PASSWORD
        for one in newcomers
    )


def rename(desk: Desk, code: str, first_name: str) -> None:
    """Keep the first name of somebody; an empty one forgets it."""
    with at(desk) as connection:
        member(connection, desk, code)
        name_person(connection, code, proper_name(first_name))


def move(desk: Desk, code: str, department: str, *, now: datetime) -> None:
    """Let somebody work in a department from now on; an empty one ends the placement."""
    department = proper_department(department)
    with at(desk) as connection:
        open_member(connection, desk, code)
        if departments_in(connection, desk.organisation).get(code, "") != department:
            place(connection, code, department, now)


def guide_by(
    desk: Desk, participant: str, trainer: str, *, now: datetime, assistant: bool = False
) -> None:
    """Let a trainer guide a participant from now on, as trainer or as assistant."""
    with at(desk) as connection:
        _guide(connection, desk, participant, trainer, now, assistant=assistant)


def unguide_by(desk: Desk, participant: str, trainer: str, *, now: datetime) -> None:
    """Let a trainer guide a participant no longer."""
    with at(desk) as connection:
        member(connection, desk, participant)
        unguide(connection, participant, now, trainer=trainer)


def guide_by_these(
    desk: Desk, participant: str, trainers: Mapping[str, bool], *, now: datetime
) -> None:
    """Let these guide a participant from now on and nobody else; what stays keeps its dates.

    Parameters
    ----------
    trainers
        By code: whether as assistant.
    """
    with at(desk) as connection:
        open_member(connection, desk, participant)
        for one in guides_of(connection, participant, now):
            if one.trainer not in trainers:
                unguide(connection, participant, now, trainer=one.trainer)
        for trainer, assistant in trainers.items():
            _guide(connection, desk, participant, trainer, now, assistant=assistant)


def give_role(desk: Desk, code: str, role: Role, *, now: datetime) -> None:
    """Give a member of staff another role; whom they guide ends, and they come in anew.

    Raises
    ------
    SetupError
        If a participant is meant: what a participant did belongs to a participant's code.
    """
    with at(desk) as connection:
        person = open_member(connection, desk, code)
        not_yourself(desk, code)
        within_reach(desk, role)
        if Role.PARTICIPANT in (person.role, role) and person.role is not role:
            raise SetupError(
                "Een deelnemer krijgt geen andere rol, en een medewerker wordt geen deelnemer: wat "
                "iemand als deelnemer deed, blijft bij die code. Maak een nieuw mens met die rol."
            )
        if change_role(connection, code, role, now):
            guides_no_longer(connection, code, now)
            end_sessions(connection, code, now)


def call_organisation(desk: Desk, label: str) -> None:
    """Keep what the organisation calls itself; an empty label forgets it."""
    label = " ".join(label.split())
    if not label.isprintable() or len(label) > LONGEST_LABEL:
        raise SetupError(f"De naam van een organisatie is hooguit {LONGEST_LABEL} leesbare tekens.")
    with at(desk) as connection:
        name_organisation(connection, desk.organisation, label)


def _people(desk: Desk, newcomers: Sequence[Newcomer], codes: Sequence[str]) -> list[New]:
    """Return who is to be written down; participants with a card already."""
    people = []
    for code, one in zip(codes, newcomers, strict=True):
        within_reach(desk, one.role)
        person = Person(code=code, organisation=desk.organisation, role=one.role)
        by_card = person.may_answer and not one.user_name
        new = New(
            person=person,
            first_name=proper_name(one.first_name),
            department=proper_department(one.department),
            secret=new_secret() if by_card else "",
        )
        people.append(new)
    return people


def _guidance(
    connection: Connection,
    desk: Desk,
    newcomers: Sequence[Newcomer],
    people: Sequence[New],
    now: datetime,
) -> list[Guidance]:
    """Return who guides the newcomers; each trainer is looked at once."""
    named = {by.trainer for one in newcomers for by in one.guides}
    trainers: dict[str | int, Person] = {
        one: people[one].person if isinstance(one, int) else open_member(connection, desk, one)
        for one in named
    }
    found = []
    for new, one in zip(people, newcomers, strict=True):
        for key, assistant in {by.trainer: by.assistant for by in one.guides}.items():
            _check_guidance(new.person, trainers[key])
            found.append(
                Guidance(
                    trainer=trainers[key].code,
                    participant=new.person.code,
                    assistant=assistant,
                    since_at=now,
                )
            )
    return found


def _guide(
    connection: Connection,
    desk: Desk,
    participant: str,
    trainer: str,
    now: datetime,
    *,
    assistant: bool,
) -> None:
    guided, guiding = (open_member(connection, desk, one) for one in (participant, trainer))
    _check_guidance(guided, guiding)
    known = [one for one in guides_of(connection, participant, now) if one.trainer == trainer]
    if [one.assistant for one in known] != [assistant]:
        guide(connection, trainer, participant, now, assistant=assistant)


def _check_guidance(guided: Person, guiding: Person) -> None:
    if guided.role is not Role.PARTICIPANT:
        raise SetupError(f"{guided.code} is geen deelnemer. Alleen deelnemers hebben begeleiders.")
    if guiding.role is not Role.TRAINER:
        raise SetupError(
            f"{guiding.code} is geen werkplekopleider. Alleen die begeleidt deelnemers."
        )
