"""The texts of the made-up pilot: today's, and an earlier one of the opdrachten that were revised.

The earlier texts are verzonnen: today's question with another last line.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from wpo.apps.pilot_demo.planted import Planted, last_planned_week
from wpo.catalogue.loading import Catalogue
from wpo.catalogue.testplan import TestPlan
from wpo.model.assignments import Assignment
from wpo.model.questions import Choice, Question

_VAGUE = "Wat zou hier volgens jou het beste passen bij wat er van je verwacht wordt?"
_SAME = "Wat doe je nu?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """Which text of an opdracht somebody meets in which week. ``earlier``: until ``switch``."""

    today: Mapping[str, Assignment]
    earlier: Mapping[str, Assignment]
    switch: Mapping[str, int]

    def of(self, assignment: str, week: int) -> Assignment:
        """Return the text of a week."""
        if assignment in self.earlier and week < self.switch[assignment]:
            return self.earlier[assignment]
        return self.today[assignment]


def texts_of(catalogue: Catalogue, plan: TestPlan, planted: Sequence[Planted]) -> Texts:
    """Return the texts of the pilot: planned opdrachten get a new one after all have tested it."""
    revised = [one for one in planted if one.kind.startswith("herzien")]
    earlier = {
        one.assignment: _earlier(
            catalogue.assignments[one.assignment],
            one.question,
            _VAGUE if one.kind == "herzien_helpt" else _SAME,
        )
        for one in revised
    }
    switch = {one: min(last_planned_week(plan, one) + 1, plan.n_weeks - 1) for one in earlier}
    return Texts(today=catalogue.assignments, earlier=earlier, switch=switch)


def catalogue_before(catalogue: Catalogue, texts: Texts) -> Catalogue:
    """Return the catalogue as it was at the start of the pilot."""
    assignments = {**catalogue.assignments, **texts.earlier}
    return replace(catalogue, assignments=MappingProxyType(assignments))


def _earlier(assignment: Assignment, question: str, line: str) -> Assignment:
    practice = tuple(
        _with_line(one, line) if one.id == question else one for one in assignment.practice
    )
    return replace(assignment, version="0.9", practice=practice)


def _with_line(question: Question, line: str) -> Question:
    if not isinstance(question, Choice):
        raise TypeError(f"{question.id}: alleen een keuzevraag krijgt een eerdere tekst")
    return replace(question, stem=(*question.stem[:-1], line))
