"""Nothing about fewer than five people passes, nor a share of fewer than ten."""

from collections.abc import Mapping
from itertools import product

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from wpo.evaluation.guarding import (
    NO_SHARE,
    estimate_columns,
    of_organisation,
    people,
    rows_together,
    together,
)
from wpo.evaluation.missing import Takings, missing_table
from wpo.evaluation.results import ALL, TOO_SMALL
from wpo.stats.shares import share


def test_counts_from_one_to_four_are_not_shown() -> None:
    """Nobody and five may be said."""
    assert people([0, 1, 4, 5]).tolist() == [0, pd.NA, pd.NA, 5]


def test_a_share_of_fewer_than_ten_is_not_shown() -> None:
    """Nine answers give no percentage, four not even their number; the reason stands beside it."""
    columns = estimate_columns("p", share([[4], [9], [10]], [[4], [9], [10]]))

    assert np.isnan(columns["p_value"]).tolist() == [True, True, False]
    assert np.isnan(columns["p_high"]).tolist() == [True, True, False]
    assert columns["p_n"].tolist() == [pd.NA, 9, 10]
    assert columns["p_note"].tolist()[:2] == [TOO_SMALL, NO_SHARE]


@given(st.lists(st.integers(0, 11), min_size=2, max_size=5))
@settings(max_examples=40, deadline=None)
def test_what_is_hidden_cannot_be_worked_out_from_the_total(counts: list[int]) -> None:
    """For each small cell every number from 1 to 4 fits all that is shown beside it."""
    names = [str(k) for k in range(len(counts))]
    told = together(dict(zip(names, counts, strict=True)), whole=sum(counts))
    shown = {name: one for name, one in told.items() if one is not None}
    hidden = [name for name in names if told[name] is None]
    ways = [
        dict(zip(hidden, way, strict=True))
        for way in product(range(16), repeat=len(hidden))
        if "" not in shown
        or sum(way) + sum(shown[one] for one in names if one in shown) == shown[""]
    ]

    assert all(one == 0 or one >= 5 for one in shown.values())
    for name, count in zip(names, counts, strict=True):
        if 0 < count < 5:
            assert {1, 2, 3, 4} <= {way[name] for way in ways}


def test_rows_are_guarded_each_for_itself() -> None:
    """One row with a small cell says nothing about the others."""
    shown = rows_together(np.array([[6, 7, 8], [1, 9, 12]]), np.array([21, 22]))

    assert shown.iloc[0].tolist() == [6, 7, 8, 21]
    assert shown.iloc[1].isna().sum() >= 2


def test_a_number_of_one_organisation_is_rough() -> None:
    """Tenths, and only of ten people or more: nobody sees that one of ten was wrong."""
    assert of_organisation([0.93, 0.97, 0.5], [15, 15, 9], 0.1)[:2].tolist() == [0.9, 1.0]
    assert np.isnan(of_organisation([0.5], [9], 0.1)).all()


def came(planned: int, begun: int, done: int, reasons: Mapping[str, int]) -> dict[str, int | None]:
    """Return which counts are shown of one opdracht: by step and reason."""

    def row(n: int) -> np.ndarray:
        return np.array([[n]] * 2, np.int64)

    table = missing_table(
        Takings(
            assignments=(ALL, "een"),
            planned=row(planned),
            begun=row(begun),
            done=row(done),
            asked=row(planned),
            open=row(0),
            reasons={name: row(n) for name, n in reasons.items()},
        )
    )
    return {
        one.name: None if pd.isna(one.n) else int(one.n)
        for one in table[table["assignment"] == "een"].itertuples(index=False)
    }


def test_who_is_not_on_the_page_hides_no_step() -> None:
    """How many did not begin or stopped is nowhere shown, so a step need not hide for them."""
    shown = came(20, 20, 19, {"ziek": 0, "geen_tijd": 1})

    assert shown == {"gepland": 20, "begonnen": 20, "af": 15, "ziek": None, "geen_tijd": None}


@given(st.integers(0, 30), st.integers(0, 6), st.integers(0, 6), st.integers(0, 6))
@settings(max_examples=40, deadline=None)
def test_who_stopped_cannot_be_worked_out_from_the_steps(
    done: int, unfinished: int, not_begun: int, ill: int
) -> None:
    """Steps and reasons beside each other leave 1 to 4 open for who stopped, if they are few."""
    stopped = unfinished + not_begun
    ill = min(ill, stopped)
    reasons = {"ziek": ill, "onbekend": stopped - ill}
    shown = came(done + stopped, done + unfinished, done, reasons)

    assert all(one is None or (one >= 5 and one % 5 == 0) for one in shown.values())
    if 0 < stopped < 5 and shown["gepland"] is not None and shown["af"] is not None:
        fits = {
            planned - finished
            for planned in range(shown["gepland"], shown["gepland"] + 5)
            for finished in range(shown["af"], shown["af"] + 5)
        }
        assert {1, 2, 3, 4} <= fits
