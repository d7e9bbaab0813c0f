"""The page of one practice: everything the player needs, as plain JSON."""

import json
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import pytest
from hypothesis import given

from tests.strategies import practices, some
from wpo.catalogue.hashing import assignment_hash, hash_of, question_hash
from wpo.catalogue.loading import Catalogue, content_root, load
from wpo.player.page import page_of, script_of, spoken_texts
from wpo.practice.course import Item, Practice


@pytest.fixture(scope="module")
def texts() -> Catalogue:
    """Return the real interface texts; nothing else of the content matters here."""
    return load(content_root())


def _own(practice: Practice) -> Practice:
    """Return a practice of nothing but the assignment itself."""
    home = practice.items[-1].assignment
    items = tuple(Item(assignment=home, question=one) for one in home.practice)
    return Practice(items=items, seed=practice.seed)


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
    page = page_of(texts, home, script, person="p1", choose="/kies")

    assert json.loads(json.dumps(page)) == page
    assert (page["assignment"], page["title"], page["person"]) == (home.id, home.title, "p1")
    assert page["script"] == script
    assert page["past"] is None
    assert page["most"] == {"know": 3, "watch": 1}
    assert page["texts"] == dict(texts.interface)
    assert page["links"] == {"choose": "/kies"}


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
