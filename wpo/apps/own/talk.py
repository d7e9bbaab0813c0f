"""The joint choice from the participant's side: what each says, and what both agree on.

Three questions first, then an answer to what the guide noticed. What each said stays as said.
"""

from collections.abc import Sequence
from datetime import timedelta
from html import escape

from wpo.apps.choosing import cover_address
from wpo.apps.own.words import (
    PLAN,
    full_day,
    says_html,
    spoken,
    sub_skill_option,
    then_html,
    view_html,
    way,
    yes_no,
)
from wpo.apps.visit import Visit
from wpo.apps.wording import fill
from wpo.catalogue.filling import fill_text
from wpo.model.floor import MOST_GOALS, WISH_QUESTIONS, Agreed, FloorEvent, Goal, Noticed, Wished
from wpo.model.months import day_of
from wpo.model.skills import LEVELS, Skill
from wpo.model.trajectory import Talk, Trajectory
from wpo.player.forms import Field, Option, Taps, Tell, Words, goal_value, tell_html

MOST_CARDS = 3
OTHER = "anders"
WEEKS = (4, 6, 8)
AGREE, SAID, READY = "afspreken", "gezegd", "klaar"


def asking_views(visit: Visit) -> str:
    """Return the three questions, a view each, and the end of them."""
    texts = visit.catalogue.interface
    views = [_question_view(visit, number) for number in range(len(WISH_QUESTIONS))]
    end = spoken(f"{texts['plan_their_turn']} {texts['plan_their_turn_how']}")
    end += way(PLAN, texts["plan_home"], fresh=True)
    return "".join(views) + view_html(READY, texts["plan_told"], end)


def _question_view(visit: Visit, number: int) -> str:
    texts, question = visit.catalogue.interface, WISH_QUESTIONS[number]
    last = number == len(WISH_QUESTIONS) - 1
    onward = READY if last else WISH_QUESTIONS[number + 1]
    cue = fill(texts["cue_question"], number + 1, len(WISH_QUESTIONS))
    form = Tell(
        name="wished",
        about=visit.person.code,
        facts={"question": question},
        fields=_wishing(visit),
        button=texts["plan_tell"],
        told=texts["plan_told"],
        paced=True,
    )
    after = way(f"#{onward}", texts["plan_ready" if last else "plan_next_question"])
    skip = f'<a class="go quiet way-back" href="#{onward}">{escape(texts["plan_skip"])}</a>'
    body = f'<p class="who">{cue}</p>{then_html(form, after, skip)}'
    return view_html(question, texts[f"plan_ask_{question}"], body, back=texts["back"])


def _wishing(visit: Visit) -> list[Field]:
    """Return the cards of the skills, the halves of each that was chosen, and own words."""
    texts, skills = visit.catalogue.interface, visit.catalogue.skills.skills
    other = Option(value=OTHER, label=texts["plan_other"], note=texts["plan_other_note"])
    cards = Taps(
        name="kaart",
        question=texts["plan_cards"],
        options=[*(_skill_card(visit, skill) for skill in skills), other],
        many=True,
        counts=(1, MOST_CARDS, texts["plan_cards"]),
        aside=True,
        aloud=True,
    )
    halves = [
        Taps(
            name=f"kaart-{skill.id}",
            question=fill_text(texts["plan_which"], skill.label),
            options=[sub_skill_option(visit, sub.id) for sub in skill.sub_skills],
            many=True,
            counts=(1, 2, texts["plan_which_count"]),
            when=("kaart", skill.id),
            into="sub_skills",
            aloud=True,
        )
        for skill in skills
    ]
    own = Words(
        name="words",
        label=texts["plan_words_needed"],
        hint=texts["plan_no_names"],
        needed=True,
        when=("kaart", OTHER),
        aloud=True,
    )
    more = Words(
        name="words",
        label=texts["plan_words"],
        hint=texts["plan_words_hint"],
        when=("kaart", f"!{OTHER}"),
        aloud=True,
    )
    return [cards, *halves, own, more]


