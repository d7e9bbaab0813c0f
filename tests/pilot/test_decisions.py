"""What a person decided: one file, whole or not there, and read back as it was."""

from dataclasses import replace
from pathlib import Path

import pytest

from wpo.errors import ContentError
from wpo.pilot.decisions import FOLDER, Decision, read_decisions, write_decision

DECISION = Decision(
    assignment="overleggen-luisteren-1",
    version="1.0",
    trigger="moeilijk",
    verdict="herzien",
    extract="wpo-extract-2027-05-03-0012e3aa",
    extract_hash="0012e3aa",
    by="projectleider",
    decided_on="2027-05-04",
    decision="herzien",
    reason='De stam zegt "nee": dat is verwarrend, één zin eruit.',
    item="overleggen-luisteren-1/q1",
    item_hash="123456789012",
)


def test_a_decision_is_read_back_as_it_was(tmp_path: Path) -> None:
    """Also with quotes and a hash that looks like a number; and nothing else is in the folder."""
    path = write_decision(tmp_path, DECISION)

    assert read_decisions(tmp_path) == (DECISION,)
    assert [one.name for one in (tmp_path / FOLDER).iterdir()] == [path.name]
    assert path.name == "2027-05-04-overleggen-luisteren-1-001.yaml"


def test_the_same_decision_twice_is_one(tmp_path: Path) -> None:
    """Two taps on a button make no second file; another decision does, and comes after it."""
    other = replace(DECISION, decision="laten", reason="Toch niet.")
    earlier = replace(DECISION, decided_on="2027-05-03")
    for one in (DECISION, DECISION, other, earlier):
        write_decision(tmp_path, one)

    assert read_decisions(tmp_path) == (earlier, DECISION, other)


def test_nothing_is_written_that_cannot_be_read(tmp_path: Path) -> None:
    """Where the folder cannot be written to, there is no half file."""
    (tmp_path / FOLDER).write_text("geen map")

    with pytest.raises(FileExistsError):
        write_decision(tmp_path, DECISION)
    assert (tmp_path / FOLDER).read_text() == "geen map"


@pytest.mark.parametrize(
    ("field", "value"),
    [("reason", "  "), ("decided_on", "gisteren"), ("assignment", "../../etc/passwd")],
)
def test_a_decision_without_reason_day_or_place_is_none(field: str, value: str) -> None:
    """It cannot even be made."""
    with pytest.raises(ValueError, match=field):
        replace(DECISION, **{field: value})


def test_a_broken_file_is_told_with_its_line(tmp_path: Path) -> None:
    """Who edits a decision by hand hears what is wrong, and where."""
    path = write_decision(tmp_path, DECISION)
    text = path.read_text(encoding="utf-8").replace("by: projectleider", "by: Jan de Vries")
    path.write_text(text, encoding="utf-8")

    with pytest.raises(ContentError, match=rf"{FOLDER}/{path.name}:7: by:.*kies uit"):
        read_decisions(tmp_path)


def test_a_new_text_is_something_new() -> None:
    """A decision is about one text: of the question, or of the opdracht where that is it all."""
    whole = replace(DECISION, item="", item_hash="")

    assert DECISION.about == replace(DECISION, version="1.1").about
    assert DECISION.about != replace(DECISION, item_hash="ander").about
    assert whole.about != replace(whole, version="1.1").about
