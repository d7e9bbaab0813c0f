"""Taking facts in against a naive model: random people, devices, forks, orders, repeats and lies.

The model keeps a plain list of what was delivered and explains it by walking backwards. Whatever
happens, the tables must say the same.
"""

import re
from contextlib import ExitStack, suppress
from dataclasses import replace
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import event as sql
from sqlalchemy import select

from tests.postgresql import Cluster
from tests.store.making import ANNA, BRAM, NOW, Walk, practice_of, reader
from wpo.catalogue.loading import load
from wpo.model.events import Answered, Event
from wpo.model.people import Person
from wpo.store import tables
from wpo.store.database import open_database, reading, writing
from wpo.store.facts import IMPOSSIBLE, WAITING, attempts_of, take_in
from wpo.store.receipts import Receipt

PRACTICES = tuple(
    practice_of(one, seed=seed) for seed, one in enumerate(load().assignments.values())
)
LIE = "nergens"


class Naive:
    """What ought to be kept: every fact by its id, and the mark of those that nothing explains."""

    def __init__(self) -> None:
        self.kept: dict[str, Event] = {}
        self.marks: dict[str, str] = {}

    def take(self, events: list[Event]) -> dict[str, str]:
        """Take a delivery in and return what becomes of each event, by its id."""
        told = {one.event_id: "known" for one in events if one.event_id in self.kept}
        fresh = {one.event_id: one for one in events if one.event_id not in self.kept}
        everything = self.kept | fresh
        touched = {one.attempt for one in fresh.values()}
        for one in fresh.values():
            told[one.event_id] = self.judge(one, everything)
        waiting = [name for name, mark in self.marks.items() if mark == WAITING]
        for name in waiting:
            verdict = self.judge(self.kept[name], everything)
            if self.kept[name].attempt in touched and verdict != "waiting":
                del self.marks[name]
                if verdict == "refused":
                    self.marks[name] = IMPOSSIBLE
        for one in fresh.values():
            if told[one.event_id] != "refused":
                self.kept[one.event_id] = one
            if told[one.event_id] == "waiting":
                self.marks[one.event_id] = WAITING
        return told

    def judge(self, event: Event, events: dict[str, Event]) -> str:
        """Return whether the way back to the start is there, and whether a lie stands on it."""
        way = self.way(event, events)
        if way[-1].after:
            return "waiting"
        lies = (isinstance(one.facts, Answered) and LIE in one.facts.options for one in way)
        return "refused" if any(lies) else "stored"

    def way(self, event: Event, events: dict[str, Event]) -> list[Event]:
        """Return the events from this one back as far as they are known."""
        way = [event]
        while way[-1].after in events:
            way.append(events[way[-1].after])
        return way

    def longest(self, person: Person) -> dict[str, int]:
        """Return how long the longest explained branch of each attempt is."""
        found: dict[str, int] = {}
        for name, one in self.kept.items():
            if one.person == person.code and name not in self.marks:
                found[one.attempt] = max(found.get(one.attempt, 0), len(self.way(one, self.kept)))
        return found


