"""What is kept, as tables. The same definitions create on SQLite and on PostgreSQL.

===============  ==================================================================
event            one fact a row, appended in the order of arrival; never changed
event_mark       events that no chain explains (yet): ``wacht`` or ``onmogelijk``
text             every assignment text that was ever shown, by its hash
question_text    which questions stand in which of those texts, by their hashes
person           pseudonym, organisation, role; no names
door_key         links to come in with: only a hash of the secret is kept
floor_event      one fact around a participant a row: plan, week, observation; never changed
standing         where each goal of each participant stands: made from floor_event, can be made anew
told_in_month    how many facts of a kind each month has about somebody: made from floor_event too
pilot_event      one fact about an opdracht a row: ratings, remarks, why not done; never changed
import_batch     what came in from paper and files, by whom and when; can be taken back
cleared_text     own words that somebody read: as they may be quoted, or not at all
given_code       which code who gave to whose words, and on which two settled
extract_made     every set for researchers that was written, and what the store held then
released         whose rows about which opdracht stand in those sets, and under which organisation
organisation     what an organisation calls itself
placement        in which department somebody works, over time
guidance         who guides whom, over time
first_name       first names, and nothing else: a row can go at any time
former_role      which role a member of staff had before, until when
session          who is in, and who is halfway in: only a hash of the cookie is kept
account          staff who come in with a user name: password as argon2 hash, second step
picture_key      participants who tap two pictures after their card, as argon2 hash
counted          how many facts a month had before somebody was erased; of five people or more
erased           who was erased, as keyed hash: so that an old backup is erased again
===============  ==================================================================
"""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
)

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
    Column("content_hash", String(100), nullable=False),
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
    Index("door_key_by_person", "person"),
)

# Floor facts: append only, like events, but shared by participant, trainer and coach.
floor_event = Table(
    "floor_event",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("event_id", String(64), nullable=False, unique=True),
    Column("name", String(40), nullable=False),
    Column("version", Integer, nullable=False),
    Column("occurred_at", DateTime(timezone=True), nullable=False),
    Column("received_at", DateTime(timezone=True), nullable=False),
    Column("person", String(64), nullable=False),
    Column("told_by", String(64), nullable=False),
    Column("as_role", String(40), nullable=False),
    Column("organisation", String(64), nullable=False),
    Column("facts", JSON, nullable=False),
    Index("floor_event_by_person", "person", "number"),
    Index("floor_event_by_month", "organisation", "name", "occurred_at", "person", "told_by"),
)

standing = Table(
    "standing",
    metadata,
    Column("person", String(64), primary_key=True),
    Column("sub_skill", String(8), primary_key=True),
    Column("level", Integer, primary_key=True),
    Column("organisation", String(64), nullable=False),
    Column("agreed", Boolean, nullable=False),
    Column("phase", String(20), nullable=False),
    Column("round", Integer, nullable=False),
    Column("began_at", DateTime(timezone=True), nullable=False),
    Column("phase_since_at", DateTime(timezone=True), nullable=False),
    Column("n_days_seen", Integer, nullable=False),
    Column("n_situations", Integer, nullable=False),
    Column("last_looked_on", Date),
    Column("paused_at", DateTime(timezone=True)),
    Column("pause_until", Date),
    Column("resumed_at", DateTime(timezone=True)),
    Column("mastered_at", DateTime(timezone=True)),
    Index("standing_by_organisation", "organisation", "phase"),
)

# Months are those of the calendar here: 2026-11.
told_in_month = Table(
    "told_in_month",
    metadata,
    Column("person", String(64), primary_key=True),
    Column("name", String(40), primary_key=True),
    Column("month", String(7), primary_key=True),
    Column("organisation", String(64), nullable=False),
    Column("n_facts", Integer, nullable=False),
    Index("told_in_month_by_organisation", "organisation", "name", "person", "month", "n_facts"),
)

# What people think of the opdrachten. ``person`` is empty where a paper does not say whose it is.
pilot_event = Table(
    "pilot_event",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("event_id", String(64), nullable=False, unique=True),
    Column("name", String(40), nullable=False),
    Column("version", Integer, nullable=False),
    Column("occurred_at", DateTime(timezone=True), nullable=False),
    Column("received_at", DateTime(timezone=True), nullable=False),
    Column("person", String(64), nullable=False),
    Column("told_by", String(64), nullable=False),
    Column("as_role", String(40), nullable=False),
    Column("organisation", String(64), nullable=False),
    Column("assignment", String(100), nullable=False),
    Column("content_hash", String(100), nullable=False),
    Column("source", String(20), nullable=False),
    Column("batch", String(64), nullable=False),
    Column("facts", JSON, nullable=False),
    Index("pilot_event_by_organisation", "organisation", "name", "number"),
    Index("pilot_event_by_person", "person", "number"),
    Index("pilot_event_by_batch", "batch"),
)

import_batch = Table(
    "import_batch",
    metadata,
    Column("batch", String(64), primary_key=True),
    Column("organisation", String(64), nullable=False),
    Column("told_by", String(64), nullable=False),
    Column("kind", String(40), nullable=False),
    Column("file_hash", String(64), nullable=False),
    Column("n_rows", Integer, nullable=False),
    Column("imported_at", DateTime(timezone=True), nullable=False),
    Column("taken_back_at", DateTime(timezone=True)),
)

