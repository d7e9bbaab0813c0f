"""How many planted problems the review queue finds, and how many harmless questions it accuses.

A table by seed::

    python -m tests.apps.pilot_demo.finding [--participants 140] 1 2 3

Each seed is another made-up pilot: other organisations and people, problems in other opdrachten.
"""

from argparse import ArgumentParser
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd
from sqlalchemy import Engine

from wpo.apps.pilot_demo.cast import Pilot
from wpo.apps.pilot_demo.make import Made, make
from wpo.apps.pilot_demo.planted import Planted
from wpo.catalogue.loading import Catalogue, load
from wpo.evaluation.evaluate import evaluate
from wpo.evaluation.results import Evaluation
from wpo.pilot.extract.releasing import release
from wpo.store.database import open_database

# What the queue may call a planted problem; a hard question is often one that draws elsewhere.
NAMES = {
    "moeilijk": {"moeilijk", "magneet", "probleem"},  # people also say that they do not get it
    "magneet": {"moeilijk", "magneet"},
    "woord": {"woord"},
    "leed": {"leed"},
    "probleem": {"probleem"},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """What a review queue did with what was planted.

    Attributes
    ----------
    planted, found
        Problems, by kind.
    accused
        Rows of the queue that name what is no planted problem, as ``trigger about what``.
    judged
        Questions that could have been accused: enough is known of them, and nothing is wrong.
    """

    planted: Counter[str]
    found: Counter[str]
    accused: tuple[str, ...]
    judged: int

    @property
    def recall(self) -> float:
        """The share of planted problems that the queue names."""
        return self.found.total() / self.planted.total()


def score(evaluation: Evaluation, planted: Sequence[Planted]) -> Score:
    """Return what the review queue of an evaluation did with what was planted."""
    problems = [one for one in planted if one.is_problem]
    rows = [row for _, row in evaluation.queue.iterrows()]
    about = {one.item or one.assignment for one in problems}
    items = evaluation.items
    known = items[items["is_newest"] & items["p_value"].notna()]
    return Score(
        planted=Counter(one.kind for one in problems),
        found=Counter(one.kind for one in problems if any(_names(row, one) for row in rows)),
        accused=tuple(
            f"{row['trigger']} {row['item'] or row['assignment']}"
            for row in rows
            if not any(_names(row, one) for one in problems)
        ),
        judged=int((~known["item"].isin(about)).sum()),
    )


def _names(row: pd.Series, problem: Planted) -> bool:
    if row["trigger"] not in NAMES[problem.kind] or row["assignment"] != problem.assignment:
        return False
    return not problem.item or problem.kind == "probleem" or row["item"] == problem.item


def evaluated(engine: Engine, catalogue: Catalogue, made: Made, folder: Path) -> Evaluation:
    """Release the set of a pilot below ``folder``, and evaluate it."""
    extract = release(engine, catalogue, folder, key=b"verzonnen", now=made.ends_at)
    return evaluate(extract, thresholds=catalogue.thresholds, decisions=())


def main() -> None:
    """Print the table."""
    asked = ArgumentParser(description=__doc__)
    asked.add_argument("seeds", type=int, nargs="+")
    asked.add_argument("--participants", type=int, default=Pilot().n_participants)
    given, catalogue = asked.parse_args(), load()
    print("zaad  verstopt  gevonden  deel  onterecht  van vragen  welke wel en niet")
    for seed in given.seeds:
        engine = open_database("sqlite://")
        made = make(engine, catalogue, Pilot(seed=seed, n_participants=given.participants))
        with TemporaryDirectory() as folder:
            one = score(evaluated(engine, catalogue, made, Path(folder)), made.planted)
        engine.dispose()
        missed = ", ".join(f"{kind} {n}" for kind, n in (one.planted - one.found).items())
        print(
            f"{seed:>4}  {one.planted.total():>8}  {one.found.total():>8}  {one.recall:4.2f}"
            f"  {len(one.accused):>9}  {one.judged:>10}  gemist: {missed or 'niets'};"
            f" onterecht: {', '.join(one.accused) or 'niets'}",
            flush=True,
        )


if __name__ == "__main__":
    main()
