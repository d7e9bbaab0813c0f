"""The werkplekopleider's talk with one participant: choosing together, and deciding on mastery.

The participant begins; only then does the page ask what the werkplekopleider sees. What each said
stays as said.
"""

from collections.abc import Sequence
from datetime import timedelta
from html import escape

from wpo.apps.guiding.goals import lines_html, mastery_html
from wpo.apps.guiding.participants import Guided, card, colleague, guided_people
from wpo.apps.guiding.questions import questions_about_html
from wpo.apps.visit import Visit, show_page
from wpo.apps.wording import fill, goal_label, spell_day
from wpo.catalogue.filling import fill_text
from wpo.model.floor import MOST_GOALS, WISH_QUESTIONS, Agreed, FloorEvent, Goal, Noticed, Wished
from wpo.model.people import Role
from wpo.model.skills import LEVELS
from wpo.model.trajectory import Talk
from wpo.player.forms import Day, Field, Option, Taps, Tell, Words, goal_value, tell_html

PERIOD = timedelta(weeks=6)


def show() -> None:
    """Show the talk with the participant whom the address names (``?wie=…``)."""
    show_page(Role.TRAINER, "deelnemer", page)


def page(visit: Visit) -> tuple[str, str]:
    """Return the page about one participant; of nobody whom the visitor does not guide."""
    texts = visit.catalogue.staff
    asked = visit.query.get("wie", "")
    found = guided_people(visit, asked) if asked else []
    back = f'<a class="go quiet" href="mijn_deelnemers.ipynb">{escape(texts["talk_back"])}</a>'
    if not found or found[0].guidance.assistant:
        return texts["talk_title"], f"<p>{escape(texts['talk_not_yours'])}</p>{back}"
    one = found[0]
    parts = [
        f"<p>{escape(texts['talk_no_mark'])}</p>",
        mastery_html(visit, one),
        _talk(visit, one, one.trajectory.talk),
        lines_html(visit, one),
        questions_about_html(visit, one.code, one.name),
        _earlier(visit, one),
    ]
    title = fill_text(texts["talk_with"], one.name)
    return title, f'<div class="staff">{"".join(parts)}{back}</div>'


def _talk(visit: Visit, one: Guided, talk: Talk) -> str:
    """Return the talk that is going on: what each said, and what is to be said now."""
    texts = visit.catalogue.staff
    said = _said(visit, one, talk)
    if talk.agreed is not None:
        reopen = tell_html(
            Tell(
                name="talk_reopened",
                about=one.code,
                facts={},
                button=texts["talk_reopen"],
                told=texts["talk_reopened"],
            )
        )
        return card(texts["talk_choice"], said + reopen)
    if not talk.is_begun:
        waits = f"<p>{fill(texts['talk_waits'], one.name)}</p>"
        return card(texts["talk_choice"], waits + _three_questions(visit))
    noticed = tell_html(
        Tell(
            name="noticed",
            about=one.code,
            facts={},
            fields=[
                *_sub_skills(visit, talk),
                Words(
                    name="words",
                    label=texts["talk_i_see"],
                    hint=texts["talk_i_see_hint"],
                    needed=True,
                ),
            ],
            button=texts["talk_say_it"],
            told=texts["talk_said_it"],
        )
    )
    parts = [
        f"<h3>{escape(texts['talk_your_turn'])}</h3>{noticed}",
        f"<h3>{escape(texts['talk_agree'])}</h3>{_together(visit, one, talk)}",
    ]
    return card(texts["talk_choice"], said + "".join(parts))


def _three_questions(visit: Visit) -> str:
    texts = visit.catalogue.staff
    rows = "".join(f"<li>{escape(texts[f'wish_{question}'])}</li>" for question in WISH_QUESTIONS)
    return f"<ul>{rows}</ul>"


def _said(visit: Visit, one: Guided, talk: Talk) -> str:
    """Return what each said in a talk, in the order of the talk."""
    texts = visit.catalogue.staff
    rows = [_wish(visit, each) for each in talk.wishes]
    for each in talk.noticed:
        answer = talk.answers.get(each.event_id)
        key = f"talk_recognises_{answer}" if answer else "talk_recognises_not_yet"
        rows.append(f"{_noticed(visit, one, each)} <em>{escape(texts[key])}</em>")
    if talk.agreed is not None and isinstance(talk.agreed.facts, Agreed):
        facts = talk.agreed.facts
        goals = " · ".join(goal_label(visit.catalogue, goal) for goal in facts.goals)
        rows.append(fill(texts["talk_agreed"], goals, spell_day(facts.until, visit.today)))
    return '<ul class="plain">' + "".join(f"<li>{row}</li>" for row in rows) + "</ul>"


