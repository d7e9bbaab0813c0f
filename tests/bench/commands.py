"""How long a command takes, started as a program of its own."""

import subprocess
import time
from collections.abc import Sequence

from tests.bench.failure import BenchError
from tests.bench.question import ROOT

COMMAND_TIMEOUT_S = 120


def time_command(command: Sequence[str], repeats: int) -> tuple[float, ...]:
    """Run a command once unmeasured and then as often as asked; return the durations in s."""
    run_once(command)
    return tuple(run_once(command) for _ in range(repeats))


def run_once(command: Sequence[str]) -> float:
    """Return how long one run took; raise when it fails, with the last thing it printed."""
    started = time.perf_counter()
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, timeout=COMMAND_TIMEOUT_S, check=False
    )
    duration_s = time.perf_counter() - started
    if done.returncode:
        last = (f"{done.stdout}\n{done.stderr}".strip().splitlines() or ["geen uitvoer"])[-1]
        message = f"het commando eindigde met code {done.returncode}: {last}"
        raise BenchError(message)
    return duration_s
