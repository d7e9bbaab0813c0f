"""Who takes part in the made-up pilot: seven organisations of unequal size, and their people.

Everybody is verzonnen. What somebody is like (able, diligent, agreeable) is drawn here and known to
nobody but the pilot itself: an evaluation has to find it out.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from statistics import fmean, pstdev

from wpo.model.people import Person, Role
from wpo.model.pilot import NotDoneReason

N_PARTICIPANTS = 140
PILOT_TEAM = "pilotteam"
LABELS = {PILOT_TEAM: "Pilotteam (verzonnen)"}

# How the participants are spread over the organisations of the plan, in its order.
_PARTS = (22, 14, 28, 18, 12, 26, 20)
_DEPARTMENTS = ("Inpak", "Groen", "Schoonmaak", "Kantine", "Metaal", "Logistiek")
_PER_TRAINER = 8
_NAMES = ("Samir", "Agnes", "Daan", "Mo", "Grace", "Lucia", "Kevin", "Ineke", "Hevin", "Tim")

_STOPS: tuple[NotDoneReason, ...] = ("gestopt", "ziek", "anders")

SPREAD_ORGANISATIONS = 0.60  # on the logit scale, with the persons below: an ICC of about .10
SPREAD_PERSONS = 0.70


@dataclass(frozen=True, slots=True, kw_only=True)
class Pilot:
    """What to make. The same values and test plan make the same pilot, to the letter.

    ``n_participants`` is of all organisations together.
    """

    seed: int = 1
    n_participants: int = N_PARTICIPANTS

    def chance(self, *parts: object) -> Random:
        """Return a generator for one part of the pilot, the same every time."""
        return Random(" ".join(str(one) for one in (self.seed, *parts)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Character:
    """What a participant is like. Shares are 0 to 1, ``ability`` is on the logit scale."""

    ability: float
    zeal: float
    listens: float
    helps: float
    says_yes: bool
    stops_in_week: int
    stop_reason: NotDoneReason


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """Somebody who takes part, where, with whom, and what they are like."""

    person: Person
    name: str
    department: str
    trainer: Person
    first_week: int
    character: Character


@dataclass(frozen=True, slots=True, kw_only=True)
class Company:
    """An organisation of the pilot. ``level`` is how much easier everything is there (logit)."""

    code: str
    label: str
    level: float
    participants: tuple[Participant, ...]
    trainers: tuple[Person, ...]
    coach: Person
    project_manager: Person

    @property
    def staff(self) -> tuple[Person, ...]:
        """Everybody but the participants."""
        return (*self.trainers, self.coach, self.project_manager)


def companies(pilot: Pilot, codes: tuple[str, ...]) -> tuple[Company, ...]:
    """Return the organisations with these codes, with their people."""
    chance = pilot.chance("organisations")
    levels = [chance.gauss(0, 1) for _ in codes]
    middle, spread = fmean(levels), pstdev(levels) or 1.0
    sizes = _sizes(pilot.n_participants, len(codes))
    return tuple(
        _company(pilot, code, n, size, SPREAD_ORGANISATIONS * (level - middle) / spread)
        for n, (code, size, level) in enumerate(zip(codes, sizes, levels, strict=True), start=1)
    )


def pilot_team() -> tuple[Person, Person]:
    """Return the two researchers who read and code the open answers."""
    one, other = (
        Person(code=f"{PILOT_TEAM}-onderzoeker-{n}", organisation=PILOT_TEAM, role=Role.RESEARCHER)
        for n in (1, 2)
    )
    return one, other


def _sizes(total: int, n: int) -> list[int]:
    parts = [_PARTS[place % len(_PARTS)] for place in range(n)]
    return [max(2, round(total * part / sum(parts))) for part in parts]


def _company(pilot: Pilot, code: str, number: int, size: int, level: float) -> Company:
    chance = pilot.chance("organisation", code)
    n_trainers = min(4, max(2, round(size / _PER_TRAINER)))
    trainers = tuple(_person(code, Role.TRAINER, n) for n in range(1, n_trainers + 1))
    departments = chance.sample(_DEPARTMENTS, min(n_trainers, 3))
    return Company(
        code=code,
        label=f"Bedrijf {number} (verzonnen)",
        level=level,
        participants=tuple(
            _participant(pilot, _person(code, Role.PARTICIPANT, n), trainers, departments, n)
            for n in range(1, size + 1)
        ),
        trainers=trainers,
        coach=_person(code, Role.COACH, 1),
        project_manager=_person(code, Role.PROJECT_MANAGER, 1),
    )


def _person(code: str, role: Role, number: int) -> Person:
    return Person(code=f"{code}-{role.value}-{number}", organisation=code, role=role)


def _participant(
    pilot: Pilot, person: Person, trainers: tuple[Person, ...], departments: list[str], number: int
) -> Participant:
    chance = pilot.chance("person", person.code)
    group = (number - 1) % len(trainers)
    stops = chance.random() < 0.13
    return Participant(
        person=person,
        name=chance.choice(_NAMES),
        department=departments[group % len(departments)],
        trainer=trainers[group],
        first_week=chance.choices((1, 2, 3, 5), (80, 10, 5, 5))[0],
        character=Character(
            ability=chance.gauss(0, SPREAD_PERSONS),
            zeal=chance.uniform(0.55, 0.95),
            listens=chance.choice((0.0, 0.0, 0.1, 0.6)),
            helps=chance.uniform(0.02, 0.2),
            says_yes=chance.random() < 0.18,
            stops_in_week=chance.randint(3, 11) if stops else 999,
            stop_reason=chance.choices(_STOPS, (5, 3, 2))[0],
        ),
    )


def everybody(made: tuple[Company, ...]) -> Iterator[Participant]:
    """Yield all participants, organisation after organisation."""
    for company in made:
        yield from company.participants
