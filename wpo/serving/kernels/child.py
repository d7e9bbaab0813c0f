"""From a fresh fork to a running kernel."""

import atexit
import ctypes
import logging
import os
import random
import signal
import socket
import sys
import tempfile
import threading
import time
import traceback
from collections.abc import Mapping
from typing import Any, NoReturn

import ipykernel_launcher  # type: ignore[import-untyped]
from ipykernel.kernelapp import IPKernelApp
from traitlets.config import Config

from wpo.serving.kernels.wire import KernelRequest, send

PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True)  # Loaded in the parent; a fork has it at once.

DEFAULTS = Config(
    {
        # A history costs a thread and an sqlite file; the output cache keeps every output alive.
        "HistoryManager": {"enabled": False},
        "InteractiveShell": {"cache_size": 0},
        # Otherwise every kernel warns in the server's log that its local sockets are not encrypted.
        "ForkedKernelApp": {"log_level": logging.ERROR},
    }
)


class ForkedKernelApp(IPKernelApp):
    """An ipykernel that tells when clients can connect."""

    line: socket.socket

    def log_connection_info(self) -> None:
        """Tell the server that the sockets are bound; ipykernel calls this right after binding.

        A client that connects earlier is refused and tries again only after 0.1 s.
        """
        super().log_connection_info()  # type: ignore[no-untyped-call]
        send(self.line, {"listening": True})
        self.line.close()


def become_kernel(request: KernelRequest, line: socket.socket, parent_pid: int) -> NoReturn:
    """Turn this fork into the kernel that `request` asks for, and end the process with it.

    Parameters
    ----------
    request
        What the kernel should be.
    line
        Where to tell that the kernel listens.
    parent_pid
        The process that forked; the kernel does not outlive it.
    """
    code = 1
    try:
        die_with(parent_pid)
        stand_alone()
        take_environment(request.env, request.cwd)
        run_kernel(request.arguments, line)
        code = 0
    except SystemExit as stop:
        code = stop.code if isinstance(stop.code, int) else int(stop.code is not None)
    except BaseException:  # noqa: BLE001 - nothing may escape into the code of the parent
        traceback.print_exc()
    finally:
        _leave(code)


def die_with(parent_pid: int) -> None:
    """Let the system kill this process as soon as its parent ends, however it ends."""
    _libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent_pid:  # It ended before the line above.
        os._exit(1)


def stand_alone() -> None:
    """Give the process its own session, signals, standard input and randomness."""
    os.setsid()
    signal.signal(signal.SIGINT, signal.default_int_handler)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    random.seed()
    if numpy := sys.modules.get("numpy"):
        numpy.random.seed()


def take_environment(env: Mapping[str, str], cwd: str) -> None:
    """Replace the environment by `env`, and what Python derived from the old one."""
    os.environ.clear()
    os.environ.update(env)
    os.chdir(cwd)
    time.tzset()
    tempfile.tempdir = None
    extra = [os.path.abspath(p) for p in env.get("PYTHONPATH", "").split(os.pathsep) if p]
    sys.path[:0] = [path for path in extra if path not in sys.path]


def run_kernel(arguments: tuple[str, ...], line: socket.socket) -> None:
    """Run an ipykernel until it is told to stop.

    Parameters
    ----------
    arguments
        Those of ``python -m ipykernel_launcher``.
    line
        Where to tell that the kernel listens.
    """
    sys.argv = [str(ipykernel_launcher.__file__), *arguments]
    # The system ends this kernel with its parent. ipykernel would look every second from a thread;
    # 1 keeps it from doing so, and from printing how to stop it.
    app = ForkedKernelApp.instance(parent_handle=1, config=Config(DEFAULTS))
    app.line = line
    _initialize(app, arguments)
    if ipywidgets := sys.modules.get("ipywidgets"):
        ipywidgets.register_comm_target()  # ipywidgets does so at import; no kernel existed then.
    app.start()  # type: ignore[no-untyped-call]
    # Without this, ipykernel 7.4 may stop the thread that sends output while the control thread
    # is still sending; both then wait for each other until somebody kills the kernel.
    app.control_thread.stop()
    app.control_thread.join(timeout=1)


def _initialize(app: Any, arguments: tuple[str, ...]) -> None:
    match arguments:
        case ("-f", connection_file):  # Spares 10 ms of building a command line parser.
            app.connection_file = connection_file
            app.initialize([])
        case _:
            app.initialize(list(arguments))


def _leave(code: int) -> NoReturn:
    """End as an ordinary Python process does, but without taking the parent's modules apart."""
    try:
        threading._shutdown()  # type: ignore[attr-defined]  # noqa: SLF001
        atexit._run_exitfuncs()  # noqa: SLF001
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
    finally:
        os._exit(code)
