"""Mijn week: the als-dan sentence to read, hear and say; looking back in three taps; deciding."""

from collections.abc import Sequence
from datetime import date, timedelta
from html import escape

from wpo.apps.gathering.rating import offer_html
from wpo.apps.own.card import card_body
from wpo.apps.own.mastery import fresh_mastered, mastered_view, mastered_way, mastery_html, say_view
from wpo.apps.own.plan import paused_html
from wpo.apps.own.words import (
    CARD,
    FIRST,
    PLAN,
    PRACTISE,
    WEEK,
    begin_of_week,
    goal_heading,
    goal_key,
    heading,
    near_day,
    spoken,
    then_html,
    view_html,
    way,
    yes_no,
)
from wpo.apps.visit import Visit, show_page
from wpo.apps.wording import assignment_of
from wpo.catalogue.filling import fill_text
from wpo.model.floor import HELPERS, LookedBack
from wpo.model.months import DAYS
from wpo.model.people import Role
from wpo.model.trajectory import ON_THE_FLOOR, Line, Phase, Trajectory
from wpo.player.forms import TODAY, Option, Taps, Tell, fields_html, tell_html
from wpo.store.database import reading
from wpo.store.floor import trajectory_of

DAYS_BACK = 6


def show() -> None:
    """Show the week of whoever looks."""
    show_page(Role.PARTICIPANT, "mijn_week", page)


def show_card() -> None:
    """Show the week on a card to print: of every goal, or of the one that the address names."""
    show_page(Role.PARTICIPANT, "weekkaart", card_page)


def page(visit: Visit) -> tuple[str, str]:
    """Return the page: a card for each goal, and a view for each thing to decide."""
    texts, found = visit.catalogue.interface, _trajectory(visit)
    busy = [one for one in found.open_lines if one.pause is None]
    waiting = [one for one in found.open_lines if one.pause is not None]
    mastered = fresh_mastered(visit, found)
    first = "".join(mastered_way(visit, one) for one in mastered)
    first += "".join(_goal(visit, one) for one in busy)
    first = first or _nothing(visit, found)
    first += _waiting(visit, waiting) + offer_html(visit)
    views = [
        view_html(FIRST, "", first),
        *(_more_view(visit, one) for one in busy),
        *(say_view(visit, one) for one in busy),
        *(mastered_view(visit, found, one) for one in mastered),
    ]
    return texts["way_mijn_week"], "".join(views)


def card_page(visit: Visit) -> tuple[str, str]:
    """Return the page with the cards to print."""
    texts, asked = visit.catalogue.interface, visit.query.get("doel", "")
    lines = [one for one in _trajectory(visit).open_lines if one.plan and one.pause is None]
    chosen = [one for one in lines if goal_key(one.goal) == asked] or lines
    back = way(WEEK, texts["back"], quiet=True)
    return texts["week_card_title"], card_body(
        visit, chosen
    ) + f'<div class="no-print">{back}</div>'


def _trajectory(visit: Visit) -> Trajectory:
    with reading(visit.engine) as connection:
        return trajectory_of(connection, visit.person.code)


def _nothing(visit: Visit, found: Trajectory) -> str:
    texts = visit.catalogue.interface
    said = found.talk.is_begun and found.talk.agreed is None
    words = texts["week_nothing_said" if said else "week_nothing"]
    ways = way(PLAN, texts["week_to_plan"]) + way(PRACTISE, texts["week_to_practise"], quiet=True)
    title = escape(texts["week_nothing_title"])
    return f'<div class="part"><h2>{title}</h2>{spoken(words)}</div>{ways}'


def _waiting(visit: Visit, lines: Sequence[Line]) -> str:
    """Return what waits, folded away, with the way back."""
    title = escape(visit.catalogue.interface["week_paused_title"])
    rows = "".join(
        f'<div class="part">{goal_heading(visit, one.goal, 2)}{paused_html(visit, one)}</div>'
        for one in lines
    )
    return f"<details><summary>{title}</summary>{rows}</details>" if rows else ""


