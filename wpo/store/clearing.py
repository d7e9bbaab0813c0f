"""Own words of people, one text at a time, for whoever reads them before they may be quoted.

Whoever reads them learns neither whose words these are nor of which organisation: neither leaves
this module. A text is decided on once: a second decision, from another tab or by somebody else,
changes nothing.
"""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select

from wpo.store import tables

# The name of the open question of a remark, which has none.
REMARK = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenText:
    """Somebody's own words about an opdracht; ``item`` is the open question, or ``REMARK``."""

    event_id: str
    item: str
    assignment: str
    words: str

    @property
    def key(self) -> tuple[str, str]:
        """What tells this text from all others."""
        return self.event_id, self.item


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How many texts wait, may be quoted, and may not."""

    waiting: int
    quoted: int
    kept_back: int


def texts_to_clear(
    connection: Connection, *, places: Collection[tuple[str, str]] = ()
) -> tuple[OpenText, ...]:
    """Return every text that nobody decided on, in an order that says nothing about people.

    Parameters
    ----------
    places
        Questionnaire and item of questions whose "words" name a place in the opdracht.
    """
    known = {(row.event_id, row.item) for row in connection.execute(select(tables.cleared_text))}
    found = [one for one in _texts(connection, places) if one.key not in known]
    return tuple(sorted(found, key=_shuffled))


def progress(connection: Connection, *, places: Collection[tuple[str, str]] = ()) -> Progress:
    """Return how far the reading is."""
    table = tables.cleared_text
    kept_back = func.count().filter(table.c.words == "")
    row = connection.execute(select(func.count(), kept_back).select_from(table)).one()
    return Progress(
        waiting=len(texts_to_clear(connection, places=places)),
        quoted=row[0] - row[1],
        kept_back=row[1],
    )


def clear(connection: Connection, text: OpenText, words: str, by: str, now: datetime) -> bool:
    """Keep what may be quoted of a text; no words: nothing. Call inside ``writing``.

    Returns
    -------
    bool
        False where it was decided on before, or is not there any more; then nothing changes.
    """
    table, fact = tables.cleared_text, tables.pilot_event
    of_text = (table.c.event_id == text.event_id) & (table.c.item == text.item)
    is_there = select(fact.c.event_id).where(fact.c.event_id == text.event_id)
    if connection.execute(is_there).first() is None:
        return False
    if connection.execute(select(table.c.item).where(of_text)).first() is not None:
        return False
    connection.execute(
        insert(table).values(
            event_id=text.event_id,
            item=text.item,
            words=words.strip(),
            cleared_by=by,
            cleared_at=now,
        )
    )
    return True


def reopen(connection: Connection, key: tuple[str, str], by: str) -> bool:
    """Undo one's own decision, unless somebody coded the text since; tell whether it was undone."""
    table, code = tables.cleared_text, tables.given_code
    event_id, item = key
    coded = select(code.c.code).where(code.c.event_id == event_id, code.c.item == item)
    if connection.execute(coded).first() is not None:
        return False
    own = (table.c.event_id == event_id) & (table.c.item == item) & (table.c.cleared_by == by)
    return connection.execute(delete(table).where(own)).rowcount > 0


def words_to_avoid(connection: Connection) -> tuple[frozenset[str], frozenset[str]]:
    """Return all first names and all names of organisations here, without whose they are."""
    names = connection.scalars(select(tables.first_name.c.name).distinct())
    companies = connection.scalars(select(tables.organisation.c.label).distinct())
    return frozenset(names), frozenset(companies)


def _texts(connection: Connection, places: Collection[tuple[str, str]]) -> list[OpenText]:
    fact = tables.pilot_event
    told = select(fact.c.event_id, fact.c.name, fact.c.assignment, fact.c.facts).where(
        fact.c.name.in_(("rated", "remarked"))
    )
    return [
        OpenText(event_id=row.event_id, item=item, assignment=row.assignment, words=words)
        for row in connection.execute(told)
        for item, words in _words_of(row, places)
        if words.strip()
    ]


def _words_of(row: Any, places: Collection[tuple[str, str]]) -> list[tuple[str, str]]:
    if row.name == "remarked":
        return [(REMARK, row.facts.get("words", ""))]
    questionnaire = row.facts["questionnaire"]
    return [
        (one["item"], one.get("words", ""))
        for one in row.facts["answers"]
        if (questionnaire, one["item"]) not in places
    ]


def _shuffled(text: OpenText) -> str:
    return hashlib.sha256("/".join(text.key).encode()).hexdigest()
