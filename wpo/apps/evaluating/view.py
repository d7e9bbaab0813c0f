"""One look at one research set: the rows that are chosen, and what things are called."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

import pandas as pd

from wpo.apps.evaluating.choice import Choice
from wpo.apps.evaluating.source import Source
from wpo.catalogue.filling import fill_text
from wpo.catalogue.loading import Catalogue
from wpo.catalogue.thresholds import ThresholdId
from wpo.errors import ContentError
from wpo.evaluation.results import ALL, Evaluation


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

    def threshold(self, name: ThresholdId) -> float:
        """Return a share that was agreed on before the data; no set is evaluated without them."""
        thresholds = self.catalogue.thresholds
        if thresholds is None:
            raise ContentError(self.say("no_thresholds"))
        return thresholds.of(name).share

    def asked(self, items: pd.DataFrame) -> list[str]:
        """Return what questions are called: the number of each, and what is asked in the end."""
        pairs = zip(items["item"], items["stem"], strict=True)
        return [f"{number(item)}: {_question(str(stem))}" for item, stem in pairs]

    def skill_label(self, skill: str) -> str:
        """Return what a skill is called."""
        labels = {one.id: one.label for one in self.catalogue.skills.skills}
        return labels.get(skill, skill)


def number(item: str) -> str:
    """Return what a question is called within its opdracht: ``q3``."""
    return item.partition("/")[2] or item


def _question(stem: str) -> str:
    """Return the last question of a text; what comes before it tells the situation."""
    sentences: list[str] = re.findall(r"[^.?!]+[.?!]+['’]?", stem) or [stem]
    asked = [one for one in sentences if one.rstrip("'’").endswith("?")]
    return (asked or sentences)[-1].strip()
