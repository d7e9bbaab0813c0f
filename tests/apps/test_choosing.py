"""What a participant can choose from: first a skill, then an opdracht, and what was begun."""

import re

from wpo.apps.choosing import choice_html
from wpo.catalogue.loading import Catalogue
from wpo.model.floor import Goal

PERSON = "p1"


def _addresses(html: str) -> list[str]:
    return re.findall(r'<a href="([^"]*)"', html)


def test_skills_first(catalogue: Catalogue) -> None:
    """Who comes in chooses among the skills, each with its question, and not among 48 titles."""
    html = choice_html(catalogue, {}, PERSON, "")

    assert _addresses(html) == [f"?skill={skill.slug}" for skill in catalogue.skills.skills]
    for skill in catalogue.skills.skills:
        assert skill.question in html


def test_the_opdrachten_of_a_skill(catalogue: Catalogue) -> None:
    """A skill shows its opdrachten by deelskill and step, and a way back."""
    html = choice_html(catalogue, {}, PERSON, "overleggen")
    mine = [one for one in catalogue.assignments if one.startswith("overleggen-")]

    assert _addresses(html) == [*(f"?opdracht={one}" for one in mine), "?"]
    assert html.count("<h2>") == 2
    assert html.count("Stap 1.") == 2


def test_what_was_begun_comes_first(catalogue: Catalogue) -> None:
    """Somebody who stopped halfway goes on in one tap; what is done is said in its skill."""
    states = {"overleggen-luisteren-1": "done", "overleggen-zeggen-1": "busy"}
    first = choice_html(catalogue, states, PERSON, "")
    skill = choice_html(catalogue, states, PERSON, "overleggen")

    assert _addresses(first)[0] == "?opdracht=overleggen-zeggen-1"
    assert catalogue.interface["choose_going_on"] in first
    assert f"Stap 1. {catalogue.interface['choose_done']}" in skill
    assert f"Stap 1. {catalogue.interface['choose_busy']}" in skill


def test_an_unknown_skill_is_the_first_list(catalogue: Catalogue) -> None:
    """An old or mistyped address leads to the list of skills."""
    assert choice_html(catalogue, {}, PERSON, "weg") == choice_html(catalogue, {}, PERSON, "")
    assert f'data-person="{PERSON}"' in choice_html(catalogue, {}, PERSON, "")


def test_what_was_agreed_comes_before_everything(catalogue: Catalogue) -> None:
    """Goals stand first, once, with how far somebody is; then what was begun otherwise."""
    states = {"overleggen-luisteren-1": "busy", "overleggen-zeggen-1": "busy"}
    goals = [Goal(sub_skill="s7b", level=2), Goal(sub_skill="s1a", level=1)]
    html = choice_html(catalogue, states, PERSON, "", goals=goals, bar="<nav>bar</nav>")

    assert _addresses(html)[:3] == [
        "?opdracht=instructies-werken-2",
        "?opdracht=overleggen-luisteren-1",
        "?opdracht=overleggen-zeggen-1",
    ]
    assert _addresses(html).count("?opdracht=overleggen-luisteren-1") == 1
    texts = catalogue.interface
    assert html.index(texts["choose_agreed"]) < html.index(texts["choose_going_on"])
    assert html.endswith("<nav>bar</nav>")
