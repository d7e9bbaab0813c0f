"""Everybody of one organisation, as a beheerder sees them: never what they answered or reached."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from wpo.model.people import Role
from wpo.store.access import Access, access_in
from wpo.store.guidance import all_guidance
from wpo.store.names import names_in
from wpo.store.people import known_people
from wpo.store.placement import departments_in, last_departments_in

NO_ACCESS = Access()


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """Somebody of the organisation.

    Attributes
    ----------
    department, first_name
        Empty where none is kept. Of who is closed: the last department.
    trainers
        Who guides this person now: (code, whether as assistant).
    has_card
        A card opens their door; staff with an account have none.
    access
        User name, second steps and the like.
    """

    code: str
    role: Role
    created_at: datetime
    department: str = ""
    first_name: str = ""
    trainers: tuple[tuple[str, bool], ...] = ()
    has_card: bool = False
    access: Access = NO_ACCESS

    @property
    def is_open(self) -> bool:
        """Tell whether there is a way in for this person."""
        return self.has_card or bool(self.access.user_name)

    @property
    def called(self) -> str:
        """The first name, else the code."""
        return self.first_name or self.code


def roster(connection: Connection, organisation: str, now: datetime) -> tuple[Member, ...]:
    """Return everybody of an organisation, by department and name; the closed ones last."""
    names = names_in(connection, organisation)
    now_in, last_in = (
        departments_in(connection, organisation),
        last_departments_in(connection, organisation),
    )
    accesses = access_in(connection, organisation, now)
    trainers: dict[str, list[tuple[str, bool]]] = defaultdict(list)
    for each in all_guidance(connection, organisation, now):
        trainers[each.participant].append((each.trainer, each.assistant))
    found = []
    for one in known_people(connection, organisation):
        code, access = one.person.code, accesses.get(one.person.code, NO_ACCESS)
        is_open = one.n_links > 0 or bool(access.user_name)
        found.append(
            Member(
                code=code,
                role=one.person.role,
                created_at=one.created_at,
                department=(now_in if is_open else last_in).get(code, ""),
                first_name=names.get(code, ""),
                trainers=tuple(trainers.get(code, ())),
                has_card=one.n_links > 0,
                access=access,
            )
        )
    return tuple(sorted(found, key=_place))


def selected(
    members: Iterable[Member],
    *,
    text: str = "",
    roles: Collection[Role] = (),
    department: str | None = None,
    is_open: bool | None = None,
) -> tuple[Member, ...]:
    """Return those who fit every wish; an empty wish fits everybody.

    Parameters
    ----------
    text
        Stands in the name, the code, the user name or the department.
    department
        This very one; the empty one fits who has none, None fits all.
    is_open
        Whether there is a way in; None fits both.
    """
    wanted = text.casefold().strip()
    return tuple(
        one
        for one in members
        if wanted in _words(one)
        and (not roles or one.role in roles)
        and department in (None, one.department)
        and is_open in (None, one.is_open)
    )


def departments_of(members: Iterable[Member]) -> tuple[str, ...]:
    """Return every department where somebody works, in the order of the alphabet."""
    return tuple(sorted({one.department for one in members if one.department}, key=str.casefold))


def _words(one: Member) -> str:
    words = (one.first_name, one.code, one.access.user_name, one.department)
    return "\n".join(words).casefold()


def _place(one: Member) -> tuple[bool, str, str, str]:
    return (not one.is_open, one.department.casefold(), one.first_name.casefold(), one.code)
