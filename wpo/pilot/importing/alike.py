"""Whether a paper is likely here already, though it came another way.

The prints of :mod:`wpo.pilot.importing.identity` know the same row of a list again. A paper that
was keyed in and stands in a list too has no print in common with it: a tick was read otherwise, or
another day was typed. It is likely the same paper where it is of the same person, asks the same
about the same opdracht, and is of a day that is near. A card of observation is of the same day,
observer and point, for another day has a card of its own; a remark also says the same; a reason
why an opdracht was not done is the same one.

No paper says which version of a text it is about, so versions are not compared. A paper without a
code is never alike: nobody can tell whether two papers of nobody are one.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from wpo.catalogue.private_columns import squeezed
from wpo.model.floor import FloorEvent, Observed
from wpo.model.months import day_of, dutch_date
from wpo.model.pilot import NotDone, PilotEvent, Rated, Remarked

NEAR_DAYS = 21  # an organisation tests an opdracht two weeks; a stack is keyed in within another

_Key = tuple[str, ...]


class Way(StrEnum):
    """How a fact came in, in the words of who reads it."""

    SCREEN = "ingevuld op een scherm"
    KEYED = "ingetikt"
    FILE = "ingelezen uit een bestand"


@dataclass(frozen=True, slots=True, kw_only=True)
class Came:
    """A fact that is here, how it came in, and on which day."""

    fact: PilotEvent | FloorEvent
    way: Way
    day: date

    def __str__(self) -> str:
        return f"Lijkt al binnen: {self.way.value} op {dutch_date(self.day)}."


@dataclass(frozen=True, slots=True, kw_only=True)
class InThisFile:
    """A fact that a row of the same file tells."""

    fact: PilotEvent | FloorEvent
    number: int

    def __str__(self) -> str:
        return f"Lijkt op rij {self.number} van dit bestand."


class Here:
    """What is here, by what it is about."""

    def __init__(self, came: Iterable[Came]) -> None:
        self._told: dict[_Key, list[Came | InThisFile]] = {}
        for one in came:
            self.add(one)

    def add(self, one: Came | InThisFile) -> None:
        """Compare what comes next with this too."""
        key = _about(one.fact)
        if key is not None:
            self._told.setdefault(key, []).append(one)

    def like(self, fact: PilotEvent | FloorEvent) -> Came | InThisFile | None:
        """Return what is likely the same paper, of the nearest day; None where there is none."""
        key, day = _about(fact), day_of(fact.occurred_at)
        if key is None:
            return None
        apart = [
            (abs((day_of(one.fact.occurred_at) - day).days), n)
            for n, one in enumerate(self._told.get(key, ()))
        ]
        n_days, nearest = min(apart, default=(NEAR_DAYS + 1, 0))
        return self._told[key][nearest] if n_days <= NEAR_DAYS else None


def _about(fact: PilotEvent | FloorEvent) -> _Key | None:
    """Return what a fact and another are both about where they are alike; None: never alike."""
    if not fact.person:
        return None
    match fact:
        case PilotEvent(facts=Rated() as one):
            return ("rated", fact.person, fact.assignment, one.questionnaire)
        case PilotEvent(facts=Remarked() as one):
            words = squeezed(one.words)
            return ("remarked", fact.person, fact.assignment, one.kind, one.place, words)
        case PilotEvent(facts=NotDone() as one) if not fact.is_of_another:
            return ("not_done", fact.person, fact.assignment, one.reason)
        case FloorEvent(facts=Observed() as one):
            goal = (one.goal.sub_skill, str(one.goal.level), one.point)
            return ("observed", fact.person, fact.by, *goal, one.day.isoformat())
        case _:
            return None
