"""What a row of a file can be, and what its columns can mean.

Every row of one file says the same kind of thing: answers to one questionnaire, a remark, why an
opdracht was not done, or what somebody saw of one point of the observation card.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from wpo.catalogue.private_columns import private_reason, squeezed
from wpo.catalogue.questionnaires import Questionnaire
from wpo.model.people import Role

REMARKS, NOT_DONE, OBSERVATIONS = "opmerkingen", "niet_gedaan", "observaties"


class Field(StrEnum):
    """What a column can tell beside the answers to a questionnaire; the words of who reads it."""

    NUMBER = "nummer"
    PERSON = "persoon"
    ASSIGNMENT = "opdracht"
    DATE = "datum"
    ROLE = "rol"
    HELPED_BY = "hielp"
    KIND = "soort"
    PLACE = "plek"
    WORDS = "woorden"
    REASON = "reden"
    OBSERVER = "gezien door"
    POINT = "punt"
    SEEN = "gezien"
    SITUATION = "situatie"


# What may be the same for every row, where no column tells it.
FOR_ALL = (Field.ASSIGNMENT, Field.DATE, Field.ROLE, Field.HELPED_BY, Field.KIND, Field.OBSERVER)

_SPELLINGS: Mapping[Field, str] = MappingProxyType(
    {
        Field.NUMBER: "nummer nr formuliernummer papiernummer volgnummer id responseid",
        Field.PERSON: "persoon personen code kaartcode kaart deelnemer deelnemercode persoonscode",
        Field.ASSIGNMENT: "opdracht opdrachten opdrachtcode opdrachtid naamvandeopdracht",
        Field.DATE: "datum dag wanneer tijdstempel timestamp date begintijd voltooiingstijd",
        Field.ROLE: "rol functie wiebentu",
        Field.HELPED_BY: "hielp geholpendoor wiehielp hulp hulpvan wieheeftgeholpen",
        Field.KIND: "soort soortopmerking watisermis categorie",
        Field.PLACE: "plek plaats vraag vraagnummer waar waarprecies scherm",
        Field.WORDS: "woorden opmerking opmerkingen tekst toelichting watmoetanders bericht",
        Field.REASON: "reden waarom waaromniet redenvanstoppen",
        Field.OBSERVER: "geziendoor observator wiekeek begeleider",
        Field.POINT: "punt observatiepunt kijkpunt",
        Field.SEEN: "gezien waarde score watzagu oordeel",
        Field.SITUATION: "situatie omstandigheid",
    }
)

Target = str  # a Field, or the id of an item behind ITEM; empty: nobody asks for this column
ITEM = "vraag:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One kind of row.

    Attributes
    ----------
    fields
        Which columns it can have beside the items of the questionnaire, in the order of a choice.
    needed
        Those without which no row can be read.
    """

    id: str
    fields: tuple[Field, ...]
    needed: tuple[Field, ...]
    questionnaire: Questionnaire | None = None
    _known: Mapping[str, Target] = field(repr=False, compare=False, default_factory=dict)

    @property
    def targets(self) -> tuple[Target, ...]:
        """Everything that a column can mean."""
        asked = self.questionnaire.items if self.questionnaire else ()
        return (*self.fields, *(ITEM + one.id for one in asked))

    def target_of(self, header: str) -> Target:
        """Return what a column with this header means by its name; empty where nobody can tell."""
        return self._known.get(squeezed(header), "")


def forms(questionnaires: Mapping[str, Questionnaire]) -> tuple[Form, ...]:
    """Return every kind of row: a questionnaire each, then the others."""
    number, person, opdracht, day = Field.NUMBER, Field.PERSON, Field.ASSIGNMENT, Field.DATE
    common, needed = (number, person, opdracht, day), (opdracht, day)
    return (
        *(_asked(one, (*common, Field.HELPED_BY), needed) for one in in_order(questionnaires)),
        _form(
            REMARKS,
            (*common, Field.ROLE, Field.KIND, Field.PLACE, Field.WORDS),
            (*needed, Field.KIND),
        ),
        _form(NOT_DONE, (*common, Field.ROLE, Field.REASON), (*needed, Field.REASON)),
        _form(
            OBSERVATIONS,
            (*common, Field.OBSERVER, Field.POINT, Field.SEEN, Field.SITUATION, Field.WORDS),
            (person, *needed, Field.OBSERVER, Field.POINT, Field.SEEN, Field.SITUATION),
        ),
    )


def in_order(questionnaires: Mapping[str, Questionnaire]) -> list[Questionnaire]:
    """Return the questionnaires as papers and screens have them: of participants first."""
    order = [Role.PARTICIPANT, Role.TRAINER, Role.COACH]
    return sorted(questionnaires.values(), key=lambda one: order.index(one.for_role))


def guess_columns(form: Form, headers: Iterable[str]) -> tuple[Target, ...]:
    """Return what each column means by its header, each meaning once; to start from."""
    found: list[Target] = []
    for header in headers:
        target = "" if is_private(form, header) else form.target_of(header)
        found.append("" if target in found else target)
    return tuple(found)


def guess_form(all_forms: Iterable[Form], headers: Iterable[str]) -> Form:
    """Return the kind of row of which the headers tell the most."""
    named = list(headers)

    def n_known(form: Form) -> tuple[int, int]:
        told = [one for one in guess_columns(form, named) if one]
        return sum(one.startswith(ITEM) or one in form.needed for one in told), len(told)

    return max(all_forms, key=n_known)


def is_private(form: Form, header: str) -> bool:
    """Tell whether a column of this name may not be here and is never read."""
    return not form.target_of(header) and bool(private_reason(header))


def _asked(one: Questionnaire, fields: tuple[Field, ...], needed: tuple[Field, ...]) -> Form:
    items: dict[str, Target] = {}
    for n, item in enumerate(one.items, start=1):
        target = ITEM + item.id
        spelled = (item.id, item.text, f"{one.id}/{item.id}", f"{n}. {item.text}")
        items |= {squeezed(word): target for word in (*spelled, f"vraag {n}", f"v{n}")}
        without = re.sub(r"^\s*\d+[.):]\s*", "", item.text)
        items.setdefault(squeezed(without), target)
    return Form(
        id=one.id,
        fields=fields,
        needed=needed,
        questionnaire=one,
        _known=MappingProxyType(_spelled(fields) | items),
    )


def _form(name: str, fields: tuple[Field, ...], needed: tuple[Field, ...]) -> Form:
    return Form(id=name, fields=fields, needed=needed, _known=MappingProxyType(_spelled(fields)))


def _spelled(fields: Iterable[Field]) -> dict[str, Target]:
    return {
        squeezed(word): one.value
        for one in fields
        for word in (*_SPELLINGS[one].split(), one.value)
    }
