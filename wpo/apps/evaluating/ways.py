"""Ways to the other pages about the pilot; in JupyterLab there are no addresses to go to."""

from html import escape
from os import environ

from wpo.apps.evaluating.choice import Choice
from wpo.apps.evaluating.view import View
from wpo.model.people import DOORS, EVALUATION, Role
from wpo.player.html import ways_html


def has_addresses() -> bool:
    """Tell whether our server shows this page."""
    return "SCRIPT_NAME" in environ


def link(view: View, assignment: object, title: object) -> str:
    """Return the title of an opdracht as HTML, leading to the page about it."""
    if not has_addresses():
        return f"<strong>{escape(str(title))}</strong>"
    query = Choice(extract=view.choice.extract, assignment=str(assignment)).query
    return f'<a href="/voila/render/{EVALUATION[1]}?{escape(query)}">{escape(str(title))}</a>'


def ways(view: View, here: str) -> list[dict[str, object]]:
    """Return the pages, and which of them this is."""
    if not has_addresses():
        return []
    return [
        {
            "address": f"/voila/render/{door}",
            "text": view.say(_key(door)),
            "here": door == here,
        }
        for door in EVALUATION
    ]


def other_ways(view: View, role: str) -> str:
    """Return the ways to what else a role does, as HTML; nothing where the role is not known."""
    if not has_addresses() or role not in {one.value for one in Role}:
        return ""
    known = [
        (f"/voila/render/{door}", view.catalogue.staff.get(_key(door), ""), False)
        for door in DOORS[Role(role)]
        if door not in EVALUATION
    ]
    return ways_html([one for one in known if one[1]], view.say("other_ways"))


def _key(door: str) -> str:
    return f"way_{door.rpartition('/')[2].removesuffix('.ipynb')}"
