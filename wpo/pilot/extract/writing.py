"""Write an extract: a folder that is there whole or not at all, and that nobody changes by mistake."""

import json
import os
import shutil
from collections.abc import Callable, Mapping
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
from wpo.pilot.extract.cells import FEWEST
from wpo.pilot.extract.making import Made, named
from wpo.pilot.extract.people import BAND
from wpo.pilot.extract.reading import (
    CODEBOOK,
    MANIFEST,
    Extract,
    content_hash,
    file_hash,
    folder_name,
    open_extract,
)
from wpo.pilot.research_set import TABLES

READ_ONLY, READ_ONLY_FOLDER = 0o444, 0o555

RULES = (
    f"Elke cel van organisatie en opdracht heeft {FEWEST} mensen of meer, of staat onder *.",
    "Onder * staan minstens twee organisaties, en hun som zegt niet wie hoeveel had.",
    f"Organisatie, rol, werk en eerste weken samen gelden voor {FEWEST} mensen of meer.",
    f"Elke week van een cel heeft {FEWEST} mensen of meer; anders staan weken samen.",
    f"Nieuw sinds de set hiervoor is altijd iets van {FEWEST} mensen of meer, of van niemand.",
    "Woorden staan er alleen als iemand ze heeft nagelezen.",
    "Nummers van mensen gelden alleen in deze set; onder * ook alleen bij die opdracht.",
    "Oudere sets moeten weg: wie er twee heeft ziet wie er is gewist.",
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
        Keeps in the store what was shown. It is called when everything is on the disk under
        another name: so a set that anybody can read is always remembered.

    Raises
    ------
    ExtractRefused
        If it cannot be written whole; nothing of it stays behind.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        half = Path(mkdtemp(prefix=".wpo-extract-half-", dir=folder))
    except OSError as error:
        raise ExtractRefused(f"{folder} is niet te beschrijven: {error.strerror}.") from error
    try:
        whole = folder / _write_all(made, catalogue, half)
        if whole.exists():
            raise ExtractRefused(f"{whole} bestaat al. Er is niets geschreven.")
        remember(named(made, whole.name))
        half.rename(whole)
        _sync(folder)
    except (OSError, duckdb.Error) as error:
        said = getattr(error, "strerror", None) or str(error).splitlines()[0]
        raise ExtractRefused(
            f"De set past niet of is niet te schrijven in {folder}: {said}. Maak ruimte en start "
            "`wpo extract` opnieuw."
        ) from error
    finally:
        if half.exists():
            half.chmod(0o700)
            shutil.rmtree(half, ignore_errors=True)
    return open_extract(whole)


def _write_all(made: Made, catalogue: Catalogue, half: Path) -> str:
    """Write every file, read-only and on the disk, and return what the folder is to be called."""
    for name, frame in made.frames.items():
        _write_table(half / f"{name}.parquet", name, frame)
    _write_json(half / CODEBOOK, codebook(catalogue))
    manifest = _manifest(made, catalogue, half)
    hash_ = content_hash(manifest)
    name = folder_name(day_of(made.made.made_at), hash_)
    _write_json(half / MANIFEST, manifest | {"hash": hash_, "name": name})
    for file in half.iterdir():
        file.chmod(READ_ONLY)
        _sync(file)
    half.chmod(READ_ONLY_FOLDER)
    _sync(half)
    return name


def _write_table(file: Path, name: str, frame: pd.DataFrame) -> None:
    columns = ", ".join(
        f'CAST("{column}" AS {what.type}) AS "{column}"' for column, what in TABLES[name].items()
    )
    place = str(file).replace("'", "''")
    with duckdb.connect(":memory:") as connection:
        connection.execute("SET threads = 1")  # keeps the order of the rows
        connection.register("made", frame)
        connection.execute(
            f"COPY (SELECT {columns} FROM made) TO '{place}' (FORMAT parquet, COMPRESSION zstd)"
        )


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
        "content": {
            one.id: {"version": one.version, "hash": assignment_hash(one)}
            for one in catalogue.assignments.values()
        },
        "counts": {name: len(frame) for name, frame in frames.items()},
        "people": {
            str(role): len(those) for role, those in frames["people"].groupby("role")
        },
        "suppressed": [one.as_json() for one in made.suppressed],
        "older": list(made.older),
        "files": {
            file.name: file_hash(file) for file in sorted(half.iterdir()) if file.is_file()
        },
    }
