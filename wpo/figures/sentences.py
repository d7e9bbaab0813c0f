"""What the numbers of a figure say, and what they do not say: "Dit betekent: …".

Every sentence is made of numbers in the table; none says more than the intervals allow.
"""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from wpo.evaluation.results import GOOD, NOT_YET, REVISE
from wpo.figures.numbers import (
    about,
    about_times,
    can_tell,
    count,
    decimal,
    known,
    percent,
    points,
    tellable,
)

MEANS = "Dit betekent: "
ALPHA_ENOUGH = 0.667
REASONS = {
    "geen_tijd": "geen tijd",
    "te_moeilijk": "te moeilijk",
    "onbekend": "niet bekend",
    "anders": "iets anders",
}
TOO_FEW = f"{MEANS}er zijn nog te weinig gegevens om hier iets over te zeggen."


def amount(number: Any, one: str, more: str) -> str:
    """Return how many of something: ``1 vraag``, ``3 vragen``."""
    return f"{count(number)} {one if known(number) and int(number) == 1 else more}"


def basis(n: Any, n_organisations: Any, more: str = "deelnemers", one: str = "deelnemer") -> str:
    """Return what a figure is made of: how many, and from how many organisations."""
    places = amount(n_organisations, "organisatie", "organisaties")
    return f"{amount(n, one, more)} uit {places}."


def between(row: Any, what: str) -> str:
    """Return from where to where the estimate ``what`` of a row lies, a share."""
    return f"tussen {percent(row[f'{what}_low'])} en {percent(row[f'{what}_high'])}"


def share_means(row: Any, what: str, did: str) -> str:
    """Return what one share means; ``did`` ends the sentence: ``kozen meteen het goede antwoord``.

    Parameters
    ----------
    row
        Has the six columns of the estimate ``what``.
    """
    if not can_tell(row, what):
        note = str(row[f"{what}_note"] or "")
        return f"{TOO_FEW} {note}".strip()
    text = (
        f"{MEANS}{about(row[f'{what}_value'])} {did}. Het echte deel ligt waarschijnlijk "
        f"{between(row, what)}."
    )
    return f"{text} {row[f'{what}_note'] or ''}".strip()


def against_threshold(rows: pd.DataFrame, what: str, threshold: float, things: str) -> str:
    """Return how many estimates lie clearly under a threshold, clearly above, or on neither side.

    Parameters
    ----------
    rows
        One row for each thing, with the six columns of the estimate ``what``.
    threshold
        A share, 0 to 1.
    things
        What the rows are: ``vragen``.
    """
    told = tellable(rows, what)
    if told.empty:
        return TOO_FEW
    under = int((told[f"{what}_high"] < threshold).sum())
    above = int((told[f"{what}_low"] >= threshold).sum())
    line = percent(threshold)
    text = (
        f"{MEANS}van {len(rows)} {things} liggen er {under} vrij zeker onder {line} en {above} "
        f"vrij zeker erboven. Bij {len(told) - under - above} kan het nog beide kanten op."
    )
    few = len(rows) - len(told)
    return f"{text} Over {few} is nog te weinig bekend." if few else text


def organisations_means(rows: pd.DataFrame) -> str:
    """Return whether organisations differ by more than chance, as the evaluation found it."""
    told = tellable(rows, "shrunk")
    if len(told) < 2:
        return TOO_FEW
    low, high = told["shrunk_value"].min(), told["shrunk_value"].max()
    said = str(told.iloc[0]["means"])
    return (
        f"{MEANS}{said[:1].lower()}{said[1:]} De schattingen lopen van {percent(low)} tot "
        f"{percent(high)}. Vraag bij een verschil eerst wat er anders was: werk, uitleg of groep."
    )


