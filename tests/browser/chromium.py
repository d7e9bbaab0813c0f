"""How Debian's Chromium is started for tests and benches: quiet, and without outside calls.

Its headless shell is the same engine without windows and tabs around it: a page opens in a quarter
of the time. Where it is not installed the whole browser does the same work.
"""

from shutil import which
from typing import Any

from playwright.sync_api import BrowserContext

LAUNCH: dict[str, Any] = {
    "executable_path": which("chromium-headless-shell") or "/usr/bin/chromium",
    "args": [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ],
}

PATIENCE_MS = 90_000  # how long a test waits for what should come, on a machine that is busy

PHONE = {"width": 390, "height": 844}
SMALL_PHONE = {"width": 320, "height": 640}
DESKTOP = {"width": 1280, "height": 800}


def let_in(device: BrowserContext, link: str) -> None:
    """Let a device in by a link of somebody, without opening the page it leads to."""
    assert device.request.get(link, max_redirects=0).ok
    assert device.cookies(link)
