"""What a course through a practice is made of: items, positions, screens, and what is said."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum

from wpo.model.assignments import Assignment
from wpo.model.questions import Question, Scene

Answer = tuple[str, ...]


class Pick(StrEnum):
    """How an answer is given on a screen."""

    NEXT = "next"
    ONE = "one"
    MANY = "many"
    ORDER = "order"


class Phase(IntEnum):
    """Where somebody is in one question."""

    FIRST_TRY = 1
    SECOND_TRY = 2
    SHOWN = 3


class Outcome(IntEnum):
    """How a question went; higher = more help was needed."""

    FIRST_TRY = 0
    ACCEPTED = 1
    SECOND_TRY = 2
    SHOWN = 3


class Tone(StrEnum):
    """What kind of feedback it is; the words and the icon for it stand in the interface texts."""

    GOOD = "goed"
    POSSIBLE = "kan"
    AGAIN = "nog_eens"
    TOGETHER = "samen"
    CHOSEN = "gekozen"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A question, in the assignment that it belongs to."""

    assignment: Assignment
    question: Question


@dataclass(frozen=True, slots=True, kw_only=True)
class Practice:
    """What one attempt is made of. ``seed`` decides the order in which options are shown."""

    items: tuple[Item, ...]
    seed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """A place in a practice.

    ``turn`` is a turn of a dialogue, a step of a model or a part of a plan; ``off`` are options
    put aside, ``kept`` options that stand already; ``so_far`` is how this question went until now.
    """

    index: int = 0
    turn: str = ""
    phase: Phase = Phase.FIRST_TRY
    off: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    so_far: Outcome = Outcome.FIRST_TRY


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """Something to choose: open, put aside (``off``) or standing already (``kept``)."""

    id: str
    text: str
    state: str = "open"


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """What somebody sees at a position. ``shown`` explains the answer that is now pointed out."""

    pick: Pick
    lines: tuple[str, ...]
    scene: Scene | None = None
    who: str = ""
    says: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()
    offers: tuple[Offer, ...] = ()
    answers: tuple[Answer, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """The feedback to an answer. ``reply`` is what the other person in a dialogue says back."""

    tone: Tone
    lines: tuple[str, ...]
    who: str = ""
    reply: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """How a question ended: what was practised, how it went, and the plan if one was made."""

    behaviour: str = ""
    outcome: Outcome = Outcome.FIRST_TRY
    plan: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What follows an answer. ``position`` is None at the end of the practice.

    ``said`` is None only after a screen that had nothing to choose; ``result`` is there when the
    answer ended a question.
    """

    position: Position | None
    said: Said | None = None
    result: Result | None = None
