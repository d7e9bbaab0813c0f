"""Erase somebody: everything or nothing, at once, and again after an old backup.

Of a participant goes every row about them, whoever told it. Of a member of staff goes everything
about themselves; what they told about participants is the history of those participants and stays,
told by ``gewist-<role>``, and so does what they thought of an opdracht. See
:mod:`wpo.store.counting` for the totals that stay, and :mod:`wpo.store.erased` for what is
remembered.
"""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, Engine, PoolProxiedConnection, delete, select, update

from wpo.errors import SetupError
from wpo.store import tables
from wpo.store.counting import keep_counts
from wpo.store.database import aware, writing
from wpo.store.erased import code_hash, join_lists, remember_erased
from wpo.store.forgetting import ANONYMOUS, forget_teller
from wpo.store.traces import codes_kept, rows_about, tables_with_people


def erase(connection: Connection, code: str, now: datetime, *, key: bytes) -> bool:
    """Erase a person. Call inside ``writing``: all of it is kept, or nothing.

    Parameters
    ----------
    key
        Of the list of the erased; see :func:`wpo.store.erased.list_key`.

    Returns
    -------
    bool
        Whether there was anything to erase; a second time changes nothing.
    """
    _keep_counts(connection, code)
    fact = tables.floor_event
    told = (fact.c.told_by == code) & (fact.c.person != code)
    anonymous = update(fact).where(told).values(told_by=ANONYMOUS + fact.c.as_role)
    n_rows = connection.execute(anonymous).rowcount + forget_teller(connection, code)
    for table in reversed(tables_with_people()):
        n_rows += connection.execute(delete(table).where(rows_about(table, code))).rowcount
    if n_rows:
        remember_erased(connection, key, code, now)
    return n_rows > 0


def erase_now(engine: Engine, code: str, now: datetime, *, key: bytes, file: Path) -> bool:
    """Erase a person in a transaction of its own; :func:`sweep_due` then cleans the disk.

    Parameters
    ----------
    file
        The list of the erased outside the database.

    Returns
    -------
    bool
        Whether there was anything to erase.

    Raises
    ------
    StoreError
        If nothing could be erased.
    """
    with writing(engine) as connection:
        done = erase(connection, code, now, key=key)
        if done:
            _remember_to_sweep(file)
    with writing(engine) as connection:
        join_lists(connection, key, file, now)
    return done


def erase_again(engine: Engine, now: datetime, *, key: bytes, file: Path) -> int:
    """Erase whoever an old backup brought back; return how many that were.

    Somebody who was made with the same code after that erasing is somebody new, and stays.
    """
    with writing(engine) as connection:
        erased = join_lists(connection, key, file, now)
        back = _came_back(connection, key, erased) if erased else []
        for code, erased_at in back:
            erase(connection, code, erased_at, key=key)
        if back:
            _remember_to_sweep(file)
    sweep_due(engine, file)
    return len(back)


def sweep_due(engine: Engine, file: Path) -> bool:
    """Clean the disk if an erasing still waits for it; tell whether none does any more.

    What waits is remembered beside the list of the erased (``file``), so that a server which is
    killed in between does it at its next start.
    """
    due = _due(file)
    if not due.exists():
        return True
    done = sweep(engine)
    if done:
        due.unlink(missing_ok=True)
    return done


def sweep(engine: Engine) -> bool:
    """Let the database write over what was deleted; tell whether all of it is done.

    SQLite writes its file anew and empties the journal beside it. PostgreSQL takes deleted rows
    out of its pages, and makes its statistics anew, which hold values of rows. Where another is
    busy for too long, it is not done.
    """
    if engine.dialect.name == "sqlite" and engine.url.database in {None, "", ":memory:"}:
        return True
    connection = engine.raw_connection()
    connection.detach()  # what is set on it now is for no other transaction
    try:
        if engine.dialect.name == "sqlite":
            return _sweep_sqlite(connection)
        connection.dbapi_connection.autocommit = True  # type: ignore[union-attr]
        names = ", ".join(one.name for one in tables_with_people())
        connection.cursor().execute(f"VACUUM (ANALYZE) {names}")
    except engine.dialect.loaded_dbapi.Error:
        return False
    else:
        return True
    finally:
        connection.close()


def _due(file: Path) -> Path:
    return file.with_suffix(".vegen")


def _remember_to_sweep(file: Path) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        _due(file).touch(mode=0o600)
    except OSError as error:
        raise SetupError(f"{_due(file)} is niet te schrijven: {error.strerror}.") from error


def _sweep_sqlite(connection: PoolProxiedConnection) -> bool:
    cursor = connection.cursor()
    cursor.execute("VACUUM")
    cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    answer = cursor.fetchone()
    return answer is not None and answer[0] == 0


def _keep_counts(connection: Connection, code: str) -> None:
    table = tables.floor_event
    where = select(table.c.organisation).where(table.c.person == code).distinct()
    for organisation in connection.scalars(where).all():
        keep_counts(connection, organisation, code)


def _came_back(
    connection: Connection, key: bytes, erased: Mapping[str, datetime]
) -> list[tuple[str, datetime]]:
    person = tables.person
    rows = connection.execute(select(person.c.code, person.c.created_at))
    made_at = {row.code: aware(row.created_at) for row in rows}
    hashes = {code: code_hash(key, code) for code in codes_kept(connection)}
    return [
        (code, erased[hash_])
        for code, hash_ in sorted(hashes.items())
        if hash_ in erased and (code not in made_at or made_at[code] <= erased[hash_])
    ]
