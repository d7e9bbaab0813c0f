"""What a question is: six kinds, and the feedback that belongs to each answer.

========  ==========================================================================
Model     look first how somebody does it
Choice    one situation, two or three reactions
Multi     several reactions fit
Order     put steps in order, by tapping
Dialogue  a talk of a few turns; what you say decides what comes next
Plan      choose the als-dan sentence, when, and with whom (always last)
========  ==========================================================================

The class attribute ``kind`` is the word an author writes in YAML.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from wpo.model.invariants import check_between, check_unique

MOST_FIGURES = 3
MOST_THINGS = 3


class Quality(StrEnum):
    """How well a reaction fits. Social situations are not forced into right and wrong."""

    GOOD = "goed"
    POSSIBLE = "kan"
    UNHANDY = "niet_handig"


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback:
    """What a person hears after an answer: three slots, one sentence each, spoken in this order.

    ``said`` names the answer in words, ``because`` explains, ``next`` says what to do now.
    """

    said: str
    because: str
    next: str

    def sentences(self) -> tuple[str, str, str]:
        """Return the three sentences in the order in which they are shown and read aloud."""
        return (self.said, self.because, self.next)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """Somebody in a picture: who of the cast, with which face, and what their hands do."""

    who: str
    mood: str = "gewoon"
    does: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A picture beside a text, seen through the eyes of the participant.

    ``alt`` says what is to be seen. ``people`` stand from left to right, ``things`` lie before
    them; ``place`` is only named where it is another than the workplace of the question.
    """

    alt: str
    people: tuple[Figure, ...] = ()
    things: tuple[str, ...] = ()
    place: str = ""

    def __post_init__(self) -> None:
        check_between("scene", "mensen", len(self.people), 0, MOST_FIGURES)
        check_between("scene", "dingen", len(self.things), 0, MOST_THINGS)
        if not (self.people or self.things):
            raise ValueError("scene: noem minstens één mens (people) of één ding (things)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """A reaction to choose, with its own feedback.

    ``missed`` is only used in a ``Multi``: what is said when this good reaction was not chosen.
    """

    id: str
    text: str
    quality: Quality
    feedback: Feedback
    missed: Feedback | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelStep:
    """One moment of a worked example; one screen."""

    id: str
    scene: Scene
    text: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """Show first: a worked example in two to four steps, before anything is asked."""

    kind: Literal["model"] = "model"
    id: str
    workplace: str
    stem: tuple[str, ...]
    steps: tuple[ModelStep, ...]
    feedback: Feedback

    def __post_init__(self) -> None:
        check_unique(self.id, "stap", [step.id for step in self.steps])
        check_between(self.id, "stappen", len(self.steps), 2, 4)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One situation, two or three reactions, of which at least one is good.

    The options are shown in an order of their own for everybody, unless ``fixed_order`` is true
    (feelings and scales).
    """

    kind: Literal["choice"] = "choice"
    id: str
    workplace: str
    behaviour: str
    scene: Scene
    stem: tuple[str, ...]
    options: tuple[Option, ...]
    fixed_order: bool = False

    def __post_init__(self) -> None:
        _check_choice(self.id, self.options)


@dataclass(frozen=True, slots=True, kw_only=True)
class Multi:
    """Several reactions fit: choose all good ones. A ``kan`` is neither needed nor wrong.

    ``done`` is the feedback when all good ones and no unhandy one are chosen.
    """

    kind: Literal["multi"] = "multi"
    id: str
    workplace: str
    behaviour: str
    scene: Scene
    stem: tuple[str, ...]
    options: tuple[Option, ...]
    done: Feedback

    def __post_init__(self) -> None:
        check_unique(self.id, "optie", [option.id for option in self.options])
        check_between(self.id, "opties", len(self.options), 3, 4)
        good = [option for option in self.options if option.quality is Quality.GOOD]
        if not 2 <= len(good) < len(self.options):
            raise ValueError(
                f"{self.id}: een multi heeft minstens twee opties met quality goed, en minstens "
                "één andere"
            )
        for option in self.options:
            if (option.quality is Quality.GOOD) != (option.missed is not None):
                raise ValueError(
                    f"{self.id}: optie {option.id}: geef missed bij elke optie met quality goed, "
                    "en alleen daar"
                )


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A step to put in order; ``feedback`` is said when it is tapped too early."""

    id: str
    text: str
    feedback: Feedback


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """Put three or four steps in order, by tapping them one after the other.

    The steps stand in the good order. ``also`` holds other orders of the same ids that work too.
    """

    kind: Literal["order"] = "order"
    id: str
    workplace: str
    behaviour: str
    scene: Scene
    stem: tuple[str, ...]
    steps: tuple[Step, ...]
    done: Feedback
    also: tuple[tuple[str, ...], ...] = ()

    def __post_init__(self) -> None:
        ids = [step.id for step in self.steps]
        check_unique(self.id, "stap", ids)
        check_between(self.id, "stappen", len(ids), 3, 4)
        for order in self.also:
            if sorted(order) != sorted(ids) or order == tuple(ids):
                raise ValueError(
                    f"{self.id}: also bevat {list(order)}; noem elke stap één keer, in een andere "
                    "volgorde dan steps"
                )


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """Something to say in a dialogue.

    ``answer`` is what the other person says back. ``next`` names the turn that follows; empty
    means that the talk is over. After an unhandy reply the same turn is tried again, so it has
    no ``next``.
    """

    id: str
    text: str
    quality: Quality
    answer: str
    feedback: Feedback
    next: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One moment in a talk: what the other person says, and what you can say back."""

    id: str
    who: str
    says: tuple[str, ...]
    options: tuple[Reply, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialogue:
    """A branching talk. It starts at the first turn; every way through it comes to an end."""

    kind: Literal["dialogue"] = "dialogue"
    id: str
    workplace: str
    behaviour: str
    scene: Scene
    stem: tuple[str, ...]
    turns: tuple[Turn, ...]

    def __post_init__(self) -> None:
        ids = [turn.id for turn in self.turns]
        check_unique(self.id, "beurt", ids)
        check_between(self.id, "beurten", len(ids), 2, 5)
        for position, turn in enumerate(self.turns):
            _check_choice(f"{self.id}: beurt {turn.id}", turn.options)
            for reply in turn.options:
                _check_next(self.id, reply, ids, position)
        reached = {ids[0]} | {reply.next for turn in self.turns for reply in turn.options}
        for lost in set(ids) - reached:
            raise ValueError(f"{self.id}: beurt {lost} wordt door geen enkel antwoord bereikt")

    def turn(self, turn_id: str) -> Turn:
        """Return the turn with this id (StopIteration is impossible for ids of this talk)."""
        return next(turn for turn in self.turns if turn.id == turn_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Choose your plan for the week: the als-dan sentence, when, and with whom.

    What there is to choose stands in the assignment's work task. Nothing here is right or wrong.
    """

    kind: Literal["plan"] = "plan"
    id: str
    stem: tuple[str, ...]
    ask_when: tuple[str, ...]
    ask_with_whom: tuple[str, ...]

    def __post_init__(self) -> None:
        for name in ("stem", "ask_when", "ask_with_whom"):
            if not getattr(self, name):
                raise ValueError(f"{self.id}: {name} is leeg; stel hier de vraag")


Question = Model | Choice | Multi | Order | Dialogue | Plan


def _check_choice(place: str, options: tuple[Option, ...] | tuple[Reply, ...]) -> None:
    check_unique(place, "optie", [option.id for option in options])
    check_between(place, "opties", len(options), 2, 3)
    if not any(option.quality is Quality.GOOD for option in options):
        raise ValueError(f"{place}: minstens één optie heeft quality goed")
    for option in options:
        if isinstance(option, Option) and option.missed is not None:
            raise ValueError(f"{place}: optie {option.id}: missed hoort alleen bij kind multi")


def _check_next(place: str, reply: Reply, turns: list[str], position: int) -> None:
    if not reply.next:
        return
    if reply.quality is Quality.UNHANDY:
        raise ValueError(
            f"{place}: antwoord {reply.id} is niet_handig en wordt opnieuw geprobeerd; laat next "
            "weg"
        )
    if reply.next not in turns[position + 1 :]:
        raise ValueError(f"{place}: next {reply.next} is geen latere beurt van dit gesprek")