def dots_means(rows: pd.DataFrame, what: str) -> str:
    """Return how far the numbers of organisations lie apart; ``what`` names the number."""
    told = rows[rows["value"].notna()]
    if len(told) < 2:
        return TOO_FEW
    low, high = told["value"].min(), told["value"].max()
    places, silent = told["org"].nunique(), set(rows["org"]) - set(told["org"])
    some = f" Van {amount(len(silent), 'organisatie', 'organisaties')} is het te weinig."
    if what == "rating":
        between = f"tussen {decimal(low, 1)} en {decimal(high, 1)}"
    else:
        between = f"tussen {percent(low)} en {percent(high)}"
    if low == high:
        between = between.replace("tussen ", "rond ").split(" en ")[0]
    return (
        f"{MEANS}in {amount(places, 'organisatie', 'organisaties')} ligt dit {between}. Per "
        f"organisatie zijn het weinig mensen, dus een verschil kan toeval zijn."
        f"{some if silent else ''}"
    )


def options_means(rows: pd.DataFrame) -> str:
    """Return which answers are chosen more than what is right, and which hardly at all."""
    told = tellable(rows, "a")
    if told.empty:
        return TOO_FEW
    drawn = told.loc[told["flag"] == "magneet", "text"].tolist()
    dead = told.loc[told["flag"] == "dood", "text"].tolist()
    parts = []
    if drawn:
        parts.append(f"meer mensen kiezen {_quoted(drawn)} dan wat handig is. Kijk of dat klopt")
    if dead:
        parts.append(f"bijna niemand kiest {_quoted(dead)}")
    if not parts:
        most = told.loc[told["a_value"].idxmax()]
        return f"{MEANS}{_quoted([most['text']])} is het meest gekozen. Geen antwoord valt op."
    return f"{MEANS}{'. En '.join(parts)}."


def change_means(row: Any) -> str:
    """Return what one revision did: what the evaluation says of it, and the numbers behind that.

    The numbers are beyond what changed by itself. What was merely seen comes last: it is too rosy,
    because only questions that went badly were revised.
    """
    if not known(row["shrunk_value"]):
        return f"{TOO_FEW} {row['shrunk_note'] or row['means'] or ''}".strip()
    said = str(row["means"])
    text = f"{MEANS}{said[:1].lower()}{said[1:]} Geschat: {_points_between(row, 'shrunk')}."
    if can_tell(row, "before") and can_tell(row, "after"):
        text += (
            f" Gezien: eerst {percent(row['before_value'])} ({count(row['before_n'])} mensen), "
            f"daarna {percent(row['after_value'])} ({count(row['after_n'])} mensen)."
        )
    return text


def together_means(row: Any) -> str:
    """Return what all revisions did together, beyond what changed in questions left alone."""
    if not known(row["beyond_value"]):
        return f"{TOO_FEW} {row['beyond_note'] or ''}".strip()
    if row["beyond_low"] > 0:
        said = "samen helpen de nieuwe teksten"
    elif row["beyond_high"] < 0:
        said = "samen gaat het met de nieuwe teksten slechter"
    else:
        said = "of de nieuwe teksten samen helpen, is nog niet te zeggen"
    return (
        f"{MEANS}{said}: {_points_between(row, 'beyond')}, bovenop wat er bij de andere vragen "
        "vanzelf veranderde."
    )


def _points_between(row: Any, what: str) -> str:
    value, low, high = (points(row[f"{what}_{part}"]) for part in ("value", "low", "high"))
    unit = "punt" if value.lstrip("+−") == "1" else "punten"
    return f"{value} {unit} (tussen {low} en {high})"


def changes_means(rows: pd.DataFrame) -> str:
    """Return what many revisions did together; ``rows`` are those of revised questions only."""
    told = rows[rows["shrunk_value"].notna()]
    if told.empty:
        return TOO_FEW
    up, down = int((told["shrunk_low"] > 0).sum()), int((told["shrunk_high"] < 0).sum())
    return (
        f"{MEANS}van {amount(len(told), 'herziene vraag', 'herziene vragen')} ging er bij {up} "
        f"vrij zeker iets omhoog en bij {down} vrij zeker iets omlaag. Bij "
        f"{len(told) - up - down} is het nog niet te zeggen. Alleen opvallende vragen zijn "
        "herzien: een deel was ook zonder nieuwe tekst weer gewoon geworden."
    )


