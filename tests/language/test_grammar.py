"""How a sentence is built."""

import pytest

from tests.language.made import (
    UNHANDY,
    assignment,
    choice,
    dialogue,
    find,
    option,
    severities,
    with_feedback,
    with_option,
    with_stem,
    words,
)


def test_negation() -> None:
    """T6: a negation in a stem warns; in an option or between quotation marks it does not."""
    assert words(find("T6", with_stem("Het lukt niet."))) == [("niet",)]
    assert find("T6", with_option("Ik doe het niet.")) == ()
    assert find("T6", with_stem("Jan zegt: 'Dat is niet goed.'")) == ()


def test_double_negation() -> None:
    """T6: two negations in one clause block; in two clauses they warn."""
    assert severities(find("T6", with_stem("Je werkt nooit zonder helm."))) == "E"
    assert severities(find("T6", with_stem("Je snapt het niet en je zegt niets."))) == "W"


def test_passive_text() -> None:
    """T7: a passive warns, with its two words as they stand."""
    assert words(find("T7", with_stem("De vloer wordt gedweild."))) == [("wordt", "gedweild")]
    assert find("T7", with_stem("Jan dweilt de vloer.")) == ()


def test_thing_words() -> None:
    """T7: two words on -ing or -heid in one stem warn; everyday things do not count."""
    assert severities(find("T7", with_stem("De beoordeling vraagt om duidelijkheid."))) == "W"
    assert find("T7", with_stem("De kleding en de verpakking liggen hier.")) == ()


@pytest.mark.parametrize(("sentence", "rule"), [("Men wacht.", "T7"), ("U wacht.", "T9")])
def test_person(sentence: str, rule: str) -> None:
    """T7, T9: 'men' and 'u' warn."""
    assert severities(find(rule, with_stem(sentence))) == "W"


def test_polite_speech() -> None:
    """T9: to a customer somebody says 'u', between quotation marks or in a talk."""
    assert find("T9", with_option("Ik zeg: 'Kan ik u helpen?'")) == ()
    assert find("T9", assignment(dialogue(says=("Hebt u even?",)))) == ()


def test_past_tense() -> None:
    """T9: a stem and an option are told as if it happens now; feedback may look back."""
    assert words(find("T9", with_stem("Jan kwam te laat."))) == [("kwam",)]
    assert words(find("T9", with_option("Ik zei niets."))) == [("zei",)]
    assert find("T9", with_feedback(said="Je keek naar de ander.")) == ()


@pytest.mark.parametrize(
    "sentence", ["Was je handen.", "Je vouwt de was.", "Jan zegt: 'Ik was ziek.'"]
)
def test_no_past_tense(sentence: str) -> None:
    """T9: laundry, an instruction to wash and a quotation are not past tense."""
    assert find("T9", with_stem(sentence)) == ()


def test_two_instructions() -> None:
    """T9: two instructions in one sentence warn; one with two things does not."""
    assert words(find("T9", with_feedback(then="Stop even en kijk goed."))) == [("Stop", "kijk")]
    assert find("T9", with_feedback(then="Kijk naar je ogen en handen.")) == ()


def test_questions_are_fine() -> None:
    """An ordinary situation with an ordinary question passes."""
    good = choice(
        option("Ik stop en ik kijk."),
        option("Ik werk nog even door.", UNHANDY),
        stem=("Je werkt in het park.", "Het is druk en je bent moe.", "Wat doe je?"),
    )

    assert [find(rule, assignment(good)) for rule in ("T6", "T7", "T9")] == [(), (), ()]
