"""What a participant can choose from: first the skills, then the opdrachten of one skill."""

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from wpo.apps.wording import assignment_of
from wpo.catalogue.filling import fill_text
from wpo.catalogue.loading import Catalogue
from wpo.model.assignments import Assignment
from wpo.model.floor import Goal
from wpo.model.skills import Skill
from wpo.player.html import Entry, chooser_html
from wpo.player.page import picture_address


def choice_html(
    catalogue: Catalogue,
    states: Mapping[str, str],
    person: str,
    skill_slug: str,
    *,
    goals: Sequence[Goal] = (),
    bar: str = "",
) -> str:
    """Return the list of a skill, or of all skills where there is none of that name.

    Parameters
    ----------
    states
        Per assignment that ``person`` practised: ``busy`` or ``done``.
    goals
        What ``person`` is busy with: agreed on first, and first in the list.
    bar
        The ways to the other pages, as HTML.
    """
    skills = {one.slug: one for one in catalogue.skills.skills if catalogue.assignments_of(one)}
    if skill_slug in skills:
        return _one_skill(catalogue, states, person, skills[skill_slug], bar)
    title = catalogue.interface["choose_title"]
    groups = _all_skills(catalogue, states, list(skills.values()), goals)
    return chooser_html(title, groups, person, back=None, bar=bar)


def _all_skills(
    catalogue: Catalogue, states: Mapping[str, str], skills: list[Skill], goals: Sequence[Goal]
) -> list[tuple[str, list[Entry]]]:
    """Return the groups: what was chosen, what was begun otherwise, and everything."""
    texts, there = catalogue.interface, catalogue.assignments.values()
    chosen = [one for goal in goals if (one := assignment_of(catalogue, goal))]
    busy = [one for one in there if states.get(one.id) == "busy" and one not in chosen]
    groups = [
        (
            texts["choose_agreed"],
            [_assignment_entry(catalogue, one, states.get(one.id, "")) for one in chosen],
        ),
        (texts["choose_going_on"], [_assignment_entry(catalogue, one, "") for one in busy]),
    ]
    groups = [one for one in groups if one[1]]
    heading = texts["choose_new"] if groups else ""
    return [*groups, (heading, [_skill_entry(catalogue, one) for one in skills])]


def _one_skill(
    catalogue: Catalogue, states: Mapping[str, str], person: str, skill: Skill, bar: str
) -> str:
    there = catalogue.assignments_of(skill)
    groups = [
        (
            sub_skill.label,
            [
                _assignment_entry(catalogue, one, states.get(one.id, ""))
                for one in there
                if one.sub_skill == sub_skill.id
            ],
        )
        for sub_skill in skill.sub_skills
    ]
    back = Entry(address="?", title=catalogue.interface["choose_back"])
    return chooser_html(skill.label, [one for one in groups if one[1]], person, back, bar)


def cover_address(catalogue: Catalogue, skill: Skill, sub_skill: str = "") -> str:
    """Return the picture on the card of a skill or of one of its sub-skills; empty without one."""
    there = [one for one in catalogue.assignments_of(skill) if sub_skill in ("", one.sub_skill)]
    return picture_address(catalogue, next(there[0].pictures())) if there else ""


def _skill_entry(catalogue: Catalogue, skill: Skill) -> Entry:
    return Entry(
        address=f"?{urlencode({'skill': skill.slug})}",
        title=skill.label,
        note=skill.question,
        picture=cover_address(catalogue, skill),
    )


def _assignment_entry(catalogue: Catalogue, assignment: Assignment, state: str) -> Entry:
    texts = catalogue.interface
    step = fill_text(texts["level"], assignment.level) + "."
    return Entry(
        address=f"?{urlencode({'opdracht': assignment.id})}",
        title=assignment.title,
        note=f"{step} {texts[f'choose_{state}']}" if state else step,
    )
