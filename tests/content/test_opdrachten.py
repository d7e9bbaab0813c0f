"""The real opdrachten: each can be practised well, badly and to its end. A failure asks an author.

Messages are Dutch, because who repairs these is who wrote the content.
"""

import gzip
import json
from collections import Counter
from collections.abc import Iterator

import pytest

from tests.practice.courses import (
    course,
    fits,
    heard,
    longest,
    moves,
    names,
    read_screen,
    read_step,
    screens,
    seen,
)
from wpo.catalogue.check import check
from wpo.catalogue.loading import content_root, read
from wpo.errors import ImpossibleAction
from wpo.model.assignments import Assignment
from wpo.model.questions import Choice, Dialogue, Model, Multi, Order, Plan, Quality, Question
from wpo.player.page import script_of
from wpo.practice import engine
from wpo.practice.course import Answer, Item, Outcome, Phase, Pick, Position, Practice, Screen
from wpo.practice.script import spell
from wpo.practice.summary import summarise

CATALOGUE, PROBLEMS = read(content_root())
ASSIGNMENTS = list(CATALOGUE.assignments.values()) if CATALOGUE else []
QUESTIONS = [(one, question) for one in ASSIGNMENTS for question in one.practice]

MOST_BYTES = 15_000  # of a compressed script; 60 KB is the goal for the whole first page
MOST_SHARE = 0.7

each_assignment = pytest.mark.parametrize("assignment", ASSIGNMENTS, ids=lambda one: one.id)
each_question = pytest.mark.parametrize(
    ("assignment", "question"), QUESTIONS, ids=[f"{a.id}-{q.id}" for a, q in QUESTIONS]
)


def _practice(assignment: Assignment, *questions: Question, seed: int = 11) -> Practice:
    return Practice(
        items=tuple(
            Item(assignment=assignment, question=one) for one in questions or assignment.practice
        ),
        seed=seed,
    )


def _best(practice: Practice, position: Position, screen: Screen) -> Answer:
    """Return a good answer: good, not merely possible; the first where nothing is asked."""
    question = practice.items[position.index].question
    for answer in screen.answers:
        said = engine.step(practice, position, answer).said
        if isinstance(question, Model | Plan) or (said and said.tone == "goed"):
            return answer
    raise AssertionError(f"{question.id} {position.turn}: geen goed antwoord")


def _worst(practice: Practice, position: Position, screen: Screen) -> Answer:
    """Return an answer that does not fit, where there is one."""
    question = practice.items[position.index].question
    if isinstance(question, Model | Plan):
        return screen.answers[0]
    wrong = [one for one in screen.answers if not fits(question, position.turn, one)]
    return (wrong or screen.answers)[0]


# ---- The whole content -------------------------------------------------------------------------


def test_readable() -> None:
    """The content can be read, and there is some."""
    assert not PROBLEMS, "\n".join(map(str, PROBLEMS))
    assert ASSIGNMENTS


def test_language() -> None:
    """No language rule blocks anything that may be published."""
    assert CATALOGUE is not None
    blocking = [str(one) for one in check(CATALOGUE) if one.blocks]

    assert not blocking, "\n".join(blocking)


@each_assignment
def test_ids(assignment: Assignment) -> None:
    """An id means one thing: per opdracht, per question, and none is spelled like an answer."""
    ids = [one.id for one in assignment.practice]
    inner = [one for question in assignment.practice for one in _ids(question)]

    assert [one.id for one in ASSIGNMENTS].count(assignment.id) == 1
    assert len(set(ids)) == len(ids)
    for one in (*ids, *inner):
        assert one.isalnum(), f"{assignment.id}: id {one!r}: gebruik alleen letters en cijfers"


def _ids(question: Question) -> Iterator[str]:
    match question:
        case Choice() | Multi():
            yield from (one.id for one in question.options)
        case Order() | Model():
            yield from (one.id for one in question.steps)
        case Dialogue():
            for turn in question.turns:
                yield turn.id
                yield from (one.id for one in turn.options)
        case Plan():
            pass


@each_assignment
def test_model_first(assignment: Assignment) -> None:
    """At level 1 somebody first sees how it is done."""
    assert assignment.level > 1 or isinstance(assignment.practice[0], Model)


@each_assignment
def test_behaviours(assignment: Assignment) -> None:
    """No behaviour is practised twice under one name: the last page would say it twice."""
    named = Counter(q.behaviour for q in assignment.practice if not isinstance(q, Model | Plan))

    assert not [one for one, count in named.items() if count > 1]


