"""A small evaluation made up by hand: every table, with things known, too small, and unknown."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from wpo.evaluation.results import ALL, COLUMNS, Evaluation, ExtractName, table_names

NAN = float("nan")
LETTERS = "ABCDEFG"
ASSIGNMENTS = (
    ("overleggen-luisteren-1", "Luisteren naar je leidinggevende", "s1", "s1a", 1),
    ("overleggen-luisteren-2", "Luisteren als het druk is", "s1", "s1a", 2),
    ("samenwerken-helpen-1", "Een collega helpen", "s2", "s2a", 1),
)
VERDICTS = ("herzien", "goed zo", "nog niet genoeg gegevens")
EMPTY: Mapping[str, Any] = {"string": "", "int": 0}


def est(what: str, value: float, n: int, *, wide: float = 0.12, places: int = 5) -> dict[str, Any]:
    """Return the six columns of an estimate; NaN where ``value`` is."""
    known = not np.isnan(value)
    return {
        f"{what}_value": value,
        f"{what}_low": max(value - wide, -1.0) if known else NAN,
        f"{what}_high": min(value + wide, 1.0) if known else NAN,
        f"{what}_n": n,
        f"{what}_n_organisations": places,
        f"{what}_note": "" if known else "te weinig antwoorden",
    }


def table(name: str, rows: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    """Return rows as a table of an evaluation; what a row does not say is not known."""
    frame = pd.DataFrame([{column: one.get(column) for column in COLUMNS[name]} for one in rows])
    frame = frame.reindex(columns=list(COLUMNS[name]))
    for column in frame.columns:
        if column.endswith(("_value", "_low", "_high")) or column in {"value", "median", "bound"}:
            frame[column] = frame[column].astype("float64")
        elif column.endswith("_note") or column == "means":
            frame[column] = frame[column].fillna("").astype("object")
        elif column.endswith(("_n", "_n_organisations")) or column in COUNTS:
            frame[column] = frame[column].astype("Int64")
    return frame


COUNTS = {"n", "n_1", "n_2", "n_3", "n_4", "n_5", "n_00", "n_01", "n_02", "n_11", "n_12", "n_22"}
COUNTS |= {"persons", "organisations", "participants", "staff", "assignments", "at_risk", "higher"}
COUNTS |= {"compared", "yes_sayers", "more_needed", "remarks", "rank", "week"}


def items() -> Iterator[dict[str, Any]]:
    """Yield three questions for each assignment, the second also with an older text."""
    for at, (assignment, title, _, _, _) in enumerate(ASSIGNMENTS):
        for number in (1, 2, 3):
            for newest in (True, False) if number == 2 else (True,):
                value = NAN if (at, number) == (2, 3) else 0.35 + 0.2 * number - 0.1 * at
                value -= 0.0 if newest else 0.15
                n = 7 if (at, number) == (2, 2) else 24
                yield {
                    "assignment": assignment,
                    "item": f"{assignment}/q{number}",
                    "item_hash": f"h{number}{'' if newest else '-oud'}",
                    "is_newest": newest,
                    "title": title,
                    "version": "1.1" if newest else "1.0",
                    "kind": "choice",
                    "n_options": 3,
                    "stem": f"Wat doe je bij {number}?"
                    if newest
                    else f"Wat ga je doen bij {number}?",
                    "guess": 1 / 3,
                    "persons": n,
                    "organisations": 5,
                    **est("p", value, n),
                    "p_low_05": value - 0.1,
                    "p_high_05": value + 0.1,
                    "p_low_20": value - 0.16,
                    "p_high_20": value + 0.16,
                    **est("second", 0.6, 12),
                    **est("rir", NAN, n),
                    **est("helped", 0.2, n),
                    "more_needed": 10,
                }


def options() -> Iterator[dict[str, Any]]:
    """Yield three options for each newest question; the third of the first one is a magnet."""
    for one in items():
        if one["is_newest"]:
            for option, quality, share in (
                ("a", "goed", 0.3),
                ("b", "kan", 0.2),
                ("c", "niet_handig", 0.5),
            ):
                magnet = option == "c" and one["item"].endswith("-1/q1")
                yield {
                    **{
                        name: one[name] for name in ("assignment", "item", "item_hash", "is_newest")
                    },
                    "option": option,
                    "text": f"Ik doe <b>{option}</b> en ik kijk naar mijn collega.",
                    "quality": quality,
                    **est("a", share, 24),
                    **est("over_p", share - 0.3, 24),
                    "flag": "magneet" if magnet else "",
                }


def by_organisation() -> Iterator[dict[str, Any]]:
    """Yield shares of two questions, a share finished and a mean, for each of all organisations."""
    for assignment, *_ in ASSIGNMENTS:
        for at, org in enumerate(LETTERS):
            small = org == "G"
            for what, value, item in (
                ("p", 0.6, f"{assignment}/q1"),
                ("p", 0.5, f"{assignment}/q2"),
                ("done", 0.8, ""),
                ("rating", 2.25, "snapte"),
            ):
                yield {
                    "what": what,
                    "assignment": assignment,
                    "version": "" if what != "p" else "1.1",
                    "item": item,
                    "item_hash": f"h{item[-1]}" if what == "p" else "",
                    "role": "deelnemer",
                    "org": org,
                    "n": None if small else 10 + at,
                    "value": NAN if small else value + 0.1 * (at % 3 - 1),
                    "note": "te klein" if small else "",
                }


def evaluation(**tables: pd.DataFrame) -> Evaluation:
    """Return the whole of it, with other tables where given."""
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in table_names()}
    rows["items"], rows["options"] = list(items()), list(options())
    rows["by_organisation"] = list(by_organisation())
    rows["assignments"] = [
        {
            **dict(zip(("assignment", "title", "skill", "sub_skill", "level"), one, strict=True)),
            "version": "1.1",
            "persons": 24,
            "organisations": 5,
            **est("p", 0.4 + 0.2 * at, 24),
            "p_low_20": 0.24 + 0.2 * at,
            "p_high_20": min(0.56 + 0.2 * at, 1.0),
            "p_if_wrong": 0.35 + 0.2 * at,
            "p_if_right": 0.45 + 0.2 * at,
            "p_low_if_wrong": 0.2 + 0.2 * at,
            "p_high_if_right": min(0.65 + 0.2 * at, 1.0),
            **est("each", 0.38 + 0.2 * at, 24),
            **est("second", 0.6, 14),
            **est("done", 0.8, 30),
            **est("clear", 0.7, 20),
            **est("clear_staff", 0.7, 10),
            "problem": "",
            "asked_words": "",
            "has_harm": False,
            "verdict": VERDICTS[at],
            "is_provisional": at == 2,
            "reasons": "Vraag 1 is te moeilijk.\nEen woord is vaak gevraagd.",
            "more_needed": (None, 0, 12)[at],
        }
        for at, one in enumerate(ASSIGNMENTS)
    ]
    rows["organisations"] = [
        {
            "org": org,
            "participants": 20,
            "staff": None,
            "assignments": 3,
            **est("p", 0.5 + 0.03 * at, 60, places=1),
            **est("shrunk", 0.55 + 0.01 * at, 60, places=1),
            **est("done", 0.8, 60),
            **est("others", 0.6, 300),
            "means": "Het verschil met de anderen kan toeval zijn.",
        }
        for at, org in enumerate(LETTERS)
    ]
    rows["alike"] = [
        {
            "assumed": 0.1,
            **est("icc", 0.06, 24, wide=0.05),
            "means": "Aangenomen is 0,10; in deze pilot gevonden ongeveer 0,06.",
        }
    ]
    rows["ratings"] = [
        {
            "assignment": assignment,
            "role": role,
            "questionnaire": questionnaire,
            "item": item,
            "n": 20,
            "n_1": None if item == "werk" else 6,
            "n_2": 6,
            "n_3": 8,
            "n_4": 0 if places == 5 else None,
            "n_5": 0 if places == 5 else None,
            "n_places": places,
            "median": 2.0,
            **est("top", 0.4 if item in {"snapte", "taal"} else 0.6, 20),
            **est("top_honest", 0.35, 18),
            "yes_sayers": 2,
        }
        for assignment in (ALL, *(one[0] for one in ASSIGNMENTS))
        for role, questionnaire, item, places in (
            ("deelnemer", "deelnemer", "snapte", 3),
            ("deelnemer", "deelnemer", "werk", 3),
            ("begeleider", "werkplekopleider", "taal", 5),
        )
    ]
    rows["revisions"] = [
        {
            "assignment": assignment,
            "item": item,
            "from_version": "1.0",
            "to_version": "1.1",
            "from_hash": "h2-oud",
            "to_hash": "h2",
            "is_control": control,
            **est("before", 0.5, 20),
            **est("after", 0.65, 20),
            **est("change", change, 20),
            **est("shrunk", change / 2, 20, wide=0.05),
            **est("beyond", change, 20),
            "higher": 5,
            "compared": 6,
            "means": "Of de nieuwe tekst helpt, is nog niet te zeggen. Alleen wat slecht ging.",
        }
        for assignment, item, control, change in (
            (ASSIGNMENTS[0][0], f"{ASSIGNMENTS[0][0]}/q2", False, 0.3),
            (ASSIGNMENTS[1][0], f"{ASSIGNMENTS[1][0]}/q2", False, 0.02),
            (ASSIGNMENTS[2][0], f"{ASSIGNMENTS[2][0]}/q2", True, 0.04),
        )
    ]
    rows["revisions"] += [
        {
            **dict.fromkeys(("assignment", "item", "from_version", "to_version"), ALL),
            **dict.fromkeys(("from_hash", "to_hash"), ALL),
            "is_control": control,
            **est("beyond", change, 60),
            "means": "Alle vragen samen.",
        }
        for control, change in ((False, 0.1), (True, 0.01))
    ]
    rows["mastery"] = [
        {
            "skill": skill,
            "week": week,
            "at_risk": 40 - 4 * week,
            **est("mastered", min(0.12 * week, 0.8), 40),
        }
        for skill in (ALL, "s1", "s2")
        for week in range(1, 9)
    ]
    rows["floor"] = [
        {
            "assignment": assignment,
            **est("practice", 0.7, 24),
            **est("seen", 0.5, 30),
            **est("worked", 0.6, 18),
            **est("together", 0.2, 22),
            "means": "",
        }
        for assignment in (ALL, *(one[0] for one in ASSIGNMENTS))
    ]
    rows["agreement"] = [
        {
            "what": what,
            "assignment": ALL,
            "n": 30,
            **est("same", 0.7, 30),
            **est("alpha", 0.6, 30),
            **est("kappa", 0.6 if what == "werkvloer" else NAN, 30),
            **dict.fromkeys(("n_00", "n_01", "n_02", "n_11", "n_12", "n_22"), 6),
            "n_02": None,
            "is_one_sided": False,
            "means": "",
        }
        for what in ("werkvloer", "codes")
    ]
    rows["codes"] = [
        {"assignment": assignment, "code": code, "role": role, "n": n, "organisations": 4}
        for assignment in (ALL, ASSIGNMENTS[0][0])
        for code, role, n in (
            ("woord", "deelnemer", 12),
            ("woord", "begeleider", 6),
            ("beeld", "deelnemer", None),
            ("beeld", "begeleider", 8),
        )
    ]
    rows["words"] = [
        {
            "assignment": ASSIGNMENTS[0][0],
            "item": f"{ASSIGNMENTS[0][0]}/q1",
            "word": "overleg",
            "persons": 8,
            "organisations": 3,
            "is_flagged": True,
        }
    ]
    rows["missing"] = [
        {"assignment": assignment, "part": part, "name": name, "n": n, **est("share", n / 60, 60)}
        for assignment in (ALL, *(one[0] for one in ASSIGNMENTS))
        for part, name, n in (
            ("stap", "gepland", 60),
            ("stap", "begonnen", 50),
            ("stap", "af", 42),
            ("reden", "geen_tijd", 10),
            ("reden", "te_moeilijk", 8),
        )
    ]
    rows["queue"] = [
        {
            "rank": 1,
            "assignment": ASSIGNMENTS[0][0],
            "title": ASSIGNMENTS[0][1],
            "version": "1.1",
            "item": f"{ASSIGNMENTS[0][0]}/q1",
            "item_hash": "h1",
            "option": "c",
            "trigger": "magneet",
            "bound": 0.08,
            "sentence": "Antwoord c is vaker gekozen dan wat handig is.",
            "state": "open",
            "decision": "",
            "decided_on": "",
            "decision_reason": "",
        }
    ]
    made = {name: table(name, own) for name, own in rows.items()} | tables
    named = ExtractName(
        name="wpo-extract-2026-11-24-0123abcd", hash="0123abcd" * 8, made_on=date(2026, 11, 24)
    )
    return Evaluation(extract=named, notes=("Een grens is veranderd.",), **made)
