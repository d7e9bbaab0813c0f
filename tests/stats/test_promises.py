"""What holds for every number with an interval, whatever the counts: found by Hypothesis.

That a value lies within its interval needs no sentence here: an estimate refuses to be otherwise.
"""

from collections import Counter
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from wpo.stats.clusters import ICCS
from wpo.stats.differences import organisations_of_persons
from wpo.stats.estimates import Estimates
from wpo.stats.floor import association
from wpo.stats.items import difference, item_rest, moments_of, second_try
from wpo.stats.mastery import mastery
from wpo.stats.missing import funnel
from wpo.stats.ratings import ratings
from wpo.stats.reliability import alpha_of, kappa_of, same_of
from wpo.stats.revisions import revisions, same_persons
from wpo.stats.shares import share, share_of_organisations

Counts = NDArray[np.int64]

# Right, wrong and neither, of one to eight organisations; some have nobody.
answers = st.lists(
    st.tuples(st.integers(0, 30), st.integers(0, 30), st.integers(0, 30)), min_size=1, max_size=8
).map(np.array)

OF_ANSWERS: dict[str, Callable[[Counts], Estimates]] = {
    "share": lambda each: share(each[:, 0], each.sum(axis=1)),
    "range": lambda each: share(each[:, 0], each.sum(axis=1), icc=ICCS[-1]),
    "t": lambda each: share_of_organisations(each[:, 0], each.sum(axis=1)),
    "difference": lambda each: difference(each[:, 0], each[:, 1], each.sum(axis=1)),
    "same persons": lambda each: same_persons(each[:, 0], each[:, 1], each.sum(axis=1)),
    "top": lambda each: ratings(each).top,
    "second try": lambda each: second_try([each[:, 0]], [each.sum(axis=1)], [2]).gain,
    "funnel": lambda each: funnel([each.sum(axis=1), each[:, :2].sum(axis=1), each[:, 0]]),
    "mastery": lambda each: mastery(each.T, each.T[::-1]).share,
}


@pytest.mark.parametrize("name", OF_ANSWERS)
@settings(max_examples=25, deadline=None)
@given(each=answers, dice=st.randoms())
def test_the_order_of_organisations_does_not_matter(
    name: str, each: Counts, dice: np.random.Generator
) -> None:
    """Organisations have letters, no places; and nothing warns, also with nobody anywhere."""
    other = each[dice.sample(range(len(each)), len(each))]
    one, two = (OF_ANSWERS[name](rows) for rows in (each, other))

    for part in ("value", "low", "high"):
        assert getattr(one, part) == pytest.approx(getattr(two, part), nan_ok=True, abs=1e-9)
    assert (one.n == two.n).all()


@pytest.mark.parametrize("name", [one for one in OF_ANSWERS if one != "mastery"])
@settings(max_examples=25, deadline=None)
@given(each=answers, times=st.integers(2, 9))
def test_more_of_the_same_is_never_less_sure(name: str, each: Counts, times: int) -> None:
    """Every organisation with twice the persons, all with the same shares: no wider interval."""
    few, many = OF_ANSWERS[name](each), OF_ANSWERS[name](each * times)
    known = few.is_known

    assert many.value[known] == pytest.approx(few.value[known])
    assert ((many.high - many.low)[known] <= (few.high - few.low)[known] + 1e-9).all()


@settings(max_examples=25, deadline=None)
@given(each=answers)
def test_all_right_and_all_wrong_are_mirrors(each: Counts) -> None:
    """The interval of who is wrong is that of who is right, turned round."""
    n = each.sum(axis=1)
    for function in (share, share_of_organisations):
        right, wrong = function(each[:, 0], n), function(n - each[:, 0], n)

        assert right.low == pytest.approx(1 - wrong.high, nan_ok=True, abs=1e-9)


