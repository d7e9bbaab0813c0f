"""What is kept about somebody can be seen and taken along: all of it, and nobody else."""

import json
from datetime import UTC, datetime

import jsonschema
import pytest
from sqlalchemy import Engine

from tests.store.living import (
    COACH,
    NAME,
    OTHERS,
    PASSWORD,
    QUOTED,
    THOUGHT,
    TRAINER,
    WORDS,
    ZOHRA,
    live,
)
from wpo.catalogue.loading import Catalogue
from wpo.store.database import reading
from wpo.store.tables import metadata
from wpo.store.taking_along import everything_on, portable, shape_of_portable
from wpo.store.traces import BELONGS, CODES, tables_with_people

# Every other column, said once and for all: it holds no code of a person. Who adds a table or a
# column says here that nobody stands in it, or adds it to wpo.store.traces.
NOBODY = {
    "event": "number event_id name version occurred_at received_at organisation assignment "
    "content_hash attempt after facts",
    "event_mark": "mark",
    "text": "hash assignment version published_at body",
    "question_text": "hash text_hash question",
    "person": "organisation role created_at",
    "door_key": "secret_hash created_at revoked_at",
    "floor_event": "number event_id name version occurred_at received_at as_role organisation "
    "facts",
    "told_in_month": "name month organisation n_facts",
    "standing": "sub_skill level organisation agreed phase round began_at phase_since_at "
    "n_days_seen n_situations last_looked_on paused_at pause_until resumed_at mastered_at",
    "organisation": "code label",
    "placement": "number department since_at until_at",
    "guidance": "number assistant since_at until_at",
    "first_name": "name",
    "former_role": "number role until_at",
    "session": "secret_hash card_hash waits_for created_at last_seen_at expires_at ended_at shared",
    "account": "user_name password_hash must_change totp_secret totp_step failed locked_until",
    "picture_key": "hash nine failed locked_until",
    "pilot_event": "number event_id name version occurred_at received_at as_role organisation "
    "assignment content_hash source batch facts",
    "import_batch": "batch organisation kind file_hash n_rows imported_at taken_back_at",
    "cleared_text": "item words cleared_at",
    "given_code": "item code given_at",
    "extract_made": "number name made_at until letters",
    "released": "paper family assignment extract first shown_as",
    "counted": "organisation month name n_facts n_people",
    "erased": "code_hash erased_at",
}


@pytest.fixture
def lived(engine: Engine, catalogue: Catalogue) -> Engine:
    """A database in which people worked and practised."""
    live(engine, catalogue)
    return engine


def test_every_column_is_judged() -> None:
    """A column holds codes and is handled, or it is known to hold none: a new one fails here."""
    for table in metadata.sorted_tables:
        handled = {*CODES.get(table.name, ()), *BELONGS.get(table.name, ())[:1]}
        nobody = set(NOBODY.get(table.name, "").split())

        assert handled | nobody == {one.name for one in table.columns}, table.name
        assert not handled & nobody, table.name


def test_every_reference_to_a_person_is_handled() -> None:
    """Whatever refers to the table of people by a key is in the list of traces."""
    for table in metadata.sorted_tables:
        for column in table.columns:
            if any(one.column is metadata.tables["person"].c.code for one in column.foreign_keys):
                assert column.name in CODES[table.name]


def test_all_of_it(lived: Engine) -> None:
    """Everything on somebody is every row in which their code stands, found the dumb way."""
    for who in (ZOHRA, TRAINER, COACH, OTHERS[0]):
        with reading(lived) as connection:
            everything = everything_on(connection, who.code)
            for table in metadata.sorted_tables:
                rows = connection.execute(table.select()).mappings().all()
                mine = [row for row in rows if who.code in row.values()]
                if table.name in BELONGS:
                    column, home = BELONGS[table.name]
                    ids = {one[column] for one in everything.rows[home]}
                    mine = [row for row in rows if row in mine or row[column] in ids]

                assert len(everything.rows.get(table.name, ())) == len(mine), table.name


