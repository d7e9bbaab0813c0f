"""Agreement as estimates: the coefficients of others, and intervals that wait for enough."""

from collections import Counter

import numpy as np
import pytest
from scipy import stats
from statsmodels.stats.inter_rater import cohens_kappa

from tests.stats.simulations import agreements
from wpo.stats.agreement import alpha, jackknife
from wpo.stats.reliability import alpha_of, kappa, kappa_of, same_of
from wpo.stats.shares import share_of_organisations

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


@pytest.mark.parametrize("lopsided", [False, True])
@pytest.mark.parametrize("m", [3, 12])
@pytest.mark.parametrize("alike", [0.4, 0.9])
def test_intervals_of_agreement_hold_what_they_promise(
    alike: float, m: int, *, lopsided: bool
) -> None:
    """Alpha, kappa and the exact share are within in 92 % or more, also near 1 with 21 things."""
    dice = np.random.default_rng(3)
    found = agreements(dice, alike_=alike, m=m, lopsided=lopsided, runs=120)

    assert min(found.values()) >= 0.92


def test_the_jackknife_alone_would_not() -> None:
    """Two of 21 apart, both in one group: leaving out the others changes next to nothing."""
    groups = [Counter({("ja", "ja"): 2, ("nee", "nee"): 1})] * 6
    groups = [*groups, Counter({("ja", "ja"): 1, ("ja", "nee"): 2})]
    found = alpha_of(groups, ("nee", "ja"), "nominal")
    alone = jackknife(groups, lambda units: alpha(units, ("nee", "ja"), "nominal"))

    assert alone is not None
    assert found.low < alone[0]
    assert found.low < found.value < found.high <= 1


def test_groups_that_differ_make_the_exact_share_less_sure() -> None:
    """In groups of one size it is the interval of a share by organisation, which has other code."""
    hits = [12, 3, 9, 12, 6, 11, 5]
    found = same_of([Counter({("ja", "ja"): h, ("ja", "nee"): 12 - h}) for h in hits])
    expected = share_of_organisations(hits, [12] * 7).one()

    assert (found.value, found.low, found.high) == pytest.approx(
        (expected.value, expected.low, expected.high), abs=1e-3
    )


def test_always_the_same_of_few_is_not_certain() -> None:
    """21 of 21 the same is Wilson's interval with Student's quantile of seven groups."""
    found = same_of([Counter({("ja", "ja"): 2, ("nee", "nee"): 1})] * 7)
    whole = alpha_of([Counter({("ja", "ja"): 2, ("nee", "nee"): 1})] * 7, ("nee", "ja"), "nominal")

    assert (found.value, found.high) == (1, 1)
    assert found.low == pytest.approx(21 / (21 + stats.t.ppf(0.975, 6) ** 2), abs=1e-3)
    assert whole.low < found.low


def test_few_things_give_no_number() -> None:
    """Nineteen things, two groups, or always the same answer: unknown, with a reason."""
    three = [Counter({("ja", "ja"): 4, ("ja", "nee"): 2, ("nee", "nee"): 1})] * 3

    assert alpha_of(three, ("nee", "ja"), "nominal").is_known
    less = [*three[:2], Counter({("ja", "nee"): 5})]
    assert "Te weinig" in alpha_of(less, ("nee", "ja"), "nominal").note
    assert not alpha_of([three[0] + three[0] + three[0]] * 2, ("nee", "ja"), "nominal").is_known
    assert not alpha_of([Counter({("ja", "ja"): 9})] * 3, ("nee", "ja"), "nominal").is_known
