"""A made-up participant, werkplekopleider and coach, and a short way to let them tell facts."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count

from sqlalchemy import Engine

from wpo.apps.visit import Visit
from wpo.catalogue.loading import Catalogue
from wpo.model.floor import Agreed, FloorEvent, FloorFacts, Goal, Observed, Practised, Wished
from wpo.model.people import ENTRANCE, Person, Role
from wpo.store.database import writing
from wpo.store.floor import append_floor, take_in_floor
from wpo.store.guidance import guide
from wpo.store.names import name_person
from wpo.store.people import add_person, keep_key

MONDAY = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
DAY = timedelta(days=1)
LISTEN = Goal(sub_skill="s1a", level=1)
PLAN = (
    "Als mijn leidinggevende praat, dan stop ik even met mijn werk en luister ik.",
    "Bij de start van de dag.",
    "Met mijn leidinggevende.",
)

PARTICIPANT = Person(code="deelnemer-a", organisation="demo", role=Role.PARTICIPANT)
OTHER = Person(code="deelnemer-b", organisation="demo", role=Role.PARTICIPANT)
TRAINER = Person(code="opleider-a", organisation="demo", role=Role.TRAINER)
ASSISTANT = Person(code="opleider-b", organisation="demo", role=Role.TRAINER)
COACH = Person(code="coach-a", organisation="demo", role=Role.COACH)
EVERYBODY = (PARTICIPANT, OTHER, TRAINER, ASSISTANT, COACH)


@dataclass
class Telling:
    """A store in which these people are known, and guided since two weeks before ``MONDAY``.

    The trainer guides the participant and the other; the assistant only the participant.
    """

    engine: Engine
    numbers: Iterator[int] = field(default_factory=count)

    def __post_init__(self) -> None:
        before = MONDAY - 14 * DAY
        with writing(self.engine) as connection:
            for person in EVERYBODY:
                add_person(connection, person, before)
                keep_key(connection, person.code, _secret(person), before)
            guide(connection, TRAINER.code, PARTICIPANT.code, before)
            guide(connection, TRAINER.code, OTHER.code, before)
            guide(connection, ASSISTANT.code, PARTICIPANT.code, before, assistant=True)
            name_person(connection, PARTICIPANT.code, "Fatma")
            name_person(connection, OTHER.code, "Piet")

    def tell(
        self, who: Person, facts: FloorFacts, at: datetime = MONDAY, about: Person = PARTICIPANT
    ) -> str:
        """Let somebody tell a fact and return its event id; a refusal is an error here."""
        event = FloorEvent(
            event_id=f"verteld-{next(self.numbers):06}",
            occurred_at=at,
            person=about.code,
            by=who.code,
            as_role=who.role,
            facts=facts,
        )
        with writing(self.engine) as connection:
            if facts.name in ("practice_began", "practised"):  # the server tells these itself
                append_floor(connection, [event], {about.code: about.organisation}, at)
            else:
                receipt = take_in_floor(connection, who, [event], at)
                assert not receipt.refused, receipt.refused
        return event.event_id

    def agree(self, at: datetime = MONDAY, about: Person = PARTICIPANT) -> None:
        """Let them choose listening at level 1 together."""
        self.tell(about, Wished(question="groeien", sub_skills=("s1a",)), at, about)
        self.tell(TRAINER, Agreed(goals=(LISTEN,), until=(at + 42 * DAY).date()), at, about)

    def practise(self, at: datetime = MONDAY, about: Person = PARTICIPANT) -> None:
        """Let the participant end a practice with a plan."""
        self.tell(about, Practised(goal=LISTEN, content_hash="tekst", plan=PLAN), at, about)

    def see(self, at: datetime, situation: str = "gewoon", who: Person = TRAINER) -> str:
        """Let somebody see the first point of the card."""
        facts = Observed(
            goal=LISTEN,
            point="o1",
            value="gezien",
            situation=situation,  # type: ignore[arg-type]
            day=at.date(),
        )
        return self.tell(who, facts, at)

    @staticmethod
    def link(person: Person) -> str:
        """Return the path of the link on the card of somebody."""
        return f"{ENTRANCE}{_secret(person)}"

    def visit(self, catalogue: Catalogue, person: Person, now: datetime, **query: str) -> Visit:
        """Return the visit of somebody to a page at a moment."""
        return Visit(catalogue=catalogue, engine=self.engine, person=person, now=now, query=query)


def _secret(person: Person) -> str:
    return f"kaart-van-{person.code}-in-een-test"
