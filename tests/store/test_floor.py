"""What becomes of facts of the work floor: stored, known, refused; and how they are read back."""

import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from itertools import count
from threading import Barrier, Thread

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, func, select

from tests.model.floor_strategies import FIRST, OTHER, SECOND, any_facts
from tests.model.stories import AGREED, BOTH_YES, PRACTISED, SEEN, YES, Told, story
from tests.store.floor_people import (
    BEFORE,
    CORA,
    DAY,
    FAR,
    FAR_COACH,
    FAR_TRAINER,
    PEOPLE,
    TARA,
    TEUN,
    add_everybody,
    told,
)
from tests.store.making import ANNA, BRAM, NOW
from tests.store.summing import standings_of
from tests.strategies import some
from wpo.apps.delivery import read_events
from wpo.model.floor import (
    FLOOR_FACTS,
    Adapted,
    Again,
    Agreed,
    Asked,
    FloorEvent,
    FloorFacts,
    Goal,
    Helped,
    LookedBack,
    Noticed,
    Observed,
    Paused,
    PracticeBegan,
    Practised,
    Recognised,
    Replied,
    Resumed,
    SaidMastered,
    Stopped,
    TalkReopened,
    WentOn,
    Wished,
)
from wpo.model.people import ASSISTANT_TELLS, Person, Role
from wpo.model.standing import standing
from wpo.model.trajectory import Phase, trajectory
from wpo.store import floor, tables
from wpo.store.database import open_database, reading, writing
from wpo.store.floor import (
    append_floor,
    floor_events_named,
    floor_events_of,
    renew_conclusions,
    standings_in,
    take_in_floor,
    tellers_of,
    trajectory_of,
)
from wpo.store.guidance import guide, unguide
from wpo.store.people import add_person
from wpo.store.receipts import Receipt

EACH: dict[str, FloorFacts] = {
    one.name: one
    for one in (
        Wished(question="leren", sub_skills=("s1a",)),
        Noticed(sub_skill="s1a", words="je begint"),
        Recognised(noticed="feit-0001", answer="ja"),
        AGREED,
        TalkReopened(),
        PracticeBegan(goal=FIRST),
        PRACTISED,
        LookedBack(goal=FIRST, day=NOW.date(), did="nog_niet"),
        SEEN[0],
        Adapted(goal=FIRST, words="Stil."),
        Helped(adapted="feit-0001", answer="ja"),
        Again(goal=FIRST),
        YES,
        WentOn(goal=SECOND),
        Paused(goal=FIRST, reason="ziek", until=date(2026, 12, 1)),
        Resumed(goal=FIRST),
        Stopped(goal=FIRST, reason="vrij"),
        Asked(words="Wat nu?", goal=FIRST),
        Replied(asked="feit-0001", words="Samen."),
    )
}
OBSERVED, DECIDED = EACH["observed"], EACH["again"]
NOT_YOURS = "Deze deelnemer hoort niet bij jou."
OF_ANOTHER = "Dit is een feit van een ander."


@pytest.fixture
def engine(engine: Engine) -> Engine:
    """A database with everybody in it."""
    with writing(engine) as connection:
        add_everybody(connection)
    return engine


def take(
    engine: Engine, teller: Person, events: Sequence[FloorEvent], now: datetime = NOW
) -> Receipt:
    """Take a delivery in."""
    with writing(engine) as connection:
        return take_in_floor(connection, teller, events, now)


def kept(engine: Engine, person: Person = ANNA) -> tuple[FloorEvent, ...]:
    """Return the facts about somebody."""
    with reading(engine) as connection:
        return floor_events_of(connection, person.code)


def refusal(
    engine: Engine, teller: Person, event: FloorEvent, now: datetime = NOW, *, n_kept: int = 0
) -> str:
    """Return why a fact is refused, or nothing; what is refused leaves no trace."""
    receipt = take(engine, teller, [event], now)
    with reading(engine) as connection:
        n_rows = connection.scalar(select(func.count()).select_from(tables.floor_event))
    assert n_rows == n_kept + (not receipt.refused)
    assert receipt.stored == ([] if receipt.refused else [event.event_id])
    return receipt.refused.get(event.event_id, "")


