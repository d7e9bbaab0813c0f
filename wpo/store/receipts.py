"""What became of each fact of a delivery."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol, TypeVar

from wpo.model.floor import FloorEvent
from wpo.model.pilot import PilotEvent
from wpo.store.database import aware


class Named(Protocol):
    """A fact with an id of its own."""

    @property
    def event_id(self) -> str:
        """The id."""


Fact = TypeVar("Fact", bound=Named)


@dataclass(slots=True, kw_only=True)
class Receipt:
    """What became of each event of a delivery, by event id; ``refused`` holds the reason.

    ``settled`` are events of an earlier delivery that waited, and are explained by this one.
    """

    stored: list[str] = field(default_factory=list)
    known: list[str] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)
    settled: list[str] = field(default_factory=list)

    def add(self, other: "Receipt") -> None:
        """Take over what another receipt says about other events."""
        self.stored += other.stored
        self.known += other.known
        self.waiting += other.waiting
        self.refused |= other.refused
        self.settled += other.settled


def sifted(
    events: Iterable[Fact],
    teller: str,
    tellers: Mapping[str, str],
    refuses: Callable[[Fact], str],
    repeats: Callable[[Fact], bool] = lambda _: False,
) -> tuple[Receipt, list[Fact]]:
    """Return what becomes of facts told by ``teller``, and those of them to keep, each once.

    ``tellers`` says by whom the facts that are kept already were told; ``refuses`` why one can
    never be true, or nothing; ``repeats`` whether the same was told before under another id.
    """
    receipt, fresh, judged = Receipt(), list[Fact](), set[str]()
    for event in events:
        if event.event_id in judged:
            continue
        judged.add(event.event_id)
        if tellers.get(event.event_id, teller) != teller:
            receipt.refused[event.event_id] = "Dit is een feit van een ander."
        elif event.event_id in tellers:
            receipt.known.append(event.event_id)
        elif reason := refuses(event):
            receipt.refused[event.event_id] = reason
        elif repeats(event):
            receipt.known.append(event.event_id)
        else:
            fresh.append(event)
            receipt.stored.append(event.event_id)
    return receipt, fresh


def told_row(one: FloorEvent | PilotEvent, organisation: str, now: datetime) -> dict[str, Any]:
    """Return what every row of something told holds; ``now`` is when it came."""
    return {
        "event_id": one.event_id,
        "name": one.facts.name,
        "version": one.version,
        "occurred_at": aware(one.occurred_at),
        "received_at": now,
        "person": one.person,
        "told_by": one.by,
        "as_role": one.as_role.value,
        "organisation": organisation,
    }
