"""What is assumed of people, and what it would change: who is missing, who is alike."""

from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from tests.evaluation.made_up import Pilot, ordinary
from wpo.evaluation.evaluate import evaluate
from wpo.stats.shares import share


def the_row(pilot: Pilot, table: str) -> pd.Series:
    """Return the only row of a table of the evaluation of a pilot."""
    with TemporaryDirectory() as folder:
        (one,) = getattr(evaluate(pilot.write(Path(folder)), decisions=()), table).iloc
    return one


def test_who_is_missing_could_have_had_all_wrong_or_all_right() -> None:
    """Seventy of seven organisations did all, fourteen nothing: what those would change at most."""
    pilot = Pilot()
    asked = pilot.assignment("opdracht-1")
    for org in "ABCDEFG":
        for k in range(12):
            person = pilot.person(org)
            if k < 10:
                pilot.practise(person, asked, list("aaaab") if k < 5 else list("aaabb"))
            else:
                pilot.taking(person, "opdracht-1", "niet_begonnen", (5, 0))
    one = the_row(pilot, "assignments")
    wrong, right = (share([k] * 7, [60] * 7).one() for k in (35, 45))
    persons = share([7] * 7, [10] * 7, icc=0.2).one()

    assert one["p_value"] == pytest.approx(0.7)
    assert one["p_if_wrong"] == pytest.approx(0.55)  # 35 of 60 each, which is .583
    assert one["p_if_right"] == pytest.approx(0.75)  # 45 of 60 each
    assert one["p_low_if_wrong"] < wrong.low < one["p_if_wrong"]
    assert one["p_high_if_right"] > right.high > one["p_if_right"]
    # In twentieths: beside the exact share of who answered, they would tell how many did not.
    for name in ("p_if_wrong", "p_if_right", "p_low_if_wrong", "p_high_if_right"):
        assert one[name] * 20 == pytest.approx(round(one[name] * 20), abs=1e-9), name
    assert one["p_low_if_wrong"] < one["p_low"]
    assert one["p_high_if_right"] > one["p_high"]
    assert (one["p_low_20"], one["p_high_20"]) == pytest.approx((persons.low, persons.high))
    assert (one["each_value"], one["each_n"]) == (pytest.approx(0.7), 70)
    assert one["each_low"] == pytest.approx(student_wilson(0.7, 70, 7)[0])


def student_wilson(p: float, n: int, k: int) -> tuple[float, float]:
    """Return Wilson's interval with Student's quantile for ``k`` groups, written out."""
    t = stats.t.ppf(0.975, k - 1)
    middle, reach = p + t**2 / n / 2, t * np.sqrt(p * (1 - p) / n + t**2 / n**2 / 4)
    return (middle - reach) / (1 + t**2 / n), (middle + reach) / (1 + t**2 / n)


@pytest.mark.parametrize(("unlike", "said"), [(0.0, "te breed"), (0.45, "breder")])
def test_how_alike_people_of_one_organisation_are_is_said(unlike: float, said: str) -> None:
    """Found beside assumed: near 0 where organisations are the same, more where they are not."""
    pilot, dice = Pilot(), np.random.default_rng(3)
    asked = pilot.assignment("opdracht-1", questions=20)
    for place, org in enumerate("ABCDEFG*"):
        p = 0.5 + unlike * (place % 2 * 2 - 1) if org != "*" else 1.0
        for _ in range(15):
            right = dice.random(20) < p
            pilot.practise(pilot.person(org), asked, ["a" if one else "b" for one in right])
    one = the_row(pilot, "alike")

    assert one["assumed"] == 0.1
    assert (one["icc_n"], one["icc_n_organisations"]) == (105, 7)
    assert (one["icc_low"] > 0.5) if unlike else (abs(one["icc_value"]) < 0.05)
    assert said in one["means"]


def test_how_alike_people_are_is_not_said_of_few() -> None:
    """Two organisations cannot show it; nor is a number made of nine people."""
    two = the_row(ordinary(organisations="AB", assignments=1), "alike")
    few = the_row(ordinary(organisations="ABC", people=3, assignments=1), "alike")

    for one in (two, few):
        assert np.isnan(one["icc_value"])
        assert one["means"] == "Aangenomen is 0,10. In deze pilot is dat nog niet te zien."
