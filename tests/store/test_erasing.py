"""Erasing is complete, at once, and stays so; what others did keeps its meaning."""

import shutil
import signal
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from threading import Thread
from time import sleep
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, insert, select, text

from tests.store.living import (
    COACH,
    GOAL,
    NAME,
    OTHERS,
    QUOTED,
    THOUGHT,
    TRAINER,
    WORDS,
    ZOHRA,
    live,
    made_id,
    told,
)
from tests.store.making import NOW
from tests.store.summing import cells_in, standings_of
from wpo.catalogue.loading import Catalogue
from wpo.errors import SetupError
from wpo.model.floor import Again, FloorFacts, Observed
from wpo.model.people import Person, Role
from wpo.store import tables
from wpo.store.counting import COUNTED, FEWEST, Cell
from wpo.store.database import open_database, reading, writing
from wpo.store.erased import LIST_KEPT, list_key, read_list, was_erased
from wpo.store.erasing import erase, erase_again, erase_now, sweep, sweep_due
from wpo.store.floor import append_floor, floor_events_of, renew_conclusions
from wpo.store.forgetting import ANONYMOUS
from wpo.store.people import add_person, find_person
from wpo.store.pilot import batches, pilot_events
from wpo.store.tables import metadata
from wpo.store.taking_along import everything_on

KEY = list_key(b"een geheim van de server, lang genoeg")
LATER = NOW + timedelta(days=3)
TRACES = (
    ZOHRA.code,
    NAME,
    *(words for name, words in WORDS.items() if name != "own_question"),
    QUOTED,
    made_id(ZOHRA, "poging"),
    made_id(ZOHRA, "rated"),
    made_id(ZOHRA, "remarked"),
    made_id(ZOHRA, "not-done"),
    made_id(ZOHRA, "noticed"),
)


@pytest.fixture
def lived(engine: Engine, catalogue: Catalogue) -> Engine:
    """A database in which people worked and practised."""
    live(engine, catalogue)
    return engine


@pytest.fixture(params=["sqlite", "postgresql"])
def kept(request: pytest.FixtureRequest, tmp_path: Path, catalogue: Catalogue) -> Iterator[str]:
    """The address of such a database that several processes can open."""
    if request.param == "sqlite":
        yield _lived_at(f"sqlite:///{tmp_path / 'wpo.sqlite'}", catalogue)
    else:
        with request.getfixturevalue("postgresql").database() as address:
            yield _lived_at(address, catalogue)


def _lived_at(address: str, catalogue: Catalogue) -> str:
    engine = open_database(address)
    live(engine, catalogue)
    engine.dispose()
    return address


def dump(engine: Engine) -> dict[str, list[str]]:
    """Return every row of every table as text."""
    with reading(engine) as connection:
        return {
            one.name: sorted(repr(tuple(row)) for row in connection.execute(select(one)))
            for one in metadata.sorted_tables
        }


def traces(engine: Engine, searched: tuple[str, ...] = TRACES) -> list[str]:
    """Return where somebody still stands."""
    return [
        f"{table}: {row}"
        for table, rows in dump(engine).items()
        for row in rows
        if any(one in row for one in searched)
    ]


def gone(engine: Engine, person: Person = ZOHRA) -> bool:
    """Erase somebody and tell whether there was anything."""
    with writing(engine) as connection:
        return erase(connection, person.code, LATER, key=KEY)


def test_nothing_is_left(lived: Engine) -> None:
    """No table holds the code, the name, the words of anybody about them, or an attempt."""
    assert len(traces(lived)) > 20

    assert gone(lived)
    assert traces(lived) == []
    with reading(lived) as connection:
        assert not everything_on(connection, ZOHRA.code).is_anything


def test_others_keep_everything(lived: Engine) -> None:
    """Every row in which the erased person did not stand is as it was."""
    before = dump(lived)
    with reading(lived) as connection:
        marks = everything_on(connection, ZOHRA.code).rows["event_mark"]
    hers = (*TRACES, *(one["event_id"] for one in marks))
    gone(lived)
    after = dump(lived)

    for table in metadata.tables.keys() - {"counted", "erased"}:
        stays = [row for row in before[table] if not any(one in row for one in hers)]
        assert after[table] == stays, table
    assert after["erased"]


def test_twice(lived: Engine) -> None:
    """A second time there is nothing, and nothing changes; neither for somebody unknown."""
    assert gone(lived)
    before = dump(lived)

    assert not gone(lived)
    assert not gone(lived, Person(code="niemand", organisation="org", role=Role.PARTICIPANT))
    assert dump(lived) == before


