"""The script compiler: the engine run over every possible course, written down as a table.

The player in the browser draws screens and walks this table; it holds no rule about right or
wrong. The table is plain JSON::

    {"format": 1, "seed": 7, "start": "0",
     "items":   [{"assignment": …, "question": …, "hash": …, "kind": …}, …],
     "screens": {"0": {"item": 0, "turn": …, "try": 1, "pick": "one", "lines": […],
                       "offers": [{"id": …, "text": …, "state": …}, …],
                       "answers": {"a": {"go": "1", "tone": …, "said": […], "result": {…}}, …}}}}

Screens are numbered in the order in which they are first reached. ``go`` is null at the end.
An answer is spelled as its option ids with a plus between them (:func:`spell`).
"""

from collections.abc import Mapping
from typing import Any

from wpo.model.assignments import picture_name
from wpo.model.questions import Model
from wpo.practice import engine
from wpo.practice.course import Answer, Item, Position, Practice, Screen, Step
from wpo.practice.summary import section

FORMAT = 1


def spell(answer: Answer) -> str:
    """Return an answer as the key under which the table holds it: ``a``, ``a+c`` or ``""``."""
    return "+".join(answer)


def compile_script(practice: Practice, hashes: Mapping[tuple[str, str], str]) -> dict[str, Any]:
    """Return the whole practice as a finite table of screens and transitions.

    Parameters
    ----------
    practice
        The questions and the seed.
    hashes
        The content hash of each (assignment id, question id) in the practice.

    Returns
    -------
    dict
        Plain JSON values only, in the shape that the module's docstring draws.
    """
    numbers: dict[Position, str] = {}
    waiting = [engine.start(practice)]
    screens: dict[str, Any] = {}
    while waiting:
        position = waiting.pop(0)
        if position in numbers:
            continue
        numbers[position] = str(len(numbers))
        shown = engine.screen(practice, position)
        steps = {answer: engine.step(practice, position, answer) for answer in shown.answers}
        waiting += [step.position for step in steps.values() if step.position]
        screens[numbers[position]] = (position, shown, steps)
    return {
        "format": FORMAT,
        "seed": practice.seed,
        "start": "0",
        "items": [
            {
                "assignment": item.assignment.id,
                "question": item.question.id,
                "hash": hashes[item.assignment.id, item.question.id],
                "kind": item.question.kind,
            }
            for item in practice.items
        ],
        "screens": {
            name: _screen(practice.items[position.index], position, shown)
            | {"answers": {spell(answer): _step(step, numbers) for answer, step in steps.items()}}
            for name, (position, shown, steps) in screens.items()
        },
    }


def _screen(item: Item, position: Position, shown: Screen) -> dict[str, Any]:
    written: dict[str, Any] = {
        "item": position.index,
        "turn": position.turn,
        "try": int(position.phase),
        "pick": shown.pick.value,
        "lines": list(shown.lines),
        "who": shown.who,
        "says": list(shown.says),
        "shown": list(shown.shown),
        "offers": [
            {"id": offer.id, "text": offer.text}
            | ({} if offer.state == "open" else {"state": offer.state})
            for offer in shown.offers
        ],
    }
    if shown.scene is not None:
        step = position.turn if isinstance(item.question, Model) else ""
        name = picture_name(item.assignment.id, item.question.id, step)
        written["scene"] = {"alt": shown.scene.alt, "picture": name}
    return {key: value for key, value in written.items() if value not in ("", [])}


def _step(step: Step, numbers: Mapping[Position, str]) -> dict[str, Any]:
    written: dict[str, Any] = {"go": numbers[step.position] if step.position else None}
    if step.said is not None:
        written |= {"tone": step.said.tone.value, "said": list(step.said.lines)}
        if step.said.reply:
            written |= {"who": step.said.who, "reply": step.said.reply}
    if step.result is not None:
        written["result"] = {
            "behaviour": step.result.behaviour,
            "section": section(step.result),
            "plan": list(step.result.plan),
        }
    return written
