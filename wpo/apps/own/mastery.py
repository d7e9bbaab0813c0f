"""The talk about mastery from the participant's side, and what comes after it."""

from datetime import timedelta
from html import escape

from wpo.apps.own.words import (
    CAN,
    PLAN,
    WEEK,
    behaviour_of,
    days_in_words,
    goal_heading,
    goal_key,
    heading,
    spoken,
    then_html,
    view_html,
    way,
)
from wpo.apps.visit import Visit
from wpo.catalogue.filling import fill_text
from wpo.catalogue.loading import Catalogue
from wpo.model.floor import Goal
from wpo.model.skills import LEVELS
from wpo.model.trajectory import Line, Phase, Trajectory
from wpo.player.forms import Option, Taps, Tell, Words

JUST_NOW = timedelta(days=14)  # so long the week speaks of what was mastered
MOST_DAYS = 3  # so many days are named: a row of days would look like a score


def mastery_html(visit: Visit, line: Line) -> str:
    """Return the question whether somebody can do it, once it was seen enough.

    What the guide said is shown after the own answer: before, it would steer that.
    """
    texts = visit.catalogue.interface
    if not line.is_seen_enough:
        return ""
    seen = fill_text(texts["week_seen"], days_in_words(visit, line.days_seen[-MOST_DAYS:]))
    own, theirs = line.participant_says, line.trainer_says
    said = spoken(texts[f"week_said_{_answer(own.yes)}"]) if own else ""
    if own and theirs:
        said += spoken(texts[f"week_guide_{_answer(theirs.yes)}"])
        said += f"<blockquote>{spoken(theirs.words)}</blockquote>" if theirs.words else ""
    ask = "" if own and own.yes else way(f"#{_say_name(line)}", texts["week_talk_way"])
    return f'<div class="part">{heading(texts["week_talk"], 3)}{spoken(seen)}{said}{ask}</div>'


def _answer(yes: bool) -> str:
    return "yes" if yes else "not_yet"


def _say_name(line: Line) -> str:
    return f"kan-{goal_key(line.goal)}"


def say_view(visit: Visit, line: Line) -> str:
    """Return the view in which somebody says whether they can do it."""
    if not line.is_seen_enough:
        return ""
    texts, theirs = visit.catalogue.interface, line.trainer_says
    both = theirs is not None and theirs.yes
    behaviours = behaviour_of(visit.catalogue, line.goal)
    form = Tell(
        name="said_mastered",
        about=visit.person.code,
        facts={"goal": line.goal},
        fields=[
            Taps(
                name="yes",
                question=texts["week_talk"],
                options=[
                    Option(value="true", label=texts["week_say_yes"]),
                    Option(value="false", label=texts["week_say_not_yet"]),
                ],
                aloud=True,
            ),
            Taps(
                name="behaviours",
                question=texts["week_say_what"],
                options=[Option(value=one, label=one) for one in behaviours],
                many=True,
                counts=(1, len(behaviours), texts["week_say_what_count"]),
                when=("yes", "true"),
                aloud=True,
            ),
            Words(
                name="words", label=texts["plan_words"], hint=texts["plan_words_hint"], aloud=True
            ),
        ],
        button=texts["week_say_tell"],
        told="",
        replies={
            "yes=true": texts["week_say_told_both" if both else "week_say_told_yes"],
            "yes=false": texts["week_say_told_not_yet"],
        },
        paced=True,
    )
    sentences = "".join(spoken(one) for one in behaviours)
    body = goal_heading(visit, line.goal, 2) + f'<div class="part">{sentences}</div>'
    body += spoken(texts["week_say_no_test"])
    body += then_html(form, way(WEEK, texts["summary_week"], fresh=True))
    return view_html(_say_name(line), "", body, back=texts["back"])


def fresh_mastered(visit: Visit, found: Trajectory) -> list[Line]:
    """Return what was mastered lately and has no step after it yet, the newest first."""
    lately = [
        one
        for one in found.mastered
        if one.mastered_at is not None
        and visit.now - one.mastered_at < JUST_NOW
        and next_goal(one.goal) not in found.lines
    ]
    return list(reversed(lately))


def next_goal(goal: Goal) -> Goal | None:
    """Return the step after this one, or None after the last."""
    higher = goal.level + 1
    return Goal(sub_skill=goal.sub_skill, level=higher) if higher in LEVELS else None


def mastered_way(visit: Visit, line: Line) -> str:
    """Return the way to the page about what was mastered."""
    texts = visit.catalogue.interface
    button = way(f"#{_mastered_name(line)}", texts["week_mastered_way"])
    heading = f"<h2>{escape(texts['week_mastered_title'])}</h2>"
    return f'<div class="part">{heading}{goal_heading(visit, line.goal)}{button}</div>'


def _mastered_name(line: Line) -> str:
    return f"kunt-{goal_key(line.goal)}"


def mastered_view(visit: Visit, found: Trajectory, line: Line) -> str:
    """Return what somebody does now, and the choice: the next step, something else, nothing."""
    texts = visit.catalogue.interface
    sentences = "".join(spoken(one) for one in behaviour_said(visit.catalogue, line))
    words = line.participant_says.words if line.participant_says else ""
    own = f"<blockquote>{spoken(words)}</blockquote>" if words else ""
    body = (
        f'<div class="part">{sentences}{own}</div>{spoken(texts["can_mastered"])}'
        f"<h3>{escape(texts['can_what_next'])}</h3>{_going_on(visit, found, line)}"
        f"{way(PLAN, texts['can_other'], quiet=True)}{way(CAN, texts['can_rest'], quiet=True)}"
    )
    return view_html(_mastered_name(line), texts["week_mastered_title"], body, back=texts["back"])


def _going_on(visit: Visit, found: Trajectory, line: Line) -> str:
    texts, goal = visit.catalogue.interface, next_goal(line.goal)
    if goal is None:
        return f"<p>{escape(texts['can_all_steps'])}</p>"
    there = found.lines.get(goal)
    if there is not None and there.phase is not Phase.STOPPED:
        return ""
    form = Tell(
        name="went_on",
        about=visit.person.code,
        facts={"goal": goal},
        button=fill_text(texts["can_go_on"], goal.level),
        told=fill_text(texts["can_went_on"], goal.level),
    )
    return then_html(form, way(WEEK, texts["summary_week"], fresh=True))


def behaviour_said(catalogue: Catalogue, line: Line) -> tuple[str, ...]:
    """Return the sentences that the participant stands behind, as they were then.

    Where they named none, those of the guide; else what the step is about.
    """
    for says in (line.participant_says, line.trainer_says):
        if says is not None and says.behaviours:
            return says.behaviours
    return behaviour_of(catalogue, line.goal)
