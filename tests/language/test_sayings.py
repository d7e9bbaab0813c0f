"""Figurative speech."""

import pytest

from tests.language.made import find, severities, with_feedback, with_stem, words
from wpo.language.sayings import SAYINGS, figurative


@pytest.mark.parametrize(
    "sentence",
    [
        "Hij laat een steekje vallen.",
        "Soms laat je steekjes vallen.",
        "Ik hak de knoop door.",
        "Je moet de knoop doorhakken.",
        "Je kijkt de kat uit de boom.",
        "Ik heb het onder de knie.",
        "Hij valt met de deur in huis.",
        "Doe water bij de wijn.",
        "Ze heeft lange tenen.",
        "Trek op tijd aan de bel.",
        "Je kunt aan de bel trekken.",
        "Het loopt uit de hand.",
        "Ik sta ergens achter.",
        "We staan achter het plan.",
        "Je laat hem in de steek.",
        "De spijker op zijn kop!",
        "Je slaat 2 vliegen in één klap.",
        "Ik heb te veel hooi op mijn vork.",
        "Het kwartje is gevallen.",
    ],
)
def test_figurative(sentence: str) -> None:
    """A saying is found in any order and inflection."""
    assert figurative(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Ik sta achter je.",
        "Rol je mouwen op.",
        "De bal valt in de put.",
        "Zet de plant in goede aarde.",
        "Het ijzer is heet.",
        "Leg de lat op de bank.",
        "De machine geeft groen licht.",
        "Ik maai het gras voor je voeten.",
        "Zet de kop op tafel.",
        "Ik heb kaas gegeten.",
        "Ik wil een kruiwagen hebben.",
        "Ik houd rekening met mijn collega.",
        "Ik ga aan de slag.",
    ],
)
def test_literal(sentence: str) -> None:
    """What is said literally on the work floor is left alone."""
    assert not figurative(sentence)


def test_finding() -> None:
    """T8: a saying blocks, and the message gives plain words for it."""
    (finding,) = find("T8", with_feedback(said="Je hebt het onder de knie."))

    assert severities((finding,)) == "E"
    assert finding.words == ("onder de knie",)
    assert "goed kunnen" in finding.message


def test_plain_words() -> None:
    """T8: plain words pass."""
    assert words(find("T8", with_stem("Je collega vraagt om hulp."))) == []


def test_list() -> None:
    """The list is long enough to be of use, and every entry can match with its own key."""
    assert len(SAYINGS) > 250
    assert all(saying.plain and saying.pattern.pattern for saying in SAYINGS)
    assert all(saying.key in saying.pattern.pattern for saying in SAYINGS)
