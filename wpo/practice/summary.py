"""What a participant sees at the end: "Dit kun je al" and "Hier ga je op letten".

No percentage, no grade: one to three behaviours that went well at the first try, at most one to
look out for, and the plan for the week.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from wpo.practice.course import Outcome, Result

MOST_KNOWN = 3
MOST_WATCHED = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """Behaviours in the first person, in the order of the questions, and the chosen plan."""

    know: tuple[str, ...]
    watch: tuple[str, ...]
    plan: tuple[str, ...]


def summarise(results: Iterable[Result]) -> Summary:
    """Return what is said at the end of a practice.

    Parameters
    ----------
    results
        How each question ended, in the order in which they were practised.

    Returns
    -------
    Summary
        At most three behaviours known, at most one to watch, the plan as three sentences. What
        was missed once is not called known because it went well another time.
    """
    kept = list(results)
    watch = [one.behaviour for one in kept if section(one) == "watch"]
    known = dict.fromkeys(one.behaviour for one in kept if section(one) == "know")
    know = [one for one in known if one not in watch]
    plan = next((one.plan for one in kept if one.plan), ())
    return Summary(know=tuple(know[:MOST_KNOWN]), watch=tuple(watch[:MOST_WATCHED]), plan=plan)


def section(result: Result) -> str:
    """Return where a result belongs in the summary: ``know``, ``watch`` or nowhere (``""``).

    What needed a second try or was shown is to watch; it comes back next week.
    """
    if not result.behaviour or result.outcome is Outcome.ACCEPTED:
        return ""
    return "know" if result.outcome is Outcome.FIRST_TRY else "watch"
