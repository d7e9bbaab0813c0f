"""The projectmanager's page: is this working here? Counts to show a board, nothing about anybody.

Every number comes out of :func:`wpo.apps.policy.numbers.guarded`; there is no way from a number to
whoever is behind it. It reads the visitor's own organisation, whatever the address asks.
"""

from collections.abc import Sequence
from html import escape

from wpo.apps.policy.numbers import PERIODS, REST, Numbers, guarded
from wpo.apps.visit import Visit, show_page
from wpo.apps.wording import fill
from wpo.catalogue.filling import fill_text
from wpo.model.months import MONTHS, Month, closed_months
from wpo.model.people import Role
from wpo.stats.guarding import Mark, Shown, share
from wpo.store.database import reading
from wpo.store.monthly import REASONS, counts_of, n_participants
from wpo.store.names import organisation_label

FEWEST = 10  # participants of an organisation
PRECISE = 0.2  # how far apart the bounds of a share may lie
COMPARE = 3  # months back


def show() -> None:
    """Show the projectmanager the counts of their organisation."""
    show_page(Role.PROJECT_MANAGER, "beleid", page)


def page(visit: Visit) -> tuple[str, str]:
    """Return the page of whoever looks."""
    months = closed_months(visit.now)
    organisation = visit.person.organisation
    with reading(visit.engine) as connection:
        n_people = n_participants(connection, organisation)
        label = organisation_label(connection, organisation) or organisation
        counts = counts_of(connection, organisation, months)
    numbers = guarded(counts)
    period = visit.query.get("periode", PERIODS[0])
    written = _Page(visit, numbers, period if period in PERIODS else PERIODS[0])
    enough = n_people >= FEWEST and any(
        numbers.of("took_part", month).mark is Mark.SHOWN for month in months
    )
    body = written.whole(label) if enough else written.too_little()
    return visit.catalogue.staff["policy_title"], f'<div class="staff policy">{body}</div>'


