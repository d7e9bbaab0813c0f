"""A made-up company as its coach meets it, and one beside it that the coach knows nothing of."""

import re
from collections.abc import Callable
from datetime import datetime
from html import unescape

from sqlalchemy import Engine

from tests.telling import ASSISTANT, COACH, DAY, MONDAY, OTHER, PARTICIPANT, TRAINER, Telling
from wpo.apps.visit import Visit
from wpo.catalogue.loading import Catalogue
from wpo.model.people import Person, Role
from wpo.store.database import writing
from wpo.store.guidance import guide
from wpo.store.names import name_person
from wpo.store.people import add_person, keep_key
from wpo.store.placement import place

STRANGER = Person(code="vreemd-deelnemer", organisation="ander", role=Role.PARTICIPANT)
STRANGE_TRAINER = Person(code="vreemd-opleider", organisation="ander", role=Role.TRAINER)
STRANGE_COACH = Person(code="vreemd-coach", organisation="ander", role=Role.COACH)

Page = Callable[[Visit], tuple[str, str]]


class Company(Telling):
    """The people of ``Telling`` with names and departments, and three people of another company."""

    def __init__(self, engine: Engine) -> None:
        super().__init__(engine)
        before = MONDAY - 14 * DAY
        with writing(engine) as connection:
            for person in (STRANGER, STRANGE_TRAINER, STRANGE_COACH):
                add_person(connection, person, before)
                keep_key(connection, person.code, f"kaart-{person.code}", before)
                name_person(connection, person.code, "Zazie")
            guide(connection, STRANGE_TRAINER.code, STRANGER.code, before)
            name_person(connection, TRAINER.code, "Jan")
            name_person(connection, ASSISTANT.code, "Els")
            name_person(connection, COACH.code, "Mo")
            place(connection, PARTICIPANT.code, "Keuken", before)
            place(connection, OTHER.code, "Groen", before)

    def join(
        self, code: str, *, name: str = "", department: str = "", guided: bool = True
    ) -> Person:
        """Let another participant come in."""
        person = Person(code=code, organisation="demo", role=Role.PARTICIPANT)
        before = MONDAY - 14 * DAY
        with writing(self.engine) as connection:
            add_person(connection, person, before)
            keep_key(connection, code, f"kaart-{code}", before)
            name_person(connection, code, name)
            place(connection, code, department, before)
            if guided:
                guide(connection, TRAINER.code, code, before)
        return person

    def html(
        self,
        page: Page,
        catalogue: Catalogue,
        at: datetime = MONDAY,
        who: Person = COACH,
        **query: str,
    ) -> str:
        """Return what a page holds."""
        return page(self.visit(catalogue, who, at, **query))[1]

    def text(
        self,
        page: Page,
        catalogue: Catalogue,
        at: datetime = MONDAY,
        who: Person = COACH,
        **query: str,
    ) -> str:
        """Return what somebody reads on a page, a line for each piece."""
        return words(self.html(page, catalogue, at, who, **query))


def words(html: str) -> str:
    """Return the words of HTML, a line for each piece."""
    lines = (line.strip() for line in unescape(re.sub(r"<[^>]*>", "\n", html)).splitlines())
    return "\n".join(line for line in lines if line)