def mastery_means(rows: pd.DataFrame) -> str:
    """Return how long it takes; ``rows`` are the weeks of one skill, in order."""
    told = tellable(rows, "mastered")
    if told.empty:
        return TOO_FEW
    half = told[told["mastered_value"] >= 0.5]
    last = told.iloc[-1]
    if half.empty:
        return (
            f"{MEANS}na {count(last['week'])} weken heeft {percent(last['mastered_value'])} het "
            f"doel bereikt ({between(last, 'mastered')}). Wie nog bezig is, telt mee zolang die "
            "bezig is."
        )
    return (
        f"{MEANS}na ongeveer {amount(half.iloc[0]['week'], 'week', 'weken')} heeft de helft het "
        f"doel bereikt ({between(half.iloc[0], 'mastered')}). Er is geen goed tempo: iedereen "
        "leert op een eigen manier."
    )


def agreement_means(row: Any) -> str:
    """Return how far two people who looked at the same saw the same."""
    if not can_tell(row, "same"):
        return f"{TOO_FEW} {row['same_note'] or ''}".strip()
    text = f"{MEANS}twee mensen zagen {about_times(row['same_value'])} hetzelfde."
    if bool(row["is_one_sided"]):
        return f"{text} Bijna alles kreeg hetzelfde antwoord; de maat alfa zegt dan weinig."
    if not known(row["alpha_value"]):
        return f"{text} Voor de maat alfa zijn er nog te weinig paren."
    return f"{text} {_trust(row)}"


def coders_means(row: Any) -> str:
    """Return how far two people gave the same codes.

    Most codes fit most remarks not, so nearly all is the same by itself; only alpha counts.
    """
    if not known(row["alpha_value"]):
        return f"{TOO_FEW} {row['alpha_note'] or ''}".strip()
    return f"{MEANS}twee mensen lazen dezelfde opmerkingen. {_trust(row)}"


def _trust(row: Any) -> str:
    """Return what alpha allows, by the usual bound of 0,667 (Krippendorff 2004)."""
    low, high = (decimal(row[f"alpha_{part}"]) for part in ("low", "high"))
    alpha = f"(alfa {decimal(row['alpha_value'])}, tussen {low} en {high})"
    if row["alpha_low"] >= ALPHA_ENOUGH:
        return f"Daarop kunt u bouwen {alpha}."
    if row["alpha_high"] < ALPHA_ENOUGH:
        return f"Ze verschillen nog te vaak. Spreek samen af waar u op let {alpha}."
    return f"Of ze genoeg hetzelfde doen, is nog niet te zeggen {alpha}."


def funnel_means(rows: pd.DataFrame) -> str:
    """Return where people stopped; ``rows`` are the steps, in order."""
    first, last = rows.iloc[0], rows.iloc[-1]
    if not known(first["n"]) or not known(last["n"]):
        return TOO_FEW
    if not can_tell(last, "share"):
        return f"{MEANS}{count(last['n'])} van de {count(first['n'])} maakten het af."
    return (
        f"{MEANS}van de {count(first['n'])} keer dat iemand een opdracht zou doen, is die "
        f"{count(last['n'])} keer afgemaakt: ongeveer {percent(last['share_value'])} "
        f"({between(last, 'share')})."
    )


def reasons_means(rows: pd.DataFrame) -> str:
    """Return which reason to stop is named most."""
    told = rows[rows["n"].notna() & (rows["name"] != "onbekend")]
    if told.empty or not told["n"].astype("int64").any():
        return f"{TOO_FEW} Van de meesten is niet bekend waarom." if len(rows) else TOO_FEW
    most = told.loc[told["n"].astype("int64").idxmax()]
    reason = REASONS.get(most["name"], most["name"])
    share = f": ongeveer {percent(most['share_value'])}, {between(most, 'share')}"
    return (
        f"{MEANS}‘{reason}’ is het vaakst genoemd (minstens {count(most['n'])} keer"
        f"{share if can_tell(most, 'share') else ''}). Een reden zegt iets over de opdracht of het "
        f"werk, niet over iemand.{_unknown_reasons(rows)}"
    )


