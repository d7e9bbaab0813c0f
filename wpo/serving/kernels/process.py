"""The server's handle on one forked kernel. It looks like :class:`subprocess.Popen`."""

import contextlib
import os
import signal
import socket
import threading
import time

from wpo.serving.kernels.wire import has_news, receive

TIME_TO_LISTEN_S = 20.0


class ForkedProcess:
    """A process that the warm parent forked for us.

    The parent reaps the process and tells its exit code over the line. The pidfd stays this
    process's own, so a signal can never hit another process that got the same number later.
    When this object is dropped its line is cut, and the parent ends the kernel.

    Parameters
    ----------
    pid
        Number of the process and of its process group.
    pidfd
        Descriptor of the process; closed by this object.
    line
        Socket to the parent; closed by this object.
    """

    stdin = stdout = stderr = None  # jupyter_client closes those of a Popen.

    def __init__(self, *, pid: int, pidfd: int, line: socket.socket) -> None:
        self.pid = pid
        self.returncode: int | None = None
        self._pidfd = pidfd
        self._line = line
        self._lock = threading.Lock()
        line.setblocking(False)

    def poll(self) -> int | None:
        """Return the exit code, minus the signal if one ended it; ``None`` while it runs."""
        with self._lock:
            while self.returncode is None:
                try:
                    message, _ = receive(self._line)
                except BlockingIOError:
                    return None
                if message is None and not has_news(self._pidfd):
                    return None  # The parent is gone; the system is ending the kernel.
                if message is None or "exit" in message:
                    code = message["exit"] if message else -signal.SIGKILL
                    self._close(code)
            return self.returncode

    def wait(self) -> int:
        """Return the exit code as soon as there is one."""
        while (code := self.poll()) is None:
            time.sleep(0.005)
        return code

    def send_signal(self, signum: int) -> None:
        """Signal the kernel and the processes it started, unless it has ended."""
        with self._lock:
            if self.returncode is not None or has_news(self._pidfd):
                return
            try:
                os.killpg(self.pid, signum)
            except ProcessLookupError:  # So young that it does not lead a group yet.
                with contextlib.suppress(ProcessLookupError):
                    signal.pidfd_send_signal(self._pidfd, signum)

    def terminate(self) -> None:
        """Ask the kernel to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """End the kernel."""
        self.send_signal(signal.SIGKILL)

    def _close(self, code: int) -> None:
        self.returncode = code
        self._line.close()
        os.close(self._pidfd)

    def __del__(self) -> None:
        """Let go of the kernel; the parent then ends it."""
        if self.returncode is None:
            self._close(-signal.SIGTERM)


def await_birth(line: socket.socket) -> ForkedProcess | str | None:
    """Wait until a kernel that was asked for listens.

    Parameters
    ----------
    line
        Our end of the line that went with the request; the process, if any, takes it over.

    Returns
    -------
    outcome
        The process; or the Dutch reason why there is none; or ``None`` when the parent is gone.
        A kernel that takes too long is returned as it is: its clients keep trying to connect.
    """
    line.settimeout(TIME_TO_LISTEN_S)
    pid, pidfd, listens = 0, -1, False
    try:
        while not (pid and listens):
            message, descriptors = receive(line)
            match message:
                case {"pid": int(pid)}:
                    pidfd = descriptors[0]
                case {"listening": True}:
                    listens = True
                case {"failed": str(reason)}:
                    return _give_up(line, pidfd, reason)
                case {"exit": int(code)}:
                    return _give_up(line, pidfd, f"de kernel stopte meteen (code {code})")
                case _:
                    _give_up(line, pidfd, "")
                    return None
    except TimeoutError:
        if not pid:
            return _give_up(line, pidfd, f"geen antwoord binnen {TIME_TO_LISTEN_S:.0f} seconden")
    return ForkedProcess(pid=pid, pidfd=pidfd, line=line)


def _give_up(line: socket.socket, pidfd: int, reason: str) -> str:
    line.close()
    if pidfd >= 0:
        os.close(pidfd)
    return reason
