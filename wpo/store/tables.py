"""What is kept, as tables. The same definitions create on SQLite and on PostgreSQL.

===============  ==================================================================
event            one fact a row, appended in the order of arrival; never changed
event_mark       events that no chain explains (yet): ``wacht`` or ``onmogelijk``
text             every assignment text that was ever shown, by its hash
question_text    which questions stand in which of those texts, by their hashes
person           pseudonym, organisation, role; no names
door_key         links to come in with: only a hash of the secret is kept
===============  ==================================================================

History: version 1 (2026-11) is the first.
"""

from sqlalchemy import (
    JSON,
    Column,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
)

SCHEMA_VERSION = 1

metadata = MetaData()

event = Table(
    "event",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("event_id", String(64), nullable=False, unique=True),
    Column("name", String(40), nullable=False),
    Column("version", Integer, nullable=False),
    Column("occurred_at", DateTime(timezone=True), nullable=False),
    Column("received_at", DateTime(timezone=True), nullable=False),
    Column("person", String(64), nullable=False),
    Column("organisation", String(64), nullable=False),
    Column("assignment", String(100), nullable=False),
    Column("content_hash", String(64), nullable=False),
    Column("attempt", String(64), nullable=False),
    Column("after", String(64), nullable=False),
    Column("facts", JSON, nullable=False),
    Index("event_by_attempt", "attempt"),
    Index("event_by_person", "person", "assignment", "number"),
)

event_mark = Table(
    "event_mark",
    metadata,
    Column("event_id", String(64), ForeignKey("event.event_id"), primary_key=True),
    Column("mark", String(20), nullable=False),
)

text = Table(
    "text",
    metadata,
    Column("hash", String(64), primary_key=True),
    Column("assignment", String(100), nullable=False),
    Column("version", String(20), nullable=False),
    Column("published_at", DateTime(timezone=True), nullable=False),
    Column("body", Text, nullable=False),
)

question_text = Table(
    "question_text",
    metadata,
    Column("hash", String(64), primary_key=True),
    Column("text_hash", String(64), ForeignKey("text.hash"), primary_key=True),
    Column("question", String(100), nullable=False),
)

person = Table(
    "person",
    metadata,
    Column("code", String(64), primary_key=True),
    Column("organisation", String(64), nullable=False),
    Column("role", String(40), nullable=False),
    Column("created_at", DateTime(timezone=True), nullable=False),
)

door_key = Table(
    "door_key",
    metadata,
    Column("secret_hash", String(64), primary_key=True),
    Column("person", String(64), ForeignKey("person.code"), nullable=False),
    Column("created_at", DateTime(timezone=True), nullable=False),
    Column("revoked_at", DateTime(timezone=True)),
)
