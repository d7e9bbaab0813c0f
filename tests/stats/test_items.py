"""Items: flags that wait for enough persons, and correlations that match those of SciPy."""

import numpy as np
import pytest
from scipy import stats

from wpo.stats.items import Moments, difference, distractors, item_rest, moments_of, second_try


def test_an_option_is_dead_only_with_thirty() -> None:
    """Nobody of 29 says nothing; one of 30 is less than 5 %, two of 30 is not."""
    found = distractors([[0], [1], [2]], [[20]] * 3, [[29], [30], [30]])

    assert found.is_dead.tolist() == [False, True, False]


def test_a_magnet_is_beyond_doubt() -> None:
    """Twelve of 14 is not flagged; 40 against 10 of 70 is, 25 against 20 is not."""
    chosen, right = [[12], [40], [25]], [[0], [10], [20]]
    found = distractors(chosen, right, [[14], [70], [70]], icc=0)

    assert found.is_magnet.tolist() == [False, True, False]
    assert found.above_right.value[1] == pytest.approx(30 / 70)
    with pytest.raises(ValueError, match="samen"):
        distractors([[4]], [[4]], [[7]])


@pytest.mark.parametrize(("a", "p", "n"), [(0.3, 0.3, 20), (0.5, 0.3, 40), (0.1, 0.85, 30)])
def test_the_interval_of_a_difference_holds_it(a: float, p: float, n: int) -> None:
    """Of persons who choose one of three, the interval of a - p holds the truth in 95 %."""
    drawn = np.random.default_rng(1).multinomial(n, [a, p, 1 - a - p], size=8000)
    found = difference(drawn[:, :1], drawn[:, 1:2], n, icc=0)

    assert 0.93 <= ((found.low <= a - p) & (a - p <= found.high)).mean() <= 0.98


def test_a_second_try_is_laid_beside_guessing() -> None:
    """Half right with two options left is guessing; with one left there is nothing to learn."""
    found = second_try([[20] * 7, [36] * 7, [9] * 7], [[40] * 7, [40] * 7, [9] * 7], [2, 2, 1])

    assert found.gain.value[:2] == pytest.approx([0, 0.4])
    assert found.teaches.tolist() == [False, True, False]
    assert "nog maar één" in found.gain.one(2).note
    with pytest.raises(ValueError, match="left"):
        second_try([[1]], [[2]], [0])


def scores(runs: int, n: int, slope: float, dice: np.random.Generator) -> tuple[Moments, float]:
    """Return sums of seven organisations, for item and rest with this true correlation."""
    x, noise = dice.normal(size=(2, runs, n))
    y = slope * x + np.sqrt(1 - slope**2) * noise + (np.arange(n) % 7)
    place = np.broadcast_to(np.arange(n) % 7, x.shape).ravel()
    item = np.repeat(np.arange(runs), n)
    return moments_of(item, place, x.ravel(), y.ravel(), shape=(runs, 7)), slope


def test_item_rest_is_that_of_scipy() -> None:
    """In one organisation it is ``scipy.stats.pearsonr``; a pattern counts as often as it says."""
    dice = np.random.default_rng(3)
    x, y = dice.integers(0, 2, 80), dice.integers(0, 5, 80)
    found = item_rest(moments_of(0 * x, 0 * x, x, y, shape=(1, 1)), 5).one(0)
    twice = item_rest(moments_of(0 * x, 0 * x, x, y, 2, shape=(1, 1)), 5).one(0)

    assert found.value == pytest.approx(stats.pearsonr(x, y).statistic)
    assert (twice.value, twice.n) == (pytest.approx(found.value), 160)
    assert twice.high - twice.low < found.high - found.low


def test_item_rest_asks_for_thirty_persons_and_five_questions() -> None:
    """With 29 persons or four questions it is unknown, and says why."""
    dice = np.random.default_rng(4)
    few, enough = scores(1, 29, 0.3, dice)[0], scores(1, 30, 0.3, dice)[0]

    assert "30 mensen" in item_rest(few, 5).one(0).note
    assert "5 in deze opdracht" in item_rest(enough, 4).one(0).note
    assert item_rest(enough, 5).one(0).is_known


@pytest.mark.parametrize("slope", [0.0, 0.28])
def test_the_interval_of_item_rest_holds_it(slope: float) -> None:
    """Organisations that differ do not change it, and the truth is within in 95 %."""
    moments, true = scores(4000, 42, slope, np.random.default_rng(6))
    found = item_rest(moments, 5)

    assert 0.935 <= ((found.low <= true) & (true <= found.high)).mean() <= 0.965
