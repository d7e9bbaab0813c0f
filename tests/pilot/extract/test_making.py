"""What stands in the research set, and what never does."""

import json
import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pandas as pd
import pytest

from tests.pilot.extract.small import AFTER, BEGIN, KEY, ORGANISATIONS, SmallPilot, X, Y
from wpo.apps.practising import publish
from wpo.catalogue.hashing import question_hash
from wpo.errors import ExtractRefused
from wpo.model.people import Role
from wpo.pilot.extract.gathering.texts import asks
from wpo.pilot.extract.reading import connect
from wpo.pilot.extract.rules.proof import check_rules
from wpo.pilot.research_set import OTHER, TABLES
from wpo.store.database import writing
from wpo.store.erasing import erase
from wpo.store.texts_to_code import AGREED

A, B, C = ORGANISATIONS[:3]


def test_every_table_has_its_columns(pilot: SmallPilot) -> None:
    """Each table has the columns that were agreed, in that order, and something in it."""
    frames = pilot.made().frames

    assert {one: list(frame.columns) for one, frame in frames.items()} == {
        one: list(columns) for one, columns in TABLES.items()
    }
    assert {one for one, frame in frames.items() if frame.empty} == {"words", "codes"}


def test_nothing_of_the_store_is_told(pilot: SmallPilot, tmp_path: Path) -> None:
    """No code, name, organisation, uncleared word or moment of the store stands in any file."""
    extract = pilot.released(tmp_path)
    with connect(extract) as connection:
        rows = [connection.sql(f"SELECT * FROM {one}").df().to_csv() for one in TABLES]
    told = "".join(rows) + json.dumps(extract.manifest) + extract.path.name

    for secret in (*pilot.people, *ORGANISATIONS, "verzonnen)", "Wat is een pauze", "feit-"):
        assert secret.casefold() not in told.casefold()
    assert not re.search(r"2026-09-\d\d[T ]", told)


def test_organisations_are_letters(pilot: SmallPilot) -> None:
    """Everywhere an organisation is a letter, or a star."""
    frames = pilot.made().frames
    letters = {one for frame in frames.values() if "org" in frame for one in set(frame["org"])}

    assert letters <= {"A", "B", "C", OTHER}
    assert {"A", "B", "C"} <= letters


def test_staff_stand_together(pilot: SmallPilot) -> None:
    """Two coaches of an organisation never stand under its letter, nor do their remarks."""
    frames = pilot.made().frames
    staff = frames["ratings"].query("role == 'begeleider'")

    assert set(staff["org"]) == {OTHER}
    assert set(frames["people"].query("role == 'begeleider'")["org"]) == {OTHER}
    assert set(frames["remarks"]["org"]) == {OTHER}


def test_words_only_when_cleared(fresh: SmallPilot) -> None:
    """Own words stand there as somebody cleared them; without that or with a name they do not."""
    people = [one for each in (A, B, C) for one in fresh.come(each, 8)]
    fresh.practise(people)
    facts = fresh.remark([people[0], people[8], people[16]], words="Piet zegt het anders")
    fresh.clear(facts[0], "iemand zegt het anders")
    fresh.clear(facts[1], f"bij {B} zeggen ze het anders")
    remarks = fresh.made().frames["remarks"]

    assert len(remarks) == 3
    assert set(remarks["words"].dropna()) == {"iemand zegt het anders"}


def test_a_remark_of_a_few_among_a_few_is_left_out(fresh: SmallPilot) -> None:
    """Where fewer than five people could have said it, a remark is not shown."""
    people = fresh.come(A, 4)
    many = fresh.come(B, 12)
    fresh.practise(many)
    fresh.remark(fresh.come(C, 2, Role.COACH), words="te lang")

    assert people
    assert fresh.made().frames["remarks"].empty


