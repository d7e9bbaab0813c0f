"""What becomes of single facts: stored, known, waiting, refused; and how they are read back."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta, timezone

import pytest
from sqlalchemy import Engine, select, update

from tests.store.making import ANNA, BRAM, NOW, Walk, practice_of, reader
from wpo.catalogue.loading import Catalogue
from wpo.errors import WpoError
from wpo.model.events import LONGEST_WORD, MOST_OPTIONS, Event, PracticeStarted
from wpo.model.people import Person, Role
from wpo.practice.course import Item, Practice
from wpo.store import tables
from wpo.store.database import reading, writing
from wpo.store.facts import IMPOSSIBLE, WAITING, Attempt, attempts_of, take_in
from wpo.store.receipts import Receipt


@pytest.fixture(scope="module")
def practice(catalogue: Catalogue) -> Practice:
    """The practice of one real assignment."""
    return practice_of(catalogue.assignment("overleggen-luisteren-2"))


@pytest.fixture
def walk(practice: Practice) -> Walk:
    """Anna, who started and gave three answers."""
    walk = Walk(ANNA, practice, "attempt-1")
    for _ in range(3):
        walk.answer(1)
    return walk


def _take(
    engine: Engine, events: Sequence[Event], practice: Practice, person: Person = ANNA
) -> Receipt:
    with writing(engine) as connection:
        return take_in(connection, person, events, reader(practice), NOW)


def _kept(engine: Engine) -> list[str]:
    with reading(engine) as connection:
        return list(connection.scalars(select(tables.event.c.event_id)))


def _marks(engine: Engine) -> dict[str, str]:
    with reading(engine) as connection:
        rows = connection.execute(select(tables.event_mark)).all()
    return {row.event_id: row.mark for row in rows}


def _attempts(engine: Engine, person: Person = ANNA) -> tuple[Attempt, ...]:
    with reading(engine) as connection:
        return attempts_of(connection, person.code, since=NOW - timedelta(days=1))


def _ids(events: Sequence[Event]) -> list[str]:
    return [one.event_id for one in events]


def test_in_order(engine: Engine, walk: Walk) -> None:
    """Facts in order are stored, and read back as the attempt that they were."""
    receipt = _take(engine, walk.events, walk.practice)
    (attempt,) = _attempts(engine)

    assert receipt.stored == _ids(walk.events)
    assert (attempt.started, *attempt.answers) == tuple(walk.events)
    assert attempt.last_at == walk.events[-1].occurred_at
    assert [one.options for one in attempt.answered] == [
        one.facts.options for one in walk.events[1:]
    ]


def test_columns(engine: Engine, walk: Walk) -> None:
    """A row holds who, where, what and when; the moment of receipt is the server's."""
    _take(engine, walk.events[:1], walk.practice)
    with reading(engine) as connection:
        row = connection.execute(select(tables.event)).one()

    assert (row.person, row.organisation, row.name) == ("anna", "org", "practice_started")
    assert (row.version, row.after) == (1, "")
    assert row.received_at.replace(tzinfo=NOW.tzinfo) == NOW


def test_time_zone(engine: Engine, walk: Walk) -> None:
    """A time with another offset is kept as the same moment."""
    start = walk.events[0]
    elsewhere = start.occurred_at.astimezone(timezone(timedelta(hours=-7)))
    _take(engine, [replace(start, occurred_at=elsewhere)], walk.practice)
    kept = _attempts(engine)[0].started.occurred_at

    assert kept == start.occurred_at
    assert kept.utcoffset() == timedelta(0)


def test_repeat(engine: Engine, walk: Walk) -> None:
    """A fact that comes again, in one delivery or in two, is kept once."""
    first = _take(engine, [*walk.events, *walk.events], walk.practice)
    second = _take(engine, walk.events, walk.practice)

    assert first.stored == second.known == _ids(walk.events)
    assert not second.stored
    assert sorted(_kept(engine)) == sorted(_ids(walk.events))


def test_first_words_win(engine: Engine, walk: Walk) -> None:
    """A fact is never changed by a later one with the same id."""
    _take(engine, walk.events, walk.practice)
    last = walk.events[-1]
    other = replace(last, facts=replace(last.facts, listened=99))
    receipt = _take(engine, [other], walk.practice)

    assert receipt.known == [last.event_id]
    assert _attempts(engine)[0].answers[-1] == last


def test_waiting_then_explained(engine: Engine, walk: Walk) -> None:
    """Facts that come before their beginning wait, and count as soon as it is there."""
    early = _take(engine, walk.events[2:], walk.practice)
    before = _attempts(engine)
    late = _take(engine, walk.events[:2], walk.practice)

    assert early.waiting == _ids(walk.events[2:])
    assert before == ()
    assert late.stored == _ids(walk.events[:2])
    assert _marks(engine) == {}
    assert _attempts(engine)[0].answers == tuple(walk.events[1:])


