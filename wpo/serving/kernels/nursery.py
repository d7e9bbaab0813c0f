r"""Keeps a warm parent at hand: starts it, watches it and replaces it.

::

    no parent --start--> ready --code or content changed--> retired (serves its running kernels)
        ^                  |                                    \-> another parent is started
        |                  \-- killed --> another parent is started at the next request
        \-- failed: ordinary kernels until code or content changes, or a minute has passed

One nursery per process and settings (:func:`nursery_for`); it may be used from any thread.
"""

import contextlib
import functools
import logging
import os
import socket
import threading
import time

from wpo.serving.kernels.process import ForkedProcess, await_birth
from wpo.serving.kernels.warm_parent import NoWarmParent, ParentSettings, WarmParent
from wpo.serving.kernels.watching import fingerprint
from wpo.serving.kernels.wire import KernelRequest, pair

log = logging.getLogger(__name__)

LOOK_AGAIN_S = 1.0
TRY_AGAIN_S = 60.0


class Nursery:
    """Forks kernels from a warm parent that knows the present code and content.

    Parameters
    ----------
    settings
        What the parent should know.
    """

    def __init__(self, settings: ParentSettings) -> None:
        self.settings = settings
        self._lock = threading.Lock()
        self._parent: WarmParent | None = None
        self._retired: list[WarmParent] = []
        self._failure = ""
        self._failed_at_s = 0.0
        self._fingerprint = ""
        self._looked_at_s = float("-inf")

    @property
    def parent_pid(self) -> int | None:
        """The process that forks at present."""
        return self._parent.pid if self._parent else None

    def fork(self, request: KernelRequest) -> ForkedProcess:
        """Return a new kernel that listens to its clients. Blocks: call it from a thread.

        Parameters
        ----------
        request
            What the kernel should be.

        Raises
        ------
        NoWarmParent
            When forking is not possible; the message says why, in Dutch.
        """
        for _ in range(2):  # That a parent was killed shows by asking it; then ask the next one.
            line = self._ask(request)
            match await_birth(line) if line else None:
                case ForkedProcess() as process:
                    return process
                case str(reason):
                    raise NoWarmParent(reason)
        raise NoWarmParent("de warme ouder stopte twee keer tijdens het starten van een kernel")

    def warm_up(self) -> None:
        """Start the parent, so that the first request need not wait for it. Blocks.

        Raises
        ------
        NoWarmParent
            When forking is not possible; the message says why, in Dutch.
        """
        with self._lock:
            self._ready_parent()

    def close(self) -> None:
        """End all parents, and thereby all their kernels."""
        with self._lock:
            parents = [*self._retired, *([self._parent] if self._parent else [])]
            self._parent, self._retired = None, []
            self._failure, self._looked_at_s = "", float("-inf")
        for parent in parents:
            parent.close()

    def _ask(self, request: KernelRequest) -> socket.socket | None:
        """Ask for a kernel; return our end of its line, or ``None`` when the parent just ended."""
        ours, theirs = pair()
        with contextlib.ExitStack() as unless_asked, theirs:
            unless_asked.enter_context(ours)
            with self._lock:
                try:
                    self._ready_parent().ask(request, theirs)
                except (BrokenPipeError, ConnectionResetError):
                    return None
            unless_asked.pop_all()
        return ours

    def _ready_parent(self) -> WarmParent:
        self._notice_changes()
        self._notice_end()
        if self._parent is None:
            self._refuse_in_vain()
            try:
                self._parent = WarmParent(self.settings)
            except (NoWarmParent, OSError) as problem:
                self._failure = getattr(problem, "message", str(problem))
                self._failed_at_s = time.monotonic()
                raise NoWarmParent(self._failure) from problem
        return self._parent

    def _refuse_in_vain(self) -> None:
        """Refuse when starting a parent failed a moment ago and nothing has changed since."""
        if self._failure and time.monotonic() - self._failed_at_s < TRY_AGAIN_S:
            raise NoWarmParent(self._failure)

    def _notice_end(self) -> None:
        if self._parent and self._parent.has_ended:
            code = self._parent.close()
            log.warning("De warme ouder van de kernels stopte (code %s); er komt een nieuwe.", code)
            self._parent = None

    def _notice_changes(self) -> None:
        now_s = time.monotonic()
        if now_s - self._looked_at_s < LOOK_AGAIN_S:
            return
        self._looked_at_s = now_s
        self._bury_retired()
        seen = fingerprint(self.settings.watched)
        if seen == self._fingerprint:
            return
        self._fingerprint, self._failure = seen, ""
        if self._parent:
            log.info("Code of inhoud is veranderd: nieuwe kernels komen van een nieuwe ouder.")
            self._parent.retire()
            self._retired.append(self._parent)
            self._parent = None

    def _bury_retired(self) -> None:
        for parent in [parent for parent in self._retired if parent.has_ended]:
            parent.close()
            self._retired.remove(parent)


@functools.cache
def _nursery(settings: ParentSettings, _pid: int) -> Nursery:
    return Nursery(settings)


def nursery_for(settings: ParentSettings) -> Nursery:
    """Return the nursery of this process for `settings`; always the same one."""
    return _nursery(settings, os.getpid())  # A fork of the server gets its own.


def warm_up_soon(*nurseries: Nursery) -> None:
    """Start their parents in the background, one after another; a failure is logged."""
    threading.Thread(target=_warm_up_each, args=nurseries, name="nursery", daemon=True).start()


def _warm_up_each(*nurseries: Nursery) -> None:
    for nursery in nurseries:
        try:
            nursery.warm_up()
        except NoWarmParent as problem:
            log.warning("Kernels starten gewoon en dus langzaam: %s", problem)