def test_few_who_were_ill_are_not_told(fresh: SmallPilot) -> None:
    """Fewer than five people of an organisation who were ill: "anders"; five: "ziek"."""
    for organisation, n_ill in ((A, 4), (B, 5)):
        people = fresh.come(organisation, 12)
        fresh.practise(people[6:])
        fresh.say_why_not(people[:n_ill], "ziek")
    made = fresh.made()
    letters = made.made.letters
    takings = made.frames["takings"].dropna(subset=["reason"])

    assert set(takings[takings["org"] == letters[A]]["reason"]) == {"anders"}
    assert set(takings[takings["org"] == letters[B]]["reason"]) == {"ziek"}


def test_the_own_word_is_why(fresh: SmallPilot) -> None:
    """What a participant says goes before what a trainer says for them later; then the newest."""
    people = {each: fresh.come(each, 12) for each in (A, B, C)}
    for each in people.values():
        fresh.practise(each[6:])
    fresh.say_why_not(people[A][:6], "te_moeilijk")
    fresh.say_why_not(people[B][:6], "geen_tijd")
    fresh.say_why_not(people[B][:6], "te_moeilijk")
    for each in (A, C):
        fresh.say_why_not(people[each][:6], "gestopt", by="begeleider-1")
        fresh.say_why_not(people[each][:6], "geen_tijd", by="begeleider-1")
    made = fresh.made()
    takings = made.frames["takings"].query(f"assignment == '{X}'").dropna(subset=["reason"])
    told = takings.groupby("org")["reason"].agg(set).to_dict()

    assert {each: told[made.made.letters[each]] for each in people} == {
        A: {"te_moeilijk"},
        B: {"te_moeilijk"},
        C: {"geen_tijd"},
    }


def test_codes_that_two_settled_on_are_of_nobody(fresh: SmallPilot) -> None:
    """They stand as coder 0 beside 1 and 2, also where only one of two people coded."""
    people = fresh.come(A, 12)
    for each in (B, C):
        fresh.practise(fresh.come(each, 12))
    fresh.practise(people)
    both, alone = fresh.remark(people[:2], words="dit snap ik niet")
    for fact, coder, code in (
        (both, "codeur-1", "tekst"),
        (both, "codeur-2", "woord"),
        (both, AGREED, "beeld"),
        (both, AGREED, "tekst"),
        (alone, "codeur-1", "woord"),
        (alone, AGREED, "taal"),
    ):
        fresh.code(fact, coder, code)
    codes = fresh.made().frames["codes"]
    by_remark = {
        frozenset(each.loc[each["coder"] == 0, "code"]): each for _, each in codes.groupby("remark")
    }

    assert set(by_remark) == {frozenset({"beeld", "tekst"}), frozenset({"taal"})}
    two = by_remark[frozenset({"beeld", "tekst"})].query("coder > 0")
    assert dict(zip(two["code"], two["coder"], strict=True)) in (
        {"tekst": 1, "woord": 2},
        {"tekst": 2, "woord": 1},
    )
    one = by_remark[frozenset({"taal"})].query("coder > 0")
    assert list(one["code"]) == ["woord"]
    assert set(one["coder"]) <= {1, 2}


def test_nobody_is_ill_under_a_star(fresh: SmallPilot) -> None:
    """Where organisations stand together one person could be counted twice, so nobody is ill."""
    for organisation, number in ((A, 4), (B, 3)):
        people = fresh.come(organisation, 12)
        for each in (X, Y):
            fresh.practise(people[:number], each)
            fresh.say_why_not(people[4:7], "ziek", each)
    takings = fresh.made().frames["takings"]

    assert set(takings["org"]) == {OTHER}
    assert set(takings["reason"].dropna()) == {"anders"}


def test_a_version_few_had_is_not_told(pilot: SmallPilot) -> None:
    """Under a star no version is told; under a letter it is, where everybody had the same."""
    ratings = pilot.made().frames["ratings"]

    assert set(ratings.query("role == 'begeleider'")["version"]) == {OTHER}
    assert set(ratings.query("role == 'deelnemer'")["version"]) == {"1.0"}


def test_a_week_under_a_star_is_the_first_of_the_plan(fresh: SmallPilot) -> None:
    """Who tests when stands in the plan: a week would tell which of them it is."""
    for organisation, week in ((A, 2), (B, 3), (C, 4)):
        fresh.practise(fresh.come(organisation, 9)[:week], X, week)
    takings = fresh.made().frames["takings"].query("assignment == @X")

    assert set(takings["org"]) == {OTHER}
    assert set(takings["week"]) == {1}


