"""A whole evaluation: planted problems are found, harmless questions are left alone."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pandas as pd
import pytest

from tests.evaluation.made_up import Pilot, ordinary, quality
from wpo.catalogue.loading import content_root
from wpo.catalogue.thresholds import load_thresholds
from wpo.errors import ExtractDamaged
from wpo.evaluation.evaluate import evaluate, first_day, notes
from wpo.evaluation.queue import with_decisions
from wpo.evaluation.results import ALL, COLUMNS, GOOD, NOT_YET, REVISE, Evaluation, table_names
from wpo.pilot.decisions import Decision
from wpo.pilot.extract.reading import Extract

HARD, MAGNET, GOOD_ONE = "opdracht-1/q2", "opdracht-2/q3", "opdracht-3"
UNANSWERED = "opdracht-4"


def planted() -> Pilot:
    """Seven organisations of twelve; one hard question, one magnet, and an opdracht that is fine.

    Beside that: harm, a problem that three organisations name, a word, codes, floor and goals.
    """
    pilot = ordinary(people=12, p=0.85, hard={HARD: 0.2, MAGNET: 0.1})
    for row in pilot.rows["answers"]:
        if row["item"] == MAGNET and row["try"] == 1 and row["options"] != "a":
            row["options"] = "b"
    _said(pilot)
    _at_work(pilot)
    return pilot


def planted_and_unanswered() -> Pilot:
    """Beside that an opdracht that all do well, without its last question and its dialogue."""
    pilot = planted()
    asked = pilot.assignment(UNANSWERED, questions=6)
    for turn in ("t1", "t2"):
        pilot.add("items", assignment=UNANSWERED, version="1.0", item=f"{UNANSWERED}/q7/{turn}",
                  item_hash="gesprek", kind="dialogue", n_options=3, stem="En dan?")  # fmt: skip
    for person in range(1, 85):
        pilot.practise(person, asked, list("aaaaa"))
    return pilot


def _said(pilot: Pilot, askers: tuple[int, ...] = (1, 2, 13, 14, 25)) -> None:
    pilot.remark("A", "opdracht-2", "vervelend", "q1")
    for org in "ABC":
        remark = pilot.remark(org, "opdracht-1", "open")
        for coder, code in ((1, "tekst"), (2, "tekst"), (2, "woord")):
            pilot.add("codes", remark=remark, coder=coder, code=code)
            if org == "A":
                pilot.add("codes", remark=remark, coder=coder, code="beeld")
    for person in askers:
        pilot.look_up(person, "opdracht-2/q1", "Overleg")


def _at_work(pilot: Pilot) -> None:
    """Let two people look at everybody, and everybody reach a goal or not."""
    for person in range(1, 85):
        about = {"person": person, "org": pilot.org(person), "assignment": "opdracht-1"}
        right = sum(
            row["quality"] == "goed"
            for row in pilot.rows["answers"]
            if row["person"] == person and row["assignment"] == "opdracht-1" and row["try"] == 1
        )
        for point, value in (("o1", 2 * (right >= 4)), ("o2", 2 * (right >= 3))):
            for role in ("werkplekopleider", "coach"):
                is_strict = role == "coach" and person % 7 == 0 and value > 0
                pilot.add("observations", **about, point=point, role=role, pair=person, week=3,
                          value=value - is_strict)  # fmt: skip
        pilot.add("looked_back", **about, done=True, worked=2 if right >= 4 else 1, week=4)
        pilot.add("goals", **about, weeks=2 + person % 4, mastered=person % 3 > 0, rounds=1,
                  end="bereikt" if person % 3 else "loopt")  # fmt: skip


@pytest.fixture(scope="module")
def extract() -> Iterator[Extract]:
    """That pilot, written."""
    with TemporaryDirectory() as folder:
        yield planted_and_unanswered().write(Path(folder))


@pytest.fixture(scope="module")
def found(extract: Extract) -> Evaluation:
    """The evaluation of that pilot."""
    return evaluate(extract, decisions=(), threads=2)


def row(table: pd.DataFrame, **where: object) -> pd.Series:
    """Return the one row with these values."""
    for name, value in where.items():
        table = table[table[name] == value]
    (one,) = [each for _, each in table.iterrows()]
    return one


def test_each_table_has_the_columns_that_were_agreed_on(found: Evaluation) -> None:
    """Also in an extract with nothing in it: dashboards begin before the first answer."""
    with TemporaryDirectory() as folder:
        empty = evaluate(Pilot().write(Path(folder)), decisions=())

    for name in table_names():
        assert list(getattr(found, name).columns) == list(COLUMNS[name])
        assert list(getattr(empty, name).columns) == list(COLUMNS[name])
        assert len(getattr(found, name)) or name == "revisions"
    assert len(empty.items) == len(empty.queue) == 0


def test_what_was_planted_is_found_and_what_is_fine_is_not_accused(found: Evaluation) -> None:
    """The queue names the two bad questions and nothing else about answers."""
    accused = found.queue[found.queue["trigger"].isin(["moeilijk", "magneet"])]
    verdicts = dict(zip(found.assignments["assignment"], found.assignments["verdict"], strict=True))

    assert set(accused["item"]) == {HARD, MAGNET}
    assert row(accused, item=MAGNET, trigger="magneet")["option"] == "b"
    assert verdicts == {
        "opdracht-1": REVISE,
        "opdracht-2": REVISE,
        GOOD_ONE: GOOD,
        UNANSWERED: NOT_YET,
    }


def test_a_question_that_nobody_answered_is_not_good(found: Evaluation) -> None:
    """It is named, as is a dialogue by its first turn; what may follow in it is for few."""
    one = row(found.assignments, assignment=UNANSWERED)
    questions = [each.split(" heeft ")[0] for each in one["reasons"].splitlines()]

    assert (one["p_value"], one["more_needed"]) == (1.0, 15)
    assert questions == ["Vraag q6", "Vraag q7/t1"]


def test_harm_stands_first_and_numbers_rank_the_rest(found: Evaluation) -> None:
    """Then what lies farthest past its threshold, then what was named most."""
    triggers = list(found.queue["trigger"])
    bounds = found.queue["bound"].dropna()

    assert triggers[0] == "leed"
    assert set(triggers[-2:]) == {"probleem", "woord"}
    assert (np.diff(bounds) <= 0).all()
    assert list(found.queue["rank"]) == list(range(1, len(triggers) + 1))


def test_words_are_asked_by_organisation(found: Evaluation) -> None:
    """Two of A and two of B make two organisations; one of C does not count."""
    word = row(found.words, word="overleg")

    assert (word["persons"], word["organisations"], word["is_flagged"]) == (5, 2, True)
    assert row(found.assignments, assignment="opdracht-2")["asked_words"] == "overleg"


def test_practice_and_floor_are_of_the_same_people(found: Evaluation) -> None:
    """Who practises better was made to be seen more; the table says that it proves nothing."""
    one = row(found.floor, assignment="opdracht-1")

    assert one["together_low"] > 0
    assert one["practice_n"] == one["seen_n"] == 84
    assert "geen bewijs" in one["means"]


def test_pairs_that_looked_together_are_compared(found: Evaluation) -> None:
    """Each person and point once, however many roles looked; a confusion table beside it."""
    one = row(found.agreement, what="werkvloer", assignment="opdracht-1")
    cells = [one[name] for name in ("n_00", "n_01", "n_02", "n_11", "n_12", "n_22")]

    assert one["n"] == 168
    assert 0.8 < one["same_value"] < 1
    assert all(pd.isna(cell) or cell == 0 or cell >= 5 for cell in cells)
    assert any(cell > 0 for cell in cells if not pd.isna(cell))


def test_two_coders_are_compared_on_every_code(found: Evaluation) -> None:
    """Three remarks, of which one coder alone gave a second code: too few for a coefficient."""
    one = row(found.agreement, what="codes")

    assert pd.isna(one["n"])
    assert one["alpha_n"] == 9
    assert np.isnan(one["alpha_value"])
    assert "te weinig" in one["means"]


def test_who_stands_together_is_not_counted_twice() -> None:
    """Under * one person has a number for each opdracht: in ALL only who has one for all.

    Nor is an organisation that stands apart in one opdracht and together in another two.
    """
    pilot = planted()
    for number in range(200, 230):
        pilot.add("goals", person=number, org="*", assignment="opdracht-2", weeks=1, mastered=True,
                  rounds=1, end="bereikt")  # fmt: skip
        pilot.add("looked_back", person=number, org="*", assignment="opdracht-2", done=True,
                  worked=2, week=4)  # fmt: skip
    for each in pilot.rows["takings"]:
        if each["assignment"] == "opdracht-1" and each["org"] in {"A", "B"}:
            each["org"] = "*"
    with TemporaryDirectory() as folder:
        found = evaluate(pilot.write(Path(folder)), decisions=())
    whole = row(found.missing, assignment=ALL, part="stap", name="af")

    assert found.mastery["at_risk"].max() == 84
    assert row(found.floor, assignment=ALL)["worked_n"] == 84
    assert row(found.floor, assignment="opdracht-2")["worked_n"] == 30
    assert whole["share_n_organisations"] == 7


def test_weeks_to_mastery_hold_who_is_still_on_the_way(found: Evaluation) -> None:
    """The share only grows, and stops where too few are followed."""
    weeks = found.mastery[found.mastery["skill"] == ALL]

    assert weeks["at_risk"].iloc[0] == 84
    assert (weeks["mastered_value"].diff().dropna() >= 0).all()
    assert weeks["mastered_value"].max() < 1


def test_the_same_extract_gives_the_same_evaluation(found: Evaluation) -> None:
    """Also when its rows stand in another order, and with one thread or two."""
    pilot = planted_and_unanswered()
    for rows in pilot.rows.values():
        rows.reverse()
    with TemporaryDirectory() as folder:
        other = evaluate(pilot.write(Path(folder)), decisions=(), threads=1)

    for name in table_names():
        pd.testing.assert_frame_equal(getattr(other, name), getattr(found, name))


def counts_of_people(table: str) -> list[str]:
    """Return which columns of a table are counts of people."""
    own = {"n", "persons", "participants", "staff", "at_risk", "yes_sayers"}
    cells = {f"n_{k}" for k in range(1, 6)} | {f"n_{a}{b}" for a in range(3) for b in range(3)}
    return [one for one in COLUMNS[table] if one in own | cells or one.endswith("_n")]


def test_no_cell_of_the_evaluation_is_small(found: Evaluation) -> None:
    """In every table, also of few people, a count is none, five or more, or not there."""
    few = ordinary(people=3, organisations="ABC", assignments=2)
    _said(few, (1, 2, 4, 5))
    with TemporaryDirectory() as folder:
        small = evaluate(few.write(Path(folder)), decisions=())

    for one in (found, small):
        for name in table_names():
            for column in counts_of_people(name):
                numbers = getattr(one, name)[column].dropna()
                assert ((numbers == 0) | (numbers >= 5)).all(), (name, column)
    assert small.items["p_value"].isna().all()
    assert set(small.assignments["verdict"]) <= {NOT_YET, REVISE}


def test_a_hidden_organisation_is_not_what_is_left_of_the_whole() -> None:
    """Six of twelve and one of eight: their "all others" would tell what the eighth has."""
    pilot = ordinary(people=12, organisations="ABCDEF", assignments=2)
    asked = [(row["item"], row["item_hash"]) for row in pilot.rows["items"]]
    for _ in range(8):
        person = pilot.person("G")
        pilot.practise(person, asked[:5], list("aaaab"), [None] * 4 + ["a"])
        pilot.practise(person, asked[5:], list("aaaab"), [None] * 4 + ["a"])
    with TemporaryDirectory() as folder:
        table = evaluate(pilot.write(Path(folder)), decisions=()).organisations

    assert table["p_value"].notna().tolist() == [True] * 6 + [False]
    assert table["others_value"].isna().all()
    assert pd.isna(row(table, org="G")["done_value"])


def revised() -> Pilot:
    """Six opdrachten; in one a question was hard and got a new text; new people answered it."""
    pilot = ordinary(assignments=6, people=12, hard={"opdracht-1/q1": 0.3}, seed=5)
    new = pilot.assignment("opdracht-1", version="1.1", texts={1: "nieuw"})
    dice = np.random.default_rng(9)
    others = [
        [(row["item"], row["item_hash"]) for row in pilot.rows["items"]
         if row["assignment"] == f"opdracht-{k}" and row["version"] == "1.0"]
        for k in range(2, 7)
    ]  # fmt: skip
    for org in "ABCDEFG":
        for _ in range(12):
            person = pilot.person(org)
            for asked, version in ((new, "1.1"), *((one, "1.0") for one in others)):
                first = ["a" if dice.random() < 0.85 else "b" for _ in asked]
                pilot.practise(person, asked, first, version=version, week=9)
    return pilot


def test_a_new_text_that_helps_is_seen_against_the_others() -> None:
    """The revised question went up beyond the controls, and the new text is judged, not the old."""
    with TemporaryDirectory() as folder:
        found = evaluate(revised().write(Path(folder)), decisions=())
    changed = row(found.revisions, item="opdracht-1/q1")
    controls = found.revisions[found.revisions["is_control"] & (found.revisions["item"] != ALL)]
    newest = row(found.items, item="opdracht-1/q1", is_newest=True)

    assert (changed["before_n"], changed["after_n"], changed["compared"]) == (84, 84, 7)
    assert changed["shrunk_low"] > 0
    assert "helpt" in changed["means"]
    assert "vaak beter" in changed["means"]
    assert len(controls) == 4 + 25
    assert (newest["version"], newest["persons"]) == ("1.1", 84)
    assert row(found.assignments, assignment="opdracht-1")["verdict"] == GOOD


def test_the_same_persons_are_compared_apart() -> None:
    """Who answered the old text first and the new one later stands in ``same``, nowhere else."""
    pilot = ordinary(assignments=1, people=3, hard={"opdracht-1/q1": 0.0})
    new = pilot.assignment("opdracht-1", version="1.1", texts={1: "nieuw"})
    for person in range(1, 22):
        pilot.practise(person, new, list("aaaaa"), version="1.1", attempt=2, week=9)
    for org in "ABCDEFG":
        pilot.practise(pilot.person(org), new, list("aaaaa"), version="1.1", week=9)
        pilot.practise(len(pilot.rows["people"]), new, list("baaaa"), version="1.1", attempt=2)
    with TemporaryDirectory() as folder:
        found = evaluate(pilot.write(Path(folder)), decisions=())
    changed = row(found.revisions, item="opdracht-1/q1")

    assert (changed["same_value"], changed["same_n"]) == (1.0, 21)
    assert (changed["before_n"], changed["after_n"]) == (21, 7)
    assert np.isnan(changed["change_value"])


def test_what_a_person_decided_stands_in_the_queue(extract: Extract, found: Evaluation) -> None:
    """The last decision about this text counts; about another text it is open."""
    one = row(found.queue, item=HARD, trigger="moeilijk")
    decision = Decision(
        assignment="opdracht-1",
        version="1.0",
        trigger="moeilijk",
        verdict=REVISE,
        extract=found.extract.name,
        extract_hash=found.extract.hash,
        by="projectleider",
        decided_on="2027-05-04",
        decision="uitstellen",
        reason="Eerst met de groep praten.",
        item=HARD,
        item_hash=one["item_hash"],
    )
    later = replace(decision, decision="herzien", decided_on="2027-05-06", reason="Nu wel.")
    other = replace(decision, item_hash="andere tekst")
    queue = evaluate(extract, decisions=(decision, later)).queue
    decided = row(queue, item=HARD, trigger="moeilijk")
    still = row(with_decisions(found.queue, (other,)), item=HARD, trigger="moeilijk")

    assert (decided["state"], decided["decision"]) == ("besloten", "herzien")
    assert decided["decision_reason"] == "Nu wel."
    assert (still["state"], still["decision"]) == ("open", "")


def test_thresholds_that_were_changed_after_the_first_data_are_named() -> None:
    """A threshold of the day of the first data or before needs no word."""
    limits = load_thresholds(content_root())
    first, *rest = limits.thresholds
    late = replace(limits, thresholds=(replace(first, date="2027-02-02"), *rest))
    with TemporaryDirectory() as folder:
        extract = Pilot().write(
            Path(folder), pilot={"start": "2027-01-11", "weeks": 14}, weeks={"first": 2, "last": 9}
        )
        said = evaluate(extract, thresholds=late, decisions=()).notes

    assert first_day(extract) == date(2027, 1, 18)
    assert notes(limits, date(2027, 1, 18)) == ()
    assert len(said) == 1
    assert (
        "Drempels zijn na de eerste gegevens veranderd: fewest_organisations (02-02-2027)"
        in said[0]
    )


def test_a_damaged_extract_is_not_evaluated() -> None:
    """A file that was changed is refused before a number is made of it."""
    with TemporaryDirectory() as folder:
        path = Pilot().write(Path(folder)).path
        with (path / "answers.parquet").open("ab") as file:
            file.write(b"x")

        with pytest.raises(ExtractDamaged):
            evaluate(path, decisions=())


def test_yes_sayers_are_shown_apart() -> None:
    """Both shares stand side by side: of everybody, and without who contradicts themselves."""
    pilot = ordinary(assignments=1, people=6)
    for rating in pilot.rows["ratings"]:
        rating["value"] = 3 if rating["person"] % 2 else 1
        rating["yes_saying"] = rating["person"] in {1, 3, 5, 7, 9, 11}
    with TemporaryDirectory() as folder:
        one = row(
            evaluate(pilot.write(Path(folder)), decisions=()).ratings, assignment="opdracht-1"
        )

    assert (one["n"], one["n_1"], one["n_3"], one["yes_sayers"]) == (42, 21, 21, 6)
    assert one["top_value"] == pytest.approx(0.5)
    assert one["top_honest_value"] == pytest.approx(15 / 36)
    assert quality("a") == "goed"
