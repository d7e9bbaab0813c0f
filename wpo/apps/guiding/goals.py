"""Where the goals of one participant stand: the talk about mastery, the days, pause, the way on."""

from collections.abc import Mapping
from html import escape

from wpo.apps.guiding.participants import Guided, card, colleague, is_ready
from wpo.apps.visit import Visit
from wpo.apps.wording import assignment_of, fill, goal_label, phase_label, points_of, spell_day
from wpo.catalogue.filling import fill_text
from wpo.model.floor import REASONS, FloorEvent, Goal, LookedBack, Observed, SaidMastered
from wpo.model.months import HERE, day_of
from wpo.model.pairs import visible_to
from wpo.model.skills import LEVELS
from wpo.model.trajectory import Line, Phase
from wpo.player.forms import Day, Option, Taps, Tell, Words, tell_html


def mastery_html(visit: Visit, one: Guided) -> str:
    """Return the talk about mastery for every goal that was seen often enough."""
    return "".join(
        _mastery_of(visit, one, line) for line in one.trajectory.open_lines if is_ready(line)
    )


def _mastery_of(visit: Visit, one: Guided, line: Line) -> str:
    texts, catalogue = visit.catalogue.staff, visit.catalogue
    assignment = assignment_of(catalogue, line.goal)
    days = ", ".join(spell_day(day, visit.today) for day in line.days_seen)
    situations = ", ".join(texts[f"situation_{name}"].lower() for name in line.situations_seen)
    says = line.participant_says
    theirs = texts["mastery_says_not_yet"] if says is None else texts[f"mastery_says_{_yes(says)}"]
    behaviours = [] if assignment is None else list(assignment.behaviour)
    form = tell_html(
        Tell(
            name="said_mastered",
            about=one.code,
            facts={"goal": line.goal},
            fields=[
                Taps(
                    name="behaviours",
                    question=texts["mastery_behaviours"],
                    options=[Option(value=text, label=text) for text in behaviours],
                    many=True,
                ),
                Words(name="words", label=texts["mastery_words"], hint=texts["no_names"]),
                Taps(
                    name="yes",
                    question=texts["mastery_yes"],
                    options=[
                        Option(value="true", label=texts["mastery_yes_true"]),
                        Option(value="false", label=texts["mastery_yes_false"]),
                    ],
                ),
            ],
            button=texts["mastery_tell"],
            told=texts["mastery_told"],
        )
    )
    facts = (
        f"<p>{fill(texts['mastery_seen'], days, situations)}</p>"
        f"<p>{fill(theirs, one.name)} {_own_words(says)}</p>"
        f"<p>{escape(texts['mastery_begin'])}</p>"
    )
    title = f"{texts['mastery_title']} {goal_label(catalogue, line.goal)}"
    return card(title, facts + _trainer_said(visit, one, line) + form)


def _trainer_said(visit: Visit, one: Guided, line: Line) -> str:
    texts, said, by = visit.catalogue.staff, line.trainer_says, line.trainer_said_by
    if said is None or by is None:
        return ""
    if by == visit.person.code:
        return f"<p>{escape(texts[f'mastery_you_{_yes(said)}'])}</p>"
    return f"<p>{fill(texts[f'mastery_colleague_{_yes(said)}'], colleague(visit, one, by))}</p>"


def _yes(said: SaidMastered) -> str:
    return "true" if said.yes else "false"


def _own_words(said: SaidMastered | None) -> str:
    words = " ".join([*said.behaviours, said.words]).strip() if said else ""
    return f"'{escape(words)}'" if words else ""


def lines_html(visit: Visit, one: Guided) -> str:
    """Return where every goal stands, with a pause, a stop, and the way on."""
    lines = list(one.trajectory.lines.values())
    return "".join(_line(visit, one, line) for line in reversed(lines))


def _line(visit: Visit, one: Guided, line: Line) -> str:
    texts = visit.catalogue.staff
    title = goal_label(visit.catalogue, line.goal)
    parts = [f"<p>{escape(phase_label(visit.catalogue, line))}.</p>"]
    if line.plan:
        parts.append(f'<p class="plan">{escape(line.plan[0])}</p>')
    parts.append(_history(visit, line))
    if line.phase is Phase.MASTERED:
        parts.append(_going_on(visit, one, line))
    elif line.is_open:
        parts.append(_pausing(visit, one, line))
    elif line.stop_reason is not None:
        parts.append(f"<p>{escape(texts[f'reason_{line.stop_reason}'])}</p>")
    return card(title, "".join(parts))


