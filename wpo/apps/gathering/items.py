"""The questions of a questionnaire as fields of a form."""

from collections.abc import Mapping

from wpo.catalogue.art import Art
from wpo.catalogue.loading import Catalogue
from wpo.catalogue.questionnaires import Item
from wpo.model.assignments import Assignment
from wpo.player.forms import Option, Taps, Words
from wpo.player.html import script_json
from wpo.player.page import data_address

ANSWERS = "answers"  # the list of the fact into which every answer goes


def item_taps(catalogue: Catalogue, item: Item, *, aloud: bool = False) -> Taps:
    """Return a question with a scale; it may be left open."""
    pictures = item.pictures or ("",) * len(item.labels)
    return Taps(
        name=f"item:{item.id}",
        question=item.text,
        options=[
            Option(
                value=answer_value(item, value),
                label=label[0].upper() + label[1:],
                picture=scale_picture(catalogue.art, picture) if picture else "",
            )
            for value, (label, picture) in enumerate(zip(item.labels, pictures, strict=True), 1)
        ],
        into=ANSWERS,
        aloud=aloud,
        free=True,
    )


def item_words(item: Item, hint: str) -> Words:
    """Return an open question."""
    return Words(name=f"words:{item.id}", label=item.text, hint=hint, item=item.id)


def place_taps(item: Item, assignment: Assignment, labels: Mapping[str, str]) -> Taps:
    """Return the choice of a place: the questions of an opdracht, folded away.

    ``labels`` says how kinds of question are called: ``model``, ``plan``, and ``question`` for all
    others, with a place for its number.
    """
    n_asked, options = 0, []
    for question in assignment.practice:
        kind = question.kind if question.kind in labels else "question"
        n_asked += kind == "question"
        options.append(
            Option(
                value=answer_value(item, 0, question.id),
                label=labels[kind].replace("{0}", str(n_asked)),
                note=" ".join(question.stem),
            )
        )
    return Taps(
        name=f"place:{item.id}",
        question=item.text,
        options=options,
        into=ANSWERS,
        folded=True,
        free=True,
    )


def answer_value(item: Item, value: int, words: str = "") -> str:
    """Return an answer as the value of an option, which the script of the page reads back."""
    return script_json({"item": item.id, "value": value, "words": words})


def scale_picture(art: Art, name: str) -> str:
    """Return the drawing of a place on a scale, as an address that holds it."""
    return data_address(art.drawing("scale", name))
