"""Small calm pages: one title, a few lines, and what to do. Nothing to fetch, nothing kept."""

import hashlib
from base64 import b64encode
from functools import cache
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import tornado.web

from wpo.catalogue.filling import fill_text
from wpo.errors import StoreError

MOST_BYTES = 16 * 1024  # no form of ours says more

_HERE = Path(__file__).parent


@cache
def beside(name: str) -> str:
    """Return the text of a script or a style sheet beside this module."""
    return (_HERE / name).read_text(encoding="utf-8")


def text(handler: tornado.web.RequestHandler, key: str, *values: str) -> str:
    """Return a text of the doors as HTML; ``{0}`` and ``{1}`` become the values."""
    return escape(fill_text(handler.settings["wpo_doors"][key], *values))


def calm_page(
    handler: tornado.web.RequestHandler,
    title: str,
    body: str,
    *,
    status: int = 200,
    script: str = "",
    head: str = "",
) -> None:
    """Answer with a whole page.

    Parameters
    ----------
    title, body, head
        HTML already; the title is the heading too.
    script
        JavaScript that runs when the page is there; no other script ever runs on it.
    """
    digest = b64encode(hashlib.sha256(script.encode()).digest()).decode()
    scripts = f"'sha256-{digest}'" if script else "'none'"
    handler.set_status(status)
    handler.set_header("Content-Type", "text/html; charset=utf-8")
    handler.set_header("Cache-Control", "no-store")
    handler.set_header("Referrer-Policy", "same-origin")
    handler.set_header("X-Content-Type-Options", "nosniff")
    handler.set_header(
        "Content-Security-Policy",
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; connect-src 'self';"
        f" script-src {scripts}; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    )
    handler.finish(
        '<!doctype html><html lang="nl"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<title>{title} | Werken aan groei</title><link rel="icon" href="data:,">'
        f"<style>{beside('calm.css')}</style>{head}</head>"
        f"<body><main><h1>{title}</h1>{body}</main>"
        f"{f'<script>{script}</script>' if script else ''}</body></html>"
    )


def refuse(
    handler: tornado.web.RequestHandler, key: str, status: int = 403, ways: str = ""
) -> None:
    """Answer with what is the matter (``key``) and what to do (``key`` with ``_next``).

    Parameters
    ----------
    ways
        Links to go on with, as HTML.
    """
    calm_page(
        handler,
        text(handler, key),
        f"<p>{text(handler, f'{key}_next')}</p>{ways}",
        status=status,
    )


def way(address: str, words: str, note: str = "", *, quiet: bool = False) -> str:
    """Return a link as large as a button; ``words`` and ``note`` are HTML already."""
    line = f"<small>{note}</small>" if note else ""
    return f'<a class="go{" quiet" if quiet else ""}" href="{escape(address)}">{words}{line}</a>'


def from_our_pages(handler: tornado.web.RequestHandler) -> bool:
    """Tell whether a form was sent by a page of ours, as far as the browser says.

    Browsers name the site in ``Sec-Fetch-Site``, older ones the origin; who names neither is no
    browser that carries somebody's cookies to us.
    """
    headers = handler.request.headers
    site = headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = headers.get("Origin")
    return origin is None or urlsplit(origin).netloc == handler.request.host


class CalmHandler(tornado.web.RequestHandler):
    """A handler of calm pages: no form of another site, no long form, no address in the log."""

    def prepare(self) -> None:
        """Refuse what no page of ours sends."""
        if self.request.method == "POST" and not from_our_pages(self):
            refuse(self, "elsewhere")
        elif len(self.request.body) > MOST_BYTES:
            refuse(self, "elsewhere", 413)

    def posted(self, name: str) -> str:
        """Return a field of the form exactly as it was typed, or an empty string."""
        return str(self.get_body_argument(name, "", strip=False))

    def log_exception(self, typ: Any, value: Any, tb: Any) -> None:  # noqa: ARG002 -- tornado's
        """Log what kind of error: addresses and forms hold secrets."""
        if not isinstance(value, tornado.web.HTTPError):
            self.settings["wpo_log"].error("%s: %s", type(self).__name__, typ.__name__)

    def write_error(self, status_code: int, **more: Any) -> None:
        """Say calmly that something went wrong, and what to do."""
        error = more.get("exc_info", (None, None, None))[1]
        refuse(self, "broken", 503 if isinstance(error, StoreError) else status_code)
