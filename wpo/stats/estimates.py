"""Many estimates at once, one for each question (or opdracht, answer, week)."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from wpo.stats.estimate import Estimate

Numbers = NDArray[np.float64]
Counts = NDArray[np.int64]
Flags = NDArray[np.bool_]
Words = NDArray[np.object_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimates:
    """Values with their intervals, as arrays of one shape.

    Attributes
    ----------
    value, low, high
        As in :class:`Estimate`: NaN in all three where nothing can be said.
    n, n_organisations
        What each is made of.
    method
        What was computed; the same for all of them.
    note
        What a reader must know before believing it, in Dutch; empty where there is nothing.

    Raises
    ------
    ValueError
        If the shapes differ, one of three is unknown, or a value lies outside of its interval.
    """

    value: Numbers
    low: Numbers
    high: Numbers
    n: Counts
    n_organisations: Counts
    method: str
    note: Words

    def __post_init__(self) -> None:
        each = (self.value, self.low, self.high, self.n, self.n_organisations, self.note)
        if len({one.shape for one in each}) > 1:
            raise ValueError(f"shape: één vorm verwacht, {[one.shape for one in each]} gekregen")
        if (np.isnan(self.value) != np.isnan(self.low)).any() or (
            np.isnan(self.value) != np.isnan(self.high)
        ).any():
            raise ValueError("value, low, high: alle drie bekend, of geen van drie")
        if ((self.low > self.value) | (self.value > self.high)).any():
            raise ValueError("value: ligt niet overal tussen low en high")

    @property
    def shape(self) -> tuple[int, ...]:
        """The shape of each array."""
        return self.value.shape

    @property
    def is_known(self) -> Flags:
        """Where there is anything to say."""
        return np.isfinite(self.value)

    def one(self, *place: int) -> Estimate:
        """Return the estimate at this place, one index for each axis."""
        if len(place) != self.value.ndim:
            raise IndexError(f"place: {self.value.ndim} plaatsen verwacht, {place} gekregen")
        return Estimate(
            value=float(self.value[place]),
            low=float(self.low[place]),
            high=float(self.high[place]),
            n=int(self.n[place]),
            n_organisations=int(self.n_organisations[place]),
            method=self.method,
            note=str(self.note[place]),
        )


def ratio(a: ArrayLike, b: ArrayLike) -> Numbers:
    """Return a / b, of one shape; NaN where b is not above 0."""
    top, bottom = np.broadcast_arrays(np.asarray(a, float), np.asarray(b, float))
    nan = np.full(bottom.shape, np.nan)
    return np.asarray(np.divide(top, bottom, out=nan, where=bottom > 0))


def estimates(
    value: ArrayLike,
    low: ArrayLike,
    high: ArrayLike,
    *,
    n: ArrayLike,
    n_organisations: ArrayLike,
    method: str,
    note: ArrayLike = "",
) -> Estimates:
    """Return estimates of one shape: that of ``value``; unknown wherever one of three is.

    The interval is widened to hold its value where rounding of computers left it a hair outside.
    """
    v, lo, hi = (np.asarray(one, dtype=float) for one in (value, low, high))
    nan = np.isnan(v) | np.isnan(lo) | np.isnan(hi)
    v, lo, hi = (np.where(nan, np.nan, one) for one in (v, lo, hi))
    hair = 1e-9
    return Estimates(
        value=v,
        low=np.where((lo > v) & (lo < v + hair), v, lo),
        high=np.where((hi < v) & (hi > v - hair), v, hi),
        n=np.broadcast_to(np.asarray(n, dtype=np.int64), v.shape).copy(),
        n_organisations=np.broadcast_to(
            np.asarray(n_organisations, dtype=np.int64), v.shape
        ).copy(),
        method=method,
        note=np.broadcast_to(np.asarray(note, dtype=object), v.shape).copy(),
    )
