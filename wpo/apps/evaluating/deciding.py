"""A person decides about something in the queue; here that is kept."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from wpo.apps.evaluating.decided import place_of
from wpo.apps.evaluating.view import View
from wpo.model.months import day_of
from wpo.pilot.decisions import Choice, DeciderRole, Decision, write_decision
from wpo.pilot.scanning import lists_of, scan

DECISIONS: tuple[Choice, ...] = ("laten", "herzien", "uitstellen")
_MAY: Mapping[str, DeciderRole] = {"projectleider": "projectleider", "onderzoeker": "onderzoeker"}


class Keeper:
    """Keeps decisions for somebody of a role that may take them.

    Parameters
    ----------
    by
        Which role that is. Who it is, is nowhere.
    """

    def __init__(self, by: DeciderRole) -> None:
        self._by = by

    def keep(self, view: View, row: Mapping[str, Any], what: Choice, reason: str) -> str:
        """Keep what was decided about a row of the queue; return why not, empty where it is kept.

        A reason in which somebody is named, or that cannot be written, is not kept.
        """
        found = [one for one in scan(reason, lists_of(view.catalogue.sensitive)) if one.is_hard]
        if found:
            words = ", ".join(f"‘{reason[one.start : one.end]}’" for one in found)
            return view.say("queue_named", words)
        extract, rows = view.source.extract, view.evaluation.assignments
        about = rows[rows["assignment"] == row["assignment"]]
        decision = Decision(
            assignment=row["assignment"],
            version=row["version"],
            trigger=row["trigger"],
            verdict=about.iloc[0]["verdict"],
            extract=extract.name,
            extract_hash=extract.hash,
            by=self._by,
            decided_on=day_of(datetime.now(UTC)).isoformat(),
            decision=what,
            reason=reason,
            item=row["item"],
            item_hash=row["item_hash"],
            option=row["option"],
        )
        try:
            write_decision(place_of(extract), decision)
        except OSError as error:
            return view.say("queue_not_kept", error.strerror or "")
        return ""


def keeper_of(role: str) -> Keeper | None:
    """Return who keeps decisions of a role; None where that role takes none."""
    by = _MAY.get(role)
    return Keeper(by) if by else None
