"""The output: fixed-width text in Dutch, one line a tool, with ratios and the goal beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log10
from statistics import median

from tests.bench.failure import NotMeasured
from tests.bench.goals import Goal
from tests.bench.tools import STATIC, WPO

NAME_WIDTH = 18
NUMBER_WIDTH = 10
RATIO_WIDTH = 14
RULE = "-" * 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One tool in one table: its repeated figures, or why there are none, and a remark."""

    tool: str
    figures: tuple[float, ...] | NotMeasured
    remark: str = ""

    @property
    def value(self) -> float | None:
        """Return the median of the figures, None when nothing was measured."""
        return None if isinstance(self.figures, NotMeasured) else median(self.figures)


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The figures of all tools for one thing, in one unit; ``method`` says how they were taken."""

    title: str
    unit: str
    rows: tuple[Row, ...]
    goal: Goal | None = None
    method: str = ""
    decimals: int = 2
    higher_is_better: bool = False

    def static(self) -> float | None:
        """Return the static page's value, None when it was not measured."""
        return next((row.value for row in self.rows if row.tool == STATIC), None)

    def best_other(self) -> float | None:
        """Return the best value among today's tools: all but wpo and the static page."""
        values = [row.value for row in self.rows if row.tool not in {WPO, STATIC}]
        known = [value for value in values if value is not None]
        if not known:
            return None
        return max(known) if self.higher_is_better else min(known)


def table_text(table: Table) -> str:
    """Return a table with its title, heads and rows."""
    goal = [f"  doel: {table.goal.text}"] if table.goal else []
    method = [f"  {table.method}"] if table.method else []
    rows = (row_text(table, row) for row in table.rows)
    return "\n".join([f"{table.title} (in {table.unit})", *goal, *method, heads(table), *rows])


def heads(table: Table) -> str:
    """Return the line above the columns."""
    numbers = "".join(f"{head:>{NUMBER_WIDTH}}" for head in ("mediaan", "laagste", "hoogste"))
    ratios = "".join(f"{head:>{RATIO_WIDTH}}" for head in references(table))
    return f"  {'hulpmiddel':<{NAME_WIDTH}}{numbers}{ratios}  doel en opmerking"


def references(table: Table) -> dict[str, float | None]:
    """Return what figures are compared with: the static page and the best of today's tools."""
    present = {row.tool for row in table.rows}
    static = {"x statisch": table.static()} if STATIC in present else {}
    return static | ({"x beste ander": table.best_other()} if len(present) > 1 else {})


def row_text(table: Table, row: Row) -> str:
    """Return one tool's line."""
    name = f"  {row.tool:<{NAME_WIDTH}}"
    if isinstance(row.figures, NotMeasured):
        return f"{name}  niet gemeten: {row.figures.reason}"
    value = median(row.figures)
    shown = (value, min(row.figures), max(row.figures))
    numbers = "".join(f"{number(item, table.decimals):>{NUMBER_WIDTH}}" for item in shown)
    ratios = [ratio_text(ratio(value, reference)) for reference in references(table).values()]
    columns = "".join(f"{text:>{RATIO_WIDTH}}" for text in ratios)
    remark = "; ".join(part for part in (verdict(table, row), row.remark) if part)
    return f"{name}{numbers}{columns}  {remark}".rstrip()


def verdict(table: Table, row: Row) -> str:
    """Return whether wpo's row reaches the table's goal; nothing for the other rows."""
    if table.goal is None or row.tool != WPO or row.value is None:
        return ""
    return table.goal.verdict(row.value, ratio(row.value, table.static()))


def ratio(value: float, reference: float | None) -> float | None:
    """Return how many times the reference a value is, None without a reference."""
    return value / reference if reference else None


def ratio_text(value: float | None) -> str:
    """Return a ratio in about three figures, a dash without one."""
    if value is None:
        return "-"
    return number(value, max(0, 2 - int(log10(max(value, 1.0)))))


def number(value: float, decimals: int) -> str:
    """Return a number the Dutch way: a decimal comma, points between thousands."""
    return f"{value:,.{decimals}f}".translate(str.maketrans(",.", ".,"))


def facts_text(title: str, facts: Sequence[dict[str, object]] | NotMeasured) -> str:
    """Return the findings of another measuring module, one line each, in its own words."""
    if isinstance(facts, NotMeasured):
        return f"{title}\n  niet gemeten: {facts.reason}"
    lines = (
        "; ".join(f"{key}: {fact_text(value)}" for key, value in fact.items()) for fact in facts
    )
    return "\n".join([title, *(f"  {line}" for line in lines)])


def fact_text(value: object) -> str:
    """Return one value of such a finding."""
    return number(value, 2) if isinstance(value, float) else str(value)
