"""What may be new since the extract before: nothing that fewer than five people have.

Who has two extracts can take the one from the other, whatever numbers people have in them, because
the same rows stand in both. So every extract is a pile of batches. A batch is what is new about one
opdracht in one family of tables, and keeps all rules of :mod:`wpo.pilot.extract.cells` by itself:
it holds five people or more in each cell, or nobody. What is too little waits for the next extract.

Once somebody is shown under an organisation (or ``*``) that stays so for that opdracht: rows that
go from ``*`` to a letter would tell what the letter hid before. While an organisation still tests an
opdracht its small cell waits and is not put together, for the same reason.

Newcomers, and news about people who were shown before, are counted apart: each five or nobody.

Who is erased is gone from the next extract, at once: that right comes first. Somebody who kept the
extract before could see who is missing. Therefore older extracts have to be destroyed, and
``wpo extract`` names them. A cell that falls below five that way is left out whole.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from wpo.pilot.extract.cells import FEWEST, grouped, is_small, may_be_shown
from wpo.pilot.research_set import OTHER

ROUGH = 25  # people: more than the small cells of one opdracht together can hold and be told apart

Measures = tuple[bool, ...]


class Who(NamedTuple):
    """A person, or a paper without a code."""

    person: str
    paper: str


@dataclass(frozen=True, slots=True)
class State:
    """What there is of somebody about an opdracht: by which measures they count, and its print."""

    measures: Measures
    print: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Somebody with rows about one opdracht.

    ``now`` is what there is of them; ``before`` what stood in the extract in which they were shown
    last, as ``shown_as``. ``before`` is None for newcomers.
    """

    who: Who
    organisation: str
    now: State
    before: State | None = None
    shown_as: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """Under what somebody is shown; with their news, or as before.

    ``waiting`` are newcomers who are not shown yet, and people whose news is not.
    """

    with_news: Mapping[Who, str] = field(default_factory=dict)
    as_before: Mapping[Who, str] = field(default_factory=dict)
    waiting: frozenset[Who] = frozenset()
    hidden: frozenset[Who] = frozenset()


def decided(candidates: Iterable[Candidate], testing: Collection[str] = ()) -> Decision:
    """Decide who is shown about one opdracht in one family of tables.

    Parameters
    ----------
    candidates
        Everybody with rows.
    testing
        Organisations that still test the opdracht: their small cells wait.
    """
    with_news: dict[Who, str] = {}
    as_before: dict[Who, str] = {}
    waiting: set[Who] = set()
    everybody = list(candidates)
    for shown_as, members in _by_shown(everybody).items():
        changed = [one for one in members if one.before != one.now]
        may_tell = _may_tell(shown_as, members, changed)
        for one in members:
            (with_news if may_tell else as_before)[one.who] = shown_as
        waiting |= set() if may_tell else {one.who for one in changed}
    newcomers = [one for one in everybody if one.before is None]
    for one, shown_as in _newly_shown(newcomers, testing).items():
        with_news[one] = shown_as
    waiting |= {one.who for one in newcomers} - with_news.keys()
    hidden = _too_small_now(everybody, with_news, as_before)
    return Decision(
        with_news={one: as_ for one, as_ in with_news.items() if one not in hidden},
        as_before={one: as_ for one, as_ in as_before.items() if one not in hidden},
        waiting=frozenset(waiting),
        hidden=hidden,
    )


def _by_shown(everybody: Iterable[Candidate]) -> dict[str, list[Candidate]]:
    found: dict[str, list[Candidate]] = defaultdict(list)
    for one in everybody:
        if one.before is not None:
            found[one.shown_as].append(one)
    return found


def _may_tell(shown_as: str, members: Sequence[Candidate], changed: Sequence[Candidate]) -> bool:
    """Tell whether the news about people who were shown before is of enough of them."""
    if not changed:
        return True
    news = {one.who: (True, *_gained(one)) for one in changed}
    counts = _counts(changed, news)
    if shown_as == OTHER:
        return may_be_shown(list(counts.values()))
    after = _counts(members, {one.who: one.now.measures for one in members})
    return not any(is_small(one) for one in (*counts.values(), *after.values()))


def _gained(one: Candidate) -> Measures:
    before = one.before.measures if one.before else (False,) * len(one.now.measures)
    return tuple(now and not then for now, then in zip(one.now.measures, before, strict=True))


def _newly_shown(newcomers: Sequence[Candidate], testing: Collection[str]) -> dict[Who, str]:
    counts = _counts(newcomers, {one.who: one.now.measures for one in newcomers})
    there = {
        one: numbers
        for one, numbers in counts.items()
        if not (one in testing and is_small(numbers))
    }
    grouping = grouped(there)
    return {
        one.who: OTHER if one.organisation in grouping.together else one.organisation
        for one in newcomers
        if one.organisation in grouping.alone | grouping.together
    }


def _too_small_now(
    everybody: Sequence[Candidate], with_news: Mapping[Who, str], as_before: Mapping[Who, str]
) -> frozenset[Who]:
    """Return those whose cell has become too small, because others in it were erased."""
    cells: dict[str, list[Candidate]] = defaultdict(list)
    measures: dict[Who, Measures] = {}
    for one in everybody:
        shown_as = with_news.get(one.who) or as_before.get(one.who)
        if shown_as is None:
            continue
        cells[shown_as].append(one)
        state = one.now if one.who in with_news else one.before
        measures[one.who] = state.measures if state else ()
    hidden: set[Who] = set()
    for shown_as, members in cells.items():
        counts = list(_counts(members, measures).values())
        is_fine = (
            may_be_shown(counts) if shown_as == OTHER else not any(is_small(one) for one in counts)
        )
        hidden |= set() if is_fine else {one.who for one in members}
    return frozenset(hidden)


def _counts(
    people: Iterable[Candidate], measures: Mapping[Who, Measures]
) -> dict[str, tuple[int, ...]]:
    """Return for each organisation how many of these people count by each measure."""
    found: dict[str, Counter[int]] = defaultdict(Counter)
    n_measures = 0
    for one in people:
        n_measures = len(measures[one.who])
        found[one.organisation].update(n for n, counts in enumerate(measures[one.who]) if counts)
    return {one: tuple(numbers[n] for n in range(n_measures)) for one, numbers in found.items()}


def roughly(number: int) -> int | str:
    """Return a number of people so that nobody can work out from it how many were hidden where."""
    if number == 0:
        return 0
    if number < FEWEST:
        return f"minder dan {FEWEST}"
    if number < ROUGH:
        return f"{FEWEST} tot {ROUGH - 1}"
    return f"{number // ROUGH * ROUGH} of meer"
