"""Questionnaires are read with their lines, and say which answers can be given."""

from pathlib import Path

import pytest

from wpo.catalogue.documents import Document
from wpo.catalogue.loading import Catalogue
from wpo.catalogue.overlay import Overlay
from wpo.catalogue.questionnaires import FOLDER, Item, Questionnaire, read_questionnaires
from wpo.catalogue.surroundings import surroundings
from wpo.language.blocks import Role
from wpo.model.pilot import Answer

SCALE = ("nee", "beetje", "ja")
GOOD = """id: deelnemer
role: deelnemer
title: Wat vind jij?
intro: Elk antwoord mag.
items:
  - {id: snapte, kind: scale, text: Snapte je het?, labels: [nee, ja]}
"""


def _read(folder: Path, text: str) -> tuple[dict[str, Questionnaire], list[str]]:
    (folder / FOLDER).mkdir()
    (folder / FOLDER / "deelnemer.yaml").write_text(text, encoding="utf-8")
    documents: list[Document] = []
    found = read_questionnaires(folder, None, Overlay(), documents)
    return dict(found), [str(problem) for one in documents for problem in one.problems]


def test_the_participants_questionnaire_is_what_the_pilot_agreed_on(catalogue: Catalogue) -> None:
    """Four pictured questions with the same three short answers, and one check on yes-saying."""
    asked = catalogue.questionnaires["deelnemer"]
    kinds = [one.kind for one in asked.items]

    assert sorted(kinds) == ["check", "scale", "scale", "scale", "scale"]
    assert {one.labels for one in asked.items} == {SCALE}
    assert {len(one.pictures) for one in asked.items} == {3}
    assert all(len(label.split()) <= 2 for label in SCALE)


@pytest.mark.parametrize("role", ["werkplekopleider", "coach"])
def test_staff_answer_six_scales_and_two_open_questions(catalogue: Catalogue, role: str) -> None:
    """Six times a labelled scale of five, what must change, and at which place."""
    asked = catalogue.questionnaires[role]
    scales = [one for one in asked.items if one.labels]

    assert [len(one.labels) for one in scales] == [5] * 6
    assert [(one.is_open, one.place) for one in asked.items if not one.labels] == [
        (True, False),
        (False, True),
    ]


def test_the_rules_read_them(catalogue: Catalogue) -> None:
    """What a participant is asked is read by the rules for participants, staff's by those."""
    roles = {
        file: {one.role for one in blocks}
        for file, blocks in surroundings(catalogue)
        if file.startswith(FOLDER)
    }

    assert roles[f"{FOLDER}/deelnemer.yaml"] == {Role.SCREEN}
    assert roles[f"{FOLDER}/coach.yaml"] == {Role.STAFF}
    assert all(file in catalogue.places for file in roles)


def test_a_good_file_is_read(tmp_path: Path) -> None:
    """A file without mistakes becomes a questionnaire by its id."""
    found, problems = _read(tmp_path, GOOD)

    assert problems == []
    assert found["deelnemer"].items[0].labels == ("nee", "ja")


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("role: deelnemer", "role: buurman", ":2: role"),
        ("id: deelnemer", "id: ander", ":1: id"),
        ("[nee, ja]", "[nee]", ":6: items[1]"),
        ("[nee, ja]", "[nee, nee]", ":6: items[1]"),
        ("kind: scale", "kind: words", ":6: items[1]"),
        ("kind: scale", "kind: check", ":6: items[1]"),
        ("[nee, ja]}", "[nee, ja], pictures: [leeg]}", ":6: items[1]"),
        ("[nee, ja]}", "[nee, ja], place: true}", ":6: items[1]"),
    ],
)
def test_a_mistake_is_told_with_its_line(tmp_path: Path, old: str, new: str, says: str) -> None:
    """Whatever is wrong is said at its own line, and nothing is read."""
    found, problems = _read(tmp_path, GOOD.replace(old, new, 1))

    assert len(problems) == 1
    assert says in problems[0]
    assert not found or old.startswith("id")


def test_a_drawing_that_is_not_there_is_told(catalogue: Catalogue, tmp_path: Path) -> None:
    """A picture must be drawn."""
    (tmp_path / FOLDER).mkdir()
    text = GOOD.replace("ja]}", "ja], pictures: [leeg, overvol]}")
    (tmp_path / FOLDER / "deelnemer.yaml").write_text(text, encoding="utf-8")
    documents: list[Document] = []
    read_questionnaires(tmp_path, catalogue.art, Overlay(), documents)

    assert [one.field for one in documents[0].problems] == ["items[1].pictures[2]"]


def _asked() -> Questionnaire:
    return Questionnaire(
        id="x",
        role="deelnemer",
        title="t",
        intro="i",
        items=(
            Item(id="a", kind="scale", text="a?", labels=SCALE),
            Item(id="b", kind="check", text="b?", labels=SCALE, reverses="a"),
            Item(id="c", kind="words", text="c?"),
        ),
    )


@pytest.mark.parametrize(
    ("answer", "is_right"),
    [
        (Answer(item="a", value=3), True),
        (Answer(item="c", value=0, words="zo"), True),
        (Answer(item="a", value=4), False),
        (Answer(item="a", value=0, words="zo"), False),
        (Answer(item="c", value=1), False),
        (Answer(item="d", value=1), False),
    ],
)
def test_only_answers_that_can_be_given_are_right(answer: Answer, is_right: bool) -> None:
    """A place on the scale of that item, or words where it asks for words; never said which."""
    said = _asked().wrong([answer])

    assert (said == "") == is_right
    assert str(answer.value) not in said
    assert "zo" not in said.split()


@pytest.mark.parametrize(
    ("first", "second", "twice"),
    [(3, 3, True), (3, 2, False), (1, 3, False), (1, 1, False), (3, None, False)],
)
def test_yes_saying_is_yes_to_both(first: int, second: int | None, twice: bool) -> None:
    """Only who fully agrees to a question and to its opposite said yes twice."""
    answers = [Answer(item="a", value=first)]
    answers += [Answer(item="b", value=second)] if second else []

    assert _asked().said_yes_twice(answers) == twice
