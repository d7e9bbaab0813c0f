"""Remarks: about a text, hardly ever by five people of one organisation at one opdracht.

One remark that something is hurtful is enough to look at an opdracht again, so remarks are not left
out where fewer than five people made one. They carry no number of a person, and stand under ``*``
unless five people of an organisation remarked. What protects is the crowd who could have made it:
five people or more of that role, at two organisations or more that test the opdracht.

Several organisations that name the same problem say more than one. So remarks of one opdracht carry
a number for their organisation, made anew for each opdracht; it is left away where it would give
away a count: where every organisation that could have remarked did so equally often.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from wpo.pilot.extract.rules.cells import FEWEST
from wpo.pilot.research_set import OTHER

Crowd = Mapping[str, int]  # people of a role who could have remarked, by organisation


@dataclass(frozen=True, slots=True, kw_only=True)
class Remarker:
    """One remark: whose (a person, or a paper), from where; ``shown_as`` where it was shown."""

    fact: str
    person: str
    organisation: str
    shown_as: str = ""


def shown(remarkers: Iterable[Remarker], crowd: Crowd) -> dict[str, str]:
    """Return by fact under what it is shown; what cannot be shown (yet) is not in it.

    Parameters
    ----------
    remarkers
        All remarks by one role about one opdracht.
    crowd
        Who could have made them.
    """
    new: dict[str, set[str]] = defaultdict(set)
    all_of_them = list(remarkers)
    for one in all_of_them:
        if not one.shown_as:
            new[one.organisation].add(one.person)
    alone = {one for one, people in new.items() if len(people) >= FEWEST}
    found = {}
    for one in all_of_them:
        shown_as = one.shown_as or (one.organisation if one.organisation in alone else OTHER)
        if shown_as != OTHER or is_crowd(crowd):
            found[one.fact] = shown_as
    by_letter: dict[str, set[str]] = defaultdict(set)
    for one in all_of_them:
        if found.get(one.fact, OTHER) != OTHER:
            by_letter[found[one.fact]].add(one.person)
    too_small = {as_ for as_, people in by_letter.items() if len(people) < FEWEST}
    return {fact: as_ for fact, as_ in found.items() if as_ not in too_small}


def is_crowd(crowd: Crowd) -> bool:
    """Tell whether these people hide who of them it was."""
    there = [number for number in crowd.values() if number]
    return len(there) > 1 and sum(there) >= FEWEST


def numbers_tell(remarkers: Iterable[Remarker], crowd: Crowd) -> bool:
    """Tell whether counts by organisation, without a name, would give away one of them.

    They do where all that could have remarked are alike in how many people did.
    """
    people: dict[str, set[str]] = {one: set() for one, number in crowd.items() if number}
    for one in remarkers:
        people.setdefault(one.organisation, set()).add(one.person)
    return len({len(one) for one in people.values()}) < 2
