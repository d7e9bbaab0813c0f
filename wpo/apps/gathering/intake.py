"""Bring in a file: first say of every row what would happen, then do it, once; and take it back.

``look`` judges and changes nothing. ``bring_in`` judges again under the lock: where anything is
different by then, nothing happens. The same file a second time brings nothing in, a paper that is
likely here already waits for a yes, and whatever came with one file goes with it.
"""

import hashlib
import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection, Engine

from wpo.apps.people.desk import is_open
from wpo.catalogue.loading import Catalogue
from wpo.errors import SetupError
from wpo.model.floor import FloorEvent
from wpo.model.months import day_of
from wpo.model.people import Person, Role
from wpo.model.pilot import PilotEvent, Source
from wpo.pilot.importing.alike import Came, Way
from wpo.pilot.importing.forms import Field, Form, forms, guess_columns, guess_form
from wpo.pilot.importing.identity import known_prints
from wpo.pilot.importing.judging import Columns, Fate, JudgedRow, counts, judge
from wpo.pilot.importing.reading import Setting
from wpo.pilot.importing.table import Table, read_table
from wpo.pilot.importing.values import named_assignments
from wpo.store.database import reading, writing
from wpo.store.floor import BATCH_SIGNS, append_floor, remove_batch
from wpo.store.intake import (
    came_in,
    ever_guided,
    ids_brought_in,
    organisations_here,
    roles_in,
    sets_with,
)
from wpo.store.people import find_person
from wpo.store.pilot import Batch, append_pilot, batches, keep_batch, take_back

