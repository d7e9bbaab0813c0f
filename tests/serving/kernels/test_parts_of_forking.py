"""The small parts of forking: messages, fingerprints, and what a parent checks."""

import json
import os
import socket
from pathlib import Path

import pytest

from wpo.serving.kernels import warming
from wpo.serving.kernels.process import await_birth
from wpo.serving.kernels.provisioner import NAME
from wpo.serving.kernels.warm_parent import why_not_here
from wpo.serving.kernels.watching import fingerprint
from wpo.serving.kernels.wire import KernelRequest, has_news, pair, receive, send

SPEC = Path("wpo/serving/kernels/jupyter/kernels/wpo/kernel.json")


def test_message_arrives_whole() -> None:
    """A message arrives as it was sent, also when another one follows at once."""
    here, there = pair()
    with here, there:
        send(here, {"pid": 1})
        send(here, {"exit": "é"})

        assert receive(there) == ({"pid": 1}, ())
        assert receive(there) == ({"exit": "é"}, ())


def test_descriptor_travels() -> None:
    """An open file can be sent along, and is not inherited by programs."""
    here, there = pair()
    reading, writing = os.pipe()
    with here, there:
        send(here, {"pid": 1}, writing)
        _, (copy,) = receive(there)
        os.write(copy, b"hello")
        inherited = os.get_inheritable(copy)
        text = os.read(reading, 9)
    for descriptor in (reading, writing, copy):
        os.close(descriptor)

    assert text == b"hello"
    assert not inherited


def test_end_of_line() -> None:
    """A line that the other side has cut says so."""
    here, there = pair()
    with there:
        silent = has_news(there.fileno())
        here.close()

        assert not silent
        assert has_news(there.fileno())
        assert receive(there) == (None, ())


def test_request_survives_the_wire() -> None:
    """A request is the same after it was sent."""
    request = KernelRequest(arguments=("-f", "x.json"), env={"A": "é"}, cwd="/tmp")
    copy = KernelRequest.from_message(json.loads(json.dumps(request.to_message())))

    assert copy == request


@pytest.mark.parametrize(
    ("message", "outcome"),
    [
        ({"failed": "fork: geen geheugen"}, "fork: geen geheugen"),
        ({"exit": 1}, "de kernel stopte meteen (code 1)"),
        (None, None),
    ],
)
def test_no_birth(message: dict[str, object] | None, outcome: str | None) -> None:
    """A kernel that did not come to life is told from a parent that is gone."""
    here, there = pair()
    with there:
        if message:
            send(there, message)
        else:
            there.shutdown(socket.SHUT_RDWR)

        assert await_birth(here) == outcome


def test_fingerprint_notices(tmp_path: Path) -> None:
    """The fingerprint changes when a watched file is written, made or removed; not otherwise."""
    patterns = [f"{tmp_path}/**/*.py"]
    seen = [fingerprint(patterns)]
    for change in (
        (tmp_path / "deep").mkdir,
        lambda: (tmp_path / "deep" / "other.txt").write_text("x"),
        lambda: (tmp_path / "deep" / "a.py").write_text("x"),
        lambda: (tmp_path / "deep" / "a.py").write_text("xy"),
        lambda: os.utime(tmp_path / "deep" / "a.py", (1, 1)),
        (tmp_path / "deep" / "a.py").unlink,
    ):
        change()
        seen.append(fingerprint(patterns))

    assert len(set(seen[:3])) == 1
    assert len(set(seen[2:6])) == 4
    assert seen[6] == seen[0]


def test_this_system_can_fork() -> None:
    """On a Linux system nothing is missing."""
    assert why_not_here() is None


def test_mistake_is_described() -> None:
    """A mistake is described in one line with its place."""
    with pytest.raises(ZeroDivisionError) as caught:
        1 / 0  # noqa: B018

    description = warming.describe(caught.value)
    assert description.startswith("ZeroDivisionError: division by zero (")
    assert f"{Path(__file__).name}, regel " in description


def test_kernelspec_names_the_provisioner() -> None:
    """The kernel specification in the package asks for this provisioner."""
    spec = json.loads(SPEC.read_text())

    assert spec["metadata"]["kernel_provisioner"]["provisioner_name"] == NAME
    assert spec["argv"][:3] == ["python", "-m", "ipykernel_launcher"]
