"""The participant's page as HTML: style, player, script and texts inside, nothing to fetch.

Whoever has received it can practise to the end without a server; facts leave through the outbox
when there is a connection.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

_HERE = Path(__file__).parent


@cache
def asset(name: str) -> str:
    """Return the text of a script or style sheet beside this module."""
    return (_HERE / name).read_text(encoding="utf-8")


@cache
def player_module() -> str:
    """Return the player as one ES module."""
    return one_module(_MODULES)


def one_module(names: Sequence[str]) -> str:
    """Return scripts as one ES module: one after the other, without their imports.

    One module in the page saves a phone four round trips, and a widget takes only one. Each name
    stands in one file only (the tests see to that), so nothing else has to be built.
    """
    lines = "\n".join(asset(name) for name in names).split("\n")
    return "\n".join(line for line in lines if not line.startswith("import "))


_MODULES = ("pieces.js", "reader.js", "walk.js", "remark.js", "player.js")


def player_head(post_to: str) -> str:
    """Return style and player: the same for every page, so it can be sent before anything else.

    Parameters
    ----------
    post_to
        Address to which the outbox posts facts.
    """
    start = _START.replace("ADDRESS", json.dumps(post_to))
    return (
        f"<style>{asset('player.css')}</style>"
        f'<script type="module" async>{player_module()}\n{asset("outbox.js")}\n{start}</script>'
    )


_START = """
recallSize();
function begin() {
  const written = document.getElementById("wpo-page");
  if (written) {
    const page = JSON.parse(written.textContent);
    const outbox = openOutbox(page.person, page.assignment, ADDRESS);
    mount(document.getElementById("wpo-player"), page, outbox);
  }
  navigator.serviceWorker?.register("/wpo/keeper.js", { scope: "/voila/render/deelnemer/" });
}
// The module is read while the kernel still works; it begins when the page is complete.
if (document.readyState === "loading") addEventListener("DOMContentLoaded", begin);
else begin();
"""


def practice_html(page: Mapping[str, Any]) -> str:
    """Return one practice; with :func:`player_head` above it nothing else is needed.

    ``page`` is what :func:`wpo.player.page.page_of` returns.
    """
    return (
        f'<div id="wpo-player" class="wpo-player" data-person="{escape(page["person"])}">'
        f"<h1>{escape(page['title'])}</h1>"
        f"<noscript><p>{escape(page['texts']['no_script'])}</p></noscript></div>"
        f'<script type="application/json" id="wpo-page">{script_json(page)}</script>'
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Something to choose: where it leads, what it is called, a line below it, and a picture."""

    address: str
    title: str
    note: str = ""
    picture: str = ""


def chooser_html(
    title: str,
    groups: Sequence[tuple[str, Sequence[Entry]]],
    person: str,
    back: Entry | None,
    bar: str = "",
) -> str:
    """Return a list to choose from: a title, and groups of entries with a heading each.

    A group with an empty heading has none. ``back`` leads to the list before this one; ``bar`` is
    what :func:`ways_html` made.
    """
    parts = [f'<div class="chooser" data-person="{escape(person)}"><h1>{escape(title)}</h1>']
    for heading, entries in groups:
        parts += [f"<h2>{escape(heading)}</h2>" if heading else "", "<ul>"]
        parts += [f"<li>{_link(entry)}</li>" for entry in entries]
        parts.append("</ul>")
    return "".join([*parts, _link(back) if back else "", "</div>", bar])


def ways_html(ways: Sequence[tuple[str, str, bool]], label: str) -> str:
    """Return the bar with the ways to other pages; nothing where there are none.

    Each way is an address, what it is called, and whether it is this page; ``label`` names the bar.
    """
    if not ways:
        return ""
    links = "".join(_way(*way) for way in ways)
    return f'<nav class="ways" aria-label="{escape(label)}">{links}</nav>'


def _way(to: str, label: str, here: bool) -> str:
    current = ' aria-current="page"' if here else ""
    return f'<a href="{escape(to)}"{current}>{escape(label)}</a>'


def _link(entry: Entry) -> str:
    # The words beside a picture say the same: it has no text of its own.
    picture = (
        f'<img src="{escape(entry.picture)}" alt="" width="640" height="320" loading="lazy">'
        if entry.picture
        else ""
    )
    note = f"<small>{escape(entry.note)}</small>" if entry.note else ""
    return (
        f'<a href="{escape(entry.address)}">{picture}<span>{escape(entry.title)}</span>{note}</a>'
    )


def script_json(value: Any) -> str:
    """Write JSON that can stand inside a script element."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
