"""All that the bench knows of ``wpo``: how to start it, what it shows first, how to reach options.

Everything that changes when the server or its demo changes is in this file, marked "hook". Until
the server exists, starting it fails, and the tables say so in its line.
"""

import re
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final
from urllib.parse import urljoin

from playwright.sync_api import Page

from tests.bench.failure import BenchError
from tests.bench.processes import Server, free_port, last_line, running
from tests.bench.question import read_opening, read_question
from tests.bench.tools import WPO, Address, Tool

URL_TIMEOUT_S = 60.0
POLL_S = 0.05
MAX_STEPS = 12
STEP_MS = 400

CHECK_COMMAND: Final = (sys.executable, "-m", "wpo", "check")
"""Hook: the command whose duration is the duration of the whole content check."""

PARTICIPANT_LINE: Final = re.compile(r"deelnemer", re.IGNORECASE)
"""Hook: what the printed line with the participant's address has in it; else the first counts."""

ADDRESS: Final = re.compile(r"http://127\.0\.0\.1:\d+\S*")

PARTICIPANT_PAGE: Final = "/voila/render/deelnemer/oefenen.ipynb?opdracht=overleggen-luisteren-1"
"""Hook: the page that shows the assignment's first question to a participant who is in."""

NEXT_BUTTON: Final = "button.go:visible"
"""Hook: what leads to the next screen, as long as the question with options is not there."""


def serve_command(port: int) -> list[str]:
    """Return the command that serves the demo on ``port`` (hook)."""
    return [sys.executable, "-m", "wpo", "serve", "--demo", "--port", str(port)]


def serve_environment(folder: Path) -> dict[str, str]:
    """Return the settings that keep all that the demo writes in ``folder`` (hook)."""
    return {"WPO_DATABASE": f"sqlite:///{folder / 'wpo.db'}", "WPO_DATA": str(folder)}


def wpo_tool() -> Tool:
    """Return the participant's page; its demo opens the question's own assignment (hook)."""
    question = read_question()
    return Tool(
        name=WPO,
        serve=wpo_server,
        seen=read_opening(),
        option=question.option,
        reply=question.reply,
        to_option=walk_to_option,
        keeps_answers=True,
    )


@contextmanager
def wpo_server() -> Iterator[Address]:
    """Serve the demo on a temporary data folder; give the participant's link and page."""
    with tempfile.TemporaryDirectory(prefix="wpo-bench-data-") as folder:
        port = free_port()
        settings = serve_environment(Path(folder))
        with running(serve_command(port), port=port, extra_env=settings) as server:
            door = participant_url(server)
            yield Address(page=urljoin(door, PARTICIPANT_PAGE), door=door)


def participant_url(server: Server) -> str:
    """Return the participant's address from what the server prints; raise when it prints none."""
    deadline = time.monotonic() + URL_TIMEOUT_S
    while time.monotonic() < deadline and server.process.poll() is None:
        found = address_in(server.output())
        if found:
            return found
        time.sleep(POLL_S)
    message = f"de server noemde geen adres: {last_line(server)}"
    raise BenchError(message)


def address_in(output: str) -> str | None:
    """Return the address on the participant's line, else the first address, else None."""
    lines = [line for line in output.splitlines() if ADDRESS.search(line)]
    lines.sort(key=lambda line: PARTICIPANT_LINE.search(line) is None)
    found = ADDRESS.search(lines[0]) if lines else None
    return found.group() if found else None


def walk_to_option(page: Page) -> None:
    """Go from the opened page to the question with options, as a participant would (hook)."""
    wanted = page.get_by_text(read_question().option).first
    for _ in range(MAX_STEPS):
        if wanted.is_visible():
            return
        page.locator(NEXT_BUTTON).last.click()
        page.wait_for_timeout(STEP_MS)
    message = f"de vraag met opties kwam niet na {MAX_STEPS} stappen"
    raise BenchError(message)
