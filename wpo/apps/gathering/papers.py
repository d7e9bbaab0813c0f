"""Take in one paper that somebody keys in: all that stands on it, once, or why it cannot be.

A paper has an id of its own from the moment it is begun, so that saving it twice, or from a device
that lost its connection, keeps it once. What somebody keys in on one day is one batch, which can be
taken back as a whole.
"""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from wpo.apps.gathering import typed
from wpo.apps.gathering.intake import Intake, came, check_may, keep, new_batch, setting_for
from wpo.errors import SetupError
from wpo.model.floor import FloorEvent
from wpo.model.months import day_of
from wpo.model.pilot import PilotEvent
from wpo.pilot.importing.alike import Here
from wpo.pilot.importing.forms import OBSERVATIONS, Field, Form, Target
from wpo.pilot.importing.identity import Prints, known_prints
from wpo.pilot.importing.reading import Reading, Setting
from wpo.store.database import reading, writing
from wpo.store.intake import facts_of_batch, ids_brought_in, remove_paper
from wpo.store.pilot import Batch, batches, keep_batch

KEYED = "intikken"
_PAPER = re.compile(r"[0-9a-f]{20}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What became of a paper: how many facts; else why nothing of it is kept.

    ``problems`` are (target, what is wrong). ``like`` says why it is likely here already.
    """

    n_facts: int = 0
    problems: tuple[tuple[Target, str], ...] = ()
    like: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Keyed:
    """A paper that was keyed in: its id, what kind, when (aware UTC), and what was typed."""

    paper: str
    form: str
    at: datetime
    cells: Mapping[Target, str]


def keep_paper(
    intake: Intake,
    paper: str,
    form_id: str,
    cells: Mapping[Target, str],
    now: datetime,
    *,
    instead_of: str = "",
    sure: bool = False,
) -> Kept:
    """Keep a paper, once; nothing of it where anything is wrong, or where it is likely here.

    Parameters
    ----------
    paper
        Its own id: 20 signs, 0 to 9 and a to f.
    instead_of
        The id of a paper of the same person that this one mends; it goes when this one is kept.
    sure
        Whether it is another paper, however alike; see :mod:`wpo.pilot.importing.alike`.

    Raises
    ------
    SetupError
        If whoever asks may not, or the paper is no paper.
    """
    form = next((one for one in intake.forms if one.id == form_id), None)
    if form is None or not _PAPER.fullmatch(paper):
        raise SetupError("Dit papier is niet te lezen. Ververs de pagina.")
    organisation = intake.by.organisation
    with writing(intake.engine) as connection:
        check_may(connection, intake, organisation)
        known = known_prints(ids_brought_in(connection, organisation))
        if paper in {one.row for one in known}:
            return Kept()
        setting = setting_for(connection, intake, organisation, "papier", now)
        today = _today(connection, intake, now)
        batch = today.batch if today else new_batch()
        events, problems = _read(paper, form, cells, replace(setting, batch=batch))
        if problems:
            return Kept(problems=tuple(dict.fromkeys(problems)))
        like = "" if sure else _like(connection, organisation, events, instead_of)
        if like:
            return Kept(like=like)
        if _PAPER.fullmatch(instead_of):
            remove_paper(connection, intake.by.code, organisation, instead_of)
        keep(connection, events, organisation, now)
        _count(connection, intake, batch, now)
    return Kept(n_facts=len(events))


def undo_paper(intake: Intake, paper: str, now: datetime) -> bool:
    """Remove one paper that the same person keyed in; tell whether it was there."""
    organisation = intake.by.organisation
    with writing(intake.engine) as connection:
        check_may(connection, intake, organisation)
        if not _PAPER.fullmatch(paper):
            return False
        gone = remove_paper(connection, intake.by.code, organisation, paper) > 0
        today = _today(connection, intake, now)
        if gone and today:
            _count(connection, intake, today.batch, now)
    return gone


def keyed_today(intake: Intake, now: datetime) -> tuple[Keyed, ...]:
    """Return the papers that the same person keyed in today, the newest first."""
    with reading(intake.engine) as connection:
        check_may(connection, intake, intake.by.organisation)
        today = _today(connection, intake, now)
        facts = facts_of_batch(connection, today.batch) if today else ()
    papers: dict[str, list[tuple[datetime, PilotEvent | FloorEvent]]] = {}
    for at, one in facts:
        papers.setdefault(_paper_of(one), []).append((at, one))
    return tuple(
        Keyed(
            paper=paper,
            form=typed.form_of(told[0][1]),
            at=told[0][0],
            cells=typed.cells_of([one for _, one in told], intake.catalogue),
        )
        for paper, told in reversed(papers.items())
    )


def _paper_of(fact: PilotEvent | FloorEvent) -> str:
    """Return the paper that a fact is of, empty where it came from none."""
    return next((one.row for one in known_prints([(fact.event_id, "")])), "")


def _like(
    connection: Connection,
    organisation: str,
    events: Sequence[PilotEvent | FloorEvent],
    instead_of: str,
) -> str:
    """Return why a paper is likely here already; the one that it mends aside."""
    people = {one.person for one in events} - {""}
    there = came(connection, organisation, people)
    here = Here(one for one in there if not instead_of or _paper_of(one.fact) != instead_of)
    return next((str(one) for one in map(here.like, events) if one), "")


def _count(connection: Connection, intake: Intake, batch: str, now: datetime) -> None:
    """Remember how many papers there are in a batch."""
    n_papers = len({_paper_of(one) for _, one in facts_of_batch(connection, batch)})
    by = intake.by
    keep_batch(connection, batch, by.organisation, by.code, KEYED, "", n_papers, now)


def _today(connection: Connection, intake: Intake, now: datetime) -> Batch | None:
    for one in batches(connection, intake.by.organisation):
        same_day = day_of(one.imported_at) == day_of(now)
        if one.kind == KEYED and one.by == intake.by.code and same_day and not one.taken_back_at:
            return one
    return None


def _read(
    paper: str, form: Form, cells: Mapping[Target, str], setting: Setting
) -> tuple[list[PilotEvent | FloorEvent], list[tuple[Target, str]]]:
    events: list[PilotEvent | FloorEvent] = []
    problems: list[tuple[Target, str]] = []
    for n, (told_at, part) in enumerate(_parts(form, cells)):
        read = Reading(form, part, {}, setting)
        told = read.read()
        problems += [
            (told_at if target == Field.SEEN else target, why) for target, why in read.problems
        ]
        if told is not None:
            facts = hashlib.sha256(f"{paper}:{n}".encode()).hexdigest()[:20]
            events.append(read.event(told, Prints(row=paper, facts=facts).id))
    return events, problems


def _parts(form: Form, cells: Mapping[Target, str]) -> list[tuple[Target, dict[Target, str]]]:
    """Return the rows that a paper is: one, or one for each point of a card with a tick."""
    told = {target: text.strip() for target, text in cells.items() if text.strip()}
    if form.id != OBSERVATIONS:
        return [("", told)]
    points = {target: seen for target, seen in told.items() if target.startswith(typed.POINT)}
    same = {target: text for target, text in told.items() if target not in points}
    rows: list[tuple[Target, dict[Target, str]]] = []
    for target, seen in points.items() or [(Field.SEEN.value, "")]:
        point = {Field.POINT.value: target.removeprefix(typed.POINT), Field.SEEN.value: seen}
        rows.append((target, {**same, **(point if points else {})}))
        same = {name: text for name, text in same.items() if name != Field.WORDS}
    return rows
