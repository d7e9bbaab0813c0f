"""What a file would do, row by row, before it is brought in."""

from collections.abc import Callable, Sequence
from html import escape

from wpo.apps.gathering.intake import Plan
from wpo.catalogue.loading import Catalogue
from wpo.catalogue.questionnaires import Questionnaire
from wpo.model.floor import FloorEvent
from wpo.model.months import day_of, dutch_date
from wpo.model.pilot import Answer, PilotEvent, Rated, Remarked
from wpo.pilot.importing.judging import Fate, JudgedRow
from wpo.pilot.importing.values import short_code

MOST_SHOWN = 200  # rows on the screen; what is refused comes first

_LONGEST = 60  # signs of somebody's words

Say = Callable[..., str]  # returns a text of the page, filled in


def plan_html(say: Say, catalogue: Catalogue, plan: Plan) -> str:
    """Return what a file would do, what is refused first, then what is new.

    What is likely here already is apart: see ``alike_html``.
    """
    fates = (Fate.NEW, Fate.KNOWN, Fate.REFUSED)
    counted = say("bring_plan", *(plan.count(fate) for fate in fates))
    order = {Fate.REFUSED: 0, Fate.NEW: 1, Fate.KNOWN: 2}
    rows = sorted(
        (one for one in plan.rows if not one.like), key=lambda one: (order[one.fate], one.number)
    )
    lines = [say("bring_known_how")] if plan.count(Fate.KNOWN) else []
    columns = zip(plan.table.headers, plan.columns.targets, strict=True)
    if unused := [header for header, target in columns if not target]:
        lines.insert(0, say("bring_not_used", ", ".join(unused)))
    return f'<div role="status"><h3>{escape(counted)}</h3></div>' + _listed(
        say, catalogue, rows, counted, lines
    )


def alike_html(say: Say, catalogue: Catalogue, plan: Plan) -> str:
    """Return the rows that are likely here already, and how each came; nothing where none is."""
    rows = plan.alike
    if not rows:
        return ""
    title = say("bring_alike", len(rows))
    listed = _listed(say, catalogue, rows, title, [say("bring_alike_how")])
    return f"<h3>{escape(title)}</h3>{listed}"


def _listed(
    say: Say, catalogue: Catalogue, rows: Sequence[JudgedRow], label: str, lines: Sequence[str]
) -> str:
    told = [*lines]
    if len(rows) > MOST_SHOWN:
        told.append(say("people_plan_more", MOST_SHOWN, len(rows)))
    if not rows:
        return "".join(f"<p>{escape(one)}</p>" for one in told)
    names = ("row", "assignment", "day", "told", "fate")
    head = "".join(f'<th scope="col">{escape(say(f"bring_{one}"))}</th>' for one in names)
    body = "".join(_row_html(say, catalogue, one) for one in rows[:MOST_SHOWN])
    said = "".join(f"<p>{escape(one)}</p>" for one in told)
    return (
        f'{said}<div class="scroll" tabindex="0" role="region" aria-label="{escape(label)}">'
        f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _row_html(say: Say, catalogue: Catalogue, one: JudgedRow) -> str:
    cells = _told(say, catalogue, one.event) if one.event else ("", "", "")
    said = [str(problem) for problem in one.problems]
    if one.fate is Fate.NEW and one.like:
        said.append(one.like)
    if not said or one.fate is Fate.NEW:
        said.append(one.fate.value)
    names = ("assignment", "day", "told")
    middle = "".join(
        f'<td data-label="{escape(say(f"bring_{name}"))}">{escape(cell)}</td>'
        for name, cell in zip(names, cells, strict=True)
    )
    shut = ' class="shut"' if one.fate.is_left_out else ""
    return (
        f'<tr><th scope="row">{one.number}</th>{middle}'
        f"<td{shut}>{'<br>'.join(map(escape, said))}</td></tr>"
    )


def _told(say: Say, catalogue: Catalogue, event: PilotEvent | FloorEvent) -> tuple[str, str, str]:
    """Return what a row tells: the opdracht, the day, and what, without whose it is."""
    day = dutch_date(day_of(event.occurred_at))
    if isinstance(event, FloorEvent):
        goal = event.goal
        code = f"{goal.sub_skill[1:]}-{goal.level}" if goal else ""
        point, seen = getattr(event.facts, "point", ""), getattr(event.facts, "value", "")
        return code, day, f"{point}: {seen.replace('_', ' ')}"
    code = short_code(catalogue.assignments[event.assignment])
    match event.facts:
        case Rated(questionnaire=name, answers=answers):
            told = (f"{a.item}: {_answered(catalogue.questionnaires[name], a)}" for a in answers)
            return code, day, " · ".join(told)
        case Remarked(kind=kind, words=text):
            return (
                code,
                day,
                f"{say(f'bring_kind_{kind}')}: {text}" if text else say(f"bring_kind_{kind}"),
            )
        case facts:
            return code, day, facts.reason.replace("_", " ")


def _answered(form: Questionnaire, answer: Answer) -> str:
    """Return an answer as people read it: its label, or the beginning of its words."""
    item = form.item(answer.item)
    if item and 0 < answer.value <= len(item.labels):
        return item.labels[answer.value - 1]
    words = " ".join(answer.words.split())
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…"
