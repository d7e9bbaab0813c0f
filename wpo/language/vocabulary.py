"""Which words are used: common (T4), short (T5), and digits for numbers (T10)."""

import re
from collections import Counter
from collections.abc import Iterator

from wpo.language.blocks import Reading
from wpo.language.findings import Finding, Place, error, warning
from wpo.language.lexicon import COMMON, RARE
from wpo.language.sentences import capitals_inside, words

LONG_LETTERS = 12

_REMEDY = "kies een gewoner woord of zet het met uitleg in woordenlijst.yaml"

_NUMBER = (
    "twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|dertien|veertien|vijftien|zestien"
    "|zeventien|achttien|negentien|twintig"
)
# 'acht' is also a verb and a noun: in acht nemen, acht slaan op.
_WORD_NUMBER = re.compile(rf"\b(?<!in )(?:{_NUMBER})\b", re.IGNORECASE)
_CLOCK = re.compile(
    rf"\b(?:half|kwart (?:over|voor)) (?:een|één|{_NUMBER}|\d+)\b|\b(?:{_NUMBER}) uur\b",
    re.IGNORECASE,
)
_DATE = re.compile(r"\b\d{1,2}[-/]\d{1,2}(?:[-/]\d{2,4})?\b")


def vocabulary(reading: Reading) -> Iterator[Finding]:
    """T4 and T5: words are common and short, or explained. Each word is reported once."""
    for word, place, times in _ordinary_words(reading):
        often = f" ({times} keer)" if times > 1 else ""
        familiarity = reading.lexicon.familiarity(word)
        if familiarity < COMMON:
            finding = error if familiarity < RARE else warning
            yield finding("T4", place, f"weinig mensen kennen dit woord{often}; {_REMEDY}", word)
        if len(word) >= LONG_LETTERS and not reading.lexicon.is_known(word):
            letters = sum(character.isalpha() for character in word)
            if letters >= LONG_LETTERS:
                yield warning("T5", place, f"een woord van {letters} letters; {_REMEDY}", word)


def numbers(reading: Reading) -> Iterator[Finding]:
    """T10: digits for numbers, 'maandag 3 maart' for a date, '9 uur' for a time."""
    for _, text in reading.participant():
        clock, dates = _CLOCK.findall(text.text), _DATE.findall(text.text)
        if clock:
            yield warning("T10", text.place, "schrijf de tijd als '9 uur' of '8.30 uur'", *clock)
        if dates:
            yield warning("T10", text.place, "schrijf de datum als 'maandag 3 maart'", *dates)
        counted = _WORD_NUMBER.findall(_CLOCK.sub(" ", text.text))
        if counted:
            yield warning("T10", text.place, "schrijf het getal in cijfers", *counted)


def rare_share(reading: Reading) -> float:
    """Return the share (0 to 1) of different words that are neither common nor listed."""
    ordinary = [word for word, _, _ in _ordinary_words(reading)]
    rare = sum(reading.lexicon.familiarity(word) < COMMON for word in ordinary)
    return rare / max(len(ordinary), 1)


def _ordinary_words(reading: Reading) -> Iterator[tuple[str, Place, int]]:
    """Yield each word once, with its first place and how often it occurs; names are left out.

    A word with a capital where no sentence begins is a name; the same word at the beginning of a
    sentence is then one too. A name that only ever begins sentences belongs in ``known``.
    """
    first: dict[str, tuple[str, Place]] = {}
    times: Counter[str] = Counter()
    names: set[str] = set()
    for _, text in reading.participant():
        names.update(name.lower() for name in capitals_inside(text.text))
        for word in words(text.text):
            if len(word) >= 3 and not word[0].isdigit():
                small = word.lower()
                times[small] += 1
                if small not in first:
                    first[small] = (word, text.place)
    for small, (word, place) in first.items():
        if small not in names and small.removesuffix("s") not in names:
            yield word, place, times[small]


CHECKS = (vocabulary, numbers)
