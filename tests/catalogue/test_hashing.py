"""Fingerprints: another word, another hash; the same words, the same hash."""

import json
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from tests.catalogue.breaking import FILE, Content
from wpo.catalogue.hashing import HASH_LENGTH, assignment_hash, hash_of, question_hash
from wpo.catalogue.loading import Catalogue, read
from wpo.catalogue.shapes import plain
from wpo.model.assignments import Assignment
from wpo.model.questions import Plan, Quality

_FIXED = re.compile(r"\.(id|kind|quality|also\[\d\]\[\d\])$")


def _texts(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Yield every text in a value with a function-like path to change it."""
    if isinstance(value, str):
        yield path, value
    elif is_dataclass(value):
        for one in fields(value):
            yield from _texts(getattr(value, one.name), f"{path}.{one.name}")
    elif isinstance(value, tuple):
        for place, item in enumerate(value):
            yield from _texts(item, f"{path}[{place}]")


def _changed(value: Any, path: str) -> Any:
    """Return a value in which the text at ``path`` has one letter more."""
    if not path:
        return f"{value}x"
    field, place, rest = re.fullmatch(r"(?:\.(\w+)|\[(\d+)\])(.*)", path).groups()  # type: ignore[union-attr]
    if field:
        return replace(value, **{field: _changed(getattr(value, field), rest)})
    at = int(place)
    return (*value[:at], _changed(value[at], rest), *value[at + 1 :])


def _words(value: Any) -> list[str]:
    """Return the path of every text that may be changed freely: no ids, kinds or qualities."""
    every = [path for path, _ in _texts(value)]
    return [path for path in every if not _FIXED.search(path) and _may_change(value, path)]


def _may_change(value: Any, path: str) -> bool:
    try:
        _changed(value, path)
    except ValueError:
        return False
    return True


def test_shape(catalogue: Catalogue) -> None:
    """A hash is 16 hexadecimal digits, and other for every opdracht and every question in it."""
    for one in catalogue.assignments.values():
        hashes = [assignment_hash(one), *(question_hash(each) for each in one.practice)]

        assert all(re.fullmatch(rf"[0-9a-f]{{{HASH_LENGTH}}}", each) for each in hashes)
        assert len(set(hashes)) == len(hashes)
    every = {assignment_hash(one) for one in catalogue.assignments.values()}
    assert len(every) == len(catalogue.assignments)


def test_known() -> None:
    """A hash is the SHA-256 of canonical JSON, the same on every machine and in every year."""
    assert hash_of(["é", 1, True]) == "dc2654ceb4875265"
    assert hash_of({"b": 1, "a": 2}) == hash_of({"a": 2, "b": 1})


def test_every_word_of_a_question(catalogue: Catalogue) -> None:
    """One letter more in any text of a question changes its hash, and so that of the opdracht."""
    tried = 0
    for one in catalogue.assignments.values():
        for place, question in enumerate(one.practice):
            for path in _words(question):
                changed = _changed(question, path)
                tried += 1
                assert question_hash(changed) != question_hash(question), path
            practice = (*one.practice[:place], changed, *one.practice[place + 1 :])
            assert assignment_hash(replace(one, practice=practice)) != assignment_hash(one), path

    assert tried > 500


def test_every_word_of_the_work_task(catalogue: Catalogue) -> None:
    """One letter more in any text of the work task changes the hash of the opdracht."""
    for one in catalogue.assignments.values():
        words = _words(one.work_task)
        for path in words:
            changed = replace(one, work_task=_changed(one.work_task, path))
            assert assignment_hash(changed) != assignment_hash(one), path
        assert len(words) >= 15


def test_order_of_words(catalogue: Catalogue) -> None:
    """The same words in another order are other words; so is a word in another field."""
    one = next(iter(catalogue.assignments.values()))
    question = one.practice[1]
    turned = replace(question, options=question.options[::-1])
    first = question.options[0]
    moved = replace(
        first, feedback=replace(first.feedback, said=first.feedback.next, next=first.feedback.said)
    )

    assert question_hash(turned) != question_hash(question)
    assert question_hash(
        replace(question, options=(moved, *question.options[1:]))
    ) != question_hash(question)


def test_what_an_answer_means(catalogue: Catalogue) -> None:
    """The id and the quality of an option belong to the words: they say what an answer was."""
    question = catalogue.assignment("overleggen-luisteren-2").question("q1")
    unhandy, *rest = question.options
    for change in ({"id": "z"}, {"quality": Quality.POSSIBLE}):
        changed = replace(question, options=(replace(unhandy, **change), *rest))

        assert question_hash(changed) != question_hash(question)


def test_trainer(catalogue: Catalogue) -> None:
    """What only the werkplekopleider or the author reads changes no hash."""
    for one in catalogue.assignments.values():
        for path, _ in _texts(one.trainer):
            changed = replace(one, trainer=_changed(one.trainer, path))
            assert assignment_hash(changed) == assignment_hash(one)
        assert assignment_hash(replace(one, version="9.9")) == assignment_hash(one)


def test_only_own_question(catalogue: Catalogue) -> None:
    """A change in one question leaves the hashes of the others as they were."""
    one = next(iter(catalogue.assignments.values()))
    changed = replace(
        one, practice=(one.practice[0], replace(one.practice[1], stem=("x",)), *one.practice[2:])
    )
    same = [
        question_hash(a) == question_hash(b)
        for a, b in zip(one.practice, changed.practice, strict=True)
    ]

    assert same == [True, False] + [True] * (len(one.practice) - 2)


@pytest.fixture
def content(tmp_path: Path) -> Content:
    """A content folder with one opdracht."""
    return Content(tmp_path)


def _only(content: Content) -> Assignment:
    found, problems = read(content.root)
    assert found is not None, problems
    return next(iter(found.assignments.values()))


@pytest.mark.parametrize("way", ["comments", "Windows", "JSON", "dumped", "quoted", "shuffled"])
def test_reformatted(content: Content, way: str) -> None:
    """The same words written down in another way have the same hash."""
    before = _only(content)
    data = json.loads(json.dumps(plain(before)))
    text = content.text()
    dumped = StringIO()
    YAML(typ="safe", pure=True).dump(data, dumped)
    ways = {
        "comments": text.replace("\n    kind", "   # wat\n\n    kind"),
        "Windows": "\ufeff" + text.replace("\n", "\r\n"),
        "JSON": json.dumps(data, indent=1),
        "dumped": dumped.getvalue(),
        "quoted": text.replace(
            "title: Luisteren en een vraag stellen",
            "title:\n  >-\n    Luisteren en\n    een vraag stellen",
        ),
        "shuffled": json.dumps(dict(reversed(data.items())), indent=1),
    }
    content.write(FILE, ways[way])
    after = _only(content)

    assert ways[way] != text
    assert after == before
    assert assignment_hash(after) == assignment_hash(before)


def test_optional(catalogue: Catalogue) -> None:
    """A field that may be left out and is empty does not count: adding one keeps old hashes."""
    question = next(iter(catalogue.assignments.values())).practice[1]

    assert "fixed_order" not in json.dumps(plain(question))
    assert question_hash(replace(question, fixed_order=True)) != question_hash(question)


def test_plan(catalogue: Catalogue) -> None:
    """What there is to choose in a plan is covered by the hash of the opdracht, not of the plan."""
    one = next(iter(catalogue.assignments.values()))
    task = replace(one.work_task, why=("x",))

    assert isinstance(one.practice[-1], Plan)
    assert assignment_hash(replace(one, work_task=task)) != assignment_hash(one)
