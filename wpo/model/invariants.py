"""Checks that several values share: ids that differ, and counts that fit."""


def check_unique(place: str, what: str, ids: list[str]) -> None:
    """Raise ValueError where an id stands twice."""
    doubles = sorted({one for one in ids if ids.count(one) > 1})
    if doubles:
        raise ValueError(f"{place}: {what} {', '.join(doubles)} komt twee keer voor")


def check_between(place: str, what: str, count: int, low: int, high: int) -> None:
    """Raise ValueError where a count lies outside ``low`` to ``high``."""
    if not low <= count <= high:
        raise ValueError(f"{place}: {low} tot {high} {what} verwacht, {count} gevonden")
