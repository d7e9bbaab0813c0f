"""How staff pages put things into words: people, goals, days, phases."""

from collections.abc import Mapping
from datetime import date
from html import escape

from wpo.catalogue.filling import fill_text
from wpo.catalogue.loading import Catalogue
from wpo.model.assignments import Assignment
from wpo.model.floor import Goal
from wpo.model.months import MONTHS, recent_day
from wpo.model.pairs import Points
from wpo.model.trajectory import Line


def fill(text: str, *values: object) -> str:
    """Return a text with ``{0}``, ``{1}`` … filled in, as HTML."""
    return fill_text(escape(text), *(escape(str(value)) for value in values))


def spell_day(day: date, today: date) -> str:
    """Return a day as people say it: vandaag, gisteren, maandag, or 3 oktober."""
    year = "" if day.year == today.year else f" {day.year}"
    return recent_day(day, today) or f"{day.day} {MONTHS[day.month - 1]}{year}"


def goal_label(catalogue: Catalogue, goal: Goal) -> str:
    """Return how staff call a goal: the sub-skill and the level."""
    label = catalogue.skills.sub_skill(goal.sub_skill).label
    return fill_text(catalogue.staff["goal"], label, goal.level)


def assignment_of(catalogue: Catalogue, goal: Goal) -> Assignment | None:
    """Return the assignment that practises a goal; None where the content has none."""
    for one in catalogue.assignments.values():
        if (one.sub_skill, one.level) == (goal.sub_skill, goal.level):
            return one
    return None


def points_of(catalogue: Catalogue) -> Points:
    """Return the observation points on the card of every goal."""
    return {
        Goal(sub_skill=one.sub_skill, level=one.level): [each.id for each in one.trainer.observe]
        for one in catalogue.assignments.values()
    }


def phase_label(catalogue: Catalogue, line: Line) -> str:
    """Return where a line stands, in words; a pause comes before everything."""
    texts = catalogue.staff
    if line.pause is not None:
        return texts["phase_pause"]
    label = texts[f"phase_{line.phase.value}"]
    return f"{label}, {fill_text(texts['round'], line.round)}" if line.round > 1 else label


def name_of(names: Mapping[str, str], code: str) -> str:
    """Return the first name of somebody, else the code on the card."""
    return names.get(code, code)