def tell(engine: Engine, *those: Told) -> list[FloorEvent]:
    """Let people tell a story about Anna, delivered as it happens; practice comes by the server."""
    events = story(*those)
    for event in events:
        with writing(engine) as connection:
            if isinstance(event.facts, PracticeBegan | Practised):
                append_floor(connection, [event], {ANNA.code: "org"}, event.occurred_at)
            else:
                teller = next(one for one in PEOPLE if one.code == event.by)
                receipt = take_in_floor(connection, teller, [event], event.occurred_at)
                assert receipt.stored == [event.event_id]
    return events


def sent(event: FloorEvent) -> dict[str, object]:
    """Return a fact as a page sends it."""
    return {
        "event_id": event.event_id,
        "version": event.version,
        "occurred_at": event.occurred_at.isoformat().replace("+00:00", "Z"),
        "person": event.person,
        "by": event.by,
        "as_role": event.as_role.value,
        "facts": floor._written(event.facts),
    }


class TestKept:
    """What was told is what is kept."""

    _numbers = count()

    @given(data=st.data())
    @settings(some, suppress_health_check=[*HealthCheck])
    def test_as_told(self, engine: Engine, data: st.DataObject) -> None:
        """A fact of any kind, with any words, is read back as it was told."""
        person = replace(ANNA, code=f"iemand-{next(self._numbers)}")
        events = [
            told(
                ANNA,
                data.draw(any_facts(name), label=name),
                about=person,
                event_id=f"{person.code}-{name}",
            )
            for name in FLOOR_FACTS
        ]
        with writing(engine) as connection:
            append_floor(connection, events, {person.code: "org"}, NOW)

            assert floor_events_of(connection, person.code) == tuple(events)

    @pytest.mark.parametrize("name", FLOOR_FACTS)
    @given(data=st.data())
    @some
    def test_as_sent(self, name: str, data: st.DataObject) -> None:
        """A fact of any kind that a page sends as JSON is read as the fact that it is."""
        event = told(TEUN, data.draw(any_facts(name)))
        events, refused = read_events(json.loads(json.dumps([sent(event)])))

        assert refused == {}
        assert events == [event]

    def test_every_kind(self, engine: Engine) -> None:
        """The examples below are of every kind there is."""
        assert set(EACH) == set(FLOOR_FACTS)
        assert kept(engine) == ()

    def test_columns(self, engine: Engine) -> None:
        """A row holds who, about whom, what and when; the moment of receipt is the server's."""
        early = told(TEUN, OBSERVED, at=NOW - DAY)
        take(engine, TEUN, [early])
        with reading(engine) as connection:
            row = connection.execute(select(tables.floor_event)).one()

        assert (row.person, row.told_by, row.as_role) == ("anna", "teun", "werkplekopleider")
        assert (row.name, row.version, row.organisation) == ("observed", 1, "org")
        assert row.occurred_at.replace(tzinfo=NOW.tzinfo) == NOW - DAY
        assert row.received_at.replace(tzinfo=NOW.tzinfo) == NOW

    def test_time_zone(self, engine: Engine) -> None:
        """A time with another offset is kept as the same moment, in UTC."""
        west = NOW.astimezone(timezone(timedelta(hours=-7)))
        take(engine, TEUN, [told(TEUN, OBSERVED, at=west)])
        (event,) = kept(engine)

        assert event.occurred_at == NOW
        assert event.occurred_at.utcoffset() == timedelta(0)

    def test_repeat(self, engine: Engine) -> None:
        """A fact that comes again, in one delivery or in two, is kept once."""
        events = [told(TEUN, OBSERVED, event_id=f"feit-{number:04}") for number in range(3)]
        ids = [one.event_id for one in events]
        first, second = (take(engine, TEUN, [*events, *events]) for _ in range(2))

        assert (first.stored, first.known) == (ids, [])
        assert (second.stored, second.known) == ([], ids)
        assert [one.event_id for one in kept(engine)] == ids

    def test_first_words_win(self, engine: Engine) -> None:
        """A fact is never changed by a later one with the same id."""
        first, second = (told(TEUN, Adapted(goal=FIRST, words=one)) for one in ("Ja.", "Nee."))
        take(engine, TEUN, [first, second])

        assert take(engine, TEUN, [second]).known == [second.event_id]
        assert kept(engine) == (first,)

    def test_one_verdict(self, engine: Engine) -> None:
        """A delivery that holds an id twice gets one verdict about it."""
        wrong, right = told(TEUN, EACH["wished"]), told(TEUN, OBSERVED)
        receipt = take(engine, TEUN, [wrong, right])

        assert set(receipt.refused) == {wrong.event_id}
        assert receipt.stored == []
        assert kept(engine) == ()

    def test_good_among_bad(self, engine: Engine) -> None:
        """One refused fact takes nothing away from the others of its delivery."""
        good = told(TEUN, OBSERVED, event_id="feit-0002")
        receipt = take(engine, TEUN, [told(TEUN, EACH["wished"]), good])

        assert receipt.stored == ["feit-0002"]
        assert kept(engine) == (good,)

    def test_nothing_told(self, engine: Engine) -> None:
        """An empty delivery changes nothing."""
        assert take(engine, TEUN, []) == Receipt()

    def test_tellers(self, engine: Engine) -> None:
        """By whom a fact was told is known of what is kept, and of nothing else."""
        take(engine, TEUN, [told(TEUN, OBSERVED)])
        with reading(engine) as connection:
            assert tellers_of(connection, ["feit-0001", "feit-0002"]) == {"feit-0001": "teun"}


