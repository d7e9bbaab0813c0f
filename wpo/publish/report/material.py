"""What a report is made from, and the few ways in which its numbers are written."""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from wpo.catalogue.filling import fill_text
from wpo.catalogue.loading import Catalogue
from wpo.catalogue.thresholds import Thresholds, load_thresholds
from wpo.errors import ContentError
from wpo.evaluation.results import TOO_SMALL, Evaluation
from wpo.figures.numbers import can_tell, count, percent
from wpo.model.months import dutch_date
from wpo.pilot.extract.reading import Extract
from wpo.publish.report.blocks import Block, Report, Strip


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Material:
    """An evaluation, the set that it is of, and the texts around it."""

    evaluation: Evaluation
    extract: Extract
    catalogue: Catalogue

    def say(self, key: str, *values: object) -> str:
        """Return a fixed text, with its open places filled in."""
        return fill_text(self.catalogue.staff[f"report_{key}"], *values)

    @property
    def thresholds(self) -> Thresholds:
        """The thresholds that decide."""
        return load_thresholds(self.catalogue.root)

    @property
    def hard_below(self) -> float:
        """Below this share a question is too hard."""
        return self.thresholds.of("hard_below").share

    def report(self, title: str, blocks: list[Block]) -> Report:
        """Return a report with on it where it comes from."""
        of, made_up = self.evaluation.extract, self.extract.is_synthetic
        return Report(
            title=title,
            source=self.say("source", of.name, dutch_date(of.made_on), of.hash[:16]),
            day=of.made_on,
            blocks=tuple(blocks),
            made_up=self.say("made_up") if made_up else "",
            made_up_why=self.say("made_up_why") if made_up else "",
            warnings=self.evaluation.notes,
        )

    def assignment(self, name: str) -> Any:
        """Return the row of one assignment.

        Raises
        ------
        ContentError
            If the set holds none with this id.
        """
        rows = self.evaluation.assignments
        found = rows[rows["assignment"] == name]
        if found.empty:
            known = ", ".join(rows["assignment"])
            raise ContentError(f"Opdracht {name!r} staat niet in deze set. Wel: {known}.")
        return found.iloc[0]


def share_words(row: Any, what: str) -> str:
    """Return a share with its interval; what may not be shown is ``te klein``."""
    if not can_tell(row, what):
        return TOO_SMALL
    low, high = percent(row[f"{what}_low"]), percent(row[f"{what}_high"])
    return f"{percent(row[f'{what}_value'])} ({low} tot {high})"


def rests_on(row: Any, what: str) -> str:
    """Return of how many answers, from how many organisations, an estimate is made."""
    if not can_tell(row, what):
        return TOO_SMALL
    return f"{count(row[f'{what}_n'])} uit {count(row[f'{what}_n_organisations'])}"


def strip(row: Any, what: str, *, mark: float | None = None) -> Strip | str:
    """Return the interval of a share as a strip, or nothing where there is none to show."""
    if not can_tell(row, what):
        return ""
    return Strip(
        value=float(row[f"{what}_value"]),
        low=float(row[f"{what}_low"]),
        high=float(row[f"{what}_high"]),
        words=share_words(row, what),
        mark=mark,
    )


def rows_of(table: pd.DataFrame, **wanted: object) -> list[Any]:
    """Return the rows with these values, in their order."""
    for name, value in wanted.items():
        table = table[table[name] == value]
    return [row for _, row in table.iterrows()]
