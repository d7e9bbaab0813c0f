"""Whether a document has the shape of the model: every deviation is said in Dutch, at its line."""

import json
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.catalogue.breaking import FILE, Content
from tests.strategies import assignments, some
from wpo.catalogue.documents import Document
from wpo.catalogue.loading import Catalogue, InterfaceText, WordList, Workplaces, load
from wpo.catalogue.shapes import plain, shape
from wpo.model.assignments import Assignment
from wpo.model.skills import SkillModel


@pytest.fixture
def content(tmp_path: Path) -> Content:
    """A content folder with one opdracht."""
    return Content(tmp_path)


def _again(one: Assignment) -> Assignment | None:
    document = Document(file="x", data=json.loads(json.dumps(plain(one))))
    return shape(document, Assignment)


def test_round_trip(catalogue: Catalogue) -> None:
    """Every real opdracht comes back from its plain values as what it was."""
    assert catalogue.assignments
    for one in catalogue.assignments.values():
        assert _again(one) == one


def test_round_trip_skills(catalogue: Catalogue) -> None:
    """So does the skill model."""
    document = Document(file="x", data=plain(catalogue.skills))

    assert shape(document, SkillModel) == catalogue.skills


@given(one=assignments())
@some
def test_round_trip_any(one: Assignment) -> None:
    """So does any opdracht."""
    assert _again(one) == one


def test_round_trip_empty(catalogue: Catalogue) -> None:
    """An empty text or list that must be there stays there; what may be left out is left out."""
    one = next(iter(catalogue.assignments.values()))
    question = replace(one.practice[1], stem=(), behaviour="")
    practice = (one.practice[0], question, *one.practice[2:])
    empty = replace(one, title="", behaviour=(), practice=practice)

    assert _again(empty) == empty
    assert "fixed_order" not in plain(one.practice[1])
    assert "place" not in plain(one.practice[1])["scene"]


SCENE = """    scene:
      alt: Agnes praat tegen je bij een stapel kleren
      people: [{who: agnes, mood: vertelt, does: legt-uit}]
      things: [kleding]
"""

# What an author writes wrong, where (the line of `old`, plus so many), and what is said about it.
MISTAKES: dict[str, tuple[str, str, int, str]] = {
    "missing": (
        "title: Luisteren en een vraag stellen\n",
        "",
        -5,
        "title: ontbreekt; voeg dit veld toe",
    ),
    "unknown": ("title:", "titel: x\ntitle:", 0, "titel: is een onbekend veld; haal het weg"),
    "unknown deep": (
        "    workplace: winkel",
        "    plek: x\n    workplace: winkel",
        0,
        "practice[1].plek: is een onbekend veld",
    ),
    "called like a class": (
        "    workplace: winkel",
        "    Model: x\n    workplace: winkel",
        0,
        "practice[1].Model: is een onbekend veld",
    ),
    "number": ("title: Luisteren", "title: 12 #", 0, "title: verwacht een tekst, kreeg 12"),
    "version": ('version: "1.0"', "version: 1", 0, "version: verwacht een tekst, kreeg 1; zet er"),
    "truth": ("title: Luisteren", "title: true #", 0, "title: verwacht een tekst, kreeg True"),
    "nothing": ("title: Luisteren", "title: #", 0, "title: is leeg; vul dit veld in"),
    "text for number": ("level: 2", "level: '2'", 0, "level: verwacht een heel getal, kreeg '2'"),
    "fraction": ("level: 2", "level: 2.5", 0, "level: verwacht een heel getal, kreeg '2.5'"),
    "truth for number": (
        "level: 2",
        "level: true",
        0,
        "level: verwacht een heel getal, kreeg True",
    ),
    "text for list": (
        "behaviour:\n  - Ik luister tot",
        "behaviour: Ik\nx:\n  - Ik luister tot",
        0,
        "behaviour: verwacht een lijst; begin elke regel met een streepje",
    ),
    "text for block": (
        SCENE,
        "    scene: Agnes\n",
        0,
        "practice[1].scene: verwacht een blok met velden",
    ),
    "list for text": (
        "title: Luisteren en een vraag stellen",
        "title: [Luisteren]",
        0,
        "title: verwacht een tekst, kreeg ['Luisteren']",
    ),
    "text for truth": (
        "    workplace: winkel",
        "    workplace: winkel\n    fixed_order: ja",
        1,
        "practice[1].fixed_order: verwacht true of false, kreeg 'ja'",
    ),
    "status": (
        "status: concept",
        "status: klaar",
        0,
        "status: 'klaar' kan niet; kies uit 'concept', 'getest', 'herzien' of 'vrij'",
    ),
    "quality": (
        "        quality: goed",
        "        quality: prima",
        0,
        "practice[1].options[2].quality: 'prima' kan niet; kies uit 'goed', 'kan' of",
    ),
    "kind": (
        "kind: choice",
        "kind: chioce",
        0,
        "practice[1].kind: 'chioce' is geen soort vraag; kies uit model, choice, multi",
    ),
    "kind missing": (
        "    kind: choice\n",
        "",
        -1,
        "practice[1].kind: ontbreekt; kies uit model, choice, multi, order, dialogue, plan",
    ),
    "kind list": (
        "kind: choice",
        "kind: [choice]",
        0,
        "practice[1].kind: ['choice'] is geen soort",
    ),
    "kind block": ("kind: choice", "kind: {a: b}", 0, "practice[1].kind: {'a': 'b'} is geen soort"),
    "kind number": ("kind: choice", "kind: 1", 0, "practice[1].kind: 1 is geen soort vraag"),
    "text for question": ("practice:\n", "practice:\n  - x\n", 1, "practice[1].kind: ontbreekt"),
    "rule of the model": (
        "        quality: kan",
        "        missed: {said: a, because: b, next: c}\n        quality: kan",
        -29,
        "practice[1]: q1: optie c: missed hoort alleen bij kind multi",
    ),
    "rule of the whole": (
        "    kind: plan",
        "    kind: plan\n    x: y",
        1,
        "practice[6].x: is een onbekend veld",
    ),
    "als-dan": (
        "when: Als ik iets niet snap",
        "when: Wanneer ik iets niet snap",
        -1,
        "work_task.sentences[1]: als-dan-zin a: begin when met 'Als'",
    ),
}


