"""The warm parent as the server sees it: how it is started and what it is given."""

import contextlib
import logging
import os
import socket
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import wpo
from wpo.errors import SetupError
from wpo.serving.kernels.wire import KernelRequest, has_news, pair, receive, send

log = logging.getLogger(__name__)

PACKAGE = Path(wpo.__file__).parent
INHERITED = (
    *("PATH", "HOME", "USER", "LOGNAME", "SHELL", "TZ", "TMPDIR", "LANG", "LANGUAGE"),
    *("VIRTUAL_ENV", "LD_LIBRARY_PATH", "PYTHONHOME", "PYTHONDONTWRITEBYTECODE", "PYTHONUTF8"),
)
OF_EVERY_PARENT = {
    # A library that starts threads at import would make forking impossible.
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "NUMEXPR_NUM_THREADS": "1",
    "BLIS_NUM_THREADS": "1",
    # Saves some MB per kernel: glibc otherwise gives each of its threads an own heap.
    "MALLOC_ARENA_MAX": "2",
    # plotly looks for a notebook when it is imported, and would find none in the parent.
    "PLOTLY_RENDERER": "plotly_mimetype+notebook",
}


class NoWarmParent(SetupError):
    """There is no warm parent to fork from; an ordinary kernel has to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ParentSettings:
    """What a warm parent should know.

    Parameters
    ----------
    preload
        Names of modules that it imports beforehand. They must start no thread and make no widget;
        they may load whatever kernels will need. ``os.register_at_fork`` lets a module do
        something in each kernel.
    watched
        Glob patterns of files; a change makes the parent out of date.
    env
        Environment of the parent besides what every parent gets. No secrets: kernels can read it.
    start_timeout_s
        How long warming up may take.
    """

    preload: tuple[str, ...] = ("ipywidgets", "anywidget")
    watched: tuple[str, ...] = (f"{PACKAGE}/**/*.py", f"{PACKAGE.parent}/content/**")
    env: tuple[tuple[str, str], ...] = ()
    start_timeout_s: float = 30.0


class WarmParent:
    """A running warm parent. It ends, with its kernels, when this object is closed or dropped.

    Parameters
    ----------
    settings
        What it should know.

    Raises
    ------
    NoWarmParent
        When it cannot start; the message says why, in Dutch.
    """

    def __init__(self, settings: ParentSettings) -> None:
        if reason := why_not_here():
            raise NoWarmParent(reason)
        self._control, theirs = pair()
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
                [
                    *(sys.executable, "-m", "wpo.serving.kernels.parent"),
                    *("--control", str(theirs.fileno()), "--server", str(os.getpid())),
                    *("--", *settings.preload),
                ],
                pass_fds=[theirs.fileno()],
                env=_environment(settings.env, os.environ),
                stdin=subprocess.DEVNULL,
                start_new_session=True,
            )
        if reason := self._why_not_ready(settings.start_timeout_s):
            self._process.kill()
            self.close()
            raise NoWarmParent(f"de warme ouder start niet: {reason}")
        log.info("De warme ouder van de kernels is klaar (proces %s).", self.pid)

    @property
    def pid(self) -> int:
        """Number of the process."""
        return self._process.pid

    @property
    def has_ended(self) -> bool:
        """Whether it is gone. It says nothing once it is ready, so any news is its end."""
        return has_news(self._control.fileno())

    def ask(self, request: KernelRequest, line: socket.socket) -> None:
        """Ask for a kernel, which will talk over `line`.

        Raises
        ------
        BrokenPipeError, ConnectionResetError
            When the parent has ended.
        """
        send(self._control, request.to_message(), line.fileno())

    def retire(self) -> None:
        """Let it end when its last kernel has ended."""
        with contextlib.suppress(OSError):
            send(self._control, {"retire": True})

    def close(self) -> int:
        """End it and its kernels, wait for that, and return its exit code."""
        self._control.close()
        return self._process.wait()

    def _why_not_ready(self, timeout_s: float) -> str | None:
        self._control.settimeout(timeout_s)
        try:
            message, _ = receive(self._control)
        except TimeoutError:
            return f"niet klaar binnen {timeout_s:g} seconden"
        self._control.settimeout(None)
        match message:
            case {"ready": True}:
                return None
            case {"failed": str(reason)}:
                return reason
            case _:
                return f"gestopt met code {self._process.wait()}; de fout staat hierboven"


def why_not_here() -> str | None:
    """Return the Dutch reason why this system cannot fork kernels; ``None`` if it can."""
    needed = (os, "fork"), (os, "pidfd_open"), (socket, "SOCK_SEQPACKET"), (socket, "send_fds")
    missing = [name for module, name in needed if not hasattr(module, name)]
    if missing:
        return f"dit systeem ({sys.platform}) mist {', '.join(missing)}"
    return None if os.path.isdir("/proc/self/task") else "dit systeem heeft geen /proc"


def _environment(extra: tuple[tuple[str, str], ...], own: Mapping[str, str]) -> dict[str, str]:
    """Return the environment of a parent.

    Kernels can read it in ``/proc/self/environ``, so it holds nothing but names known to be
    harmless.
    """
    kept = {k: v for k, v in own.items() if k in INHERITED or k.startswith("LC_")}
    search = [os.path.abspath(p) for p in own.get("PYTHONPATH", "").split(os.pathsep) if p]
    path = os.pathsep.join(dict.fromkeys([str(PACKAGE.parent), *search]))
    return {**kept, "PYTHONPATH": path, **OF_EVERY_PARENT, **dict(extra)}
