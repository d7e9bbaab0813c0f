"""What an assignment is: every rule that it obeys has an example that breaks it."""

from dataclasses import replace
from typing import Any

import pytest

from tests.language.made import (
    GOOD,
    POSSIBLE,
    UNHANDY,
    assignment,
    choice,
    dialogue,
    feedback,
    if_then,
    model,
    multi,
    option,
    order,
    plan,
    reply,
    trainer,
    work_task,
)
from wpo.model.questions import Question, Turn

A, B, C, D = (option(one) for one in "abcd")
BAD_B, BAD_C = option("b", UNHANDY), option("c", UNHANDY)
MISSED = feedback(said="Er is nog meer.")


def _refused(message: str, value: Any, **changes: Any) -> None:
    with pytest.raises(ValueError, match=message):
        replace(value, **changes)


def test_feedback_order() -> None:
    """Feedback is said in one order: what you did, why, what now."""
    assert feedback("a", "b", "c").sentences() == ("a", "b", "c")


def test_model_steps() -> None:
    """A worked example has two to four steps, each with an id of its own."""
    one, two = model().steps
    _refused("2 tot 4 stappen verwacht, 1 gevonden", model(), steps=(one,))
    five = tuple(replace(one, id=str(n)) for n in range(5))
    _refused("2 tot 4 stappen verwacht, 5 gevonden", model(), steps=five)
    _refused("stap a komt twee keer voor", model(), steps=(one, two, one))


@pytest.mark.parametrize("options", [(), (A,), (A, BAD_B, C, D)])
def test_choice_options(options: tuple[Any, ...]) -> None:
    """A choice has two or three options."""
    _refused("q2: 2 tot 3 opties verwacht", choice(), options=options)


def test_choice_unique() -> None:
    """The options of a choice have ids of their own."""
    _refused("q2: optie a komt twee keer voor", choice(), options=(A, A, BAD_B))


def test_choice_good() -> None:
    """A choice has a good option; a possible one is not enough."""
    options = (option("a", POSSIBLE), BAD_B)
    _refused("q2: minstens één optie heeft quality goed", choice(), options=options)


def test_choice_missed() -> None:
    """Only in a multi something can be missed."""
    _refused(
        "missed hoort alleen bij kind multi", choice(), options=(option("a", missed=MISSED), B)
    )


def test_multi_options() -> None:
    """A multi has three or four options with ids of their own."""
    good = [option(one, missed=MISSED) for one in "abcd"]
    _refused("3 tot 4 opties verwacht, 2 gevonden", multi(), options=tuple(good[:2]))
    _refused("3 tot 4 opties verwacht, 5 gevonden", multi(), options=(*good, option("e", UNHANDY)))
    _refused("optie a komt twee keer voor", multi(), options=(good[0], good[0], BAD_B))


def test_multi_good() -> None:
    """A multi has at least two good options and one other."""
    good = [option(one, missed=MISSED) for one in "abc"]
    message = "minstens twee opties met quality goed, en minstens één andere"
    _refused(message, multi(), options=tuple(good))
    _refused(message, multi(), options=(good[0], BAD_B, BAD_C))


def test_multi_missed() -> None:
    """In a multi every good option says what is missed without it, and no other does."""
    a, b = (option(one, missed=MISSED) for one in "ab")
    message = "geef missed bij elke optie met quality goed"
    _refused(message, multi(), options=(a, B, BAD_C))
    _refused(message, multi(), options=(a, b, option("c", UNHANDY, missed=MISSED)))
    _refused(message, multi(), options=(a, b, option("c", POSSIBLE, missed=MISSED)))


def test_order_steps() -> None:
    """An order has three or four steps with ids of their own."""
    one, two, three = order().steps
    _refused("3 tot 4 stappen verwacht, 2 gevonden", order(), steps=(one, two))
    five = tuple(replace(one, id=str(n)) for n in range(5))
    _refused("3 tot 4 stappen verwacht, 5 gevonden", order(), steps=five)
    _refused("komt twee keer voor", order(), steps=(one, two, three, one))


@pytest.mark.parametrize("other", ["abc", "ab", "abca", "abd", "aab", ""])
def test_order_also(other: str) -> None:
    """Another good order names every step once, and is another."""
    steps = order("a", "b", "c")
    _refused("noem elke stap één keer, in een andere volgorde", steps, also=(tuple(other),))

    assert replace(steps, also=(tuple("acb"), tuple("bac"))).also


def test_dialogue_turns() -> None:
    """A talk has two to five turns with ids of their own."""
    first, last = dialogue().turns
    end = replace(first, options=(reply("ja"), reply("nee", UNHANDY)))
    _refused("2 tot 5 beurten verwacht, 1 gevonden", dialogue(), turns=(end,))
    _refused("beurt b komt twee keer voor", dialogue(), turns=(first, last, last))
    six = tuple(replace(end, id=str(n)) for n in range(6))
    _refused("2 tot 5 beurten verwacht, 6 gevonden", dialogue(), turns=six)


def test_dialogue_replies() -> None:
    """Every turn has two or three things to say, of which one is good."""
    first, last = dialogue().turns
    for options, message in (
        ((reply("ja"),), "q5: beurt b: 2 tot 3 opties verwacht"),
        ((reply("nee", UNHANDY), reply("nou", POSSIBLE)), "q5: beurt b: minstens één optie"),
        ((reply("ja"), reply("ja")), "q5: beurt b: optie ja komt twee keer voor"),
    ):
        _refused(message, dialogue(), turns=(first, replace(last, options=options)))


