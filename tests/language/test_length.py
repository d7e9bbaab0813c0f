"""How much is said at once."""

import pytest

from tests.language.made import (
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
    with_option,
    with_stem,
    work_task,
)
from wpo.model.assignments import ObservationPoint

TWELVE = "Je staat met een doos in je hand bij de grote deur."
THIRTEEN = "Je staat met een doos in je hand bij de grote rode deur."
SIXTEEN = "Je staat nu met een volle doos in je hand bij de grote rode deur buiten."


@pytest.mark.parametrize(("sentence", "expected"), [(TWELVE, ""), (THIRTEEN, "W"), (SIXTEEN, "E")])
def test_long_sentence(sentence: str, expected: str) -> None:
    """T1: more than 12 words warn, more than 15 block."""
    assert severities(find("T1", with_stem(sentence))) == expected


@pytest.mark.parametrize(
    ("then", "expected"),
    [
        ("dan zeg ik: 'Ik wil graag eerst dit werk afmaken.'", ""),
        ("dan zeg ik: 'Ik wil nu heel graag eerst al dit werk afmaken.'", "E"),
    ],
)
def test_if_then_sentence(then: str, expected: str) -> None:
    """T1: an als-dan sentence may have 15 words, the quotation included."""
    task = work_task(if_then(when="Als iemand mij iets vraagt", then=then), if_then("b"))

    assert severities(find("T1", assignment(work_task=task))) == expected


def test_mean_length() -> None:
    """T1: many middling sentences warn once, for the whole assignment."""
    heavy = feedback(said=TWELVE, because=f"Dus {TWELVE}", then=TWELVE)
    options = (option(TWELVE, UNHANDY, feedback=heavy), option(f"Nu {TWELVE}", feedback=heavy))
    full = [choice(*options, question_id=f"q{n}", stem=(TWELVE,) * 3) for n in (2, 3, 4)]
    (finding,) = [one for one in find("T1", assignment(*full)) if one.place == ()]

    assert "gemiddeld 8," in finding.message


def test_full_block() -> None:
    """T2: a fourth sentence in a stem blocks."""
    assert severities(find("T2", with_stem("Het is druk.", "Je werkt.", "Hij praat."))) == ""
    assert (
        severities(find("T2", with_stem("Hij komt.", "Je werkt.", "Hij praat.", "En jij?"))) == "E"
    )


def test_one_sentence_each() -> None:
    """T2: a second sentence in an option or in one slot of feedback blocks."""
    assert severities(find("T2", with_option("Ik stop. Dan kijk ik."))) == "E"
    assert severities(find("T2", with_feedback(said="Je stopt. Je kijkt.", because=""))) == "E"


def test_line_each() -> None:
    """T2: two sentences on one line of a stem warn."""
    assert severities(find("T2", with_stem("Hij praat. Wat doe je?"))) == "W"


def test_spoken_reply() -> None:
    """T2: in a talk somebody may say two sentences, and a quotation counts as one."""
    talk = dialogue(reply("Dank je. Ik kom.", leads_to="b"), reply("Nee.", UNHANDY))

    assert find("T2", assignment(talk)) == ()
    assert find("T2", with_option("Ik zeg: 'Dank je. Ik kom.'")) == ()


def test_long_option() -> None:
    """T3: an option of more than ten words warns."""
    eleven = "Ik loop naar mijn collega toe en ik kijk hem aan."
    even = choice(option(eleven), option("Ik kijk op en ik loop naar mijn collega toe.", UNHANDY))

    assert severities(find("T3", assignment(even))) == "W"


def test_uneven_options() -> None:
    """T3: an option that is much longer than another warns; a small difference does not."""
    even = assignment(choice(option("Ik wacht even."), option("Ik maak het eerst af.", UNHANDY)))
    uneven = assignment(choice(option("Ik kijk."), option("Ik maak de tafel eerst af.", UNHANDY)))

    assert find("T3", even) == ()
    assert severities(find("T3", uneven)) == "W"


def test_long_alt() -> None:
    """P9: a description of more than 12 words warns."""
    assert find("P9", assignment(choice(alt=TWELVE))) == ()
    assert severities(find("P9", assignment(choice(alt=THIRTEEN)))) == "W"


def test_staff_sentence() -> None:
    """S1: a sentence for staff may have 20 words, one more warns."""
    long = f"{SIXTEEN[:-1]} en u wacht tot hij klaar is."

    assert find("S1", assignment(trainer=trainer(show=SIXTEEN))) == ()
    assert severities(find("S1", assignment(trainer=trainer(show=long)))) == "W"


def test_staff_mean() -> None:
    """S1: a whole card of long sentences warns once."""
    points = tuple(ObservationPoint(id=f"o{n}", text=SIXTEEN) for n in range(3))
    card = trainer(
        show=SIXTEEN, together=SIXTEEN, alone=SIXTEEN, tips=(SIXTEEN, SIXTEEN), observe=points
    )
    (finding,) = find("S1", assignment(trainer=card))

    assert finding.place == ("trainer",)
    assert "gemiddeld 1" in finding.message
