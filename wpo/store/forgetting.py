"""What a member of staff told about opdrachten stays when they are erased: without who.

An opdracht is not a person, and a verdict about it must not change because somebody left. Who
thought it, who keyed it in, who read it and who coded it is replaced by ``gewist-<role>``.
"""

from sqlalchemy import Connection, func, select, update

from wpo.model.people import Role
from wpo.store import tables

ANONYMOUS = "gewist-"  # and a role: who told what a member of staff told who was erased
UNKNOWN = "iemand"


def forget_teller(connection: Connection, code: str) -> int:
    """Take a member of staff out of what is kept about opdrachten; return how many rows that were.

    What a participant thought is not theirs to keep: those rows stay as they are, to be deleted.
    Call inside ``writing``, while the person is still known.
    """
    person, fact = tables.person, tables.pilot_event
    role = connection.scalar(select(person.c.role).where(person.c.code == code)) or UNKNOWN
    own = (fact.c.person == code) & (fact.c.as_role != Role.PARTICIPANT.value)
    keyed = (fact.c.told_by == code) & (fact.c.person != code)
    anybody = ANONYMOUS + role
    nobody = ANONYMOUS + fact.c.as_role
    batch, cleared = tables.import_batch, tables.cleared_text
    changes = (
        # On a screen somebody tells about themselves: both stay the same.
        update(fact).where(own & (fact.c.told_by == code)).values(person=nobody, told_by=nobody),
        update(fact).where(own).values(person=nobody),
        update(fact).where(keyed).values(told_by=anybody),
        update(batch).where(batch.c.told_by == code).values(told_by=anybody),
        update(cleared).where(cleared.c.cleared_by == code).values(cleared_by=anybody),
    )
    n_rows = sum(connection.execute(one).rowcount for one in changes)
    return n_rows + _forget_coder(connection, code, anybody)


def _forget_coder(connection: Connection, code: str, anybody: str) -> int:
    """Two coders who were both erased stay two: agreement is about who agreed with whom."""
    coder = tables.given_code.c.coder
    earlier = select(func.count(coder.distinct())).where(coder.like(f"{anybody}-%"))
    name = f"{anybody}-{(connection.scalar(earlier) or 0) + 1}"
    change = update(tables.given_code).where(coder == code).values(coder=name)
    return connection.execute(change).rowcount
