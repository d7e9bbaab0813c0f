"""A number that is not known exactly, with everything that has to stand beside it."""

from dataclasses import dataclass
from math import isfinite, isnan


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A value, the interval around it, and what it rests on.

    Attributes
    ----------
    value, low, high
        In the unit that the function names; shares are 0 to 1. All three are NaN where nothing can
        be said; the value stands within its interval.
    n
        How many answers (or persons, where the function says so) it is made of.
    n_organisations
        From how many organisations those came: seven are seven, not ``n``.
    method
        What was computed, in few English words, with the assumption that matters most:
        ``Wilson, design effect, ICC .10``.
    note
        What a reader must know before believing it, in Dutch; empty where there is nothing.
    """

    value: float
    low: float
    high: float
    n: int
    n_organisations: int
    method: str
    note: str = ""

    def __post_init__(self) -> None:
        if min(self.n, self.n_organisations) < 0:
            raise ValueError(f"n: minstens 0 verwacht, {self.n} gekregen")
        unknown = [isnan(one) for one in (self.value, self.low, self.high)]
        if any(unknown) and not all(unknown):
            raise ValueError("value, low, high: alle drie bekend, of geen van drie")
        if self.is_known and not self.low <= self.value <= self.high:
            raise ValueError(f"value: {self.value} ligt niet tussen {self.low} en {self.high}")

    @property
    def is_known(self) -> bool:
        """Whether there is anything to say."""
        return isfinite(self.value)


def unknown(n: int, n_organisations: int, method: str, note: str) -> Estimate:
    """Return that nothing can be said, and why."""
    nan = float("nan")
    return Estimate(
        value=nan,
        low=nan,
        high=nan,
        n=n,
        n_organisations=n_organisations,
        method=method,
        note=note,
    )
