"""Counts by month are those of the facts, counted in the months of the calendar here."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Engine, event, select, text

from tests.organisation import Organisation, make, story
from tests.store.living import ZOHRA, told
from wpo.model.floor import Adapted, Agreed, Asked, FloorEvent, Goal, Helped, Paused, Practised
from wpo.model.months import HERE, Month, closed_months
from wpo.model.people import Person, Role
from wpo.store import tables
from wpo.store.counting import BY_MONTH, keep_counts
from wpo.store.database import open_database, reading, writing
from wpo.store.floor import append_floor, renew_conclusions, standings_in
from wpo.store.monthly import MEASURES, Count, counts_of, n_participants
from wpo.store.people import add_person
from wpo.store.placement import place

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
MONTHS = closed_months(NOW)
OCTOBER = MONTHS[-1]
GOAL = Goal(sub_skill="s1a", level=1)
WHAT = Organisation(n_participants=25, n_weeks=40)
PLAN = ("Als het druk is, dan vraag ik hulp.", "Vandaag.", "Alleen.")


@pytest.fixture(scope="module")
def made() -> Iterator[Engine]:
    """A database with a made-up organisation, and another one beside it."""
    engine = open_database("sqlite://")
    make(engine, WHAT)
    make(engine, Organisation(code="ander", label="Ander Werk", n_participants=9, seed=2))
    yield engine
    engine.dispose()


def _month(one: FloorEvent) -> Month:
    here = one.occurred_at.astimezone(HERE)
    return Month(year=here.year, number=here.month)


def test_the_same_as_counted_by_hand(made: Engine) -> None:
    """People by month, since a month and by reason are those of the facts of everybody."""
    facts = [one for number in range(WHAT.n_participants) for one in story(WHAT, number)]
    with reading(made) as connection:
        counts = counts_of(connection, WHAT.code, MONTHS)
    for measure, names in MEASURES.items():
        of_measure = [one for one in facts if one.facts.name in names]
        for month in MONTHS:
            there = [one.person for one in of_measure if _month(one) == month]
            since = {one.person for one in of_measure if month <= _month(one) <= OCTOBER}
            assert counts.by_month[measure, month] == len(set(there))
            assert counts.since[measure, month] == len(since)
        often = Counter(one.person for one in of_measure if _month(one) == OCTOBER)
        assert counts.last[measure] == Count(
            people=len(often), times=often.total(), most=max(often.values(), default=0)
        )
    stopped = {
        one.person
        for one in facts
        if getattr(one.facts, "reason", "") in {"ziek", "vrij", "anders"} and _month(one) in MONTHS
    }
    assert counts.reasons["person", MONTHS[0]] == len(stopped) > 0


def test_levels_and_skills_are_those_of_the_standings(made: Engine) -> None:
    """Mastery and begun goals are counted by the month in which they came about."""
    with reading(made) as connection:
        counts = counts_of(connection, WHAT.code, MONTHS)
        standings = standings_in(connection, WHAT.code)
    for month in MONTHS:
        done = [one for one in standings if _within(one.mastered_at, month)]
        assert counts.by_month["mastered", month] == len({one.person for one in done})
    done = [one for one in standings if _within(one.mastered_at, OCTOBER)]
    assert counts.last["mastered"].times == len(done) > 0
    begun = {
        one.person
        for one in standings
        if one.sub_skill.startswith("s3") and MONTHS[0].since_at <= one.began_at < OCTOBER.until_at
    }
    assert counts.skills["s3", MONTHS[0]] == len(begun) > 0


def _within(moment: datetime | None, month: Month) -> bool:
    return moment is not None and month.since_at <= moment < month.until_at


def test_the_organisation_is_as_the_store_would_have_made_it(made: Engine) -> None:
    """What is written at once is what append_floor would have kept of it: the same follows."""
    with reading(made) as connection:
        before = set(standings_in(connection, WHAT.code))
        told = set(connection.execute(select(tables.told_in_month)).all())
    with writing(made) as connection:
        for number in range(WHAT.n_participants):
            renew_conclusions(connection, WHAT.participant(number), WHAT.code)
    with reading(made) as connection:
        assert set(standings_in(connection, WHAT.code)) == before
        assert set(connection.execute(select(tables.told_in_month)).all()) == told
    assert story(WHAT, 3) == story(WHAT, 3)


def test_lives_may_be_lived_twice() -> None:
    """With few lives everybody still has facts of their own, that hang together."""
    engine = open_database("sqlite://")
    what = Organisation(code="twee", n_participants=8, n_lives=2, share_active=1.0, n_weeks=40)
    make(engine, what)
    with reading(engine) as connection:
        counts = counts_of(connection, what.code, MONTHS)
    each = Counter(len(story(what, number)) for number in range(2))

    assert each.total() == 2
    assert counts.since["took_part", MONTHS[0]] == 8
    assert counts.asked[MONTHS[0]] % 4 == 0
    engine.dispose()


@pytest.fixture
def people(engine: Engine) -> Engine:
    """A database with seven participants and a trainer who works in no department."""
    with writing(engine) as connection:
        for number in range(7):
            _add(connection, f"deel{number}")
        add_person(connection, Person(code="opl", organisation="org", role=Role.TRAINER), NOW)
        add_person(connection, Person(code="weg", organisation="ver", role=Role.PARTICIPANT), NOW)
    return engine


def _add(connection: object, code: str) -> None:
    person = Person(code=code, organisation="org", role=Role.PARTICIPANT)
    add_person(connection, person, NOW)  # type: ignore[arg-type]


def _tell(engine: Engine, *events: FloorEvent) -> None:
    with writing(engine) as connection:
        append_floor(connection, events, {one.person: "org" for one in events}, NOW)


def _practised(code: str, at: datetime) -> FloorEvent:
    person = Person(code=code, organisation="org", role=Role.PARTICIPANT)
    facts = Practised(goal=GOAL, content_hash="x", plan=PLAN)
    return told(person, person, facts, f"practised {at}", at)


def test_months_are_those_of_the_calendar_here(people: Engine) -> None:
    """The last hour of October here is October, also where it is another month in UTC."""
    _tell(
        people,
        _practised("deel0", datetime(2026, 9, 30, 22, 30, tzinfo=UTC)),  # 1 October, 0:30
        _practised("deel1", datetime(2026, 10, 31, 22, 59, tzinfo=UTC)),  # 31 October, 23:59
        _practised("deel2", datetime(2026, 10, 31, 23, 0, tzinfo=UTC)),  # 1 November, 0:00
    )
    with reading(people) as connection:
        counts = counts_of(connection, "org", MONTHS)

    assert counts.by_month["practised", OCTOBER] == 2
    assert counts.by_month["practised", OCTOBER.before(1)] == 0
    assert (OCTOBER.label, OCTOBER.before(10).label) == ("2026-10", "2025-12")
    assert closed_months(datetime(2026, 12, 31, 23, 0, tzinfo=UTC))[-1].label == "2026-12"


def test_a_clock_that_runs_ahead_moves_nothing_to_the_next_month(people: Engine) -> None:
    """No fact happened after it was received: everything that is counted says the same month."""
    received_at = OCTOBER.until_at - timedelta(minutes=30)
    person = Person(code="deel0", organisation="org", role=Role.PARTICIPANT)
    ahead = received_at + timedelta(hours=1)
    paused = told(person, person, Paused(goal=GOAL, reason="ziek"), "ahead", ahead)
    with writing(people) as connection:
        append_floor(connection, [paused], {"deel0": "org"}, received_at)
    other = Person(code="deel1", organisation="org", role=Role.PARTICIPANT)
    _tell(people, told(other, other, Paused(goal=GOAL, reason="ziek"), "later", ahead))
    with reading(people) as connection:
        counts = counts_of(connection, "org", MONTHS)

    assert counts.by_month["away", OCTOBER] == 1
    assert counts.reasons["person", OCTOBER] == 1


def test_every_kind_that_a_board_reads_is_kept_by_month() -> None:
    """And no other: what nobody reads is not kept about people."""
    assert {name for names in MEASURES.values() for name in names} == BY_MONTH


def test_a_month_that_is_not_over_is_not_there(people: Engine) -> None:
    """Whoever looks today and tomorrow sees the same, whatever happens in between."""
    with reading(people) as connection:
        before = counts_of(connection, "org", MONTHS)
    _tell(people, _practised("deel0", datetime(2026, 11, 23, 9, tzinfo=UTC)))
    with reading(people) as connection:
        assert counts_of(connection, "org", MONTHS) == before


def test_only_participants_of_the_own_organisation_count(people: Engine) -> None:
    """A trainer who asks something is nobody on the page, nor is somebody of elsewhere."""
    at = datetime(2026, 10, 5, 9, tzinfo=UTC)
    trainer = Person(code="opl", organisation="org", role=Role.TRAINER)
    _tell(people, told(trainer, trainer, Asked(words="Hoe help ik?"), "asked", at))
    with reading(people) as connection:
        counts = counts_of(connection, "org", MONTHS)
        assert n_participants(connection, "org") == 7

    assert set(counts.by_month.values()) == {0}


def test_departments_are_those_of_then(people: Engine) -> None:
    """Who moved after the month still counts where they worked at its end."""
    at = datetime(2026, 10, 5, 9, tzinfo=UTC)
    with writing(people) as connection:
        place(connection, "deel0", "Groen", datetime(2026, 1, 1, tzinfo=UTC))
        place(connection, "deel0", "Inpak", datetime(2026, 11, 2, tzinfo=UTC))
        place(connection, "deel1", "Groen", datetime(2026, 10, 20, tzinfo=UTC))
    _tell(people, *(_practised(f"deel{number}", at) for number in range(3)))
    with reading(people) as connection:
        assert counts_of(connection, "org", MONTHS).departments == {"Groen": 2, "": 1}


def test_whether_it_helped_and_who_waits(people: Engine) -> None:
    """Helped is a yes of anybody about somebody; waiting is an agreement without practice."""
    at = datetime(2026, 10, 5, 9, tzinfo=UTC)
    trainer = Person(code="opl", organisation="org", role=Role.TRAINER)
    events = []
    for number, answer in enumerate(("ja", "nee", "beetje")):
        about = Person(code=f"deel{number}", organisation="org", role=Role.PARTICIPANT)
        agreed = Agreed(goals=(GOAL,), until=date(2026, 12, 1))
        adapted = told(trainer, about, Adapted(goal=GOAL, words="Een plek"), "adapted", at)
        helped = Helped(adapted=adapted.event_id, answer=answer)  # type: ignore[arg-type]
        events += [told(trainer, about, agreed, "agreed", at), adapted]
        events.append(told(about, about, helped, "helped", at))
    _tell(people, *events, _practised("deel0", at))
    with reading(people) as connection:
        counts = counts_of(connection, "org", MONTHS)

    assert (counts.helped[OCTOBER], counts.asked[OCTOBER], counts.waiting) == (1, 3, 2)


def test_illness_is_never_a_number_of_its_own(people: Engine) -> None:
    """Who is ill counts together with who has a day off, or anything else."""
    at = datetime(2026, 10, 5, 9, tzinfo=UTC)
    for number, reason in enumerate(("ziek", "vrij", "anders", "te_moeilijk")):
        about = Person(code=f"deel{number}", organisation="org", role=Role.PARTICIPANT)
        facts = Paused(goal=GOAL, reason=reason)  # type: ignore[arg-type]
        _tell(people, told(about, about, facts, "paused", at))
    with reading(people) as connection:
        counts = counts_of(connection, "org", MONTHS)
    names = {group for group, _ in counts.reasons}

    assert names == {"work", "person"}
    assert [counts.reasons[one, OCTOBER] for one in ("work", "person")] == [1, 3]


def test_a_month_stays_as_large_when_somebody_is_erased(people: Engine) -> None:
    """The count that was kept at an erasing is shown where it is more than what is left."""
    at = datetime(2026, 10, 5, 9, tzinfo=UTC)
    _tell(people, *(_practised(f"deel{number}", at) for number in range(7)))
    with writing(people) as connection:
        keep_counts(connection, "org", "deel0")
        connection.execute(text("DELETE FROM floor_event WHERE person = 'deel0'"))
        renew_conclusions(connection, "deel0", "org")
    with reading(people) as connection:
        counts = counts_of(connection, "org", MONTHS)

    assert counts.by_month["practised", OCTOBER] == 7
    assert counts.last["practised"].times == 7


def test_only_the_index_is_read(made: Engine) -> None:
    """Counting people reads the covering index, and no row of a million."""
    asked: list[tuple[str, object]] = []

    def note(_c: object, _k: object, statement: str, values: object, *_: object) -> None:
        if "FROM told_in_month" in statement:
            asked.append((statement, values))

    event.listen(made, "before_cursor_execute", note)
    with reading(made) as connection:
        counts_of(connection, WHAT.code, MONTHS)
        event.remove(made, "before_cursor_execute", note)
        plans = [
            str(connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values).all())
            for statement, values in asked
        ]

    wanted = "COVERING INDEX told_in_month_by_organisation (organisation=? AND name=?"
    assert [wanted in plan for plan in plans] == [True, True]
    assert ZOHRA.code not in str(asked)
