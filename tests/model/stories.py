"""Short stories on the work floor: what was told a day apart, and what follows from it."""

from dataclasses import replace
from datetime import timedelta
from itertools import count

from tests.model.floor_strategies import (
    ANNA,
    CORA,
    FIRST,
    MONDAY,
    NOW,
    PLAN,
    TEUN,
)
from wpo.model.floor import (
    Adapted,
    Again,
    Agreed,
    Asked,
    FloorEvent,
    FloorFacts,
    Goal,
    LookedBack,
    Noticed,
    Observed,
    Paused,
    PracticeBegan,
    Practised,
    Replied,
    Resumed,
    SaidMastered,
    Stopped,
    Wished,
)
from wpo.model.people import Person
from wpo.model.trajectory import Line, Phase, Trajectory, trajectory

DAY = timedelta(days=1)
UNTIL = MONDAY + timedelta(days=42)
ON_THE_WAY = tuple(Phase)[:4]

AGREED = Agreed(goals=(FIRST,), until=UNTIL)
BEGAN = PracticeBegan(goal=FIRST)
PRACTISED = Practised(goal=FIRST, content_hash="tekst", plan=PLAN)
DONE = LookedBack(goal=FIRST, day=MONDAY, did="ja", worked="beetje")
NOT_DONE = LookedBack(goal=FIRST, day=MONDAY, did="nog_niet")
AGAIN = Again(goal=FIRST)
YES = SaidMastered(goal=FIRST, yes=True)
NO = SaidMastered(goal=FIRST, yes=False)
PAUSED = Paused(goal=FIRST, reason="ziek")
RESUMED = Resumed(goal=FIRST)
STOPPED = Stopped(goal=FIRST, reason="te_moeilijk")
WISHED = Wished(question="groeien", sub_skills=("s1a",))
ASKED = Asked(words="Wat nu?", goal=FIRST)
NOTICED = Noticed(sub_skill="s1a", words="je wacht tot de ander klaar is")

WAY: dict[Phase, tuple[FloorFacts, ...]] = {
    Phase.CHOSEN: (AGREED,),
    Phase.PRACTISING: (AGREED, BEGAN),
    Phase.AT_WORK: (AGREED, BEGAN, PRACTISED),
    Phase.LOOKING_BACK: (AGREED, BEGAN, PRACTISED, DONE),
    Phase.STOPPED: (AGREED, STOPPED),
}


def seen(day: int, situation: str = "gewoon", **changes: object) -> Observed:
    """Return that the behaviour was seen, a number of days after Monday."""
    facts = Observed(
        goal=FIRST,
        point="o1",
        value="gezien",
        situation=situation,  # type: ignore[arg-type]
        day=MONDAY + day * DAY,
    )
    return replace(facts, **changes)


SEEN = (seen(0), seen(1, "drukte"), seen(2))
BOTH_YES = ((ANNA, YES), (TEUN, YES))
MASTERED = (*WAY[Phase.AT_WORK], *SEEN, *BOTH_YES)

Told = FloorFacts | tuple[Person, FloorFacts]


def story(*told: Told, start: int = 0, apart: timedelta = DAY) -> list[FloorEvent]:
    """Return what was told, a day apart, by whom it is natural unless somebody is named."""
    numbers, found = count(start), []
    for one in told:
        by, facts = one if isinstance(one, tuple) else (_teller(one), one)
        number = next(numbers)
        found.append(
            FloorEvent(
                event_id=f"feit-{number:04}",
                occurred_at=NOW + number * apart,
                person=ANNA.code,
                by=by.code,
                as_role=by.role,
                facts=facts,
            )
        )
    return found


def _teller(facts: FloorFacts) -> Person:
    match facts:
        case Noticed() | Observed() | Adapted() | Asked():
            return TEUN
        case Replied():
            return CORA
    return ANNA


def fold(*told: Told, apart: timedelta = DAY) -> Trajectory:
    """Return what follows from what was told, a day apart."""
    return trajectory(story(*told, apart=apart))


def line(*told: Told, goal: Goal = FIRST) -> Line:
    """Return where a goal stands after this."""
    return fold(*told).lines[goal]
