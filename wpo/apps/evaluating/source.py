"""Which research sets there are, and what one of them says: evaluated once a process.

The warm parent of these pages does so for the newest set; every kernel forked from it has the
evaluation at once, without opening a file.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from os import environ
from pathlib import Path

import pandas as pd

from wpo.apps.evaluating.decided import decided_about
from wpo.errors import ExtractDamaged, WpoError
from wpo.evaluation.queue import with_decisions
from wpo.evaluation.results import Evaluation
from wpo.evaluation.talk import GIVEN
from wpo.pilot.extract.reading import MANIFEST, Extract, connect, open_extract

_CHECKOUT = Path(__file__).parents[3]

_QUOTES = f"""
    SELECT assignment, role, kind, words,
           coalesce(string_agg(DISTINCT code, ', ' ORDER BY code), '') AS codes
    FROM remarks LEFT JOIN ({GIVEN}) USING (remark)
    WHERE words IS NOT NULL
    GROUP BY remark, assignment, role, kind, words
    ORDER BY assignment, role DESC, kind, words
"""  # noqa: S608 -- a constant of ours


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Source:
    """A research set with what it says.

    ``quotes`` has a row for each remark of which the words were cleared: ``assignment``, ``role``,
    ``kind``, ``words`` and ``codes`` (those that are counted, with a comma between).
    """

    extract: Extract
    evaluation: Evaluation
    quotes: pd.DataFrame

    @property
    def label(self) -> str:
        """What stands under every figure: which set, of which day."""
        made_up = " (verzonnen)" if self.extract.is_synthetic else ""
        day = f"{self.extract.date.day}-{self.extract.date.month}-{self.extract.date.year}"
        return f"{self.extract.name}{made_up}, gemaakt op {day}, kenmerk {self.extract.hash[:8]}"


def folder(environment: Mapping[str, str] = environ) -> Path:
    """Return where research sets are: ``WPO_EXTRACTS``, else ``extracts`` in the data folder."""
    data = environment.get("WPO_DATA") or str(_CHECKOUT / "data")
    return Path(environment.get("WPO_EXTRACTS") or f"{data}/extracts")


def names(place: Path) -> tuple[str, ...]:
    """Return the names of the research sets in a folder, the newest first."""
    found = (path.parent for path in place.glob(f"*/{MANIFEST}"))
    newest = sorted(found, key=lambda one: (one.name[:22], _made(one), one.name), reverse=True)
    return tuple(one.name for one in newest)


def _made(path: Path) -> float:
    """Return when a set was written: two of one day have the same name but for their hash."""
    try:
        return (path / MANIFEST).stat().st_mtime
    except OSError:
        return 0.0  # opening it says what is wrong


def chosen(place: Path, wanted: str, environment: Mapping[str, str] = environ) -> Path | None:
    """Return the set to look at: the wanted one, ``WPO_EXTRACT``, or the newest; None: no set.

    A name that is not in the folder is no way out of it: the newest is shown instead.
    """
    known = names(place)
    if wanted in known:
        return place / wanted
    given = environment.get("WPO_EXTRACT")
    if given:
        return Path(given)
    return place / known[0] if known else None


def read(path: Path) -> Source:
    """Return what a research set says, with what was decided about it until now.

    Raises
    ------
    ExtractDamaged
        If it is not as it was written, or has another shape than this version of WPO reads.
    ContentError
        If thresholds or decisions cannot be read.
    """
    source = _evaluated(path, _made(path))
    decided = decided_about(source.extract)
    if not decided:
        return source
    queue = with_decisions(source.evaluation.queue, decided)
    return replace(source, evaluation=replace(source.evaluation, queue=queue))


@lru_cache(maxsize=4)
def _evaluated(path: Path, _made_at: float) -> Source:
    from wpo.evaluation.evaluate import evaluate  # noqa: PLC0415 - DuckDB and SciPy, when needed

    extract = open_extract(path)
    try:
        evaluation = evaluate(extract, decisions=())
        connection = connect(extract)
        try:
            quotes = connection.sql(_QUOTES).df()
        finally:
            connection.close()
    except WpoError:
        raise
    except Exception as error:  # a set of another shape fails in as many ways as there are shapes
        raise ExtractDamaged(
            f"{path.name} is gemaakt met een andere versie van WPO ({type(error).__name__})."
        ) from error
    return Source(extract=extract, evaluation=evaluation, quotes=quotes)
