"""Roles, and which doors and texts each of them may use. The one place where this is decided."""

from dataclasses import dataclass
from datetime import datetime
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

# What the pilot says. These pages read a research set and nothing else.
EVALUATION = tuple(
    f"onderzoeker/{name}.ipynb"
    for name in (
        "overzicht",
        "opdracht_onder_de_loep",
        "organisaties_naast_elkaar",
        "voor_en_na",
        "open_antwoorden",
        "op_de_werkvloer",
        "rapport",
    )
)

# Doors that exist today, as notebook paths below notebooks/. A door that is not named is shut.
DOORS: dict[Role, tuple[str, ...]] = {
    Role.PARTICIPANT: (
        "deelnemer/mijn_week.ipynb",
        "deelnemer/oefenen.ipynb",
        "deelnemer/mijn_plan.ipynb",
        "deelnemer/dit_kan_ik_al.ipynb",
        "deelnemer/weekkaart.ipynb",
        "deelnemer/groeibewijs.ipynb",
        "deelnemer/over_mij.ipynb",
        "deelnemer/wat_vind_je.ipynb",
    ),
    Role.TRAINER: (
        "werkplekopleider/mijn_deelnemers.ipynb",
        "werkplekopleider/deelnemer.ipynb",
        "werkplekopleider/wat_vindt_u.ipynb",
        *HANDBOOK,
    ),
    Role.COACH: (
        "coach/overzicht.ipynb",
        "coach/vragen.ipynb",
        "coach/samen_kijken.ipynb",
        "coach/wat_vindt_u.ipynb",
        "coach/intikken.ipynb",
        *HANDBOOK,
    ),
    Role.PROJECT_MANAGER: ("projectmanager/beleid.ipynb", HANDBOOK[0]),
    Role.PROJECT_LEADER: (
        "projectleider/opdracht_bekijken.ipynb",
        "projectleider/testplan.ipynb",
        "projectleider/inlezen.ipynb",
        "projectleider/nalezen.ipynb",
        *HANDBOOK,
        *EVALUATION,
    ),
    Role.RESEARCHER: (*EVALUATION, "onderzoeker/coderen.ipynb"),
    Role.ADMINISTRATOR: ("beheerder/mensen.ipynb",),
}

# What each role may tell, as names of floor facts (see wpo.model.floor). Participants tell about
# themselves, trainers about those whom they guide, coaches about those in their organisation.
_BOTH = frozenset(
    {
        "agreed",
        "talk_reopened",
        "helped",
        "again",
        "said_mastered",
        "went_on",
        "paused",
        "resumed",
        "stopped",
    }
)
TELLS: dict[Role, frozenset[str]] = dict.fromkeys(Role, frozenset()) | {
    Role.PARTICIPANT: _BOTH | {"wished", "recognised", "looked_back"},
    Role.TRAINER: _BOTH | {"noticed", "observed", "adapted", "asked"},
    Role.COACH: frozenset({"observed", "replied"}),
}

# An assistant looks and helps; what is decided stays with participant and werkplekopleider.
ASSISTANT_TELLS = frozenset({"observed", "adapted", "helped", "asked"})

# Roles whose pages may read the operational store, and thereby facts about people.
READS_PEOPLE = frozenset(
    {Role.PARTICIPANT, Role.TRAINER, Role.COACH, Role.PROJECT_MANAGER, Role.ADMINISTRATOR}
)

# Doors of other roles whose pages reach the store too. Each asks one module of the store for what
# it shows, and that module hands out no person: counts, or words without whose they are.
READS_STORE = frozenset(
    {
        "projectleider/inlezen.ipynb",  # compares codes in a file, shows none
        "projectleider/testplan.ipynb",
        "projectleider/nalezen.ipynb",
        "onderzoeker/coderen.ipynb",
    }
)

# Roles that a beheerder lets in and looks after. The others see what is of every organisation, and
# are let in from the command line only.
LETS_IN = frozenset(Role) - {Role.PROJECT_LEADER, Role.RESEARCHER}


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who may come in. ``code`` is a random pseudonym; no name is kept here."""

    code: str
    organisation: str
    role: Role

    def may_open(self, notebook: str) -> bool:
        """Tell whether this person may open a notebook, given as its path below notebooks/."""
        return notebook in DOORS[self.role]

    def reaches_store(self, notebook: str) -> bool:
        """Tell whether the page behind this door may read the operational store."""
        return self.role in READS_PEOPLE or (notebook in READS_STORE and self.may_open(notebook))

    def may_tell(self, name: str) -> bool:
        """Tell whether this person's role tells floor facts of this name."""
        return name in TELLS[self.role]

    @property
    def may_answer(self) -> bool:
        """Tell whether this person gives answers of their own: only participants do."""
        return self.role is Role.PARTICIPANT


@dataclass(frozen=True, slots=True, kw_only=True)
class Guidance:
    """Who guides whom, from when until when (aware UTC; ``until_at`` None: still)."""

    trainer: str
    participant: str
    assistant: bool
    since_at: datetime
    until_at: datetime | None = None
