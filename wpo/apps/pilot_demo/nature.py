"""How the made-up questions really are: how hard, which wrong answer draws, what feedback teaches.

An evaluation sees answers only. What is here is the truth that it has to find; ``p`` is the share
(0 to 1) of all participants of all organisations who would be right at the first try.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import exp, log, sqrt

from wpo.apps.pilot_demo.cast import SPREAD_ORGANISATIONS, SPREAD_PERSONS, Pilot
from wpo.apps.pilot_demo.planted import Planted

P_UNCLEAR = 0.28
P_MAGNET = 0.25
P_FAIR = 0.58
P_BEFORE = 0.42
P_AFTER = 0.80
SECOND = 0.74  # right at the second try, where two answers are left
SECOND_FAIR = 0.93
LEARNED = 0.7  # logits gained with each time the opdracht was practised before

# A share over all people is nearer to a half than that of the middle one; this undoes it.
_STRETCH = sqrt(1 + 0.346 * (SPREAD_ORGANISATIONS**2 + SPREAD_PERSONS**2))


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """How one question (or turn) with one text really is.

    ``draws`` says of each wrong answer how many choose it beside another that weighs 1.
    """

    p: float
    second: float
    draws: Mapping[str, float]

    @property
    def ease(self) -> float:
        """How easy it is for the middle person (logit)."""
        return log(self.p / (1 - self.p)) * _STRETCH


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Nature:
    """The truth about every question."""

    pilot: Pilot
    planted: Sequence[Planted]

    def truth(self, assignment: str, question: str, turn: str, kind: str, *, old: bool) -> Truth:
        """Return how a question is; ``old``: with the earlier text, where there is one."""
        return _truth(self, (assignment, question, turn), kind, old)


@lru_cache(maxsize=20_000)
def _truth(nature: Nature, place: tuple[str, str, str], kind: str, old: bool) -> Truth:
    assignment, question, turn = place
    chance = nature.pilot.chance("truth", assignment, question, turn)
    p = chance.uniform(0.68, 0.92) if kind in ("choice", "dialogue") else chance.uniform(0.66, 0.84)
    second, draws = (
        SECOND + chance.uniform(-0.08, 0.08),
        {one: exp(chance.gauss(0, 0.4)) for one in "abcdefgh"},
    )
    for one in nature.planted:
        if (one.assignment, one.question) != (assignment, question):
            continue
        match one.kind:
            case "moeilijk":
                p = P_UNCLEAR
            case "magneet":
                p, draws = P_MAGNET, {one.option: 12.0}
            case "dood":
                p, draws = 0.70, {one.option: 0.03}
            case "toeval":
                p = 0.72
            case "eerlijk":
                p, second = P_FAIR, SECOND_FAIR
            case "herzien_helpt":
                p = P_BEFORE if old else P_AFTER
            case "herzien_niets":
                p = 0.68
    return Truth(p=p, second=second, draws=draws)


def share(logit: float) -> float:
    """Return a logit as a share, 0 to 1."""
    return 1 / (1 + exp(-logit))
