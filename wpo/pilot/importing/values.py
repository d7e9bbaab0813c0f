"""What a cell says, as the questionnaire and the model spell it; anything else is refused.

Every function returns a value, or raises ``ValueError`` with what is wrong and what to do. Capital
letters, accents and punctuation make no difference; nothing is guessed.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from types import MappingProxyType
from typing import TypeVar, get_args

from wpo.catalogue.private_columns import squeezed
from wpo.catalogue.questionnaires import Item
from wpo.model.assignments import Assignment
from wpo.model.floor import SEEN, SITUATIONS, Seen, Situation
from wpo.model.months import MONTHS
from wpo.model.people import Role
from wpo.model.pilot import (
    NOT_DONE_REASONS,
    REMARK_KINDS,
    HelpedBy,
    NotDoneReason,
    RemarkKind,
)
from wpo.model.questions import Model, Plan

HELPED_BY: tuple[HelpedBy, ...] = get_args(HelpedBy)
OLDEST_YEAR = 2020
_DAY_0 = date(1899, 12, 30)  # of Excel, from March 1900 on

_T = TypeVar("_T")
_SHOWN = 40  # signs of a cell in a message

_KINDS: Mapping[RemarkKind, str] = MappingProxyType(
    {
        "snap_niet": "ik snap het niet/snap ik niet/niet duidelijk/onduidelijk",
        "woord": "moeilijk woord/een woord",
        "plaatje": "het plaatje/beeld",
        "antwoord": "de antwoorden/antwoorden/het antwoord",
        "techniek": "het werkt niet/technisch",
        "vervelend": "niet fijn/dit is niet fijn/naar",
        "anders": "iets anders",
    }
)
_REASONS: Mapping[NotDoneReason, str] = MappingProxyType(
    {"te_moeilijk": "moeilijk", "anders": "iets anders", "gestopt": "stopte", "ziek": "ziek thuis"}
)
_SEEN: Mapping[Seen, str] = MappingProxyType(
    {
        "gezien": "gezien/ja/wel gezien",
        "beetje": "een beetje/met hulp",
        "nog_niet": "nog niet/nog niet gezien/niet gezien/nee",
        "niet_kunnen_zien": "niet kunnen zien/niet te zien/kon ik niet zien",
    }
)
_ROLES: Mapping[Role, str] = MappingProxyType(
    {
        Role.PARTICIPANT: "deelneemster/medewerker in ontwikkeling",
        Role.TRAINER: "werkplekopleidster/leidinggevende/begeleider/trainer/wpo",
        Role.COACH: "jobcoach/loopbaancoach",
    }
)


def short_code(assignment: Assignment) -> str:
    """Return what an opdracht is called on paper: its deelskill and level, such as ``2b-1``."""
    return f"{assignment.sub_skill[1:]}-{assignment.level}"


def named_assignments(assignments: Iterable[Assignment]) -> Mapping[str, Assignment]:
    """Return every opdracht by all that it is called, squeezed: id, short code and title.

    A title that two of them have names neither.
    """
    found: dict[str, Assignment] = {}
    twice: set[str] = set()
    for one in assignments:
        for word in {squeezed(one.id), squeezed(short_code(one)), squeezed(one.title)} | {
            squeezed(f"s{short_code(one)}")
        }:
            if word in found:
                twice.add(word)
            found[word] = one
    return MappingProxyType({word: one for word, one in found.items() if word not in twice})


def read_assignment(text: str, named: Mapping[str, Assignment]) -> Assignment:
    """Return the opdracht that a cell names; in ``2b-1: titel`` both parts name the same."""
    whole = named.get(squeezed(text))
    if whole:
        return whole
    parts = [named.get(squeezed(one)) for one in re.split(r"[:()]|\s[-–]\s", text) if squeezed(one)]
    known = {one.id: one for one in parts if one}
    if len(known) == 1 and parts and all(parts):
        return next(iter(known.values()))
    raise ValueError(
        f"{_shown(text)} is geen opdracht. Schrijf de code van het papier, zoals 2b-1, of de titel."
    )


def read_scale(text: str, item: Item) -> int:
    """Return the place on the scale of an item, from 1: by its number, its label, or both."""
    labels = {squeezed(one): n for n, one in enumerate(item.labels, start=1)}
    # People leave the article out, or put it in.
    labels |= {f"een{word}": n for word, n in list(labels.items())}
    number = re.fullmatch(r"\s*(\d)(?:[.,]0+)?\s*", text)
    if number and 1 <= int(number[1]) <= len(item.labels):
        return int(number[1])
    if found := labels.get(squeezed(text)):
        return found
    both = re.fullmatch(r"\s*(\d)\s*[-–=:.)]?\s*(\D.*)", text)
    if both and labels.get(squeezed(both[2])) == int(both[1]):
        return int(both[1])
    offered = ", ".join(item.labels)
    raise ValueError(
        f"{_shown(text)} is geen antwoord op deze vraag. Kies: {offered}, of 1 tot en met "
        f"{len(item.labels)}."
    )


def read_role(text: str) -> Role:
    """Return the role of who tells: deelnemer, werkplekopleider or coach."""
    options = (Role.PARTICIPANT, Role.TRAINER, Role.COACH)
    return _one_of(text, options, _ROLES, "rol")


def read_helped_by(text: str) -> HelpedBy:
    """Return who helped; an empty cell says that nobody did."""
    spellings: Mapping[HelpedBy, str] = {
        "niemand": "nee/geen/zelf/alleen",
        "collega": "een collega",
        "coach": "de coach",
        "werkplekopleider": "de werkplekopleider/leidinggevende/begeleider",
    }
    return _one_of(text or "niemand", HELPED_BY, spellings, "hulp")


def read_kind(text: str) -> RemarkKind:
    """Return what kind of remark it is."""
    return _one_of(text, REMARK_KINDS, _KINDS, "soort opmerking")


def read_reason(text: str) -> NotDoneReason:
    """Return why an opdracht was not done."""
    return _one_of(text, NOT_DONE_REASONS, _REASONS, "reden")


def read_seen(text: str) -> Seen:
    """Return what somebody saw of a point."""
    return _one_of(text, SEEN, _SEEN, "antwoord op de kaart")


def read_situation(text: str) -> Situation:
    """Return in which situation somebody looked."""
    spellings: Mapping[Situation, str] = {"gewoon": "gewoon werk", "drukte": "druk"}
    return _one_of(text, SITUATIONS, spellings, "situatie")


def read_point(text: str, assignment: Assignment) -> str:
    """Return the id of an observation point of an opdracht: by its id, its number or its text."""
    known: dict[str, str] = {}
    for n, one in enumerate(assignment.trainer.observe, start=1):
        known |= {squeezed(word): one.id for word in (str(n), f"punt {n}", one.text, one.id)}
    if found := known.get(squeezed(text)):
        return found
    offered = ", ".join(one.id for one in assignment.trainer.observe)
    raise ValueError(f"{_shown(text)} is geen punt van deze kaart. Kies: {offered}.")


def place_names(assignment: Assignment) -> Mapping[str, str]:
    """Return the questions of an opdracht by id, as a screen counts them: *vraag 1* is asked first.

    The example and the plan are no questions to count: *vraag 1* may well be ``q2``.
    """
    names: dict[str, str] = {}
    n_asked = 0
    for one in assignment.practice:
        match one:
            case Model():
                names[one.id] = "het voorbeeld"
            case Plan():
                names[one.id] = "het plan"
            case _:
                n_asked += 1
                names[one.id] = f"vraag {n_asked}"
    return MappingProxyType(names)


def read_place(text: str, assignment: Assignment) -> str:
    """Return the id of a question of an opdracht: from its id or its name; empty for the whole."""
    word = squeezed(text)
    if word in {"", "alles", "geheel", "heleopdracht", "overal"}:
        return ""
    names = place_names(assignment)
    known = {squeezed(spelled): one for one, name in names.items() for spelled in (one, name)}
    known |= {squeezed(f"{name} {one}"): one for one, name in names.items()}
    if found := known.get(word):
        return found
    offered = ", ".join(f"{one} ({name})" for one, name in names.items())
    raise ValueError(f"{_shown(text)} is geen plek in deze opdracht. Kies: {offered}.")


def read_day(text: str, today: date, *, month_first: bool = False) -> date:
    """Return a day as people and forms write it, not after ``today``.

    Parameters
    ----------
    month_first
        Whether some cell of the same column has its month first, so that no date with slashes in
        that column can be trusted.
    """
    day = (
        _iso(text)
        or _in_words(text)
        or _with_numbers(text, month_first=month_first)
        or _of_excel(text)
    )
    if day is None:
        raise ValueError(f"{_shown(text)} is geen datum. Schrijf bijvoorbeeld 24-11-2026.")
    if day > today:
        raise ValueError(f"{_shown(text)} is nog niet geweest.")
    if day.year < OLDEST_YEAR:
        raise ValueError(f"{_shown(text)} is te lang geleden. Kijk het jaar na.")
    return day


def has_month_first(cells: Iterable[str]) -> bool:
    """Tell whether a column has a date such as ``11/24/2026``, which only reads month first."""
    found = (re.match(r"\s*(\d{1,2})/(\d{1,2})/\d{4}", one) for one in cells)
    return any(one and int(one[1]) <= 12 < int(one[2]) for one in found)


def _iso(text: str) -> date | None:
    found = re.match(r"\s*(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T ].*)?\s*$", text)
    return _date(found[1], found[2], found[3]) if found else None


def _in_words(text: str) -> date | None:
    found = re.match(
        r"\s*(?:[a-z]+dag\s+)?(\d{1,2})[-\s]+([a-z]{3,9})\.?[-\s]+(\d{4})(?:[,\s].*)?$",
        text.casefold(),
    )
    if not found:
        return None
    months = [n for n, one in enumerate(MONTHS, start=1) if one.startswith(found[2])]
    months += [3] if found[2] == "mrt" else []
    return _date(found[3], str(months[0]), found[1]) if len(months) == 1 else None


def _with_numbers(text: str, *, month_first: bool) -> date | None:
    found = re.match(r"\s*(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?:[,\sT].*)?$", text)
    if not found:
        return None
    if found[2] == "/" and month_first:
        raise ValueError(
            f"{_shown(text)}: in deze kolom staat ergens de maand eerst. Schrijf datums zo: "
            "24-11-2026."
        )
    return _date(found[4], found[3], found[1])


def _of_excel(text: str) -> date | None:
    """Return the day that Excel keeps as a number, where its column does not show dates."""
    found = re.fullmatch(r"\s*(\d{5})(?:[.,]\d+)?\s*", text)
    return _DAY_0 + timedelta(days=int(found[1])) if found else None


def _date(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _one_of(text: str, options: Sequence[_T], spellings: Mapping[_T, str], what: str) -> _T:
    known = {squeezed(str(one)): one for one in options}
    for option, words in spellings.items():
        known |= {squeezed(word): option for word in words.split("/")}
    if (found := known.get(squeezed(text))) is not None:
        return found
    offered = ", ".join(str(one).replace("_", " ") for one in options)
    raise ValueError(f"{_shown(text)} is geen {what}. Kies: {offered}.")


def _shown(text: str) -> str:
    return f"'{text[:_SHOWN]}'" if text.strip() else "Leeg"
