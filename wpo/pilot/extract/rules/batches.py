"""What may be new since the extract before: nothing that fewer than five people have.

Who has two extracts can take the one from the other, whatever numbers people have in them, because
the same rows stand in both. So every extract is a pile of batches. A batch is what is new about one
opdracht in one family of tables, and keeps all rules of :mod:`wpo.pilot.extract.rules.cells` by
itself: it holds five people or more in each cell, or nobody. What is too little waits for the next
extract.

Once somebody is shown under an organisation (or ``*``) that stays so for that opdracht: rows that
go from ``*`` to a letter would tell what the letter hid before. While an organisation still tests
an opdracht its small cell waits and is not put together, for the same reason.

Newcomers, and news about people who were shown before, are counted apart: each five or nobody. So
are people who were shown for the first time in different extracts, so that this is true of any two
extracts, not only of one and the next.

Who is erased is gone from the next extract, at once: that right comes first. Somebody who kept the
extract before could see who is missing. Therefore older extracts have to be destroyed, and
``wpo extract`` names them. A cell that falls below five that way is left out whole.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from wpo.pilot.extract.rules.cells import (
    Crowd,
    Measures,
    counts,
    grouped,
    holds_enough,
    is_small,
    may_be_shown,
)
from wpo.pilot.research_set import OTHER

ROUGH = 25  # people: more than the small cells of one opdracht together can hold and be told apart


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

    ``now`` is what there is of them; ``before`` what stood in the extract before, as ``shown_as``;
    ``batch`` is the extract in which they were shown first. ``before`` is None for newcomers.
    """

    who: Who
    organisation: str
    now: State
    before: State | None = None
    shown_as: str = ""
    batch: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """What deciding depends on beside people.

    ``sizes`` are how many people of each organisation there could be; ``testing`` organisations
    that still test the opdracht, so that their small cells wait. ``n_known`` and ``extra``: see
    :func:`wpo.pilot.extract.rules.cells.grouped`.
    """

    sizes: Mapping[str, int]
    testing: Collection[str] = ()
    n_known: int = 0
    extra: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """Under what somebody is shown; with their news, or as before.

    ``waiting`` are newcomers who are not shown yet, and people whose news is not.
    """

    with_news: Mapping[Who, str] = field(default_factory=dict)
    as_before: Mapping[Who, str] = field(default_factory=dict)
    waiting: frozenset[Who] = frozenset()
    hidden: frozenset[Who] = frozenset()

    @property
    def shown(self) -> dict[Who, str]:
        """Return everybody who is shown, and under what."""
        return {**self.with_news, **self.as_before}


def decided(candidates: Iterable[Candidate], given: Circumstances) -> Decision:
    """Decide who is shown about one opdracht in one family of tables."""
    with_news: dict[Who, str] = {}
    as_before: dict[Who, str] = {}
    waiting: set[Who] = set()
    everybody = list(candidates)
    for (shown_as, _), members in _by_batch(everybody).items():
        changed = [one for one in members if one.before != one.now]
        elsewhere = Counter(one.organisation for one in everybody)
        elsewhere.subtract(one.organisation for one in members)
        sizes = {one: size - elsewhere[one] for one, size in given.sizes.items()}
        may_tell = _may_tell(shown_as, members, changed, sizes)
        for one in members:
            (with_news if may_tell else as_before)[one.who] = shown_as
        waiting |= set() if may_tell else {one.who for one in changed}
    with_news |= _newly_shown(everybody, given)
    waiting |= {one.who for one in everybody if one.before is None} - with_news.keys()
    hidden = _too_small_now(everybody, with_news, as_before, given)
    return Decision(
        with_news={one: as_ for one, as_ in with_news.items() if one not in hidden},
        as_before={one: as_ for one, as_ in as_before.items() if one not in hidden},
        waiting=frozenset(waiting),
        hidden=hidden,
    )


def _by_batch(everybody: Iterable[Candidate]) -> dict[tuple[str, int], list[Candidate]]:
    found: dict[tuple[str, int], list[Candidate]] = defaultdict(list)
    for one in everybody:
        if one.before is not None:
            found[one.shown_as, one.batch].append(one)
    return found


def _may_tell(
    shown_as: str,
    members: Sequence[Candidate],
    changed: Sequence[Candidate],
    sizes: Mapping[str, int],
) -> bool:
    """Tell whether the news about people who were shown before is of enough of them.

    ``sizes``: how many of each organisation could have been among these members.
    """
    if not changed:
        return True
    if shown_as == OTHER:
        lives = _crowds(members, lambda one: (True, *_before(one), *_news(one)))
        return may_be_shown(lives, sizes)
    news = _crowds(changed, _news)
    after = _crowds(members, lambda one: one.now.measures)
    return not any(is_small(counts(one)) for one in (*news.values(), *after.values()))


def _before(one: Candidate) -> Measures:
    return one.before.measures if one.before else tuple(False for _ in one.now.measures)


def _news(one: Candidate) -> Measures:
    """Return whether there is news, and by which measures somebody counts now or no more."""
    pairs = list(zip(one.now.measures, _before(one), strict=True))
    gained = (now and not then for now, then in pairs)
    lost = (then and not now for now, then in pairs)
    return (one.now != one.before, *gained, *lost)


def _newly_shown(everybody: Sequence[Candidate], given: Circumstances) -> dict[Who, str]:
    newcomers = [one for one in everybody if one.before is None]
    shown = Counter(one.organisation for one in everybody if one.before is not None)
    crowds = {
        one: crowd
        for one, crowd in _crowds(newcomers, lambda one: one.now.measures).items()
        if not (one in given.testing and is_small(counts(crowd)))
    }
    sizes = {one: size - shown[one] for one, size in given.sizes.items()}
    grouping = grouped(crowds, sizes, n_known=given.n_known, extra=given.extra)
    return {
        one.who: OTHER if one.organisation in grouping.together else one.organisation
        for one in newcomers
        if one.organisation in grouping.alone | grouping.together
    }


def _too_small_now(
    everybody: Sequence[Candidate],
    with_news: Mapping[Who, str],
    as_before: Mapping[Who, str],
    given: Circumstances,
) -> frozenset[Who]:
    """Return those whose cell has become too small, because others in it were erased."""
    cells: dict[str, list[Candidate]] = defaultdict(list)
    measures: dict[Who, Measures] = {}
    for one in everybody:
        state = one.now if one.who in with_news else one.before
        if state and (shown_as := with_news.get(one.who) or as_before.get(one.who)):
            cells[shown_as].append(one)
            measures[one.who] = (True, *state.measures[given.n_known :])
    hidden: set[Who] = set()
    for shown_as, members in cells.items():
        crowds = _crowds(members, lambda one: measures[one.who])
        numbers = counts(sum(crowds.values(), Counter()))
        is_fine = holds_enough(crowds) if shown_as == OTHER else not is_small(numbers)
        hidden |= set() if is_fine else {one.who for one in members}
    return frozenset(hidden)


def _crowds(
    people: Iterable[Candidate], measures: Callable[[Candidate], Measures]
) -> dict[str, Crowd]:
    """Return how many people of each organisation are alike in what they count for."""
    found: dict[str, Crowd] = defaultdict(Counter)
    for one in people:
        found[one.organisation][measures(one)] += 1
    return found


def roughly(number: int) -> int | str:
    """Return a number of people so that nobody can work out from it how many were hidden where."""
    if number == 0:
        return 0
    return f"minder dan {ROUGH}" if number < ROUGH else f"{number // ROUGH * ROUGH} of meer"
