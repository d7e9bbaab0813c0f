"""The tables of an evaluation: what each column of each of them holds.

Figures, dashboards and the report read nothing else. Every table is a pandas DataFrame with
exactly the columns named here, in this order, its rows in a fixed order, its index 0, 1, 2, ….

An estimate ``p`` stands as six columns: ``p_value``, ``p_low``, ``p_high`` (floats; NaN where
nothing may or can be said), ``p_n``, ``p_n_organisations`` (Int64) and ``p_note`` (Dutch, why it is
NaN or what to know; empty where there is nothing). A count of people is Int64; ``<NA>`` where it is
"te klein" to show, or could be worked out from what is shown. All of it is guarded already: a
reader shows what stands here, and ``TOO_SMALL`` for what is ``<NA>``.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date

import pandas as pd

TOO_SMALL = "te klein"
GOOD, REVISE, NOT_YET = "goed zo", "herzien", "nog niet genoeg gegevens"
VERDICTS = (GOOD, REVISE, NOT_YET)
ALL = ""  # the row about everything together, in a table by assignment

ESTIMATE = ("value", "low", "high", "n", "n_organisations", "note")


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtractName:
    """Which research set an evaluation is made of; stands under every figure."""

    name: str
    hash: str
    made_on: date


def estimate(what: str, holds: str) -> dict[str, str]:
    """Return the six columns of an estimate, with what they hold."""
    return {f"{what}_{part}": f"{holds} ({part})" for part in ESTIMATE}


_QUESTION = {
    "assignment": "id of the assignment",
    "item": "id of the question",
    "item_hash": "fingerprint of its text",
    "is_newest": "bool: the newest text of this question",
}

COLUMNS: Mapping[str, Mapping[str, str]] = {
    # One row for each question x text of it. First attempt of a person, first try.
    "items": _QUESTION
    | {
        "title": "title of the assignment",
        "version": "newest version of the assignment with this text",
        "kind": "choice, multi, order, dialogue",
        "n_options": "answers to choose from",
        "stem": "the question",
        "guess": "share that would be right by guessing",
        "persons": "participants who answered",
        "organisations": "organisations they came from",
    }
    | estimate("p", "share right at the first try, ICC .10")
    | {
        "p_low_05": "lower bound with ICC .05",
        "p_high_05": "upper bound with ICC .05",
        "p_low_20": "lower bound with ICC .20",
        "p_high_20": "upper bound with ICC .20",
    }
    | estimate("second", "share right at the second try, of who was wrong at the first")
    | {"second_chance": "share that would be right at the second try by guessing"}
    | estimate("rir", "item-rest correlation, -1 to 1; known from 30 persons and 5 items")
    | estimate("helped", "share that opened Hulp before answering")
    | {
        "more_needed": "how many more participants before one can tell on which side of the "
        "threshold p lies; 0: now; <NA>: unknown",
    },
    # One row for each option of each question x text (not of questions of the kind order).
    "options": _QUESTION
    | {
        "option": "id of the option",
        "text": "its words",
        "quality": "goed, kan or niet_handig",
    }
    | estimate("a", "share that chose it at the first try")
    | estimate("over_p", "a - p: how much more it is chosen than what is right")
    | {"flag": "'', 'dood' (hardly chosen) or 'magneet' (chosen more than what is right)"},
    # One row for each assignment.
    "assignments": {
        "assignment": "id of the assignment",
        "title": "title",
        "skill": "skill",
        "sub_skill": "sub-skill",
        "level": "1 to 3",
        "version": "newest version that was used",
        "persons": "participants who answered at least one question",
        "organisations": "organisations they came from",
    }
    | estimate("p", "share right at the first try, all newest questions together")
    | {
        "p_low_20": "lower bound with ICC .20",
        "p_high_20": "upper bound with ICC .20",
        "p_if_wrong": "that share if all that is missing were wrong; down to a twentieth",
        "p_if_right": "that share if all that is missing were right; up to a twentieth",
        "p_low_if_wrong": "lower bound of its interval if all were wrong; down to a twentieth",
        "p_high_if_right": "upper bound of its interval if all were right; up to a twentieth",
    }
    | estimate("each", "mean of the shares of organisations, with Student's t: no ICC is assumed")
    | estimate("second", "share right at the second try, of who was wrong at the first")
    | estimate("done", "share of who was to do it that finished it")
    | estimate("clear", "share of participants that gave the highest answer to clarity")
    | estimate("clear_staff", "share of staff that gave one of the two highest answers")
    | {
        "remarks": "remarks made about it",
        "problem": "the problem (place and kind) that most organisations named, in Dutch; or ''",
        "problem_organisations": "how many organisations named that",
        "asked_words": "words that two or more participants of an organisation looked up",
        "asked_organisations": "in how many organisations that happened with the same word",
        "has_harm": "bool: somebody said it hurts or frightens",
        "verdict": "goed zo, herzien, or nog niet genoeg gegevens",
        "is_provisional": "bool: fewer organisations or participants than were agreed on",
        "reasons": "why, in Dutch: one or more sentences, a line each",
        "more_needed": "how many more participants before one can tell; <NA>: unknown",
    },
    # One row for each organisation, A to G.
    "organisations": {
        "org": "letter, or * for organisations that stand together",
        "participants": "participants",
        "staff": "staff; <NA> where they stand together with others",
        "assignments": "assignments that were tested there",
    }
    | estimate("p", "share right at the first try, as observed")
    | estimate("shrunk", "the same, drawn towards the mean of all as far as it is uncertain")
    | estimate("done", "share finished")
    | estimate("others", "share right at the first try in all other organisations together")
    | {"means": "what it means, in Dutch"},
    # One row: how alike persons of one organisation are, beside what is assumed of it.
    "alike": {"assumed": "the ICC of all intervals of shares, 0 to 1"}
    | estimate("icc", "the ICC of all newest questions together, -1 to 1")
    | {"means": "what it means, in Dutch"},
    # One number of one organisation: the dots and strips. Rounded: shares to .1, means to .25.
    "by_organisation": {
        "what": "'p' (right at first try), 'done' (finished), or 'rating' (mean of a scale)",
        "assignment": "id of the assignment",
        "version": "version; '' for what",
        "item": "question, or item of a questionnaire; '' for the whole assignment",
        "item_hash": "fingerprint of its text; '' for ratings",
        "role": "deelnemer or begeleider",
        "org": "letter",
        "n": "people",
        "value": "the number; NaN where it may not be shown",
        "note": "why it may not",
    },
    # One row for each assignment x role x item of a questionnaire; ALL: all assignments together,
    # each participant once with the middle answer (staff once for each assignment).
    "ratings": {
        "assignment": "id of the assignment, or ALL",
        "role": "deelnemer or begeleider",
        "questionnaire": "id",
        "item": "id of the item",
        "n": "people who answered",
        "n_1": "who gave the lowest answer",
        "n_2": "who gave the second",
        "n_3": "who gave the third",
        "n_4": "who gave the fourth (NA: not on the scale, or too small; see n_places)",
        "n_5": "who gave the fifth",
        "n_places": "places of the scale: 3 or 5",
        "median": "median place; NaN where it may not be shown",
    }
    | estimate("top", "share with the highest answer (of 5 places: the two highest)")
    | estimate("top_honest", "the same without who says yes to everything")
    | {"yes_sayers": "people left out there"},
    # One row for each question that was answered before and after the revisions (not only those
    # that were revised); ALL: all revised together, and all controls (is_control) together.
    "revisions": {
        "assignment": "id of the assignment, or ALL",
        "item": "id of the question, or ALL",
        "from_version": "version before",
        "to_version": "version after",
        "from_hash": "text before",
        "to_hash": "text after",
        "is_control": "bool: its text stayed the same while others were revised",
    }
    | estimate("before", "share right at the first try with the old text")
    | estimate("after", "share right at the first try with the new text")
    | estimate("change", "difference of the means of organisations; each person counted once")
    | estimate("beyond", "change beyond that of the controls, without regression to the mean")
    | estimate("shrunk", "the same, drawn to 0 (no change) as far as it is uncertain")
    | estimate("same", "change of the same persons, who had practised it: never added to the rest")
    | {
        "higher": "organisations where it went up",
        "compared": "organisations in which both texts were answered",
        "means": "what it means, in Dutch, with the warning of regression to the mean",
    },
    # Weeks until a goal is reached, with censoring: one row for each week; ALL, then by skill. Each
    # participant once (of whom the organisation has a letter).
    "mastery": {
        "skill": "skill, or ALL",
        "week": "weeks since the first practice",
        "at_risk": "participants still on the way at the start of that week",
    }
    | estimate("mastered", "share that has reached the goal by then"),
    # Practice against the work floor: one row for each assignment, and ALL.
    "floor": {"assignment": "id of the assignment, or ALL"}
    | estimate("practice", "share right at the first try")
    | estimate("seen", "share of observed points that were seen, last look of a person")
    | estimate("worked", "share of weeks looked back on where it worked")
    | estimate("together", "correlation over participants between practice and floor")
    | {"means": "what it means, in Dutch"},
    # Two people who looked at the same: trainer x coach on the floor, coder 1 x coder 2.
    "agreement": {
        "what": "'werkvloer' or 'codes'",
        "assignment": "id of the assignment, or ALL",
        "n": "pairs",
    }
    | estimate("same", "share of pairs that saw exactly the same")
    | estimate("alpha", "Krippendorff's alpha (ordinal; nominal for codes)")
    | estimate("kappa", "quadratic kappa; NaN for codes")
    | {
        "n_00": "pairs: both nog niet",
        "n_01": "pairs: nog niet and beetje",
        "n_02": "pairs: nog niet and gezien",
        "n_11": "pairs: both beetje",
        "n_12": "pairs: beetje and gezien",
        "n_22": "pairs: both gezien",
        "is_one_sided": "bool: nearly all the same answer; alpha says little then",
        "means": "what it means, in Dutch",
    },
    # Codes of open answers: one row for each code x role; ALL assignments, then each. Numbers are
    # rounded down to fives ("minstens").
    "codes": {
        "assignment": "id of the assignment, or ALL",
        "code": "code of the codebook",
        "role": "deelnemer or begeleider",
        "n": "remarks with that code, at least",
        "organisations": "organisations they came from",
    },
    # Words of which the explanation was looked up.
    "words": {
        "assignment": "id of the assignment",
        "item": "id of the question",
        "word": "the word",
        "persons": "participants who looked it up",
        "organisations": "organisations with two or more of them",
        "is_flagged": "bool: as many organisations as the threshold asks for",
    },
    # Where people stopped, and why: one row for each step and each reason; ALL, then each. In ALL
    # somebody counts once for each assignment. Numbers are rounded down to fives ("minstens").
    "missing": {
        "assignment": "id of the assignment, or ALL",
        "part": "'stap' (gepland, begonnen, af) or 'reden'",
        "name": "which step or reason",
        "n": "participants, at least",
    }
    | estimate("share", "of all that were to do it (steps) or did not finish (reasons)"),
    # What a person must look at, most certain first; a harm remark before everything.
    "queue": {
        "rank": "1 is first",
        "assignment": "id of the assignment",
        "title": "title",
        "version": "newest version",
        "item": "question it is about; '' for the whole",
        "item_hash": "fingerprint of its text",
        "option": "option it is about; ''",
        "trigger": "'leed', 'moeilijk', 'magneet', 'probleem' or 'woord'",
        "bound": "how far the near bound of the interval is past the threshold; NaN: a count",
        "sentence": "what was found, in Dutch, with numbers",
        "state": "'open' or 'besloten'",
        "decision": "what a person decided: laten, herzien or uitstellen; ''",
        "decided_on": "day of that decision, as text; ''",
        "decision_reason": "why; ''",
    },
}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Evaluation:
    """All tables of one research set; each as ``COLUMNS`` says.

    ``notes`` holds what must stand above every page, in Dutch: such as that thresholds were changed
    after the first data.
    """

    extract: ExtractName
    notes: tuple[str, ...]
    items: pd.DataFrame
    options: pd.DataFrame
    assignments: pd.DataFrame
    organisations: pd.DataFrame
    alike: pd.DataFrame
    by_organisation: pd.DataFrame
    ratings: pd.DataFrame
    revisions: pd.DataFrame
    mastery: pd.DataFrame
    floor: pd.DataFrame
    agreement: pd.DataFrame
    codes: pd.DataFrame
    words: pd.DataFrame
    missing: pd.DataFrame
    queue: pd.DataFrame

    def __post_init__(self) -> None:
        for name in table_names():
            got, expected = list(getattr(self, name).columns), list(COLUMNS[name])
            if got != expected:
                wrong = sorted(set(got) ^ set(expected)) or "andere volgorde"
                raise ValueError(f"{name}: andere kolommen dan afgesproken: {wrong}")


def table_names() -> tuple[str, ...]:
    """Return the names of the tables, in the order of the evaluation."""
    return tuple(one.name for one in fields(Evaluation) if one.name in COLUMNS)
