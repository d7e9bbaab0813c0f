"""Recognising a passive without a parser."""

import pytest

from wpo.language.passive import passive


@pytest.mark.parametrize(
    "sentence",
    [
        "De tafel wordt schoongemaakt.",
        "Er wordt gewerkt.",
        "De dozen worden opgehaald door Jan.",
        "Wat wordt er van je verwacht?",
        "De vloer is gedweild.",
        "Je wordt geholpen.",
        "De dozen zijn ingepakt.",
        "Ze zegt dat het gras gemaaid wordt.",
        "De afspraak is verzet.",
        "De regels worden besproken.",
    ],
)
def test_passive(sentence: str) -> None:
    """Somebody does something to it, and the sentence does not say who."""
    assert passive(sentence) is not None


@pytest.mark.parametrize(
    "sentence",
    [
        "Het werk is klaar.",
        "Je wordt boos.",
        "Ik ben moe.",
        "Ik ben gestopt met praten.",
        "Je bent gewend om te wachten.",
        "Hij is weggegaan.",
        "Wat is er gebeurd?",
        "Ik heb mijn tafel schoongemaakt.",
        "Ze heeft zijn werk gedaan.",
        "Je wordt boos als hij vertelt wat er is.",
        "Je bent aan het vertellen.",
        "Het is leuk om te vertellen.",
        "Er zijn geen dozen.",
        "Er is nog geld.",
        "De bus is vertrokken.",
        "Zijn handschoen ligt op tafel.",
        "Het wordt stil.",
    ],
)
def test_active(sentence: str) -> None:
    """A state, a feeling or something somebody did himself is no passive."""
    assert passive(sentence) is None
