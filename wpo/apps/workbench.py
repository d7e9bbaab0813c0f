"""The project leader's door: pick any assignment, play it, and see what the rules say beside it."""

import html

import ipywidgets as widgets
from IPython.display import display

from wpo.apps.practise import preview, the_catalogue
from wpo.catalogue.check import Located, lexicon, locate
from wpo.catalogue.loading import Catalogue
from wpo.model.assignments import TrainerCard


def show() -> None:
    """Show the workbench: the choice above, the player left, the findings right."""
    display(workbench(the_catalogue()))


def workbench(catalogue: Catalogue) -> widgets.Widget:
    """Return the workbench as one widget.

    Parameters
    ----------
    catalogue
        The content to choose from.
    """
    choice = widgets.Dropdown(
        options=[(_name(catalogue, one), one) for one in catalogue.assignments],
        description="Opdracht",
        layout=widgets.Layout(width="min(100%, 46rem)"),
    )
    player = widgets.Box(layout=widgets.Layout(flex="1 1 26rem", max_width="30rem"))
    findings = widgets.HTML(layout=widgets.Layout(flex="1 1 26rem", margin="0 0 0 1.5rem"))

    def draw(assignment_id: str) -> None:
        old = player.children
        player.children = (preview(catalogue, assignment_id, seed=1),)
        for one in old:
            one.close()
        findings.value = findings_html(catalogue, assignment_id) + card_html(
            catalogue.assignment(assignment_id).trainer
        )

    choice.observe(lambda change: draw(change["new"]), names="value")
    draw(choice.value)
    beside = widgets.Box(
        [player, findings], layout=widgets.Layout(display="flex", flex_flow="row wrap")
    )
    return widgets.VBox([choice, beside])


def findings_html(catalogue: Catalogue, assignment_id: str) -> str:
    """Return what the rules say about one assignment, the blocking findings first."""
    words = lexicon(catalogue.word_list)
    place = catalogue.places[assignment_id]
    by_line = locate(catalogue.assignment(assignment_id), place, words)
    found = sorted(by_line, key=lambda one: not one.blocks)
    blocking = sum(one.blocks for one in found)
    title = f"{blocking} blokkeren publiceren, {len(found) - blocking} om naar te kijken"
    rows = "".join(_row(one) for one in found)
    body = f"<ul>{rows}</ul>" if rows else "<p>De regels vinden hier niets.</p>"
    return f"<h2>Wat de regels zeggen</h2><p>{title}.</p>{body}"


def card_html(card: TrainerCard) -> str:
    """Return the card that the werkplekopleider gets with an assignment."""
    rows = [
        ("Voordoen", [card.show]),
        ("Samen doen", [card.together]),
        ("Zelf doen", [card.alone]),
        ("Tips", card.tips),
        ("Let hierop", [point.text for point in card.observe]),
        ("Compliment", [card.compliment]),
        ("Werkplek aanpassen", [card.adaptation]),
    ]
    listed = "".join(
        f"<dt><strong>{title}</strong></dt>"
        + "".join(f"<dd>{html.escape(text)}</dd>" for text in texts)
        for title, texts in rows
    )
    return f"<h2>De kaart van de werkplekopleider</h2><dl>{listed}</dl>"


def _row(found: Located) -> str:
    weight = "<strong>Blokkeert</strong>" if found.blocks else "Kijk na"
    return f"<li>{weight} {html.escape(str(found))}</li>"


def _name(catalogue: Catalogue, assignment_id: str) -> str:
    assignment = catalogue.assignments[assignment_id]
    sub_skill = catalogue.skills.sub_skill(assignment.sub_skill)
    return f"{sub_skill.label}, niveau {assignment.level}: {assignment.title}"