def _skill_card(visit: Visit, skill: Skill) -> Option:
    return Option(
        value=skill.id,
        label=skill.label,
        note=skill.question,
        picture=cover_address(visit.catalogue, skill),
    )


def recognising_html(visit: Visit, talk: Talk) -> str:
    """Return the first thing that a guide noticed and the participant did not answer yet."""
    texts = visit.catalogue.interface
    waiting = [one for one in talk.noticed if one.event_id not in talk.answers]
    if not waiting:
        return ""
    form = then_html(_recognising(visit, talk, waiting[0]), way(PLAN, texts["next"], fresh=True))
    return f'<div class="part">{_noticed(visit, waiting[0])}{form}</div>'


def recognised_html(visit: Visit, talk: Talk) -> str:
    """Return what was answered, to answer anew: somebody may think again."""
    there = [one for one in talk.noticed if one.event_id in talk.answers]
    return "".join(
        f'<div class="part">{_noticed(visit, one)}{tell_html(_recognising(visit, talk, one))}</div>'
        for one in there
    )


def _recognising(visit: Visit, talk: Talk, event: FloorEvent) -> Tell:
    texts, answer = visit.catalogue.interface, talk.answers.get(event.event_id)
    return Tell(
        name="recognised",
        about=visit.person.code,
        facts={"noticed": event.event_id},
        fields=[
            Taps(
                name="answer",
                question=texts["plan_recognise"],
                options=yes_no(visit),
                chosen=[answer] if answer else [],
                aloud=True,
            )
        ],
        told="",
        replies={one.value: texts[f"plan_recognised_{one.value}"] for one in yes_no(visit)},
        stays=answer is not None,
    )


def _noticed(visit: Visit, event: FloorEvent) -> str:
    facts = event.facts
    if not isinstance(facts, Noticed):
        return ""
    label = visit.catalogue.skills.sub_skill(facts.sub_skill).label
    words = fill_text(visit.catalogue.interface["plan_i_see"], facts.words)
    return (
        f"{says_html(visit, event)}<blockquote>{spoken(words)}</blockquote>"
        f"<p><small>{escape(label)}</small></p>"
    )


def agreeing_view(visit: Visit, found: Trajectory) -> str:
    """Return the view in which both, sitting together, set what to do, the step, and how long."""
    texts = visit.catalogue.interface
    form = Tell(
        name="agreed",
        about=visit.person.code,
        facts={},
        fields=_agreeing(visit, found),
        button=texts["plan_agree_tell"],
        told=texts["plan_agreed_told"],
        paced=True,
    )
    body = spoken(texts["plan_agree_with"])
    body += then_html(form, way(PLAN, texts["plan_home"], fresh=True))
    return view_html(AGREE, texts["plan_agree_title"], body, back=texts["back"])


def _offered(visit: Visit, found: Trajectory) -> dict[str, list[Goal]]:
    """Return the steps to choose from by sub-skill, without what is mastered.

    What was named in this talk comes first, then what somebody is busy with; where nothing was,
    everything is offered.
    """
    talk, skills = found.talk, visit.catalogue.skills.skills
    named = list(talk.named)
    named += [one.goal.sub_skill for one in found.open_lines]
    named = named or [sub.id for skill in skills for sub in skill.sub_skills]
    done = {one.goal for one in found.mastered}
    steps = {
        sub: [goal for level in LEVELS if (goal := Goal(sub_skill=sub, level=level)) not in done]
        for sub in named
    }
    return {sub: goals for sub, goals in steps.items() if goals}


