"""The content folder of a made-up pilot: a copy in which the pilot has just ended.

The plan and the thresholds are the real ones with other days. What is decided while looking around
lands in the copy, and never among the decisions about the real opdrachten.
"""

import re
import shutil
from datetime import date, timedelta
from pathlib import Path

from wpo.catalogue.loading import load
from wpo.catalogue.testplan import FILE as PLAN
from wpo.catalogue.thresholds import FILE as THRESHOLDS
from wpo.errors import SetupError
from wpo.pilot.decisions import FOLDER as DECISIONS

_DAY = re.compile(r"(?<=')\d{4}-\d\d-\d\d(?=')")


def copy_content(root: Path, folder: Path, today: date) -> Path:
    """Copy a content folder, with its plan ended before this week; return the copy.

    Raises
    ------
    SetupError
        If there is no test plan.
    """
    plan = load(root).test_plan
    if not plan.tests:
        raise SetupError("Er is nog geen testplan. Maak er een met: wpo plan --write.")
    yesterday = today - timedelta(days=1)
    ended_on = yesterday - timedelta(days=yesterday.weekday())
    later = ended_on - timedelta(weeks=plan.n_weeks) - plan.start
    shutil.copytree(root, folder, ignore=shutil.ignore_patterns(DECISIONS))
    for name in (PLAN, THRESHOLDS):
        file = folder / name
        if file.exists():
            file.write_text(_shifted(file.read_text(encoding="utf-8"), later), encoding="utf-8")
    return folder


def _shifted(text: str, later: timedelta) -> str:
    """Return a text in which every day between quotes lies this much later."""
    return _DAY.sub(lambda found: (date.fromisoformat(found[0]) + later).isoformat(), text)
