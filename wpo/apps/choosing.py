"""What a participant can choose from: first the skills, then the opdrachten of one skill."""

from collections.abc import Mapping
from urllib.parse import urlencode

from wpo.catalogue.loading import Catalogue
from wpo.model.assignments import Assignment
from wpo.model.skills import Skill
from wpo.player.html import Entry, chooser_html
from wpo.player.page import picture_address


def choice_html(
    catalogue: Catalogue, states: Mapping[str, str], person: str, skill_slug: str
) -> str:
    """Return the list of a skill, or of all skills where there is none of that name.

    Parameters
    ----------
    states
        Per assignment that ``person`` practised: ``busy`` or ``done``.
    """
    skills = {one.slug: one for one in catalogue.skills.skills if catalogue.assignments_of(one)}
    if skill_slug in skills:
        return _one_skill(catalogue, states, person, skills[skill_slug])
    return _all_skills(catalogue, states, person, list(skills.values()))


def _all_skills(
    catalogue: Catalogue, states: Mapping[str, str], person: str, skills: list[Skill]
) -> str:
    texts = catalogue.interface
    busy = [one for one in catalogue.assignments.values() if states.get(one.id) == "busy"]
    groups = [("", [_skill_entry(catalogue, one) for one in skills])]
    if busy:
        going_on = [_assignment_entry(catalogue, one, "") for one in busy]
        groups = [(texts["choose_going_on"], going_on), (texts["choose_new"], groups[0][1])]
    return chooser_html(texts["choose_title"], groups, person, back=None)


def _one_skill(catalogue: Catalogue, states: Mapping[str, str], person: str, skill: Skill) -> str:
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
    return chooser_html(skill.label, [one for one in groups if one[1]], person, back)


def _skill_entry(catalogue: Catalogue, skill: Skill) -> Entry:
    cover = next(catalogue.assignments_of(skill)[0].pictures())
    return Entry(
        address=f"?{urlencode({'skill': skill.slug})}",
        title=skill.label,
        note=skill.question,
        picture=picture_address(catalogue, cover),
    )


def _assignment_entry(catalogue: Catalogue, assignment: Assignment, state: str) -> Entry:
    texts = catalogue.interface
    step = texts["level"].replace("{0}", str(assignment.level)) + "."
    return Entry(
        address=f"?{urlencode({'opdracht': assignment.id})}",
        title=assignment.title,
        note=f"{step} {texts[f'choose_{state}']}" if state else step,
    )
