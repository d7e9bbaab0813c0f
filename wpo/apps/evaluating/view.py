"""One look at one research set: the rows that are chosen, and what things are called."""

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

import pandas as pd

from wpo.apps.evaluating.choice import Choice
from wpo.apps.evaluating.source import Source
from wpo.catalogue.filling import fill_text
from wpo.catalogue.loading import Catalogue
from wpo.evaluation.results import ALL, Evaluation

_HARD_BELOW = 0.6  # where a content folder has no thresholds


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """HTML to read between figures; what people typed is escaped in it."""

    html: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class View:
    """What a page shows is made of this."""

    source: Source
    catalogue: Catalogue
    choice: Choice

    @property
    def evaluation(self) -> Evaluation:
        """All tables of the chosen set."""
        return self.source.evaluation

    def say(self, key: str, *given: object) -> str:
        """Return a text of these pages, filled in."""
        return fill_text(self.catalogue.staff[f"eval_{key}"], *given)

    def words(self, key: str, *given: object, tag: str = "p") -> Words:
        """Return a text of these pages as HTML."""
        return Words(html=f"<{tag}>{escape(self.say(key, *given))}</{tag}>")

    @property
    def titles(self) -> Mapping[str, str]:
        """The title of each assignment of the set, by skill, sub-skill and level."""
        rows = self.evaluation.assignments
        return dict(zip(rows["assignment"], rows["title"], strict=True))

    def assignments(self) -> pd.DataFrame:
        """Return the assignments that are chosen."""
        rows, choice = self.evaluation.assignments, self.choice
        if choice.skill:
            rows = rows[rows["skill"] == choice.skill]
        if choice.level:
            rows = rows[rows["level"].astype(str) == choice.level]
        if choice.assignment:
            rows = rows[rows["assignment"] == choice.assignment]
        return rows

    def of_chosen(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Return the rows of the assignments that are chosen, each with its title."""
        kept = rows[rows["assignment"].isin(self.assignments()["assignment"])]
        return kept.assign(title=kept["assignment"].map(self.titles))

    def whole_or_one(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Return the rows of the one assignment that is chosen, or those about all together."""
        return rows[rows["assignment"] == (self.choice.assignment or ALL)]

    @property
    def hard_below(self) -> float:
        """The share below which a question is too hard, as was agreed on before the data."""
        thresholds = self.catalogue.thresholds
        return thresholds.of("hard_below").share if thresholds else _HARD_BELOW

    def skill_label(self, skill: str) -> str:
        """Return what a skill is called."""
        labels = {one.id: one.label for one in self.catalogue.skills.skills}
        return labels.get(skill, skill)