class _Page:
    """The words and tables around some numbers."""

    def __init__(self, visit: Visit, numbers: Numbers, period: str) -> None:
        self.texts = visit.catalogue.staff
        self.skills = {one.id: one.label for one in visit.catalogue.skills.skills}
        self.numbers, self.period = numbers, period
        self.last = numbers.months[-1]
        self.months = self._since_the_start(numbers.in_period(period))
        self.shown: list[Shown] = []

    def too_little(self) -> str:
        """Return what is said where there is nothing to show yet."""
        title, words = self._text("policy_few_title"), self._text("policy_few")
        return f"<section><h2>{title}</h2><p>{words}</p></section>"

    def whole(self, label: str) -> str:
        """Return the page: the message, how to choose, four parts, and how to read it."""
        parts = [self._taking(), self._progress(), self._adapting(), self._repeating()]
        of = self._text("policy_of", label, _spelled(self.last))
        said = [self._many("took_part"), self._many("practised", first=True)]
        said.append(self._many("looked_back", first=True))
        message = self._text("policy_message", _spelled(self.last), *said)
        lead = f'<p class="say">{message}</p><p>{of}</p>{self._choose()}'
        return "".join([lead, *parts, self._how_to_read()])

    def _since_the_start(self, months: Sequence[Month]) -> Sequence[Month]:
        """Leave out months before the first in which enough people took part to be shown."""
        shown = [self.numbers.of("took_part", one).mark is Mark.SHOWN for one in months]
        return months[shown.index(True) :] if any(shown) else months[-1:]

    def _taking(self) -> str:
        measures = ("took_part", "practised", "looked_back")
        last = _spelled(self.last)
        tables = [self._by_month(measures, together=("took_part",))]
        if self.numbers.departments:
            rows = [
                (self._department(name), self.numbers.of("department", name))
                for name in self.numbers.departments
            ]
            caption = self._text("policy_departments", last)
            tables.append(self._list(caption, "policy_department", rows))
        times = (self._times("practised"), self._times("looked_back"))
        return self._part(
            "taking",
            tables,
            self._means(self._growth()),
            self._text("policy_times_taking", last, *times),
        )

    def _progress(self) -> str:
        rows = [(label, self.numbers.of(one, self.period)) for one, label in self.skills.items()]
        tables = [
            self._by_month(("observed", "mastered"), together=("observed", "mastered")),
            self._list(self._text("policy_skills"), "policy_skill", rows),
        ]
        times = (self._times("observed"), self._times("mastered"))
        return self._part(
            "progress",
            tables,
            self._means(self._text("policy_means_progress")),
            self._text("policy_times_progress", _spelled(self.last), *times),
            self._waiting(),
        )

    def _adapting(self) -> str:
        asked = self.numbers.of("asked", self.period)
        helped = self.numbers.of("helped", self.period)
        means = self._text("policy_means_adapting")
        rows = [
            (self._text("policy_asked"), asked),
            (self._text("policy_helped"), helped),
        ]
        return self._part(
            "adapting",
            [
                self._by_month(("adapted",), together=("adapted",)),
                self._list(self._text("policy_helps"), "policy_said", rows),
            ],
            self._means(f"{means} {self._about(helped, asked)}".rstrip()),
            self._text("policy_times_adapting", _spelled(self.last), self._times("adapted")),
        )

    def _repeating(self) -> str:
        rows = [
            (self._text(f"policy_reason_{one}"), self.numbers.of(one, self.period))
            for one in REASONS
        ]
        tables = [
            self._by_month(("again", "away"), together=("again", "away")),
            self._list(self._text("policy_reasons"), "policy_reason", rows),
        ]
        return self._part(
            "repeating",
            tables,
            self._means(self._text("policy_means_repeating")),
            self._text("policy_times_repeating", _spelled(self.last), self._times("again")),
        )

    def _part(self, name: str, tables: Sequence[str], *lines: str) -> str:
        title = self._text(f"policy_part_{name}")
        said = "".join(f"<p>{one}</p>" for one in lines if one)
        return (
            f'<section id="{name}"><h2>{title}</h2>'
            f'<div class="tables">{"".join(tables)}</div>{said}</section>'
        )

    def _by_month(self, measures: Sequence[str], together: Sequence[str]) -> str:
        """Return a table of months; below it the whole period, for measures that have one."""
        months = [[self.numbers.of(one, month) for one in measures] for month in self.months]
        most = max((one.low for row in months for one in row), default=0)
        rows = "".join(
            f'<tr><th scope="row">{self._name(month)}</th>'
            f"{''.join(self._cell(one, most) for one in row)}</tr>"
            for month, row in zip(self.months, months, strict=True)
        )
        whole = [
            self._cell(self.numbers.of(one, self.period), 0) if one in together else "<td></td>"
            for one in measures
        ]
        heads = "".join(f'<th scope="col">{self._text(f"policy_{one}")}</th>' for one in measures)
        return (
            f"<table><caption>{self._text('policy_people')}</caption>"
            f'<thead><tr><th scope="col">{self._text("policy_month")}</th>{heads}</tr></thead>'
            f"<tbody>{rows}</tbody>"
            f'<tfoot><tr><th scope="row">{self._text("policy_together")}</th>{"".join(whole)}'
            "</tr></tfoot></table>"
        )

    def _list(self, caption: str, head: str, rows: Sequence[tuple[str, Shown]]) -> str:
        most = max((one.low for _, one in rows), default=0)
        lines = "".join(
            f'<tr><th scope="row">{label}</th>{self._cell(one, most)}</tr>' for label, one in rows
        )
        return (
            f'<table class="list"><caption>{caption}</caption>'
            f'<thead><tr><th scope="col">{self._text(head)}</th>'
            f'<th scope="col">{self._text("policy_people")}</th></tr></thead>'
            f"<tbody>{lines}</tbody></table>"
        )

    def _cell(self, one: Shown, most: int) -> str:
        """Return a cell with a bar; without one where nothing is shown or compared."""
        self.shown.append(one)
        if one.mark is not Mark.SHOWN:
            return f'<td class="none">{self._words(one)}</td>'
        return f"<td>{_number(one.low)}{_bar(one.low / most) if most else ''}</td>"

    def _words(self, one: Shown) -> str:
        match one.mark:
            case Mark.SHOWN:
                return self._text("policy_at_least", _number(one.low))
            case Mark.SMALL:
                return self._text("policy_small")
            case Mark.HIDDEN:
                return self._text("policy_hidden")

    def _many(self, measure: str, *, first: bool = False) -> str:
        words = self._words(self.numbers.of(measure, self.last))
        return words[:1].upper() + words[1:] if first else words

    def _times(self, measure: str) -> str:
        return self._words(self.numbers.times[measure])

    def _means(self, words: str) -> str:
        return fill_text(self.texts["policy_means"], words)

    def _growth(self) -> str:
        """Return how the last month compares with one before it; made of what is shown."""
        earlier = self.last.before(min(COMPARE, len(self.months) - 1))
        now, then = (self.numbers.of("took_part", one) for one in (self.last, earlier))
        if earlier == self.last or {now.mark, then.mark} != {Mark.SHOWN}:
            return self._text("policy_means_first")
        way = "same" if now.low == then.low else "more" if now.low > then.low else "less"
        return self._text(f"policy_means_{way}", _spelled(earlier))

    def _about(self, part: Shown, whole: Shown) -> str:
        bounds = share(part, whole)
        if bounds is None or bounds[1] - bounds[0] > PRECISE:
            return ""
        return self._text("policy_about", round(5 * sum(bounds)))

    def _waiting(self) -> str:
        waiting = self.numbers.of("waiting", self.last)
        self.shown.append(waiting)
        return self._text("policy_waiting", _spelled(self.last), self._words(waiting))

    def _department(self, name: str) -> str:
        known = {REST: self._text("policy_rest"), "": self._text("policy_nowhere")}
        return known.get(name, escape(name))

    def _choose(self) -> str:
        links = "".join(
            f'<a href="?periode={one}"{" aria-current=true" if one == self.period else ""}>'
            f"{self._text(f'policy_{one}')}</a>"
            for one in PERIODS
        )
        return f'<nav class="no-print" aria-label="{self._text("policy_period")}">{links}</nav>'

    def _how_to_read(self) -> str:
        """Return what is rounded, what is hidden and why; only what is on this page."""
        marks = {one.mark for one in self.shown}
        lines = ["policy_rounded"]
        lines += ["policy_why_small"] if Mark.SMALL in marks else []
        lines += ["policy_why_hidden"] if Mark.HIDDEN in marks else []
        lines += ["policy_why_rest"] if self.numbers.merged else []
        lines += ["policy_why_closed", "policy_why_nobody"]
        said = "".join(f"<li>{self._text(one)}</li>" for one in lines)
        return (
            f'<section id="reading"><h2>{self._text("policy_read")}</h2><ul>{said}</ul></section>'
        )

    def _name(self, month: Month) -> str:
        """Return a month in a table; the year only where there are two."""
        name = MONTHS[month.number - 1]
        return name if self.period == "year" else f"{name[:3]} {month.year}"

    def _text(self, key: str, *values: object) -> str:
        return fill(self.texts[key], *values)


def _spelled(month: Month) -> str:
    return f"{MONTHS[month.number - 1]} {month.year}"


def _number(value: int) -> str:
    return f"{value:,}".replace(",", ".")


def _bar(part: float) -> str:
    return (
        '<svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" focusable="false">'
        f'<rect width="{100 * part:.0f}" height="10"/><line x1="0" y1="0" x2="0" y2="10"/></svg>'
    )
