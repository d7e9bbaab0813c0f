"""What the warm parent does once, so that no kernel has to."""

import gc
import importlib
import os
import sys
import traceback
from collections.abc import Iterable
from pathlib import Path

IMPORTED_BY_A_FIRST_CELL = (
    # ipykernel and IPython import these only when a kernel starts or runs its first cell.
    # A test runs a first cell and names the modules that are missing here.
    "IPython.core.completerlib",
    "IPython.core.debugger",
    "IPython.core.logger",
    "IPython.core.oinspect",
    "IPython.core.ultratb",
    "IPython.extensions.storemagic",
    "IPython.utils.wildcard",
    "code",
    "faulthandler",
    "ipykernel.debugger",
    "ipykernel.ipkernel",
    "ipykernel.kernelapp",
    "psutil",
    "pwd",
    "tornado.platform.asyncio",
    "unicodedata",
)


def warm(modules: Iterable[str]) -> None:
    """Import what every kernel needs, and `modules`, which may load things while at it."""
    # ipykernel then does without debugger. debugpy costs 0.2 s and 10 MB in every kernel.
    sys.modules["debugpy"] = None  # type: ignore[assignment]
    for name in (*IMPORTED_BY_A_FIRST_CELL, *modules):
        importlib.import_module(name)


def settle() -> None:
    """Put everything that lives now out of reach of the garbage collector.

    A collection writes in every object it visits. In a fork that would copy the parent's memory.
    """
    gc.collect()
    gc.freeze()


def why_not_to_fork() -> str | None:
    """Return the Dutch reason why forks of this process would be broken; ``None`` if fine."""
    threads = len(os.listdir("/proc/self/task"))
    if threads != 1:
        return f"de voorgeladen code start threads ({threads} in plaats van 1)"
    widget = sys.modules.get("ipywidgets.widgets.widget")
    if widget is not None and (made := len(widget._instances)):  # noqa: SLF001
        return f"de voorgeladen code maakt al widgets ({made}); dat kan alleen in een kernel"
    return None


def describe(problem: BaseException) -> str:
    """Return in one line what went wrong and where: ``KeyError: 'x' (plan.py, regel 12)``."""
    what = traceback.format_exception_only(problem)[-1].strip()
    if isinstance(problem, SyntaxError):
        return f"{what} ({problem.filename}, regel {problem.lineno})"
    frames = traceback.extract_tb(problem.__traceback__)
    where = [f for f in frames if not f.filename.startswith("<")]
    if not where or Path(where[-1].filename) == Path(__file__):
        return what
    return f"{what} ({where[-1].filename}, regel {where[-1].lineno})"
