"""Cutting text into sentences and words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wpo.language.sentences import clauses, outer_sentences, outside_quotes, sentences, words


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Ik wacht.", 1),
        ("Ik wacht. Dan ga ik.", 2),
        ("Ik begin om 9.30 uur.", 1),
        ("Is het klaar? Dan stop ik!", 2),
        ("Ik vraag: 'Mag ik iets zeggen?'", 1),
        ("Ik zeg: 'Dank je. Tot morgen!'", 2),
        ("Geen punt aan het eind", 1),
        ("", 0),
    ],
)
def test_sentences(text: str, count: int) -> None:
    """A sentence ends at a sign before a capital or the end, also inside a quotation."""
    assert len(sentences(text)) == count


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Ik zeg: 'Dank je. Tot morgen!'", 1),
        ("Ik zeg: 'Ik kom. Wacht je?' Dan loop ik.", 2),
        ("\u2018Wil je koffie? Of thee?\u2019 vraag ik.", 1),
        ("Ik kom 's ochtends. Ik ga 's avonds.", 2),
    ],
)
def test_outer_sentences(text: str, count: int) -> None:
    """What somebody says belongs to the sentence around it."""
    assert len(outer_sentences(text)) == count


def test_words() -> None:
    """An apostrophe or hyphen inside a word belongs to it; a time is one word."""
    assert words("De collega's komen om 9.30 uur, in t-shirt.") == (
        "De",
        "collega's",
        "komen",
        "om",
        "9.30",
        "uur",
        "in",
        "t-shirt",
    )


def test_outside_quotes() -> None:
    """A quotation is blanked out and nothing moves; the apostrophe of 's ochtends is no quote."""
    text = "Ik zeg 's ochtends: 'Dat is niet goed.' en wacht."

    assert "niet" not in outside_quotes(text)
    assert "ochtends" in outside_quotes(text)
    assert len(outside_quotes(text)) == len(text)


def test_clauses() -> None:
    """A clause ends at a comma or a linking word."""
    assert [one.strip() for one in clauses("Ik stop, want hij praat")] == ["Ik stop", "hij praat"]


@given(st.text())
def test_nothing_lost(text: str) -> None:
    """Cutting into sentences keeps every word, in order."""
    kept = [word for sentence in sentences(text) for word in words(sentence)]

    assert kept == list(words(text))
