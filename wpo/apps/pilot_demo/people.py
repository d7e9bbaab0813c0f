"""Let the made-up people in: who is where, who guides whom, and first names."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, insert

from wpo.apps.pilot_demo.cast import LABELS, Company, everybody, pilot_team
from wpo.model.people import Role
from wpo.store import tables

_STAFF = {
    Role.TRAINER: ("Karin", "Ron", "Fatma", "Wim"),
    Role.COACH: ("Rachid",),
    Role.PROJECT_MANAGER: ("Marja",),
}


def let_in(connection: Connection, made: Sequence[Company], at: datetime) -> None:
    """Make the organisations and their people."""
    labels = LABELS | {one.code: one.label for one in made}
    people = [one for company in made for one in company.staff]
    people += [one.person for one in everybody(tuple(made))]
    people += pilot_team()
    connection.execute(
        insert(tables.organisation),
        [{"code": code, "label": label} for code, label in labels.items()],
    )
    connection.execute(
        insert(tables.person),
        [
            {
                "code": one.code,
                "organisation": one.organisation,
                "role": one.role.value,
                "created_at": at,
            }
            for one in people
        ],
    )
    participants = list(everybody(tuple(made)))
    connection.execute(
        insert(tables.placement),
        [
            {
                "person": one.person.code,
                "department": one.department,
                "since_at": at,
                "until_at": None,
            }
            for one in participants
        ],
    )
    connection.execute(
        insert(tables.guidance),
        [
            {
                "trainer": one.trainer.code,
                "participant": one.person.code,
                "assistant": False,
                "since_at": at,
                "until_at": None,
            }
            for one in participants
        ],
    )
    connection.execute(
        insert(tables.first_name),
        [{"person": one.person.code, "name": one.name} for one in participants]
        + [
            {"person": one.code, "name": _STAFF[one.role][number % len(_STAFF[one.role])]}
            for company in made
            for number, one in enumerate(company.staff)
        ],
    )