def _unknown_reasons(rows: pd.DataFrame) -> str:
    """Return of how many no reason is known: what is named is about the others only."""
    n = rows.loc[rows["name"] == "onbekend", "n"].dropna()
    many = int(n.iloc[0]) if len(n) else 0
    return f" Bij minstens {many} is niet bekend waarom." if many else ""


def coverage_means(n_thin: int, n_cells: int, n_assignments: int, wanted: int) -> str:
    """Return how much of the plan has enough answers."""
    if not n_cells:
        return TOO_FEW
    if not n_thin:
        return f"{MEANS}overal waar is getest, deden minstens {wanted} mensen mee."
    return (
        f"{MEANS}bij {n_thin} van {n_cells} vakjes deden minder dan {wanted} mensen mee. Wat daar "
        f"staat, is minder zeker. Er {'is' if n_assignments == 1 else 'zijn'} "
        f"{amount(n_assignments, 'opdracht', 'opdrachten')} getest."
    )


def ratings_means(rows: pd.DataFrame) -> str:
    """Return which item gets the highest answer most, and which least."""
    told = tellable(rows, "top")
    if told.empty:
        return TOO_FEW
    best, worst = told.loc[told["top_value"].idxmax()], told.loc[told["top_value"].idxmin()]
    text = (
        f"{MEANS}bij ‘{best['text']}’ kiest {about(best['top_value'])} het hoogste antwoord "
        f"({between(best, 'top')})"
    )
    if len(told) > 1:
        text += (
            f", bij ‘{worst['text']}’ is dat {about(worst['top_value'])} ({between(worst, 'top')})"
        )
    yes = told["yes_sayers"].dropna()
    if len(yes) and int(yes.max()):
        text += f". {count(yes.max())} mensen zeiden overal ja op; zie de tabel voor zonder hen"
    return f"{text}."


def codes_means(rows: pd.DataFrame) -> str:
    """Return which code is given most; it is counted, not weighed."""
    told = rows[rows["n"].notna()]
    if told.empty:
        return TOO_FEW
    sums = told.assign(n=told["n"].astype("int64")).groupby("code", sort=False)["n"].sum()
    most = str(sums.idxmax())
    return (
        f"{MEANS}‘{most}’ komt het vaakst voor (minstens {count(sums.max())} keer). Vaak genoemd "
        "is nog niet het belangrijkst: lees ook wat er één keer staat."
    )


def floor_means(row: Any) -> str:
    """Return how practice and the work floor go together."""
    if not can_tell(row, "practice") or not can_tell(row, "seen"):
        return TOO_FEW
    return (
        f"{MEANS}bij het oefenen is {percent(row['practice_value'])} meteen goed "
        f"({between(row, 'practice')}). Op het werk is {percent(row['seen_value'])} van het gedrag "
        f"gezien ({between(row, 'seen')}). Dat zijn twee verschillende dingen: het ene bewijst het "
        "andere niet."
    )


def verdicts_means(verdicts: Sequence[str]) -> str:
    """Return how the verdicts are spread; ``verdicts`` has one word for each assignment."""
    if not verdicts:
        return TOO_FEW
    n = {one: list(verdicts).count(one) for one in (GOOD, REVISE, NOT_YET)}
    return (
        f"{MEANS}van {amount(len(verdicts), 'opdracht', 'opdrachten')} zijn er {n[GOOD]} goed zo, "
        f"{n[REVISE]} te herzien, en over {n[NOT_YET]} zijn er nog niet genoeg gegevens."
    )


def _quoted(words: Sequence[str]) -> str:
    return " en ".join(f"‘{one}’" for one in words)
