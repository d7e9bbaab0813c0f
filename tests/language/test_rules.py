"""The table of rules."""

import re

from wpo.language import RULES


def test_ids() -> None:
    """T1 to T12 are all there, then the pedagogy rules, then the staff rule; T13 is not."""
    assert list(RULES) == [
        *(f"T{n}" for n in range(1, 13)),
        *(f"P{n}" for n in range(1, 15)),
        "S1",
    ]


def test_text() -> None:
    """Every rule has a severity and a Dutch text that ends as a sentence."""
    assert all(
        rule.severities and re.fullmatch(r"[A-Z].*[.?]'?\.?", rule.text) for rule in RULES.values()
    )
