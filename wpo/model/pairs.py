"""Two people who looked at the same on one day without knowing of each other: what each saw.

Looking together teaches only where nobody knows the other's answer before giving their own. So an
answer counts here if it was told on the day itself, and before its teller could see those of
others: who has answered every point of a day may see them. What is told later is kept as any fact,
and counts for the trajectory, but not as a second pair of eyes.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, tzinfo
from itertools import combinations, product

from wpo.model.floor import FloorEvent, Goal, Observed

Points = Mapping[Goal, Collection[str]]  # the observation points of the card of a goal


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What one person saw of one goal of one participant on one day, not knowing of others.

    ``answers`` holds for each point what was answered, in one situation or in several, the newest
    last. ``is_complete``: every point of the card has an answer, so others' may be seen.
    """

    person: str
    goal: Goal
    day: date
    by: str
    answers: Mapping[str, tuple[Observed, ...]]
    is_complete: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """What two people saw of one point. ``first`` and ``second`` are in the order of their codes.

    The situation may differ: the same one is taken where both answered in it, else the newest.
    """

    person: str
    goal: Goal
    point: str
    day: date
    by: tuple[str, str]
    first: Observed
    second: Observed

    def seen_from(self, code: str) -> tuple[Observed, Observed]:
        """Return the answer of this one of the two, and the other's."""
        return (self.first, self.second) if code == self.by[0] else (self.second, self.first)


def looks(events: Iterable[FloorEvent], points: Points, zone: tzinfo) -> tuple[Look, ...]:
    """Return everybody's looks, by participant, goal, day and teller.

    Parameters
    ----------
    events
        Facts, oldest first; only observations matter.
    points
        What must be answered before others' answers can be seen. A goal without a card has none:
        nothing of it can be seen, and every answer of the day counts.
    zone
        Whose calendar the day of an observation belongs to.
    """
    told: dict[tuple[str, Goal, date, str], dict[str, dict[str, Observed]]] = {}
    for event in events:
        facts = event.facts
        if not isinstance(facts, Observed):
            continue
        if event.occurred_at.astimezone(zone).date() != facts.day:
            continue
        answers = told.setdefault((event.person, facts.goal, facts.day, event.by), {})
        if _is_complete(answers, points.get(facts.goal, ())):
            continue
        situations = answers.setdefault(facts.point, {})
        situations.pop(facts.situation, None)
        situations[facts.situation] = facts
    return tuple(
        Look(
            person=person,
            goal=goal,
            day=day,
            by=by,
            answers={point: tuple(each.values()) for point, each in answers.items()},
            is_complete=_is_complete(answers, points.get(goal, ())),
        )
        for (person, goal, day, by), answers in sorted(told.items())
    )


def pairs(found: Iterable[Look]) -> tuple[Pair, ...]:
    """Return what any two different people saw of the same point on the same day."""
    same: dict[tuple[str, Goal, date], list[Look]] = {}
    for one in found:
        same.setdefault((one.person, one.goal, one.day), []).append(one)
    return tuple(
        Pair(
            person=a.person,
            goal=a.goal,
            point=point,
            day=a.day,
            by=(a.by, b.by),
            first=first,
            second=second,
        )
        for those in same.values()
        for a, b in combinations(sorted(those, key=lambda one: one.by), 2)
        for point in sorted(a.answers.keys() & b.answers.keys())
        for first, second in [_alike(a.answers[point], b.answers[point])]
    )


def visible_to(
    viewer: str,
    observations: Sequence[FloorEvent],
    points: Points,
    today: date,
    zone: tzinfo,
) -> tuple[FloorEvent, ...]:
    """Leave out what others saw today, as long as the viewer can still look without knowing it.

    ``observations`` are about one participant, oldest first.
    """
    own = [one for one in observations if one.by == viewer]
    seen = {one.goal for one in looks(own, points, zone) if one.day == today and one.is_complete}

    def is_shown(event: FloorEvent) -> bool:
        facts = event.facts
        return (
            not isinstance(facts, Observed)
            or event.by == viewer
            or facts.day < today
            or facts.goal in seen
        )

    return tuple(one for one in observations if is_shown(one))


def _is_complete(answers: Mapping[str, object], wanted: Collection[str]) -> bool:
    return bool(wanted) and answers.keys() >= set(wanted)


def _alike(first: Sequence[Observed], second: Sequence[Observed]) -> tuple[Observed, Observed]:
    """Return one answer of each: in the same situation where there is one, else the newest."""
    same = [
        (one, other)
        for one, other in product(reversed(first), reversed(second))
        if one.situation == other.situation
    ]
    return same[0] if same else (first[-1], second[-1])