def _history(visit: Visit, line: Line) -> str:
    """Return look-backs and observations by day, the newest first.

    What others saw today comes once the visitor has looked: see :mod:`wpo.model.pairs`.
    """
    texts = visit.catalogue.staff
    points = points_of(visit.catalogue)
    seen = visible_to(visit.person.code, line.observations, points, visit.today, HERE)
    events = sorted([*line.look_backs, *seen], key=_day_of, reverse=True)
    rows = "".join(f"<li>{_told(visit, line, each)}</li>" for each in events)
    if not rows:
        return ""
    return f"<details><summary>{escape(texts['talk_history'])}</summary><ul>{rows}</ul></details>"


def _day_of(event: FloorEvent) -> str:
    day = getattr(event.facts, "day", None)
    return day.isoformat() if day else ""


def _told(visit: Visit, line: Line, event: FloorEvent) -> str:
    texts = visit.catalogue.staff
    match event.facts:
        case LookedBack(day=day, did=did, worked=worked, helped=helped):
            words = [texts[f"back_did_{did}"]]
            words += [texts[f"back_worked_{worked}"]] if worked else []
            words += [texts[f"back_helped_{helped}"]] if helped else []
            return fill(texts["back_told"], spell_day(day, visit.today), " ".join(words))
        case Observed(day=day, point=point, value=value, situation=situation, note=note):
            points = _points(visit, line)
            role = texts[f"role_{event.as_role.value}"]
            seen = fill(
                texts["observed_told"],
                spell_day(day, visit.today),
                points.get(point, point),
                texts[f"seen_{value}"].lower(),
                texts[f"situation_{situation}"].lower(),
                role,
            )
            return seen + (f" <em>{escape(note)}</em>" if note else "")
    return ""


def _points(visit: Visit, line: Line) -> Mapping[str, str]:
    assignment = assignment_of(visit.catalogue, line.goal)
    return {one.id: one.text for one in assignment.trainer.observe} if assignment else {}


def _going_on(visit: Visit, one: Guided, line: Line) -> str:
    texts = visit.catalogue.staff
    higher = line.goal.level + 1
    if higher not in LEVELS:
        return f"<p>{escape(texts['mastery_highest'])}</p>"
    goal = Goal(sub_skill=line.goal.sub_skill, level=higher)
    if goal in one.trajectory.lines:
        return ""
    label = fill_text(texts["talk_go_on"], goal_label(visit.catalogue, goal))
    return tell_html(
        Tell(
            name="went_on",
            about=one.code,
            facts={"goal": goal},
            button=label,
            told=texts["talk_went_on"],
        )
    )


def _pausing(visit: Visit, one: Guided, line: Line) -> str:
    texts = visit.catalogue.staff
    if line.pause is not None:
        until = line.pause.until
        since = spell_day(day_of(line.pause.since_at), visit.today)
        lines = fill(texts["pause_since"], since, texts[f"reason_{line.pause.reason}"].lower())
        end = fill(texts["pause_until"], spell_day(until, visit.today)) if until else ""
        resume = tell_html(
            Tell(
                name="resumed",
                about=one.code,
                facts={"goal": line.goal},
                button=texts["resume"],
                told=texts["resumed"],
            )
        )
        return f"<p>{lines} {end}</p>{resume}"
    reasons = Taps(
        name="reason",
        question=texts["pause_why"],
        options=[Option(value=one_, label=texts[f"reason_{one_}"]) for one_ in REASONS],
    )
    forms = [
        (
            "pause",
            Tell(
                name="paused",
                about=one.code,
                facts={"goal": line.goal},
                fields=[reasons, Day(name="until", label=texts["pause_end"], later=True)],
                button=texts["pause"],
                told=texts["paused"],
            ),
        ),
        (
            "stop",
            Tell(
                name="stopped",
                about=one.code,
                facts={"goal": line.goal},
                fields=[reasons],
                button=texts["stop_goal"],
                told=texts["stopped_goal"],
            ),
        ),
    ]
    return "".join(
        f"<details><summary>{escape(texts[f'{name}_open'])}</summary>{tell_html(form)}</details>"
        for name, form in forms
    )
