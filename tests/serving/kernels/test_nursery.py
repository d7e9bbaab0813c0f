"""How the nursery keeps a warm parent at hand, and what happens when it cannot."""

import logging
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from wpo.serving.kernels import nursery as nursery_module
from wpo.serving.kernels.nursery import nursery_for, warm_up_soon
from wpo.serving.kernels.warm_parent import NoWarmParent, ParentSettings

FATHER = "import os; print(os.getppid())"
ORDINARY = "Deze kernel start gewoon en dus langzaam"


def test_killed_parent_is_replaced(house: Any, gone: Any) -> None:
    """When the parent is killed its kernels end, and the next request gets another parent."""
    here = house()
    kernel = here.start()
    first = kernel.nursery.parent_pid
    os.kill(first, 9)
    ended = gone(first, kernel.pid)
    second = here.start()

    assert ended
    assert not kernel.manager.is_alive()
    assert second.text(FATHER) == str(second.nursery.parent_pid) != str(first)


def test_kernel_of_killed_parent_restarts(house: Any, gone: Any) -> None:
    """A kernel that ended with its parent can be restarted from the next parent."""
    kernel = house().start()
    os.kill(kernel.nursery.parent_pid, 9)
    ended = gone(kernel.pid)
    kernel.manager.restart_kernel(now=True)
    kernel.reconnect()

    assert ended
    assert kernel.text(FATHER) == str(kernel.nursery.parent_pid)


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("def broken(:\n", "SyntaxError"),
        ("plan = {}\nplan['x']\n", "KeyError: 'x'"),
        ("raise SystemExit('weg')\n", "weg"),
        ("import os; os._exit(5)\n", "gestopt met code 5"),
        (
            "import threading, time; threading.Thread(target=time.sleep, args=(9,)).start()",
            "threads",
        ),
        ("import ipywidgets; button = ipywidgets.Button()", "widgets"),
    ],
)
def test_broken_preload(
    house: Any, module: Any, caplog: pytest.LogCaptureFixture, code: str, reason: str
) -> None:
    """When the parent cannot start, the log says why and the user gets an ordinary kernel."""
    module("faulty", code)
    with caplog.at_level(logging.WARNING):
        kernel = house(preload=["faulty"]).start()

    assert kernel.text(FATHER) == str(os.getpid())
    assert ORDINARY in caplog.text
    assert reason in caplog.text


def test_slow_preload(house: Any, module: Any, caplog: pytest.LogCaptureFixture) -> None:
    """A parent that takes too long to warm up keeps nobody waiting."""
    module("slow", "import time; time.sleep(600)")
    kernel = house(preload=["slow"], start_timeout_s=0.5).start()

    assert kernel.text(FATHER) == str(os.getpid())
    assert "niet klaar binnen 0.5 seconden" in caplog.text


def test_place_of_mistake(house: Any, module: Any, caplog: pytest.LogCaptureFixture) -> None:
    """The log names the file and the line of the mistake that keeps the parent from starting."""
    path = module("faulty", "plan = {}\n\nplan['x']\n")
    house(preload=["faulty"]).start()

    assert f"{path}, regel 3" in caplog.text


def test_repair(house: Any, module: Any) -> None:
    """A failed parent is tried again as soon as the mistake is repaired."""
    path = module("faulty", "1 / 0")
    here = house(preload=["faulty"], watched=[str(path.parent / "*.py")])
    slow = here.start()
    refused = slow.nursery.parent_pid
    path.write_text("answer = 'repaired'")
    time.sleep(nursery_module.LOOK_AGAIN_S)
    fast = here.start()

    assert refused is None
    assert fast.text(FATHER) == str(fast.nursery.parent_pid)
    assert fast.text("import faulty; print(faulty.answer)") == "repaired"


def test_failure_is_not_repeated(house: Any, module: Any, tmp_path: Path) -> None:
    """As long as nothing changes, a failed start is not tried for every kernel."""
    module("faulty", f"open({str(tmp_path / 'tries')!r}, 'a').write('x'); 1 / 0")
    here = house(preload=["faulty"])
    here.start()
    here.start()

    assert (tmp_path / "tries").read_text() == "x"