class Deliveries(RuleBasedStateMachine):
    """Two people, two devices each, a bad connection, and now and then a lie."""

    def __init__(self, address: str = "sqlite://") -> None:
        super().__init__()
        self.engine = open_database(address)
        self.statements: list[str] = []
        sql.listen(self.engine, "before_cursor_execute", self._listen)
        self.naive = Naive()
        self.walks: list[Walk] = []
        self.made: dict[str, list[Event]] = {ANNA.code: [], BRAM.code: []}

    def teardown(self) -> None:
        """Look once more at everything, and close."""
        assert not [
            one for one in self.statements if re.search(r"(UPDATE|DELETE FROM) event\b", one)
        ]
        self.engine.dispose()

    def _listen(self, _connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        self.statements.append(statement)

    @rule(person=st.sampled_from([ANNA, BRAM]), number=st.integers(0, len(PRACTICES) - 1))
    def begin(self, person: Person, number: int) -> None:
        """Somebody starts an attempt."""
        self._keep(Walk(person, PRACTICES[number], f"attempt{len(self.walks):03}"))

    @precondition(lambda self: self.walks)
    @rule(which=st.integers(0), picks=st.lists(st.integers(0, 20), min_size=1, max_size=12))
    def practise(self, which: int, picks: list[int]) -> None:
        """Somebody gives some answers."""
        walk = self.walks[which % len(self.walks)]
        for pick in picks:
            if walk.position is not None:
                self.made[walk.person.code].append(walk.answer(pick))

    @precondition(lambda self: self.walks)
    @rule(which=st.integers(0))
    def take_another_device(self, which: int) -> None:
        """Somebody goes on at a second device, from what was known there."""
        walk = self.walks[which % len(self.walks)]
        self.walks.append(walk.fork(f"d{len(self.walks)}"))

    @precondition(lambda self: self.walks)
    @rule(which=st.integers(0))
    def lie(self, which: int) -> None:
        """A broken client makes an answer that no screen offers, and goes on after it."""
        walk = self.walks[which % len(self.walks)]
        if walk.position is not None:
            other = walk.fork(f"x{len(self.walks)}")
            lie = other.fact(walk.position, (LIE,))
            after = replace(lie, event_id=f"{lie.event_id}-on", after=lie.event_id)
            made = self.made[walk.person.code]
            made += [lie, replace(after, facts=replace(after.facts, options=("a",)))]

    @rule(person=st.sampled_from([ANNA, BRAM]), data=st.data(), lost=st.booleans())
    def deliver(self, person: Person, data: st.DataObject, lost: bool) -> None:
        """Some facts arrive, in any order and perhaps again; the answer may get lost."""
        made = self.made[person.code]
        if not made:
            return
        places = st.lists(st.integers(0, len(made) - 1), min_size=1, max_size=25)
        events = [made[place] for place in data.draw(places)]
        receipt = self._take(person, events)

        told = self.naive.take(events)
        if not lost:
            found = {
                name: word for word in ("stored", "waiting") for name in getattr(receipt, word)
            }
            found |= dict.fromkeys(receipt.known, "known")
            found |= dict.fromkeys(receipt.refused, "refused")
            assert found == told
            assert len(receipt.stored) == len(set(receipt.stored))

    @precondition(lambda self: any(self.made.values()))
    @rule(data=st.data())
    def crash(self, data: st.DataObject) -> None:
        """The server dies after taking a delivery in, before it is kept: nothing has happened."""
        person = data.draw(st.sampled_from([one for one in (ANNA, BRAM) if self.made[one.code]]))
        made = self.made[person.code]
        with suppress(ZeroDivisionError), writing(self.engine) as connection:
            take_in(connection, person, made, reader(*PRACTICES), NOW)
            _ = 1 / 0

    @rule(person=st.sampled_from([ANNA, BRAM]))
    def steal(self, person: Person) -> None:
        """Somebody sends all facts of somebody else as well: nothing of it is taken."""
        other = BRAM if person is ANNA else ANNA
        made = self.made[other.code]
        theirs = {one.attempt for one in self.naive.kept.values() if one.person == other.code}
        copied = [replace(one, person=person.code) for one in made if one.attempt in theirs]
        receipt = self._take(person, made + copied)

        assert set(receipt.refused) == {one.event_id for one in made}
        assert receipt.stored + receipt.waiting + receipt.known == []

    @invariant()
    def same(self) -> None:
        """Every fact stands in the table exactly once, marked just as the model says."""
        with reading(self.engine) as connection:
            names = connection.scalars(select(tables.event.c.event_id)).all()
            marks = connection.execute(
                select(tables.event_mark.c.event_id, tables.event_mark.c.mark)
            ).all()
            found = {
                person.code: attempts_of(connection, person.code, since=NOW)
                for person in (ANNA, BRAM)
            }

        assert sorted(names) == sorted(self.naive.kept)
        assert {row.event_id: row.mark for row in marks} == self.naive.marks
        for person in (ANNA, BRAM):
            lengths = {one.started.attempt: 1 + len(one.answers) for one in found[person.code]}
            assert lengths == self.naive.longest(person)
            for attempt in found[person.code]:
                chain = [attempt.started, *attempt.answers]
                assert [one.after for one in chain[1:]] == [one.event_id for one in chain[:-1]]
                assert [self.naive.kept[one.event_id] for one in chain] == chain

    def _keep(self, walk: Walk) -> None:
        self.walks.append(walk)
        self.made[walk.person.code].append(walk.events[0])

    def _take(self, person: Person, events: list[Event]) -> Receipt:
        with writing(self.engine) as connection:
            return take_in(connection, person, events, reader(*PRACTICES), NOW)


PATIENT = settings(
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
TestDeliveries = Deliveries.TestCase
TestDeliveries.settings = settings(PATIENT, max_examples=80)


def test_deliveries_on_postgresql(postgresql: Cluster) -> None:
    """The same histories end the same on PostgreSQL."""

    class OnPostgresql(Deliveries):
        def __init__(self) -> None:
            self.lent = ExitStack()
            super().__init__(self.lent.enter_context(postgresql.database()))

        def teardown(self) -> None:
            super().teardown()
            self.lent.close()

    run_state_machine_as_test(OnPostgresql, settings=settings(PATIENT, max_examples=20))
