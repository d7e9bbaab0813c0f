"""The parts of the bench: each measures one thing for all tools and returns its tables as text."""

import importlib
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from statistics import median
from typing import Final

from playwright.sync_api import Browser

from tests.bench import evaluation, filters, goals, overviews
from tests.bench.browser import THROTTLED, chromium, measured_slowdown
from tests.bench.commands import time_command
from tests.bench.failure import BenchError, NotMeasured, attempt
from tests.bench.opens import CLIENTS, opens_per_second
from tests.bench.pages import Opening, Openings, open_often
from tests.bench.question import SOURCE, read_question
from tests.bench.table import Row, Table, facts_text, number, table_text
from tests.bench.tap import CONDITIONS, Taps, tap_often
from tests.bench.tools import STATIC, VOILA, WPO, Tool, other_tools, static_page
from tests.bench.wpo_server import CHECK_COMMAND, wpo_tool


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How often everything is measured.

    The static page and wpo open in less than a second, and the goal is their ratio: on the slow
    phone they are opened ``n_throttled_fast`` times, the other tools ``n_throttled`` times.
    """

    n_localhost: int
    n_throttled: int
    n_throttled_fast: int
    n_taps: int
    n_checks: int
    n_opened: int
    evaluated: tuple[int, ...]
    n_evaluations: int
    n_chosen: int
    n_opens: Mapping[str, int]


FULL: Final = Plan(
    n_localhost=5,
    n_throttled=3,
    n_throttled_fast=9,
    n_taps=5,
    n_checks=5,
    n_opened=5,
    evaluated=(140, 14_000, 1_400_000),
    n_evaluations=3,
    n_chosen=4,
    n_opens={WPO: 40, VOILA: 8},
)
QUICK: Final = Plan(
    n_localhost=1,
    n_throttled=1,
    n_throttled_fast=1,
    n_taps=1,
    n_checks=1,
    n_opened=1,
    evaluated=(140, 14_000),
    n_evaluations=1,
    n_chosen=2,
    n_opens={WPO: 16, VOILA: 8},
)


def pages_part(plan: Plan) -> list[str]:
    """Measure time and bytes until the first question is visible, one tool at a time."""
    with chromium() as browser:
        results = {
            tool.name: attempt(partial(open_tool, browser, tool, plan))
            for tool in announced("pages", (static_page(read_question()), *with_feedback()))
        }
        slowdown = attempt(partial(measured_slowdown, browser))
    return [table_text(table) for table in page_tables(results, plan, slowdown)]


def open_tool(browser: Browser, tool: Tool, plan: Plan) -> Openings:
    """Open one tool's page as often as planned."""
    fast = tool.name in {STATIC, WPO}
    n_throttled = plan.n_throttled_fast if fast else plan.n_throttled
    return open_often(browser, tool, plan.n_localhost, n_throttled)


def page_tables(
    results: Mapping[str, Openings | NotMeasured], plan: Plan, slowdown: float | NotMeasured
) -> list[Table]:
    """Return time and bytes, each on localhost and on the throttled phone."""
    near = {name: taken(found, lambda all_of: all_of.localhost) for name, found in results.items()}
    far = {name: taken(found, lambda all_of: all_of.throttled) for name, found in results.items()}
    fast = f"mediaan van {plan.n_localhost}, lege cache, telefoon van 390x844"
    return [
        time_table("Eerste vraag zichtbaar, localhost", near, method=fast),
        time_table(
            "Eerste vraag zichtbaar, gesmoorde telefoon",
            far,
            method=slow_method(plan, slowdown),
            goal=goals.FIRST_QUESTION,
        ),
        bytes_table("Bytes over de lijn tot de eerste vraag, localhost", near),
        bytes_table("Bytes over de lijn tot de eerste vraag, gesmoorde telefoon", far),
    ]


def slow_method(plan: Plan, slowdown: float | NotMeasured) -> str:
    """Return how the slow phone was measured, with the slowdown that was really felt."""
    felt = "niet" if isinstance(slowdown, NotMeasured) else f"{number(slowdown, 1)} x"
    asked = f"{THROTTLED.cpu_slowdown:.0f} x trager gevraagd, {felt} gemeten"
    repeats = f"mediaan van {plan.n_throttled}, van {STATIC} en {WPO} {plan.n_throttled_fast}"
    return f"1,6 Mbit/s, 150 ms, processor {asked}; {repeats}"


Series = Mapping[str, tuple[Opening, ...] | NotMeasured]


def taken(
    found: Openings | NotMeasured, choose: Callable[[Openings], tuple[Opening, ...]]
) -> tuple[Opening, ...] | NotMeasured:
    """Return one series out of a result, or the reason why there is no result."""
    return found if isinstance(found, NotMeasured) else choose(found)


