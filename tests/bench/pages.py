"""How long until the first question is visible, and how many bytes that takes.

"Visible" is the animation frame in which every wanted text (the sentences of the question and
all its options) is in the rendered text of the page for the first time; see ``watch.js``, which
looks once each frame, so the moment is good to about 16 ms. The clock starts when the browser
sends the first request for the page. All moments are on the browser's own clock; the speed of the
bench itself is not in them.
"""

from dataclasses import dataclass

from playwright.sync_api import Browser

from tests.bench.browser import THROTTLED, Line, Phone, phone
from tests.bench.tools import Address, Tool
from tests.bench.traffic import Traffic

OPEN_TIMEOUT_S = 60.0
THROTTLED_TIMEOUT_S = 180.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """One opening of a page with an empty cache, until the first question was visible."""

    duration_s: float
    bytes_received: int
    n_requests: int
    outside: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Openings:
    """All measured openings of one tool, on localhost and on the throttled phone."""

    localhost: tuple[Opening, ...]
    throttled: tuple[Opening, ...]


def open_often(browser: Browser, tool: Tool, n_localhost: int, n_throttled: int) -> Openings:
    """Serve a tool, open it once unmeasured to warm the server, and then as often as asked."""
    with tool.serve() as address:
        open_once(browser, tool, address)
        return Openings(
            localhost=tuple(open_once(browser, tool, address) for _ in range(n_localhost)),
            throttled=tuple(
                open_once(browser, tool, address, line=THROTTLED) for _ in range(n_throttled)
            ),
        )


def open_once(
    browser: Browser, tool: Tool, address: Address, *, line: Line | None = None
) -> Opening:
    """Open a page on a fresh phone; return what it took until the first question was visible."""
    timeout_s = THROTTLED_TIMEOUT_S if line else OPEN_TIMEOUT_S
    with phone(browser, tool.seen) as device:
        device.enter(address.door)
        traffic = Traffic(device.devtools)
        if line:
            device.throttle(line)
        device.page.goto(address.page, wait_until="commit", timeout=timeout_s * 1000)
        seen_ms = device.wait_for_moment("seenAt", timeout_s)
        navigation_at = navigation_start(device)
        started_at = min(navigation_at, traffic.started_at or navigation_at)
        seen_at = navigation_at + seen_ms / 1000
        return Opening(
            duration_s=seen_at - started_at,
            bytes_received=traffic.bytes_until(seen_at),
            n_requests=traffic.requests_until(seen_at),
            outside=traffic.outside_until(seen_at),
        )


def navigation_start(device: Phone) -> float:
    """Return when the navigation began, in seconds on the clock of DevTools' network events."""
    metrics = device.devtools.send("Performance.getMetrics")["metrics"]
    return float(next(item["value"] for item in metrics if item["name"] == "NavigationStart"))
