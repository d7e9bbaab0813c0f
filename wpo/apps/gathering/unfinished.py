"""An opdracht that somebody chose or began and did not end, and the form to say how that came.

The participant may say it, and who guides them. Neither has to, and neither learns what the other
said. Whether a participant was ill is asked of the participant alone.
"""

from datetime import timedelta

from wpo.apps.gathering.practised import in_test
from wpo.apps.visit import Visit
from wpo.apps.wording import assignment_of
from wpo.model.assignments import Assignment
from wpo.model.people import Role
from wpo.model.pilot import ILL, NOT_DONE_REASONS
from wpo.model.trajectory import Line, Phase
from wpo.player.forms import Option, Taps, Tell
from wpo.store.database import reading
from wpo.store.pilot import pilot_events_by

WAIT = timedelta(days=7)  # who chose or began it yesterday is busy with it
_NOT_ENDED = frozenset({Phase.CHOSEN, Phase.PRACTISING})


def unfinished(visit: Visit, person: str, line: Line) -> Assignment | None:
    """Return the opdracht of a goal, where it is time to ask the visitor why it is not done.

    None where it is done, waits on purpose or began this week, where the organisation does not test
    it, and where the visitor said it already.
    """
    assignment = assignment_of(visit.catalogue, line.goal)
    if line.phase not in _NOT_ENDED or line.pause is not None or assignment is None:
        return None
    tested = in_test(visit.catalogue.test_plan, visit.person.organisation, assignment.id)
    if line.phase_since_at > visit.now - WAIT or not tested:
        return None
    with reading(visit.engine) as connection:
        told = pilot_events_by(connection, person, names=("not_done",))
    said = {one.assignment for one in told if one.by == visit.person.code}
    return None if assignment.id in said else assignment


def why_form(visit: Visit, person: str, assignment: Assignment) -> Tell:
    """Return the form: one tap tells why. Participants hear the answers."""
    own = person == visit.person.code
    texts = visit.catalogue.interface if own else visit.catalogue.staff
    return Tell(
        name="not_done",
        about=person,
        facts={},
        fields=[
            Taps(
                name="reason",
                question=texts["not_done_why"],
                options=[
                    Option(value=one, label=texts[f"not_done_{one}"])
                    for one in NOT_DONE_REASONS
                    if own or one != ILL
                ],
                aloud=own,
            )
        ],
        told=texts["not_done_told"],
        assignment=assignment.id,
        as_role="" if own else Role.PARTICIPANT.value,
    )
