"""A small pilot with real facts in the store: everybody in it is verzonnen.

Practice goes through the engine as a browser would; facts are appended as the store appends them.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from sqlalchemy import Engine, insert

from tests.store.making import Walk, practice_of
from wpo.apps.practising import publish
from wpo.catalogue.hashing import assignment_hash
from wpo.catalogue.loading import Catalogue
from wpo.catalogue.testplan import PlannedOrganisation, PlannedTest, TestPlan
from wpo.model.events import Answered, Event
from wpo.model.floor import FloorEvent, Goal, LookedBack, Observed, PracticeBegan
from wpo.model.people import Person, Role
from wpo.model.pilot import Answer, NotDone, PilotEvent, Rated, Remarked
from wpo.pilot.extract.making import Made
from wpo.pilot.extract.reading import Extract
from wpo.pilot.extract.releasing import release, would_release
from wpo.store import tables
from wpo.store.database import writing
from wpo.store.facts import append_answers
from wpo.store.floor import append_floor
from wpo.store.people import add_person
from wpo.store.pilot import append_pilot
from wpo.store.placement import place

FloorFacts = PracticeBegan | Observed | LookedBack
MONDAY = date(2026, 9, 7)
BEGIN = datetime(2026, 9, 7, 8, tzinfo=UTC)
AFTER = BEGIN + timedelta(weeks=12)
KEY = b"k" * 32
ORGANISATIONS = ("zeepbel-werk", "kastanje-bv", "lantaarn-groep", "molenwiek")
X, Y = "feedback-krijgen-1", "feedback-geven-1"


def in_week(week: int, hours: int = 0) -> datetime:
    """Return a moment in a week of the pilot."""
    return BEGIN + timedelta(weeks=week - 1, hours=hours)


def small_catalogue(
    catalogue: Catalogue,
    organisations: Sequence[str] = ORGANISATIONS[:3],
    assignments: Sequence[str] = (X, Y),
    last_week: int = 4,
) -> Catalogue:
    """Return the real content with a few opdrachten, that these organisations all test."""
    plan = TestPlan(
        start=MONDAY,
        n_weeks=12,
        n_wanted=8,
        organisations={
            one: PlannedOrganisation(code=one, n_participants=20) for one in organisations
        },
        tests=tuple(
            PlannedTest(organisation=one, assignment=each, first_week=1, last_week=last_week)
            for one in organisations
            for each in assignments
        ),
    )
    few = {one: catalogue.assignments[one] for one in assignments}
    return replace(catalogue, assignments=few, test_plan=plan)


@dataclass
class SmallPilot:
    """People who practise and say what they think; every call keeps its facts at once."""

    engine: Engine
    catalogue: Catalogue
    people: dict[str, Person] = field(default_factory=dict)
    n_facts: int = 0

    def __post_init__(self) -> None:
        publish(self.engine, self.catalogue, BEGIN)
        with writing(self.engine) as connection:
            labels = [
                {"code": one, "label": f"{one.capitalize()} (verzonnen)"}
                for one in self.catalogue.test_plan.organisations
            ]
            connection.execute(insert(tables.organisation), labels)

    def come(
        self,
        organisation: str,
        number: int,
        role: Role = Role.PARTICIPANT,
        work: str = "",
        at: datetime = BEGIN,
    ) -> list[Person]:
        """Let people come in, and return them."""
        fresh = [
            Person(
                code=f"pseudo-{organisation}-{role.value}-{len(self.people) + n:03}",
                organisation=organisation,
                role=role,
            )
            for n in range(number)
        ]
        with writing(self.engine) as connection:
            for one in fresh:
                add_person(connection, one, at)
                if work:
                    place(connection, one.code, work, at)
        self.people |= {one.code: one for one in fresh}
        return fresh

    def practise(
        self,
        people: Sequence[Person],
        assignment: str = X,
        week: int = 1,
        *,
        picks: Sequence[int] = (0, 1),
        n_answers: int | None = None,
        received: datetime | None = None,
        word: str = "",
    ) -> None:
        """Let people practise an opdracht, to the end or so many answers far.

        They look up ``word`` at every answer.
        """
        with writing(self.engine) as connection:
            for number, person in enumerate(people):
                walk = Walk(
                    person,
                    practice_of(self.catalogue.assignments[assignment], seed=number + 1),
                    self._id("poging"),
                    in_week(week),
                )
                if n_answers is None:
                    walk.finish(picks)
                else:
                    for each in range(n_answers):
                        walk.answer(picks[each % len(picks)])
                events = [_looked_up(one, word) for one in walk.events] if word else walk.events
                append_answers(connection, person, events, received or in_week(week, 1))

    def rate(
        self, people: Sequence[Person], assignment: str = X, week: int = 1, words: str = ""
    ) -> list[str]:
        """Let people answer the questionnaire of their role, and return the ids of the facts."""
        return self._tell(
            people, assignment, week, lambda one: _rated(self.catalogue, one.role, words)
        )

    def remark(
        self, people: Sequence[Person], assignment: str = X, week: int = 1, words: str = ""
    ) -> list[str]:
        """Let people say that something is not right, and return the ids of the facts."""
        remark = Remarked(kind="woord", place="q2", words=words)
        return self._tell(people, assignment, week, lambda _: remark)

    def say_why_not(
        self, people: Sequence[Person], reason: str, assignment: str = X, *, by: str = ""
    ) -> None:
        """Let people, or ``by`` for them, say why they did not do an opdracht."""
        self._tell(people, assignment, 2, lambda _: NotDone(reason=reason), by=by)

    def live(self, people: Sequence[Person], assignment: str = X, week: int = 1) -> None:
        """Let people begin a goal, be seen by a coach and a trainer, and look back."""
        one = self.catalogue.assignments[assignment]
        goal, day = Goal(sub_skill=one.sub_skill, level=one.level), in_week(week).date()
        point = one.trainer.observe[0].id
        seen = Observed(goal=goal, point=point, value="gezien", situation="gewoon", day=day)
        back = LookedBack(goal=goal, day=day, did="ja", worked="beetje", helped="collega")
        for person in people:
            self_told = (person.code, Role.PARTICIPANT)
            told = [
                self._floor(person, self_told, PracticeBegan(goal=goal), week),
                self._floor(person, ("kijker-1", Role.TRAINER), seen, week),
                self._floor(person, ("kijker-2", Role.COACH), seen, week),
                self._floor(person, self_told, back, week),
            ]
            with writing(self.engine) as connection:
                where = {person.code: person.organisation}
                append_floor(connection, told, where, in_week(week, 1))

    def clear(self, fact: str, words: str, item: str = "") -> None:
        """Clear words for quoting."""
        with writing(self.engine) as connection:
            connection.execute(
                insert(tables.cleared_text).values(
                    event_id=fact,
                    item=item,
                    words=words,
                    cleared_by="lezer-001",
                    cleared_at=AFTER,
                )
            )

    def code(self, fact: str, coder: str, code: str, item: str = "") -> None:
        """Give a code."""
        with writing(self.engine) as connection:
            connection.execute(
                insert(tables.given_code).values(
                    event_id=fact, item=item, coder=coder, code=code, given_at=AFTER
                )
            )

    def made(self, now: datetime = AFTER) -> Made:
        """Return the set as it would be released."""
        return would_release(self.engine, self.catalogue, key=KEY, now=now)

    def released(self, folder: Path, now: datetime = AFTER) -> Extract:
        """Release a set and return it."""
        return release(self.engine, self.catalogue, folder, key=KEY, now=now)

    def _tell(
        self,
        people: Sequence[Person],
        assignment: str,
        week: int,
        facts_of: Callable[[Person], Rated | Remarked | NotDone],
        by: str = "",
    ) -> list[str]:
        text = assignment_hash(self.catalogue.assignments[assignment])
        events = [
            PilotEvent(
                event_id=self._id("oordeel"),
                occurred_at=in_week(week),
                person=one.code,
                by=by or one.code,
                as_role=one.role,
                assignment=assignment,
                content_hash=text,
                facts=facts_of(one),
            )
            for one in people
        ]
        where: Mapping[str, str] = {one.code: one.organisation for one in people}
        with writing(self.engine) as connection:
            append_pilot(connection, events, where, in_week(week, 1))
        return [one.event_id for one in events]

    def _floor(
        self, person: Person, teller: tuple[str, Role], facts: FloorFacts, week: int
    ) -> FloorEvent:
        by, role = teller
        return FloorEvent(
            event_id=self._id("vloer"),
            occurred_at=in_week(week),
            person=person.code,
            by=by,
            as_role=role,
            facts=facts,
        )

    def _id(self, what: str) -> str:
        self.n_facts += 1
        return f"feit-{what}-{self.n_facts:06}"


def _looked_up(event: Event, word: str) -> Event:
    is_answer = isinstance(event.facts, Answered)
    return replace(event, facts=replace(event.facts, asked=(word,))) if is_answer else event


def _rated(catalogue: Catalogue, role: Role, words: str) -> Rated:
    questionnaire = next(one for one in catalogue.questionnaires.values() if one.role == role.value)
    answers = [Answer(item=one.id, value=2) for one in questionnaire.items if one.kind != "words"]
    open_ = next((one for one in questionnaire.items if one.is_open), None)
    if words and open_:
        answers.append(Answer(item=open_.id, value=0, words=words))
    return Rated(questionnaire=questionnaire.id, answers=tuple(answers))