def test_nothing_is_left_out_of_the_trial(lived: Engine) -> None:
    """The people of these tests stand in every table in which somebody can stand."""
    with reading(lived) as connection:
        found = [everything_on(connection, one.code) for one in (ZOHRA, TRAINER, COACH)]

    for table in tables_with_people():
        assert any(one.rows[table.name] for one in found), table.name


def test_somebody_unknown(lived: Engine) -> None:
    """Of a code that nobody has there is nothing; of a code that looks like one neither."""
    with reading(lived) as connection:
        for code in ("niemand", "", "%", ZOHRA.code[:-1], ZOHRA.code.upper()):
            assert not everything_on(connection, code).is_anything


def test_moments_have_a_zone(lived: Engine) -> None:
    """Moments are aware UTC on both databases."""
    with reading(lived) as connection:
        everything = everything_on(connection, ZOHRA.code)
    moments = [
        value
        for rows in everything.rows.values()
        for row in rows
        for value in row.values()
        if isinstance(value, datetime)
    ]

    assert moments
    assert all(one.tzinfo is UTC for one in moments)


def test_nobody_else_goes_along(lived: Engine) -> None:
    """Others are their role; all that was said about the person is in it, and no secret is."""
    with reading(lived) as connection:
        everything = everything_on(connection, ZOHRA.code)
    along = portable(everything)
    text = json.dumps(along, ensure_ascii=False)

    for other in (TRAINER, COACH, *OTHERS):
        assert other.code not in text
    for words in (NAME, QUOTED, *(WORDS[one] for one in WORDS if one != "own_question")):
        assert words in text
    assert WORDS["own_question"] not in text
    assert {one["told_by"] for one in along["floor_event"]} == {"ik", "werkplekopleider", "coach"}
    assert along["guidance"][0]["trainer"] == "werkplekopleider"
    assert text.count(ZOHRA.code) == 1
    for row in everything.rows["door_key"] + everything.rows["session"]:
        assert row["secret_hash"] not in text


def test_staff_take_nothing_of_participants_along(lived: Engine) -> None:
    """Of what a trainer told about participants goes along that it was told, not what."""
    with reading(lived) as connection:
        along = portable(everything_on(connection, TRAINER.code))
    text = json.dumps(along, ensure_ascii=False)

    assert WORDS["own_question"] in text
    assert WORDS["observed"] not in text
    assert THOUGHT in text
    assert ZOHRA.code not in text
    assert PASSWORD not in text
    assert along["account"][0]["user_name"] == "teun.teunissen"
    assert {one["person"] for one in along["floor_event"]} == {"ik", "deelnemer"}


def test_who_keys_in_and_reads_takes_no_words_of_others_along(lived: Engine) -> None:
    """Of what a coach keyed in and cleared goes along that they did, not what anybody said."""
    with reading(lived) as connection:
        along = portable(everything_on(connection, COACH.code))
    text = json.dumps(along, ensure_ascii=False)

    for words in (QUOTED, THOUGHT, WORDS["remarked"], "geen_tijd", ZOHRA.code, TRAINER.code):
        assert words not in text
    assert [one["told_by"] for one in along["pilot_event"]] == ["ik"]
    assert {one["cleared_by"] for one in along["cleared_text"]} == {"ik"}
    assert len(along["cleared_text"]) == len(along["import_batch"]) + 1


def test_the_shape_is_what_it_says(lived: Engine) -> None:
    """What goes along has the shape of its schema, which names every table and every column."""
    schema = shape_of_portable()
    jsonschema.Draft202012Validator.check_schema(schema)
    for who in (ZOHRA, TRAINER, COACH):
        with reading(lived) as connection:
            along = portable(everything_on(connection, who.code))

        jsonschema.validate(json.loads(json.dumps(along)), schema)
    del along["person"]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(along, schema)
