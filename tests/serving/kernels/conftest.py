"""A warm parent for tests, and a way to run cells in kernels that were forked from it."""

import logging
import os
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from jupyter_client.blocking.client import BlockingKernelClient
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import KernelManager

from wpo.serving.kernels import provisioner
from wpo.serving.kernels.nursery import Nursery

ENV = {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/"), "LANG": "C.UTF-8"}
PATIENCE_S = 60


@dataclass(frozen=True)
class Outcome:
    """What one cell gave back."""

    reply: Mapping[str, Any]
    messages: tuple[Mapping[str, Any], ...]

    def stream(self, name: str = "stdout") -> str:
        """Return all text that was written to one of the two streams."""
        texts = [m["content"] for m in self.messages if m["msg_type"] == "stream"]
        return "".join(text["text"] for text in texts if text["name"] == name)

    def contents(self, kind: str) -> list[Mapping[str, Any]]:
        """Return the contents of all messages of one kind."""
        return [m["content"] for m in self.messages if m["msg_type"] == kind]


@dataclass
class RunningKernel:
    """A kernel with a client, to run cells in."""

    manager: KernelManager
    client: BlockingKernelClient

    @property
    def pid(self) -> int:
        """Number of the process."""
        return int(self.manager.provisioner.pid)  # type: ignore[union-attr]

    @property
    def nursery(self) -> Nursery:
        """Where it was forked, or would have been."""
        return self.manager.provisioner.nursery  # type: ignore[union-attr,no-any-return]

    def run(self, code: str) -> Outcome:
        """Run one cell to its end."""
        messages: list[Mapping[str, Any]] = []
        reply = self.client.execute_interactive(
            code, output_hook=messages.append, timeout=PATIENCE_S
        )
        return Outcome(reply["content"], tuple(messages))

    def text(self, code: str) -> str:
        """Return what one cell prints."""
        return self.run(code).stream().strip()

    def reconnect(self) -> None:
        """Wait for the kernel after a restart."""
        self.client.wait_for_ready(timeout=PATIENCE_S)

    def outcome_of(self, question: str) -> Mapping[str, Any]:
        """Wait for the reply to a cell that was sent off."""
        while True:
            reply = self.client.get_shell_msg(timeout=PATIENCE_S)
            if reply["parent_header"].get("msg_id") == question:
                return reply["content"]  # type: ignore[no-any-return]

    def await_output(self, text: str) -> None:
        """Wait until a cell that was sent off prints `text`."""
        while text not in str(self.client.get_iopub_msg(timeout=PATIENCE_S)["content"]):
            pass


@dataclass
class House:
    """Starts kernels with one and the same provisioner configuration."""

    config: dict[str, Any]
    stack: ExitStack
    place: Path
    nurseries: list[Nursery] = field(default_factory=list)

    def manager(self, argv: list[str] | None = None) -> KernelManager:
        """Return a manager whose kernel is not started yet."""
        specs = KernelSpecManager(kernel_dirs=[], log=logging.getLogger("wpo.test"))
        manager = KernelManager(
            kernel_spec_manager=specs,
            log=logging.getLogger("wpo.test"),
            kernel_name="python3",
            connection_file=str(self.place / f"kernel-{uuid.uuid4()}.json"),
        )
        spec = manager.kernel_spec
        assert spec is not None
        spec.metadata["kernel_provisioner"] = {
            "provisioner_name": provisioner.NAME,
            "config": self.config,
        }
        if argv:
            spec.argv = argv
        return manager

    def start(
        self,
        env: Mapping[str, str] = ENV,
        argv: list[str] | None = None,
        cwd: Path | None = None,
    ) -> RunningKernel:
        """Start a kernel and wait until it answers."""
        manager = self.manager(argv)
        manager.start_kernel(env=dict(env), **({"cwd": str(cwd)} if cwd else {}))
        self.nurseries.append(manager.provisioner.nursery)  # type: ignore[union-attr]
        client = manager.client()
        client.start_channels()
        self.stack.callback(manager.shutdown_kernel, now=True)
        self.stack.callback(client.stop_channels)
        client.wait_for_ready(timeout=PATIENCE_S)
        return RunningKernel(manager, client)


def is_running(pid: int) -> bool:
    """Tell whether a process runs; a dead one that nobody reaped yet does not."""
    try:
        status = Path(f"/proc/{pid}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False
    return status.rpartition(")")[2].split()[0] != "Z"


@pytest.fixture(scope="session")
def _registered() -> None:
    provisioner.register()


@pytest.fixture
def house(_registered: None, tmp_path: Path) -> Iterator[Callable[..., House]]:
    """Return a function that makes a house of its own; all that it started ends with the test."""
    with tempfile.TemporaryDirectory() as short, ExitStack() as stack:
        place = Path(short)
        houses: list[House] = []

        def make(**config: Any) -> House:
            config.setdefault("watched", [str(tmp_path / "watched" / "**")])
            houses.append(House(config, stack, place))
            return houses[-1]

        yield make
        stack.close()
        for nursery in {n for made in houses for n in made.nurseries}:
            nursery.close()


@pytest.fixture(scope="module")
def kernels(_registered: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """One house for all tests of a module."""
    place = tmp_path_factory.mktemp("watched")
    with ExitStack() as stack, tempfile.TemporaryDirectory() as short:
        made = House({"watched": [str(place / "**")]}, stack, Path(short))
        yield made
    for nursery in set(made.nurseries):
        nursery.close()


@pytest.fixture
def gone() -> Callable[..., bool]:
    """Return a function that tells whether processes end within a moment."""

    def wait(*pids: int) -> bool:
        deadline = time.monotonic() + PATIENCE_S
        while any(map(is_running, pids)) and time.monotonic() < deadline:
            time.sleep(0.02)
        return not any(map(is_running, pids))

    return wait


@pytest.fixture
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], Path]:
    """Return a function that writes a module where warm parents and kernels find it."""
    directory = tmp_path / "modules"
    directory.mkdir()
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(directory), *sys.path]))

    def write(name: str, code: str) -> Path:
        path = directory / f"{name}.py"
        path.write_text(code)
        return path

    return write
