"""The card of the werkplekopleider for each opdracht: what to show, what to look for."""

from collections.abc import Sequence
from html import escape

from wpo.catalogue.loading import Catalogue
from wpo.model.assignments import Assignment


def cards_body(catalogue: Catalogue, links: Sequence[tuple[str, str]] = ()) -> str:
    """Return the card of every opdracht by skill; ``links`` are other documents."""
    words = catalogue.staff
    skills = {
        skill.id: [one for one in catalogue.assignments.values() if one.sub_skill[:-1] == skill.id]
        for skill in catalogue.skills.skills
    }
    parts = [
        f"<h1>{escape(words['manual_cards'])}</h1>",
        *(f'<a class="go" href="{escape(one)}">{escape(text)}</a>' for one, text in links),
        f'<nav class="contents"><h2>{escape(words["manual_contents"])}</h2><ul>',
        *(
            f'<li><a href="#{skill.id}">{escape(skill.label)}</a></li>'
            for skill in catalogue.skills.skills
            if skills[skill.id]
        ),
        "</ul></nav>",
    ]
    for skill in catalogue.skills.skills:
        if not skills[skill.id]:
            continue
        parts.append(f'<section class="page" id="{skill.id}"><h2>{escape(skill.label)}</h2>')
        parts += [
            f'<article class="card"><h3>{escape(assignment_name(catalogue, one))}</h3>'
            f"{card_html(catalogue, one, heading=4)}</article>"
            for one in skills[skill.id]
        ]
        parts.append("</section>")
    return "".join(parts)


def assignment_name(catalogue: Catalogue, assignment: Assignment) -> str:
    """Return how staff call an opdracht: deelskill, level and title."""
    values = (
        catalogue.skills.sub_skill(assignment.sub_skill).label,
        str(assignment.level),
        assignment.title,
    )
    name = catalogue.staff["assignment_name"]
    for place, value in enumerate(values):
        name = name.replace(f"{{{place}}}", value)
    return name


def card_html(catalogue: Catalogue, assignment: Assignment, *, heading: int) -> str:
    """Return the card that belongs to an opdracht, its parts with headings of this level."""
    card = assignment.trainer
    rows: list[tuple[str, str, Sequence[str]]] = [
        ("behaviour", "lines", assignment.behaviour),
        ("card_show", "lines", [card.show]),
        ("card_together", "lines", [card.together]),
        ("card_alone", "lines", [card.alone]),
        ("card_tips", "lines", card.tips),
        ("card_observe", "boxes", [point.text for point in card.observe]),
        ("card_compliment", "lines", [card.compliment]),
        ("card_adaptation", "lines", [card.adaptation]),
        ("if_then", "lines", [one.sentence for one in assignment.work_task.sentences]),
    ]
    return "".join(
        f'<section class="{kind}"><h{heading}>{escape(catalogue.staff[key])}</h{heading}>'
        + "".join(f"<p>{escape(text)}</p>" for text in texts)
        + "</section>"
        for key, kind, texts in rows
    )