def test_still_waiting(engine: Engine, walk: Walk) -> None:
    """As long as one link is missing, what comes after it waits and what comes before counts."""
    _take(engine, [walk.events[0], walk.events[3]], walk.practice)
    _take(engine, [walk.events[1]], walk.practice)

    assert _marks(engine) == {walk.events[3].event_id: WAITING}
    assert _attempts(engine)[0].answers == (walk.events[1],)


def test_waiting_then_impossible(engine: Engine, walk: Walk) -> None:
    """A fact that waits and turns out to be no possible answer is kept, marked, and not counted."""
    last = walk.events[-1]
    lie = replace(last, facts=replace(last.facts, options=("zzz",)))
    _take(engine, [lie], walk.practice)
    _take(engine, walk.events[:3], walk.practice)

    assert _marks(engine) == {lie.event_id: IMPOSSIBLE}
    assert lie.event_id in _kept(engine)
    assert _attempts(engine)[0].answers == tuple(walk.events[1:3])


def test_after_refused(engine: Engine, walk: Walk) -> None:
    """What follows a refused fact is refused with it, or waits where it comes later."""
    second, third = walk.events[2:]
    lie = replace(second, facts=replace(second.facts, options=("zzz",)))
    together = _take(engine, [*walk.events[:2], lie, third], walk.practice)
    apart = _take(engine, [third], walk.practice)

    assert set(together.refused) == {lie.event_id, third.event_id}
    assert apart.waiting == [third.event_id]
    assert sorted(_kept(engine)) == sorted([*_ids(walk.events[:2]), third.event_id])


def test_other_branch_of_refused(engine: Engine, walk: Walk) -> None:
    """A lie on one device takes nothing away from what was true on the other."""
    other = walk.fork("b")
    lie = replace(walk.fact(walk.position, ("zzz",)), event_id="a-lie-on-a")
    true = other.answer(0)
    receipt = _take(engine, [*walk.events, lie, true], walk.practice)

    assert list(receipt.refused) == [lie.event_id]
    assert _attempts(engine)[0].answers[-1] == true


def test_circle(engine: Engine, walk: Walk) -> None:
    """Facts that come after each other in a circle wait for ever and harm nobody."""
    one, two = walk.events[1:3]
    one = replace(one, after=two.event_id)
    own = replace(walk.events[3], after=walk.events[3].event_id)
    receipt = _take(engine, [one, two, own, walk.events[0]], walk.practice)

    assert receipt.waiting == _ids([one, two, own])
    assert _attempts(engine)[0].answers == ()


def test_link_to_other_attempt(engine: Engine, walk: Walk, practice: Practice) -> None:
    """A fact cannot come after a fact of another attempt."""
    other = Walk(ANNA, practice, "attempt-2")
    astray = replace(other.answer(0), after=walk.events[0].event_id)
    receipt = _take(engine, [*walk.events, other.events[0], astray], practice)

    assert receipt.waiting == [astray.event_id]


@pytest.mark.parametrize(
    "change",
    [
        {"options": ("zzz",)},
        {"options": ()},
        {"options": ("a", "b")},
        {"question": "q9"},
        {"index": 1},
        {"index": 99},
        {"index": -1},
        {"index": 10**30},
        {"attempt_at": 2},
        {"attempt_at": 0},
        {"turn": "b"},
        {"shown": ("a", "b")},
        {"shown": ()},
        {"hash": "0" * 16},
        {"hash": ""},
    ],
    ids=str,
)
def test_could_not_be(engine: Engine, practice: Practice, change: dict[str, object]) -> None:
    """An answer that this screen does not offer, or to words that were not there, is refused."""
    walk = Walk(ANNA, practice, "attempt-1")
    lie = walk.fact(walk.position, ("a",), **change)
    receipt = _take(engine, [*walk.events, lie], practice)

    assert list(receipt.refused) == [lie.event_id]
    assert _kept(engine) == _ids(walk.events)


def test_every_order_of_options(engine: Engine, practice: Practice) -> None:
    """The order in which options stood must be the one of this attempt's own seed."""
    walk = Walk(ANNA, practice, "attempt-1")
    fact = walk.fact(walk.position, ("a",))
    turned = replace(
        fact, event_id="turned-1", facts=replace(fact.facts, shown=fact.facts.shown[::-1])
    )
    receipt = _take(engine, [*walk.events, fact, turned], practice)

    assert list(receipt.refused) == ["turned-1"]
    assert fact.event_id in receipt.stored


