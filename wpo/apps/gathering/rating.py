"""Wat vind jij van deze opdracht: what participants say themselves, one question a screen.

It is offered after practising and never asked for: every question, and all of it, may be skipped.
Of each version of an opdracht it is asked once. Who did not end one may say how that came.
"""

from html import escape

from sqlalchemy import Connection

from wpo.apps.gathering.items import item_taps
from wpo.apps.gathering.practised import Done, already_rated, in_test, practised_lately
from wpo.apps.gathering.unfinished import unfinished, why_form
from wpo.apps.own.words import FIRST, PRACTISE, WEEK, heading, spoken, view_html, way
from wpo.apps.visit import Visit, show_page
from wpo.catalogue.hashing import assignment_hash
from wpo.catalogue.loading import Catalogue
from wpo.catalogue.questionnaires import Questionnaire
from wpo.model.assignments import Assignment
from wpo.model.people import Person, Role
from wpo.player.forms import Tell, tell_html
from wpo.store.database import reading
from wpo.store.floor import trajectory_of

DOOR = "wat_vind_je"
ADDRESS = f"{DOOR}.ipynb"
QUESTIONNAIRE = "deelnemer"
MOST = 3  # more at once is work


def show() -> None:
    """Show what whoever looks can say something about."""
    show_page(Role.PARTICIPANT, DOOR, page)


def page(visit: Visit) -> tuple[str, str]:
    """Return the page: a list to choose from, and a view for each opdracht."""
    texts, done, left = visit.catalogue.interface, to_rate(visit), not_done(visit)
    asked = visit.catalogue.questionnaires.get(QUESTIONNAIRE)
    first = "" if left else _nothing(visit)
    views = "".join(_why(visit, one) for one in left)
    if done and asked is not None:
        ways = "".join(way(f"#{view_name(one.assignment)}", one.assignment.title) for one in done)
        first = heading(texts["rate_which"]) + ways
        views += "".join(_rating(visit, asked, one) for one in done)
    if left:
        ways = "".join(way(f"#{_why_name(one)}", one.title) for one in left)
        first += heading(texts["not_done_title"]) + spoken(texts["not_done_may"]) + ways
    if views:
        first += way(WEEK, texts["rate_not_now"], quiet=True)
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


def not_done(visit: Visit) -> tuple[Assignment, ...]:
    """Return which opdrachten the visitor did not end, and did not say yet why."""
    with reading(visit.engine) as connection:
        found = trajectory_of(connection, visit.person.code)
    left = (unfinished(visit, visit.person.code, line) for line in found.open_lines)
    return tuple(one for one in left if one is not None)


def offer_html(visit: Visit) -> str:
    """Return the offer for another page of the visitor; nothing where there is nothing to say."""
    texts, done = visit.catalogue.interface, to_rate(visit)
    if not done:
        left = not_done(visit)
        return way(ADDRESS, texts["not_done_title"], quiet=True) if left else ""
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


def _why_name(assignment: Assignment) -> str:
    return f"niet-af-{assignment.id}"


def _nothing(visit: Visit) -> str:
    texts = visit.catalogue.interface
    with reading(visit.engine) as connection:
        said = bool(already_rated(connection, visit.person))
    words = heading(texts["rate_none_title"]) + spoken(texts["rate_done" if said else "rate_none"])
    ways = way(WEEK, texts["summary_week"]) + way(PRACTISE, texts["week_to_practise"], quiet=True)
    return f'<div class="part">{words}</div>{ways}'


def _why(visit: Visit, assignment: Assignment) -> str:
    """Return the view in which somebody says how it came that an opdracht is not done."""
    texts = visit.catalogue.interface
    about = f"<p><small>{escape(assignment.title)}</small></p>"
    after = f'<div class="after">{way(WEEK, texts["summary_week"], fresh=True)}</div>'
    form = tell_html(why_form(visit, visit.person.code, assignment))
    words = (
        f'<div class="first-only">{spoken(texts["not_done_may"])}{spoken(texts["rate_who"])}</div>'
    )
    return view_html(
        _why_name(assignment),
        "",
        f'{about}{words}<div class="then">{form}{after}</div>',
        back=texts["rate_not_now"],
    )


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
