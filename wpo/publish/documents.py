"""One look for everything that is read and printed: A4, large calm type, nothing to fetch."""

from functools import cache
from html import escape
from pathlib import Path


@cache
def document_style() -> str:
    """Return the style sheet of documents."""
    return Path(__file__).with_name("documents.css").read_text(encoding="utf-8")


def document(title: str, body: str) -> str:
    """Return a whole HTML file around what stands in its ``main``."""
    return (
        '<!doctype html><html lang="nl"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)} | Werken aan groei</title>"
        f"<style>{document_style()}</style></head>"
        f'<body class="document"><main>{body}</main></body></html>\n'
    )
