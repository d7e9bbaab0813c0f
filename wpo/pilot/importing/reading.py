"""Read what one row, or one paper that is keyed in, tells; or say all that is wrong with it."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, TypeVar

from pydantic import TypeAdapter

from wpo.catalogue.sheets import NO_OUTCOME
from wpo.model.assignments import Assignment
from wpo.model.floor import LONGEST_WORDS as LONGEST_NOTE
from wpo.model.floor import FloorEvent, Goal, Observed
from wpo.model.months import HERE, day_of
from wpo.model.people import Role
from wpo.model.pilot import (
    LONGEST_WORDS,
    Answer,
    HelpedBy,
    NotDone,
    PilotEvent,
    Rated,
    Remarked,
    Source,
)
from wpo.pilot.importing import values
from wpo.pilot.importing.forms import ITEM, NOT_DONE, OBSERVATIONS, REMARKS, Field, Form, Target

_T = TypeVar("_T")
_PLAIN: TypeAdapter[Any] = TypeAdapter(Any)

Told = Rated | Remarked | NotDone | Observed


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """Where and when a file is read.

    Attributes
    ----------
    people
        The people of the organisation: the role of each code.
    guided
        (trainer, participant) for everybody who guides or guided whom.
    assignments
        Every opdracht by all that it is called; see ``named_assignments``.
    by
        Who brings the file in.
    """

    organisation: str
    people: Mapping[str, Role]
    guided: Collection[tuple[str, str]]
    assignments: Mapping[str, Assignment]
    by: str
    source: Source
    now: datetime
    batch: str = ""


class Reading:
    """Reads one row, or one paper that is keyed in; ``problems`` are (target, what is wrong)."""

    def __init__(
        self,
        form: Form,
        cells: Mapping[Target, str],
        for_all: Mapping[Field, str],
        setting: Setting,
        *,
        month_first: bool = False,
    ) -> None:
        self.problems: list[tuple[Target, str]] = []
        self._form, self._setting, self._month_first = form, setting, month_first
        self._cells = dict(cells)
        for one, text in for_all.items():
            if not self._cells.get(one):
                self._cells[one] = text
        for target, text in list(self._cells.items()):
            if text == NO_OUTCOME or (text.startswith("=") and not _is_words(form, target)):
                self._wrong(target, "Hier staat een formule. Zet de uitkomst er als tekst neer.")
        self.person, self.by, self.role = "", setting.by, Role.PARTICIPANT
        self.day: date = day_of(setting.now)
        self.assignment: Assignment | None = None

    def read(self) -> Told | None:
        """Return what the row tells, or None with at least one problem."""
        self.assignment = self._value(
            Field.ASSIGNMENT, lambda text: values.read_assignment(text, self._setting.assignments)
        )
        day = self._value(
            Field.DATE,
            lambda text: values.read_day(
                text, day_of(self._setting.now), month_first=self._month_first
            ),
        )
        self.day = day or self.day
        self._read_person()
        told = self._read_facts()
        return None if self.problems else told

    def event(self, told: Told, event_id: str) -> PilotEvent | FloorEvent:
        """Return the fact; one of the floor has the batch before its id, to be taken back by it."""
        setting = self._setting
        occurred_at = min(datetime.combine(self.day, time(12), HERE), setting.now)
        if isinstance(told, Observed):
            return FloorEvent(
                event_id=f"{setting.batch}-{event_id}" if setting.batch else event_id,
                occurred_at=occurred_at,
                person=self.person,
                by=self.by,
                as_role=self.role,
                facts=told,
            )
        return PilotEvent(
            event_id=event_id,
            occurred_at=occurred_at,
            person=self.person,
            by=setting.by,
            as_role=self.role,
            assignment=self.assignment.id if self.assignment else "",
            source=setting.source,
            batch=setting.batch,
            facts=told,
        )

    def content(self, told: Told) -> Any:
        """Return all that the row says as JSON values, whoever brings it in and whenever."""
        return [
            self._cell(Field.NUMBER),
            self.person,
            self.by if isinstance(told, Observed) else "",
            self.role.value,
            self.assignment.id if self.assignment else "",
            self.day.isoformat(),
            _PLAIN.dump_python(told, mode="json"),
        ]

    def _read_facts(self) -> Told | None:
        match self._form.id:
            case _ if self._form.questionnaire is not None:
                return self._read_answers()
            case name if name == REMARKS:
                return self._read_remark()
            case name if name == NOT_DONE:
                reason = self._value(Field.REASON, values.read_reason)
                return NotDone(reason=reason) if reason else None
            case name if name == OBSERVATIONS:
                return self._read_observation()
            case _:
                raise ValueError(f"form: {self._form.id!r} is onbekend")

    def _read_answers(self) -> Rated | None:
        form = self._form.questionnaire
        assert form is not None  # noqa: S101 -- chosen by it
        answers = [one for one in (self._answer(item.id) for item in form.items) if one]
        helped_by: HelpedBy | None = "niemand"
        if self._cell(Field.HELPED_BY):
            helped_by = self._value(Field.HELPED_BY, values.read_helped_by)
        if self.role is Role.PARTICIPANT and helped_by == "werkplekopleider":
            self._wrong(
                Field.HELPED_BY,
                "Een werkplekopleider vult niet in met een deelnemer. Dit papier telt niet mee.",
            )
        if not answers:
            if not self.problems:
                self._wrong("", "Hier staat op geen enkele vraag een antwoord.")
            return None
        return Rated(
            questionnaire=form.id, answers=tuple(answers), helped_by=helped_by or "niemand"
        )

    def _answer(self, item_id: str) -> Answer | None:
        form, target = self._form.questionnaire, ITEM + item_id
        item, text = (form.item(item_id) if form else None), self._cell(target)
        if item is None or not text:
            return None  # skipping is allowed
        try:
            if item.labels:
                return Answer(item=item.id, value=values.read_scale(text, item))
            words = text
            if item.place:
                if self.assignment is None:
                    return None
                words = values.read_place(text, self.assignment)
                if not words:
                    return None  # about the whole
            return Answer(item=item.id, value=0, words=self._words(target, LONGEST_WORDS, words))
        except ValueError as error:
            self._wrong(target, str(error))
            return None

    def _read_remark(self) -> Remarked | None:
        kind = self._value(Field.KIND, values.read_kind)
        place, assignment = "", self.assignment
        if assignment is not None and self._cell(Field.PLACE):
            place = self._value(Field.PLACE, lambda text: values.read_place(text, assignment)) or ""
        words = self._words(Field.WORDS, LONGEST_WORDS, self._cell(Field.WORDS))
        return Remarked(kind=kind, place=place, words=words) if kind else None

    def _read_observation(self) -> Observed | None:
        assignment = self.assignment
        seen = self._value(Field.SEEN, values.read_seen)
        situation = self._value(Field.SITUATION, values.read_situation)
        note = self._words(Field.WORDS, LONGEST_NOTE, self._cell(Field.WORDS))
        if assignment is None:
            return None
        point = self._value(Field.POINT, lambda text: values.read_point(text, assignment))
        if not (point and seen and situation) or self.problems:
            return None
        try:
            return Observed(
                goal=Goal(sub_skill=assignment.sub_skill, level=assignment.level),
                point=point,
                value=seen,
                situation=situation,
                day=self.day,
                note=note,
            )
        except ValueError as error:
            self._wrong(Field.WORDS, str(error))
            return None

    def _read_person(self) -> None:
        asked = self._form.questionnaire
        self.role = asked.for_role if asked else Role.PARTICIPANT
        code = self._cell(Field.PERSON)
        if code:
            self.person = self._code(Field.PERSON, code)
        role = self._setting.people.get(self.person) if self.person else None
        if self._form.id == OBSERVATIONS:
            self._read_observer(role, has_code=bool(code))
        elif asked is not None:
            if role is not None and role is not asked.for_role:
                self._wrong(
                    Field.PERSON,
                    f"Dit is een {role.value}. Deze vragen zijn voor een {asked.role}.",
                )
        elif role is not None:
            self.role = role
            if self._cell(Field.ROLE) and self._value(Field.ROLE, values.read_role) not in (
                None,
                role,
            ):
                self._wrong(Field.ROLE, f"Deze code is van een {role.value}.")
        elif not code:
            self.role = self._value(Field.ROLE, values.read_role) or self.role
        if self.role not in (Role.PARTICIPANT, Role.TRAINER, Role.COACH):
            self._wrong(Field.PERSON, f"Een {self.role.value} doet niet mee aan de test.")

    def _read_observer(self, role: Role | None, *, has_code: bool) -> None:
        if not has_code:
            self._wrong(Field.PERSON, "Leeg. Schrijf de code van de deelnemer.")
        elif role not in (None, Role.PARTICIPANT):
            self._wrong(Field.PERSON, "Dit is geen deelnemer. Schrijf de code van de deelnemer.")
        told = self._cell(Field.OBSERVER)
        by = self._code(Field.OBSERVER, told) if told else ""
        if not told:
            self._wrong(Field.OBSERVER, "Leeg. Schrijf de code van wie keek.")
        self.by, self.role = by, self._setting.people.get(by, Role.TRAINER)
        if by and self.role not in (Role.TRAINER, Role.COACH):
            self._wrong(Field.OBSERVER, f"Een {self.role.value} vult deze kaart niet in.")
        is_near = self.role is not Role.TRAINER or (by, self.person) in self._setting.guided
        if by and self.person and not is_near:
            self._wrong(Field.OBSERVER, "Deze werkplekopleider begeleidt deze deelnemer niet.")

    def _code(self, target: Target, text: str) -> str:
        found = [one for one in self._setting.people if one.casefold() == text.casefold()]
        if len(found) == 1:
            return found[0]
        self._wrong(target, f"De code '{text[:40]}' is in deze organisatie niet bekend.")
        return ""

    def _cell(self, target: Target) -> str:
        return self._cells.get(target, "").strip()

    def _value(self, target: Target, read: Callable[[str], _T]) -> _T | None:
        text = self._cell(target)
        if not text:
            self._wrong(target, "Leeg. Vul dit in, of kies het voor alle rijen.")
            return None
        if any(one == target for one, _ in self.problems):
            return None
        try:
            return read(text)
        except ValueError as error:
            self._wrong(target, str(error))
            return None

    def _words(self, target: Target, longest: int, text: str) -> str:
        if len(text) > longest:
            self._wrong(target, f"{len(text)} tekens: hooguit {longest}. Maak het korter.")
            return text[:longest]
        return text

    def _wrong(self, target: Target, text: str) -> None:
        self.problems.append((target, text))


def _is_words(form: Form, target: Target) -> bool:
    item = form.questionnaire.item(target.removeprefix(ITEM)) if form.questionnaire else None
    return target == Field.WORDS or (item is not None and item.is_open)
