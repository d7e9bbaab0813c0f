"""Say of every row of a list what would become of it: new, here already, or why it cannot be."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from wpo.apps.people.columns import Column
from wpo.apps.people.membership import Guide, Newcomer
from wpo.apps.people.names import proper_department, proper_name, proper_user_name
from wpo.apps.people.roster import Member
from wpo.apps.people.table import Row
from wpo.catalogue.private_columns import squeezed
from wpo.errors import SetupError
from wpo.model.people import Role


class Fate(StrEnum):
    """What becomes of a row."""

    NEW = "nieuw"
    HERE = "bestaat al"
    REFUSED = "kan niet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Why a row cannot be let in: the field, and what is the matter and what to do."""

    field: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A row with its fate.

    Attributes
    ----------
    number
        Of the row in the file, from 1.
    newcomer
        Whom it would make. A guide who is made by the same file is told by the place of that row
        among the judged ones.
    code
        Of the person who is here already, else empty.
    trainers
        Who would guide, as words for who reads the plan.
    """

    number: int
    fate: Fate
    newcomer: Newcomer
    problems: tuple[Problem, ...] = ()
    code: str = ""
    trainers: tuple[str, ...] = ()


_ROLES: Mapping[Role, str] = {
    Role.PARTICIPANT: "deelnemer deelneemster deelnemers participant",
    Role.TRAINER: "werkplekopleider werkplekopleiders begeleider trainer leermeester "
    "praktijkopleider werkbegeleider",
    Role.COACH: "coach jobcoach",
    Role.PROJECT_MANAGER: "projectmanager manager",
    Role.PROJECT_LEADER: "projectleider",
    Role.RESEARCHER: "onderzoeker",
    Role.ADMINISTRATOR: "beheerder admin administrator",
}
_ROLE = {word: role for role, words in _ROLES.items() for word in words.split()}
_ASSISTANTS = frozenset(
    {"assistent", "assistentwerkplekopleider", "assistentbegeleider", "hulpbegeleider"}
)
_YES, _NO = (
    frozenset({"ja", "j", "x", "waar", "true", "yes", "1"}),
    frozenset({"", "nee", "n", "-", "onwaar", "false", "no", "0"}),
)


@dataclass(kw_only=True)
class _Draft:
    """A row while it is being judged."""

    number: int
    role: Role | None = None
    first_name: str = ""
    department: str = ""
    user_name: str = ""
    is_assistant: bool = False
    asked: list[tuple[Column, str]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    here: Member | None = None
    guides: list[Guide] = field(default_factory=list)
    called: list[str] = field(default_factory=list)

    def report(self, column: Column, text: str) -> None:
        self.problems.append(Problem(field=column.value, text=text))

    @property
    def key(self) -> tuple[str, str, Role | None]:
        return (self.first_name.casefold(), self.department.casefold(), self.role)

    @property
    def is_trainer(self) -> bool:
        return self.role is Role.TRAINER


def judge(
    rows: Sequence[Row],
    members: Sequence[Member],
    *,
    taken: Collection[str],
    roles: Collection[Role],
) -> tuple[Judged, ...]:
    """Return the fate of every row, in their order.

    Parameters
    ----------
    members
        Who is in the organisation already.
    taken
        User names that somebody has, here or in another organisation.
    roles
        Which whoever asks may let in.
    """
    spellings = {one.department.casefold(): one.department for one in members if one.department}
    drafts = [_read(row, roles, spellings) for row in rows]
    _recognise(drafts, members, taken)
    _refuse_doubles(drafts)
    trainers = _Trainers(drafts, members)
    for draft in drafts:
        if draft.here is None:
            trainers.assign(draft)
    return tuple(_judged(draft) for draft in drafts)


def _read(row: Row, roles: Collection[Role], spellings: dict[str, str]) -> _Draft:
    """Return what a row says, with everything that is no such thing."""
    draft = _Draft(number=row.number)
    cells = {column: row.cells.get(column, "") for column in Column}
    for column, text in cells.items():
        if text.startswith("="):
            draft.report(column, "Hier staat een formule. Zet de uitkomst er als tekst neer.")
            cells[column] = ""
    formulas = {one.field for one in draft.problems}
    _read_role(draft, cells[Column.ROLE], roles, is_read=Column.ROLE.value not in formulas)
    if not cells[Column.FIRST_NAME] and Column.FIRST_NAME.value not in formulas:
        draft.report(Column.FIRST_NAME, "Is leeg. Schrijf een voornaam.")
    for column, proper in (
        (Column.FIRST_NAME, proper_name),
        (Column.DEPARTMENT, proper_department),
        (Column.USER_NAME, proper_user_name),
    ):
        try:
            setattr(draft, _ATTRIBUTE[column], proper(cells[column]))
        except SetupError as error:
            draft.report(column, error.message)
    draft.department = spellings.setdefault(draft.department.casefold(), draft.department)
    if draft.role is not None:
        _read_guides(draft, cells[Column.TRAINER], cells[Column.ASSISTANT])
    return draft


_ATTRIBUTE = {
    Column.FIRST_NAME: "first_name",
    Column.DEPARTMENT: "department",
    Column.USER_NAME: "user_name",
}


def _read_role(draft: _Draft, text: str, roles: Collection[Role], *, is_read: bool) -> None:
    word = squeezed(text)
    draft.is_assistant = word in _ASSISTANTS
    draft.role = Role.TRAINER if draft.is_assistant else _ROLE.get(word)
    if draft.role is None and is_read:
        known = ", ".join(one.value for one in Role if one in roles)
        draft.report(Column.ROLE, f"{text[:30]!r} is geen rol. Kies: {known}.")
    elif draft.role is not None and draft.role not in roles:
        draft.report(
            Column.ROLE,
            f"Een {draft.role.value} is er voor alle organisaties. Vraag wie de server beheert.",
        )


def _read_guides(draft: _Draft, trainers: str, assistants: str) -> None:
    """Read who guides a participant; of a trainer, whether this is an assistant."""
    if draft.role is Role.PARTICIPANT:
        draft.asked = [(Column.TRAINER, one) for one in _names(trainers)]
        if assistants.casefold() in _YES:
            draft.report(Column.ASSISTANT, "Schrijf bij een deelnemer wie de assistent is.")
        else:
            draft.asked += [(Column.ASSISTANT, one) for one in _names(assistants)]
        return
    if _names(trainers):
        draft.report(Column.TRAINER, "Alleen een deelnemer heeft een begeleider. Maak dit leeg.")
    word = assistants.casefold()
    if draft.is_trainer and word in _YES | _NO:
        draft.is_assistant |= word in _YES
    elif word not in _NO:
        wanted = "ja of nee" if draft.is_trainer else "hier niets"
        draft.report(Column.ASSISTANT, f"Schrijf bij een {draft.role} {wanted}.")


def _names(text: str) -> list[str]:
    names = [one.strip() for one in re.split(r"[;,\n]", text)]
    return list(dict.fromkeys(one for one in names if one.casefold() not in _NO))


def _recognise(drafts: Iterable[_Draft], members: Sequence[Member], taken: Collection[str]) -> None:
    """See who is here already, and who cannot be made beside them."""
    by_key: dict[tuple[str, str, Role | None], list[Member]] = defaultdict(list)
    for one in members:
        by_key[one.first_name.casefold(), one.department.casefold(), one.role].append(one)
    by_user_name = {one.access.user_name: one for one in members if one.access.user_name}
    for draft in drafts:
        same = by_key.get(draft.key, []) if draft.first_name and draft.role else []
        owner = by_user_name.get(draft.user_name)
        if draft.user_name:
            same = [one for one in same if one.access.user_name in ("", draft.user_name)]
        open_ones = [one for one in same if one.is_open]
        if owner is not None and owner.role is draft.role:
            draft.here = owner
        elif draft.user_name in taken:
            draft.report(Column.USER_NAME, "Deze gebruikersnaam heeft al iemand. Kies een andere.")
        elif open_ones:
            draft.here = open_ones[0]
        elif same:
            draft.report(
                Column.FIRST_NAME,
                f"Is er al, maar gesloten ({same[0].code}). Heropen die persoon, of schrijf een "
                "andere voornaam als dit iemand anders is.",
            )
        else:
            _check_user_name(draft)


def _check_user_name(draft: _Draft) -> None:
    if draft.role is Role.PARTICIPANT and draft.user_name:
        draft.report(
            Column.USER_NAME, "Een deelnemer komt binnen met een kaart. Maak dit veld leeg."
        )
    elif draft.role not in (None, Role.PARTICIPANT) and not draft.user_name:
        _report_once(
            draft,
            Column.USER_NAME,
            f"Is leeg. Een {draft.role} komt binnen met een gebruikersnaam.",
        )


def _report_once(draft: _Draft, column: Column, text: str) -> None:
    if all(one.field != column.value for one in draft.problems):
        draft.report(column, text)


def _refuse_doubles(drafts: Iterable[_Draft]) -> None:
    """Refuse a row that says the same person as an earlier one."""
    first: dict[object, int] = {}
    for draft in drafts:
        if not draft.first_name or draft.role is None:
            continue
        user_name = (Column.USER_NAME, draft.user_name)
        if draft.user_name and user_name in first:
            draft.report(Column.USER_NAME, f"Staat ook in rij {first[user_name]}. Kies een andere.")
        elif draft.role is Role.PARTICIPANT and draft.key in first:
            draft.report(
                Column.FIRST_NAME,
                f"Dezelfde voornaam, rol en afdeling staan in rij {first[draft.key]}. Is het "
                "iemand anders? Maak de voornaam anders, bijvoorbeeld met een letter erachter.",
            )
        first.setdefault(user_name if draft.user_name else draft.key, draft.number)


class _Trainers:
    """Who may guide: trainers who are here, and those whom this file makes."""

    def __init__(self, drafts: Sequence[_Draft], members: Sequence[Member]) -> None:
        self._drafts = drafts
        self._found: dict[str, list[Guide]] = defaultdict(list)
        self._called: dict[str | int, str] = {}
        told = {one.here.code: one.is_assistant for one in drafts if one.here and one.is_trainer}
        for one in members:
            if one.role is Role.TRAINER and one.is_open:
                self._add(
                    (one.code, one.access.user_name, one.first_name),
                    Guide(trainer=one.code, assistant=told.get(one.code, False)),
                )
        for place, draft in enumerate(drafts):
            if draft.is_trainer and draft.here is None:
                self._add(
                    (draft.user_name, draft.first_name),
                    Guide(trainer=place, assistant=draft.is_assistant),
                )

    def assign(self, draft: _Draft) -> None:
        """Find everybody who is asked for in a row, or say who cannot be found."""
        for column, word in draft.asked:
            found = self._found.get(word.casefold(), [])
            problem = self._problem(word, found)
            if problem:
                draft.report(column, problem)
            elif any(one.trainer == found[0].trainer for one in draft.guides):
                draft.report(column, f"{word[:40]} staat hier twee keer. Laat er één staan.")
            else:
                assistant = found[0].assistant or column is Column.ASSISTANT
                draft.guides.append(replace(found[0], assistant=assistant))
                draft.called.append(self._called[found[0].trainer])

    def _problem(self, word: str, found: Sequence[Guide]) -> str:
        if not found:
            return f"Er is geen werkplekopleider {word[:40]!r}. Schrijf de gebruikersnaam of code."
        if len(found) > 1:
            return f"{len(found)} werkplekopleiders heten {word[:40]!r}. Schrijf de gebruikersnaam."
        place = found[0].trainer
        if isinstance(place, int) and self._drafts[place].problems:
            return f"De rij van {word[:40]} (rij {self._drafts[place].number}) kan niet."
        return ""

    def _add(self, words: Sequence[str], guide: Guide) -> None:
        for word in {one.casefold() for one in words if one}:
            self._found[word].append(guide)
        self._called[guide.trainer] = next((one for one in reversed(words) if one), "")


def _judged(draft: _Draft) -> Judged:
    fate = Fate.REFUSED if draft.problems else Fate.NEW
    return Judged(
        number=draft.number,
        fate=Fate.HERE if draft.here else fate,
        newcomer=Newcomer(
            role=draft.role or Role.PARTICIPANT,
            first_name=draft.first_name,
            department=draft.department,
            user_name=draft.user_name,
            guides=tuple(draft.guides),
        ),
        problems=() if draft.here else tuple(draft.problems),
        code=draft.here.code if draft.here else "",
        trainers=tuple(draft.called),
    )
