"""Goals, observations and looking back: from the trajectory of each participant."""

from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import Connection

from wpo.model.floor import FloorEvent, Goal, LookedBack, Observed
from wpo.model.months import HERE
from wpo.model.pairs import looks, pairs
from wpo.model.people import Role
from wpo.model.trajectory import Line, Phase, trajectory
from wpo.pilot.extract.gathering.practice import MOST
from wpo.pilot.extract.gathering.setting import Member, Record, Setting, Views, by_person
from wpo.store import tables
from wpo.store.database import aware
from wpo.store.floor import floor_event_of

DAYS_IN_WEEK = 7
SEEN = {"nog_niet": 0, "beetje": 1, "gezien": 2, "niet_kunnen_zien": None}
WORKED = {"nee": 0, "beetje": 1, "ja": 2}

_Subject = tuple[str, str, str, str]  # told by, point, day, situation


def floor_records(
    connection: Connection, setting: Setting, views_of: Mapping[str, Views]
) -> dict[str, list[Record]]:
    """Return the rows of ``goals``, ``observations`` and ``looked_back``, in every view needed.

    Parameters
    ----------
    views_of
        Which views are needed of each participant beside the one now.
    """
    found: dict[str, list[Record]] = {"goals": [], "observations": [], "looked_back": []}
    assignments = {
        Goal(sub_skill=one.sub_skill, level=one.level): one.id
        for one in setting.catalogue.assignments.values()
    }
    points = {
        Goal(sub_skill=one.sub_skill, level=one.level): [each.id for each in one.trainer.observe]
        for one in setting.catalogue.assignments.values()
    }
    for code, rows in by_person(connection, tables.floor_event, setting.plan.organisations):
        member = setting.members.get(code)
        if member is None or member.role != Role.PARTICIPANT.value:
            continue
        told = [
            (view, row.number, floor_event_of(row))
            for row in rows
            if (view := setting.first_view("floor_event", row.number, aware(row.received_at)))
        ]
        told.sort(key=lambda one: (one[2].occurred_at, one[1]))
        for view in (*views_of.get(code, ()), setting.now.number):
            events = [event for first, _, event in told if first <= view]
            together = _together(events, points)
            for goal, line in trajectory(events).lines.items():
                if goal in assignments:
                    base = _base(member, view, assignments[goal])
                    _add(found, setting, base, line, together)
    return found


def _base(member: Member, view: int, assignment: str) -> Record:
    return {
        "view": view,
        "person": member.code,
        "paper": "",
        "organisation": member.organisation,
        "assignment": assignment,
    }


def _add(
    found: dict[str, list[Record]],
    setting: Setting,
    base: Record,
    line: Line,
    together: Mapping[tuple[Goal, _Subject], str],
) -> None:
    if setting.week(line.began_at) >= 1:
        found["goals"].append(base | _goal(setting, line))
    found["observations"] += [
        base | one for one in _observations(setting, line, base["person"], together)
    ]
    found["looked_back"] += [base | one for one in _looked_back(setting, line.look_backs)]


def _goal(setting: Setting, line: Line) -> Record:
    """Return one goal. Time goes on for everybody until now, also whose news is held back."""
    ended_at = line.mastered_at
    end = "bereikt" if ended_at else "gepauzeerd" if line.pause else "loopt"
    if line.phase is Phase.STOPPED:
        ended_at, end = line.phase_since_at, "gestopt"
    days = ((ended_at or setting.now.made_at) - line.began_at).days
    return {
        "weeks": max(days // DAYS_IN_WEEK, 0),
        "mastered": line.mastered_at is not None,
        "rounds": min(line.round, MOST),
        "end": end,
    }


def _observations(
    setting: Setting, line: Line, person: str, together: Mapping[tuple[Goal, _Subject], str]
) -> Iterator[Record]:
    for event in line.observations:
        facts = event.facts
        week = setting.plan.week_of(facts.day) if isinstance(facts, Observed) else 0
        if not isinstance(facts, Observed) or week < 1 or not setting.texts.has_point(facts.point):
            continue
        pair = together.get((line.goal, _subject(event.by, facts)))
        yield {
            "point": facts.point,
            "role": event.as_role.value,
            "value": SEEN[facts.value],
            "pair": f"{person}:{pair}" if pair else None,
            "week": week,
        }


def _looked_back(setting: Setting, events: Sequence[FloorEvent]) -> Iterator[Record]:
    for event in events:
        facts = event.facts
        week = setting.plan.week_of(facts.day) if isinstance(facts, LookedBack) else 0
        if isinstance(facts, LookedBack) and week >= 1:
            worked = WORKED[facts.worked] if facts.worked else None
            yield {"done": facts.did == "ja", "worked": worked, "week": week}


def _together(
    events: Sequence[FloorEvent], points: Mapping[Goal, Sequence[str]]
) -> dict[tuple[Goal, _Subject], str]:
    """Return which observations were made by two people who did not know the other's answer."""
    found: dict[tuple[Goal, _Subject], str] = {}
    for number, one in enumerate(pairs(looks(events, points, HERE))):
        first, second = _subject(one.by[0], one.first), _subject(one.by[1], one.second)
        if not {(one.goal, first), (one.goal, second)} & found.keys():
            found[one.goal, first] = found[one.goal, second] = str(number)
    return found


def _subject(by: str, facts: Observed) -> _Subject:
    return (by, facts.point, facts.day.isoformat(), facts.situation)
