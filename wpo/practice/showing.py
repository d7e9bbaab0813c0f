"""Questions in which nothing is right or wrong: a worked example, and choosing your own plan."""

from dataclasses import replace

from wpo.model.assignments import Assignment
from wpo.model.questions import Model, Plan
from wpo.practice.course import Answer, Offer, Pick, Position, Result, Said, Screen, Step, Tone

PLAN_PARTS = ("sentence", "when", "with_whom", "rehearse")

_CLOSING = "."  # no step of a model can have this id: ids are words


def model_screen(model: Model, position: Position) -> Screen:
    """Return one moment of a worked example, or its closing words."""
    if position.turn == _CLOSING:
        return Screen(pick=Pick.NEXT, lines=model.feedback.sentences(), answers=((),))
    here = next(one for one in model.steps if one.id == position.turn)
    first = here is model.steps[0]
    lines = (*model.stem, *here.text) if first else here.text
    return Screen(pick=Pick.NEXT, lines=lines, scene=here.scene, answers=((),))


def after_model(model: Model, position: Position, onward: Position | None) -> Step:
    """Walk to the next moment of a worked example."""
    if position.turn == _CLOSING:
        return Step(position=onward, result=Result())
    turns = [*(one.id for one in model.steps), _CLOSING]
    return Step(position=replace(position, turn=turns[turns.index(position.turn) + 1]))


def plan_screen(assignment: Assignment, plan: Plan, position: Position) -> Screen:
    """Return one part of choosing a plan; ``position.kept`` holds what was chosen so far."""
    task = assignment.work_task
    match position.turn:
        case "sentence":
            lines, parts = plan.stem, [(one.id, one.sentence) for one in task.sentences]
        case "when":
            lines, parts = plan.ask_when, [(one.id, one.text) for one in task.when]
        case "with_whom":
            lines, parts = plan.ask_with_whom, [(one.id, one.text) for one in task.with_whom]
        case _:
            lines = plan_lines(assignment, position.kept)
            return Screen(pick=Pick.NEXT, lines=lines, answers=((),))
    offers = tuple(Offer(id=one, text=text) for one, text in parts)
    return Screen(
        pick=Pick.ONE, lines=lines, offers=offers, answers=tuple((one,) for one, _ in parts)
    )


def plan_lines(assignment: Assignment, chosen: tuple[str, ...]) -> tuple[str, ...]:
    """Return a chosen plan as sentences: the als-dan sentence, when, and with whom.

    ``chosen`` holds the three ids, in that order.
    """
    task = assignment.work_task
    sentence, when, with_whom = chosen
    return (
        next(one.sentence for one in task.sentences if one.id == sentence),
        next(one.text for one in task.when if one.id == when),
        next(one.text for one in task.with_whom if one.id == with_whom),
    )


def after_plan(
    assignment: Assignment, position: Position, answer: Answer, onward: Position | None
) -> Step:
    """Add a part to the plan; after the rehearsal the plan is the result."""
    if position.turn == "rehearse":
        lines = plan_lines(assignment, position.kept)
        return Step(position=onward, result=Result(plan=lines))
    task = assignment.work_task
    match position.turn:
        case "sentence":
            reply = next(one.why for one in task.sentences if one.id == answer[0])
        case "when":
            reply = next(one.reply for one in task.when if one.id == answer[0])
        case _:
            reply = next(one.reply for one in task.with_whom if one.id == answer[0])
    following = PLAN_PARTS[PLAN_PARTS.index(position.turn) + 1]
    return Step(
        position=replace(position, turn=following, kept=position.kept + answer),
        said=Said(tone=Tone.CHOSEN, lines=(reply,)),
    )
