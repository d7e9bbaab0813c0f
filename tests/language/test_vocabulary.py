"""Which words are used, and how numbers are written."""

import pytest

from tests.language.made import assignment, choice, find, severities, with_stem, words


def test_rare_word() -> None:
    """T4: an uncommon word warns, a rare one blocks."""
    assert severities(find("T4", with_stem("Pak de tuinslang."))) == "W"
    assert severities(find("T4", with_stem("De koffie is wrang."))) == "E"
    assert find("T4", with_stem("Pak de slang.")) == ()


def test_told_once() -> None:
    """T4: a word is reported once, at its first place, with how often it occurs."""
    (finding,) = find("T4", with_stem("Pak de tuinslang.", "Leg de tuinslang neer."))

    assert finding.place == ("practice", 1, "stem", 0)
    assert "(2 keer)" in finding.message


def test_names() -> None:
    """T4: a capital inside a sentence marks a name, also where that name begins a sentence."""
    assert find("T4", with_stem("Wrang praat met Wrang.")) == ()
    assert words(find("T4", with_stem("Wrang is het."))) == [("Wrang",)]


def test_listed_name() -> None:
    """T4: a name that only begins sentences is accepted from the word list."""
    assert find("T4", with_stem("Fatma praat.")) == ()


def test_long_word() -> None:
    """T5: a word of 12 letters warns, one of 11 does not."""
    assert words(find("T5", with_stem("Dat is een bijeenkomsten."))) == [("bijeenkomsten",)]
    assert find("T5", with_stem("Dat is een bijeenkomst.")) == ()


def test_alt_words() -> None:
    """T4: the description of a picture has common words too; it is read aloud."""
    assert severities(find("T4", assignment(choice(alt="Een tuinslang")))) == "W"


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Je pakt twee dozen.", ("twee",)),
        ("Je begint om half negen.", ("half negen",)),
        ("Je begint om negen uur.", ("negen uur",)),
        ("Het is kwart over 8.", ("kwart over 8",)),
        ("Je komt op 03-03.", ("03-03",)),
        ("Twintig mensen wachten.", ("Twintig",)),
    ],
)
def test_spelled_out(sentence: str, expected: tuple[str, ...]) -> None:
    """T10: a number in letters, a spoken time and a date of digits warn, each once."""
    assert words(find("T10", with_stem(sentence))) == [expected]


@pytest.mark.parametrize(
    "sentence",
    [
        "Je pakt 2 dozen.",
        "Je doet één ding.",
        "Een collega komt.",
        "Je begint om 9 uur.",
        "Je begint om 8.30 uur.",
        "Je komt op maandag 3 maart.",
        "Neem de regels in acht.",
    ],
)
def test_digits(sentence: str) -> None:
    """T10: digits pass, and so does 'één'."""
    assert find("T10", with_stem(sentence)) == ()