def time_table(title: str, series: Series, *, method: str, goal: goals.Goal | None = None) -> Table:
    """Return the table of durations until the first question."""
    rows = (opening_row(name, found, lambda one: one.duration_s) for name, found in series.items())
    return Table(title=title, unit="s", rows=tuple(rows), goal=goal, method=method)


def bytes_table(title: str, series: Series) -> Table:
    """Return the table of bytes, with the number of requests as a remark."""
    rows = (
        opening_row(name, found, lambda one: one.bytes_received / 1000, requests_text)
        for name, found in series.items()
    )
    return Table(
        title=title, unit="KB van 1000 bytes", rows=tuple(rows), goal=goals.BYTES, decimals=1
    )


def opening_row(
    name: str,
    found: tuple[Opening, ...] | NotMeasured,
    figure: Callable[[Opening], float],
    remark: Callable[[Opening], str] = lambda _opening: "",
) -> Row:
    """Return one tool's row, with one figure out of each opening."""
    if isinstance(found, NotMeasured):
        return Row(tool=name, figures=found)
    return Row(tool=name, figures=tuple(map(figure, found)), remark=remark(found[-1]))


def requests_text(opening: Opening) -> str:
    """Return how many requests an opening made, and which hosts it wanted outside this machine."""
    requests = "1 verzoek" if opening.n_requests == 1 else f"{opening.n_requests} verzoeken"
    if not opening.outside:
        return requests
    hosts = ", ".join(sorted(set(opening.outside)))
    return f"{requests}, waarvan {len(opening.outside)} naar buiten, geblokkeerd: {hosts}"


def opens_part(plan: Plan) -> list[str]:
    """Measure page opens per second, for wpo and for the server it is built on."""
    rows = [
        Row(
            tool=tool.name,
            figures=attempt(partial(opens_figure, tool, plan.n_opens[tool.name])),
            remark=f"{plan.n_opens[tool.name]} keer geopend",
        )
        for tool in announced("opens", [one for one in with_feedback() if one.name in plan.n_opens])
    ]
    table = Table(
        title="Pagina's openen",
        method=f"{CLIENTS} bezoekers tegelijk, HTTP-GET tot de hele pagina binnen is",
        unit="aantal per s",
        rows=tuple(rows),
        goal=goals.OPENS,
        higher_is_better=True,
    )
    return [table_text(table)]


def opens_figure(tool: Tool, n_opens: int) -> tuple[float, ...]:
    """Return the one figure of a series of opens."""
    return (opens_per_second(tool, n_opens),)


def tap_part(plan: Plan) -> list[str]:
    """Measure the time from a tap to its feedback in each condition."""
    with chromium() as browser:
        results: dict[str, Taps | NotMeasured] = {
            tool.name: attempt(partial(tap_often, browser, tool, plan.n_taps))
            for tool in announced("tap", with_feedback())
        }
    return [table_text(tap_table(condition.name, results, plan)) for condition in CONDITIONS]


def tap_table(condition: str, results: Mapping[str, Taps | NotMeasured], plan: Plan) -> Table:
    """Return the table of one condition."""
    rows = (
        Row(tool=name, figures=found if isinstance(found, NotMeasured) else found[condition])
        for name, found in results.items()
    )
    return Table(
        title=f"Van tik tot feedback, {condition}",
        method=f"mediaan van {plan.n_taps}, elke tik op een verse pagina",
        unit="ms",
        rows=tuple(rows),
        goal=goals.TAP,
        decimals=0,
    )


def check_part(plan: Plan) -> list[str]:
    """Measure the whole content check as a program of its own."""
    figures = attempt(partial(time_command, CHECK_COMMAND, plan.n_checks))
    row = Row(tool=f"{WPO} check", figures=figures, remark=check_verdict(figures))
    table = Table(
        title="Hele inhoudscontrole (wpo check)",
        method=f"mediaan van {plan.n_checks}, als eigen programma gestart",
        unit="s",
        rows=(row,),
        goal=goals.CHECK,
    )
    return [table_text(table)]


def check_verdict(figures: tuple[float, ...] | NotMeasured) -> str:
    """Return how much content was checked, and a verdict only when that is all of it."""
    n_assignments = len(list(SOURCE.parents[2].rglob("niveau-*.yaml")))
    counted = f"{n_assignments} van {goals.ALL_ASSIGNMENTS} opdrachten"
    if n_assignments < goals.ALL_ASSIGNMENTS or isinstance(figures, NotMeasured):
        return f"{counted}, dus nog geen oordeel"
    return f"{goals.CHECK.verdict(median(figures), None)}; {counted}"


def kernels_part(_plan: Plan) -> list[str]:
    """Ask the module that measures kernels, once it is there."""
    return [facts_text("Kernels van medewerkers", attempt(kernel_facts))]


def kernel_facts() -> list[dict[str, object]]:
    """Return the findings of ``tests/bench/kernels.py``; raise when that module is not there."""
    try:
        module = importlib.import_module("tests.bench.kernels")
    except ModuleNotFoundError as error:
        message = f"tests/bench/kernels.py is niet te laden: {error}"
        raise BenchError(message) from error
    return [dict(fact) for fact in module.measure()]


