"""What werkplekopleiders ask the coach, with a form to answer, and what helps elsewhere.

A question waits until it has an answer; the one that waits longest stands on top.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import timedelta
from html import escape

from wpo.apps.coaching.ideas import ideas
from wpo.apps.coaching.overview import card, select_html
from wpo.apps.visit import Visit, show_page
from wpo.apps.wording import fill, goal_label, name_of, spell_day
from wpo.catalogue.filling import fill_text
from wpo.model.floor import Asked, FloorEvent, Replied
from wpo.model.months import day_of
from wpo.model.people import Role
from wpo.model.skills import Skill
from wpo.player.forms import Tell, Words, tell_html
from wpo.store.database import reading
from wpo.store.floor import floor_events_named
from wpo.store.names import names_in

IDEAS_OF = timedelta(days=365)
MOST_WAITING = 40
MOST_ANSWERED = 20


def show() -> None:
    """Show the questions of the organisation; ``?skill=…`` says of which skill ideas are shown."""
    show_page(Role.COACH, "vragen", page)


def page(visit: Visit) -> tuple[str, str]:
    """Return the page of whoever looks."""
    organisation, texts = visit.person.organisation, visit.catalogue.staff
    with reading(visit.engine) as connection:
        events = floor_events_named(connection, organisation, ("asked", "replied"))
        names = names_in(connection, organisation)
    body = _questions(visit, events, names) + _ideas(visit, set(names.values()))
    return texts["way_vragen"], f'<div class="staff">{body}</div>'


def _questions(visit: Visit, events: Sequence[FloorEvent], names: Mapping[str, str]) -> str:
    texts = visit.catalogue.staff
    answers: dict[str, list[FloorEvent]] = {}
    for one in events:
        if isinstance(one.facts, Replied):
            answers.setdefault(one.facts.asked, []).append(one)
    asked = [one for one in events if isinstance(one.facts, Asked)]
    waiting = [one for one in asked if one.event_id not in answers]
    answered = [one for one in reversed(asked) if one.event_id in answers][:MOST_ANSWERED]
    title = texts["coach_questions_none"]
    if waiting:
        key = "coach_questions_one" if len(waiting) == 1 else "coach_questions_many"
        title = fill_text(texts[key], len(waiting))
    rows = "".join(f"<li>{_question(visit, one, names, ())}</li>" for one in waiting[:MOST_WAITING])
    old = "".join(
        f"<li>{_question(visit, one, names, answers[one.event_id])}</li>" for one in answered
    )
    earlier = (
        f"<details><summary>{escape(texts['coach_questions_earlier'])}</summary>"
        f'<ul class="plain apart">{old}</ul></details>'
        if old
        else ""
    )
    left = len(waiting) - MOST_WAITING
    more = f"<p>{fill(texts['coach_questions_more'], left)}</p>" if left > 0 else ""
    return card(title, (f'<ul class="plain apart">{rows}</ul>' if rows else "") + more + earlier)


def _question(
    visit: Visit, one: FloorEvent, names: Mapping[str, str], answers: Sequence[FloorEvent]
) -> str:
    """Return a question, its answers, and a form for another answer."""
    texts, facts = visit.catalogue.staff, one.facts
    if not isinstance(facts, Asked):
        return ""
    day = spell_day(day_of(one.occurred_at), visit.today)
    asks = fill_text(texts["coach_asks"], name_of(names, one.by), day)
    about = [] if one.person == one.by else [name_of(names, one.person)]
    about += [goal_label(visit.catalogue, facts.goal)] if facts.goal else []
    subject = f"<small>{fill(texts['coach_asks_about'], ', '.join(about))}</small>" if about else ""
    said = "".join(_answer(visit, each, names) for each in answers)
    form = _answering(visit, one, again=bool(answers))
    return (
        f"<h3>{escape(asks)}</h3>{f'<p>{subject}</p>' if subject else ''}"
        f"<blockquote>{_paragraphs(facts.words)}</blockquote>{said}{form}"
    )


def _answer(visit: Visit, one: FloorEvent, names: Mapping[str, str]) -> str:
    texts = visit.catalogue.staff
    own = one.by == visit.person.code
    who = texts["coach_you_said"] if own else fill_text(texts["coach_said"], name_of(names, one.by))
    words = one.facts.words if isinstance(one.facts, Replied) else ""
    return f"<p><strong>{escape(who)}</strong></p>{_paragraphs(words)}"


def _answering(visit: Visit, one: FloorEvent, *, again: bool) -> str:
    texts = visit.catalogue.staff
    label = texts["coach_reply_more" if again else "coach_reply"]
    form = tell_html(
        Tell(
            name="replied",
            about=one.person,
            facts={"asked": one.event_id},
            fields=[Words(name="words", label=label, hint=texts["coach_reply_hint"], needed=True)],
            button=texts["coach_reply_send"],
            told=texts["coach_reply_told"],
        )
    )
    return f"<details><summary>{escape(label)}</summary>{form}</details>" if again else form


def _paragraphs(words: str) -> str:
    return "".join(f"<p>{escape(line)}</p>" for line in words.splitlines() if line.strip())


def _ideas(visit: Visit, names: Collection[str]) -> str:
    """Return what helps elsewhere with the skill that the address asks for."""
    texts, skills = visit.catalogue.staff, visit.catalogue.skills.skills
    options = [(one.id, one.label) for one in skills]
    asked = visit.query.get("skill", "")
    chosen = select_html("skill", texts["coach_by_skill"], options, asked, texts["coach_choose"])
    form = (
        f'<form method="get" action="#ideas">{chosen}'
        f'<button class="go quiet" type="submit">{escape(texts["coach_show"])}</button></form>'
    )
    found = "".join(_ideas_of(visit, one, names) for one in skills if one.id == asked)
    why = escape(texts["coach_ideas_why"])
    title = escape(texts["coach_ideas"])
    return f'<section class="card" id="ideas"><h2>{title}</h2><p>{why}</p>{form}{found}</section>'


def _ideas_of(visit: Visit, skill: Skill, names: Collection[str]) -> str:
    texts, since = visit.catalogue.staff, visit.now - IDEAS_OF
    with reading(visit.engine) as connection:
        events = floor_events_named(
            connection, visit.person.organisation, ("adapted", "helped"), since=since
        )
    labels = {one.id: one.label for one in skill.sub_skills}
    rows = "".join(
        f"<h3>{escape(labels[one.sub_skill])}</h3><ul>"
        + "".join(f"<li>{escape(words)}</li>" for words in one.words)
        + "</ul>"
        for one in ideas(events, names)
        if one.sub_skill in labels
    )
    return rows or f"<p>{escape(texts['coach_ideas_none'])}</p>"
