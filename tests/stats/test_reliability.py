"""Agreement as estimates: the coefficients of others, and intervals that wait for enough."""

from collections import Counter

import numpy as np
import pytest
from statsmodels.stats.inter_rater import cohens_kappa

from wpo.stats.reliability import alpha_of, code_units, kappa, kappa_of, same, same_of

SCALE = ("nog_niet", "beetje", "gezien")


def table(dice: np.random.Generator, n: int) -> np.ndarray:
    """Return how often two people gave each pair of answers."""
    chances = np.array([[4, 2, 0], [1, 5, 2], [1, 1, 6]]) / 22
    return dice.multinomial(n, chances.ravel()).reshape(3, 3)


def units(counts: np.ndarray) -> Counter[tuple[str, ...]]:
    """Return a table as units."""
    return Counter(
        {(a, b): int(counts[i, j]) for i, a in enumerate(SCALE) for j, b in enumerate(SCALE)}
    )


def test_kappa_is_that_of_statsmodels() -> None:
    """Quadratic weights, both margins: ``statsmodels.stats.inter_rater.cohens_kappa``."""
    counts = table(np.random.default_rng(1), 80)
    golden = cohens_kappa(counts, weights=np.arange(3), wt="quadratic", return_results=False)

    assert kappa(units(counts), SCALE) == pytest.approx(golden)
    assert kappa(Counter({("gezien", "gezien"): 4}), SCALE) is None
    with pytest.raises(ValueError, match="paren"):
        kappa({("gezien", "anders"): 1}, SCALE)


def test_each_comes_with_an_interval() -> None:
    """Alpha, kappa and the exact share of seven groups, each within its interval."""
    dice = np.random.default_rng(2)
    groups = [units(table(dice, 12)) for _ in range(7)]

    for found in (alpha_of(groups, SCALE, "ordinal"), kappa_of(groups, SCALE), same_of(groups)):
        assert found.low < found.value < found.high
        assert (found.n, found.n_organisations) == (84, 7)


def test_the_interval_of_kappa_holds_what_it_promises() -> None:
    """With seven groups of twelve the truth is within in 92 to 98 %."""
    dice = np.random.default_rng(3)
    true = kappa(units(np.array([[4, 2, 0], [1, 5, 2], [1, 1, 6]])), SCALE) or 0
    found = [kappa_of([units(table(dice, 12)) for _ in range(7)], SCALE) for _ in range(300)]

    assert 0.92 <= np.mean([one.low <= true <= one.high for one in found]) <= 0.98


def test_few_things_give_no_number() -> None:
    """Nineteen things, two groups, or always the same answer: unknown, with a reason."""
    three = [Counter({("ja", "ja"): 4, ("ja", "nee"): 2, ("nee", "nee"): 1})] * 3

    assert alpha_of(three, ("nee", "ja"), "nominal").is_known
    less = [*three[:2], Counter({("ja", "nee"): 5})]
    assert "Te weinig" in alpha_of(less, ("nee", "ja"), "nominal").note
    assert not alpha_of([three[0] + three[0] + three[0]] * 2, ("nee", "ja"), "nominal").is_known
    assert not alpha_of([Counter({("ja", "ja"): 9})] * 3, ("nee", "ja"), "nominal").is_known


def test_codes_become_yes_or_no() -> None:
    """A remark can have several codes, and more than two readers; one reader compares nothing."""
    remarks = [[{"woord"}, {"woord", "plaatje"}, set()], [{"plaatje"}, set()], [{"woord"}]]
    found = code_units(remarks, "woord")

    assert found == Counter({("ja", "ja", "nee"): 1, ("nee", "nee"): 1, ("ja",): 1})
    assert same(found) == pytest.approx((1 / 3 + 1) / 2)
    assert same(Counter({("ja",): 3})) is None
