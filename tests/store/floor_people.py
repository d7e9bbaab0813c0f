"""Made-up people of two organisations, and who guides whom among them."""

from datetime import datetime, timedelta

from sqlalchemy import Connection

from tests.store.making import ANNA, BRAM, NOW
from wpo.model.floor import FloorEvent, FloorFacts
from wpo.model.people import Person, Role
from wpo.store.guidance import guide
from wpo.store.people import add_person

DAY = timedelta(days=1)
BEFORE = NOW - 60 * DAY

TEUN = Person(code="teun", organisation="org", role=Role.TRAINER)
TARA = Person(code="tara", organisation="org", role=Role.TRAINER)
CORA = Person(code="cora", organisation="org", role=Role.COACH)
FAR = Person(code="far", organisation="ver", role=Role.PARTICIPANT)
FAR_TRAINER = Person(code="far-trainer", organisation="ver", role=Role.TRAINER)
FAR_COACH = Person(code="far-coach", organisation="ver", role=Role.COACH)
PEOPLE = (ANNA, BRAM, TEUN, TARA, CORA, FAR, FAR_TRAINER, FAR_COACH)


def add_everybody(connection: Connection) -> None:
    """Add everybody: Teun guides Anna, Tara assists with Anna and guides Bram."""
    for one in PEOPLE:
        add_person(connection, one, BEFORE)
    guide(connection, TEUN.code, ANNA.code, BEFORE)
    guide(connection, TARA.code, ANNA.code, BEFORE, assistant=True)
    guide(connection, TARA.code, BRAM.code, BEFORE)
    guide(connection, FAR_TRAINER.code, FAR.code, BEFORE)


def told(
    by: Person,
    facts: FloorFacts,
    *,
    about: Person = ANNA,
    at: datetime = NOW,
    event_id: str = "feit-0001",
) -> FloorEvent:
    """Return a fact about somebody, as the device of the teller makes it."""
    return FloorEvent(
        event_id=event_id,
        occurred_at=at,
        person=about.code,
        by=by.code,
        as_role=by.role,
        facts=facts,
    )
