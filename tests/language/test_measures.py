"""What an assignment measures."""

import pytest

from tests.language.made import LEXICON, assignment, with_stem
from wpo.language import measure
from wpo.language.measures import flesch_douma, syllables


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("eten", 2),
        ("open", 2),
        ("ik", 1),
        ("drie", 1),
        ("geeuwen", 2),
        ("nieuw", 1),
        ("koeien", 2),
        ("radio", 3),
        ("ruïne", 3),
        ("collega's", 3),
        ("leidinggevende", 5),
        ("bijeenkomst", 3),
        ("mooie", 2),
        ("baby", 2),
        ("pst", 1),
    ],
)
def test_syllables(word: str, count: int) -> None:
    """A syllable is a group of vowels; a trema begins a new one."""
    assert syllables(word) == count


def test_flesch_douma() -> None:
    """The published formula: 206.84 - 0.93 words a sentence - 77 syllables a word."""
    assert flesch_douma(2, ["ik", "eet", "een", "appel"]) == pytest.approx(
        206.84 - 0.93 * 2 - 77 * 1.25
    )


def test_nothing_to_read() -> None:
    """No words count as 0."""
    assert flesch_douma(0, []) == 0.0


def test_measures() -> None:
    """The numbers count what participants read; a longer sentence shows in them."""
    plain = measure(assignment(), LEXICON)
    wordy = measure(with_stem("Je praat met een collega over de tuinslang van de buren."), LEXICON)

    assert plain.share_rare == 0
    assert plain.words_per_sentence < 8
    assert wordy.longest_sentence == 11
    assert wordy.share_rare > 0
