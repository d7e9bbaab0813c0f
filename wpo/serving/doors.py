"""Who comes in: by card, password or company, all end in one session cookie.

The cookie holds a random secret, unreadable to scripts; :mod:`wpo.store.sessions` knows whose it
is. Who still has to take a step holds another cookie, and that one opens no door. Nothing about a
person stands in an address or in a log.
"""

import asyncio
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import tornado.web
from jupyter_server.auth.identity import IdentityProvider, User
from sqlalchemy import Connection, Engine

from wpo.errors import StoreError
from wpo.model.people import DOORS, Person
from wpo.serving.calm import CalmHandler, beside, calm_page, refuse, text, way
from wpo.store import clock, tables
from wpo.store.accounts import account_of
from wpo.store.database import reading, writing
from wpo.store.people import fingerprint, person_with_key
from wpo.store.picture_keys import picture_key_of
from wpo.store.sessions import (
    OWN,
    Visit,
    end_session,
    halfway_with,
    keep_alive,
    open_session,
    take_step,
    visit_with,
)
from wpo.store.tries import forget_tries

__all__ = [
    "Card",
    "Doors",
    "Entrance",
    "Hall",
    "ask_for_link",
    "come_in",
    "go_on",
    "halfway",
    "is_shared",
    "leave",
    "person_of",
    "refuse",
    "visit_of",
]

COOKIE = "wpo"  # who is in
HALFWAY = "wpo_stap"  # who still has to take a step
DEVICE = "wpo_tablet"  # this device is shared
DEVICE_DAYS = 400  # the longest that browsers keep a cookie

LOGIN, CARD, LEAVE = "/wpo/inloggen", "/wpo/kaart", "/wpo/uit"
STEPS = {"code": "/wpo/code", "password": "/wpo/wachtwoord", "picture": "/wpo/plaatjes"}


def person_of(handler: tornado.web.RequestHandler) -> Person | None:
    """Return who makes this request, or None when nobody is logged in."""
    visit = visit_of(handler)
    return visit.person if visit else None


def visit_of(handler: tornado.web.RequestHandler) -> Visit | None:
    """Return the session of this request, or None; now and then it is written down as used."""
    secret = handler.get_cookie(COOKIE)
    if not secret:
        return None
    engine, now = _engine(handler), clock.now()
    with reading(engine) as connection:
        visit = visit_with(connection, secret, now)
    if visit and visit.due(now):
        # Beside the request: nobody waits for a write to see a page.
        asyncio.get_running_loop().run_in_executor(None, _keep_alive, handler, secret, now)
    return visit


def _keep_alive(handler: tornado.web.RequestHandler, secret: str, now: datetime) -> None:
    try:
        with writing(_engine(handler)) as connection:
            keep_alive(connection, secret, now)
    except StoreError as error:
        handler.settings["wpo_log"].error("Sessie niet bijgewerkt: %s", type(error).__name__)


def is_shared(handler: tornado.web.RequestHandler) -> bool:
    """Tell whether this device was marked as shared."""
    return handler.get_signed_cookie(DEVICE, max_age_days=DEVICE_DAYS) is not None


def set_cookie(
    handler: tornado.web.RequestHandler, name: str, value: str, days: int | None = None
) -> None:
    """Give a cookie that no script reads; without days it goes when the browser closes."""
    handler.set_cookie(
        name, value, expires_days=days, httponly=True, samesite="Lax", secure=is_secure(handler)
    )


def is_secure(handler: tornado.web.RequestHandler) -> bool:
    """Tell whether the browser came by https; the proxy in front says so."""
    passed_on = handler.request.headers.get("X-Forwarded-Proto", "")
    return "https" in (handler.request.protocol, passed_on.split(",")[0].strip())


async def come_in(
    handler: tornado.web.RequestHandler,
    person: Person,
    *,
    card: str = "",
    by_password: bool = False,
) -> None:
    """Let somebody in who proved who they are, or ask for the next step.

    Whatever session this browser had has ended then, and what it gets has a new secret.

    Parameters
    ----------
    card
        The secret of the card, where a card was the proof.
    by_password
        Where the password was the proof: one to begin with must be changed.
    """
    before, shared = _secrets(handler), is_shared(handler)

    def open_anew() -> tuple[str, Sequence[str]]:
        now = clock.now()
        with writing(_engine(handler)) as connection:
            for old in before:
                end_session(connection, old, now)
            steps = _steps(connection, person, now, card=card, by_password=by_password)
            secret = open_session(
                connection,
                person.code,
                now,
                shared=shared,
                card_hash=fingerprint(card) if card else "",
                steps=steps,
            )
            if not steps:
                _forget_tries(connection, person)
        return secret, steps

    _welcome(handler, *await asyncio.to_thread(open_anew))


def halfway(handler: tornado.web.RequestHandler, step: str) -> Visit | None:
    """Return who is to take this very step now; else None, and the answer leads to the door."""
    secret = handler.get_cookie(HALFWAY, "")
    with reading(_engine(handler)) as connection:
        visit = halfway_with(connection, secret or "", clock.now())
    if visit is not None and visit.waits_for[0] == step:
        return visit
    handler.redirect("/")
    return None


