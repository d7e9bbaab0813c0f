"""The fingerprint of a text: which exact words somebody saw.

A hash covers every word a participant may read in a question, and nothing else: the id, the
trainer's card or the order of files do not change it. The same words always give the same hash.
"""

import hashlib
import json
from typing import Any

from wpo.catalogue.shapes import plain
from wpo.model.assignments import Assignment, Question

HASH_LENGTH = 16


def hash_of(value: Any) -> str:
    """Return the first 16 hexadecimal digits of the SHA-256 of a value's canonical JSON."""
    text = json.dumps(plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:HASH_LENGTH]


def question_hash(question: Question) -> str:
    """Return the fingerprint of one question."""
    return hash_of(question)


def assignment_hash(assignment: Assignment) -> str:
    """Return the fingerprint of what participants practise: the questions and the work task."""
    return hash_of([assignment.id, list(assignment.practice), assignment.work_task])
