"""Lists of people as files, good and made to hurt."""

import io
import zipfile
from collections.abc import Callable, Sequence
from typing import Any

import openpyxl

HEADER = ("Voornaam", "Rol", "Afdeling", "Begeleider", "Assistent", "Gebruikersnaam")


def csv(*rows: Sequence[str], header: Sequence[str] = HEADER, by: str = ";") -> bytes:
    """Return a CSV with every cell between quotes."""
    quoted = ([one.replace('"', '""') for one in row] for row in (header, *rows))
    return "\r\n".join(by.join(f'"{one}"' for one in row) for row in quoted).encode()


def xlsx(
    *rows: Sequence[Any],
    header: Sequence[Any] = HEADER,
    change: Callable[[openpyxl.Workbook], None] = lambda _: None,
) -> bytes:
    """Return a workbook with one sheet, after something was changed in it."""
    book = openpyxl.Workbook()
    for row in (header, *rows):
        book.active.append(list(row))
    change(book)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def repacked(data: bytes, changes: dict[str, Callable[[bytes], bytes]]) -> bytes:
    """Return a workbook with some of its parts changed; a new part is made of nothing."""
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        names = old.namelist()
        for name in [*names, *(one for one in changes if one not in names)]:
            part = old.read(name) if name in names else b""
            new.writestr(name, changes.get(name, lambda one: one)(part))
    return file.getvalue()
