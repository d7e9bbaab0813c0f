"""Who comes in: a link opens a session, a session is a signed cookie, a cookie is one link.

The cookie holds the secret of the link, signed and unreadable to scripts; revoking the link ends
every session that it opened. Nothing about the person stands in an address or in a log.
"""

from html import escape
from typing import Any

import tornado.web
from jupyter_server.auth.identity import IdentityProvider, User
from sqlalchemy import Engine

from wpo.model.people import DOORS, Person
from wpo.store.database import reading
from wpo.store.people import person_with_key

COOKIE = "wpo"
COOKIE_DAYS = 60


def person_of(handler: tornado.web.RequestHandler) -> Person | None:
    """Return who makes this request, or None when nobody is logged in."""
    cookie = handler.get_signed_cookie(COOKIE, max_age_days=COOKIE_DAYS)
    return _person_with(handler, cookie.decode()) if cookie else None


def _person_with(handler: tornado.web.RequestHandler, secret: str) -> Person | None:
    engine: Engine = handler.settings["wpo_engine"]
    with reading(engine) as connection:
        return person_with_key(connection, secret)


class Doors(IdentityProvider):
    """Tells Jupyter's handlers who somebody is, by the same cookie as everywhere."""

    @property
    def auth_enabled(self) -> bool:
        """Always: there is no page for everybody."""
        return True

    def get_user(self, handler: Any) -> User | None:
        """Return the logged-in person as Jupyter's user; the pseudonym is the user name."""
        person = person_of(handler)
        return User(username=person.code) if person else None

    def get_handlers(self) -> list[Any]:
        """None of Jupyter's login pages: links are the only way in."""
        return []


class Entrance(tornado.web.RequestHandler):
    """A link that somebody was given: opens a session and goes to that person's first door.

    On the way, pages of whoever used this device before are thrown away; their unsent answers stay.
    """

    def get(self, secret: str) -> None:
        """Set the cookie, or say kindly that this link does not work (any more)."""
        if _person_with(self, secret) is None:
            refuse(self, "link_ended")
            return
        self.set_signed_cookie(
            COOKIE,
            secret,
            expires_days=COOKIE_DAYS,
            httponly=True,
            samesite="Lax",
            secure=self.request.protocol == "https",
        )
        self.finish(_COME_IN.format(title=_text(self, "welcome")))


# Pages that the device kept may be of somebody else: they go before the next one comes in.
_COME_IN = """<!doctype html><html lang="nl"><head><meta charset="utf-8"><title>{title}</title>
<link rel="icon" href="data:,">
<noscript><meta http-equiv="refresh" content="0; url=/"></noscript></head><body><script>
(async () => {{
  try {{ for (const name of await caches.keys()) await caches.delete(name); }} catch {{}}
  location.replace("/");
}})();
</script></body></html>"""


class Hall(tornado.web.RequestHandler):
    """The front door: everybody goes on to the first door of their role."""

    def get(self) -> None:
        """Redirect; or say that a link is needed."""
        person = person_of(self)
        if person is None:
            ask_for_link(self)
        elif not DOORS[person.role]:
            refuse(self, "nothing_yet")
        else:
            self.redirect(f"/voila/render/{DOORS[person.role][0]}")


def ask_for_link(handler: tornado.web.RequestHandler) -> None:
    """Say that one's own link is needed; nothing on the device is lost by it."""
    refuse(handler, "link_needed", 401)


def refuse(handler: tornado.web.RequestHandler, key: str, status: int = 403) -> None:
    """Answer with a small calm page: what is the matter (``key``), and what to do."""
    title, line = _text(handler, key), _text(handler, f"{key}_next")
    handler.set_status(status)
    handler.finish(_CALM_PAGE.format(title=title, line=line))


def _text(handler: tornado.web.RequestHandler, key: str) -> str:
    return escape(handler.settings["wpo_doors"][key])


_CALM_PAGE = """<!doctype html><html lang="nl"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>{title}</title>
<style>body{{font:1.3rem/1.5 system-ui,sans-serif;background:#fbf7f0;color:#1d2a2e;
max-width:34rem;margin:3rem auto;padding:0 1rem}}h1{{font-size:1.5rem;color:#0b4f4a}}</style>
</head><body><main><h1>{title}</h1><p>{line}</p></main></body></html>"""
