"""The card of the werkplekopleider for each opdracht: what to show, what to look for."""

from collections.abc import Sequence
from html import escape

from wpo.catalogue.filling import fill_text
from wpo.catalogue.loading import Catalogue
from wpo.model.assignments import Assignment
from wpo.model.skills import Skill
from wpo.publish.documents import contents_html, links_html


def cards_body(catalogue: Catalogue, links: Sequence[tuple[str, str]] = ()) -> str:
    """Return the card of every opdracht by skill; ``links`` are other documents."""
    words = catalogue.staff
    skills = [
        (one, there) for one in catalogue.skills.skills if (there := catalogue.assignments_of(one))
    ]
    return "".join(
        [
            f"<h1>{escape(words['manual_cards'])}</h1>",
            links_html(links),
            contents_html(words["manual_contents"], [(one.id, one.label) for one, _ in skills]),
            *(_section(catalogue, skill, there) for skill, there in skills),
        ]
    )


def _section(catalogue: Catalogue, skill: Skill, assignments: Sequence[Assignment]) -> str:
    cards = "".join(
        f'<article class="card"><h3>{escape(assignment_name(catalogue, one))}</h3>'
        f"{card_html(catalogue, one, heading=4)}</article>"
        for one in assignments
    )
    title = escape(skill.label)
    return f'<section class="page" id="{skill.id}"><h2>{title}</h2>{cards}</section>'


def assignment_name(catalogue: Catalogue, assignment: Assignment) -> str:
    """Return how staff call an opdracht: deelskill, level and title."""
    values = (
        catalogue.skills.sub_skill(assignment.sub_skill).label,
        assignment.level,
        assignment.title,
    )
    return fill_text(catalogue.staff["assignment_name"], *values)


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
