"""What the made-up people say: ratings, remarks, and why something was not done.

Some say yes to everything; some write a name or an illness, because people do. All verzonnen.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from wpo.apps.pilot_demo.cast import Company, Participant
from wpo.apps.pilot_demo.planted import Planted
from wpo.catalogue.hashing import assignment_hash
from wpo.catalogue.questionnaires import Item, Questionnaire
from wpo.model.assignments import Assignment
from wpo.model.people import Person, Role
from wpo.model.pilot import (
    Answer,
    HelpedBy,
    NotDone,
    NotDoneReason,
    PilotEvent,
    PilotFacts,
    Rated,
    Remarked,
    RemarkKind,
    Source,
)

RATES = 0.7
RATES_STAFF = 0.55
WRITES_STAFF = 0.3
REMARKS = 0.035
PAPER_BATCH = "verzonnen-papier"

_KINDS: Mapping[RemarkKind, int] = {
    "snap_niet": 4,
    "woord": 3,
    "plaatje": 2,
    "antwoord": 3,
    "techniek": 2,
    "anders": 2,
}
_SAYS: Mapping[RemarkKind, tuple[str, ...]] = {
    "snap_niet": (
        "Ik snap de vraag niet.",
        "Wat bedoelen ze hier?",
        "Ik moest het drie keer lezen.",
        "Te lange zin.",
    ),
    "woord": ("Moeilijk woord.", "Dat woord ken ik niet.", "Bij ons heet dat anders."),
    "plaatje": ("Ik zie het niet goed op het plaatje.", "Het plaatje past niet bij de vraag."),
    "antwoord": (
        "Bij ons mag dat niet.",
        "Er zijn twee antwoorden goed.",
        "Mijn antwoord staat er niet bij.",
    ),
    "techniek": ("Hij bleef hangen.", "Voorlezen deed het niet."),
    "anders": ("Dit heb ik al vaak gedaan.", "Leuk om samen te doen."),
    "vervelend": ("Dit is hoe ze mij vroeger uitscholden. Ik werd er verdrietig van.",),
}
_STAFF_SAYS = (
    "De vraag is te lang voor onze mensen.",
    "Hier wil ik een voorbeeld uit de productie zien.",
    "Twee antwoorden lijken te veel op elkaar.",
    "De stap naar de werkvloer is groot. Geef een voorbeeld.",
    "Werkte goed, graag meer van deze situaties.",
    "Het woord is te moeilijk. Kies een gewoner woord.",
    "Kost veel tijd om samen te lezen.",
    "Het plaatje laat iets anders zien dan de tekst.",
)
# Made up, and still of the kind that must not leave an organisation unread.
_UNREAD = (
    "Samir snapte er niets van.",
    "Vraag het maar aan Agnes de Vries van de Inpak.",
    "Door mijn reuma kan ik dat niet.",
    "Daan heeft autisme, die vindt dit te druk.",
    "Bel mij even: 06-12345678.",
    "Mijn begeleider Karin deed het voor.",
)
_UNREAD_SHARE = 0.09
_STEPS = (-0.9, 0.4)  # between nee, beetje and ja
_STEPS_STAFF = (-1.8, -1.0, -0.3, 0.8)


@dataclass
class Opinions:
    """How the opdrachten strike people. ``loud``: the organisation that complains of each."""

    questionnaires: Mapping[str, Questionnaire]
    planted: Sequence[Planted]
    loud: Mapping[str, str]
    _hurt: set[str] = field(default_factory=set)

    def of_participant(
        self,
        who: Participant,
        company: Company,
        assignment: Assignment,
        at: datetime,
        chance: Random,
        *,
        done: bool,
    ) -> Iterator[PilotEvent]:
        """Yield what somebody says after an opdracht: perhaps nothing."""
        if chance.random() < (RATES if done else 0.3):
            yield self._rating(who, company, assignment, at, chance)
        for one in self._remarks(who, company, assignment, chance):
            own = who.person
            yield _event(chance, at + timedelta(minutes=2), own, assignment, one)

    def of_staff(
        self,
        teller: Person,
        company: Company,
        assignment: Assignment,
        at: datetime,
        chance: Random,
    ) -> Iterator[PilotEvent]:
        """Yield what a werkplekopleider or coach says of an opdracht: perhaps nothing."""
        if chance.random() >= RATES_STAFF:
            return
        questionnaire = self._for(teller.role)
        likes = self._clarity(assignment) + 0.5 * company.level + chance.gauss(0, 0.5)
        answers = [
            _scaled(item, likes + chance.gauss(0, 0.6), _STEPS_STAFF)
            for item in questionnaire.items
            if item.kind != "words"
        ]
        if chance.random() < WRITES_STAFF:
            answers += _words(questionnaire, _say(_STAFF_SAYS, chance), assignment, chance)
        facts = Rated(questionnaire=questionnaire.id, answers=tuple(answers))
        yield _event(chance, at, teller, assignment, facts)

    def not_done(
        self,
        who: Participant,
        company: Company,
        assignment: Assignment,
        at: datetime,
        chance: Random,
        *,
        reason: NotDoneReason,
    ) -> PilotEvent:
        """Return why somebody did not do it: told on a screen, or to the coach."""
        facts = NotDone(reason=reason)
        own = who.person
        if chance.random() < 0.5:
            return _event(chance, at, own, assignment, facts)
        return _event(chance, at, own, assignment, facts, by=company.coach, source="gesprek")

    def _rating(
        self,
        who: Participant,
        company: Company,
        assignment: Assignment,
        at: datetime,
        chance: Random,
    ) -> PilotEvent:
        questionnaire = self._for(Role.PARTICIPANT)
        likes = self._clarity(assignment) + 0.4 * company.level + 0.4 * who.character.ability
        answers = []
        for item in questionnaire.items:
            if chance.random() < 0.06:
                continue  # skipping is allowed
            if who.character.says_yes:
                answers.append(Answer(item=item.id, value=len(item.labels)))
            elif item.kind == "check":
                answers.append(_scaled(item, -likes + chance.gauss(0, 0.5) - 0.2, _STEPS))
            elif item.kind == "scale":
                answers.append(_scaled(item, likes + chance.gauss(0, 0.7), _STEPS))
        answers = answers or [Answer(item=questionnaire.items[0].id, value=2)]
        on_paper = chance.random() < 0.12
        helped: HelpedBy = "collega" if on_paper and chance.random() < 0.5 else "niemand"
        facts = Rated(questionnaire=questionnaire.id, answers=tuple(answers), helped_by=helped)
        if on_paper:
            at += timedelta(days=2)
            batch = f"{PAPER_BATCH}-{company.code}"
            return _event(
                chance,
                at,
                who.person,
                assignment,
                facts,
                by=company.coach,
                source="papier",
                batch=batch,
            )
        return _event(chance, at + timedelta(minutes=1), who.person, assignment, facts)

    def _remarks(
        self, who: Participant, company: Company, assignment: Assignment, chance: Random
    ) -> Iterator[Remarked]:
        planted = next((one for one in self.planted if one.assignment == assignment.id), None)
        number = int(who.person.code.rsplit("-", 1)[1])
        match planted.kind if planted else "":
            case "leed" if assignment.id not in self._hurt:
                self._hurt.add(assignment.id)
                yield Remarked(kind="vervelend", words=_SAYS["vervelend"][0])
            case "probleem" if planted and chance.random() < 0.6:
                words = "Het plaatje is kapot." if chance.random() < 0.3 else ""
                yield Remarked(kind="plaatje", place=planted.question, words=words)
            case "moeilijk" if planted and chance.random() < 0.1:
                words = _say(_SAYS["snap_niet"], chance)
                yield Remarked(kind="snap_niet", place=planted.question, words=words)
            case "luid" if company.code == self.loud.get(assignment.id) and number % 2:
                yield Remarked(kind="antwoord", words=_say(_SAYS["antwoord"], chance))
        if chance.random() < REMARKS:
            kind = chance.choices(list(_KINDS), list(_KINDS.values()))[0]
            place = chance.choice(assignment.practice).id if chance.random() < 0.8 else ""
            words = _say(_SAYS[kind], chance) if chance.random() < 0.6 else ""
            yield Remarked(kind=kind, place=place, words=words)

    def _clarity(self, assignment: Assignment) -> float:
        """Return how clear an opdracht is to people, on a scale with spread about 1."""
        own = Random(f"clarity {assignment.id} {assignment.version}").gauss(0.9, 0.25)
        bad = any(
            one.assignment == assignment.id and one.kind in ("moeilijk", "magneet", "probleem")
            for one in self.planted
        )
        return own - (0.9 if bad else 0.0)

    def _for(self, role: Role) -> Questionnaire:
        return next(one for one in self.questionnaires.values() if one.for_role is role)


def _event(
    chance: Random,
    at: datetime,
    person: Person,
    assignment: Assignment,
    facts: PilotFacts,
    *,
    by: Person | None = None,
    source: Source = "scherm",
    batch: str = "",
) -> PilotEvent:
    return PilotEvent(
        event_id=f"{chance.getrandbits(80):020x}",
        occurred_at=at,
        person=person.code,
        by=(by or person).code,
        as_role=person.role,
        assignment=assignment.id,
        content_hash="" if source == "papier" else assignment_hash(assignment),
        source=source,
        batch=batch,
        facts=facts,
    )


def _scaled(item: Item, likes: float, steps: Sequence[float]) -> Answer:
    """Return the place on the scale of somebody who likes it this much."""
    value = 1 + sum(likes > step for step in steps)
    return Answer(item=item.id, value=min(value, len(item.labels)))


def _words(
    questionnaire: Questionnaire, words: str, assignment: Assignment, chance: Random
) -> list[Answer]:
    """Return an open answer, and which question it is about."""
    found = []
    for item in questionnaire.items:
        if item.kind == "words":
            told = chance.choice(assignment.practice).id if item.place else words
            found.append(Answer(item=item.id, value=0, words=told))
    return found


def _say(sentences: Sequence[str], chance: Random) -> str:
    """Return something that people write; now and then what must be read first."""
    return chance.choice(_UNREAD if chance.random() < _UNREAD_SHARE else sentences)
