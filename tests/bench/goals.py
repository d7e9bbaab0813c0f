"""The figures to reach: section 5 of the design, as far as this bench measures them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """A goal in words, and the bounds that decide whether a figure reaches it."""

    text: str
    at_most: float = float("inf")
    at_least: float = float("-inf")
    at_most_x_static: float = float("inf")

    def verdict(self, value: float, x_static: float | None) -> str:
        """Return whether a figure, with its ratio to the static page, reaches the goal."""
        reached = self.at_least <= value <= self.at_most
        if self.at_most_x_static < float("inf"):
            if x_static is None:
                return f"{'deels gehaald' if reached else 'niet gehaald'} (statisch niet gemeten)"
            reached = reached and x_static <= self.at_most_x_static
        return "gehaald" if reached else "niet gehaald"


ALL_ASSIGNMENTS = 48

FIRST_QUESTION = Goal(text="<= 1,0 s en <= 1,5 x statisch", at_most=1.0, at_most_x_static=1.5)
BYTES = Goal(text="<= 60 KB", at_most=60.0)
TAP = Goal(text="<= 50 ms", at_most=50.0)
OPENS = Goal(text=">= 10 per s", at_least=10.0)
CHECK = Goal(text="<= 3 s voor 48 opdrachten", at_most=3.0)
EVALUATION = Goal(text="<= 5 s en <= 2 GiB voor 100 miljoen antwoorden", at_most=5.0)
EVALUATION_MEMORY = Goal(text="<= 2 GiB", at_most=2.0)
OVERVIEW = Goal(text="<= 1,0 s, 2.000 deelnemers en 1 miljoen feiten", at_most=1.0)
FILTER = Goal(text="<= 500 ms, elke keuze in de hele pilot", at_most=500.0)
