"""Importing this makes a process ready for every page about the pilot: the newest set evaluated.

Only the warm parent of these pages imports it, which the server starts when somebody opens the
first of them. A set that cannot be read is told by the page, not here.
"""

from contextlib import suppress
from importlib import import_module

from wpo.apps.content import the_catalogue
from wpo.apps.evaluating import source
from wpo.apps.evaluating.choice import Choice
from wpo.apps.evaluating.view import View
from wpo.errors import WpoError

PAGES = ("overview", "loupe", "organisations", "revisions", "remarks", "workfloor", "report")


def warm_up() -> None:
    """Evaluate the newest set and draw every figure once: drawing loads what figures need."""
    path = source.chosen(source.folder(), "")
    if path is None:
        return
    with suppress(WpoError):
        view = View(source=source.read(path), catalogue=the_catalogue(), choice=Choice())
        for name in PAGES:
            page = import_module(f"wpo.apps.evaluating.{name}").PAGE
            list(page.parts(view))


for one in PAGES:
    import_module(f"wpo.apps.evaluating.{one}")
warm_up()
