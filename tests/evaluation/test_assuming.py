"""What is assumed of people, and what it would change: who is missing, who is alike."""

from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from tests.evaluation.made_up import Pilot, ordinary
from wpo.evaluation.agreeing import agreement_table
from wpo.evaluation.counting import answered, patterns, reading, score_people, texts
from wpo.evaluation.evaluate import evaluate
from wpo.evaluation.items import (
    Options,
    Questions,
    options_of,
    options_table,
    places_in_version,
    questions,
)
from wpo.evaluation.organisations import alike_table
from wpo.evaluation.revising import revisions_table, round_of
from wpo.figures.sentences import together_means
from wpo.stats.shares import share, wilson


def the_row(pilot: Pilot, table: str) -> pd.Series:
    """Return the only row of a table of the evaluation of a pilot."""
    with TemporaryDirectory() as folder:
        (one,) = getattr(evaluate(pilot.write(Path(folder)), decisions=()), table).iloc
    return one


def counted(pilot: Pilot) -> tuple[Questions, Options, tuple[str, ...]]:
    """Return what is counted about questions and options, and the organisations."""
    with TemporaryDirectory() as folder, reading(pilot.write(Path(folder))) as connection:
        written, answers = texts(connection), answered(connection)
        score_people(connection, places_in_version(written["items"]))
        asked = questions(written["items"], written["options"], answers, patterns(connection))
        options = options_of(written["options"], asked, answers)
    return asked, options, answers.organisations


def alike(pilot: Pilot) -> pd.Series:
    """Return what is said of how alike people of one organisation are."""
    asked, _, organisations = counted(pilot)
    return alike_table(asked, organisations).iloc[0]


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
    one = alike(pilot)

    assert one["assumed"] == 0.1
    assert (one["icc_n"], one["icc_n_organisations"]) == (105, 7)
    assert (one["icc_low"] > 0.5) if unlike else (abs(one["icc_value"]) < 0.05)
    assert said in one["means"]


def test_how_alike_people_are_is_not_said_of_few() -> None:
    """Two organisations cannot show it; nor is a number made of nine people."""
    two = alike(ordinary(organisations="AB", assignments=1))
    few = alike(ordinary(organisations="ABC", people=3, assignments=1))

    for one in (two, few):
        assert np.isnan(one["icc_value"])
        assert one["means"] == "Aangenomen is 0,10. In deze pilot is dat nog niet te zien."


def test_who_stopped_in_an_old_version_lacks_only_what_is_still_asked() -> None:
    """Fourteen began the old version and answered nothing: what was revised they never missed."""
    pilot, missing = Pilot(), {0: 5, 2: 3, 5: 0}
    for n_revised in missing:
        name = f"opdracht-{n_revised}"
        old = pilot.assignment(name)
        changed = dict.fromkeys(range(1, n_revised + 1), "nieuw")
        new = pilot.assignment(name, version="1.1", texts=changed)
        for org in "ABCDEFG":
            pilot.practise(pilot.person(org), old, list("aaaaa"))
            for _ in range(10):
                pilot.practise(pilot.person(org), new, list("aaaab"), version="1.1")
            for _ in range(2):
                pilot.taking(pilot.person(org), name, "begonnen", (5, 0))
    with TemporaryDirectory() as folder:
        found = evaluate(pilot.write(Path(folder)), decisions=()).assignments

    assert set(found["version"]) == {"1.1"}
    for (n_revised, n_missing), (_, one) in zip(missing.items(), found.iterrows(), strict=True):
        right, n = 70 * 4 + 7 * (5 - n_revised), 70 * 5 + 7 * (5 - n_revised)
        share_if_wrong = right / (n + 14 * n_missing)
        assert one["p_value"] == pytest.approx(right / n)
        assert one["p_if_wrong"] == pytest.approx(np.floor(share_if_wrong * 20 + 1e-9) / 20)


def test_numbers_are_of_the_newest_version_with_answers() -> None:
    """A version that nobody practised yet has no verdict, so none stands beside it."""
    pilot = ordinary(assignments=1)
    pilot.add("assignments", assignment="opdracht-1", version="1.1", title="Nieuw (verzonnen)",
              skill="Overleggen", sub_skill="luisteren", level=1)  # fmt: skip

    assert the_row(pilot, "assignments")["version"] == "1.0"


