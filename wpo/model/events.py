"""What people did, as facts: appended once, never changed, and never a conclusion.

Every event names the one before it (``after``), so an attempt is a chain that can be replayed,
whatever order the events arrive in. Somebody who goes on at a second device while the first was
still offline makes a fork: both branches are kept, each explained by its own chain.

``event_id`` and ``attempt`` are made by the client and random; ``person`` is a pseudonym. Nothing
here names a person, a diagnosis or a number of anybody.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

PACES = ("<5s", "5-15s", "15-60s", ">60s")

LONGEST_WORD = 100
MOST_OPTIONS = 8

_ID = re.compile(r"[A-Za-z0-9_-]{8,64}")


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionRef:
    """A question as it stood: which one, and the hash of its text."""

    assignment: str
    question: str
    hash: str

    def __post_init__(self) -> None:
        _check_words(self, "assignment", "question", "hash")


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeStarted:
    """Somebody started an attempt: these questions in this order, options shuffled by ``seed``."""

    name: Literal["practice_started"] = "practice_started"
    seed: int
    items: tuple[QuestionRef, ...]

    def __post_init__(self) -> None:
        if not 1 <= len(self.items) <= 8:
            raise ValueError(f"items: 1 tot 8 vragen verwacht, {len(self.items)} gekregen")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """Somebody answered (or walked on from) one screen.

    ``index`` is the place of the question in the attempt, ``turn`` the turn of a dialogue, the
    step of a model or the part of a plan, ``attempt_at`` the try (1, 2, or 3 = after it was
    shown). ``options`` are the ids chosen, ``shown`` the ids in the order on the screen.
    ``listened`` counts read-aloud taps, ``helped`` tells whether *Hulp* was open, ``pace`` is a
    coarse bucket of the time taken, ``asked`` are the words of which somebody saw the explanation.
    """

    name: Literal["answered"] = "answered"
    index: int
    question: str
    hash: str
    turn: str
    attempt_at: int
    options: tuple[str, ...]
    shown: tuple[str, ...]
    listened: int
    helped: bool
    pace: str
    asked: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.pace not in PACES:
            raise ValueError(f"pace: kies uit {', '.join(PACES)}")
        if not 0 <= self.listened <= 999:
            raise ValueError("listened: een getal van 0 tot en met 999 verwacht")
        for name in ("options", "shown", "asked"):
            if len(getattr(self, name)) > MOST_OPTIONS:
                raise ValueError(f"{name}: hooguit {MOST_OPTIONS} opties verwacht")
        _check_words(self, "question", "hash", "turn", "options", "shown", "asked")


Facts = PracticeStarted | Answered


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One fact about one person.

    ``occurred_at`` is aware UTC by the clock of the device. ``content_hash`` is the fingerprint of
    the whole assignment as practised. ``after`` is the event before this one in the same attempt;
    empty for the first. ``version`` is the version of this shape.
    """

    event_id: str
    version: Literal[1] = 1
    occurred_at: datetime
    person: str
    assignment: str
    content_hash: str
    attempt: str
    after: str
    facts: Facts

    def __post_init__(self) -> None:
        for name in ("event_id", "attempt"):
            if not _ID.fullmatch(getattr(self, name)):
                raise ValueError(f"{name}: 8 tot 64 letters, cijfers, - of _ verwacht")
        if self.occurred_at.tzinfo is None:
            raise ValueError("occurred_at: een tijd met tijdzone verwacht")
        if not 1 < self.occurred_at.year < 9999:
            raise ValueError("occurred_at: in UTC valt dit buiten de kalender")
        if (self.after == "") != isinstance(self.facts, PracticeStarted):
            raise ValueError("after: alleen practice_started komt na niets")
        if self.after and not _ID.fullmatch(self.after):
            raise ValueError("after: 8 tot 64 letters, cijfers, - of _ verwacht")
        _check_words(self, "person", "assignment", "content_hash")


def _check_words(value: object, *names: str) -> None:
    """Refuse what no id or hash can be: a fact that waits is kept before anything explains it."""
    for name in names:
        found = getattr(value, name)
        for word in (found,) if isinstance(found, str) else found:
            if len(word) > LONGEST_WORD or not word.isprintable():
                raise ValueError(f"{name}: hooguit {LONGEST_WORD} leesbare tekens verwacht")
