"""Practise as a made-up participant does: through the real engine, so that replay explains it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from wpo.apps.pilot_demo.cast import Participant
from wpo.apps.pilot_demo.nature import LEARNED, Nature, Truth, share
from wpo.apps.pilot_demo.texts import Texts
from wpo.catalogue.hashing import assignment_hash, question_hash
from wpo.language.sentences import lower_words
from wpo.model.assignments import Assignment
from wpo.model.events import PACES, Answered, Event, PracticeStarted, QuestionRef
from wpo.practice import engine
from wpo.practice.course import Answer, Item, Phase, Position, Practice, Result, Screen, Tone
from wpo.practice.spacing import Ended, returning
from wpo.practice.summary import section

ASKS = 0.015  # how often somebody looks a word up
ASKS_PLANTED = 0.6
SECONDS = (3, 9, 30, 80)  # a time in each bucket of the pace


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One attempt: its facts, whether it came to its end, and the plan that was made in it."""

    assignment: Assignment
    started_at: datetime
    last_at: datetime
    name: str
    events: tuple[Event, ...]
    plan: tuple[str, ...]
    is_done: bool


@dataclass
class _Told:
    """The facts of one attempt so far, each after the one before."""

    who: Participant
    assignment: Assignment
    chance: Random
    events: list[Event] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.name = f"{self.chance.getrandbits(80):020x}"
        self.hash = assignment_hash(self.assignment)

    def tell(self, moment: datetime, facts: Answered | PracticeStarted) -> None:
        """Add a fact."""
        self.events.append(
            Event(
                event_id=f"{self.chance.getrandbits(80):020x}",
                occurred_at=moment,
                person=self.who.person.code,
                assignment=self.assignment.id,
                content_hash=self.hash,
                attempt=self.name,
                after=self.events[-1].event_id if self.events else "",
                facts=facts,
            )
        )


