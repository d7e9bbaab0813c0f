"""What is new since the extract before is of five people or more, or of nobody."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from wpo.pilot.extract.batches import Candidate, Decision, State, Who, decided, roughly
from wpo.pilot.extract.cells import FEWEST
from wpo.pilot.research_set import OTHER

ORGANISATIONS = ("o1", "o2", "o3")


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
    first = decided(newcomers(o1=6))
    people = later(newcomers(o1=6), first)
    four = decided([*people, *newcomers(o1=10)[6:]])
    five = decided([*people, *newcomers(o1=11)[6:]])

    assert len(four.with_news) == 6
    assert len(four.waiting) == 4
    assert len(five.with_news) == 11


def test_news_of_few_waits() -> None:
    """Who was shown before stays as before while fewer than five have something new."""
    people = newcomers(o1=8)
    first = decided(people)
    four, five = (decided(later(people, first, changed=number)) for number in (4, 5))

    assert len(four.as_before) == 8
    assert len(four.waiting) == 4
    assert len(five.with_news) == 8
    assert not five.as_before


def test_a_star_never_becomes_a_letter() -> None:
    """Rows that were under * stay there when their organisation grows: else * tells its number."""
    people = newcomers(o1=3, o2=4)
    first = decided(people)
    grown = decided([*later(people, first), *newcomers(o1=12)[3:]])

    assert set(first.with_news.values()) == {OTHER}
    assert grown.with_news[Who("o1-0", "")] == OTHER
    assert grown.with_news[Who("o1-7", "")] == "o1"


def test_a_small_cell_waits_while_it_is_tested() -> None:
    """Where more people may come, a small cell is not put under * for ever."""
    decision = decided(newcomers(o1=3, o2=9), testing=["o1"])

    assert set(decision.with_news.values()) == {"o2"}
    assert len(decision.waiting) == 3


def test_a_cell_that_became_small_is_left_out() -> None:
    """Five people of whom one was erased are four, so none of them is shown."""
    people = newcomers(o1=5, o2=8)
    first = decided(people)
    after = decided(later(people, first)[1:])

    assert set(after.with_news.values()) == {"o2"}
    assert len(after.hidden) == 4


Shown = Mapping[Who, tuple[str, int]]  # organisation or *, and the print of what is shown


@settings(max_examples=120)
@given(st.data())
def test_no_difference_holds_fewer_than_five(data: st.DataObject) -> None:
    """However a pilot grows, any two extracts differ by five people in each cell, or by nobody."""
    everybody: dict[Who, State] = {}
    came_from: dict[Who, str] = {}
    seen: dict[Who, tuple[State, str]] = {}
    extracts: list[Shown] = []
    for _ in range(data.draw(st.integers(2, 4))):
        for organisation in ORGANISATIONS:
            for _ in range(data.draw(st.integers(0, 9))):
                who = Who(f"p{len(everybody)}", "")
                everybody[who], came_from[who] = State((True,), 0), organisation
        n_changed = data.draw(st.integers(0, len(everybody)))
        for who in data.draw(st.permutations(sorted(everybody)))[:n_changed]:
            everybody[who] = State((True,), everybody[who].print + 1)
        testing = data.draw(st.sets(st.sampled_from(ORGANISATIONS)))
        decision = decided(
            [
                Candidate(
                    who=who,
                    organisation=came_from[who],
                    now=now,
                    before=seen[who][0] if who in seen else None,
                    shown_as=seen[who][1] if who in seen else "",
                )
                for who, now in everybody.items()
            ],
            testing,
        )
        seen |= {who: (everybody[who], as_) for who, as_ in decision.with_news.items()}
        shown = {who: (as_, everybody[who].print) for who, as_ in decision.with_news.items()}
        shown |= {who: (as_, seen[who][0].print) for who, as_ in decision.as_before.items()}
        extracts.append(shown)

    for extract in extracts:
        assert all(n >= FEWEST for n in Counter(as_ for as_, _ in extract.values()).values())
    for number, after in enumerate(extracts):
        for before in extracts[:number]:
            _check_difference(before, after, came_from)


def _check_difference(before: Shown, after: Shown, came_from: Mapping[Who, str]) -> None:
    new: dict[str, set[Who]] = defaultdict(set)
    changed: dict[str, set[Who]] = defaultdict(set)
    for who, (as_, print_) in after.items():
        if who not in before:
            new[as_].add(who)
        elif before[who] != (as_, print_):
            assert before[who][0] == as_
            changed[as_].add(who)
    assert before.keys() <= after.keys()
    for as_, people in (*new.items(), *changed.items()):
        assert len(people) >= FEWEST
        if as_ == OTHER:
            assert len({came_from[who] for who in people}) > 1


def test_rough_numbers() -> None:
    """What was held back is told so that no cell can be worked out from it."""
    assert [roughly(n) for n in (0, 1, 4, 5, 24, 25, 130)] == [
        0,
        "minder dan 5",
        "minder dan 5",
        "5 tot 24",
        "5 tot 24",
        "25 of meer",
        "125 of meer",
    ]
