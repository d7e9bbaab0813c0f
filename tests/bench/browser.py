"""A phone in Chromium: fresh for every opening, on request with a slow line and processor."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Final

from playwright.sync_api import Browser, BrowserContext, CDPSession, Page, sync_playwright

from tests.bench.environment import CHROMIUM
from tests.bench.failure import BenchError
from tests.bench.processes import HOST

WATCH = Path(__file__).with_name("watch.js")
POLL_MS = 20
LOOPS = 7
BUSY_LOOP: Final = (
    "(() => { const start = performance.now(); let sum = 0;"
    " for (let i = 0; i < 3e7; i++) sum += i % 7; return performance.now() - start })()"
)
FLAGS: Final = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # No page on the bench reaches another machine: a request for one fails at once, and is counted.
    f"--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE {HOST}",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """How fast a phone and its line are."""

    bytes_per_s: float
    latency_ms: float
    cpu_slowdown: float


THROTTLED = Line(bytes_per_s=1.6e6 / 8, latency_ms=150.0, cpu_slowdown=4.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Phone:
    """One fresh phone: its context (empty cache, no cookies), page, and DevTools line."""

    context: BrowserContext
    page: Page
    devtools: CDPSession

    def enter(self, door: str | None) -> None:
        """Fetch the link that lets this phone in: its cookies stay, nothing enters the cache."""
        if door is not None:
            self.context.request.get(door, max_redirects=0)

    def throttle(self, line: Line) -> None:
        """Make the network and the processor slow from here on."""
        self.devtools.send(
            "Network.emulateNetworkConditions",
            {
                "offline": False,
                "latency": line.latency_ms,
                "downloadThroughput": line.bytes_per_s,
                "uploadThroughput": line.bytes_per_s,
            },
        )
        self.devtools.send("Emulation.setCPUThrottlingRate", {"rate": line.cpu_slowdown})

    def ask(self, expression: str) -> float | None:
        """Return the number (or truth) of an expression, also where a policy forbids ``eval``."""
        question = {"expression": expression, "returnByValue": True}
        value = self.devtools.send("Runtime.evaluate", question)["result"].get("value")
        return None if value is None else float(value)

    def expect_after_tap(self, text: str) -> None:
        """Have watch.js look for ``text`` from the next click on; raise when it is there now."""
        if not self.ask(f"wpoBench.expect({json.dumps(text)})"):
            message = "de feedback stond er al voor de tik"
            raise BenchError(message)

    def wait_for_moment(self, name: str, timeout_s: float) -> float:
        """Return a moment that watch.js noted, in ms since navigation; raise without one."""
        deadline = time.monotonic() + timeout_s
        while time.monotonic() < deadline:
            moment = self.ask(f"window.wpoBench?.state.{name}")
            if moment is not None:
                return moment
            self.page.wait_for_timeout(POLL_MS)
        message = f"na {timeout_s:.0f} s nog niet zichtbaar ({name})"
        raise BenchError(message)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Run the system's Chromium without a screen until the block ends."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def phone(browser: Browser, wanted: tuple[str, ...]) -> Iterator[Phone]:
    """Give a fresh phone of 390x844 that watches for the wanted texts."""
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True, locale="nl-NL"
    )
    try:
        page = context.new_page()
        page.add_init_script(watch_source(wanted))
        devtools = context.new_cdp_session(page)
        for domain in ("Network", "Performance", "Runtime"):
            devtools.send(f"{domain}.enable")
        yield Phone(context=context, page=page, devtools=devtools)
    finally:
        context.close()


def watch_source(wanted: tuple[str, ...]) -> str:
    """Return watch.js with the texts to look for filled in."""
    inner = json.dumps(json.dumps(list(wanted)))
    return WATCH.read_text(encoding="utf-8").replace('"__WANTED__"', inner)


def measured_slowdown(browser: Browser) -> float:
    """Return how much slower the processor really gets.

    Chromium halts the page's thread on and off, and does not halt its helper threads, so the
    slowdown that is felt is usually less than the one that was asked for.
    """
    with phone(browser, ()) as device:
        device.page.goto("about:blank")
        free_ms = busy_ms(device)
        device.throttle(THROTTLED)
        return busy_ms(device) / free_ms


def busy_ms(device: Phone) -> float:
    """Return the median duration of a fixed amount of work in the page."""
    return median(device.ask(BUSY_LOOP) or 0.0 for _ in range(LOOPS))