@dataclass
class Walker:
    """Walks through practices. What it learns about the questions it keeps for the next walk."""

    nature: Nature
    texts: Texts
    forms: Mapping[str, str]
    _judged: dict[tuple[object, ...], tuple[list[Answer], list[Answer]]] = field(
        default_factory=dict
    )
    _hashes: dict[tuple[str, str], Mapping[str, str]] = field(default_factory=dict)
    _words: dict[tuple[object, ...], tuple[str, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._asked_by_all = {
            (one.assignment, one.question): one.word
            for one in self.nature.planted
            if one.kind == "woord"
        }

    def attempt(
        self,
        who: Participant,
        assignment: Assignment,
        at: datetime,
        chance: Random,
        *,
        level: float,
        week: int,
        before: int,
        history: list[Ended],
        stops: bool,
    ) -> Attempt:
        """Practise once, and add to ``history`` how each question ended.

        Parameters
        ----------
        level
            How much easier everything is in this organisation (logit).
        before
            How often this opdracht was practised before.
        stops
            Whether this one breaks off somewhere on the way.
        """
        practice = Practice(
            items=(*self._back(assignment, at, week, history), *_own(assignment)),
            seed=chance.getrandbits(31),
        )
        refs = tuple(self._ref(one) for one in practice.items)
        told = _Told(who=who, assignment=assignment, chance=chance)
        told.tell(at, PracticeStarted(seed=practice.seed, items=refs))
        position: Position | None = engine.start(practice)
        last = chance.randrange(1, len(practice.items)) if stops else len(practice.items)
        now = at
        plan: tuple[str, ...] = ()
        ability = who.character.ability + level + LEARNED * before
        while position is not None and position.index < last:
            shown = engine.screen(practice, position)
            answer = self._choose(practice, position, shown, ability, chance)
            pace = chance.choices(range(4), (1, 5, 4, 1))[0]
            now += timedelta(seconds=SECONDS[pace] + chance.randrange(6))
            item = practice.items[position.index]
            facts = self._answered(
                who, item, position, shown, answer=answer, pace=pace, chance=chance
            )
            told.tell(now, facts)
            step = engine.step(practice, position, answer)
            if step.result:
                plan = step.result.plan or plan
                _remember(history, item, step.result, now)
            position = step.position
        return Attempt(
            assignment=assignment,
            started_at=at,
            last_at=now,
            name=told.name,
            events=tuple(told.events),
            plan=plan,
            is_done=position is None,
        )

    def _answered(
        self,
        who: Participant,
        item: Item,
        position: Position,
        shown: Screen,
        *,
        answer: Answer,
        pace: int,
        chance: Random,
    ) -> Answered:
        return Answered(
            index=position.index,
            question=item.question.id,
            hash=self._ref(item).hash,
            turn=position.turn,
            attempt_at=int(position.phase),
            options=answer,
            shown=tuple(offer.id for offer in shown.offers),
            listened=int(chance.random() < who.character.listens),
            helped=chance.random() < who.character.helps,
            pace=PACES[pace],
            asked=self._ask(item, position, shown, chance),
        )

    def _back(
        self, assignment: Assignment, at: datetime, week: int, history: Sequence[Ended]
    ) -> list[Item]:
        """Return the questions that were missed a week ago, as the real pages bring them back."""
        there = [one for one in history if one.question[0] != assignment.id]
        homes = [(self.texts.of(home, week), name) for home, name in returning(there, at)]
        return [Item(assignment=home, question=home.question(name)) for home, name in homes]

    def _choose(
        self, practice: Practice, position: Position, shown: Screen, ability: float, chance: Random
    ) -> Answer:
        item = practice.items[position.index]
        if item.question.kind in ("model", "plan") or len(shown.answers) == 1:
            return chance.choice(shown.answers)
        good, other = self._judge(practice, position, shown)
        truth = self._truth(item, position)
        if position.phase is Phase.FIRST_TRY:
            p = share(truth.ease + ability)
        else:
            p = min(0.98, max(0.05, truth.second + 0.05 * ability))
        if not other or (good and chance.random() < p):
            return chance.choice(good)
        weights = [truth.draws.get(one[0], 1.0) if len(one) == 1 else 1.0 for one in other]
        return chance.choices(other, weights)[0]

    def _judge(
        self, practice: Practice, position: Position, shown: Screen
    ) -> tuple[list[Answer], list[Answer]]:
        """Return the good answers and the others that can be given here."""
        item = practice.items[position.index]
        key = (
            self._ref(item).hash,
            position.turn,
            position.phase,
            position.off,
            position.kept,
        )
        if key not in self._judged:
            good: list[Answer] = []
            other: list[Answer] = []
            for answer in shown.answers:
                said = engine.step(practice, position, answer).said
                (good if said and said.tone is Tone.GOOD else other).append(answer)
            self._judged[key] = good, other
        return self._judged[key]

    def _truth(self, item: Item, position: Position) -> Truth:
        turn = position.turn if item.question.kind == "dialogue" else ""
        old = item.assignment.version != self.texts.today[item.assignment.id].version
        return self.nature.truth(
            item.assignment.id, item.question.id, turn, item.question.kind, old=old
        )

    def _ask(
        self, item: Item, position: Position, shown: Screen, chance: Random
    ) -> tuple[str, ...]:
        """Return the words that are looked up, each at the first try only."""
        if position.phase is not Phase.FIRST_TRY:
            return ()
        key = (self._ref(item).hash, position.turn, position.kept)
        if key not in self._words:
            texts = [*shown.lines, *shown.says, *(one.text for one in shown.offers)]
            words = {self.forms[one] for one in lower_words(" ".join(texts)) if one in self.forms}
            self._words[key] = tuple(sorted(words))
        planted = self._asked_by_all.get((item.assignment.id, item.question.id))
        return tuple(
            one
            for one in self._words[key]
            if chance.random() < (ASKS_PLANTED if one == planted else ASKS)
        )

    def _ref(self, item: Item) -> QuestionRef:
        home = item.assignment
        key = (home.id, home.version)
        if key not in self._hashes:
            self._hashes[key] = {one.id: question_hash(one) for one in home.practice}
        name = item.question.id
        return QuestionRef(assignment=home.id, question=name, hash=self._hashes[key][name])


def _own(assignment: Assignment) -> list[Item]:
    return [Item(assignment=assignment, question=one) for one in assignment.practice]


def _remember(history: list[Ended], item: Item, result: Result, at: datetime) -> None:
    if part := section(result):
        question = (item.assignment.id, item.question.id)
        history.append(Ended(question=question, missed=part == "watch", ended_at=at))
