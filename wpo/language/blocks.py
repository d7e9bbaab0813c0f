"""An assignment laid open for the rules: every text, where it stands and what it is for."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from wpo.language.findings import Place
from wpo.language.lexicon import Lexicon
from wpo.language.sentences import outer_sentences
from wpo.model.assignments import Assignment, TrainerCard, WorkTask
from wpo.model.questions import (
    Choice,
    Dialogue,
    Feedback,
    Model,
    Multi,
    Option,
    Order,
    Plan,
    Question,
    Reply,
    Scene,
    Turn,
)


class Role(StrEnum):
    """What a text is for; the value is how a message calls it."""

    TITLE = "de titel"
    BEHAVIOUR = "het gedrag"
    STEM = "de vraag"
    MODEL = "het voorbeeld"
    OPTION = "een antwoord"
    STEP = "een stap"
    SPEECH = "wat de ander zegt"
    REPLY = "wat je terugzegt"
    FEEDBACK = "de feedback"
    ASK = "de opdracht"
    REASON = "de reden"
    IF_THEN = "de als-dan-zin"
    MOMENT = "een keuze in het plan"
    RESPONSE = "de reactie op een keuze"
    ALT = "de beschrijving van het plaatje"
    SCREEN = "een tekst op het scherm"
    EXPLANATION = "de uitleg van een woord"
    STAFF = "een tekst voor de werkplekopleider"


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """One text of the file."""

    place: Place
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Texts that are read together: a stem, the three sentences of a feedback, one option."""

    place: Place
    role: Role
    texts: tuple[Text, ...]

    @property
    def for_participants(self) -> bool:
        """Whether a participant reads it; otherwise the werkplekopleider does."""
        return self.role is not Role.STAFF

    @property
    def text(self) -> str:
        """All texts in reading order."""
        return " ".join(text.text for text in self.texts)

    @property
    def n_sentences(self) -> int:
        """How many sentences it has; a quotation belongs to the sentence around it."""
        return sum(len(outer_sentences(text.text)) for text in self.texts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """The reactions among which a person chooses on one screen."""

    place: Place
    kind: str
    options: tuple[Option | Reply, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What the rules about words and sentences get to see: texts of any kind."""

    blocks: tuple[Block, ...]
    lexicon: Lexicon
    choices: tuple[Choices, ...] = ()

    def participant(self, *roles: Role) -> Iterator[tuple[Block, Text]]:
        """Yield the texts participants read: of these roles, or all of them."""
        for block in self.blocks:
            if block.for_participants and (not roles or block.role in roles):
                for text in block.texts:
                    yield block, text

    def of(self, *roles: Role) -> Iterator[Block]:
        """Yield the blocks of these roles."""
        return (block for block in self.blocks if block.role in roles)


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentReading(Reading):
    """What the rules about teaching get to see: an assignment laid open."""

    assignment: Assignment


def read(assignment: Assignment, lexicon: Lexicon) -> AssignmentReading:
    """Lay an assignment open."""
    return AssignmentReading(
        assignment=assignment,
        blocks=blocks(assignment),
        choices=choices(assignment),
        lexicon=lexicon,
    )


def blocks(assignment: Assignment) -> tuple[Block, ...]:
    """Return every block of an assignment, in the order of the file."""
    return tuple(_assignment(assignment))


def choices(assignment: Assignment) -> tuple[Choices, ...]:
    """Return every place where a participant chooses a reaction, turns of a talk included."""
    return tuple(_choices(assignment))


def _assignment(assignment: Assignment) -> Iterator[Block]:
    yield one_text(("title",), Role.TITLE, assignment.title)
    yield _lines(("behaviour",), Role.BEHAVIOUR, assignment.behaviour)
    for index, question in enumerate(assignment.practice):
        yield from _question(("practice", index), question)
    yield from _work_task(assignment.work_task)
    yield from _trainer(assignment.trainer)


def _question(place: Place, question: Question) -> Iterator[Block]:
    if not isinstance(question, Model | Plan):
        yield one_text((*place, "behaviour"), Role.BEHAVIOUR, question.behaviour)
        yield _scene((*place, "scene"), question.scene)
    yield _lines((*place, "stem"), Role.STEM, question.stem)
    match question:
        case Model():
            yield from _model(place, question)
        case Choice():
            yield from _options((*place, "options"), question.options)
        case Multi():
            yield from _options((*place, "options"), question.options)
            yield _feedback((*place, "done"), question.done)
        case Order():
            yield from _order(place, question)
        case Dialogue():
            for index, turn in enumerate(question.turns):
                yield from _turn((*place, "turns", index), turn)
        case Plan():
            yield _lines((*place, "ask_when"), Role.ASK, question.ask_when)
            yield _lines((*place, "ask_with_whom"), Role.ASK, question.ask_with_whom)


def _model(place: Place, question: Model) -> Iterator[Block]:
    for index, step in enumerate(question.steps):
        yield _scene((*place, "steps", index, "scene"), step.scene)
        yield _lines((*place, "steps", index, "text"), Role.MODEL, step.text)
    yield _feedback((*place, "feedback"), question.feedback)


def _options(place: Place, options: tuple[Option, ...]) -> Iterator[Block]:
    for index, option in enumerate(options):
        yield one_text((*place, index, "text"), Role.OPTION, option.text)
        yield _feedback((*place, index, "feedback"), option.feedback)
        if option.missed is not None:
            yield _feedback((*place, index, "missed"), option.missed)


def _order(place: Place, question: Order) -> Iterator[Block]:
    for index, step in enumerate(question.steps):
        yield one_text((*place, "steps", index, "text"), Role.STEP, step.text)
        yield _feedback((*place, "steps", index, "feedback"), step.feedback)
    yield _feedback((*place, "done"), question.done)


def _turn(place: Place, turn: Turn) -> Iterator[Block]:
    yield _lines((*place, "says"), Role.SPEECH, turn.says)
    for index, reply in enumerate(turn.options):
        here = (*place, "options", index)
        yield one_text((*here, "text"), Role.REPLY, reply.text)
        yield one_text((*here, "answer"), Role.SPEECH, reply.answer)
        yield _feedback((*here, "feedback"), reply.feedback)


def _work_task(task: WorkTask) -> Iterator[Block]:
    place: Place = ("work_task",)
    yield _lines((*place, "why"), Role.REASON, task.why)
    for index, plan in enumerate(task.sentences):
        yield one_text((*place, "sentences", index, "when"), Role.IF_THEN, plan.sentence)
        yield one_text((*place, "sentences", index, "why"), Role.REASON, plan.why)
    for name, moments in (("when", task.when), ("with_whom", task.with_whom)):
        for index, moment in enumerate(moments):
            yield one_text((*place, name, index, "text"), Role.MOMENT, moment.text)
            yield one_text((*place, name, index, "reply"), Role.RESPONSE, moment.reply)


def _trainer(card: TrainerCard) -> Iterator[Block]:
    for name in ("show", "together", "alone"):
        yield one_text(("trainer", name), Role.STAFF, getattr(card, name))
    yield _lines(("trainer", "tips"), Role.STAFF, card.tips)
    for index, point in enumerate(card.observe):
        yield one_text(("trainer", "observe", index, "text"), Role.STAFF, point.text)
    for name in ("compliment", "adaptation"):
        yield one_text(("trainer", name), Role.STAFF, getattr(card, name))


def _choices(assignment: Assignment) -> Iterator[Choices]:
    for index, question in enumerate(assignment.practice):
        place: Place = ("practice", index)
        match question:
            case Choice() | Multi():
                yield Choices(
                    place=(*place, "options"), kind=question.kind, options=question.options
                )
            case Dialogue():
                for number, turn in enumerate(question.turns):
                    here = (*place, "turns", number, "options")
                    yield Choices(place=here, kind=question.kind, options=turn.options)


def one_text(place: Place, role: Role, text: str) -> Block:
    """Return a single text as a block."""
    return Block(place=place, role=role, texts=(Text(place=place, text=text),))


def _lines(place: Place, role: Role, lines: tuple[str, ...]) -> Block:
    texts = tuple(Text(place=(*place, index), text=line) for index, line in enumerate(lines))
    return Block(place=place, role=role, texts=texts)


def _scene(place: Place, scene: Scene) -> Block:
    return one_text((*place, "alt"), Role.ALT, scene.alt)


def _feedback(place: Place, feedback: Feedback) -> Block:
    slots = zip(("said", "because", "next"), feedback.sentences(), strict=True)
    texts = tuple(Text(place=(*place, name), text=text) for name, text in slots)
    return Block(place=place, role=Role.FEEDBACK, texts=texts)
