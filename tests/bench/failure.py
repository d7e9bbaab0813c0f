"""What happens when something cannot be measured: a reason in the table, never a crash."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from types import FrameType
from typing import NoReturn, TypeVar

T = TypeVar("T")
REASON_WIDTH = 120
STOPPING = threading.Event()


class BenchError(Exception):
    """Something on the bench did not start, did not answer, or did not answer in time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotMeasured:
    """The place of a figure that could not be measured, with the reason."""

    reason: str


def stop(signal_number: int, _frame: FrameType | None) -> NoReturn:
    """Handle Ctrl-C and the like: end the run, and have every ``attempt`` on the way out know."""
    STOPPING.set()
    raise KeyboardInterrupt(signal_number)


def attempt(measure: Callable[[], T]) -> T | NotMeasured:
    """Return what ``measure`` returns, or the reason why it could not.

    Every error is caught: tools on the bench are programs of others, and one that breaks in an
    unforeseen way must not take the figures of the rest with it. Only Ctrl-C ends the run; because
    it ends Playwright's driver too, it may arrive here as an error of Playwright.
    """
    try:
        return measure()
    except Exception as error:
        if STOPPING.is_set():
            raise KeyboardInterrupt from error
        lines = str(error).strip().splitlines() or [""]
        kind = "" if isinstance(error, BenchError) else f"{type(error).__name__}: "
        return NotMeasured(reason=f"{kind}{lines[0]}"[:REASON_WIDTH])
