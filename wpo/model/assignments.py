"""What a WPO-opdracht is: a practice part, a work task and a card for the werkplekopleider.

Texts are Dutch, ids are eternal and never reused. The questions of the practice part are in
:mod:`wpo.model.questions`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from wpo.model.invariants import check_between, check_unique
from wpo.model.questions import Model, Plan, Question, Scene


class Status(StrEnum):
    """Where an assignment is on its way to the basic product."""

    DRAFT = "concept"
    TESTED = "getest"
    REVISED = "herzien"
    RELEASED = "vrij"


@dataclass(frozen=True, slots=True, kw_only=True)
class IfThen:
    """An als-dan sentence: ``when`` is the moment, ``then`` the behaviour, ``why`` the reason."""

    id: str
    when: str
    then: str
    why: str

    @property
    def sentence(self) -> str:
        """The whole sentence, as a participant reads and repeats it."""
        return f"{self.when}, {self.then}"

    def __post_init__(self) -> None:
        if not self.when.startswith("Als ") or not self.then.startswith("dan "):
            raise ValueError(f"als-dan-zin {self.id}: begin when met 'Als' en then met 'dan'")


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A moment or a person to choose in the plan; ``reply`` is what is said to that choice."""

    id: str
    text: str
    reply: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkTask:
    """The aan-de-slag-opdracht: what the participant does on the work floor in the coming week."""

    why: tuple[str, ...]
    sentences: tuple[IfThen, ...]
    when: tuple[Moment, ...]
    with_whom: tuple[Moment, ...]

    def __post_init__(self) -> None:
        for name, parts in (
            ("sentences", self.sentences),
            ("when", self.when),
            ("with_whom", self.with_whom),
        ):
            check_unique("work_task", name, [part.id for part in parts])
            check_between("work_task", name, len(parts), 2, 3)


@dataclass(frozen=True, slots=True, kw_only=True)
class ObservationPoint:
    """Something a werkplekopleider can see on the work floor."""

    id: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainerCard:
    """How to teach it: voordoen, samen doen, zelf doen; and what to look for."""

    show: str
    together: str
    alone: str
    tips: tuple[str, ...]
    observe: tuple[ObservationPoint, ...]
    compliment: str
    adaptation: str

    def __post_init__(self) -> None:
        check_unique("trainer", "observatiepunt", [point.id for point in self.observe])
        if len(self.tips) != 2 or len(self.observe) != 3:
            raise ValueError("trainer: geef precies 2 tips en 3 observatiepunten")


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture of an assignment: its eternal name, what is on it, and where the question plays."""

    name: str
    scene: Scene
    workplace: str

    @property
    def place(self) -> str:
        """Where it plays: the place of the scene, else the workplace of the question."""
        return self.scene.place or self.workplace


def picture_name(assignment_id: str, question_id: str, step_id: str = "") -> str:
    """Return the name of a picture; ``step_id`` only for the steps of a model."""
    return "-".join(part for part in (assignment_id, question_id, step_id) if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """One WPO-opdracht: one sub-skill at one level."""

    id: str
    version: str
    status: Status
    sub_skill: str
    level: int
    title: str
    behaviour: tuple[str, ...]
    practice: tuple[Question, ...]
    work_task: WorkTask
    trainer: TrainerCard

    def __post_init__(self) -> None:
        check_unique(self.id, "vraag", [question.id for question in self.practice])
        check_between(self.id, "vragen", len(self.practice), 4, 6)
        plans = [isinstance(question, Plan) for question in self.practice]
        if plans.count(True) != 1 or not plans[-1]:
            raise ValueError(f"{self.id}: eindig met precies één vraag van de soort plan")
        if self.level == 1 and not isinstance(self.practice[0], Model):
            raise ValueError(f"{self.id}: op niveau 1 komt eerst een voorbeeld (kind: model)")

    def pictures(self) -> Iterator[Picture]:
        """Yield every picture of the practice part, in the order of the questions."""
        for question in self.practice:
            if isinstance(question, Model):
                for step in question.steps:
                    name = picture_name(self.id, question.id, step.id)
                    yield Picture(name=name, scene=step.scene, workplace=question.workplace)
            elif not isinstance(question, Plan):
                name = picture_name(self.id, question.id)
                yield Picture(name=name, scene=question.scene, workplace=question.workplace)

    def question(self, question_id: str) -> Question:
        """Return the question with this id (KeyError if there is none)."""
        return {question.id: question for question in self.practice}[question_id]
