"""Kernels, ordinary and forked: time to the first cell, kernels per second, and unique memory.

Run ``python -m tests.bench.kernels``. Every cell imports ipywidgets and anywidget, as a page does.
Each kind of kernel is measured with the ordinary client and with ``PromptKernelClient``. Ordinary
and forked kernels take turns, so that both meet the same weather on the machine.
"""

import asyncio
import contextlib
import os
import statistics
import time
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jupyter_client.manager import AsyncKernelManager
from jupyter_core.paths import jupyter_runtime_dir
from traitlets.config import Config

from wpo.serving.kernels import provisioner
from wpo.serving.kernels.nursery import nursery_for
from wpo.serving.kernels.warm_parent import ParentSettings

CELL = "import ipywidgets, anywidget; ipywidgets.IntSlider()"
PROMPT = {"AsyncKernelManager": {"client_class": "wpo.serving.kernels.client.PromptKernelClient"}}
ROUNDS = 10
AT_ONCE = 8


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A way to have a kernel."""

    name: str
    forked: bool
    prompt: bool

    def manager(self) -> Any:
        """Return a manager whose kernel is not started yet."""
        place = f"{jupyter_runtime_dir()}/kernel-{uuid.uuid4()}.json"
        config = Config(PROMPT if self.prompt else {})
        manager = AsyncKernelManager(connection_file=place, config=config)
        if self.forked:
            manager.kernel_spec.metadata[  # type: ignore[union-attr]
                "kernel_provisioner"
            ] = {
                "provisioner_name": provisioner.NAME,
                "config": {},
            }
        return manager


KINDS = (
    Kind(name="gewoon", forked=False, prompt=False),
    Kind(name="gewoon, vlotte client", forked=False, prompt=True),
    Kind(name="geforkt", forked=True, prompt=False),
    Kind(name="geforkt, vlotte client", forked=True, prompt=True),
)


def measure() -> list[dict[str, Any]]:
    """Return one row per kind of kernel; times in seconds, memory in MB.

    The columns: ``kernel``, ``first_s`` (the very first; for forked kernels with starting the warm
    parent), ``repeated_s`` (median of 10), ``ratio`` (how many times faster than the first row),
    ``stop_s`` (median), ``per_second`` (8 at once) and ``lost`` (how many of those 8 died),
    ``unique_mb`` (median of what the kernel does not share with another process).
    """
    provisioner.register()
    Path(jupyter_runtime_dir()).mkdir(mode=0o700, parents=True, exist_ok=True)
    _nursery().close()
    rows = asyncio.run(_measure())
    _nursery().close()
    for row in rows:
        row["ratio"] = rows[0]["repeated_s"] / row["repeated_s"]
    return rows


async def _measure() -> list[dict[str, Any]]:
    first = {}
    for kind in KINDS:
        await asyncio.to_thread(_nursery().close)
        first[kind], _, _ = await _one(kind)
    rounds: dict[Kind, list[tuple[float, float, float]]] = {kind: [] for kind in KINDS}
    for _ in range(ROUNDS):
        for kind in KINDS:
            rounds[kind].append(await _one(kind))
    return [
        {
            "kernel": kind.name,
            "first_s": first[kind],
            "repeated_s": statistics.median(took for took, _, _ in rounds[kind]),
            "stop_s": statistics.median(stop for _, stop, _ in rounds[kind]),
            "unique_mb": statistics.median(memory for _, _, memory in rounds[kind]),
            **await _at_once(kind),
        }
        for kind in KINDS
    ]


async def _one(kind: Kind) -> tuple[float, float, float]:
    """Return seconds from request to first cell done, seconds to stop, and unique memory in MB."""
    begin = time.perf_counter()
    async with _after_first_cell(kind) as (manager, stop):
        took = time.perf_counter() - begin
        memory = unique_mb(manager.provisioner.pid)
        begin = time.perf_counter()
        await stop()
        return took, time.perf_counter() - begin, memory


async def _at_once(kind: Kind) -> dict[str, float]:
    """Start several at once; return how many a second have run their first cell, and how many not.

    An ordinary kernel dies when another process takes a port that was picked for it.
    """
    async with contextlib.AsyncExitStack() as stack:
        begin = time.perf_counter()
        starting = (stack.enter_async_context(_after_first_cell(kind)) for _ in range(AT_ONCE))
        outcomes = await asyncio.gather(*starting, return_exceptions=True)
        lost = sum(isinstance(outcome, BaseException) for outcome in outcomes)
        return {"per_second": (AT_ONCE - lost) / (time.perf_counter() - begin), "lost": lost}


@contextlib.asynccontextmanager
async def _after_first_cell(kind: Kind) -> AsyncIterator[tuple[Any, Callable[[], Awaitable[None]]]]:
    manager = kind.manager()
    await manager.start_kernel()
    client = manager.client()
    client.start_channels()

    async def stop() -> None:
        if manager.has_kernel:
            client.stop_channels()
            await manager.shutdown_kernel(now=True)

    try:
        await client.wait_for_ready(timeout=120)
        reply = await client.execute_interactive(CELL, output_hook=lambda _: None, timeout=120)
        if reply["content"]["status"] != "ok":
            raise RuntimeError(f"the cell failed: {reply['content']}")
        yield manager, stop
    finally:
        await stop()


def unique_mb(pid: int) -> float:
    """Return the memory in MB (10^6 bytes) that a process shares with no other."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    private = [
        line.split() for line in lines if line.startswith(("Private_Clean", "Private_Dirty"))
    ]
    return sum(int(size) for _, size, *_ in private) * 1024 / 1e6


def _nursery() -> Any:
    return nursery_for(ParentSettings())


def table(rows: list[dict[str, Any]]) -> str:
    """Return the rows as text."""
    names = (
        "kernel",
        "first_s",
        "repeated_s",
        "ratio",
        "stop_s",
        "per_second",
        "lost",
        "unique_mb",
    )
    lines = [f"{'kernel':<24}" + "".join(f"{name:>12}" for name in names[1:])]
    lines += [
        f"{row['kernel']:<24}" + "".join(f"{row[name]:>12.2f}" for name in names[1:])
        for row in rows
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    print(f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}; median of {ROUNDS}")
    print(table(measure()))
