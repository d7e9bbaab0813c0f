"""What became of each fact of a delivery."""

from dataclasses import dataclass, field


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