class TestRefused:
    """What can never be true is refused with a reason."""

    @pytest.mark.parametrize("role", Role, ids=str)
    def test_roles(self, engine: Engine, role: Role) -> None:
        """Every role tells its own kinds of facts about its own people, and no other."""
        teller = Person(code=f"nieuwe-{role.value}", organisation="org", role=role)
        with writing(engine) as connection:
            add_person(connection, teller, BEFORE)
            if role is Role.TRAINER:
                guide(connection, teller.code, ANNA.code, BEFORE)
        about = teller if role is Role.PARTICIPANT else ANNA
        events = [
            told(teller, one, about=about, event_id=f"feit-{one.name}") for one in EACH.values()
        ]
        receipt = take(engine, teller, events)
        no = {one for one in EACH if not teller.may_tell(one)}

        assert receipt.refused == {
            f"feit-{one}": f"{one}: dit kan een {role.value} niet zeggen." for one in no
        }
        assert set(receipt.stored) == {f"feit-{one}" for one in EACH.keys() - no}
        assert {one.event_id for one in kept(engine, about)} == set(receipt.stored)

    def test_assistant(self, engine: Engine) -> None:
        """An assistant looks, adapts and asks; what is decided is not for an assistant."""
        events = [told(TARA, one, event_id=f"feit-{one.name}") for one in EACH.values()]
        receipt = take(engine, TARA, events)

        assert set(receipt.stored) == {f"feit-{one}" for one in ASSISTANT_TELLS}
        assert receipt.refused[f"feit-{DECIDED.name}"] == NOT_YOURS

    def test_not_yours(self, engine: Engine) -> None:
        """Nobody tells anything about somebody who is not theirs."""
        nobody = replace(ANNA, code="niemand")
        strangers = [
            (ANNA, BRAM, EACH["wished"]),
            (ANNA, FAR, EACH["stopped"]),
            (ANNA, TEUN, EACH["again"]),
            (TEUN, BRAM, OBSERVED),
            (TEUN, FAR, OBSERVED),
            (TEUN, CORA, OBSERVED),
            (TEUN, TEUN, OBSERVED),
            (TEUN, BRAM, EACH["asked"]),
            (TEUN, TARA, EACH["asked"]),
            (TEUN, CORA, EACH["asked"]),
            (TEUN, FAR_TRAINER, EACH["asked"]),
            (TEUN, nobody, OBSERVED),
            (CORA, FAR, OBSERVED),
            (CORA, FAR, EACH["replied"]),
            (CORA, FAR_TRAINER, EACH["replied"]),
            (CORA, TEUN, OBSERVED),
            (CORA, nobody, EACH["replied"]),
            (FAR_COACH, ANNA, OBSERVED),
            (FAR_COACH, TEUN, EACH["replied"]),
        ]
        for teller, about, facts in strangers:
            reason = refusal(engine, teller, told(teller, facts, about=about))

            assert reason == NOT_YOURS, (teller.code, about.code, facts.name)

    def test_yours(self, engine: Engine) -> None:
        """A coach tells about the own organisation; a trainer may ask something of their own."""
        near = [
            (TARA, BRAM, DECIDED),
            (CORA, ANNA, OBSERVED),
            (CORA, ANNA, EACH["replied"]),
            (CORA, TEUN, EACH["replied"]),
            (TEUN, TEUN, EACH["asked"]),
            (FAR_COACH, FAR, OBSERVED),
        ]
        for number, (teller, about, facts) in enumerate(near):
            event = told(teller, facts, about=about, event_id=f"feit-{number:04}")

            assert refusal(engine, teller, event, n_kept=number) == "", (teller.code, facts.name)

    def test_somebody_elses_words(self, engine: Engine) -> None:
        """Nobody tells something in the name or in the role of another."""
        as_coach = replace(told(TEUN, OBSERVED), as_role=Role.COACH)

        assert refusal(engine, TARA, told(TEUN, OBSERVED)) == OF_ANOTHER
        assert refusal(engine, TEUN, as_coach) == OF_ANOTHER

    def test_somebody_elses_id(self, engine: Engine) -> None:
        """A fact with the id of another's fact is refused, whoever it is about; that one stays."""
        first = told(TEUN, OBSERVED)
        take(engine, TEUN, [first])

        assert refusal(engine, CORA, told(CORA, OBSERVED), n_kept=1) == OF_ANOTHER
        assert refusal(engine, TARA, told(TARA, DECIDED, about=BRAM), n_kept=1) == OF_ANOTHER
        assert kept(engine) == (first,)

    @pytest.mark.parametrize("facts", [OBSERVED, EACH["looked_back"]], ids=["observed", "back"])
    def test_future_day(self, engine: Engine, facts: Observed | LookedBack) -> None:
        """A day that has not been yet is refused, but for the next: it is later elsewhere."""
        teller = TEUN if isinstance(facts, Observed) else ANNA
        tomorrow, later = (replace(facts, day=NOW.date() + n * DAY) for n in (1, 2))

        assert refusal(engine, teller, told(teller, later)).startswith("day: deze dag")
        assert refusal(engine, teller, told(teller, tomorrow)) == ""

    @pytest.mark.parametrize("facts", [OBSERVED, EACH["looked_back"]], ids=["observed", "back"])
    def test_forgotten_day(self, engine: Engine, facts: Observed | LookedBack) -> None:
        """Nobody tells of a day over a month before; what arrives late was told in time."""
        teller = TEUN if isinstance(facts, Observed) else ANNA
        month_ago, earlier = (replace(facts, day=NOW.date() - n * DAY) for n in (32, 33))
        late = told(teller, earlier, at=NOW - 2 * DAY, event_id="feit-0002")

        assert refusal(engine, teller, told(teller, earlier)).startswith("day: dit is langer")
        assert refusal(engine, teller, told(teller, month_ago)) == ""
        assert refusal(engine, teller, late, n_kept=1) == ""

    def test_future_moment(self, engine: Engine) -> None:
        """A clock that runs more than a day ahead is not believed; one that is behind is."""
        ahead = told(TEUN, OBSERVED, at=NOW + DAY + timedelta(seconds=1))
        behind = told(TEUN, OBSERVED, at=NOW - 10_000 * DAY, event_id="feit-0002")

        assert refusal(engine, TEUN, ahead).startswith("occurred_at: dit moment is nog niet")
        assert refusal(engine, TEUN, replace(ahead, occurred_at=NOW + DAY)) == ""
        assert refusal(engine, TEUN, behind, n_kept=1) == ""