def test_staff_go_and_what_they_saw_stays(lived: Engine) -> None:
    """Facts about participants keep their meaning, told by nobody; the trainer's own are gone."""
    with reading(lived) as connection:
        before = floor_events_of(connection, ZOHRA.code)
        stood = standings_of(connection, [ZOHRA.code])
    assert gone(lived, TRAINER)
    with reading(lived) as connection:
        after = floor_events_of(connection, ZOHRA.code)
    with writing(lived) as connection:
        renew_conclusions(connection, ZOHRA.code, "org")
        again = standings_of(connection, [ZOHRA.code])

    assert [(one.event_id, one.facts, one.as_role) for one in after] == [
        (one.event_id, one.facts, one.as_role) for one in before
    ]
    assert {one.by for one in after} == {
        ZOHRA.code,
        COACH.code,
        f"{ANONYMOUS}werkplekopleider",
    }
    assert again == stood
    assert traces(lived, (TRAINER.code, WORDS["own_question"], "teun.teunissen")) == []


def test_what_staff_thought_of_an_opdracht_stays_without_who(lived: Engine) -> None:
    """Their ratings, what they keyed in, read and coded keep their meaning; nobody is in it."""
    with reading(lived) as connection:
        before = [one for _, one in pilot_events(connection)]
        codes = connection.scalars(select(tables.given_code.c.coder)).all()
    assert gone(lived, TRAINER)
    assert gone(lived, COACH)
    with reading(lived) as connection:
        after = [one for _, one in pilot_events(connection)]
        coders = connection.scalars(select(tables.given_code.c.coder)).all()
        batch = batches(connection)[0]
        cleared = set(connection.scalars(select(tables.cleared_text.c.cleared_by)))

    assert [(one.event_id, one.facts, one.as_role) for one in after] == [
        (one.event_id, one.facts, one.as_role) for one in before
    ]
    assert {one.person for one in after} == {ZOHRA.code, f"{ANONYMOUS}werkplekopleider"}
    assert {one.by for one in after} == {
        ZOHRA.code,
        f"{ANONYMOUS}werkplekopleider",
        f"{ANONYMOUS}coach",
    }
    assert sorted(Counter(coders).values()) == sorted(Counter(codes).values())
    assert (batch.by, cleared) == (f"{ANONYMOUS}coach", {f"{ANONYMOUS}coach"})
    assert traces(lived, (TRAINER.code, COACH.code)) == []
    assert traces(lived, (THOUGHT,))


def test_two_coders_of_one_role_stay_two(lived: Engine) -> None:
    """Who agreed with whom is still known when both coders were erased."""
    coders = [Person(code=f"codeur{n}", organisation="", role=Role.RESEARCHER) for n in (1, 2)]
    with writing(lived) as connection:
        for one in coders:
            add_person(connection, one, NOW)
            row = {"event_id": made_id(TRAINER, "rated"), "item": "anders", "code": "taal"}
            connection.execute(
                insert(tables.given_code).values(row | {"coder": one.code, "given_at": NOW})
            )
    for one in coders:
        assert gone(lived, one)
    with reading(lived) as connection:
        table = tables.given_code
        found = connection.scalars(select(table.c.coder).where(table.c.code == "taal")).all()

    assert sorted(found) == [f"{ANONYMOUS}onderzoeker-1", f"{ANONYMOUS}onderzoeker-2"]


def test_all_staff_can_go(lived: Engine) -> None:
    """Trainer and coach go one after the other, then the participant; nothing is left of any."""
    for one in (TRAINER, COACH, ZOHRA):
        assert gone(lived, one)

    assert traces(lived, (*TRACES, TRAINER.code, COACH.code)) == []
    assert any(ANONYMOUS in row for row in dump(lived)["floor_event"])


def test_totals_do_not_jump(lived: Engine) -> None:
    """A month with five others shows what it showed, whether or not the erased was in it."""
    with reading(lived) as connection:
        before = {(one.month, one.name): one for one in cells_in(connection, "org")}
    gone(lived)
    with reading(lived) as connection:
        after = {(one.month, one.name): one for one in cells_in(connection, "org")}

    large = {key for key, one in before.items() if one.n_people > FEWEST}
    assert before["2026-11", "agreed"].n_people == len(OTHERS) + 1
    assert large
    assert {key: after[key] for key in large} == {key: before[key] for key in large}


