"""Who was erased, told to nobody: keyed hashes, in the database and in a file beside it.

A backup that is put back brings erased people back, and an older list of the erased with it. So
the list stands a second time in a file outside the database, ``gewist.txt`` in the data folder,
that no backup of the database overwrites. A hash says nothing without the server's secret, and
only whether a code that one knows already was erased.
"""

import hmac
import os
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import Connection, delete, insert, select

from wpo.errors import SetupError
from wpo.store import tables
from wpo.store.database import aware

LIST_NAME = "gewist.txt"
LIST_KEPT = timedelta(days=400)  # a backup is kept for a year at most

_LINE = re.compile(r"([0-9a-f]{64}) (\S+)")
_HEAD = re.compile(r"# wpo gewist, sleutel ([0-9a-f]{16})")


def list_key(secret: bytes) -> bytes:
    """Return the key of the hashes, made of the server's secret."""
    return hmac.digest(secret, b"wpo gewist", "sha256")


def code_hash(key: bytes, code: str) -> str:
    """Return what is kept of a code."""
    return hmac.digest(key, code.encode(), "sha256").hex()


def remember_erased(connection: Connection, key: bytes, code: str, now: datetime) -> None:
    """Write down that somebody is erased; of a second time only the newest counts."""
    table, hash_ = tables.erased, code_hash(key, code)
    connection.execute(delete(table).where(table.c.code_hash == hash_))
    connection.execute(insert(table).values(code_hash=hash_, erased_at=now))


def was_erased(connection: Connection, key: bytes, code: str) -> bool:
    """Tell whether this code is of somebody who was erased and is not here again."""
    table, person = tables.erased, tables.person
    here = connection.scalar(select(person.c.code).where(person.c.code == code))
    hash_ = select(table.c.code_hash).where(table.c.code_hash == code_hash(key, code))
    return here is None and connection.scalar(hash_) is not None


def join_lists(
    connection: Connection, key: bytes, file: Path, now: datetime
) -> Mapping[str, datetime]:
    """Let table and file hold the same: all that either knows and that is not too old.

    Call it inside ``writing``, whose lock keeps two workers from writing the file at once.

    Returns
    -------
    mapping of str to datetime
        When (aware UTC) each of the hashes was erased.

    Raises
    ------
    SetupError
        If the file cannot be read or written, or was made with another secret.
    """
    table = tables.erased
    rows = connection.execute(select(table))
    here = {row.code_hash: aware(row.erased_at) for row in rows}
    there = read_list(file, key)
    both = {one: max(lists[one] for lists in (here, there) if one in lists) for one in here | there}
    young = {one: at for one, at in sorted(both.items()) if at > now - LIST_KEPT}
    if young != here:
        connection.execute(delete(table))
        lines = [{"code_hash": one, "erased_at": at} for one, at in young.items()]
        if lines:
            connection.execute(insert(table), lines)
    if young != there:
        _write(file, key, young)
    return young


def read_list(file: Path, key: bytes) -> dict[str, datetime]:
    """Return what a list says; a file that is not there says nothing.

    Raises
    ------
    SetupError
        If it cannot be read, or was made with another secret.
    """
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise SetupError(f"{file} is niet te lezen. Zet een leesbare kopie terug.") from error
    head = _HEAD.fullmatch(lines[0]) if lines else None
    if head is None or head[1] != _mark(key):
        raise SetupError(
            f"{file} hoort bij een ander geheim van de server, dus wie gewist is komt met een oude "
            "back-up terug. Zet het oude WPO_SECRET (of data/server.key) terug. Zijn er geen "
            "back-ups van voor die tijd meer? Gooi het bestand dan weg."
        )
    return dict(_read(file, number, line) for number, line in enumerate(lines[1:], start=2))


def _read(file: Path, number: int, line: str) -> tuple[str, datetime]:
    found = _LINE.fullmatch(line)
    try:
        at = datetime.fromisoformat(found[2]) if found else None
    except ValueError:
        at = None
    if found is None or at is None or at.tzinfo is None:
        raise SetupError(f"{file}:{number}: deze regel is niet te lezen. Zet een kopie terug.")
    return found[1], at.astimezone(UTC)


def _mark(key: bytes) -> str:
    """Return what tells a list with another key, and nothing about the key."""
    return code_hash(key, "")[:16]


def _write(file: Path, key: bytes, erased: Mapping[str, datetime]) -> None:
    """Write the list whole or not at all, and on the disk before it counts."""
    lines = [f"# wpo gewist, sleutel {_mark(key)}"]
    lines += [f"{one} {at.isoformat()}" for one, at in erased.items()]
    half = file.with_name(f"{file.name}.half")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        half.touch(mode=0o600)
        with half.open("w", encoding="utf-8") as writer:
            writer.write("\n".join([*lines, ""]))
            writer.flush()
            os.fsync(writer.fileno())
        half.replace(file)
    except OSError as error:
        raise SetupError(f"{file} is niet te schrijven: {error.strerror}.") from error
