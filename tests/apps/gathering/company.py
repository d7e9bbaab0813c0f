"""A small company that tests opdrachten, and a projectleider who brings in its papers."""

from datetime import UTC, datetime

from sqlalchemy import Engine

from wpo.apps.gathering.intake import Intake, Plan, look
from wpo.catalogue.loading import Catalogue
from wpo.model.people import Person, Role
from wpo.store.database import writing
from wpo.store.guidance import guide
from wpo.store.people import add_person, new_key

NOW = datetime(2026, 11, 24, 15, 0, tzinfo=UTC)
GOOD = ("2b-1", "20-11-2025", "samir", "ja", "beetje", "Ja!", "3", "nee", "niemand")
NAMELESS = (*GOOD[:2], "", *GOOD[3:])
ERIK = Person(code="erik", organisation="sbcm", role=Role.PROJECT_LEADER)
RACHID = Person(code="rachid", organisation="bedrijf-1", role=Role.COACH)
_EVERYBODY = (
    ERIK,
    RACHID,
    Person(code="samir", organisation="bedrijf-1", role=Role.PARTICIPANT),
    Person(code="karin", organisation="bedrijf-1", role=Role.TRAINER),
    Person(code="ver", organisation="bedrijf-2", role=Role.PARTICIPANT),
)


def company(engine: Engine, catalogue: Catalogue, by: Person = ERIK) -> Intake:
    """Make everybody, each with a door that is open, and return where ``by`` takes papers in."""
    with writing(engine) as connection:
        for one in _EVERYBODY:
            add_person(connection, one, NOW)
            new_key(connection, one.code, NOW)
        guide(connection, "karin", "samir", NOW)
    return Intake(engine=engine, catalogue=catalogue, by=by)


def looked(intake: Intake, data: bytes, organisation: str = "bedrijf-1") -> Plan:
    """Return what a file that came on paper would do."""
    return look(intake, data, "lijst", organisation=organisation, source="papier", now=NOW)
