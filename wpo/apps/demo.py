"""Made-up people to try everything with: a small company, in which somebody of each role works."""

import base64
import hmac
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection

from wpo.model.people import DOORS, Person, Role
from wpo.store.guidance import guide
from wpo.store.names import name_organisation, name_person, organisation_label
from wpo.store.people import add_person, keep_key
from wpo.store.placement import place

DEMO_ORGANISATION = "demo"
DEMO_LABEL = "Voorbeeld (verzonnen)"

# First names are those of the cast in content/beeld/mensen.yaml.
_MADE_UP: tuple[tuple[Role, tuple[tuple[str, str], ...]], ...] = (
    (
        Role.PARTICIPANT,
        (("Samir", "Fietsen"), ("Agnes", "Wasserij"), ("Daan", "Groen")),
    ),
    (Role.TRAINER, (("Karin", "Fietsen"), ("Ron", "Fietsen"))),
    (Role.COACH, (("Rachid", "Kantoor"),)),
    (Role.PROJECT_MANAGER, (("Marja", "Kantoor"),)),
    (Role.PROJECT_LEADER, (("Erik", "Kantoor"),)),
    (Role.RESEARCHER, (("Naomi", "Kantoor"), ("Henk", "Kantoor"))),
    (Role.ADMINISTRATOR, (("Sanne", "Kantoor"),)),
)
_MADE = tuple(
    (
        Person(code=f"demo-{role.value}-{n}", organisation=DEMO_ORGANISATION, role=role),
        name,
        department,
    )
    for role, people in _MADE_UP
    for n, (name, department) in enumerate(people, start=1)
)
DEMO_PEOPLE: Sequence[Person] = tuple(person for person, _, _ in _MADE)


def set_up_demo(
    connection: Connection, secret: bytes, now: datetime
) -> tuple[tuple[Person, str], ...]:
    """Make the made-up people and return their keys; the same keys every time.

    What somebody changed in an earlier demo on the same data stays as it was changed.

    Parameters
    ----------
    secret
        Of the server; the keys are made of it.

    Returns
    -------
    tuple of (Person, str)
        Whoever has a door, each with a key that opens it.
    """
    fresh = organisation_label(connection, DEMO_ORGANISATION) == DEMO_ORGANISATION
    for person, name, department in _MADE:
        add_person(connection, person, now)
        if fresh:
            name_person(connection, person.code, name)
            place(connection, person.code, department, now)
    if fresh:
        name_organisation(connection, DEMO_ORGANISATION, DEMO_LABEL)
        participants = [one for one in DEMO_PEOPLE if one.role is Role.PARTICIPANT]
        trainer, assistant = [one for one in DEMO_PEOPLE if one.role is Role.TRAINER]
        for one in participants:
            guide(connection, trainer.code, one.code, now)
        guide(connection, assistant.code, participants[0].code, now, assistant=True)
    return open_doors(connection, DEMO_PEOPLE, secret, now)


def open_doors(
    connection: Connection, people: Sequence[Person], secret: bytes, now: datetime
) -> tuple[tuple[Person, str], ...]:
    """Return a key for each of these made-up people who has a door; the same keys every time."""
    keys = [(one, _key(secret, one.code)) for one in people if DOORS[one.role]]
    for person, key in keys:
        keep_key(connection, person.code, key, now)
    return tuple(keys)


def _key(secret: bytes, code: str) -> str:
    digest = hmac.digest(secret, f"demo:{code}".encode(), "sha256")
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")
