"""What people tell about the opdrachten themselves while seven companies test them, as facts.

Appended once, never changed, never a conclusion. Practice events say what somebody answered and
floor events what happened at work; these say what somebody thought of an opdracht.

==============  ============================================================  =====================
name            what happened                                                 who tells it
==============  ============================================================  =====================
rated           answers to a questionnaire about one opdracht                 whoever answers it
remarked        "hier klopt iets niet": what kind, at which place, own words  whoever notices it
not_done        why somebody did not do, or did not finish, an opdracht       participant, trainer
==============  ============================================================  =====================

Nobody answers a questionnaire for a participant: on a screen ``by`` is the person; on paper
``helped_by`` says who helped, and the own trainer may not. Only why an opdracht is not done may a
trainer tell on a screen about a participant, and never that somebody is ill: that is theirs to say.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

from wpo.model.invariants import check_between
from wpo.model.people import Role

Source = Literal["scherm", "papier", "formulier", "mail", "gesprek"]
HelpedBy = Literal["niemand", "collega", "coach", "werkplekopleider"]
RemarkKind = Literal["snap_niet", "woord", "plaatje", "antwoord", "techniek", "vervelend", "anders"]
NotDoneReason = Literal["gestopt", "ziek", "geen_tijd", "te_moeilijk", "techniek", "anders"]

# The same words in the order in which screens offer them.
SOURCES: tuple[Source, ...] = get_args(Source)
REMARK_KINDS: tuple[RemarkKind, ...] = get_args(RemarkKind)
NOT_DONE_REASONS: tuple[NotDoneReason, ...] = get_args(NotDoneReason)
ILL: NotDoneReason = "ziek"  # about somebody's health: only the own word for it is kept
HARM: RemarkKind = "vervelend"  # one of these is enough to look at an opdracht again

LONGEST_WORDS = 1000
MOST_ANSWERS = 12

_ID = re.compile(r"[A-Za-z0-9_-]{8,64}")
_KEY = re.compile(r"[A-Za-z0-9_/-]{1,100}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The answer to one item of a questionnaire: a value on its scale, or own words.

    ``value`` is the place on the scale, counted from 1 (the least); 0 where the item asks for
    words.
    """

    item: str
    value: int
    words: str = ""

    def __post_init__(self) -> None:
        _check_keys("item", self.item)
        if not 0 <= self.value <= 5:  # what was answered is never in the reason
            raise ValueError(
                "value: een plaats op de schaal van 1 tot 5 verwacht, of 0 bij woorden"
            )
        _check_length("words", self.words)
        if (self.value == 0) != bool(self.words.strip()):
            raise ValueError("value: geef een plaats op de schaal, of woorden")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rated:
    """Answers to a questionnaire; items that somebody skipped are not in it."""

    name: Literal["rated"] = "rated"
    questionnaire: str
    answers: tuple[Answer, ...]
    helped_by: HelpedBy = "niemand"

    def __post_init__(self) -> None:
        _check_keys("questionnaire", self.questionnaire)
        check_between("answers", "antwoorden", len(self.answers), 1, MOST_ANSWERS)
        items = [one.item for one in self.answers]
        if len(set(items)) < len(items):
            raise ValueError("answers: een vraag is hooguit één keer beantwoord")


@dataclass(frozen=True, slots=True, kw_only=True)
class Remarked:
    """Something is not right; ``place`` is a question id (``q2``), empty for the whole."""

    name: Literal["remarked"] = "remarked"
    kind: RemarkKind
    place: str = ""
    words: str = ""

    def __post_init__(self) -> None:
        if self.place:
            _check_keys("place", self.place)
        _check_length("words", self.words)


@dataclass(frozen=True, slots=True, kw_only=True)
class NotDone:
    """Why somebody did not do an opdracht, or did not finish it."""

    name: Literal["not_done"] = "not_done"
    reason: NotDoneReason


PilotFacts = Rated | Remarked | NotDone


@dataclass(frozen=True, slots=True, kw_only=True)
class PilotEvent:
    """One fact about one opdracht.

    ``person`` is whose experience it is (a pseudonym), empty where a paper does not say. ``by`` is
    who told or keyed it in. ``as_role`` is what the person was. ``content_hash`` is the text it is
    about, empty where nobody knows which (paper). ``batch`` names the import it came with, empty on
    a screen.
    """

    event_id: str
    version: Literal[1] = 1
    occurred_at: datetime
    person: str
    by: str
    as_role: Role
    assignment: str
    content_hash: str = ""
    source: Source = "scherm"
    batch: str = ""
    facts: PilotFacts

    def __post_init__(self) -> None:
        if not _ID.fullmatch(self.event_id):
            raise ValueError("event_id: 8 tot 64 letters, cijfers, - of _ verwacht")
        if self.occurred_at.tzinfo is None:
            raise ValueError("occurred_at: een tijd met tijdzone verwacht")
        _check_keys("by", self.by)
        _check_keys("assignment", self.assignment)
        of_participant = self.as_role is Role.PARTICIPANT
        if self.is_of_another and not (of_participant and isinstance(self.facts, NotDone)):
            raise ValueError("person: op een scherm vertelt iemand alleen over zichzelf")
        if self.is_of_another and self.facts == NotDone(reason=ILL):
            raise ValueError("reason: dat iemand ziek was, vertelt die mens zelf")
        helped_by = self.facts.helped_by if isinstance(self.facts, Rated) else ""
        if of_participant and helped_by == "werkplekopleider":
            raise ValueError("helped_by: een werkplekopleider vult niet in voor een deelnemer")

    @property
    def is_of_another(self) -> bool:
        """Tell whether somebody else told this on a screen."""
        return self.source == "scherm" and self.person != self.by


def _check_keys(name: str, *keys: str) -> None:
    for key in keys:
        if not _KEY.fullmatch(key):
            raise ValueError(f"{name}: 1 tot 100 letters, cijfers, - en _ verwacht")


def _check_length(name: str, words: str) -> None:
    if len(words) > LONGEST_WORDS:
        raise ValueError(f"{name}: hooguit {LONGEST_WORDS} tekens, {len(words)} gekregen")
