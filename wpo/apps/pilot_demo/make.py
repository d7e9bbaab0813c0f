"""Make the whole pilot in a database: people, texts, practice, work floor, opinions.

Everything in it is verzonnen and follows from the seed. Facts are those that the real screens would
have sent: answers are walked through the engine, floor facts make the standings, and the texts
stand in the store before anybody answers them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from sqlalchemy import Connection, Engine, select

from wpo.apps.pilot_demo.cast import Company, Participant, Pilot, companies, everybody
from wpo.apps.pilot_demo.floor import FloorLife
from wpo.apps.pilot_demo.nature import Nature
from wpo.apps.pilot_demo.opinions import Opinions
from wpo.apps.pilot_demo.people import let_in
from wpo.apps.pilot_demo.planted import Planted, explained, plant
from wpo.apps.pilot_demo.reading import read_and_code
from wpo.apps.pilot_demo.texts import Texts, catalogue_before, texts_of
from wpo.apps.pilot_demo.walking import Attempt, Walker
from wpo.apps.practising import publish
from wpo.catalogue.hashing import assignment_hash
from wpo.catalogue.loading import Catalogue
from wpo.catalogue.testplan import PlannedTest, TestPlan
from wpo.errors import SetupError
from wpo.model.assignments import Assignment
from wpo.model.events import Event
from wpo.model.floor import Goal
from wpo.model.pilot import NotDoneReason, PilotEvent
from wpo.pilot.scanning import Lists, lists_of
from wpo.practice.spacing import Ended
from wpo.store import tables
from wpo.store.database import reading, writing
from wpo.store.facts import append_answers
from wpo.store.floor import append_floor
from wpo.store.pilot import append_pilot, keep_batch

FEW = 0.3  # of who would do it, where an opdracht has to have few people
AGAIN = 0.12
BREAKS_OFF = 0.05
FOLLOWED = 0.5  # of who practised: the weeks after it are lived, and told, on the work floor too
WAITS_FOR_NEW = 0.4  # of a revised opdracht: who does it only when the new text is there
BOTH = 0.45  # of the others: who does the new text too
TELLS_WHY = 0.75

_REASONS: dict[NotDoneReason, float] = {
    "geen_tijd": 5,
    "te_moeilijk": 2,
    "techniek": 1.5,
    "ziek": 1.5,
    "anders": 1,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What was made, and what is hidden in it."""

    pilot: Pilot
    companies: tuple[Company, ...]
    planted: tuple[Planted, ...]
    n_answers: int
    n_floor: int
    n_pilot: int
    begins_on: date
    ends_at: datetime


def make(engine: Engine, catalogue: Catalogue, pilot: Pilot) -> Made:
    """Make the pilot in an empty database.

    Raises
    ------
    SetupError
        If there is no test plan, or somebody is in the database already.
    """
    plan = catalogue.test_plan
    _check(engine, plan)
    planted = plant(catalogue, plan, pilot)
    texts = texts_of(catalogue, plan, planted)
    made = companies(pilot, tuple(plan.organisations))
    begins_at = datetime.combine(plan.start, time(8), UTC)
    ends_at = begins_at + timedelta(weeks=plan.n_weeks)
    with writing(engine) as connection:
        let_in(connection, made, begins_at - timedelta(days=7))
    _publish(engine, catalogue, texts, begins_at)
    walker = Walker(
        nature=Nature(pilot=pilot, planted=planted), texts=texts, forms=explained(catalogue)
    )
    stage = _Stage(
        catalogue=catalogue,
        plan=plan,
        pilot=pilot,
        planted=planted,
        texts=texts,
        walker=walker,
        opinions=_opinions(catalogue, plan, planted),
        lists=lists_of(
            catalogue.sensitive,
            names=sorted({one.name for one in everybody(made)}),
            companies=[one.label for one in made],
        ),
        begins_at=begins_at,
        ends_at=ends_at,
    )
    for company in made:
        with writing(engine) as connection:
            stage.play(connection, company)
    return Made(
        pilot=pilot,
        companies=made,
        planted=planted,
        n_answers=stage.n_answers,
        n_floor=stage.n_floor,
        n_pilot=stage.n_pilot,
        begins_on=plan.start,
        ends_at=ends_at,
    )


