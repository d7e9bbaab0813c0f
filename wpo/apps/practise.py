"""The participant's door: choose an assignment and practise it.

On our own server a short-lived kernel calls :func:`show` once; what it displays is complete, and
the kernel ends. In JupyterLab and plain Voilà, where nobody is logged in, the same call shows the
same player as a live widget that keeps nothing.
"""

import secrets
from os import environ
from typing import Any
from urllib.parse import parse_qs

from IPython.display import HTML, display

from wpo.apps.choosing import choice_html
from wpo.apps.content import the_catalogue
from wpo.apps.delivery import read_events
from wpo.apps.gathering.rating import ADDRESS, may_rate, view_name
from wpo.apps.practising import deliver, practice_page, practised
from wpo.apps.visit import ways_of
from wpo.catalogue.loading import Catalogue
from wpo.model.people import Person, Role
from wpo.player.html import practice_html, ways_html
from wpo.player.widget import PlayerWidget
from wpo.store.clock import now
from wpo.store.database import database_url, open_database, reading, writing
from wpo.store.floor import trajectory_of
from wpo.store.people import add_person, find_person

WEEK = "deelnemer/mijn_week.ipynb"
RATE = f"deelnemer/{ADDRESS}"
PREVIEWER = Person(code="voorbeeld", organisation="voorbeeld", role=Role.PARTICIPANT)


def warm_up() -> None:
    """Do once what every page needs: load the content, and make a page so that all is imported.

    Making a page publishes every text, so the fingerprints of all opdrachten are known by then.
    """
    catalogue = the_catalogue()
    engine = open_database("sqlite://")
    first = next(iter(catalogue.assignments.values()))
    practice_html(practice_page(engine, catalogue, PREVIEWER.code, first, now=now(), seed=1))
    engine.dispose()


def show() -> None:
    """Show what the address asks for (``?opdracht=…``, ``?skill=…``), or the skills to choose."""
    catalogue = the_catalogue()
    query = parse_qs(environ.get("QUERY_STRING", ""))
    asked = query.get("opdracht", [""])[0]
    skill = query.get("skill", [""])[0]
    person = environ.get("WPO_PERSON")
    if person is None:
        display(preview(catalogue, asked or next(iter(catalogue.assignments))))
    elif asked in catalogue.assignments:
        display(HTML(_practice(catalogue, person, asked)))
    else:
        display(HTML(_choice(catalogue, person, skill)))


def preview(catalogue: Catalogue, assignment_id: str, seed: int | None = None) -> PlayerWidget:
    """Return a live player of one assignment; its facts are checked, and kept in memory only."""
    engine = open_database("sqlite://")
    with writing(engine) as connection:
        add_person(connection, PREVIEWER, now())
    page = practice_page(
        engine,
        catalogue,
        PREVIEWER.code,
        catalogue.assignment(assignment_id),
        now=now(),
        seed=secrets.randbits(31) if seed is None else seed,
        inline=True,
    )

    def take(fact: dict[str, Any]) -> str:
        events, refused = read_events([fact])
        receipt = deliver(engine, PREVIEWER, events, now())
        return "refused" if refused or receipt.refused else "preview"

    return PlayerWidget(page, take)


def _choice(catalogue: Catalogue, person: str, skill: str) -> str:
    engine = open_database(database_url())
    states = practised(engine, person, now())
    with reading(engine) as connection:
        lines = trajectory_of(connection, person).open_lines
    goals = [line.goal for line in lines if line.pause is None]
    bar = ways_html(ways_of(catalogue, Role.PARTICIPANT, "oefenen"), catalogue.interface["bar"])
    return choice_html(catalogue, states, person, skill, goals=goals, bar=bar)


def _practice(catalogue: Catalogue, code: str, assignment_id: str) -> str:
    engine, assignment = open_database(database_url()), catalogue.assignment(assignment_id)
    with reading(engine) as connection:
        person = find_person(connection, code)
        rates = person is not None and may_rate(connection, catalogue, person, assignment)
    page = practice_page(
        engine,
        catalogue,
        code,
        assignment,
        now=now(),
        seed=secrets.randbits(31),
        choose=environ.get("SCRIPT_NAME", ""),
        week=f"/voila/render/{WEEK}",
        rate=f"/voila/render/{RATE}#{view_name(assignment)}" if rates else "",
    )
    return practice_html(page)
