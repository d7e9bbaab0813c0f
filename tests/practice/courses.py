"""Ways through a practice: everything that can happen, one named course, and the compiled table.

Nothing here knows a rule about right or wrong; it only asks the engine at every position.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from tests.strategies import GOOD, POSSIBLE, Move
from wpo.errors import ImpossibleAction
from wpo.model.questions import Dialogue, Model, Multi, Order, Quality
from wpo.practice import engine
from wpo.practice.asking import Asking
from wpo.practice.course import Answer, Position, Practice, Screen, Step
from wpo.practice.summary import section

LONGEST = 3 * 5  # answers to one question: a talk of five turns with three tries each


def moves(practice: Practice) -> Iterator[Move]:
    """Yield every answer that can be given anywhere in a practice, the nearest first."""
    known = {engine.start(practice)}
    waiting = [engine.start(practice)]
    for position in waiting:
        screen = engine.screen(practice, position)
        for answer in screen.answers:
            step = engine.step(practice, position, answer)
            yield Move(position, screen, answer, step)
            if step.position is not None and step.position not in known:
                known.add(step.position)
                waiting.append(step.position)


def screens(practice: Practice) -> dict[Position, Screen]:
    """Return every screen that can be reached."""
    return {move.position: move.screen for move in moves(practice)}


def longest(practice: Practice) -> int:
    """Return the number of answers of the longest course (ValueError if one goes in circles)."""
    onward: dict[Position, set[Position]] = {}
    for move in moves(practice):
        onward.setdefault(move.position, set())
        if move.step.position is not None:
            onward[move.position].add(move.step.position)
    lengths: dict[Position, int] = {}
    for _ in range(len(onward)):
        ready = {one for one, after in onward.items() if after <= lengths.keys()} - lengths.keys()
        lengths |= {
            one: 1 + max((lengths[after] for after in onward[one]), default=0) for one in ready
        }
    if len(lengths) < len(onward):
        raise ValueError("some course comes back where it was")
    return lengths[engine.start(practice)]


def course(practice: Practice, choose: Callable[[Position, Screen], Answer]) -> list[Move]:
    """Return the course of somebody who chooses by a rule."""
    taken: list[Move] = []
    position: Position | None = engine.start(practice)
    while position is not None:
        screen = engine.screen(practice, position)
        answer = choose(position, screen)
        taken.append(Move(position, screen, answer, engine.step(practice, position, answer)))
        position = taken[-1].step.position
    return taken


def play(practice: Practice, answers: Sequence[Answer]) -> tuple[list[Move], Position | None]:
    """Return the moves of these answers up to the first impossible one, and what is open then."""
    taken: list[Move] = []
    position: Position | None = engine.start(practice)
    for answer in answers:
        if position is None:
            break
        try:
            step = engine.step(practice, position, answer)
        except ImpossibleAction:
            break
        taken.append(Move(position, engine.screen(practice, position), answer, step))
        position = step.position
    return taken, position


def qualities(question: Asking, turn: str = "") -> dict[str, Quality]:
    """Return how well each option fits (not for an order: a step alone is neither)."""
    match question:
        case Dialogue():
            return {one.id: one.quality for one in question.turn(turn).options}
        case Order():
            raise TypeError("steps have no quality")
        case _:
            return {one.id: one.quality for one in question.options}


def fits(question: Asking, turn: str, answer: Answer) -> bool:
    """Return whether an answer is taken: judged here by hand, apart from the engine."""
    if isinstance(question, Order):
        return answer in (tuple(one.id for one in question.steps), *question.also)
    quality = qualities(question, turn)
    if not isinstance(question, Multi):
        return quality[answer[0]] in (GOOD, POSSIBLE)
    good = {one for one, how in quality.items() if how is GOOD}
    kan = {one for one, how in quality.items() if how is POSSIBLE}
    return good <= set(answer) <= good | kan


def names(practice: Practice, script: Mapping[str, Any]) -> dict[Position, str]:
    """Return which screen of the table stands for which position, walking both at once.

    Raises AssertionError where one position is reached as two screens.
    """
    found = {engine.start(practice): script["start"]}
    for move in moves(practice):
        go = script["screens"][found[move.position]]["answers"]["+".join(move.answer)]["go"]
        assert (go is None) == (move.step.position is None)
        if move.step.position is not None:
            assert found.setdefault(move.step.position, go) == go
    return found


def seen(practice: Practice, position: Position, screen: Screen) -> dict[str, Any]:
    """Return what a table says of a screen, answers aside, with empty fields in their places."""
    item = practice.items[position.index]
    step = f"-{position.turn}" if isinstance(item.question, Model) else ""
    picture = f"{item.assignment.id}-{item.question.id}{step}"
    scene = {"alt": screen.scene.alt, "picture": picture} if screen.scene else None
    return {
        "item": position.index,
        "turn": position.turn,
        "try": int(position.phase),
        "pick": screen.pick.value,
        "lines": list(screen.lines),
        "scene": scene,
        "who": screen.who,
        "says": list(screen.says),
        "shown": list(screen.shown),
        "offers": [(one.id, one.text, one.state) for one in screen.offers],
    }


def read_screen(written: Mapping[str, Any]) -> dict[str, Any]:
    """Return a screen of a table in the shape of :func:`seen`."""
    offers = [
        (one["id"], one["text"], one.get("state", "open")) for one in written.get("offers", ())
    ]
    empty = {"turn": "", "lines": [], "scene": None, "who": "", "says": [], "shown": []}
    return (
        empty | {key: one for key, one in written.items() if key != "answers"} | {"offers": offers}
    )


def heard(step: Step, found: Mapping[Position, str]) -> dict[str, Any]:
    """Return what a table says of an answer, with None where nothing is said or ended."""
    words, result = step.said, step.result
    return {
        "go": found[step.position] if step.position else None,
        "tone": words.tone.value if words else None,
        "said": list(words.lines) if words else None,
        "who": (words.who or None) if words else None,
        "reply": (words.reply or None) if words else None,
        "result": result
        and {
            "behaviour": result.behaviour,
            "section": section(result),
            "plan": list(result.plan),
        },
    }


def read_step(written: Mapping[str, Any]) -> dict[str, Any]:
    """Return an answer of a table in the shape of :func:`heard`."""
    keys = ("go", "tone", "said", "who", "reply", "result")
    assert set(written) <= set(keys)
    return {key: written.get(key) for key in keys}
