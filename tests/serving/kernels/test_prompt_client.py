"""A client that waits no longer for a kernel than needed."""

import asyncio
from typing import Any

import pytest
from jupyter_client.manager import AsyncKernelManager
from traitlets.config import Config

from wpo.serving.kernels.client import PromptKernelClient

CONFIG = Config(
    {"AsyncKernelManager": {"client_class": "wpo.serving.kernels.client.PromptKernelClient"}}
)


@pytest.mark.parametrize("forked", [True, False])
def test_no_old_output_is_left(kernels: Any, forked: bool) -> None:
    """Once the kernel is ready, the first message is about the first cell; for any kernel."""

    async def first_message() -> tuple[type, str, str | None]:
        manager = AsyncKernelManager(config=CONFIG)
        if forked:
            manager.kernel_spec.metadata[  # type: ignore[union-attr]
                "kernel_provisioner"
            ] = {
                "provisioner_name": "wpo-forked",
                "config": kernels.config,
            }
        await manager.start_kernel()
        client = manager.client()
        client.start_channels()
        await client.wait_for_ready(timeout=60)
        question = client.execute("1")
        first = await client.get_iopub_msg(timeout=60)
        client.stop_channels()
        await manager.shutdown_kernel(now=True)
        return type(client), question, first["parent_header"].get("msg_id")

    kind, question, answered = asyncio.run(first_message())

    assert kind is PromptKernelClient
    assert answered == question


def test_dead_kernel() -> None:
    """Waiting for a kernel that has died ends with an error."""

    async def wait() -> None:
        manager = AsyncKernelManager(config=CONFIG)
        await manager.start_kernel()
        client = manager.client()
        client.start_channels()
        await manager.provisioner.kill()  # type: ignore[union-attr]
        try:
            await client.wait_for_ready(timeout=60)
        finally:
            client.stop_channels()
            await manager.shutdown_kernel(now=True)

    with pytest.raises(RuntimeError, match="died"):
        asyncio.run(wait())
