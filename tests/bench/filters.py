"""How long from another choice on a dashboard until every figure near the screen is drawn.

The made-up pilot of ``wpo demo``, whole, on a real server, at a desk. Beside it the usual way: the
same estimates in a notebook of one dropdown and one ``FigureWidget``, served by stock Voilà. Each
clock starts in the browser, at the change, and stops two frames after the last drawing.
"""

import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser, Page, sync_playwright

from tests.bench.failure import BenchError, NotMeasured, attempt
from tests.bench.processes import Server, free_port, running
from tests.bench.sources import notebook_of
from tests.bench.tools import VOILA, served_by_voila
from tests.bench.wpo_server import serve_command
from tests.browser.chromium import DESKTOP, LAUNCH
from tests.browser.test_dashboards import DRAWN
from wpo.model.people import EVALUATION

FIELDS: Final = ".wpo-evaluation .choose select"
USUAL: Final = VOILA
OPENING_MS: Final = 120_000
PAUSE_MS: Final = 300
VALUES: Final = "options => options.map((one) => one.value)"

# Choose in the n-th field; the answer comes after all figures were sent, and they are drawn later.
CHOOSE: Final = """async ([fields, at, value]) => {
  const field = document.querySelectorAll(fields)[at];
  const nav = document.querySelector("nav.ways");
  const frame = () => new Promise(requestAnimationFrame);
  const before = nav.dataset.answered;
  const started = performance.now();
  field.value = value;
  field.dispatchEvent(new Event("change", { bubbles: true }));
  const there = () => nav.dataset.answered !== before
    && !document.querySelector(".wpo-chart[data-waits]");
  while (!there()) {
    if (performance.now() - started > 20000) return null;
    await frame();
  }
  await frame();
  await frame();
  return performance.now() - started;
}"""

CHOOSE_USUAL: Final = """async (value) => {
  const field = document.querySelector("select");
  const plot = document.querySelector(".js-plotly-plot");
  const frame = () => new Promise(requestAnimationFrame);
  let drawn = false;
  plot.on("plotly_afterplot", () => { drawn = true; });
  const started = performance.now();
  field.value = value;
  field.dispatchEvent(new Event("change", { bubbles: true }));
  while (!drawn) {
    if (performance.now() - started > 20000) return null;
    await frame();
  }
  await frame();
  await frame();
  return performance.now() - started;
}"""

