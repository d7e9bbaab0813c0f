"""The werkplekopleider's and the coach's doors: the handleiding, and the card of each opdracht."""

from IPython.display import HTML, display

from wpo.apps.content import the_catalogue
from wpo.publish.cards import cards_body
from wpo.publish.manual import manual_body


def show_manual() -> None:
    """Show the whole manual, with a link to the cards."""
    catalogue = the_catalogue()
    links = [("kaarten.ipynb", catalogue.staff["manual_cards"])]
    display(HTML(manual_body(catalogue, links)))


def show_cards() -> None:
    """Show the card of every opdracht, with a link to the manual."""
    catalogue = the_catalogue()
    links = [("handleiding.ipynb", catalogue.staff["manual_title"])]
    display(HTML(cards_body(catalogue, links)))
