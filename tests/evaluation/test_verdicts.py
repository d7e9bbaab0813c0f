"""Verdicts at the edges of their thresholds; all numbers are made up."""

from dataclasses import replace
from math import inf, isnan, nan

import pytest

from wpo.catalogue.loading import content_root
from wpo.catalogue.thresholds import Thresholds, load_thresholds
from wpo.evaluation.results import GOOD, NOT_YET, REVISE
from wpo.evaluation.verdicts import (
    HARD,
    HARM,
    MAGNET,
    PROBLEM,
    WORD,
    Asked,
    Drawn,
    Facts,
    Finding,
    Named,
    judge,
    ranked,
)
from wpo.stats.estimate import Estimate, unknown


@pytest.fixture(scope="module")
def limits() -> Thresholds:
    """The real thresholds: 3 organisations, 15 participants, 60 %, more than half."""
    return load_thresholds(content_root())


def share(value: float, low: float, high: float, n: int = 28, n_organisations: int = 4) -> Estimate:
    """Return an estimate."""
    return Estimate(
        value=value, low=low, high=high, n=n, n_organisations=n_organisations, method="made up"
    )


def question(value: float, low: float, high: float, n: int = 28, n_organisations: int = 4) -> Asked:
    """Return a question."""
    p = share(value, low, high, n, n_organisations)
    return Asked(item="een/q1", item_hash="abc", p=p, more=40.0)


FINE = Facts(
    persons=28,
    organisations=4,
    questions=(question(0.85, 0.65, 0.95),),
    p=share(0.85, 0.65, 0.95),
    clear=share(0.9, 0.7, 0.97),
)
DRAWN = Drawn(
    item="een/q1",
    item_hash="abc",
    option="b",
    text="Ik loop weg.",
    a=share(0.6, 0.4, 0.8),
    over_p=share(0.3, 0.01, 0.6),
)


def test_enough_and_no_trigger_is_good(limits: Thresholds) -> None:
    """With the fewest that were agreed on and nothing wrong, it is good, and says why."""
    found = judge(replace(FINE, persons=15, organisations=3), limits)

    assert (found.verdict, found.is_provisional, found.findings) == (GOOD, False, ())
    assert found.more_needed == 0
    assert "85%" in found.reasons[0]


@pytest.mark.parametrize(("persons", "organisations"), [(14, 3), (15, 2), (3, 1)])
def test_too_few_is_not_yet(limits: Thresholds, persons: int, organisations: int) -> None:
    """One participant or organisation fewer, and there is no verdict but what is missing."""
    found = judge(replace(FINE, persons=persons, organisations=organisations), limits)

    assert (found.verdict, found.is_provisional) == (NOT_YET, True)
    assert "nodig zijn er minstens 15 van 3" in found.reasons[0]


def test_few_people_are_not_counted_out(limits: Thresholds) -> None:
    """Three participants are "minder dan 5" in a sentence that everybody may read."""
    (reason,) = judge(replace(FINE, persons=3, organisations=1), limits).reasons

    assert "minder dan 5 deelnemers" in reason
    assert "3 deelnemers" not in reason


@pytest.mark.parametrize(("high", "verdict"), [(0.599, REVISE), (0.6, NOT_YET), (0.61, NOT_YET)])
def test_a_question_is_hard_only_when_its_upper_bound_is(
    limits: Thresholds, high: float, verdict: str
) -> None:
    """The value alone never revises; on the bound itself one cannot tell."""
    found = judge(replace(FINE, questions=(question(0.4, 0.2, high),)), limits)

    assert found.verdict == verdict
    if verdict == REVISE:
        assert found.findings[0].trigger == HARD
        assert found.findings[0].bound == pytest.approx(0.001)
    else:
        assert "ongeveer 40 deelnemers meer" in found.reasons[0]
        assert found.more_needed == 40


@pytest.mark.parametrize(("n", "n_organisations"), [(14, 4), (28, 2)])
def test_a_hard_question_with_few_answers_waits(
    limits: Thresholds, n: int, n_organisations: int
) -> None:
    """A new text with few answers neither revises an opdracht nor makes it good."""
    found = judge(replace(FINE, questions=(question(0.1, 0.0, 0.3, n, n_organisations),)), limits)

    assert found.verdict == NOT_YET
    assert "te weinig antwoorden" in found.reasons[0]


def test_a_turn_for_few_does_not_block(limits: Thresholds) -> None:
    """A turn of a dialogue that few come to keeps no opdracht waiting."""
    rare = replace(question(0.9, 0.5, 1.0, 4, 2), everybody=False)

    assert judge(replace(FINE, questions=(*FINE.questions, rare)), limits).verdict == GOOD


