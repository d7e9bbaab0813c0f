"""The warm parent: a process with one thread that imports everything once and then forks.

It is started by :mod:`wpo.serving.kernels.nursery` as ``python -m wpo.serving.kernels.parent``
and waits, without using the processor, for one of these::

    control   a request      -> fork a kernel
              {"retire"}     -> no more requests will come; end when the last kernel has ended
              end of file    -> the server let go; end all kernels, then itself
    server    pidfd          -> the server ended; the same
    kernel    pidfd          -> the kernel ended; tell its exit code over its line
              line cut       -> nobody owns the kernel any more; end it
"""

import argparse
import contextlib
import os
import selectors
import signal
import socket
import sys
import time
import traceback
from dataclasses import dataclass

from wpo.serving.kernels import warming
from wpo.serving.kernels.wire import KernelRequest, receive, send

TIME_TO_END_S = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Kernel:
    """A running fork: its process id, a descriptor that stays its own, and the server's line."""

    pid: int
    pidfd: int
    line: socket.socket


@dataclass(frozen=True, slots=True, kw_only=True)
class Birth:
    """What a fork needs to become a kernel."""

    request: KernelRequest
    line: socket.socket
    parent_pid: int


class Parent:
    """The loop that forks kernels and looks after them.

    Parameters
    ----------
    control
        Connected to the nursery.
    server_pid
        The process of the nursery; when it ends, everything here ends.
    """

    def __init__(self, control: socket.socket, server_pid: int) -> None:
        self.control = control
        self.server = os.pidfd_open(server_pid)
        self.kernels: dict[int, Kernel] = {}
        self.open = True
        self.selector = selectors.DefaultSelector()
        self.selector.register(self.control, selectors.EVENT_READ)
        self.selector.register(self.server, selectors.EVENT_READ)

    def run(self) -> Birth | None:
        """Fork kernels until it is time to end.

        Returns
        -------
        birth
            In every fork: what to become. In the parent itself: ``None``, all kernels have ended.
        """
        while self.open or self.kernels:
            for key, _ in self.selector.select():
                if key.fileobj == self.server:
                    self._end_all()
                    return None
                if key.fileobj is self.control:
                    message, descriptors = receive(self.control)
                    if message is None:
                        self._end_all()
                        return None
                    if "retire" in message:
                        self.open = False
                    elif birth := self._fork(message, descriptors):
                        return birth
                else:
                    self._look_after(key.data, key.fileobj)
        return None

    def _fork(self, message: dict[str, object], descriptors: tuple[int, ...]) -> Birth | None:
        line = socket.socket(fileno=descriptors[0])
        request = KernelRequest.from_message(message)
        parent_pid = os.getpid()
        try:
            pid = os.fork()
        except OSError as problem:
            send(line, {"failed": f"fork: {problem.strerror}"})
            line.close()
            return None
        if pid == 0:
            self._forget()
            return Birth(request=request, line=line, parent_pid=parent_pid)
        kernel = Kernel(pid=pid, pidfd=os.pidfd_open(pid), line=line)
        self.kernels[pid] = kernel
        self.selector.register(kernel.pidfd, selectors.EVENT_READ, kernel)
        self.selector.register(kernel.line, selectors.EVENT_READ, kernel)
        with contextlib.suppress(OSError):  # The server let go already; the cut line will tell.
            send(line, {"pid": pid}, kernel.pidfd)
        return None

    def _forget(self) -> None:
        """Close, in a fork, all that belongs to the parent."""
        self.selector.close()
        self.control.close()
        os.close(self.server)
        for kernel in self.kernels.values():
            os.close(kernel.pidfd)
            kernel.line.close()
        self.kernels.clear()

    def _look_after(self, kernel: Kernel, what: object) -> None:
        if kernel.pid not in self.kernels:
            return  # Both its line and its end came up in one look.
        if what == kernel.pidfd:
            self._bury(kernel)
        else:
            self.selector.unregister(kernel.line)
            _signal(kernel, signal.SIGTERM)

    def _bury(self, kernel: Kernel) -> None:
        _, status = os.waitpid(kernel.pid, 0)
        del self.kernels[kernel.pid]
        with contextlib.suppress(KeyError):
            self.selector.unregister(kernel.line)
        self.selector.unregister(kernel.pidfd)
        os.close(kernel.pidfd)
        with contextlib.suppress(OSError):
            send(kernel.line, {"exit": os.waitstatus_to_exitcode(status)})
        kernel.line.close()

    def _end_all(self) -> None:
        """Ask all kernels to end; kill those that do not in time."""
        for kernel in self.kernels.values():
            _signal(kernel, signal.SIGTERM)
        deadline = time.monotonic() + TIME_TO_END_S
        self.selector.unregister(self.control)
        self.selector.unregister(self.server)
        while self.kernels and (left := deadline - time.monotonic()) > 0:
            for key, _ in self.selector.select(left):
                self._look_after(key.data, key.fileobj)
        for kernel in self.kernels.values():
            _signal(kernel, signal.SIGKILL)


def _signal(kernel: Kernel, signum: int) -> None:
    """Signal a kernel and the processes it started."""
    try:
        os.killpg(kernel.pid, signum)
    except ProcessLookupError:  # So young that it does not lead a group yet.
        with contextlib.suppress(ProcessLookupError):
            os.kill(kernel.pid, signum)


def main() -> None:
    """Warm up, tell the nursery, and fork until it is time to end."""
    parser = argparse.ArgumentParser(description="Warme ouder van kernels; start niet met de hand.")
    parser.add_argument("--control", type=int, required=True, help="descriptor van de nursery")
    parser.add_argument("--server", type=int, required=True, help="proces van de nursery")
    parser.add_argument("modules", nargs="*", help="modules om vooraf te laden")
    options = parser.parse_args()
    control = socket.socket(fileno=options.control)
    control.set_inheritable(False)
    if sys.path[0] == os.getcwd():
        del sys.path[0]  # Put there by -m. A kernel gets its own working directory instead.
    try:
        warming.warm(options.modules)
        from wpo.serving.kernels.child import become_kernel  # noqa: PLC0415 - imports ipykernel
    except BaseException as problem:  # noqa: BLE001 - a module may even call sys.exit
        traceback.print_exc()
        send(control, {"failed": warming.describe(problem)})
        sys.exit(1)
    if reason := warming.why_not_to_fork():
        send(control, {"failed": reason})
        sys.exit(1)
    warming.settle()
    parent = Parent(control, options.server)
    if os.getppid() != options.server:
        sys.exit(1)  # The server ended meanwhile.
    send(control, {"ready": True})
    if birth := parent.run():
        become_kernel(birth.request, birth.line, birth.parent_pid)


if __name__ == "__main__":
    main()
