"""What happened at work around a participant, each fact in plain sentences to that participant."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import assert_never

from wpo.apps.wording import assignment_of
from wpo.catalogue.filling import fill_text
from wpo.catalogue.loading import Catalogue
from wpo.model.floor import (
    Adapted,
    Again,
    Agreed,
    Asked,
    FloorEvent,
    Goal,
    Helped,
    LookedBack,
    Noticed,
    Observed,
    Paused,
    PracticeBegan,
    Practised,
    Recognised,
    Replied,
    Resumed,
    SaidMastered,
    Stopped,
    TalkReopened,
    WentOn,
    Wished,
)
from wpo.model.months import day_of, dutch_date
from wpo.model.people import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One thing that is kept: when it was (None: it still is), and what it is, in sentences.

    ``quotes`` are words as somebody said them, each after a sentence that says who; ``more`` are
    sentences that come after those.
    """

    at: datetime | None = None
    lines: tuple[str, ...] = ()
    quotes: tuple[tuple[str, str], ...] = ()
    more: tuple[str, ...] = ()


class Sayings:
    """Fixed texts, filled in."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue

    def __call__(self, key: str, *values: object) -> str:
        """Return a text of the participant's screens with its places filled."""
        return fill_text(self.catalogue.interface[key], *values)

    def goal(self, goal: Goal) -> str:
        """Return how a participant calls a goal."""
        return self("mine_goal", self.sub_skill(goal.sub_skill), goal.level)

    def sub_skill(self, sub_skill: str) -> str:
        """Return the label of a sub-skill."""
        return self.catalogue.skills.sub_skill(sub_skill).label

    def assignment(self, assignment: str) -> str:
        """Return the title of an assignment, with its level."""
        found = self.catalogue.assignments.get(assignment)
        return self("mine_goal", found.title, found.level) if found else self("mine_other")

    def point(self, goal: Goal, point: str) -> str:
        """Return what somebody looked at."""
        card = assignment_of(self.catalogue, goal)
        points = card.trainer.observe if card else ()
        return next((one.text for one in points if one.id == point), point)


def spell(moment: datetime | date) -> str:
    """Return the day of a moment, by the calendar here."""
    return dutch_date(day_of(moment) if isinstance(moment, datetime) else moment)


def fact_told(say: Sayings, code: str, event: FloorEvent) -> tuple[str, Told]:
    """Return one fact about a person in sentences, and the key of the part to which it belongs."""
    own = event.by == code
    speaker = _SPEAKERS.get(event.as_role, "trainer")
    part, lines, words = _facts(say, event, own=own)
    if not part:
        part, lines = "said" if own else "seen", (say(f"mine_{speaker}"), *lines)
    quotes = ((say(f"mine_words_{speaker}"), words),) if words else ()
    return part, Told(at=event.occurred_at, lines=lines, quotes=quotes)


_SPEAKERS = {Role.PARTICIPANT: "you", Role.COACH: "coach"}
_Facts = tuple[str, tuple[str, ...], str]


def _facts(say: Sayings, event: FloorEvent, *, own: bool) -> _Facts:
    """Return the part (empty: of whoever said it), the sentences, and words as they were said."""
    facts = event.facts
    match facts:
        case Wished() | Recognised() | Agreed() | TalkReopened() | WentOn():
            lines, words = _chose(say, facts, own=own)
            return "chose", lines, words
        case PracticeBegan() | Practised():
            return "practised", _practised(say, facts), ""
        case Noticed() | Observed() | Asked() | Replied():
            lines, words = _seen(say, facts, event.as_role)
            return "seen", lines, words
        case Adapted(goal=goal, words=words):
            return "adapted", (say("mine_changed", say.goal(goal)),), words
        case Helped(answer=answer):
            who = say("mine_you" if own else "mine_trainer")
            return "adapted", (who, say(f"mine_helped_{answer}")), ""
        case LookedBack():
            return "said", _looked_back(say, facts), ""
        case _:
            lines, words = _decided(say, facts)
            return "", lines, words


_Lines = tuple[str, ...]


def _chose(
    say: Sayings, facts: Wished | Recognised | Agreed | TalkReopened | WentOn, *, own: bool
) -> tuple[_Lines, str]:
    match facts:
        case Wished(question=question, sub_skills=ids, words=words):
            chosen = (say("mine_list", say.sub_skill(one)) for one in ids)
            return (say(f"mine_wished_{question}"), *chosen), words
        case Recognised(answer=answer):
            return (say(f"mine_recognised_{answer}"),), ""
        case Agreed(goals=goals, until=until):
            chosen = (say("mine_list", say.goal(one)) for one in goals)
            return (say("mine_agreed"), *chosen, say("mine_until", spell(until))), ""
        case TalkReopened():
            return (say("mine_reopened" if own else "mine_reopened_trainer"),), ""
        case WentOn(goal=goal):
            return (say("mine_went_on", say.goal(goal)),), ""
        case _:
            assert_never(facts)


def _practised(say: Sayings, facts: PracticeBegan | Practised) -> _Lines:
    if isinstance(facts, PracticeBegan):
        return (say("mine_began_practice", say.goal(facts.goal)),)
    return (say("mine_ended_practice", say.goal(facts.goal)), say("mine_plan"), *facts.plan)


def _seen(
    say: Sayings, facts: Noticed | Observed | Asked | Replied, role: Role
) -> tuple[_Lines, str]:
    match facts:
        case Noticed(sub_skill=sub_skill, words=words):
            return (say("mine_noticed", say.sub_skill(sub_skill)),), words
        case Observed(note=note):
            return _observed(say, facts, role), note
        case Asked(words=words):
            return (say("mine_asked_coach"),), words
        case Replied(words=words):
            return (say("mine_replied"),), words
        case _:
            assert_never(facts)


def _observed(say: Sayings, facts: Observed, role: Role) -> _Lines:
    key = "mine_observed_coach" if role is Role.COACH else "mine_observed"
    return (
        say(key, spell(facts.day), say.goal(facts.goal)),
        say("mine_point", say.point(facts.goal, facts.point)),
        say(f"mine_seen_{facts.value}"),
        say(f"mine_at_{facts.situation}"),
    )


def _looked_back(say: Sayings, facts: LookedBack) -> _Lines:
    lines = [say("mine_looked_back", spell(facts.day), say.goal(facts.goal))]
    lines.append(say(f"mine_did_{facts.did}"))
    lines += [say(f"mine_worked_{facts.worked}")] if facts.worked else []
    lines += [say(f"mine_help_{facts.helped}")] if facts.helped else []
    return tuple(lines)


def _decided(
    say: Sayings, facts: Again | SaidMastered | Paused | Resumed | Stopped
) -> tuple[_Lines, str]:
    goal = say.goal(facts.goal)
    match facts:
        case Again():
            return (say("mine_again", goal),), ""
        case SaidMastered(yes=yes, behaviours=behaviours, words=words):
            return (say("mine_said_yes" if yes else "mine_said_not_yet", goal), *behaviours), words
        case Paused(reason=reason, until=until):
            end = (say("mine_until", spell(until)),) if until else ()
            return (say("mine_paused", goal), say(f"mine_reason_{reason}"), *end), ""
        case Resumed():
            return (say("mine_resumed", goal),), ""
        case Stopped(reason=reason):
            return (say("mine_stopped", goal), say(f"mine_reason_{reason}")), ""
        case _:
            assert_never(facts)
