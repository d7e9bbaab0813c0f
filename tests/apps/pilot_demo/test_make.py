"""The made-up pilot: true to the real shapes, the same every time, and labelled."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import pytest
from click.testing import CliRunner
from sqlalchemy import Connection, Engine, Table, func, select, update

from tests.apps.pilot_demo.finding import NAMES, evaluated, score
from wpo.apps.pilot_demo.cast import Pilot
from wpo.apps.pilot_demo.content import copy_content
from wpo.apps.pilot_demo.doors import worth_a_look
from wpo.apps.pilot_demo.make import Made, make
from wpo.apps.pilot_demo.planted import HOW_MANY, plant
from wpo.apps.practising import _practice_reader
from wpo.catalogue.loading import Catalogue, load
from wpo.catalogue.testplan import NO_PLAN
from wpo.cli import main
from wpo.errors import SetupError
from wpo.evaluation.results import Evaluation
from wpo.model.people import Role
from wpo.model.pilot import Rated, Remarked
from wpo.practice.replay import replay
from wpo.store import tables
from wpo.store.database import aware, open_database, reading, writing
from wpo.store.facts import attempts_of
from wpo.store.floor import floor_events_of, standing_rows
from wpo.store.names import organisation_label
from wpo.store.pilot import pilot_events

FEW = Pilot(n_participants=14)


class Played(NamedTuple):
    """A database with a whole pilot in it, and the evaluation of its set."""

    engine: Engine
    made: Made
    evaluation: Evaluation


@pytest.fixture(scope="module")
def played(catalogue: Catalogue) -> Iterator[Played]:
    """The pilot as `wpo demo` makes it."""
    engine = open_database("sqlite://")
    made = make(engine, catalogue, Pilot())
    with TemporaryDirectory() as folder:
        yield Played(engine, made, evaluated(engine, catalogue, made, Path(folder)))


def test_queue(played: Played) -> None:
    """The review queue finds most planted problems, some of each kind, and accuses hardly anything.

    For another seed the numbers differ: ``python -m tests.apps.pilot_demo.finding 1 2 3``.
    """
    found = score(played.evaluation, played.made.planted)

    assert found.planted.total() == sum(n for kind, n in HOW_MANY.items() if kind in NAMES)
    assert found.recall >= 0.6
    assert set(found.found) == set(found.planted)
    assert found.judged > 150
    assert len(found.accused) <= 0.02 * found.judged, found.accused


def test_queue_reasons(played: Played) -> None:
    """It says of what is hard that it is hard, and of what draws that it draws."""
    queue = played.evaluation.queue
    said = set(zip(queue["trigger"], queue["item"], strict=True))
    hard = [one.item for one in played.made.planted if one.kind in ("moeilijk", "magneet")]
    draws = [one.item for one in played.made.planted if one.kind == "magneet"]

    assert sum(("moeilijk", item) in said for item in hard) >= 0.5 * len(hard)
    assert sum(("magneet", item) in said for item in draws) >= 0.5 * len(draws)


def test_queue_order(played: Played) -> None:
    """Harm comes first; what is furthest past its threshold is a planted problem."""
    queue = played.evaluation.queue
    planted = {one.assignment for one in played.made.planted if one.is_problem}

    assert queue.loc[0, "trigger"] == "leed"
    assert set(queue.loc[:5, "assignment"]) <= planted


def test_explained(played: Played) -> None:
    """Every answer is explained by the engine, and none of them waits for another."""
    company = min(played.made.companies, key=lambda one: len(one.participants))
    answers = 0
    with reading(played.engine) as connection:
        practice_of = _practice_reader(connection)
        for one in company.participants:
            for attempt in attempts_of(connection, one.person.code, since=_start(played)):
                course = replay(practice_of(attempt.started), attempt.answered)
                answers += 1 + len(course)
        marks = connection.execute(select(tables.event_mark)).all()
        there = tables.event.c.organisation == company.code
        kept = connection.scalar(select(func.count()).select_from(tables.event).where(there))

    assert not marks
    assert answers == kept
    assert answers > 1000


def test_labelled(played: Played) -> None:
    """Whoever looks at it sees that it is made up; no organisation is called anything real."""
    with reading(played.engine) as connection:
        codes = connection.scalars(select(tables.organisation.c.code)).all()
        labels = [organisation_label(connection, one) for one in codes]

    assert len(labels) == 8
    assert all("verzonnen" in one for one in labels)


def test_within_the_weeks(played: Played) -> None:
    """Nothing happens before the first Monday or after the last Sunday."""
    begins = _start(played)
    moments = []
    with reading(played.engine) as connection:
        for table in (tables.event, tables.floor_event, tables.pilot_event):
            moments += [aware(one) for one in connection.scalars(select(table.c.occurred_at))]

    assert begins.date() <= min(moments).astimezone(UTC).date()
    assert max(moments) < begins + timedelta(weeks=15)


def test_standing(played: Played) -> None:
    """Where each goal stands is what follows from the facts."""
    company = played.made.companies[0]
    with reading(played.engine) as connection:
        for who in company.participants[:8]:
            events = floor_events_of(connection, who.person.code)
            rows = standing_rows(company.code, events)
            expected = {(one["sub_skill"], one["level"], one["phase"]) for one in rows}
            kept = connection.execute(
                select(tables.standing.c["sub_skill", "level", "phase"]).where(
                    tables.standing.c.person == who.person.code
                )
            ).all()

            assert {tuple(one) for one in kept} == expected


def test_both_texts(played: Played) -> None:
    """Where a text was revised, its organisations met the old one and the new one."""
    revised = [one.assignment for one in played.made.planted if one.kind.startswith("herzien")]
    met = defaultdict(set)
    with reading(played.engine) as connection:
        for row in connection.execute(
            select(tables.event.c["assignment", "content_hash", "organisation"]).where(
                tables.event.c.assignment.in_(revised)
            )
        ):
            met[row.assignment].add((row.organisation, row.content_hash))

    for assignment in revised:
        texts = {hash_ for _, hash_ in met[assignment]}
        organisations = Counter(code for code, _ in met[assignment])
        assert len(texts) == 2
        assert max(organisations.values()) == 2


def test_own_opinion(played: Played, catalogue: Catalogue) -> None:
    """Every questionnaire is of the role that fills it in, and holds answers that can be given."""
    with reading(played.engine) as connection:
        told = [event for _, event in pilot_events(connection)]
    ratings = [(one, one.facts) for one in told if isinstance(one.facts, Rated)]

    assert {one.as_role for one, _ in ratings} == {Role.PARTICIPANT, Role.TRAINER, Role.COACH}
    for event, facts in ratings:
        questionnaire = catalogue.questionnaires[facts.questionnaire]
        assert questionnaire.for_role is event.as_role
        assert questionnaire.wrong(facts.answers) == ""
    assert any(one.source == "papier" and one.batch for one, _ in ratings)


def test_yes_sayers(played: Played, catalogue: Catalogue) -> None:
    """Some say yes to a question and to its opposite; most do not."""
    yes: Counter[bool] = Counter()
    with reading(played.engine) as connection:
        for _, event in pilot_events(connection, names=["rated"]):
            if isinstance(event.facts, Rated) and event.as_role is Role.PARTICIPANT:
                questionnaire = catalogue.questionnaires[event.facts.questionnaire]
                yes[questionnaire.said_yes_twice(event.facts.answers)] += 1

    assert 0.03 < yes[True] / yes.total() < 0.4


def test_read_words(played: Played) -> None:
    """What was cleared holds none of the names and illnesses that people wrote; some is unread."""
    with reading(played.engine) as connection:
        cleared = connection.scalars(select(tables.cleared_text.c.words)).all()
        written = [
            event.facts.words
            for _, event in pilot_events(connection, names=["remarked"])
            if isinstance(event.facts, Remarked) and event.facts.words
        ]

    assert cleared
    assert len(written) > 5
    for name in ("Samir", "Agnes", "reuma", "autisme", "06-", "Karin"):
        assert not [one for one in cleared if name in one]


def test_same_seed(catalogue: Catalogue) -> None:
    """The same seed makes the same pilot to the letter, and another seed another."""
    plan = catalogue.test_plan

    assert _everything(catalogue, FEW) == _everything(catalogue, FEW)
    assert plant(catalogue, plan, FEW) != plant(catalogue, plan, replace(FEW, seed=2))


def test_planted(catalogue: Catalogue) -> None:
    """What is hidden is what the list says, each in an opdracht of its own."""
    found = plant(catalogue, catalogue.test_plan, Pilot(seed=5))

    assert Counter(one.kind for one in found) == HOW_MANY
    assert len({one.assignment for one in found}) == len(found)
    assert all(one.is_problem != one.is_harmless or one.kind == "dood" for one in found)
    for one in found:
        assert not one.question or catalogue.assignment(one.assignment).question(one.question)
        assert len(catalogue.test_plan.of_assignment(one.assignment)) >= 3


def test_planted_shows(played: Played) -> None:
    """What was planted is there: few are right at once, and the magnet is chosen most."""
    first_tries = defaultdict(Counter)
    with reading(played.engine) as connection:
        rows = connection.execute(
            select(tables.event.c["assignment", "facts"]).where(tables.event.c.name == "answered")
        )
        for row in rows:
            facts = row.facts
            if facts["attempt_at"] == 1:
                key = (row.assignment, facts["question"])
                first_tries[key].update(facts["options"])

    for one in played.made.planted:
        chosen = first_tries[one.assignment, one.question]
        if one.kind == "magneet":
            assert chosen.most_common(1)[0][0] == one.option
        if one.kind == "dood":
            assert chosen[one.option] < 0.05 * chosen.total()


def test_doors(played: Played) -> None:
    """One of each role is worth a look, where most happened; never anybody who may be real."""
    with writing(played.engine) as connection:
        found = worth_a_look(connection, "demo")
        organisations = tables.organisation
        connection.execute(update(organisations).values(label="Bedrijf"))
        real = worth_a_look(connection, "demo")
        for company in played.made.companies:
            own = organisations.c.code == company.code
            connection.execute(update(organisations).where(own).values(label=company.label))

    assert [one.role for one in found] == [
        Role.PARTICIPANT,
        Role.TRAINER,
        Role.COACH,
        Role.PROJECT_MANAGER,
    ]
    company = next(one for one in played.made.companies if one.code == found[0].organisation)
    guided = {one.person: one.trainer for one in company.participants}
    assert guided[found[0]] == found[1]
    assert set(found[1:]) <= set(company.staff)
    assert real == ()


def test_content(catalogue: Catalogue, tmp_path: Path) -> None:
    """In the copy of the content the plan has just ended, and the thresholds came before it."""
    today = date(2026, 12, 1)
    copied = load(copy_content(catalogue.root, tmp_path / "content", today))
    plan, limits = copied.test_plan, copied.thresholds

    assert timedelta() < today - (plan.start + timedelta(weeks=plan.n_weeks)) <= timedelta(days=8)
    assert plan.start.weekday() == 0
    assert limits is not None
    assert not limits.changed_after(plan.start)
    assert plan.tests == catalogue.test_plan.tests
    assert copied.assignments == catalogue.assignments
    assert not (tmp_path / "content" / "revisies").exists()


def test_not_empty(tmp_path: Path) -> None:
    """`wpo demo` leaves a folder with anything in it as it is, also one that stopped halfway."""
    (tmp_path / "wpo.sqlite").touch()
    ran = CliRunner().invoke(main, ["demo", str(tmp_path)])

    assert isinstance(ran.exception, SetupError)
    assert "is niet leeg; misschien stopte een demo halverwege" in str(ran.exception)
    assert [one.name for one in tmp_path.iterdir()] == ["wpo.sqlite"]


def test_no_plan(catalogue: Catalogue) -> None:
    """Without a test plan there is nobody to make up, and one line says what to do."""
    empty = replace(catalogue, test_plan=NO_PLAN)

    with pytest.raises(SetupError, match="wpo plan"):
        make(open_database("sqlite://"), empty, FEW)


def test_other_data(played: Played, catalogue: Catalogue) -> None:
    """Where anybody is already, nothing is made: made-up people never stand beside real ones."""
    with pytest.raises(SetupError, match="leeg"):
        make(played.engine, catalogue, FEW)


def _everything(catalogue: Catalogue, pilot: Pilot) -> list[tuple[object, ...]]:
    engine = open_database("sqlite://")
    make(engine, catalogue, pilot)
    with reading(engine) as connection:
        return [row for table in _FACTS for row in _rows(connection, table)]


_FACTS = (tables.event, tables.floor_event, tables.pilot_event, tables.given_code)


def _rows(connection: Connection, table: Table) -> list[tuple[object, ...]]:
    return [tuple(map(str, row)) for row in connection.execute(select(table))]


def _start(played: Played) -> datetime:
    return datetime.combine(played.made.begins_on, time(0), UTC)
