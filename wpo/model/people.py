"""Roles, and which doors and texts each of them may use. The one place where this is decided."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What somebody is to WPO. The values are the Dutch words that companies use."""

    PARTICIPANT = "deelnemer"
    TRAINER = "werkplekopleider"
    COACH = "coach"
    PROJECT_MANAGER = "projectmanager"
    PROJECT_LEADER = "projectleider"
    RESEARCHER = "onderzoeker"
    ADMINISTRATOR = "beheerder"


ENTRANCE = "/wpo/binnen/"  # a link to come in with: this, and a secret

HANDBOOK = ("werkplekopleider/handleiding.ipynb", "werkplekopleider/kaarten.ipynb")

# Doors that exist today, as notebook paths below notebooks/. A door that is not named is shut.
DOORS: dict[Role, tuple[str, ...]] = {
    Role.PARTICIPANT: ("deelnemer/oefenen.ipynb",),
    Role.TRAINER: HANDBOOK,
    Role.COACH: HANDBOOK,
    Role.PROJECT_MANAGER: (),
    Role.PROJECT_LEADER: ("projectleider/opdracht_bekijken.ipynb", *HANDBOOK),
    Role.RESEARCHER: (),
    Role.ADMINISTRATOR: (),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who may come in. ``code`` is a random pseudonym; no name is kept here."""

    code: str
    organisation: str
    role: Role

    def may_open(self, notebook: str) -> bool:
        """Tell whether this person may open a notebook, given as its path below notebooks/."""
        return notebook in DOORS[self.role]

    @property
    def may_answer(self) -> bool:
        """Tell whether this person gives answers of their own: only participants do."""
        return self.role is Role.PARTICIPANT
