"""Which missed questions come back, and when: at most two, about a week later.

Equal intervals and no schedule per person: spaced practice helps (g = 0.74), and growing
intervals add nothing (Latimier et al. 2021; ``domain.md`` 4.1).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

REST = timedelta(days=5)
MOST_RETURNING = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """How a question ended for somebody: the newest fact about it decides.

    ``question`` is (assignment id, question id); ``ended_at`` is aware UTC.
    """

    question: tuple[str, str]
    missed: bool
    ended_at: datetime


def returning(history: Iterable[Ended], now: datetime) -> tuple[tuple[str, str], ...]:
    """Return the questions that start the next practice, the longest waiting first.

    Parameters
    ----------
    history
        Every ended question of one person, in any order.
    now
        Aware UTC.

    Returns
    -------
    tuple of (assignment id, question id)
        At most two; only questions whose newest end was a miss, at least five days ago. Of two
        ends at the same moment the miss counts, so the order of ``history`` decides nothing.
    """
    newest: dict[tuple[str, str], Ended] = {}
    for one in sorted(history, key=lambda one: (one.ended_at, one.missed)):
        newest[one.question] = one
    waiting = [one for one in newest.values() if one.missed and now - one.ended_at >= REST]
    waiting.sort(key=lambda one: (one.ended_at, one.question))
    return tuple(one.question for one in waiting[:MOST_RETURNING])
