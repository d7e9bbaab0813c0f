"""Gather what the player needs to show one practice: script, texts, pictures, earlier attempt."""

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote

from wpo.catalogue.hashing import assignment_hash, hash_of, question_hash
from wpo.catalogue.loading import Catalogue
from wpo.drawing.addresses import PICTURES, address
from wpo.drawing.scenes import draw
from wpo.language.sentences import lower_words
from wpo.model.assignments import Assignment, Picture
from wpo.practice.course import Practice
from wpo.practice.script import compile_script
from wpo.practice.summary import MOST_KNOWN, MOST_WATCHED

PHOTOS = PICTURES + "eigen/"
# Interface texts of other pages of the participant: a practice carries only what it shows.
_ELSEWHERE = ("can_", "choose_", "mine_", "plan_", "proof_", "rate_", "way_", "week_")


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
    week: str = "",
    rate: str = "",
    inline: bool = False,
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
    week
        Address of the page with the plan for the week; empty where there is none.
    rate
        Address of the page on which somebody says what they think of this assignment; empty where
        there is none.
    inline
        A preview: put the pictures into the page, for where no server of ours draws them, and tell
        nothing about the assignment.
    """
    scripts = [script, past["script"]] if past else [script]
    return {
        "title": assignment.title,
        "assignment": assignment.id,
        "person": person,
        "script": script,
        "past": past,
        "most": {"know": MOST_KNOWN, "watch": MOST_WATCHED},
        "texts": {
            key: text for key, text in catalogue.interface.items() if not key.startswith(_ELSEWHERE)
        },
        "pictures": _pictures(catalogue, scripts, inline=inline),
        "words": _words(catalogue, scripts),
        "recordings": _recordings(catalogue, scripts),
        "links": {"choose": choose, "week": week, "rate": rate},
        "preview": inline,
    }


def _pictures(
    catalogue: Catalogue, scripts: list[Mapping[str, Any]], *, inline: bool
) -> dict[str, str]:
    """Return the address of every picture of these scripts that can still be drawn."""
    names = {
        screen["scene"]["picture"]
        for script in scripts
        for screen in script["screens"].values()
        if "scene" in screen
    }
    drawn = {name: catalogue.pictures[name] for name in sorted(names & catalogue.pictures.keys())}
    if inline:
        return {name: data_address(draw(one, catalogue.art)) for name, one in drawn.items()}
    return {name: picture_address(catalogue, one) for name, one in drawn.items()}


def picture_address(catalogue: Catalogue, picture: Picture) -> str:
    """Return where the server has a picture: the photo of the company, else our drawing."""
    photo = catalogue.overlay.photos.get(picture.name)
    return PHOTOS + quote(photo) if photo else address(picture, catalogue.art.version)


def data_address(svg: str) -> str:
    """Return a drawing as an address that holds it, so that nothing is fetched."""
    return "data:image/svg+xml," + quote(svg, safe=" =:/;,<>()+")


def _words(catalogue: Catalogue, scripts: list[Mapping[str, Any]]) -> dict[str, tuple[str, str]]:
    """Return every explained word that these scripts hold: form -> (word, what it means)."""
    explained = {
        form.lower(): (one.word, one.means)
        for one in catalogue.word_list.words
        for form in (one.word, *one.forms)
    }
    texts = " ".join(text for one in scripts for text in spoken_texts(one, catalogue.interface))
    return {word: explained[word] for word in sorted(explained.keys() & set(lower_words(texts)))}


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
