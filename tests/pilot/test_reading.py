"""A text may be quoted only when nothing hard is left and every soft finding was looked at."""

import pytest

from wpo.pilot.reading import Reading, findings, leave, may_quote, take_out, take_out_words
from wpo.pilot.scanning import Lists

LISTS = Lists(names=frozenset({"kevin"}), health=("ziek",))


def test_hard_ones_are_taken_out() -> None:
    """A name keeps a text back until it is replaced, and can not be left standing."""
    reading = Reading(words="Ik vroeg kevin om hulp")
    found = findings(reading, LISTS)[0]
    with pytest.raises(ValueError, match="kan niet blijven staan"):
        leave(reading, found)
    after = take_out(reading, found)

    assert not may_quote(reading, LISTS)
    assert after.words == "Ik vroeg [naam] om hulp"
    assert may_quote(after, LISTS)


def test_soft_ones_are_looked_at() -> None:
    """A health word may stay, everywhere in this text, but only after somebody said so."""
    reading = Reading(words="Ziek? Ik word hier ziek van.")
    after = leave(reading, findings(reading, LISTS)[0])

    assert len(findings(reading, LISTS)) == 2
    assert not may_quote(reading, LISTS)
    assert may_quote(after, LISTS)
    assert after.words == reading.words


def test_own_eyes() -> None:
    """Whoever reads takes out what nothing found; only by a known mask and at a real place."""
    reading = Reading(words="Die lange van de kantine deed dat.")

    assert take_out_words(reading, 0, 24, "[weg]").words == "[weg] deed dat."
    for start, end, mask in ((0, 99, "[weg]"), (5, 5, "[weg]"), (0, 3, "[iets]")):
        with pytest.raises(ValueError, match="niet te vervangen"):
            take_out_words(reading, start, end, mask)


def test_nothing_but_masks_is_no_quote() -> None:
    """A text of which nothing is left is kept back."""
    assert not may_quote(Reading(words="[naam] [ziekte]!"), LISTS)
