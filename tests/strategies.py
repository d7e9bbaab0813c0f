"""Hypothesis strategies: made-up questions, assignments, practices and courses of answers.

Hypothesis chooses the structure: how many options, how well each fits, which turn follows. Texts
are not random: each names its own place (``q2 a said``), so no two texts of an assignment are
equal and a failing test shows which text was where. All hold marks that are easily broken on
their way through JSON.

``some`` and ``many`` are the settings of a property; neither looks at a clock.
"""

from collections.abc import Callable, Sequence
from itertools import permutations
from typing import Any, NamedTuple

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from wpo.model.assignments import (
    Assignment,
    IfThen,
    Moment,
    ObservationPoint,
    Status,
    TrainerCard,
    WorkTask,
)
from wpo.model.questions import (
    Choice,
    Dialogue,
    Feedback,
    Figure,
    Model,
    ModelStep,
    Multi,
    Option,
    Order,
    Plan,
    Quality,
    Question,
    Reply,
    Scene,
    Step,
    Turn,
)
from wpo.practice import engine
from wpo.practice.asking import Asking
from wpo.practice.course import Answer, Item, Position, Practice, Screen
from wpo.practice.course import Step as Taken

GOOD, POSSIBLE, UNHANDY = Quality.GOOD, Quality.POSSIBLE, Quality.UNHANDY

some = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
many = settings(some, max_examples=60)

# The second looks like numbers (JavaScript puts such keys first); the third sorts by code point.
_ALPHABETS = (tuple("abcde"), ("10", "2", "1", "3", "04"), ("ja", "Nee", "é", "even-wachten", "B"))


class Move(NamedTuple):
    """An answer given somewhere, and what followed."""

    position: Position
    screen: Screen
    answer: Answer
    step: Taken

    def __repr__(self) -> str:
        here = self.position
        return f"{here.index}{here.turn and '/' + here.turn}.{here.phase} {'+'.join(self.answer)}"

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:  # noqa: ARG002
        printer.text(repr(self))


class Made(Practice):
    """A practice that prints as a sketch: a failing example should fit on a screen."""

    __slots__ = ()

    def __repr__(self) -> str:
        items = "; ".join(f"{i.assignment.id} {_sketch(i.question)}" for i in self.items)
        return f"Made(seed={self.seed}: {items})"

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:  # noqa: ARG002
        """Tell Hypothesis the same; it spells dataclasses out otherwise."""
        printer.text(repr(self))


# ---- Questions ---------------------------------------------------------------------------------


@st.composite
def choices(draw: st.DrawFn, question_id: str = "q1") -> Choice:
    """Return a choice of two or three options, in any mix of qualities with a good one."""
    return Choice(
        **_frame(question_id),
        options=tuple(
            Option(id=one, text=text(question_id, one), quality=quality, feedback=said(place))
            for one, quality, place in _judged(draw, question_id, 2, 3)
        ),
        fixed_order=draw(st.booleans()),
    )


@st.composite
def multis(draw: st.DrawFn, question_id: str = "q1") -> Multi:
    """Return a multi of three or four options, at least two of them good and one not."""
    ids = _ids(draw, 3, 4)
    n_good = draw(st.integers(2, len(ids) - 1))
    others = draw(st.tuples(*[st.sampled_from([UNHANDY, POSSIBLE])] * (len(ids) - n_good)))
    qualities = draw(st.permutations([GOOD] * n_good + list(others)))
    return Multi(
        **_frame(question_id),
        options=tuple(
            Option(
                id=one,
                text=text(question_id, one),
                quality=quality,
                feedback=said(f"{question_id} {one}"),
                missed=said(f"{question_id} {one} missed") if quality is GOOD else None,
            )
            for one, quality in zip(ids, qualities, strict=True)
        ),
        done=said(f"{question_id} done"),
    )


