"""A made-up organisation with weeks of facts of the work floor: for screens, benches and overviews.

Everybody in it is verzonnen. The same arguments make the same organisation, to the letter. People
go through the real cycle: they choose, practise, try, look back, are seen, repeat, master a level
and go on; some are ill, get other work, stop, or hardly take part. Facts and standings are written
at once, and are what :func:`wpo.store.floor.append_floor` would have kept.

A million facts in a minute: ``make(engine, LARGE)``, in which every tenth life is told anew and the
others live the same under a code of their own.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from random import Random
from typing import Any

from sqlalchemy import Engine, insert

from wpo.model.floor import (
    Adapted,
    Again,
    Agreed,
    FloorEvent,
    FloorFacts,
    Goal,
    Helped,
    LookedBack,
    Observed,
    Paused,
    PracticeBegan,
    Practised,
    Resumed,
    SaidMastered,
    Stopped,
    WentOn,
    Wished,
)
from wpo.model.people import Role
from wpo.model.trajectory import DAYS_SEEN, SITUATIONS_SEEN
from wpo.store import tables
from wpo.store.database import writing
from wpo.store.floor import _written, month_rows, standing_rows

AT_ONCE = 20_000
DEPARTMENTS = (
    "Inpak",
    "Groen",
    "Schoonmaak",
    "Kantine",
    "Metaal",
    "Logistiek",
    "Post",
    "Naaiatelier",
)
PLAN = ("Als ik iets niet snap, dan vraag ik het meteen.", "Bij de start van de dag.", "Alleen.")
CHANGES = ("Een rustige plek bij het raam.", "De stappen hangen aan de muur.", "Eén taak tegelijk.")
SUB_SKILLS = tuple(f"s{number}{half}" for number in range(1, 9) for half in "ab")


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """What to make. Weeks end with the one in which ``until`` falls; nothing happens after it.

    ``share_active`` is the part of the participants who take part at all; ``n_points`` is how many
    observation points a werkplekopleider taps at one look; ``n_lives`` is how many different lives
    there are (0: everybody has their own).
    """

    code: str = "verzonnen"
    label: str = "Verzonnen Werk"
    n_participants: int = 60
    departments: Sequence[str] = DEPARTMENTS
    per_trainer: int = 8
    n_weeks: int = 26
    until: date = date(2026, 11, 20)
    share_active: float = 0.85
    n_points: int = 2
    n_lives: int = 0
    seed: int = 1

    def participant(self, number: int) -> str:
        """Return the code of a participant, counted from 0."""
        return f"{self.code}-d{number:04}"

    def trainer(self, number: int) -> str:
        """Return the code of the werkplekopleider of a participant."""
        return f"{self.code}-w{number // self.per_trainer:04}"

    @property
    def project_manager(self) -> str:
        """The code of its projectmanager."""
        return f"{self.code}-p0"

    @property
    def coach(self) -> str:
        """The code of its coach."""
        return f"{self.code}-c0"

    @property
    def starts_at(self) -> datetime:
        """The Monday morning on which it all begins."""
        monday = self.until - timedelta(days=self.until.weekday(), weeks=self.n_weeks - 1)
        return datetime(monday.year, monday.month, monday.day, 8, tzinfo=UTC)


LARGE = Organisation(
    code="groot", n_participants=2000, n_weeks=52, share_active=1.0, n_points=12, n_lives=200
)


def make(engine: Engine, what: Organisation) -> int:
    """Make an organisation with everything in it, and return how many facts that are."""
    with writing(engine) as connection:
        connection.execute(insert(tables.organisation), [{"code": what.code, "label": what.label}])
        connection.execute(insert(tables.person), list(_people(what)))
        connection.execute(insert(tables.placement), list(_placements(what)))
        connection.execute(insert(tables.guidance), list(_guidance(what)))
    n_facts = 0
    rows = _rows(what)
    while some := list(islice(rows, AT_ONCE)):
        with writing(engine) as connection:
            connection.execute(insert(tables.floor_event), [row[0] for row in some])
            for number, table in ((1, tables.standing), (2, tables.told_in_month)):
                follows = [one for row in some for one in row[number]]
                if follows:
                    connection.execute(insert(table), follows)
        n_facts += len(some)
    return n_facts


def story(what: Organisation, number: int) -> list[FloorEvent]:
    """Return all facts about one participant, oldest first."""
    life = _Life(what, number)
    life.live()
    return life.events


@dataclass
class _Life:
    """Somebody's weeks. ``chance`` is their own, so that one more participant changes no other."""

    what: Organisation
    number: int
    events: list[FloorEvent] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.chance = Random(f"{self.what.seed} {self.what.code} {self.number}")
        self.person = self.what.participant(self.number)
        self.trainer = self.what.trainer(self.number)
        self.zeal = self.chance.uniform(0.5, 0.95)
        self.skill = self.chance.uniform(0.35, 0.8)
        self.at = self.what.starts_at

    def live(self) -> None:
        """Live all weeks, unless this is one of those who do not take part."""
        if self.chance.random() >= self.what.share_active:
            return
        first = int(self.chance.triangular(0, self.what.n_weeks, 0))
        self.week = first
        while self.week < self.what.n_weeks:
            sub_skill = self.chance.choice(SUB_SKILLS)
            self._begin(0)
            self._tell(
                Wished(question=self._one("groeien", "leren", "moeilijk"), sub_skills=(sub_skill,))
            )
            goal = Goal(sub_skill=sub_skill, level=1)
            until = (self.at + timedelta(weeks=6)).date()
            self._tell(Agreed(goals=(goal,), until=until), trainer=True)
            while self._master(goal):
                if goal.level == 3 or self.week >= self.what.n_weeks:
                    break
                goal = Goal(sub_skill=sub_skill, level=goal.level + 1)
                self._begin(0)
                self._tell(WentOn(goal=goal))

    def _master(self, goal: Goal) -> bool:
        """Live weeks with one goal; return whether it was mastered."""
        days: set[date] = set()
        places: set[str] = set()
        for round_ in range(1, 9):
            if self.week >= self.what.n_weeks or not self._week(goal, round_, days, places):
                return False
            self.week += 1
            if len(days) >= DAYS_SEEN and len(places) >= SITUATIONS_SEEN and self._luck(0.8):
                for trainer in (False, True):
                    self._tell(SaidMastered(goal=goal, yes=True), trainer=trainer)
                return True
        return False

    def _week(self, goal: Goal, round_: int, days: set[date], places: set[str]) -> bool:
        """Live one week; return whether to go on with this goal."""
        self._begin(0)
        if self._luck(0.04):
            self._pause(goal)
            return True
        if self._luck(0.015):
            self._tell(Stopped(goal=goal, reason=self._one("te_moeilijk", "ander_werk", "anders")))
            self.week += 1
            return False
        if round_ > 1 and self._luck(0.5):
            self._tell(Again(goal=goal), trainer=self._luck(0.5))
        if not self._luck(self.zeal):
            return True
        self._tell(PracticeBegan(goal=goal))
        self._tell(Practised(goal=goal, content_hash="verzonnen", plan=PLAN))
        for day in (1, 3):
            self._begin(day)
            self._look_back(goal)
            self._observe(goal, days, places)
        if self._luck(0.08):
            self._adapt(goal)
        return True

    def _look_back(self, goal: Goal) -> None:
        if not self._luck(self.zeal):
            return
        day = self.at.date()
        if self._luck(0.8):
            worked = self._one("ja", "beetje", "nee")
            helped = self._one("plan_lezen", "seintje", "collega", "begeleider")
            self._tell(LookedBack(goal=goal, day=day, did="ja", worked=worked, helped=helped))
        else:
            self._tell(LookedBack(goal=goal, day=day, did="nog_niet"))

    def _observe(self, goal: Goal, days: set[date], places: set[str]) -> None:
        if not self._luck(0.7):
            return
        day, where = self.at.date(), self._one("gewoon", "gewoon", "ander_werk", "drukte")
        for point in range(1, self.what.n_points + 1):
            value = "gezien" if self._luck(self.skill) else self._one("beetje", "nog_niet")
            seen = Observed(goal=goal, point=f"o{point}", value=value, situation=where, day=day)
            self._tell(seen, trainer=True)
            if value == "gezien":
                days.add(day)
                places.add(where)

    def _adapt(self, goal: Goal) -> None:
        self._tell(Adapted(goal=goal, words=self._one(*CHANGES)), trainer=True)
        change = self.events[-1].event_id
        self._begin(4)
        if self._luck(0.7):
            self._tell(Helped(adapted=change, answer=self._one("ja", "ja", "beetje", "nee")))

    def _pause(self, goal: Goal) -> None:
        reason = self._one("ziek", "vrij", "ander_werk", "te_moeilijk", "anders")
        self._tell(Paused(goal=goal, reason=reason), trainer=True)
        self.week += self.chance.randint(1, 3)
        self._begin(0)
        if self.week < self.what.n_weeks:
            self._tell(Resumed(goal=goal))

    def _begin(self, day: int) -> None:
        """Go to a day of this week, at some moment of the morning."""
        minutes = timedelta(minutes=self.chance.randrange(180))
        morning = self.what.starts_at + timedelta(weeks=self.week, days=day)
        self.at = max(self.at, morning + minutes)

    def _tell(self, facts: FloorFacts, *, trainer: bool = False) -> None:
        self.at += timedelta(minutes=1)
        if self.at.date() > self.what.until:
            return
        self.events.append(
            FloorEvent(
                event_id=f"{self.chance.getrandbits(80):020x}",
                occurred_at=self.at,
                person=self.person,
                by=self.trainer if trainer else self.person,
                as_role=Role.TRAINER if trainer else Role.PARTICIPANT,
                facts=facts,
            )
        )

    def _luck(self, share: float) -> bool:
        return self.chance.random() < share

    def _one(self, *values: str) -> str:
        return self.chance.choice(values)