BRINGS_IN = frozenset({Role.PROJECT_LEADER})  # for every organisation
KEYS_IN = frozenset({Role.COACH})  # for the own organisation


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """Where files and papers are taken in, and by whom (who must be so still at every step)."""

    engine: Engine
    catalogue: Catalogue
    by: Person

    @property
    def forms(self) -> tuple[Form, ...]:
        """Every kind of row."""
        return forms(self.catalogue.questionnaires)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a file would do in one organisation, with its columns mapped in one way.

    ``file_hash`` is that of the file; of rows that come back mended, that of the file (as far as it
    is known) in which they were left out. ``also_alike`` takes what is likely here already.
    """

    filename: str
    file_hash: str
    organisation: str
    source: Source
    form: Form
    table: Table
    columns: Columns
    rows: tuple[JudgedRow, ...]
    also_alike: bool = False

    def count(self, fate: Fate) -> int:
        """Return how many rows have this fate."""
        return counts(self.rows)[fate]

    @property
    def n_left_out(self) -> int:
        """How many rows have a reason for not going along."""
        return sum(one.fate.is_left_out for one in self.rows)

    @property
    def alike(self) -> tuple[JudgedRow, ...]:
        """The rows that are likely here already, whether they are taken or not."""
        return tuple(one for one in self.rows if one.like)


def look(
    intake: Intake,
    data: bytes,
    filename: str,
    *,
    organisation: str,
    source: Source,
    now: datetime,
    sheet: str = "",
) -> Plan:
    """Return what a file would do, its columns mapped by their names. Nothing is kept.

    Raises
    ------
    SetupError
        If the file is no list, or whoever asks may not bring it in there.
    """
    table = read_table(data, filename, intake.forms, sheet=sheet)
    form = guess_form(intake.forms, table.headers)
    plan = Plan(
        filename=filename,
        file_hash=_origin(table) or hashlib.sha256(data).hexdigest(),
        organisation=organisation,
        source=source,
        form=form,
        table=table,
        columns=Columns(targets=guess_columns(form, table.headers)),
        rows=(),
    )
    return look_again(intake, plan, now)


def look_again(intake: Intake, plan: Plan, now: datetime) -> Plan:
    """Return the plan with its rows judged anew, as after a column was mapped otherwise."""
    told = [one for one in plan.columns.targets if one]
    if len(set(told)) < len(told):
        raise SetupError("Twee kolommen betekenen hetzelfde. Kies bij één daarvan iets anders.")
    with reading(intake.engine) as connection:
        check_may(connection, intake, plan.organisation)
        return replace(plan, rows=_judged(connection, intake, plan, now))


def bring_in(intake: Intake, plan: Plan, now: datetime) -> str:
    """Keep every new row of a plan in one transaction; return the batch, empty where none is new.

    Raises
    ------
    SetupError
        If somebody changed something since the plan was made, so that it is no longer true.
    """
    if not plan.count(Fate.NEW):
        return ""
    batch = new_batch()
    with writing(intake.engine) as connection:
        check_may(connection, intake, plan.organisation)
        rows = _judged(connection, intake, plan, now, batch)
        if [(one.number, one.fate) for one in rows] != [
            (one.number, one.fate) for one in plan.rows
        ]:
            raise SetupError("Er is intussen iets veranderd. Er is niets ingelezen.")
        fresh = [one.event for one in rows if one.fate is Fate.NEW]
        keep(connection, fresh, plan.organisation, now)
        keep_batch(
            connection,
            batch,
            plan.organisation,
            intake.by.code,
            plan.form.id,
            plan.file_hash,
            len(fresh),
            now,
        )
    return batch


def keep(
    connection: Connection,
    events: Sequence[PilotEvent | FloorEvent | None],
    organisation: str,
    now: datetime,
) -> None:
    """Keep facts that were judged, each where it belongs. Call inside ``writing``."""
    pilot = [one for one in events if isinstance(one, PilotEvent)]
    floor = [one for one in events if isinstance(one, FloorEvent)]
    append_pilot(connection, pilot, organisation, now)
    append_floor(connection, floor, {one.person: organisation for one in floor}, now)


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenBack:
    """What became of a batch that was taken back.

    Attributes
    ----------
    n_facts
        How many facts went now.
    n_gone
        How many rows of the file were gone before: their people were erased.
    sets
        When sets for researchers were made in which they still stand; aware UTC.
    """

    n_facts: int = 0
    n_gone: int = 0
    sets: tuple[datetime, ...] = ()


def undo(intake: Intake, batch: str, now: datetime) -> TakenBack:
    """Take back all that came with a batch.

    Raises
    ------
    SetupError
        If there is no such batch, or whoever asks may not take it back.
    """
    with writing(intake.engine) as connection:
        found = _own_batch(connection, intake, batch)
        if found.taken_back_at is not None:
            return TakenBack()
        sets = tuple(one.made_at for one in sets_with(connection, batch))
        n_facts = take_back(connection, batch, now) + remove_batch(connection, batch)
    n_gone = max(0, found.n_rows - n_facts) if found.file_hash else 0
    return TakenBack(n_facts=n_facts, n_gone=n_gone, sets=sets)


def sets_of(intake: Intake, batch: str) -> tuple[datetime, ...]:
    """Return when sets for researchers were made while a batch was there; aware UTC.

    Raises
    ------
    SetupError
        As :func:`undo` does.
    """
    with reading(intake.engine) as connection:
        _own_batch(connection, intake, batch)
        return tuple(one.made_at for one in sets_with(connection, batch))


def earlier(intake: Intake, organisation: str) -> tuple[Batch, ...]:
    """Return what was brought in for an organisation, the newest first."""
    with reading(intake.engine) as connection:
        check_may(connection, intake, organisation)
        return batches(connection, organisation)


def organisations_of(intake: Intake) -> tuple[tuple[str, str], ...]:
    """Return for which organisations somebody brings in: (code, what it calls itself)."""
    with reading(intake.engine) as connection:
        check_may(connection, intake, intake.by.organisation)
        found = organisations_here(connection)
    return tuple(
        one for one in found if intake.by.role in BRINGS_IN or one[0] == intake.by.organisation
    )


def check_may(connection: Connection, intake: Intake, organisation: str) -> None:
    """See to it that whoever asks is who they were, and may bring in for this organisation."""
    by = intake.by
    own = by.role in KEYS_IN and organisation == by.organisation
    is_so_still = find_person(connection, by.code) == by and is_open(connection, by.code)
    if not is_so_still or not (by.role in BRINGS_IN or own):
        raise SetupError("U kunt hier niets inlezen. Log opnieuw in.")


def setting_for(
    connection: Connection, intake: Intake, organisation: str, source: Source, now: datetime
) -> Setting:
    """Return what a row of an organisation is judged by."""
    return Setting(
        organisation=organisation,
        people=roles_in(connection, organisation),
        guided=ever_guided(connection, organisation),
        assignments=named_assignments(intake.catalogue.assignments.values()),
        by=intake.by.code,
        source=source,
        now=now,
    )


def came(connection: Connection, organisation: str, people: Collection[str]) -> list[Came]:
    """Return all that people of an organisation told or are seen doing, with how it came in."""
    if not people:
        return []
    return [_came(fact, batch) for fact, batch in came_in(connection, organisation, people)]


def _came(fact: PilotEvent | FloorEvent, batch: Batch | None) -> Came:
    if batch is None:
        return Came(fact=fact, way=Way.SCREEN, day=day_of(fact.occurred_at))
    way = Way.FILE if batch.file_hash else Way.KEYED
    return Came(fact=fact, way=way, day=day_of(batch.imported_at))


def new_batch() -> str:
    """Return a name for a batch that no other has."""
    return secrets.token_hex(BATCH_SIGNS // 2)


def _own_batch(connection: Connection, intake: Intake, batch: str) -> Batch:
    """Return a batch that whoever asks may take back."""
    found = next((one for one in batches(connection) if one.batch == batch), None)
    if found is None:
        raise SetupError("Deze invoer is er niet.")
    check_may(connection, intake, found.organisation)
    if intake.by.role not in BRINGS_IN and found.by != intake.by.code:
        raise SetupError("Dit heeft iemand anders ingevoerd.")
    return found


def _origin(table: Table) -> str:
    """Return the one file in which all rows were refused before; else nothing."""
    files = {one.mark.file if one.mark else "" for one in table.rows}
    return files.pop() if len(files) == 1 else ""


def _judged(
    connection: Connection, intake: Intake, plan: Plan, now: datetime, batch: str = ""
) -> tuple[JudgedRow, ...]:
    setting = setting_for(connection, intake, plan.organisation, plan.source, now)
    people = _people_in(plan, setting)
    return judge(
        plan.table,
        plan.form,
        plan.columns,
        replace(setting, batch=batch),
        file=plan.file_hash,
        known=known_prints(ids_brought_in(connection, plan.organisation)),
        came=came(connection, plan.organisation, people),
        also_alike=plan.also_alike,
    )


def _people_in(plan: Plan, setting: Setting) -> list[str]:
    """Return the codes that stand in a file."""
    if Field.PERSON not in plan.columns.targets:
        return []
    place = plan.columns.targets.index(Field.PERSON)
    told = {row.cells[place].strip().casefold() for row in plan.table.rows}
    return [code for code in setting.people if code.casefold() in told]