def _goal(visit: Visit, line: Line) -> str:
    """Return what there is to do for one goal, the sentence first."""
    title = goal_heading(visit, line.goal, 2)
    if line.phase not in ON_THE_FLOOR or not line.plan:
        first = _practise_first(visit, line)
        return f'<div class="part">{title}{first}</div>{mastery_html(visit, line)}'
    more = way(f"#{_more_name(line)}", visit.catalogue.interface["week_more"], quiet=True)
    return (
        f'<div class="part">{title}{_plan(visit, line)}</div>'
        f"{mastery_html(visit, line)}{_look_back(visit, line)}{more}"
    )


def _more_name(line: Line) -> str:
    return f"week-{goal_key(line.goal)}"


def _more_view(visit: Visit, line: Line) -> str:
    """Return the view with how it went, and what else can be done with the sentence."""
    if line.phase not in ON_THE_FLOOR or not line.plan:
        return ""
    texts = visit.catalogue.interface
    body = f'<div class="part">{goal_heading(visit, line.goal, 2)}{spoken(line.plan[0])}</div>'
    body += _this_week(visit, line) + _adaptation(visit, line) + _again(visit, line)
    body += _ways(visit, line)
    return view_html(_more_name(line), "", body, back=texts["back"])


def _practise_first(visit: Visit, line: Line) -> str:
    texts = visit.catalogue.interface
    begun = line.phase is Phase.PRACTISING
    words = spoken(texts["week_practising" if begun else "week_practise"])
    return words + way(_practice_address(visit, line), texts["week_practise_button"])


def _practice_address(visit: Visit, line: Line) -> str:
    assignment = assignment_of(visit.catalogue, line.goal)
    return f"{PRACTISE}?opdracht={assignment.id}" if assignment else PRACTISE


def _plan(visit: Visit, line: Line) -> str:
    """Return the plan as it was chosen, also where the text of the assignment changed since."""
    sentence, when, with_whom = line.plan
    say = visit.catalogue.interface["cue_rehearse"]
    return (
        f"{spoken(sentence, 'plan-sentence')}{spoken(f'{when} {with_whom}')}"
        f'<p class="who">{escape(say)}</p>'
    )


def _look_back(visit: Visit, line: Line) -> str:
    """Return the three questions; of another day after one more tap.

    What helped is asked only where something worked.
    """
    texts = visit.catalogue.interface
    shared = f"dag-{goal_key(line.goal)}"
    did = Taps(
        name="did",
        question=texts["week_did"],
        options=[Option(value=one, label=texts[f"week_did_{one}"]) for one in ("ja", "nog_niet")],
        aloud=True,
    )
    worked = Taps(
        name="worked",
        question=texts["week_worked"],
        options=yes_no(visit),
        when=("did", "ja"),
        aloud=True,
    )
    helped = [
        Taps(
            name="helped",
            question=texts["week_helped"],
            options=[Option(value=one, label=texts[f"week_help_{one}"]) for one in HELPERS],
            when=("worked", how),
            aloud=True,
        )
        for how in ("ja", "beetje")
    ]
    form = Tell(
        name="looked_back",
        about=visit.person.code,
        facts={"goal": line.goal, "day": TODAY},
        fields=[did, worked, *helped],
        told="",
        replies={"did=nog_niet": texts["week_reply_nog_niet"]}
        | {f"worked={one.value}": texts[f"week_reply_{one.value}"] for one in yes_no(visit)},
        shared=shared,
    )
    days = (
        f'<details class="before"><summary>{escape(texts["week_other_day"])}</summary>'
        f'<div id="{shared}">{fields_html([_days(visit, line)])}</div></details>'
    )
    address = f"{WEEK}#{_more_name(line)}"
    onward = f'<div class="after">{way(address, texts["next"], fresh=True)}</div>'
    body = f'<div class="then">{tell_html(form)}{days}{onward}</div>'
    if not any(_day(one) == visit.today for one in line.look_backs):
        return f'<div class="part">{body}</div>'
    return f"<details><summary>{escape(texts['week_tell_more'])}</summary>{body}</details>"