class TestGuidance:
    """Trainers tell about whom they guide now, or guided when it happened."""

    def test_until_yesterday(self, engine: Engine) -> None:
        """What happened while somebody guided is taken afterwards; what happened later is not."""
        ended_at = NOW - DAY
        with writing(engine) as connection:
            unguide(connection, ANNA.code, ended_at, trainer=TEUN.code)
        late = told(TEUN, OBSERVED, at=ended_at + timedelta(seconds=1))

        assert refusal(engine, TEUN, late) == NOT_YOURS
        assert refusal(engine, TEUN, replace(late, occurred_at=ended_at)) == ""

    def test_not_for_ever(self, engine: Engine) -> None:
        """A month after it ended nobody tells any more what would have happened then."""
        with writing(engine) as connection:
            unguide(connection, ANNA.code, NOW, trainer=TEUN.code)
        then = told(TEUN, OBSERVED, at=NOW - DAY)

        assert refusal(engine, TEUN, then, NOW + 31 * DAY) == NOT_YOURS
        assert refusal(engine, TEUN, then, NOW + 30 * DAY) == ""

    def test_before_it_began(self, engine: Engine) -> None:
        """What happened before guidance that has ended is refused; a clock may differ a day."""
        began_at = NOW - 9 * DAY
        with writing(engine) as connection:
            guide(connection, TEUN.code, BRAM.code, began_at)
            unguide(connection, BRAM.code, NOW - DAY, trainer=TEUN.code)
        early = told(TEUN, OBSERVED, about=BRAM, at=began_at - DAY - timedelta(seconds=1))

        assert refusal(engine, TEUN, early) == NOT_YOURS
        assert refusal(engine, TEUN, replace(early, occurred_at=began_at - DAY)) == ""

    def test_slow_clock(self, engine: Engine) -> None:
        """Who guides somebody now is believed, also with a clock that is years behind."""
        with writing(engine) as connection:
            guide(connection, TEUN.code, BRAM.code, NOW)

        assert refusal(engine, TEUN, told(TEUN, OBSERVED, about=BRAM, at=NOW - 999 * DAY)) == ""

    def test_assistant_no_more(self, engine: Engine) -> None:
        """Who becomes an assistant decides no more; what was decided before is still taken."""
        with writing(engine) as connection:
            guide(connection, TEUN.code, ANNA.code, NOW - DAY, assistant=True)
        today = told(TEUN, DECIDED)

        assert refusal(engine, TEUN, today) == NOT_YOURS
        assert refusal(engine, TEUN, replace(today, occurred_at=NOW - 2 * DAY)) == ""
        looked = told(TEUN, OBSERVED, event_id="feit-0002")
        assert refusal(engine, TEUN, looked, n_kept=1) == ""

    def test_somebody_elses_guidance(self, engine: Engine) -> None:
        """Who guides one participant tells nothing about another, in one delivery or apart."""
        events = [
            told(TEUN, OBSERVED, event_id="feit-0001"),
            told(TEUN, OBSERVED, about=BRAM, event_id="feit-0002"),
        ]
        receipt = take(engine, TEUN, events)

        assert receipt.stored == ["feit-0001"]
        assert receipt.refused == {"feit-0002": NOT_YOURS}


