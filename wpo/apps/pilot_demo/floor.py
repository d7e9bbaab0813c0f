"""The weeks on the work floor of a made-up participant: plan, look back, be seen, master or not."""

import hashlib
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random

from wpo.apps.pilot_demo.cast import Company, Participant
from wpo.apps.pilot_demo.nature import share
from wpo.apps.pilot_demo.walking import Attempt
from wpo.model.floor import (
    HELPERS,
    Adapted,
    Agreed,
    Asked,
    FloorEvent,
    FloorFacts,
    Goal,
    Helped,
    LookedBack,
    Observed,
    Paused,
    PracticeBegan,
    Practised,
    Reason,
    Replied,
    Resumed,
    SaidMastered,
    Seen,
    Situation,
    Stopped,
    YesNo,
)
from wpo.model.people import Person
from wpo.model.trajectory import DAYS_SEEN, SITUATIONS_SEEN

WEEKS_AFTER = 4  # so long somebody goes on with one goal
LEAVES = 0.9  # of who has not reached it by then: the others keep it as a goal
ADAPTS = 0.06
ASKS_COACH = 0.1
REPLIES = 0.8
TOGETHER = 0.16  # share of looks at which the coach looks too
LOOKS_ALIKE = 0.55  # how far two people see the same differently, beside what they look at (1)
GROWS = 0.30  # logits a week

_WHY_LEAVE: tuple[Reason, ...] = ("anders", "ander_werk", "vrij")
_CHANGES = (
    "Een vaste plek gegeven, waar het rustiger is.",
    "De stappen met plaatjes bij de machine gehangen.",
    "Elke ochtend eerst vijf minuten samen.",
)
_QUESTIONS = (
    "Na vier weken lukt het nog niet. Gaan wij door of kiezen wij iets anders?",
    "Het lukt alleen als het rustig is. Wat kan ik proberen?",
    "Hoe vaak moet ik voordoen?",
)
_REPLIES = (
    "Kies een kleiner stuk en doe dat een week samen.",
    "Laat het een keer voordoen door een collega.",
)
_SITUATIONS: tuple[Situation, ...] = ("gewoon", "gewoon", "ander_werk", "drukte", "andere_mensen")