def test_small_cells_go(lived: Engine) -> None:
    """What fewer than five others did too is not kept: the erased would be seen through it."""
    gone(lived)
    with reading(lived) as connection:
        after = {one.name for one in cells_in(connection, "org")}

    assert after == {"agreed"}


def test_at_the_edge(engine: Engine, catalogue: Catalogue) -> None:
    """Five others keep a month, four do not."""
    live(engine, catalogue, OTHERS[:5])
    gone(engine)
    with reading(engine) as connection:
        five = cells_in(connection, "org")
    gone(engine, OTHERS[0])
    with reading(engine) as connection:
        four = cells_in(connection, "org")
    kept = dump(engine)["counted"]

    assert Cell(month="2026-11", name="agreed", n_facts=6, n_people=6) in five
    assert four == five  # kept while there were enough: nobody sees it change
    assert len(kept) == 1


def test_four_others(engine: Engine, catalogue: Catalogue) -> None:
    """With four others nothing is kept, and the month shows what is left."""
    live(engine, catalogue, OTHERS[:4])
    gone(engine)
    with reading(engine) as connection:
        after = cells_in(connection, "org")

    assert dump(engine)["counted"] == []
    assert Cell(month="2026-11", name="agreed", n_facts=4, n_people=4) in after


def test_a_kept_month_is_never_about_one(lived: Engine) -> None:
    """Kept are whole months of six people or more, of kinds that a board counts."""
    for one in (ZOHRA, OTHERS[0], OTHERS[1]):
        gone(lived, one)
        with reading(lived) as connection:
            rows = connection.execute(select(tables.counted)).all()

        assert rows
        assert all(row.n_people > FEWEST for row in rows)
        assert {row.name for row in rows} <= COUNTED


def test_a_month_goes_on(lived: Engine) -> None:
    """Who is erased in a running month: what others do shows once it is more than was seen."""
    gone(lived)
    with writing(lived) as connection:
        table = tables.floor_event
        row = (
            connection.execute(
                select(table).where(table.c.person == OTHERS[0].code, table.c.name == "agreed")
            )
            .mappings()
            .one()
        )
        for n in range(4):
            fresh = dict(row) | {"event_id": f"vers-{n}-feit"}
            del fresh["number"]
            connection.execute(table.insert().values(**fresh))
        found = {one.name: one.n_facts for one in cells_in(connection, "org")}

    assert found["agreed"] == len(OTHERS) + 4


@settings(max_examples=40, deadline=None)
@given(
    facts=st.lists(
        st.tuples(st.integers(0, 8), st.sampled_from(["observed", "again"]), st.integers(1, 3)),
        min_size=6,
        max_size=60,
    ),
    leaving=st.permutations(range(9)),
)
def test_no_number_tells_who_went(facts: list[tuple[int, str, int]], leaving: list[int]) -> None:
    """Whoever goes, in whatever order: large numbers stay, and what is kept is of six or more."""
    engine = open_database("sqlite://")
    people = [Person(code=f"mens{n}", organisation="org", role=Role.PARTICIPANT) for n in range(9)]
    with writing(engine) as connection:
        for person in people:
            add_person(connection, person, NOW)
        for number, (who, name, month) in enumerate(facts):
            kind: FloorFacts = Again(goal=GOAL)
            if name == "observed":
                kind = Observed(
                    goal=GOAL, point="o1", value="gezien", situation="gewoon", day=NOW.date()
                )
            fact = told(TRAINER, people[who], kind, str(number), NOW - timedelta(days=31 * month))
            append_floor(connection, [fact], {people[who].code: "org"}, NOW)
    for n in leaving:
        with reading(engine) as connection:
            before = {(one.month, one.name): one for one in cells_in(connection, "org")}
        gone(engine, people[n])
        with reading(engine) as connection:
            after = {(one.month, one.name): one for one in cells_in(connection, "org")}
            rows = connection.execute(select(tables.counted)).all()

        assert all(row.n_people >= FEWEST for row in rows)
        for key, one in before.items():
            if one.n_people > FEWEST:
                assert after[key] == one
    engine.dispose()


