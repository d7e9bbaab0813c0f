"""Facts as a browser makes them: somebody walks through a practice, on one device or on two."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from wpo.catalogue.hashing import assignment_hash, question_hash
from wpo.errors import UnknownContent
from wpo.model.assignments import Assignment
from wpo.model.events import Answered, Event, PracticeStarted, QuestionRef
from wpo.model.people import Person, Role
from wpo.practice import engine
from wpo.practice.course import Answer, Item, Position, Practice
from wpo.store.facts import PracticeOf

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
ANNA = Person(code="anna", organisation="org", role=Role.PARTICIPANT)
BRAM = Person(code="bram", organisation="org", role=Role.PARTICIPANT)


def practice_of(assignment: Assignment, *earlier: Item, seed: int = 7) -> Practice:
    """Return the practice of an assignment, with questions of others before it."""
    own = (Item(assignment=assignment, question=one) for one in assignment.practice)
    return Practice(items=(*earlier, *own), seed=seed)


class Walk:
    """Somebody who practises on one device; ``fork`` gives the same walk on another device.

    Parameters
    ----------
    person, practice, attempt
        Who, what and in which attempt.
    at
        When it starts; every answer takes ten seconds.
    """

    def __init__(
        self, person: Person, practice: Practice, attempt: str, at: datetime = NOW, device: str = ""
    ) -> None:
        self.person, self.practice, self.attempt = person, practice, attempt
        self.device = device
        self.position: Position | None = engine.start(practice)
        self.events = [self._started(at)]

    def answer(self, pick: int | Answer = 0) -> Event:
        """Give an answer: the ``pick``-th of those that can be given, or this very one."""
        if self.position is None:
            raise ValueError("this practice is over")
        screen = engine.screen(self.practice, self.position)
        answer = screen.answers[pick % len(screen.answers)] if isinstance(pick, int) else pick
        self.events.append(self.fact(self.position, answer))
        self.position = engine.step(self.practice, self.position, answer).position
        return self.events[-1]

    def finish(self, picks: Sequence[int] = (0,)) -> list[Event]:
        """Go on to the end, taking these picks in turn, and return every event of the walk."""
        while self.position is not None:
            self.answer(picks[len(self.events) % len(picks)])
        return self.events

    def fork(self, device: str) -> "Walk":
        """Return the same walk on another device that knows all that happened until now."""
        other = Walk(self.person, self.practice, self.attempt, device=device)
        other.events, other.position = list(self.events), self.position
        return other

    def fact(self, position: Position, answer: Answer, **changes: object) -> Event:
        """Return the answer as a fact, with changes in what it says, without taking the step."""
        question = self.practice.items[position.index].question
        facts = Answered(
            index=position.index,
            question=question.id,
            hash=question_hash(question),
            turn=position.turn,
            attempt_at=int(position.phase),
            options=answer,
            shown=tuple(one.id for one in engine.screen(self.practice, position).offers),
            listened=1,
            helped=False,
            pace="5-15s",
        )
        before = self.events[-1]
        return replace(
            before,
            event_id=f"{self.attempt}-{len(self.events):02}{self.device}",
            occurred_at=before.occurred_at + timedelta(seconds=10),
            after=before.event_id,
            facts=replace(facts, **changes),
        )

    def _started(self, at: datetime) -> Event:
        main = self.practice.items[-1].assignment
        return Event(
            event_id=f"{self.attempt}-00",
            occurred_at=at,
            person=self.person.code,
            assignment=main.id,
            content_hash=assignment_hash(main),
            attempt=self.attempt,
            after="",
            facts=PracticeStarted(
                seed=self.practice.seed,
                items=tuple(
                    QuestionRef(
                        assignment=one.assignment.id,
                        question=one.question.id,
                        hash=question_hash(one.question),
                    )
                    for one in self.practice.items
                ),
            ),
        )


def reader(*practices: Practice) -> PracticeOf:
    """Return how these practices are found back: by the hash and the seed of the start."""
    known = {
        (assignment_hash(one.items[-1].assignment), one.seed, len(one.items)): one
        for one in practices
    }

    def practice_of_start(started: Event) -> Practice:
        if not isinstance(started.facts, PracticeStarted):
            raise UnknownContent("geen begin")
        place = (started.content_hash, started.facts.seed, len(started.facts.items))
        if place not in known:
            raise UnknownContent("nooit getoond")
        return known[place]

    return practice_of_start
