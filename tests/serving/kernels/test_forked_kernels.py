"""What a notebook may expect of a forked kernel."""

import asyncio
import json
import os
import signal
import sys
from pathlib import Path
from typing import Any

import pytest
from jupyter_client.asynchronous.client import AsyncKernelClient
from jupyter_client.manager import AsyncKernelManager

from wpo.serving.kernels import provisioner

SET_BY_IPYTHON = {
    *("TERM", "CLICOLOR", "FORCE_COLOR", "CLICOLOR_FORCE", "PAGER", "GIT_PAGER", "MPLBACKEND"),
}


def test_cell_runs(kernels: Any) -> None:
    """A forked kernel runs a cell and returns its value."""
    outcome = kernels.start().run("6 * 7")

    assert outcome.reply["status"] == "ok"
    assert outcome.contents("execute_result")[0]["data"]["text/plain"] == "42"


def test_it_is_forked(kernels: Any) -> None:
    """The parent of a kernel is the warm parent, which has imported the modules beforehand."""
    kernel = kernels.start()
    seen = kernel.text(
        "import os, sys; print(os.getppid(), {'ipywidgets', 'anywidget'} <= set(sys.modules))"
    )

    assert seen == f"{kernel.nursery.parent_pid} True"


def test_nothing_left_to_import(house: Any, module: Any) -> None:
    """A kernel imports nothing for its first cell: the parent had it all."""
    module(
        "recorder",
        "import os, sys\nbefore = set()\n"
        "os.register_at_fork(after_in_child=lambda: before.update(sys.modules))\n",
    )
    kernel = house(preload=["ipywidgets", "anywidget", "recorder"]).start()
    late = kernel.text("import recorder, sys; print(sorted(set(sys.modules) - recorder.before))")

    assert late == "[]"