def test_who_was_erased_is_known_by_hash_only(lived: Engine) -> None:
    """The list answers for a code that one knows, with the right key, and for nobody else."""
    gone(lived)
    with reading(lived) as connection:
        assert was_erased(connection, KEY, ZOHRA.code)
        assert not was_erased(connection, list_key(b"een ander geheim"), ZOHRA.code)
        assert not was_erased(connection, KEY, OTHERS[0].code)
        assert not was_erased(connection, KEY, "")
    with writing(lived) as connection:
        add_person(connection, ZOHRA, LATER)
        assert not was_erased(connection, KEY, ZOHRA.code)


@pytest.mark.parametrize("after", [0, 3, 9, 15])
def test_killed_halfway(kept: str, after: int) -> None:
    """A process that is killed within an erasing has erased nothing; the next one erases all."""
    before = dump_at(kept)
    script = f"""
import os, signal
from sqlalchemy import event
from wpo.store.database import open_database, writing
from wpo.store.erasing import erase
from datetime import datetime, UTC
engine = open_database({kept!r})
left = [{after}]
@event.listens_for(engine, "after_cursor_execute")
def count(connection, cursor, statement, *more):
    if statement.startswith(("DELETE", "UPDATE", "INSERT")):
        left[0] -= 1
        if left[0] < 0:
            os.kill(os.getpid(), signal.SIGKILL)
with writing(engine) as connection:
    erase(connection, {ZOHRA.code!r}, datetime.now(UTC), key={KEY!r})
    os.kill(os.getpid(), signal.SIGKILL)
"""
    done = subprocess.run([sys.executable, "-c", script], check=False, capture_output=True)
    engine = open_database(kept)

    assert done.returncode == -signal.SIGKILL, done.stderr
    assert dump(engine) == before
    assert gone(engine)
    assert traces(engine) == []
    engine.dispose()


def dump_at(address: str) -> dict[str, list[str]]:
    """Return every row of a database that nobody has open afterwards."""
    engine = open_database(address)
    rows = dump(engine)
    engine.dispose()
    return rows


def test_killed_after_it_was_kept(kept: str, tmp_path: Path) -> None:
    """A process killed right after an erasing: all is gone, and the list outside catches up."""
    script = f"""
import os, signal
from wpo.store.database import open_database, writing
from wpo.store.erasing import erase
from datetime import datetime, UTC
engine = open_database({kept!r})
with writing(engine) as connection:
    erase(connection, {ZOHRA.code!r}, datetime.now(UTC), key={KEY!r})
os.kill(os.getpid(), signal.SIGKILL)
"""
    subprocess.run([sys.executable, "-c", script], check=False, capture_output=True)
    engine, file = open_database(kept), tmp_path / "gewist.txt"

    assert traces(engine) == []
    assert not file.exists()
    assert erase_again(engine, LATER, key=KEY, file=file) == 0
    assert len(read_list(file, KEY)) == 1
    engine.dispose()


def test_while_another_writes(kept: str, tmp_path: Path) -> None:
    """An erasing waits for a write that is open, and takes what that wrote along."""
    engine = open_database(kept)
    other = open_database(kept)
    open_now: list[str] = []

    def write() -> None:
        with writing(other) as connection:
            open_now.append("")
            sleep(0.5)
            renew_conclusions(connection, ZOHRA.code, "org")

    thread = Thread(target=write)
    thread.start()
    while not open_now:
        sleep(0.01)
    assert erase_now(engine, ZOHRA.code, LATER, key=KEY, file=tmp_path / "gewist.txt")
    thread.join()

    assert traces(engine) == []
    for one in (engine, other):
        one.dispose()


def test_while_another_reads(kept: str, tmp_path: Path) -> None:
    """Who reads keeps a steady view to the end; the erasing does not wait for it, and is done."""
    engine, other = open_database(kept), open_database(kept)
    with reading(other) as connection:
        assert find_person(connection, ZOHRA.code)
        assert erase_now(engine, ZOHRA.code, LATER, key=KEY, file=tmp_path / "gewist.txt")
        assert find_person(connection, ZOHRA.code)
    with reading(other) as connection:
        assert find_person(connection, ZOHRA.code) is None
    assert sweep(engine)
    for one in (engine, other):
        one.dispose()


@pytest.fixture
def file_lived(tmp_path: Path, catalogue: Catalogue) -> Iterator[Engine]:
    """A database in a file in which people worked, and changed their names now and then."""
    engine = open_database(f"sqlite:///{tmp_path / 'wpo.sqlite'}")
    live(engine, catalogue)
    yield engine
    engine.dispose()


