"""Write an extract: a folder that is there whole or not at all, changed by nobody by mistake."""

import fcntl
import json
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import duckdb
import pandas as pd

from wpo.catalogue.hashing import assignment_hash
from wpo.catalogue.loading import Catalogue
from wpo.catalogue.openanswers import read_code_book
from wpo.errors import ExtractRefused
from wpo.model.months import day_of
from wpo.pilot.extract.making import Made, named
from wpo.pilot.extract.reading import (
    CODEBOOK,
    MANIFEST,
    Extract,
    content_hash,
    file_hash,
    folder_name,
    open_extract,
)
from wpo.pilot.extract.rules.cells import FEWEST
from wpo.pilot.extract.rules.profiles import BAND
from wpo.pilot.research_set import TABLES

READ_ONLY, READ_ONLY_FOLDER = 0o440, 0o550  # and nobody outside the group
HALF = ".wpo-extract-half-"

RULES = (
    f"Elke cel van organisatie en opdracht heeft {FEWEST} mensen of meer, of staat onder *.",
    "Onder * staan minstens twee organisaties, en geen som zegt hoeveel een van hen had. Soms "
    "staat er door loting een organisatie meer dan nodig is.",
    f"Organisatie, rol, werk en eerste weken samen gelden voor {FEWEST} mensen of meer.",
    f"Elke week van een cel heeft {FEWEST} mensen of meer; anders staan weken samen. Onder * is "
    "het de week waarin het testen begon.",
    f"Nieuw sinds de set hiervoor is altijd iets van {FEWEST} mensen of meer, of van niemand.",
    "Woorden staan er alleen als iemand ze heeft nagelezen.",
    "Nummers van mensen gelden alleen in deze set; onder * ook alleen bij die opdracht, en in de "
    "tabel people alleen daar.",
    "Oudere sets moeten weg: wie er twee heeft ziet wie er is gewist.",
)
LIMITS = (
    "Deze set is niet anoniem. Wie van iemand weet wat en wanneer die oefende, kan in een "
    "organisatie met een letter de rijen van die mens vinden. Probeer dat niet, en geef de set "
    "niet door.",
    "Wie twee sets heeft, kan gelijke rijen bij elkaar zoeken. Daarom is het verschil van twee "
    f"sets altijd iets van {FEWEST} mensen of meer; alleen wie is gewist verdwijnt meteen.",
)


