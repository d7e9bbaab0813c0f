"""Which words may stand for a person or a department: short, readable, and nothing that tells more.

They end up on paper, on screens and in spreadsheets of others, so none looks like a formula.
"""

import re
import unicodedata

from wpo.errors import SetupError
from wpo.store.accounts import plain_name
from wpo.store.names import LONGEST_NAME
from wpo.store.placement import LONGEST_DEPARTMENT

_USER_NAME = re.compile(r"[^\W_][\w.@+-]{1,99}")
_BETWEEN = " '’‘`.-"
# What stands before a surname: a first name goes on without.
_PARTICLES = frozenset({"de", "den", "der", "van", "von", "vd", "te", "ten", "ter"})


def proper_name(first_name: str) -> str:
    """Return a first name as it is kept: one spelling, single spaces; an empty one stays empty.

    Raises
    ------
    SetupError
        If it is too long, holds other than letters, or has a surname behind it.
    """
    name = " ".join(unicodedata.normalize("NFC", first_name).split())
    if len(name) > LONGEST_NAME or not all(_letter(one) or one in _BETWEEN for one in name):
        raise SetupError(
            f"{name[:LONGEST_NAME]!r} is geen voornaam: gebruik hooguit {LONGEST_NAME} letters."
        )
    if name and not any(_letter(one) for one in name):
        raise SetupError(f"{name!r} is geen voornaam: er staat geen letter in.")
    if _PARTICLES & set(name.casefold().split()[1:]):
        raise SetupError(f"{name!r} lijkt een achternaam te hebben. Schrijf alleen de voornaam.")
    return name


def proper_department(department: str) -> str:
    """Return the name of a department as it is kept; an empty one stays empty.

    Raises
    ------
    SetupError
        If it is too long, unreadable, or begins as a formula does.
    """
    name = " ".join(unicodedata.normalize("NFC", department).split())
    if len(name) > LONGEST_DEPARTMENT or not name.isprintable():
        raise SetupError(f"Een afdeling is hooguit {LONGEST_DEPARTMENT} leesbare tekens.")
    if name and not (name[0].isalnum()):
        raise SetupError(f"{name!r} is geen afdeling: begin met een letter of een cijfer.")
    return name


def proper_user_name(user_name: str) -> str:
    """Return a user name as it is kept; an empty one stays empty.

    Raises
    ------
    SetupError
        If it is too short or too long, or holds other than letters, figures and ``. @ + - _``.
    """
    name = plain_name(user_name)
    if name and not _USER_NAME.fullmatch(name):
        raise SetupError(
            f"{name[:40]!r} is geen gebruikersnaam: gebruik 2 tot 100 letters, cijfers "
            "en . @ + - _."
        )
    return name


def _letter(sign: str) -> bool:
    return unicodedata.category(sign)[0] in "LM"
