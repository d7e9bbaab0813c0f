"""Take facts about the opdrachten in, each once; read them back; take back what came with a file.

As with other facts, the client's ``event_id`` makes a repeat harmless, and what can never be true
is refused with a reason. On a screen people tell about themselves, and who guides somebody also
why that participant did not do an opdracht; paper, forms and mail are keyed in by somebody who may
do that for their own organisation.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any

from pydantic import Field, TypeAdapter
from sqlalchemy import Connection, Row, delete, insert, select, update

from wpo.model.people import LETS_IN, Person, Role
from wpo.model.pilot import PilotEvent, PilotFacts, Rated, Remarked
from wpo.store import tables
from wpo.store.database import aware
from wpo.store.floor import CLOCKS_DIFFER, MOST_IDS
from wpo.store.guidance import guided_by
from wpo.store.receipts import Receipt, sifted, told_row

# Who meets opdrachten, and tells about them on a screen.
TELLS_PILOT = frozenset({Role.PARTICIPANT, Role.TRAINER, Role.COACH})

# Who keys in what others wrote. Never the werkplekopleider: nobody should have to mind their words.
KEYS_IN = frozenset(Role) - {Role.PARTICIPANT, Role.TRAINER}

_FACTS: TypeAdapter[PilotFacts] = TypeAdapter(Annotated[PilotFacts, Field(discriminator="name")])


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Facts that came in together, with a file or in one sitting; ``kind`` says what it was.

    Moments are aware UTC; ``taken_back_at`` None: it stands.
    """

    batch: str
    organisation: str
    by: str
    kind: str
    file_hash: str
    n_rows: int
    imported_at: datetime
    taken_back_at: datetime | None = None


def take_in_pilot(
    connection: Connection, teller: Person, events: Sequence[PilotEvent], now: datetime
) -> Receipt:
    """Take a delivery of facts about opdrachten in. Call inside ``writing``.

    Everybody says once what they think of a version of an opdracht: on a second device the same is
    known already, and what was said first stands.

    Parameters
    ----------
    teller
        Who is logged in; only facts told, or keyed in, by this person are taken.
    events
        In any order; repeats are harmless.
    now
        Aware UTC, kept as the moment of receipt.
    """
    tellers = pilot_tellers(connection, [one.event_id for one in events])
    known = _Known(connection, teller, events, now)
    receipt, fresh = sifted(
        events, teller.code, tellers, lambda one: known.refuses(one, now), known.rates_again
    )
    append_pilot(connection, fresh, known.organisations | {"": teller.organisation}, now)
    return receipt


def append_pilot(
    connection: Connection,
    events: Sequence[PilotEvent],
    organisations: Mapping[str, str] | str,
    now: datetime,
) -> None:
    """Keep facts that are known to be true and not kept yet.

    ``organisations`` holds the organisation of each person (``""``: of nobody named), or is the
    organisation of all of them.
    """
    if not events:
        return
    rows = [
        told_row(
            one,
            organisations if isinstance(organisations, str) else organisations[one.person],
            now,
        )
        | {
            "assignment": one.assignment,
            "content_hash": one.content_hash,
            "source": one.source,
            "batch": one.batch,
            "facts": _FACTS.dump_python(one.facts, mode="json"),
        }
        for one in events
    ]
    connection.execute(insert(tables.pilot_event), rows)


def pilot_events(
    connection: Connection,
    organisations: Collection[str] | None = None,
    *,
    names: Collection[str] = (),
    batch: str | None = None,
    people: Collection[str] | None = None,
) -> list[tuple[str, PilotEvent]]:
    """Return facts with the organisation each is of, in the order of arrival.

    Of every organisation, or of these; of every kind, or with one of these names; however they
    came, or with one batch; of everybody, or of these people.
    """
    table = tables.pilot_event
    wanted = select(table).order_by(table.c.number)
    if organisations is not None:
        wanted = wanted.where(table.c.organisation.in_(sorted(organisations)))
    if names:
        wanted = wanted.where(table.c.name.in_(sorted(names)))
    if batch is not None:
        wanted = wanted.where(table.c.batch == batch)
    if people is not None:
        wanted = wanted.where(table.c.person.in_(sorted(people)))
    return [(row.organisation, _event(row)) for row in connection.execute(wanted)]


