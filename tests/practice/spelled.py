"""Questions spelled in one line, for examples: ``choice(GOOD, UNHANDY)`` or ``order("abcd")``."""

from collections.abc import Iterator
from typing import Any

from tests.strategies import (
    GOOD,
    said,
    text,
)
from wpo.model.questions import (
    Choice,
    Dialogue,
    Multi,
    Option,
    Order,
    Quality,
    Reply,
    Scene,
    Step,
    Turn,
)

FRAME: dict[str, Any] = {
    "id": "q",
    "workplace": "groen",
    "behaviour": "Ik kijk op.",
    "scene": Scene(alt="Je collega praat", things=("doos",)),
    "stem": ("Wat doe je?",),
}


def choice(*judged: Quality, fixed_order: bool = False) -> Choice:
    """Return a choice with an option for each quality, called a, b and c."""
    options = tuple(
        Option(id=one, text=text(one), quality=how, feedback=said(one))
        for one, how in zip("abc", judged, strict=False)
    )
    return Choice(**FRAME, options=options, fixed_order=fixed_order)


def multi(*judged: Quality) -> Multi:
    """Return a multi with an option for each quality, called a, b, c and d."""
    options = tuple(
        Option(
            id=one,
            text=text(one),
            quality=how,
            feedback=said(one),
            missed=said(f"{one} missed") if how is GOOD else None,
        )
        for one, how in zip("abcd", judged, strict=False)
    )
    return Multi(**FRAME, options=options, done=said("done"))


def order(ids: str, *also: str) -> Order:
    """Return steps with ids of a letter each, and other orders that work too."""
    steps = tuple(Step(id=one, text=text(one), feedback=said(one)) for one in ids)
    return Order(**FRAME, steps=steps, done=said("done"), also=tuple(map(tuple, also)))


def talk(**turns: str) -> Dialogue:
    """Return a talk; each turn is spelled as ``x:goed>b y:niet_handig``."""
    return Dialogue(
        **FRAME,
        turns=tuple(
            Turn(id=turn, who="Sam", says=(text(turn),), options=tuple(_replies(turn, spelled)))
            for turn, spelled in turns.items()
        ),
    )


def _replies(turn: str, spelled: str) -> Iterator[Reply]:
    for one in spelled.split():
        reply, how = one.split(":")
        quality, _, leads_to = how.partition(">")
        yield Reply(
            id=reply,
            text=text(turn, reply),
            quality=Quality(quality),
            answer=text(turn, reply, "answer"),
            feedback=said(f"{turn} {reply}"),
            next=leads_to,
        )
