"""Wat vind jij van deze opdracht: what participants say themselves, one question a screen.

It is offered after practising and never asked for: every question, and all of it, may be skipped.
Of each version of an opdracht it is asked once.
"""

from html import escape

from sqlalchemy import Connection

from wpo.apps.gathering.items import item_taps
from wpo.apps.gathering.practised import Done, already_rated, in_test, practised_lately
from wpo.apps.own.words import FIRST, PRACTISE, WEEK, heading, spoken, view_html, way
from wpo.apps.visit import Visit, show_page
from wpo.catalogue.hashing import assignment_hash
from wpo.catalogue.loading import Catalogue
from wpo.catalogue.questionnaires import Questionnaire
from wpo.model.assignments import Assignment
from wpo.model.people import Person, Role
from wpo.player.forms import Tell, tell_html
from wpo.store.database import reading

DOOR = "wat_vind_je"
ADDRESS = f"{DOOR}.ipynb"
QUESTIONNAIRE = "deelnemer"
MOST = 3  # more at once is work


def show() -> None:
    """Show what whoever looks can say something about."""
    show_page(Role.PARTICIPANT, DOOR, page)


def page(visit: Visit) -> tuple[str, str]:
    """Return the page: a list to choose from, and a view for each opdracht."""
    texts, done = visit.catalogue.interface, to_rate(visit)
    asked = visit.catalogue.questionnaires.get(QUESTIONNAIRE)
    if not done or asked is None:
        return texts["rate_title"], view_html(FIRST, "", _nothing(visit))
    ways = "".join(way(f"#{view_name(one.assignment)}", one.assignment.title) for one in done)
    first = heading(texts["rate_which"]) + ways + way(WEEK, texts["rate_not_now"], quiet=True)
    views = "".join(_rating(visit, asked, one) for one in done)
    return texts["rate_title"], view_html(FIRST, "", first) + views


def to_rate(visit: Visit) -> tuple[Done, ...]:
    """Return of what the visitor can say something: practised lately, tested here, not said yet."""
    person, plan = visit.person, visit.catalogue.test_plan
    with reading(visit.engine) as connection:
        done = practised_lately(connection, person.organisation, [person.code], visit.now)
        said = already_rated(connection, person) if done else frozenset()
    fresh = [one for one in done if one.content_hash not in said]
    return tuple(one for one in fresh if in_test(plan, person.organisation, one.assignment.id))[
        :MOST
    ]


def offer_html(visit: Visit) -> str:
    """Return the offer for another page of the visitor; nothing where there is nothing to say."""
    texts, done = visit.catalogue.interface, to_rate(visit)
    if not done:
        return ""
    only = done[0] if len(done) == 1 else None
    to = f"{ADDRESS}#{view_name(only.assignment)}" if only else ADDRESS
    about = only.assignment.title if only else texts["rate_offer_why"]
    words = f"{heading(texts['rate_offer'])}{spoken(about)}"
    return f'<div class="part">{words}{way(to, texts["rate_begin"], quiet=True)}</div>'


def may_rate(
    connection: Connection, catalogue: Catalogue, person: Person, assignment: Assignment
) -> bool:
    """Tell whether somebody who ends this practice can say something about it."""
    tested = in_test(catalogue.test_plan, person.organisation, assignment.id)
    return tested and assignment_hash(assignment) not in already_rated(connection, person)


def view_name(assignment: Assignment) -> str:
    """Return the name of the view with the questions about an opdracht."""
    return f"vind-{assignment.id}"


def _nothing(visit: Visit) -> str:
    texts = visit.catalogue.interface
    with reading(visit.engine) as connection:
        said = bool(already_rated(connection, visit.person))
    words = heading(texts["rate_none_title"]) + spoken(texts["rate_done" if said else "rate_none"])
    ways = way(WEEK, texts["summary_week"]) + way(PRACTISE, texts["week_to_practise"], quiet=True)
    return f'<div class="part">{words}</div>{ways}'


def _rating(visit: Visit, asked: Questionnaire, done: Done) -> str:
    """Return the view of one opdracht; what it is for is said before the first question only."""
    texts = visit.catalogue.interface
    about = f"<p><small>{escape(done.assignment.title)}</small></p>"
    intro = f'<div class="first-only">{spoken(asked.intro)}{spoken(texts["rate_who"])}</div>'
    form = Tell(
        name="rated",
        about=visit.person.code,
        facts={"questionnaire": asked.id},
        fields=[item_taps(visit.catalogue, one, aloud=True) for one in asked.items if one.labels],
        button=texts["rate_send"],
        told=texts["rate_told"],
        nothing=texts["rate_nothing"],
        paced=True,
        assignment=done.assignment.id,
        content_hash=done.content_hash,
    )
    after = f'<div class="after">{way(WEEK, texts["summary_week"], fresh=True)}</div>'
    body = f'<div class="then">{tell_html(form)}{after}</div>'
    return view_html(
        view_name(done.assignment), "", about + intro + body, back=texts["rate_not_now"]
    )
