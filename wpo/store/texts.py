"""Every text that was ever shown, by its hash: an answer can always be read beside its question.

A participant may answer a page that was opened before the text was changed. Because the old text
is still here, that answer is checked against the words that the person really saw.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select

from wpo.store import tables


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedText:
    """An assignment as it was shown. ``body`` is its canonical JSON; ``questions`` id -> hash."""

    hash: str
    assignment: str
    version: str
    body: str
    questions: Mapping[str, str]


def publish(connection: Connection, text: PublishedText, now: datetime) -> bool:
    """Remember a text; return whether it was new. Call inside ``writing``."""
    if text.hash in known(connection, [text.hash]):
        return False
    connection.execute(
        insert(tables.text).values(
            hash=text.hash,
            assignment=text.assignment,
            version=text.version,
            published_at=now,
            body=text.body,
        )
    )
    connection.execute(
        insert(tables.question_text),
        [
            {"hash": hash_, "text_hash": text.hash, "question": question}
            for question, hash_ in text.questions.items()
        ],
    )
    return True


def known(connection: Connection, hashes: Collection[str]) -> set[str]:
    """Return which of these texts were ever shown."""
    return set(
        connection.scalars(select(tables.text.c.hash).where(tables.text.c.hash.in_(list(hashes))))
    )


def body_of(connection: Connection, hash_: str) -> str | None:
    """Return the canonical JSON of an assignment text, or None if it was never shown."""
    return connection.scalar(select(tables.text.c.body).where(tables.text.c.hash == hash_))


def body_with_question(connection: Connection, assignment: str, question_hash: str) -> str | None:
    """Return a text of ``assignment`` in which a question stands with exactly these words."""
    of_question = tables.question_text
    return connection.scalar(
        select(tables.text.c.body)
        .join(of_question, of_question.c.text_hash == tables.text.c.hash)
        .where(of_question.c.hash == question_hash, tables.text.c.assignment == assignment)
        .limit(1)
    )


def body_with_hash(connection: Connection, question_hash: str) -> str | None:
    """Return a text of any assignment in which a question stands with exactly these words."""
    of_question = tables.question_text
    return connection.scalar(
        select(tables.text.c.body)
        .join(of_question, of_question.c.text_hash == tables.text.c.hash)
        .where(of_question.c.hash == question_hash)
        .limit(1)
    )