NOTEBOOK: Final = """
import ipywidgets as widgets
import pandas as pd
import plotly.graph_objects as go
rows = pd.read_csv({path!r}).dropna(subset=['p_value'])
def drawn(skill):
    one = rows[rows['skill'] == skill]
    more, less = one['p_high'] - one['p_value'], one['p_value'] - one['p_low']
    error = dict(type='data', array=list(more), arrayminus=list(less))
    return dict(x=list(one['p_value']), y=list(one['title']), error_x=error)
skill = widgets.Dropdown(options=sorted(rows['skill'].unique()))
figure = go.FigureWidget(go.Scatter(mode='markers', **drawn(skill.value)))
skill.observe(lambda change: figure.update_traces(**drawn(change['new'])), 'value')
widgets.VBox([skill, figure])
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """A page: how long it took to open, the first time and again, in s; its choices, in ms."""

    page: str
    opened_s: tuple[float, ...] | NotMeasured
    taken_ms: tuple[float, ...] | NotMeasured


def measure(n_opened: int, n_values: int) -> list[Chosen]:
    """Open every dashboard ``n_opened`` times; choose ``n_values`` others in each of its fields.

    Raises
    ------
    BenchError
        If the made-up pilot cannot be made.
    """
    with made_up_pilot() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(**LAUNCH)
        try:
            with served(folder) as server:
                page = let_in(browser, server)
                found = [_page(page, server, door, n_opened, n_values) for door in EVALUATION]
            usual = attempt(lambda: _usual(browser, folder))
        finally:
            browser.close()
    return [
        *found,
        Chosen(page=USUAL, opened_s=NotMeasured(reason="alleen kiezen"), taken_ms=usual),
    ]


@contextmanager
def made_up_pilot() -> Iterator[Path]:
    """Make the pilot of ``wpo demo`` in a folder that goes away afterwards."""
    with tempfile.TemporaryDirectory(prefix="wpo-bench-") as place:
        folder = Path(place) / "demo"
        made = subprocess.run(
            [sys.executable, "-m", "wpo", "demo", str(folder)],
            capture_output=True,
            text=True,
            check=False,
        )
        if made.returncode:
            raise BenchError(f"wpo demo: {made.stderr.strip()[-100:]}")
        yield folder
        for one in folder.rglob("*"):  # a research set is read-only, its folder too
            one.chmod(0o700)


@contextmanager
def served(folder: Path) -> Iterator[Server]:
    """Serve that pilot."""
    port = free_port()
    settings = {"WPO_DATA": str(folder), "WPO_CONTENT": str(folder / "content")}
    with running(serve_command(port), port=port, extra_env=settings) as server:
        yield server


def let_in(browser: Browser, server: Server) -> Page:
    """Return a page of a researcher, who has come in."""
    page = browser.new_context(viewport=DESKTOP).new_page()  # type: ignore[arg-type]
    page.set_default_timeout(OPENING_MS)
    deadline = time.monotonic() + OPENING_MS / 1000
    while not (found := re.search(r"^ +onderzoeker +(http\S+)$", server.output(), re.MULTILINE)):
        if time.monotonic() > deadline:
            raise BenchError("de server noemde geen adres voor een onderzoeker")
        time.sleep(0.1)
    page.context.request.get(found.group(1), max_redirects=0)
    return page


def _page(page: Page, server: Server, door: str, n_opened: int, n_values: int) -> Chosen:
    address = f"{server.url}voila/render/{door}"
    return Chosen(
        page=Path(door).stem.replace("_", " "),
        opened_s=attempt(lambda: tuple(_opened(page, address) for _ in range(n_opened))),
        taken_ms=attempt(lambda: tuple(_choices(page, n_values))),
    )


def _opened(page: Page, address: str) -> float:
    started = time.perf_counter()
    page.goto(address, wait_until="commit")
    page.wait_for_function(DRAWN)
    return time.perf_counter() - started


def _choices(page: Page, n_values: int) -> Iterator[float]:
    """Choose in every field but the first, the set: there is one set."""
    for at in range(1, page.locator(FIELDS).count()):
        field = page.locator(FIELDS).nth(at)
        for value in _spread(field.locator("option").evaluate_all(VALUES), n_values):
            if value == field.input_value():
                continue
            page.wait_for_timeout(PAUSE_MS)
            yield _checked(page.evaluate(CHOOSE, [FIELDS, at, value]))


def _spread(values: list[str], n: int) -> list[str]:
    """Return ``n`` of the values, from the last one to the first."""
    steps = max(n - 1, 1)
    return list(dict.fromkeys(values[-1 - at * (len(values) - 1) // steps] for at in range(n)))


def _usual(browser: Browser, folder: Path) -> tuple[float, ...]:
    """Return how long the usual way takes, in ms."""
    from wpo.apps.evaluating import source  # noqa: PLC0415 - DuckDB, for this line only

    sets = folder / "extracts"
    rows = source.read(sets / source.names(sets)[0]).evaluation.assignments
    table = folder / "opdrachten.csv"
    rows.to_csv(table)
    with served_by_voila(notebook_of(NOTEBOOK.format(path=str(table)))) as address:
        page = browser.new_context(viewport=DESKTOP).new_page()  # type: ignore[arg-type]
        page.set_default_timeout(OPENING_MS)
        page.goto(address.page)
        page.wait_for_selector(".js-plotly-plot .points path", state="attached")
        values = page.locator("select option").evaluate_all(VALUES)
        taken = []
        for value in _spread(values, len(values)):
            page.wait_for_timeout(PAUSE_MS)
            taken.append(_checked(page.evaluate(CHOOSE_USUAL, value)))
    return tuple(taken)


def _checked(taken_ms: float | None) -> float:
    if taken_ms is None:
        raise BenchError("na een keuze bleef de figuur zoals zij was")
    return taken_ms
