"""A live page: the widgets of one role's screen, and a line for anybody else."""

from collections.abc import Callable
from html import escape
from typing import Any

import ipywidgets as widgets
from sqlalchemy import Engine

from wpo.catalogue.loading import Catalogue
from wpo.errors import SetupError
from wpo.model.people import Person, Role
from wpo.store.database import database_url, open_database, reading
from wpo.store.people import find_person


def live_page(
    catalogue: Catalogue,
    code: str | None,
    role: Role,
    refused: str,
    screen: Callable[[Engine, Person], Any],
) -> Any:
    """Return the page as one widget, or a line that says for whom it is.

    Parameters
    ----------
    code
        Who opened it; None where no server said so.
    role
        Whose page it is.
    refused
        Which text of staff says so to anybody else.
    screen
        Makes the page for a person; raises ``SetupError`` where it is not for this one after all.
    """
    if code is None:
        return _line(catalogue.staff["only_on_server"])
    engine = open_database(database_url())
    with reading(engine) as connection:
        person = find_person(connection, code)
    if person is None or person.role is not role:
        return _line(catalogue.staff[refused])
    try:
        return screen(engine, person)
    except SetupError:
        return _line(catalogue.staff[refused])


def _line(text: str) -> Any:
    return widgets.HTML(f"<p>{escape(text)}</p>")
