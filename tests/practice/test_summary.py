"""What is said at the end: what goes well, one thing to look out for, and the plan."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.practice.courses import course, fits, moves, qualities
from tests.strategies import (
    GOOD,
    POSSIBLE,
    UNHANDY,
    Move,
    alone,
    choices,
    dialogues,
    many,
    multis,
    practices,
    practised,
    some,
)
from wpo.model.questions import Dialogue, Model, Multi, Order, Plan
from wpo.practice.course import Answer, Outcome, Position, Practice, Result, Screen
from wpo.practice.summary import MOST_KNOWN, MOST_WATCHED, Summary, section, summarise

PLAN = ("Als ik begin, dan kijk ik.", "Na de pauze.", "Met Sam.")


def _results(*outcomes: Outcome) -> list[Result]:
    """Return a result for each outcome; the behaviours are A, B, C and so on."""
    return [
        Result(behaviour=name, outcome=one) for name, one in zip("ABCDEFGH", outcomes, strict=False)
    ]


@pytest.mark.parametrize(
    ("outcome", "place"),
    [
        (Outcome.FIRST_TRY, "know"),
        (Outcome.ACCEPTED, ""),
        (Outcome.SECOND_TRY, "watch"),
        (Outcome.SHOWN, "watch"),
    ],
)
def test_section(outcome: Outcome, place: str) -> None:
    """Good at once is known, a second try or help is to watch, what can also be done is neither."""
    assert section(Result(behaviour="Ik kijk.", outcome=outcome)) == place
    assert section(Result(outcome=outcome)) == ""


@pytest.mark.parametrize(
    ("outcomes", "know", "watch"),
    [
        ((), "", ""),
        ((Outcome.FIRST_TRY,) * 5, "ABC", ""),
        ((Outcome.SHOWN,) * 5, "", "A"),
        ((Outcome.ACCEPTED,) * 5, "", ""),
        ((Outcome.ACCEPTED, Outcome.SECOND_TRY, Outcome.FIRST_TRY, Outcome.SHOWN), "C", "B"),
    ],
)
def test_examples(outcomes: tuple[Outcome, ...], know: str, watch: str) -> None:
    """The first three that went well are named, and the first one to look out for."""
    assert summarise(_results(*outcomes)) == Summary(know=tuple(know), watch=tuple(watch), plan=())


def test_plan() -> None:
    """The plan stands beside the rest, and any number of results without one changes nothing."""
    shown = _results(Outcome.FIRST_TRY, Outcome.SHOWN)

    assert summarise([*shown, Result(plan=PLAN)]) == Summary(know=("A",), watch=("B",), plan=PLAN)


@given(st.lists(st.sampled_from(Outcome), max_size=8))
def test_most(outcomes: list[Outcome]) -> None:
    """At most three are known and one to watch, each as it ended, in the order of the questions."""
    results = _results(*outcomes)
    told = summarise(iter(results))
    ended = {one.behaviour: one.outcome for one in results}

    assert len(told.know) == min(MOST_KNOWN, outcomes.count(Outcome.FIRST_TRY))
    assert len(told.watch) == min(
        MOST_WATCHED, sum(one > Outcome.ACCEPTED for one in ended.values())
    )
    assert all(ended[one] is Outcome.FIRST_TRY for one in told.know)
    assert all(ended[one] in (Outcome.SECOND_TRY, Outcome.SHOWN) for one in told.watch)
    assert list(told.know) == sorted(told.know)


# ---- After a real course -----------------------------------------------------------------------


def _told(taken: list[Move]) -> Summary:
    return summarise(move.step.result for move in taken if move.step.result)


def _asked(practice: Practice) -> list[str]:
    return [
        one.question.behaviour
        for one in practice.items
        if not isinstance(one.question, Model | Plan)
    ]


@some
@given(practices())
def test_all_good(practice: Practice) -> None:
    """Whoever answers well at once hears three things that go well and nothing to look out for."""

    def good(position: Position, screen: Screen) -> Answer:
        question = practice.items[position.index].question
        match question:
            case Model() | Plan():
                return screen.answers[0]
            case Multi() | Order():
                return next(one for one in screen.answers if fits(question, "", one))
            case _:
                how = qualities(question, position.turn)
                return next(one for one in screen.answers if how[one[0]] is GOOD)

    told = _told(course(practice, good))

    assert list(told.know) == list(dict.fromkeys(_asked(practice)))[:3]
    assert told.watch == ()
    assert len(told.plan) == 3


@some
@given(practices())
def test_all_unhandy(practice: Practice) -> None:
    """Whoever chooses what does not fit, where that exists, hears only the first such thing."""

    def unhandy(position: Position, screen: Screen) -> Answer:
        question = practice.items[position.index].question
        if isinstance(question, Model | Plan):
            return screen.answers[0]
        wrong = [one for one in screen.answers if not fits(question, position.turn, one)]
        return (wrong or screen.answers)[0]

    taken = course(practice, unhandy)
    tones: dict[int, set[str]] = {}
    for move in taken:
        if move.step.said:
            tones.setdefault(move.position.index, set()).add(move.step.said.tone)
    behaviours = {n: practice.items[n].question.behaviour for n in list(tones)[:-1]}
    helped = [words for n, words in behaviours.items() if tones[n] & {"nog_eens", "samen"}]
    known = {words: n for n, words in behaviours.items() if tones[n] == {"goed"}}
    known = [words for words in known if words not in helped]

    assert _told(taken).watch == tuple(helped[:1])
    assert _told(taken).know == tuple(known[:3])


@many
@given(alone(choices() | dialogues()))
def test_possible(practice: Practice) -> None:
    """Whoever chooses what can also be done, once and without help, hears neither."""
    question = practice.items[0].question

    def possible(position: Position, screen: Screen) -> Answer:
        how = qualities(question, position.turn)
        ranked = sorted(
            screen.answers, key=lambda one: [POSSIBLE, GOOD, UNHANDY].index(how[one[0]])
        )
        return ranked[0]

    taken = course(practice, possible)
    assume(any(move.step.said.tone == "kan" for move in taken))

    assert _told(taken) == Summary(know=(), watch=(), plan=())


@many
@given(practised(alone(dialogues())))
def test_worst_turn(made: tuple[Practice, list[Move]]) -> None:
    """A talk ends as its worst turn went: one turn with help is enough to look out for it."""
    practice, taken = made
    question = practice.items[0].question
    assert isinstance(question, Dialogue)
    tones = {move.step.said.tone for move in taken}
    told = _told(taken)

    assert told.watch == ((question.behaviour,) if tones & {"nog_eens", "samen"} else ())
    assert told.know == ((question.behaviour,) if tones == {"goed"} else ())


@some
@given(alone(multis()))
def test_multi_possible(practice: Practice) -> None:
    """In a multi what can also be done is neither needed nor wrong: known with and without it."""
    question = practice.items[0].question
    for move in [m for m in _first(practice) if fits(question, "", m.answer)]:
        assert _told([move]).know == (question.behaviour,)


def _first(practice: Practice) -> list[Move]:
    """Return every answer to the first screen."""
    return [move for move in moves(practice) if move.position.phase == 1]