class TestOrder:
    """Facts are read in the order in which they happened."""

    def test_as_it_happened(self, engine: Engine) -> None:
        """What arrives late is read where it belongs."""
        early = told(TEUN, OBSERVED, at=NOW - DAY, event_id="feit-0001")
        late = told(TEUN, DECIDED, at=NOW - timedelta(hours=1), event_id="feit-0002")
        take(engine, TEUN, [late])
        take(engine, TEUN, [early])

        assert kept(engine) == (early, late)

    def test_clock_ahead(self, engine: Engine) -> None:
        """Nothing happened after it was received: a clock that runs ahead wins nothing."""
        ahead = told(TEUN, OBSERVED, at=NOW + timedelta(hours=9), event_id="feit-0001")
        later = told(CORA, OBSERVED, at=NOW + timedelta(hours=1), event_id="feit-0002")
        take(engine, TEUN, [ahead], NOW)
        take(engine, CORA, [later], NOW + timedelta(hours=1))
        first, second = kept(engine)

        assert first == replace(ahead, occurred_at=NOW)
        assert second == later

    def test_order_of_a_clock_ahead(self, engine: Engine) -> None:
        """Facts of one clock that runs ahead keep their order, however they were delivered."""
        hours = [
            told(TEUN, OBSERVED, at=NOW + timedelta(hours=n), event_id=f"feit-000{n}")
            for n in (1, 2, 3)
        ]
        take(engine, TEUN, [hours[2], hours[0], hours[1]])

        assert [one.event_id for one in kept(engine)] == ["feit-0001", "feit-0002", "feit-0003"]

    def test_at_the_same_moment(self, engine: Engine) -> None:
        """Facts of the same moment stand in the order in which they arrived."""
        ids = ["feit-0003", "feit-0001", "feit-0002"]
        take(engine, TEUN, [told(TEUN, OBSERVED, event_id=one) for one in ids])

        assert [one.event_id for one in kept(engine)] == ids

    def test_delivered_backwards(self, engine: Engine) -> None:
        """A course that arrives backwards ends where it ended."""
        events = tell(engine, AGREED, PRACTISED, *SEEN, *BOTH_YES)
        with reading(engine) as connection:
            forwards = trajectory_of(connection, ANNA.code)
        received_at = events[-1].occurred_at
        with writing(engine) as connection:
            add_person(connection, replace(ANNA, code="anders"), NOW)
            append_floor(
                connection,
                [
                    replace(one, event_id=f"anders-{one.event_id}", person="anders")
                    for one in reversed(events)
                ],
                {"anders": "org"},
                received_at,
            )
            backwards = trajectory_of(connection, "anders")

        assert forwards.lines[FIRST].phase is Phase.MASTERED
        assert backwards.lines[FIRST].mastered_at == forwards.lines[FIRST].mastered_at


