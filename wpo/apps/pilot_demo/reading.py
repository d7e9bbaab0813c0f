"""The made-up researchers read the open answers: most are cleared, two people give codes.

Some stay unread, so that the screens for reading and coding have something to do.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import Any

from sqlalchemy import Connection, insert

from wpo.apps.pilot_demo.cast import pilot_team
from wpo.catalogue.loading import Catalogue
from wpo.catalogue.questionnaires import Questionnaire
from wpo.model.pilot import PilotEvent, Rated, Remarked
from wpo.pilot.scanning import Lists, masked, scan
from wpo.store import tables

READ = 0.85
CODED_TWICE = 0.45
HARM = "naar"
AGREES = 0.85  # how often the second coder sees the same

_CODES: Mapping[str, str] = {
    "snap_niet": "tekst",
    "woord": "woord",
    "plaatje": "beeld",
    "antwoord": "antwoord",
    "techniek": "techniek",
    "vervelend": HARM,
    "anders": "goed",
}
# Parts of what staff write, and what that is about.
_ABOUT: tuple[tuple[str, str], ...] = (
    ("voorbeeld uit de productie", "herkenbaar"),
    ("lijken te veel", "antwoord"),
    ("werkvloer", "begeleiding"),
    ("graag meer", "goed"),
    ("woord", "woord"),
    ("veel tijd", "tijd"),
    ("plaatje", "beeld"),
    ("lang", "tekst"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Text:
    event_id: str
    item: str
    words: str
    code: str


def read_and_code(
    connection: Connection,
    told: Sequence[PilotEvent],
    catalogue: Catalogue,
    lists: Lists,
    chance: Random,
    *,
    now: datetime,
) -> int:
    """Clear most of what was written and give it codes; return how many texts there are."""
    one, other = pilot_team()
    ids = catalogue.code_book.ids
    mistaken = [one for one in ids if one != HARM]  # nobody reads harm where none is told
    cleared: list[dict[str, Any]] = []
    given: list[dict[str, Any]] = []
    texts = list(_texts(told, catalogue.questionnaires))
    for text in texts:
        if chance.random() >= READ:
            continue
        key = {"event_id": text.event_id, "item": text.item}
        words = _readable(text.words, lists)
        cleared.append(key | {"words": words, "cleared_by": one.code, "cleared_at": now})
        if text.code not in ids:
            continue
        given.append(key | {"coder": one.code, "code": text.code, "given_at": now})
        if chance.random() < CODED_TWICE:
            code = text.code if chance.random() < AGREES else chance.choice(mistaken)
            given.append(key | {"coder": other.code, "code": code, "given_at": now})
    for table, rows in ((tables.cleared_text, cleared), (tables.given_code, given)):
        if rows:
            connection.execute(insert(table), rows)
    return len(texts)


def _texts(
    told: Sequence[PilotEvent], questionnaires: Mapping[str, Questionnaire]
) -> Iterator[_Text]:
    for event in told:
        match event.facts:
            case Remarked(kind=kind, words=words) if words:
                yield _Text(event_id=event.event_id, item="", words=words, code=_CODES[kind])
            case Rated(questionnaire=name, answers=answers):
                is_open = {one.id for one in questionnaires[name].items if one.is_open}
                for answer in answers:
                    if answer.item in is_open:
                        yield _Text(
                            event_id=event.event_id,
                            item=answer.item,
                            words=answer.words,
                            code=_about(answer.words),
                        )


def _about(words: str) -> str:
    return next((code for part, code in _ABOUT if part in words), "anders")


def _readable(words: str, lists: Lists) -> str:
    """Return the words without what tells who it is about or how that person is."""
    for finding in reversed(scan(words, lists)):
        words = masked(words, finding)
    return words
