"""The counts of an evaluation, as somebody would count by hand: loops over rows of dicts."""

from collections import Counter
from typing import Any

Row = dict[str, Any]


def first_tries(rows: list[Row]) -> list[Row]:
    """Return the first try of everybody who practised for the first time."""
    return [one for one in rows if one["attempt"] == 1 and one["try"] == 1]


def persons(rows: list[Row]) -> dict[tuple[str, str], set[tuple[str, int]]]:
    """Return who answered each text of each question."""
    found: dict[tuple[str, str], set[tuple[str, int]]] = {}
    for one in first_tries(rows):
        found.setdefault((one["item"], one["item_hash"]), set()).add((one["org"], one["person"]))
    return found


def shares_right(rows: list[Row]) -> dict[tuple[str, str], float]:
    """Return which share of those was right."""
    right = Counter(
        (one["item"], one["item_hash"]) for one in first_tries(rows) if one["quality"] == "goed"
    )
    return {key: right[key] / len(who) for key, who in persons(rows).items()}


def chosen(rows: list[Row]) -> Counter[tuple[str, str, str]]:
    """Return how many chose each option first."""
    return Counter((one["item"], one["item_hash"], one["options"]) for one in first_tries(rows))


def second_tries(rows: list[Row]) -> dict[tuple[str, str], tuple[int, int]]:
    """Return how many tried a second time, and how many of those were right."""
    found: dict[tuple[str, str], tuple[int, int]] = {}
    for one in rows:
        if one["attempt"] == 1 and one["try"] == 2:
            key = (one["item"], one["item_hash"])
            n, right = found.get(key, (0, 0))
            found[key] = (n + 1, right + (one["quality"] == "goed"))
    return found
