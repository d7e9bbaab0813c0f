"""Revisions: "it helped" is said where it did, and hardly ever where nothing changed."""

import numpy as np
import pytest
from scipy import stats

from tests.stats.simulations import ROUNDS, rounds
from tests.stats.worlds import UNEQUAL
from wpo.stats.revisions import FEWEST_CONTROLS, revisions, same_persons


@pytest.mark.parametrize("world", [name for name in ROUNDS if "half" not in name])
def test_nothing_changed_is_hardly_called_help(world: str) -> None:
    """At most 5 % of revised questions that are as before are said to be helped, or hurt."""
    runs = 40 if world == "only the very worst" else 8
    found = rounds(np.random.default_rng(7), runs=runs, **ROUNDS[world])

    assert found["helped"] <= 0.05
    assert found["hurt"] <= 0.05
    assert found["held"] >= 0.92


def test_seeing_only_the_difference_would_call_it_help() -> None:
    """All became better by .10 and the worst were revised: raw intervals do so in over 10 %."""
    found = rounds(np.random.default_rng(7), runs=8, **ROUNDS["all better by .1"])

    assert found["raw"] > 0.1
    assert found["raw bias"] > 0.06


def test_help_is_seen_and_not_lent_to_others() -> None:
    """Of revisions that add 25 points half or more are seen; those beside them stay below 5 %."""
    found = rounds(np.random.default_rng(3), runs=15, **ROUNDS["half better by .25"])

    assert found["seen"] > 0.5
    assert found["helped"] <= 0.05
    assert found["held"] >= 0.92


@pytest.mark.parametrize("easy", [1.0, 2.5])
def test_luck_that_turns_is_taken_off(easy: float) -> None:
    """Of the worst of questions that are alike, raw changes are too high and corrected are not."""
    world = {"likeness": 0.2, "easy": easy, "persons": 5, "sizes": UNEQUAL}
    found = rounds(np.random.default_rng(5), runs=15, **world)

    assert found["raw bias"] > 0.04
    assert -0.04 < found["bias"] < 0.01


def test_all_together_is_within_its_interval() -> None:
    """The mean change of all that was revised is held, where all is easy or sizes are unequal."""
    dice, worlds = np.random.default_rng(11), ("easy questions", "unequal")
    found = [rounds(dice, runs=20, **ROUNDS[one]) for one in worlds]

    assert np.mean([one["overall"] for one in found]) >= 0.92
    assert min(one["bias"] for one in found) > -0.03


def test_the_raw_change_is_that_of_scipy() -> None:
    """Student's t over organisations with both is ``ttest_rel``; "2 van 3 hoger" is counted."""
    bh, bn = [[4, 5, 6, 3]], [[10, 10, 10, 10]]
    ah, an = [[8, 4, 9, 0]], [[10, 10, 10, 0]]
    found = revisions(bh, bn, ah, an, [True])
    expected = stats.ttest_rel([0.8, 0.4, 0.9], [0.4, 0.5, 0.6]).confidence_interval(0.95)

    assert (found.raw.low[0], found.raw.high[0]) == pytest.approx((expected.low, expected.high))
    assert (found.n_higher[0], found.n_compared[0], found.raw.n[0]) == (2, 3, 60)


def test_up_is_up_whatever_happened_beside_it() -> None:
    """In how many organisations it rose, also where the controls rose by more."""
    before, n = np.full((6, 3), 5), np.full((6, 3), 10)
    after = np.full((6, 3), 9)
    after[0] = [6, 6, 4]
    found = revisions(before, n, after, n, np.arange(6) == 0)

    assert found.n_higher[0] == 2
    assert found.corrected.value[0] < 0


def test_without_controls_nobody_is_sure() -> None:
    """The clearest change helped nobody while there is nothing unrevised beside it."""
    few = FEWEST_CONTROLS
    bh, ah = np.full((few + 1, 7), 20), np.full((few + 1, 7), 20)
    bh[0], ah[0] = 4, 38
    n = np.full(bh.shape, 40)
    revised = np.arange(few + 1) == 0

    assert revisions(bh, n, ah, n, revised).helped.tolist() == [True] + [False] * few
    less = revisions(bh[:-1], n[:-1], ah[:-1], n[:-1], revised[:-1])
    for one in (less.corrected.one(0), less.shrunk.one(0), less.overall):
        assert not one.is_known
        assert "ongewijzigde" in one.note
    assert not less.helped.any()
    assert revisions(ah, n, bh, n, revised).hurt[0]
    two = np.where(np.arange(7) < 2, n, 0)
    of_two = revisions(np.minimum(bh, two), two, np.minimum(ah, two), two, revised)
    assert not of_two.helped.any()
    assert not of_two.overall.is_known
    assert "3 organisaties" in of_two.overall.note


def test_all_together_counts_persons_and_not_their_answers() -> None:
    """Ten people who answered ten revised questions are ten, and all that was seen is of them."""
    n = np.full((20, 7), 10)
    found = revisions(n // 2, n, n // 2, n, np.arange(20) < 10)

    assert (found.overall.n, found.control.n) == (140, 140)


def test_one_big_organisation_makes_all_together_less_sure() -> None:
    """Student's t of as many organisations as their weights are worth, written out."""
    n = np.tile([220, 10, 10, 10, 20, 10, 10], (30, 1))
    change = np.array([0.1, -0.1, 0.3, 0.2, 0.1, 0.0, -0.2])
    is_revised = np.arange(30) < 10
    after = np.rint(n * (0.5 + change * is_revised[:, None])).astype(int)
    found = revisions(n // 2, n, after, n, is_revised).overall
    weight = n[0] / (1 + (n[0] - 1) * 0.1)
    part = weight / weight.sum()
    far = change - part @ change
    error = np.sqrt((part**2 * far**2 / (1 - part)).sum())
    margin = stats.t.ppf(0.975, 1 / (part**2).sum() - 1) * error

    assert (found.high - found.low) / 2 == pytest.approx(margin)


def test_who_saw_both_is_told_apart() -> None:
    """Better minus worse of the same persons, with a warning that they practised."""
    found = same_persons([[3] * 7], [[1] * 7], [[8] * 7]).one(0)

    assert found.value == 0.25
    assert found.note.startswith("Dezelfde mensen")


def test_what_cannot_be_is_refused() -> None:
    """Other shapes and more right than persons are mistakes."""
    for ah, revised in (([[9]], [True]), ([[1, 1]], [True]), ([[1]], [True, False])):
        with pytest.raises(ValueError, match=r"hits|shape|is_revised"):
            revisions([[1]], [[2]], ah, [[2]], revised)
