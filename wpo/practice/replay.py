"""Check facts by replaying the engine: an answer counts only if it could be given there."""

from collections.abc import Sequence

from wpo.errors import ImpossibleAction
from wpo.model.events import Answered
from wpo.practice import engine
from wpo.practice.course import Position, Practice, Step


def replay(practice: Practice, answered: Sequence[Answered]) -> list[tuple[Position, Step]]:
    """Return where each answer was given and what followed.

    Parameters
    ----------
    practice
        The questions as this person had them, with the seed of the attempt.
    answered
        The facts in order, from the first answer on.

    Raises
    ------
    ImpossibleAction
        At the first answer that could not have been given: another question, turn or try than
        the one that was open, an option that was not there, or options in another order.
    """
    position: Position | None = engine.start(practice)
    course: list[tuple[Position, Step]] = []
    for facts in answered:
        if position is None:
            raise ImpossibleAction("Deze oefening is al klaar; er kan geen antwoord meer bij.")
        _compare(practice, position, facts)
        taken = engine.step(practice, position, facts.options)
        course.append((position, taken))
        position = taken.position
    return course


def _compare(practice: Practice, position: Position, facts: Answered) -> None:
    expected = (
        position.index,
        practice.items[position.index].question.id,
        position.turn,
        int(position.phase),
        tuple(offer.id for offer in engine.screen(practice, position).offers),
    )
    given = (facts.index, facts.question, facts.turn, facts.attempt_at, facts.shown)
    if given != expected:
        raise ImpossibleAction(
            f"Het antwoord hoort bij {_spell(given)}, maar open was {_spell(expected)}."
        )


def _spell(place: tuple[int, str, str, int, tuple[str, ...]]) -> str:
    index, question, turn, attempt_at, shown = place
    return f"vraag {index + 1} ({question} {turn}), poging {attempt_at}, opties {'-'.join(shown)}"