@dataclass
class FloorLife:
    """Everything that is told about one participant at work."""

    who: Participant
    company: Company
    begins_on: date
    ends_on: date
    chance: Random
    events: list[FloorEvent] = field(default_factory=list)

    def __post_init__(self) -> None:
        own = self.chance.gauss(0, 0.8)
        self.talent = 0.6 * self.who.character.ability + own + 0.5 * self.company.level

    def agree(self, goal: Goal, at: datetime) -> None:
        """Choose a goal together, just before it is practised."""
        until = (at + timedelta(weeks=3)).date()
        self._tell(Agreed(goals=(goal,), until=until), at - timedelta(hours=1), self.who.trainer)

    def practise(self, goal: Goal, attempt: Attempt, hash_: str) -> None:
        """Tell the work floor that an attempt began and ended, as the server does."""
        began = _id(attempt, "began")
        self._tell(PracticeBegan(goal=goal), attempt.started_at, self.who.person, began)
        if attempt.is_done:
            ended = Practised(goal=goal, content_hash=hash_, plan=attempt.plan)
            self._tell(ended, attempt.last_at, self.who.person, _id(attempt, "ended"))

    def live(self, goal: Goal, since: datetime, points: tuple[str, ...]) -> None:
        """Live the weeks after a practice, until it is mastered, stopped, or the pilot ends."""
        days: set[date] = set()
        places: set[str] = set()
        hard = self.chance.gauss(0, 0.4) + 0.25 * (goal.level - 1)
        self._adapt(goal, since + timedelta(hours=1))
        weeks = self.who.character.stops_in_week - 1
        stop_on = min(self.ends_on, self.begins_on + timedelta(weeks=weeks))
        for week in range(WEEKS_AFTER):
            monday = since - timedelta(days=since.weekday()) + timedelta(weeks=week)
            if (monday + timedelta(days=5)).date() > stop_on:
                return
            if self._luck(0.025):
                self._tell(Stopped(goal=goal, reason="te_moeilijk"), monday, self.who.person)
                return
            if week and self._luck(0.05):
                self._tell(Paused(goal=goal, reason="ziek"), monday, self.who.trainer)
                self._tell(Resumed(goal=goal), monday + timedelta(days=7), self.who.trainer)
                continue
            first = since.weekday() if week == 0 else 0
            for day in self.chance.sample(range(first, 5), min(2, 5 - first)):
                at = monday + timedelta(days=day, minutes=self.chance.randrange(30, 240))
                at = max(at, since + timedelta(minutes=20))
                self._look_back(goal, at, self.talent - hard)
                self._observe(
                    goal,
                    at,
                    points,
                    talent=self.talent - hard + GROWS * week,
                    days=days,
                    places=places,
                )
            enough = len(days) >= DAYS_SEEN and len(places) >= SITUATIONS_SEEN
            if enough and self._luck(0.75):
                friday = max(monday + timedelta(days=4, hours=6), since + timedelta(hours=8))
                for teller in (self.who.person, self.who.trainer):
                    friday += timedelta(minutes=3)
                    self._tell(SaidMastered(goal=goal, yes=True), friday, teller)
                return
        self._ask(goal, since + timedelta(weeks=WEEKS_AFTER, hours=2))
        self.leave(goal, since + timedelta(weeks=WEEKS_AFTER, days=1))

    def leave(self, goal: Goal, at: datetime) -> None:
        """Go on with something else, as most do after some weeks."""
        if self._luck(LEAVES):
            reason = self.chance.choice(_WHY_LEAVE)
            self._tell(Stopped(goal=goal, reason=reason), at, self.who.trainer)

    def _adapt(self, goal: Goal, at: datetime) -> None:
        """Change something at the workplace now and then, and see later whether it helped."""
        if not self._luck(ADAPTS):
            return
        adapted = self._tell(
            Adapted(goal=goal, words=self.chance.choice(_CHANGES)), at, self.who.trainer
        )
        answer: YesNo = self.chance.choice(("ja", "ja", "beetje", "nee"))
        helped = Helped(adapted=adapted, answer=answer)
        self._tell(helped, at + timedelta(days=7), self.who.trainer)

    def _ask(self, goal: Goal, at: datetime) -> None:
        """Ask the coach what to do now; most questions get an answer the next day."""
        if not self._luck(ASKS_COACH):
            return
        words = self.chance.choice(_QUESTIONS)
        asked = self._tell(Asked(goal=goal, words=words), at, self.who.trainer)
        if self._luck(REPLIES):
            reply = Replied(asked=asked, words=self.chance.choice(_REPLIES))
            self._tell(reply, at + timedelta(days=1), self.company.coach)

    def _look_back(self, goal: Goal, at: datetime, talent: float) -> None:
        if not self._luck(0.6 * self.who.character.zeal):
            return
        day = at.date()
        if self._luck(0.82):
            worked: YesNo = "ja"
            if not self._luck(share(talent + 0.4)):
                worked = self.chance.choice(("beetje", "nee"))
            helped = self.chance.choice(HELPERS)
            facts = LookedBack(goal=goal, day=day, did="ja", worked=worked, helped=helped)
        else:
            facts = LookedBack(goal=goal, day=day, did="nog_niet")
        self._tell(facts, at + timedelta(hours=2), self.who.person)

    def _observe(
        self,
        goal: Goal,
        at: datetime,
        points: tuple[str, ...],
        *,
        talent: float,
        days: set[date],
        places: set[str],
    ) -> None:
        if not self._luck(0.7):
            return
        day, where = at.date(), self.chance.choice(_SITUATIONS)
        together = self._luck(TOGETHER)
        for point in points:
            really = talent + self.chance.gauss(0, 1)
            for teller in (self.who.trainer, self.company.coach)[: 2 if together else 1]:
                value = self._sees(really)
                seen = Observed(goal=goal, point=point, value=value, situation=where, day=day)
                self._tell(seen, at, teller)
                if value == "gezien" and teller is self.who.trainer:
                    days.add(day)
                    places.add(where)

    def _sees(self, really: float) -> Seen:
        if self._luck(0.04):
            return "niet_kunnen_zien"
        seems = really + self.chance.gauss(0, LOOKS_ALIKE)
        return "gezien" if seems > 0.1 else "beetje" if seems > -0.9 else "nog_niet"

    def _tell(self, facts: FloorFacts, at: datetime, teller: Person, event_id: str = "") -> str:
        """Add a fact, unless the pilot is over by then; return its id."""
        event_id = event_id or f"{self.chance.getrandbits(80):020x}"
        if at.date() > self.ends_on:
            return event_id
        self.events.append(
            FloorEvent(
                event_id=event_id,
                occurred_at=at + timedelta(seconds=len(self.events) % 50),
                person=self.who.person.code,
                by=teller.code,
                as_role=teller.role,
                facts=facts,
            )
        )
        return event_id

    def _luck(self, probability: float) -> bool:
        return self.chance.random() < probability


def _id(attempt: Attempt, what: str) -> str:
    """Return the id under which the server tells this itself."""
    return hashlib.sha256(f"{attempt.name}:{what}".encode()).hexdigest()[:32]
