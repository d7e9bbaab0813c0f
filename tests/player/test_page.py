"""The page of one practice: everything the player needs, as plain JSON."""

import json
import re
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import pytest
from hypothesis import given

from tests.strategies import practices, some
from wpo.catalogue.hashing import assignment_hash, hash_of, question_hash
from wpo.catalogue.loading import Catalogue, content_root, load
from wpo.model.assignments import Assignment
from wpo.player.html import asset
from wpo.player.page import page_of, script_of, spoken_texts
from wpo.practice.course import Item, Practice


@pytest.fixture(scope="module")
def texts() -> Catalogue:
    """Return the real interface texts; nothing else of the content matters here."""
    return load(content_root())


def _items(home: Assignment) -> tuple[Item, ...]:
    return tuple(Item(assignment=home, question=one) for one in home.practice)


def _own(practice: Practice) -> Practice:
    """Return a practice of nothing but the assignment itself."""
    home = practice.items[-1].assignment
    return Practice(items=_items(home), seed=practice.seed)


@some
@given(practice=practices())
def test_script(practice: Practice) -> None:
    """A script names the fingerprint of the assignment, and of each question as it stands."""
    home = practice.items[-1].assignment
    script = script_of(practice, home)

    assert script["content_hash"] == assignment_hash(home)
    assert [one["hash"] for one in script["items"]] == [
        question_hash(one.question) for one in practice.items
    ]


@some
@given(practice=practices())
def test_page(texts: Catalogue, practice: Practice) -> None:
    """A page is plain JSON and says who practises what, how much is told, and in which words."""
    home = practice.items[-1].assignment
    script = script_of(practice, home)
    page = page_of(texts, home, script, person="p1", choose="/kies", week="/week", rate="/vind")

    assert json.loads(json.dumps(page)) == page
    assert (page["assignment"], page["title"], page["person"]) == (home.id, home.title, "p1")
    assert page["script"] == script
    assert page["past"] is None
    assert page["most"] == {"know": 3, "watch": 1}
    assert page["texts"].items() <= texts.interface.items()
    assert page["links"] == {"choose": "/kies", "week": "/week", "rate": "/vind"}
    assert page["preview"] is False


def test_every_text_that_the_player_asks_for_is_in_the_page(texts: Catalogue) -> None:
    """Texts of other pages stay out; what player.js names, whole or by its begin, is there."""
    home = next(iter(texts.assignments.values()))
    script = script_of(Practice(items=_items(home), seed=1), home)
    there = page_of(texts, home, script, person="p1")["texts"]
    whole = set(re.findall(r'\bt\("(\w+)"', asset("player.js")))
    begins = set(re.findall(r"\bt\(`(\w+_)\$", asset("player.js")))

    assert len(whole) > 20
    assert whole <= there.keys()
    for begin in begins:
        assert {key for key in texts.interface if key.startswith(begin)} <= there.keys()
    assert "plan_begin" not in there


@some
@given(practice=practices())
def test_spoken(texts: Catalogue, practice: Practice) -> None:
    """Everything that is asked, offered or answered can be read aloud, the tone in words too."""
    script = script_of(practice, practice.items[-1].assignment)
    spoken = set(spoken_texts(script, texts.interface))

    for screen in script["screens"].values():
        assert " ".join(screen["lines"]) in spoken
        assert {one["text"] for one in screen.get("offers", [])} <= spoken
        for taken in screen["answers"].values():
            if "said" in taken:
                whole = [taken.get("reply"), texts.interface[f"tone_{taken['tone']}"]]
                assert " ".join(filter(None, [*whole, *taken["said"]])) in spoken


@some
@given(practice=practices())
def test_recordings(texts: Catalogue, practice: Practice) -> None:
    """A recording is found by the words it speaks, in the earlier attempt as well as in the new."""
    home = practice.items[-1].assignment
    script, earlier = script_of(_own(practice), home), script_of(practice, home)
    words = " ".join(earlier["screens"]["0"]["lines"])
    recorded = replace(
        texts,
        root=Path(),
        recordings=MappingProxyType({hash_of(words): "a.mp3", hash_of("elders"): "b.mp3"}),
    )
    past = {"id": "x", "script": earlier, "log": []}
    page = page_of(recorded, home, script, person="p1", past=past)

    assert page["recordings"] == {words: "/wpo/geluid/a.mp3"}
    assert page["past"] == past
    assert page_of(texts, home, script, person="p1", past=past)["recordings"] == {}
