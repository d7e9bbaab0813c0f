"""Every text that was ever shown is remembered by its hash."""

import pytest
from sqlalchemy import Engine

from tests.store.making import NOW
from wpo.store.database import reading, writing
from wpo.store.texts import PublishedText, body_of, body_with_question, known, publish

TEXT = PublishedText(
    hash="h1", assignment="a1", version="1.0", body='{"a": 1}', questions={"q1": "x", "q2": "y"}
)


@pytest.fixture
def engine(engine: Engine) -> Engine:
    """A database with one text."""
    with writing(engine) as connection:
        assert publish(connection, TEXT, NOW)
    return engine


def test_found(engine: Engine) -> None:
    """A published text is found by its hash, and by the hash of a question in it."""
    with reading(engine) as connection:
        assert known(connection, ["h1", "h2"]) == {"h1"}
        assert body_of(connection, "h1") == TEXT.body
        assert body_with_question(connection, "a1", "y") == TEXT.body


def test_not_found(engine: Engine) -> None:
    """What was never shown is not found; a question counts in its own assignment only."""
    with reading(engine) as connection:
        assert known(connection, ["h2"]) == set()
        assert body_of(connection, "h2") is None
        assert body_with_question(connection, "a2", "y") is None
        assert body_with_question(connection, "a1", "z") is None


def test_again(engine: Engine) -> None:
    """Publishing the same words again changes nothing and says so."""
    with writing(engine) as connection:
        assert not publish(connection, TEXT, NOW)
        assert body_of(connection, "h1") == TEXT.body


def test_same_question(engine: Engine) -> None:
    """A question that did not change stands in two texts of one assignment."""
    newer = PublishedText(
        hash="h2", assignment="a1", version="1.1", body="{}", questions={"q1": "x", "q2": "z"}
    )
    with writing(engine) as connection:
        publish(connection, newer, NOW)

        assert body_with_question(connection, "a1", "x") in {TEXT.body, newer.body}
        assert body_with_question(connection, "a1", "z") == newer.body