class TestStandings:
    """Where every goal stands is what follows from the facts, at every moment."""

    def test_as_the_facts_say(self, engine: Engine) -> None:
        """After every fact the rows are those of the fold, and no older row is left."""
        goals = Agreed(goals=(FIRST, OTHER), until=date(2026, 12, 1))
        events = story(goals, *SEEN, *BOTH_YES, WentOn(goal=SECOND))
        for number, event in enumerate(events, start=1):
            teller = next(one for one in PEOPLE if one.code == event.by)
            take(engine, teller, [event], event.occurred_at)
            lines = trajectory(events[:number]).lines
            with reading(engine) as connection:
                rows = standings_of(connection, [ANNA.code])

            assert set(rows) == {standing("anna", one) for one in lines.values()}
        assert [(one.sub_skill, one.level, one.phase) for one in rows] == [
            ("s1a", 1, Phase.MASTERED),
            ("s5b", 1, Phase.CHOSEN),
            ("s1a", 2, Phase.CHOSEN),
        ]

    def test_pause(self, engine: Engine) -> None:
        """A pause with its end, and the day on which somebody looked, are read back as days."""
        tell(engine, AGREED, SEEN[1], EACH["paused"])
        with reading(engine) as connection:
            (row,) = standings_of(connection, [ANNA.code])

        assert (row.paused_at, row.pause_until) == (NOW + 2 * DAY, date(2026, 12, 1))
        assert row.last_looked_on == SEEN[1].day

    def test_whose(self, engine: Engine) -> None:
        """Rows are those of the people, or of the organisation, that one asks for."""
        for number, (teller, about) in enumerate(((TEUN, ANNA), (TARA, BRAM), (FAR_TRAINER, FAR))):
            take(engine, teller, [told(teller, AGREED, about=about, event_id=f"feit-{number:04}")])
        with reading(engine) as connection:
            assert [one.person for one in standings_in(connection, "org")] == ["anna", "bram"]
            assert [one.person for one in standings_in(connection, "ver")] == ["far"]
            assert [one.person for one in standings_of(connection, ["bram", "far"])] == [
                "bram",
                "far",
            ]

    def test_made_anew(self, engine: Engine) -> None:
        """Rows that were lost, or that say something else, are made anew from the facts."""
        tell(engine, AGREED, *SEEN)
        with writing(engine) as connection:
            before = standings_in(connection, "org")
            connection.execute(tables.standing.update().values(phase="beheerst", level=3))
            renew_conclusions(connection, ANNA.code, "org")
            assert standings_in(connection, "org") == before
            connection.execute(tables.standing.delete())
            renew_conclusions(connection, ANNA.code, "org")
            assert standings_in(connection, "org") == before

    def test_only_whom_it_is_about(self, engine: Engine) -> None:
        """A fact about one participant leaves the rows of every other alone."""
        take(engine, TARA, [told(TARA, AGREED, about=BRAM, event_id="feit-0009")])
        with reading(engine) as connection:
            before = standings_of(connection, [BRAM.code])
        tell(engine, AGREED, *SEEN)
        with reading(engine) as connection:
            assert standings_of(connection, [BRAM.code]) == before

    def test_crash(self, engine: Engine) -> None:
        """Facts and rows are kept together, or neither."""
        with suppress(ZeroDivisionError), writing(engine) as connection:
            take_in_floor(connection, TEUN, [told(TEUN, AGREED)], NOW)
            _ = 1 / 0
        with reading(engine) as connection:
            assert standings_in(connection, "org") == ()
        assert kept(engine) == ()