async def go_on(handler: tornado.web.RequestHandler) -> None:
    """Let somebody go on who took the step that was asked for: to the next one, or in."""
    secret = handler.get_cookie(HALFWAY, "") or ""

    def step_on() -> tuple[str, Sequence[str]] | None:
        with writing(_engine(handler)) as connection:
            taken = take_step(connection, secret, clock.now())
            if taken and not taken[1].waits_for:
                _forget_tries(connection, taken[1].person)
        return (taken[0], taken[1].waits_for) if taken else None

    taken = await asyncio.to_thread(step_on)
    if taken is None:
        handler.redirect("/")
    else:
        _welcome(handler, *taken)


async def leave(handler: tornado.web.RequestHandler) -> None:
    """End the session of this browser and take its cookies."""
    before = _secrets(handler)

    def end() -> None:
        with writing(_engine(handler)) as connection:
            for secret in before:
                end_session(connection, secret, clock.now())

    if before:
        await asyncio.to_thread(end)
    for name in (COOKIE, HALFWAY):
        handler.clear_cookie(name)
    if is_shared(handler):
        handler.set_header("Clear-Site-Data", '"cache"')


def _welcome(handler: tornado.web.RequestHandler, secret: str, steps: Sequence[str]) -> None:
    """Give the cookie and lead on; what the device kept of somebody before goes on the way."""
    handler.clear_cookie(COOKIE if steps else HALFWAY)
    days = None if steps or is_shared(handler) else OWN.days
    set_cookie(handler, HALFWAY if steps else COOKIE, secret, days)
    forget = _DROP_PAGES
    if is_shared(handler):  # whoever was here before may not have left
        forget = "await forgetPerson();"
        handler.set_header("Clear-Site-Data", '"cache"')
    target = STEPS[steps[0]] if steps else "/"
    script = f'(async () => {{ {forget} location.replace("{target}"); }})();'
    calm_page(
        handler,
        text(handler, "welcome"),
        way(target, text(handler, "go_on")),
        script=beside("device.js") + script,
        head=f'<noscript><meta http-equiv="refresh" content="0; url={target}"></noscript>',
    )


# Pages that the device kept may be of somebody else: they go before the next one comes in.
_DROP_PAGES = "try { for (const name of await caches.keys()) await caches.delete(name); } catch {}"


def _steps(
    connection: Connection, person: Person, now: datetime, *, card: str, by_password: bool
) -> tuple[str, ...]:
    """Return what somebody still has to do. A code is asked whatever the way in was."""
    account = account_of(connection, person.code)
    steps = {
        "code": account is not None and account.second_step,
        "password": by_password and account is not None and account.must_change,
        "picture": bool(card) and picture_key_of(connection, person.code, now) is not None,
    }
    return tuple(step for step, asked in steps.items() if asked)


def _forget_tries(connection: Connection, person: Person) -> None:
    for table in (tables.account, tables.picture_key):
        forget_tries(connection, table, person.code)


def _secrets(handler: tornado.web.RequestHandler) -> tuple[str, ...]:
    return tuple(one for one in map(handler.get_cookie, (COOKIE, HALFWAY)) if one)


def _engine(handler: tornado.web.RequestHandler) -> Engine:
    engine: Engine = handler.settings["wpo_engine"]
    return engine


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
        """None of Jupyter's login pages: the ways in are our own."""
        return []


class Entrance(CalmHandler):
    """A link that somebody was given: opens a session and goes to that person's first door.

    On the way, pages of whoever used this device before are thrown away; their unsent answers stay.
    """

    async def get(self, secret: str) -> None:
        """Let in, or say kindly that this link does not work (any more)."""
        with reading(_engine(self)) as connection:
            person = person_with_key(connection, secret)
        if person is None:
            refuse(self, "link_ended")
        else:
            await come_in(self, person, card=secret)


class Hall(CalmHandler):
    """The front door: everybody goes on to the first door of their role."""

    def get(self) -> None:
        """Redirect; or say which ways there are to come in."""
        person = person_of(self)
        if person is None:
            _ask(self, "front", 401)
        elif not DOORS[person.role]:
            out = way(LEAVE, text(self, "leave"), quiet=True)
            refuse(self, "nothing_yet", ways=out)
        else:
            self.redirect(f"/voila/render/{DOORS[person.role][0]}")


class Card(CalmHandler):
    """How to come in with a card."""

    def get(self) -> None:
        """Say what to do with it."""
        calm_page(
            self,
            text(self, "card_way"),
            f"<p>{text(self, 'card_way_next')}</p><p>{text(self, 'card_lost')}</p>"
            + way("/", text(self, "back"), quiet=True),
        )


def ask_for_link(handler: tornado.web.RequestHandler) -> None:
    """Say that one has to come in first; nothing on the device is lost by it."""
    _ask(handler, "link_needed", 401)


def _ask(handler: tornado.web.RequestHandler, key: str, status: int) -> None:
    """Answer with the two ways in. A shared device forgets whoever was here before."""
    script = f"{beside('device.js')}forgetPerson();" if is_shared(handler) else ""
    calm_page(
        handler,
        text(handler, key),
        f"<p>{text(handler, f'{key}_next')}</p>"
        + way(CARD, text(handler, "card_way"), text(handler, "card_way_note"))
        + way(LOGIN, text(handler, "staff_way"), text(handler, "staff_way_note"), quiet=True),
        status=status,
        script=script,
    )
