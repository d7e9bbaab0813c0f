"""The thresholds of ``content/pilot/drempels.yaml``: fixed before the data, each with its reason.

What makes an opdracht *goed zo* or *herzien* is decided by people, in advance, in one file. The
evaluation only applies it, and names every threshold that was changed after the first data.
"""

import datetime
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from wpo.catalogue.documents import Document, read_document
from wpo.catalogue.shapes import shape
from wpo.errors import ContentError

FILE = "pilot/drempels.yaml"

ThresholdId = Literal[
    "fewest_organisations",
    "fewest_participants",
    "hard_below",
    "magnet_over",
    "same_problem",
    "asked_by",
    "asked_in",
    "harm_remarks",
    "good_from",
    "clear_from",
]
Unit = Literal["organisaties", "deelnemers", "opmerkingen", "procent"]

IDS: tuple[ThresholdId, ...] = get_args(ThresholdId)


@dataclass(frozen=True, slots=True, kw_only=True)
class Threshold:
    """One number that decides: since which day (``2026-11-24``), and why it is this number."""

    id: ThresholdId
    value: int
    unit: Unit
    date: str
    reason: str

    def __post_init__(self) -> None:
        highest = 100 if self.unit == "procent" else 1_000
        lowest = 0 if self.unit == "procent" else 1
        if not lowest <= self.value <= highest:
            raise ValueError(
                f"value: {lowest} tot en met {highest} verwacht, {self.value} gekregen"
            )
        if not self.reason.strip():
            raise ValueError("reason: schrijf waarom het dit getal is")
        try:
            datetime.date.fromisoformat(self.date)
        except ValueError:
            raise ValueError(
                f"date: {self.date!r} is geen dag; schrijf jaar-maand-dag, zoals '2026-11-24'"
            ) from None

    @property
    def fixed_on(self) -> datetime.date:
        """The day on which it was fixed."""
        return datetime.date.fromisoformat(self.date)

    @property
    def share(self) -> float:
        """The value as a share, 0 to 1."""
        return self.value / 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Clarity:
    """Which item of a questionnaire asks whether an opdracht is clear, by role of the extract."""

    deelnemer: str
    begeleider: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """All thresholds, each once."""

    thresholds: tuple[Threshold, ...]
    clarity: Clarity

    def __post_init__(self) -> None:
        ids = [one.id for one in self.thresholds]
        missing, twice = set(IDS) - set(ids), {one for one in ids if ids.count(one) > 1}
        if missing or twice:
            wrong = [f"{one} ontbreekt" for one in sorted(missing)]
            wrong += [f"{one} staat er twee keer" for one in sorted(twice)]
            raise ValueError(f"thresholds: {', '.join(wrong)}")

    def of(self, name: ThresholdId) -> Threshold:
        """Return one threshold."""
        return next(one for one in self.thresholds if one.id == name)

    def changed_after(self, day: datetime.date) -> tuple[Threshold, ...]:
        """Return the thresholds that were fixed later than this day: the first day with data."""
        return tuple(one for one in self.thresholds if one.fixed_on > day)


def read_thresholds(root: Path, documents: list[Document]) -> Thresholds | None:
    """Read the thresholds below ``root``; without a file there are none, and that is no mistake.

    Problems stand in the document that is added to ``documents``.
    """
    if not (root / FILE).exists():
        return None
    document = read_document(root / FILE, FILE)
    documents.append(document)
    return shape(document, Thresholds)


def load_thresholds(root: Path) -> Thresholds:
    """Return the thresholds alone, without the rest of ``content/``.

    Raises
    ------
    ContentError
        With every problem of the file, a line each; also where there is no file.
    """
    documents: list[Document] = []
    thresholds = read_thresholds(root, documents)
    if thresholds is None:
        problems = [str(one) for document in documents for one in document.problems]
        raise ContentError("\n".join(problems) or f"{root / FILE} ontbreekt.")
    return thresholds
