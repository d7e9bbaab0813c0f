"""What is new since the extract before is of five people or more, or of nobody."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from random import Random

import pytest

from wpo.pilot.extract.rules.batches import (
    Candidate,
    Circumstances,
    Decision,
    State,
    Who,
    decided,
    roughly,
)
from wpo.pilot.extract.rules.cells import FEWEST
from wpo.pilot.research_set import OTHER

ORGANISATIONS = ("o1", "o2", "o3")
ROOMY = Circumstances(sizes=dict.fromkeys(ORGANISATIONS, 40))


def newcomers(**numbers: int) -> list[Candidate]:
    """Return people with one measure, by organisation."""
    return [
        Candidate(
            who=Who(f"{organisation}-{n}", ""), organisation=organisation, now=State((True,), 1)
        )
        for organisation, number in numbers.items()
        for n in range(number)
    ]


def later(people: Sequence[Candidate], decision: Decision, changed: int = 0) -> list[Candidate]:
    """Return the same people at the next extract, of whom the first so many have news."""
    return [
        Candidate(
            who=one.who,
            organisation=one.organisation,
            now=State((True,), 2) if n < changed else one.now,
            before=one.now if one.who in decision.with_news else None,
            shown_as=decision.with_news.get(one.who, ""),
        )
        for n, one in enumerate(people)
    ]


def test_few_newcomers_wait() -> None:
    """Four more people of an organisation are not shown until a fifth comes."""
    first = decided(newcomers(o1=6), ROOMY)
    people = later(newcomers(o1=6), first)
    four = decided([*people, *newcomers(o1=10)[6:]], ROOMY)
    five = decided([*people, *newcomers(o1=11)[6:]], ROOMY)

    assert len(four.with_news) == 6
    assert len(four.waiting) == 4
    assert len(five.with_news) == 11


def test_news_of_few_waits() -> None:
    """Who was shown before stays as before while fewer than five have something new."""
    people = newcomers(o1=8)
    first = decided(people, ROOMY)
    four, five = (decided(later(people, first, changed=number), ROOMY) for number in (4, 5))

    assert len(four.as_before) == 8
    assert len(four.waiting) == 4
    assert len(five.with_news) == 8
    assert not five.as_before


def test_a_star_never_becomes_a_letter() -> None:
    """Rows that were under * stay there when their organisation grows: else * tells its number."""
    people = newcomers(o1=3, o2=4)
    first = decided(people, ROOMY)
    grown = decided([*later(people, first), *newcomers(o1=12)[3:]], ROOMY)

    assert set(first.with_news.values()) == {OTHER}
    assert grown.with_news[Who("o1-0", "")] == OTHER
    assert grown.with_news[Who("o1-7", "")] == "o1"


def test_a_small_cell_waits_while_it_is_tested() -> None:
    """Where more people may come, a small cell is not put under * for ever."""
    decision = decided(newcomers(o1=3, o2=9), Circumstances(sizes=ROOMY.sizes, testing=["o1"]))

    assert set(decision.with_news.values()) == {"o2"}
    assert len(decision.waiting) == 3


def test_a_cell_that_became_small_is_left_out() -> None:
    """Five people of whom one was erased are four, so none of them is shown."""
    people = newcomers(o1=5, o2=8)
    first = decided(people, ROOMY)
    after = decided(later(people, first)[1:], ROOMY)

    assert set(after.with_news.values()) == {"o2"}
    assert len(after.hidden) == 4


Seen = Mapping[Who, tuple[str, State]]  # organisation or *, and what is shown
First = Mapping[Who, int]  # in which extract somebody was shown first


def grow(chance: Random) -> tuple[list[Seen], Mapping[Who, str]]:
    """Let a pilot grow for two to four extracts; return these, and where everybody is from."""
    everybody: dict[Who, State] = {}
    came_from: dict[Who, str] = {}
    seen: dict[Who, tuple[str, State]] = {}
    first: dict[Who, int] = {}
    extracts: list[Seen] = []
    for number in range(chance.randint(2, 4)):
        for organisation in ORGANISATIONS:
            for _ in range(chance.choice((0, 1, 3, 4, 5, 9))):
                who = Who(f"p{len(everybody)}", "")
                everybody[who] = State((True, chance.random() < 0.6), 0)
                came_from[who] = organisation
        for who in chance.sample(sorted(everybody), chance.randint(0, len(everybody))):
            old = everybody[who]
            everybody[who] = State((True, old.measures[1] or chance.random() < 0.3), old.print + 1)
        testing = [one for one in ORGANISATIONS if chance.random() < 0.3]
        decision = decided(
            [_candidate(who, came_from[who], now, seen, first) for who, now in everybody.items()],
            Circumstances(sizes=ROOMY.sizes, testing=testing, extra=chance.randint(0, 1)),
        )
        shown = {who: (as_, everybody[who]) for who, as_ in decision.with_news.items()}
        shown |= {who: (as_, seen[who][1]) for who, as_ in decision.as_before.items()}
        seen |= shown
        first |= dict.fromkeys(shown.keys() - first.keys(), number)
        extracts.append(shown)
    return extracts, came_from


def _candidate(who: Who, organisation: str, now: State, seen: Seen, first: First) -> Candidate:
    as_, before = seen.get(who, ("", None))
    return Candidate(
        who=who,
        organisation=organisation,
        now=now,
        before=before,
        shown_as=as_,
        batch=first.get(who, 0),
    )


@pytest.mark.parametrize("seed", range(8))
def test_no_difference_holds_fewer_than_five(seed: int) -> None:
    """However a pilot grows, any two extracts differ by five people in each cell, or by nobody."""
    compared = 0
    for n in range(60):
        extracts, came_from = grow(Random(seed * 1_000 + n))
        for number, after in enumerate(extracts):
            for cell, numbers in _by_cell(after.items()).items():
                assert all(one == 0 or one >= FEWEST for one in numbers), cell
            for before in extracts[:number]:
                compared += _check_difference(before, after, came_from)
    assert compared > 60


def _by_cell(shown: Iterable[tuple[Who, tuple[str, State]]]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for _, (as_, state) in shown:
        found[as_] = [n + one for n, one in zip(found[as_], state.measures, strict=True)]
    return found


def _check_difference(before: Seen, after: Seen, came_from: Mapping[Who, str]) -> int:
    assert before.keys() <= after.keys()
    new: dict[str, list[Who]] = defaultdict(list)
    changed: dict[str, list[Who]] = defaultdict(list)
    for who, (as_, state) in after.items():
        if who not in before:
            new[as_].append(who)
        elif before[who] != (as_, state):
            assert before[who][0] == as_
            changed[as_].append(who)
    for people in filter(None, (*new.values(), *changed.values())):
        assert len(people) >= FEWEST
    assert not new[OTHER] or len({came_from[who] for who in new[OTHER]}) > 1
    for as_, people in changed.items():
        answers_now = [one for one in people if not before[one][1].measures[1]]
        began = sum(after[one][1].measures[1] for one in answers_now)
        assert began == 0 or began >= FEWEST or as_ == OTHER
    for people in filter(None, new.values()):
        began = sum(after[one][1].measures[1] for one in people)
        assert began == 0 or began >= FEWEST
    return len(new) + len(changed)


def test_sums_of_two_extracts_do_not_give_away_a_third() -> None:
    """News under * needs two who could change places: news of all four small ones waits."""
    first = decided(newcomers(o1=4, o2=9), ROOMY)
    people = [*newcomers(o1=4, o2=9)]
    only_small = [
        one if one.organisation == "o2" else _with(one, State((True,), 2)) for one in people
    ]

    assert set(first.with_news.values()) == {OTHER}
    assert not decided(_again(only_small, people, first), ROOMY).with_news


def _with(one: Candidate, now: State) -> Candidate:
    return Candidate(who=one.who, organisation=one.organisation, now=now)


def _again(
    now: Sequence[Candidate], then: Sequence[Candidate], decision: Decision
) -> list[Candidate]:
    before = {one.who: one.now for one in then}
    return [
        Candidate(
            who=one.who,
            organisation=one.organisation,
            now=one.now,
            before=before[one.who],
            shown_as=decision.shown[one.who],
        )
        for one in now
    ]


def test_a_small_group_that_could_begin_waits() -> None:
    """Eight had it to do and stand under their letter; that three began is not told."""
    eight = [
        Candidate(who=one.who, organisation="o1", now=State((True, False), 1))
        for one in newcomers(o1=8)
    ]
    given = Circumstances(sizes=ROOMY.sizes, n_known=1)
    first = decided(eight, given)
    begun = [_with(one, State((True, n < 3), 2)) for n, one in enumerate(eight)]
    after = decided(_again(begun, eight, first), given)

    assert set(first.with_news.values()) == {"o1"}
    assert len(after.as_before) == 8


def test_rough_numbers() -> None:
    """What was held back is told so that no cell can be worked out from it."""
    assert [roughly(n) for n in (0, 1, 24, 25, 130)] == [
        0,
        "minder dan 25",
        "minder dan 25",
        "25 of meer",
        "125 of meer",
    ]
