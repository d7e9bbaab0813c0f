"""What was decided about a set, and where that stands.

Decisions about a real set are content: they stand in ``content/revisies/``, because they say why a
text was changed. Decisions about a made-up set stand beside that set, and never among content.
"""

from functools import lru_cache
from pathlib import Path

from wpo.catalogue.loading import content_root
from wpo.pilot.decisions import FOLDER, Decision, read_decisions
from wpo.pilot.extract.reading import Extract


def place_of(extract: Extract) -> Path:
    """Return the folder that has the folder with decisions about a set."""
    return extract.path.parent if extract.is_synthetic else content_root()


def decided_about(extract: Extract) -> tuple[Decision, ...]:
    """Return what was decided until now, by anybody, the oldest first.

    Raises
    ------
    ContentError
        If a decision cannot be read.
    """
    place = place_of(extract)
    files = sorted((place / FOLDER).glob("*.yaml"))
    return _read(place, tuple((one.name, one.stat().st_mtime_ns) for one in files))


@lru_cache(maxsize=4)
def _read(place: Path, _files: tuple[tuple[str, int], ...]) -> tuple[Decision, ...]:
    return read_decisions(place)
