"""What a set of assignments holds, counted."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from tests.language.made import UNHANDY, assignment, choice, dialogue, multi, option, order
from wpo.catalogue.loading import Catalogue, content_root
from wpo.catalogue.numbers import balances, examples, kinds, numbers, people, workplaces
from wpo.model.questions import Choice


def _numbered(*questions: Choice) -> Iterator[Choice]:
    """Give every question an id of its own."""
    return (replace(one, id=f"q{n}") for n, one in enumerate(questions, 2))


def test_place() -> None:
    """The share of good options at each place, by how many options there are."""
    first = choice(option("Ik kijk."), option("Ik loop.", UNHANDY))
    last = choice(option("Ik loop.", UNHANDY), option("Ik kijk."))
    (two,) = balances([assignment(*_numbered(first, last, last, first))])

    assert (two.n_options, two.n, two.places) == (2, 4, (0.5, 0.5))


def test_choose_all_that_fits_does_not_count() -> None:
    """Where several answers are good, no place can give the one away."""
    (two,) = balances([assignment(choice(), multi())])

    assert (two.n_options, two.n) == (2, 1)


def test_length() -> None:
    """The share of screens on which the longest, and the shortest, is good; ties count in part."""
    longest = choice(option("Ik kijk nog eens."), option("Ik loop.", UNHANDY))
    equal = choice(option("Ik kijk."), option("Ik loop.", UNHANDY))
    (two,) = balances([assignment(*_numbered(longest, equal))])

    assert two.share_longest == pytest.approx(0.75)
    assert two.share_shortest == pytest.approx(0.25)


def test_counts() -> None:
    """Questions by kind and by kind of work; plans play nowhere."""
    one = assignment(choice(), order(), dialogue())

    assert kinds([one, one]) == {"model": 2, "choice": 2, "order": 2, "dialogue": 2, "plan": 2}
    assert workplaces([one]) == {"kantine": 1, "groen": 1, "post": 2}


def test_people(catalogue: Catalogue) -> None:
    """Everybody in the pictures is of the cast, and so is who shows how it is done."""
    assignments = list(catalogue.assignments.values())

    assert set(people(assignments)) <= set(catalogue.art.cast)
    assert set(examples(assignments)) <= set(people(assignments))


def test_one_page() -> None:
    """The command prints every number the project leader asks for, and takes a part of an id."""
    page, part = numbers(content_root()), numbers(content_root(), "overleggen-luisteren-1")

    for title in ("per zin", "zeldzame woorden", "langste", "Soorten vragen", "Soorten werk"):
        assert title in page
    assert part.startswith("1 opdrachten")
    assert numbers(content_root(), "nergens") == "Geen opdrachten gevonden.\n"