class TestNamed:
    """Facts of some names in an organisation since a moment."""

    def test_names(self, engine: Engine) -> None:
        """Only the names that are asked for come, of the own organisation, oldest first."""
        asked = told(TEUN, EACH["asked"], about=TEUN, event_id="feit-0001")
        own = told(TEUN, EACH["asked"], at=NOW - DAY, event_id="feit-0002")
        far = told(FAR_TRAINER, EACH["asked"], about=FAR, event_id="feit-0003")
        take(engine, TEUN, [asked, own, told(TEUN, OBSERVED, event_id="feit-0004")])
        take(engine, FAR_TRAINER, [far])
        with reading(engine) as connection:
            found = floor_events_named(connection, "org", ["asked", "replied"], since=NOW - DAY)
            later = floor_events_named(connection, "org", ["asked"], since=NOW)
            none = floor_events_named(connection, "org", [], since=BEFORE)

        assert found == (own, asked)
        assert later == (asked,)
        assert none == ()

    def test_clock_ahead(self, engine: Engine) -> None:
        """Since when counts by the moment at which it can have happened."""
        take(engine, TEUN, [told(TEUN, EACH["asked"], at=NOW + timedelta(hours=9))])
        since = NOW + timedelta(hours=1)
        with reading(engine) as connection:
            assert floor_events_named(connection, "org", ["asked"], since=since) == ()
            assert floor_events_named(connection, "org", ["asked"], since=NOW)

    def test_at_the_same_moment(self, engine: Engine) -> None:
        """Facts of the same moment about several people stand in the order of their arrival."""
        facts = [
            told(CORA, OBSERVED, about=about, event_id=f"feit-{number:04}")
            for number, about in enumerate((BRAM, ANNA, BRAM))
        ]
        take(engine, CORA, facts)
        with reading(engine) as connection:
            found = floor_events_named(connection, "org", ["observed"], since=NOW)

        assert list(found) == facts


N_AT_ONCE = 4


def test_at_once(address: str) -> None:
    """Workers that take the same delivery in at once keep each fact once, and all say so."""
    engines = [open_database(address) for _ in range(N_AT_ONCE)]
    with writing(engines[0]) as connection:
        add_everybody(connection)
    facts = [
        Agreed(goals=(Goal(sub_skill="s1a", level=1),), until=date(2026, 12, 1)),
        *SEEN,
        SaidMastered(goal=FIRST, yes=True),
    ]
    events = [told(TEUN, one, event_id=f"feit-{n:04}") for n, one in enumerate(facts)]
    ready, receipts = Barrier(N_AT_ONCE), []

    def work(engine: Engine, turn: int) -> None:
        mine = [*events[turn:], *events[:turn]]
        ready.wait()
        receipts.append(take(engine, TEUN, mine, NOW + 3 * DAY))

    threads = [Thread(target=work, args=(one, turn)) for turn, one in enumerate(engines)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    ids = sorted(one.event_id for one in events)

    assert len(receipts) == N_AT_ONCE
    assert sorted(name for one in receipts for name in one.stored) == ids
    assert all(sorted(one.stored + one.known) == ids for one in receipts)
    assert sorted(one.event_id for one in kept(engines[0])) == ids
    with reading(engines[-1]) as connection:
        (row,) = standings_in(connection, "org")
        assert row == standing("anna", trajectory(kept(engines[0])).lines[FIRST])
    for engine in engines:
        engine.dispose()
