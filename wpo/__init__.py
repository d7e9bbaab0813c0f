"""Werken aan groei: practise work skills, guide on the work floor, evaluate the pilot.

The rooms of this house, from the ground up (imports run downwards only)::

    errors < model < practice | stats | language < catalogue | store < pilot
           < evaluation < revision < figures | player < publish < apps < serving < cli

``CONTRIBUTING.md`` draws the picture; ``pyproject.toml`` holds the contract that guards it.
"""

__version__ = "0.1.0"
