"""Ids of facts from a file, so that the same file a second time doubles nothing.

An id holds two prints. One is of the row as it stands in the file: whoever maps the columns
otherwise still has the same rows. The other is of what was read in it: whoever saves the list in
another way, or adds a column, still has the same facts. Rows that are wholly the same in one file
are counted, so that five papers that say the same are five.

A row is the one that was here already when its print is; else when a fact that no other row of
the file accounts for says the same, and came with another file. A row that was refused and comes
back mended belongs to the file that it was refused from: it is not one of the rows beside it.
"""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

FILE_SIGNS = 12  # of the hash of a file, by which it is told apart from others
_PRINTS = re.compile(r"(?:^|-)in-([0-9a-f]{20})-([0-9a-f]{20})$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Prints:
    """The two prints of a row, and the file that it came with (``FILE_SIGNS`` of its hash)."""

    row: str
    facts: str
    file: str = ""

    @property
    def id(self) -> str:
        """The id of the fact, without a batch."""
        return f"in-{self.row}-{self.facts}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Where a row that comes back mended was refused: its number in that file."""

    file: str
    number: int

    def __str__(self) -> str:
        return f"{self.number} ({self.file})"

    @classmethod
    def read(cls, text: str) -> "Mark | None":
        """Return the mark that a cell spells, or None."""
        found = re.fullmatch(r"\s*(\d{1,7}) \(([0-9a-f]{12})\)\s*", text)
        return cls(file=found[2], number=int(found[1])) if found else None


class Printing:
    """Makes the prints of the rows of one file, in their order."""

    def __init__(self, organisation: str, form: str, file: str) -> None:
        self._about, self._file = (organisation, form), file[:FILE_SIGNS]
        self._n_same: Counter[str] = Counter()

    def of(self, cells: Sequence[tuple[str, str]], facts: Any, mark: Mark | None = None) -> Prints:
        """Return the prints of a row: its cells by header, and what was read in it, as JSON."""
        told = sorted((name, text) for name, text in cells if text)
        row = self._spelled("mended", str(mark)) if mark else self._spelled("row", told)
        self._n_same[row] += 1
        return Prints(
            row=_print(f"{row}:{self._n_same[row]}"),
            facts=_print(self._spelled("facts", facts)),
            file=mark.file if mark else self._file,
        )

    def _spelled(self, what: str, content: Any) -> str:
        return json.dumps([what, *self._about, content], ensure_ascii=False, sort_keys=True)


def known_prints(brought_in: Iterable[tuple[str, str]]) -> tuple[Prints, ...]:
    """Return the prints of facts by their ids, each with the hash of the file it came with.

    Ids that came from no file and no paper have none.
    """
    found = ((_PRINTS.search(one), file) for one, file in brought_in)
    return tuple(
        Prints(row=one[1], facts=one[2], file=file[:FILE_SIGNS]) for one, file in found if one
    )


def here_already(rows: Sequence[Prints], known: Iterable[Prints]) -> tuple[bool, ...]:
    """Tell of each row whether it was here already; every known fact is one row at most."""
    by_row = {one.row: one for one in known}
    own = {one.row for one in rows} & by_row.keys()
    left: Counter[tuple[str, str]] = Counter(
        (one.facts, one.file) for row, one in by_row.items() if row not in own
    )
    files: dict[str, list[str]] = {}
    for facts, file in left:
        files.setdefault(facts, []).append(file)

    def is_here(one: Prints) -> bool:
        if one.row in own:
            return True
        for file in files.get(one.facts, ()):
            if file != one.file and left[one.facts, file]:
                left[one.facts, file] -= 1
                return True
        return False

    return tuple(is_here(one) for one in rows)


def _print(spelled: str) -> str:
    return hashlib.sha256(spelled.encode()).hexdigest()[:20]
