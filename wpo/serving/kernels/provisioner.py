"""What jupyter_client calls to start and stop kernels."""

import asyncio
import os
import sys
from importlib.metadata import EntryPoint
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.localinterfaces import localhost
from jupyter_client.provisioning.factory import KernelProvisionerFactory
from jupyter_client.provisioning.local_provisioner import LocalProvisioner
from traitlets import Bool, Dict, Float, List, Unicode

from wpo.serving.kernels.nursery import Nursery, nursery_for
from wpo.serving.kernels.warm_parent import NoWarmParent, ParentSettings
from wpo.serving.kernels.wire import KernelRequest

NAME = "wpo-forked"
ROOM = "WPO_ROOM"  # says in the environment of a kernel from which parent it comes
DEFAULTS = ParentSettings()
LONGEST_SOCKET_PATH = 107 - len("-5")  # Of a Linux socket, less what jupyter_client appends.


class ForkedKernelProvisioner(LocalProvisioner):
    """Starts Python kernels by forking a warm parent, and others in the ordinary way.

    A forked kernel is held as a ``ForkedProcess``, which looks like the ``Popen`` of an ordinary
    one, so all but the start is inherited. See :class:`ParentSettings` for the traits.
    """

    preload = List(
        Unicode(), list(DEFAULTS.preload), help="Modules die de warme ouder vooraf laadt."
    ).tag(config=True)
    watched = List(
        Unicode(), list(DEFAULTS.watched), help="Bestanden die de ouder verouderd maken (glob)."
    ).tag(config=True)
    parent_env = Dict(
        value_trait=Unicode(), key_trait=Unicode(), help="Extra omgeving van de ouder."
    ).tag(config=True)
    start_timeout_s = Float(
        DEFAULTS.start_timeout_s, help="Hoe lang het opwarmen mag duren, in seconden."
    ).tag(config=True)

    private_sockets = Bool(
        True, help="Praat met kernels over bestanden in plaats van netwerkpoorten, waar dat kan."
    ).tag(config=True)

    rooms = Dict(
        help="Kernels met WPO_ROOM=<naam> in hun omgeving komen van een eigen warme ouder, die pas "
        "start als er een is gevraagd: per naam wat die nog meer kent (preload, watched, env)."
    ).tag(config=True)

    @property
    def nursery(self) -> Nursery:
        """The nursery for the settings of this provisioner; shared by all that have the same."""
        return self.nursery_of(None)

    def nursery_of(self, room: str | None) -> Nursery:
        """Return the nursery of a room (see ``rooms``); without one, that of all other kernels."""
        more: dict[str, Any] = self.rooms.get(room or "", {})
        env = {**self.parent_env, **more.get("env", {})}
        return nursery_for(
            ParentSettings(
                preload=(*self.preload, *more.get("preload", ())),
                watched=(*self.watched, *more.get("watched", ())),
                env=tuple(sorted(env.items())),
                start_timeout_s=self.start_timeout_s,
            )
        )

    async def pre_launch(self, **kwargs: Any) -> dict[str, Any]:
        """Choose where the kernel will listen, and prepare its start."""
        if self.private_sockets and self.parent:
            _prefer_private_sockets(self.parent)
        return await super().pre_launch(**kwargs)

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Fork a kernel; if that is impossible, log why and start an ordinary one.

        Parameters
        ----------
        cmd
            Command line of an ordinary kernel.
        **kwargs
            Its ``env`` and ``cwd``; whatever else an ordinary kernel gets.
        """
        try:
            request = _as_request(cmd, kwargs)
            nursery = self.nursery_of(request.env.get(ROOM))
            process = await asyncio.to_thread(nursery.fork, request)
        except Exception as problem:  # noqa: BLE001 - a slow kernel is better than none
            self.log.warning("Deze kernel start gewoon en dus langzaam: %s", problem)
            return await super().launch_kernel(cmd, **kwargs)
        self.process = process  # type: ignore[assignment]
        self.pid = process.pid
        self.pgid = None  # So that signals go through ForkedProcess, which minds reused numbers.
        self.cwd = request.cwd
        return self.connection_info

    async def kill(self, restart: bool = False) -> None:
        """End the kernel, and give it a moment to be gone."""
        await super().kill(restart)
        await self._await_end(0.5)

    async def shutdown_requested(self, restart: bool = False) -> None:
        """Give a kernel that was asked to stop a moment; its manager looks only every 0.1 s."""
        await super().shutdown_requested(restart)
        await self._await_end(0.1)

    async def _await_end(self, patience_s: float) -> None:
        for _ in range(int(patience_s / 0.005)):
            if await self.poll() is not None:
                return
            await asyncio.sleep(0.005)


def register() -> None:
    """Make the provisioner known in this process, for when the package is not installed.

    An installed package does the same by its entry point.
    """
    KernelProvisionerFactory.provisioners[NAME] = EntryPoint(
        name=NAME,
        value=f"{__name__}:{ForkedKernelProvisioner.__name__}",
        group=KernelProvisionerFactory.GROUP_NAME,
    )


def _prefer_private_sockets(manager: Any) -> None:
    """Let a kernel listen on socket files instead of TCP ports, unless somebody chose otherwise.

    jupyter_client picks free TCP ports long before the kernel binds them. When many kernels start
    at once another process may have taken one meanwhile, and the kernel dies. A socket file next
    to the connection file is the kernel's own, and only its user can connect.
    """
    path = os.path.splitext(manager.connection_file)[0]
    is_untouched = manager.transport == "tcp" and manager.ip == localhost()
    if path and is_untouched and not manager.shell_port and len(path) <= LONGEST_SOCKET_PATH:
        manager.transport = "ipc"
        manager.ip = path


def _as_request(cmd: list[str], kwargs: dict[str, Any]) -> KernelRequest:
    match cmd:
        case [sys.executable, "-m", "ipykernel_launcher" | "ipykernel", *arguments]:
            env = {str(name): str(value) for name, value in kwargs["env"].items()}
            cwd = str(kwargs.get("cwd") or os.getcwd())
            return KernelRequest(arguments=tuple(arguments), env=env, cwd=cwd)
        case _:
            raise NoWarmParent(f"dit is geen gewone Python-kernel: {' '.join(cmd[:4])}")
