"""How often intervals hold the truth, in made-up pilots of which it is known.

``python -m tests.stats.simulations`` prints all of it (three minutes); the tests run a part. A
simulation takes dice and a world, and returns shares of cases, 0 to 1, by what they are shares of.
"""

from collections import Counter
from collections.abc import Callable
from itertools import product

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from tests.stats.worlds import (
    ONE_BIG,
    ORGANISATIONS,
    UNEQUAL,
    alike,
    by_week_and_place,
    items_of_persons,
    revise,
    two_lookers,
)
from wpo.stats.agreement import alpha, same
from wpo.stats.clusters import ICCS
from wpo.stats.differences import Differences, organisations_of_persons
from wpo.stats.floor import association
from wpo.stats.items import distractors, item_rest
from wpo.stats.mastery import mastery
from wpo.stats.reliability import alpha_of, kappa, kappa_of, same_of
from wpo.stats.revisions import revisions
from wpo.stats.shares import share, share_of_organisations, typical_icc

Figures = dict[str, float]
Numbers = NDArray[np.float64]
SCALE = ("0", "1", "2")


def shares(
    dice: np.random.Generator, *, p: float, m: int, icc: float, sizes: Numbers, runs: int
) -> Figures:
    """Return how often each interval of a share holds it; ``m`` persons an organisation on average.

    ``assumed`` takes an ICC of .10 whatever it is, ``right`` knows it.
    """
    n = np.maximum(1, np.round(m * sizes)).astype(int)
    hits = alike(dice, p, icc, n, runs)
    each = {
        "assumed": share(hits, n),
        "right": share(hits, n, icc=icc),
        "range": share(hits, n, icc=ICCS[-1]),
        "t": share_of_organisations(hits, n),
        "pooled": share(hits, n, icc=0),
    }
    return {name: _held(one.low, p, one.high) for name, one in each.items()}


def magnets(
    dice: np.random.Generator, *, a: float, p: float, m: int, icc: float, runs: int
) -> Figures:
    """Return how often the interval of a - p holds it, and an option is called a magnet."""
    strength = (1 - icc) / icc
    own = dice.dirichlet(np.array([a, p, 1 - a - p]) * strength, size=(runs, ORGANISATIONS))
    drawn = dice.multinomial(m, own)
    found = distractors(drawn[..., 0], drawn[..., 1], np.full((runs, ORGANISATIONS), m))
    above = found.above_right
    return {"held": _held(above.low, a - p, above.high), "magnet": float(found.is_magnet.mean())}


def item_rests(
    dice: np.random.Generator, *, easy: float, sorts: float, persons: int, runs: int
) -> Figures:
    """Return how often the interval of Rir holds the one of very many persons.

    Five questions, right or wrong; ``easy`` is the logit of the first, which ``sorts`` people.
    """
    world = {"easy": easy, "sorts": sorts}
    true = item_rest(items_of_persons(dice, runs=60, persons=7000, **world), 5).value.mean()
    found = item_rest(items_of_persons(dice, runs=runs, persons=persons, **world), 5)
    known = found.is_known
    return {"held": _held(found.low[known], true, found.high[known]), "known": float(known.mean())}


def agreements(
    dice: np.random.Generator, *, alike_: float, m: int, lopsided: bool, runs: int
) -> Figures:
    """Return how often the intervals of alpha, kappa and the exact share hold the truth.

    Seven organisations of ``m`` things; two people give the same answer on purpose in a share
    ``alike_`` of cases, a bit more or less by organisation, and by chance in the others.
    """
    table = two_lookers(dice, alike_, lopsided=lopsided, size=4000).mean(axis=0)
    truth = _units(np.round(table * 1e6).astype(int))
    functions: dict[str, tuple[float | None, Callable[..., object]]] = {
        "alpha": (alpha(truth, SCALE), lambda groups: alpha_of(groups, SCALE, "ordinal")),
        "kappa": (kappa(truth, SCALE), lambda groups: kappa_of(groups, SCALE)),
        "same": (same(truth), same_of),
    }
    held: dict[str, list[bool]] = {name: [] for name in functions}
    for _ in range(runs):
        chances = two_lookers(dice, alike_, lopsided=lopsided, size=ORGANISATIONS)
        groups = [_units(dice.multinomial(m, one.ravel()).reshape(one.shape)) for one in chances]
        for name, (true, function) in functions.items():
            found = function(groups)
            if found.is_known:
                held[name].append(found.low <= true <= found.high)
    return {name: float(np.mean(one)) for name, one in held.items()}


