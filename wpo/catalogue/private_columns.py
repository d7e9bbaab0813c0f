"""Columns that may not be in a file: a surname or an illness is none of our business.

The name of a column decides. What a refused column holds is never read.
"""

import re
import unicodedata

_NAME = "Een voornaam is genoeg. Een achternaam maakt van een code een persoon."
_NUMBER = "Zo'n nummer maakt van een code een persoon."
_BORN = "Geboortedatum, leeftijd en herkomst zijn hier niet nodig."
_REACH = "Adres, telefoon en e-mail zijn hier niet nodig."
_HEALTH = "Gezondheid en zorg horen hier nooit in."
_MONEY = "Indicatie, loonwaarde en inkomen horen hier nooit in."
_BELIEF = "Geloof en overtuiging horen hier nooit in."

# Parts of a column's name, whatever stands around them; the short ones only as a whole word.
_PARTS: tuple[tuple[str, str], ...] = (
    (
        _NAME,
        "achternaam achternamen familienaam geslachtsnaam meisjesnaam tussenvoegsel surname "
        "lastname voorletter initialen volledigenaam fullname naamvoluit",
    ),
    (
        _NUMBER,
        "burgerservice sofinummer sofinr personeelsn klantn clientn cliëntn dossiern werknemern "
        "registratien paspoort identiteit idnummer kenteken iban bankreken rekeningn",
    ),
    (_BORN, "geboorte geboren leeftijd geslacht nationaliteit herkomst birth gender burgerlijke"),
    (
        _REACH,
        "adres straat huisnummer postcode woonplaats gemeente telefoon mobiel email address phone "
        "mailadres contactpersoon noodcontact",
    ),
    (
        _HEALTH,
        "diagnos beperking handicap ziekte verzuim medisch medicatie medicijn gezondheid "
        "behandel therapie zorg hulpvraag stoornis begeleidingsbehoefte",
    ),
    (
        _MONEY,
        "indicatie loonwaarde loonkosten loonschaal salaris uitkering wajong participatiewet "
        "doelgroep beschut arbeidsverm inkomen schuld bewind strafblad",
    ),
    (_BELIEF, "religie geloof godsdienst levensbeschouwing politiek vakbond etnici"),
)
_WORDS: tuple[tuple[str, str], ...] = (
    (_NAME, "naam namen name"),
    (_NUMBER, "bsn sofi vnummer"),
    (_BORN, "leeftijd dob m/v sekse"),
    (_REACH, "mail tel gsm mobile woning"),
    (_HEALTH, "iq ggz adhd autisme"),
    (_MONEY, "loon wia wsw wao pw bbl lks"),
    (_BELIEF, "kerk afkomst ras"),
)


def private_reason(header: str) -> str:
    """Return why a column of this name is not read, or an empty string."""
    whole, words = squeezed(header), set(re.split(r"[^\w/]+|_", _plain(header)))
    for reason, parts in _PARTS:
        if any(part in whole for part in parts.split()):
            return reason
    for reason, short in _WORDS:
        if words & set(short.split()) or whole in short.split():
            return reason
    return ""


def squeezed(header: str) -> str:
    """Return a header as it is compared: small letters and figures, nothing between them."""
    return re.sub(r"[^a-z0-9]", "", _plain(header))


def _plain(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(one for one in apart if not unicodedata.combining(one))