def pilot_events_by(
    connection: Connection, person: str, *, names: Collection[str] = ()
) -> tuple[PilotEvent, ...]:
    """Return what is kept of one person's own experience, in the order of arrival."""
    table = tables.pilot_event
    wanted = select(table).where(table.c.person == person).order_by(table.c.number)
    if names:
        wanted = wanted.where(table.c.name.in_(sorted(names)))
    return tuple(_event(row) for row in connection.execute(wanted))


def pilot_tellers(connection: Connection, ids: Collection[str]) -> dict[str, str]:
    """Return by whom each of these facts was told; of those that are kept."""
    table, wanted = tables.pilot_event, sorted(ids)
    return {
        row.event_id: row.told_by
        for start in range(0, len(wanted), MOST_IDS)
        for row in connection.execute(
            select(table.c.event_id, table.c.told_by).where(
                table.c.event_id.in_(wanted[start : start + MOST_IDS])
            )
        )
    }


def keep_batch(  # noqa: PLR0917 -- the columns of the table in their order
    connection: Connection,
    batch: str,
    organisation: str,
    by: str,
    kind: str,
    file_hash: str,
    n_rows: int,
    now: datetime,
) -> None:
    """Remember what came in together; one that was taken back stands again."""
    table = tables.import_batch
    values = {
        "organisation": organisation,
        "told_by": by,
        "kind": kind,
        "file_hash": file_hash,
        "n_rows": n_rows,
        "imported_at": now,
        "taken_back_at": None,
    }
    change = update(table).where(table.c.batch == batch).values(values)
    if connection.execute(change).rowcount == 0:
        connection.execute(insert(table).values(values | {"batch": batch}))


def batches(connection: Connection, organisation: str | None = None) -> tuple[Batch, ...]:
    """Return the batches of every organisation, or of one, the newest first."""
    table = tables.import_batch
    wanted = select(table).order_by(table.c.imported_at.desc(), table.c.batch)
    if organisation is not None:
        wanted = wanted.where(table.c.organisation == organisation)
    return tuple(
        Batch(
            batch=row.batch,
            organisation=row.organisation,
            by=row.told_by,
            kind=row.kind,
            file_hash=row.file_hash,
            n_rows=row.n_rows,
            imported_at=aware(row.imported_at),
            taken_back_at=aware(row.taken_back_at) if row.taken_back_at else None,
        )
        for row in connection.execute(wanted)
    )


def take_back(connection: Connection, batch: str, now: datetime) -> int:
    """Remove every fact that came with a batch, and what was made of it; return how many.

    What was removed may come again: its ids are free.
    """
    fact, one = tables.pilot_event, tables.import_batch
    if not batch:
        raise ValueError("batch: wat op een scherm is verteld hoort bij geen invoer")
    ids = select(fact.c.event_id).where(fact.c.batch == batch)
    for table in (tables.cleared_text, tables.given_code):
        connection.execute(delete(table).where(table.c.event_id.in_(ids)))
    n_rows = connection.execute(delete(fact).where(fact.c.batch == batch)).rowcount
    standing = (one.c.batch == batch) & one.c.taken_back_at.is_(None)
    connection.execute(update(one).where(standing).values(taken_back_at=now))
    return n_rows


