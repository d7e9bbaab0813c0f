"""What was hidden in the made-up pilot, to be found or to be left alone: a list for machines.

A review queue that is any good finds what is wrong, and accuses none of what only looks wrong.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Literal

from wpo.apps.pilot_demo.cast import Pilot
from wpo.catalogue.loading import Catalogue
from wpo.catalogue.testplan import TestPlan
from wpo.language.sentences import lower_words
from wpo.model.assignments import Assignment
from wpo.model.questions import Choice, Quality

Kind = Literal[
    # a problem: these five are what the review queue is for
    "moeilijk",
    "magneet",
    "woord",
    "leed",
    "probleem",
    # an answer that nobody chooses: to see under the magnifying glass, no reason to revise
    "dood",
    # a question with an earlier text
    "herzien_helpt",
    "herzien_niets",
    # harmless: looks bad, and is not
    "toeval",
    "eerlijk",
    "luid",
]
TRIGGERS: tuple[Kind, ...] = ("moeilijk", "magneet", "woord", "leed", "probleem")
HARMLESS: tuple[Kind, ...] = ("toeval", "eerlijk", "luid", "herzien_helpt", "herzien_niets")

HOW_MANY: Mapping[Kind, int] = {
    "herzien_helpt": 2,
    "herzien_niets": 2,
    "woord": 1,
    "moeilijk": 5,
    "magneet": 3,
    "dood": 2,
    "leed": 1,
    "probleem": 1,
    "toeval": 1,
    "eerlijk": 1,
    "luid": 1,
}
_WHY: Mapping[Kind, str] = {
    "moeilijk": "de vraag is onduidelijk: weinig mensen kiezen meteen het goede antwoord",
    "magneet": "een verkeerd antwoord trekt meer mensen dan het goede",
    "woord": "bijna iedereen vraagt om de uitleg van dit woord",
    "leed": "iemand zegt dat deze opdracht pijn doet",
    "probleem": "een plaatje is kapot, en elke organisatie ziet dat",
    "dood": "een antwoord dat bijna niemand kiest",
    "herzien_helpt": "een nieuwe tekst, en die helpt echt",
    "herzien_niets": "een nieuwe tekst, en die verandert niets",
    "toeval": "weinig mensen, en die hadden pech: de vraag is goed",
    "eerlijk": "een moeilijke vraag waarvan de uitleg goed helpt",
    "luid": "één organisatie klaagt veel, de andere niet",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Planted:
    """One thing that was hidden; ``item`` is empty where it is about a whole opdracht."""

    kind: Kind
    assignment: str
    question: str = ""
    option: str = ""
    word: str = ""

    @property
    def is_problem(self) -> bool:
        """Whether a review queue should name it."""
        return self.kind in TRIGGERS

    @property
    def is_harmless(self) -> bool:
        """Whether a review queue should leave it alone."""
        return self.kind in HARMLESS

    @property
    def item(self) -> str:
        """The question as the research set names it."""
        return f"{self.assignment}/{self.question}" if self.question else ""

    @property
    def why(self) -> str:
        """What it is, in Dutch."""
        return _WHY[self.kind]


def plant(catalogue: Catalogue, plan: TestPlan, pilot: Pilot) -> tuple[Planted, ...]:
    """Return what is hidden in this pilot, each in an opdracht of its own."""
    chance = pilot.chance("planted")
    free = [one for one in catalogue.assignments.values() if plan.of_assignment(one.id)]
    chance.shuffle(free)
    found: list[Planted] = []
    for kind, n in HOW_MANY.items():
        for _ in range(n):
            one = _place(catalogue, plan, chance, kind, free)
            free = [other for other in free if other.id != one.assignment]
            found.append(one)
    return tuple(found)


def last_planned_week(plan: TestPlan, assignment: str) -> int:
    """Return the last week in which any organisation tests an opdracht."""
    return max(one.last_week for one in plan.of_assignment(assignment))


def _place(
    catalogue: Catalogue,
    plan: TestPlan,
    chance: Random,
    kind: Kind,
    free: Sequence[Assignment],
) -> Planted:
    if kind == "woord":
        words = ((one, *found) for one in free for found in _words_in(catalogue, one))
        assignment, question, word = next(words)
        return Planted(kind=kind, assignment=assignment.id, question=question.id, word=word)
    if kind in ("leed", "luid"):
        return Planted(kind=kind, assignment=free[0].id)
    if kind.startswith("herzien"):
        # Every organisation that tests it has to meet both texts.
        early = [one for one in free if last_planned_week(plan, one.id) <= plan.n_weeks - 3]
        free = early or free
    assignment = next(one for one in free if any(_three_answers(one)))
    question = chance.choice(list(_three_answers(assignment)))
    option = ""
    if kind in ("magneet", "dood"):
        option = next(one.id for one in question.options if one.quality is Quality.UNHANDY)
    return Planted(kind=kind, assignment=assignment.id, question=question.id, option=option)


def _three_answers(assignment: Assignment) -> Iterator[Choice]:
    """Yield the questions with three answers, one good and one unhandy."""
    for one in assignment.practice:
        if isinstance(one, Choice) and len(one.options) == 3:
            kinds = [option.quality for option in one.options]
            if kinds.count(Quality.GOOD) == 1 and Quality.UNHANDY in kinds:
                yield one


def explained(catalogue: Catalogue) -> Mapping[str, str]:
    """Return which words are explained: a form of it, in small letters, to the word."""
    return {
        form.lower(): one.word
        for one in catalogue.word_list.words
        for form in (one.word, *one.forms)
    }


def words_of(question: Choice, forms: Mapping[str, str]) -> tuple[str, ...]:
    """Return the explained words that stand in a question, in alphabetical order."""
    texts = [*question.stem, *(one.text for one in question.options)]
    return tuple(sorted({forms[one] for one in lower_words(" ".join(texts)) if one in forms}))


def _words_in(catalogue: Catalogue, assignment: Assignment) -> Iterator[tuple[Choice, str]]:
    forms = explained(catalogue)
    for question in _three_answers(assignment):
        for word in words_of(question, forms):
            yield question, word
