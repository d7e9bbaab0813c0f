"""The second step of participants: two of nine pictures, in order, known by heart.

It keeps a found card from working at once; it is no strong secret (72 ways), so five wrong tries
make the card wait.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Engine, select, update

from wpo.store import tables
from wpo.store.database import writing
from wpo.store.passwords import fits, hash_password, outdated
from wpo.store.tries import give_back_try, locked, take_try

NUMBER, SHOWN = 2, 9  # pictures to tap, and pictures to choose from


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureKey:
    """What somebody is asked after the card.

    Attributes
    ----------
    nine
        Names of the things in the pictures; empty until they were dealt.
    chosen
        False as long as this person still has to choose two.
    waits
        There were too many wrong tries just now.
    """

    nine: tuple[str, ...]
    chosen: bool
    waits: bool


def picture_key_of(connection: Connection, code: str, now: datetime) -> PictureKey | None:
    """Return what somebody is asked after the card, or None where the card is enough."""
    table = tables.picture_key
    row = connection.execute(select(table).where(table.c.person == code)).first()
    if row is None:
        return None
    return PictureKey(
        nine=tuple(row.nine), chosen=bool(row.hash), waits=locked(row.locked_until, now)
    )


def deal_pictures(connection: Connection, code: str, nine: Sequence[str]) -> None:
    """Keep which nine pictures somebody chooses from; nothing changes once two were chosen."""
    table = tables.picture_key
    connection.execute(
        update(table).where(table.c.person == code, table.c.hash == "").values(nine=list(nine))
    )


def choose_pictures(engine: Engine, code: str, picked: Sequence[str]) -> bool:
    """Keep the two that somebody chose; slow, call it in a thread.

    Returns
    -------
    bool
        False, and nothing has changed, where these are not two different ones of the nine, or
        where two were chosen before.
    """
    chosen = hash_password(" ".join(picked))
    table = tables.picture_key
    with writing(engine) as connection:
        nine = connection.scalar(select(table.c.nine).where(table.c.person == code)) or ()
        if len(set(picked)) != NUMBER or len(picked) != NUMBER or not set(picked) <= set(nine):
            return False
        open_still = (table.c.person == code) & (table.c.hash == "")
        return connection.execute(update(table).where(open_still).values(hash=chosen)).rowcount == 1


def try_pictures(engine: Engine, code: str, picked: Sequence[str], now: datetime) -> bool:
    """Tell whether these are the two, in order; slow, call it in a thread."""
    table = tables.picture_key
    with writing(engine) as connection:
        judged = take_try(connection, table, code, now)
        kept = connection.scalar(select(table.c.hash).where(table.c.person == code))
    if not kept or not judged or not fits(kept, " ".join(picked)):
        return False
    with writing(engine) as connection:
        give_back_try(connection, table, code)
        if outdated(kept):
            connection.execute(
                update(table)
                .where(table.c.person == code, table.c.hash == kept)
                .values(hash=hash_password(" ".join(picked)))
            )
    return True