@st.composite
def orders(draw: st.DrawFn, question_id: str = "q1") -> Order:
    """Return three or four steps, with up to five other orders that work too."""
    ids = tuple(_ids(draw, 3, 4))
    others = [one for one in permutations(ids) if one != ids]
    also = draw(st.lists(st.sampled_from(others), unique=True, max_size=5))
    return Order(
        **_frame(question_id),
        steps=tuple(
            Step(id=one, text=text(question_id, one), feedback=said(f"{question_id} {one}"))
            for one in ids
        ),
        done=said(f"{question_id} done"),
        also=tuple(also),
    )


@st.composite
def dialogues(draw: st.DrawFn, question_id: str = "q1") -> Dialogue:
    """Return a talk of two to five turns; what is said may skip turns, or end the talk early."""
    turn_ids = _ids(draw, 2, 5)
    judged = {turn: _judged(draw, f"{question_id} {turn}", 2, 3) for turn in turn_ids}
    free = {
        turn: [one for one, quality, _ in judged[turn] if quality is not UNHANDY]
        for turn in turn_ids
    }
    leads = _leads(draw, turn_ids, free)
    return Dialogue(
        **_frame(question_id),
        turns=tuple(
            Turn(
                id=turn,
                who=text(question_id, turn, "who"),
                says=(text(question_id, turn, "says"),),
                options=tuple(
                    Reply(
                        id=one,
                        text=text(place),
                        quality=quality,
                        answer=text(place, "answer"),
                        feedback=said(place),
                        next=leads.get((turn, one), ""),
                    )
                    for one, quality, place in judged[turn]
                ),
            )
            for turn in turn_ids
        ),
    )


@st.composite
def models(draw: st.DrawFn, question_id: str = "q1") -> Model:
    """Return a worked example of two to four steps."""
    return Model(
        id=question_id,
        workplace="groen",
        stem=(text(question_id, "stem"),),
        steps=tuple(
            ModelStep(
                id=one,
                scene=Scene(alt=text(question_id, one, "alt"), things=("doos",)),
                text=(text(question_id, one),),
            )
            for one in _ids(draw, 2, 4)
        ),
        feedback=said(question_id),
    )


def plan(question_id: str = "q1") -> Plan:
    """Return the question every assignment ends with; what varies stands in the work task."""
    return Plan(
        id=question_id,
        stem=(text(question_id, "stem"),),
        ask_when=(text(question_id, "ask when"),),
        ask_with_whom=(text(question_id, "ask with whom"),),
    )


def asking(question_id: str = "q1") -> st.SearchStrategy[Asking]:
    """Return a question of any kind that has good and unhandy answers."""
    return st.one_of(*(kind(question_id) for kind in (choices, multis, orders, dialogues)))


# ---- Assignments and practices -----------------------------------------------------------------


@st.composite
def work_tasks(draw: st.DrawFn) -> WorkTask:
    """Return an aan-de-slag-opdracht with two or three of everything to choose."""
    return WorkTask(
        why=(text("task why"),),
        sentences=tuple(
            IfThen(id=one, when=f"Als {one}", then=f"dan {one}.", why=text("task why", one))
            for one in _ids(draw, 2, 3)
        ),
        when=_moments(draw, "when"),
        with_whom=_moments(draw, "whom"),
    )


@st.composite
def assignments(draw: st.DrawFn, assignment_id: str = "a1") -> Assignment:
    """Return an assignment of four to six questions: perhaps an example, then any, then a plan."""
    level = draw(st.integers(1, 3))
    begins = [models] if level == 1 or draw(st.booleans()) else []
    middle = [asking] * draw(st.integers(3 - len(begins), 5 - len(begins)))
    kinds: list[Callable[[str], st.SearchStrategy[Question]]] = [*begins, *middle]
    asked = [draw(kind(f"q{number}")) for number, kind in enumerate(kinds, 1)]
    return home_of(
        *asked,
        plan(f"q{len(kinds) + 1}"),
        assignment_id=assignment_id,
        level=level,
        task=draw(work_tasks()),
    )