class _Known:
    """What a teller may tell about: asked once for a whole delivery."""

    def __init__(
        self, connection: Connection, teller: Person, events: Iterable[PilotEvent], now: datetime
    ) -> None:
        person, text = tables.person, tables.text
        events = list(events)
        people = connection.execute(
            select(person).where(person.c.code.in_({one.person for one in events}))
        ).all()
        shown = connection.execute(
            select(text.c.assignment, text.c.hash).where(
                text.c.assignment.in_({one.assignment for one in events})
            )
        ).all()
        self.teller = teller
        self.organisations = {row.code: row.organisation for row in people}
        self.roles = {row.code: row.role for row in people}
        self.shown = {(row.assignment, row.hash) for row in shown}
        self.assignments = {row.assignment for row in shown}
        asked = tables.question_text
        rows = connection.execute(
            select(asked.c.text_hash, asked.c.question).where(
                asked.c.text_hash.in_({one.content_hash for one in events})
            )
        )
        self.guided = {one.participant for one in guided_by(connection, teller.code, now)}
        self.places = {(row.text_hash, row.question) for row in rows}
        self.rated = {
            (one.assignment, one.content_hash, one.facts.questionnaire)
            for one in pilot_events_by(connection, teller.code, names=("rated",))
            if isinstance(one.facts, Rated) and one.source == "scherm"
        }

    def refuses(self, event: PilotEvent, now: datetime) -> str:
        """Return why this can never be true, or nothing."""
        if event.occurred_at > now + CLOCKS_DIFFER:
            return "occurred_at: dit moment is nog niet geweest. Kijk of de klok goed staat."
        return self._wrong_teller(event) or self._wrong_text(event)

    def _wrong_teller(self, event: PilotEvent) -> str:
        """Return why the teller cannot tell this, or nothing."""
        role = self.teller.role
        if event.by != self.teller.code:
            return "Dit is een feit van een ander."
        if event.source != "scherm":
            if role not in KEYS_IN:
                return f"source: een {role.value} voert niets in voor een ander."
            return self._wrong_person(event)
        if event.is_of_another:
            return "" if event.person in self.guided else "person: je begeleidt deze persoon niet."
        if event.as_role is not role:
            return "Dit is een feit van een ander."
        return "" if role in TELLS_PILOT else f"facts: dit kan een {role.value} niet zeggen."

    def _wrong_text(self, event: PilotEvent) -> str:
        """Return why nobody here can tell about this text, or nothing."""
        if event.assignment not in self.assignments:
            return "assignment: deze opdracht is hier niet bekend."
        if event.content_hash and (event.assignment, event.content_hash) not in self.shown:
            return "content_hash: deze tekst is hier nooit getoond."
        place = event.facts.place if isinstance(event.facts, Remarked) else ""
        if place and event.content_hash and (event.content_hash, place) not in self.places:
            return "place: deze vraag staat niet in deze opdracht."
        return ""

    def rates_again(self, event: PilotEvent) -> bool:
        """Tell whether the teller said what they think of this version before, on a screen."""
        if event.source != "scherm" or not isinstance(event.facts, Rated):
            return False
        version = (event.assignment, event.content_hash, event.facts.questionnaire)
        again = version in self.rated
        self.rated.add(version)
        return again

    def _wrong_person(self, event: PilotEvent) -> str:
        """Return why this cannot be about whom it names, or nothing; it may name nobody."""
        if not event.person:
            return ""
        organisation = self.organisations.get(event.person)
        of_all = self.teller.role not in LETS_IN
        if organisation is None or not (of_all or organisation == self.teller.organisation):
            return "person: deze persoon hoort niet bij jouw organisatie."
        if self.roles[event.person] != event.as_role.value:
            return "as_role: deze persoon heeft hier een andere rol."
        return ""


def _event(row: Row[Any]) -> PilotEvent:
    return PilotEvent(
        event_id=row.event_id,
        # The clock of a device may run ahead: no fact happened after it was received.
        occurred_at=min(aware(row.occurred_at), aware(row.received_at)),
        person=row.person,
        by=row.told_by,
        as_role=Role(row.as_role),
        assignment=row.assignment,
        content_hash=row.content_hash,
        source=row.source,
        batch=row.batch,
        facts=_FACTS.validate_python(row.facts),
    )
