"""Organisations side by side: what is chance is called so."""

import numpy as np
import pytest
from scipy import stats

from tests.stats.simulations import differing_of_persons
from wpo.stats.differences import organisations_of_persons


@pytest.mark.parametrize(("m", "tau"), [(3, 0.0), (3, 0.5), (8, 0.0), (8, 1.0), (20, 1.0)])
def test_shrunk_shares_are_closer_and_hold_the_truth(m: int, tau: float) -> None:
    """Smaller errors than raw, 90 % or more held, and chance ruled out in 5 % where it is all."""
    found = differing_of_persons(np.random.default_rng(m), m=m, tau=tau, runs=60)

    assert found["error"] < found["raw error"]
    assert found["held"] >= 0.88
    if tau == 0:
        assert found["held"] >= 0.95
        assert found["chance ruled out"] <= 0.08


def test_shares_of_persons_are_compared_as_persons() -> None:
    """Chance is the F of ``scipy.stats.f_oneway`` over persons, whatever number of answers."""
    dice, said, expected = np.random.default_rng(9), [], []
    for shift in np.linspace(0, 0.3, 80):
        each = [np.clip(dice.normal(0.5 + shift * (j == 0), 0.2, 9), 0, 1) for j in range(7)]
        sums = [[f(one) for one in each] for f in (len, np.sum, lambda a: np.square(a).sum())]
        said.append(bool(organisations_of_persons(*sums).could_be_chance[0]))
        expected.append(bool(stats.f_oneway(*each).pvalue >= 0.05))

    assert said == expected
    assert set(said) == {True, False}


def test_one_organisation_is_compared_with_nobody() -> None:
    """With one organisation there is no number, and a sentence."""
    found = organisations_of_persons([[9, 0]], [[5, 0]], [[4, 0]])

    assert not found.shrunk.one(0, 0).is_known
    assert "geen andere" in found.shrunk.one(0, 0).note
    assert found.could_be_chance.all()
    assert not organisations_of_persons(
        [[1, 1]], [[0.5, 0.2]], [[0.25, 0.04]]
    ).shrunk.is_known.any()
