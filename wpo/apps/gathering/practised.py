"""Which opdrachten people practised lately, so that they, or who guides them, can say something."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection

from wpo.apps.shown import assignment_shown
from wpo.catalogue.testplan import TestPlan
from wpo.model.assignments import Assignment
from wpo.model.floor import Practised
from wpo.model.people import Person
from wpo.store.floor import floor_events_named
from wpo.store.pilot import pilot_events_by

REMEMBERED = timedelta(days=21)  # of a practice longer ago nobody knows any more how it was


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """An opdracht that somebody practised to its end, in the words in which it was shown."""

    assignment: Assignment
    content_hash: str


def practised_lately(
    connection: Connection, organisation: str, people: Collection[str] | None, now: datetime
) -> tuple[Done, ...]:
    """Return what these people, or everybody of an organisation, practised; the newest first."""
    events = floor_events_named(
        connection, organisation, ("practised",), since=now - REMEMBERED, about=people
    )
    hashes = [one.facts.content_hash for one in events if isinstance(one.facts, Practised)]
    shown = {one: assignment_shown(connection, one) for one in reversed(hashes)}
    return tuple(
        Done(assignment=found, content_hash=one)
        for one, found in shown.items()
        if found is not None
    )


def in_test(plan: TestPlan, organisation: str, assignment: str) -> bool:
    """Tell whether an organisation tests an opdracht; one without a plan tests every one."""
    if organisation not in plan.organisations:
        return True
    return any(one.assignment == assignment for one in plan.of_organisation(organisation))


def already_rated(connection: Connection, person: Person) -> frozenset[str]:
    """Return the texts of which somebody already said what they think."""
    events = pilot_events_by(connection, person.code, names=("rated",))
    return frozenset(one.content_hash for one in events)