def _check(engine: Engine, plan: TestPlan) -> None:
    if not plan.tests:
        raise SetupError("Er is nog geen testplan. Maak er een met: wpo plan --write.")
    with reading(engine) as connection:
        if connection.scalar(select(tables.person.c.code).limit(1)):
            raise SetupError("De map is niet leeg: er zijn al mensen. Kies een andere map.")


def _publish(engine: Engine, catalogue: Catalogue, texts: Texts, begins_at: datetime) -> None:
    """Publish the texts of the start, and each new one on the day of its switch."""
    publish(engine, catalogue_before(catalogue, texts), begins_at - timedelta(days=7))
    for week in sorted(set(texts.switch.values())):
        left = {one: each for one, each in texts.switch.items() if each > week}
        earlier = {one: texts.earlier[one] for one in left}
        later = Texts(today=texts.today, earlier=earlier, switch=left)
        publish(engine, catalogue_before(catalogue, later), begins_at + timedelta(weeks=week - 1))


def _opinions(catalogue: Catalogue, plan: TestPlan, planted: Sequence[Planted]) -> Opinions:
    loud = [one.assignment for one in planted if one.kind == "luid"]
    return Opinions(
        questionnaires=catalogue.questionnaires,
        planted=planted,
        loud={one: plan.of_assignment(one)[0].organisation for one in loud},
    )


@dataclass
class _Stage:
    """Where it is played: what is the same for everybody."""

    catalogue: Catalogue
    plan: TestPlan
    pilot: Pilot
    planted: Sequence[Planted]
    texts: Texts
    walker: Walker
    opinions: Opinions
    lists: Lists
    begins_at: datetime
    ends_at: datetime
    n_answers: int = 0
    n_floor: int = 0
    n_pilot: int = 0

    def __post_init__(self) -> None:
        self.few = {one.assignment for one in self.planted if one.kind == "toeval"}

    def play(self, connection: Connection, company: Company) -> None:
        """Play all weeks of an organisation, and keep what was told."""
        tests = self.plan.of_organisation(company.code)
        told: list[PilotEvent] = []
        for who in company.participants:
            life = _Part(self, company, who)
            life.play(tests)
            append_answers(connection, who.person, life.answers, self.ends_at)
            by_person = {who.person.code: company.code}
            append_floor(connection, life.floor.events, by_person, self.ends_at)
            told += life.told
            self.n_answers += len(life.answers)
            self.n_floor += len(life.floor.events)
        told += self._staff(company, tests)
        told.sort(key=lambda one: (one.occurred_at, one.event_id))
        append_pilot(connection, told, company.code, self.ends_at)
        for batch in sorted({one.batch for one in told if one.batch}):
            rows = [one for one in told if one.batch == batch]
            keep_batch(
                connection,
                batch,
                company.code,
                rows[0].by,
                "papier",
                "",
                len(rows),
                rows[-1].occurred_at,
            )
        self.n_pilot += len(told)
        read_and_code(
            connection,
            told,
            self.catalogue,
            self.lists,
            self.pilot.chance("reading", company.code),
            now=self.ends_at,
        )

    def _staff(self, company: Company, tests: Sequence[PlannedTest]) -> list[PilotEvent]:
        told: list[PilotEvent] = []
        for teller in (*company.trainers, company.coach):
            chance = self.pilot.chance("staff", teller.code)
            for test in tests:
                at = self.moment(test.last_week, 4, chance)
                text = self.texts.of(test.assignment, test.last_week)
                told += self.opinions.of_staff(teller, company, text, at, chance)
        return told

    def moment(self, week: int, day: int, chance: Random) -> datetime:
        """Return a moment in a week, by working hours."""
        minutes = timedelta(minutes=chance.randrange(0, 360))
        return self.begins_at + timedelta(weeks=week - 1, days=day) + minutes


