"""The one question that every tool on the bench asks, read from the project's own content."""

from dataclasses import dataclass
from pathlib import Path

from ruamel.yaml import YAML

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "content" / "opdrachten" / "overleggen" / "luisteren" / "niveau-1.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A choice question as any tool can ask it: sentences, options, and the reply to each."""

    stem: tuple[str, ...]
    replies: dict[str, str]

    @property
    def seen(self) -> tuple[str, ...]:
        """Return the texts that must all be on screen before a person can start answering."""
        return (*self.stem, *self.replies)

    @property
    def option(self) -> str:
        """Return the option that the bench taps: the last, as Panel selects the first itself."""
        return list(self.replies)[-1]

    @property
    def reply(self) -> str:
        """Return the feedback that must appear after that tap."""
        return self.replies[self.option]


def read_question(identifier: str = "q2", source: Path = SOURCE) -> Question:
    """Return the choice question ``identifier`` of the assignment in ``source``."""
    assignment = YAML(typ="safe").load(source)
    found = next(item for item in assignment["practice"] if item["id"] == identifier)
    return Question(
        stem=tuple(found["stem"]),
        replies={option["text"]: option["feedback"]["said"] for option in found["options"]},
    )


def read_opening(source: Path = SOURCE) -> tuple[str, ...]:
    """Return the stem of the first thing an assignment shows, whatever its kind."""
    return tuple(YAML(typ="safe").load(source)["practice"][0]["stem"])
