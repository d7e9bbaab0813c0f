"""What can go wrong, as one tree.

::

    WpoError
    ├── ContentError       a file in content/ does not say what it should
    ├── ImpossibleAction   an answer that this screen does not offer
    ├── UnknownContent     a text, question or assignment that was never published here
    ├── UnknownPerson      a code that belongs to nobody here
    ├── StoreError         the place where facts are kept cannot be used
    ├── ExtractRefused     a research set that would say too much, or cannot be written
    ├── ExtractDamaged     a research set that is not as it was written
    └── SetupError         the machine or the settings miss something

Every class has a slug. It ends the message between brackets, and ``wpo explain SLUG``
prints the cause and the remedy. Messages and remedies are Dutch: people read them.
"""

from typing import ClassVar


class WpoError(Exception):
    """Base of every error this package raises on purpose.

    Parameters
    ----------
    message
        Dutch sentence(s): what is wrong, with the value and the place, and what to do.
    """

    slug: ClassVar[str] = "wpo"
    cause: ClassVar[str] = "Er ging iets mis in wpo."
    remedy: ClassVar[str] = "Lees de melding hierboven. Daar staat wat er mis is en waar."

    def __init__(self, message: str) -> None:
        super().__init__(f"{message} [{self.slug}]")
        self.message = message


class ContentError(WpoError):
    """A file in ``content/`` cannot be read as what it should be."""

    slug = "inhoud"
    cause = "Een bestand in content/ klopt niet: een veld ontbreekt, is dubbel of is onbekend."
    remedy = "Draai `wpo check`. Dat noemt elk bestand, elke regel en wat u kunt doen."


class ImpossibleAction(WpoError):
    """An answer that the present screen does not offer."""

    slug = "onmogelijk-antwoord"
    cause = "Er kwam een antwoord binnen dat op dat scherm niet gegeven kan worden."
    remedy = (
        "Het antwoord is niet opgeslagen als feit. Komt dit vaker voor, dan loopt een oude pagina "
        "uit de pas: laat de deelnemer de pagina opnieuw openen."
    )


class UnknownContent(WpoError):
    """A text, question or assignment that was never published by this server."""

    slug = "onbekende-inhoud"
    cause = "Een antwoord noemt een tekst die deze server nooit heeft laten zien."
    remedy = (
        "Controleer of de server op de goede database draait (WPO_DATABASE): daarin staan alle "
        "teksten die ooit zijn getoond."
    )


class UnknownPerson(WpoError):
    """A code that belongs to nobody here."""

    slug = "onbekende-persoon"
    cause = "Er is niemand met deze code in deze database."
    remedy = "Draai `wpo people list`. Dat noemt alle codes. Controleer ook WPO_DATABASE."


class StoreError(WpoError):
    """The place where facts are kept cannot be opened, read or written."""

    slug = "opslag"
    cause = "De database kan niet worden geopend of beschreven."
    remedy = (
        "Kijk of de map bestaat, of er ruimte op de schijf is en of u mag schrijven. Antwoorden "
        "blijven op het apparaat van de deelnemer tot de opslag weer werkt."
    )


class ExtractRefused(WpoError):
    """A research set that would break a rule of disclosure, or cannot be written whole."""

    slug = "extract-geweigerd"
    cause = "De set voor onderzoekers zou te veel zeggen over mensen, of past niet op de schijf."
    remedy = (
        "Er is niets geschreven. De melding noemt de regel, hoeveel er ontbreekt en wat u kunt "
        "doen. `wpo extract --dry` toont wat er nu in zou staan en wat nog wacht."
    )


class ExtractDamaged(WpoError):
    """A research set that is not as it was written, or is none."""

    slug = "extract-beschadigd"
    cause = "Een map met een set voor onderzoekers mist een bestand, of er is iets in veranderd."
    remedy = "Kopieer de hele map opnieuw, of maak een nieuwe set met `wpo extract`."


class SetupError(WpoError):
    """The machine or the settings miss something that is needed."""

    slug = "inrichting"
    cause = "Er ontbreekt iets op deze machine of een instelling klopt niet."
    remedy = "Doe wat de melding zegt en start het commando opnieuw."


def all_errors() -> tuple[type[WpoError], ...]:
    """Return every error class of the tree, the base first."""
    return (WpoError, *WpoError.__subclasses__())
