"""What became of each fact of a delivery."""

from dataclasses import dataclass, field


@dataclass(slots=True, kw_only=True)
class Receipt:
    """What became of each event of a delivery, by event id; ``refused`` holds the reason."""

    stored: list[str] = field(default_factory=list)
    known: list[str] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)

    def add(self, other: "Receipt") -> None:
        """Take over what another receipt says about other events."""
        self.stored += other.stored
        self.known += other.known
        self.waiting += other.waiting
        self.refused |= other.refused
