"""What time it is: the clock of this machine, moved by ``WPO_CLOCK`` for a test that lives weeks.

``WPO_CLOCK`` names a file with a number of seconds to add. Nobody sets it where people work.
"""

from datetime import UTC, datetime, timedelta
from os import environ
from pathlib import Path


def now() -> datetime:
    """Return this moment as aware UTC."""
    moved = environ.get("WPO_CLOCK")
    seconds = float(Path(moved).read_text()) if moved else 0.0
    return datetime.now(UTC) + timedelta(seconds=seconds)