@each_assignment
def test_size(assignment: Assignment) -> None:
    """The compiled script stays small enough to open quickly on a slow telephone."""
    script = script_of(_practice(assignment), assignment)
    written = json.dumps(script, ensure_ascii=False, separators=(",", ":")).encode()

    assert len(gzip.compress(written)) < MOST_BYTES


# ---- Every way through -------------------------------------------------------------------------


@each_assignment
def test_table(assignment: Assignment) -> None:
    """The compiled table and the engine agree on every screen and every answer."""
    practice = _practice(assignment)
    script = script_of(practice, assignment)
    found = names(practice, script)

    assert set(found.values()) == set(script["screens"])
    for position, screen in screens(practice).items():
        assert read_screen(script["screens"][found[position]]) == seen(practice, position, screen)
    for move in moves(practice):
        written = script["screens"][found[move.position]]["answers"][spell(move.answer)]
        assert read_step(written) == heard(move.step, found)


@each_assignment
def test_ends(assignment: Assignment) -> None:
    """Every course ends, every screen has a way on, and what is said is never empty."""
    practice = _practice(assignment)

    assert longest(practice) < 50
    for move in moves(practice):
        assert all((*move.screen.lines, *move.screen.says, *move.screen.shown))
        assert move.screen.lines
        assert all(one.text for one in move.screen.offers)
        if move.screen.pick is not Pick.NEXT:
            assert move.step.said is not None
            assert move.step.said.lines
            assert all(move.step.said.lines)


@each_assignment
def test_right_course(assignment: Assignment) -> None:
    """Whoever answers well sees what goes well, nothing to look out for, and a plan."""
    practice = _practice(assignment)
    taken = course(practice, lambda position, screen: _best(practice, position, screen))
    told = summarise(move.step.result for move in taken if move.step.result)

    assert {move.position.phase for move in taken} == {Phase.FIRST_TRY}
    assert len(told.know) == 3
    assert told.watch == ()
    assert len(told.plan) == 3


@each_assignment
def test_wrong_course(assignment: Assignment) -> None:
    """Whoever answers badly all the time also comes to the end, with one thing to look out for."""
    practice = _practice(assignment)
    taken = course(practice, lambda position, screen: _worst(practice, position, screen))
    told = summarise(move.step.result for move in taken if move.step.result)

    assert taken[-1].step.position is None
    assert told.know == ()
    assert len(told.watch) == 1
    assert len(told.plan) == 3


@each_question
def test_question(assignment: Assignment, question: Question) -> None:
    """Every question has a right course and, where it asks, a wrong one that is helped along."""
    practice = _practice(assignment, question)
    right = course(practice, lambda position, screen: _best(practice, position, screen))
    wrong = course(practice, lambda position, screen: _worst(practice, position, screen))

    assert right[-1].step.result.outcome is Outcome.FIRST_TRY
    if not isinstance(question, Model | Plan):
        assert wrong[-1].step.result.outcome >= Outcome.SECOND_TRY, "nergens een onhandig antwoord"
        assert {move.step.said.tone for move in wrong} & {"samen", "nog_eens"}


@each_question
def test_impossible(assignment: Assignment, question: Question) -> None:
    """No screen of any question takes an answer that it does not offer."""
    practice = _practice(assignment, question)
    for position, screen in screens(practice).items():
        off = [(one.id,) for one in screen.offers if one.state == "off"]
        for answer in [("nergens",), *off, *((*one, "nergens") for one in screen.answers)]:
            with pytest.raises(ImpossibleAction):
                engine.step(practice, position, answer)


# ---- No pattern that tells which answer is good ------------------------------------------------


def _asked() -> list[list[tuple[str, bool]]]:
    """Return the options of every choice and every turn as written: text, and whether good."""
    options = [q.options for _, q in QUESTIONS if isinstance(q, Choice)]
    options += [turn.options for _, q in QUESTIONS if isinstance(q, Dialogue) for turn in q.turns]
    return [[(one.text, one.quality is Quality.GOOD) for one in some] for some in options]


@pytest.mark.parametrize(
    ("pattern", "pick"),
    [
        ("staat vooraan", lambda texts: texts[0]),
        ("staat achteraan", lambda texts: texts[-1]),
        ("is het langst", lambda texts: max(texts, key=lambda one: len(one[0]))),
        ("is het kortst", lambda texts: min(texts, key=lambda one: len(one[0]))),
    ],
)
def test_no_pattern(pattern: str, pick: object) -> None:
    """The good answer is not to be found by its place or by its length."""
    asked = _asked()
    share = sum(pick(one)[1] for one in asked) / len(asked)  # type: ignore[operator]

    assert share <= MOST_SHARE, (
        f"in {share:.0%} van {len(asked)} vragen: het goede antwoord {pattern}"
    )