@pytest.mark.parametrize("goal", ["a", "c", "zzz"])
def test_dialogue_forward(goal: str) -> None:
    """A talk only goes forward, to a turn that exists."""
    first, last = dialogue().turns
    back = replace(last, options=(reply("ja", leads_to=goal), reply("nee", UNHANDY)))
    _refused(f"next {goal} is geen latere beurt", dialogue(), turns=(first, back))


def test_dialogue_itself() -> None:
    """A turn does not lead to itself."""
    first, last = dialogue().turns
    itself = replace(first, options=(reply("ja", leads_to="a"), reply("nee", UNHANDY)))
    _refused("next a is geen latere beurt", dialogue(), turns=(itself, last))


def test_dialogue_unhandy() -> None:
    """After an unhandy reply the turn is tried again, so it leads nowhere."""
    first, last = dialogue().turns
    leads = replace(first, options=(reply("ja", leads_to="b"), reply("nee", UNHANDY, leads_to="b")))
    _refused("niet_handig en wordt opnieuw geprobeerd", dialogue(), turns=(leads, last))


def test_dialogue_reached() -> None:
    """Every turn can be reached."""
    first, last = dialogue().turns
    lost = Turn(id="z", who="x", says=("Hoi.",), options=last.options)
    _refused(
        "beurt z wordt door geen enkel antwoord bereikt", dialogue(), turns=(first, last, lost)
    )


def test_dialogue_turn() -> None:
    """A turn is found by its id."""
    assert [dialogue().turn(one).id for one in "ab"] == ["a", "b"]


@pytest.mark.parametrize(
    "words", [("als ik", "dan jij"), ("Als ik", "Dan jij"), ("Alsof", "dan x"), ("Als", "dan ")]
)
def test_if_then(words: tuple[str, str]) -> None:
    """An als-dan sentence begins with Als and goes on with dan."""
    with pytest.raises(ValueError, match="als-dan-zin a: begin when met 'Als' en then met 'dan'"):
        if_then("a", *words)


def test_sentence() -> None:
    """An als-dan sentence is read as one."""
    assert if_then("a", "Als ik praat", "dan rustig.").sentence == "Als ik praat, dan rustig."


@pytest.mark.parametrize("part", ["sentences", "when", "with_whom"])
def test_work_task(part: str) -> None:
    """A work task has two or three of everything there is to choose, with ids of their own."""
    task = work_task()
    first, second = getattr(task, part)
    four = tuple(replace(first, id=str(n)) for n in range(4))
    for parts, message in (
        ((first,), f"2 tot 3 {part} verwacht, 1 gevonden"),
        (four, f"2 tot 3 {part} verwacht, 4 gevonden"),
        ((first, second, first), f"{part} a komt twee keer voor"),
    ):
        _refused(message, task, **{part: parts})


def test_trainer() -> None:
    """A card has two tips and three different things to see."""
    card = trainer()
    one, two, three = card.observe
    _refused("precies 2 tips en 3 observatiepunten", card, tips=card.tips[:1])
    _refused("precies 2 tips en 3 observatiepunten", card, tips=(*card.tips, "x"))
    _refused("precies 2 tips en 3 observatiepunten", card, observe=(one, two))
    _refused("observatiepunt o1 komt twee keer voor", card, observe=(one, two, one))
    assert three.id == "o3"


@pytest.mark.parametrize("count", [3, 7])
def test_number_of_questions(count: int) -> None:
    """An assignment has four to six questions."""
    middle = [choice(question_id=f"c{n}") for n in range(count - 2)]
    _refused(
        f"4 tot 6 vragen verwacht, {count} gevonden",
        assignment(),
        practice=(model(), *middle, plan()),
    )


def test_question_ids() -> None:
    """The questions of an assignment have ids of their own."""
    practice = (model(), choice(), choice(), plan())
    _refused("vraag q2 komt twee keer voor", assignment(), practice=practice)


def _choices(number: int) -> list[Question]:
    return [choice(question_id=f"c{n}") for n in range(number)]


@pytest.mark.parametrize(
    "practice",
    [
        (model(), *_choices(3)),
        (model(), plan(), *_choices(2)),
        (model(), *_choices(1), replace(plan(), id="p"), plan()),
    ],
    ids=["none", "not last", "two"],
)
def test_ends_with_plan(practice: tuple[Question, ...]) -> None:
    """An assignment ends with its one plan."""
    _refused("eindig met precies één vraag van de soort plan", assignment(), practice=practice)


def test_first_level() -> None:
    """On level 1 an example comes first; on other levels it may."""
    practice = (*_choices(3), plan())
    _refused("op niveau 1 komt eerst een voorbeeld", assignment(), practice=practice)

    assert replace(assignment(), level=2, practice=practice).level == 2
    assert replace(assignment(), level=2).level == 2


def test_question() -> None:
    """A question is found by its id, and only by that."""
    one = assignment()

    assert [one.question(each.id) for each in one.practice] == list(one.practice)
    with pytest.raises(KeyError):
        one.question("nergens")


def test_texts_are_free() -> None:
    """Every text may change without anything else noticing."""
    one = assignment()
    other = replace(one, title="Anders", behaviour=("Iets anders.",), version="9.9")

    assert other.practice == one.practice
    assert GOOD.value == "goed"
