"""Ids of facts from a file, so that the same file a second time doubles nothing.

An id holds two prints. One is of the row as it stands in the file: whoever maps the columns
otherwise still has the same rows. The other is of what was read in it: whoever saves the list in
another way, or adds a column, still has the same facts. A row of which either print is here
already, was here already. Rows that are wholly the same in one file are counted, so that five
papers that say the same are five.
"""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

_PRINTS = re.compile(r"(?:^|-)in-([0-9a-f]{20})-([0-9a-f]{20})$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Prints:
    """The two prints of a row; ``row`` of the row in the file, ``facts`` of what was read."""

    row: str
    facts: str

    @property
    def id(self) -> str:
        """The id of the fact, without a batch."""
        return f"in-{self.row}-{self.facts}"


class Printing:
    """Makes the prints of the rows of one file, in their order."""

    def __init__(self, organisation: str, form: str) -> None:
        self._about = (organisation, form)
        self._n_same: Counter[str] = Counter()

    def of(self, cells: Sequence[tuple[str, str]], facts: Any) -> Prints:
        """Return the prints of a row: its cells by header, and what was read in it, as JSON."""
        told = sorted((name, text) for name, text in cells if text)
        return Prints(row=self._print("row", told), facts=self._print("facts", facts))

    def _print(self, what: str, content: Any) -> str:
        spelled = json.dumps([what, *self._about, content], ensure_ascii=False, sort_keys=True)
        self._n_same[spelled] += 1
        whole = f"{spelled}:{self._n_same[spelled]}"
        return hashlib.sha256(whole.encode()).hexdigest()[:20]


def known_prints(event_ids: Iterable[str]) -> frozenset[str]:
    """Return every print in these ids; ids that came from no file have none."""
    found = (_PRINTS.search(one) for one in event_ids)
    return frozenset(part for one in found if one for part in one.groups())


def is_known(prints: Prints, known: Collection[str]) -> bool:
    """Tell whether this row was here already."""
    return prints.row in known or prints.facts in known
