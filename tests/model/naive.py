"""Mastery and the talk told from the raw list of facts, in another way than by a fold."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from tests.model.floor_strategies import (
    GOALS,
)
from wpo.model.floor import (
    Adapted,
    Again,
    Agreed,
    FloorEvent,
    Goal,
    LookedBack,
    Noticed,
    Observed,
    PracticeBegan,
    Practised,
    Recognised,
    SaidMastered,
    Stopped,
    WentOn,
    Wished,
    YesNo,
)
from wpo.model.people import Role


def mastery(events: Sequence[FloorEvent]) -> dict[Goal, int]:
    """Return the place of the fact by which each goal is mastered, told from the facts backwards.

    For each yes in turn the question is asked anew, from nothing but the list: since when has this
    goal been there without a stop, what is the last that each teller said of each point, day and
    situation, and what did both sides say last since the last "once more"?
    """
    found: dict[Goal, int] = {}
    for goal in sorted(GOALS):
        for place, event in enumerate(events):
            if _is_yes(event, goal) and _both_stand(events, place, goal, found):
                found[goal] = place
                break
    return found


def noticed(events: Sequence[FloorEvent]) -> tuple[FloorEvent, ...]:
    """Return what was noticed after the participant first said something."""
    wishes = [place for place, one in enumerate(events) if isinstance(one.facts, Wished)]
    after = events[wishes[0] :] if wishes else ()
    return tuple(one for one in after if isinstance(one.facts, Noticed))


def answers(events: Sequence[FloorEvent]) -> dict[str, YesNo]:
    """Return the last answer to each thing that had been noticed when it was answered."""
    return {
        one.facts.noticed: one.facts.answer
        for place, one in enumerate(events)
        if isinstance(one.facts, Recognised)
        and one.facts.noticed in {each.event_id for each in noticed(events[:place])}
    }


def _is_yes(event: FloorEvent, goal: Goal) -> bool:
    return isinstance(event.facts, SaidMastered) and event.facts.yes and event.facts.goal == goal


def _both_stand(
    events: Sequence[FloorEvent], place: int, goal: Goal, mastered: dict[Goal, int]
) -> bool:
    start = _there_since(events, place, goal, mastered)
    if start is None:
        return False
    said: dict[Role, bool] = {}
    for number in range(start, place + 1):
        event = events[number]
        match event.facts:
            case Again(goal=about) if about == goal:
                said = {}
            case SaidMastered(goal=about, yes=yes) if about == goal:
                if not yes or _seen_enough(events[start:number], goal):
                    said[event.as_role] = yes
    return (
        _seen_enough(events[start:place], goal)
        and said.get(Role.PARTICIPANT, False)
        and said.get(Role.TRAINER, False)
    )


def _there_since(
    events: Sequence[FloorEvent], place: int, goal: Goal, mastered: dict[Goal, int]
) -> int | None:
    below = replace(goal, level=goal.level - 1) if goal.level > 1 else None
    since, stopped = None, False
    for number in range(place):
        facts = events[number].facts
        begins = (isinstance(facts, Agreed) and goal in facts.goals) or (
            isinstance(facts, WentOn)
            and facts.goal == goal
            and below is not None
            and mastered.get(below, place) < number
        )
        about = getattr(facts, "goal", None) == goal
        told = isinstance(facts, PracticeBegan | Practised | Observed | LookedBack | Adapted)
        if begins and (stopped or since is None):
            since, stopped = number, False
        elif about and told and since is None:
            since = number
        elif about and isinstance(facts, Stopped) and since is not None:
            stopped = True
    return None if stopped else since


def _seen_enough(events: Iterable[FloorEvent], goal: Goal) -> bool:
    last = {
        (one.by, one.facts.point, one.facts.day, one.facts.situation): one.facts.value
        for one in events
        if isinstance(one.facts, Observed) and one.facts.goal == goal
    }
    kept = [key for key, value in last.items() if value == "gezien"]
    return len({day for _, _, day, _ in kept}) >= 3 and len({one[3] for one in kept}) >= 2
