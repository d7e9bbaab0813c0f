"""Which columns a list of people may have; the others are not read, some for a reason."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from wpo.catalogue.private_columns import private_reason, squeezed


class Column(StrEnum):
    """What a list may tell about somebody."""

    FIRST_NAME = "voornaam"
    ROLE = "rol"
    DEPARTMENT = "afdeling"
    TRAINER = "begeleider"
    ASSISTANT = "assistent"
    USER_NAME = "gebruikersnaam"


NEEDED = (Column.FIRST_NAME, Column.ROLE)

_SPELLINGS: Mapping[Column, str] = MappingProxyType(
    {
        Column.FIRST_NAME: "voornaam voornamen roepnaam firstname givenname",
        Column.ROLE: "rol rollen role functie soort",
        Column.DEPARTMENT: "afdeling afdelingen afd team department werkplek locatie groep",
        Column.TRAINER: "begeleider begeleiders begeleiddoor werkplekopleider werkplekopleiders "
        "wpo trainer leermeester werkleider praktijkopleider",
        Column.ASSISTANT: "assistent assistenten assistentbegeleider hulpbegeleider "
        "assistentwerkplekopleider assistant",
        Column.USER_NAME: "gebruikersnaam gebruiker username user inlognaam loginnaam login "
        "account accountnaam",
    }
)
_COLUMNS = {word: column for column, words in _SPELLINGS.items() for word in words.split()}


def column_of(header: str) -> Column | None:
    """Return which column this header names, in one of its spellings, or None."""
    return _COLUMNS.get(squeezed(header))


def refusal_of(header: str) -> str:
    """Return why a column of this name is not read, or an empty string."""
    return "" if column_of(header) else private_reason(header)