def test_all_others_together_are_organisations_and_not_a_crowd() -> None:
    """Their interval knows that colleagues are alike: it is that of six organisations."""
    pilot = ordinary(assignments=1, people=12, seed=2)
    with TemporaryDirectory() as folder:
        found = evaluate(pilot.write(Path(folder)), decisions=()).organisations
    one = found.iloc[0]
    p = one["others_value"]
    low, high = wilson(p, 72 / (1 + 11 * 0.1))

    assert (one["others_n"], one["others_n_organisations"]) == (72, 6)
    assert (one["others_low"], one["others_high"]) == pytest.approx((float(low), float(high)))
    alone = tuple(float(bound) for bound in wilson(one["p_value"], 12))
    assert (one["p_low"], one["p_high"]) == pytest.approx(alone)


def test_no_answer_is_called_a_magnet_or_dead_by_one_organisation() -> None:
    """What forty people of one company choose says nothing of the question; of three it does."""
    flags = []
    for organisations in ("A", "ABC"):
        people = 120 // len(organisations)
        pilot = ordinary(assignments=1, people=people, organisations=organisations, p=0.05)
        for row in pilot.rows["answers"]:
            row["options"] = "b" if row["try"] == 1 and row["options"] == "c" else row["options"]
        flags.append(set(options_table(counted(pilot)[1])["flag"]))

    assert flags == [{""}, {"", "magneet", "dood"}]


def test_nothing_is_said_of_revisions_by_six_people_or_without_controls() -> None:
    """Everybody right with all new texts: six people are no sign, nor are sixty by themselves."""
    for people, unrevised in ((2, 3), (20, 1)):
        pilot = ordinary(assignments=unrevised, people=8)
        for one in range(1, unrevised):
            pilot.rows["answers"] += [
                row | {"person": row["person"] + 900, "week": 9}
                for row in pilot.rows["answers"]
                if row["assignment"] == f"opdracht-{one + 1}"
            ]
        new = pilot.assignment("opdracht-1", version="1.1", texts=dict.fromkeys(range(6), "nieuw"))
        for org in "ABC":
            for _ in range(people):
                pilot.practise(pilot.person(org), new, list("aaaaa"), version="1.1", week=9)
        with TemporaryDirectory() as folder, reading(pilot.write(Path(folder))) as connection:
            items = texts(connection)["items"]
            found = revisions_table(round_of(connection, items, answered(connection)))
        changed = found[~found["is_control"]]

        assert len(changed) == 6
        for column in ("beyond_value", "shrunk_value"):
            assert changed[column].isna().all()
        assert "te weinig" in together_means(changed.iloc[0])
        assert not changed["means"].str.contains("tekst helpt:").any()


def test_two_people_agree_by_what_is_sure_and_not_by_luck() -> None:
    """Eight pairs in each of three places, mostly the same: alpha is high, and could be low."""
    pilot = ordinary(assignments=1, people=8, organisations="ABC")
    for person in range(1, 25):
        for role in ("werkplekopleider", "coach"):
            differs = role == "coach" and person in (1, 2, 9)
            pilot.add("observations", person=person, org=pilot.org(person), point="o1", role=role,
                      assignment="opdracht-1", value=2 * ((person + differs) % 2), pair=person,
                      week=3)  # fmt: skip
    with TemporaryDirectory() as folder, reading(pilot.write(Path(folder))) as connection:
        found = agreement_table(connection).iloc[0]

    assert 0.7 < found["alpha_value"] < 0.8
    assert found["alpha_low"] < 0.667 < found["alpha_high"]
    assert found["means"].endswith("nog niet te zeggen.")


def test_none_right_is_no_minus_none() -> None:
    """Where nobody was right and nobody is missing, the bound is 0 and not -0."""
    one = the_row(ordinary(assignments=1, p=0.0), "assignments")

    assert not np.signbit(one["p_if_right"])