def _wish(visit: Visit, event: FloorEvent) -> str:
    texts, facts = visit.catalogue.staff, event.facts
    if not isinstance(facts, Wished):
        return ""
    skills = visit.catalogue.skills
    chosen = ", ".join(skills.sub_skill(one).label for one in facts.sub_skills)
    words = f" '{escape(facts.words)}'" if facts.words else ""
    return f"<strong>{escape(texts[f'wish_{facts.question}'])}</strong> {escape(chosen)}{words}"


def _noticed(visit: Visit, one: Guided, event: FloorEvent) -> str:
    texts, facts = visit.catalogue.staff, event.facts
    if not isinstance(facts, Noticed):
        return ""
    if event.by == visit.person.code:
        return fill(texts["talk_you_saw"], facts.words)
    return fill(texts["talk_colleague_saw"], colleague(visit, one, event.by), facts.words)


def _sub_skills(visit: Visit, talk: Talk) -> list[Taps]:
    """Return the choice of a sub-skill: what the participant named, and the others behind a tap."""
    texts, skills = visit.catalogue.staff, visit.catalogue.skills.skills
    options = {sub.id: sub.label for skill in skills for sub in skill.sub_skills}
    named = [Option(value=one, label=options.pop(one)) for one in talk.wished]
    others = [Option(value=one, label=label) for one, label in options.items()]
    return [
        Taps(name="sub_skill", question=texts["talk_about"], options=named, chosen=talk.wished[:1]),
        Taps(name="sub_skill", question=texts["talk_other_goals"], options=others, folded=True),
    ]


def _together(visit: Visit, one: Guided, talk: Talk) -> str:
    """Return the form for what both set; folded while "Herken je dit?" has no answer."""
    texts = visit.catalogue.staff
    form = f"<p>{escape(texts['talk_together'])}</p>{_agreeing(visit, one, talk)}"
    if all(each.event_id in talk.answers for each in talk.noticed):
        return form
    return (
        f"<p>{fill(texts['talk_unanswered'], one.name)}</p>"
        f"<details><summary>{escape(texts['talk_talked'])}</summary>{form}</details>"
    )


def _agreeing(visit: Visit, one: Guided, talk: Talk) -> str:
    """Return the form for what both set: at most two goals, and until when."""
    texts, skills = visit.catalogue.staff, visit.catalogue.skills
    wished = talk.named
    others = [sub.id for skill in skills.skills for sub in skill.sub_skills if sub.id not in wished]
    first = _goals(visit, wished)
    more = _goals(visit, others)
    counts = (1, MOST_GOALS, texts["talk_goals"])
    fields: list[Field] = [
        Taps(name="goals", question=texts["talk_goals"], options=first, many=True, counts=counts),
        Taps(
            name="goals", question=texts["talk_other_goals"], options=more, many=True, folded=True
        ),
        Day(
            name="until",
            label=texts["talk_until"],
            chosen=(visit.today + PERIOD).isoformat(),
            later=True,
        ),
    ]
    return tell_html(
        Tell(
            name="agreed",
            about=one.code,
            facts={},
            fields=fields,
            button=texts["talk_agree_button"],
            told=texts["talk_agreed_told"],
        )
    )


def _goals(visit: Visit, sub_skills: Sequence[str]) -> list[Option]:
    goals = [Goal(sub_skill=name, level=level) for name in sub_skills for level in LEVELS]
    return [
        Option(value=goal_value(goal), label=goal_label(visit.catalogue, goal)) for goal in goals
    ]


def _earlier(visit: Visit, one: Guided) -> str:
    """Return earlier talks, as they were said."""
    texts = visit.catalogue.staff
    talks = [talk for talk in one.trajectory.talks[:-1] if talk.wishes]
    body = "".join(_said(visit, one, talk) for talk in reversed(talks))
    if not body:
        return ""
    return f"<details><summary>{escape(texts['talk_earlier'])}</summary>{body}</details>"
