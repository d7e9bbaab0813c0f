"""Mijn plan: what the participant wants, what was agreed, and a way to change it at any time."""

from html import escape

from wpo.apps.own.talk import (
    AGREE,
    SAID,
    agreeing_view,
    asking_views,
    recognised_html,
    recognising_html,
    said_view,
)
from wpo.apps.own.words import (
    FIRST,
    PLAN,
    WEEK,
    full_day,
    goal_heading,
    goal_key,
    guides,
    heading,
    spoken,
    then_html,
    view_html,
    way,
)
from wpo.apps.visit import Visit, show_page
from wpo.apps.wording import fill
from wpo.catalogue.filling import fill_text
from wpo.model.floor import REASONS, WISH_QUESTIONS, Wished
from wpo.model.people import Role
from wpo.model.trajectory import Line, Talk, Trajectory
from wpo.player.forms import Day, Field, Option, Taps, Tell
from wpo.store.database import reading
from wpo.store.floor import trajectory_of


def show() -> None:
    """Show the plan of whoever looks."""
    show_page(Role.PARTICIPANT, "mijn_plan", page)


def page(visit: Visit) -> tuple[str, str]:
    """Return the page: where the talk and the goals stand, and a view for each thing to do."""
    texts = visit.catalogue.interface
    with reading(visit.engine) as connection:
        found = trajectory_of(connection, visit.person.code)
    lines = found.open_lines
    first = _talk(visit, found) + _goals(visit, lines)
    if any(one.pause is None for one in lines) and found.talk.agreed:
        first += way(WEEK, texts["plan_to_week"])
    first += _more(visit, found)
    views = [
        view_html(FIRST, "", first),
        asking_views(visit),
        agreeing_view(visit, found),
        said_view(visit, found.talks),
        *(_change_view(visit, line) for line in lines),
    ]
    return texts["way_mijn_plan"], "".join(views)


def _talk(visit: Visit, found: Trajectory) -> str:
    """Return what is to do in the talk now; nothing where it ended in an agreement."""
    talk = found.talk
    noticed = recognising_html(visit, talk)
    if noticed:
        return noticed
    if talk.agreed is not None:
        return ""
    return _their_turn(visit, talk) if talk.is_begun else _begin(visit, found)


def _begin(visit: Visit, found: Trajectory) -> str:
    texts = visit.catalogue.interface
    again = len(found.talks) > 1
    title = texts["plan_again_title" if again else "plan_begin_title"]
    words = spoken(texts["plan_begin"]) + spoken(texts["plan_begin_after"])
    button = way(f"#{WISH_QUESTIONS[0]}", texts["plan_begin_button"])
    return f'<div class="part">{heading(title)}{words}{button}</div>'


def _their_turn(visit: Visit, talk: Talk) -> str:
    """Return that the guide says something now, what is answered already, and the way to agree."""
    texts, guided = visit.catalogue.interface, guides(visit)
    if not guided:
        words = spoken(texts["plan_no_guide"])
    elif talk.noticed:
        words = spoken(texts["plan_agree_with"])
    else:
        words = spoken(texts["plan_their_turn_how"])
    title = texts["plan_agree_title" if talk.noticed or not guided else "plan_their_turn"]
    button = way(f"#{AGREE}", texts["plan_agree_begin"], quiet=not talk.noticed)
    answered = recognised_html(visit, talk)
    open_ones = [one for one in WISH_QUESTIONS if one not in _asked(talk)]
    more = "".join(way(f"#{one}", texts[f"plan_ask_{one}"], quiet=True) for one in open_ones)
    rest = f"<h3>{escape(texts['plan_more_questions'])}</h3>{more}" if more else ""
    return f'<div class="part">{heading(title)}{words}{button}</div>{answered}{rest}'


def _asked(talk: Talk) -> set[str]:
    return {one.facts.question for one in talk.wishes if isinstance(one.facts, Wished)}


def _goals(visit: Visit, lines: tuple[Line, ...]) -> str:
    """Return what was agreed, and what somebody chose alone."""
    texts = visit.catalogue.interface
    groups = [
        ("plan_agreed_title", [one for one in lines if one.agreed]),
        ("plan_own_title", [one for one in lines if not one.agreed]),
    ]
    return "".join(
        f"<h2>{escape(texts[title])}</h2>" + "".join(_goal(visit, one) for one in there)
        for title, there in groups
        if there
    )


def _goal(visit: Visit, line: Line) -> str:
    texts = visit.catalogue.interface
    if line.pause is not None:
        state = paused_html(visit, line) + _stop_paused(visit, line)
    else:
        change = f"#{_change_name(line)}"
        state = way(change, texts["plan_change_way"], quiet=True)
    until = _until(visit, line) if line.pause is None else ""
    return f'<div class="part">{goal_heading(visit, line.goal)}{until}{state}</div>'


