"""What a figure means, in words: no more than its intervals allow."""

import pandas as pd
import pytest

from tests.figures import made
from tests.figures.made import NAN, est
from wpo.evaluation.results import ALL
from wpo.figures import sentences
from wpo.figures.numbers import about, about_times, count, decimal, points
from wpo.figures.sentences import TOO_FEW


def test_a_share_says_from_where_to_where() -> None:
    """The share in words that are easy to picture, and its interval."""
    said = sentences.share_means(est("p", 0.7, 24), "p", "koos goed")

    assert said == (
        "Dit betekent: ongeveer 7 van de 10 koos goed. Het echte deel ligt waarschijnlijk tussen "
        "58% en 82%."
    )


def test_what_is_provisional_is_said_behind_it() -> None:
    """A share of one organisation is no share of all: who reads the sentence reads that too."""
    few = "Voorlopig: minder dan 3 organisaties."
    row = est("p", 0.7, 24) | {"p_note": few}

    assert sentences.share_means(row, "p", "koos goed").endswith(f"82%. {few}")


def test_not_known_is_no_reason() -> None:
    """It is never the reason that is named most: how many did not say why stands behind it."""
    unknown = {"name": "onbekend", "n": 40} | est("share", 0.8, 50)
    named = {"name": "geen_tijd", "n": 10} | est("share", 0.2, 50)
    said = sentences.reasons_means(pd.DataFrame([unknown, named]))

    assert "‘geen tijd’ is het vaakst genoemd (minstens 10 keer" in said
    assert said.endswith("Bij minstens 40 is niet bekend waarom.")
    assert sentences.reasons_means(pd.DataFrame([unknown])).startswith(TOO_FEW)
    assert "niet bekend" not in sentences.reasons_means(pd.DataFrame([named]))


@pytest.mark.parametrize(("value", "n"), [(NAN, 24), (0.7, 9)])
def test_too_few_is_said(value: float, n: int) -> None:
    """What is not known, or of fewer than ten, is no share."""
    said = sentences.share_means(est("p", value, n), "p", "koos goed")

    assert said.startswith(TOO_FEW)
    assert "%" not in said


def test_a_revision_is_told_beyond_what_changed_by_itself() -> None:
    """The verdict and the estimate come first; what was merely seen stands behind them."""
    row = {"means": "Of de nieuwe tekst helpt, is nog niet te zeggen."}
    row |= est("shrunk", 0.06, 36) | est("before", 0.62, 24) | est("after", 0.83, 12)
    said = sentences.change_means(row)

    assert said == (
        "Dit betekent: of de nieuwe tekst helpt, is nog niet te zeggen. Geschat: +6 punten "
        "(tussen −6 en +18). Gezien: eerst 62% (24 mensen), daarna 83% (12 mensen)."
    )
    assert "%" not in sentences.change_means(row | est("after", 0.83, 9))
    assert sentences.change_means(row | est("shrunk", NAN, 36)).startswith(TOO_FEW)


@pytest.mark.parametrize(
    ("change", "said"),
    [(0.05, "nog niet te zeggen"), (0.2, "helpen de nieuwe"), (-0.2, "gaat het")],
)
def test_revisions_that_may_be_chance_are_not_said_to_help(change: float, said: str) -> None:
    """Only an interval beside nothing says up or down."""
    assert said in sentences.together_means(est("beyond", change, 40))


def test_organisations_are_judged_once() -> None:
    """What the evaluation found is repeated, and no second judgement is made of the intervals."""
    rows = made.evaluation().organisations
    apart = rows.copy()
    apart.loc[0, ["shrunk_value", "shrunk_low", "shrunk_high"]] = [0.2, 0.1, 0.3]

    assert "kan toeval zijn" in sentences.organisations_means(rows)
    assert "kan toeval zijn" in sentences.organisations_means(apart)
    assert "Vraag bij een verschil eerst" in sentences.organisations_means(apart)


def test_agreement_is_judged_by_its_interval() -> None:
    """Good only where the low end is; not good only where the high end is not."""
    row = made.evaluation().agreement.iloc[0].copy()
    assert "nog niet te zeggen" in sentences.agreement_means(row)
    row[["alpha_value", "alpha_low", "alpha_high"]] = [0.8, 0.7, 0.9]
    assert "kunt u bouwen" in sentences.agreement_means(row)
    row[["alpha_value", "alpha_low", "alpha_high"]] = [0.3, 0.1, 0.5]
    assert "Spreek samen af" in sentences.agreement_means(row)
    row["is_one_sided"] = True

    assert "alfa zegt dan weinig" in sentences.agreement_means(row)


def test_coders_are_judged_by_alpha_alone() -> None:
    """Most codes fit most remarks not: nearly all is the same, and that says nothing."""
    row = made.evaluation().agreement.iloc[1].copy()
    row[["same_value", "alpha_value", "alpha_low", "alpha_high"]] = [0.99, 0.3, 0.1, 0.5]
    row["is_one_sided"] = True
    said = sentences.coders_means(row)

    assert "verschillen nog te vaak" in said
    assert "bijna" not in said
    row["alpha_value"] = NAN
    assert sentences.coders_means(row).startswith(TOO_FEW)


def test_who_is_hidden_is_counted_nowhere() -> None:
    """A count that is not shown makes no sentence with numbers."""
    rows = made.evaluation().missing
    steps = rows[(rows["assignment"] == ALL) & (rows["part"] == "stap")].reset_index(drop=True)
    hidden = steps.copy()
    hidden.loc[2, "n"] = pd.NA

    assert "42 keer afgemaakt: ongeveer 70% (tussen 58% en 82%)" in sentences.funnel_means(steps)
    assert sentences.funnel_means(hidden) == TOO_FEW


def test_no_sentence_says_significant() -> None:
    """Nor ranks anybody, whatever the numbers are."""
    e = made.evaluation()
    said = [
        sentences.against_threshold(e.items, "p", 0.6, "vragen"),
        sentences.changes_means(e.revisions[e.revisions["item"] != ALL]),
        sentences.mastery_means(e.mastery[e.mastery["skill"] == ALL]),
        sentences.verdicts_means(list(e.assignments["verdict"])),
        sentences.coverage_means(3, 21, 3, 12),
        sentences.codes_means(e.codes),
    ]

    assert all(one.startswith("Dit betekent: ") for one in said)
    assert not any("significant" in one or "beste" in one for one in said)


def test_numbers_are_dutch() -> None:
    """A comma for decimals, a point for thousands, a sign before a difference."""
    assert decimal(0.714) == "0,71"
    assert count(1234567) == "1.234.567"
    assert count(pd.NA) == "te klein"
    assert [points(one) for one in (0.12, -0.03, 0.001)] == ["+12", "−3", "0"]
    assert [about(one) for one in (0.02, 0.71, 0.99)] == [
        "bijna niemand",
        "ongeveer 7 van de 10",
        "bijna iedereen",
    ]
    assert [about_times(one) for one in (0.02, 0.71, 0.99)] == [
        "bijna nooit",
        "ongeveer 7 van de 10 keer",
        "bijna altijd",
    ]
