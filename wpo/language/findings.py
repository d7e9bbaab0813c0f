"""What a rule says about a text: which words, where, and what to do."""

from dataclasses import dataclass
from enum import StrEnum

Place = tuple[str | int, ...]


class Severity(StrEnum):
    """How much a finding weighs: an error blocks publishing, a warning asks for a second look."""

    ERROR = "E"
    WARNING = "W"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing an author should look at.

    Attributes
    ----------
    rule
        The id of the rule, a key of :data:`wpo.language.rules.RULES`.
    severity
        Whether it blocks publishing.
    place
        The path into the file: ``("practice", 1, "options", 0, "text")``. Empty for the whole.
    words
        The offending words as they stand in the text; empty where it is not about words.
    message
        Dutch, one line: what it is and what to do.
    """

    rule: str
    severity: Severity
    place: Place
    words: tuple[str, ...]
    message: str

    @property
    def blocks(self) -> bool:
        """Whether the text may not be published with this."""
        return self.severity is Severity.ERROR

    def __str__(self) -> str:
        quoted = ", ".join(f"'{word}'" for word in self.words)
        return " ".join(f"{self.rule}: {quoted}: {self.message}".replace(": :", ":").split())


def error(rule: str, place: Place, message: str, *words: str) -> Finding:
    """Return a finding that blocks publishing."""
    return Finding(rule=rule, severity=Severity.ERROR, place=place, words=words, message=message)


def warning(rule: str, place: Place, message: str, *words: str) -> Finding:
    """Return a finding that asks for a second look."""
    return Finding(rule=rule, severity=Severity.WARNING, place=place, words=words, message=message)