_Follows = list[dict[str, Any]]


def _rows(what: Organisation) -> Iterator[tuple[dict[str, object], _Follows, _Follows]]:
    """Yield every fact as a row; the last of each participant with what follows from them all."""
    n_lives = what.n_lives or what.n_participants
    for life in range(min(n_lives, what.n_participants)):
        events = story(what, life)
        rows = [_row(what, one) for one in events]
        follows = standing_rows(what.code, events), month_rows(what.code, events)
        for number in range(life, what.n_participants, n_lives):
            for place, row in enumerate(rows):
                last = follows if place == len(rows) - 1 else ([], [])
                whose = {"person": what.participant(number)}
                standings, months = ([one | whose for one in each] for each in last)
                yield _twin(what, number, row), standings, months


def _twin(what: Organisation, number: int, row: dict[str, object]) -> dict[str, object]:
    """Return the same fact about another participant; of its own owner it stays as it is."""
    person, before = what.participant(number), row["person"]
    if person == before:
        return row
    facts = row["facts"]
    assert isinstance(facts, dict)
    if row["name"] == "helped":
        facts = facts | {"adapted": _twin_id(facts["adapted"], number)}
    return row | {
        "event_id": _twin_id(str(row["event_id"]), number),
        "person": person,
        "told_by": person if row["told_by"] == before else what.trainer(number),
        "facts": facts,
    }