@pytest.mark.parametrize(("old", "new", "lower", "said"), MISTAKES.values(), ids=MISTAKES)
def test_mistakes(content: Content, old: str, new: str, lower: int, said: str) -> None:
    """Every deviation is named with its field, on its line."""
    line = content.change(old, new) + lower

    assert [one for one in content.problems() if one.startswith(f"{FILE}:{line}: {said}")], (
        line,
        content.problems(),
    )


def test_nothing_else(content: Content) -> None:
    """A wrong kind is one problem: what the question lacks of other kinds is not said."""
    content.change("kind: choice", "kind: chioce")

    assert len(content.problems()) == 1


def test_same_line(content: Content) -> None:
    """Two fields missing in the same block are two problems."""
    content.change('version: "1.0"\nstatus: concept\n', "")

    assert [one.field for one in content.found()] == ["status", "version"]


def test_one_block(content: Content) -> None:
    """Everything wrong in one short block is said, each with its field."""
    content.change(SCENE, "    scene: {a: 1, b: 2}\n")

    assert [one.field for one in content.found()] == [
        f"practice[1].scene.{n}" for n in ("a", "alt", "b")
    ]


def test_all_kinds(content: Content) -> None:
    """Mistakes in questions of every kind are found at once."""
    text = content.text()
    content.write(FILE, text.replace("    stem:\n", "    stam:\n"))
    fields = {one.field for one in content.found()}

    assert fields == {f"practice[{n}].{word}" for n in range(1, 7) for word in ("stem", "stam")}


@pytest.mark.parametrize("wanted", [Assignment, SkillModel, WordList, Workplaces, InterfaceText])
@pytest.mark.parametrize("data", [1, "x", True, [], {}, [[]], {"practice": 1}, {"practice": [1]}])
def test_nonsense(wanted: type, data: Any) -> None:
    """Whatever a file says, there is no value but there are problems."""
    document = Document(file="x", data=data)

    assert shape(document, wanted) is None
    assert document.problems


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=8,
)


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Yield every (container, key) in plain values."""
    keys = (
        value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    )
    for key in keys:
        yield value, key
        yield from _places(value[key])


@cache
def _real_assignments() -> list[Assignment]:
    return list(load().assignments.values())


@given(which=st.integers(0, 10**6), where=st.integers(0, 10**6), value=JSON)
@example(which=1, where=29, value={"\n": None})
@settings(max_examples=150, deadline=None)
def test_anything_anywhere(which: int, where: int, value: Any) -> None:
    """Whatever stands anywhere in an opdracht, the answer is a value or problems; no crash."""
    assignments = _real_assignments()
    values = json.loads(json.dumps(plain(assignments[which % len(assignments)])))
    places = list(_places(values))
    container, key = places[where % len(places)]
    container[key] = value
    document = Document(file="x", data=values)
    found = shape(document, Assignment)

    assert (found is None) == bool(document.problems)
    assert all("\n" not in one.field for one in document.problems)