@dataclass
class _Part:
    """The weeks of one participant. ``chance`` is their own: one more of them changes no other."""

    stage: _Stage
    company: Company
    who: Participant
    answers: list[Event] = field(default_factory=list)
    told: list[PilotEvent] = field(default_factory=list)
    history: list[Ended] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.chance = self.stage.pilot.chance("life", self.who.person.code)
        self.before: dict[str, int] = {}
        self.floor = FloorLife(
            who=self.who,
            company=self.company,
            begins_on=self.stage.begins_at.date(),
            ends_on=(self.stage.ends_at - timedelta(days=1)).date(),
            chance=self.stage.pilot.chance("floor", self.who.person.code),
        )

    def play(self, tests: Sequence[PlannedTest]) -> None:
        """Do, or do not do, what the organisation tests; week after week."""
        todo: list[tuple[int, int, str]] = []
        for test in tests:
            todo += [
                (week, self.chance.randrange(5), test.assignment) for week in self._weeks(test)
            ]
        for week, day, assignment in sorted(todo):
            self._take(assignment, week, day)

    def _weeks(self, test: PlannedTest) -> list[int]:
        """Return the weeks in which this one does an opdracht; the newest text may come later."""
        first = self.chance.randint(test.first_week, test.last_week)
        switch = self.stage.texts.switch.get(test.assignment)
        if switch is None:
            again = first + self.chance.choice((1, 2))
            twice = self.chance.random() < AGAIN and again <= self.stage.plan.n_weeks
            return [first, again] if twice else [first]
        later = self.chance.randint(switch, self.stage.plan.n_weeks)
        if self.chance.random() < WAITS_FOR_NEW:
            return [later]
        return [first, later] if self.chance.random() < BOTH else [first]

    def _take(self, assignment: str, week: int, day: int) -> None:
        character = self.who.character
        at = self.stage.moment(week, day, self.chance)
        text = self.stage.texts.of(assignment, week)
        start = character.zeal * (FEW if assignment in self.stage.few else 1.0)
        if week >= character.stops_in_week:
            self._say_why(text, at, character.stop_reason)
            return
        if week < self.who.first_week or self.chance.random() >= start:
            if not self.before.get(assignment):
                self._say_why(text, at, self._reason())
            return
        self._practise(text, at, week)

    def _practise(self, text: Assignment, at: datetime, week: int) -> None:
        stops = self.chance.random() < BREAKS_OFF
        attempt = self.stage.walker.attempt(
            self.who,
            text,
            at,
            self.chance,
            level=self.company.level,
            week=week,
            before=self.before.get(text.id, 0),
            history=self.history,
            stops=stops,
        )
        first = text.id not in self.before
        self.before[text.id] = self.before.get(text.id, 0) + attempt.is_done
        self.answers += attempt.events
        self._floor(attempt, first=first)
        said = self.stage.opinions.of_participant(
            self.who, self.company, text, attempt.last_at, self.chance, done=attempt.is_done
        )
        self.told += said
        if not attempt.is_done:
            self._say_why(text, attempt.last_at, self._reason())

    def _floor(self, attempt: Attempt, *, first: bool) -> None:
        text = attempt.assignment
        goal = Goal(sub_skill=text.sub_skill, level=text.level)
        followed = attempt.is_done and first and self.chance.random() < FOLLOWED
        if followed:
            self.floor.agree(goal, attempt.started_at)
        self.floor.practise(goal, attempt, assignment_hash(text))
        if followed:
            points = tuple(one.id for one in text.trainer.observe)
            self.floor.live(goal, attempt.last_at, points)
        elif first:
            self.floor.leave(goal, attempt.last_at + timedelta(weeks=2))

    def _say_why(self, text: Assignment, at: datetime, reason: NotDoneReason) -> None:
        if self.chance.random() < TELLS_WHY:
            opinions = self.stage.opinions
            self.told.append(
                opinions.not_done(self.who, self.company, text, at, self.chance, reason=reason)
            )

    def _reason(self) -> NotDoneReason:
        return self.chance.choices(list(_REASONS), list(_REASONS.values()))[0]
