"""What a report is made of. Values only: how it looks is said in ``html`` and ``pdf``."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

Tone = Literal["plain", "lead", "means", "note"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """An interval on a line, as a picture beside its numbers.

    ``value``, ``low`` and ``high`` are on the scale from ``start`` to ``end``; ``mark`` is a
    threshold on it, or None. ``words`` tells the picture to who does not see it.
    """

    value: float
    low: float
    high: float
    words: str
    mark: float | None = None
    start: float = 0.0
    end: float = 1.0

    def place(self, value: float) -> float:
        """Return where a value lies on the line, 0 to 1."""
        where = (value - self.start) / (self.end - self.start)
        return min(1.0, max(0.0, where))


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A number that is not known exactly: with its interval, what it rests on, and its picture."""

    text: str
    basis: str
    strip: Strip


Cell = str | Measure


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading; ``level`` 2 or 3."""

    text: str
    level: int = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A paragraph."""

    text: str
    tone: Tone = "plain"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bullets:
    """A list."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table; the first cell of a row names it. ``wide`` says which columns need room."""

    name: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    wide: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """Something that must not be overlooked: what it is about, a number, and sentences.

    ``measured`` says what the number is. A line is a label, or nothing, and a sentence.
    """

    title: str
    about: str
    measured: str = ""
    measure: Measure | None = None
    lines: tuple[tuple[str, str], ...]


Block = Heading | Text | Bullets | Table | Card


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A whole report. ``made_up``: what stands in large where everything in it is verzonnen."""

    title: str
    source: str
    day: date
    blocks: Sequence[Block]
    made_up: str = ""
    made_up_why: str = ""
    warnings: tuple[str, ...] = ()
