"""Questions that ask for a reaction: choice, multi, order and dialogue.

One guided second try, then show and let the person select; see the picture in ``engine``.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, combinations, permutations
from typing import assert_never

from wpo.model.questions import (
    Choice,
    Dialogue,
    Feedback,
    Multi,
    Option,
    Order,
    Quality,
    Reply,
    Turn,
)
from wpo.practice.course import (
    Answer,
    Offer,
    Outcome,
    Phase,
    Pick,
    Position,
    Result,
    Said,
    Screen,
    Step,
    Tone,
)

Asking = Choice | Dialogue | Multi | Order


def asking_screen(question: Asking, position: Position, seed: int) -> Screen:
    """Return a question as it stands at this position, with the options in this person's order."""
    pick = {"multi": Pick.MANY, "order": Pick.ORDER}.get(question.kind, Pick.ONE)
    good = _good_answer(question, position)
    shown = position.phase is Phase.SHOWN
    off = set(position.off)
    if shown:
        off = {one for one, _ in _parts(question, position) if one not in good}
    offers = tuple(
        Offer(id=one, text=text, state=_state(one, off, () if shown else position.kept))
        for one, text in _in_shown_order(question, position, seed)
    )
    answers = (good,) if shown else tuple(_answers(pick, offers, position.kept))
    turn = _turn(question, position)
    return Screen(
        pick=pick,
        lines=question.stem,
        scene=question.scene,
        who=turn.who if turn else "",
        says=turn.says if turn else (),
        shown=(_judge(question, position, good)[1].because,) if shown else (),
        offers=offers,
        answers=answers,
    )


def after_asking(
    question: Asking, position: Position, answer: Answer, onward: Position | None
) -> Step:
    """Judge an answer and go on: to a guided second try, the show screen, or ``onward``."""
    quality, feedback = _judge(question, position, answer)
    reply = _reply(question, position, answer)
    if quality is Quality.UNHANDY:
        following = _guided(question, position, answer)
        # What to do next is only said where there is a next try; after that we look together.
        again = following.phase is Phase.SECOND_TRY
        lines = feedback.sentences() if again else (feedback.said, feedback.because)
        tone = Tone.AGAIN if again else Tone.TOGETHER
        return Step(position=following, said=_said(question, position, tone, lines, reply))

    so_far = max(position.so_far, _outcome(position.phase, quality))
    tone = Tone.GOOD if quality is Quality.GOOD else Tone.POSSIBLE
    said = _said(question, position, tone, feedback.sentences(), reply)
    if reply is not None and reply.next:
        onward = Position(index=position.index, turn=reply.next, so_far=so_far)
        return Step(position=onward, said=said)
    result = Result(behaviour=question.behaviour, outcome=so_far)
    return Step(position=onward, said=said, result=result)


def _outcome(phase: Phase, quality: Quality) -> Outcome:
    if phase is Phase.FIRST_TRY:
        return Outcome.FIRST_TRY if quality is Quality.GOOD else Outcome.ACCEPTED
    return Outcome.SECOND_TRY if phase is Phase.SECOND_TRY else Outcome.SHOWN


def _judge(question: Asking, position: Position, answer: Answer) -> tuple[Quality, Feedback]:
    match question:
        case Choice() | Dialogue():
            chosen = next(one for one in _options(question, position) if one.id == answer[0])
            return chosen.quality, chosen.feedback
        case Multi(options=options, done=done):
            unhandy = [o for o in options if o.id in answer and o.quality is Quality.UNHANDY]
            if unhandy:
                return Quality.UNHANDY, unhandy[0].feedback
            missed = [o.missed for o in options if o.missed and o.id not in answer]
            return (Quality.UNHANDY, missed[0]) if missed else (Quality.GOOD, done)
        case Order(steps=steps, done=done):
            if _is_good(question, answer):
                return Quality.GOOD, done
            early = answer[len(_common_start(question, answer))]
            return Quality.UNHANDY, next(one.feedback for one in steps if one.id == early)
        case _:
            assert_never(question)


def _guided(question: Asking, position: Position, answer: Answer) -> Position:
    """Return the second try with what was learned put in place, or the show screen."""
    shown = replace(position, phase=Phase.SHOWN, off=(), kept=())
    if position.phase is not Phase.FIRST_TRY:
        return shown
    off: Answer = ()
    kept: Answer = ()
    match question:
        case Choice() | Dialogue():
            off, needed = answer, 2
        case Multi(options=options):
            quality = {one.id: one.quality for one in options}
            off = tuple(one for one in answer if quality[one] is Quality.UNHANDY)
            kept = tuple(one for one in answer if quality[one] is not Quality.UNHANDY)
            needed = 2
        case Order():
            # Two steps left in the wrong order leave only one other order: nothing to choose.
            kept, needed = _common_start(question, answer), 3
        case _:
            assert_never(question)
    left = [one for one, _ in _parts(question, position) if one not in (*off, *kept)]
    if len(left) < needed:
        return shown
    return replace(position, phase=Phase.SECOND_TRY, off=off, kept=kept)


