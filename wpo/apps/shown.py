"""Opdrachten as they were shown: the words that somebody saw, also where they changed since."""

import json
from functools import lru_cache

from sqlalchemy import Connection

from wpo.catalogue.documents import Document
from wpo.catalogue.shapes import shape
from wpo.errors import WpoError
from wpo.model.assignments import Assignment
from wpo.store.texts import body_of


def assignment_shown(connection: Connection, hash_: str) -> Assignment | None:
    """Return the opdracht with exactly these words; None where nobody was shown it, or it is gone.

    A text that no longer fits the model is gone: no page may break on it.
    """
    body = body_of(connection, hash_)
    if body is None:
        return None
    try:
        return read_text(body)
    except WpoError:
        return None


@lru_cache(maxsize=500)
def read_text(body: str) -> Assignment:
    """Return the opdracht that a kept text is.

    Raises
    ------
    WpoError
        Where it no longer fits the model.
    """
    document = Document(file="database", data=json.loads(body))
    assignment = shape(document, Assignment)
    if assignment is None:
        problems = "\n".join(str(problem) for problem in document.problems)
        raise WpoError(f"Een bewaarde tekst past niet meer in het model:\n{problems}")
    return assignment