@st.composite
def practices(draw: st.DrawFn) -> Practice:
    """Return a whole practice: up to two questions of another assignment come back first."""
    main, other = draw(assignments("a1")), draw(assignments("a2"))
    missed = [one for one in other.practice if not isinstance(one, Model | Plan)]
    back = draw(st.lists(st.sampled_from(missed), max_size=2, unique_by=lambda one: one.id))
    items = [Item(assignment=other, question=one) for one in back]
    items += [Item(assignment=main, question=one) for one in main.practice]
    return Made(items=tuple(items), seed=draw(seeds))


seeds = st.integers(0, 2**31 - 1)


@st.composite
def alone(draw: st.DrawFn, questions: st.SearchStrategy[Question] | None = None) -> Practice:
    """Return a practice of one question, of any kind that asks unless told which."""
    question = draw(asking() if questions is None else questions)
    home = home_of(question, task=draw(work_tasks())) if isinstance(question, Plan) else None
    return practice_of(question, seed=draw(seeds), home=home)


def practice_of(*questions: Question, seed: int = 7, home: Assignment | None = None) -> Practice:
    """Return a practice of just these questions."""
    home = home or home_of(*questions)
    return Made(items=tuple(Item(assignment=home, question=one) for one in questions), seed=seed)


def home_of(
    *questions: Question, assignment_id: str = "a1", level: int = 2, task: WorkTask | None = None
) -> Assignment:
    """Return an assignment with these questions in it, filled up to a legal number."""
    own = [one for one in questions if not isinstance(one, Plan)]
    plans = [one for one in questions if isinstance(one, Plan)] or [plan("plan")]
    filler = [_plain_choice(f"filler{number}") for number in range(3 - len(own))]
    return Assignment(
        id=assignment_id,
        version="1.0",
        status=Status.DRAFT,
        sub_skill="s1a",
        level=level,
        title=text(assignment_id, "title"),
        behaviour=(text(assignment_id, "behaviour"),),
        practice=(*own, *filler, *plans),
        work_task=task or _plain_task(),
        trainer=_trainer(),
    )


# ---- Courses -----------------------------------------------------------------------------------


@st.composite
def courses(draw: st.DrawFn, practice: Practice) -> list[Move]:
    """Return one whole course through a practice, from the first answer to the end."""
    moves: list[Move] = []
    position: Position | None = engine.start(practice)
    while position is not None:
        screen = engine.screen(practice, position)
        answer = draw(st.sampled_from(screen.answers))
        moves.append(Move(position, screen, answer, engine.step(practice, position, answer)))
        position = moves[-1].step.position
    return moves


@st.composite
def practised(
    draw: st.DrawFn, of: st.SearchStrategy[Practice] | None = None
) -> tuple[Practice, list[Move]]:
    """Return a practice with one whole course through it."""
    practice = draw(practices() if of is None else of)
    return practice, draw(courses(practice))


# ---- Texts -------------------------------------------------------------------------------------


def text(*place: str) -> str:
    """Return a text that names its place, with marks that are easily broken on the way."""
    return f'{" ".join(place)} <é+’> "\\🙂.'


def said(place: str) -> Feedback:
    """Return a feedback of three sentences that name their place."""
    return Feedback(
        said=text(place, "said"), because=text(place, "because"), next=text(place, "next")
    )


# ---- Pieces ------------------------------------------------------------------------------------


def _sketch(question: Question) -> str:
    match question:
        case Choice(options=options, fixed_order=fixed):
            rest = _sketch_options(options) + (" fixed" if fixed else "")
        case Multi(options=options):
            rest = _sketch_options(options)
        case Order(steps=steps, also=also):
            rest = " or ".join("-".join(one) for one in ([step.id for step in steps], *also))
        case Dialogue(turns=turns):
            rest = " ".join(f"{turn.id}[{_sketch_options(turn.options)}]" for turn in turns)
        case _:
            rest = ""
    return f"{question.id} {question.kind} {rest}".rstrip()