def _good_answer(question: Asking, position: Position) -> Answer:
    match question:
        case Choice() | Dialogue():
            options = _options(question, position)
            return (next(one.id for one in options if one.quality is Quality.GOOD),)
        case Multi(options=options):
            return tuple(sorted(one.id for one in options if one.quality is Quality.GOOD))
        case Order(steps=steps):
            return tuple(one.id for one in steps)
        case _:
            assert_never(question)


def _said(
    question: Asking, position: Position, tone: Tone, lines: tuple[str, ...], reply: Reply | None
) -> Said:
    turn = _turn(question, position)
    if turn is None or reply is None:
        return Said(tone=tone, lines=lines)
    return Said(tone=tone, lines=lines, who=turn.who, reply=reply.answer)


def _turn(question: Asking, position: Position) -> Turn | None:
    return question.turn(position.turn) if isinstance(question, Dialogue) else None


def _reply(question: Asking, position: Position, answer: Answer) -> Reply | None:
    turn = _turn(question, position)
    return next(one for one in turn.options if one.id == answer[0]) if turn else None


def _options(
    question: Choice | Dialogue, position: Position
) -> tuple[Option, ...] | tuple[Reply, ...]:
    if isinstance(question, Dialogue):
        return question.turn(position.turn).options
    return question.options


def _parts(question: Asking, position: Position) -> list[tuple[str, str]]:
    """Return what there is to choose, as (id, text), in the author's order."""
    match question:
        case Choice() | Dialogue():
            return [(one.id, one.text) for one in _options(question, position)]
        case Multi(options=options):
            return [(one.id, one.text) for one in options]
        case Order(steps=steps):
            return [(one.id, one.text) for one in steps]
        case _:
            assert_never(question)


def _in_shown_order(question: Asking, position: Position, seed: int) -> list[tuple[str, str]]:
    """Return the parts in this person's own order; a shown order of steps stands as it should."""
    parts = _parts(question, position)
    if isinstance(question, Choice) and question.fixed_order:
        return parts
    if isinstance(question, Order) and position.phase is Phase.SHOWN:
        return parts
    place = f"{seed}:{position.index}:{question.id}:{position.turn}:"
    mixed = sorted(parts, key=lambda part: hashlib.sha256(f"{place}{part[0]}".encode()).digest())
    if isinstance(question, Order):
        kept = [part for one in position.kept for part in parts if part[0] == one]
        return kept + _not_yet_in_order(question, kept, [one for one in mixed if one not in kept])
    return mixed


def _not_yet_in_order(
    question: Order, kept: list[tuple[str, str]], parts: list[tuple[str, str]]
) -> list[tuple[str, str]]:
    """Turn the row until it is no good order: tapping from top to bottom should teach nothing."""
    turned = (parts[n:] + parts[:n] for n in range(len(parts)))
    rows = chain(turned, map(list, permutations(parts)))  # every turn may be good, with ``also``
    ids = ((row, tuple(one for one, _ in kept + row)) for row in rows)
    return next((row for row, order in ids if not _is_good(question, order)), parts)


def _state(option: str, off: set[str], kept: tuple[str, ...]) -> str:
    if option in off:
        return "off"
    return "kept" if option in kept else "open"


def _answers(pick: Pick, offers: tuple[Offer, ...], kept: tuple[str, ...]) -> Iterator[Answer]:
    free = sorted(offer.id for offer in offers if offer.state == "open")
    match pick:
        case Pick.ONE:
            yield from ((one,) for one in free)
        case Pick.MANY:
            for size in range(len(free) + 1):
                for chosen in combinations(free, size):
                    if kept or chosen:
                        yield tuple(sorted((*kept, *chosen)))
        case Pick.ORDER:
            for rest in permutations(free):
                yield (*kept, *rest)
        case Pick.NEXT:
            yield ()


def _common_start(question: Order, answer: Answer) -> Answer:
    """Return the longest beginning of ``answer`` that some good order shares."""
    orders = (tuple(one.id for one in question.steps), *question.also)
    return answer[: max(_shared(order, answer) for order in orders)]


def _is_good(question: Order, answer: Answer) -> bool:
    return len(_common_start(question, answer)) == len(question.steps)


def _shared(one: Answer, other: Answer) -> int:
    for place, (left, right) in enumerate(zip(one, other, strict=True)):
        if left != right:
            return place
    return len(one)
