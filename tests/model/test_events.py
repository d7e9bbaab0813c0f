"""What people did, as facts: every rule that a fact obeys has an example that breaks it."""

from dataclasses import FrozenInstanceError, replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from wpo.model.events import PACES, Answered, Event, PracticeStarted, QuestionRef

REF = QuestionRef(assignment="a-1", question="q1", hash="0" * 16)
START = PracticeStarted(seed=7, items=(REF,))
ANSWER = Answered(
    index=0,
    question="q1",
    hash="0" * 16,
    turn="",
    attempt_at=1,
    options=("a",),
    shown=("b", "a"),
    listened=0,
    helped=False,
    pace="<5s",
)
EVENT = Event(
    event_id="event-001",
    occurred_at=datetime(2026, 11, 2, 9, tzinfo=UTC),
    person="p",
    assignment="a-1",
    content_hash="0" * 16,
    attempt="attempt-1",
    after="event-000",
    facts=ANSWER,
)


def test_frozen() -> None:
    """A fact never changes."""
    with pytest.raises(FrozenInstanceError):
        EVENT.person = "x"  # type: ignore[misc]


@pytest.mark.parametrize("name", ["event_id", "attempt", "after"])
@pytest.mark.parametrize(
    "word", ["x" * 7, "x" * 65, "met spatie", "regel\n12", "puntjes..", "éééééééé", "12345678\n"]
)
def test_ids(name: str, word: str) -> None:
    """Ids are 8 to 64 letters, digits, - or _."""
    with pytest.raises(ValueError, match=f"^{name}: 8 tot 64 letters"):
        replace(EVENT, **{name: word})


@pytest.mark.parametrize("word", ["x" * 8, "x" * 64, "aZ09_-__"])
def test_ids_at_the_edge(word: str) -> None:
    """The shortest and the longest id are ids."""
    assert replace(EVENT, event_id=word, attempt=word, after=word).event_id == word


def test_only_start_after_nothing() -> None:
    """Only the start of a practice comes after nothing, and it always does."""
    for wrong in ({"after": ""}, {"facts": START}):
        with pytest.raises(ValueError, match="after: alleen practice_started komt na niets"):
            replace(EVENT, **wrong)

    assert replace(EVENT, after="", facts=START).facts == START


def test_time_zone() -> None:
    """A time without a zone is no time."""
    with pytest.raises(ValueError, match="occurred_at: een tijd met tijdzone"):
        replace(EVENT, occurred_at=EVENT.occurred_at.replace(tzinfo=None))


@pytest.mark.parametrize(
    "moment",
    [
        datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=14))),
        datetime(9999, 12, 31, 23, tzinfo=timezone(timedelta(hours=-12))),
    ],
)
def test_calendar(moment: datetime) -> None:
    """A time that has no moment in UTC is refused here, not by a crash later."""
    with pytest.raises(ValueError, match="occurred_at: "):
        replace(EVENT, occurred_at=moment)


@pytest.mark.parametrize("year", [1970, 2099])
def test_wrong_clock(year: int) -> None:
    """A device whose clock is wrong still tells true facts."""
    assert replace(EVENT, occurred_at=datetime(year, 1, 1, tzinfo=UTC)).occurred_at.year == year


@pytest.mark.parametrize("pace", PACES)
def test_pace(pace: str) -> None:
    """The time taken is one of four coarse buckets."""
    assert replace(ANSWER, pace=pace).pace == pace


@pytest.mark.parametrize("pace", ["", "3s", "<5S", "12,4"])
def test_no_pace(pace: str) -> None:
    """Any other time is refused, without repeating what was sent."""
    with pytest.raises(ValueError, match=r"^pace: kies uit <5s, 5-15s, 15-60s, >60s$"):
        replace(ANSWER, pace=pace)


@pytest.mark.parametrize("listened", [-1, 1000])
def test_listened(listened: int) -> None:
    """Taps on read-aloud are counted from 0 to 999."""
    with pytest.raises(ValueError, match=r"^listened: een getal van 0 tot en met 999"):
        replace(ANSWER, listened=listened)

    assert replace(ANSWER, listened=999).listened == 999


@pytest.mark.parametrize("count", [0, 9])
def test_items(count: int) -> None:
    """A practice has one to eight questions: six of its own, and two that came back."""
    with pytest.raises(ValueError, match=f"items: 1 tot 8 vragen verwacht, {count} gekregen"):
        replace(START, items=(REF,) * count)


WORDS = [
    (REF, "assignment"),
    (REF, "question"),
    (REF, "hash"),
    (ANSWER, "question"),
    (ANSWER, "hash"),
    (ANSWER, "turn"),
    (EVENT, "person"),
    (EVENT, "assignment"),
    (EVENT, "content_hash"),
]


@pytest.mark.parametrize(("value", "name"), WORDS, ids=lambda one: str(one)[:12])
@pytest.mark.parametrize("word", ["x" * 101, "a\x00b", "\ud800", "twee\nregels"], ids=ascii)
def test_words(value: object, name: str, word: str) -> None:
    """Ids and hashes are short readable words: nobody can keep a diary in a fact that waits."""
    with pytest.raises(ValueError, match=f"^{name}: hooguit 100 leesbare tekens"):
        replace(value, **{name: word})  # type: ignore[type-var]


@pytest.mark.parametrize("name", ["options", "shown", "asked"])
def test_options(name: str) -> None:
    """Options are at most eight short words; an answer without options is an answer too."""
    with pytest.raises(ValueError, match=f"^{name}: hooguit 8 opties"):
        replace(ANSWER, **{name: ("a",) * 9})
    with pytest.raises(ValueError, match=f"^{name}: hooguit 100 leesbare tekens"):
        replace(ANSWER, **{name: ("a", "x" * 101)})

    assert replace(ANSWER, **{name: ()})
