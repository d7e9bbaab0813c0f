"""Revisions: "it helped" is said where it did, and hardly ever where nothing changed."""

import numpy as np
import pytest
from scipy import stats

from tests.stats.worlds import Round, revise
from wpo.stats.revisions import FEWEST_CONTROLS, Revisions, revisions, same_persons


def simulate(runs: int, seed: int, **world: float | bool) -> list[tuple[Round, Revisions]]:
    """Return rounds of revisions with what is said of them."""
    dice = np.random.default_rng(seed)
    rounds = [revise(dice, **world) for _ in range(runs)]  # type: ignore[arg-type]
    return [(one, revisions(*one.counts, one.is_revised)) for one in rounds]


@pytest.mark.parametrize(
    "world",
    [
        {},
        {"persons": 4},
        {"only_worst": False},
        {"trend": 0.5},
        {"likeness": 0.2, "trend": 0.5, "persons": 5},
        {"n_revised": 1},
    ],
    ids=["worst", "few persons", "any", "all better", "alike and all better", "one"],
)
def test_nothing_changed_is_hardly_called_help(world: dict[str, float]) -> None:
    """At most 5 % of revised questions that are as before are said to be helped."""
    helped = [found.helped[one.is_revised] for one, found in simulate(40, 7, **world)]

    assert np.concatenate(helped).mean() <= 0.05


def test_seeing_only_the_difference_would_call_it_help() -> None:
    """Where all became better by .10 and the worst were revised, raw intervals do so in over 10 %."""
    done = simulate(40, 7, trend=0.5)
    raw = np.concatenate([(found.raw.low > 0)[one.is_revised] for one, found in done])

    assert raw.mean() > 0.1


def test_help_is_seen_and_not_lent_to_others() -> None:
    """Of revisions that add 25 points half or more are seen; those beside them stay below 5 %."""
    done = simulate(40, 3, effect=1.5)
    seen = np.concatenate([found.helped[one.is_better] for one, found in done])
    beside = np.concatenate([found.helped[one.is_revised & ~one.is_better] for one, found in done])

    assert seen.mean() > 0.5
    assert beside.mean() <= 0.05


def test_luck_that_turns_is_taken_off() -> None:
    """Of the worst of questions that are alike, raw changes are too high and corrected are not."""
    done = simulate(60, 5, likeness=0.2)
    raw = np.mean([found.raw.value[one.is_revised].mean() for one, found in done])
    corrected = np.mean([found.corrected.value[one.is_revised].mean() for one, found in done])

    assert raw > 0.04
    assert -0.03 < corrected < 0.01


def test_all_together_is_within_its_interval() -> None:
    """Of any questions, revised without effect, the mean change has 0 in its interval in 95 %."""
    done = simulate(150, 11, only_worst=False)

    assert np.mean([found.overall.low <= 0 <= found.overall.high for _, found in done]) >= 0.9
    assert np.mean([found.control.low <= 0 <= found.control.high for _, found in done]) >= 0.9


def test_the_raw_change_is_that_of_scipy() -> None:
    """Student's t over organisations with both is ``ttest_rel``; "2 van 3 hoger" is counted."""
    bh, bn = [[4, 5, 6, 3]], [[10, 10, 10, 10]]
    ah, an = [[8, 4, 9, 0]], [[10, 10, 10, 0]]
    found = revisions(bh, bn, ah, an, [True])
    expected = stats.ttest_rel([0.8, 0.4, 0.9], [0.4, 0.5, 0.6]).confidence_interval(0.95)

    assert (found.raw.low[0], found.raw.high[0]) == pytest.approx((expected.low, expected.high))
    assert (found.n_higher[0], found.n_compared[0], found.raw.n[0]) == (2, 3, 60)


def test_without_controls_nobody_is_sure() -> None:
    """The clearest change helped nobody while there is nothing unrevised beside it."""
    few = FEWEST_CONTROLS
    bh, ah = np.full((few + 1, 7), 20), np.full((few + 1, 7), 20)
    bh[0], ah[0] = 4, 38
    n = np.full(bh.shape, 40)
    revised = np.arange(few + 1) == 0

    assert revisions(bh, n, ah, n, revised).helped.tolist() == [True] + [False] * few
    less = revisions(bh[:-1], n[:-1], ah[:-1], n[:-1], revised[:-1])
    assert not less.helped.any()
    assert "ongewijzigde" in less.shrunk.one(0).note
    assert revisions(ah, n, bh, n, revised).hurt[0]
    two = np.where(np.arange(7) < 2, n, 0)
    assert not revisions(np.minimum(bh, two), two, np.minimum(ah, two), two, revised).helped.any()


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