@pytest.mark.parametrize(("low", "found"), [(0.01, [MAGNET]), (0.0, []), (-0.01, [])])
def test_a_magnet_draws_more_than_what_is_right(
    limits: Thresholds, low: float, found: list[str]
) -> None:
    """Only the lower bound of the difference counts, and 0 is not above 0."""
    drawn = replace(DRAWN, over_p=share(0.3, low, 0.6))
    findings = judge(replace(FINE, options=(drawn,)), limits).findings

    assert [one.trigger for one in findings] == found


def test_one_remark_about_harm_is_enough(limits: Thresholds) -> None:
    """Also with hardly anybody; and it says so, without saying how many."""
    harm = Named(what="", organisations=1, item="een/q2")
    found = judge(replace(FINE, persons=2, organisations=1, harm=(harm,)), limits)

    assert (found.verdict, found.is_provisional) == (REVISE, True)
    assert [one.trigger for one in found.findings] == [HARM]
    assert found.reasons[0] == "Iemand vond dit vervelend of schrok ervan (vraag q2)."


def test_harm_and_problems_of_another_version_say_so(limits: Thresholds) -> None:
    """They still count, and whoever reads them knows that the text may be mended since."""
    then = "bij een eerdere versie (1.0)"
    facts = replace(
        FINE,
        harm=(Named(what="", organisations=1, item="een/q2", when=then),),
        problems=(Named(what="een woord is te moeilijk", organisations=3, when=f"deels {then}"),),
    )
    found = judge(facts, limits)

    assert found.reasons == (
        "Iemand vond dit vervelend of schrok ervan (vraag q2), bij een eerdere versie (1.0).",
        "3 organisaties noemen los van elkaar hetzelfde: een woord is te moeilijk, deels bij een "
        "eerdere versie (1.0).",
    )


@pytest.mark.parametrize(("organisations", "found"), [(3, [PROBLEM]), (2, [])])
def test_three_organisations_name_the_same_problem(
    limits: Thresholds, organisations: int, found: list[str]
) -> None:
    """Two may be chance."""
    problem = Named(what="het plaatje klopt niet", organisations=organisations)
    findings = judge(replace(FINE, problems=(problem,)), limits).findings

    assert [one.trigger for one in findings] == found


@pytest.mark.parametrize(("organisations", "found"), [(2, [WORD]), (1, [])])
def test_a_word_that_is_asked_in_two_organisations(
    limits: Thresholds, organisations: int, found: list[str]
) -> None:
    """In one it may be strange there."""
    word = Named(what="overleg", organisations=organisations, item="een/q1", item_hash="abc")
    findings = judge(replace(FINE, words=(word,)), limits).findings

    assert [one.trigger for one in findings] == found


def test_unclear_or_uncertain_is_not_good_yet(limits: Thresholds) -> None:
    """Five of ten that understood it, or a margin below half, hold back "goed zo"."""
    unclear = judge(replace(FINE, clear=share(0.59, 0.4, 0.8)), limits)
    unsure = judge(replace(FINE, p=share(0.7, 0.499, 0.9)), limits)
    unheard = judge(replace(FINE, clear=unknown(0, 0, "made up", "Niemand.")), limits)

    assert [unclear.verdict, unsure.verdict, unheard.verdict] == [NOT_YET, NOT_YET, GOOD]


def test_what_can_never_be_told_is_said_so(limits: Thresholds) -> None:
    """Where more people do not help, the number is unknown and the reason says why."""
    never = replace(question(0.58, 0.4, 0.75), more=inf)
    found = judge(replace(FINE, questions=(never,)), limits)

    assert isnan(found.more_needed)
    assert "hoeveel deelnemers er ook bij komen" in found.reasons[0]


def test_harm_stands_first_then_the_farthest_past_its_threshold() -> None:
    """Equal ones stay as they stand; what is counted comes after what is estimated."""
    rows = [
        Finding(trigger=PROBLEM, sentence="", weight=3),
        Finding(trigger=HARD, sentence="", bound=0.1),
        Finding(trigger=MAGNET, sentence="", bound=0.2),
        Finding(trigger=WORD, sentence="", weight=4),
        Finding(trigger=HARD, sentence="", bound=0.1, item="tweede"),
        Finding(trigger=HARM, sentence="", bound=nan, weight=1),
    ]

    assert ranked(rows) == [5, 2, 1, 4, 3, 0]
