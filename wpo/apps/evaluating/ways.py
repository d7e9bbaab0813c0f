"""Ways to the other pages about the pilot; in JupyterLab there are no addresses to go to."""

from html import escape
from os import environ

from wpo.apps.evaluating.choice import Choice
from wpo.apps.evaluating.view import View
from wpo.model.people import EVALUATION


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
            "text": view.say(f"way_{door.rpartition('/')[2].removesuffix('.ipynb')}"),
            "here": door == here,
        }
        for door in EVALUATION
    ]
