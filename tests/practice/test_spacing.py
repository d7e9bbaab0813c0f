"""The return of missed questions: which ones, when, and that order of reading does not matter."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wpo.practice.spacing import MOST_RETURNING, REST, Ended, returning

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
A, B, C = ("a1", "q1"), ("a1", "q2"), ("a2", "q1")


def _ended(question: tuple[str, str], days_ago: float, missed: bool = True) -> Ended:
    return Ended(question=question, missed=missed, ended_at=NOW - timedelta(days=days_ago))


# Few questions and few moments, so that ends meet on the same question and at the same moment.
histories = st.lists(
    st.builds(
        _ended,
        st.sampled_from([A, B, C, ("a2", "q2")]),
        st.sampled_from([-1, 0, 1, 4.999, 5, 5.001, 6, 7, 30]),
        st.booleans(),
    ),
    max_size=8,
)


@pytest.mark.parametrize(
    ("history", "expected"),
    [
        ([], ()),
        ([_ended(A, 7)], (A,)),
        ([_ended(A, 7, missed=False)], ()),
        ([_ended(A, 4.999)], ()),
        ([_ended(A, 5)], (A,)),
        ([_ended(A, 9), _ended(A, 7, missed=False)], ()),
        ([_ended(A, 9, missed=False), _ended(A, 7)], (A,)),
        ([_ended(A, 9), _ended(A, 2)], ()),
        ([_ended(A, 6), _ended(B, 8)], (B, A)),
        ([_ended(A, 6), _ended(B, 8), _ended(C, 7)], (B, C)),
        ([_ended(C, 7), _ended(B, 7), _ended(A, 7)], (A, B)),
        ([_ended(A, 7, missed=False), _ended(A, 7)], (A,)),
        ([_ended(A, 7), _ended(A, 7, missed=False)], (A,)),
        ([_ended(A, -1)], ()),
    ],
)
def test_examples(history: list[Ended], expected: tuple[tuple[str, str], ...]) -> None:
    """The newest end decides, five days must have passed, the longest waiting comes first."""
    assert returning(history, NOW) == expected


@given(histories)
def test_rules(history: list[Ended]) -> None:
    """At most two come back, none before five days, and only what was missed the last time."""
    back = returning(history, NOW)

    assert len(back) <= MOST_RETURNING
    assert len(set(back)) == len(back)
    for question in back:
        newest = max(one.ended_at for one in history if one.question == question)
        last = [one for one in history if (one.question, one.ended_at) == (question, newest)]
        assert NOW - newest >= REST
        assert any(one.missed for one in last)


@given(histories.flatmap(lambda one: st.tuples(st.just(one), st.permutations(one))))
def test_any_order(histories: tuple[list[Ended], list[Ended]]) -> None:
    """The order in which somebody's history is read changes nothing."""
    history, mixed = histories

    assert returning(mixed, NOW) == returning(history, NOW)


@given(histories)
def test_longest_waiting_first(history: list[Ended]) -> None:
    """Nothing that waited longer is passed over for something newer."""
    back = returning(history, NOW)
    newest = {
        one.question: max(other.ended_at for other in history if other.question == one.question)
        for one in history
    }
    waiting = [one for one in newest if returning([e for e in history if e.question == one], NOW)]

    assert [newest[one] for one in back] == sorted(newest[one] for one in waiting)[:2]
    assert len(back) == min(len(waiting), 2)


@given(histories)
def test_good_end_stops(history: list[Ended]) -> None:
    """Once a question went well after all, it does not come back."""
    solved = [_ended(one, -2, missed=False) for one in {one.question for one in history}]

    assert returning([*history, *solved], NOW) == ()
