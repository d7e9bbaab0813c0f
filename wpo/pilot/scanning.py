"""Look through somebody's own words for what may tell who it is about, or how that person is.

Pure: a text in, findings out. It helps the person who reads every text before it may be quoted; it
does not replace that person. *Hard* findings (numbers, addresses, known names) never pass: they are
replaced before a text is cleared. *Soft* ones (health words, a capital where none is needed) are
looked at one by one.

What counts as a long number: a run of digits with at most three separators between them, so that
``06 - 12.34 56 78`` is one number. Eight digits or more are hard, whatever they are: a telephone
number, a burgerservicenummer (nine digits that pass the eleven test) or a number of a client.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from wpo.catalogue.openanswers import SensitiveWords


class Kind(StrEnum):
    """What was found; the values are the words that replace it."""

    NAME = "naam"
    MAYBE_NAME = "misschien een naam"
    PHONE = "telefoon"
    MAIL = "mail"
    BSN = "bsn"
    NUMBER = "nummer"
    BIRTH_DATE = "datum"
    ADDRESS = "adres"
    COMPANY = "bedrijf"
    WEB = "website"
    HEALTH = "ziekte"


SOFT = frozenset({Kind.MAYBE_NAME, Kind.HEALTH})

# The word that stands in a quote where this was; a possible name is replaced as a name.
MASKS = {kind: f"[{kind.value}]" for kind in Kind} | {Kind.MAYBE_NAME: "[naam]"}

_MASK = re.compile(r"\[(?:" + "|".join([*Kind, "plek", "weg"]) + r")\]")


def _set_of(words: str) -> frozenset[str]:
    return frozenset(words.split())


FEWEST_DIGITS = 8
LAST_BIRTH_YEAR = 2015  # a date after it is not the birthday of anybody at work


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Finding:
    """A part of a text, ``text[start:end]``, that may be private."""

    start: int
    end: int
    kind: Kind

    @property
    def is_hard(self) -> bool:
        """Whether a text with this in it can never be cleared."""
        return self.kind not in SOFT


@dataclass(frozen=True, slots=True, kw_only=True)
class Lists:
    """Words to look out for, casefolded and without accents; see :func:`lists_of`."""

    names: frozenset[str] = frozenset()
    ambiguous: frozenset[str] = frozenset()
    companies: frozenset[str] = frozenset()
    health: tuple[str, ...] = ()
    health_words: frozenset[str] = field(default=frozenset())


def lists_of(
    words: SensitiveWords, *, names: Iterable[str] = (), companies: Iterable[str] = ()
) -> Lists:
    """Return the lists to scan with.

    Parameters
    ----------
    words
        The lists of the content.
    names
        First names of people here, in any order and without whose they are.
    companies
        What organisations here call themselves.
    """
    stems = [_plain(one.replace("_", " ")) for one in words.health.split()]
    listed = words.first_names.split() + words.surnames.split()
    here = [part for name in names for part in name.split()]
    return Lists(
        names=frozenset(_plain(one) for one in (*listed, *here) if len(one) > 1),
        ambiguous=frozenset(_plain(one) for one in words.ambiguous.split()),
        companies=frozenset(
            plain
            for one in companies
            for plain in (_plain(one.partition("(")[0].strip()),)
            if len(plain) > 2
        ),
        health=tuple(one for one in stems if len(one) > 3),
        health_words=frozenset(one for one in stems if len(one) <= 3),
    )


def scan(text: str, lists: Lists) -> tuple[Finding, ...]:
    """Return what may be private in a text, in order; findings never overlap.

    Any text is fine, also one with half characters or of the greatest length.
    """
    found = [
        *_mails(text),
        *_webs(text),
        *_numbers(text),
        *_birth_dates(text),
        *_addresses(text),
        *_companies(text, lists),
        *_words(text, lists),
    ]
    inside = [match.span() for match in _MASK.finditer(text)]
    return _apart(
        [one for one in found if not any(a <= one.start and one.end <= b for a, b in inside)]
    )


def masked(text: str, finding: Finding) -> str:
    """Return the text with what was found replaced by a word in brackets."""
    return f"{text[: finding.start]}{MASKS[finding.kind]}{text[finding.end :]}"


def _apart(found: Collection[Finding]) -> tuple[Finding, ...]:
    """Join findings that overlap; the joined one is hard where any of them is."""
    apart: list[Finding] = []
    for one in sorted(found, key=lambda each: (each.start, not each.is_hard, -each.end)):
        last = apart[-1] if apart else None
        if last is None or one.start >= last.end:
            apart.append(one)
            continue
        kind = last.kind if last.is_hard or not one.is_hard else one.kind
        apart[-1] = Finding(start=last.start, end=max(last.end, one.end), kind=kind)
    return tuple(apart)


# --- what has a shape of its own -------------------------------------------------------------

_MAIL = re.compile(
    r"[^\s@＠﹫]*\s?[@＠﹫]\s?[^\s@＠﹫]+"
    r"|\S+\s?(?:\(at\)|\[at\]|\bapenstaartje\b)\s?\S+",
    re.IGNORECASE,
)
_WEB = re.compile(r"(?:https?:|www\.)\S+", re.IGNORECASE)
# Nothing but these may stand between two digits of one number; also what one does not see.
_BETWEEN = r"[\s.,\-‐-―−/()_+·•\u00ad\u200b-\u200f\u2060\ufeff]{0,3}"
_DIGITS = re.compile(rf"[+(]?\d(?:{_BETWEEN}\d)*")
_DATE = re.compile(r"(?<!\d)(\d{1,2})\s?[-/. ]\s?(\d{1,2})\s?[-/. ]\s?(\d{4}|\d{2})(?!\d)")
_MONTH = (
    r"jan(?:uari)?|feb(?:ruari)?|maart|mrt|apr(?:il)?|mei|juni?|juli?|aug(?:ustus)?"
    r"|sep(?:tember)?|okt(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
_SPELLED = re.compile(rf"\b\d{{1,2}}\s+(?:{_MONTH})\.?\s+(\d{{4}})\b", re.IGNORECASE)
_BORN = re.compile(
    rf"\b(?:geboren|geboortedatum|jarig|verjaardag|geb\.?)\b\D{{0,20}}"
    rf"(?:\d{{1,2}}\s+(?:{_MONTH})(?:\s+\d{{4}})?|\d[\d./-]*)",
    re.IGNORECASE,
)
_STREET = re.compile(
    r"\b(?!(?:onderweg|halverwege|vanwege|voorlaan)\b)"
    r"[^\W\d_]{2,}(?:straat|laan|weg|plein|gracht|kade|dijk|singel|hof|steeg|dreef|plantsoen"
    r"|markt|park)\s+\d{1,4}\s?[a-z]?\b(?!\s*(?:keer|uur|min|x|dagen|weken)\b)",
    re.IGNORECASE,
)
_POSTCODE = re.compile(r"(?<!\d)[1-9]\d{3}\s?([A-Za-z]{2})\b")
_NUMBERED = re.compile(
    r"\b\w*(?:personeels|klant|cli[eë]nt|registratie|dossier|burgerservice|polis|rekening|huis"
    r"|telefoon|mobiele?)\s?-?(?:nummer|nr\.?|no\.?)\W{0,3}(?:is\s)?\W{0,2}\w?\d[\w.-]*"
    r"|\bbsn\W{0,3}(?:is\s)?\d[\w.-]*",
    re.IGNORECASE,
)
_IBAN = re.compile(r"\b[A-Z]{2}\s?\d{2}\s?[A-Z]{4}(?:\s?\d){6,10}\b", re.IGNORECASE)
_SHORT_WORDS = _set_of(
    "aan af al as ca cm de do dr en er ex ff gr ik in is ja je kg km me mm mg na nu of om op pc pm"
    " te tv uw va we wc ze zn zo"
)


def _mails(text: str) -> Iterator[Finding]:
    for match in _MAIL.finditer(text):
        yield _finding(match, Kind.MAIL)


def _webs(text: str) -> Iterator[Finding]:
    for match in _WEB.finditer(text):
        yield _finding(match, Kind.WEB)


def _numbers(text: str) -> Iterator[Finding]:
    for match in _DIGITS.finditer(text):
        digits = [unicodedata.digit(one) for one in match.group() if one.isdecimal()]
        if len(digits) < FEWEST_DIGITS or _is_date(match.group()):
            continue  # birthdays are found by themselves
        yield _finding(match, _kind_of(digits, match.group()))
    for pattern in (_NUMBERED, _IBAN):
        for match in pattern.finditer(text):
            yield _finding(match, Kind.NUMBER)


def _kind_of(digits: Sequence[int], written: str) -> Kind:
    if (len(digits) in (10, 11) and digits[0] == 0) or written.startswith("+"):
        return Kind.PHONE
    return Kind.BSN if is_bsn(digits) else Kind.NUMBER


def is_bsn(digits: Sequence[int]) -> bool:
    """Tell whether eight or nine digits pass the eleven test of the burgerservicenummer."""
    if len(digits) not in (8, 9):
        return False
    nine = [0] * (9 - len(digits)) + list(digits)
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    return any(nine) and sum(a * b for a, b in zip(nine, weights, strict=True)) % 11 == 0


def _birth_dates(text: str) -> Iterator[Finding]:
    for match in _DATE.finditer(text):
        day, month = int(match.group(1)), int(match.group(2))
        if 1 <= day <= 31 and 1 <= month <= 12 and _is_birth_year(match.group(3)):
            yield _finding(match, Kind.BIRTH_DATE)
    for match in _SPELLED.finditer(text):
        if _is_birth_year(match.group(1)):
            yield _finding(match, Kind.BIRTH_DATE)
    for match in _BORN.finditer(text):
        yield _finding(match, Kind.BIRTH_DATE)


def _is_date(written: str) -> bool:
    """Tell whether a run of digits is a day of these times, and no number of anybody."""
    match = _DATE.fullmatch(written)
    if match is None:
        return False
    day, month, year = (int(one) for one in match.groups())
    return 1 <= day <= 31 and 1 <= month <= 12 and 1900 <= year <= 2100


def _is_birth_year(written: str) -> bool:
    year = int(written)
    return 30 <= year <= 99 or year <= 15 if len(written) == 2 else 1900 <= year <= LAST_BIRTH_YEAR


def _addresses(text: str) -> Iterator[Finding]:
    for match in _STREET.finditer(text):
        yield _finding(match, Kind.ADDRESS)
    for match in _POSTCODE.finditer(text):
        if match.group(1).isupper() or match.group(1).casefold() not in _SHORT_WORDS:
            yield _finding(match, Kind.ADDRESS)


def _companies(text: str, lists: Lists) -> Iterator[Finding]:
    if not lists.companies:
        return
    plain = "".join(_plain(one)[:1] or one for one in text)  # as long as the text
    for company in lists.companies:
        for match in re.finditer(rf"\b{re.escape(company)}\b", plain):
            yield _finding(match, Kind.COMPANY)


def _finding(match: re.Match[str], kind: Kind) -> Finding:
    return Finding(start=match.start(), end=match.end(), kind=kind)


# --- words ------------------------------------------------------------------------------------

_WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")
_BEGINS = re.compile(r"(?:^|[.!?:;\n\r…•*])\W*$")  # smileys and quotes may stand between
_TITLES = _set_of(
    "meneer mevrouw mijnheer mw mvr mevr dhr juf juffrouw meester zuster broeder dokter"
)
_LEADS = _set_of("heet heten genaamd")  # after these comes a name
_FIRST_WORDS = _set_of("ben groen groot jong lange lies wil wit zwart")  # of sentences
_BETWEEN_NAMES = _set_of("de der den van von ten ter te het el la 't")
# Words that have a capital of their own and tell nothing about anybody.
_CAPITALS = _BETWEEN_NAMES | _set_of(
    "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag nederland nederlands nederlandse"
    " engels engelse ik u uw internet excel word wpo pasen kerst sinterklaas god tv pc"
)


def _words(text: str, lists: Lists) -> Iterator[Finding]:
    before = ""
    for match in _WORD.finditer(text):
        word = match.group()
        plain = _plain(word)
        if plain in _BETWEEN_NAMES:
            continue
        led = before in _TITLES or before in _LEADS
        kind = _kind_of_word(word, plain, lists, led=led)
        if kind is None and word[0].isupper() and not word.isupper():
            begins = bool(_BEGINS.search(text[max(0, match.start() - 12) : match.start()]))
            kind = _kind_of_capital(plain, lists, begins=begins)
        if kind is not None:
            yield _finding(match, kind)
        before = plain
    yield from _phrases(text, lists)


def _kind_of_word(word: str, plain: str, lists: Lists, *, led: bool) -> Kind | None:
    """Return what a word is by itself; None where only its place can tell."""
    parts = [plain, *plain.split("-")]
    if any(one in lists.names and one not in lists.ambiguous for one in parts):
        return Kind.NAME
    possessive = plain.removesuffix("s").rstrip("'’")
    if possessive != plain and possessive in lists.names and possessive not in lists.ambiguous:
        return Kind.NAME
    if led and word[0].isupper():
        return Kind.NAME
    if led and plain not in _SHORT_WORDS:
        return Kind.MAYBE_NAME
    if any(one in lists.health_words for one in parts):
        return Kind.HEALTH
    if any(plain.startswith(one) or (len(one) > 5 and one in plain) for one in lists.health):
        return Kind.HEALTH
    return None


def _kind_of_capital(plain: str, lists: Lists, *, begins: bool) -> Kind | None:
    """Return what a word with a capital is, at the beginning of a sentence or inside it."""
    if begins:
        maybe = plain in lists.ambiguous and plain not in _FIRST_WORDS
        return Kind.MAYBE_NAME if maybe else None
    if plain in _CAPITALS:
        return None
    return Kind.NAME if plain in lists.names else Kind.MAYBE_NAME


def _phrases(text: str, lists: Lists) -> Iterator[Finding]:
    """Find health words of two words."""
    for stem in (one for one in lists.health if " " in one):
        pattern = r"\s+".join(re.escape(part) for part in stem.split())
        for match in re.finditer(rf"\b{pattern}\w*", text, re.IGNORECASE):
            yield _finding(match, Kind.HEALTH)


def _plain(word: str) -> str:
    """Return a word in small letters without accents: names are typed in many ways."""
    apart = unicodedata.normalize("NFKD", word.casefold())
    return "".join(one for one in apart if not unicodedata.combining(one)).replace("ı", "i")
