"""The werkplekopleider's phone: who practises what, what to look for, one tap for what was seen.

Everything stands in one page, so a minute before a shift is enough and a lost connection does no
harm. What a participant answered in a practice is never here.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape

from wpo.apps.gathering.unfinished import unfinished, why_form
from wpo.apps.guiding.questions import asking_html, questions_html
from wpo.apps.visit import Visit, show_page
from wpo.apps.wording import assignment_of, fill, goal_label, name_of, phase_label, spell_day
from wpo.catalogue.filling import fill_text
from wpo.catalogue.loading import Catalogue
from wpo.model.floor import SEEN, SITUATIONS, YES_NO, Observed
from wpo.model.people import Guidance, Role
from wpo.model.trajectory import ON_THE_FLOOR, Line, Phase, Trajectory
from wpo.player.forms import Day, Option, Taps, Tell, Words, shared_html, tell_html
from wpo.publish.cards import card_html
from wpo.store.database import reading
from wpo.store.floor import trajectory_of
from wpo.store.guidance import guided_by
from wpo.store.names import first_names
from wpo.store.placement import departments_in


@dataclass(frozen=True, slots=True, kw_only=True)
class Guided:
    """Somebody who is guided by whoever looks: where things stand, and what this person may do.

    ``names`` holds the first name of everybody who is guided, and of who said something about them.
    """

    code: str
    name: str
    department: str
    guidance: Guidance
    trajectory: Trajectory
    names: Mapping[str, str]


def show() -> None:
    """Show everybody whom this werkplekopleider guides."""
    show_page(Role.TRAINER, "mijn_deelnemers", page)


def page(visit: Visit) -> tuple[str, str]:
    """Return the page of whoever looks."""
    texts = visit.catalogue.staff
    people = guided_people(visit)
    cards = "".join(_person(visit, one) for one in people)
    body = cards or f"<p>{escape(texts['guide_nobody'])}</p>"
    questions = questions_html(visit, {one.code: one.name for one in people})
    return texts["way_mijn_deelnemers"], f'<div class="staff">{body}{questions}</div>'


def guided_people(visit: Visit, only: str = "") -> list[Guided]:
    """Return whom the visitor guides now, whom to look at first on top; or ``only`` this code."""
    with reading(visit.engine) as connection:
        everybody = guided_by(connection, visit.person.code, visit.now)
        guidance = [one for one in everybody if only in ("", one.participant)]
        found = {one.participant: trajectory_of(connection, one.participant) for one in guidance}
        tellers = {code for each in found.values() for code in _tellers(each)}
        names = first_names(connection, [*found, *tellers])
        places = departments_in(connection, visit.person.organisation)
        people = [
            Guided(
                code=one.participant,
                name=name_of(names, one.participant),
                department=places.get(one.participant, ""),
                guidance=one,
                trajectory=found[one.participant],
                names=names,
            )
            for one in guidance
        ]
    return sorted(people, key=lambda one: (_turn(one), one.name.casefold()))


def _tellers(found: Trajectory) -> Iterator[str]:
    """Yield which trainers noticed something, or said whether somebody can do it."""
    yield from (event.by for talk in found.talks for event in talk.noticed)
    yield from (line.trainer_said_by for line in found.lines.values() if line.trainer_said_by)


def _turn(one: Guided) -> int:
    """Order people: whoever waits for the other comes first, whoever is busy with nothing last."""
    if _is_my_turn(one.trajectory):
        return 0
    lines = one.trajectory.open_lines
    if any(line.phase in ON_THE_FLOOR and line.pause is None for line in lines):
        return 1
    return 2 if lines else 3


def _is_my_turn(found: Trajectory) -> bool:
    return found.talk.is_begun and found.talk.agreed is None


def is_ready(line: Line) -> bool:
    """Tell whether it is time for the talk about mastery of an open goal.

    A participant's "ik kan dit" counts from the same moment: see :mod:`wpo.model.trajectory`.
    """
    return line.is_seen_enough and line.pause is None


def colleague(visit: Visit, one: Guided, code: str) -> str:
    """Return the first name of another trainer of somebody, or that it was a colleague."""
    return one.names.get(code, visit.catalogue.staff["colleague"])


def card(title: str, body: str) -> str:
    """Return a card with a title; nothing where there is no body."""
    return f'<section class="card"><h2>{escape(title)}</h2>{body}</section>' if body else ""


def _person(visit: Visit, one: Guided) -> str:
    texts = visit.catalogue.staff
    lines = one.trajectory.open_lines
    where = f" <small>{escape(one.department)}</small>" if one.department else ""
    body = "".join(_line(visit, one, line, number) for number, line in enumerate(lines))
    if not lines:
        body = f"<p>{escape(texts['guide_no_goal'])}</p>"
    way = _asking(visit, one) if one.guidance.assistant else _to_talk(visit, one)
    return (
        f'<section class="card" id="{escape(one.code)}">'
        f"<h2>{escape(one.name)}{where}</h2>{body}{way}</section>"
    )


def _to_talk(visit: Visit, one: Guided) -> str:
    """Return the way to the talk, which says what it is time for."""
    if _is_my_turn(one.trajectory):
        key = "guide_your_turn"
    elif any(is_ready(line) for line in one.trajectory.open_lines):
        key = "guide_mastery"
    else:
        key = "guide_talk"
    kind = "go quiet" if key == "guide_talk" else "go"
    return (
        f'<a class="{kind}" href="deelnemer.ipynb?wie={escape(one.code)}">'
        f"{fill(visit.catalogue.staff[key], one.name)}</a>"
    )


def _asking(visit: Visit, one: Guided) -> str:
    """Return the question to the coach for an assistant, who has no page about a participant."""
    title = fill(visit.catalogue.staff["ask_title_about"], one.name)
    form = asking_html(visit, one.code, one.name)
    return f"<details><summary>{title}</summary>{form}</details>"


def _line(visit: Visit, one: Guided, line: Line, number: int) -> str:
    catalogue, texts = visit.catalogue, visit.catalogue.staff
    looked = (
        fill(texts["guide_looked"], spell_day(line.last_looked_on, visit.today))
        if line.last_looked_on
        else escape(texts["guide_not_looked"])
    )
    if line.phase in (Phase.CHOSEN, Phase.PRACTISING):
        looked = escape(texts["guide_practises_first"])
    plan = f'<p class="plan">{escape(line.plan[0])}</p>' if line.plan else ""
    when = f"<p>{escape(' '.join(line.plan[1:]))}</p>" if line.plan else ""
    heading = (
        f"<h3>{escape(goal_label(catalogue, line.goal))}</h3>"
        f"<p>{escape(phase_label(catalogue, line))}. {looked}</p>"
    )
    if line.pause is not None:
        return f'<div class="goal">{heading}</div>'
    parts = [
        (texts["guide_observe"], _observing(visit, one, line, number)),
        (texts["guide_card"], _card(catalogue, line)),
        (texts["guide_feedback"], _feedback_helper(visit, line)),
        (texts["guide_adapt"], _adapting(catalogue, one, line)),
        (texts["not_done_title"], _not_done(visit, one, line)),
    ]
    shown = "".join(
        f"<details{' open' if not index and not number else ''}>"
        f"<summary>{escape(title)}</summary>{body}</details>"
        for index, (title, body) in enumerate(parts)
        if body
    )
    again = _again(catalogue, one, line) if not one.guidance.assistant else ""
    return f'<div class="goal">{heading}{plan}{when}{shown}{again}</div>'


def _not_done(visit: Visit, one: Guided, line: Line) -> str:
    """Return the form to say why an opdracht is not done, where it is time to ask."""
    assignment = unfinished(visit, one.code, line)
    if assignment is None:
        return ""
    may = f"<p>{escape(visit.catalogue.staff['not_done_may'])}</p>"
    return may + tell_html(why_form(visit, one.code, assignment))


def _observing(visit: Visit, one: Guided, line: Line, number: int) -> str:
    """Return one form a point: a tap tells what was seen; situation, day and note are shared."""
    catalogue, texts = visit.catalogue, visit.catalogue.staff
    assignment = assignment_of(catalogue, line.goal)
    if assignment is None or line.phase not in ON_THE_FLOOR:
        return ""
    today = _seen_today(line, visit)
    shared = f"zien-{one.code}-{number}"
    situation = today[0].situation if today else SITUATIONS[0]
    where = Taps(
        name=f"situation:{shared}",  # an own group for each card
        question=texts["situation"],
        options=[Option(value=value, label=texts[f"situation_{value}"]) for value in SITUATIONS],
        chosen=[situation],
    )
    card = assignment.trainer
    replies: dict[str, str] = {value: texts[f"seen_reply_{value}"] for value in SEEN}
    replies["gezien"] = fill_text(texts["seen_reply_gezien"], card.compliment)
    forms = "".join(
        tell_html(
            Tell(
                name="observed",
                about=one.code,
                facts={"goal": line.goal, "point": point.id},
                fields=[
                    Taps(
                        name="value",
                        question=point.text,
                        options=[
                            Option(value=value, label=texts[f"seen_{value}"]) for value in SEEN
                        ],
                        chosen=[facts.value for facts in today if facts.point == point.id],
                    )
                ],
                told="",
                replies=replies,
                shared=shared,
                stays=True,
            )
        )
        for point in card.observe
    )
    more = (
        f"<details><summary>{escape(texts['guide_more'])}</summary>"
        + shared_html(
            shared,
            [
                where,
                Day(name="day", label=texts["day"]),
                Words(name="note", label=texts["note"], hint=texts["no_names"]),
            ],
        )
        + "</details>"
    )
    return forms + more


def _seen_today(line: Line, visit: Visit) -> list[Observed]:
    """Return what the visitor told today already, the newest first."""
    own = [one for one in line.observations if one.by == visit.person.code]
    facts = [one.facts for one in reversed(own) if isinstance(one.facts, Observed)]
    return [one for one in facts if one.day == visit.today]


def _card(catalogue: Catalogue, line: Line) -> str:
    assignment = assignment_of(catalogue, line.goal)
    return card_html(catalogue, assignment, heading=4) if assignment else ""


def _feedback_helper(visit: Visit, line: Line) -> str:
    """Return steps that begin with what went well: from the card only where something was seen."""
    texts, assignment = visit.catalogue.staff, assignment_of(visit.catalogue, line.goal)
    if assignment is None:
        return ""
    today = {one.value for one in _seen_today(line, visit)}
    saw = fill(texts["feedback_saw"], assignment.trainer.compliment)
    well = escape(texts["feedback_well"])
    if today & {"gezien", "beetje"}:
        begin = [saw]
    else:
        begin = [well] if "nog_niet" in today else [saw, well]
    steps = [
        *begin,
        escape(texts["feedback_result"]),
        escape(texts["feedback_ask"]),
        escape(texts["feedback_next"]),
    ]
    return "<ol>" + "".join(f"<li>{step}</li>" for step in steps) + "</ol>"


def _adapting(catalogue: Catalogue, one: Guided, line: Line) -> str:
    texts, assignment = catalogue.staff, assignment_of(catalogue, line.goal)
    idea = fill(texts["adapt_idea"], assignment.trainer.adaptation) if assignment else ""
    made = "".join(
        f"<li><p>{escape(each.words)}</p>"
        + tell_html(
            Tell(
                name="helped",
                about=one.code,
                facts={"adapted": each.event.event_id},
                fields=[
                    Taps(
                        name="answer",
                        question=texts["adapt_helped"],
                        options=[
                            Option(value=value, label=texts[f"yes_{value}"]) for value in YES_NO
                        ],
                        chosen=[said for role, said in each.helped if role is Role.TRAINER][-1:],
                    )
                ],
                told=texts["kept"],
                stays=True,
            )
        )
        + "</li>"
        for each in line.adaptations
    )
    form = tell_html(
        Tell(
            name="adapted",
            about=one.code,
            facts={"goal": line.goal},
            fields=[
                Words(name="words", label=texts["adapt_what"], hint=texts["no_names"], needed=True)
            ],
            button=texts["adapt_tell"],
            told=texts["adapt_told"],
        )
    )
    return f'<p>{idea}</p><ul class="plain">{made}</ul>{form}'


def _again(catalogue: Catalogue, one: Guided, line: Line) -> str:
    if line.phase not in ON_THE_FLOOR:
        return ""
    texts = catalogue.staff
    return tell_html(
        Tell(
            name="again",
            about=one.code,
            facts={"goal": line.goal},
            button=texts["again"],
            told=texts["again_told"],
            quiet=line.phase is not Phase.LOOKING_BACK,
        )
    )
