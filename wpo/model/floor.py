"""What happens around a participant between two practice parts, as facts.

Like the events of a practice these are appended once and never changed, and never a conclusion.
A practice event says what somebody answered; nobody but that person sees it. A floor event says
what people told each other and saw at work: participant, werkplekopleider and coach share those.

================  ========================================================  ==================
name              what happened                                             who tells it
================  ========================================================  ==================
wished            an answer to one of the three questions                   participant
noticed           "Ik zie dat …"                                            trainer
recognised        "Herken je dit?"                                          participant
agreed            sub-skills, start levels and period                       participant, trainer
talk_reopened     let us talk again                                         participant, trainer
practice_began    an attempt at an assignment began                         the server
practised         an attempt ended, with a plan for the week                the server
looked_back       done? did it work? what helped?                           participant
observed          one observation point, on one day, in one situation       trainer, coach
adapted           a change of the workplace                                 trainer
helped            whether that change helped                                participant, trainer
again             the same als-dan sentence once more                       participant, trainer
said_mastered     "I can do this", or "not yet"                             participant, trainer
went_on           on to this level                                          participant, trainer
paused, resumed   not now; now again                                        participant, trainer
stopped           no more                                                   participant, trainer
asked             a question to the coach                                   trainer
replied           the answer to a question                                  coach
================  ========================================================  ==================

``by`` and ``person`` are pseudonyms. Free words are as somebody said them; the screens ask not to
write names or illnesses, and no free words leave the organisation unread.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal, get_args

from wpo.model.invariants import check_between
from wpo.model.people import Role
from wpo.model.skills import LEVELS

LONGEST_WORDS = 500
MOST_GOALS = 2  # "hooguit twee tegelijk"
REMEMBERED = timedelta(days=31)  # a day longer ago is not told about any more

YesNo = Literal["ja", "beetje", "nee"]
WishQuestion = Literal["groeien", "leren", "moeilijk"]
Done = Literal["ja", "nog_niet"]
Helper = Literal["plan_lezen", "seintje", "collega", "begeleider", "rustig", "oefenen", "niets"]
Seen = Literal["gezien", "beetje", "nog_niet", "niet_kunnen_zien"]
Situation = Literal["gewoon", "ander_werk", "andere_plek", "andere_mensen", "drukte"]
Reason = Literal["ander_werk", "te_moeilijk", "vrij", "anders", "ziek"]

# The same words in the order in which screens offer them.
YES_NO: tuple[YesNo, ...] = get_args(YesNo)
WISH_QUESTIONS: tuple[WishQuestion, ...] = get_args(WishQuestion)
HELPERS: tuple[Helper, ...] = get_args(Helper)
SEEN: tuple[Seen, ...] = get_args(Seen)
SITUATIONS: tuple[Situation, ...] = get_args(Situation)
REASONS: tuple[Reason, ...] = get_args(Reason)

_EVENT_ID = re.compile(r"[A-Za-z0-9_-]{8,64}")
_WORD = re.compile(r"[A-Za-z0-9_-]{1,64}")  # a pseudonym or the id of an observation point
_SUB_SKILL = re.compile(r"s[1-8][ab]")
_UNREADABLE = frozenset({"Cc", "Cs"})  # control characters, halves of characters


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Goal:
    """A place in the 8 × 2 × 3 matrix: one sub-skill (``s1a`` … ``s8b``) at one level (1 to 3)."""

    sub_skill: str
    level: int

    def __post_init__(self) -> None:
        _check_sub_skills("sub_skill", self.sub_skill)
        if self.level not in LEVELS:
            raise ValueError(f"level: 1, 2 of 3 verwacht, {self.level} gekregen")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wished:
    """An answer to one of the three questions: sub-skills chosen on cards, own words if wanted."""

    name: Literal["wished"] = "wished"
    question: WishQuestion
    sub_skills: tuple[str, ...]
    words: str = ""

    def __post_init__(self) -> None:
        check_between("sub_skills", "deelskills", len(self.sub_skills), 0, 16)
        _check_sub_skills("sub_skills", *self.sub_skills)
        _check_words("words", self.words)
        if not self.sub_skills and not self.words.strip():
            raise ValueError("sub_skills: kies een kaart of schrijf iets op")


@dataclass(frozen=True, slots=True, kw_only=True)
class Noticed:
    """What the trainer saw, as it follows on "Ik zie dat"."""

    name: Literal["noticed"] = "noticed"
    sub_skill: str
    words: str

    def __post_init__(self) -> None:
        _check_sub_skills("sub_skill", self.sub_skill)
        _check_words("words", self.words, needed=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognised:
    """What the participant says to a :class:`Noticed`, named by its event id."""

    name: Literal["recognised"] = "recognised"
    noticed: str
    answer: YesNo

    def __post_init__(self) -> None:
        _check_id("noticed", self.noticed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """What both set together: one or two goals, until a day."""

    name: Literal["agreed"] = "agreed"
    goals: tuple[Goal, ...]
    until: date

    def __post_init__(self) -> None:
        check_between("goals", "deelskills", len(self.goals), 1, MOST_GOALS)
        if len({goal.sub_skill for goal in self.goals}) < len(self.goals):
            raise ValueError("goals: kies een deelskill maar één keer")


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkReopened:
    """Somebody wants to talk about the choice again."""

    name: Literal["talk_reopened"] = "talk_reopened"


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeBegan:
    """An attempt at an assignment of this goal began."""

    name: Literal["practice_began"] = "practice_began"
    goal: Goal


@dataclass(frozen=True, slots=True, kw_only=True)
class Practised:
    """An attempt ended, with a plan for the week: the als-dan sentence, when, and with whom.

    The three lines are as they were shown, in the text with fingerprint ``content_hash``.
    """

    name: Literal["practised"] = "practised"
    goal: Goal
    content_hash: str
    plan: tuple[str, ...]

    def __post_init__(self) -> None:
        check_between("plan", "zinnen", len(self.plan), 3, 3)
        for one in self.plan:
            _check_words("plan", one, needed=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class LookedBack:
    """The look-back at one day, in three taps. ``worked`` and ``helped`` only where it was done."""

    name: Literal["looked_back"] = "looked_back"
    goal: Goal
    day: date
    did: Done
    worked: YesNo | None = None
    helped: Helper | None = None

    def __post_init__(self) -> None:
        if (self.did == "ja") != (self.worked is not None):
            raise ValueError("worked: hoort bij did ja, en alleen daarbij")


@dataclass(frozen=True, slots=True, kw_only=True)
class Observed:
    """What somebody saw of one observation point of the card."""

    name: Literal["observed"] = "observed"
    goal: Goal
    point: str
    value: Seen
    situation: Situation
    day: date
    note: str = ""

    def __post_init__(self) -> None:
        _check_word("point", self.point)
        _check_words("note", self.note)


@dataclass(frozen=True, slots=True, kw_only=True)
class Adapted:
    """A change of the workplace or the work, made so that there is something to practise."""

    name: Literal["adapted"] = "adapted"
    goal: Goal
    words: str

    def __post_init__(self) -> None:
        _check_words("words", self.words, needed=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Helped:
    """Whether an :class:`Adapted`, named by its event id, helped."""

    name: Literal["helped"] = "helped"
    adapted: str
    answer: YesNo

    def __post_init__(self) -> None:
        _check_id("adapted", self.adapted)


@dataclass(frozen=True, slots=True, kw_only=True)
class Again:
    """Another week with the same als-dan sentence."""

    name: Literal["again"] = "again"
    goal: Goal


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidMastered:
    """What one of the two says about mastery: the behaviours they stand behind, and own words."""

    name: Literal["said_mastered"] = "said_mastered"
    goal: Goal
    yes: bool
    behaviours: tuple[str, ...] = ()
    words: str = ""

    def __post_init__(self) -> None:
        check_between("behaviours", "gedragszinnen", len(self.behaviours), 0, 6)
        for one in self.behaviours:
            _check_words("behaviours", one)
        _check_words("words", self.words)


@dataclass(frozen=True, slots=True, kw_only=True)
class WentOn:
    """On to this goal, after the level below it was mastered."""

    name: Literal["went_on"] = "went_on"
    goal: Goal


@dataclass(frozen=True, slots=True, kw_only=True)
class Paused:
    """Not now, for a reason; ``until`` a day, or nobody knows yet."""

    name: Literal["paused"] = "paused"
    goal: Goal
    reason: Reason
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Resumed:
    """Now again."""

    name: Literal["resumed"] = "resumed"
    goal: Goal


@dataclass(frozen=True, slots=True, kw_only=True)
class Stopped:
    """No more; it may be chosen again later."""

    name: Literal["stopped"] = "stopped"
    goal: Goal
    reason: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question to the coach."""

    name: Literal["asked"] = "asked"
    words: str
    goal: Goal | None = None

    def __post_init__(self) -> None:
        _check_words("words", self.words, needed=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Replied:
    """The answer to an :class:`Asked`, named by its event id."""

    name: Literal["replied"] = "replied"
    asked: str
    words: str

    def __post_init__(self) -> None:
        _check_id("asked", self.asked)
        _check_words("words", self.words, needed=True)


FloorFacts = (
    Wished
    | Noticed
    | Recognised
    | Agreed
    | TalkReopened
    | PracticeBegan
    | Practised
    | LookedBack
    | Observed
    | Adapted
    | Helped
    | Again
    | SaidMastered
    | WentOn
    | Paused
    | Resumed
    | Stopped
    | Asked
    | Replied
)

FLOOR_FACTS: dict[str, type[FloorFacts]] = {
    kind.__dataclass_fields__["name"].default: kind for kind in get_args(FloorFacts)
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FloorEvent:
    """One fact about one participant, told by somebody.

    ``occurred_at`` is aware UTC by the clock of the device. ``person`` is whom it is about, ``by``
    who tells it, ``as_role`` what that person was then. ``version`` is the version of this shape.
    """

    event_id: str
    version: Literal[1] = 1
    occurred_at: datetime
    person: str
    by: str
    as_role: Role
    facts: FloorFacts

    def __post_init__(self) -> None:
        _check_id("event_id", self.event_id)
        _check_word("person", self.person)
        _check_word("by", self.by)
        if self.occurred_at.tzinfo is None:
            raise ValueError("occurred_at: een tijd met tijdzone verwacht")
        if not 1 < self.occurred_at.year < 9999:
            raise ValueError("occurred_at: in UTC valt dit buiten de kalender")

    @property
    def goal(self) -> Goal | None:
        """Which goal it is about, where it is about one."""
        return getattr(self.facts, "goal", None)


def _check_id(name: str, value: str) -> None:
    if not _EVENT_ID.fullmatch(value):
        raise ValueError(f"{name}: 8 tot 64 letters, cijfers, - of _ verwacht")


def _check_word(name: str, value: str) -> None:
    if not _WORD.fullmatch(value):
        raise ValueError(f"{name}: 1 tot 64 letters, cijfers, - of _ verwacht")


def _check_sub_skills(name: str, *ids: str) -> None:
    for one in ids:
        if not _SUB_SKILL.fullmatch(one):
            raise ValueError(f"{name}: s1a tot en met s8b verwacht")


def _check_words(name: str, words: str, *, needed: bool = False) -> None:
    if needed and not words.strip():
        raise ValueError(f"{name}: schrijf iets op")
    if len(words) > LONGEST_WORDS or not all(_is_readable(one) for one in words):
        raise ValueError(f"{name}: hooguit {LONGEST_WORDS} leesbare tekens verwacht")


def _is_readable(one: str) -> bool:
    """Tell whether a phone types this: joined emoji, marks of direction, and hard spaces too."""
    return one in "\n\t" or unicodedata.category(one) not in _UNREADABLE
