"""What an assignment measures: lengths, rare words and Flesch-Douma. Reported, never a gate."""

import re
from dataclasses import dataclass

from wpo.language.blocks import Role, read
from wpo.language.length import sentence_lengths
from wpo.language.lexicon import Lexicon
from wpo.language.sentences import lower_words
from wpo.language.vocabulary import rare_share
from wpo.model.assignments import Assignment

# Longest first: 'aai' and 'eeu' are one syllable, as are the doubled and the paired vowels. A
# vowel with a trema always begins its own.
_SYLLABLE = re.compile(
    r"aai|ooi|oei|eeuw|ieuw|eau|aa|ee|oo|uu|ie|eu|oe|ui|ij|ei|au|ou|[aeiouáéíóúàèêëïöüâîôûä]"
    r"|y(?![aeiou])"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """Numbers about the texts that participants read in one assignment.

    Attributes
    ----------
    n_words, n_sentences
        Counts over all sentences (titles and descriptions of pictures excluded).
    words_per_sentence
        Their mean.
    longest_sentence
        Words in the longest sentence.
    share_rare
        Share (0 to 1) of the different words with a Zipf value below 4 that are not listed.
    flesch_douma
        Higher = easier. Saturates above 100 for texts as plain as these.
    """

    n_words: int
    n_sentences: int
    words_per_sentence: float
    longest_sentence: int
    share_rare: float
    flesch_douma: float


def measure(assignment: Assignment, lexicon: Lexicon) -> Measures:
    """Return the numbers of an assignment."""
    reading = read(assignment, lexicon)
    lengths = sentence_lengths(reading.blocks)
    spoken = [
        word
        for block, text in reading.participant()
        if block.role not in (Role.ALT, Role.TITLE)
        for word in lower_words(text.text)
    ]
    return Measures(
        n_words=sum(lengths),
        n_sentences=len(lengths),
        words_per_sentence=sum(lengths) / max(len(lengths), 1),
        longest_sentence=max(lengths, default=0),
        share_rare=rare_share(reading),
        flesch_douma=flesch_douma(len(lengths), spoken),
    )


def flesch_douma(n_sentences: int, words: list[str]) -> float:
    """Return the Flesch reading ease for Dutch.

    ``206.84 - 0.93 * words per sentence - 77 * syllables per word`` (Douma 1960). Bands: 80-90
    easy, 90-100 very easy; simpler texts come out above 100. Nothing to read counts as 0.
    """
    if not words or not n_sentences:
        return 0.0
    per_word = sum(syllables(word) for word in words) / len(words)
    return 206.84 - 0.93 * len(words) / n_sentences - 77 * per_word


def syllables(word: str) -> int:
    """Return how many syllables a Dutch word has: its groups of vowels, at least one.

    Examples
    --------
    >>> syllables("open"), syllables("leidinggevende"), syllables("koeien")
    (2, 5, 2)
    """
    return max(1, len(_SYLLABLE.findall(word.lower())))
