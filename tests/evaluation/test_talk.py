"""What people said in words: counted by what coders settled on, in an order of its own."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd

from tests.evaluation.made_up import Pilot
from wpo.evaluation.agreeing import CODES, agreement_table
from wpo.evaluation.counting import reading
from wpo.evaluation.talk import Talk, codes_table, talk


def heard(pilot: Pilot) -> tuple[Talk, pd.DataFrame]:
    """Return what was said, and how far those agree who coded it."""
    with TemporaryDirectory() as folder, reading(pilot.write(Path(folder))) as connection:
        newest = pd.DataFrame(pilot.rows["assignments"]).drop_duplicates("assignment", keep="last")
        return talk(connection, 2, newest), agreement_table(connection)


def coded(*, settled: bool) -> Pilot:
    """Return ten remarks on which two coders differ every time, and what they settled on then."""
    pilot = Pilot()
    pilot.assignment("een")
    for _ in range(10):
        remark = pilot.remark("A", "een", "open")
        pilot.add("codes", remark=remark, coder=1, code="tekst")
        pilot.add("codes", remark=remark, coder=2, code="woord")
        if settled:
            pilot.add("codes", remark=remark, coder=0, code="beeld")
    return pilot


def test_what_coders_settled_on_is_counted() -> None:
    """After talking the settled code counts, and how far they agreed before stays as it was."""
    before, apart = heard(coded(settled=False))
    after, later = heard(coded(settled=True))

    assert set(codes_table(before)["code"]) == {"tekst"}
    assert set(codes_table(after)["code"]) == {"beeld"}
    assert codes_table(after)["n"].dropna().tolist() == [10, 10]
    assert set(after.problems["problem"]) == {"code beeld"}
    assert later[later["what"] == CODES]["n"].tolist() == [10]
    pd.testing.assert_frame_equal(apart, later)


def test_organisations_that_stand_together_are_counted_by_number() -> None:
    """Three small ones that name the same are three; those without a number are one at most."""
    pilot = Pilot()
    pilot.assignment("een")
    told = {"plaatje": ("A", 1, 2, 2), "woord": ("A", None, None), "antwoord": (1, None)}
    for kind, places in told.items():
        for place in places:
            pilot.remark(place if place == "A" else "*", "een", kind)
            pilot.rows["remarks"][-1]["organisation_number"] = None if place == "A" else place
    problems = heard(pilot)[0].problems

    assert dict(zip(problems["problem"], problems["organisations"], strict=True)) == {
        "plaatje": 3,
        "woord": 2,
        "antwoord": 1,
    }


def test_the_same_words_stand_in_the_same_order() -> None:
    """Looked-up words are in alphabetical order, however they came in."""
    pilot = Pilot()
    pilot.assignment("een")
    person = pilot.person("A")
    words = [f"woord{n:02}" for n in range(40)]
    for word in reversed(words):
        pilot.look_up(person, "een/q1", word)

    assert heard(pilot)[0].words["word"].tolist() == words


def test_what_was_said_about_a_text_that_was_replaced_accuses_no_new_text() -> None:
    """A new text of a question answers remarks about the old one; all others stay."""
    pilot = Pilot()
    pilot.assignment("een", questions=2)
    for org in "ABC":
        pilot.remark(org, "een", "woord", "q1")
        pilot.remark(org, "een", "plaatje", "q2")
    pilot.remark("A", "een", "vervelend", "q1")
    pilot.remark("A", "een", "vervelend")
    before = heard(pilot)[0]
    pilot.assignment("een", version="1.1", questions=2, texts={1: "nieuw"})
    after = heard(pilot)[0]
    pilot.remark("A", "een", "vervelend", "q1")
    pilot.rows["remarks"][-1]["version"] = "1.1"
    later = heard(pilot)[0]

    assert set(before.problems["place"]) == {"q1", "q2"}
    assert set(after.problems["place"]) == {"q2"}
    assert set(before.harm["place"]) == {"", "q1"}
    assert set(after.harm["place"]) == {""}
    assert set(later.harm["place"]) == {"", "q1"}
    assert after.remarks["n"].tolist() == [8]


def test_what_was_said_about_a_question_that_left_is_not_lost() -> None:
    """It may be about the whole, so it stays; which version it was about is said with it."""
    pilot = Pilot()
    pilot.assignment("een", questions=2)
    pilot.remark("A", "een", "vervelend", "q2")
    pilot.assignment("een", version="1.1", questions=1)
    harm = heard(pilot)[0].harm

    assert harm["place"].tolist() == ["q2"]
    assert harm["when"].tolist() == ["bij een eerdere versie (1.0)"]


def test_what_was_said_about_another_version_of_the_whole_says_so() -> None:
    """Not where the text it is about is asked as it was, nor of the version that is judged."""
    pilot = Pilot()
    for version in ("1.9", "1.10"):
        pilot.assignment("een", version=version, questions=2, texts={1: version})
    for kind, version, place in (
        ("vervelend", "1.9", ""),
        ("vervelend", "1.9", "q2"),
        ("woord", "1.9", ""),
        ("woord", "1.10", ""),
        ("plaatje", "1.10", ""),
        ("techniek", "1.11", ""),
    ):
        pilot.remark("A", "een", kind, place)
        pilot.rows["remarks"][-1]["version"] = version
    found = heard(pilot)[0]

    assert dict(zip(found.harm["place"], found.harm["when"], strict=True)) == {
        "": "bij een eerdere versie (1.9)",
        "q2": "",
    }
    assert dict(zip(found.problems["problem"], found.problems["when"], strict=True)) == {
        "plaatje": "",
        "techniek": "bij een andere versie (1.11)",
        "woord": "deels bij een eerdere versie (1.9)",
    }


def test_words_of_a_text_that_was_replaced_accuse_no_new_text() -> None:
    """Who looked up a word in the old text did not meet the new one; other questions keep all."""
    pilot = Pilot()
    pilot.assignment("een", questions=2)
    people = [pilot.person("A") for _ in range(9)]
    for person in people[:6]:
        pilot.look_up(person, "een/q1", "overleg")
        pilot.look_up(person, "een/q2", "overleg")
    pilot.assignment("een", version="1.1", questions=2, texts={1: "nieuw"})
    revised = heard(pilot)[0].words
    for person in people[5:]:
        pilot.look_up(person, "een/q1", "overleg")
    later = heard(pilot)[0].words

    assert dict(zip(revised["item"], revised["persons"], strict=True)) == {"een/q2": 6}
    assert dict(zip(later["item"], later["persons"], strict=True)) == {"een/q1": 4, "een/q2": 6}
