"""Gather what the player needs to show one practice: script, texts, earlier attempt, recordings."""

from collections.abc import Iterator, Mapping
from typing import Any

from wpo.catalogue.hashing import assignment_hash, hash_of, question_hash
from wpo.catalogue.loading import Catalogue
from wpo.model.assignments import Assignment
from wpo.practice.course import Practice
from wpo.practice.script import compile_script
from wpo.practice.summary import MOST_KNOWN, MOST_WATCHED


def script_of(practice: Practice, assignment: Assignment) -> dict[str, Any]:
    """Return the compiled script of a practice, with the hash of the assignment it practises."""
    hashes = {
        (item.assignment.id, item.question.id): question_hash(item.question)
        for item in practice.items
    }
    return compile_script(practice, hashes) | {"content_hash": assignment_hash(assignment)}


def page_of(
    catalogue: Catalogue,
    assignment: Assignment,
    script: Mapping[str, Any],
    *,
    person: str,
    past: Mapping[str, Any] | None = None,
    choose: str = "",
) -> dict[str, Any]:
    """Return the page of one practice as plain JSON values.

    Parameters
    ----------
    catalogue
        Holds the interface texts and the recordings.
    assignment, script
        What is practised, and its compiled script for a new attempt.
    person
        Pseudonym; every fact made on this page carries it.
    past
        An earlier attempt to go on with: ``{"id", "script", "log": [{"id", "answer", "at"}]}``.
    choose
        Address of the page on which another assignment is chosen; empty where there is none.
    """
    scripts = [script, past["script"]] if past else [script]
    return {
        "title": assignment.title,
        "assignment": assignment.id,
        "person": person,
        "script": script,
        "past": past,
        "most": {"know": MOST_KNOWN, "watch": MOST_WATCHED},
        "texts": dict(catalogue.interface),
        "recordings": _recordings(catalogue, scripts),
        "links": {"choose": choose},
    }


def _recordings(catalogue: Catalogue, scripts: list[Mapping[str, Any]]) -> dict[str, str]:
    """Return the address of a recording for every spoken text that has one.

    A recording is found by the hash of its text, so a changed text never plays old words.
    """
    if not catalogue.recordings:
        return {}
    texts = {text for script in scripts for text in spoken_texts(script, catalogue.interface)}
    names = {text: catalogue.recordings.get(hash_of(text)) for text in texts}
    return {text: f"/wpo/geluid/{name}" for text, name in names.items() if name}


def spoken_texts(script: Mapping[str, Any], interface: Mapping[str, str]) -> Iterator[str]:
    """Yield every text of a script that the player can read aloud, as one breath each."""
    for screen in script["screens"].values():
        yield " ".join(screen["lines"])
        yield " ".join(screen.get("says", []))
        yield from (offer["text"] for offer in screen.get("offers", []))
        for taken in screen["answers"].values():
            if "said" in taken:
                tone = interface[f"tone_{taken['tone']}"]
                parts = [taken.get("reply", ""), tone, *taken["said"]]
                yield " ".join(part for part in parts if part)