def differing_of_persons(dice: np.random.Generator, *, m: int, tau: float, runs: int) -> Figures:
    """Return how well shrunk shares of organisations do, for persons with 25 questions each."""
    logits = 1 + tau * dice.normal(size=(runs, ORGANISATIONS))
    n = np.maximum(1, dice.poisson(m * UNEQUAL, size=logits.shape))
    true = expit(logits[..., None] + 0.8 * dice.normal(size=2000)).mean(axis=-1)
    own = expit(logits[..., None] + 0.8 * dice.normal(size=(*logits.shape, n.max())))
    scores = dice.binomial(25, own) / 25 * (np.arange(n.max()) < n[..., None])
    found = organisations_of_persons(n, scores.sum(axis=-1), np.square(scores).sum(axis=-1))
    return _beside(found, true)


def floors(dice: np.random.Generator, *, slope: float, m: int, runs: int) -> Figures:
    """Return how often the interval of a rank correlation holds that of very many persons."""
    true = _floor(dice, slope, 20_000)[0]
    found = [_floor(dice, slope, m) for _ in range(runs)]
    return {"held": float(np.mean([low <= true <= high for _, low, high in found]))}


def masteries(dice: np.random.Generator, *, speed: float, tau: float, m: int, runs: int) -> Figures:
    """Return how often the shares by week 4 and 8 are held, and the median; half are censored."""
    chances = expit(speed + tau * dice.normal(size=100_000))
    true = 1 - ((1 - chances)[:, None] ** np.arange(60)).mean(axis=0)
    middle = int(np.argmax(true >= 0.5))
    place, by_week, median = np.repeat(np.arange(ORGANISATIONS), m), [], []
    for _ in range(runs):
        weeks = dice.geometric(expit(speed + tau * dice.normal(size=ORGANISATIONS))[place])
        followed = dice.integers(2, 14, size=place.size)
        found = mastery(*by_week_and_place(np.minimum(weeks, followed), weeks <= followed, place))
        at = found.at
        by_week += [
            at.low[k] <= true[week] <= at.high[k] for k, week in enumerate((4, 8)) if at.is_known[k]
        ]
        if found.median.is_known:
            median.append(found.median.low <= middle <= found.median.high)
    return {"held": float(np.mean(by_week)), "median": float(np.mean(median))}


def stopping(dice: np.random.Generator, *, p: float, runs: int) -> Figures:
    """Return how often a share is held where a quarter is missing, all of them wrong."""
    n = np.full(ORGANISATIONS, 12)
    hits = alike(dice, p, 0.1, n, runs)
    gone = np.minimum(n - hits, 3)
    wrong, right, naive = share(hits, n), share(hits + gone, n), share(hits, n - gone)
    return {"bounds": _held(wrong.low, p, right.high), "naive": _held(naive.low, p, naive.high)}


def iccs(dice: np.random.Generator, *, icc: float, m: int, runs: int) -> Figures:
    """Return how often the interval of the ICC over sixty questions holds it."""
    n = np.full((60, ORGANISATIONS), m)
    found = [typical_icc(alike(dice, 0.7, icc, n[0], 60), n) for _ in range(runs)]
    return {"held": float(np.mean([one.low <= icc <= one.high for one in found]))}


def rounds(dice: np.random.Generator, *, runs: int, **world: object) -> Figures:
    """Return what is said of rounds of revisions, of all revised questions together.

    ``helped``, ``hurt``: said of those that are as before; ``seen``: helped, of those that are
    better; ``raw``: how often the raw interval alone would say helped of those as before;
    ``held``: how often the corrected interval holds the true change; ``overall``: that of all
    together, and how often that lies above or below 0; ``bias``: corrected minus true.
    """
    said: dict[str, list[NDArray[np.generic]]] = {}
    for _ in range(runs):
        one = revise(dice, **world)  # type: ignore[arg-type]
        found = revisions(*one.counts, one.is_revised)
        same_, better, revised = one.is_revised & ~one.is_better, one.is_better, one.is_revised
        corrected, true = found.corrected, one.change
        held = (corrected.low <= true) & (true <= corrected.high)
        whole = true[revised].mean()
        for name, values in (
            ("helped", found.helped[same_]),
            ("hurt", found.hurt[same_]),
            ("seen", found.helped[better]),
            ("raw", (found.raw.low > 0)[same_]),
            ("held", held[revised]),
            ("overall", np.array([found.overall.low <= whole <= found.overall.high])),
            ("overall up", np.array([found.overall.low > 0])),
            ("overall down", np.array([found.overall.high < 0])),
            ("bias", (corrected.value - true)[revised]),
            ("raw bias", (found.raw.value - true)[revised]),
        ):
            said.setdefault(name, []).append(values)
    together = {name: np.concatenate(each) for name, each in said.items()}
    return {name: float(each.mean()) for name, each in together.items() if each.size}


def _held(low: Numbers, true: float | Numbers, high: Numbers) -> float:
    return float(((low <= true) & (true <= high)).mean())


