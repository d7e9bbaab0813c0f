"""Who of a made-up pilot to look through the eyes of: one of each role, where most happened."""

from collections.abc import Iterator

from sqlalchemy import Connection, func, select

from wpo.apps.pilot_demo.cast import PILOT_TEAM
from wpo.model.people import Person, Role
from wpo.store import tables

MADE_UP = "(verzonnen)"


def worth_a_look(connection: Connection, apart: str) -> tuple[Person, ...]:
    """Return a participant with their werkplekopleider, coach and projectmanager; empty: no pilot.

    Only people of organisations that are labelled as made up are ever returned.

    Parameters
    ----------
    apart
        The organisation whose people have links already.
    """
    made_up = select(tables.organisation.c.code).where(
        tables.organisation.c.label.endswith(MADE_UP),
        tables.organisation.c.code.not_in([apart, PILOT_TEAM]),
    )
    standing, people = tables.standing, tables.person
    busiest = connection.execute(
        select(people.c.code, people.c.organisation)
        .join(standing, standing.c.person == people.c.code)
        .where(people.c.organisation.in_(made_up), people.c.role == Role.PARTICIPANT.value)
        .group_by(people.c.code, people.c.organisation)
        .order_by(func.count().desc(), people.c.code)
        .limit(1)
    ).first()
    if busiest is None:
        return ()
    return tuple(_around(connection, busiest.code, busiest.organisation))


def _around(connection: Connection, participant: str, organisation: str) -> Iterator[Person]:
    yield Person(code=participant, organisation=organisation, role=Role.PARTICIPANT)
    people, guidance = tables.person, tables.guidance
    trainer = select(guidance.c.trainer).where(guidance.c.participant == participant)
    code = connection.scalar(trainer.order_by(guidance.c.trainer).limit(1))
    if code is not None:
        yield Person(code=code, organisation=organisation, role=Role.TRAINER)
    for role in (Role.COACH, Role.PROJECT_MANAGER):
        there = (people.c.organisation == organisation) & (people.c.role == role.value)
        code = connection.scalar(select(people.c.code).where(there).order_by(people.c.code))
        if code is not None:
            yield Person(code=code, organisation=organisation, role=role)