def test_changed_content(house: Any, module: Any, tmp_path: Path, gone: Any) -> None:
    """After a change new kernels know the new content, and old ones keep running."""
    content = tmp_path / "watched" / "deep" / "text.txt"
    content.parent.mkdir(parents=True)
    content.write_text("first")
    module("loaded", f"text = open({str(content)!r}).read()")
    here = house(preload=["loaded"])
    old = here.start()
    old_parent = old.nursery.parent_pid
    content.write_text("second")
    time.sleep(nursery_module.LOOK_AGAIN_S)
    new = here.start()
    show = "import loaded; print(loaded.text)"

    assert (old.text(show), new.text(show)) == ("first", "second")
    assert new.nursery.parent_pid != old_parent
    old.manager.shutdown_kernel(now=True)
    assert gone(old_parent)
    assert new.text(show) == "second"


def test_unusual_kernel(house: Any, caplog: pytest.LogCaptureFixture) -> None:
    """A kernel that is not an ordinary Python kernel is started in the ordinary way."""
    code = "from ipykernel.kernelapp import launch_new_instance as f; f()"
    kernel = house().start(argv=[sys.executable, "-c", code, "-f", "{connection_file}"])

    assert kernel.text(FATHER) == str(os.getpid())
    assert "geen gewone Python-kernel" in caplog.text


def test_missing_directory(house: Any, caplog: pytest.LogCaptureFixture, tmp_path: Path) -> None:
    """A kernel that ends at once is not taken for a running one."""
    with pytest.raises(FileNotFoundError):
        house().start(cwd=tmp_path / "nowhere")

    assert "de kernel stopte meteen" in caplog.text


def test_enormous_environment(house: Any, caplog: pytest.LogCaptureFixture) -> None:
    """A request that is too large for the line gets an ordinary kernel."""
    env = {"PATH": os.environ["PATH"], **{f"LARGE_{n}": "x" * 100_000 for n in range(8)}}
    kernel = house().start(env=env)

    assert kernel.text(FATHER) == str(os.getpid())
    assert ORDINARY in caplog.text


SERVER = """
import sys, time
sys.path.insert(0, {here!r})
from wpo.serving.kernels import provisioner
from jupyter_client.manager import KernelManager
provisioner.register()
manager = KernelManager()
manager.kernel_spec.metadata["kernel_provisioner"] = {{
    "provisioner_name": provisioner.NAME, "config": {{"watched": []}}
}}
manager.start_kernel()
client = manager.client()
client.start_channels()
client.wait_for_ready(timeout=60)
client.execute({code!r})
print(manager.provisioner.nursery.parent_pid, manager.provisioner.pid, flush=True)
time.sleep(600)
"""


@pytest.mark.parametrize(
    "code",
    ["import time; time.sleep(600)", "import signal; signal.signal(15, signal.SIG_IGN)"],
)
def test_killed_server(gone: Any, code: str) -> None:
    """When the server is killed neither its parent nor any kernel remains."""
    script = SERVER.format(here=str(Path.cwd()), code=code)
    server = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
    assert server.stdout is not None
    pids = [int(word) for word in server.stdout.readline().split()]
    server.kill()
    server.communicate()

    assert len(pids) == 2
    assert gone(*pids)


def test_one_nursery_per_settings() -> None:
    """All kernels with the same settings come from one nursery; other settings have another."""
    one = ParentSettings(watched=())

    assert nursery_for(one) is nursery_for(ParentSettings(watched=()))
    assert nursery_for(one) is not nursery_for(ParentSettings(watched=("x",)))


def test_warm_up(gone: Any) -> None:
    """A server can start the parent before anybody asks for a kernel; closing ends it."""
    nursery = nursery_for(ParentSettings(watched=("warm-up",)))
    nursery.warm_up()
    parent = nursery.parent_pid
    nursery.close()

    assert parent is not None
    assert gone(parent)


def test_warm_up_in_background(module: Any, caplog: pytest.LogCaptureFixture) -> None:
    """Warming up in the background logs a failure and never raises."""
    module("faulty", "1 / 0")
    nursery = nursery_for(ParentSettings(preload=("faulty",), watched=()))
    warm_up_soon(nursery)
    with pytest.raises(NoWarmParent):
        nursery.warm_up()
    deadline = time.monotonic() + 30
    while "ZeroDivisionError" not in caplog.text and time.monotonic() < deadline:
        time.sleep(0.02)

    assert "Kernels starten gewoon en dus langzaam" in caplog.text
