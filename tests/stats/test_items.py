"""Items: flags that wait for enough persons, and correlations that match those of SciPy."""

import numpy as np
import pytest
from scipy import stats

from tests.stats.simulations import item_rests, magnets
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


def test_a_difference_is_that_of_persons_one_by_one() -> None:
    """Each person +1, -1 or 0, one +1 and one -1 added: the mean and its error by NumPy."""
    rows = np.array([1] * (9 + 1) + [-1] * (4 + 1) + [0] * 12)
    expected = stats.norm.interval(0.95, rows.mean(), rows.std() / np.sqrt(rows.size))
    found = difference([9], [4], [25], icc=0).one()

    assert (found.low, found.high) == pytest.approx(expected)
    assert found.value == pytest.approx(5 / 25)


@pytest.mark.parametrize(("a", "p"), [(0.3, 0.3), (0.45, 0.45), (0.5, 0.3), (0.1, 0.8)])
def test_magnets_are_hardly_ever_made_up(a: float, p: float) -> None:
    """The interval of a - p holds it in 95 %, and as many is called more in less than 5 %."""
    found = magnets(np.random.default_rng(1), a=a, p=p, m=12, icc=0.1, runs=6000)

    assert 0.935 <= found["held"] <= 0.985
    if a <= p:
        assert found["magnet"] <= 0.035


def test_very_unlike_organisations_make_a_few_more_magnets() -> None:
    """Where the ICC is .20 and .10 was assumed, as many is called more in 5 to 7 %."""
    found = magnets(np.random.default_rng(2), a=0.4, p=0.4, m=12, icc=0.2, runs=6000)

    assert 0.05 < found["magnet"] < 0.07


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
    assert not item_rest(few, 5).is_known.any()
    assert not item_rest(enough, 4).is_known.any()
    assert item_rest(enough, 5).one(0).is_known


def test_good_organisations_make_no_good_question() -> None:
    """Two organisations, one better at everything: nothing goes together within either of them."""
    x, y = np.tile([[0, 0, 1, 1], [0, 1, 0, 1]], 20)
    place = np.repeat([0, 1], 40)
    found = item_rest(moments_of(0 * place, place, x + place, y + 3 * place, shape=(1, 2)), 5)

    assert found.value[0] == pytest.approx(0)
    assert (found.n[0], found.n_organisations[0]) == (80, 2)


def test_fewer_than_thirty_would_call_good_questions_bad() -> None:
    """The reason for thirty: of a correlation of .28, 7 % are below 0 by chance, with 10 22 %."""
    dice = np.random.default_rng(5)
    x, noise = dice.normal(size=(2, 20_000, 30))
    y = 0.28 * x + np.sqrt(1 - 0.28**2) * noise
    below = [(stats.pearsonr(x[:, :n], y[:, :n], axis=1).statistic < 0).mean() for n in (10, 30)]

    assert below == pytest.approx([0.22, 0.07], abs=0.03)


@pytest.mark.parametrize("easy", [0.0, 3.0])
@pytest.mark.parametrize("sorts", [0.0, 1.0, 2.0])
def test_the_interval_of_item_rest_holds_it(easy: float, sorts: float) -> None:
    """Organisations that differ do not change it, and the truth is within in 92 % or more."""
    world = {"easy": easy, "sorts": sorts, "persons": 42, "runs": 1000}

    assert item_rests(np.random.default_rng(6), **world)["held"] >= 0.92
