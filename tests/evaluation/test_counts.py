"""What is counted is what somebody would count by hand."""

from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.evaluation import naive
from tests.evaluation.made_up import Pilot, ordinary
from wpo.evaluation.counting import answered, patterns, reading, score_people, texts
from wpo.evaluation.items import Questions, options_of, places_in_version, questions

CHOICE = st.sampled_from(["a", "b", "c"])


@st.composite
def pilots(draw: st.DrawFn) -> Pilot:
    """Pilots of two opdrachten, one in two versions, with people who stop and who come back."""
    pilot = Pilot()
    old = pilot.assignment("een", questions=2)
    new = pilot.assignment("een", version="1.10", questions=2, texts={2: "ander"})
    other = pilot.assignment("twee", questions=3)
    for org in draw(st.lists(st.sampled_from("AB*"), max_size=12)):
        person = pilot.person(org)
        for asked in draw(st.lists(st.sampled_from([old, new, other]), max_size=3)):
            before = [row for row in pilot.rows["answers"] if row["person"] == person]
            attempt = 1 + len({row["attempt"] for row in before if row["item"] == asked[0][0]})
            first = draw(st.lists(CHOICE, max_size=len(asked)))
            second = [None if one == "a" else draw(CHOICE) for one in first]
            version = "1.10" if asked is new else "1.0"
            pilot.practise(person, asked, first, second, version=version, attempt=attempt)
    return pilot


def counted(pilot: Pilot) -> tuple[Questions, pd.DataFrame]:
    """Return what the evaluation counts about questions, and about options with their count."""
    with TemporaryDirectory() as folder, reading(pilot.write(Path(folder))) as connection:
        written, answers = texts(connection), answered(connection)
        score_people(connection, places_in_version(written["items"]))
        asked = questions(written["items"], written["options"], answers, patterns(connection))
        options = options_of(written["options"], asked, answers)
    return asked, options.table.assign(n=options.chosen.sum(axis=1))


@given(pilots())
@settings(max_examples=12, deadline=None)
def test_questions_are_counted_as_by_hand(pilot: Pilot) -> None:
    """Persons, right ones, second tries: the first practice of each only, each text apart."""
    asked, options = counted(pilot)
    rows = pilot.rows["answers"]
    who, right, again = naive.persons(rows), naive.shares_right(rows), naive.second_tries(rows)

    for place, one in enumerate(asked.table.itertuples()):
        key = (one.item, one.item_hash)
        assert asked.n[place].sum() == len(who.get(key, ()))
        assert np.isclose(asked.p.value[place], right.get(key, np.nan), equal_nan=True)
        assert (asked.n_second[place].sum(), asked.right_second[place].sum()) == again.get(
            key, (0, 0)
        )
    assert {
        (one.item, one.item_hash, one.option): one.n for one in options.itertuples() if one.n
    } == dict(naive.chosen(rows))


def test_the_newest_text_is_of_the_highest_version() -> None:
    """1.10 comes after 1.9; an unchanged question is one row, with the newest version."""
    pilot = Pilot()
    pilot.assignment("een", version="1.9", questions=2)
    pilot.assignment("een", version="1.10", questions=2, texts={2: "ander"})
    asked, _ = counted(pilot)
    rows = [(one.item, one.version, one.is_newest) for one in asked.table.itertuples()]

    assert sorted(rows) == [
        ("een/q1", "1.10", True),
        ("een/q2", "1.10", True),
        ("een/q2", "1.9", False),
    ]


def test_item_rest_is_the_correlation_of_people() -> None:
    """With one organisation it is NumPy's correlation of a question with the mean of the rest."""
    pilot = ordinary(assignments=1, people=60, organisations="A", p=0.6)
    asked, _ = counted(pilot)
    rows = pd.DataFrame(naive.first_tries(pilot.rows["answers"]))
    scores = rows.assign(right=rows["quality"] == "goed").pivot(
        index="person", columns="item", values="right"
    )
    scores = scores.to_numpy(float)
    expected = [
        np.corrcoef(scores[:, k], np.delete(scores, k, axis=1).mean(axis=1))[0, 1] for k in range(5)
    ]

    assert np.allclose(asked.rir.value, expected)


def test_a_turn_that_few_come_to_does_not_hide_the_rest() -> None:
    """Who did not get one turn of a dialogue still counts for the other questions."""
    pilot = ordinary(assignments=1, people=12)
    seen = {row["person"] for row in pilot.rows["answers"]} - set(range(1, 9))
    pilot.rows["answers"] = [
        row
        for row in pilot.rows["answers"]
        if row["item"] != "opdracht-1/q5" or row["person"] not in seen
    ]
    asked, _ = counted(pilot)

    assert asked.rir.n.tolist() == [84, 84, 84, 84, 8]
