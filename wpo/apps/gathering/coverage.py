"""The projectleider's map of the test: who tested what, what is thin, and what that costs.

Counts of participants in bands, never exact and never who; see :mod:`wpo.pilot.coverage`. The page
asks the store for those counts and for nothing else.
"""

from collections.abc import Sequence
from html import escape
from pathlib import Path

from wpo.apps.visit import Visit, show_page
from wpo.apps.wording import fill
from wpo.catalogue.filling import fill_text
from wpo.catalogue.testplan import TestPlan
from wpo.model.assignments import Assignment
from wpo.model.months import dutch_date
from wpo.model.people import Role
from wpo.pilot.coverage import Ask, Band, Cell, Coverage, Time, coverage
from wpo.store.database import reading
from wpo.store.pilot_counts import participants_by_cell

MOST_ASKS = 10  # at once; the others are folded
_STYLE = Path(__file__).with_name("coverage.css")


def show() -> None:
    """Show the map to the projectleider."""
    show_page(Role.PROJECT_LEADER, "testplan", page)


def page(visit: Visit) -> tuple[str, str]:
    """Return the page of whoever looks."""
    texts, plan = visit.catalogue.staff, visit.catalogue.test_plan
    if not plan.tests:
        empty = f'<div class="staff"><p>{escape(texts["cover_no_plan"])}</p></div>'
        return texts["way_testplan"], empty
    with reading(visit.engine) as connection:
        counts = participants_by_cell(connection, plan.organisations)
    found = coverage(plan, list(visit.catalogue.assignments), counts, plan.week_of(visit.today))
    style = f"<style>{_STYLE.read_text(encoding='utf-8')}</style>"
    body = _Page(visit, plan, found).whole()
    return texts["way_testplan"], f'{style}<div class="staff cover">{body}</div>'