def write(
    made: Made,
    catalogue: Catalogue,
    folder: Path,
    remember: Callable[[Made], None],
) -> Extract:
    """Write a set below ``folder`` and return it.

    Parameters
    ----------
    remember
        Keeps in the store what was shown. It is called when all tables are on the disk, and before
        the manifest: so a set that anybody can read is always remembered.

    Raises
    ------
    ExtractRefused
        If it cannot be written whole; nothing of it stays behind.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _sweep(folder)
        half = Path(mkdtemp(prefix=HALF, dir=folder))
    except OSError as error:
        raise ExtractRefused(
            f"{folder} is niet te beschrijven: {error.strerror}. Kies een andere map, of geef "
            "uzelf het recht om er te schrijven."
        ) from error
    try:
        with _held(half):
            manifest = _write_all(made, catalogue, half)
            whole = folder / manifest["name"]
            if whole.exists():
                raise ExtractRefused(f"{whole} bestaat al. Er is niets geschreven.")
            remember(named(made, whole.name))
            _seal(half, manifest)
            half.rename(whole)
            _sync(folder)
    except (OSError, duckdb.Error) as error:
        said = getattr(error, "strerror", None) or str(error).splitlines()[0]
        raise ExtractRefused(
            f"De set past niet of is niet te schrijven in {folder}: {said}. Maak ruimte en start "
            "`wpo extract` opnieuw."
        ) from error
    finally:
        _remove(half)
    return open_extract(whole)


@contextmanager
def _held(half: Path) -> Iterator[None]:
    """Hold a folder while it is being filled: when this process ends, the lock goes with it."""
    descriptor = os.open(half, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _sweep(folder: Path) -> None:
    """Remove what processes that were killed left behind: rows about people that nobody guards."""
    for half in folder.glob(f"{HALF}*"):
        descriptor = os.open(half, os.O_RDONLY)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            continue  # somebody is filling it now
        else:
            _remove(half)
        finally:
            os.close(descriptor)


def _remove(half: Path) -> None:
    if half.exists():
        half.chmod(0o700)
        shutil.rmtree(half, ignore_errors=True)


def _write_all(made: Made, catalogue: Catalogue, half: Path) -> dict[str, Any]:
    """Write every file but the manifest, and return what that is to say."""
    with duckdb.connect(":memory:") as connection:
        connection.execute("SET threads = 1")  # keeps the order of the rows
        for name, frame in made.frames.items():
            _write_table(connection, half / f"{name}.parquet", name, frame)
    _write_json(half / CODEBOOK, codebook(catalogue))
    for file in half.iterdir():
        _sync(file)
    manifest = _manifest(made, catalogue, half)
    hash_ = content_hash(manifest)
    return manifest | {"hash": hash_, "name": folder_name(day_of(made.made.made_at), hash_)}


def _seal(half: Path, manifest: Mapping[str, Any]) -> None:
    """Write the manifest, without which a folder is no set, and let nobody write any more."""
    _write_json(half / MANIFEST, manifest)
    for file in half.iterdir():
        file.chmod(READ_ONLY)
    _sync(half / MANIFEST)
    half.chmod(READ_ONLY_FOLDER)
    _sync(half)


def _write_table(
    connection: duckdb.DuckDBPyConnection, file: Path, name: str, frame: pd.DataFrame
) -> None:
    columns = ", ".join(
        f'CAST("{column}" AS {what.type}) AS "{column}"' for column, what in TABLES[name].items()
    )
    place = str(file).replace("'", "''")
    rows = f"SELECT {columns} FROM made"  # noqa: S608 - names of the research set
    connection.register("made", frame)
    connection.execute(f"COPY ({rows}) TO '{place}' (FORMAT parquet, COMPRESSION zstd)")


def _write_json(file: Path, what: Mapping[str, Any]) -> None:
    file.write_text(json.dumps(what, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def codebook(catalogue: Catalogue) -> dict[str, Any]:
    """Return what every column holds, every question of every questionnaire, and every code."""
    return {
        "tables": {
            name: {
                column: {"type": what.type, "holds": what.holds, "optional": what.optional}
                for column, what in columns.items()
            }
            for name, columns in TABLES.items()
        },
        "questionnaires": {
            name: {
                "title": one.title,
                "role": one.role,
                "items": [
                    {"id": item.id, "kind": item.kind, "text": item.text, "labels": item.labels}
                    for item in one.items
                ],
            }
            for name, one in catalogue.questionnaires.items()
        },
        "codes": [asdict(one) for one in read_code_book(catalogue.root, []).codes],
    }


def _manifest(made: Made, catalogue: Catalogue, half: Path) -> dict[str, Any]:
    frames = made.frames
    return {
        "date": day_of(made.made.made_at).isoformat(),
        "wpo": version("wpo"),
        "synthetic": made.is_synthetic,
        "weeks": {"first": made.weeks[0], "last": made.weeks[1]},
        "pilot": {
            "start": catalogue.test_plan.start.isoformat(),
            "weeks": catalogue.test_plan.n_weeks,
        },
        "parameters": {"fewest_people": FEWEST, "weeks_in_a_band": BAND},
        "rules": list(RULES),
        "limits": list(LIMITS),
        "content": {
            one.id: {"version": one.version, "hash": assignment_hash(one)}
            for one in catalogue.assignments.values()
        },
        "counts": {name: len(frame) for name, frame in frames.items()},
        "people": {str(role): len(those) for role, those in frames["people"].groupby("role")},
        "suppressed": [one.as_json() for one in made.suppressed],
        "older": list(made.older),
        "files": {file.name: file_hash(file) for file in sorted(half.iterdir()) if file.is_file()},
    }