def on_disk(folder: Path, name: str = "wpo.sqlite") -> list[str]:
    """Return which traces stand in the bytes of a database, its journal and its index."""
    files = [path for path in folder.glob(f"{name}*") if path.is_file()]
    found = []
    for path in files:
        raw = path.read_bytes()
        # JSON writes letters with accents as \\uXXXX.
        forms = {form for one in TRACES for form in (one, one.encode("unicode_escape").decode())}
        found += [f"{path.name}: {one}" for one in forms if one.encode() in raw]
    return found


def test_nothing_is_left_in_the_file(file_lived: Engine, tmp_path: Path) -> None:
    """Not in the bytes of the database on the disk, nor in the journal beside it."""
    with closing(sqlite3.connect(tmp_path / "wpo.sqlite")) as careless:
        careless.execute("PRAGMA secure_delete = OFF")
        careless.execute("DELETE FROM first_name")  # a name that went earlier, not written over
        careless.commit()
    assert len(on_disk(tmp_path)) > 8

    other = open_database(str(file_lived.url))
    with reading(other) as connection:
        assert find_person(connection, ZOHRA.code)  # a worker that stays open

    assert erase_now(file_lived, ZOHRA.code, LATER, key=KEY, file=tmp_path / "gewist.txt")
    assert (tmp_path / "gewist.vegen").exists()
    assert sweep_due(file_lived, tmp_path / "gewist.txt")
    assert not (tmp_path / "gewist.vegen").exists()
    assert (tmp_path / "wpo.sqlite-wal").stat().st_size == 0
    assert on_disk(tmp_path) == []
    assert on_disk(tmp_path, "gewist.txt") == []
    other.dispose()


def test_killed_before_the_disk_was_clean(file_lived: Engine, tmp_path: Path) -> None:
    """What an interrupted erasing left on the disk goes at the next start."""
    file = tmp_path / "gewist.txt"
    other = open_database(str(file_lived.url))
    with reading(other) as connection:
        assert find_person(connection, ZOHRA.code)
    erase_now(file_lived, ZOHRA.code, LATER, key=KEY, file=file)
    assert on_disk(tmp_path)

    assert erase_again(file_lived, LATER, key=KEY, file=file) == 0
    assert on_disk(tmp_path) == []
    other.dispose()


def test_deleted_bytes_are_written_over(file_lived: Engine) -> None:
    """Every connection to SQLite overwrites what it deletes, whoever built that SQLite."""
    with reading(file_lived) as connection:
        assert connection.exec_driver_sql("PRAGMA secure_delete").scalar() == 1


def test_postgresql_forgets_in_its_statistics(
    postgresql_address: str, catalogue: Catalogue
) -> None:
    """What PostgreSQL counted of the rows, with values out of them, is made anew."""
    engine = open_database(_lived_at(postgresql_address, catalogue))

    def remembered() -> list[Any]:
        with reading(engine) as connection:
            rows = connection.execute(text("SELECT * FROM pg_stats WHERE schemaname = 'public'"))
            return [row for row in rows if any(one in repr(tuple(row)) for one in TRACES)]

    assert sweep(engine)
    assert remembered()
    gone(engine)
    assert remembered()
    assert sweep(engine)
    assert remembered() == []
    engine.dispose()


def test_an_old_backup_is_erased_again(file_lived: Engine, tmp_path: Path) -> None:
    """Whoever puts an old copy back starts the server, and the person is gone again."""
    file, database = tmp_path / "gewist.txt", tmp_path / "wpo.sqlite"
    sweep(file_lived)
    backup = tmp_path / "back-up"
    shutil.copy(database, backup)
    erase_now(file_lived, ZOHRA.code, LATER, key=KEY, file=file)
    file_lived.dispose()
    for one in tmp_path.glob("wpo.sqlite*"):
        one.unlink()
    shutil.copy(backup, database)

    engine = open_database(f"sqlite:///{database}")
    assert traces(engine)
    assert erase_again(engine, LATER + timedelta(days=1), key=KEY, file=file) == 1
    assert traces(engine) == []
    assert on_disk(tmp_path) == []
    with reading(engine) as connection:
        assert was_erased(connection, KEY, ZOHRA.code)
        assert find_person(connection, OTHERS[0].code)
    assert erase_again(engine, LATER + timedelta(days=2), key=KEY, file=file) == 0
    engine.dispose()