def _days(visit: Visit, line: Line) -> Taps:
    """Return today and the days before it, to choose one."""
    texts = visit.catalogue.interface
    today = Option(value=TODAY, label=texts["week_today"])
    before = [visit.today - timedelta(days=ago) for ago in range(1, DAYS_BACK + 1)]
    return Taps(
        name=f"day:{goal_key(line.goal)}",
        question=texts["week_which_day"],
        options=[
            today,
            *(Option(value=one.isoformat(), label=_label(visit, one)) for one in before),
        ],
        chosen=[TODAY],
        aloud=True,
    )


def _label(visit: Visit, day: date) -> str:
    if day == visit.today - timedelta(days=1):
        return visit.catalogue.interface["week_yesterday"]
    return DAYS[day.weekday()].capitalize()


def _day(event: object) -> date | None:
    facts = getattr(event, "facts", None)
    return facts.day if isinstance(facts, LookedBack) else None


def _this_week(visit: Visit, line: Line) -> str:
    """Return what was looked back on in this week, the newest day first, in words."""
    facts = [one.facts for one in line.look_backs if isinstance(one.facts, LookedBack)]
    since = begin_of_week(visit.today)
    told = sorted((one for one in facts if one.day >= since), key=lambda one: one.day, reverse=True)
    rows = "".join(f"<li>{_told(visit, one)}</li>" for one in told)
    title = escape(visit.catalogue.interface["week_back_title"])
    if not rows:
        return ""
    return f'<div class="part"><h3>{title}</h3><ul class="plain">{rows}</ul></div>'


def _told(visit: Visit, facts: LookedBack) -> str:
    texts = visit.catalogue.interface
    how = texts[f"week_said_{facts.worked or 'nog_niet'}"]
    day = near_day(facts.day, visit.today).capitalize()
    helped = ""
    if facts.helped and facts.helped != "niets":
        label = texts[f"week_help_{facts.helped}"].lower()
        helped = f" {fill_text(texts['week_said_help'], label)}"
    return f"<strong>{escape(day)}.</strong> {escape(how + helped)}"


def _adaptation(visit: Visit, line: Line) -> str:
    """Ask whether the newest change of the workplace helps, until that is answered."""
    texts = visit.catalogue.interface
    asked = [
        one
        for one in line.adaptations
        if all(role is not Role.PARTICIPANT for role, _ in one.helped)
    ]
    if not asked:
        return ""
    form = tell_html(
        Tell(
            name="helped",
            about=visit.person.code,
            facts={"adapted": asked[-1].event.event_id},
            fields=[
                Taps(
                    name="answer",
                    question=texts["week_adapted_ask"],
                    options=yes_no(visit),
                    aloud=True,
                )
            ],
            told="",
            replies={one.value: texts[f"week_adapted_{one.value}"] for one in yes_no(visit)},
        )
    )
    words = f"<blockquote>{spoken(asked[-1].words)}</blockquote>"
    return f'<div class="part">{heading(texts["week_adapted"], 3)}{words}{form}</div>'


def _again(visit: Visit, line: Line) -> str:
    texts = visit.catalogue.interface
    form = Tell(
        name="again",
        about=visit.person.code,
        facts={"goal": line.goal},
        button=texts["week_again"],
        told=texts["week_again_told"],
        quiet=True,
    )
    return then_html(form, "")


def _ways(visit: Visit, line: Line) -> str:
    texts = visit.catalogue.interface
    card = way(f"{CARD}?doel={goal_key(line.goal)}", texts["week_card_way"], quiet=True)
    return card + way(_practice_address(visit, line), texts["week_practise_again"], quiet=True)