# ``item`` is the open question of a questionnaire; empty for a remark. ``words`` empty: no quote.
cleared_text = Table(
    "cleared_text",
    metadata,
    Column("event_id", String(64), ForeignKey("pilot_event.event_id"), primary_key=True),
    Column("item", String(100), primary_key=True),
    Column("words", Text, nullable=False),
    Column("cleared_by", String(64), nullable=False),
    Column("cleared_at", DateTime(timezone=True), nullable=False),
)

given_code = Table(
    "given_code",
    metadata,
    Column("event_id", String(64), ForeignKey("pilot_event.event_id"), primary_key=True),
    Column("item", String(100), primary_key=True),
    Column("coder", String(64), primary_key=True),
    Column("code", String(40), primary_key=True),
    Column("given_at", DateTime(timezone=True), nullable=False),
)

# ``until`` holds the highest number of each table of facts then; ``letters`` is as told then.
extract_made = Table(
    "extract_made",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("name", String(100), nullable=False),
    Column("made_at", DateTime(timezone=True), nullable=False),
    Column("until", JSON, nullable=False),
    Column("letters", JSON, nullable=False),
)

# ``person`` is empty for a paper without a code: then ``paper`` is the id of that fact. Rows are
# shown as they were in set ``extract``, and stood in set ``first`` for the first time.
released = Table(
    "released",
    metadata,
    Column("person", String(64), primary_key=True),
    Column("paper", String(64), primary_key=True),
    Column("family", String(40), primary_key=True),
    Column("assignment", String(100), primary_key=True),
    Column("extract", Integer, nullable=False),
    Column("first", Integer, nullable=False),
    Column("shown_as", String(64), nullable=False),
)

organisation = Table(
    "organisation",
    metadata,
    Column("code", String(64), primary_key=True),
    Column("label", String(120), nullable=False),
)

# Where somebody works, over time: the newest row without an end is now.
placement = Table(
    "placement",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("person", String(64), ForeignKey("person.code"), nullable=False),
    Column("department", String(60), nullable=False),
    Column("since_at", DateTime(timezone=True), nullable=False),
    Column("until_at", DateTime(timezone=True)),
    Index("placement_by_person", "person"),
)

guidance = Table(
    "guidance",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("trainer", String(64), ForeignKey("person.code"), nullable=False),
    Column("participant", String(64), ForeignKey("person.code"), nullable=False),
    Column("assistant", Boolean, nullable=False),
    Column("since_at", DateTime(timezone=True), nullable=False),
    Column("until_at", DateTime(timezone=True)),
    Index("guidance_by_trainer", "trainer"),
    Index("guidance_by_participant", "participant"),
)

# The only place with names: a row can go at any time, and nothing else changes.
first_name = Table(
    "first_name",
    metadata,
    Column("person", String(64), ForeignKey("person.code"), primary_key=True),
    Column("name", String(40), nullable=False),
)

# Somebody who is in, or (waits_for) still has to take steps before any door opens.
session = Table(
    "session",
    metadata,
    Column("secret_hash", String(64), primary_key=True),
    Column("person", String(64), ForeignKey("person.code"), nullable=False),
    Column("card_hash", String(64), nullable=False),
    Column("waits_for", String(40), nullable=False),
    Column("created_at", DateTime(timezone=True), nullable=False),
    Column("last_seen_at", DateTime(timezone=True), nullable=False),
    Column("expires_at", DateTime(timezone=True), nullable=False),
    Column("ended_at", DateTime(timezone=True)),
    Column("shared", Boolean, nullable=False),
    Index("session_by_person", "person"),
)

account = Table(
    "account",
    metadata,
    Column("person", String(64), ForeignKey("person.code"), primary_key=True),
    Column("user_name", String(100), nullable=False, unique=True),
    Column("password_hash", String(200), nullable=False),
    Column("must_change", Boolean, nullable=False),
    Column("totp_secret", String(64), nullable=False),
    Column("totp_step", Integer, nullable=False),
    Column("failed", Integer, nullable=False),
    Column("locked_until", DateTime(timezone=True)),
)

picture_key = Table(
    "picture_key",
    metadata,
    Column("person", String(64), ForeignKey("person.code"), primary_key=True),
    Column("hash", String(200), nullable=False),
    Column("nine", JSON, nullable=False),
    Column("failed", Integer, nullable=False),
    Column("locked_until", DateTime(timezone=True)),
)

# What somebody of staff was before: facts say in which role they were told, and this says the same.
former_role = Table(
    "former_role",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("person", String(64), nullable=False),
    Column("role", String(40), nullable=False),
    Column("until_at", DateTime(timezone=True), nullable=False),
    Index("former_role_by_person", "person"),
)

# How large a month was when somebody was erased (see wpo.store.counting); nobody stands in it.
counted = Table(
    "counted",
    metadata,
    Column("organisation", String(64), primary_key=True),
    Column("month", String(7), primary_key=True),
    Column("name", String(40), primary_key=True),
    Column("n_facts", Integer, nullable=False),
    Column("n_people", Integer, nullable=False),
)

# The same stands in a file beside the database (see wpo.store.erased): a backup is older than both.
erased = Table(
    "erased",
    metadata,
    Column("code_hash", String(64), primary_key=True),
    Column("erased_at", DateTime(timezone=True), nullable=False),
)
