"""Recognise a passive clause by its auxiliary and participle, without a parser.

*Worden* with a participle is passive. *Zijn* with a participle is often just the perfect of a
verb of going or becoming (*ik ben gestopt*) or a state (*je bent gewend*), so those participles
are listed and left alone. A participle right after an article is a noun or an adjective.
"""

import re
from functools import lru_cache

from wpo.language.sentences import clauses, word_set, words

_BECOME = word_set("word wordt worden werd werden")
_BE = word_set("is ben bent was waren")
_AUXILIARY = re.compile(rf"\b(?:{'|'.join(sorted(_BECOME | _BE))}|zijn)\b", re.IGNORECASE)
_HAVE = word_set("heb hebt heeft hebben had hadden")
_PLURAL = word_set("we wij ze zij jullie er die dingen spullen")
_BEFORE_NOUN = word_set("de het een één mijn jouw ons onze dit dat deze die geen te aan")

_PARTICLES = (
    "aan|achter|af|bij|dicht|door|in|klaar|los|mee|na|neer|om|onder|op|open|over|samen|schoon|stil"
    "|terug|toe|uit|vast|verder|voor|weg"
)
_PARTICIPLE = re.compile(
    rf"(?:{_PARTICLES})?(?P<stem>ge\w{{2,}}(?:d|t|en|aan|ien)|(?:be|ver|ont|her)\w{{2,}}(?:d|t))"
)
_STRONG = word_set(
    "begrepen besproken besloten bedorven bekeken bewogen verboden verloren vergeven vergeleken "
    "verzonden vervangen verstaan ontvangen ontslagen onthouden herschreven"
)
# Look like a participle and are none.
_LOOK_ALIKES = word_set(
    "geen geld geduld geluid gezicht gewicht gerecht gebied gebit gedicht geheugen gesprekken "
    "gevoelens gewoonten gezond geven gebeuren gebruiken geloven genieten gelden geeft gelooft "
    "gebeurt geniet geldt gevangen beeld begint bent best bed beet bericht bezoekt besluit berg "
    "bestaat bedankt bekijkt betekent belooft bedoelt begrijpt bewaart verstand verband vertelt "
    "vergeet verandert vertrouwt verdient verliest vindt verderop herfst herkent hersteld "
    "herhaalt"
)
# What somebody is, or what somebody has done: *je bent gewend*, *ik ben gestopt*.
_STATES = word_set(
    "bang bekend onbekend bereid bezet bezorgd bedroefd beleefd bedoeld betrokken beperkt "
    "bevriend benieuwd bevoegd beroemd verkeerd verbaasd verdiend verplicht verliefd vermoeid "
    "vertrouwd verward verwend verdeeld verstopt verdwaald verhuisd veranderd verdwenen "
    "vertrokken vergeten verslaafd verhit ontspannen ontstaan ontwaakt ontdaan begonnen gedaan "
    "gegaan gekomen gelopen gestaan gevallen gestopt gegleden gegroeid gebleven geweest "
    "geworden gestart gelukt gebeurd geslaagd geschrokken gestorven gereden gefietst gereisd "
    "gevlogen gevlucht getrouwd gescheiden geland gekropen gesprongen gestegen gedaald gezakt "
    "genezen gewend geboren gerust gewond geschikt gespannen gesloten gestrest gestresst "
    "geïnteresseerd gemotiveerd gehandicapt geïrriteerd gekwetst gehaast gevoelig geliefd "
    "gekleed gebroken gelucht gewonden geput gepast gezond geleden gericht gesteld"
)

# Not a state after *worden*: *dat wordt vaak vergeten*.
_ALSO_PASSIVE = word_set("gedaan gesloten bedoeld vergeten veranderd verdeeld gebroken")


@lru_cache(maxsize=16384)
def passive(sentence: str) -> tuple[str, str] | None:
    """Return the auxiliary and the participle of the first passive clause, or None.

    Examples
    --------
    >>> passive("De tafel wordt schoongemaakt.")
    ('wordt', 'schoongemaakt')
    >>> passive("Het werk is klaar.") is None
    True
    """
    if not _AUXILIARY.search(sentence):
        return None
    for clause in clauses(sentence):
        found = _in_clause(words(clause))
        if found:
            return found
    return None


def _in_clause(spoken: tuple[str, ...]) -> tuple[str, str] | None:
    small = tuple(word.lower() for word in spoken)
    become = next((word for word in spoken if word.lower() in _BECOME), None)
    be = None if _HAVE.intersection(small) else _be(spoken)
    for before, word in zip(("", *small), spoken, strict=False):
        if before in _BEFORE_NOUN or not _is_participle(word.lower()):
            continue
        if become and word.lower() not in _STATES - _ALSO_PASSIVE:
            return become, word
        if be and not _is_state(word.lower()):
            return be, word
    return None


def _be(spoken: tuple[str, ...]) -> str | None:
    """Return a form of *zijn* as a verb; the possessive *zijn* is not one."""
    for before, word in zip(("", *spoken), spoken, strict=False):
        plural = before.lower() in _PLURAL or before.endswith(("en", "s")) or word == spoken[-1]
        if word.lower() in _BE or (word == "zijn" and plural):
            return word
    return None


def _is_participle(word: str) -> bool:
    found = _PARTICIPLE.fullmatch(word)
    looks = found is not None and not _LOOK_ALIKES.intersection((word, found["stem"]))
    return looks or word in _STRONG


def _is_state(word: str) -> bool:
    found = _PARTICIPLE.fullmatch(word)
    return word in _STATES or bool(found and found["stem"] in _STATES)