def _beside(found: Differences, true: Numbers) -> Figures:
    shrunk = found.shrunk
    known = shrunk.is_known
    return {
        "held": _held(shrunk.low[known], true[known], shrunk.high[known]),
        "chance ruled out": float(1 - found.could_be_chance.mean()),
        "error": float(np.sqrt(np.square(shrunk.value - true)[known].mean())),
        "raw error": float(np.sqrt(np.square(found.raw - true)[known].mean())),
    }


def _units(table: NDArray[np.int64]) -> Counter[tuple[str, ...]]:
    return Counter(
        {(SCALE[i], SCALE[j]): int(table[i, j]) for i, j in np.ndindex(table.shape) if table[i, j]}
    )


def _floor(dice: np.random.Generator, slope: float, m: int) -> tuple[float, float, float]:
    """Return the correlation in organisations of ``m``: five questions, four points seen."""
    place = np.repeat(np.arange(ORGANISATIONS), m)
    own = 0.5 * dice.normal(size=(2, ORGANISATIONS))
    able = dice.normal(size=place.size)
    practice = dice.binomial(5, expit(1 + able + own[0, place])) / 5
    floor = dice.binomial(4, expit(slope * able + dice.normal(size=able.size) + own[1, place])) / 4
    found = association(practice, floor, place).whole
    return found.value, found.low, found.high


ROUNDS: dict[str, dict[str, object]] = {
    "the worst revised": {},
    "any revised": {"only_worst": False},
    "few persons": {"persons": 4},
    "unequal": {"sizes": UNEQUAL},
    "one big": {"sizes": ONE_BIG},
    "all better by .1": {"trend": 0.5},
    "alike, all better": {"likeness": 0.2, "trend": 0.5, "persons": 5},
    "only the very worst": {"n_revised": 1},
    "easy questions": {"easy": 2.5},
    "organisations drift": {"drift": 0.5},
    "half better by .25": {"effect": 1.5},
    "half better by .15": {"effect": 0.8},
}


SIZES = {"equal": np.ones(ORGANISATIONS), "unequal": UNEQUAL, "one big": ONE_BIG}


def main() -> None:
    """Print all of it."""
    dice = np.random.default_rng(2026)
    for name, p, m, icc in product(SIZES, (0.7, 0.9), (3, 6, 12, 25), (0.05, 0.10, 0.20)):
        found = shares(dice, p=p, m=m, icc=icc, sizes=SIZES[name], runs=8000)
        _print("share", f"{name}, p {p}, m {m}, ICC {icc:.2f}", found)
    for m, icc in product((6, 12), (0.05, 0.10, 0.20)):
        found = magnets(dice, a=0.4, p=0.4, m=m, icc=icc, runs=8000)
        _print("a - p", f"a = p = .4, m {m}, ICC {icc:.2f}", found)
    for easy, sorts in product((0.0, 1.5, 3.0), (0.0, 1.0, 2.0)):
        found = item_rests(dice, easy=easy, sorts=sorts, persons=42, runs=3000)
        _print("item-rest", f"easy {easy}, sorts {sorts}", found)
    for alike_, m, lopsided in product((0.4, 0.7, 0.9), (3, 12), (False, True)):
        found = agreements(dice, alike_=alike_, m=m, lopsided=lopsided, runs=300)
        _print("agreement", f"{alike_}, m {m}{', lopsided' if lopsided else ''}", found)
    for m, tau in product((3, 8, 20), (0.0, 0.5, 1.0)):
        world = f"m {m}, tau {tau}"
        found = differing_of_persons(dice, m=m, tau=tau, runs=300)
        _print("organisations", f"25 answers, {world}", found)
    for slope, m in product((0.0, 0.7, 2.0), (5, 12, 25)):
        _print("floor", f"slope {slope}, m {m}", floors(dice, slope=slope, m=m, runs=500))
    for speed, tau in product((-2.5, -1.7, -0.5), (0.0, 0.6, 1.0)):
        found = masteries(dice, speed=speed, tau=tau, m=12, runs=300)
        _print("mastery", f"speed {speed}, tau {tau}", found)
    _print("missing", "a quarter, all wrong", stopping(dice, p=0.6, runs=8000))
    for icc in (0.02, 0.10, 0.20):
        _print("ICC", f"{icc:.2f}", iccs(dice, icc=icc, m=12, runs=200))
    for name, one in ROUNDS.items():
        runs = 600 if one.get("n_revised") == 1 else 150
        _print("revisions", name, rounds(dice, runs=runs, **one))


def _print(what: str, world: str, found: Figures) -> None:
    shown = [f"{name} {value:.3f}" for name, value in found.items()]
    print(f"{what:<14}{world:<32}{'  '.join(shown)}", flush=True)


if __name__ == "__main__":
    main()
