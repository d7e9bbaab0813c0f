"""Open an extract: a folder that is as it was written, and its tables for DuckDB.

The hash in the manifest covers every file and the manifest itself, so a set that was changed, cut
short or mixed with another one is refused before a number is made of it.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from wpo.errors import ExtractDamaged
from wpo.pilot.research_set import TABLES

MANIFEST, CODEBOOK = "manifest.json", "codebook.json"
_ABOUT_ITSELF = ("hash", "name")  # what the manifest says after the hash is known


@dataclass(frozen=True, slots=True, kw_only=True)
class Extract:
    """A research set on disk. ``hash`` is of all of it; ``date`` is the day it was made."""

    name: str
    hash: str
    date: date
    manifest: Mapping[str, Any]
    path: Path

    @property
    def is_synthetic(self) -> bool:
        """Tell whether the organisations in it are made up."""
        return bool(self.manifest["synthetic"])


def open_extract(path: Path) -> Extract:
    """Return the extract in a folder, after checking that it is as it was written.

    Raises
    ------
    ExtractDamaged
        If the folder is no extract, a file is missing, or anything in it was changed.
    """
    manifest = _manifest(path)
    for name, sha256 in manifest["files"].items():
        try:
            found = file_hash(path / name)
        except OSError as error:
            raise ExtractDamaged(f"{path / name} is niet te lezen: {error.strerror}.") from error
        if found != sha256:
            raise ExtractDamaged(f"{path / name} is veranderd na het maken van de set.")
    if missing := {f"{one}.parquet" for one in TABLES} - set(manifest["files"]):
        raise ExtractDamaged(f"{path}: {', '.join(sorted(missing))} ontbreekt in deze set.")
    return Extract(
        name=manifest["name"],
        hash=manifest["hash"],
        date=date.fromisoformat(manifest["date"]),
        manifest=manifest,
        path=path,
    )


def connect(extract: Extract) -> duckdb.DuckDBPyConnection:
    """Return a connection in memory with a view for each table; nothing can be written to it."""
    connection = duckdb.connect(":memory:")
    for name in TABLES:
        file = str(extract.path / f"{name}.parquet").replace("'", "''")
        view = f"CREATE VIEW {name} AS SELECT * FROM read_parquet('{file}')"  # noqa: S608 - own names
        connection.execute(view)
    return connection


def file_hash(path: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as reader:
        return hashlib.file_digest(reader, "sha256").hexdigest()


def content_hash(manifest: Mapping[str, Any]) -> str:
    """Return the hash of an extract: of what its manifest says, the hashes of files included."""
    said = {name: one for name, one in manifest.items() if name not in _ABOUT_ITSELF}
    return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _manifest(path: Path) -> dict[str, Any]:
    file = path / MANIFEST
    try:
        manifest: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        told, date_ = manifest["hash"], date.fromisoformat(manifest["date"])
        name, _ = manifest["name"], manifest["files"].items()
    except OSError as error:
        raise ExtractDamaged(f"{path} is geen set: {MANIFEST} ontbreekt.") from error
    except (ValueError, KeyError, AttributeError, TypeError) as error:
        raise ExtractDamaged(f"{file} is niet te lezen als manifest.") from error
    if told != content_hash(manifest) or name != folder_name(date_, told):
        raise ExtractDamaged(f"{file} is veranderd na het maken van de set.")
    return manifest


def folder_name(day: date, hash_: str) -> str:
    """Return what the folder of an extract is called."""
    return f"wpo-extract-{day.isoformat()}-{hash_[:8]}"
