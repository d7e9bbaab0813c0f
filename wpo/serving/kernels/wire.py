"""What is said between the server, the warm parent and the kernels.

All talk goes over pairs of connected ``AF_UNIX`` sockets that have no name in the file system:
nobody else can listen in or ask for a kernel. ``SOCK_SEQPACKET`` keeps messages whole: one send
is one receive, and an empty receive means that the other side is gone. A message is one JSON
object::

    control   server -> parent   a KernelRequest, with the parent's end of a new line
              server -> parent   {"retire": true}
              parent -> server   {"ready": true}   or   {"failed": reason}
    line      parent -> server   {"pid": number}, with a pidfd   or   {"failed": reason}
              kernel -> server   {"listening": true}
              parent -> server   {"exit": code}
"""

import json
import os
import select
import socket
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

LARGEST_MESSAGE_BYTES = 1 << 20

Message = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class KernelRequest:
    """A kernel that somebody wants to have.

    Parameters
    ----------
    arguments
        What follows ``python -m ipykernel_launcher`` on the command line of an ordinary kernel.
    env
        The whole environment of the kernel; nothing of the server or the parent is added.
    cwd
        The directory to start in.
    """

    arguments: tuple[str, ...]
    env: Mapping[str, str]
    cwd: str

    def to_message(self) -> Message:
        """Return the request as a JSON object."""
        return asdict(self)

    @classmethod
    def from_message(cls, message: Message) -> "KernelRequest":
        """Read the request from a JSON object."""
        return cls(arguments=tuple(message["arguments"]), env=message["env"], cwd=message["cwd"])


def pair() -> tuple[socket.socket, socket.socket]:
    """Return two connected sockets that no other process can reach."""
    return socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)


def send(line: socket.socket, message: Message, *descriptors: int) -> None:
    """Send one message, and with it the open files that `descriptors` name."""
    socket.send_fds(line, [json.dumps(message).encode()], descriptors)


def receive(line: socket.socket) -> tuple[Message | None, tuple[int, ...]]:
    """Receive one message and the open files that came with it.

    Returns
    -------
    message
        ``None`` when the other side is gone.
    descriptors
        The open files; the receiver has to close them.

    Raises
    ------
    BlockingIOError, TimeoutError
        When nothing has arrived (in time).
    """
    try:
        raw, descriptors, _, _ = socket.recv_fds(line, LARGEST_MESSAGE_BYTES, 1)
    except ConnectionResetError:
        return None, ()
    for descriptor in descriptors:
        os.set_inheritable(descriptor, False)  # Python 3.11 forgets that for received ones.
    return (json.loads(raw) if raw else None), tuple(descriptors)


def has_news(descriptor: int) -> bool:
    """Tell whether a line was cut or has a message, or whether the process of a pidfd ended."""
    poller = select.poll()
    poller.register(descriptor, select.POLLIN)
    return bool(poller.poll(0))
