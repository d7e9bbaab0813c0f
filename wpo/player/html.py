"""One practice as one piece of HTML: style, script, texts and player inside, nothing to fetch.

Whoever has received this can practise to the end without a server; facts leave through the outbox
when there is a connection.
"""

import json
from collections.abc import Mapping
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

_HERE = Path(__file__).parent


@cache
def asset(name: str) -> str:
    """Return the text of a script or style sheet beside this module."""
    return (_HERE / name).read_text(encoding="utf-8")


def practice_html(page: Mapping[str, Any], post_to: str) -> str:
    """Return the player with everything it needs.

    Parameters
    ----------
    page
        What :func:`wpo.player.page.page_of` returns.
    post_to
        Address to which the outbox posts facts.
    """
    return (
        f"<style>{asset('player.css')}</style>"
        f'<div id="wpo-player" class="wpo-player"><h1>{escape(page["title"])}</h1>'
        f"<noscript><p>{escape(page['texts']['no_script'])}</p></noscript></div>"
        f'<script type="application/json" id="wpo-page">{_json(page)}</script>'
        f'<script type="module">{asset("player.js")}\n{asset("outbox.js")}\n'
        f"{_START.replace('ADDRESS', json.dumps(post_to))}</script>"
    )


# One module of two files: neither imports anything, so both fit in one script.
_START = """
const page = JSON.parse(document.getElementById("wpo-page").textContent);
try { document.documentElement.dataset.size = localStorage.getItem("wpo.size") || "1"; } catch {}
mount(document.getElementById("wpo-player"), page, openOutbox(page.person, page.assignment, ADDRESS));
"""


def chooser_html(catalogue_texts: Mapping[str, str], groups: list[dict[str, Any]]) -> str:
    """Return the list of assignments to choose from, grouped by sub-skill.

    Each group is ``{"title", "entries": [{"address", "title", "level", "note"}, …]}``.
    """
    parts = [f"<style>{asset('player.css')}</style>", '<div class="chooser">']
    parts.append(f"<h1>{escape(catalogue_texts['choose_title'])}</h1>")
    for group in groups:
        parts.append(f"<h2>{escape(group['title'])}</h2><ul>")
        for entry in group["entries"]:
            step = catalogue_texts["level"].replace("{0}", str(entry["level"]))
            note = f" {entry['note']}" if entry["note"] else ""
            parts.append(
                f'<li><a href="{escape(entry["address"])}"><span>{escape(entry["title"])}</span>'
                f"<small>{escape(step + '.' + note)}</small></a></li>"
            )
        parts.append("</ul>")
    return "".join([*parts, "</div>"])


def _json(value: Any) -> str:
    """Write JSON that can stand inside a script element."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
