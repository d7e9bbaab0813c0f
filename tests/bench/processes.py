"""Server processes: started on a free port, waited for, and ended with everything they started."""

import os
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil  # type: ignore[import-untyped]  # no stubs among the development tools

from tests.bench.failure import BenchError
from tests.bench.question import ROOT

HOST = "127.0.0.1"
START_TIMEOUT_S = 90.0
STOP_TIMEOUT_S = 8.0
POLL_S = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A running server: its process, and the file that its output goes to."""

    process: subprocess.Popen[bytes]
    log: Path
    port: int

    @property
    def url(self) -> str:
        """Return the address of the server's root."""
        return f"http://{HOST}:{self.port}/"

    def output(self) -> str:
        """Return what the server has printed so far."""
        return self.log.read_text(encoding="utf-8", errors="replace")


def free_port() -> int:
    """Return a port that nobody listened on a moment ago."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def running(
    command: Sequence[str], *, port: int, extra_env: Mapping[str, str] | None = None
) -> Iterator[Server]:
    """Run ``command`` until the block ends; enter the block once the port answers.

    The process gets its own session, so that Ctrl-C reaches the bench alone and the bench can end
    the server in an orderly way. Whatever is left after that is killed by its own number: Jupyter
    puts each kernel in a session of its own, so the end of a process group would not reach it.
    """
    with tempfile.TemporaryDirectory(prefix="wpo-bench-") as folder:
        log = Path(folder) / "server.log"
        environment = os.environ | {"PYTHONUNBUFFERED": "1"} | dict(extra_env or {})
        with log.open("wb") as sink:
            process = subprocess.Popen(
                command,
                cwd=ROOT,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=sink,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        server = Server(process=process, log=log, port=port)
        try:
            wait_until_listening(server)
            yield server
        finally:
            end(process)


def wait_until_listening(server: Server, timeout_s: float = START_TIMEOUT_S) -> None:
    """Return once the port accepts a connection; raise when the process ends or the time is up."""
    deadline = time.monotonic() + timeout_s
    while time.monotonic() < deadline:
        if server.process.poll() is not None:
            message = f"de server stopte met code {server.process.returncode}: {last_line(server)}"
            raise BenchError(message)
        with socket.socket() as probe:
            probe.settimeout(1.0)
            if probe.connect_ex((HOST, server.port)) == 0:
                return
        time.sleep(POLL_S)
    message = f"de server luisterde na {timeout_s:.0f} s nog niet: {last_line(server)}"
    raise BenchError(message)


def last_line(server: Server) -> str:
    """Return the last thing the server printed, usually the error."""
    lines = server.output().strip().splitlines()
    return lines[-1].strip() if lines else "geen uitvoer"


def end(process: subprocess.Popen[bytes]) -> None:
    """End a process and all its descendants, politely first, then by force; nothing else."""
    family = descendants(process)
    process.terminate()
    psutil.wait_procs(family[:1], timeout=STOP_TIMEOUT_S)
    for member in family:
        try:
            member.kill()
        except psutil.NoSuchProcess:
            continue
    psutil.wait_procs(family, timeout=STOP_TIMEOUT_S)
    process.wait(timeout=STOP_TIMEOUT_S)


def descendants(process: subprocess.Popen[bytes]) -> list[psutil.Process]:
    """Return the process followed by everything it started, directly or indirectly."""
    try:
        parent = psutil.Process(process.pid)
        return [parent, *parent.children(recursive=True)]
    except psutil.NoSuchProcess:
        return []
