"""What follows from the facts about one participant: the talk, and where each goal stands.

:func:`trajectory` is a pure fold. It never refuses: a fact that means nothing where it arrives
(a "yes" before the behaviour was seen, a reply to nothing) is kept and changes nothing.

A goal is a sub-skill at a level, and goes through these phases::

                    practice_began          practised            looked_back (did: ja)
      agreed                                                     or the two talk
      went_on  ──►  gekozen ──────► oefenen ──────► aan de slag ─────────────► terugkijken
                       └────────────── practised ──────►▲                          │
                                                        └── again (round + 1) ─────┤
                                                                                   │
            agreed / went_on: the next level  ◄──  beheerst  ◄── both said yes ────┘

Both may say yes in each of the first four phases. *Beheerst* asks four things at the moment of the
last yes: the behaviour was seen on three days, in at least two situations, the participant says yes
and the werkplekopleider says yes. Practice never counts, for or against: nobody has to have
practised, and who practises once more takes back nothing; ``again`` does, both speak anew then. A
yes that was said before the behaviour had been seen three times does not count either: nothing is
mastered by itself.

A pause (ill, other work, too hard) lies over a phase and ends in the same phase; *gestopt* ends
where the goal is agreed on again. Whoever practises without an agreement has chosen for themselves:
the goal is there, with ``agreed`` False. So it is where something was seen or done before there
was an agreement: clocks of two devices differ, and what somebody told is not lost by that.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from types import MappingProxyType

from wpo.model.floor import (
    Adapted,
    Again,
    Agreed,
    FloorEvent,
    Goal,
    Helped,
    LookedBack,
    Noticed,
    Observed,
    Paused,
    PracticeBegan,
    Practised,
    Reason,
    Recognised,
    Resumed,
    SaidMastered,
    Stopped,
    TalkReopened,
    WentOn,
    Wished,
    YesNo,
)
from wpo.model.people import Role
from wpo.model.skills import LEVELS

DAYS_SEEN = 3
SITUATIONS_SEEN = 2
SAME_TALK = timedelta(days=1)  # two people who say it after one talk say it once


class Phase(StrEnum):
    """Where a goal is in the cycle."""

    CHOSEN = "gekozen"
    PRACTISING = "oefenen"
    AT_WORK = "aan_de_slag"
    LOOKING_BACK = "terugkijken"
    MASTERED = "beheerst"
    STOPPED = "gestopt"


OPEN_PHASES = frozenset({Phase.CHOSEN, Phase.PRACTISING, Phase.AT_WORK, Phase.LOOKING_BACK})
ON_THE_FLOOR = frozenset({Phase.AT_WORK, Phase.LOOKING_BACK})


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """One joint choice, as each said it: wishes first, then what was noticed, then the choice.

    ``noticed`` holds only what was said after the participant began. ``answers`` holds the
    participant's answer to each of those, by event id.
    """

    wishes: tuple[FloorEvent, ...] = ()
    noticed: tuple[FloorEvent, ...] = ()
    answers: Mapping[str, YesNo] = field(default_factory=lambda: MappingProxyType({}))
    agreed: FloorEvent | None = None

    @property
    def wished(self) -> tuple[str, ...]:
        """The sub-skills that the participant named, each once."""
        facts = (one.facts for one in self.wishes if isinstance(one.facts, Wished))
        return tuple(dict.fromkeys(name for one in facts for name in one.sub_skills))

    @property
    def named(self) -> tuple[str, ...]:
        """The sub-skills that either named, the participant's first."""
        facts = (one.facts for one in self.noticed if isinstance(one.facts, Noticed))
        return tuple(dict.fromkeys((*self.wished, *(one.sub_skill for one in facts))))

    @property
    def is_begun(self) -> bool:
        """Tell whether the participant answered a question: only then it is the other's turn."""
        return bool(self.wishes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    """Since when (aware UTC), why, and until which day; None where nobody knows."""

    since_at: datetime
    reason: Reason
    until: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Adaptation:
    """A change of the workplace, and what was said about whether it helped, newest last."""

    event: FloorEvent
    words: str
    helped: tuple[tuple[Role, YesNo], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Everything about one goal: where it stands, and the facts that it stands on, oldest first.

    ``round`` counts the weeks with the same sentence, from 1; "once more" said by both within a day
    counts once. ``phase_since_at`` is when this phase began, or this round of it. ``plan`` is the
    newest plan: the als-dan sentence, when, and with whom. ``trainer_said_by`` is the pseudonym of
    the trainer whose word ``trainer_says`` is.
    """

    goal: Goal
    agreed: bool
    began_at: datetime
    phase: Phase
    phase_since_at: datetime
    until: date | None = None
    round: int = 1
    pause: Pause | None = None
    resumed_at: datetime | None = None
    stop_reason: Reason | None = None
    plan: tuple[str, ...] = ()
    look_backs: tuple[FloorEvent, ...] = ()
    observations: tuple[FloorEvent, ...] = ()
    adaptations: tuple[Adaptation, ...] = ()
    participant_says: SaidMastered | None = None
    trainer_says: SaidMastered | None = None
    trainer_said_by: str | None = None
    mastered_at: datetime | None = None

    @property
    def days_seen(self) -> tuple[date, ...]:
        """The days on which the behaviour was seen, in order."""
        return tuple(sorted({facts.day for facts in _seen(self.observations)}))

    @property
    def situations_seen(self) -> tuple[str, ...]:
        """The situations in which it was seen, in alphabetical order."""
        return tuple(sorted({facts.situation for facts in _seen(self.observations)}))

    @property
    def is_seen_enough(self) -> bool:
        """Tell whether the talk about mastery can be held: three days, two situations."""
        return len(self.days_seen) >= DAYS_SEEN and len(self.situations_seen) >= SITUATIONS_SEEN

    @property
    def is_open(self) -> bool:
        """Tell whether somebody is busy with it, paused or not."""
        return self.phase in OPEN_PHASES

    @property
    def last_looked_on(self) -> date | None:
        """The last day on which somebody saw whether it happened; None where nobody did yet."""
        days = [
            facts.day for facts in _facts(self.observations) if facts.value != "niet_kunnen_zien"
        ]
        return max(days, default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trajectory:
    """All that is known of one participant. ``talks`` has the newest last; goals in order."""

    talks: tuple[Talk, ...] = (Talk(),)
    lines: Mapping[Goal, Line] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def talk(self) -> Talk:
        """The talk that is going on, or was held last."""
        return self.talks[-1]

    @property
    def open_lines(self) -> tuple[Line, ...]:
        """What somebody is busy with: agreed goals first, then the newest."""
        busy = [one for one in self.lines.values() if one.is_open]
        return tuple(sorted(busy, key=lambda one: (not one.agreed, -one.began_at.timestamp())))

    @property
    def mastered(self) -> tuple[Line, ...]:
        """What somebody can do, the newest last."""
        done = [one for one in self.lines.values() if one.mastered_at is not None]
        return tuple(sorted(done, key=lambda one: (one.mastered_at, one.goal)))


def trajectory(events: Iterable[FloorEvent]) -> Trajectory:
    """Fold the facts about one participant, oldest first, into where everything stands."""
    found = Trajectory()
    for event in events:
        found = _fold(found, event)
    return found


def _fold(so_far: Trajectory, event: FloorEvent) -> Trajectory:
    match event.facts:
        case Wished() | Noticed() | Recognised() | TalkReopened():
            return replace(so_far, talks=_talked(so_far.talks, event))
        case Agreed() as facts:
            talks = (*so_far.talks[:-1], replace(so_far.talk, agreed=event))
            lines = {goal: _agreed(so_far.lines.get(goal), goal, event) for goal in facts.goals}
            return _with_lines(replace(so_far, talks=talks), lines)
        case WentOn(goal=goal) if _may_go_on(so_far, goal):
            return _with_lines(so_far, {goal: _agreed(so_far.lines.get(goal), goal, event)})
        case PracticeBegan(goal=goal) | Practised(goal=goal):
            line = so_far.lines.get(goal) or _new(goal, event, agreed=False)
            return _with_lines(so_far, {goal: _practised(line, event)})
        case Observed(goal=goal) | LookedBack(goal=goal) | Adapted(goal=goal):
            line = so_far.lines.get(goal) or _new(goal, event, agreed=False)
            return _with_lines(so_far, {goal: _step(line, event)})
        case Helped() as facts:
            return _with_lines(so_far, _helped(so_far.lines, facts, event.as_role))
    there = so_far.lines.get(event.goal) if event.goal else None
    return _with_lines(so_far, {there.goal: _step(there, event)}) if there else so_far


def _with_lines(so_far: Trajectory, changed: Mapping[Goal, Line]) -> Trajectory:
    return replace(so_far, lines=MappingProxyType({**so_far.lines, **changed}))


def _talked(talks: Sequence[Talk], event: FloorEvent) -> tuple[Talk, ...]:
    """Add what was said; a wish after an agreement, or reopening, begins a new talk.

    It was said in the newest talk that it fits: what a stale or offline page tells after reopening
    belongs to the talk that this page showed.
    """
    if talks[-1].agreed is not None and isinstance(event.facts, Wished | TalkReopened):
        talks = (*talks, Talk())
    for place in reversed(range(len(talks))):
        talk = _said_in(talks[place], event)
        if talk is not None:
            return (*talks[:place], talk, *talks[place + 1 :])
    return tuple(talks)


def _said_in(talk: Talk, event: FloorEvent) -> Talk | None:
    """Return the talk with this in it, or None where it does not fit."""
    match event.facts:
        case Wished():
            return replace(talk, wishes=(*talk.wishes, event))
        case Noticed() if talk.is_begun:
            return replace(talk, noticed=(*talk.noticed, event))
        case Recognised() as facts if facts.noticed in {one.event_id for one in talk.noticed}:
            answers = {**talk.answers, facts.noticed: facts.answer}
            return replace(talk, answers=MappingProxyType(answers))
    return None


def _new(goal: Goal, event: FloorEvent, *, agreed: bool) -> Line:
    at = event.occurred_at
    return Line(goal=goal, agreed=agreed, began_at=at, phase=Phase.CHOSEN, phase_since_at=at)


def _agreed(line: Line | None, goal: Goal, event: FloorEvent) -> Line:
    """Agree on a goal: it begins, begins again after a stop, or simply goes on."""
    until = event.facts.until if isinstance(event.facts, Agreed) else None
    if line is None or line.phase is Phase.STOPPED:
        line = _new(goal, event, agreed=True)
    return replace(line, agreed=True, until=until or line.until)


def _may_go_on(so_far: Trajectory, goal: Goal) -> bool:
    if goal.level == LEVELS[0]:
        return False
    below = so_far.lines.get(Goal(sub_skill=goal.sub_skill, level=goal.level - 1))
    return below is not None and below.phase is Phase.MASTERED


def _practised(line: Line, event: FloorEvent) -> Line:
    facts = event.facts
    if not isinstance(facts, Practised):
        return _to(line, Phase.PRACTISING, event) if line.phase is Phase.CHOSEN else line
    line = replace(line, plan=facts.plan)
    if line.phase is Phase.LOOKING_BACK:
        return _another_round(line, event)
    return _to(line, Phase.AT_WORK, event) if line.is_open else line


def _step(line: Line, event: FloorEvent) -> Line:
    match event.facts:
        case LookedBack(did=did):
            line = replace(line, look_backs=_newest(line.look_backs, event))
            if did == "ja" and line.phase is Phase.AT_WORK:
                line = _to(line, Phase.LOOKING_BACK, event)
        case Observed():
            line = replace(line, observations=_newest(line.observations, event))
        case Adapted(words=words):
            made = Adaptation(event=event, words=words)
            line = replace(line, adaptations=(*line.adaptations, made))
        case Again() if line.is_open:
            line = _once_more(line, event)
        case SaidMastered() as facts if line.is_open:
            line = _said(line, facts, event)
        case Paused(reason=reason, until=until) if line.is_open:
            since_at = line.pause.since_at if line.pause else event.occurred_at
            line = replace(line, pause=Pause(since_at=since_at, reason=reason, until=until))
        case Resumed() if line.pause is not None:
            line = replace(line, pause=None, resumed_at=event.occurred_at)
        case Stopped(reason=reason) if line.is_open:
            line = _to(replace(line, stop_reason=reason, pause=None), Phase.STOPPED, event)
    return line


def _said(line: Line, facts: SaidMastered, event: FloorEvent) -> Line:
    """Note what one of the two says about mastery; with two that count it is mastered."""
    if facts.yes and not line.is_seen_enough:
        return line
    if event.as_role is Role.PARTICIPANT:
        line = replace(line, participant_says=facts)
    elif event.as_role is Role.TRAINER:
        line = replace(line, trainer_says=facts, trainer_said_by=event.by)
    says = (line.participant_says, line.trainer_says)
    if not all(one is not None and one.yes for one in says):
        return line
    return replace(_to(line, Phase.MASTERED, event), mastered_at=event.occurred_at, pause=None)


def _once_more(line: Line, event: FloorEvent) -> Line:
    """Let both speak anew; at work it is another week too, unless that was said just now."""
    line = replace(line, participant_says=None, trainer_says=None, trainer_said_by=None)
    said_already = line.phase is Phase.AT_WORK and (
        event.occurred_at - line.phase_since_at < SAME_TALK
    )
    return line if said_already or line.phase not in ON_THE_FLOOR else _another_round(line, event)


def _another_round(line: Line, event: FloorEvent) -> Line:
    line = replace(line, round=line.round + 1, phase=Phase.AT_WORK)
    return replace(line, phase_since_at=event.occurred_at)


def _to(line: Line, phase: Phase, event: FloorEvent) -> Line:
    if phase is line.phase:
        return line
    return replace(line, phase=phase, phase_since_at=event.occurred_at)


def _helped(lines: Mapping[Goal, Line], facts: Helped, role: Role) -> dict[Goal, Line]:
    """Add to the adaptation with that event id what somebody says about it."""
    changed = {}
    for goal, line in lines.items():
        made = tuple(
            replace(one, helped=(*one.helped, (role, facts.answer)))
            if one.event.event_id == facts.adapted
            else one
            for one in line.adaptations
        )
        if made != line.adaptations:
            changed[goal] = replace(line, adaptations=made)
    return changed


def _newest(before: Iterable[FloorEvent], event: FloorEvent) -> tuple[FloorEvent, ...]:
    """Add what somebody said; said again by the same person about the same, it takes its place."""
    return (*(one for one in before if _subject(one) != _subject(event)), event)


def _subject(event: FloorEvent) -> tuple[str, ...]:
    match event.facts:
        case Observed(point=point, day=day, situation=situation):
            return (event.by, point, day.isoformat(), situation)
        case LookedBack(day=day):
            return (event.by, day.isoformat())
    return (event.event_id,)


def _facts(events: Iterable[FloorEvent]) -> Iterable[Observed]:
    return (one.facts for one in events if isinstance(one.facts, Observed))


def _seen(events: Iterable[FloorEvent]) -> Iterable[Observed]:
    return (facts for facts in _facts(events) if facts.value == "gezien")
