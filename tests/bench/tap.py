"""How long from a tap on an option until its feedback is on the screen.

The clock starts at the time stamp the browser gave to the click and stops at the animation frame
in which the feedback is in the rendered text (see ``watch.js``). Each tap is on a freshly opened
page, opened at full speed; only then does the line become slow, or go away. Chromium slows the
processor and HTTP but does not delay the frames of a websocket that is open already: tools that
answer by websocket look better on the slow line than they are.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from playwright.sync_api import Browser

from tests.bench.browser import THROTTLED, Phone, phone
from tests.bench.failure import BenchError, NotMeasured, attempt
from tests.bench.pages import OPEN_TIMEOUT_S
from tests.bench.tools import Address, Tool

REPLY_TIMEOUT_S = 10.0
SETTLE_MS = 1500
CLICK_TIMEOUT_MS = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """One state of the phone at the moment of the tap."""

    name: str
    set_on: Callable[[Phone], None]


ONLINE = Condition(name="localhost", set_on=lambda _device: None)
SLOW = Condition(
    name="gesmoord (websockets zonder vertraging)", set_on=lambda device: device.throttle(THROTTLED)
)
OFFLINE = Condition(name="zonder netwerk", set_on=lambda device: device.context.set_offline(True))
CONDITIONS = (ONLINE, SLOW, OFFLINE)

Taps = Mapping[str, tuple[float, ...] | NotMeasured]
"""Durations in ms, by the name of the condition."""


def tap_often(browser: Browser, tool: Tool, repeats: int) -> Taps:
    """Tap as often as asked in each condition; where answers are kept, on a new server each."""
    if tool.keeps_answers:
        return tap_series(partial(tap_on_new_server, browser, tool), repeats)
    with tool.serve() as address:
        return tap_series(partial(tap_once, browser, tool, address), repeats)


def tap_series(tap: Callable[[Condition], float], repeats: int) -> Taps:
    """Tap once unmeasured, and then as often as asked in each condition."""
    tap(ONLINE)
    return {one.name: attempt(partial(repeated, tap, one, repeats)) for one in CONDITIONS}


def repeated(
    tap: Callable[[Condition], float], condition: Condition, repeats: int
) -> tuple[float, ...]:
    """Return the durations in ms of several taps in one condition."""
    return tuple(tap(condition) for _ in range(repeats))


def tap_on_new_server(browser: Browser, tool: Tool, condition: Condition) -> float:
    """Start a server that knows no answers yet, and tap once."""
    with tool.serve() as address:
        return tap_once(browser, tool, address, condition)


def tap_once(browser: Browser, tool: Tool, address: Address, condition: Condition) -> float:
    """Open a page on a fresh phone, tap the option, and return how long its feedback took in ms."""
    if tool.option is None or tool.reply is None:
        message = "geeft geen feedback"
        raise BenchError(message)
    with phone(browser, tool.seen) as device:
        device.enter(address.door)
        device.page.goto(address.page, wait_until="commit", timeout=OPEN_TIMEOUT_S * 1000)
        device.wait_for_moment("seenAt", OPEN_TIMEOUT_S)
        device.page.wait_for_timeout(SETTLE_MS)
        tool.to_option(device.page)
        condition.set_on(device)
        device.expect_after_tap(tool.reply)
        device.page.get_by_text(tool.option).first.click(timeout=CLICK_TIMEOUT_MS)
        replied_ms = device.wait_for_moment("repliedAt", REPLY_TIMEOUT_S)
        return replied_ms - device.wait_for_moment("tappedAt", REPLY_TIMEOUT_S)