def test_a_backup_on_postgresql_too(
    kept: str, tmp_path: Path, catalogue: Catalogue, engine: Engine
) -> None:
    """The list made beside one database erases in another that was put in its place."""
    first, file = open_database(kept), tmp_path / "gewist.txt"
    erase_now(first, ZOHRA.code, LATER, key=KEY, file=file)
    first.dispose()
    live(engine, catalogue)

    assert erase_again(engine, LATER, key=KEY, file=file) == 1
    assert traces(engine) == []


def test_half_a_person_is_erased_again(lived: Engine, tmp_path: Path) -> None:
    """A backup with facts of somebody whose own row is not in it brings nothing back."""
    file = tmp_path / "gewist.txt"
    with reading(lived) as connection:
        facts = everything_on(connection, ZOHRA.code).rows["floor_event"]
    erase_now(lived, ZOHRA.code, LATER, key=KEY, file=file)
    with writing(lived) as connection:
        connection.execute(tables.floor_event.insert(), [dict(one) for one in facts])
    assert traces(lived)

    assert erase_again(lived, LATER, key=KEY, file=file) == 1
    assert traces(lived) == []


def test_somebody_new_with_the_same_code_stays(lived: Engine, tmp_path: Path) -> None:
    """Demo people have the same codes at every start: who came after the erasing is not erased."""
    file = tmp_path / "gewist.txt"
    erase_now(lived, ZOHRA.code, LATER, key=KEY, file=file)
    with writing(lived) as connection:
        add_person(connection, ZOHRA, LATER + timedelta(seconds=1))

    assert erase_again(lived, LATER + timedelta(days=1), key=KEY, file=file) == 0
    with reading(lived) as connection:
        assert find_person(connection, ZOHRA.code)


def test_the_list_is_kept_as_long_as_backups(lived: Engine, tmp_path: Path) -> None:
    """After that time the list forgets as well, in the file and in the database."""
    file = tmp_path / "gewist.txt"
    erase_now(lived, ZOHRA.code, LATER, key=KEY, file=file)
    erase_again(lived, LATER + LIST_KEPT - timedelta(days=1), key=KEY, file=file)
    assert read_list(file, KEY)

    erase_again(lived, LATER + LIST_KEPT, key=KEY, file=file)
    assert read_list(file, KEY) == {}
    assert dump(lived)["erased"] == []


def test_the_list_is_for_its_keeper(lived: Engine, tmp_path: Path) -> None:
    """Only its owner may read the file."""
    file = tmp_path / "nieuw" / "gewist.txt"
    erase_now(lived, ZOHRA.code, LATER, key=KEY, file=file)

    assert file.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("", "ander geheim"),
        ("# iets anders\n", "ander geheim"),
        ("{head}\nonzin\n", ":2:"),
        ("{head}\n" + "a" * 64 + " gisteren\n", ":2:"),
        ("{head}\n" + "a" * 64 + " 2026-11-02T09:00:00\n", ":2:"),
    ],
)
def test_a_list_that_cannot_be_read(lived: Engine, tmp_path: Path, written: str, said: str) -> None:
    """A damaged list, or one of another secret, is told: erased people could come back."""
    file = tmp_path / "gewist.txt"
    erase_now(lived, ZOHRA.code, LATER, key=KEY, file=file)
    head = file.read_text().splitlines()[0]
    file.write_text(written.replace("{head}", head))

    with pytest.raises(SetupError, match=said):
        erase_again(lived, LATER, key=KEY, file=file)


def test_a_list_of_another_secret(lived: Engine, tmp_path: Path) -> None:
    """With a new secret nobody could be found back; the message says what to do."""
    file = tmp_path / "gewist.txt"
    erase_now(lived, ZOHRA.code, LATER, key=KEY, file=file)

    with pytest.raises(SetupError, match="WPO_SECRET"):
        erase_again(lived, LATER, key=list_key(b"nieuw geheim"), file=file)


def test_two_workers_erase_at_once(kept: str, tmp_path: Path) -> None:
    """Two people go at the same moment on two workers: both are gone, and both in the list."""
    file = tmp_path / "gewist.txt"
    people = (ZOHRA, *OTHERS[:3])

    def one(person: Person) -> None:
        engine = open_database(kept)
        erase_now(engine, person.code, LATER, key=KEY, file=file)
        engine.dispose()

    threads = [Thread(target=one, args=(person,)) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    engine = open_database(kept)

    assert traces(engine, tuple(person.code for person in people)) == []
    assert len(read_list(file, KEY)) == len(people)
    engine.dispose()
