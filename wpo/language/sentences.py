"""Cut Dutch text into sentences and words, and know what stands between quotation marks."""

import re
from functools import lru_cache

_QUOTES = "'\"\u2018\u2019\u201c\u201d"  # straight and curly
_STRAIGHT = str.maketrans("\u2018\u2019\u201c\u201d", "''\"\"")

_WORD = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+(?:['\u2019-][^\W\d_]+)*")
_END = re.compile(rf"[.!?…]+[{_QUOTES})]*(?=\s+[{_QUOTES}(]?[A-ZÀ-ÖØ-Þ0-9]|\s*$)")
# An apostrophe opens a quotation only outside a word, and not in 's ochtends, 't, 'n, 'k.
_QUOTED = re.compile(rf"(?<!\w)[{_QUOTES}](?!(?:s|t|n|k)\s)(?=\S)(.+?)[{_QUOTES}](?!\w)")
_OPENING = re.compile(rf"(?:^|[.!?…:({_QUOTES}])\s*$")
_CLAUSE = re.compile(
    r"[,;:.!?]|\b(?:en|of|maar|want|dus|als|dat|omdat|dan|toen|terwijl|die|wat|wie|hoe|waar"
    r"|voordat|nadat|tot|om|zodat|doordat)\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=65536)
def words(text: str) -> tuple[str, ...]:
    """Return the words and numbers of a text as they stand; ``collega's`` is one word."""
    return tuple(_WORD.findall(text))


@lru_cache(maxsize=65536)
def lower_words(text: str) -> tuple[str, ...]:
    """Return the words of a text in small letters, with straight apostrophes."""
    return words(plain_quotes(text).lower())


@lru_cache(maxsize=65536)
def sentences(text: str) -> tuple[str, ...]:
    """Cut a text into sentences, also those inside quotation marks: what is read in one breath."""
    return _cut(text, text)


@lru_cache(maxsize=65536)
def outer_sentences(text: str) -> tuple[str, ...]:
    """Cut a text into sentences; a quotation of several sentences belongs to the one around it."""
    masked = _QUOTED.sub(lambda found: _mask(found.group()), text)
    return _cut(text, masked)


@lru_cache(maxsize=65536)
def outside_quotes(text: str) -> str:
    """Return the text with every quotation replaced by spaces of the same length."""
    return _QUOTED.sub(lambda found: " " * len(found.group()), text)


def plain_quotes(text: str) -> str:
    """Return the text with straight quotation marks and apostrophes, letter for letter."""
    return text.translate(_STRAIGHT)


def word_set(text: str) -> frozenset[str]:
    """Return the words of a list that is written as one text."""
    return frozenset(text.split())


def clauses(sentence: str) -> tuple[str, ...]:
    """Cut a sentence at punctuation and at words that begin a clause."""
    return tuple(part for part in _CLAUSE.split(sentence) if part.strip())


def capitals_inside(text: str) -> tuple[str, ...]:
    """Return the words with a capital where neither a sentence nor a quotation begins: names."""
    return tuple(
        found.group()
        for found in _WORD.finditer(text)
        if found.group()[0].isupper() and not _OPENING.search(text, 0, found.start())
    )


def _cut(text: str, masked: str) -> tuple[str, ...]:
    ends = [found.end() for found in _END.finditer(masked)]
    begins = [0, *ends]
    parts = (text[a:b].strip() for a, b in zip(begins, [*ends, len(text)], strict=True))
    return tuple(part for part in parts if part)


def _mask(quotation: str) -> str:
    """Hide the ends of all sentences of a quotation but the last."""
    inner, last = quotation[:-2], quotation[-2:]
    return re.sub(r"[.!?…]", "_", inner) + last