def _sketch_options(options: Sequence[Option] | Sequence[Reply]) -> str:
    return " ".join(
        f"{one.id}:{one.quality}{f'>{one.next}' if isinstance(one, Reply) and one.next else ''}"
        for one in options
    )


def _frame(question_id: str) -> dict[str, object]:
    """Return the fields that all questions share which ask for a reaction."""
    return {
        "id": question_id,
        "workplace": "groen",
        "behaviour": text(question_id, "behaviour"),
        "scene": Scene(
            alt=text(question_id, "alt"), people=(Figure(who="fatma"),), things=("doos",)
        ),
        "stem": (text(question_id, "stem"), text(question_id, "asks")),
    }


def _ids(draw: st.DrawFn, low: int, high: int) -> list[str]:
    """Draw some ids, mostly not in the order of the alphabet."""
    count = draw(st.integers(low, high))
    return draw(st.permutations(draw(st.sampled_from(_ALPHABETS))))[:count]


def _judged(draw: st.DrawFn, place: str, low: int, high: int) -> list[tuple[str, Quality, str]]:
    """Draw ids with a quality each, at least one of them good, and the place of each."""
    ids = _ids(draw, low, high)
    others = st.sampled_from([UNHANDY, POSSIBLE, GOOD])
    qualities = draw(st.permutations([GOOD, *(draw(others) for _ in ids[1:])]))
    return [(one, how, f"{place} {one}") for one, how in zip(ids, qualities, strict=True)]


def _leads(
    draw: st.DrawFn, turns: Sequence[str], free: dict[str, list[str]]
) -> dict[tuple[str, str], str]:
    """Draw which turn each fitting reply leads to, so that every turn is reached by some reply."""
    leads: dict[tuple[str, str], str] = {}
    for position, turn in enumerate(turns[1:], 1):
        slots = [(one, reply) for one in turns[:position] for reply in free[one]]
        leads[draw(st.sampled_from([slot for slot in slots if slot not in leads]))] = turn
    for position, turn in enumerate(turns):
        for reply in free[turn]:
            if (turn, reply) not in leads:
                leads[turn, reply] = draw(st.sampled_from(["", *turns[position + 1 :]]))
    return leads


def _moments(draw: st.DrawFn, name: str) -> tuple[Moment, ...]:
    return tuple(
        Moment(id=one, text=text("task", name, one), reply=text("task", name, one, "reply"))
        for one in _ids(draw, 2, 3)
    )


def _plain_choice(question_id: str) -> Choice:
    return Choice(
        **_frame(question_id),
        options=tuple(
            Option(
                id=one,
                text=text(question_id, one),
                quality=how,
                feedback=said(f"{question_id} {one}"),
            )
            for one, how in (("a", GOOD), ("b", UNHANDY))
        ),
    )


def _plain_task() -> WorkTask:
    return WorkTask(
        why=(text("task why"),),
        sentences=tuple(
            IfThen(id=one, when=f"Als {one}", then=f"dan {one}.", why=text("task why", one))
            for one in "ab"
        ),
        when=tuple(Moment(id=one, text=one, reply=text("task when", one)) for one in "ab"),
        with_whom=tuple(Moment(id=one, text=one, reply=text("task whom", one)) for one in "ab"),
    )


def _trainer() -> TrainerCard:
    return TrainerCard(
        show=text("show"),
        together=text("together"),
        alone=text("alone"),
        tips=(text("tip 1"), text("tip 2")),
        observe=tuple(ObservationPoint(id=f"o{n}", text=text(f"point {n}")) for n in (1, 2, 3)),
        compliment=text("compliment"),
        adaptation=text("adaptation"),
    )