def test_out_of_turn(engine: Engine, walk: Walk) -> None:
    """An answer that skips a screen, or comes twice in a row, is refused."""
    skipped = replace(walk.events[3], event_id="skipped-1", after=walk.events[1].event_id)
    again = replace(walk.events[3], event_id="again-001", after=walk.events[3].event_id)
    receipt = _take(engine, [*walk.events, skipped, again], walk.practice)

    assert set(receipt.refused) == {"skipped-1", "again-001"}


def test_after_the_end(engine: Engine, walk: Walk) -> None:
    """Nothing can be answered after the end."""
    events = walk.finish()
    more = replace(events[-1], event_id="one-more-1", after=events[-1].event_id)
    receipt = _take(engine, [*events, more], walk.practice)

    assert receipt.refused == {
        "one-more-1": "Deze oefening is al klaar; er kan geen antwoord meer bij."
    }
    assert len(receipt.stored) == len(events)


def test_one_version(engine: Engine, walk: Walk) -> None:
    """One attempt is about one assignment, in one version."""
    for change in ({"content_hash": "0" * 16}, {"assignment": "overleggen-zeggen-1"}):
        other = replace(walk.events[1], event_id="changed-1", **change)
        receipt = _take(engine, [*walk.events, other], walk.practice)

        assert list(receipt.refused) == ["changed-1"]


def test_somebody_else(engine: Engine, walk: Walk) -> None:
    """Nobody can bring facts of somebody else, go on in their attempt, or take their fact's id."""
    _take(engine, walk.events[:2], walk.practice)
    third = walk.events[2]
    stolen = replace(third, person=BRAM.code)
    own = Walk(BRAM, walk.practice, "attempt-2")
    same_id = replace(own.events[0], event_id=walk.events[0].event_id)

    for event in (third, stolen, same_id):
        receipt = _take(engine, [event], walk.practice, BRAM)
        assert receipt.refused == {event.event_id: "Dit is een feit van een ander."}
    assert _take(engine, [third], walk.practice).stored == [third.event_id]
    assert _attempts(engine, BRAM) == ()


@pytest.mark.parametrize("role", [one for one in Role if one is not Role.PARTICIPANT])
def test_staff(engine: Engine, walk: Walk, role: Role) -> None:
    """Only participants give answers of their own."""
    receipt = _take(engine, walk.events, walk.practice, replace(ANNA, role=role))

    assert set(receipt.refused) == set(_ids(walk.events))
    assert _kept(engine) == []


def test_unknown_text(engine: Engine, walk: Walk, catalogue: Catalogue) -> None:
    """An attempt at a text that was never shown is refused, and its answers with it."""
    elsewhere = practice_of(catalogue.assignment("overleggen-zeggen-2"))
    receipt = _take(engine, walk.events, elsewhere)

    assert set(receipt.refused) == set(_ids(walk.events))


def test_two_starts(engine: Engine, walk: Walk) -> None:
    """A second start in one attempt is a branch of its own, not a break of the first."""
    again = replace(walk.events[0], event_id="start-again")
    _take(engine, [*walk.events, again], walk.practice)

    assert _attempts(engine)[0].answers == tuple(walk.events[1:])


def test_fork(engine: Engine, walk: Walk) -> None:
    """Of two branches the longest is the attempt; both are kept."""
    other = walk.fork("b")
    own = walk.answer(0)
    theirs = [other.answer(0), other.answer(0)]
    receipt = _take(engine, [*theirs, *walk.events], walk.practice)

    assert set(receipt.stored) == {*_ids(walk.events), *_ids(theirs)}
    assert _attempts(engine)[0].answers[-2:] == tuple(theirs)
    assert own.event_id in _kept(engine)


def test_equal_forks(engine: Engine, walk: Walk) -> None:
    """Of two branches that are equally long the newest is the attempt."""
    other = walk.fork("b")
    newer = replace(other.answer(0), occurred_at=NOW + timedelta(hours=1))
    older = walk.answer(0)
    _take(engine, [*walk.events, newer], walk.practice)

    assert older.event_id in _kept(engine)
    assert _attempts(engine)[0].answers[-1] == newer


def test_since(engine: Engine, walk: Walk) -> None:
    """Attempts of which nothing was received lately are left out, others come whole."""
    with writing(engine) as connection:
        old = NOW - timedelta(days=100)
        take_in(connection, ANNA, walk.events[:3], reader(walk.practice), old)
    before = _attempts(engine)
    _take(engine, walk.events[3:], walk.practice)

    assert before == ()
    assert _attempts(engine)[0].answers == tuple(walk.events[1:])