def _twin_id(event_id: str, number: int) -> str:
    return f"{event_id}{number:06x}"


def _row(what: Organisation, one: FloorEvent) -> dict[str, object]:
    return {
        "event_id": one.event_id,
        "name": one.facts.name,
        "version": one.version,
        "occurred_at": one.occurred_at,
        "received_at": one.occurred_at + timedelta(seconds=2),
        "person": one.person,
        "told_by": one.by,
        "as_role": one.as_role.value,
        "organisation": what.code,
        "facts": _written(one.facts),
    }


def _people(what: Organisation) -> Iterator[dict[str, object]]:
    codes = {what.participant(number): Role.PARTICIPANT for number in range(what.n_participants)}
    codes |= {what.trainer(number): Role.TRAINER for number in range(what.n_participants)}
    codes |= {what.project_manager: Role.PROJECT_MANAGER, what.coach: Role.COACH}
    for code, role in codes.items():
        yield {
            "code": code,
            "organisation": what.code,
            "role": role.value,
            "created_at": what.starts_at,
        }


def _placements(what: Organisation) -> Iterator[dict[str, object]]:
    """Yield where everybody works: departments are of very different size, and some people move."""
    chance = Random(f"{what.seed} {what.code} departments")
    weights = [1 / (place + 1) for place in range(len(what.departments))]
    for number in range(what.n_participants):
        here, there = chance.choices(what.departments, weights, k=2)
        moved_at = None
        if chance.random() < 0.1 and here != there:
            moved_at = what.starts_at + timedelta(weeks=chance.randrange(1, what.n_weeks + 1))
            yield _placement(what, number, there, moved_at, None)
        yield _placement(what, number, here, what.starts_at, moved_at)


def _placement(
    what: Organisation, number: int, department: str, since_at: datetime, until_at: datetime | None
) -> dict[str, object]:
    return {
        "person": what.participant(number),
        "department": department,
        "since_at": since_at,
        "until_at": until_at,
    }


def _guidance(what: Organisation) -> Iterator[dict[str, object]]:
    for number in range(what.n_participants):
        yield {
            "trainer": what.trainer(number),
            "participant": what.participant(number),
            "assistant": False,
            "since_at": what.starts_at,
            "until_at": None,
        }
