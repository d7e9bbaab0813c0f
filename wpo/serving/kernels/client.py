"""A client that waits no longer for a kernel than needed."""

import contextlib
import time
from queue import Empty
from typing import Any

from jupyter_client.asynchronous.client import AsyncKernelClient

GREETING_S = 0.02
REPLY_S = 1.0
IDLE_S = 0.1


class PromptKernelClient(AsyncKernelClient):
    """A kernel client whose ``wait_for_ready`` does not wait for silence.

    The ordinary client asks for the kernel's description, and once that has come it listens until
    nothing arrives for 0.2 s, to be sure that no old output is left. But output arrives in order:
    when the kernel reports that it is idle after *this* question, everything older has come.
    """

    async def wait_for_ready(self, timeout: float | None = None) -> None:
        """Wait until the kernel answers and its output arrives here.

        Parameters
        ----------
        timeout
            Seconds; ``None`` is as long as it takes.

        Raises
        ------
        RuntimeError
            When the kernel has died or does not answer in time.
        """
        deadline = time.monotonic() + (float("inf") if timeout is None else timeout)
        while not await self._answers():
            if not await self.is_alive():
                raise RuntimeError("Kernel died before replying to kernel_info")
            if time.monotonic() > deadline:
                raise RuntimeError(f"Kernel didn't respond in {timeout:.0f} seconds")

    async def _answers(self) -> bool:
        # Output that is sent before the kernel knows of this listener is lost. A kernel greets its
        # first listener, but no later one (Jupyter's server listens too), so do not wait for long:
        # who asks too early hears no idle, and asks again.
        with contextlib.suppress(Empty):
            await self.get_iopub_msg(timeout=GREETING_S)
        question = self.kernel_info()
        try:
            while not _answers_to(reply := await self.get_shell_msg(timeout=REPLY_S), question):
                pass
            while not _is_idle_after(await self.get_iopub_msg(timeout=IDLE_S), question):
                pass
        except Empty:
            return False
        self._handle_kernel_info_reply(reply)
        return True


def _answers_to(message: dict[str, Any], question: str) -> bool:
    return bool(message["parent_header"].get("msg_id") == question)


def _is_idle_after(message: dict[str, Any], question: str) -> bool:
    state = message["content"].get("execution_state")
    return state == "idle" and _answers_to(message, question)