def _until(visit: Visit, line: Line) -> str:
    texts = visit.catalogue.interface
    if not line.agreed:
        return f"<p>{escape(texts['plan_own'])}</p>"
    if line.until is None:
        return ""
    if line.until < visit.today:
        return f"<p>{escape(texts['plan_time_over'])}</p>"
    return f"<p>{fill(texts['plan_until_day'], full_day(line.until))}</p>"


def paused_html(visit: Visit, line: Line) -> str:
    """Return that a goal waits, until when, and the way back."""
    texts = visit.catalogue.interface
    until = line.pause.until if line.pause else None
    if until is None:
        words = texts["plan_paused"]
    else:
        over = until <= visit.today
        key = "plan_paused_over" if over else "plan_paused_until"
        words = fill_text(texts[key], full_day(until))
    resume = Tell(
        name="resumed",
        about=visit.person.code,
        facts={"goal": line.goal},
        button=texts["plan_resume"],
        told=texts["plan_resumed"],
    )
    after = way(WEEK, texts["plan_to_week"], fresh=True)
    return spoken(words) + then_html(resume, after)


def _more(visit: Visit, found: Trajectory) -> str:
    """Return the ways to what was said, and to talk about it again."""
    texts = visit.catalogue.interface
    said = any(one.wishes or one.noticed or one.agreed for one in found.talks)
    read = way(f"#{SAID}", texts["plan_said_way"], quiet=True) if said else ""
    if found.talk.agreed is None:
        return read
    reopen = Tell(
        name="talk_reopened",
        about=visit.person.code,
        facts={},
        button=texts["plan_reopen"],
        told=texts["plan_reopened"],
        quiet=True,
    )
    return read + then_html(reopen, way(PLAN, texts["next"], fresh=True))


def _change_name(line: Line) -> str:
    return f"anders-{goal_key(line.goal)}"


def _change_view(visit: Visit, line: Line) -> str:
    """Return the view in which somebody leaves a goal for a while, or for good."""
    if line.pause is not None:
        return ""
    texts = visit.catalogue.interface
    parts = [
        ("plan_pause_way", _pausing(visit, line)),
        ("plan_stop_way", _stopping(visit, line)),
    ]
    body = goal_heading(visit, line.goal) + spoken(texts["plan_change_may"])
    body += "".join(
        f"<details><summary>{escape(texts[title])}</summary>{form}</details>"
        for title, form in parts
    )
    title = texts["plan_change_title"]
    return view_html(_change_name(line), title, body, back=texts["back"])


def _pausing(visit: Visit, line: Line) -> str:
    texts = visit.catalogue.interface
    fields: list[Field] = [
        _reasons(visit, "plan_pause_why"),
        Taps(
            name="until",
            question=texts["plan_pause_until"],
            options=[
                Option(value="null", label=texts["plan_pause_unknown"]),
                Option(value="dag", label=texts["plan_pause_day"]),
            ],
            aloud=True,
        ),
        Day(
            name="until",
            label=texts["plan_pause_which"],
            later=True,
            when=("until", "dag"),
            aloud=True,
        ),
    ]
    form = Tell(
        name="paused",
        about=visit.person.code,
        facts={"goal": line.goal},
        fields=fields,
        button=texts["plan_pause_tell"],
        told=texts["plan_paused_told"],
        replies={"reason=te_moeilijk": texts["plan_paused_hard"]},
        paced=True,
    )
    return then_html(form, way(PLAN, texts["plan_home"], fresh=True))


def _stopping(visit: Visit, line: Line) -> str:
    texts = visit.catalogue.interface
    form = Tell(
        name="stopped",
        about=visit.person.code,
        facts={"goal": line.goal},
        fields=[_reasons(visit, "plan_stop_why")],
        button=texts["plan_stop_tell"],
        told=texts["plan_stopped_told"],
    )
    sure = spoken(texts["plan_stop_sure"])
    return sure + then_html(form, way(PLAN, texts["plan_home"], fresh=True))


def _reasons(visit: Visit, question: str) -> Taps:
    texts = visit.catalogue.interface
    return Taps(
        name="reason",
        question=texts[question],
        options=[Option(value=one, label=texts[f"plan_reason_{one}"]) for one in REASONS],
        aloud=True,
    )


def _stop_paused(visit: Visit, line: Line) -> str:
    """Return a way to stop with a goal that waits; why was said already with the pause."""
    texts = visit.catalogue.interface
    if line.pause is None:
        return ""
    form = Tell(
        name="stopped",
        about=visit.person.code,
        facts={"goal": line.goal, "reason": line.pause.reason},
        button=texts["plan_stop_tell"],
        told=texts["plan_stopped_told"],
    )
    sure = spoken(texts["plan_stop_sure"])
    after = way(PLAN, texts["plan_home"], fresh=True)
    return (
        f"<details><summary>{escape(texts['plan_stop_way'])}</summary>"
        f"{sure}{then_html(form, after)}</details>"
    )
