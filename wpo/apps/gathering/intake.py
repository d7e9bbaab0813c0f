"""Bring in a file: first say of every row what would happen, then do it, once; and take it back.

``look`` judges and changes nothing. ``bring_in`` judges again under the lock: where anything is
different by then, nothing happens. The same file a second time brings nothing in, and whatever
came with one file goes with it.
"""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection, Engine

from wpo.apps.people.desk import is_open
from wpo.catalogue.loading import Catalogue
from wpo.errors import SetupError
from wpo.model.floor import FloorEvent
from wpo.model.people import Person, Role
from wpo.model.pilot import PilotEvent, Source
from wpo.pilot.importing.forms import Form, forms, guess_columns, guess_form
from wpo.pilot.importing.identity import known_prints
from wpo.pilot.importing.judging import Columns, Fate, JudgedRow, Setting, counts, judge
from wpo.pilot.importing.table import Table, read_table
from wpo.pilot.importing.values import named_assignments
from wpo.store.database import reading, writing
from wpo.store.floor import BATCH_SIGNS, append_floor, remove_batch
from wpo.store.intake import ever_guided, ids_brought_in, organisations_here, roles_in
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
    """What a file would do in one organisation, with its columns mapped in one way."""

    filename: str
    file_hash: str
    organisation: str
    source: Source
    form: Form
    table: Table
    columns: Columns
    rows: tuple[JudgedRow, ...]

    def count(self, fate: Fate) -> int:
        """Return how many rows have this fate."""
        return counts(self.rows)[fate]


def look(
    intake: Intake,
    data: bytes,
    filename: str,
    *,
    organisation: str,
    source: Source,
    now: datetime,
) -> Plan:
    """Return what a file would do, its columns mapped by their names. Nothing is kept.

    Raises
    ------
    SetupError
        If the file is no list, or whoever asks may not bring it in there.
    """
    table = read_table(data, filename, intake.forms)
    form = guess_form(intake.forms, table.headers)
    plan = Plan(
        filename=filename,
        file_hash=hashlib.sha256(data).hexdigest(),
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
        setting = _setting(connection, intake, plan, now)
    return replace(plan, rows=judge(plan.table, plan.form, plan.columns, setting))


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
        setting = replace(_setting(connection, intake, plan, now), batch=batch)
        rows = judge(plan.table, plan.form, plan.columns, setting)
        if [(one.number, one.fate) for one in rows] != [
            (one.number, one.fate) for one in plan.rows
        ]:
            raise SetupError("Er is intussen iets veranderd. Lees het bestand nog een keer in.")
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


def undo(intake: Intake, batch: str, now: datetime) -> int:
    """Take back all that came with a batch; return how many facts that were.

    Raises
    ------
    SetupError
        If there is no such batch, or whoever asks may not take it back.
    """
    with writing(intake.engine) as connection:
        found = next((one for one in batches(connection) if one.batch == batch), None)
        if found is None:
            raise SetupError("Deze invoer is er niet.")
        check_may(connection, intake, found.organisation)
        if intake.by.role not in BRINGS_IN and found.by != intake.by.code:
            raise SetupError("Dit heeft iemand anders ingevoerd.")
        if found.taken_back_at is not None:
            return 0
        return take_back(connection, batch, now) + remove_batch(connection, batch)


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


def new_batch() -> str:
    """Return a name for a batch that no other has."""
    return secrets.token_hex(BATCH_SIGNS // 2)


def _setting(connection: Connection, intake: Intake, plan: Plan, now: datetime) -> Setting:
    known = known_prints(ids_brought_in(connection, plan.organisation))
    basis = setting_for(connection, intake, plan.organisation, plan.source, now)
    return replace(basis, known=known)
