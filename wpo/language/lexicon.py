"""How well a word is known, from word counts that are handed in."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from wpo.language.sentences import plain_quotes

COMMON = 4.0
RARE = 3.0
LISTED = 9.0

_PARTICLES = (
    "aan|achter|af|bij|binnen|dicht|door|goed|heen|in|klaar|los|mee|mis|na|neer|om|onder|op|open"
    "|over|recht|rond|samen|schoon|stil|stuk|tegen|terug|thuis|toe|uit|vast|verder|vol|voor|weg"
)
_SEPARABLE = re.compile(rf"(?:{_PARTICLES})(\w{{3,}})")
_ENDINGS = (
    "en", "n", "e", "t", "s", "te", "de", "ten", "den", "er", "ere", "ste", "'s",
    "je", "jes", "tje", "tjes", "pje", "pjes", "etje", "etjes",
)  # fmt: skip
_LONG_VOWEL = re.compile(r"(aa|ee|oo|uu)(?=[^aeiou]$)")
_VOICED = {"f": "v", "s": "z"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """Word counts of ordinary Dutch, and the words this project explains or takes as known.

    Attributes
    ----------
    zipf
        How often a word occurs on the Zipf scale (10-logarithm of the count per thousand million
        words; 0 = never seen, 4 = everyday, 7 = 'de'). Higher = more common.
    known
        Words in small letters that need no further thought: those of the word list.
    """

    zipf: Callable[[str], float]
    known: frozenset[str]

    def is_known(self, word: str) -> bool:
        """Whether the word list holds this word or its base form."""
        small = plain_quotes(word).lower()
        return small in self.known or not self.known.isdisjoint(_forms(small))

    def familiarity(self, word: str) -> float:
        """Return how common a word is on the Zipf scale, kindly judged.

        Newspapers and books undercount inflected and composed words, so:

        - a listed word is ``LISTED``;
        - an inflected form is as common as the most common of itself and a few cheaply guessed
          base forms (without -t, -en, -e, -s, -je; the infinitive of a stem or participle);
        - a separable verb of which the verb is common (*uit-praten*, *neer-zet*) counts one
          point more;
        - a compound of two common parts (*werk-kaart*) is at least ``RARE``: a warning, never
          an error.

        A wrong guess can only make a word look more common; it never raises an alarm.
        """
        small = plain_quotes(word).lower()
        best = LISTED if small in self.known else self.zipf(small)
        if best >= COMMON:
            return best
        forms = tuple(_forms(small))
        if not self.known.isdisjoint(forms):
            return LISTED
        best = max(best, *map(self.zipf, forms))
        if best < COMMON and self._is_separable(small):
            best += 1.0
        if best < RARE and self._is_compound(small):
            best = RARE
        return best

    def _is_separable(self, word: str) -> bool:
        found = _SEPARABLE.fullmatch(word)
        if found is None:
            return False
        verb = found.group(1)
        return self.is_known(verb) or any(self.zipf(form) >= COMMON for form in _forms(verb))

    def _is_compound(self, word: str) -> bool:
        for cut in range(3, len(word) - 2):
            left, right = word[:cut].rstrip("-"), word[cut:].lstrip("-")
            if self._is_part(right) and any(
                self._is_part(part) for part in (left, left.removesuffix("s"))
            ):
                return True
        return False

    def _is_part(self, part: str) -> bool:
        return len(part) >= 3 and (self.zipf(part) >= COMMON or part in self.known)


def _forms(word: str) -> Iterator[str]:
    """Yield guesses of the base form of an inflected word."""
    yield word
    yield from _infinitives(word)
    for ending in _ENDINGS:
        stem = word.removesuffix(ending)
        if stem != word and len(stem) >= 3:
            yield stem
            yield from _infinitives(stem)
    if word.startswith("ge") and word[-1:] in ("d", "t") and len(word) >= 6:
        yield word[2:-1]
        yield from _infinitives(word[2:-1])


def _infinitives(stem: str) -> Iterator[str]:
    """Yield what a verb with this stem may look like: stop, stoppen; veeg, vegen; lees, lezen."""
    short = _LONG_VOWEL.sub(lambda found: found.group()[0], stem)
    yield stem + "en"
    yield stem + stem[-1:] + "en"
    yield short + "en"
    yield short[:-1] + _VOICED.get(short[-1:], short[-1:]) + "en"