@settings(max_examples=15, deadline=None)
@given(each=st.lists(answers.filter(lambda one: len(one) > 2), min_size=1, max_size=3))
def test_organisations_side_by_side_have_no_order(each: list[Counts]) -> None:
    """Turned round they are the same; each shrunk share is between 0 and 1, like its interval."""
    k = min(len(one) for one in each)
    hits = np.array([one[:k, 0] for one in each])
    n = hits + np.array([one[:k, 1] for one in each])
    args = (n, hits, hits)  # each person all right or all wrong
    one = organisations_of_persons(*args)
    two = organisations_of_persons(*(each[:, ::-1] for each in args))

    assert one.shrunk.value == pytest.approx(two.shrunk.value[:, ::-1], nan_ok=True, abs=1e-6)
    assert (one.could_be_chance == two.could_be_chance).all()
    assert not (one.shrunk.low < 0).any()
    assert not (one.shrunk.high > 1).any()


@settings(max_examples=15, deadline=None)
@given(each=st.lists(st.lists(st.integers(0, 9), min_size=9, max_size=9), min_size=1, max_size=7))
def test_agreement_has_no_order_of_groups(each: list[list[int]]) -> None:
    """Alpha, kappa and the exact share, with their intervals, are the same for any order."""
    scale = ("0", "1", "2")
    groups = [
        Counter({(scale[k // 3], scale[k % 3]): n for k, n in enumerate(one) if n}) for one in each
    ]
    for function in (
        lambda g: alpha_of(g, scale, "ordinal"),
        lambda g: kappa_of(g, scale),
        same_of,
    ):
        one, two = function(groups), function(groups[::-1])
        three = [[found.value, found.low, found.high] for found in (one, two)]

        assert three[0] == pytest.approx(three[1], nan_ok=True)
        assert not min(three[0]) < -1
        assert not max(three[0]) > 1


def test_revisions_have_no_order() -> None:
    """Neither that of questions nor that of organisations changes what is said of one."""
    dice = np.random.default_rng(1)
    n = dice.integers(0, 9, size=(2, 20, 7))
    hits = dice.binomial(n, 0.7)
    revised = np.arange(20) < 6
    rows, columns = dice.permutation(20), dice.permutation(7)
    counts = (hits[0], n[0], hits[1], n[1])
    one = revisions(*counts, revised)
    two = revisions(*(each[rows][:, columns] for each in counts), revised[rows])

    assert two.shrunk.low == pytest.approx(one.shrunk.low[rows], nan_ok=True)
    assert two.overall.value == pytest.approx(one.overall.value)


@pytest.mark.parametrize("k", [1, 2, 7])
@pytest.mark.parametrize("p", [0, 0.5, 1])
def test_the_ends_are_no_exception(k: int, p: float) -> None:
    """Nobody, one organisation, all right or all wrong: a number or an unknown, and no warning."""
    for persons in (0, 1, 40):
        n = np.full((8, k), persons)
        hits = (n * p).astype(int)
        found = revisions(hits, n, hits, n, np.arange(8) < 2)

        assert not (found.helped | found.hurt).any()
        assert organisations_of_persons(n, hits, hits).could_be_chance.all()
        assert share(hits, n).is_known.all() == (persons > 0)


def test_ends_of_correlations_are_no_exception() -> None:
    """Nobody, and everybody the same, have no correlation; all in line has one of 1."""
    nobody = np.zeros(0)
    x, place = np.arange(70.0), np.arange(70) % 7
    line = item_rest(moments_of(0 * place, place, x, x, shape=(1, 7)), 5)

    assert not association(nobody, nobody, nobody).whole.is_known
    assert not item_rest(moments_of(nobody, nobody, nobody, nobody, shape=(1, 7)), 5).is_known
    assert not item_rest(moments_of(0 * place, place, x, 0 * x, shape=(1, 7)), 5).is_known
    assert line.value == pytest.approx(1)
    assert association(x, -x, place).whole.value == pytest.approx(-1)
