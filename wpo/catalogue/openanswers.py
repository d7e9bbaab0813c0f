"""What reading and coding open answers needs: the code book, and words to look out for.

``content/pilot/codeboek.yaml`` and ``content/pilot/gevoelig.yaml``; a content folder may be without
them, and then nothing can be coded and only the shape of a text tells what is private in it.
"""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from wpo.catalogue.documents import Document, read_document
from wpo.catalogue.shapes import shape

CODE_BOOK = "pilot/codeboek.yaml"
SENSITIVE = "pilot/gevoelig.yaml"
MOST_CODES = 12

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """What a text can be about: ``means`` says when, with an example and one that is another's."""

    id: str
    label: str
    means: str
    example: str
    not_example: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeBook:
    """Every code, in the order in which coders see them."""

    codes: tuple[Code, ...]

    def __post_init__(self) -> None:
        if len(self.codes) > MOST_CODES:
            raise ValueError(f"codes: hooguit {MOST_CODES}, {len(self.codes)} gekregen")
        twice = [one for one, n in Counter(one.id for one in self.codes).items() if n > 1]
        if twice:
            raise ValueError(f"codes: {twice[0]} staat er twee keer; haal er een weg")

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the codes."""
        return tuple(one.id for one in self.codes)


@dataclass(frozen=True, slots=True, kw_only=True)
class SensitiveWords:
    """Words that may say who somebody is or how somebody is, set apart by spaces.

    ``health`` holds the first letters of words; a ``_`` in it stands for a space.
    """

    origin: str
    licence: str
    first_names: str
    surnames: str
    ambiguous: str
    health: str


NO_CODES = CodeBook(codes=())
NO_WORDS = SensitiveWords(
    origin="", licence="", first_names="", surnames="", ambiguous="", health=""
)


def read_code_book(root: Path, documents: list[Document]) -> CodeBook:
    """Read the code book below ``root``; problems stand in the document added to ``documents``."""
    return _read(root, CODE_BOOK, CodeBook, documents) or NO_CODES


def read_sensitive_words(root: Path, documents: list[Document]) -> SensitiveWords:
    """Read the words to look out for; problems stand in the document added to ``documents``."""
    return _read(root, SENSITIVE, SensitiveWords, documents) or NO_WORDS


def _read(root: Path, file: str, wanted: type[T], documents: list[Document]) -> T | None:
    if not (root / file).exists():
        return None
    document = read_document(root / file, file)
    documents.append(document)
    return shape(document, wanted)
