"""What one may choose at a page, from the chosen set itself: what it says and what it means."""

import re
from collections.abc import Callable, Mapping, Sequence

from wpo.apps.evaluating import source as sources
from wpo.apps.evaluating.view import View
from wpo.pilot.research_set import GUIDE, PARTICIPANT

Options = Sequence[tuple[str, str]]

ATTRIBUTE = {"one": "assignment"}  # what a filter is called in a choice, where that differs


def options_of(name: str, view: View) -> Options:
    """Return what can be chosen for ``name``; the first is what holds where nothing fits."""
    return _OPTIONS[name](view)


def _extracts(view: View) -> Options:
    known = sources.names(sources.folder())
    here = view.source.extract.name
    rest = [
        (view.say("newest", set_label(one)) if one == known[0] else set_label(one), one)
        for one in known
    ]
    return rest if here in known else [(set_label(here), here), *rest]


def set_label(name: str) -> str:
    """Return a set as people call it: the day it was made, and its hash."""
    found = re.fullmatch(r"wpo-extract-(\d+)-0?(\d+)-0?(\d+)-(\w+)", name)
    return "{2}-{1}-{0} ({3})".format(*found.groups()) if found else name


def _skills(view: View) -> Options:
    skills = dict.fromkeys(view.evaluation.assignments["skill"])
    return [(view.say("all"), ""), *((view.skill_label(one), one) for one in skills)]


def _levels(view: View) -> Options:
    levels = sorted(set(view.evaluation.assignments["level"].astype(int)))
    return [(view.say("all"), ""), *((view.say("level_n", one), str(one)) for one in levels)]


def _assignments(view: View) -> Options:
    return [(view.say("all"), ""), *_each_assignment(view)]


def _one_assignment(view: View) -> Options:
    return _each_assignment(view) or [(view.say("none"), "")]


def _each_assignment(view: View) -> Options:
    rows = view.evaluation.assignments
    if view.choice.skill:
        rows = rows[rows["skill"] == view.choice.skill]
    return [
        (view.say("assignment_level", title, level), one)
        for one, title, level in zip(rows["assignment"], rows["title"], rows["level"], strict=True)
    ]


def _versions(view: View) -> Options:
    rows = view.evaluation.items
    rows = rows[(rows["assignment"] == view.choice.assignment) & ~rows["is_newest"].astype(bool)]
    old = sorted(set(rows["version"]), reverse=True)
    return [(view.say("version_newest"), ""), *((view.say("version_old", one), one) for one in old)]


def _roles(view: View) -> Options:
    return [
        (view.say("all"), ""),
        (view.say("role_participants"), PARTICIPANT),
        (view.say("role_guides"), GUIDE),
    ]


_OPTIONS: Mapping[str, Callable[[View], Options]] = {
    "extract": _extracts,
    "skill": _skills,
    "level": _levels,
    "assignment": _assignments,
    "one": _one_assignment,
    "version": _versions,
    "role": _roles,
}
