"""The bar with the ways to the other pages of a role, for live pages; others get it by themselves.

See :mod:`wpo.apps.visit`.
"""

from typing import Any

import ipywidgets as widgets

from wpo.apps.visit import ways_of
from wpo.catalogue.loading import Catalogue
from wpo.model.people import Role
from wpo.player.html import ways_html

_STYLE = """
nav.ways { display: flex; flex-wrap: wrap; gap: 10px; padding: 16px 0; }
nav.ways a { display: inline-flex; align-items: center; min-height: 48px; box-sizing: border-box;
  padding: 4px 16px; border: 2px solid #6b7a7f; border-radius: 14px; background: #fff;
  color: #0b4f4a; text-decoration: none; font: 400 17px/1.4 system-ui, sans-serif; }
nav.ways a[aria-current] { background: #0b4f4a; border-color: #0b4f4a; color: #fff;
  font-weight: 600; }
nav.ways a:focus-visible { outline: 4px solid #1a3fc4; outline-offset: 2px; }
"""


def ways_bar(catalogue: Catalogue, role: Role, here: str) -> Any:
    """Return the bar as a widget; ``here`` is the door of this page."""
    bar = ways_html(ways_of(catalogue, role, here), catalogue.interface["bar"])
    return widgets.HTML(f"<style>{_STYLE}</style>{bar}")
