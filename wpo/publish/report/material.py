"""What a report is made from, and the ways in which its numbers are written."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from wpo.catalogue.filling import fill_text
from wpo.catalogue.loading import Catalogue
from wpo.catalogue.thresholds import Thresholds
from wpo.errors import ContentError
from wpo.evaluation.results import TOO_SMALL, Evaluation
from wpo.figures.numbers import can_tell, known, percent, points
from wpo.figures.sentences import amount
from wpo.model.months import dutch_date
from wpo.pilot.extract.reading import Extract
from wpo.publish.report.blocks import Block, Cell, Heading, Measure, Report, Strip, Table, Text


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Material:
    """An evaluation, the set that it is of, and the texts around it."""

    evaluation: Evaluation
    extract: Extract
    catalogue: Catalogue

    def say(self, key: str, *values: object) -> str:
        """Return a fixed text, with its open places filled in."""
        return fill_text(self.catalogue.staff[f"report_{key}"], *values)

    def call(self, key: str, otherwise: str) -> str:
        """Return what something is called, or its own name where there is no text for it."""
        return self.catalogue.staff.get(f"report_{key}", otherwise)

    @property
    def thresholds(self) -> Thresholds:
        """The thresholds that decide.

        Raises
        ------
        ContentError
            If the content folder has none.
        """
        if self.catalogue.thresholds is None:
            raise ContentError("Er zijn geen drempels: content/pilot/drempels.yaml ontbreekt.")
        return self.catalogue.thresholds

    @property
    def hard_below(self) -> float:
        """Below this share (0 to 1) a question is too hard."""
        return self.thresholds.of("hard_below").share

    def report(self, title: str, blocks: Iterable[Block]) -> Report:
        """Return a report with on it where it comes from."""
        of, made_up = self.evaluation.extract, self.extract.is_synthetic
        return Report(
            title=title,
            source=self.say("source", of.name, dutch_date(of.made_on)),
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
        found = rows_of(self.evaluation.assignments, assignment=name)
        if not found:
            held = ", ".join(self.evaluation.assignments["assignment"])
            raise ContentError(f"Opdracht {name!r} staat niet in deze set. Wel: {held}.")
        return found[0]

    def about(self, row: Any) -> str:
        """Return which assignment a row is about: its skill, level, version and id."""
        labels = {one.id: one.label for one in self.catalogue.skills.skills}
        skill = labels.get(row["skill"], row["skill"])
        return self.say("about", skill, row["level"], row["version"], row["assignment"])

    def stem(self, item: str, item_hash: str = "") -> str:
        """Return what a question asks: the text with this hash, else the newest; or nothing."""
        table = self.evaluation.items
        wanted = {"item_hash": item_hash} if item_hash else {"is_newest": True}
        found = rows_of(table[table["item"] == item], **wanted)
        return str(found[0]["stem"]) if found else ""

    def question(self, item: str, item_hash: str = "") -> str:
        """Return a question by its name and what it asks: ``q2. Wat doe je?``."""
        stem = self.stem(item, item_hash)
        return f"{name_of(item)}. {stem}" if stem else name_of(item)

    def table(
        self,
        name: str,
        heads: Sequence[str],
        rows: Iterable[tuple[Cell, ...]],
        wide: tuple[int, ...] = (),
    ) -> Table:
        """Return a table; ``heads`` are the keys of what stands above the columns."""
        head = tuple(self.say(f"head_{one}") for one in heads)
        return Table(name=name, head=head, rows=tuple(rows), wide=wide)

    def section(
        self,
        title: str,
        heads: Sequence[str],
        rows: Iterable[tuple[Cell, ...]],
        *,
        wide: tuple[int, ...] = (),
        lead: str = "",
        nothing: str = "nothing",
        level: int = 2,
    ) -> list[Block]:
        """Return a heading with its table, or with what is said where there are no rows.

        ``title``, ``lead`` (what leads in the table) and ``nothing`` are keys of texts.
        """
        name, lines = self.say(title), tuple(rows)
        heading = Heading(text=name, level=level)
        if not lines:
            return [heading, Text(text=self.say(nothing))]
        leads = [Text(text=self.say(lead))] if lead else []
        return [heading, *leads, self.table(name, heads, lines, wide)]

    def measure(
        self, row: Any, what: str, *, mark: float | None = None, of: str = "people"
    ) -> Measure | str:
        """Return a share with all that has to stand beside it, or why it is not shown.

        Parameters
        ----------
        row
            Has the six columns of the estimate ``what``.
        mark
            A threshold, 0 to 1.
        of
            What its ``n`` counts: ``people``, ``answers``, ``pairs`` or ``times``.
        """
        if not can_tell(row, what):
            return self._untold(row, what)
        value, low, high = (float(row[f"{what}_{part}"]) for part in ("value", "low", "high"))
        words = self.say("strip", percent(low), percent(high), percent(value))
        if mark is not None:
            side = "under" if high < mark else "over" if low >= mark else "on"
            words = f"{words} {self.say(f'strip_{side}', percent(mark))}"
        return Measure(
            text=self.say("between", percent(value), percent(low), percent(high)),
            basis=self.basis(row, what, of),
            strip=Strip(value=value, low=low, high=high, words=words, mark=mark),
        )

    def difference(self, row: Any, what: str) -> Measure | str:
        """Return a difference of shares in points, as :meth:`measure` does; 0 is marked."""
        if not can_tell(row, what):
            return self._untold(row, what)
        value, low, high = (float(row[f"{what}_{part}"]) for part in ("value", "low", "high"))
        side = "less" if high < 0 else "more" if low > 0 else "same"
        words = self.say("strip_points", points(low), points(high), points(value))
        return Measure(
            text=self.say("between", points(value), points(low), points(high)),
            basis=self.basis(row, what),
            strip=Strip(
                value=value,
                low=low,
                high=high,
                words=f"{words} {self.say(f'strip_{side}')}",
                mark=0.0,
                start=-0.6,
                end=0.6,
            ),
        )

    def basis(self, row: Any, what: str, of: str = "people") -> str:
        """Return how many an estimate is made of, and from how many organisations."""
        n = amount(row[f"{what}_n"], self.say(f"one_{of}"), self.say(f"more_{of}"))
        places = row[f"{what}_n_organisations"]
        if not known(places) or not int(places):
            return n
        return f"{n}, {amount(places, 'organisatie', 'organisaties')}"

    def _untold(self, row: Any, what: str) -> str:
        return str(row[f"{what}_note"] or TOO_SMALL)


def rows_of(table: pd.DataFrame, **wanted: object) -> list[Any]:
    """Return the rows with these values, in their order."""
    for name, value in wanted.items():
        table = table[table[name] == value]
    return [row for _, row in table.iterrows()]


def name_of(item: str) -> str:
    """Return how a person calls a question: ``q2``, or ``q4/b`` for a turn of a dialogue."""
    return item.partition("/")[2] or item