def _agreeing(visit: Visit, found: Trajectory) -> list[Field]:
    texts, skills = visit.catalogue.interface, visit.catalogue.skills
    offered = _offered(visit, found)
    what = Taps(
        name="samen",
        question=texts["plan_agree_what"],
        options=[sub_skill_option(visit, one) for one in offered],
        many=True,
        counts=(1, MOST_GOALS, texts["plan_agree_what_count"]),
        aside=True,
        aloud=True,
    )
    steps = [
        Taps(
            name=f"stap-{sub}",
            question=fill_text(texts["plan_agree_step"], skills.sub_skill(sub).label),
            options=[_step_option(visit, goal) for goal in goals],
            when=("samen", sub),
            into="goals",
            aloud=True,
        )
        for sub, goals in offered.items()
    ]
    days = {weeks: visit.today + timedelta(weeks=weeks) for weeks in WEEKS}
    until = Taps(
        name="until",
        question=texts["plan_agree_until"],
        options=[
            Option(
                value=day.isoformat(),
                label=fill_text(texts["plan_weeks"], weeks),
                note=fill_text(texts["plan_until_day"], full_day(day)),
            )
            for weeks, day in days.items()
        ],
        aloud=True,
    )
    return [what, *steps, until]


def _step_option(visit: Visit, goal: Goal) -> Option:
    level = visit.catalogue.skills.sub_skill(goal.sub_skill).level(goal.level)
    return Option(
        value=goal_value(goal),
        label=fill_text(visit.catalogue.interface["level"], goal.level),
        note=" ".join(level.behaviour),
    )


def said_view(visit: Visit, talks: Sequence[Talk]) -> str:
    """Return everything that was said, the newest talk first."""
    texts = visit.catalogue.interface
    *earlier, last = talks
    parts = [_talk(visit, last, texts["plan_now"])]
    parts += [_talk(visit, one, texts["plan_earlier"]) for one in reversed(earlier)]
    body = "".join(parts) or f"<p>{escape(texts['plan_nothing_said'])}</p>"
    return view_html(SAID, texts["plan_said_title"], body, back=texts["back"])


def _talk(visit: Visit, talk: Talk, heading: str) -> str:
    texts = visit.catalogue.interface
    wishes = "".join(_wish(visit, one) for one in talk.wishes)
    noticed = "".join(_answered(visit, talk, one) for one in talk.noticed)
    own = f'<div class="part"><h3>{escape(texts["plan_you_said"])}</h3>{wishes}</div>'
    theirs = f'<div class="part"><h3>{escape(texts["plan_they_said"])}</h3>{noticed}</div>'
    agreed = _agreed(visit, talk.agreed) if talk.agreed else ""
    body = (own if wishes else "") + (theirs if noticed else "") + agreed
    return f"<h3>{escape(heading)}</h3>{body}" if body else ""


def _wish(visit: Visit, event: FloorEvent) -> str:
    texts, facts = visit.catalogue.interface, event.facts
    if not isinstance(facts, Wished):
        return ""
    rows = "".join(
        f"<li>{escape(visit.catalogue.skills.sub_skill(one).label)}</li>"
        for one in facts.sub_skills
    )
    chosen = f"<ul>{rows}</ul>" if rows else ""
    words = f"<blockquote>{spoken(facts.words)}</blockquote>" if facts.words else ""
    question = escape(texts[f"plan_ask_{facts.question}"])
    return f'<div class="line"><p><strong>{question}</strong></p>{chosen}{words}</div>'


def _answered(visit: Visit, talk: Talk, event: FloorEvent) -> str:
    texts, answer = visit.catalogue.interface, talk.answers.get(event.event_id)
    said = ""
    if answer:
        said = f"<p>{fill(texts['plan_answered'], texts[f'plan_yes_{answer}'].lower())}</p>"
    return f'<div class="line">{_noticed(visit, event)}{said}</div>'


def _agreed(visit: Visit, event: FloorEvent) -> str:
    texts, facts = visit.catalogue.interface, event.facts
    if not isinstance(facts, Agreed):
        return ""
    rows = "".join(
        f"<li>{escape(visit.catalogue.skills.sub_skill(goal.sub_skill).label)}."
        f" {fill(texts['level'], goal.level)}.</li>"
        for goal in facts.goals
    )
    until = fill(texts["plan_until_day"], full_day(facts.until))
    on = fill(texts["plan_agreed_on"], full_day(day_of(event.occurred_at)))
    return (
        f'<div class="part"><h3>{escape(texts["plan_agreed_title"])}</h3><ul>{rows}</ul>'
        f"<p>{until}</p><p><small>{on}</small></p></div>"
    )