def with_feedback() -> tuple[Tool, ...]:
    """Return the tools that answer a tap: wpo and today's tools."""
    return (wpo_tool(), *other_tools(read_question()))


def announced(part: str, tools: Iterable[Tool]) -> Iterable[Tool]:
    """Pass tools on, telling on stderr which one is being measured."""
    for tool in tools:
        sys.stderr.write(f"bench: {part}: {tool.name}\n")
        yield tool


def overviews_part(plan: Plan) -> list[str]:
    """Measure how soon the overviews of a large organisation are there, on both databases."""
    found, remarks = overviews.measure(plan.n_opened)
    return [
        table_text(
            Table(
                title=f"Overzichten van een groot bedrijf, {database}",
                method=f"tot de laatste byte, mediaan van {plan.n_opened}; {remark}",
                unit="s",
                rows=tuple(
                    Row(
                        tool=one.page,
                        figures=one.durations_s,
                        remark=f"{goals.OVERVIEW.verdict(median(one.durations_s), None)}; "
                        f"{one.n_kb:.0f} KB",
                    )
                    for one in found
                    if one.database == database
                ),
                goal=goals.OVERVIEW,
            )
        )
        for database, remark in remarks.items()
    ]


def evaluation_part(plan: Plan) -> list[str]:
    """Measure the evaluation of all 48 opdrachten, ever larger, beside plain pandas."""
    texts, before = [], None
    for size in evaluation.measure(plan.evaluated, plan.n_evaluations):
        texts.append(table_text(_evaluated(size, before)))
        before = size
    return texts


def _evaluated(size: evaluation.Size, before: evaluation.Size | None) -> Table:
    rows = []
    for tool, said in size.found.items():
        if isinstance(said, NotMeasured):
            rows.append(Row(tool=tool, figures=said))
            continue
        peak = max(one["n_bytes"] for one in said) / 2**30
        remark = f"piek {number(peak, 2)} GiB"
        if tool == WPO:
            remark += f" ({goals.EVALUATION_MEMORY.verdict(peak, None)})"
        earlier = before.found[tool] if before else None
        if before and earlier and not isinstance(earlier, NotMeasured):
            slower = median(one["seconds"] for one in said) / median(
                one["seconds"] for one in earlier
            )
            larger = size.n_answers / before.n_answers
            remark += f"; {number(larger, 0)} x zo veel antwoorden: {number(slower, 1)} x zo lang"
        rows.append(Row(tool=tool, figures=tuple(one["seconds"] for one in said), remark=remark))
    return Table(
        title=f"Evaluatie van 48 opdrachten: {number(size.n_people, 0)} deelnemers, "
        f"{number(size.n_answers, 0)} antwoorden",
        method="de hele evaluatie, ook het nalezen van de set; elk keer een nieuw proces",
        unit="s",
        rows=tuple(rows),
        goal=goals.EVALUATION,
    )


def filters_part(plan: Plan) -> list[str]:
    """Measure how soon a dashboard shows another choice, and how soon it opens."""
    found = filters.measure(plan.n_opened, plan.n_chosen)
    chosen = Table(
        title="Een andere keuze op een dashboard, tot de figuren bij het scherm er staan",
        method=f"doel: {goals.FILTER.text}; {plan.n_chosen} waarden van elk veld",
        unit="ms",
        rows=tuple(_chosen(one) for one in found if one.taken_ms),
        decimals=0,
    )
    opened = Table(
        title="Een dashboard openen, tot de figuren bij het scherm er staan",
        method=f"{plan.n_opened} keer; het eerste meteen nadat de server luistert",
        unit="s",
        rows=tuple(
            Row(tool=WPO, figures=one.opened_s, remark=one.page)
            for one in found
            if one.page != filters.USUAL
        ),
    )
    return [table_text(chosen), table_text(opened)]


def _chosen(one: filters.Chosen) -> Row:
    if one.page == filters.USUAL:
        return Row(tool=one.page, figures=one.taken_ms)
    if isinstance(one.taken_ms, NotMeasured):
        return Row(tool=WPO, figures=one.taken_ms, remark=one.page)
    # The goal is about every choice, so the slowest decides.
    verdict = goals.FILTER.verdict(max(one.taken_ms), None)
    remark = f"{one.page}: {len(one.taken_ms)} keuzes, de traagste {verdict}"
    return Row(tool=WPO, figures=one.taken_ms, remark=remark)


PARTS: Final[Mapping[str, Callable[[Plan], list[str]]]] = {
    "pages": pages_part,
    "opens": opens_part,
    "tap": tap_part,
    "check": check_part,
    "overviews": overviews_part,
    "evaluation": evaluation_part,
    "filters": filters_part,
    "kernels": kernels_part,
}