class _Page:
    """The map and the lists around it."""

    def __init__(self, visit: Visit, plan: TestPlan, found: Coverage) -> None:
        self.catalogue, self.texts = visit.catalogue, visit.catalogue.staff
        self.plan, self.found, self.today = plan, found, visit.today

    def whole(self) -> str:
        """Return the page: where we are, the map, what is thin, what is on now, how to read it."""
        return "".join(
            (
                f'<p class="say">{self._week()} {self._message()}</p>',
                self._map(),
                self._asks(),
                self._now(),
                self._how_to_read(),
            )
        )

    def _week(self) -> str:
        week, start = self.found.week, dutch_date(self.plan.start)
        if week < 1:
            return self._text("cover_before", start)
        if week > self.plan.n_weeks:
            return self._text("cover_after", self.plan.n_weeks)
        return self._text("cover_week", week, self.plan.n_weeks)

    def _message(self) -> str:
        n = len(self.found.asks)
        if n:
            return self._text("cover_thin" if n > 1 else "cover_thin_one", n)
        begun = any(
            one.time is not Time.LATER for one in self.found.cells.values() if one.test is not None
        )
        return self._text("cover_full" if begun else "cover_not_begun")

    # --- the map ------------------------------------------------------------------------------

    def _map(self) -> str:
        heads = "".join(f'<th scope="col">{escape(code)}</th>' for code in self.plan.organisations)
        first = f'<th scope="col">{self._text("cover_assignment")}</th>'
        last = f'<th scope="col">{self._text("cover_sure")}</th>'
        bodies = "".join(self._skill(skill.id) for skill in self.catalogue.skills.skills)
        label = self._text("cover_map")
        return (
            f"<section><h2>{label}</h2>{self._legend()}"
            f'<div class="scroll" role="region" tabindex="0" aria-label="{label}">'
            f"<table><thead><tr>{first}{heads}{last}</tr></thead>{bodies}</table></div></section>"
        )

    def _skill(self, skill_id: str) -> str:
        skill = next(one for one in self.catalogue.skills.skills if one.id == skill_id)
        width = len(self.plan.organisations) + 2
        rows = "".join(self._row(one) for one in self.catalogue.assignments_of(skill))
        return (
            f'<tbody><tr class="skill"><th scope="rowgroup" colspan="{width}">'
            f"<span>{escape(skill.label)}</span></th></tr>{rows}</tbody>"
        )

    def _row(self, one: Assignment) -> str:
        cells = "".join(
            self._cell(self.found.cells[code, one.id]) for code in self.plan.organisations
        )
        sure = self.found.certainty[one.id]
        return (
            f'<tr><th scope="row">{self._name(one.id)}</th>{cells}'
            f'<td class="sure">{_points(sure.now)}</td></tr>'
        )

    def _cell(self, cell: Cell) -> str:
        said = f'<span class="unseen">{self._said(cell)}</span>'
        if cell.test is None:
            seen = self._band(cell.band) if cell.band.high else "·"
            return f'<td class="out"><b aria-hidden="true">{seen}</b>{said}</td>'
        kind = "later" if cell.time is Time.LATER and not cell.band.high else cell.time.value
        if not cell.n_missing:
            kind = "enough"
        seen = self._band(cell.band)
        if kind == "later":
            seen = self._text("cover_short_week", cell.test.first_week)
        part = min(1.0, cell.band.low / self.plan.n_wanted)
        thin = " thin" * cell.is_thin
        return (
            f'<td class="{kind}{thin}" style="--part:{part:.2f}">'
            f'<b aria-hidden="true">{seen}</b>{said}</td>'
        )

    def _said(self, cell: Cell) -> str:
        """Return a cell in words, for whoever hears the page."""
        if cell.test is None:
            return self._text("cover_said_out")
        weeks = (cell.test.first_week, cell.test.last_week)
        many = self._text("cover_said_many", self._band(cell.band))
        when = self._text(f"cover_said_{cell.time.value}", *weeks)
        missing = self._text("cover_said_missing", cell.n_missing)
        return f"{many} {when} {missing if cell.is_thin else ''}".rstrip()

    def _legend(self) -> str:
        parts = (
            ("enough", f"{self.plan.n_wanted}+", "cover_legend_enough"),
            ("now thin", "5+", "cover_legend_thin"),
            ("later", self._text("cover_short_week", 7), "cover_legend_later"),
            ("out", "·", "cover_legend_out"),
        )
        return '<ul class="legend">{}</ul>'.format(
            "".join(
                f'<li><i class="{kind}" style="--part:.5" aria-hidden="true"><b>{seen}</b></i>'
                f"<span>{self._text(key)}</span></li>"
                for kind, seen, key in parts
            )
        )

    # --- the lists ----------------------------------------------------------------------------

    def _asks(self) -> str:
        if not self.found.asks:
            return ""
        title, why = self._text("cover_asks"), self._text("cover_asks_why")
        first, rest = self.found.asks[:MOST_ASKS], self.found.asks[MOST_ASKS:]
        more = ""
        if rest:
            summary = self._text("cover_asks_more", len(rest))
            more = f"<details><summary>{summary}</summary>{self._asked(rest)}</details>"
        return f"<section><h2>{title}</h2><p>{why}</p>{self._asked(first)}{more}</section>"

    def _asked(self, asks: Sequence[Ask]) -> str:
        lines = "".join(
            "<li>{} <small>{}</small></li>".format(
                self._text(
                    "cover_ask",
                    one.cell.organisation,
                    one.cell.n_missing,
                    fill_text("{0}", self._plain_name(one.cell.assignment)),
                ),
                self._text("cover_gain", _points(one.now), _points(one.then)),
            )
            for one in asks
        )
        return f'<ol class="asks">{lines}</ol>'

    def _now(self) -> str:
        running = [
            test for test in self.plan.tests if test.first_week <= self.found.week <= test.last_week
        ]
        if not running:
            return ""
        rows = "".join(
            f'<tr><th scope="row">{escape(code)}</th><td>{names}</td></tr>'
            for code in self.plan.organisations
            if (
                names := "<br>".join(
                    self._name(one.assignment) for one in running if one.organisation == code
                )
            )
        )
        heads = "".join(
            f'<th scope="col">{self._text(key)}</th>'
            for key in ("cover_organisation", "cover_assignment")
        )
        return (
            f"<section><h2>{self._text('cover_now')}</h2>"
            f'<table class="list"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>'
            "</section>"
        )

    def _how_to_read(self) -> str:
        keys = ("cover_read_bands", "cover_read_sure", "cover_read_plan", "cover_read_nobody")
        lines = "".join(f"<li>{self._text(key, self.plan.n_wanted)}</li>" for key in keys)
        return (
            f'<section><h2>{self._text("cover_read")}</h2><ul class="dots">{lines}</ul></section>'
        )

    def _name(self, assignment: str) -> str:
        return escape(self._plain_name(assignment))

    def _plain_name(self, assignment: str) -> str:
        one = self.catalogue.assignments[assignment]
        label = self.catalogue.skills.sub_skill(one.sub_skill).label
        return fill_text(self.texts["goal"], label, one.level)

    def _band(self, band: Band) -> str:
        if band.high == band.low:
            return str(band.low)
        return f"{band.low}–{band.high}" if band.low == 1 else f"{band.low}+"

    def _text(self, key: str, *values: object) -> str:
        return fill(self.texts[key], *values)


def _points(half: float) -> str:
    """Return half a width in points of a hundred."""
    return f"± {100 * half:.0f}"
