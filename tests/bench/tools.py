"""The tools on the bench: how each is started, and what must become visible in it."""

import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from playwright.sync_api import Page

from tests.bench.environment import other_python
from tests.bench.processes import HOST, free_port, running
from tests.bench.question import Question
from tests.bench.sources import notebook_source, panel_source, static_source, streamlit_source

STATIC = "statische pagina"
WPO = "wpo"
VOILA = "Voilà (stock)"
STREAMLIT = "Streamlit"
PANEL = "Panel"


def already_there(_page: Page) -> None:
    """Do nothing: the question with options is the first thing on the page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where the measured page is, and the link that lets a visitor in first, where one is needed.

    The door is only fetched for its cookies, outside the measurement and outside the page's cache.
    """

    page: str
    door: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tool:
    """One tool: ``serve`` runs it and gives the address of the page.

    ``seen`` are the texts that make the first question visible; ``option`` is what the bench taps
    and ``reply`` what must appear then (None: the page gives no feedback); ``to_option`` walks from
    the opened page to that option. A tool that ``keeps_answers`` shows something else once its
    question has been answered.
    """

    name: str
    serve: Callable[[], AbstractContextManager[Address]]
    seen: tuple[str, ...]
    option: str | None = None
    reply: str | None = None
    to_option: Callable[[Page], None] = already_there
    keeps_answers: bool = False


def other_tools(question: Question) -> tuple[Tool, ...]:
    """Return today's tools, in their stock state."""
    starts = {VOILA: serve_voila, STREAMLIT: serve_streamlit, PANEL: serve_panel}
    return tuple(
        Tool(
            name=name,
            serve=partial(start, question),
            seen=question.seen,
            option=question.option,
            reply=question.reply,
        )
        for name, start in starts.items()
    )


def static_page(question: Question) -> Tool:
    """Return the floor: HTML without script, sent uncompressed by Python's own web server."""
    return Tool(name=STATIC, serve=partial(serve_static, question), seen=question.seen)


@contextmanager
def serve_static(question: Question) -> Iterator[Address]:
    """Serve the question as a static page."""
    with folder_with("index.html", static_source(question)) as path:
        port = free_port()
        command = [sys.executable, "-m", "http.server", "--bind", HOST, "--directory"]
        with running([*command, str(path.parent), str(port)], port=port) as server:
            yield Address(page=server.url)


@contextmanager
def serve_voila(question: Question) -> Iterator[Address]:
    """Serve the question as a notebook."""
    with served_by_voila(notebook_source(question)) as address:
        yield address


@contextmanager
def served_by_voila(notebook: str) -> Iterator[Address]:
    """Serve a notebook by Voilà at its defaults, without personal settings."""
    with folder_with("vraag.ipynb", notebook) as path:
        port = free_port()
        command = [sys.executable, "-m", "voila", str(path), "--no-browser"]
        own = {"JUPYTER_CONFIG_DIR": str(path.parent), "IPYTHONDIR": str(path.parent)}
        options = [f"--port={port}", f"--Voila.ip={HOST}"]
        with running([*command, *options], port=port, extra_env=own) as server:
            yield Address(page=server.url)


@contextmanager
def serve_streamlit(question: Question) -> Iterator[Address]:
    """Serve the question by Streamlit; no usage statistics, the bench stays on this machine."""
    with folder_with("vraag.py", streamlit_source(question)) as path:
        port = free_port()
        command = [str(other_python()), "-m", "streamlit", "run", str(path)]
        options = ["--server.headless=true", "--browser.gatherUsageStats=false"]
        place = [f"--server.port={port}", f"--server.address={HOST}"]
        with running([*command, *options, *place], port=port) as server:
            yield Address(page=server.url)


@contextmanager
def serve_panel(question: Question) -> Iterator[Address]:
    """Serve the question by Panel."""
    with folder_with("vraag.py", panel_source(question)) as path:
        port = free_port()
        command = [str(other_python()), "-m", "panel", "serve", str(path)]
        options = [f"--address={HOST}", f"--allow-websocket-origin={HOST}:{port}"]
        with running([*command, f"--port={port}", *options], port=port) as server:
            yield Address(page=f"{server.url}vraag")


@contextmanager
def folder_with(name: str, text: str) -> Iterator[Path]:
    """Write one file in a folder that goes away afterwards."""
    with tempfile.TemporaryDirectory(prefix="wpo-bench-") as folder:
        path = Path(folder) / name
        path.write_text(text, encoding="utf-8")
        yield path
