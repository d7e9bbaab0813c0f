"""Whether whole numbers exist within bounds that fit a few sums: a small exact search.

It answers "yes" only with such numbers in hand. Where the search takes too long it answers "no",
so that whoever asks because of privacy errs on the safe side.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

Bounds = dict[str, tuple[int, int]]  # lowest and highest possible number of each name

MOST_STEPS = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """``low <= sum of plus - sum of minus <= high``; None is no limit."""

    plus: tuple[str, ...]
    minus: tuple[str, ...]
    low: int | None
    high: int | None

    def excess(self, values: Mapping[str, int]) -> int:
        """Return by how much the difference is too high (above zero) or too low (below)."""
        total = sum(values[one] for one in self.plus) - sum(values[one] for one in self.minus)
        if self.high is not None and total > self.high:
            return total - self.high
        return total - self.low if self.low is not None and total < self.low else 0

    def holds(self, values: Mapping[str, int]) -> bool:
        """Tell whether these numbers fit."""
        return self.excess(values) == 0


class Numbers:
    """All whole numbers within bounds that fit some limits.

    Parameters
    ----------
    bounds
        Of every name that stands in a limit.
    limits
        All of them hold at once.
    near
        Numbers that fit the limits and the bounds: the search begins there.
    """

    def __init__(self, bounds: Bounds, limits: Sequence[Limit], near: Mapping[str, int]) -> None:
        self.near = near
        self._touching: dict[str, list[Limit]] = {name: [] for name in bounds}
        for limit in limits:
            for name in (*limit.plus, *limit.minus):
                self._touching[name].append(limit)
        tight = self._tightened(bounds, bounds)
        if tight is None:
            raise ValueError("near: past niet binnen de grenzen")
        self.bounds = tight

    def allow(self, name: str, number: int) -> bool:
        """Tell whether one of them has this number under this name."""
        low, high = self.bounds[name]
        if not low <= number <= high:
            return False
        waiting = [(self.bounds | {name: (number, number)}, name)]
        for _ in range(MOST_STEPS):
            if not waiting:
                return False
            bounds, changed = waiting.pop()
            tight = self._tightened(bounds, (changed,))
            if tight is not None:
                ways = self._ways(tight)
                if not ways:
                    return True
                waiting += ways
        return False

    def _ways(self, bounds: Bounds) -> list[tuple[Bounds, str]]:
        """Return how to go on from here, the best way last; nothing where it fits already."""
        moved = {
            name: min(max(near, bounds[name][0]), bounds[name][1])
            for name, near in self.near.items()
        }
        for name, number in moved.items():
            if number == self.near[name]:
                continue
            for limit in self._touching[name]:
                if not limit.holds(moved):
                    which, tried = _repair(limit, moved, bounds)
                    low, high = bounds[which]
                    ways = ((low, tried - 1), (tried + 1, high), (tried, tried))
                    return [(bounds | {which: one}, which) for one in ways if one[0] <= one[1]]
        return []

    def _tightened(self, bounds: Bounds, changed: Iterable[str]) -> Bounds | None:
        """Return the bounds that follow when those of some names changed; None: nothing fits."""
        bounds = dict(bounds)
        waiting = list({id(one): one for name in changed for one in self._touching[name]}.values())
        while waiting:
            narrower = _narrowed(bounds, waiting.pop())
            if narrower is None:
                return None
            bounds |= narrower
            waiting += [one for name in narrower for one in self._touching[name]]
        return bounds


def _repair(wrong: Limit, guess: Mapping[str, int], bounds: Bounds) -> tuple[str, int]:
    """Return the name with most room to bring a broken limit nearer, and the number to try."""
    excess = wrong.excess(guess)
    moves = []
    for sign, names in ((1, wrong.plus), (-1, wrong.minus)):
        for name in names:
            low, high = bounds[name]
            down = sign * excess > 0
            room = guess[name] - low if down else high - guess[name]
            moved = min(room, abs(excess))
            moves.append((moved, name, guess[name] - moved if down else guess[name] + moved))
    moved, name, number = max(moves)
    return name, number


def _narrowed(bounds: Bounds, limit: Limit) -> Bounds | None:
    """Return the bounds that a limit makes narrower; None where it cannot hold."""
    lowest = sum(bounds[one][0] for one in limit.plus) - sum(bounds[one][1] for one in limit.minus)
    highest = sum(bounds[one][1] for one in limit.plus) - sum(bounds[one][0] for one in limit.minus)
    found: Bounds = {}
    for sign, names in ((1, limit.plus), (-1, limit.minus)):
        for name in names:
            low, high = bounds[name]
            # How far the number may move from its end, given the room that the others leave.
            up = high - low if limit.high is None else limit.high - lowest
            down = high - low if limit.low is None else highest - limit.low
            if sign < 0:
                up, down = down, up
            now = max(low, high - down), min(high, low + up)
            if now[0] > now[1]:
                return None
            if now != (low, high):
                found[name] = now
    return found
