"""Organisations side by side: what is chance is called so."""

import numpy as np
import pytest
from scipy import integrate, stats
from scipy.special import expit

from wpo.stats.differences import organisations, organisations_of_persons
from wpo.stats.hierarchy import posterior
from wpo.stats.shrinkage import shrink


def test_the_grid_is_the_integral() -> None:
    """One organisation beside an empty one: the posterior mean is that of numerical integration."""

    def weight(eta: float, power: int) -> float:
        def inner(tau: float) -> float:
            return stats.norm.pdf(eta, 0, np.hypot(1.5, tau)) * stats.halfnorm.pdf(tau, 0, 0.75)

        p = expit(eta)
        return p**power * p**9 * (1 - p) ** 3 * integrate.quad(inner, 0, 3)[0]

    top, bottom = (integrate.quad(weight, -7, 7, args=(power,))[0] for power in (1, 0))
    found = organisations([[9, 9]], [[12, 12]])
    alone = _alone(9, 12)

    assert alone == pytest.approx(top / bottom, abs=1e-3)
    assert alone < found.shrunk.value[0, 0] < 9 / 12


def _alone(hits: int, n: int) -> float:
    return float(posterior(np.array([[hits, 0]]), np.array([[n, 0]]), scale=0.75).value[0, 0])


def test_chance_is_that_of_scipy() -> None:
    """Where chi-square of ``scipy.stats`` says more than .05, the difference can be chance."""
    dice, n = np.random.default_rng(4), np.full((60, 7), 12)
    hits = dice.binomial(n, dice.uniform(0.45, 0.95, size=(60, 7)))
    said = organisations(hits, n).could_be_chance
    p = [stats.chi2_contingency([a, 12 - a], correction=False).pvalue for a in hits]

    assert said.tolist() == [one >= 0.05 for one in p]
    assert 0 < said.sum() < 60


@pytest.mark.parametrize(("m", "tau"), [(6, 0.0), (6, 0.5), (12, 0.5), (12, 1.0)])
def test_shrunk_shares_are_closer_and_hold_the_truth(m: int, tau: float) -> None:
    """Seven organisations: smaller errors than raw, 91 % or more held, chance rarely ruled out."""
    dice = np.random.default_rng(m)
    true = expit(dice.normal(0.8, 0.6, size=(120, 1)) + tau * dice.normal(size=(120, 7)))
    n = np.maximum(1, dice.poisson(m, size=true.shape))
    found = organisations(dice.binomial(n, true), n)
    error = np.square(found.shrunk.value - true).mean()

    assert error < np.square(found.raw - true).mean()
    assert ((found.shrunk.low <= true) & (true <= found.shrunk.high)).mean() >= 0.91
    if tau == 0:
        assert found.could_be_chance.mean() >= 0.92


def test_normal_logits_would_not_hold_it() -> None:
    """The reason for the grid: shrunk normal logits hold the truth in far fewer than 95 %."""
    dice = np.random.default_rng(12)
    logits = dice.normal(0.8, 0.6, size=(400, 1)) + dice.normal(size=(400, 7))
    n = np.full(logits.shape, 12)
    h = dice.binomial(n, expit(logits))
    error = np.sqrt(1 / (h + 0.5) + 1 / (n - h + 0.5))
    normal = shrink(np.log((h + 0.5) / (n - h + 0.5)), error, scale=0.75)

    assert ((normal.low <= logits) & (logits <= normal.high)).mean() < 0.9


def test_shares_of_persons_are_compared_as_persons() -> None:
    """Chance is the F of ``scipy.stats.f_oneway`` over persons, whatever number of answers."""
    dice, said, expected = np.random.default_rng(9), [], []
    for shift in np.linspace(0, 0.3, 12):
        each = [np.clip(dice.normal(0.5 + shift * (j == 0), 0.2, 9), 0, 1) for j in range(7)]
        sums = [[f(one) for one in each] for f in (len, np.sum, lambda a: np.square(a).sum())]
        said.append(bool(organisations_of_persons(*sums).could_be_chance[0]))
        expected.append(bool(stats.f_oneway(*each).pvalue >= 0.05))

    assert said == expected
    assert set(said) == {True, False}


def test_one_organisation_is_compared_with_nobody() -> None:
    """With one organisation there is no number, and a sentence."""
    found = organisations([[5, 0]], [[9, 0]])

    assert not found.shrunk.one(0, 0).is_known
    assert "geen andere" in found.shrunk.one(0, 0).note
    assert found.could_be_chance.all()
    assert not organisations_of_persons(
        [[1, 1]], [[0.5, 0.2]], [[0.25, 0.04]]
    ).shrunk.is_known.any()
