"""Cleared texts and the codes that coders gave: the only way from the store to a page of coding.

Whoever codes is no one who may read about people. So this module hands out words that somebody
cleared, and codes; no person, no organisation, no role, and no text that nobody cleared. What
another coder gave to a text stays closed until both coded all that both are to code.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select

from wpo.errors import SetupError
from wpo.model.people import Role
from wpo.store import tables

Key = tuple[str, str]  # event id, item
AGREED = "samen"  # stands as coder of the codes on which two settled after talking; no person


@dataclass(frozen=True, slots=True, kw_only=True)
class ClearedText:
    """Words that may be quoted, about an opdracht."""

    key: Key
    assignment: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Coded:
    """What is coded so far, as seen by one coder.

    Attributes
    ----------
    own
        The codes that this coder gave, by text.
    others
        How many other coders coded a text. Not what they gave.
    """

    own: Mapping[Key, frozenset[str]]
    others: Mapping[Key, int]


def check_coder(connection: Connection, code: str) -> None:
    """See to it that whoever asks is an onderzoeker now.

    Raises
    ------
    SetupError
        If not.
    """
    person = tables.person
    role = connection.scalar(select(person.c.role).where(person.c.code == code))
    if role != Role.RESEARCHER.value:
        raise SetupError("Deze pagina is voor onderzoekers. Log opnieuw in.")


def cleared_texts(connection: Connection, coder: str) -> tuple[ClearedText, ...]:
    """Return every text with words that may be quoted, ordered by key."""
    check_coder(connection, coder)
    cleared, fact = tables.cleared_text, tables.pilot_event
    rows = connection.execute(
        select(cleared.c.event_id, cleared.c.item, cleared.c.words, fact.c.assignment)
        .join(fact, fact.c.event_id == cleared.c.event_id)
        .where(cleared.c.words != "")
        .order_by(cleared.c.event_id, cleared.c.item)
    )
    return tuple(
        ClearedText(key=(row.event_id, row.item), assignment=row.assignment, words=row.words)
        for row in rows
    )


def coded(connection: Connection, coder: str) -> Coded:
    """Return what is coded, as this coder may see it while coding goes on."""
    check_coder(connection, coder)
    given = _given(connection)
    return Coded(
        own={key: codes[coder] for key, codes in given.items() if coder in codes},
        others={key: len(set(codes) - {coder}) for key, codes in given.items()},
    )


def give_codes(
    connection: Connection, coder: str, key: Key, codes: Collection[str], now: datetime
) -> bool:
    """Keep the codes that a coder gives to a text. Call inside ``writing``.

    Returns
    -------
    bool
        False where this coder coded it before, it is not cleared (any more), or there is no code
        to give; then nothing changes.
    """
    check_coder(connection, coder)
    cleared, given = tables.cleared_text, tables.given_code
    event_id, item = key
    may_be_read = select(cleared.c.item).where(
        cleared.c.event_id == event_id, cleared.c.item == item, cleared.c.words != ""
    )
    before = select(given.c.code).where(
        given.c.event_id == event_id, given.c.item == item, given.c.coder == coder
    )
    if not codes or connection.execute(may_be_read).first() is None:
        return False
    if connection.execute(before).first() is not None:
        return False
    rows = [
        {"event_id": event_id, "item": item, "coder": coder, "code": code, "given_at": now}
        for code in sorted(set(codes))
    ]
    connection.execute(insert(given), rows)
    return True


def compared(
    connection: Connection, coder: str, both_code: Collection[Key]
) -> Mapping[Key, tuple[frozenset[str], ...]] | None:
    """Return the codes of every text that two or more coders coded, without who gave which.

    Parameters
    ----------
    both_code
        The texts that two coders are to code.

    Returns
    -------
    mapping or None
        None until each of those is coded by two: what another gave would lead whoever still codes.
    """
    check_coder(connection, coder)
    given = _given(connection)
    if not both_code or any(len(given.get(key, ())) < 2 for key in both_code):
        return None
    return {
        key: tuple(codes[one] for one in sorted(codes))
        for key, codes in given.items()
        if len(codes) > 1
    }


def settle(
    connection: Connection, coder: str, key: Key, codes: Collection[str], now: datetime
) -> bool:
    """Keep the codes on which two coders settled. Call inside ``writing``.

    What each gave before stays: how far they agreed is about that.

    Returns
    -------
    bool
        False where fewer than two coded it, it was settled before, or there is no code to keep;
        then nothing changes.
    """
    check_coder(connection, coder)
    n_coders = len(_given(connection).get(key, ()))
    if not codes or n_coders < 2 or key in settled(connection, coder):
        return False
    event_id, item = key
    rows = [
        {"event_id": event_id, "item": item, "coder": AGREED, "code": code, "given_at": now}
        for code in sorted(set(codes))
    ]
    connection.execute(insert(tables.given_code), rows)
    return True


def settled(connection: Connection, coder: str) -> Mapping[Key, frozenset[str]]:
    """Return the codes on which two coders settled, by text."""
    check_coder(connection, coder)
    return {key: codes[AGREED] for key, codes in _all(connection).items() if AGREED in codes}


def _given(connection: Connection) -> dict[Key, dict[str, frozenset[str]]]:
    """Return the codes of every text, by coder: of texts that are still cleared, before talking."""
    found = {
        key: {coder: codes for coder, codes in by_coder.items() if coder != AGREED}
        for key, by_coder in _all(connection).items()
    }
    return {key: by_coder for key, by_coder in found.items() if by_coder}


def _all(connection: Connection) -> dict[Key, dict[str, frozenset[str]]]:
    """Return all that is kept of texts that are still cleared."""
    given, cleared = tables.given_code, tables.cleared_text
    rows = connection.execute(
        select(given.c.event_id, given.c.item, given.c.coder, given.c.code)
        .join(
            cleared,
            (cleared.c.event_id == given.c.event_id) & (cleared.c.item == given.c.item),
        )
        .where(cleared.c.words != "")
    )
    found: dict[Key, dict[str, frozenset[str]]] = {}
    for row in rows:
        of_text = found.setdefault((row.event_id, row.item), {})
        of_text[row.coder] = of_text.get(row.coder, frozenset()) | {row.code}
    return found
