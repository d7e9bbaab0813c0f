"""Who looks at a page, when, and what the address asks: with this every page begins.

The server starts a short-lived kernel for one page of one person and tells it who that is. In
JupyterLab nobody is logged in, so those pages show nothing there.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from os import environ
from urllib.parse import parse_qsl

from IPython.display import HTML, display
from sqlalchemy import Engine

from wpo.apps.content import the_catalogue
from wpo.catalogue.loading import Catalogue
from wpo.model.months import day_of
from wpo.model.people import DOORS, Person, Role
from wpo.player.forms import floor_page
from wpo.store.clock import now
from wpo.store.database import database_url, open_database, reading
from wpo.store.people import find_person

# The doors in the bar below a page; the others are reached from within these.
WAYS: Mapping[Role, tuple[str, ...]] = {
    Role.PARTICIPANT: ("oefenen", "mijn_week", "mijn_plan", "dit_kan_ik_al"),
    Role.TRAINER: ("mijn_deelnemers", "wat_vindt_u", "handleiding", "kaarten"),
    Role.COACH: ("overzicht", "vragen", "samen_kijken", "wat_vindt_u", "intikken", "handleiding"),
    Role.PROJECT_MANAGER: ("beleid", "handleiding"),
    Role.PROJECT_LEADER: ("opdracht_bekijken", "testplan", "inlezen", "nalezen", "overzicht"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One look at one page. ``now`` is aware UTC; ``query`` is what the address asks."""

    catalogue: Catalogue
    engine: Engine
    person: Person
    now: datetime
    query: Mapping[str, str]

    @property
    def today(self) -> date:
        """The day of the calendar here."""
        return day_of(self.now)


def show_page(role: Role, door: str, page: Callable[[Visit], tuple[str, str]]) -> None:
    """Display the page of a role's door, if somebody of that role is looking.

    Parameters
    ----------
    role
        Whose door it is; anybody else sees nothing of it.
    door
        Its name: the notebook's file name without its ending.
    page
        Returns the title and the HTML of the page.
    """
    catalogue, code = the_catalogue(), environ.get("WPO_PERSON")
    if code is None:
        display(HTML(f"<p>{catalogue.staff['only_on_server']}</p>"))
        return
    engine = open_database(database_url())
    with reading(engine) as connection:
        person = find_person(connection, code)
    if person is None or person.role is not role:
        raise PermissionError(f"De deur {door} is niet voor deze persoon.")
    query = dict(parse_qsl(environ.get("QUERY_STRING", "")))
    seen = Visit(catalogue=catalogue, engine=engine, person=person, now=now(), query=query)
    title, body = page(seen)
    texts = page_texts(catalogue, role)
    ways = ways_of(catalogue, role, door)
    display(HTML(floor_page(person, title, body, texts=texts, ways=ways)))


def page_texts(catalogue: Catalogue, role: Role) -> Mapping[str, str]:
    """Return what the script of a page says to a role: staff have words of the connection apart."""
    if role is Role.PARTICIPANT:
        return catalogue.interface
    own = {name: text for name, text in catalogue.staff.items() if name.startswith("net_")}
    return {**catalogue.interface, **own}


def ways_of(catalogue: Catalogue, role: Role, here: str) -> list[tuple[str, str, bool]]:
    """Return the ways to the other doors of a role: address, label, and whether it is this one."""
    texts = catalogue.interface if role is Role.PARTICIPANT else catalogue.staff
    paths = {path.rpartition("/")[2].removesuffix(".ipynb"): path for path in DOORS[role]}
    return [
        (f"/voila/render/{paths[name]}", texts[f"way_{name}"], name == here)
        for name in WAYS.get(role, ())
    ]
