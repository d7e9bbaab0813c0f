"""One story for each way through each kind of question, in the words that somebody hears."""

from typing import Any

import pytest

from tests.practice.courses import play
from tests.practice.spelled import choice, multi, order, talk
from tests.strategies import GOOD, POSSIBLE, UNHANDY, Move, practice_of, text


def _story(question: Any, *answers: str) -> list[str]:
    """Return what happens, a line an answer: the try, the tone, and what each sentence is about."""
    taken, _ = play(practice_of(question), [tuple(one) for one in answers])
    assert len(taken) == len(answers)
    return [f"{move.position.phase} {_told(move)}" for move in taken]


def _told(move: Move) -> str:
    words = move.step.said
    assert words is not None
    lines = [line.split(" <")[0] for line in words.lines]
    end = f" -> {move.step.result.outcome.name}" if move.step.result else ""
    return f"{words.tone}: {', '.join(lines)}{end}"


def test_good_at_once() -> None:
    """A good answer gets its own three sentences and ends the question."""
    assert _story(choice(GOOD, UNHANDY), "a") == ["1 goed: a said, a because, a next -> FIRST_TRY"]


def test_possible_at_once() -> None:
    """An answer that can also be given is accepted with its own words."""
    assert _story(choice(GOOD, POSSIBLE), "b") == ["1 kan: b said, b because, b next -> ACCEPTED"]


def test_second_try() -> None:
    """After an unhandy answer a guided second try follows, and a good answer then is good."""
    assert _story(choice(UNHANDY, GOOD, UNHANDY), "a", "b") == [
        "1 nog_eens: a said, a because, a next",
        "2 goed: b said, b because, b next -> SECOND_TRY",
    ]


def test_possible_at_second_try() -> None:
    """What is accepted at the second try keeps its tone, and counts as a second try."""
    assert _story(choice(UNHANDY, GOOD, POSSIBLE), "a", "c") == [
        "1 nog_eens: a said, a because, a next",
        "2 kan: c said, c because, c next -> SECOND_TRY",
    ]


def test_shown() -> None:
    """After two unhandy answers we look together: no next try is announced, the good is shown."""
    assert _story(choice(UNHANDY, GOOD, UNHANDY), "a", "c", "b") == [
        "1 nog_eens: a said, a because, a next",
        "2 samen: c said, c because",
        "3 goed: b said, b because, b next -> SHOWN",
    ]


def test_two_options() -> None:
    """With two options there is no second guess: nothing is left to choose."""
    assert _story(choice(UNHANDY, GOOD), "a", "b") == [
        "1 samen: a said, a because",
        "3 goed: b said, b because, b next -> SHOWN",
    ]


@pytest.mark.parametrize(
    ("answers", "story"),
    [
        (["ab"], ["1 goed: done said, done because, done next -> FIRST_TRY"]),
        (["abc"], ["1 goed: done said, done because, done next -> FIRST_TRY"]),
        (
            ["a", "ab"],
            [
                "1 nog_eens: b missed said, b missed because, b missed next",
                "2 goed: done said, done because, done next -> SECOND_TRY",
            ],
        ),
        (
            ["cd", "ac", "ab"],
            [
                "1 nog_eens: d said, d because, d next",
                "2 samen: b missed said, b missed because",
                "3 goed: done said, done because, done next -> SHOWN",
            ],
        ),
        (
            ["c", "bc", "ab"],
            [
                "1 nog_eens: a missed said, a missed because, a missed next",
                "2 samen: a missed said, a missed because",
                "3 goed: done said, done because, done next -> SHOWN",
            ],
        ),
        (
            ["abcd", "ab"],
            ["1 samen: d said, d because", "3 goed: done said, done because, done next -> SHOWN"],
        ),
        (
            ["abd", "ab"],
            ["1 samen: d said, d because", "3 goed: done said, done because, done next -> SHOWN"],
        ),
    ],
)
def test_multi_stories(answers: list[str], story: list[str]) -> None:
    """Several reactions fit: an unhandy one is named before one that was missed; kan is free."""
    assert _story(multi(GOOD, GOOD, POSSIBLE, UNHANDY), *answers) == story


@pytest.mark.parametrize(
    ("answers", "story"),
    [
        (["abcd"], ["1 goed: done said, done because, done next -> FIRST_TRY"]),
        (["bacd"], ["1 goed: done said, done because, done next -> FIRST_TRY"]),
        (
            ["cabd", "bacd"],
            [
                "1 nog_eens: c said, c because, c next",
                "2 goed: done said, done because, done next -> SECOND_TRY",
            ],
        ),
        (
            ["bcad", "bdac", "abcd"],
            [
                "1 nog_eens: c said, c because, c next",
                "2 samen: d said, d because",
                "3 goed: done said, done because, done next -> SHOWN",
            ],
        ),
        (
            ["abdc", "abcd"],
            ["1 samen: d said, d because", "3 goed: done said, done because, done next -> SHOWN"],
        ),
    ],
)
def test_order_stories(answers: list[str], story: list[str]) -> None:
    """Steps in order: the step tapped too early is explained, and other good orders count."""
    assert _story(order("abcd", "bacd"), *answers) == story


def test_talk_story() -> None:
    """In a talk every turn has its own tries, and the other person answers what was said."""
    question = talk(
        a="x:goed>c y:goed>b z:niet_handig", b="x:kan>c y:goed", c="x:niet_handig y:goed"
    )

    assert _story(question, "z", "y", "x", "x", "y") == [
        "1 nog_eens: a z said, a z because, a z next",
        "2 goed: a y said, a y because, a y next",
        "1 kan: b x said, b x because, b x next",
        "1 samen: c x said, c x because",
        "3 goed: c y said, c y because, c y next -> SHOWN",
    ]
    assert _story(question, "x", "y") == [
        "1 goed: a x said, a x because, a x next",
        "1 goed: c y said, c y because, c y next -> FIRST_TRY",
    ]
    assert _story(question, "z", "x", "y")[1:] == [
        "2 goed: a x said, a x because, a x next",
        "1 goed: c y said, c y because, c y next -> SECOND_TRY",
    ]

    taken, _ = play(practice_of(question), [("z",)])

    assert taken[0].screen.who == "Sam"
    assert taken[0].step.said.reply == text("a", "z", "answer")
    assert taken[0].step.said.who == "Sam"
