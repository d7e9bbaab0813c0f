"""How well a word is known."""

import pytest

from wpo.language.lexicon import COMMON, LISTED, RARE, Lexicon

_COUNTED = {
    "praten": 5.0,
    "vegen": 4.1,
    "werk": 5.6,
    "kaart": 4.8,
    "collega": 4.6,
    "tafel": 4.9,
    "verantwoording": 3.6,
    "uitpraten": 3.4,
}
LEXICON = Lexicon(zipf=lambda word: _COUNTED.get(word, 0.0), known=frozenset({"heftruck"}))


@pytest.mark.parametrize("word", ["collega's", "tafeltje", "tafels", "veegt", "geveegd", "praat"])
def test_inflection(word: str) -> None:
    """An inflected word is as common as its base form."""
    assert LEXICON.familiarity(word) >= COMMON


@pytest.mark.parametrize("word", ["uitpraten", "doorpraten"])
def test_separable_verb(word: str) -> None:
    """A separable verb of a common verb counts one point more than it was counted."""
    assert LEXICON.familiarity(word) == pytest.approx(_COUNTED.get(word, 0.0) + 1)


def test_compound() -> None:
    """A compound of two common words is a warning, not an error."""
    assert LEXICON.familiarity("werkkaart") == RARE


def test_known() -> None:
    """A listed word is known, in any form and with any capital."""
    assert LEXICON.familiarity("Heftrucks") == LISTED
    assert LEXICON.is_known("heftruck")


@pytest.mark.parametrize("word", ["verantwoording", "consequentie"])
def test_rare(word: str) -> None:
    """A word that nobody listed stays as rare as it was counted."""
    assert LEXICON.familiarity(word) == _COUNTED.get(word, 0.0)
