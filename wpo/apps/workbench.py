"""The project leader's door: pick any assignment, play it, and see what the rules say beside it."""

import html
from collections.abc import Mapping

import ipywidgets as widgets
from IPython.display import display

from wpo.apps.content import the_catalogue
from wpo.apps.practise import preview
from wpo.apps.ways import ways_bar
from wpo.catalogue.check import Located, lexicon, locate
from wpo.catalogue.filling import fill_text
from wpo.catalogue.loading import Catalogue
from wpo.model.people import Role
from wpo.publish.cards import assignment_name, card_html


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
        options=[
            (assignment_name(catalogue, one), one.id) for one in catalogue.assignments.values()
        ],
        description=catalogue.staff["assignment"],
        layout=widgets.Layout(width="min(100%, 46rem)"),
    )
    player = widgets.Box(layout=widgets.Layout(flex="1 1 26rem", max_width="30rem"))
    findings = widgets.HTML(layout=widgets.Layout(flex="1 1 26rem", margin="0 0 0 1.5rem"))

    def draw(assignment_id: str) -> None:
        old = player.children
        player.children = (preview(catalogue, assignment_id, seed=1),)
        for one in old:
            one.close()
        title = html.escape(catalogue.staff["card_title"])
        card = card_html(catalogue, catalogue.assignment(assignment_id), heading=3)
        findings.value = f"{findings_html(catalogue, assignment_id)}<h2>{title}</h2>{card}"

    choice.observe(lambda change: draw(change["new"]), names="value")
    draw(choice.value)
    beside = widgets.Box(
        [player, findings], layout=widgets.Layout(display="flex", flex_flow="row wrap")
    )
    bar = ways_bar(catalogue, Role.PROJECT_LEADER, "opdracht_bekijken")
    return widgets.VBox([choice, beside, bar])


def findings_html(catalogue: Catalogue, assignment_id: str) -> str:
    """Return what the rules say about one assignment, the blocking findings first."""
    words, staff = lexicon(catalogue.word_list), catalogue.staff
    place = catalogue.places[assignment_id]
    by_line = locate(catalogue.assignment(assignment_id), place, words)
    found = sorted(by_line, key=lambda one: not one.blocks)
    blocking = sum(one.blocks for one in found)
    count = fill_text(staff["findings_count"], blocking, len(found) - blocking)
    rows = "".join(_row(staff, one) for one in found)
    body = f"<ul>{rows}</ul>" if rows else f"<p>{html.escape(staff['findings_none'])}</p>"
    return f"<h2>{html.escape(staff['findings_title'])}</h2><p>{html.escape(count)}</p>{body}"


def _row(staff: Mapping[str, str], found: Located) -> str:
    weight = html.escape(staff["finding_blocks" if found.blocks else "finding_look"])
    return f"<li><strong>{weight}</strong> {html.escape(str(found))}</li>"