def test_environment_is_what_was_given(
    house: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A kernel has the environment it was given, and no secret of the server anywhere."""
    monkeypatch.setenv("WPO_SECRET", "do-not-tell")
    given = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "WPO_ROLE": "coach"}
    kernel = house().start(env=given)
    env = json.loads(kernel.text("import json, os; print(json.dumps(dict(os.environ)))"))
    first = kernel.text("print(open('/proc/self/environ').read())")

    assert {name: env[name] for name in set(env) - SET_BY_IPYTHON} == given
    assert "do-not-tell" not in first


def test_working_directory(kernels: Any, tmp_path: Path) -> None:
    """A kernel starts in the directory it was given and finds modules there."""
    (tmp_path / "neighbour.py").write_text("name = 'next door'")
    seen = kernels.start(cwd=tmp_path).text(
        "import os, neighbour; print(os.getcwd(), neighbour.name)"
    )

    assert seen == f"{tmp_path} next door"


def test_search_path(kernels: Any, tmp_path: Path) -> None:
    """A kernel finds modules on the PYTHONPATH it was given."""
    (tmp_path / "far.py").write_text("name = 'far away'")
    env = {"PATH": os.environ["PATH"], "PYTHONPATH": str(tmp_path)}

    assert kernels.start(env=env).text("import far; print(far.name)") == "far away"


def test_standard_input_is_empty(kernels: Any) -> None:
    """A kernel cannot read what is typed at the server."""
    assert kernels.start().text("import os; print(os.readlink('/proc/self/fd/0'))") == "/dev/null"


def test_kernels_are_apart(kernels: Any) -> None:
    """Two kernels share no variables, no session and no random numbers."""
    one, other = kernels.start(), kernels.start()
    one.run("x = 1")
    code = (
        "import random, uuid; print(random.random(), uuid.uuid4());"
        "print(get_ipython().kernel.session.session)"
    )
    numbers = set(one.text(code).split()) & set(other.text(code).split())

    assert other.text("print('x' in globals())") == "False"
    assert numbers == set()


def test_interrupt(kernels: Any) -> None:
    """An interrupt stops the cell, not the kernel."""
    kernel = kernels.start()
    question = kernel.client.execute(
        "print('be' + 'gun', flush=True)\nimport time\ntime.sleep(600)", stop_on_error=False
    )
    kernel.await_output("begun")
    kernel.manager.interrupt_kernel()

    assert kernel.outcome_of(question)["ename"] == "KeyboardInterrupt"
    assert kernel.text("print('alive')") == "alive"


@pytest.mark.parametrize(
    ("end", "code"),
    [("import os; os._exit(3)", 3), ("import os; os.kill(os.getpid(), 9)", -9)],
)
def test_crash(kernels: Any, gone: Any, end: str, code: int) -> None:
    """A kernel that crashes is noticed with its exit code, and can be restarted."""
    kernel = kernels.start()
    crashed = kernel.pid
    kernel.client.execute(end)
    ended = gone(crashed)
    seen = asyncio.run(_exit_code(kernel.manager.provisioner))
    kernel.manager.restart_kernel(now=True)
    kernel.reconnect()

    assert ended
    assert seen == code
    assert kernel.pid != crashed
    assert kernel.text("print('again')") == "again"


async def _exit_code(held: provisioner.ForkedKernelProvisioner) -> int | None:
    while await held.poll() is None:
        await asyncio.sleep(0.01)
    return await held.poll()


def test_orderly_shutdown(kernels: Any, gone: Any) -> None:
    """A kernel that is asked to stop runs its exit functions and is gone."""
    kernel = kernels.start()
    kernel.run("import atexit, sys; atexit.register(open('left', 'w').write, 'bye')")
    where = Path(kernel.text("import os; print(os.getcwd())")) / "left"
    pid = kernel.pid
    kernel.manager.shutdown_kernel()
    left = where.read_text()
    where.unlink()

    assert gone(pid)
    assert left == "bye"
    assert not kernel.manager.has_kernel


def test_restart_forgets(kernels: Any) -> None:
    """A restarted kernel is a new process without the old variables, on the same ports."""
    kernel = kernels.start()
    kernel.run("x = 1")
    first = kernel.pid
    kernel.manager.restart_kernel()
    kernel.reconnect()

    assert kernel.text("print('x' in globals())") == "False"
    assert kernel.pid != first


def test_stubborn_kernel_is_killed(kernels: Any, gone: Any) -> None:
    """A kernel that ignores every request to end is killed, with the processes it started."""
    kernel = kernels.start()
    kernel.run("import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN)")
    child = int(
        kernel.text("import subprocess; p = subprocess.Popen(['sleep', '600']); print(p.pid)")
    )
    kernel.manager.shutdown_kernel(now=True)

    assert gone(kernel.pid or child, child)


def test_streams(kernels: Any) -> None:
    """What a cell and its subprocesses write arrives on the stream they wrote it to."""
    kernel = kernels.start()
    outcome = kernel.run("import sys; print('out'); print('err', file=sys.stderr)")
    low_level = kernel.run("import os, time; os.system('echo from a shell'); time.sleep(0.5)")

    assert outcome.stream() == "out\n"
    assert outcome.stream("stderr") == "err\n"
    assert "from a shell" in low_level.stream()


def test_rich_output(kernels: Any) -> None:
    """A cell can show HTML."""
    outcome = kernels.start().run(
        "from IPython.display import HTML, display; display(HTML('<p>hi'))"
    )

    assert outcome.contents("display_data")[0]["data"]["text/html"] == "<p>hi"


def test_errors(kernels: Any) -> None:
    """An error in a cell comes back with its name."""
    assert kernels.start().run("1 / 0").reply["ename"] == "ZeroDivisionError"


def test_widgets(kernels: Any) -> None:
    """A widget tells the browser what it is, and hears what the browser changes."""
    kernel = kernels.start()
    made = kernel.run("import ipywidgets; s = ipywidgets.IntSlider(3); print(s.comm.comm_id)")
    update = {"method": "update", "state": {"value": 7}, "buffer_paths": []}
    _to_comm(kernel, "comm_msg", {"comm_id": made.stream().strip(), "data": update})
    opened = {comm["comm_id"] for comm in made.contents("comm_open")}

    assert made.stream().strip() in opened
    assert kernel.text("print(s.value)") == "7"


def test_browser_opens_comm(kernels: Any) -> None:
    """A browser that joins later can ask a kernel for the state of all its widgets."""
    kernel = kernels.start()
    kernel.run("import ipywidgets; s = ipywidgets.IntSlider(3)")
    opening = {"comm_id": "c1", "target_name": "jupyter.widget.control", "data": {}}
    _to_comm(kernel, "comm_open", opening, {"version": "1.0.0"})
    _to_comm(kernel, "comm_msg", {"comm_id": "c1", "data": {"method": "request_states"}})

    kernel.await_output("update_states")


def _to_comm(
    kernel: Any, kind: str, content: dict[str, Any], metadata: dict[str, Any] | None = None
) -> None:
    message = kernel.client.session.msg(kind, content, metadata=metadata)
    kernel.client.shell_channel.send(message)


def test_extra_arguments(kernels: Any) -> None:
    """A kernel obeys the options on the command line of its specification."""
    argv = [
        *(sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"),
        "--InteractiveShell.cache_size=7",
    ]
    kernel = kernels.start(argv=argv)

    assert kernel.text("print(get_ipython().cache_size)") == "7"
    assert kernel.text("import os; print(os.getppid())") == str(kernel.nursery.parent_pid)


def test_many_at_once(kernels: Any) -> None:
    """Eight kernels that are started at the same moment all run their cell."""

    async def one(number: int) -> str:
        manager = AsyncKernelManager(connection_file=str(kernels.place / f"many-{number}.json"))
        manager.kernel_spec.metadata[  # type: ignore[union-attr]
            "kernel_provisioner"
        ] = {
            "provisioner_name": provisioner.NAME,
            "config": kernels.config,
        }
        await manager.start_kernel()
        client: AsyncKernelClient = manager.client()
        client.start_channels()
        await client.wait_for_ready(timeout=60)
        texts: list[str] = []
        await client.execute_interactive(
            f"print({number})", output_hook=lambda m: texts.append(m["content"].get("text", ""))
        )
        client.stop_channels()
        await manager.shutdown_kernel(now=True)
        return "".join(texts).strip()

    async def all_of_them() -> list[str]:
        return await asyncio.gather(*map(one, range(8)))

    assert asyncio.run(all_of_them()) == [str(number) for number in range(8)]


def test_process_of_its_own(kernels: Any) -> None:
    """A kernel leads its own session and holds no descriptor of its sisters or its parent."""
    kernels.start()
    kernel = kernels.start()
    code = (
        "import os; print(os.getsid(0) == os.getpid());"
        "print([d for d in os.listdir('/proc/self/fd') if os.path.exists(f'/proc/self/fd/{d}')"
        " and 'pidfd' in os.readlink(f'/proc/self/fd/{d}')])"
    )

    assert kernel.text(code) == "True\n[]"


def test_abandoned_kernel_ends(kernels: Any, gone: Any) -> None:
    """A kernel that nobody holds any more ends."""
    kernel = kernels.start()
    pid = kernel.pid
    kernel.manager.provisioner.process = None

    assert gone(pid)


def test_terminate(kernels: Any, gone: Any) -> None:
    """A kernel can be asked to end by a signal."""
    kernel = kernels.start()
    kernel.manager.signal_kernel(signal.SIGTERM)

    assert gone(kernel.pid)


def test_private_sockets(kernels: Any) -> None:
    """A kernel listens on socket files that others may not open, and leaves none behind."""
    kernel = kernels.start()
    sockets = list(kernels.place.glob(f"{Path(kernel.manager.ip).name}-*"))
    modes = {socket.stat().st_mode & 0o022 for socket in sockets}
    kernel.manager.shutdown_kernel(now=True)

    assert kernel.manager.transport == "ipc"
    assert len(sockets) == 5
    assert modes == {0}
    assert not any(socket.exists() for socket in sockets)


def test_chosen_transport_stays(house: Any) -> None:
    """Where somebody does not want socket files, or the path is too long, a kernel uses ports."""
    refused, long = house(private_sockets=False), house()
    long.place = long.place / ("x" * 100)
    long.place.mkdir()
    kinds = [(k.manager.transport, k.text("print(1)")) for k in (refused.start(), long.start())]

    assert kinds == [("tcp", "1"), ("tcp", "1")]
