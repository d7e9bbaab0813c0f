"""The fingerprint of a text: which exact words somebody saw.

A hash covers every word a participant may read in a question, and the ids and qualities that
give an answer its meaning. The trainer's card, the line breaks of a file or the order of files do
not change it. The same words always give the same hash.
"""

import hashlib
import json
from functools import lru_cache
from typing import Any

from wpo.catalogue.shapes import plain
from wpo.model.assignments import Assignment
from wpo.model.questions import Question

HASH_LENGTH = 16


def hash_of(value: Any) -> str:
    """Return the first 16 hexadecimal digits of the SHA-256 of a value's canonical JSON."""
    text = json.dumps(plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:HASH_LENGTH]


@lru_cache(maxsize=5000)  # values are frozen; the server asks for each with every answer
def question_hash(question: Question) -> str:
    """Return the fingerprint of one question."""
    return hash_of(question)


@lru_cache(maxsize=1000)
def assignment_hash(assignment: Assignment) -> str:
    """Return the fingerprint of what participants practise: the questions and the work task."""
    return hash_of([assignment.id, list(assignment.practice), assignment.work_task])
