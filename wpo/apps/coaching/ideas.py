"""What helps elsewhere in the company: changes of work or workplace that were said to help.

A change was made for one person, and in a small company a few words can tell for whom. What is
told further therefore has no person, place, day or level, stands in alphabetical order, and appears
only where changes for at least ``FEWEST_PEOPLE`` different participants helped with the same
sub-skill, so that nobody can conclude about whom a sentence must be. First names are taken out of
it. A change that anybody said did not help is not an idea.

What remains is free text of somebody who knew that a coach reads it ("Geen namen,
geen ziektes, niets over thuis"). The page asks the coach to read it before telling it further.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from wpo.model.floor import Adapted, FloorEvent, Helped

FEWEST_PEOPLE = 2
SOMEBODY = "…"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ideas:
    """What helped with one sub-skill, in alphabetical order and without persons."""

    sub_skill: str
    words: tuple[str, ...]


@dataclass(slots=True)
class _Found:
    words: set[str] = field(default_factory=set)
    people: set[str] = field(default_factory=set)


def ideas(events: Iterable[FloorEvent], names: Collection[str]) -> tuple[Ideas, ...]:
    """Return what helped, by sub-skill.

    Parameters
    ----------
    events
        Facts of one organisation, oldest first; only changes and whether they helped matter.
    names
        First names of everybody in it.
    """
    said: dict[str, dict[str, str]] = {}
    made: dict[str, FloorEvent] = {}
    for event in events:
        match event.facts:
            case Adapted():
                made[event.event_id] = event
            case Helped(adapted=adapted, answer=answer):
                said.setdefault(adapted, {})[event.by] = answer
    found: dict[str, _Found] = {}
    for event_id, event in made.items():
        if isinstance(event.facts, Adapted) and _helped(said.get(event_id, {})):
            of_sub_skill = found.setdefault(event.facts.goal.sub_skill, _Found())
            of_sub_skill.people.add(event.person)
            of_sub_skill.words.add(without_names(event.facts.words, names))
    return tuple(
        Ideas(sub_skill=name, words=tuple(sorted(one.words, key=str.casefold)))
        for name, one in sorted(found.items())
        if len(one.people) >= FEWEST_PEOPLE
    )


def without_names(words: str, names: Collection[str]) -> str:
    """Return words with every first name in them as three dots.

    Whoever types on a phone leaves capitals out, so "mark" goes where somebody is called Mark.
    """
    known = {part.casefold() for name in names for part in re.findall(r"\w+", name)}

    def told(found: re.Match[str]) -> str:
        word = found.group()
        own = word.removesuffix("'s").casefold()
        return SOMEBODY if {own, own.removesuffix("s")} & known else word

    return re.sub(r"\w+(?:'s)?", told, words)


def _helped(said: Mapping[str, str]) -> bool:
    """Tell whether somebody said yes and nobody no; what a person said last counts."""
    return "ja" in said.values() and "nee" not in said.values()
