"""Facts of the work floor against a naive model: tellers, devices, orders, repeats, changes.

The model keeps a plain list of what was delivered, and asks of each fact in its own words whether
this teller may tell it. Whatever happens, the tables must say the same.
"""

from contextlib import ExitStack, suppress
from dataclasses import replace
from datetime import datetime, timedelta

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select

from tests.model.floor_strategies import practice_facts, some_facts
from tests.postgresql import Cluster
from tests.store.floor_people import (
    BEFORE,
    CORA,
    DAY,
    FAR,
    FAR_COACH,
    PEOPLE,
    TARA,
    TEUN,
    add_everybody,
    told,
)
from tests.store.making import ANNA, BRAM, NOW
from tests.store.summing import standings_of
from wpo.model.floor import FloorEvent, FloorFacts
from wpo.model.people import ASSISTANT_TELLS, TELLS, Person, Role
from wpo.model.standing import standing
from wpo.model.trajectory import trajectory
from wpo.store import tables
from wpo.store.database import open_database, reading, writing
from wpo.store.floor import (
    append_floor,
    floor_events_of,
    standings_in,
    take_in_floor,
)
from wpo.store.guidance import guide, unguide
from wpo.store.receipts import Receipt

TELLERS = (ANNA, BRAM, TEUN, TARA, CORA, FAR_COACH)
ABOUT = (ANNA, BRAM, FAR, TEUN)
HOUR = timedelta(hours=1)


class Naive:
    """What ought to be kept, and who guided whom when."""

    def __init__(self) -> None:
        self.kept: dict[str, tuple[FloorEvent, datetime]] = {}
        # (trainer, participant, assistant, since, until)
        self.guided: list[list[object]] = [
            [TEUN.code, ANNA.code, False, BEFORE, None],
            [TARA.code, ANNA.code, True, BEFORE, None],
            [TARA.code, BRAM.code, False, BEFORE, None],
        ]

    def take(self, teller: Person, events: list[FloorEvent], now: datetime) -> dict[str, str]:
        """Take a delivery in and return what becomes of each id in it."""
        verdicts: dict[str, str] = {}
        for one in events:
            if one.event_id in verdicts:
                continue
            there = self.kept.get(one.event_id)
            if there is not None:
                verdicts[one.event_id] = "known" if there[0].by == teller.code else "refused"
            elif self.may_tell(teller, one, now):
                verdicts[one.event_id] = "stored"
                self.kept[one.event_id] = (one, now)
            else:
                verdicts[one.event_id] = "refused"
        return verdicts

    def may_tell(self, teller: Person, one: FloorEvent, now: datetime) -> bool:
        """Tell whether somebody may tell this, in other words than the store's."""
        about = next((each for each in PEOPLE if each.code == one.person), None)
        day = getattr(one.facts, "day", None)
        true_so_far = (
            one.by == teller.code
            and one.as_role is teller.role
            and one.facts.name in TELLS[teller.role]
            and one.occurred_at - now <= DAY
            and (day is None or day <= (now + DAY).date())
            and (day is None or (one.occurred_at - DAY).date() - day <= 31 * DAY)
        )
        if not true_so_far or about is None:
            return False
        if teller.role is Role.PARTICIPANT:
            return about is teller
        if teller.role is Role.COACH:
            whom = about.role is Role.PARTICIPANT or one.facts.name == "replied"
            return whom and about.organisation == teller.organisation
        if about is teller:
            return one.facts.name == "asked"
        return any(self.allows(row, one, now) for row in self.guided if row[0] == teller.code)

    @staticmethod
    def allows(row: list[object], one: FloorEvent, now: datetime) -> bool:
        """Tell whether a stretch of guidance lets its trainer tell this."""
        _, participant, assistant, since, until = row
        if participant != one.person or (assistant and one.facts.name not in ASSISTANT_TELLS):
            return False
        if not isinstance(until, datetime):
            return True
        assert isinstance(since, datetime)
        return since - DAY <= one.occurred_at <= until and now - until <= 30 * DAY

    def end(self, trainer: str, participant: str, now: datetime) -> None:
        """End what is between two people."""
        for row in self.guided:
            if row[:2] == [trainer, participant] and row[4] is None:
                row[4] = now

    def story(self, person: Person) -> list[FloorEvent]:
        """Return what happened to somebody, in order; nothing happened after it was received."""
        return [
            replace(one, occurred_at=min(one.occurred_at, at))
            for one, at in sorted(
                (pair for pair in self.kept.values() if pair[0].person == person.code),
                key=lambda pair: (min(pair[0].occurred_at, pair[1]), pair[0].occurred_at),
            )
        ]