def test_words_that_were_looked_up(engine: Engine, walk: Walk) -> None:
    """Which words somebody asked about is kept; facts from before that was told read as none."""
    asked = replace(walk.events[1], facts=replace(walk.events[1].facts, asked=("werkkaart",)))
    events = [walk.events[0], asked]
    _take(engine, events, walk.practice)
    kept = _attempts(engine)
    with writing(engine) as connection:
        row = connection.execute(
            select(tables.event).where(tables.event.c.event_id == asked.event_id)
        ).one()
        old = {name: one for name, one in row.facts.items() if name != "asked"}
        connection.execute(
            update(tables.event).where(tables.event.c.event_id == asked.event_id).values(facts=old)
        )
    before = _attempts(engine)

    assert kept[0].answered[0].asked == ("werkkaart",)
    assert before[0].answered[0].asked == ()


def test_newest_last(engine: Engine, practice: Practice) -> None:
    """Attempts come in the order of their newest facts by the clock of the device."""
    late = Walk(ANNA, practice, "attempt-1", at=NOW + timedelta(hours=2))
    early = Walk(ANNA, practice, "attempt-2", at=NOW)
    _take(engine, [late.events[0], *early.finish()], practice)

    assert [one.started.attempt for one in _attempts(engine)] == ["attempt-2", "attempt-1"]


def test_returning_question(engine: Engine, catalogue: Catalogue) -> None:
    """A question of another assignment that came back is explained by its own words."""
    other = catalogue.assignment("overleggen-zeggen-2")
    item = Item(assignment=other, question=other.question("q2"))
    practice = practice_of(catalogue.assignment("overleggen-luisteren-2"), item)
    walk = Walk(ANNA, practice, "attempt-1")
    receipt = _take(engine, walk.finish(), practice)

    assert len(receipt.stored) == len(walk.events)
    assert isinstance(walk.events[0].facts, PracticeStarted)
    assert walk.events[0].facts.items[0].assignment == other.id


@pytest.mark.parametrize("still_good", [0, 1, 2])
def test_broken_reader(engine: Engine, walk: Walk, still_good: int) -> None:
    """A stored text that cannot be read any more refuses nothing and marks nothing: try again."""
    asked: list[Event] = []

    def broken(started: Event) -> Practice:
        asked.append(started)
        if len(asked) == still_good + 1:
            raise WpoError("Een bewaarde tekst past niet meer in het model.")
        return walk.practice

    _take(engine, walk.events[1:], walk.practice)
    with (
        pytest.raises(WpoError, match="past niet meer"),
        writing(engine) as connection,
    ):
        take_in(connection, ANNA, walk.events[:1], broken, NOW)
    _take(engine, walk.events[:1], walk.practice)

    assert _marks(engine) == {}
    assert len(_attempts(engine)[0].answers) == 3


def test_long_delivery(engine: Engine, practice: Practice) -> None:
    """A delivery of many attempts at once, all upside down, is taken in whole."""
    walks = [Walk(ANNA, practice, f"attempt-{n:02}") for n in range(8)]
    events = [one for walk in walks for one in walk.finish([0, 1, 2])][::-1]
    receipt = _take(engine, events, practice)

    assert len(receipt.stored) == len(events)
    assert len(_attempts(engine)) == 8


def test_nothing(engine: Engine, practice: Practice) -> None:
    """An empty delivery changes nothing."""
    assert _take(engine, [], practice) == Receipt()
    assert _attempts(engine) == ()


def test_longest_words(engine: Engine, walk: Walk) -> None:
    """The longest ids and words that a fact may hold are kept whole, also while it waits."""
    last = walk.events[-1]
    longest = replace(
        last,
        event_id="e" * 64,
        attempt="a" * 64,
        after="b" * 64,
        assignment="é" * LONGEST_WORD,
        content_hash="ë" * LONGEST_WORD,
        facts=replace(last.facts, index=10**30, options=("è" * LONGEST_WORD,) * MOST_OPTIONS),
    )
    receipt = _take(engine, [longest], walk.practice)
    with reading(engine) as connection:
        row = connection.execute(select(tables.event)).one()

    assert receipt.waiting == [longest.event_id]
    assert (row.assignment, row.content_hash) == (longest.assignment, longest.content_hash)
    assert row.facts["index"] == 10**30
    assert row.facts["options"] == list(longest.facts.options)


@pytest.mark.parametrize("year", [2, 1900, 9998])
def test_far_times(engine: Engine, walk: Walk, year: int) -> None:
    """A device whose clock is ages wrong breaks nothing: its time is kept as it is told."""
    at = walk.events[0].occurred_at.replace(year=year)
    _take(engine, [replace(walk.events[0], occurred_at=at)], walk.practice)

    assert _attempts(engine)[0].started.occurred_at == at
