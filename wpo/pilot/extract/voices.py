"""Remarks and codes, numbered anew: words only where somebody cleared them, nowhere a person."""

from collections import Counter
from collections.abc import Iterable, Mapping

import pandas as pd

from wpo.pilot.extract.choosing import ChosenRemarks
from wpo.pilot.extract.pseudonyms import Key, Pseudonyms
from wpo.pilot.research_set import TABLES
from wpo.store.texts_to_code import AGREED

Codes = Mapping[tuple[str, str], Mapping[str, tuple[str, ...]]]  # of fact and item: by coder


def remark_tables(
    remarks: ChosenRemarks, codes: Codes, pseudonyms: Pseudonyms
) -> dict[str, pd.DataFrame]:
    """Return ``remarks`` and their ``codes``.

    Words with a name that is known here are left out, also where somebody cleared them.
    """
    numbers = pseudonyms.numbered(
        "remarks", [(one["fact"], one["fact_item"]) for one in remarks.records]
    )
    places = _places([one["number"] for one in remarks.records if one["number"]], pseudonyms)
    rows = [
        {
            **{name: one.get(name) for name in TABLES["remarks"]},
            "remark": f"o{numbers[one['fact'], one['fact_item']]}",
            "org": pseudonyms.letters[one["shown_as"]],
            "organisation_number": places.get(one["number"]),
            "words": pseudonyms.unless_named(one["words"]),
            "week": one["run"],
        }
        for one in remarks.records
    ]
    frame = pd.DataFrame(rows, columns=list(TABLES["remarks"]))
    return {
        "remarks": frame.astype({"organisation_number": "Int64"}),
        "codes": _codes_table(codes, numbers, pseudonyms),
    }


def _places(organisations: Iterable[Key], pseudonyms: Pseudonyms) -> dict[Key | None, int]:
    """Return for each (opdracht, organisation) a number from 1 within the opdracht, by lot."""
    within: Counter[str] = Counter()
    found: dict[Key | None, int] = {}
    for key in pseudonyms.numbered("organisations", organisations):
        within[key[0]] += 1
        found[key] = within[key[0]]
    return found


def _codes_table(codes: Codes, numbers: Mapping[Key, int], pseudonyms: Pseudonyms) -> pd.DataFrame:
    """Return the codes: who is coder 1 and who 2 is by lot; 0 is what both settled on."""
    people = {one for by_coder in codes.values() for one in by_coder} - {AGREED}
    coders = pseudonyms.numbered("coders", [(one,) for one in people])
    rows = []
    for (fact, item), number in numbers.items():
        by_coder = dict(codes.get((fact, item), {}))
        rows += [(f"o{number}", 0, code) for code in by_coder.pop(AGREED, ())]
        first_two = sorted(by_coder, key=lambda one: coders[one,])[:2]
        for place, coder in enumerate(first_two, start=1):
            shown = place if len(first_two) > 1 else 2 - coders[coder,] % 2
            rows += [(f"o{number}", shown, code) for code in by_coder[coder]]
    return pd.DataFrame(rows, columns=list(TABLES["codes"]))
