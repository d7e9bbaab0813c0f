"""What was typed over from a paper, made again from the facts: to show it, and to mend it."""

from collections.abc import Sequence

from wpo.catalogue.loading import Catalogue
from wpo.model.floor import FloorEvent, Observed
from wpo.model.months import day_of
from wpo.model.pilot import PilotEvent, Rated
from wpo.pilot.importing.forms import ITEM, OBSERVATIONS, Field, Target
from wpo.pilot.importing.values import short_code

POINT = "punt:"  # before the id of a point of the card; the cell says what was seen


def form_of(fact: PilotEvent | FloorEvent) -> str:
    """Return which kind of paper a fact was on."""
    return fact.facts.questionnaire if isinstance(fact.facts, Rated) else OBSERVATIONS


def cells_of(facts: Sequence[PilotEvent | FloorEvent], catalogue: Catalogue) -> dict[Target, str]:
    """Return what stood on one paper, by target; reading it again gives the same facts."""
    cells: dict[Target, str] = {}
    for one in facts:
        match one:
            case PilotEvent(facts=Rated() as rated):
                assignment = catalogue.assignments.get(one.assignment)
                cells |= {
                    Field.PERSON.value: one.person,
                    Field.ASSIGNMENT.value: short_code(assignment) if assignment else "",
                    Field.DATE.value: f"{day_of(one.occurred_at):%d-%m-%Y}",
                    Field.HELPED_BY.value: rated.helped_by,
                }
                cells |= {
                    ITEM + a.item: str(a.value) if a.value else a.words for a in rated.answers
                }
            case FloorEvent(facts=Observed() as seen):
                cells |= {
                    Field.PERSON.value: one.person,
                    Field.OBSERVER.value: one.by,
                    Field.ASSIGNMENT.value: f"{seen.goal.sub_skill[1:]}-{seen.goal.level}",
                    Field.DATE.value: f"{seen.day:%d-%m-%Y}",
                    Field.SITUATION.value: seen.situation,
                    POINT + seen.point: seen.value,
                }
                if seen.note:
                    cells[Field.WORDS.value] = seen.note
    return {target: text for target, text in cells.items() if text}
