"""How an assignment teaches."""

from dataclasses import replace

import pytest

from tests.language.made import (
    POSSIBLE,
    UNHANDY,
    assignment,
    choice,
    dialogue,
    feedback,
    find,
    if_then,
    option,
    reply,
    severities,
    trainer,
    with_feedback,
    with_stem,
    words,
    work_task,
)
from wpo.model.assignments import ObservationPoint

TWO_UNHANDY = (
    option("Ik stop en kijk."),
    option("Ik werk nog door.", UNHANDY),
    option("Ik loop nu weg.", UNHANDY),
)


def test_one_unhandy_option() -> None:
    """P1: on level 1 a second unhandy reaction blocks, in a choice and in a talk."""
    talk = dialogue(
        reply("Ja, hoor.", leads_to="b"), reply("Nee.", UNHANDY), reply("Weg.", UNHANDY)
    )

    assert severities(find("P1", assignment(choice(*TWO_UNHANDY)))) == "E"
    assert severities(find("P1", assignment(talk))) == "E"
    assert find("P1", assignment(choice(*TWO_UNHANDY), level=2)) == ()


def test_longest_is_right() -> None:
    """P2: it warns when the good reaction is the longest in every choice."""
    good, short = option("Ik stop even en kijk hem aan."), option("Ik werk door.", UNHANDY)
    telling = [choice(good, short, question_id="q2"), choice(good, short, question_id="q3")]
    mixed = [
        telling[0],
        choice(option("Ik kijk."), option("Ik werk door.", UNHANDY), question_id="q3"),
    ]

    assert severities(find("P2", assignment(*telling))) == "W"
    assert find("P2", assignment(*mixed)) == ()


def test_one_choice_is_no_pattern() -> None:
    """P2: a single choice shows no pattern."""
    once = choice(option("Ik stop even en kijk hem aan."), option("Ik werk door.", UNHANDY))
    talk = dialogue()

    assert find("P2", assignment(once, talk)) == ()


def test_workplaces() -> None:
    """P5: one kind of work for all questions warns."""
    alone = [choice(question_id=f"q{n}", workplace="kantine") for n in (2, 3)]

    assert words(find("P5", assignment(*alone))) == [("kantine",)]
    assert find("P5", assignment()) == ()


@pytest.mark.parametrize("last", ["Wat doe je?", "Kies wat past.", "Je vraagt: 'Wie helpt mij?'"])
def test_stem_asks(last: str) -> None:
    """P7: a stem that ends with a question or an instruction passes."""
    assert find("P7", with_stem("Je collega praat.", last)) == ()


def test_stem_does_not_ask() -> None:
    """P7: a stem that only tells something warns."""
    assert words(find("P7", with_stem("Je collega praat."))) == [("Je collega praat.",)]


def test_empty_text() -> None:
    """P8: an empty feedback blocks."""
    assert severities(find("P8", with_feedback(said=" "))) == "E"
    assert find("P8", assignment()) == ()


def test_twins() -> None:
    """P8: two options with the same text or the same explanation block."""
    same = feedback(because="Daardoor hoor je het.")
    twins = choice(option("Ik kijk.", feedback=same), option("Ik werk.", UNHANDY, feedback=same))
    double = choice(option("Ik kijk."), replace(option("Ik kijk.", UNHANDY), id="b"))

    assert [one.place[-1] for one in find("P8", assignment(twins))] == ["feedback"]
    assert [one.place[-1] for one in find("P8", assignment(double))] == ["text", "feedback"]


def test_first_person() -> None:
    """P10: behaviour in the je-form or about nobody warns."""
    assert severities(find("P10", assignment(choice(behaviour="Je kijkt de ander aan.")))) == "W"
    assert severities(find("P10", assignment(behaviour=("De ander aankijken.",)))) == "W"
    assert (
        severities(find("P10", assignment(behaviour=("Lukt het niet?", "Dan vraag ik hulp."))))
        == ""
    )


def test_first_person_plan() -> None:
    """P10: an als-dan sentence is about me; what I say to another stands between quotes."""
    mine = if_then(then="dan vraag ik: 'Wat vind jij?'")
    yours = if_then(then="dan kijk je de ander aan.")

    assert find("P10", assignment(work_task=work_task(mine, if_then("b")))) == ()
    assert severities(find("P10", assignment(work_task=work_task(yours, if_then("b"))))) == "W"


def test_option_count() -> None:
    """P11: two options are enough on level 1 only."""
    three = choice(option("Ik kijk."), option("Ik vraag iets.", POSSIBLE), option("Nee.", UNHANDY))

    assert find("P11", assignment(choice(), choice(question_id="q3"))) == ()
    assert severities(find("P11", assignment(choice(), choice(question_id="q3"), level=2))) == "WW"
    assert find("P11", assignment(three, replace(three, id="q3"), level=3)) == ()


@pytest.mark.parametrize(
    ("sub_skill", "said"), [("s4a", "Je zegt dat het te veel is."), ("s7b", "Je stopt op tijd.")]
)
def test_safety(sub_skill: str, said: str) -> None:
    """P13: level 3 of skills 4 and 7 says when to speak up and when to stop."""
    safe = choice(option("Ik kijk.", feedback=feedback(said=said)), option("Nee.", UNHANDY))

    assert severities(find("P13", assignment(sub_skill=sub_skill, level=3))) == "W"
    assert find("P13", assignment(safe, sub_skill=sub_skill, level=3)) == ()
    assert find("P13", assignment(sub_skill=sub_skill, level=2)) == ()


def test_observable() -> None:
    """P14: a point that nobody can see warns."""
    points = (
        ObservationPoint(id="o1", text="Begrijpt de uitleg."),
        ObservationPoint(id="o2", text="Kijkt naar de ander."),
        ObservationPoint(id="o3", text="Zegt dat iets niet lukt."),
    )

    assert words(find("P14", assignment(trainer=trainer(observe=points)))) == [("Begrijpt",)]
