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
        return talk(connection, 2), agreement_table(connection)


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
        pilot.add("words", person=person, org="A", assignment="een", item="een/q1", word=word)

    assert heard(pilot)[0].words["word"].tolist() == words
