"""Who took part: quasi-identifiers, generalised until five people or more are alike.

Organisation, role, kind of work and first weeks together never say who somebody is. The kind of
work is shown where five people of an organisation do it, at two organisations at least: a name that
only one company uses would tell which company it is. Weeks are put together in runs of at least
four, until five people began in each.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from wpo.pilot.extract.rules.cells import FEWEST
from wpo.pilot.research_set import OTHER

BAND = 4  # weeks


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What may be known of somebody together. ``first_week`` becomes a run of weeks, or ``*``."""

    person: int
    org: str
    role: str
    work: str
    first_week: int
    weeks: str = OTHER


def generalised(profiles: Iterable[Profile]) -> list[Profile]:
    """Return profiles of which each combination is shared by five people; others are left out.

    What stands under ``*`` has no work and no weeks. Only where fewer than five of a role stand
    under an organisation (or ``*``), they are left out.
    """
    groups: dict[tuple[str, str], list[Profile]] = defaultdict(list)
    for one in profiles:
        groups[one.org, one.role].append(one)
    enough = {key: members for key, members in groups.items() if len(members) >= FEWEST}
    kept = _works_kept(enough)
    found: list[Profile] = []
    for key, members in enough.items():
        by_work: dict[str, list[Profile]] = defaultdict(list)
        for one in members:
            work = one.work if one.work in kept[key] else OTHER
            by_work[work].append(replace(one, work=work))
        for those in by_work.values():
            found += those if key[0] == OTHER else _in_bands(those)
    return found


def _works_kept(
    groups: Mapping[tuple[str, str], Sequence[Profile]],
) -> dict[tuple[str, str], frozenset[str]]:
    """Return which kinds of work may be told of each organisation and role."""
    counts = {key: Counter(one.work for one in members) for key, members in groups.items()}
    kept = {
        key: {} if key[0] == OTHER else {w: n for w, n in works.items() if w and n >= FEWEST}
        for key, works in counts.items()
    }
    while True:
        smaller = {key: _rest_is_large(works, counts[key]) for key, works in kept.items()}
        used = {
            work: {key[0] for key in smaller if work in smaller[key]}
            for works in smaller.values()
            for work in works
        }
        smaller = {
            key: {work: n for work, n in works.items() if len(used[work]) > 1}
            for key, works in smaller.items()
        }
        if smaller == kept:
            return {key: frozenset(works) for key, works in kept.items()}
        kept = smaller


def _rest_is_large(works: Mapping[str, int], counts: Counter[str]) -> dict[str, int]:
    """Drop the smallest kinds of work until the rest holds five people, or nobody."""
    kept = dict(sorted(works.items(), key=lambda one: (-one[1], one[0])))
    while kept and 0 < counts.total() - sum(kept.values()) < FEWEST:
        kept.popitem()
    return kept


def _in_bands(members: Sequence[Profile]) -> list[Profile]:
    """Say in which weeks each began, in bands put together until five people stand in each."""
    bands = Counter((one.first_week - 1) // BAND for one in members)
    runs: list[tuple[int, int, int]] = []  # first band, last band, people
    for band in range(min(bands), max(bands) + 1):
        if runs and runs[-1][2] < FEWEST:
            first, _, n_people = runs.pop()
            runs.append((first, band, n_people + bands[band]))
        else:
            runs.append((band, band, bands[band]))
    if len(runs) > 1 and runs[-1][2] < FEWEST:
        (first, _, n_before), (_, last, n_people) = runs[-2:]
        runs[-2:] = [(first, last, n_before + n_people)]
    spelled = {
        band: f"{first * BAND + 1}-{(last + 1) * BAND}"
        for first, last, _ in runs
        for band in range(first, last + 1)
    }
    alone = len(runs) == 1
    return [
        replace(one, weeks=OTHER if alone else spelled[(one.first_week - 1) // BAND])
        for one in members
    ]
