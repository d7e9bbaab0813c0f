"""One look for everything that is read and printed: A4, large calm type, nothing to fetch."""

from collections.abc import Sequence
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


def links_html(links: Sequence[tuple[str, str]]) -> str:
    """Return links to other documents; each is (address, text)."""
    return "".join(f'<a class="go" href="{escape(one)}">{escape(text)}</a>' for one, text in links)


def contents_html(title: str, entries: Sequence[tuple[str, str]]) -> str:
    """Return the contents of a document; each entry is (name of the part, its title)."""
    lines = "".join(f'<li><a href="#{part}">{escape(text)}</a></li>' for part, text in entries)
    return f'<nav class="contents"><h2>{escape(title)}</h2><ul>{lines}</ul></nav>'
