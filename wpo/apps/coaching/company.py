"""Everybody of the coach's own organisation: where things stand, and who may need help.

Made from standings and grouped questions alone, so thousands of people cost one page no more than a
moment. What somebody answered, was seen doing or said in a talk is not in here.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection

from wpo.apps.visit import Visit
from wpo.apps.wording import name_of
from wpo.model.floor import Goal
from wpo.model.people import Role
from wpo.model.standing import STUCK_UNSEEN, Standing, Stuck, could_look_since, stuck
from wpo.model.trajectory import ON_THE_FLOOR, OPEN_PHASES
from wpo.store.database import reading
from wpo.store.floor import mastered_in, standings_in
from wpo.store.guidance import all_guidance
from wpo.store.last_told import last_told_about, tellers_since
from wpo.store.names import names_in
from wpo.store.people import closed_people, known_people
from wpo.store.placement import departments_in

NO_DEPARTMENT = "-"  # asks for those who work in none


@dataclass(frozen=True, slots=True, kw_only=True)
class Guide:
    """Who guides somebody; an assistant looks and helps."""

    code: str
    name: str
    assistant: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Coached:
    """A participant of the own organisation.

    Attributes
    ----------
    standings
        What somebody is busy with, in the order in which it began.
    mastered
        What somebody can do, in that order.
    reasons
        Per goal that may need help, as (sub-skill, level): why.
    talk_waits_since
        Since when the werkplekopleider has something to say (aware UTC); None where nothing waits.
    """

    code: str
    name: str
    department: str
    guides: tuple[Guide, ...]
    standings: tuple[Standing, ...]
    mastered: tuple[Goal, ...]
    reasons: Mapping[tuple[str, int], tuple[Stuck, ...]]
    talk_waits_since: datetime | None

    @property
    def is_stuck(self) -> bool:
        """Tell whether any goal may need help."""
        return bool(self.reasons)

    @property
    def has_guide(self) -> bool:
        """Tell whether somebody decides together with this participant; an assistant does not."""
        return any(not one.assistant for one in self.guides)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Whom to show: an empty wish fits everybody."""

    department: str = ""
    skill: str = ""
    guide: str = ""
    stuck: str = ""

    def fits(self, one: Coached) -> bool:
        """Tell whether somebody fits every wish; ``stuck`` is a reason, or ``ja`` for any."""
        reasons = {reason.value for each in one.reasons.values() for reason in each}
        return (
            self.department in ("", one.department or NO_DEPARTMENT)
            and (not self.guide or self.guide in {each.code for each in one.guides})
            and (not self.skill or any(_of_skill(each, self.skill) for each in one.standings))
            and (not self.stuck or (self.stuck == "ja" and one.is_stuck) or self.stuck in reasons)
        )

    @property
    def is_all(self) -> bool:
        """Tell whether nothing is wished."""
        return self == Wanted()


@dataclass(frozen=True, slots=True, kw_only=True)
class Company:
    """Everybody of one organisation, by department and name. ``quiet``: see :func:`company`."""

    people: tuple[Coached, ...]
    quiet: tuple[Guide, ...]

    @property
    def departments(self) -> tuple[str, ...]:
        """The departments in which somebody works, in alphabetical order."""
        return tuple(sorted({one.department for one in self.people if one.department}))

    @property
    def guides(self) -> tuple[Guide, ...]:
        """Everybody who guides anybody, by name, each once."""
        found = {each.code: each for one in self.people for each in one.guides}
        return tuple(sorted(found.values(), key=lambda one: (one.name.casefold(), one.code)))


def company(visit: Visit) -> Company:
    """Return everybody of the visitor's organisation whose door was not closed.

    ``quiet`` are those who guide somebody that has been at work for two weeks or longer, and who
    wrote nothing down about anybody in these weeks.
    """
    organisation, since = visit.person.organisation, visit.now - STUCK_UNSEEN
    with reading(visit.engine) as connection:
        names = names_in(connection, organisation)
        guides = _guides(connection, visit, names)
        people = _people(connection, visit, names, guides)
        tellers = tellers_since(connection, organisation, "observed", since)
    return Company(people=people, quiet=_quiet(people, tellers, visit.today))


def _people(
    connection: Connection,
    visit: Visit,
    names: Mapping[str, str],
    guides: Mapping[str, list[Guide]],
) -> tuple[Coached, ...]:
    organisation = visit.person.organisation
    departments = departments_in(connection, organisation)
    waits, closed = (
        _waiting_talks(connection, organisation),
        closed_people(connection, organisation),
    )
    standings: dict[str, list[Standing]] = {}
    mastered = mastered_in(connection, organisation)
    for one in standings_in(connection, organisation, OPEN_PHASES):
        standings.setdefault(one.person, []).append(one)
    found = (
        _coached(
            known.person.code,
            name=name_of(names, known.person.code),
            department=departments.get(known.person.code, ""),
            guides=guides.get(known.person.code, ()),
            standings=standings.get(known.person.code, ()),
            mastered=mastered.get(known.person.code, ()),
            waits_since=waits.get(known.person.code),
            today=visit.today,
        )
        for known in known_people(connection, organisation)
        if known.person.role is Role.PARTICIPANT and known.person.code not in closed
    )
    return tuple(
        sorted(found, key=lambda one: (one.department.casefold(), one.name.casefold(), one.code))
    )


def _coached(
    code: str,
    *,
    name: str,
    department: str,
    guides: Iterable[Guide],
    standings: Iterable[Standing],
    mastered: tuple[Goal, ...],
    waits_since: datetime | None,
    today: date,
) -> Coached:
    there = tuple(standings)
    why = {(one.sub_skill, one.level): stuck(one, today) for one in there}
    return Coached(
        code=code,
        name=name,
        department=department,
        guides=tuple(guides),
        standings=there,
        mastered=mastered,
        reasons={goal: reasons for goal, reasons in why.items() if reasons},
        talk_waits_since=waits_since,
    )


def _guides(
    connection: Connection, visit: Visit, names: Mapping[str, str]
) -> Mapping[str, list[Guide]]:
    found: dict[str, list[Guide]] = {}
    for one in all_guidance(connection, visit.person.organisation, visit.now):
        guide = Guide(code=one.trainer, name=name_of(names, one.trainer), assistant=one.assistant)
        found.setdefault(one.participant, []).append(guide)
    return found


def _waiting_talks(connection: Connection, organisation: str) -> Mapping[str, datetime]:
    """Return whose last wish came after the last agreement: then it is the other's turn."""
    last = last_told_about(connection, organisation, ("wished", "agreed"))
    wished = {person: at for (person, name), at in last.items() if name == "wished"}
    agreed = {person: at for (person, name), at in last.items() if name == "agreed"}
    return {
        person: at for person, at in wished.items() if person not in agreed or agreed[person] < at
    }


def _quiet(people: Iterable[Coached], tellers: Collection[str], today: date) -> tuple[Guide, ...]:
    asked = {
        each.code: each
        for one in people
        for each in one.guides
        if each.code not in tellers and not each.assistant
        if any(_is_at_work(standing, today) for standing in one.standings)
    }
    return tuple(sorted(asked.values(), key=lambda one: (one.name.casefold(), one.code)))


def _is_at_work(one: Standing, today: date) -> bool:
    """Tell whether there has been something to see for two weeks."""
    long_ago = today - could_look_since(one) >= STUCK_UNSEEN
    return one.phase in ON_THE_FLOOR and one.paused_at is None and one.agreed and long_ago


def _of_skill(one: Standing, skill: str) -> bool:
    return one.sub_skill.startswith(skill)
