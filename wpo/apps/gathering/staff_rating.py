"""Wat vindt u van deze opdracht: what werkplekopleiders and coaches say, on one short page.

They choose an opdracht that their own people practised, tap six times and may write two answers.
What participants answered in it is nowhere near.
"""

from collections.abc import Sequence
from html import escape

from wpo.apps.gathering.items import item_taps, item_words, place_taps
from wpo.apps.gathering.practised import Done, already_rated, in_test, practised_lately
from wpo.apps.visit import Visit, show_page
from wpo.apps.wording import fill
from wpo.catalogue.filling import fill_text
from wpo.catalogue.questionnaires import Item, Questionnaire
from wpo.model.people import Role
from wpo.player.forms import Field, Tell, tell_html
from wpo.store.database import reading
from wpo.store.guidance import guided_by

DOOR = "wat_vindt_u"


def show_trainer() -> None:
    """Show the page of a werkplekopleider; ``?opdracht=…`` says which opdracht."""
    show_page(Role.TRAINER, DOOR, page)


def show_coach() -> None:
    """Show the page of a coach; ``?opdracht=…`` says which opdracht."""
    show_page(Role.COACH, DOOR, page)


def page(visit: Visit) -> tuple[str, str]:
    """Return the page: the opdracht that the address asks for, else a list to choose from."""
    texts, done = visit.catalogue.staff, _near(visit)
    with reading(visit.engine) as connection:
        said = already_rated(connection, visit.person)
    asked = visit.catalogue.questionnaires.get(visit.person.role.value)
    wanted = visit.query.get("opdracht", "")
    chosen = next((one for one in done if one.assignment.id == wanted), None)
    if asked is None or not done:
        body = f"<p>{escape(texts['rate_staff_none'])}</p>"
    elif chosen is None:
        body = _choice(visit, done, said)
    elif chosen.content_hash in said:
        title, words = escape(_title(visit, chosen)), escape(texts["rate_staff_said"])
        body = f"<h2>{title}</h2><p>{words}</p>{_back(visit)}"
    else:
        body = _rating(visit, asked, chosen) + _back(visit)
    return texts[f"way_{DOOR}"], f'<div class="staff"><section class="card">{body}</section></div>'


def _near(visit: Visit) -> tuple[Done, ...]:
    """Return what the visitor's own people practised lately: the newest version of each."""
    person, plan = visit.person, visit.catalogue.test_plan
    with reading(visit.engine) as connection:
        people = (
            [one.participant for one in guided_by(connection, person.code, visit.now)]
            if person.role is Role.TRAINER
            else None
        )
        done = practised_lately(connection, person.organisation, people, visit.now)
    newest: dict[str, Done] = {}
    for one in done:
        newest.setdefault(one.assignment.id, one)
    return tuple(
        one for one in newest.values() if in_test(plan, person.organisation, one.assignment.id)
    )


def _choice(visit: Visit, done: Sequence[Done], said: frozenset[str]) -> str:
    texts = visit.catalogue.staff
    fresh = [one for one in done if one.content_hash not in said]
    title = escape(texts["rate_staff_which" if fresh else "rate_staff_all_said"])
    rows = "".join(
        f'<li><a class="go quiet" href="?opdracht={escape(one.assignment.id)}">'
        f"{escape(_title(visit, one))}</a></li>"
        for one in fresh
    )
    names = ", ".join(_title(visit, one) for one in done if one.content_hash in said)
    before = f"<p><small>{fill(texts['rate_staff_before'], names)}</small></p>" if names else ""
    list_html = f'<ul class="plain">{rows}</ul>' if rows else ""
    return f"<h2>{title}</h2><p>{escape(texts['rate_staff_why'])}</p>{list_html}{before}"


def _title(visit: Visit, done: Done) -> str:
    one, texts = done.assignment, visit.catalogue.staff
    return f"{one.title} ({fill_text(texts['rate_staff_level'], one.level)})"


def _back(visit: Visit) -> str:
    words = escape(visit.catalogue.staff["rate_staff_other"])
    return f'<p><a class="go quiet" href="?">{words}</a></p>'


def _rating(visit: Visit, asked: Questionnaire, done: Done) -> str:
    texts = visit.catalogue.staff
    form = Tell(
        name="rated",
        about=visit.person.code,
        facts={"questionnaire": asked.id},
        fields=[_field(visit, one, done) for one in asked.items],
        button=texts["rate_staff_send"],
        told=texts["rate_staff_told"],
        nothing=texts["rate_staff_nothing"],
        assignment=done.assignment.id,
        content_hash=done.content_hash,
    )
    title = escape(_title(visit, done))
    return f"<h2>{title}</h2><p>{escape(asked.intro)}</p>{tell_html(form)}"


def _field(visit: Visit, item: Item, done: Done) -> Field:
    texts = visit.catalogue.staff
    if item.labels:
        return item_taps(visit.catalogue, item)
    if item.place:
        labels = {one: texts[f"rate_staff_{one}"] for one in ("question", "model", "plan")}
        return place_taps(item, done.assignment, labels)
    return item_words(item, texts["rate_staff_hint"])