def test_who_was_erased_does_not_come_back(fresh: SmallPilot, tmp_path: Path) -> None:
    """After an erasing nothing of that person stands in the next set; a cell of four goes whole."""
    for organisation, number in ((A, 5), (B, 9), (C, 9)):
        people = fresh.come(organisation, number)
        fresh.practise(people)
        fresh.rate(people)
    before = fresh.released(tmp_path)
    with writing(fresh.engine) as connection:
        erase(connection, next(iter(fresh.people)), AFTER, key=KEY)
    after = fresh.released(tmp_path)

    assert after.manifest["counts"]["answers"] == before.manifest["counts"]["answers"] // 23 * 18
    assert after.manifest["older"] == [before.name]
    rules = {one["rule"] for one in after.manifest["suppressed"]}
    assert "te klein geworden, weggelaten" in rules


def test_what_erased_staff_thought_stays(fresh: SmallPilot, tmp_path: Path) -> None:
    """It is of nobody then, and a set can still be made."""
    for organisation, n_staff in ((A, 4), (B, 3), (C, 3)):
        fresh.practise(fresh.come(organisation, 8))
        fresh.rate(fresh.come(organisation, n_staff, Role.COACH))
    coach = next(one.code for one in fresh.people.values() if one.role is Role.COACH)
    with writing(fresh.engine) as connection:
        erase(connection, coach, AFTER, key=KEY)
    fresh.released(tmp_path)
    ratings = fresh.made().frames["ratings"].query("role == 'begeleider'")
    of_nobody = ratings["person"].isna()

    assert of_nobody.any()
    assert not of_nobody.all()


def test_without_a_plan_there_is_no_set(fresh: SmallPilot) -> None:
    """The refusal says what is missing and what to do."""
    nothing = replace(fresh.catalogue.test_plan, organisations={}, tests=())
    fresh.catalogue = replace(fresh.catalogue, test_plan=nothing)

    with pytest.raises(ExtractRefused, match=r"geen testplan.*testplan\.yaml"):
        fresh.made()


def test_too_few_people_are_no_set(fresh: SmallPilot, tmp_path: Path) -> None:
    """With nothing to show nothing is written or remembered, and the number stays rough."""
    fresh.practise(fresh.come(A, 4))

    with pytest.raises(ExtractRefused, match="minder dan 25 deelnemers") as refused:
        fresh.released(tmp_path)
    assert " 4 " not in str(refused.value)
    assert list(tmp_path.iterdir()) == []


def test_before_the_pilot_there_is_no_set(fresh: SmallPilot) -> None:
    """The refusal names the day on which the plan begins."""
    with pytest.raises(ExtractRefused, match="07-09-2026"):
        fresh.made(BEGIN - timedelta(days=7))


def test_the_proof_finds_what_making_missed(pilot: SmallPilot) -> None:
    """A finished table with a small cell is refused, whatever made it; the cell is not told."""
    frames = dict(pilot.made().frames)
    check_rules(frames)
    answers = frames["answers"]
    few = set(answers["person"].unique()[:2])
    moved = answers["person"].isin(few)

    for column, other in {"org": "G", "version": "9.9", "week": 40}.items():
        broken = answers.assign(**{column: answers[column].mask(moved, other)})
        with pytest.raises(ExtractRefused, match="answers"):
            check_rules({**frames, "answers": broken})
    alike = frames["people"].assign(work=[str(n) for n in range(len(frames["people"]))])
    with pytest.raises(ExtractRefused, match="people"):
        check_rules({**frames, "people": alike})


def test_the_command_keeps_a_dry_run_dry(pilot: SmallPilot) -> None:
    """What would be released is the same set that is released, and it leaves nothing behind."""
    first, second = pilot.made(), pilot.made()

    assert first.made.number == second.made.number
    assert {one: len(frame) for one, frame in first.frames.items()} == {
        one: len(frame) for one, frame in second.frames.items()
    }