class Floor(RuleBasedStateMachine):
    """Several tellers on several devices, with clocks that differ, and a bad connection."""

    def __init__(self, address: str = "sqlite://") -> None:
        super().__init__()
        self.engine = open_database(address)
        self.naive = Naive()
        self.now = NOW
        self.made: dict[str, list[FloorEvent]] = {one.code: [] for one in TELLERS}

    def teardown(self) -> None:
        """Close."""
        self.engine.dispose()

    @initialize()
    def come_in(self) -> None:
        """Everybody is known, and guided since long ago."""
        with writing(self.engine) as connection:
            add_everybody(connection)

    @rule(days=st.sampled_from([0, 1, 1, 7, 31]))
    def pass_time(self, days: int) -> None:
        """Time goes by: hours always, and days now and then."""
        self.now += HOUR + days * DAY

    @rule(
        teller=st.sampled_from(TELLERS),
        about=st.sampled_from([ANNA, ANNA, *ABOUT]),
        facts=some_facts,
        hours=st.sampled_from([0, 0, 0, 2, 20, 30, -1, -30, -400, -3000]),
    )
    def tell(self, teller: Person, about: Person, facts: FloorFacts, hours: int) -> None:
        """Somebody tells something on a device whose clock may be off; nothing is delivered yet."""
        number = sum(len(one) for one in self.made.values())
        # No two clocks say exactly the same: what happened at once stands in the order of arrival.
        at = self.now + hours * HOUR + number * timedelta(microseconds=1)
        self.made[teller.code].append(
            told(teller, facts, about=about, at=at, event_id=f"feit-{number:04}")
        )

    @rule(teller=st.sampled_from(TELLERS), data=st.data(), lost=st.booleans())
    def deliver(self, teller: Person, data: st.DataObject, lost: bool) -> None:
        """Some facts arrive, in any order and perhaps again; the answer may get lost."""
        made = self.made[teller.code]
        if not made:
            return
        places = st.lists(st.integers(0, len(made) - 1), min_size=1, max_size=12)
        events = [made[place] for place in data.draw(places)]
        receipt = self._take(teller, events)

        expected = self.naive.take(teller, events, self.now)
        if not lost:
            assert _verdicts(receipt) == expected
            assert len(receipt.stored) == len(set(receipt.stored))

    @rule(teller=st.sampled_from(TELLERS))
    def deliver_all(self, teller: Person) -> None:
        """A device that was away for long sends all that it has."""
        events = self.made[teller.code]
        receipt = self._take(teller, events)

        assert _verdicts(receipt) == self.naive.take(teller, events, self.now)

    @rule(about=st.sampled_from([ANNA, BRAM]), facts=practice_facts)
    def practise(self, about: Person, facts: FloorFacts) -> None:
        """The server tells that somebody practised."""
        number = len(self.naive.kept)
        at = self.now + number * timedelta(microseconds=7)
        event = told(about, facts, about=about, at=at, event_id=f"server-{number:04}")
        with writing(self.engine) as connection:
            append_floor(connection, [event], {about.code: about.organisation}, at)
        self.naive.kept[event.event_id] = (event, at)

    @rule(thief=st.sampled_from(TELLERS), owner=st.sampled_from(TELLERS))
    def steal(self, thief: Person, owner: Person) -> None:
        """Somebody sends all facts of another, as they are and as their own."""
        if thief is owner:
            return
        made = self.made[owner.code]
        kept = [one for one in made if one.event_id in self.naive.kept]
        copied = [replace(one, by=thief.code, as_role=thief.role) for one in kept]
        for events in (made, copied):
            receipt = self._take(thief, events)

            assert set(receipt.refused) == {one.event_id for one in events}
            assert receipt.stored + receipt.known == []

    @precondition(lambda self: any(self.made.values()))
    @rule(data=st.data())
    def crash(self, data: st.DataObject) -> None:
        """The server dies after taking a delivery in, before it is kept: nothing has happened."""
        teller = data.draw(st.sampled_from([one for one in TELLERS if self.made[one.code]]))
        with suppress(ZeroDivisionError), writing(self.engine) as connection:
            take_in_floor(connection, teller, self.made[teller.code], self.now)
            _ = 1 / 0

    @rule(
        trainer=st.sampled_from([TEUN, TARA]),
        participant=st.sampled_from([ANNA, BRAM]),
        how=st.sampled_from(["guide", "assist", "end"]),
    )
    def change_guidance(self, trainer: Person, participant: Person, how: str) -> None:
        """Somebody begins or stops to guide."""
        self.naive.end(trainer.code, participant.code, self.now)
        with writing(self.engine) as connection:
            if how == "end":
                unguide(connection, participant.code, self.now, trainer=trainer.code)
                return
            assistant = how == "assist"
            guide(connection, trainer.code, participant.code, self.now, assistant=assistant)
        self.naive.guided.append([trainer.code, participant.code, assistant, self.now, None])

    @invariant()
    def same(self) -> None:
        """Every fact is kept once, read back as told, and every row is what follows from them."""
        with reading(self.engine) as connection:
            names = connection.scalars(select(tables.floor_event.c.event_id)).all()
            found = {one.code: floor_events_of(connection, one.code) for one in ABOUT}
            rows = standings_of(connection, [one.code for one in ABOUT])
            everywhere = [*standings_in(connection, "org"), *standings_in(connection, "ver")]

        assert sorted(names) == sorted(self.naive.kept)
        expected = set()
        for person in ABOUT:
            story = self.naive.story(person)
            assert list(found[person.code]) == story
            lines = trajectory(story).lines.values()
            expected |= {standing(person.code, one) for one in lines}
        assert set(rows) == set(everywhere) == expected
        assert len(rows) == len(everywhere) == len(expected)

    def _take(self, teller: Person, events: list[FloorEvent]) -> Receipt:
        with writing(self.engine) as connection:
            return take_in_floor(connection, teller, events, self.now)


def _verdicts(receipt: Receipt) -> dict[str, str]:
    found = {name: word for word in ("stored", "known") for name in getattr(receipt, word)}
    assert receipt.waiting == []
    return found | dict.fromkeys(receipt.refused, "refused")


PATIENT = settings(
    stateful_step_count=30,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
TestFloor = Floor.TestCase
TestFloor.settings = settings(PATIENT, max_examples=40)


def test_floor_on_postgresql(postgresql: Cluster) -> None:
    """The same histories end the same on PostgreSQL."""

    class OnPostgresql(Floor):
        def __init__(self) -> None:
            self.lent = ExitStack()
            super().__init__(self.lent.enter_context(postgresql.database()))

        def teardown(self) -> None:
            super().teardown()
            self.lent.close()

    run_state_machine_as_test(OnPostgresql, settings=settings(PATIENT, max_examples=15))
