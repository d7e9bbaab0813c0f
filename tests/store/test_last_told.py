"""When something was told last, by whom or about whom: on SQLite and on PostgreSQL alike."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine

from tests.apps.coaching.company import STRANGE_TRAINER, STRANGER, Company
from tests.telling import ASSISTANT, COACH, DAY, LISTEN, MONDAY, OTHER, PARTICIPANT, TRAINER
from wpo.model.floor import FloorEvent, Observed, Wished
from wpo.model.people import Person
from wpo.store.database import reading, writing
from wpo.store.floor import append_floor, floor_events_of, floor_events_with
from wpo.store.last_told import last_told_about, tellers_since, told_by_several
from wpo.store.people import closed_people, new_key, revoke_keys

WISH = Wished(question="leren", sub_skills=("s8a",))


@pytest.fixture
def company(engine: Engine) -> Company:
    """A made-up company."""
    return Company(engine)


def _see(company: Company, who: Person, days: int, about: Person = PARTICIPANT) -> str:
    at = MONDAY + days * DAY
    facts = Observed(goal=LISTEN, point="o1", value="gezien", situation="gewoon", day=at.date())
    return company.tell(who, facts, at, about)


def test_the_last_moment_of_each_kind(company: Company) -> None:
    """By person and kind, in the own organisation, of the kinds that were asked for."""
    company.agree(MONDAY)
    company.agree(MONDAY + DAY)
    company.tell(OTHER, WISH, MONDAY + 2 * DAY, OTHER)
    company.tell(STRANGER, WISH, MONDAY, STRANGER)
    _see(company, TRAINER, 5)
    with reading(company.engine) as connection:
        found = last_told_about(connection, "demo", ("wished", "agreed"))

    assert found == {
        (PARTICIPANT.code, "wished"): MONDAY + DAY,
        (PARTICIPANT.code, "agreed"): MONDAY + DAY,
        (OTHER.code, "wished"): MONDAY + 2 * DAY,
    }


def test_a_clock_that_runs_ahead(company: Company) -> None:
    """What a device dates after its receipt happened at the receipt: later facts stay later."""
    early = FloorEvent(
        event_id="te-vroeg-1",
        occurred_at=MONDAY + timedelta(hours=20),
        person=OTHER.code,
        by=OTHER.code,
        as_role=OTHER.role,
        facts=WISH,
    )
    with writing(company.engine) as connection:
        append_floor(connection, [early], {OTHER.code: "demo"}, MONDAY)
        found = last_told_about(connection, "demo", ("wished",))

    assert found == {(OTHER.code, "wished"): MONDAY}


def test_who_told_anything(company: Company) -> None:
    """Each once, from the moment on, in the own organisation."""
    _see(company, TRAINER, 0)
    _see(company, TRAINER, 1)
    _see(company, COACH, 2)
    _see(company, STRANGE_TRAINER, 2, STRANGER)
    with reading(company.engine) as connection:
        everybody = tellers_since(connection, "demo", "observed", MONDAY)
        later = tellers_since(connection, "demo", "observed", MONDAY + timedelta(hours=1))
        last = tellers_since(connection, "demo", "observed", MONDAY + 2 * DAY)

    assert everybody == later == {TRAINER.code, COACH.code}
    assert last == {COACH.code}


def test_about_whom_several_told(company: Company) -> None:
    """Only people of whom two or more others told one, newest first; each fact with its teller."""
    first, second = _see(company, TRAINER, 0), _see(company, ASSISTANT, 3)
    _see(company, TRAINER, 1, OTHER)
    _see(company, TRAINER, 2, OTHER)
    with reading(company.engine) as connection:
        found = told_by_several(connection, "demo", "observed", MONDAY)
        late = told_by_several(connection, "demo", "observed", MONDAY + DAY)
        events = floor_events_with(connection, [second, first, "bestaat-niet"])
        own = floor_events_of(connection, PARTICIPANT.code)

    assert found == (
        (second, PARTICIPANT.code, ASSISTANT.code, MONDAY + 3 * DAY),
        (first, PARTICIPANT.code, TRAINER.code, MONDAY),
    )
    assert late == ()
    assert events == own


def test_more_ids_than_a_database_takes(company: Company) -> None:
    """Facts are found by any number of ids."""
    one = _see(company, TRAINER, 0)
    many = [f"niet-bekend-{number:06}" for number in range(70_000)]
    with reading(company.engine) as connection:
        assert [each.event_id for each in floor_events_with(connection, [*many, one])] == [one]
        assert floor_events_with(connection, []) == ()


def test_whose_door_is_closed(company: Company) -> None:
    """Closed is who had links and has none that opens: not who has a new one, or never had any."""
    with writing(company.engine) as connection:
        for person in (PARTICIPANT, OTHER, STRANGER):
            revoke_keys(connection, person.code, MONDAY)
        new_key(connection, OTHER.code, MONDAY)
        assert closed_people(connection, "demo") == {PARTICIPANT.code}
        assert closed_people(connection, "ander") == {STRANGER.code}
