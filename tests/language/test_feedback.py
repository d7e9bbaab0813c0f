"""What is said after an answer."""

import pytest

from tests.language.made import (
    UNHANDY,
    assignment,
    choice,
    feedback,
    find,
    option,
    order,
    severities,
    with_feedback,
    with_stem,
    words,
)


@pytest.mark.parametrize(
    "because",
    [
        "Want dan hoor je alles.",
        "Zo hoor je alles.",
        "Door te kijken hoor je meer.",
        "Dus het past.",
    ],
)
def test_linked(because: str) -> None:
    """T11: a linking word passes."""
    assert find("T11", with_feedback(because=because, then="Kijk nu.")) == ()


@pytest.mark.parametrize("because", ["Je hoort alles.", "Je werkt graag door."])
def test_not_linked(because: str) -> None:
    """T11: feedback without a linking word blocks; 'doorwerken' is none."""
    (finding,) = find("T11", with_feedback(because=because, then="Kijk nu."))

    assert finding.blocks
    assert finding.place[-1] == "because"


@pytest.mark.parametrize(
    "said",
    ["Goed zo!", "Slim!", "Top!", "Super gedaan.", "Dat heb je heel goed gedaan!", "Dat is goed."],
)
def test_empty_praise(said: str) -> None:
    """T12: praise that names no task blocks."""
    assert severities(find("T12", with_feedback(said=said))) == "E"


@pytest.mark.parametrize(
    "said",
    ["Goed, je keek naar de doos.", "Je kijkt goed.", "Je zegt: 'Goed gedaan!'", "Je stopt even."],
)
def test_praise_with_task(said: str) -> None:
    """T12: praise that names what somebody did passes, and so does a quoted compliment."""
    assert find("T12", with_feedback(said=said)) == ()


def test_harm() -> None:
    """P3: words that hurt block in feedback; in a situation or a quotation they may stand."""
    assert words(find("P3", with_feedback(said="Dat is helaas fout."))) == [("helaas", "fout")]
    assert find("P3", with_stem("Er gaat iets fout.")) == ()
    assert find("P3", with_feedback(said="Je zegt: 'Dat is jammer.'")) == ()


def test_fault_in_skill_six() -> None:
    """P3: skill 6 may speak of a fault, but not of somebody being stupid."""
    about = feedback(said="Je ziet de fout.", because="Dan is het niet dom.")
    skill_six = assignment(choice(option("Ik kijk.", feedback=about), option("Nee.", UNHANDY)))
    skill_six = assignment(*skill_six.practice[1:2], sub_skill="s6a")

    assert words(find("P3", skill_six)) == [("dom",)]


def test_much_praise() -> None:
    """P4: praise in every question warns, praise in half of them passes."""
    proud = option("Ik kijk op.", feedback=feedback(said="Knap dat je kijkt."))
    plain = option("Ik werk nog door.", UNHANDY)
    praising = [choice(proud, plain, question_id=f"q{n}") for n in (2, 3, 4)]

    assert severities(find("P4", assignment(*praising))) == "W"
    assert (
        find("P4", assignment(praising[0], choice(question_id="q7"), choice(question_id="q8")))
        == ()
    )


@pytest.mark.parametrize("then", ["Je hoort dan alles.", "Dat is fijn voor de ander."])
def test_no_action(then: str) -> None:
    """P6: a last sentence that only tells something warns."""
    assert severities(find("P6", with_feedback(then=then))) == "W"


@pytest.mark.parametrize(
    "then",
    [
        "Kijk vandaag ook zo.",
        "Nu ga jij het doen.",
        "Dan kun je het nog een keer vragen.",
        "Als je klaar bent, vraag dan om hulp.",
        "Rol de kabel op.",
    ],
)
def test_action(then: str) -> None:
    """P6: an instruction passes, also one with a verb that nobody listed."""
    assert find("P6", with_feedback(then=then)) == ()


def test_behaviour_repeated() -> None:
    """P12: the feedback on a good answer repeats a word of the behaviour, in any inflection."""
    assert find("P12", assignment(choice(behaviour="Ik laat de ander horen dat ik er ben."))) == ()
    assert find("P12", assignment(order())) == ()
    lost = assignment(choice(behaviour="Ik ruim mijn spullen op."))
    assert words(find("P12", lost)) == [("Ik ruim mijn spullen op.",)]
