"""What a figure means, in words: no more than its intervals allow."""

import pandas as pd
import pytest

from tests.figures import made
from tests.figures.made import NAN, est
from wpo.evaluation.results import ALL
from wpo.figures import sentences
from wpo.figures.numbers import about, count, decimal, points
from wpo.figures.sentences import TOO_FEW


def test_a_share_says_from_where_to_where() -> None:
    """The share in words that are easy to picture, and its interval."""
    said = sentences.share_means(est("p", 0.7, 24), "p", "koos goed")

    assert said == (
        "Dit betekent: ongeveer 7 van de 10 koos goed. Het echte deel ligt waarschijnlijk tussen "
        "58% en 82%."
    )


@pytest.mark.parametrize(("value", "n"), [(NAN, 24), (0.7, 9)])
def test_too_few_is_said(value: float, n: int) -> None:
    """What is not known, or of fewer than ten, is no share."""
    said = sentences.share_means(est("p", value, n), "p", "koos goed")

    assert said.startswith(TOO_FEW)
    assert "%" not in said


def test_a_change_that_may_be_chance_is_not_said_to_help() -> None:
    """Only an interval beside nothing says up or down."""
    row = {"higher": 5, "compared": 7}

    may_be = sentences.change_means(row | est("change", 0.05, 40))
    up = sentences.change_means(row | est("change", 0.2, 40))
    down = sentences.change_means(row | est("change", -0.2, 40))
    assert "nog niet te zeggen" in may_be
    assert "vaker meteen goed" in up
    assert "minder vaak" in down
    assert "In 5 van 7 organisaties ging het omhoog." in up


def test_organisations_that_overlap_may_be_chance() -> None:
    """Intervals that meet say chance; one that stands apart asks what was different."""
    rows = made.evaluation().organisations
    apart = rows.copy()
    apart.loc[0, ["shrunk_value", "shrunk_low", "shrunk_high"]] = [0.2, 0.1, 0.3]

    assert "kan toeval zijn" in sentences.organisations_means(rows)
    assert "Vraag eerst wat er anders was" in sentences.organisations_means(apart)


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


def test_who_is_hidden_is_counted_nowhere() -> None:
    """A count that is not shown makes no sentence with numbers."""
    rows = made.evaluation().missing
    steps = rows[(rows["assignment"] == ALL) & (rows["part"] == "stap")].reset_index(drop=True)
    hidden = steps.copy()
    hidden.loc[2, "n"] = pd.NA

    assert "42 keer afgemaakt (70%)" in sentences.funnel_means(steps)
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