def test_a_version_that_few_had_makes_a_cell_small(fresh: SmallPilot) -> None:
    """Two of eleven with the newer text would stand alone: their organisation gets a star."""
    people = fresh.come(A, 11)
    others = fresh.come(B, 9)
    fresh.practise([*people[:9], *others], X)
    text = fresh.catalogue.assignments[X]
    first = replace(text.practice[0], stem=("Een andere vraag.",))
    newer = replace(text, version="1.1", practice=(first, *text.practice[1:]))
    assignments = {**fresh.catalogue.assignments, X: newer}
    fresh.catalogue = replace(fresh.catalogue, assignments=assignments)
    publish(fresh.engine, fresh.catalogue, BEGIN)
    fresh.practise(people[9:], X)

    assert fresh.made().frames["answers"].empty
    fresh.practise(others[:6], X, week=2)
    answers = fresh.made().frames["answers"]
    assert set(answers["org"]) == {OTHER}
    assert set(answers["version"]) == {"1.0", "1.1"}


def test_all_questions_of_a_version_are_told_and_in_which_text_a_word_stood(
    fresh: SmallPilot,
) -> None:
    """Also questions that nobody came to; a word counts once for each text of its question."""
    people = [one for organisation in (A, B, C) for one in fresh.come(organisation, 6)]
    word = fresh.catalogue.word_list.words[0].word
    old = fresh.catalogue.assignments[X]
    shown, first, *rest = old.practice
    new = replace(old, practice=(shown, replace(first, stem=("Anders.",)), *rest), version="1.1")
    fresh.practise(people, n_answers=6, word=word)
    fresh.catalogue = replace(fresh.catalogue, assignments={**fresh.catalogue.assignments, X: new})
    publish(fresh.engine, fresh.catalogue, BEGIN)
    for week in (2, 3):
        fresh.practise(people, week=week, n_answers=6, word=word)
    frames = fresh.made().frames
    words, items = frames["words"], frames["items"]
    first_texts = {question_hash(one.practice[1]) for one in (old, new)}

    assert set(frames["answers"]["item_hash"]) == set(words["item_hash"]) == first_texts
    assert words.groupby("item_hash")["person"].nunique().tolist() == [18, 18]
    assert len(words) == 36
    for text in (old, new):
        told = items[items["version"] == text.version]
        assert set(told["item_hash"]) == {question_hash(one) for one in text.practice if asks(one)}
        assert told["item"].is_unique
    assert set(items["assignment"]) == {X}
    assert set(frames["options"]["item_hash"]) == set(items["item_hash"])

    again = replace(new, practice=(shown, replace(first, stem=("Weer anders.",)), *rest))
    fresh.catalogue = replace(
        fresh.catalogue, assignments={**fresh.catalogue.assignments, X: again}
    )
    publish(fresh.engine, fresh.catalogue, BEGIN + timedelta(days=1))
    pd.testing.assert_frame_equal(fresh.made().frames["items"], items)


def test_beside_a_small_organisation_only_who_began_is_told(fresh: SmallPilot) -> None:
    """Three people in all is a small number, that the others under the star would tell."""
    for organisation, number, n_begun in ((A, 3, 2), (B, 12, 6), (C, 14, 9)):
        fresh.practise(fresh.come(organisation, number)[:n_begun])
    takings = fresh.made().frames["takings"].query("assignment == @X and org == @OTHER")

    assert len(takings) in {8, 17}  # by lot another joins
    assert "niet_begonnen" not in set(takings["state"])


def test_weeks_do_not_become_finer(fresh: SmallPilot, tmp_path: Path) -> None:
    """Three in a week stay with three of another, also when newcomers fill both weeks."""
    for week in (1, 2):
        fresh.practise(fresh.come(A, 3), X, week)
    fresh.released(tmp_path)
    for week in (1, 2):
        fresh.practise(fresh.come(A, 5), X, week)
    answers = fresh.made().frames["answers"].query("assignment == @X")

    assert answers["person"].nunique() == 16
    assert set(answers["week"]) == {1}
